"""The rooms of one process."""

from collections.abc import Callable
from random import Random
from typing import Protocol

from app.config import LONGEST_IDLE, MAX_ROOMS, MOST_DRAWN, MOST_ENDED
from app.rooms.codes import new_code, typed_code
from app.rooms.commands import Moment
from app.rooms.errors import Gone, Refused
from app.rooms.room import Change, Room, State

_FAR_AHEAD = 1_000  # revisions that a restored room leaves out: nobody has seen a later one


class Members(Protocol):
    """Who is connected to this process, where others have the same rooms."""

    def connected(self, room: Room) -> tuple[frozenset[str], bool] | None:
        """The pupils, and whether whoever steers is; None where nobody is at all."""

    def learn(self, room: Room, act: Callable[[], Change]) -> None:
        """Something is new from another process: carry it out, and tell of it."""

    def wait(self) -> None:
        """The others cannot be reached, said about every second."""

    def go_on(self) -> None:
        """They can again, and all rooms are as the others have them."""


class Store:
    """Rooms by their ids and codes. ``clock``: seconds since 1970."""

    def __init__(self, clock: Callable[[], float], random: Random) -> None:
        self._clock = clock
        self._random = random
        self._rooms: dict[str, Room] = {}
        self._codes: dict[str, str] = {}  # the ids of rooms
        self._ended: dict[str, float] = {}  # when, by id and by code; the oldest first

    def serve(self, members: Members) -> None:
        """Tell them what other processes change: here are none."""

    def open(self, moment: Moment) -> Room:
        """A new room.

        Raises:
            Refused: there are too many.
        """
        self._make_place()
        room_id = f"{self._random.getrandbits(64):016x}"
        code = new_code(self._random)
        while code in self._codes or code in self._ended:
            code = new_code(self._random)
        room = Room(State(room_id, code, moment, self._clock()), self._random)
        self._add(room)
        return room

    def find(self, room_id: str) -> Room:
        """The room of this id.

        Raises:
            Refused: it has ended, or is not known (yet).
        """
        room = self._rooms.get(room_id)
        if room is None:
            if room_id in self._ended:
                raise ended()
            raise Gone
        return room

    def find_code(self, typed: str) -> Room:
        """The room of this code, as somebody typed it.

        Raises:
            Refused: there is none, or it has ended.
        """
        room_id = self._room_id(typed_code(typed))
        if room_id is None:
            raise Refused("code", "the code of a class", "another one")
        return self.find(room_id)

    def restore(self, room_id: str, snapshot: bytes) -> tuple[Room, Change]:
        """The room of this id, from a snapshot where that knows more than this server does.

        Raises:
            Refused: it has ended, the snapshot is of another room, or there are too many.
        """
        if room_id in self._ended:
            raise ended()
        room = Room.unpacked(snapshot, self._random)
        state = room.state
        if state.id != room_id:
            raise Refused("forbidden", "a snapshot of this class", "one of another")
        known = self._rooms.get(room_id)
        if known is not None and known.state.lease >= state.lease:
            return known, Change()
        state.revision += _FAR_AHEAD
        if known is not None:
            return known, self.change(known, lambda old: old.catch_up(room))
        if state.code in self._codes or self._clock() - state.changed_at > LONGEST_IDLE:
            raise ended()
        self._make_place()
        self._add(room)
        return room, Change()

    def change(self, room: Room, act: Callable[[Room], Change]) -> Change:
        """What has changed, once it is sure; ``act`` carries it out.

        Raises:
            Refused: by the room.
        """
        return act(room)

    def touch(self, room: Room) -> None:
        """Somebody has said something in it."""
        room.state.changed_at = self._clock()

    def end(self, room: Room) -> None:
        """It has ended, for good."""
        state = room.state
        self._drop(room)
        self._ended |= {state.id: self._clock(), state.code: self._clock()}
        # Whoever has a token of it has been idle as long after that time.
        for each, at in list(self._ended.items()):
            if self._clock() - at < LONGEST_IDLE and len(self._ended) < MOST_ENDED:
                break
            del self._ended[each]

    def idle(self) -> list[Room]:
        """Rooms in which nobody has said anything for long."""
        long_ago = self._clock() - LONGEST_IDLE
        return [each for each in self._rooms.values() if each.state.changed_at <= long_ago]

    def check_place(self, n_bytes: int) -> None:
        """Look whether a drawing of that size finds place.

        Raises:
            Refused: all drawings together are too large.
        """
        if n_bytes + sum(each.n_bytes for each in self._rooms.values()) > MOST_DRAWN:
            raise Refused("full", "drawings that find place on the server", "one too many")

    def _room_id(self, code: str) -> str | None:
        """The id of the room of a code.

        Raises:
            Refused: it has ended.
        """
        if code in self._ended:
            raise ended()
        return self._codes.get(code)

    def _add(self, room: Room) -> None:
        self._rooms[room.state.id] = room
        self._codes[room.state.code] = room.state.id

    def _make_place(self) -> None:
        """Forget a room that nobody is in, where there are too many.

        Raises:
            Refused: there is none.
        """
        if len(self._rooms) < MAX_ROOMS:
            return
        empty = [
            each for each in self._rooms.values() if not each.here and not each.steerer_is_here
        ]
        if not empty:
            raise Refused("full", f"at most {MAX_ROOMS} classes", "one more", most=MAX_ROOMS)
        longest = min(empty, key=lambda each: each.state.changed_at)
        self._drop(longest)

    def _drop(self, room: Room) -> None:
        self._rooms.pop(room.state.id, None)
        self._codes.pop(room.state.code, None)


def ended() -> Refused:
    """For a room that has ended."""
    return Refused("ended", "a class that goes on", "one that has ended")
