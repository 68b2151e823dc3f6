"""A real server in a process of its own, and real clients of it."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import numpy as np
import socketio
import websocket

from app.forward_pass import Dense, Network
from app.forward_pass.activations import activation
from app.layer_cards import layer_card
from app.model_store import Card, save

ROOT = Path(__file__).parents[1]
_STATE = TemporaryDirectory(
    prefix="forward-pass-"
)  # where servers keep what is theirs, not the tester's
WAIT = 10.0  # seconds: far more than anything here takes

# Name: sizes, activation of each layer. Small ones with random weights: no test reads digits.
NETWORKS = {
    "classic": ((784, 16, 16, 10), ("sigmoid", "sigmoid", "sigmoid")),
    "deep": ((784, 128, 64, 10), ("relu", "relu", "softmax")),
}


def make_networks(folder: Path) -> dict[str, Network]:
    """Write networks that the server can read, and return them."""
    networks = {}
    random = np.random.default_rng(5)
    for order, (name, (sizes, functions)) in enumerate(NETWORKS.items()):
        layers = [
            Dense(
                (random.normal(size=(n_out, n_in)) / np.sqrt(n_in)).astype(np.float32),
                random.normal(size=n_out).astype(np.float32),
                activation(function),
            )
            for n_in, n_out, function in zip(sizes, sizes[1:], functions, strict=False)
        ]
        networks[name] = Network(name, layers)
        card = Card(
            name=name,
            title=f"{name} <of random weights>",
            summary="",
            group="networks",
            order=order,
            outputs="scores",
            layers=[layer_card(layer) for layer in layers],
            input_normalisation="",
            training={},
            accuracy={},
            weights_sha256="",
            licence="",
        )
        save(folder / name, card, networks[name])
    return networks


@dataclass
class Server:
    """``python -m app`` with its address, once it has printed it."""

    process: subprocess.Popen[str]
    url: str
    printed: list[str] = field(default_factory=list)

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    def files(self) -> list[str]:
        """The files and sockets that it has open."""
        open_files = []
        for file in Path(f"/proc/{self.process.pid}/fd").iterdir():
            with suppress(FileNotFoundError):  # closed in the meantime
                open_files.append(str(file.readlink()))
        return open_files

    def n_files(self) -> int:
        """How many files and sockets it has open."""
        return len(self.files())

    def n_threads(self) -> int:
        """How many threads it runs."""
        return len(list(Path(f"/proc/{self.process.pid}/task").iterdir()))

    def memory(self) -> int:
        """How many bytes of memory it holds."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")

    def stop(self, number: int = signal.SIGTERM) -> tuple[int, str]:
        """Stop it: its exit status and all that it had to say on standard error."""
        self.process.send_signal(number)
        _, errors = self.process.communicate(timeout=WAIT)
        return self.process.returncode, errors


def start(
    *arguments: str,
    models: Path,
    settings: Mapping[str, str] | None = None,
    first: str = "",
    packs: bool = False,
    around: Sequence[str] = (),
    stdout: int = subprocess.PIPE,
) -> subprocess.Popen[str]:
    """Start the command as a person would, with nothing in its environment but these settings.

    ``first``: Python that runs before it, to make a long limit short. ``packs``: whether it packs
    its files as well as it goes, which takes four seconds of the processor. ``around``: a command
    that runs the rest of its arguments. ``stdout``: where its standard output goes.
    """
    first = f"import app.config\napp.config.PACK_AHEAD = {packs}\n{first}"
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("FORWARD_PASS_")
    }
    environment |= {
        "FORWARD_PASS_MODELS": str(models),
        "XDG_DATA_HOME": _STATE.name,
        "XDG_STATE_HOME": _STATE.name,
        **(settings or {}),
    }
    return subprocess.Popen(
        [*around, sys.executable, "-c", f"{first}\nfrom app.cli import main\nmain()", *arguments],
        cwd=ROOT,
        env=environment,
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
    )


@contextmanager
def serving(*arguments: str, models: Path, **options: Any) -> Iterator[Server]:
    """A server on a free port, unless the arguments name one. ``options``: those of ``start``."""
    process = start(*(arguments or ("--port", "0")), models=models, **options)
    try:
        yield _listening(process)
    finally:
        process.kill()
        process.communicate()


