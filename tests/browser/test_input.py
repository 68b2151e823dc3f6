"""What the network sees: the drawing centred and as drawn, side by side, and dragged about."""

from typing import Any

import numpy as np
import pytest
import socketio
from playwright.sync_api import Locator, expect

from tests.browser.beside import drag, inside, open_tool, swipe
from tests.browser.conftest import OpenPage
from tests.browser.digits import digit
from tests.browser.figures import number
from tests.browser.page import Visualizer
from tests.browser.trace import Trace, answer_to

CORNER = [[(x / 3, y / 3) for x, y in stroke] for stroke in digit(7).strokes]  # small, aside
CELL = 1 / 28  # of the image


@pytest.fixture
def framed(visualizer: Visualizer) -> Visualizer:
    """The tool, with a small drawing in the pad's corner."""
    return open_tool(visualizer.draw_anew(CORNER), "input")


def read_as(visualizer: Visualizer, peer: socketio.Client, *, centred: bool) -> Trace:
    """The newest question of this framing, asked again."""
    asked = [m for m in visualizer.messages("pass") if framing(m)[0] is centred]
    return answer_to(peer, asked[-1])


def framing(message: dict[str, Any]) -> tuple[bool, list[int]]:
    """Whether the drawing is centred, and where it is moved on top of that."""
    source = message["input"]
    return source.get("centred", True), list(source.get("shift", [0, 0]))


def side(visualizer: Visualizer, name: str) -> Locator:
    return visualizer.page.locator("#explore figure").filter(has_text=name)


def shows(visualizer: Visualizer, name: str, trace: Trace) -> None:
    """One side shows this image and this answer."""
    figure = side(visualizer, name)
    score = number(trace.layers[-1].a[trace.prediction])
    expect(figure.locator("strong")).to_have_text(f"{trace.prediction}, {score}")
    greys = np.frombuffer(visualizer.pixels(figure.locator("canvas")), np.uint8)[::4]
    assert (
        np.argsort(trace.image.ravel(), kind="stable") == np.argsort(greys, kind="stable")
    ).all()


def test_centred_and_as_drawn_stand_side_by_side(framed: Visualizer, peer: socketio.Client) -> None:
    centred = read_as(framed, peer, centred=True)
    drawn = read_as(framed, peer, centred=False)
    assert not np.array_equal(centred.image, drawn.image)
    shows(framed, "Centred", centred)
    shows(framed, "As drawn", drawn)
    assert framed.answer() == centred.prediction

    framed.button("As drawn").click()
    assert framed.settle().answer() == drawn.prediction
    expect(framed.button("As drawn")).to_have_attribute("aria-pressed", "true")
    shows(framed, "Centred", centred)
    shows(framed, "As drawn", drawn)
    framed.walk_to("Not centred: where you drew it")


def moved(visualizer: Visualizer) -> str:
    """Where the image was moved, in words."""
    return visualizer.page.locator("#explore .compare-words").text_content() or ""


def test_the_image_is_dragged_with_the_mouse(framed: Visualizer, peer: socketio.Client) -> None:
    image = framed.page.locator(".mover")
    drag(framed, inside(image, 0.5, 0.5), inside(image, 0.5 + 3 * CELL, 0.5 - 5 * CELL))
    assert moved(framed) == "Moved by you: 3 pixels to the right and 5 pixels up."
    trace = answer_to(peer, framed.messages("pass")[-1])
    assert framing(framed.messages("pass")[-1])[1] == [3, -5]
    shows(framed, "Centred", read_as(framed, peer, centred=True))
    assert trace.image.any()
    drag(framed, inside(image, 0.5, 0.5), inside(image, 3, 0.5))
    assert moved(framed).startswith("Moved by you: 14 pixels to the right"), "no further"
    expect(framed.inspector).to_be_hidden()
    framed.button("Reset").click()
    assert moved(framed.settle()) == "Not moved."


def test_the_image_is_moved_with_keys_and_with_buttons(framed: Visualizer) -> None:
    framed.page.locator(".mover").focus()
    framed.press("ArrowLeft", "ArrowLeft", "ArrowDown").settle()
    assert moved(framed) == "Moved by you: 2 pixels to the left and 1 pixel down."
    framed.button("Move the digit image up").press("Enter")
    assert moved(framed.settle()) == "Moved by you: 2 pixels to the left."
    framed.page.locator(".mover").focus()
    framed.press("Home").settle()
    assert moved(framed) == "Not moved."


def test_the_image_is_dragged_with_a_finger(open_page: OpenPage) -> None:
    visualizer = open_tool(open_page(size=(768, 1024), touch=True).inspect(), "input")
    image = visualizer.page.locator(".mover")
    swipe(visualizer, [inside(image, 0.5, 0.5 + k * CELL) for k in range(5)])
    assert moved(visualizer) == "Moved by you: 4 pixels down."


def test_pixels_can_be_pointed_at_meanwhile(framed: Visualizer) -> None:
    framed.press("End").settle()
    framed.page.mouse.move(*inside(framed.page.locator(".mover"), 10.5 * CELL, 3.5 * CELL))
    expect(framed.page.locator("#stage .tip")).to_contain_text("Row 4, column 11: input 95")


def test_a_blank_page_has_nothing_to_frame(framed: Visualizer) -> None:
    framed.button("Blank page read as zeros").click()
    framed.settle()
    expect(framed.page.locator("#explore .hint")).to_contain_text("no ink to frame")
    expect(framed.page.locator(".mover")).to_be_hidden()
