"""The pure room: whatever anybody says in whatever order, votes count once and rooms stay apart."""

from random import Random
from typing import Any

import msgspec
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from app.config import MAX_FRAGMENT, MAX_MESSAGE, MAX_PUPILS, MAX_SNAPSHOT
from app.forward_pass import InvalidInput
from app.rooms import Moment, Room, Seat, Store, commands, views
from app.rooms.commands import Ballot, Command, Strokes
from app.rooms.errors import Refused
from app.rooms.room import Change, Reading, State

MOMENT = Moment("/", "", "classic")
CHOICES = ["0", "1", "2"]


def seeded(seed: int) -> Random:
    return Random(seed)  # noqa: S311  # the same in every run


def opened(seed: int = 1) -> Room:
    return Store(lambda: 0.0, seeded(seed)).open(MOMENT)


def joined(room: Room) -> str:
    pupil = room.join().joined
    room.arrive(pupil)
    return pupil


def steers(room: Room) -> Seat:
    return Seat("steerer", lease=room.state.lease)


def strokes(n: int) -> Strokes:
    return Strokes(n, bytes(4 * n), [n])


def refusal(room: Room, seat: Seat, command: Command) -> str:
    with pytest.raises(InvalidInput) as caught:
        room.do(seat, command)
    return caught.value.code


def asked(room: Room) -> str:
    room.do(steers(room), commands.Ask("digit", CHOICES))
    assert room.state.vote is not None
    return room.state.vote.id


# Single things that a class saw


def test_a_thousand_votes_of_one_pupil_count_once() -> None:
    room = opened()
    seat = Seat("pupil", joined(room))
    vote = asked(room)
    for k in range(1_000):
        room.do(seat, commands.Vote(vote, 1, k % 3))
    assert room.counts() == [[1, 0, 0]]


def test_the_class_is_full_with_150_and_whoever_has_left_makes_place() -> None:
    room = opened()
    pupils = [joined(room) for _ in range(MAX_PUPILS)]
    with pytest.raises(Refused) as caught:
        room.join()
    assert (caught.value.code, caught.value.values) == ("full", {"most": MAX_PUPILS})
    room.do(Seat("pupil", pupils[3]), commands.Draw(strokes(1)))
    room.depart(pupils[3])  # a phone that sleeps: its drawing stays
    with pytest.raises(Refused):
        room.join()
    room.do(Seat("pupil", pupils[5]), commands.Leave())
    room.depart(pupils[5])
    change = room.join()
    assert change.gone == {pupils[5]}
    assert len({each.nickname for each in room.state.pupils.values()}) == MAX_PUPILS


def test_the_largest_class_can_be_brought_back_with_one_message() -> None:
    room = opened()
    room.do(steers(room), commands.Show(Moment("/", "x" * MAX_FRAGMENT, "classic")))
    for _ in range(MAX_PUPILS):
        room.do(Seat("pupil", joined(room)), commands.Draw(strokes(100)))
    room.do(steers(room), commands.Ask("lesson", ["l" * 60] * 20, "a" * 200))
    assert len(room.pack()) < MAX_SNAPSHOT < MAX_MESSAGE


def test_a_pupil_who_drew_and_voted_just_before_the_server_died_loses_nothing() -> None:
    room = opened()
    early, late = joined(room), ""
    vote = asked(room)
    snapshot = room.pack()
    late = joined(room)
    nickname = room.state.pupils[late].nickname
    for pupil in (early, late):
        room.do(Seat("pupil", pupil), commands.Draw(strokes(2)))
        room.do(Seat("pupil", pupil), commands.Vote(vote, 1, 2))
    again = Room.unpacked(snapshot, seeded(2))
    again.do(steers(again), commands.Close())  # before anybody is back
    for pupil in (early, late, early):
        again.rejoin(pupil, nickname)
        again.come_back(pupil, strokes(2), Ballot(vote, 1, 2))
    assert again.state.pupils[late].nickname == nickname
    assert again.counts() == [[0, 0, 2]]
    assert again.drawings.keys() == {early, late}


def test_a_vote_that_is_closed_is_not_open_to_whoever_loads_the_page_again() -> None:
    room = opened()
    pupil = joined(room)
    vote = asked(room)
    room.do(steers(room), commands.Close())
    assert not room.come_back(pupil, None, Ballot(vote, 1, 0))
    room.do(steers(room), commands.Set(paused=True))
    assert not room.come_back(pupil, strokes(1), None)


