"""Palms, pens and fingers, as the browser tells of them: on the pad, and wherever is dragged."""

import re

import pytest
from playwright.sync_api import CDPSession, Position, expect

from tests.browser.beside import Place, choose, inside, open_tool
from tests.browser.conftest import OpenPage
from tests.browser.lessons.conftest import OpenLesson, open_lesson
from tests.browser.page import Visualizer

__all__ = ["open_lesson"]  # a fixture

TABLET = (1024, 768)
TIP, BARREL = 1, 2  # of PointerEvent.buttons
NAMES = {TIP: "left", BARREL: "right", 0: "none"}


def touch(debugger: CDPSession, kind: str, *places: Place) -> None:
    points = [{"x": x, "y": y, "id": k} for k, (x, y) in enumerate(places)]
    debugger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def pen(debugger: CDPSession, kind: str, place: Place, *, button: int = TIP, held: int) -> None:
    """A pen's event: the button that it is about, and those that are held after it."""
    about = {"button": NAMES[button], "buttons": held, "clickCount": 1, "pointerType": "pen"}
    x, y = place
    debugger.send("Input.dispatchMouseEvent", {"type": kind, "x": x, "y": y, **about})


def line(debugger: CDPSession, start: Place, end: Place, *, button: int = TIP) -> None:
    """A pen's line, from where it hovers to where it lifts."""
    pen(debugger, "mouseMoved", start, button=0, held=0)
    pen(debugger, "mousePressed", start, button=button, held=button)
    pen(debugger, "mouseMoved", end, button=button, held=button)
    pen(debugger, "mouseReleased", end, button=button, held=0)


@pytest.fixture
def tablet(open_page: OpenPage) -> Visualizer:
    """A tablet that knows fingers and a pen, with an empty pad."""
    visualizer = open_page(size=TABLET, touch=True, newcomer=False)
    visualizer.button("Clear").tap()
    return visualizer.settle()


def strokes(visualizer: Visualizer) -> int:
    """Of the drawing that was read last."""
    return len(visualizer.settle().drawing()["lengths"])


def test_a_palm_that_rests_before_the_pen_comes_leaves_no_mark(tablet: Visualizer) -> None:
    debugger = tablet.debugger()
    touch(debugger, "touchStart", tablet.on_pad((0.8, 0.8)))
    touch(debugger, "touchMove", tablet.on_pad((0.8, 0.75)))
    line(debugger, tablet.on_pad((0.2, 0.2)), tablet.on_pad((0.5, 0.2)))
    touch(debugger, "touchMove", tablet.on_pad((0.8, 0.5)))
    touch(debugger, "touchEnd")
    assert strokes(tablet) == 1
    touch(debugger, "touchStart", tablet.on_pad((0.8, 0.8)))
    touch(debugger, "touchMove", tablet.on_pad((0.8, 0.5)))
    touch(debugger, "touchEnd")
    assert strokes(tablet) == 1, "nor does a palm that comes later"
    tablet.button("Undo").tap()
    expect(tablet.page.locator(".pad-hint")).to_be_visible()


def test_a_finger_that_draws_nothing_beside_a_pen_is_told_why(tablet: Visualizer) -> None:
    debugger, hint = tablet.debugger(), tablet.page.locator(".pad-hint")
    line(debugger, tablet.on_pad((0.2, 0.4)), tablet.on_pad((0.8, 0.4)))
    expect(hint).to_be_hidden()
    touch(debugger, "touchStart", tablet.on_pad((0.5, 0.7)))
    touch(debugger, "touchEnd")
    expect(hint).to_have_text("The pen draws here. For a finger, load the page again.")
    expect(hint).to_be_visible()
    line(debugger, tablet.on_pad((0.2, 0.8)), tablet.on_pad((0.8, 0.8)))
    expect(hint).to_be_hidden()
    tablet.page.get_by_role("button", name="Help").click()
    expect(tablet.page.get_by_role("dialog")).to_contain_text("fingers draw nothing")


