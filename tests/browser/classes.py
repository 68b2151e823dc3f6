"""A class for tests: its teacher's page, and pupils who are scripts over Socket.IO."""

import re
import threading
from collections.abc import Sequence
from contextlib import ExitStack
from typing import Any

import numpy as np

from tests.browser.digits import Stroke
from tests.browser.page import PATIENCE, Visualizer
from tests.serving import ask, connected


def begin(visualizer: Visualizer) -> str:
    """Begin a class on a page, and return its code; nothing covers the page then."""
    visualizer.page.locator("#class-button").evaluate("(button) => button.click()")
    visualizer.page.locator("dialog.invitation[open]").wait_for()
    visualizer.press("Escape")
    return code_of(visualizer)


def code_of(visualizer: Visualizer) -> str:
    """The code that the page of a class shows."""
    code = visualizer.page.locator(".corner-code").filter(has_text=re.compile(r"^\w{3} \w{3}$"))
    return code.text_content() or ""


class Pupil:
    """One phone: what it was told last, and what it does."""

    def __init__(self, stack: ExitStack, url: str, code: str) -> None:
        self._came = threading.Condition()
        self._head: dict[str, Any] = {}
        self._n = 0
        self._client = stack.enter_context(connected(url, room=self._hear))
        answer = self._say(do="join", code=code)
        with self._came:
            self._head = {**answer["room"]["head"], **self._head}
        self.nickname: str = answer["room"]["you"]["nickname"]

    def _hear(self, news: dict[str, Any]) -> None:
        with self._came:
            self._head = news.get("head", self._head)
            self._came.notify_all()

    def _say(self, **fields: Any) -> dict[str, Any]:
        answer: dict[str, Any] = ask(self._client, "room", {"seq": 1, **fields})
        assert "error" not in answer, answer
        return answer

    def head(self, **is_so: Any) -> dict[str, Any]:
        """What all know, once the vote is so: ``round=2``, ``phase="shown"``."""
        with self._came:
            found = self._came.wait_for(
                lambda: is_so.items() <= (self._head["vote"] or {}).items(), PATIENCE / 1000
            )
            assert found, self._head
            return self._head

    def vote(self, choice: int, of_round: int = 1) -> None:
        vote = self.head(round=of_round, phase="open")["vote"]
        self._say(do="vote", vote=vote["id"], round=of_round, choice=choice)

    def draw(self, strokes: Sequence[Stroke]) -> dict[str, Any]:
        """Draw, and return what the network reads."""
        self._n += 1
        points = np.array([point for stroke in strokes for point in stroke])
        packed = np.round(points * 65535).astype("<u2").tobytes()
        drawing = {"n": self._n, "points": packed, "lengths": [len(each) for each in strokes]}
        reading: dict[str, Any] = self._say(do="draw", drawing=drawing)["reading"]
        return reading
