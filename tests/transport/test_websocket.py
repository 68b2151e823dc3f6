"""WebSockets that break the rules: each harms at most itself."""

import os
import signal
import socket
import struct
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec
import pytest
import websocket

from app.config import MAX_MESSAGE
from tests.fixtures import messages as fixtures
from tests.serving import RawSocket, Server, fetch, serving


@pytest.fixture
def raw(server: Server) -> Iterator[RawSocket]:
    connection = RawSocket(server.url)
    yield connection
    connection.close()


@pytest.fixture
def bystander(server: Server) -> Iterator[RawSocket]:
    """Another connection, which is still served when the test is over."""
    connection = RawSocket(server.url)
    yield connection
    assert connection.ask("pass", message())["prediction"] in range(10)
    connection.close()


def message(**changes: object) -> dict[str, object]:
    return fixtures.request() | {"network": "classic", "want": []} | changes


def event(*data: object) -> dict[str, object]:
    return {"type": 2, "nsp": "/", "data": list(data)}


def frame(opcode: int, payload: bytes, *, final: bool = True, reserved: int = 0) -> bytes:
    """A client's frame, masked with zeros."""
    first = (0x80 if final else 0) | reserved | opcode
    if len(payload) < 126:
        head = struct.pack(">BB", first, 0x80 | len(payload))
    else:
        head = struct.pack(">BBH", first, 0x80 | 126, len(payload))
    return head + bytes(4) + payload


NESTED = b"\x83\xa4type\x02\xa3nsp\xa1/\xa4data" + b"\x91" * 9_000 + b"\x00"


@pytest.mark.usefixtures("bystander")
@pytest.mark.parametrize(
    "packet",
    [
        b"",
        b"\xc1",
        os.urandom(500),
        b"\xff" * 1000,
        NESTED,
        b"\x81\xa4type\xdd\xff\xff\xff\xff",  # an array that says it has four billion elements
        {"type": 2},
        {"type": "2", "nsp": "/"},
        {"type": 99, "nsp": "/"},
        {"type": 3, "nsp": "/", "id": 1, "data": []},  # an acknowledgement of nothing
        {"type": 4, "nsp": "/", "data": "error"},
        {"type": 2, "nsp": "/", "data": None},
        {"type": 2, "nsp": "/", "data": []},
        {"type": 2, "nsp": "/", "data": [5, 5]},
        {"type": 2, "nsp": "/", "data": [{}]},
        event("connect", {}, {}),
        event("disconnect", "reason"),
        event("*", "pass", message()),
    ],
)
def test_what_is_no_packet_closes_its_own_connection(raw: RawSocket, packet: object) -> None:
    raw.send(packet)
    assert raw.closing()[0] in (1000, 1005)


@pytest.mark.usefixtures("bystander")
@pytest.mark.parametrize("text", ["", "x", "4[]", '42["pass",{}]', "b", "²", "9" * 5000, "2x"])
def test_text_that_is_none_of_the_engines_closes_with_the_reason(raw: RawSocket, text: str) -> None:
    raw.frames.send(text)
    assert raw.closing() == (1003, "expected MessagePack in binary")


@pytest.mark.parametrize("text", ["2", "3", "6", "5", "2probe"])
def test_engine_packets_out_of_turn_do_no_harm(raw: RawSocket, text: str) -> None:
    raw.frames.send(text)
    answer = raw.ask("pass", message())
    assert answer["prediction"] in range(10)


def test_message_as_large_as_allowed_is_answered(raw: RawSocket) -> None:
    def packet(padding: int) -> bytes:
        data = ["pass", message(padding="x" * padding)]
        return msgspec.msgpack.encode({"type": 2, "nsp": "/", "id": 1, "data": data})

    raw.send(packet(65_000 + MAX_MESSAGE - len(packet(65_000))))
    assert raw.receive()["data"][0]["error"]["found"] == "padding"


@pytest.mark.usefixtures("bystander")
def test_message_too_large_closes_with_the_reason(raw: RawSocket) -> None:
    raw.frames.send_binary(bytes(MAX_MESSAGE + 1))
    assert raw.closing() == (1009, f"at most {MAX_MESSAGE} bytes a message")


