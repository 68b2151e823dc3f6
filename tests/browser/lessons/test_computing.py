"""What takes a worker long says so, in the verdict and in the room that waits, and nowhere else."""

import msgpack
from playwright.sync_api import Page, WebSocketRoute, expect

from tests.browser.lessons.conftest import OpenLesson
from tests.browser.lessons.lesson import LONG


class LongAnswers:
    """Kept back on their way to the page, until they are let through."""

    def __init__(self) -> None:
        self._line: WebSocketRoute | None = None
        self._kept: list[str | bytes] | None = []

    def keep(self, page: Page) -> None:
        page.route_web_socket("**", self._through_us)

    def _through_us(self, line: WebSocketRoute) -> None:
        self._line = line
        line.connect_to_server().on_message(self._pass_on)

    def _pass_on(self, message: str | bytes) -> None:
        assert self._line is not None
        packet = msgpack.unpackb(message) if isinstance(message, bytes) else {}
        if self._kept is not None and packet.get("type") == 2 and packet["data"][0] == "lesson":
            self._kept.append(message)
        else:
            self._line.send(message)

    def let_through(self) -> None:
        assert self._line is not None
        for message in self._kept or []:
            self._line.send(message)
        self._kept = None


def test_nobody_looks_at_an_empty_room_or_for_a_verdict_that_does_not_come(
    open_lesson: OpenLesson,
) -> None:
    held = LongAnswers()
    lesson = open_lesson("where-weights-start", "#v=1&scene=rates", prepare=held.keep)
    rooms = lesson.page.locator("[data-computing]:visible")
    expect(rooms).to_have_count(2)  # of a plot, and of the words below it
    plot = lesson.page.locator("[data-part=losses]")
    expect(plot).to_have_attribute("data-computing", "The server is computing…")
    expect(rooms.last).to_have_attribute("data-computing", "")  # it is said once
    verdict = lesson.guess("Both do")
    expect(verdict).to_have_text("The server is computing…")
    expect(lesson.page.locator("[data-part=learned] thead")).to_have_count(0)
    held.let_through()
    expect(verdict).to_contain_text("Not quite.", timeout=LONG)
    expect(rooms).to_have_count(0)
    expect(lesson.page.locator("[data-part=learned] tbody tr")).to_have_count(6)


def test_numbers_of_another_scene_do_not_stay_while_the_server_computes(
    open_lesson: OpenLesson,
) -> None:
    lesson = open_lesson("where-weights-start", "#v=1&scene=relu&guess=-1")
    ratios = lesson.page.locator("[data-part=ratios]")
    expect(ratios.locator("[data-net]").first).to_be_visible(timeout=LONG)
    held = LongAnswers()
    held.keep(lesson.page)  # of the line that the next page has
    lesson.open("#v=1&scene=norm&guess=-1")
    expect(ratios).to_have_attribute("data-computing", "")
    expect(ratios.locator("[data-net]:visible")).to_have_count(0)
    expect(lesson.page.locator("[data-part=spreads]")).to_have_text("")
    held.let_through()
    expect(lesson.page.locator("[data-part=spreads]")).to_contain_text("in the tenth", timeout=LONG)
