"""axe-core finds no violation, in any state, in either theme."""

import pytest

from tests.browser.conftest import OpenPage, Watch
from tests.browser.page import Visualizer
from tests.browser.screens import SCREENS
from tests.browser.states import STATES, enter
from tests.serving import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RUN = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
}"""
LIGHT = (
    *("answer", "empty", "sums", "by-term", "terms", "pixels", "covered", "enlarged"),
    *("picker", "help", "offline"),
)
PHONE = ("answer", "chosen", "terms", "formula", "enlarged", "picker", "help")


def violations(visualizer: Visualizer) -> list[str]:
    visualizer.page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[str] = visualizer.page.evaluate(RUN)
    return found


@pytest.mark.timeout(240)
@pytest.mark.parametrize(
    ("screen", "theme", "names"),
    [
        ("laptop", "dark", tuple(STATES)),
        ("laptop", "light", LIGHT),
        ("phone", "dark", PHONE),
        ("phone", "light", PHONE),
        ("projector", "light", ("answer", "terms", "weights")),
    ],
)
def test_no_violation(
    open_page: OpenPage, watch: Watch, screen: str, theme: str, names: tuple[str, ...]
) -> None:
    watch.allow("ERR_INTERNET_DISCONNECTED|WebSocket connection to")  # of the state "offline"
    size, touch, _, query = SCREENS[screen]
    visualizer = open_page(size=size, touch=touch, query=query, theme=theme, newcomer=False)
    problems = {}
    for name in names:
        found = violations(enter(visualizer, name))
        visualizer.page.context.set_offline(False)
        if found:
            problems[name] = found
    assert problems == {}


def test_no_violation_on_a_first_visit(open_page: OpenPage) -> None:
    assert violations(open_page(newcomer=True)) == []
