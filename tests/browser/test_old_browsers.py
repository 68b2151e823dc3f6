"""A browser of 2022 has what is needed; one that lacks it is told so in a sentence."""

import json
import re
import subprocess

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.browsing import new_context
from tests.browser.conftest import OpenPage, Watch
from tests.browser.digits import digit
from tests.serving import ROOT, Server

NEWER = """import { newerInterfaces } from "./tests/js/floor.js";
console.log(JSON.stringify(newerInterfaces()));"""
REMOVE = """for (const [owner, member] of %s) {
  const holder = owner === "TypedArray" ? Object.getPrototypeOf(Int8Array) : globalThis[owner];
  const name = member?.replace(/_(static|event)$/, "");
  if (member === null) delete globalThis[owner];
  else if (member.endsWith("_static")) delete holder?.[name];
  else delete holder?.prototype?.[name];
}"""
# What a parser that does not know it leaves out.
UNREAD = (
    r"@container[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}",
    r"[\w-]+:[^;{}]*(?:color-mix\(|\dcq[hw])[^;{}]*;",
    r"container-type:[^;{}]*;",
)
NEEDED = {
    "modules": "delete HTMLScriptElement.prototype.noModule",
    "findLast": "delete Array.prototype.findLast",
    "MathML": "delete window.MathMLElement",
    ":has()": "CSS.supports = (asked) => !asked.includes(':has')",
}


@pytest.fixture(scope="module")
def removal() -> str:
    return removal_of_the_newer()


def removal_of_the_newer() -> str:
    """A script that takes away all that is newer than the oldest browsers we name."""
    command = ["node", "--input-type=module", "--eval", NEWER]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    newer = json.loads(told.stdout)
    assert ["Array", "with"] in newer
    assert ["OffscreenCanvas", None] in newer
    return REMOVE % json.dumps(newer)


def aged(page: Page, removal: str) -> None:
    def answer(route: Route) -> None:
        response = route.fetch()
        sheet = response.text()
        for unread in UNREAD:
            sheet = re.sub(unread, "", sheet)
        route.fulfill(response=response, body=sheet)

    page.add_init_script(removal)
    page.route("**/*.css", answer)


@pytest.mark.parametrize("size", [(1366, 768), (768, 1024), (390, 844)])
def test_an_ipad_of_2022_draws_steps_and_explains(
    open_page: OpenPage, removal: str, size: tuple[int, int]
) -> None:
    visualizer = open_page(size=size, prepare=lambda page: aged(page, removal))
    had = visualizer.page.evaluate("[[].with, window.OffscreenCanvas, [].findLast].map(Boolean)")
    assert had == [False, False, True]
    box = visualizer.stage.bounding_box()
    assert box
    assert box["height"] > 200
    assert box["y"] + box["height"] <= size[1] or size[0] < 600  # a phone's page is longer

    assert visualizer.draw_anew(digit(7).sketch).answer() == 7
    there = [visualizer.press("Home").settle().title_text()]
    while not there[-1].startswith("The answer"):
        there.append(visualizer.press("n").settle().title_text())
    back = [there[-1], *(visualizer.press("p").settle().title_text() for _ in there[1:])]
    assert back == there[::-1]
    assert visualizer.walk_to("The answer").scores()[7] > "0.50"

    visualizer.sentence.locator(".word").first.click()
    expect(visualizer.page.get_by_role("tooltip")).to_be_visible()


@pytest.mark.parametrize("needed", NEEDED)
def test_an_older_browser_is_told_what_it_needs(
    browser: Browser, server: Server, watch: Watch, needed: str
) -> None:
    with new_context(browser, size=(390, 844)) as context:
        watch.follow(context, server.url)
        page = context.new_page()
        page.add_init_script(NEEDED[needed])
        for path in ("/", "/lessons", "/lessons/one-neuron"):
            page.goto(server.url + path)
            expect(page.get_by_role("alert")).to_contain_text("too old for Forward Pass")
            expect(page.locator("canvas, button, a")).to_have_count(0)
