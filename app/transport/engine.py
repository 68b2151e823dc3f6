"""python-engineio made bounded: its queue, its WebSocket, how it treats what is not a packet."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from math import inf
from time import monotonic, time
from typing import Any, ClassVar
from weakref import WeakSet

import gevent
import socketio
from engineio.packet import MESSAGE, PING, Packet
from engineio.payload import Payload
from gevent.queue import Empty, JoinableQueue

from app.config import (
    MAX_QUEUE,
    MAX_QUEUED,
    MOST_AT_A_TIME,
    MOST_PACKETS,
    MOST_QUEUED,
)
from app.transport.connections import Connections
from app.transport.origin import origin_of
from app.transport.packets import MalformedPacket
from app.transport.websocket import WebSocket
from app.turns import Work, breathe, give_way, loop_round

_LOOKS_EVERY = 0.25  # seconds between two looks at who is to be pinged, and who has fallen silent
_ADDRESS, ORIGIN = "REMOTE_ADDR", "forward_pass.origin"  # all of a request that is needed later


class Outbox(JoinableQueue):  # type: ignore[misc]  # the library has no types
    """What waits to be sent on one connection, bounded in messages and bytes: the newest win.

    A client that reads never has more than a few waiting. One that does not is closed once a
    message has stuck for long; until then it holds no more memory than this. All together are
    bounded, too: beyond that, whoever has the most waiting loses all of it.
    """

    _all: ClassVar[WeakSet["Outbox"]] = WeakSet()

    def __init__(self) -> None:
        super().__init__()
        self.n_bytes = 0  # waiting, or taken by the writer and not sent yet
        self._n_taken = 0
        self._all.add(self)

    def put(self, item: Any, block: bool = True, timeout: float | None = None) -> None:
        """Append a packet; with too much waiting, the oldest messages are dropped."""
        self.n_bytes += _size(item)
        super().put(item, block, timeout)
        if self.qsize() > MAX_QUEUE:
            self._drop(MAX_QUEUE // 2, MAX_QUEUED)
        elif self.n_bytes > MAX_QUEUED:
            self._drop(MAX_QUEUE, MAX_QUEUED)
        if self.n_bytes > MAX_QUEUED // 8:
            fullest = max(self._all, key=lambda each: each.n_bytes)
            if sum(each.n_bytes for each in self._all) > MOST_QUEUED:
                fullest._drop(0, 0)  # noqa: SLF001  # one of its own

    def get(self, block: bool = True, timeout: float | None = None) -> Any:
        """The next packet. What is taken without waiting ends after some bytes.

        The writer takes all that there is, and has it in hand until the client has read it.

        Raises:
            Empty: there is none, or enough was taken.
        """
        if block:  # what was taken before has been sent
            self.n_bytes -= self._n_taken
            self._n_taken = 0
        elif self._n_taken > MOST_AT_A_TIME:
            raise Empty
        item = super().get(block, timeout)
        self._n_taken += _size(item)
        return item

    def join(self, timeout: float | None = None) -> bool:
        """Wait for nobody: a client that does not read would keep whoever closes it."""
        del timeout
        return True

    def _drop(self, n_most: int, n_bytes_most: int) -> None:
        """Keep the newest messages, at most that many, and whatever is not a message."""
        waiting = [super(Outbox, self).get(block=False) for _ in range(self.qsize())]
        kept: list[Any] = []
        n = n_bytes = 0
        for item in reversed(waiting):
            self.task_done()
            if item is not None and item.packet_type == MESSAGE:
                n += 1
                n_bytes += _size(item)
                # The newest is kept, however long.
                if n > max(1, n_most) or (n > 1 and n_bytes > n_bytes_most):
                    self.n_bytes -= _size(item)
                    continue
            kept.append(item)
        for item in reversed(kept):
            super().put(item)


def _size(item: Any) -> int:
    return len(item.data) if item is not None and isinstance(item.data, str | bytes) else 0


def harden(server: socketio.Server, most: int) -> Connections:
    """Bound a server that has been set up and does not serve yet; returns its connections.

    ``most``: how many there may be.
    """
    Payload.max_decode_packets = MOST_PACKETS
    engine = server.eio
    engine.create_queue = Outbox  # which every connection gets its queue from
    # The one place that reaches into the library: it has no other way to choose the WebSocket.
    engine._async = {**engine._async, "websocket": WebSocket}  # noqa: SLF001
    connections = Connections(lambda eio_sid: close(server, eio_sid), most)
    pings = _Pings(engine)
    begin, handle, end = (engine.handlers[event] for event in ("connect", "message", "disconnect"))

    def connect(eio_sid: str, environ: dict[str, Any]) -> None:
        connections.begin(eio_sid)
        # The library would ping each from a greenlet, which stays for a while when it has gone.
        engine.sockets[eio_sid].schedule_ping = partial(pings.plan, eio_sid)
        # It is kept as long as the connection, and may hold whatever headers a client sends.
        begin(eio_sid, {_ADDRESS: environ.get(_ADDRESS), ORIGIN: origin_of(environ)})

    def message(eio_sid: str, data: bytes) -> None:
        """The one gate for what is asked: what it took is paid for, and others get their turn."""
        connection = connections.get(eio_sid)
        if connection is not None and connection.seen_in == loop_round():
            give_way()  # it had come with the one before it
        with pings.not_counted(eio_sid), Work() as work:
            try:
                if not data:  # python-socketio would take it for an event without a name
                    raise MalformedPacket("expected a packet, found nothing")
                handle(eio_sid, data)
            except MalformedPacket:
                close(server, eio_sid)
        if connection is not None:
            rest = connection.pay(work.seconds)
            if rest:
                give_way(rest)
            connection.seen_in = loop_round()

    def disconnect(eio_sid: str, reason: str) -> None:
        connections.end(eio_sid)
        end(eio_sid, reason)

    gevent.spawn(pings.run)
    for event, handler in (("connect", connect), ("message", message), ("disconnect", disconnect)):
        engine.on(event, handler)
    return connections


class _Pings:
    """Pings everybody, and closes who has not answered in time.

    The library looks at one after the other, so that takes it up to twice as long.
    """

    def __init__(self, engine: Any) -> None:
        self._engine = engine
        self._due: dict[str, float] = {}
        self._at_work: dict[str, bool] = {}  # for whom, and whether their pong is waited for

    def plan(self, eio_sid: str) -> None:
        """Ping this one after a while: it has just come, or answered."""
        connection = self._engine.sockets.get(eio_sid)
        if connection is not None:
            connection.last_ping = None  # nothing is waited for
            if eio_sid in self._at_work:
                self._at_work[eio_sid] = False
            self._due[eio_sid] = monotonic() + self._engine.ping_interval

    @contextmanager
    def not_counted(self, eio_sid: str) -> Iterator[None]:
        """While something is done for this one: its pong may have come, and is read afterwards."""
        connection = self._engine.sockets.get(eio_sid)
        if connection is None or eio_sid in self._at_work:
            yield
            return
        self._at_work[eio_sid] = connection.last_ping is not None
        connection.last_ping = None
        try:
            yield
        finally:
            if self._at_work.pop(eio_sid):
                connection.last_ping = time()

    def run(self) -> None:
        while True:
            gevent.sleep(_LOOKS_EVERY)
            with Work():
                for eio_sid, connection in list(self._engine.sockets.items()):
                    self._look_at(eio_sid, connection)
                    breathe()

    def _look_at(self, eio_sid: str, connection: Any) -> None:
        if connection.closed or not connection.check_ping_timeout():
            self._due.pop(eio_sid, None)
        elif self._due.get(eio_sid, inf) <= monotonic():
            if eio_sid in self._at_work:  # without a packet the library ends the line
                self._at_work[eio_sid] = True
                self._due[eio_sid] = monotonic() + self._engine.ping_interval
            else:
                del self._due[eio_sid]
                connection.last_ping = time()
            connection.send(Packet(PING))


def close(server: socketio.Server, eio_sid: str) -> None:
    """Close one connection, without waiting for it; a page reconnects by itself."""
    connection = server.eio.sockets.pop(eio_sid, None)
    if connection is not None:
        connection.close(wait=False, reason=server.reason.SERVER_DISCONNECT)


def close_all(server: socketio.Server) -> None:
    """Close every connection."""
    for eio_sid in list(server.eio.sockets):
        close(server, eio_sid)
