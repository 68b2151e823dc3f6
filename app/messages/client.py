"""One client, and which of its answers are still under way."""

from collections.abc import Callable
from time import monotonic

import gevent
import socketio

from app.config import MAX_QUEUE, MAX_QUEUED
from app.transport.connections import Connection
from app.transport.origin import Origin
from app.wire import Answer
from app.workers import Ticket


class Client:
    """A Socket.IO session on a connection, until it is ``gone``."""

    __slots__ = (
        "_server", "_stream", "begun", "connection", "gone", "origin", "sid", "waiting",
    )  # fmt: skip

    def __init__(
        self, server: socketio.Server, sid: str, connection: Connection, origin: Origin
    ) -> None:
        self._server = server
        self.sid = sid
        self.origin = origin
        self.begun = monotonic()
        self.gone = False
        self.connection = connection
        self._stream: gevent.Greenlet | None = None
        self.waiting: dict[object, Ticket] = {}  # for a long answer to each kind of question

    def send(self, event: str, message: Answer) -> None:
        """Send what is not an acknowledgement; nothing once the client is gone."""
        if not self.gone:
            self._server.emit(event, message, to=self.sid)

    def send_packed(self, message: bytes) -> None:
        """Send what has been packed once for many."""
        if not self.gone:
            self._server.eio.send(self._eio_sid, message)

    @property
    def _eio_sid(self) -> str | None:
        eio_sid: str | None = self._server.manager.eio_sid_from_sid(self.sid, "/")
        return eio_sid

    @property
    def lags(self) -> bool:
        """Whether so much waits to be sent to it that what changes often had better wait, too."""
        connection = self._server.eio.sockets.get(self._eio_sid)
        if connection is None:
            return False
        waiting = connection.queue
        return bool(waiting.qsize() > MAX_QUEUE // 4 or waiting.n_bytes > MAX_QUEUED // 4)

    def leave(self) -> None:
        """It has gone: what is under way for it ends."""
        self.gone = True
        self.end_stream()

    def begin_stream(self, send: Callable[..., object], *arguments: object) -> None:
        """Begin a stream of messages, after the answer that is under way."""
        if not self.gone:
            self._stream = gevent.spawn(send, self, *arguments)

    def end_stream(self) -> None:
        """End the stream at once, with all that it has in hand."""
        if self._stream is not None:
            self._stream.kill(block=False)
            self._stream = None
