"""Parts that come later: the first view does without them, and opening one shows it whole."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import OpenPage, Watch
from tests.browser.held import Held
from tests.browser.page import Visualizer

PARTS = r"/parts/.*\.linked\.js"
ANY = re.compile(PARTS)
AGAIN = 15_000  # ms: a part is asked for again every 3 seconds
GONE = "ERR_FAILED|ERR_INTERNET_DISCONNECTED|WebSocket connection to"


def tool(visualizer: Visualizer, name: str) -> None:
    visualizer.page.locator(f".beside-tab[data-tool={name}]").click()


def test_the_first_view_is_whole_before_anything_that_comes_later(open_page: OpenPage) -> None:
    line = Held(PARTS)
    visualizer = open_page(prepare=line.hold)
    assert visualizer.answer() is not None
    assert "weighted sum z" in visualizer.sums()
    visualizer.page.wait_for_function("document.body.classList.contains('furnished')")


def test_a_tool_that_is_on_its_way_takes_nothing_away_until_it_is_there(
    open_page: OpenPage,
) -> None:
    line = Held(PARTS)
    visualizer = open_page(prepare=line.hold)
    explore = visualizer.page.locator("#explore")
    tool(visualizer, "path")
    visualizer.frame()
    expect(visualizer.inspector).to_be_visible()
    expect(explore).to_be_hidden()
    expect(explore).to_have_attribute("aria-busy", "true")
    line.let_through()
    expect(explore).to_contain_text("The largest of its terms comes")
    expect(visualizer.inspector).to_be_hidden()
    expect(visualizer.page.locator(".beside-tab[data-tool=path]")).to_be_focused()


def test_terms_on_their_way_leave_the_sum_until_they_are_there(open_page: OpenPage) -> None:
    line = Held(PARTS)
    visualizer = open_page(prepare=line.hold)
    visualizer.button("Terms").click()
    visualizer.frame()
    assert "weighted sum z" in visualizer.sums()
    line.let_through()
    expect(
        visualizer.inspector.get_by_role("table", name="The largest terms, and all")
    ).to_be_visible()
    expect(visualizer.inspector.locator(".term-bars")).to_be_hidden()
    expect(visualizer.button("Terms")).to_be_focused()


def test_what_was_never_opened_can_be_opened_offline(visualizer: Visualizer, watch: Watch) -> None:
    watch.allow(GONE)
    visualizer.page.wait_for_function(
        """() => performance.getEntriesByType("resource")
          .filter(({ name }) => name.includes("/parts/")).length > 2"""
    )
    visualizer.page.context.set_offline(True)
    expect(visualizer.status).to_contain_text("offline")
    tool(visualizer, "compare")
    expect(visualizer.page.locator("#explore")).to_contain_text("What flipped the answer?")
    visualizer.button("Weights").click()
    expect(visualizer.page.locator(".wall .tile")).to_have_count(16)


def test_a_part_that_does_not_come_says_so_and_is_asked_for_again(
    open_page: OpenPage, watch: Watch
) -> None:
    watch.allow(GONE)
    visualizer = open_page(prepare=lambda page: page.route(ANY, lambda route: route.abort()))
    explore = visualizer.page.locator("#explore")
    tool(visualizer, "edit")
    expect(explore).to_have_text(
        "This part of the page has not come yet. The page asks for it again."
    )
    expect(visualizer.inspector).to_be_hidden()
    visualizer.page.unroute(ANY)
    expect(explore).to_contain_text("No edits", timeout=AGAIN)
    expect(explore).not_to_contain_text("has not come")
