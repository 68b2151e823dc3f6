"""All that a page and the server said to each other over WebSockets."""

from typing import Any

import msgpack
from playwright.sync_api import Page, WebSocket

_EVENT, _ANSWER = 2, 3  # Socket.IO's types of packet


class Talk:
    """What was said since it began to listen."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, Any]]] = []  # events, with what they asked
        self.sizes: list[int] = []  # of the frames that the page sent
        self.errors: list[dict[str, Any]] = []  # that the server answered with

    @property
    def refused(self) -> list[dict[str, Any]]:
        """Errors that stay: a busy machine's "later" is waited for, and asked again.

        Nor is a question refused that the page itself gave up, for another one or for none.
        """
        given_up = ("replaced", "stopped")
        return [
            error
            for error in self.errors
            if "retry_after" not in error and error["code"] not in given_up
        ]

    def listen(self, page: Page) -> None:
        """From now on, and to every line that the page opens."""
        page.on("websocket", self._follow)

    def _follow(self, line: WebSocket) -> None:
        line.on("framesent", self._send)
        line.on("framereceived", self._receive)

    def _send(self, frame: str | bytes) -> None:
        if isinstance(frame, bytes):
            self.sizes.append(len(frame))
            packet = msgpack.unpackb(frame)
            if packet["type"] == _EVENT:
                event, message = packet["data"]
                self.asked.append((event, message))

    def _receive(self, frame: str | bytes) -> None:
        if isinstance(frame, bytes):
            packet = msgpack.unpackb(frame)
            said = packet["data"][-1] if packet["type"] in (_EVENT, _ANSWER) else {}
            if "error" in said:
                self.errors.append(said["error"])
