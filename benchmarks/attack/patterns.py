"""``python -m benchmarks.attack.patterns NAME PORT SECONDS``: one pattern, in a process of its own.

It prints how many questions it has sent.
"""

import base64
import socket
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from itertools import pairwise
from threading import Thread
from typing import Any

import msgspec

from benchmarks.client import Client
from benchmarks.frames import BINARY, masked, question, upgrade

Pattern = Callable[[int, float], int]

_SESSION = "/socket.io/?EIO=4&transport=polling"
_FAR = 65_535  # of a point
_WAIT = 5.0  # seconds for an answer that does not come

# Questions


def _zigzag(n: int) -> bytes:
    points = (((k % 2) * _FAR, k * _FAR // n) for k in range(n))
    return b"".join(x.to_bytes(2, "little") + y.to_bytes(2, "little") for x, y in points)


def _pass(n: int, **more: object) -> dict[str, object]:
    drawing = {"points": _zigzag(n), "lengths": [n]}
    return {"seq": 1, "network": "classic", "input": drawing} | more


def dense(*sizes: int) -> dict[str, Any]:
    """An inline network of these sizes, all of whose weights are 1."""
    pairs = pairwise(sizes)
    return {
        "layers": [
            {"weights": [[1] * n_in] * n_out, "biases": [0] * n_out, "activation": "sigmoid"}
            for n_in, n_out in pairs
        ]
    }


SCRIBBLE = _pass(5_000)
SCRIBBLE["input"] = {"points": _zigzag(5_000), "lengths": [5_000], "centred": False}
NIGHTS = {
    "seq": 1,
    "lesson": "one-neuron",
    "ask": "learn",
    "data": {
        "nights": [{"x": [1, 1], "goes": k % 2} for k in range(16)],
        "weights": [0, 0],
        "bias": 0,
    },
}
SWEEP = {
    "seq": 1,
    "network": dense(1_000, 60, 3),
    "input": {"vector": [1] * 1_000},
    "place": {"kind": "bias", "layer": 0, "neuron": 0},
    "low": 0,
    "high": 1,
    "n": 257,
}
SMALL_SWEEP = SWEEP | {"network": dense(2, 63), "input": {"vector": [1, 2]}}  # 128 KB of answer
EDITED = _pass(
    40,
    edits=[
        {
            "place": {"kind": "weights", "layer": 0, "neuron": k % 16, "inputs": bytes(60)},
            "value": bytes(120),
        }
        for k in range(249)
    ],
)
NUMBERS = _pass(40, input={"vector": [1] * 60_000})
TRAIN = {"lesson": "what-a-neuron-looks-for", "ask": "train"}

# Ways to ask


def _eager(port: int, seconds: float, n: int, event: str, data: dict[str, Any]) -> int:
    """``n`` connections that ask again as soon as they may."""
    frame, counts = question(event, data), [0] * n

    def ask(k: int) -> None:
        with Client(port) as client, suppress(ConnectionError, TimeoutError):
            while time.monotonic() < end:
                client.send(frame)
                counts[k] += 1
                error = client.hear().get("error")
                time.sleep(min(1.0, error.get("retry_after", 0)) if error else 0)

    end = time.monotonic() + seconds
    _together([lambda k=k: ask(k) for k in range(n)])  # type: ignore[misc]
    return sum(counts)


def _rude(port: int, seconds: float, n: int, frames: Callable[[int], bytes]) -> int:
    """``n`` connections that ask without end, whatever they are told, and are told much."""
    counts = [0] * n

    def ask(k: int) -> None:
        with Client(port) as client, suppress(OSError):
            drain = Thread(target=_drain, args=(client.socket,), daemon=True)
            drain.start()
            while time.monotonic() < end:
                client.send(frames(counts[k]))
                counts[k] += 1

    end = time.monotonic() + seconds
    _together([lambda k=k: ask(k) for k in range(n)])  # type: ignore[misc]
    return sum(counts)


def _together(calls: Sequence[Callable[[], None]]) -> None:
    threads = [Thread(target=call, daemon=True) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _drain(connection: socket.socket) -> None:
    with suppress(OSError):
        while connection.recv(65_536):
            pass


def _pipelined(port: int, n: int, head: Callable[[int], bytes]) -> int:
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        reader = Thread(target=_drain, args=(connection,), daemon=True)
        reader.start()
        connection.sendall(b"".join(head(k) for k in range(n)))
        connection.shutdown(socket.SHUT_WR)
        reader.join()
    return n


def _http(request: str, body: bytes = b"", more: str = "") -> bytes:
    length = f"Content-Length: {len(body)}\r\n" if body else ""
    return f"{request} HTTP/1.1\r\nHost: localhost\r\n{length}{more}\r\n".encode() + body


def _answered(connection: socket.socket, request: bytes) -> bytes:
    """The body of an answer."""
    connection.sendall(request)
    answer = b""
    while b"\r\n\r\n" not in answer:
        if not (data := connection.recv(65_536)):
            raise ConnectionError("closed")
        answer += data
    head, _, body = answer.partition(b"\r\n\r\n")
    n = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
    while len(body) < n:
        if not (data := connection.recv(65_536)):
            raise ConnectionError("closed")
        body += data
    return body


def _packets(*packets: object) -> bytes:
    return b"\x1e".join(b"b" + base64.b64encode(msgspec.msgpack.encode(each)) for each in packets)


def _event(event: str, data: object) -> dict[str, object]:
    return {"type": 2, "nsp": "/", "id": 1, "data": [event, data]}


class Poller:
    """A session over long-polling; ``hello`` is left out for a stranger."""

    def __init__(self, port: int, *, hello: bool = True) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        opened = _answered(self.socket, _http(f"GET {_SESSION}"))
        self.path = f"{_SESSION}&sid={msgspec.json.decode(opened[1:])['sid']}"
        if hello:
            self.post({"type": 0, "nsp": "/"})
            if b"ImNvbm5l" in _answered(self.socket, _http(f"GET {self.path}")):
                raise ConnectionError("refused")

    def post(self, *packets: object) -> None:
        """Send some packets."""
        if _answered(self.socket, self.request(*packets)) != b"OK":
            raise ConnectionError("refused")

    def request(self, *packets: object) -> bytes:
        """The POST that sends some packets."""
        return _http(f"POST {self.path}", _packets(*packets))


# Patterns


def _heads(port: int, seconds: float) -> int:
    n = min(1_900, round(seconds * 400))
    return _pipelined(port, n, lambda k: _http(f"HEAD /?x={k}", more="Accept-Encoding: br\r\n"))


def _gets(port: int, seconds: float) -> int:
    n = min(400, round(seconds * 100))
    return _pipelined(port, n, lambda k: _http(f"GET /?x={k}"))


def _posts(port: int, seconds: float) -> int:
    del seconds
    pollers = [Poller(port) for _ in range(10)]
    for poller in pollers:
        poller.socket.sendall(4 * poller.request(*[_event("lesson", NIGHTS)] * 30))
    for poller in pollers:
        poller.socket.shutdown(socket.SHUT_WR)
        _drain(poller.socket)
    return 10 * 4 * 30


def _unread(port: int, seconds: float) -> int:
    pollers = [Poller(port) for _ in range(30)]
    end, n = time.monotonic() + seconds, 0
    with suppress(OSError):
        while time.monotonic() < end:
            for poller in pollers:
                poller.post(*[_event("sweep", SMALL_SWEEP)] * 4)
                n += 4
    return n


def _strangers(port: int, seconds: float) -> int:
    n = min(2_000, round(seconds * 400))
    with ExitStack() as stack:
        for _ in range(n):
            with suppress(OSError, ValueError):
                poller = Poller(port, hello=False)
                stack.callback(poller.socket.close)
        time.sleep(min(2.0, seconds))
    return n


def _anew(k: int) -> bytes:
    packet = {"type": 1 - (k // 60) % 2, "nsp": "/"}  # takes leave, then says hello again
    if k % 60 == 0:
        return masked(BINARY, msgspec.msgpack.encode(packet))
    return question("lesson", NIGHTS)


def _upgrades(port: int, seconds: float) -> int:
    poller = Poller(port)
    path = f"{poller.path}&".replace("transport=polling", "transport=websocket").encode()
    request = upgrade(port).replace(b"/socket.io/?EIO=4&transport=websocket", path[:-1])
    with ExitStack() as stack:
        for _ in range(300):
            connection = socket.create_connection(("127.0.0.1", port))
            stack.callback(connection.close)
            connection.sendall(request)
            connection.sendall(b"")
        without = request.replace(b"Connection: Upgrade\r\n", b"")
        for _ in range(50):
            with socket.create_connection(("127.0.0.1", port)) as connection:
                connection.sendall(without)
        time.sleep(seconds)
    return 350


def _slow(port: int, seconds: float) -> int:
    with ExitStack() as stack:
        connections = []
        for _ in range(300):
            connection = socket.create_connection(("127.0.0.1", port))
            stack.callback(connection.close)
            connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ")
            connections.append(connection)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for connection in connections:
                with suppress(OSError):
                    connection.sendall(b"x")
            time.sleep(0.5)
    return 300


def _many(port: int, seconds: float) -> int:
    """More connections than there are files, of whoever asks nothing; N_FILES."""
    with ExitStack() as stack:
        for _ in range(2 * N_FILES["files"]):
            with suppress(OSError):
                stack.enter_context(socket.create_connection(("127.0.0.1", port)))
        time.sleep(seconds)
    return 2 * N_FILES["files"]


def _coded(port: int, seconds: float) -> int:
    """POSTs of a doubtful length, each with much more behind it."""
    request = _http(f"POST {_SESSION}", more="Transfer-Encoding: gzip, chunked\r\n")
    chunks, n, end = b"1000\r\n" + bytes(4096) + b"\r\n", 0, time.monotonic() + seconds
    while n < 3_000 and time.monotonic() < end:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=10) as each:
            each.sendall(request + 16 * chunks)
            n += 1
            _drain(each)
    return n


def _leavers(port: int, seconds: float) -> int:
    end, n = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        with Client(port) as client:
            client.ask("lesson", TRAIN | {"seq": n, "data": {"seed": n}})
            n += 1
    return n


def _asked(n: int, event: str, data: dict[str, Any]) -> Pattern:
    return lambda port, seconds: _eager(port, seconds, n, event, data)


def _asked_rudely(n: int, frames: Callable[[int], bytes]) -> Pattern:
    return lambda port, seconds: _rude(port, seconds, n, frames)


N_FILES = {"files": 100}  # patterns whose server may have so many files open
STREAM = _pass(60, want=["stream", "raster"], pace=5_000)

PATTERNS: dict[str, tuple[str, Pattern]] = {
    "heads": ("1,900 pipelined HEADs, packed, each with another query", _heads),
    "gets": ("400 pipelined GETs", _gets),
    "posts": ("10 polling sessions, 4 POSTs of 30 `learn` each, pipelined", _posts),
    "learn": ("`learn`, 16 equal nights, as often as allowed", _asked(1, "lesson", NIGHTS)),
    "learn-5": ("the same on 5 connections", _asked(5, "lesson", NIGHTS)),
    "learn-rude": (
        "the same on 5 that never wait",
        _asked_rudely(5, lambda _: question("lesson", NIGHTS)),
    ),
    "scribble": ("5,000 points, not centred, 5 connections", _asked(5, "pass", SCRIBBLE)),
    "sweep": ("257 values of 1,000-60-3, 5 connections", _asked(5, "sweep", SWEEP)),
    "edits": ("249 `weights` edits, 5 connections", _asked(5, "pass", EDITED)),
    "refused": (
        "60 KB that are refused, 5 connections that never wait",
        _asked_rudely(5, lambda _: question("pass", NUMBERS)),
    ),
    "stream": ("superseded streams, pace 5,000, 1 connection", _asked(1, "pass", STREAM)),
    "stream-4": ("the same on 4 connections", _asked(4, "pass", STREAM)),
    "unread": ("30 polling sessions that never read their sweeps", _unread),
    "strangers": ("2,000 GETs that open a session and say nothing", _strangers),
    "anew": ("a new session on a WebSocket again and again, `learn`", _asked_rudely(1, _anew)),
    "upgrades": ("300 handshakes with one session's number, 50 incomplete", _upgrades),
    "slow": ("300 requests, two bytes a second", _slow),
    "files": ("200 connections of people who ask nothing, 100 file descriptors", _many),
    "coded": ("POSTs in another Transfer-Encoding, with 64 KB behind each", _coded),
    "leavers": ("long questions of people who leave at once", _leavers),
}


def main() -> None:
    """Run one pattern."""
    name, port, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
    print(PATTERNS[name][1](port, seconds))


if __name__ == "__main__":
    main()
