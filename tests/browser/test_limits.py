"""At the limits of the wire the page is answered, or says in words why not and keeps what it had.

Each test names the rows of docs/limits.md that it drives the page to, as ``limit: …``.
"""

import base64
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import socketio
from playwright.sync_api import Page, Request, expect

from app.config import MAX_BODY, MOST_PACKETS
from app.forward_pass.stroke import MAX_POINTS
from benchmarks.proxy import network
from tests.browser.conftest import OpenPage, Watch
from tests.browser.figures import number
from tests.browser.lessons.lesson import LessonPage
from tests.browser.talk import Talk
from tests.browser.test_connection import BACK_WITHIN, GONE
from tests.browser.test_edit import link_to
from tests.browser.trace import answer_to
from tests.serving import Server, serving

Points = Sequence[tuple[int, int]]  # whole numbers of the wire's grid


def ink(strokes: Sequence[Points]) -> str:
    """A drawing as links carry it, see static/js/link/ink.js."""
    found = bytearray()

    def write(value: int) -> None:
        while value > 127:
            found.append(value & 127 | 128)
            value >>= 7
        found.append(value)

    left = top = 0
    for stroke in strokes:
        write(len(stroke))
        for x, y in stroke:
            for step in (x - left, y - top):
                write(-2 * step - 1 if step < 0 else 2 * step)
            left, top = x, y
    return base64.urlsafe_b64encode(found).decode().rstrip("=")


def line(n: int) -> list[Points]:
    """A zigzag from edge to edge, of more points than a pen would make."""
    return [[(20_000 + k % 2 * 25_000, 5_000 + k * 55_000 // n) for k in range(n)]]


def dots(n: int) -> list[Points]:
    return [[(10_000 + k % 80 * 500, 10_000 + k // 80 * 500)] for k in range(n)]


# limit: points of a drawing
@pytest.mark.parametrize("drawing", [line(12_000), dots(6_000)], ids=["a line", "dots"])
def test_a_drawing_of_more_points_than_a_question_holds_is_read(
    open_page: OpenPage, peer: socketio.Client, drawing: Sequence[Points]
) -> None:
    visualizer = open_page(newcomer=False, query=f"#v=1&n=classic&d={ink(drawing)}")
    sent = visualizer.messages("pass")[-1]
    assert 1_000 < sum(sent["input"]["lengths"]) <= MAX_POINTS
    last = answer_to(peer, sent).layers[-1]
    assert visualizer.scores() == [number(value) for value in last.a]
    expect(visualizer.status).to_have_text("")


class Posted:
    """What a page posted."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []

    def listen(self, page: Page) -> None:
        page.on("request", self._take)

    def _take(self, request: Request) -> None:
        if request.method == "POST":
            self.bodies.append(request.post_data_buffer or b"")


# limit: body of an HTTP request
def test_the_largest_question_goes_over_long_polling_too(
    open_page: OpenPage, server: Server, watch: Watch
) -> None:
    watch.allow(GONE)
    grids = np.random.default_rng(0).normal(size=(14, 784)).astype(np.float32) / 100
    posted = Posted()
    with network(server.port, websockets="refused") as (url, _):
        visualizer = open_page(
            url=url,
            newcomer=False,
            query=link_to(*grids[:13], grids[13][:400]),
            settle=False,
            prepare=posted.listen,
        )
        expect(visualizer.title).to_have_text(re.compile(r"answer: \d"), timeout=BACK_WITHIN)
        expect(visualizer.status).to_have_text("")
        largest = max(map(len, posted.bodies))
        visualizer.page.goto("about:blank")
    assert 0.85 * MAX_BODY < largest <= MAX_BODY


# limit: packets in one long-polling request
def test_a_lesson_over_long_polling_sends_few_packets_in_one_request(
    open_page: OpenPage, server: Server, watch: Watch
) -> None:
    watch.allow(GONE)
    posted = Posted()
    with network(server.port, websockets="refused") as (url, _):
        page = open_page(url=url, settle=False).page
        posted.listen(page)
        page.goto(f"{url}/lessons/one-neuron")
        for _ in range(page.locator(".scene-tab").count() - 1):
            expect(page.locator("main")).to_have_attribute("aria-busy", "false")
            page.locator(".scene-steps button").last.click()
        expect(page.locator("main")).to_have_attribute("aria-busy", "false")
        expect(page.locator("#status")).to_have_text("")
        packets = [body.count(b"\x1e") + 1 for body in posted.bodies]
        page.goto("about:blank")
    assert max(packets) <= MOST_PACKETS


# The mouse is down; it moves as often as scripts can let it, far above what any pen does.
HURRY = """async (pad, n) => {
  const { left, top, width, height } = pad.getBoundingClientRect();
  const { port1, port2 } = new MessageChannel();
  for (let k = 0; k < n; k += 1) {
    await new Promise((resolve) => {
      port1.onmessage = resolve;
      port2.postMessage(null);
    });
    const where = {
      clientX: left + width * (0.3 + k % 2 * 0.4),
      clientY: top + height * (0.1 + k % 800 / 1000),
      pointerId: 1, pointerType: "mouse", buttons: 1, isPrimary: true, bubbles: true,
    };
    for (const name of ["pointerrawupdate", "pointermove"]) {
      pad.dispatchEvent(new PointerEvent(name, where));
    }
  }
}"""


# limit: `pass` messages
def test_the_fastest_pen_is_never_told_to_slow_down(
    open_page: OpenPage, peer: socketio.Client
) -> None:
    talk = Talk()
    visualizer = open_page(newcomer=False, prepare=talk.listen)
    visualizer.button("Clear").click()
    visualizer.page.mouse.move(*visualizer.on_pad((0.5, 0.1)))
    visualizer.page.mouse.down()
    visualizer.pad.evaluate(HURRY, 3_000)
    visualizer.page.mouse.up()
    visualizer.settle()
    assert talk.errors == []
    sent = visualizer.messages("pass")[-1]
    assert sum(sent["input"]["lengths"]) > 1_500
    last = answer_to(peer, sent).layers[-1]
    assert visualizer.scores() == [number(value) for value in last.a]


# limit: long answers
# limit: one long answer
@pytest.mark.parametrize(
    ("limit", "told"),
    [
        ("MOST_WAITING = 0", "Too many people wait"),
        ("LONGEST_ANSWER = 0.01", "more than 0.01 seconds"),
    ],
)
def test_a_long_answer_that_will_not_come_is_told_and_the_lesson_goes_on(
    open_page: OpenPage, models: Path, limit: str, told: str
) -> None:
    """And its figure, which then goes back to what it was, does not wipe out the words."""
    with serving(models=models, first=f"import app.config as c; c.{limit}") as own:
        page = open_page(url=own.url).page
        lesson = LessonPage(page, f"{own.url}/lessons/what-a-neuron-looks-for")
        lesson.open("#v=1&scene=shuffle").show_me()
        lesson.button("Train both networks").click()
        expect(lesson.status).to_contain_text(told, timeout=BACK_WITHIN)
        lesson.enter("count").show_me()
        field = lesson.page.get_by_label("Architecture")
        field.fill("784-30-10")
        field.press("Enter")
        expect(lesson.page.locator(".areas-total")).to_have_text("23,860")
        expect(lesson.status).to_have_text("")
        page.goto("about:blank")
