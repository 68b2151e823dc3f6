"""Who is connected to a room, and the news that they are owed.

What is presented goes to all at once, packed once. What only the class is shown goes in batches.
Whoever reads too slowly for parts gets the whole when there is room for it again.
"""

from collections.abc import Collection
from math import inf
from time import monotonic
from typing import Any

import gevent

from app.config import (
    COUNTS_EVERY,
    HEADS_EVERY,
    MOST_FRONT,
    MOST_SCREENS,
    NEWS_EVERY,
    SNAPSHOT_EVERY,
)
from app.messages.client import Client
from app.rooms import Change, Room, Seat, views
from app.rooms.tokens import Tokens
from app.transport.packets import packed
from app.turns import breathe, give_way
from app.wire import WIRE, Answer


class _Due:
    """Something that is to be sent, at most once in some seconds."""

    __slots__ = ("_every", "_last", "is_owed")

    def __init__(self, every: float) -> None:
        self._every = every
        self._last = -inf
        self.is_owed = False

    def left(self) -> float:
        """Seconds until it may be sent; for ever if nothing is owed."""
        return max(0.0, self._last + self._every - monotonic()) if self.is_owed else inf

    def sent(self) -> None:
        """It has been sent."""
        self.is_owed, self._last = False, monotonic()


class Audience:
    """The connections of one room. ``front``: of whoever steers and of every display."""

    def __init__(self, room: Room, tokens: Tokens) -> None:
        self._tokens = tokens
        self.room = room
        self.pupils: dict[str, list[Client]] = {}
        self.front: dict[Client, Seat] = {}
        self._behind: set[Client] = set()
        self._heads, self._counts = _Due(HEADS_EVERY), _Due(COUNTS_EVERY)
        self._batch, self._snapshot = _Due(NEWS_EVERY), _Due(SNAPSHOT_EVERY)
        self._changed: set[str] = set()  # pupils, for the front
        self._gone: set[str] = set()
        self._has_voted = False  # somebody, since the last snapshot
        self._postman: gevent.Greenlet | None = None

    # Who is connected

    def seat_pupil(self, client: Client, pupil: str) -> Client | None:
        """A pupil's device; returns one that has to go, where the pupil has too many."""
        clients = self.pupils.setdefault(pupil, [])
        too_many = clients.pop(0) if len(clients) >= MOST_SCREENS else None
        clients.append(client)
        self.tell(self.room.arrive(pupil), but=client)
        return too_many

    def seat_front(self, client: Client, seat: Seat) -> Client | None:
        """A device that sees the class; returns one that has to go, where there are too many."""
        still = self.steerers()
        others = [each for each in self.front if each not in still] or still
        too_many = others[0] if len(self.front) >= MOST_FRONT else None
        self.front[client] = seat
        self._see_steerer()
        return too_many

    def unseat(self, client: Client, seat: Seat) -> None:
        """A device has gone, or takes another seat."""
        self._behind.discard(client)
        if self.front.pop(client, None) is not None:
            self._see_steerer()
            return
        clients = self.pupils.get(seat.pupil, [])
        if client in clients:
            clients.remove(client)
        if not clients and self.pupils.pop(seat.pupil, None) is not None:
            self.tell(self.room.depart(seat.pupil))

    def steerers(self) -> list[Client]:
        """The devices that steer."""
        lease = self.room.state.lease
        return [
            each for each, seat in self.front.items()
            if seat.kind == "steerer" and seat.lease == lease
        ]  # fmt: skip

    @property
    def is_empty(self) -> bool:
        """Whether nobody is connected."""
        return not self.pupils and not self.front

    def clients(self) -> list[Client]:
        """All who are connected."""
        return [*self.front, *(each for clients in self.pupils.values() for each in clients)]

    # News

    def tell(self, change: Change, but: Client | None = None) -> None:
        """Pass a change on, but not to whoever learns of it by an answer."""
        if not change:
            return
        for pupil in change.pupils if change.is_own else ():
            for client in self.pupils.get(pupil, ()):
                if client is not but:
                    self._send_pupil(client, pupil)
        if change.head:
            self._heads.is_owed = True
        if change.counts:
            self._counts.is_owed = True
        if self.front:
            self._changed |= change.pupils
            self._changed -= change.gone
            self._gone |= change.gone
            self._batch.is_owed = True
            self._snapshot.is_owed = True
            self._has_voted |= change.voted
        if self._heads.left() == 0:
            self._send_heads()
        if self._postman is None:
            self._postman = gevent.spawn(self._deliver)

    def say(self, clients: Collection[Client], **news: Any) -> None:
        """Something that is said once."""
        for client in clients:
            client.send("room", self._news(**news))

    def tell_all(self) -> None:
        """Everybody the whole."""
        self._behind.update(self.clients())
        if self._postman is None:
            self._postman = gevent.spawn(self._deliver)

    def tell_taken(self, before: Collection[Client]) -> None:
        """Whoever steered before another took it learns so, and goes on as a display."""
        still = self.steerers()
        self.say([each for each in before if each not in still], told="taken")

    def close(self) -> list[Client]:
        """There is no class any more: tells all of them, and returns them."""
        clients = self.clients()
        self.say(clients, ended=True)
        self.pupils, self.front = {}, {}
        return clients

    def _deliver(self) -> None:
        """Send what is owed when it is due, until nothing is."""
        try:
            while not self.is_empty:
                dues = [self._heads, self._counts, self._batch, *self._snapshot_due()]
                left = min(each.left() for each in dues)
                if left == inf and not self._behind:
                    break
                give_way(min(left, NEWS_EVERY))
                self._send_due()
        finally:
            self._postman = None

    def _send_due(self) -> None:
        if self._heads.left() == 0:
            self._send_heads()
        if self._batch.left() == 0:
            self._send_batch()
        if self._counts.left() == 0:
            self._send_counts()
        for due in self._snapshot_due():
            if due.left() == 0:
                self._send_snapshot()
        self._catch_up()

    def _snapshot_due(self) -> list[_Due]:
        return [self._snapshot] if self.steerers() else []

    def _send_heads(self) -> None:
        """To everybody at once: whoever sees the class gets all else that has changed with it."""
        self._heads.sent()
        self._send_pupils(head=views.head(self.room, with_counts=False))
        self._counts.sent()
        self._send_batch()

    def _send_counts(self) -> None:
        self._counts.sent()
        self._send_pupils(counts=self.room.attendance())

    def _send_pupils(self, **news: Any) -> None:
        clients = [each for clients in self.pupils.values() for each in clients]
        self._send_all(clients, news)

    def _send_batch(self) -> None:
        self._batch.sent()
        if not self.front:
            return
        room = self.room
        news: Answer = {"head": views.head(room, with_counts=True), **views.front(room)}
        changed = self._changed & room.state.pupils.keys()
        if changed:
            news["pupils"] = [views.pupil(room, each) for each in changed]
        if self._gone:
            news["gone"] = list(self._gone)
        self._changed, self._gone = set(), set()
        self._send_all(self.front, news)
        if self._has_voted:
            self._send_snapshot()

    def _send_snapshot(self) -> None:
        self._snapshot.sent()
        self._has_voted = False
        signed = self._tokens.sign(self.room.pack())
        self.say([each for each in self.steerers() if not each.lags], snapshot=signed)

    def _send_pupil(self, client: Client, pupil: str) -> None:
        if client.lags:
            self._behind.add(client)
        elif pupil in self.room.state.pupils:
            client.send("room", self._news(you=views.you(self.room, pupil)))

    def _catch_up(self) -> None:
        """The whole, for those who were too slow for parts."""
        for client in [each for each in self._behind if not each.lags]:
            self._behind.discard(client)
            if client in self.front:
                client.send("room", self._news(room=views.class_view(self.room)))
            else:
                for pupil, clients in self.pupils.items():
                    if client in clients:
                        client.send("room", self._news(room=views.pupil_view(self.room, pupil)))
            breathe()

    def _send_all(self, clients: Collection[Client], news: Answer) -> None:
        """Packed once, to all who are not behind."""
        message = packed("room", self._news(**news))
        for client in clients:
            if client.lags:
                self._behind.add(client)
            else:
                client.send_packed(message)

    def _news(self, **news: Any) -> Answer:
        return {"v": WIRE, "revision": self.room.state.revision, **news}

    def _see_steerer(self) -> None:
        self.tell(self.room.see_steerer(is_here=bool(self.steerers())))
