"""Rooms that several processes share by Redis: each has copies, and follows what others change.

A room is a hash: its parts (see ``Room.parts``), a ``revision``, and ``by``, the number of the
change that was last. A change is tried on a draft, and carried out by all once Redis has taken it;
where another came first, it is tried again on what that has left. Whoever misses a revision reads
the whole, and whoever finds none writes it again. With too many rooms the one that changed longest
ago makes place. Who is connected where is only said on the channel, again and again: a process that
is not heard of any more has nobody.
"""

import secrets
from collections.abc import Callable
from random import Random
from time import monotonic
from typing import Any

import gevent
import msgspec
from gevent.lock import BoundedSemaphore

from app.config import HERE_EVERY, LONGEST_CALL, LONGEST_IDLE, MOST_ENDED, MOST_SHARED, SEEN_EVERY
from app.rooms.commands import Moment
from app.rooms.errors import Gone, Refused
from app.rooms.link import Link, Waiting
from app.rooms.room import Change, Parts, Room, State
from app.rooms.store import Members, Store, ended

_UNHEARD = 3 * HERE_EVERY  # seconds without a word, after which a process has nobody
_UNUSED = 10.0  # seconds after which a copy that nobody uses is dropped
_SOON = 0.005  # seconds

_ENDED = "forward-pass:ended"  # when, by ids and codes
_CHANGED = "forward-pass:changed"  # when, by the ids of rooms

_TAKEN, _REFUSED = 1, -1  # 0: another change came first
_TAKE = """
local room, code, id, most = KEYS[1], KEYS[2], ARGV[1], ARGV[7]
local before, after, number, seconds, message = ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6]
if (redis.call('HGET', room, 'revision') or '0') ~= before then
  return redis.call('HGET', room, 'by') == number and 1 or 0
end
local owner = redis.call('GET', code)
if (owner and owner ~= id) or redis.call('ZSCORE', KEYS[3], id) then return -1 end
local now = redis.call('TIME')
redis.call('ZADD', KEYS[4], now[1] + now[2] / 1000000, id)
for k = 1, before == '0' and redis.call('ZCARD', KEYS[4]) - most or 0 do
  redis.call('DEL', 'forward-pass:room:' .. redis.call('ZPOPMIN', KEYS[4])[1])
end
redis.call('HSET', room, 'revision', after, 'by', number)
for k = 8, #ARGV, 2 do
  if ARGV[k + 1] == '' then redis.call('HDEL', room, ARGV[k])
  else redis.call('HSET', room, ARGV[k], ARGV[k + 1]) end
end
redis.call('EXPIRE', room, seconds)
redis.call('SET', code, id, 'EX', seconds)
redis.call('PUBLISH', 'forward-pass', message)
return 1
"""


class _Changed(msgspec.Struct, array_like=True, tag=True):
    """Parts of a room are new, as of a revision."""

    process: str
    room: str
    revision: int
    parts: Parts


class _Here(msgspec.Struct, array_like=True, tag=True):
    """Who is connected to a process, and whether whoever steers is."""

    process: str
    room: str
    pupils: frozenset[str]
    is_steered: bool


class _Ended(msgspec.Struct, array_like=True, tag=True):
    """A room has ended."""

    process: str
    room: str


_decode = msgspec.msgpack.Decoder(_Changed | _Here | _Ended).decode
_encode = msgspec.msgpack.Encoder().encode


class _Copy:
    """What is known of a room beside itself. ``others``: who is connected to them, since when."""

    def __init__(self, revision: int) -> None:
        self.revision = revision
        self.turn = BoundedSemaphore(1)  # of one change at a time
        self.unheard: list[_Changed] = []  # while one is under way
        self.others: dict[str, tuple[_Here, float]] = {}
        self.used_at = monotonic()
        self.said: tuple[frozenset[str], bool] = frozenset(), False
        self.said_at = 0.0