def test_a_choice_that_there_is_not_is_refused_and_passed_over_on_return() -> None:
    room = opened()
    pupil = joined(room)
    vote = asked(room)
    assert refusal(room, Seat("pupil", pupil), commands.Vote(vote, 1, 3)) == "vote"
    assert refusal(room, Seat("pupil", pupil), commands.Vote("other", 1, 0)) == "vote"
    assert refusal(room, Seat("pupil", pupil), commands.Vote(vote, 2, 0)) == "vote"
    assert not room.come_back(pupil, None, Ballot(vote, 1, 3))
    assert not room.come_back(pupil, None, Ballot(vote, 2, 0))


def test_the_newer_of_two_snapshots_is_what_the_class_was() -> None:
    """A laptop that slept brings an old one, and the phone that took over a newer one."""
    room = opened()
    old = room.pack()
    seat, _ = room.steer(Seat("steerer", lease=0), take=True)
    pupil = joined(room)
    vote = asked(room)
    room.do(Seat("pupil", pupil), commands.Vote(vote, 1, 1))
    store = Store(lambda: 1.0, seeded(3))
    again, _ = store.restore(room.state.id, old)
    again.steer(Seat("steerer", lease=1), take=False)
    newer, change = store.restore(room.state.id, room.pack())
    assert newer is again
    assert change.head
    assert again.counts() == [[0, 1, 0]]
    assert again.steer(seat, take=False)[0].lease == again.state.lease == 2
    with pytest.raises(Refused):
        again.steer(Seat("steerer", lease=1), take=False)


def test_a_pupil_who_was_promoted_and_removed_cannot_take_the_steering_back() -> None:
    room = opened()
    pupil = joined(room)
    room.do(steers(room), commands.Promote(pupil))
    room.do(Seat("pupil", pupil), commands.Accept())
    promoted = Seat("steerer", pupil, room.state.lease)
    back, _ = room.steer(Seat("steerer", lease=1), take=True)
    room.do(back, commands.Wall(remove=pupil))
    with pytest.raises(Refused) as caught:
        room.steer(promoted, take=True)
    assert caught.value.code == "forbidden"


def test_a_drawing_that_was_replaced_while_it_was_read_keeps_no_reading_of_the_old_one() -> None:
    room = opened()
    seat = Seat("pupil", joined(room))
    first = strokes(1)
    room.do(seat, commands.Draw(first))
    room.do(seat, commands.Draw(strokes(2)))
    reading = Reading("classic", 3, 5, 0.9, 0.0, False, {})
    assert not room.read(seat.pupil, first, reading)
    assert room.read(seat.pupil, room.drawings[seat.pupil], reading)
    assert room.unread() is None
    room.do(steers(room), commands.Show(Moment("/", "", "deep")))
    assert room.reading(seat.pupil) is None
    assert room.unread() == seat.pupil


def test_what_the_steering_page_kept_is_taken_where_the_pupils_are_away() -> None:
    room = opened()
    away, back = joined(room), joined(room)
    for pupil in (away, back):
        room.do(Seat("pupil", pupil), commands.Draw(strokes(3)))
    again = Room.unpacked(room.pack(), seeded(2))
    again.come_back(back, strokes(4), None)
    kept = [commands.KeptDrawing(each, strokes(3)) for each in (away, back, "nobody")]
    assert again.do(steers(again), commands.Kept(kept)).pupils == {away}
    assert {pupil: drawing.n for pupil, drawing in again.drawings.items()} == {away: 3, back: 4}


# Any order of anything by anybody

BY_PUPIL = [
    commands.Draw, commands.Vote, commands.Follow, commands.HandOn, commands.Accept, commands.Leave
]  # fmt: skip
VOTING = [commands.Ask("digit", CHOICES), commands.Again(), commands.Close()]

a_room = st.sampled_from([0, 0, 0, 1])
somebody = st.integers(0, 63)
flags = st.booleans()
a_choice = st.integers(0, 2)
a_round = st.sampled_from([1, 2])


