"""A whole pass with the keyboard alone: drawn, stepped, inspected, compared. No pointer moves."""

import re
from collections.abc import Callable
from typing import Any, Literal

import numpy as np
import pytest
import socketio
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.digits import digit
from tests.browser.page import Visualizer
from tests.browser.trace import read

MOST_TABS = 80  # more than the page has controls
CELLS = 16  # along the pad


Role = Literal["application", "button", "combobox"]


def tab_to(visualizer: Visualizer, name: str | re.Pattern[str], role: Role = "button") -> None:
    """Press Tab until the keyboard is at this control."""
    control = visualizer.page.locator(":focus").and_(
        visualizer.page.get_by_role(role, name=name, exact=True)
    )
    for _ in range(MOST_TABS):
        visualizer.press("Tab")
        if control.count():
            return
    raise AssertionError(f"Tab does not lead to {name!r}")


def press_control(visualizer: Visualizer, name: str) -> None:
    tab_to(visualizer, name)
    visualizer.press("Enter").settle()


def draw_seven(visualizer: Visualizer) -> None:
    """A bar, then a slope, from cell to cell."""
    tab_to(visualizer, re.compile("Drawing pad"), "application")
    visualizer.press(*["ArrowLeft"] * 4, " ", *["ArrowRight"] * 7)
    for _ in range(4):
        visualizer.press("ArrowDown", "ArrowDown", "ArrowLeft")
    visualizer.press(" ").settle()


@pytest.fixture
def empty(visualizer: Visualizer) -> Visualizer:
    """The page, its pad cleared with a key."""
    visualizer.press("c").settle()
    return visualizer


def test_a_whole_pass(empty: Visualizer, peer: socketio.Client) -> None:
    visualizer = empty
    draw_seven(visualizer)
    asked = visualizer.drawing()
    assert len(asked["lengths"]) == 1
    points = np.frombuffer(asked["points"], "<u2").reshape(-1, 2) / 65_535
    steps = np.abs(np.diff(points, axis=0)) * CELLS
    assert steps.max() == pytest.approx(1, abs=0.01), "from cell to cell"
    trace = read(peer, "classic", asked)
    assert visualizer.answer() == trace.prediction == 7

    visualizer.press("Tab", "Home").settle()
    titles = [visualizer.title_text()]
    while not titles[-1].startswith("The answer"):
        visualizer.press("n").settle()
        titles.append(visualizer.title_text())
    assert len(titles) == len(set(titles)) > 8
    narrated = visualizer.page.locator("#narrator")
    expect(narrated).to_contain_text("The answer: 7")
    visualizer.press("p").settle()
    expect(narrated).to_have_text(re.compile("Output layer: the activations. Output 7 strongest"))

    tab_to(visualizer, "Layer", "combobox")
    visualizer.press("ArrowUp", "ArrowUp").settle()  # the first hidden layer
    tab_to(visualizer, "Next neuron")
    visualizer.press("Enter", "Enter").settle()
    expect(visualizer.inspector.locator("h2").first).to_have_text("neuron 3 of hidden layer 1")
    z = float(trace.layers[0].z[2])
    assert float(visualizer.sums()["weighted sum z"].replace("−", "-")) == pytest.approx(
        z, abs=0.0051
    )

    press_control(visualizer, "A/B")
    press_control(visualizer, "Keep as A")
    press_control(visualizer, "Surprise me")
    expect(visualizer.page.locator(".compare-words")).to_have_text("Changed: the drawing.")
    assert visualizer.page.locator("#explore .edits li").count() > 0
    press_control(visualizer, "Back to A")
    assert visualizer.drawing() == asked


def end(drawing: dict[str, Any]) -> float:
    """How far to the right the ink ends, in pad units."""
    return float(np.frombuffer(drawing["points"], "<u2")[-2] / 65_535)


def test_what_was_drawn_with_keys_is_rubbed_out_and_undone_with_keys(empty: Visualizer) -> None:
    draw_seven(empty)
    drawn = empty.drawing()
    empty.press("z").settle()
    expect(empty.sentence).to_contain_text("empty")
    empty.press("y").settle()
    assert empty.drawing() == drawn
    press_control(empty, "Erase")
    tab_to(empty, re.compile("Drawing pad"), "application")
    empty.press(" ").settle()  # where the slope ended
    assert end(empty.drawing()) > end(drawn)


def test_a_pen_left_down_is_lifted_when_the_keyboard_goes_elsewhere(empty: Visualizer) -> None:
    tab_to(empty, re.compile("Drawing pad"), "application")
    empty.press(" ", "ArrowDown", "Tab", "Shift+Tab", "ArrowDown", "ArrowDown").settle()
    assert sum(empty.drawing()["lengths"]) == 2
    status = empty.page.locator("#pad [role=status]")
    expect(status).to_have_text("Row 7, column 9")


def test_after_the_mouse_has_drawn_the_arrows_step(open_page: OpenPage) -> None:
    visualizer = open_page().draw_anew(digit(1).sketch).press("Home").settle()
    before = visualizer.drawing()
    visualizer.press("ArrowRight", " ").settle()
    assert visualizer.title_text() != "Your drawing"
    assert visualizer.drawing() == before


@pytest.mark.parametrize("name", ["Back", "Undo", "Clear"])
def test_a_button_with_nothing_left_to_do_keeps_the_keyboard(
    visualizer: Visualizer, name: str
) -> None:
    visualizer.press("Home", "n").settle()
    tab_to(visualizer, name)
    visualizer.press(" ").settle()
    expect(visualizer.button(name)).to_be_disabled()
    expect(visualizer.button(name)).to_be_focused()
    before = visualizer.title_text()
    visualizer.press(" ").settle()
    assert visualizer.title_text() == before, "the page's own Space is Next"


def test_a_screen_reader_is_told_what_is_read_anew(visualizer: Visualizer) -> None:
    narrator = visualizer.page.locator("#narrator")
    changes: list[Callable[[], object]] = [
        lambda: visualizer.choose_network("deep"),
        lambda: visualizer.press("s"),
        lambda: visualizer.press("c"),
        lambda: visualizer.draw(digit(7).strokes),
    ]
    for change in changes:
        change()
        visualizer.settle()
        shown = f"{visualizer.title_text()}. {visualizer.sentence.text_content()}"
        expect(narrator).to_have_text(shown)