class SharedStore(Store):
    """The rooms of all processes."""

    def __init__(self, clock: Callable[[], float], random: Random, link: Link) -> None:
        super().__init__(clock, random)
        self._link = link
        self._take = link.script(_TAKE)
        self._process = secrets.token_hex(8)
        self._copies: dict[str, _Copy] = {}
        self._coming: dict[str, list[_Changed]] = {}  # what is said of rooms that are being read
        self._members: Members | None = None
        self._is_lost = False

    def serve(self, members: Members) -> None:
        """Follow what other processes change from now on."""
        self._members = members
        self._link.listen(self)
        gevent.spawn(self._look_around)

    # As the rooms of one process

    def open(self, moment: Moment) -> Room:
        """A new room.

        Raises:
            Refused: there are too many.
            Waiting: Redis does not answer.
        """
        while True:
            room = super().open(moment)
            try:
                self._create(room)
            except Refused:  # its code is another room's
                continue
            return room

    def find(self, room_id: str) -> Room:
        """The room of this id.

        Raises:
            Refused: it has ended, or is not known (yet).
            Waiting: Redis does not answer.
        """
        room = self._rooms.get(room_id) or self._load(room_id)
        if room is None:
            if self._link.call(lambda server: server.zscore(_ENDED, room_id)) is not None:
                raise ended()
            raise Gone
        self._copies[room_id].used_at = monotonic()
        return room

    def restore(self, room_id: str, snapshot: bytes) -> tuple[Room, Change]:
        """The room of this id, from a snapshot where that knows more than is known otherwise.

        Raises:
            Refused: it has ended, the snapshot is of another room, or there are too many.
            Waiting: Redis does not answer.
        """
        try:
            self.find(room_id)
        except Gone:
            room, change = super().restore(room_id, snapshot)
            self._create(room)
            return room, change
        return super().restore(room_id, snapshot)

    def change(self, room: Room, act: Callable[[Room], Change]) -> Change:
        """What has changed, once all processes will know; ``act`` carries it out.

        Raises:
            Refused: by the room.
            Waiting: Redis does not answer.
        """
        copy = self._copies.get(room.state.id)
        if copy is None:
            raise Gone
        with copy.turn:
            copy.used_at = monotonic()
            while monotonic() - copy.used_at < LONGEST_CALL:
                draft = room.draft()
                change = act(draft)
                parts = draft.parts(room)
                if not parts:
                    return change
                if self._commit(room, copy, parts):
                    room.put(parts)
                    self._catch_up(room, copy)
                    return change
                gevent.sleep(_SOON)  # what came first is about to be heard
                if copy.unheard:
                    self._catch_up(room, copy)
                else:
                    self._read(room, copy)
        raise Waiting

    def end(self, room: Room) -> None:
        """It has ended, for good and for all.

        Raises:
            Waiting: Redis does not answer.
        """
        state = room.state
        at = dict.fromkeys((state.id, state.code), self._clock())

        def end(server: Any) -> None:
            with server.pipeline() as at_once:
                at_once.zadd(_ENDED, at)
                at_once.zremrangebyrank(_ENDED, 0, -MOST_ENDED - 1)
                at_once.zrem(_CHANGED, state.id)
                at_once.delete(_room_key(state.id), _code_key(state.code))
                at_once.execute()

        self._link.call(end)
        super().end(room)
        self._link.say(_encode(_Ended(self._process, state.id)))

    def idle(self) -> list[Room]:
        """Rooms in which nobody has said anything for long."""
        try:
            return [each for each in super().idle() if not self._is_kept(each)]
        except Waiting:
            return []

    def _is_kept(self, room: Room) -> bool:
        key = _room_key(room.state.id)
        return bool(self._link.call(lambda server: server.exists(key)))

    def _room_id(self, code: str) -> str | None:
        room_id = super()._room_id(code)
        if room_id is not None:
            return room_id
        found = self._link.call(lambda server: server.get(_code_key(code)))
        if found is not None:
            return str(found, "ascii")
        if self._link.call(lambda server: server.zscore(_ENDED, code)) is not None:
            raise ended()
        return None

    def _drop(self, room: Room) -> None:
        super()._drop(room)
        self._copies.pop(room.state.id, None)

    # What Redis has

    def _create(self, room: Room) -> None:
        copy = self._copies[room.state.id] = _Copy(0)
        try:
            if not self._commit(room, copy, room.parts()):
                self._read(room, copy)  # somebody else was faster
        except (Refused, Waiting):
            self._drop(room)
            raise

    def _commit(self, room: Room, copy: _Copy, parts: Parts) -> bool:
        """Whether Redis has taken what is new: another change may have come first.

        Raises:
            Refused: the room has ended, or its code is another's.
            Waiting: Redis does not answer.
        """
        room_id, code = room.state.id, room.state.code
        said = _encode(_Changed(self._process, room_id, copy.revision + 1, parts))
        number, seconds = secrets.token_hex(8), int(LONGEST_IDLE)
        fields = [each for name, part in parts.items() for each in (name, part or b"")]
        keys = [_room_key(room_id), _code_key(code), _ENDED, _CHANGED]
        before = copy.revision
        arguments = [room_id, before, before + 1, number, seconds, said, MOST_SHARED, *fields]
        taken = self._link.call(lambda _: self._take(keys=keys, args=arguments))
        if taken == _REFUSED:
            raise ended()
        copy.revision += taken == _TAKEN
        return taken == _TAKEN

    def _load(self, room_id: str) -> Room | None:
        """A copy of a room that this process did not have."""
        unheard = self._coming.setdefault(room_id, [])
        try:
            found = self._all_of(room_id)
        finally:
            self._coming.pop(room_id, None)
        if found is None or room_id in self._rooms:
            return self._rooms.get(room_id)
        self._make_place()
        revision, parts = found
        room = Room(State(room_id, "", Moment(""), self._clock()), self._random)
        room.put(parts)
        self._add(room)
        copy = self._copies[room_id] = _Copy(revision)
        copy.unheard = unheard
        self._catch_up(room, copy)
        return room

    def _all_of(self, room_id: str) -> tuple[int, Parts] | None:
        """A room's revision, and all its parts."""
        found = self._link.call(lambda server: server.hgetall(_room_key(room_id)))
        if not found:
            return None
        del found[b"by"]
        revision = int(found.pop(b"revision"))
        return revision, {str(name, "ascii"): part for name, part in found.items()}

    def _read(self, room: Room, copy: _Copy) -> None:
        """Catch up by reading the whole; what Redis has lost is written again."""
        found = self._all_of(room.state.id)
        if found is None:
            copy.revision = 0
            if self._commit(room, copy, room.parts()):
                return
            found = self._all_of(room.state.id)
            if found is None:
                raise Gone
        copy.revision, parts = found
        known = room.parts()
        new: Parts = {name: part for name, part in parts.items() if part != known.get(name)}
        self._tell(room, new | dict.fromkeys(known.keys() - parts.keys()))

    # What other processes say

    def hear(self, message: bytes) -> None:
        """Something was said on the channel."""
        said = _decode(message)
        room, copy = self._rooms.get(said.room), self._copies.get(said.room)
        if said.process == self._process:
            return
        if room is None or copy is None:
            if isinstance(said, _Changed) and said.room in self._coming:
                self._coming[said.room].append(said)
        elif isinstance(said, _Changed):
            copy.unheard.append(said)
            if len(copy.unheard) == 1:
                gevent.spawn(self._in_turn, room, copy, self._catch_up)
        elif isinstance(said, _Here):
            if said.process not in copy.others:
                copy.said_at = 0.0  # it does not know yet who is here
            copy.others[said.process] = said, monotonic()
            self._see(room, copy)
        else:
            super().end(room)
            if self._members is not None:
                self._members.learn(room, lambda: Change(ended=True))

    def lose(self) -> None:
        """Redis answers no more."""
        self._is_lost = True
        if self._members is not None:
            self._members.wait()

    def regain(self) -> None:
        """It answers: nobody knows what was said meanwhile."""
        gevent.spawn(self._regain)

    def _regain(self) -> None:
        for room in list(self._rooms.values()):
            copy = self._copies[room.state.id]
            copy.others = {each: (said, monotonic()) for each, (said, _) in copy.others.items()}
            self._in_turn(room, copy, self._read)
        if self._is_lost and self._link.is_up:
            self._is_lost = False
            if self._members is not None:
                self._members.go_on()

    def _in_turn(self, room: Room, copy: _Copy, act: Callable[[Room, _Copy], None]) -> None:
        with copy.turn:
            try:
                act(room, copy)
            except Waiting:
                pass  # the whole is read once Redis answers again
            except Refused:  # it has ended
                self.hear(_encode(_Ended("", room.state.id)))

    def _catch_up(self, room: Room, copy: _Copy) -> None:
        """Carry out what was heard."""
        unheard, copy.unheard = copy.unheard, []
        for each in unheard:
            if each.revision == copy.revision + 1:
                copy.revision = each.revision
                self._tell(room, each.parts)
            elif each.revision > copy.revision:
                self._read(room, copy)

    def _tell(self, room: Room, parts: Parts) -> None:
        if parts and self._members is not None:
            self._members.learn(room, lambda: room.put(parts))

    # Who is connected where

    def _look_around(self) -> None:
        waits = 0
        while True:
            gevent.sleep(SEEN_EVERY)
            if self._is_lost:
                waits += 1
                if waits * SEEN_EVERY >= 1 and self._members is not None:
                    waits = 0
                    self._members.wait()
                continue
            for room in list(self._rooms.values()):
                self._look_at(room, self._copies[room.state.id])

    def _look_at(self, room: Room, copy: _Copy) -> None:
        now = monotonic()
        found = self._members and self._members.connected(room)
        here = found or (frozenset(), False)
        if here != copy.said or now - copy.said_at > HERE_EVERY:
            copy.said, copy.said_at = here, now
            self._link.say(_encode(_Here(self._process, room.state.id, *here)))
        silent = [each for each, (_, at) in copy.others.items() if now - at > _UNHEARD]
        if silent:
            for each in silent:
                del copy.others[each]
            self._see(room, copy)
        if found is not None:
            copy.used_at = now
        elif now - copy.used_at > _UNUSED:
            self._drop(room)

    def _see(self, room: Room, copy: _Copy) -> None:
        others = [said for said, _ in copy.others.values()]
        pupils = frozenset().union(*(each.pupils for each in others))
        is_steered = any(each.is_steered for each in others)
        if self._members is not None:
            self._members.learn(room, lambda: room.see_others(pupils, is_steered=is_steered))


def _room_key(room_id: str) -> str:
    return f"forward-pass:room:{room_id}"


def _code_key(code: str) -> str:
    return f"forward-pass:code:{code}"