class AnyOrder(RuleBasedStateMachine):
    """Two rooms; pupils, displays, and whoever steers or once did say whatever there is to say."""

    @initialize()
    def begin(self) -> None:
        store = Store(lambda: 0.0, seeded(7))
        self.rooms = [store.open(MOMENT), store.open(MOMENT)]
        self.copies = [
            Room(State(room.state.id, "", Moment(""), 0.0), seeded(8)) for room in self.rooms
        ]
        self.tokens = [[steers(room), Seat("steerer", lease=0)] for room in self.rooms]
        self.join(0)
        self.join(0)
        self.n_restarts = 0
        self.votes: dict[tuple[str, int, str], int] = {}  # vote, round, pupil: the choice
        self.hands: dict[tuple[str, int, int], int] = {}

    def _seat(self, which: int, k: int, command: Any) -> Seat:
        """Somebody: half of the time one who may say it, if there is any."""
        seats = self.tokens[which]
        able = [each for each in seats if self._may(which, each, command)]
        chosen = able if k % 2 and able else seats
        return chosen[k // 2 % len(chosen)]

    def _may(self, which: int, seat: Seat, command: Any) -> bool:
        state = self.rooms[which].state
        if command in BY_PUPIL:
            return seat.kind == "pupil" and seat.pupil in state.pupils
        return seat.kind == "steerer" and seat.lease == state.lease

    def _do(self, which: int, seat: Seat, command: Command) -> bool:
        """Say it; what nobody in that seat may do changes nothing at all, nor does it elsewhere."""
        room, other = self.rooms[which], self.rooms[1 - which]
        before, elsewhere = packed(room), packed(other)
        is_allowed = self._may(which, seat, type(command))
        try:
            change = room.do(seat, command)
        except InvalidInput:
            change = None
        assert packed(other) == elsewhere
        if change is None or not is_allowed:
            assert change is None
            assert packed(room) == before
            return False
        if change.joined:
            self.tokens[which].append(Seat("pupil", change.joined))
        if change.steers:
            self.tokens[which].append(Seat("steerer", seat.pupil, room.state.lease))
        assert (packed(room) == before) == (not change)
        return True

    @rule(which=a_room)
    def join(self, which: int) -> None:
        try:
            pupil = joined(self.rooms[which])
        except Refused:
            assert self.rooms[which].state.locked
        else:
            self.tokens[which].append(Seat("pupil", pupil))

    @rule(which=a_room)
    def display(self, which: int) -> None:
        self.tokens[which].append(Seat("display"))

    @rule(which=a_room, k=somebody, take=flags)
    def steer(self, which: int, k: int, take: bool) -> None:
        room = self.rooms[which]
        seat, before = self._seat(which, k, commands.Steer), room.state.lease
        try:
            new, _ = room.steer(seat, take=take)
        except Refused:
            assert room.state.lease == before
        else:
            assert seat.kind == "steerer"
            assert new.lease == room.state.lease >= before
            self.tokens[which].append(new)

    @rule(which=a_room, k=somebody, choice=a_choice, rounds=a_round)
    def vote(self, which: int, k: int, choice: int, rounds: Any) -> None:
        vote = self.rooms[which].state.vote
        name = "none" if vote is None else vote.id
        seat = self._seat(which, k, commands.Vote)
        if self._do(which, seat, commands.Vote(name, rounds, choice)):
            assert vote is not None
            assert (vote.phase, vote.round) == ("open", rounds)
            self.votes[name, rounds, seat.pupil] = choice

    @rule(which=a_room, k=somebody, choice=a_choice, rounds=a_round)
    def come_back(self, which: int, k: int, choice: int, rounds: Any) -> None:
        room, seat = self.rooms[which], self._seat(which, k, commands.Vote)
        if seat.kind != "pupil":
            return
        try:
            room.rejoin(seat.pupil, "")
        except Refused:
            return
        vote = room.state.vote
        name = "none" if vote is None else vote.id
        change = room.come_back(seat.pupil, strokes(1), Ballot(name, rounds, choice))
        if change.voted:
            assert (name, rounds, seat.pupil) not in self.votes
            self.votes[name, rounds, seat.pupil] = choice

    @rule(which=a_room, k=somebody, command=st.sampled_from(VOTING))
    def ask(self, which: int, k: int, command: Any) -> None:
        self._do(which, self._seat(which, k, type(command)), command)

    @rule(which=a_room, k=somebody, n=st.integers(1, 9))
    def draw(self, which: int, k: int, n: int) -> None:
        self._do(which, self._seat(which, k, commands.Draw), commands.Draw(strokes(n)))

    @rule(which=a_room, k=somebody, choice=a_choice, n=st.integers(0, 9))
    def raise_hands(self, which: int, k: int, choice: int, n: int) -> None:
        seat = self._seat(which, k, commands.Hands)
        if self._do(which, seat, commands.Hands(choice, n)):
            vote = self.rooms[which].state.vote
            assert vote is not None
            self.hands[vote.id, vote.round, choice] = n

    @rule(which=a_room, k=somebody, pupil=somebody, data=st.data())
    def anything_else(self, which: int, k: int, pupil: int, data: st.DataObject) -> None:
        pupils = [*self.rooms[which].state.pupils, "nobody"]
        whom = pupils[pupil % len(pupils)]
        command: Any = data.draw(
            st.sampled_from(
                [
                    *(commands.Reveal(), commands.Done()),
                    *(commands.Follow(True), commands.Follow(False)),
                    *(commands.HandOn(), commands.Accept(), commands.Leave()),
                    commands.Show(Moment("/", "v=1", "deep")),
                    *(commands.Set(held=True, locked=True), commands.Set(held=False, locked=False)),
                    *(commands.Set(paused=True, blank=True, task=3), commands.Set(paused=False)),
                    *(commands.Wall(uncover="all"), commands.Wall(uncover="none")),
                    commands.Wall(uncover=[whom]),
                    *(commands.Wall(hide=whom), commands.Wall(unhide=whom)),
                    *(commands.Promote(whom), commands.Promote(None)),
                    commands.Kept([commands.KeptDrawing(whom, strokes(2))]),
                ]
            )
        )
        seat = self._seat(which, k, type(command))
        self._do(which, seat, command)

    @rule(which=a_room, k=somebody, pupil=somebody)
    def remove(self, which: int, k: int, pupil: int) -> None:
        pupils = [*self.rooms[which].state.pupils, "nobody"]
        whom = pupils[pupil % len(pupils)]
        seat = self._seat(which, k, commands.Wall)
        if self._do(which, seat, commands.Wall(remove=whom)):
            self.votes = {key: choice for key, choice in self.votes.items() if key[2] != whom}

    @rule(which=a_room)
    def restart(self, which: int) -> None:
        """The server dies; the newest snapshot brings the room back to the last byte."""
        snapshot = self.rooms[which].pack()
        self.n_restarts += 1
        room = Room.unpacked(snapshot, seeded(100 + self.n_restarts))
        assert room.pack() == snapshot
        self.rooms[which] = room

    @rule(which=a_room)
    def phone_sleeps(self, which: int) -> None:
        room = self.rooms[which]
        for pupil in [*room.here][:1]:
            room.depart(pupil)

    @invariant()
    def counts_are_the_votes_of_pupils_and_the_hands(self) -> None:
        for room in self.rooms:
            vote = room.state.vote
            if vote is None:
                assert room.counts() == []
                continue
            for k, counted in enumerate(room.counts(), start=1):
                chosen = [
                    choice for (name, of_round, pupil), choice in self.votes.items()
                    if (name, of_round) == (vote.id, k) and pupil in room.state.pupils
                ]  # fmt: skip
                hands = [self.hands.get((vote.id, k, choice), 0) for choice in range(3)]
                assert counted == [chosen.count(each) + hands[each] for each in range(3)]

    @invariant()
    def another_process_has_the_same_by_what_is_new(self) -> None:
        for room, copy in zip(self.rooms, self.copies, strict=True):
            copy.put(room.parts(copy))
            assert copy.parts() == room.parts()
            assert [*copy.state.pupils] == [*room.state.pupils]
            assert copy.n_bytes == room.n_bytes
            assert packed(room.draft()) == packed(room)

    @invariant()
    def what_is_told_is_consistent(self) -> None:
        for room in self.rooms:
            told = room.attendance()
            assert 0 <= told["answered"] <= told["pupils"] <= len(room.state.pupils)
            assert told["following"] <= told["pupils"]
            assert room.here | room.drawings.keys() <= room.state.pupils.keys()
            assert room.n_bytes == sum(
                len(each.points) + 8 * len(each.lengths) for each in room.drawings.values()
            )
            names = [each.nickname for each in room.state.pupils.values()]
            assert len(set(names)) == len(names)
            msgspec.msgpack.encode(views.class_view(room))


def packed(room: Room) -> tuple[bytes, dict[str, Strokes], set[str]]:
    return room.pack(), dict(room.drawings), set(room.here)


AnyOrder.TestCase.settings = settings(
    max_examples=60, stateful_step_count=40, deadline=None, derandomize=True
)
TestAnyOrder = AnyOrder.TestCase


def test_nothing_is_a_change_only_if_nothing_is_new() -> None:
    assert not Change()
    assert Change(counts=True)