@pytest.mark.usefixtures("bystander")
def test_frame_that_announces_too_much_is_closed_before_it_is_there(raw: RawSocket) -> None:
    header = struct.pack(">BBQ", 0x82, 0xFF, 2**40) + bytes(4)
    raw.wire.sendall(header + bytes(MAX_MESSAGE + 10_000))
    assert raw.closing()[0] == 1009


@pytest.mark.usefixtures("bystander")
def test_endless_fragments_are_closed(raw: RawSocket) -> None:
    raw.wire.sendall(frame(2, bytes(1000), final=False))
    for _ in range(100):
        raw.wire.sendall(frame(0, bytes(1000), final=False))
    assert raw.closing()[0] == 1009


def test_fragments_make_one_message(raw: RawSocket) -> None:
    packet = msgspec.msgpack.encode({"type": 2, "nsp": "/", "id": 1, "data": ["pass", message()]})
    raw.wire.sendall(frame(2, packet[:20], final=False))
    raw.wire.sendall(frame(9, b"a ping in between"))
    raw.wire.sendall(frame(0, packet[20:]))
    assert raw.frames.recv_data(control_frame=True)[0] == websocket.ABNF.OPCODE_PONG
    assert raw.receive()["data"][0]["seq"] == 7


@pytest.mark.usefixtures("bystander")
def test_compression_is_not_accepted(server: Server) -> None:
    raw = RawSocket(
        server.url,
        header=["Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits"],
    )
    assert "sec-websocket-extensions" not in raw.frames.headers
    raw.wire.sendall(frame(2, bytes(100), reserved=0x40))
    assert raw.closing()[0] == 1002
    raw.close()


@pytest.mark.usefixtures("bystander")
@pytest.mark.parametrize(
    "garbage",
    [
        os.urandom(4_000),
        b"GET / HTTP/1.1\r\n\r\n",
        frame(3, b"x"),
        frame(8, b"x"),
        frame(9, bytes(200)),
    ],
)
def test_bytes_that_are_no_frames_close_their_own_connection(
    raw: RawSocket, garbage: bytes
) -> None:
    raw.wire.sendall(garbage)
    raw.wire.shutdown(socket.SHUT_WR)
    assert raw.closing()[0] in (1002, 1005, 1006, 1007, 1009)


def test_connection_that_vanishes_leaves_nothing_behind(models: Path) -> None:
    with serving(models=models) as server:
        RawSocket(server.url).close()
        time.sleep(0.2)
        before = server.n_files()
        for _ in range(20):
            raw = RawSocket(server.url)
            # Gone without a word, as when a cable is pulled.
            raw.wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            raw.wire.close()
        deadline = time.monotonic() + 5
        while server.n_files() > before and time.monotonic() < deadline:
            time.sleep(0.05)
        assert server.n_files() <= before
        status, errors = server.stop()
    assert (status, errors) == (0, "")


def test_refused_connections_say_nothing_on_the_console(models: Path) -> None:
    with serving(models=models) as server:
        for packet in (b"\xc1", NESTED, event("connect"), bytes(MAX_MESSAGE + 1)):
            raw = RawSocket(server.url)
            raw.send(packet)
            raw.closing()
            raw.close()
        raw = RawSocket(server.url)
        raw.wire.sendall(b"GET / HTTP/1.1\r\n\r\n")
        raw.closing()
        assert fetch(server.url + "/healthz")[0] == 200
        assert server.stop() == (0, "")


# Too fast, too slow


@pytest.mark.parametrize("flood", [frame(9, b"ping"), frame(2, b"", final=False)[:1] + b"\x80" + bytes(4), frame(1, b"3")])  # fmt: skip  # noqa: E501
def test_flood_of_small_frames_keeps_nobody_else_waiting(
    server: Server, raw: RawSocket, flood: bytes
) -> None:
    bystander = RawSocket(server.url)
    raw.wire.settimeout(1)
    if flood[0] == 0x02:  # the first fragment opens the message, the others go on with it
        raw.wire.sendall(flood)
        flood = b"\x00" + flood[1:]
    slowest = 0.0
    for _ in range(40):
        with suppress(TimeoutError):  # slowed down by TCP, which is what was wanted
            raw.wire.send(flood * 200)
        begun = time.monotonic()
        bystander.ask("pass", message())
        slowest = max(slowest, time.monotonic() - begun)
    bystander.close()
    assert slowest < 1.0


