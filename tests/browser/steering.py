"""Whoever steers a class, as a client of the wire: what pupils' pages follow."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import socketio
from playwright.sync_api import Page

from app.wire import WIRE
from tests.browser.page import Visualizer
from tests.serving import connected


class Steering:
    """A class that was begun, and what its steering page is told."""

    def __init__(self, client: socketio.Client) -> None:
        self._client = client
        self._seq = 0
        self.pupils: dict[str, dict[str, Any]] = {}
        self.head: dict[str, Any] = {}
        self.snapshot = b""
        client.on("room", self._hear)
        opened = self.do("open", moment={"page": "/", "fragment": "", "network": "classic"})
        self.code: str = opened["room"]["code"]
        self.token: str = opened["token"]
        self._hear(opened["room"])

    def go_on(self, client: socketio.Client) -> None:
        """Steer the class again over another line, on a server that may not know it any more."""
        self._client = client
        client.on("room", self._hear)
        self._hear(self.do("steer", token=self.token, snapshot=self.snapshot)["room"])

    def do(self, what: str, **fields: Any) -> dict[str, Any]:
        """Ask the server to; its answer, which is no error."""
        self._seq += 1
        answer: dict[str, Any] = self._client.call("room", {"seq": self._seq, "do": what, **fields})
        assert "error" not in answer, answer["error"]
        return answer

    def show(self, fragment: str, page: str = "/") -> None:
        """Be at another moment."""
        self.do("show", moment={"page": page, "fragment": fragment, "network": "classic"})

    def ask(self, *labels: str, kind: str = "digit", about: str = "/#3") -> None:
        """Begin a vote."""
        self.do("ask", kind=kind, labels=list(labels), about=about)

    def pupil(self, page: Page) -> dict[str, Any]:
        """What is known of the pupil whose page this is."""
        nickname = page.locator(".class-name").inner_text()
        return next(each for each in self.pupils.values() if each["nickname"] == nickname)

    def _hear(self, told: dict[str, Any]) -> None:
        self.head = told.get("head", self.head)
        self.snapshot = told.get("snapshot", self.snapshot)
        for pupil in told.get("pupils", ()):
            self.pupils[pupil["id"]] = pupil
        for gone in told.get("gone", ()):
            self.pupils.pop(gone, None)


@contextmanager
def steering(url: str) -> Iterator[Steering]:
    """Begin a class on a server, and steer it."""
    with connected(url, auth={"wire": WIRE}) as client:
        yield Steering(client)


def joined(visualizer: Visualizer, code: str) -> Visualizer:
    """Come into a class as somebody with its code does."""
    visualizer.page.goto(f"{visualizer.url}c/{code}")
    visualizer.page.locator(".class-name").wait_for()
    return visualizer.settle()
