"""Which requests are let in."""

import base64
import http.client
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
import socketio
import websocket

from app.config import MAX_BODY, MAX_MESSAGE
from tests.fixtures import messages as fixtures
from tests.serving import RawSocket, Server, ask, connected, fetch, serving

POLLING = "/socket.io/?EIO=4&transport=polling"


def post(url: str, body: bytes, **headers: str) -> tuple[int, bytes]:
    """Status and body of a POST to the socket; names of headers are given with _ for -."""
    host, _, path = url.removeprefix("http://").partition("/")
    connection = http.client.HTTPConnection(host, timeout=10)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("POST", f"/{path}", body, named)
    answer = connection.getresponse()
    status, content = answer.status, answer.read()
    connection.close()
    return status, content


@pytest.fixture
def session(server: Server) -> str:
    """The address of a connection over long-polling."""
    _, _, body = fetch(server.url + POLLING)
    return f"{server.url}{POLLING}&sid={msgspec.json.decode(body[1:])['sid']}"


# Host


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.1:8000", "localhost:5", "LOCALHOST", "[::1]:80", "[::1]"]
)
def test_addresses_and_localhost_are_names_of_ours(server: Server, host: str) -> None:
    assert fetch(server.url + "/healthz", Host=host)[0] == 200


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil", ""])
@pytest.mark.parametrize("path", ["/", "/healthz", POLLING])
def test_other_names_are_refused_and_told_of_the_setting(
    server: Server, path: str, host: str
) -> None:
    status, _, body = fetch(server.url + path, Host=host)
    assert status == 400
    assert b"FORWARD_PASS_HOSTS" in body
    assert b"<" not in body


@pytest.mark.parametrize("port", ["http", "65536", "-1", "8 0", "9" * 5000])
def test_a_host_with_a_port_that_is_none_is_refused(server: Server, port: str) -> None:
    status, _, body = fetch(server.url + "/", Host=f"localhost:{port}")
    assert (status, body[:17]) == (400, b"expected a port o")
    assert len(body) < 200


def test_names_of_the_setting_are_let_in(models: Path) -> None:
    settings = {"FORWARD_PASS_HOSTS": "digits.example, Other.example"}
    with serving(models=models, settings=settings) as server:
        for host in ("digits.example", "other.example:443"):
            assert fetch(server.url + "/healthz", Host=host)[0] == 200
        assert fetch(server.url + "/healthz", Host="third.example")[0] == 400


@pytest.mark.parametrize("name", ["digits.school", "$(reboot)", "a';reboot;'"])
def test_whoever_comes_by_another_name_is_told_what_to_type(models: Path, name: str) -> None:
    with serving(models=models, settings={"FORWARD_PASS_HOSTS": "first.example"}) as server:
        status, _, body = fetch(server.url + "/", Host=name)
    assert status == 400
    names = "first.example," + (name if name == "digits.school" else "NAME")
    assert f"FORWARD_PASS_HOSTS='{names}' forward-pass" in body.decode()
    assert f"$env:FORWARD_PASS_HOSTS = '{names}'; forward-pass" in body.decode()


# Origin


def test_pages_of_this_server_may_open_a_socket(server: Server) -> None:
    RawSocket(server.url, origin=server.url).close()
    assert fetch(server.url + POLLING, Origin=server.url)[0] == 200


def test_pages_of_other_servers_may_not(server: Server) -> None:
    for origin in ("http://evil.example", "null", f"http://127.0.0.1:{server.port + 1}"):
        with pytest.raises(websocket.WebSocketBadStatusException):
            RawSocket(server.url, origin=origin)
        status, headers, _ = fetch(server.url + POLLING, Origin=origin)
        assert status == 400
        assert "Access-Control-Allow-Origin" not in headers


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_other_pages_may_not_even_without_saying_so(server: Server, site: str) -> None:
    assert fetch(server.url + POLLING, Sec_Fetch_Site=site)[0] == 403


def test_pages_of_the_setting_may_open_a_socket(models: Path) -> None:
    settings = {"FORWARD_PASS_ORIGINS": "https://school.example"}
    with serving(models=models, settings=settings) as server:
        RawSocket(server.url, origin="https://school.example").close()
        RawSocket(server.url, origin=server.url).close()
        status, headers, _ = fetch(server.url + POLLING, Origin="https://school.example")
        assert (status, headers["Access-Control-Allow-Origin"]) == (200, "https://school.example")
        assert fetch(server.url + POLLING, Origin="https://evil.example")[0] == 400


def test_forwarded_names_count_only_behind_the_stated_proxies(server: Server, models: Path) -> None:
    forwarded = {
        "Origin": "https://digits.example",
        "X_Forwarded_Host": "digits.example",
        "X_Forwarded_Proto": "https",
    }
    assert fetch(server.url + POLLING, **forwarded)[0] == 400
    settings = {"FORWARD_PASS_PROXIES": "1", "FORWARD_PASS_HOSTS": "digits.example"}
    with serving(models=models, settings=settings) as behind:
        assert fetch(behind.url + POLLING, **forwarded)[0] == 200


def test_the_socket_sets_no_cookie_and_is_no_script(server: Server) -> None:
    status, headers, _ = fetch(server.url + POLLING)
    assert status == 200
    assert "Set-Cookie" not in headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert fetch(server.url + POLLING + "&j=0")[0] == 400


