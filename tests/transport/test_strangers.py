"""Who connects and says nothing keeps nobody out, and is gone before long."""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import msgspec
import pytest
import websocket

from tests.fixtures import messages as fixtures
from tests.serving import RawSocket, Server, ask, connected, fetch, serving

POLLING = "/socket.io/?EIO=4&transport=polling"
SHORT = (
    "import app.transport.connections as c; c.HELLO_WITHIN = 0.5\n"
    "import app.transport.websocket as w; w.HELLO_WITHIN = 0.5\n"
    "import app.config as g; g.WHOLE_REQUEST = 1.5; g.MOST_VISITORS = 40"
)


@pytest.fixture(scope="module")
def impatient(models: Path) -> Iterator[Server]:
    """A server that waits half a second for a hello."""
    with serving(models=models, first=SHORT) as server:
        yield server
        assert server.stop() == (0, "")


def message() -> dict[str, object]:
    return fixtures.request() | {"network": "classic", "want": []}


def opened(server: Server) -> str:
    """The number of a connection over long-polling that has not said hello."""
    status, _, body = fetch(server.url + POLLING)
    assert status == 200
    sid: str = msgspec.json.decode(body[1:])["sid"]
    return sid


def status_of(server: Server, request: bytes) -> tuple[bytes, bytes]:
    """The first line of the answer, and all that follows until the connection is closed."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(request)
        answer = b"".join(iter(lambda: connection.recv(65_536), b""))
    first, _, rest = answer.partition(b"\r\n")
    return first, rest


def test_a_newcomer_gets_in_past_hundreds_who_say_nothing(models: Path) -> None:
    with serving(models=models, settings={"FORWARD_PASS_MAX_CONNECTIONS": "40"}) as server:
        before = RawSocket(server.url)
        strangers = [opened(server) for _ in range(100)]
        with connected(server.url, "polling") as newcomer:
            assert ask(newcomer, "pass", message())["seq"] == 7
        assert before.ask("pass", message())["prediction"] in range(10)
        assert fetch(f"{server.url}{POLLING}&sid={strangers[0]}")[0] == 400  # the first to go
        before.close()
        assert server.stop() == (0, "")


def test_who_has_said_hello_is_not_put_out_for_strangers(models: Path) -> None:
    settings = {"FORWARD_PASS_MAX_CONNECTIONS": "8"}
    with serving(models=models, settings=settings) as server, ExitStack() as stack:
        pupils = [stack.enter_context(connected(server.url)) for _ in range(7)]
        for _ in range(20):
            opened(server)
        for pupil in pupils:
            assert ask(pupil, "pass", message())["seq"] == 7
        stack.enter_context(connected(server.url))
        assert fetch(server.url + POLLING)[0] == 503


def test_who_does_not_say_hello_is_closed(impatient: Server) -> None:
    sid = opened(impatient)
    raw = RawSocket(impatient.url, join=False)
    with connected(impatient.url, "polling") as polite:
        time.sleep(1.5)
        assert ask(polite, "pass", message())["seq"] == 7
    assert fetch(f"{impatient.url}{POLLING}&sid={sid}")[0] == 400
    assert raw.closing()[0] in (1000, 1005)


def test_who_takes_leave_and_stays_is_a_stranger_again(impatient: Server) -> None:
    raw = RawSocket(impatient.url)
    raw.send({"type": 1, "nsp": "/"})
    assert raw.closing()[0] in (1000, 1005)


def upgrading(server: Server, sid: str) -> websocket.WebSocket:
    address = server.url.replace("http", "ws")
    return websocket.create_connection(
        f"{address}/socket.io/?EIO=4&transport=websocket&sid={sid}", timeout=10
    )


def test_upgrades_that_say_nothing_are_few_and_short(impatient: Server) -> None:
    with connected(impatient.url, "polling") as polite:
        sid = polite.eio.sid
        silent = upgrading(impatient, sid)
        for _ in range(5):
            with pytest.raises(websocket.WebSocketBadStatusException):
                upgrading(impatient, sid)
        begun = time.monotonic()
        with suppress(websocket.WebSocketException, OSError):
            silent.recv()
        assert time.monotonic() - begun < 5
        assert ask(polite, "pass", message())["seq"] == 7
        upgrading(impatient, sid).close()  # another may try


def test_an_upgrade_of_what_ends_meanwhile_says_nothing_on_the_console(impatient: Server) -> None:
    for text in (None, "2probe"):
        sid = opened(impatient)
        late = upgrading(impatient, sid)
        if text:
            late.send(text)
            assert late.recv() == "3probe"
        time.sleep(0.8)  # the session ends
        with suppress(websocket.WebSocketException, OSError):
            late.send("5")
            late.recv()
        late.close()


def test_a_handshake_without_a_connection_header_is_refused(impatient: Server) -> None:
    first, _ = status_of(
        impatient,
        b"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\n"
        b"Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
    )
    assert first.startswith(b"HTTP/1.1 400 ")


@pytest.mark.parametrize(
    "headers",
    [
        b"Transfer-Encoding: gzip, chunked\r\n",
        b"Transfer-Encoding: identity\r\nContent-Length: 3\r\n",
        b"Transfer-Encoding: chunked\r\nContent-Length: 3\r\n",
        b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
        b"Content-Length: 3\r\nContent-Length: 4\r\n",
        b"Content-Length: +3\r\n",
    ],
)
def test_nothing_follows_a_body_of_a_doubtful_end(impatient: Server, headers: bytes) -> None:
    first, rest = status_of(
        impatient,
        b"POST /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: localhost\r\n"
        + headers
        + b"\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n",
    )
    assert first.startswith((b"HTTP/1.1 400 ", b"HTTP/1.1 411 "))
    assert b"HTTP/1.1 200" not in rest


def test_a_request_of_a_byte_now_and_then_ends(impatient: Server) -> None:
    begun = time.monotonic()
    with socket.create_connection(("127.0.0.1", impatient.port), timeout=0.2) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ")
        with suppress(BrokenPipeError, ConnectionResetError):
            while time.monotonic() - begun < 10:
                connection.sendall(b"x")
                with suppress(TimeoutError):
                    if not connection.recv(4096):
                        break
    assert time.monotonic() - begun < 8


def test_who_hangs_up_within_the_head_of_a_request_is_not_served(impatient: Server) -> None:
    with socket.create_connection(("127.0.0.1", impatient.port), timeout=10) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: 1")
        connection.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: connection.recv(65_536), b""))
    assert answer.startswith(b"HTTP/1.1 400 ")


def test_of_those_who_wait_to_ask_the_oldest_goes_first(impatient: Server) -> None:
    with ExitStack() as stack:
        waiting = [
            stack.enter_context(socket.create_connection(("127.0.0.1", impatient.port), timeout=10))
            for _ in range(60)
        ]
        assert waiting[0].recv(1) == b""
        waiting[-1].sendall(b"HEAD /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert waiting[-1].recv(4096).startswith(b"HTTP/1.1 200 ")


def test_headers_without_end_are_refused(impatient: Server) -> None:
    headers = b"".join(b"X-%d: %s\r\n" % (k, b"x" * 30_000) for k in range(60))
    with suppress(ConnectionError):
        first, _ = status_of(impatient, b"GET / HTTP/1.1\r\n" + headers + b"\r\n")
        assert not first.startswith(b"HTTP/1.1 200")


def test_with_few_file_descriptors_it_still_answers_and_says_so_once(models: Path) -> None:
    few = "import resource as r; r.setrlimit(r.RLIMIT_NOFILE, (64, 64))"
    with serving(models=models, first=few) as server, ExitStack() as stack:
        for _ in range(150):
            stack.enter_context(socket.create_connection(("127.0.0.1", server.port)))
        assert fetch(server.url + "/healthz")[0] == 200
        assert fetch(server.url + "/")[0] == 200
        raw = RawSocket(server.url)
        assert raw.ask("pass", message())["prediction"] in range(10)
        raw.close()
        status, errors = server.stop()
    assert status == 0
    assert [json.loads(line)["event"] for line in errors.splitlines()] == ["few file descriptors"]
