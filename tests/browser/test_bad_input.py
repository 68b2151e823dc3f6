"""Whatever a hand does to the pad: ink stays, the answer catches up, nothing throws."""

import itertools
import math
import random

import numpy as np
import pytest
from playwright.sync_api import CDPSession, expect

from tests.browser.conftest import OpenPage
from tests.browser.digits import digit
from tests.browser.page import Visualizer

MAX_POINTS = 5_000


def points_read(visualizer: Visualizer) -> int:
    return sum(visualizer.drawing()["lengths"])


def finger(
    debugger: CDPSession, visualizer: Visualizer, kind: str, *points: tuple[float, float]
) -> None:
    """A touch event; points in pad units, one for each finger."""
    places = [visualizer.on_pad(point) for point in points]
    debugger.send(
        "Input.dispatchTouchEvent",
        {
            "type": kind,
            "touchPoints": [{"x": x, "y": y, "id": k} for k, (x, y) in enumerate(places)],
        },
    )


def test_a_fast_scribble_is_read_to_its_end(visualizer: Visualizer) -> None:
    seeded = random.Random(3)  # noqa: S311  # a scribble is no secret
    scribble = [(seeded.random(), seeded.random()) for _ in range(120)]
    visualizer.draw_anew([scribble])
    asked = visualizer.drawing()
    last = np.frombuffer(asked["points"], "<u2")[-2:] / 65_535
    assert last == pytest.approx(scribble[-1], abs=0.01)
    assert visualizer.title_text().startswith(("Probably no digit", "Looks like two digits"))


def test_a_drawing_of_more_points_than_may_travel_is_read_whole(visualizer: Visualizer) -> None:
    """Pointer events made in the page: as many as a mouse of 1,000 Hz gives in six seconds."""
    visualizer.button("Clear").click()
    visualizer.pad.evaluate(
        """(pad, n) => {
          const box = pad.getBoundingClientRect();
          const move = "onpointerrawupdate" in window ? "pointerrawupdate" : "pointermove";
          const send = (kind, k) => {
            const turn = k / 40, radius = 0.1 + 0.35 * (k / n);
            const clientX = box.left + box.width * (0.5 + radius * Math.cos(turn));
            const clientY = box.top + box.height * (0.5 + radius * Math.sin(turn));
            const about = { pointerId: 1, button: 0, buttons: 1, bubbles: true, isPrimary: true };
            pad.dispatchEvent(new PointerEvent(kind, { ...about, clientX, clientY }));
          };
          pad.setPointerCapture = () => {}; // there is no such pointer to capture
          send("pointerdown", 0);
          for (let k = 1; k < n; k += 1) send(move, k);
          send("pointerup", n);
        }""",
        6_000,
    )
    visualizer.settle()
    assert MAX_POINTS / 2 < points_read(visualizer) <= MAX_POINTS
    asked = visualizer.drawing()
    end = np.frombuffer(asked["points"], "<u2")[-2:] / 65_535
    turn = 5_999 / 40
    assert end == pytest.approx(
        (0.5 + 0.45 * math.cos(turn), 0.5 + 0.45 * math.sin(turn)), abs=0.01
    )
    expect(visualizer.status).not_to_contain_text("did not take")


def test_a_tap_without_moving_leaves_a_dot(visualizer: Visualizer) -> None:
    visualizer.button("Clear").click()
    empty = visualizer.frame().picture(visualizer.pad_canvas)
    visualizer.draw([[(0.5, 0.5)]])
    assert visualizer.picture(visualizer.pad_canvas) != empty
    assert visualizer.drawing()["lengths"] == [1]
    assert visualizer.answer() is not None


def test_only_the_first_of_two_fingers_draws(open_page: OpenPage) -> None:
    visualizer = open_page(size=(390, 844), touch=True)
    visualizer.button("Clear").click()
    debugger = visualizer.debugger()
    finger(debugger, visualizer, "touchStart", (0.2, 0.3))
    finger(debugger, visualizer, "touchStart", (0.2, 0.3), (0.8, 0.8))
    for k in range(1, 11):
        finger(debugger, visualizer, "touchMove", (0.2 + k * 0.05, 0.3), (0.8, 0.8 - k * 0.05))
    finger(debugger, visualizer, "touchEnd")
    visualizer.settle()
    asked = visualizer.drawing()
    assert len(asked["lengths"]) == 1
    ys = np.frombuffer(asked["points"], "<u2")[1::2] / 65_535
    assert ys == pytest.approx(np.full(len(ys), 0.3), abs=0.01)
    assert visualizer.page.evaluate("scrollY") == 0, "drawing does not scroll the page"