# Bodies


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b"x",
        b'42["pass",{}]',
        b"b!!!!",
        b"bAAA",
        b"d=b" + base64.b64encode(b"x"),
        b"\x1e".join([b"3"] * 33),
        b"b" + base64.b64encode(bytes(MAX_MESSAGE + 1)),
        b"b" + base64.b64encode(b"\xc1"),
        b"4" + b"[" * 5_000,
    ],
)
def test_body_that_is_no_payload_closes_its_own_connection(
    server: Server, session: str, body: bytes
) -> None:
    with connected(server.url, "polling") as bystander:
        post(session, body)
        assert fetch(session)[0] == 400
        answer = ask(bystander, "pass", fixtures.request() | {"network": "classic"})
        assert answer["seq"] == 7


def test_a_connection_that_has_just_been_closed_is_refused(session: str) -> None:
    assert post(session, b"1")[0] == 200  # Engine.IO's close
    for _ in range(3):
        assert post(session, b"3")[0] == 400
        assert fetch(session)[0] == 400


def test_body_too_large_is_refused(session: str) -> None:
    status, body = post(session, bytes(MAX_BODY + 1))
    assert (status, body) == (413, b"expected at most 98304 bytes, found 98305\n")


def test_body_of_unknown_length_is_refused(session: str) -> None:
    status, _ = post(session, b"5\r\nhello\r\n0\r\n\r\n", Transfer_Encoding="chunked")
    assert status == 411


def test_body_of_nobodys_connection_is_refused(server: Server) -> None:
    assert post(server.url + POLLING + "&sid=nobody", b"3")[0] == 400


def test_methods_but_get_and_post_are_refused(server: Server) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.request("DELETE", POLLING)
    answer = connection.getresponse()
    assert (answer.status, answer.headers["Allow"]) == (405, "GET, POST")
    connection.close()


@pytest.mark.parametrize(
    "handshake",
    [
        "Sec-WebSocket-Version: 8\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n",
        "Sec-WebSocket-Version: 13\r\n",
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: \xe4\r\n",
    ],
)
def test_handshake_that_is_none_is_refused(server: Server, handshake: str) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(
            "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\n"
            f"Connection: Upgrade\r\nUpgrade: websocket\r\n{handshake}\r\n".encode("latin-1")
        )
        answer = b"".join(iter(lambda: connection.recv(4096), b""))
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b"Sec-WebSocket-Version: 13" in answer


# How many, how slow


def test_connections_beyond_the_limit_are_told_when_to_try_again(models: Path) -> None:
    with serving(models=models, settings={"FORWARD_PASS_MAX_CONNECTIONS": "2"}) as server:
        first, second = RawSocket(server.url), RawSocket(server.url)
        status, headers, body = fetch(server.url + POLLING)
        assert (status, headers["Retry-After"]) == (503, "5")
        assert b"at most 2 connections" in body
        with pytest.raises(websocket.WebSocketBadStatusException):
            RawSocket(server.url)
        assert fetch(server.url + "/healthz")[0] == 200
        first.close()
        deadline = time.monotonic() + 5
        while fetch(server.url + POLLING)[0] == 503 and time.monotonic() < deadline:
            time.sleep(0.05)
        assert second.ask("pass", {})["error"]["code"] == "message"


HALF_A_POST = (
    b"POST /socket.io/?EIO=4&transport=polling&sid=x HTTP/1.1\r\n"
    b"Host: localhost\r\nContent-Length: 100\r\n\r\nhalf"
)


@pytest.fixture(scope="module")
def impatient(models: Path) -> Iterator[Server]:
    """A server that waits half a second for a request."""
    with serving(models=models, first="import app.serve as s; s.REQUEST_TIMEOUT = 0.5") as server:
        yield server
        assert server.stop() == (0, "")


@pytest.mark.parametrize(
    "begun",
    [
        b"",
        b"GET / HT",
        b"GET / HTTP/1.1\r\nHost: loc",
        HALF_A_POST,
    ],
)
def test_request_that_never_ends_is_dropped(impatient: Server, begun: bytes) -> None:
    with socket.create_connection(("127.0.0.1", impatient.port), timeout=10) as connection:
        connection.sendall(begun)
        started = time.monotonic()
        while connection.recv(4096):
            pass
        assert 0.3 < time.monotonic() - started < 3


def test_request_cut_short_leaves_nothing_behind(impatient: Server) -> None:
    before = impatient.n_files()
    for _ in range(5):
        with socket.create_connection(("127.0.0.1", impatient.port)) as connection:
            connection.sendall(HALF_A_POST)
    time.sleep(1)
    assert impatient.n_files() <= before


@pytest.mark.parametrize("garbage", [b"\x16\x03\x01\x02\x00", b"\x00" * 100, b"A" * 20_000])
def test_bytes_that_are_no_http_are_answered_with_400(impatient: Server, garbage: bytes) -> None:
    with socket.create_connection(("127.0.0.1", impatient.port), timeout=10) as connection:
        connection.sendall(garbage + b"\r\n\r\n")
        assert connection.recv(4096).startswith((b"HTTP/1.1 400", b"HTTP/1.1 414"))


def test_polling_and_upgrading_to_websocket_work(server: Server) -> None:
    client = socketio.Client(serializer="msgpack", reconnection=False)
    client.connect(server.url)  # its own default: long-polling first, then an upgrade
    assert client.transport() == "websocket"
    assert ask(client, "pass", fixtures.request() | {"network": "classic"})["seq"] == 7
    client.disconnect()
