"""On every screen: nothing is cut off, overlaps, is too small, or has to be scrolled aside.

Measured from boxes by `audit.js`, in the page itself.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage, Watch
from tests.browser.fonts import FAMILIES
from tests.browser.page import Visualizer
from tests.browser.screens import SCREENS
from tests.browser.states import STATES, enter

# On the two screens that most people have every state is measured, on the others the roomiest ones.
EVERYWHERE = ("answer", "sums", "chosen", "formula", "enlarged", "picker", "help", "deep")
# As much as there is to say of a place of a map, or of all networks, is scrolled on a laptop, too.
LONG = ("everyone", "maps-by-map", "maps-by-position", "maps-by-term")
MEASURED = {
    ("phone", "dark"): tuple(STATES),
    ("laptop", "dark"): tuple(STATES),
    ("phone", "light"): ("answer", "weights"),
    ("laptop", "light"): ("answer", "weights"),
    ("full-hd", "light"): ("answer", "weights"),
    **{
        (name, "dark"): EVERYWHERE
        for name in SCREENS
        if name not in ("phone", "laptop", "small-projector")
    },
}

# The most that a canvas had to squeeze a text into the room that it was given.
SQUEEZED = """
window.squeezed = { share: 1, text: "" };
const { fillText } = CanvasRenderingContext2D.prototype;
CanvasRenderingContext2D.prototype.fillText = function (text, x, y, room = Infinity) {
  const share = room / this.measureText(text).width;
  if (share < squeezed.share) squeezed = { share, text };
  return fillText.call(this, text, x, y, room);
};
"""
NARROWEST = 0.75  # of its width: a number is still read with ease

each_font = pytest.mark.parametrize("font", FAMILIES)


@pytest.mark.timeout(180)
@pytest.mark.parametrize(("screen", "theme"), MEASURED)
def test_everything_has_its_room(
    open_page: OpenPage, watch: Watch, screen: str, theme: str
) -> None:
    watch.allow("ERR_INTERNET_DISCONNECTED|WebSocket connection to")  # of the state "offline"
    visualizer = opened(open_page, screen, theme=theme, newcomer=False)
    problems = {}
    for name in MEASURED[screen, theme]:
        found = measured(enter(visualizer, name), screen, scrolls=name in LONG)
        visualizer.page.context.set_offline(False)
        if found:
            problems[name] = found
    assert problems == {}


@pytest.mark.parametrize("screen", ["phone", "laptop"])
def test_the_first_hint_covers_nothing_that_can_be_pressed(
    open_page: OpenPage, screen: str
) -> None:
    assert measured(opened(open_page, screen, newcomer=True), screen) == []


def opened(
    open_page: OpenPage,
    screen: str,
    *,
    theme: str = "dark",
    newcomer: bool,
    font: str | None = None,
    prepare: Callable[[Page], object] | None = None,
) -> Visualizer:
    size, touch, _, query = SCREENS[screen]
    return open_page(
        size=size, touch=touch, query=query, theme=theme, newcomer=newcomer, font=font,
        prepare=prepare,
    )  # fmt: skip


def measured(visualizer: Visualizer, screen: str, *, scrolls: bool = False) -> list[str]:
    limits = SCREENS[screen].limits
    limits["scrolls"] |= scrolls
    found: list[str] = visualizer.page.evaluate("(limits) => audit(limits)", limits)
    return found


@each_font
def test_prepare_does_not_stand_over_play_on_a_phone_on_its_side(
    open_page: OpenPage, font: str
) -> None:
    # The first group, folded, stands at the timeline's very beginning.
    visualizer = opened(open_page, "phone-turned", newcomer=False, font=font).press("Home").settle()
    opener = visualizer.stepper.locator("[data-opens=Prepare]")
    for _ in range(2):
        opener.click()
        visualizer.press("Home").settle().places()
        assert measured(visualizer, "phone-turned") == []


@each_font
def test_at_200_percent_of_a_projectors_laptop_numbers_stay_in_neurons_above_the_stepper(
    open_page: OpenPage, font: str
) -> None:
    visualizer = opened(open_page, "projector-zoomed", newcomer=False, font=font)
    visualizer.stepper.locator(".next").click()
    visualizer.press("End").settle()
    visualizer.button("Back").click()  # brings the stage into sight
    visualizer.button("Next").click()
    visualizer.settle().places()
    assert measured(visualizer, "projector-zoomed") == []
    inside = [each for each in visualizer.stage_texts() if re.fullmatch(r"\.\d\d", each.text)]
    assert len(inside) >= 16
    stage, stepper = visualizer.stage.bounding_box(), visualizer.stepper.bounding_box()
    assert stage is not None
    assert stepper is not None
    assert stage["y"] + stage["height"] <= stepper["y"] + 1


@pytest.mark.parametrize("screen", ["laptop", "projector", "projector-zoomed", "small-phone"])
@each_font
def test_no_number_is_wider_than_its_neuron(open_page: OpenPage, font: str, screen: str) -> None:
    def watched(page: Page) -> None:
        page.add_init_script(SQUEEZED)

    visualizer = opened(open_page, screen, newcomer=False, font=font, prepare=watched)
    for title in ("Hidden layer 1 of 2: the weighted sums", "The answer"):
        visualizer.walk_to(title)
    worst = visualizer.page.evaluate("squeezed")
    assert worst["share"] >= NARROWEST, worst
