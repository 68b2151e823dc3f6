"""python-engineio made bounded: its queue, its WebSocket, what it does with what is no packet."""

from typing import Any

import socketio
from engineio.packet import MESSAGE
from engineio.payload import Payload
from gevent.queue import JoinableQueue

from app.config import MAX_QUEUE, MOST_PACKETS
from app.transport.connections import Connections
from app.transport.packets import MalformedPacket
from app.transport.websocket import WebSocket
from app.turns import Work, give_way

_ADDRESS = "REMOTE_ADDR"  # what of a request is of use later


class Outbox(JoinableQueue):  # type: ignore[misc]  # the library has no types
    """What waits to be sent on one connection: at most ``MAX_QUEUE`` messages, the newest win.

    A client that reads never has more than a few waiting. One that does not is closed once a
    message has stuck for long; until then it holds no more memory than this.
    """

    def put(self, item: Any, block: bool = True, timeout: float | None = None) -> None:
        """Append a packet; with too many messages waiting, the oldest half of them is dropped."""
        if self.qsize() >= MAX_QUEUE:
            self._drop()
        super().put(item, block, timeout)

    def join(self, timeout: float | None = None) -> bool:
        """Wait for nobody: a client that does not read would keep whoever closes it."""
        del timeout
        return True

    def _drop(self) -> None:
        waiting = [self.get_nowait() for _ in range(self.qsize())]
        for _ in waiting:
            self.task_done()
        messages = [item for item in waiting if item is not None and item.packet_type == MESSAGE]
        stale = {id(message) for message in messages[: len(messages) // 2]}
        for item in waiting:
            if id(item) not in stale:
                super().put(item)


def harden(server: socketio.Server) -> Connections:
    """Put bounds on a server that has been set up, before it serves: its connections, from now."""
    Payload.max_decode_packets = MOST_PACKETS
    engine = server.eio
    engine.create_queue = Outbox  # which every connection gets its queue from
    # The one place that reaches into the library: it has no other way to choose the WebSocket.
    engine._async = {**engine._async, "websocket": WebSocket}  # noqa: SLF001
    connections = Connections()
    begin, handle, end = (engine.handlers[event] for event in ("connect", "message", "disconnect"))

    def connect(eio_sid: str, environ: dict[str, Any]) -> None:
        connections.begin(eio_sid)
        # It is kept as long as the connection, and may hold whatever headers a client sends.
        begin(eio_sid, {_ADDRESS: environ.get(_ADDRESS)})

    def message(eio_sid: str, data: bytes) -> None:
        """The one gate for what is asked: what it took is paid for, and others get their turn."""
        with Work() as work:
            try:
                if not data:  # python-socketio would take it for an event without a name
                    raise MalformedPacket("expected a packet, found nothing")
                handle(eio_sid, data)
            except MalformedPacket:
                close(server, eio_sid)
        connection = connections.get(eio_sid)
        # The next may have come already, on this connection or in the same request.
        give_way(0.0 if connection is None else connection.pay(work.seconds))

    def disconnect(eio_sid: str, reason: str) -> None:
        connections.end(eio_sid)
        end(eio_sid, reason)

    for event, handler in (("connect", connect), ("message", message), ("disconnect", disconnect)):
        engine.on(event, handler)
    return connections


def close(server: socketio.Server, eio_sid: str) -> None:
    """Close one connection, without waiting for it; a page comes back from this by itself."""
    connection = server.eio.sockets.get(eio_sid)
    if connection is not None:
        connection.close(wait=False, reason=server.reason.SERVER_DISCONNECT)


def close_all(server: socketio.Server) -> None:
    """Close every connection."""
    for eio_sid in list(server.eio.sockets):
        close(server, eio_sid)
