"""What processes that share a room tell each other of it."""

from random import Random

from app.rooms import Change, Command, Moment, Room, Seat, Store, commands
from app.rooms.commands import Strokes
from app.rooms.room import State

SEEDED = Random(1)  # noqa: S311  # no secret
STEERER = Seat("steerer", lease=1)


class Copies:
    """A room of two processes: what is done at one is told to the other in parts."""

    def __init__(self) -> None:
        self.here = Store(lambda: 0.0, SEEDED).open(Moment("/", network="classic"))
        self.there = Room(State(self.here.state.id, "", Moment(""), 0.0), SEEDED)
        self.there.put(self.here.parts())

    def join(self) -> Seat:
        draft = self.here.draft()
        joined = draft.join().joined
        self._tell(draft)
        return Seat("pupil", joined)

    def does(self, seat: Seat, command: Command) -> Change:
        """What the other process learns."""
        draft = self.here.draft()
        draft.do(seat, command)
        return self._tell(draft)

    def _tell(self, draft: Room) -> Change:
        parts = draft.parts(self.here)
        self.here.put(parts)
        change = self.there.put(parts)
        assert self.here.parts() == self.there.parts() == draft.parts()
        assert [*self.here.state.pupils] == [*self.there.state.pupils]
        return change


def test_another_process_learns_of_a_lesson_what_concerns_whom() -> None:
    copies = Copies()
    first, second = copies.join(), copies.join()
    drawn = copies.does(first, commands.Draw(Strokes(1, b"\1\0\1\0", [1])))
    assert drawn.pupils == {first.pupil}
    assert not drawn.head
    assert copies.there.drawings[first.pupil].points == b"\1\0\1\0"
    assert copies.does(STEERER, commands.Ask("yes-no", ["Yes", "No"])).head
    vote = copies.here.state.vote
    assert vote is not None
    voted = copies.does(second, commands.Vote(vote.id, 1, 1))
    assert voted.pupils == {second.pupil}
    assert voted.voted
    assert not voted.head
    assert copies.there.counts() == [[0, 1]]
    assert copies.does(STEERER, commands.Promote(second.pupil)).pupils == {second.pupil}
    assert copies.does(second, commands.Accept()).steers
    other = commands.Show(Moment("/", network="deep"))
    steerer = Seat("steerer", second.pupil, copies.here.state.lease)
    assert copies.does(steerer, other).pupils == {first.pupil}  # read anew
    removed = copies.does(steerer, commands.Wall(remove=first.pupil))
    assert removed.gone == {first.pupil}
    assert not copies.there.drawings
    assert copies.there.n_bytes == 0


def test_a_draft_is_not_the_room() -> None:
    copies = Copies()
    pupil, before = copies.join(), copies.here.pack()
    draft = copies.here.draft()
    draft.do(pupil, commands.Draw(Strokes(1, b"\1\0\1\0", [1])))
    draft.do(STEERER, commands.Ask("yes-no", ["Yes", "No"]))
    assert copies.here.pack() == before
    assert not copies.here.drawings


def test_a_pupil_is_here_as_long_as_any_process_has_a_device_of_theirs() -> None:
    copies = Copies()
    room, pupil = copies.here, copies.join().pupil
    room.arrive(pupil)
    assert not room.see_others(frozenset((pupil,)), is_steered=True).pupils
    assert room.steerer_is_here
    assert not room.depart(pupil)
    assert room.see_others(frozenset(), is_steered=False).pupils == {pupil}
    assert pupil not in room.here
    assert not room.steerer_is_here


def test_votes_that_a_restored_room_may_have_lost_are_known_to_all_processes() -> None:
    copies = Copies()
    pupil = copies.join()
    copies.does(STEERER, commands.Ask("yes-no", ["Yes", "No"]))
    vote = copies.here.state.vote
    assert vote is not None
    snapshot = copies.here.pack()
    restored = Room.unpacked(snapshot, SEEDED)
    restored.do(STEERER, commands.Close())
    there = Room(State(restored.state.id, "", Moment(""), 0.0), SEEDED)
    there.put(restored.parts())
    assert there.come_back(pupil.pupil, None, commands.Ballot(vote.id, 1, 0)).voted
