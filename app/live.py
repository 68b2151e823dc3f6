"""Socket events: who is connected, how often they may ask, and which family answers."""

import logging
from collections.abc import Callable, Mapping
from time import monotonic
from typing import Any

import socketio

from app.config import MAX_EXCESS
from app.entrance import Entrance
from app.forward_pass import InvalidInput
from app.lessons import Lesson, School
from app.log import fields
from app.messages import Client
from app.messages.lessons import Lessons
from app.messages.reading import Reading
from app.messages.rooms import Rooms
from app.model_store import Model, doubter
from app.rooms import Store
from app.tools import find_tools
from app.transport.connections import Connections
from app.transport.engine import ORIGIN, close
from app.wire import WIRE, Answer, TooMany, described, guarded
from app.workers import Pool

_log = logging.getLogger(__name__)


class Live:
    """The live messages of one server: which networks they may name, who is connected."""

    def __init__(
        self,
        server: socketio.Server,
        connections: Connections,
        models: Mapping[str, Model],
        lessons: Mapping[str, Lesson],
        key: Callable[[], bytes],
        entrance: Entrance,
        rooms: Store,
    ) -> None:
        """``key``: what tokens are signed with, asked for once somebody has a class."""
        self._server = server
        self._connections = connections
        self._clients: dict[str, Client] = {}
        networks = {name: model.network for name, model in models.items()}
        school = School(lessons, find_tools())
        self._lessons = Lessons(school, Pool())
        digits = frozenset(name for name, model in models.items() if model.reads_digits)
        doubts = doubter(models)
        self.rooms = Rooms(networks, digits, doubts, school, key, entrance, rooms)
        self._handlers = (
            Reading(networks, digits, school, doubts).handlers
            | self._lessons.handlers
            | self.rooms.handlers
        )
        server.on("connect", self._connect)
        server.on("disconnect", self._disconnect)
        server.on("*", self._event)

    def _connect(self, sid: str, environ: Mapping[str, Any], auth: object = None) -> None:
        found = auth.get("wire") if isinstance(auth, dict) else None
        if found not in (None, WIRE):
            expected = f"{WIRE}"
            raise socketio.exceptions.ConnectionRefusedError(
                f"expected wire version {expected}, found {described(found)}: load the page again",
                {"code": "wire", "expected": expected, "found": described(found)},
            )
        eio_sid = self._server.manager.eio_sid_from_sid(sid, "/")
        connection = self._connections[eio_sid]
        if wait := connection.take(connection.other):
            raise socketio.exceptions.ConnectionRefusedError(
                "expected a session or two, found more", {"code": "rate", "retry_after": wait}
            )
        self._connections.greet(eio_sid)
        self._clients[sid] = Client(self._server, sid, connection, environ[ORIGIN])
        _log.info(
            "connected",
            extra=fields(sid=sid, n=len(self._clients), address=environ.get("REMOTE_ADDR")),
        )

    def _disconnect(self, sid: str, reason: str) -> None:
        client = self._clients.pop(sid, None)
        if client is not None:
            self._connections.estrange(self._server.manager.eio_sid_from_sid(sid, "/"))
            client.leave()
            self._lessons.leave(client)
            self.rooms.leave(client)
            seconds = round(monotonic() - client.begun, 1)
            _log.info(
                "disconnected",
                extra=fields(sid=sid, n=len(self._clients), reason=reason, seconds=seconds),
            )

    def _event(self, event: str, sid: str, *arguments: object) -> Answer:
        client = self._clients[sid]
        data = arguments[0] if arguments else None

        def answer() -> Answer:
            self._check_rate(client, event)
            handler = self._handlers.get(event)
            if handler is None:
                names = " or ".join(self._handlers)
                raise InvalidInput("event", names, f"{event!r:.80}")
            if len(arguments) != 1:
                raise InvalidInput("message", "one argument", f"{len(arguments)}")
            return handler(client, data)

        return guarded(event, data, answer)

    def _check_rate(self, client: Client, event: str) -> None:
        connection = client.connection
        bucket = connection.live if event == "pass" else connection.other
        wait = connection.take(bucket)
        if not wait:
            return
        if bucket.excess > MAX_EXCESS:
            _log.warning("closed after asking too much", extra=fields(sid=client.sid))
            close(self._server, self._server.manager.eio_sid_from_sid(client.sid, "/"))
        what = "pass messages" if event == "pass" else "other messages"
        raise TooMany(f"at most {bucket.rate} {what} a second", wait)
