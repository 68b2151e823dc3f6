"""A room: what is presented, who takes part, what they drew and chose; in revisions.

Whoever gives a command has a seat; the room knows what each may do. What changed is told by a
``Change``, for whoever passes it on.
"""

from dataclasses import dataclass, replace
from random import Random
from typing import Any, Literal, TypeVar

import msgspec
from msgspec import UNSET

from app.config import MAX_PUPILS
from app.forward_pass import InvalidInput
from app.rooms import commands
from app.rooms.commands import Ballot, ByPupil, Command, Moment, Strokes
from app.rooms.errors import Refused
from app.rooms.nicknames import new_nickname

Phase = Literal["open", "closed", "shown"]

_MOST_REMOVED = 200  # pupils whose tokens are known to be good no more; the oldest are forgotten


@dataclass(frozen=True, slots=True)
class Seat:
    """Who gives a command: a pupil, whoever steers by a lease, or a display.

    ``pupil``: whose seat it is; of one who steers, who was promoted, else empty.
    """

    kind: Literal["pupil", "steerer", "display"]
    pupil: str = ""
    lease: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """Which parts of a room are new.

    ``head``: what is presented, for all. ``counts``: how many take part, follow and have answered.
    ``front``: what only those see who see the class, such as whether the wall is blank. ``pupils``:
    by their ids, and with ``is_own`` for their own eyes, too. ``gone``: those who are no more.
    ``joined``: a new pupil. ``voted``: a vote, which must not be lost. ``steers``: another device
    does now. ``ended``: there is no room any more.
    """

    head: bool = False
    counts: bool = False
    front: bool = False
    pupils: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()
    joined: str = ""
    is_own: bool = False
    voted: bool = False
    steers: bool = False
    ended: bool = False

    def __bool__(self) -> bool:
        """Whether anything is new."""
        return self != _NOTHING


_NOTHING = Change()


@dataclass(frozen=True, slots=True)
class Reading:
    """What the network ``by`` read of a drawing.

    ``second``: the runner-up's score. ``doubted``: it is likely no digit. ``digit``: as in an
    answer to ``pass``.
    """

    by: str
    prediction: int
    runner_up: int | None
    score: float
    second: float
    doubted: bool
    digit: dict[str, Any]


class VoteOn(msgspec.Struct, array_like=True):
    """The vote that is on. ``hands``: raised, of each round and choice."""

    id: str
    kind: commands.Kind
    labels: list[str]
    about: str
    round: int = 1
    phase: Phase = "open"
    hands: list[list[int]] = []


class Pupil(msgspec.Struct, array_like=True):
    """One who takes part. ``drawn``: how many drawings; ``chosen``: in each round of the vote."""

    id: str
    nickname: str
    following: bool = True
    hidden: bool = False
    uncovered: bool = False
    has_left: bool = False
    drawn: int = 0
    chosen: list[int | None] = msgspec.field(default_factory=lambda: [None, None])


class State(msgspec.Struct, array_like=True):
    """All of a room that a snapshot holds: everything but the drawings.

    ``id`` is the room's own, never used twice, unlike the ``code``. ``lease``: which one steers.
    ``changed_at``: seconds of the clock.
    """

    id: str
    code: str
    moment: Moment
    changed_at: float
    revision: int = 0
    lease: int = 1
    steps: commands.Steps = "mine"
    held: bool = False
    paused: bool = False
    locked: bool = False
    task: int | None = None
    wall: bool = False
    blank: bool = False
    display: bool = False
    offered: str = ""
    vote: VoteOn | None = None
    pupils: dict[str, Pupil] = {}
    removed: list[str] = []
    drawing: bool = False  # all draw what the task says, until the next moment
    inviting: bool = False


Parts = dict[str, bytes | None]
_Kind = TypeVar("_Kind")

_PUPIL, _DRAWING = "pupil:", "drawing:"  # before the pupil's id

_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(State)