def test_a_finger_draws_a_digit(open_page: OpenPage) -> None:
    visualizer = open_page(size=(390, 844), touch=True)
    visualizer.button("Clear").tap()
    debugger = visualizer.debugger()
    for stroke in digit(3).strokes:
        finger(debugger, visualizer, "touchStart", stroke[0])
        for point in stroke[1:]:
            finger(debugger, visualizer, "touchMove", point)
        finger(debugger, visualizer, "touchEnd")
    visualizer.settle()
    assert visualizer.answer() == 3


def test_a_pen_that_leaves_the_pad_and_comes_back_draws_on(visualizer: Visualizer) -> None:
    visualizer.draw_anew([[(0.5, 0.5), (0.9, 0.5), (1.4, 0.5), (1.4, 0.8), (0.5, 0.8)]])
    pairs = np.frombuffer(visualizer.drawing()["points"], "<u2").reshape(-1, 2) / 65_535
    edges = pairs[pairs[:, 0] > 0.99]
    assert edges == pytest.approx(np.array([(1, 0.5), (1, 0.8)]), abs=0.01)
    assert pairs[0] == pytest.approx((0.5, 0.5), abs=0.01)
    assert pairs[-1] == pytest.approx((0.5, 0.8), abs=0.01)


def test_a_pen_lifted_outside_the_window_is_up(visualizer: Visualizer) -> None:
    visualizer.button("Clear").click()
    visualizer.page.mouse.move(*visualizer.on_pad((0.5, 0.5)))
    visualizer.page.mouse.down()
    visualizer.page.mouse.move(-40, -40)
    visualizer.page.mouse.up()
    visualizer.settle()
    before = visualizer.drawing()
    visualizer.page.mouse.move(*visualizer.on_pad((0.2, 0.8)))
    assert visualizer.settle().drawing() == before


@pytest.mark.parametrize("sizes", [((1366, 768), (1024, 700)), ((390, 844), (844, 390))])
def test_resizing_and_rotating_while_the_pen_is_down(
    open_page: OpenPage, sizes: tuple[tuple[int, int], tuple[int, int]]
) -> None:
    before, after = sizes
    visualizer = open_page(size=before)
    visualizer.button("Clear").click()
    mouse = visualizer.page.mouse
    mouse.move(*visualizer.on_pad((0.2, 0.2)))
    mouse.down()
    mouse.move(*visualizer.on_pad((0.4, 0.4)))
    visualizer.page.set_viewport_size({"width": after[0], "height": after[1]})
    visualizer.frame()
    mouse.move(*visualizer.on_pad((0.6, 0.6)))
    mouse.move(*visualizer.on_pad((0.8, 0.8)))
    mouse.up()
    visualizer.settle()
    pairs = np.frombuffer(visualizer.drawing()["points"], "<u2").reshape(-1, 2) / 65_535
    assert len(visualizer.drawing()["lengths"]) == 1
    assert pairs[0] == pytest.approx((0.2, 0.2), abs=0.01)
    assert pairs[-1] == pytest.approx((0.8, 0.8), abs=0.01)
    assert np.abs(pairs[:, 0] - pairs[:, 1]).max() < 0.02, "a straight line stays one"
    ink = np.frombuffer(visualizer.pixels(visualizer.pad_canvas), np.uint8)
    assert ink[3::4].any(), "the pad is drawn anew at its new size"


def test_a_tab_that_slept_reads_what_was_drawn(visualizer: Visualizer) -> None:
    debugger = visualizer.debugger()
    debugger.send("Page.enable")
    debugger.send("Page.setWebLifecycleState", {"state": "frozen"})
    debugger.send("Page.setWebLifecycleState", {"state": "active"})
    visualizer.draw_anew(digit(4).strokes)
    assert visualizer.answer() == 4


def test_pressing_everything_at_once_harms_nothing(visualizer: Visualizer) -> None:
    """Every order of the pad's buttons, while a digit is being read."""
    names = ("Undo", "Clear", "Surprise me", "Blank page read as zeros", "Erase")
    for order in itertools.islice(itertools.permutations(names), 0, None, 12):
        for name in order:
            visualizer.button(name).evaluate("(button) => button.click()")  # or not, if disabled
            visualizer.press("n")
    visualizer.button("Pen").click()
    visualizer.draw_anew(digit(2).strokes).press("End").settle()
    assert visualizer.answer() == 2