def test_a_touch_that_the_system_takes_away_was_never_there(tablet: Visualizer) -> None:
    debugger = tablet.debugger()
    touch(debugger, "touchStart", tablet.on_pad((0.2, 0.2)))
    touch(debugger, "touchMove", tablet.on_pad((0.5, 0.5)))
    touch(debugger, "touchCancel")
    expect(tablet.page.locator(".pad-hint")).to_be_visible()
    touch(debugger, "touchStart", tablet.on_pad((0.2, 0.2)))
    touch(debugger, "touchMove", tablet.on_pad((0.5, 0.5)))
    touch(debugger, "touchEnd")
    assert strokes(tablet) == 1


def test_a_barrel_button_erases_and_opens_no_menu(tablet: Visualizer) -> None:
    debugger = tablet.debugger()
    tablet.page.evaluate(
        "() => addEventListener('contextmenu', (event) => (window.menu = !event.defaultPrevented))"
    )
    line(debugger, tablet.on_pad((0.2, 0.5)), tablet.on_pad((0.8, 0.5)))
    assert strokes(tablet) == 1
    line(debugger, tablet.on_pad((0.5, 0.3)), tablet.on_pad((0.5, 0.7)), button=BARREL)
    assert strokes(tablet) == 2, "the line is cut in two"
    assert tablet.page.evaluate("window.menu") is not True


def test_a_pen_draws_on_after_a_stroke_whose_end_was_never_told(tablet: Visualizer) -> None:
    debugger = tablet.debugger()
    start, end = tablet.on_pad((0.2, 0.2)), tablet.on_pad((0.5, 0.2))
    tablet.page.evaluate(
        """() => {
          window.deaf = true;
          for (const type of ["pointerup", "lostpointercapture"]) {
            addEventListener(type, (event) => window.deaf && event.stopPropagation(), true);
          }
        }"""
    )
    line(debugger, start, end)
    tablet.page.evaluate("window.deaf = false")
    line(debugger, tablet.on_pad((0.2, 0.8)), tablet.on_pad((0.5, 0.8)))
    assert strokes(tablet) == 2


def test_a_cancelled_touch_moves_and_paints_nothing(tablet: Visualizer) -> None:
    debugger = tablet.debugger()
    tablet.button("Undo").tap()
    open_tool(tablet.settle().inspect(), "input")
    image = tablet.page.locator(".mover")
    touch(debugger, "touchStart", inside(image, 0.5, 0.5))
    touch(debugger, "touchMove", inside(image, 0.7, 0.7))
    expect(tablet.page.locator("#explore .compare-words")).not_to_have_text("Not moved.")
    touch(debugger, "touchCancel")
    expect(tablet.page.locator("#explore .compare-words")).to_have_text("Not moved.")

    choose(open_tool(tablet, "edit"), 0, 4)
    grid = tablet.page.locator(".paint-surface")
    before = tablet.settle().picture(grid.locator("canvas"))
    touch(debugger, "touchStart", inside(grid, 0.3, 0.4))
    touch(debugger, "touchMove", inside(grid, 0.5, 0.4))
    assert tablet.frame().picture(grid.locator("canvas")) != before
    touch(debugger, "touchCancel")
    assert tablet.settle().picture(grid.locator("canvas")) == before
    expect(tablet.page.locator(".edits .link-button")).to_have_count(0)


def test_a_cancelled_touch_leaves_a_lessons_number_as_it_was(open_lesson: OpenLesson) -> None:
    lesson = open_lesson("one-neuron", "#v=1&scene=one", size=TABLET, touch=True)
    bias = lesson.page.locator(".handle:visible").first
    before = bias.get_attribute("aria-valuenow")
    debugger = lesson.page.context.new_cdp_session(lesson.page)
    x, y = inside(bias, 0.5, 0.5)
    touch(debugger, "touchStart", (x, y))
    touch(debugger, "touchMove", (x, y - 80))
    expect(bias).not_to_have_attribute("aria-valuenow", before or "")
    touch(debugger, "touchCancel")
    expect(bias).to_have_attribute("aria-valuenow", before or "")


