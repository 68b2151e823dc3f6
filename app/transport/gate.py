"""Which requests are let in: WSGI, in front of both the pages and the socket."""

import io
import ipaddress
import re
import socket
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs

import socketio

from app.config import MAX_BODY, MAX_PHOTO, PHOTO_PATH, Config
from app.transport.connections import Connections
from app.transport.engine import close
from app.transport.origin import Environ, own_origin
from app.transport.packets import MalformedPacket, check_payload

SOCKET_PATH = "/socket.io/"

StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

_LOCAL_NAMES = ("localhost",)


class Refusal(Exception):
    """A request that is not let in. ``status`` is HTTP's; ``headers`` are added to the answer."""

    def __init__(self, status: str, message: str, **headers: str) -> None:
        super().__init__(message)
        self.status = status
        self.headers = [(name.replace("_", "-"), value) for name, value in headers.items()]


class Gate:
    """The first to see a request; it lets it through to ``application``, or answers it."""

    def __init__(
        self,
        application: Application,
        server: socketio.Server,
        connections: Connections,
        config: Config,
    ) -> None:
        self._application = application
        self._server = server
        self._connections = connections
        self._max_connections = config.max_connections
        self._named = config.hosts
        self._origins = config.origins
        given = (config.host, *config.hosts)
        self._hosts = {*_LOCAL_NAMES, *_own_names(), *(name.lower() for name in given)}

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Let one request through, or say in one plain line why not."""
        try:
            self._check_host(environ)
            _check_body(environ)
            if environ["PATH_INFO"].startswith(SOCKET_PATH):
                self._check_socket(environ)
                return self._application(environ, _with_nosniff(start_response))
            if environ["PATH_INFO"] == PHOTO_PATH:
                self._check_origin(environ)
        except Refusal as refusal:
            headers = [("Content-Type", "text/plain; charset=utf-8"), *refusal.headers]
            _with_nosniff(start_response)(refusal.status, headers)
            return [f"{refusal}\n".encode()]
        return self._application(environ, start_response)

    def _check_host(self, environ: Environ) -> None:
        """Only names that are ours: otherwise another site's name could be made to lead here."""
        host = environ.get("HTTP_HOST", "")
        name = host.rpartition(":")[0] if not host.endswith("]") and ":" in host else host
        port = host[len(name) + 1 :]
        if port and not (port.isascii() and port.isdecimal() and int(port[:6]) <= 65_535):
            raise Refusal(
                "400 Bad Request", f"expected a port of at most 65535, found {port!r:.60}"
            )
        if name.lower() not in self._hosts and not _is_address(name):
            raise Refusal("400 Bad Request", _how_to_admit(name, self._named))

    def _check_origin(self, environ: Environ) -> None:
        """Only our own pages, and programs, which send no origin."""
        origin = environ.get("HTTP_ORIGIN")
        is_ours = origin is None or is_welcome(self._origins, origin, environ)
        if not is_ours or _is_foreign_without_origin(environ):
            raise Refusal("403 Forbidden", "expected a request from this server's own page")

    def _check_socket(self, environ: Environ) -> None:
        query = parse_qs(environ.get("QUERY_STRING", ""))
        method = environ["REQUEST_METHOD"]
        if method not in ("GET", "POST"):
            raise Refusal("405 Method Not Allowed", "expected GET or POST", Allow="GET, POST")
        if "j" in query:
            raise Refusal("400 Bad Request", "JSONP is not offered: a socket is no script")
        if _is_foreign_without_origin(environ):
            raise Refusal("403 Forbidden", "expected a request from this server's own page")
        is_upgrade = environ.get("HTTP_UPGRADE", "").lower() == "websocket"
        if is_upgrade and (
            "upgrade" not in re.split(r"[\s,]+", environ.get("HTTP_CONNECTION", "").lower())
            or environ.get("HTTP_SEC_WEBSOCKET_VERSION") != "13"
            or not environ.get("HTTP_SEC_WEBSOCKET_KEY", "").isascii()
            or "HTTP_SEC_WEBSOCKET_KEY" not in environ
        ):
            raise Refusal(
                "400 Bad Request",
                "expected a WebSocket handshake of version 13",
                Sec_WebSocket_Version="13",
            )
        if "sid" not in query and self._connections.is_full:
            raise Refusal(
                "503 Service Unavailable",
                f"expected at most {self._max_connections} connections to this server; "
                "try again in 5 seconds",
                Retry_After="5",
            )
        eio_sid = query.get("sid", [""])[0]
        if method == "POST":
            self._check_packets(environ, eio_sid)
        connection = self._server.eio.sockets.get(eio_sid)
        if "sid" in query and (connection is None or connection.closed):
            raise Refusal("400 Bad Request", "expected an open connection, found a closed one")
        if connection is not None and is_upgrade and (connection.upgrading or connection.upgraded):
            raise Refusal("400 Bad Request", "expected one upgrade of a connection, found another")

    def _check_packets(self, environ: Environ, eio_sid: str) -> None:
        length = int(environ.get("CONTENT_LENGTH") or 0)
        try:
            body = environ["wsgi.input"].read(length)
            check_payload(body)
        except OSError:  # it ended early, or did not come in time
            raise Refusal("400 Bad Request", f"expected a body of {length} bytes") from None
        except MalformedPacket as error:
            close(self._server, eio_sid)
            raise Refusal("400 Bad Request", str(error)) from None
        environ["wsgi.input"] = io.BytesIO(body)


