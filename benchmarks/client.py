"""A Socket.IO client that asks one question at a time and waits for the answer."""

import socket
import time
from contextlib import suppress
from typing import Any

from benchmarks.frames import (
    BINARY,
    CLOSE,
    TEXT,
    Frames,
    answered,
    is_answer,
    joining,
    masked,
    question,
    upgrade,
)

_PING, _PONG = b"2", b"3"  # Engine.IO's
_WAIT = 10.0  # seconds


class Client:
    """One connection; ``join`` is left out for a bare WebSocket server."""

    def __init__(self, port: int, *, join: bool = True) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=_WAIT)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._frames = Frames()
        self.socket.sendall(upgrade(port))
        head = b""
        while b"\r\n\r\n" not in head:
            head += self.socket.recv(65_536)
        self._waiting = list(self._frames.feed(head.partition(b"\r\n\r\n")[2]))
        if join:
            self._next()  # Engine.IO's greeting
            self.exchange(joining())

    def exchange(self, frame: bytes) -> bytes:
        """Send a frame: the payload of the next answer."""
        self.send(frame)
        return self._next()

    def send(self, frame: bytes) -> None:
        """Send a frame, and leave what comes of it to be heard."""
        self.socket.sendall(frame)

    def hear(self) -> Any:
        """The next answer or event."""
        return answered(self._next())

    def hear_answer(self) -> Any:
        """The next answer; events are passed over."""
        while True:
            payload = self._next()
            if is_answer(payload):
                return answered(payload)

    def rest(self, seconds: float) -> None:
        """Ask nothing for a while, but answer pings; events are passed over."""
        end, patience = time.monotonic() + seconds, self.socket.gettimeout()
        with suppress(TimeoutError):
            while (left := end - time.monotonic()) > 0:
                self.socket.settimeout(left)
                self._next()
        self.socket.settimeout(patience)

    def ask(self, event: str, *arguments: object) -> Any:
        """The answer to an event."""
        return answered(self.exchange(question(event, *arguments)))

    def close(self) -> None:
        """End the connection without a word."""
        self.socket.close()

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _next(self) -> bytes:
        while True:
            while not self._waiting:
                data = self.socket.recv(65_536)
                if not data:
                    raise ConnectionError("the server has closed the connection")
                self._waiting += self._frames.feed(data)
            opcode, payload = self._waiting.pop(0)
            if opcode == TEXT and payload == _PING:
                self.socket.sendall(masked(TEXT, _PONG))
            elif opcode == CLOSE:
                raise ConnectionError("the server has closed the connection")
            elif opcode == BINARY or payload.startswith(b"0"):
                return payload
