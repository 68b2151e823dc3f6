"""One client: what of its answers is still under way."""

from time import monotonic

import socketio

from app.forward_pass import Trace
from app.transport.connections import Connection
from app.wire import Answer
from app.workers import Ticket


class Client:
    """A session of Socket.IO on a connection, until it is ``gone``."""

    __slots__ = ("_server", "begun", "connection", "gone", "sid", "stream", "waiting")

    def __init__(self, server: socketio.Server, sid: str, connection: Connection) -> None:
        self._server = server
        self.sid = sid
        self.begun = monotonic()
        self.gone = False
        self.connection = connection
        self.stream: Trace | None = None
        self.waiting: dict[object, Ticket] = {}  # for a long answer to each kind of question

    def send(self, event: str, message: Answer) -> None:
        """Send what is no acknowledgement; nothing to one that is gone."""
        if not self.gone:
            self._server.emit(event, message, to=self.sid)

    def leave(self) -> None:
        """It has gone: what is under way for it ends."""
        self.gone = True
        self.stream = None