def _listening(process: subprocess.Popen[str]) -> Server:
    assert process.stdout is not None
    printed = []
    for line in process.stdout:
        printed.append(line.strip())
        if match := re.search(r"http://127\.0\.0\.1:\d+", line):
            return Server(process, match[0], printed)
    _, errors = process.communicate()
    raise AssertionError(f"the server ended with {process.returncode}: {errors}")


@contextmanager
def connected(
    url: str, transport: str = "websocket", auth: object = None, **events: Any
) -> Iterator[socketio.Client]:
    """A python-socketio client; ``events`` are its handlers."""
    client = socketio.Client(serializer="msgpack", reconnection=False)
    for event, handler in events.items():
        client.on(event, handler)
    client.connect(url, transports=[transport], auth=auth, wait_timeout=WAIT)
    try:
        yield client
    finally:
        with suppress(Exception):  # it may have been closed by what the test shows
            _leave(client, transport)


def _leave(client: socketio.Client, transport: str) -> None:
    """Close the connection at once.

    The client's own way says farewell in two packets and may drop the second one, or both while
    another is under way; its long poll then waits for the server's next ping.
    """
    if transport == "polling" and client.connected:
        client.eio.queue.join()
    client.eio.disconnect()


def ask(client: socketio.Client, event: str, *arguments: object) -> dict[str, Any]:
    """The answer to one message, asked again after the wait that a refusal for the rate names."""
    deadline = time.monotonic() + WAIT
    while True:
        answer = ask_once(client, event, *arguments)
        error = answer.get("error") or {}
        if error.get("code") != "rate" or time.monotonic() > deadline:
            return answer
        time.sleep(error["retry_after"])


def ask_once(client: socketio.Client, event: str, *arguments: object) -> dict[str, Any]:
    """The answer to one message, also a refusal for the rate."""
    data = arguments[0] if len(arguments) == 1 else arguments
    answer: dict[str, Any] = client.call(event, data, timeout=WAIT)
    return answer


class RawSocket:
    """A WebSocket that says what a test wants it to, from the first frame after the handshake."""

    def __init__(self, url: str, *, join: bool = True, **options: Any) -> None:
        address = url.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"
        self.frames = websocket.create_connection(address, timeout=WAIT, **options)
        opened = self.frames.recv()
        assert isinstance(opened, str)
        assert opened.startswith("0{")
        if join:
            self.send({"type": 0, "nsp": "/"})
            assert self.receive()["type"] == 0

    @property
    def wire(self) -> socket.socket:
        """The connection itself, for what no WebSocket client would send."""
        assert self.frames.sock is not None
        return self.frames.sock

    def send(self, packet: object) -> None:
        """Send a Socket.IO packet, or raw bytes as a binary message."""
        raw = packet if isinstance(packet, bytes) else msgspec.msgpack.encode(packet)
        self.frames.send_binary(raw)

    def receive(self) -> Any:
        """The next Socket.IO packet.

        Raises:
            ConnectionError: the server has closed the connection.
        """
        while True:
            message = self.frames.recv()
            if message in ("", "1"):  # the end of the WebSocket, or of Engine.IO's session
                raise ConnectionError("closed by the server")
            if message == "2":  # Engine.IO's ping
                self.frames.send("3")
            elif message != "6":  # its packet that says nothing
                assert isinstance(message, bytes)
                return msgspec.msgpack.decode(message)

    def ask(self, event: str, data: object) -> Any:
        """The answer to one message."""
        self.send({"type": 2, "nsp": "/", "id": 1, "data": [event, data]})
        return self.receive()["data"][0]

    def closing(self) -> tuple[int, str]:
        """The code and reason with which the server closes; 1006 if it gave none."""
        try:
            while True:
                opcode, data = self.frames.recv_data()
                if opcode == websocket.ABNF.OPCODE_CLOSE:
                    return int.from_bytes(data[:2], "big"), data[2:].decode()
        except (websocket.WebSocketConnectionClosedException, ConnectionError):
            return 1006, ""

    def close(self) -> None:
        self.frames.close(timeout=1)


def fetch(url: str, **headers: str) -> tuple[int, Message, bytes]:
    """Status, headers and body of a GET; names of headers are given with _ for -."""
    request = urllib.request.Request(  # noqa: S310  # the test's own server
        url, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    try:
        with urllib.request.urlopen(request, timeout=WAIT) as answer:  # noqa: S310
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()
