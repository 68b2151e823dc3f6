"""Serving: a listening socket, gevent's server, a clean shutdown."""

import errno
import gc
import io
import logging
import signal
import socket
import threading
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import gevent
from flask import Flask
from gevent.event import Event
from gevent.pool import Pool
from gevent.pywsgi import WSGIHandler, WSGIServer

from app import compress
from app.config import (
    MAX_PHOTO,
    MOST_VISITORS,
    PACK_AHEAD,
    PHOTO_PATH,
    PHOTO_REQUEST,
    REQUEST_TIMEOUT,
)
from app.log import fields
from app.transport.engine import close_all
from app.transport.websocket import SOCKET
from app.turns import give_way, stand_in_line
from app.visitors import Arriving, Visitors

_log = logging.getLogger(__name__)

DEFAULT_PORT = 8000
TRIES = 20  # ports after the default one

_FULL = (
    b"HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 5\r\n"
    b"Content-Length: 0\r\n\r\n"
)
_STOP_WITHIN = 0.5  # seconds for what is still being answered


class CannotListen(Exception):
    """The address or port that was asked for cannot be had, said in one plain line."""


class PortInUse(CannotListen):
    """Somebody else listens there."""


def listen(host: str, port: int | None) -> socket.socket:
    """A listening socket; without a port the default one, or one of the next if it is in use.

    Raises:
        PortInUse: the port given, or every one tried, is in use.
        CannotListen: the host is not an address of this machine, or the port needs other rights.
    """
    ports = range(DEFAULT_PORT, DEFAULT_PORT + TRIES) if port is None else (port,)
    for each in ports:
        try:
            return _listening(host, each)
        except OSError as error:
            if error.errno in _taken():
                continue
            if error.errno in (errno.EACCES, errno.EPERM):
                raise CannotListen(f"port {each} needs other rights: try one from 1024") from None
            raise CannotListen(f"{_in_a_line(host)}: {error.strerror or error}") from None
        except ValueError:  # a character no name may hold, or a part of more than 63
            raise CannotListen(f"{_in_a_line(host)}: not an address or a name") from None
    tried = f"port {port} is" if port is not None else f"ports {ports[0]} to {ports[-1]} are"
    raise PortInUse(f"{tried} in use")


def _in_a_line(host: str) -> str:
    return host if host.isprintable() else repr(host)


def _exclusive() -> int | None:
    """Windows' option for a port of one's own: there SO_REUSEADDR lets two servers share one."""
    return getattr(socket, "SO_EXCLUSIVEADDRUSE", None)


def _taken() -> tuple[int, ...]:
    """The errors of a port in use; on Windows EACCES is one, where no port needs other rights."""
    return (errno.EADDRINUSE,) if _exclusive() is None else (errno.EADDRINUSE, errno.EACCES)


