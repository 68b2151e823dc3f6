"""On every screen: nothing is cut off, overlaps, is too small, or has to be scrolled aside.

Measured from boxes by `audit.js`, in the page itself.
"""

import pytest

from tests.browser.conftest import OpenPage, Watch
from tests.browser.page import Visualizer
from tests.browser.screens import SCREENS
from tests.browser.states import STATES, enter

# On the two screens that most people have every state is measured, on the others the roomiest ones.
EVERYWHERE = ("answer", "sums", "chosen", "formula", "enlarged", "picker", "help", "deep")
MEASURED = {
    ("phone", "dark"): tuple(STATES),
    ("laptop", "dark"): tuple(STATES),
    ("phone", "light"): ("answer", "weights"),
    ("laptop", "light"): ("answer", "weights"),
    ("full-hd", "light"): ("answer", "weights"),
    **{(name, "dark"): EVERYWHERE for name in SCREENS if name not in ("phone", "laptop")},
}


@pytest.mark.timeout(180)
@pytest.mark.parametrize(("screen", "theme"), MEASURED)
def test_everything_has_its_room(
    open_page: OpenPage, watch: Watch, screen: str, theme: str
) -> None:
    watch.allow("ERR_INTERNET_DISCONNECTED|WebSocket connection to")  # of the state "offline"
    visualizer = opened(open_page, screen, theme=theme, newcomer=False)
    problems = {}
    for name in MEASURED[screen, theme]:
        found = measured(enter(visualizer, name), screen)
        visualizer.page.context.set_offline(False)
        if found:
            problems[name] = found
    assert problems == {}


@pytest.mark.parametrize("screen", ["phone", "laptop"])
def test_the_first_hint_covers_nothing_that_can_be_pressed(
    open_page: OpenPage, screen: str
) -> None:
    assert measured(opened(open_page, screen, newcomer=True), screen) == []


def opened(open_page: OpenPage, screen: str, *, theme: str = "dark", newcomer: bool) -> Visualizer:
    size, touch, _, query = SCREENS[screen]
    return open_page(size=size, touch=touch, query=query, theme=theme, newcomer=newcomer)


def measured(visualizer: Visualizer, screen: str) -> list[str]:
    found: list[str] = visualizer.page.evaluate("(limits) => audit(limits)", SCREENS[screen].limits)
    return found