class Room:
    """One room. ``drawings``, ``readings``: by pupil. ``here``: the pupils who are connected.

    ``elsewhere``: those of them who are to another process that has this room, too.
    """

    def __init__(self, state: State, random: Random) -> None:
        self.state = state
        self._random = random
        self.drawings: dict[str, Strokes] = {}
        self.readings: dict[str, Reading] = {}
        self.here: set[str] = set()
        self.elsewhere: frozenset[str] = frozenset()
        self._connected: set[str] = set()  # to this process
        self._is_steered_here = self._is_steered_elsewhere = False
        self.steerer_is_here = False
        self.n_bytes = 0  # of the drawings
        # Up to which round of which vote a restored room takes votes that it may have lost.
        self.lost: tuple[str, int] | None = None

    # Snapshots

    def pack(self) -> bytes:
        """The room in bytes, without its drawings, which the pages have."""
        return _encoder.encode(self.state)

    @classmethod
    def unpacked(cls, snapshot: bytes, random: Random) -> "Room":
        """A room as it was packed, with nobody connected.

        Raises:
            Refused: bytes of another kind, such as those of an older server.
        """
        try:
            room = cls(_decoder.decode(snapshot), random)
        except ValueError:
            raise Refused("forbidden", "a snapshot of this server's kind", "another") from None
        room._restore()
        return room

    def catch_up(self, newer: "Room") -> Change:
        """Be as a later snapshot has it: an older one had been brought first."""
        self.state = newer.state
        self._restore()
        self.here &= self.state.pupils.keys()
        for pupil in self.drawings.keys() - self.state.pupils.keys():
            self._drop_drawing(pupil)
        for pupil, drawing in list(self.drawings.items()):
            if drawing.n < self.state.pupils[pupil].drawn:
                self._drop_drawing(pupil)
        return self._changed(
            head=True, counts=True, front=True, pupils=frozenset(self.state.pupils), is_own=True
        )

    def _restore(self) -> None:
        vote = self.state.vote
        self.lost = ("", 0) if vote is None else (vote.id, vote.round)

    # Parts, in which processes that share a room tell each other what is new

    def draft(self) -> "Room":
        """A copy, to be changed in its place until the change is sure."""
        draft = Room(_decoder.decode(self.pack()), self._random)
        draft.drawings, draft.readings = dict(self.drawings), dict(self.readings)
        draft.here, draft.n_bytes = set(self.here), self.n_bytes
        draft.lost = self.lost
        return draft

    def parts(self, before: "Room | None" = None) -> Parts:
        """What is new since then, or all; None for what is no more."""
        state, old = self.state, State("", "", Moment(""), 0.0) if before is None else before.state
        drawings = {} if before is None else before.drawings
        parts: Parts = {}
        if _head(state) != _head(old):
            parts["head"] = _encoder.encode(_head(state))
        if [*state.pupils] != [*old.pupils]:
            parts["order"] = _encoder.encode([*state.pupils])
        if self.lost is not None and (before is None or self.lost != before.lost):
            parts["lost"] = _encoder.encode(self.lost)
        for each in state.pupils.keys() | old.pupils.keys():
            pupil, drawing = state.pupils.get(each), self.drawings.get(each)
            if pupil != old.pupils.get(each):
                parts[_PUPIL + each] = _packed(pupil)
            if drawing != drawings.get(each):
                parts[_DRAWING + each] = _packed(drawing)
        return parts

    def put(self, parts: Parts) -> Change:
        """Be as these parts say that it is now."""
        before = self.state
        state = self.state = self._state(parts)
        gone = before.pupils.keys() - state.pupils.keys()
        for each in gone:
            self._drop_drawing(each)
            self.here.discard(each)
        changed = {name.partition(":")[2] for name in parts}
        if state.offered != before.offered:
            changed |= {state.offered, before.offered}
        if state.moment.network != before.moment.network:
            changed |= self.drawings.keys()
        for each in state.pupils:
            if (name := _DRAWING + each) in parts:
                self._drop_drawing(each)
                if part := parts[name]:
                    self._keep_drawing(state.pupils[each], _unpacked(part, Strokes))
        changed &= state.pupils.keys()
        return self._changed(
            head="head" in parts,
            counts=bool(changed or gone),
            front=True,
            pupils=frozenset(changed),
            gone=frozenset(gone),
            is_own=True,
            voted=bool(changed),
            steers=state.lease != before.lease,
        )

    def _state(self, parts: Parts) -> State:
        """The state, with what is new of it."""
        state, head = self.state, parts.get("head")
        pupils = {
            name.removeprefix(_PUPIL): _unpacked(part, Pupil)
            for name, part in parts.items()
            if name.startswith(_PUPIL) and part
        }
        pupils = state.pupils | pupils
        if order := parts.get("order"):
            pupils = {each: pupils[each] for each in _unpacked(order, list[str])}
        if lost := parts.get("lost"):
            self.lost = _unpacked(lost, tuple[str, int])
        return msgspec.structs.replace(
            state if head is None else _unpacked(head, State),
            pupils=pupils,
            revision=state.revision,
            changed_at=state.changed_at,
        )

    # Who comes and goes

    def join(self) -> Change:
        """A new pupil.

        Raises:
            Refused: nobody may join, or there is no place left.
        """
        if self.state.locked:
            raise Refused("locked", "a class that one may join", "one that is locked")
        return self._new_pupil(f"{self._random.getrandbits(32):08x}", "")

    def rejoin(self, pupil: str, nickname: str) -> Change:
        """A pupil whose token is ours comes back, known to the room or joined since its snapshot.

        Raises:
            Refused: the pupil has been removed, or there is no place left.
        """
        known = self.state.pupils.get(pupil)
        if known is None:
            if pupil in self.state.removed:
                raise Refused("forbidden", "a pupil of this class", "one who was removed")
            return self._new_pupil(pupil, nickname)
        if not known.has_left:
            return _NOTHING
        known.has_left = False
        return self._changed(counts=True, pupils=frozenset((pupil,)))

    def come_back(self, pupil: str, drawing: Strokes | None, ballot: Ballot | None) -> Change:
        """Take what a pupil's page still has, if it has not been counted."""
        known = self.state.pupils[pupil]
        voted = ballot is not None and self._takes_again(known, ballot)
        if voted and ballot is not None:
            known.chosen[ballot.round - 1] = ballot.choice
        drew = drawing is not None and self._lacks(known, drawing)
        if drew and drawing is not None:
            self._keep_drawing(known, drawing)
        if not drew and not voted:
            return _NOTHING
        return self._changed(counts=voted, pupils=frozenset((pupil,)), voted=voted, is_own=True)

    def arrive(self, pupil: str) -> Change:
        """A pupil's device is connected."""
        self._connected.add(pupil)
        if pupil in self.here:
            return _NOTHING
        self.here.add(pupil)
        return self._changed(counts=True, pupils=frozenset((pupil,)))

    def depart(self, pupil: str) -> Change:
        """None of a pupil's devices is connected any more."""
        self._connected.discard(pupil)
        if pupil not in self.here or pupil in self.elsewhere:
            return _NOTHING
        self.here.discard(pupil)
        return self._changed(counts=True, pupils=frozenset((pupil,)))

    def see_steerer(self, *, is_here: bool) -> Change:
        """Whether whoever steers is connected to this process."""
        self._is_steered_here = is_here
        return self._see_steerer()

    def see_others(self, elsewhere: frozenset[str], *, is_steered: bool) -> Change:
        """Which pupils are connected to other processes, and whether whoever steers is."""
        before = frozenset(self.here)
        self.elsewhere = elsewhere
        self.here = (self._connected | elsewhere) & self.state.pupils.keys()
        self._is_steered_elsewhere = is_steered
        change = self._see_steerer()
        changed = (before ^ self.here) & self.state.pupils.keys()
        return replace(change, counts=True, pupils=changed) if changed else change

    def _see_steerer(self) -> Change:
        is_here = self._is_steered_here or self._is_steered_elsewhere
        if is_here == self.steerer_is_here:
            return _NOTHING
        self.steerer_is_here = is_here
        return self._changed(head=True)

    def steer(self, seat: Seat, *, take: bool) -> tuple[Seat, Change]:
        """The seat of whoever wants to steer (again): the newest lease has it.

        Raises:
            Refused: another device steers and is not to be taken from; or whoever asks was removed.
        """
        self.check_steers(seat)
        state = self.state
        if seat.lease >= state.lease:  # later than the snapshot that the room came from
            state.lease = seat.lease
            return seat, _NOTHING
        if not take:
            raise Refused("taken", "that nobody else steers", "another device")
        return self._next_lease(seat.pupil)

    def check_steers(self, seat: Seat) -> None:
        """Look whether a token is of one who steers, or did.

        Raises:
            Refused: it is not, or of one who was removed.
        """
        if seat.kind != "steerer" or (seat.pupil and seat.pupil in self.state.removed):
            raise Refused("forbidden", "a token that steers", f"one of a {seat.kind}")

    # Commands

    def do(self, seat: Seat, command: Command) -> Change:
        """Carry out a command.

        Raises:
            Refused: the seat may not, or the room is not in a state for it.
        """
        change: Change
        name = f"_{command.__struct_config__.tag}".replace("-", "_")
        if isinstance(command, ByPupil):
            pupil = self.state.pupils.get(seat.pupil)
            if seat.kind != "pupil" or pupil is None:
                raise Refused("forbidden", "a pupil of this class", f"a {seat.kind}")
            change = getattr(self, name)(pupil, command)
            return change
        if seat.kind != "steerer":
            raise Refused("forbidden", "whoever steers", f"a {seat.kind}")
        if seat.lease != self.state.lease:
            raise Refused("taken", "whoever steers now", "a device from which it was taken")
        change = getattr(self, name)(command)
        return change

    def _draw(self, pupil: Pupil, command: commands.Draw) -> Change:
        if command.drawing.n <= pupil.drawn:
            return _NOTHING
        if self.state.paused:
            raise Refused("paused", "that drawing is on", "that it is paused")
        self._keep_drawing(pupil, command.drawing)
        return self._changed(pupils=frozenset((pupil.id,)), is_own=True)

    def _vote(self, pupil: Pupil, command: commands.Vote) -> Change:
        vote = self._vote_on(command.vote, command.round)
        if vote.phase != "open":
            raise Refused("vote", "a vote that is open", f"one that is {vote.phase}")
        _check_choice(vote, command.choice)
        if pupil.chosen[vote.round - 1] == command.choice:
            return _NOTHING
        pupil.chosen[vote.round - 1] = command.choice
        return self._changed(counts=True, pupils=frozenset((pupil.id,)), voted=True, is_own=True)

    def _follow(self, pupil: Pupil, command: commands.Follow) -> Change:
        if self.state.held and not command.on:
            raise Refused("forbidden", "to follow while the steps are held", "to look around")
        if pupil.following == command.on:
            return _NOTHING
        pupil.following = command.on
        return self._changed(counts=True, pupils=frozenset((pupil.id,)), is_own=True)

    def _hand_on(self, pupil: Pupil, command: commands.HandOn) -> Change:
        del command, pupil
        return self.join()

    def _accept(self, pupil: Pupil, command: commands.Accept) -> Change:
        del command
        if self.state.offered != pupil.id:
            raise Refused("forbidden", "whom the steering was offered", "another pupil")
        pupil.has_left = True
        _, change = self._next_lease(pupil.id)
        return replace(change, counts=True)

    def _leave(self, pupil: Pupil, command: commands.Leave) -> Change:
        del command
        pupil.has_left = True
        return self._changed(counts=True, pupils=frozenset((pupil.id,)))

    def _show(self, command: commands.Show) -> Change:
        moment = command.moment
        network = moment.network or self.state.moment.network
        is_other = network != self.state.moment.network
        self.state.moment = Moment(moment.page, moment.fragment, network)
        self.state.drawing = False
        return self._changed(
            head=True, pupils=frozenset(self.drawings if is_other else ()), is_own=True
        )

    def _ask(self, command: commands.Ask) -> Change:
        state = self.state
        had_chosen = self._forget_choices()
        vote_id = f"{self._random.getrandbits(32):08x}"
        hands = [[0] * len(command.labels)]
        state.vote = VoteOn(vote_id, command.kind, list(command.labels), command.about, hands=hands)
        self.lost = self.lost and ("", 0)
        return self._changed(head=True, counts=True, pupils=had_chosen, is_own=True)

    def _again(self, command: commands.Again) -> Change:
        del command
        vote = self._vote_on()
        if vote.round == 2:
            raise Refused("vote", "a first round", "a second one")
        vote.round, vote.phase = 2, "open"
        vote.hands.append([0] * len(vote.labels))
        return self._changed(head=True, counts=True)

    def _close(self, command: commands.Close) -> Change:
        del command
        vote = self._vote_on()
        if vote.phase != "open":
            return _NOTHING
        vote.phase = "closed"
        return self._changed(head=True)

    def _reveal(self, command: commands.Reveal) -> Change:
        del command
        vote = self._vote_on()
        if vote.phase == "shown":
            return _NOTHING
        vote.phase = "shown"
        return self._changed(head=True)

    def _done(self, command: commands.Done) -> Change:
        del command
        if self.state.vote is None:
            return _NOTHING
        self.state.vote = None
        return self._changed(head=True, counts=True, pupils=self._forget_choices(), is_own=True)

    def _hands(self, command: commands.Hands) -> Change:
        vote = self._vote_on()
        if vote.phase == "shown":
            raise Refused("vote", "a vote that is not shown yet", "one that is")
        _check_choice(vote, command.choice)
        vote.hands[-1][command.choice] = command.n
        return self._changed(counts=True, front=True, voted=True)

    def _set(self, command: commands.Set) -> Change:
        state = self.state
        given = {
            name: value for name in command.__struct_fields__
            if (value := getattr(command, name)) is not UNSET and value != getattr(state, name)
        }  # fmt: skip
        if not given:
            return _NOTHING
        for name, value in given.items():
            setattr(state, name, value)
        if "task" in given:
            state.drawing = state.task is not None
        back: set[str] = set()
        if given.get("held"):
            for pupil in state.pupils.values():
                if not pupil.following:
                    pupil.following = True
                    back.add(pupil.id)
        at_front = given.keys() & {"wall", "blank", "display", "inviting"}
        return self._changed(
            head=bool(given.keys() - at_front),
            counts=bool(back),
            front=bool(at_front),
            pupils=frozenset(back),
            is_own=True,
        )

    def _wall(self, command: commands.Wall) -> Change:
        named = [name for name in command.__struct_fields__ if getattr(command, name) is not None]
        if len(named) != 1:
            raise InvalidInput(
                "message", "one of uncover, hide, unhide, remove", " and ".join(named) or "none"
            )
        if command.remove is not None:
            return self._remove(command.remove)
        if command.uncover is not None:
            return self._uncover(command.uncover)
        pupil = self._pupil(command.hide or command.unhide or "")
        is_hidden = command.hide is not None
        if pupil.hidden == is_hidden:
            return _NOTHING
        pupil.hidden = is_hidden
        return self._changed(pupils=frozenset((pupil.id,)))

    def _uncover(self, what: list[str] | str) -> Change:
        pupils = self.state.pupils
        wanted = pupils.keys() if isinstance(what, str) else pupils.keys() & set(what)
        wanted = wanted if what == "none" else wanted & self.drawings.keys()
        changed = {each for each in wanted if pupils[each].uncovered == (what == "none")}
        for each in changed:
            pupils[each].uncovered = what != "none"
        return self._changed(pupils=frozenset(changed)) if changed else _NOTHING

    def _remove(self, pupil: str) -> Change:
        self._pupil(pupil)
        self._forget(pupil)
        removed = self.state.removed
        removed.append(pupil)
        del removed[:-_MOST_REMOVED]
        return self._changed(counts=True, gone=frozenset((pupil,)))

    def _promote(self, command: commands.Promote) -> Change:
        before = self.state.offered
        after = "" if command.pupil is None else self._pupil(command.pupil).id
        if before == after:
            return _NOTHING
        self.state.offered = after
        return self._changed(
            pupils=frozenset({before, after} & self.state.pupils.keys()), is_own=True
        )

    def _kept(self, command: commands.Kept) -> Change:
        changed = set()
        for each in command.drawings:
            pupil = self.state.pupils.get(each.id)
            if pupil is None or pupil.id in self.drawings or each.drawing.n != pupil.drawn:
                continue
            self._keep_drawing(pupil, each.drawing)
            changed.add(pupil.id)
        return self._changed(pupils=frozenset(changed), is_own=True) if changed else _NOTHING

    def _end(self, command: commands.End) -> Change:
        del command
        return self._changed(ended=True)

    # Readings

    def unread(self) -> str | None:
        """A pupil whose drawing the network of the moment has not read yet."""
        by = self.state.moment.network
        for pupil, drawing in self.drawings.items():
            reading = self.readings.get(pupil)
            if drawing.lengths and (reading is None or reading.by != by):
                return pupil
        return None

    def read(self, pupil: str, drawing: Strokes, reading: Reading) -> Change:
        """Keep what a network read, unless drawing or network has changed meanwhile."""
        if self.drawings.get(pupil) is not drawing or reading.by != self.state.moment.network:
            return _NOTHING
        self.readings[pupil] = reading
        return self._changed(pupils=frozenset((pupil,)), is_own=True)

    def reading(self, pupil: str) -> Reading | None:
        """What the network of the moment read of a pupil's drawing, if it has."""
        reading = self.readings.get(pupil)
        return reading if reading and reading.by == self.state.moment.network else None

    # What is counted

    def counts(self) -> list[list[int]]:
        """How often each choice was made in each round of the vote, by pupils and by hands."""
        vote = self.state.vote
        if vote is None:
            return []
        counts = [list(hands) for hands in vote.hands]
        for pupil in self.state.pupils.values():
            for of_round, choice in zip(counts, pupil.chosen, strict=False):
                if choice is not None:
                    of_round[choice] += 1
        return counts

    def attendance(self) -> dict[str, int]:
        """How many pupils there are, follow, and have answered in this round.

        A phone that sleeps after its answer still counts for both.
        """
        following = pupils = answered = 0
        vote = self.state.vote
        for pupil in self.state.pupils.values():
            has_answered = vote is not None and pupil.chosen[vote.round - 1] is not None
            is_here = pupil.id in self.here and not pupil.has_left
            answered += has_answered
            pupils += is_here or has_answered
            following += is_here and pupil.following
        return {"following": following, "pupils": pupils, "answered": answered}

    # Parts of commands

    def _changed(self, **parts: Any) -> Change:
        self.state.revision += 1
        return Change(**parts)

    def _next_lease(self, pupil: str) -> tuple[Seat, Change]:
        state = self.state
        state.lease += 1
        changed = {state.offered, pupil} & state.pupils.keys()
        state.offered = ""
        change = self._changed(head=True, pupils=frozenset(changed), steers=True, is_own=True)
        return Seat("steerer", pupil, state.lease), change

    def _new_pupil(self, pupil: str, nickname: str) -> Change:
        pupils = self.state.pupils
        gone = frozenset((self._place(),)) - {""}
        for each in gone:
            self._forget(each)
        taken = {each.nickname for each in pupils.values()}
        if not nickname or nickname in taken:
            nickname = new_nickname(self._random, taken)
        pupils[pupil] = Pupil(pupil, nickname)
        return self._changed(counts=True, pupils=frozenset((pupil,)), gone=gone, joined=pupil)

    def _place(self) -> str:
        """Who makes place for a new pupil: nobody, as long as there is some."""
        pupils = self.state.pupils.values()
        if len(pupils) < MAX_PUPILS:
            return ""
        absent = [each for each in pupils if each.id not in self.here]
        for each in absent:
            if each.has_left or (not each.drawn and each.chosen == [None, None]):
                return each.id
        raise Refused("full", f"at most {MAX_PUPILS} pupils", "one more", most=MAX_PUPILS)

    def _forget(self, pupil: str) -> None:
        self._drop_drawing(pupil)
        del self.state.pupils[pupil]
        self.here.discard(pupil)
        if self.state.offered == pupil:
            self.state.offered = ""

    def _keep_drawing(self, pupil: Pupil, drawing: Strokes) -> None:
        self._drop_drawing(pupil.id)
        pupil.uncovered &= drawing.n == pupil.drawn  # nobody has looked at a new one yet
        pupil.drawn = drawing.n
        self.drawings[pupil.id] = drawing
        self.n_bytes += _size(drawing)

    def _drop_drawing(self, pupil: str) -> None:
        before = self.drawings.pop(pupil, None)
        self.readings.pop(pupil, None)
        if before is not None:
            self.n_bytes -= _size(before)

    def _pupil(self, pupil: str) -> Pupil:
        known = self.state.pupils.get(pupil)
        if known is None:
            raise InvalidInput("message", "the id of a pupil of this class", f"{pupil!r:.20}")
        return known

    def _vote_on(self, vote_id: str = "", of_round: int = 0) -> VoteOn:
        """The vote that is on, which must be this one and in this round, where they are named."""
        vote = self.state.vote
        if vote is None or vote_id not in ("", vote.id):
            raise Refused("vote", "a vote that is on", "none" if vote is None else "another one")
        if of_round not in (0, vote.round):
            raise Refused("vote", f"round {vote.round}", f"round {of_round}")
        return vote

    def _lacks(self, pupil: Pupil, drawing: Strokes) -> bool:
        """Whether a drawing that a page still has is to be taken."""
        if self.lost is not None and pupil.id not in self.drawings:
            return drawing.n >= pupil.drawn
        return drawing.n > pupil.drawn and not self.state.paused

    def _takes_again(self, pupil: Pupil, ballot: Ballot) -> bool:
        """Whether a vote that a page still has is to be counted."""
        vote = self.state.vote
        if vote is None or vote.id != ballot.vote or ballot.choice >= len(vote.labels):
            return False
        if ballot.round > vote.round or pupil.chosen[ballot.round - 1] is not None:
            return False
        is_open = vote.phase == "open" and ballot.round == vote.round
        lost_in, up_to = self.lost or ("", 0)
        was_lost = lost_in == vote.id and ballot.round <= up_to and vote.phase != "shown"
        return is_open or was_lost

    def _forget_choices(self) -> frozenset[str]:
        """Take all choices back; returns who had made some."""
        had_chosen = set()
        for pupil in self.state.pupils.values():
            if pupil.chosen != [None, None]:
                pupil.chosen = [None, None]
                had_chosen.add(pupil.id)
        return frozenset(had_chosen)


def _packed(part: object | None) -> bytes | None:
    return None if part is None else _encoder.encode(part)


def _unpacked(part: bytes, kind: type[_Kind]) -> _Kind:
    return msgspec.msgpack.decode(part, type=kind)


def _head(state: State) -> State:
    """All that is no pupil's, and what is one process's own left out."""
    return msgspec.structs.replace(state, pupils={}, revision=0, changed_at=0.0)


def _check_choice(vote: VoteOn, choice: int) -> None:
    n = len(vote.labels)
    if choice >= n:
        raise Refused("vote", f"one of {n} choices", f"number {choice}")


def _size(drawing: Strokes) -> int:
    return len(drawing.points) + 8 * len(drawing.lengths)