def _how_to_admit(name: str, named: Iterable[str]) -> str:
    """What to type, in two shells; a name that a shell takes for more is not repeated."""
    new = name.lower() if re.fullmatch(r"[\w.-]+", name, re.ASCII) else "NAME"
    names = ",".join((*named, new))
    return (
        f"expected an address, localhost or a name that this server goes by, found {name!r}. "
        "To let it in, stop the server, and start it again with the name in FORWARD_PASS_HOSTS:\n\n"
        f"Linux, macOS:  FORWARD_PASS_HOSTS='{names}' forward-pass --host 0.0.0.0\n"
        f"PowerShell:    $env:FORWARD_PASS_HOSTS = '{names}'; forward-pass --host 0.0.0.0"
    )


def is_welcome(origins: Iterable[str], origin: str, environ: Environ) -> bool:
    """Whether pages of an origin may open a socket: this server's own, or one of ``origins``."""
    return origin == own_origin(environ) or origin in origins


def _check_body(environ: Environ) -> None:
    """Refuse a body too large, or of unknown length: nobody could tell where it ends."""
    length = environ.get("CONTENT_LENGTH") or "0"
    coding = environ.get("HTTP_TRANSFER_ENCODING", "chunked").strip().lower()
    if coding != "chunked" or ("HTTP_TRANSFER_ENCODING" in environ and length != "0"):
        expected = "expected a body of a length said beforehand, and no other coding"
        raise Refusal("400 Bad Request", expected, Connection="close")
    if "HTTP_TRANSFER_ENCODING" in environ or not (length.isascii() and length.isdecimal()):
        expected = "expected a body of a length said beforehand"
        raise Refusal("411 Length Required", expected, Connection="close")
    most = MAX_PHOTO if environ["PATH_INFO"] == PHOTO_PATH else MAX_BODY
    if int(length) > most:
        expected = f"expected at most {most} bytes, found {length}"
        raise Refusal("413 Content Too Large", expected, Connection="close")


def _is_foreign_without_origin(environ: Environ) -> bool:
    """Whether another site's page asks in a way that does not name its origin (an image, say)."""
    return "HTTP_ORIGIN" not in environ and environ.get("HTTP_SEC_FETCH_SITE") in (
        "cross-site",
        "same-site",
    )


def _with_nosniff(start_response: StartResponse) -> StartResponse:
    def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
        safe = [("X-Content-Type-Options", "nosniff"), ("Cache-Control", "no-store")]
        return start_response(status, [*headers, *safe], *rest)

    return start


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return True


def _own_names() -> tuple[str, ...]:
    name = socket.gethostname().lower()
    return (name, f"{name}.local")