def test_who_waits_long_for_an_answer_is_not_taken_for_gone(models: Path) -> None:
    """On a busy machine an answer takes longer than a pong may, which is read after it."""
    slow = (
        "import gevent, app.config as c, app.messages.reading as r\n"
        "c.PING_INTERVAL, c.PING_TIMEOUT = 1, 1\n"
        "r.breathe = lambda: gevent.sleep(1.2)"
    )
    with serving(models=models, first=slow) as server:
        raw = RawSocket(server.url)
        for _ in range(2):
            begun = time.monotonic()
            assert raw.ask("pass", message())["prediction"] in range(10)
            assert time.monotonic() - begun > 3
        raw.close()
        assert server.stop() == (0, "")


def test_client_that_does_not_read_is_closed_and_holds_little_memory(models: Path) -> None:
    first = "import app.transport.websocket as w; w.READER_TIMEOUT = 1.0"
    with serving(models=models, first=first) as server:
        raw = RawSocket(server.url, sockopt=[(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)])
        bystander = RawSocket(server.url)
        raw.wire.settimeout(0.2)
        packet = msgspec.msgpack.encode(
            {"type": 2, "nsp": "/", "id": 1, "data": ["pass", message(want=["raster"])]}
        )
        before = server.memory()
        files = server.n_files()
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline and server.n_files() == files:
            try:
                raw.wire.sendall(frame(2, packet) * 20)
            except TimeoutError:
                pass
            except OSError:  # closed; the server's end of it goes a moment later
                pass
            bystander.ask("pass", message())
            time.sleep(0.02)
        assert server.n_files() < files
        assert server.memory() - before < 20_000_000
        assert bystander.ask("pass", message())["prediction"] in range(10)


def test_unbroken_excess_closes_the_connection(models: Path) -> None:
    with serving(models=models, first="import app.live as l; l.MAX_EXCESS = 0.5") as server:
        raw, bystander = RawSocket(server.url), RawSocket(server.url)
        begun = time.monotonic()
        with suppress(OSError):
            while time.monotonic() < begun + 10:
                raw.send({"type": 2, "nsp": "/", "data": ["explain", {}]})
                time.sleep(0.002)
        assert 0.5 < time.monotonic() - begun < 10
        assert bystander.ask("pass", message())["prediction"] in range(10)


@pytest.mark.parametrize("hours", [1, -1])
def test_a_clock_that_moves_keeps_nobody_out(models: Path, hours: int) -> None:
    moved = (
        "import signal, time\n"
        "import app.config as c; c.PING_INTERVAL, c.PING_TIMEOUT = 1, 1\n"
        "clock, hours = time.time, [0]\n"
        "time.time = lambda: clock() + 3600 * hours[0]\n"
        f"signal.signal(signal.SIGUSR1, lambda *_: hours.append(hours.pop() + {hours}))"
    )
    with serving(models=models, first=moved) as server:
        before = RawSocket(server.url)
        assert before.ask("pass", message())["prediction"] in range(10)
        server.process.send_signal(signal.SIGUSR1)
        with suppress(ConnectionError):  # a page whose line is closed comes back by itself
            assert before.ask("pass", message())["prediction"] in range(10)
        after = RawSocket(server.url)
        for _ in range(12):  # longer than between two pings
            assert after.ask("pass", message())["prediction"] in range(10)
            time.sleep(0.25)
        before.close()
        after.close()
        assert server.stop() == (0, "")


def test_silence_closes_when_the_document_says(models: Path) -> None:
    quick = "import app.config as c; c.PING_INTERVAL, c.PING_TIMEOUT = 1, 5"
    with serving(models=models, first=quick) as server:
        silent = RawSocket(server.url)
        begun = time.monotonic()
        while silent.frames.recv():  # pings, which it leaves unanswered, until the end
            pass
        assert 5.5 < time.monotonic() - begun < 9  # the library alone takes up to 11