def test_a_tip_of_a_touch_goes_with_the_next_touch_or_step(open_page: OpenPage) -> None:
    visualizer = open_page(size=TABLET, touch=True, newcomer=False)
    tip = visualizer.page.locator("#stage .tip")
    neuron = next(each for each in visualizer.stage_texts() if each.text == "1.00")
    place = Position(x=neuron.x, y=neuron.y)
    for leave in (
        lambda: visualizer.page.locator("#step-title").tap(),
        lambda: visualizer.press("p"),
        lambda: visualizer.page.locator("#stepper").get_by_role("button", name="Back").tap(),
    ):
        visualizer.press("Escape", "End").settle()
        visualizer.stage.tap(position=place)
        expect(tip).to_be_visible()
        leave()
        expect(tip).to_be_hidden()


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)])
def test_no_panel_tells_a_layer_before_its_step(open_page: OpenPage, size: tuple[int, int]) -> None:
    visualizer = open_page(size=size, touch=size[0] < 500, newcomer=False).inspect()
    choose(visualizer, 1, 4)
    open_tool(visualizer, "compare").button("Keep as A").click()
    visualizer.button("Surprise me").click()
    handle = visualizer.page.locator("#tray-handle")
    visualizer.walk_to("Hidden layer 1 of 2: the activations")
    said = {}
    for tool in ("neuron", "path", "edit", "input", "compare"):
        open_tool(visualizer, tool)
        room = "#inspector" if tool == "neuron" else "#explore"
        said[tool] = visualizer.page.locator(room).inner_text()
    assert "Not reached yet" in said["neuron"]
    assert "Not reached yet" in said["path"]
    assert said["input"].count("not reached yet") == 2
    assert "not reached yet" in said["compare"]
    assert "Hidden 2" not in said["compare"]
    activation = visualizer.page.locator("#explore [aria-label=activation]")
    open_tool(visualizer, "edit")
    expect(activation).to_have_value("")
    for tool in ("neuron", "path", "input"):
        assert not re.search(r"\d\.\d\d", said[tool]), tool
    expect(handle).to_have_text("Neuron 5 of hidden layer 2: not reached yet")

    visualizer.press("n").settle()
    expect(handle).to_have_text(re.compile(r"^Neuron 5 of hidden layer 2: z = −?\d"))
    visualizer.press("n").settle()
    expect(handle).to_have_text(re.compile(r"^Neuron 5 of hidden layer 2: \d"))
    expect(activation).not_to_have_value("")

    visualizer.walk_to("Hidden layer 1 of 2: the weighted sums")
    visualizer.page.get_by_role("button", name="Weights", exact=True).click()
    lamps = visualizer.page.locator(".tile-figure")
    assert "".join(lamps.all_text_contents()) == ""
    visualizer.press("n").settle()
    assert len(lamps.all_text_contents()) == 16
    assert all(lamps.all_text_contents())


def test_everything_that_is_tapped_answers_at_once(tablet: Visualizer) -> None:
    """No second tap is waited for, which would zoom."""
    waiting = """() => [...document.querySelectorAll(
        "a, button, input, select, summary, label, .stage, [role=button]")]
      .filter((each) => getComputedStyle(each).touchAction === "auto")
      .map((each) => each.outerHTML.slice(0, 80))"""
    for address in ("/", "/lessons", "/lessons/one-neuron", "/lessons/pixels-to-numbers"):
        tablet.page.goto(tablet.url.rstrip("/") + address)
        assert tablet.page.evaluate(waiting) == [], address


def test_turning_a_phone_keeps_stage_and_step_in_view(open_page: OpenPage) -> None:
    visualizer = open_page(size=(390, 844), touch=True, newcomer=False)
    visualizer.walk_to("Hidden layer 2 of 2: the weighted sums")
    seen = """() => {
      const { top, bottom } = document.querySelector("#stage").getBoundingClientRect();
      const end = document.querySelector("#stepper").getBoundingClientRect().top;
      const title = document.querySelector("#step-title").getBoundingClientRect();
      const share = (Math.min(bottom, end) - Math.max(top, 0)) / (bottom - top);
      return { share, title: title.top >= -1 && title.bottom <= end };
    }"""
    visualizer.page.locator("#stage-side").evaluate(
        "(side) => side.scrollIntoView({ block: 'nearest' })"
    )
    for width, height in ((844, 390), (390, 844), (844, 390), (390, 844)):
        visualizer.page.set_viewport_size({"width": width, "height": height})
        visualizer.frame().settle()
        found = visualizer.page.evaluate(seen)
        assert found["share"] > 0.6, (width, found)
        assert found["title"], (width, found)
        assert visualizer.title_text().startswith("Hidden layer 2 of 2: the weighted sums")