def _listening(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    listener = socket.socket(family, kind, protocol)
    try:
        option = socket.SO_REUSEADDR if (exclusive := _exclusive()) is None else exclusive
        listener.setsockopt(socket.SOL_SOCKET, option, 1)
        # Accepted sockets inherit it. With Nagle's algorithm an answer of two parts waits for the
        # browser's delayed acknowledgement, 40 ms.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        listener.bind(address)
        listener.listen(1024)
        listener.setblocking(False)
    except OSError:
        listener.close()
        raise
    return listener


def is_any(host: str) -> bool:
    """Whether to listen there is to listen on every address of this machine."""
    return host in ("0.0.0.0", "::")  # noqa: S104  # compared, not listened on


class Server(WSGIServer):  # type: ignore[misc]  # the library has no types
    """gevent's server, and who is connected to it."""

    visitors: Visitors
    max_accept = 8  # at once: each takes a file descriptor before an older one can be closed for it


class Handler(WSGIHandler):  # type: ignore[misc]  # the library has no types
    """gevent's handler of one HTTP connection, bounded in time and discreet in its log."""

    # A client that does not read in time is as gone as one that has hung up.
    ignored_socket_errors = (*WSGIHandler.ignored_socket_errors, "timed out")

    def __init__(self, sock: Any, address: Any, server: Any) -> None:
        sock.settimeout(REQUEST_TIMEOUT)
        self._arriving = Arriving(sock, REQUEST_TIMEOUT)
        super().__init__(sock, address, server, io.BufferedReader(self._arriving))

    def handle(self) -> None:
        """Answer request after request, until the connection ends."""
        visitors: Visitors = self.server.visitors
        try:
            if visitors.admit():
                super().handle()
            else:
                self.socket.sendall(_FULL)
                self.socket.close()
        finally:
            visitors.leave(self)

    def get_environ(self) -> dict[str, Any]:
        """The WSGI environment of the next request."""
        self.server.visitors.serve(self)
        environ: dict[str, Any] = super().get_environ()
        if environ["PATH_INFO"] == PHOTO_PATH:
            self._arriving.expect(MAX_PHOTO, PHOTO_REQUEST)
        if "HTTP_UPGRADE" in environ:
            environ[SOCKET] = self.socket
            self.close_connection = True  # what follows a WebSocket is not HTTP
        return environ

    def read_request(self, raw_requestline: str) -> bool:
        """Whether the head of a request is whole: one whose client hung up within it is none."""
        return bool(super().read_request(raw_requestline)) and not self._arriving.has_ended

    def handle_one_request(self) -> Any:
        """One request; a client that has already sent its next one lets others go first."""
        self._arriving.begin()
        self.server.visitors.wait(self, self.socket)
        going_on = super().handle_one_request()
        give_way()
        return going_on

    def handle_one_response(self) -> None:
        """Answer, when it is its turn: hundreds may have asked at once."""
        stand_in_line()
        super().handle_one_response()

    def _handle_client_error(self, ex: Exception) -> tuple[str, bytes]:
        _log.info("refused what is not HTTP", extra=fields(error=type(ex).__name__))
        return "400", b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


def _log_uncaught(
    visitors: Visitors, context: object, kind: type[Exception], error: Exception, trace: Any
) -> None:
    """gevent calls this for an exception that nobody caught, instead of printing it."""
    del context  # the request, with its address
    if isinstance(error, OSError) and error.errno in (errno.EMFILE, errno.ENFILE):
        visitors.run_short()
        return
    _log.error("an exception was not caught", exc_info=(kind, error, trace))


def _unless(stopping: Event, app: Flask) -> Callable[..., Iterable[bytes]]:
    """The application, until the server stops: what a kept-alive connection asks then is refused.

    Otherwise a page whose WebSocket has just been closed would come back to a dying server.
    """

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not stopping.is_set():
            return app(environ, start_response)
        headers = [("Connection", "close"), ("Retry-After", "1"), ("Content-Length", "0")]
        start_response("503 Service Unavailable", headers)
        return []

    return application


def _pack(app: Flask) -> None:
    compress.pack(app)
    app.extensions["static_files"].pack()


def serve(
    app: Flask, listener: socket.socket, ready: Callable[[], None], *, drain: float = 0.0
) -> None:
    """Serve until SIGTERM or SIGINT; then close every connection and return.

    ``ready`` is called once connections are accepted. ``drain``: seconds after the signal in which
    ``/readyz`` says that it drains and all else goes on, so that a proxy can send people elsewhere;
    another signal ends them. Pages that are cut off then reconnect by themselves, to whoever
    answers.
    """
    signalled, stopping = Event(), Event()
    visitors = Visitors(app.extensions["max_connections"] + MOST_VISITORS)
    application = _unless(stopping, app)
    servers: list[Server] = []

    def answer_at(listener: socket.socket) -> None:
        server = Server(
            listener,
            application,
            log=None,
            handler_class=Handler,
            # A name given here saves gevent from asking DNS for one.
            environ={"SERVER_NAME": listener.getsockname()[0]},
            spawn=Pool(),
        )
        server.visitors = visitors
        server.start()
        servers.append(server)

    for number in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(number, signalled.set)
    gevent.get_hub().print_exception = partial(_log_uncaught, visitors)
    answer_at(listener)
    host, port = listener.getsockname()[:2]
    app.extensions["entrance"].begin(host, port, lambda also: answer_at(listen(also, port)))
    # To look through all that was made so far takes 60 ms, and finds nothing to collect.
    gc.freeze()
    ready()
    _log.info("listening", extra=fields(port=port))
    if PACK_AHEAD:
        # Brotli lets the server run alongside; nobody waits for this thread when the server ends.
        threading.Thread(target=_pack, args=(app,), daemon=True).start()
    signalled.wait()
    signalled.clear()
    app.extensions["draining"].set()
    engine = app.extensions["socketio"].server
    _log.info("draining", extra=fields(seconds=drain, n=len(engine.eio.sockets)))
    signalled.wait(drain)
    stopping.set()
    for server in servers:
        server.stop_accepting()
    close_all(engine)
    gevent.joinall([gevent.spawn(server.stop, timeout=_STOP_WITHIN) for server in servers])
    _log.info("stopped")
