"""A browser that denies storage or clipboard, translates, or has a large font: all works."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.digits import digit
from tests.browser.lessons.conftest import OpenLesson, open_lesson
from tests.browser.states import enter

__all__ = ["open_lesson"]  # a fixture

TRANSLATOR = Path(__file__).with_name("translator.js")
HAT = "\u0302"  # that the translator puts on every letter
NO_STORAGE = """for (const name of ["localStorage", "sessionStorage"]) {
  const get = () => { throw new DOMException("denied", "SecurityError"); };
  Object.defineProperty(window, name, { get });
}"""
CLIPBOARDS = {
    "absent": "undefined",
    "refusing": "{ writeText: () => Promise.reject(new DOMException('no', 'NotAllowedError')) }",
}


def test_all_works_where_storage_is_denied(open_page: OpenPage, open_lesson: OpenLesson) -> None:
    def deny(page: Page) -> None:
        page.add_init_script(NO_STORAGE)

    visualizer = open_page(prepare=deny)
    visualizer.draw_anew(digit(2).strokes)
    assert visualizer.answer() == 2
    visualizer.choose_network("deep").press("Home", "n").settle()
    visualizer.page.locator("#theme-button").click()
    assert visualizer.page.locator("html").get_attribute("data-theme") == "light"
    lesson = open_lesson("one-neuron", prepare=deny)
    lesson.page.locator("#theme-button").click()
    assert lesson.page.locator("html").get_attribute("data-theme") == "light"


@pytest.mark.parametrize("kind", CLIPBOARDS)
def test_a_link_can_be_had_where_the_clipboard_is_denied(
    open_page: OpenPage, open_lesson: OpenLesson, kind: str
) -> None:
    def deny(page: Page) -> None:
        page.add_init_script(
            f"Object.defineProperty(navigator, 'clipboard', {{ value: {CLIPBOARDS[kind]} }})"
        )

    visualizer = open_page(prepare=deny)
    visualizer.page.locator("#share-button").click()
    expect(visualizer.page.locator(".link-field")).to_have_value(re.compile(r"^http.*#"))
    visualizer.press("Escape")
    expect(visualizer.page.locator("#share")).to_be_hidden()
    lesson = open_lesson("one-neuron", prepare=deny)
    lesson.page.locator("#share-button").click()
    expect(lesson.page.locator("#note")).to_contain_text("http")


def translated(page: Page) -> None:
    page.add_init_script(path=TRANSLATOR)


def plain(text: str | None) -> str:
    return (text or "").replace(HAT, "")


def test_a_translated_page_still_follows_the_pass(open_page: OpenPage) -> None:
    ours = open_page(newcomer=False)
    theirs = open_page(newcomer=False, prepare=translated)
    theirs.page.evaluate("translator.begin()")
    for visualizer in (ours, theirs):
        visualizer.page.locator(".tool-clear").click()
        visualizer.draw(digit(4).sketch).press("Home").settle()
    for _ in range(12):
        for part in ("#stage-head", "#inspector", "#legend", "#stepper", "#status", "#pad"):
            texts = [each.page.locator(part).inner_text() for each in (ours, theirs)]
            assert plain(texts[1]).split() == texts[0].split(), part
        for visualizer in (ours, theirs):
            visualizer.press("n").settle()
    assert HAT in (theirs.title.text_content() or "")
    for untouched in ("#inspector td", "math", ".brand", "#picker-button strong", ".scale-end"):
        assert HAT not in "".join(theirs.page.locator(untouched).all_text_contents()), untouched


def test_page_and_translator_do_not_write_over_each_other(open_page: OpenPage) -> None:
    visualizer = open_page(newcomer=False, prepare=translated)
    visualizer.page.evaluate("translator.begin()")
    visualizer.press("Home", "n", "n", "End").settle()

    def rewritten() -> int:
        count: int = visualizer.page.evaluate("translator.count()")
        return count

    before = rewritten()
    for x in range(300, 900, 25):
        visualizer.page.mouse.move(x, 300)
        visualizer.frame()
    visualizer.page.mouse.move(0, 0)
    visualizer.settle()
    tips = 24  # the tip beside the pointer is written anew
    assert rewritten() - before <= tips


@pytest.mark.parametrize(
    "slug",
    [
        "one-neuron",
        "activation-functions",
        "by-hand",
        "pixels-to-numbers",
        "what-a-neuron-looks-for",
    ],
)
def test_a_translated_lesson_still_computes(open_lesson: OpenLesson, slug: str) -> None:
    ours, theirs = open_lesson(slug), open_lesson(slug, prepare=translated)
    for scene in ours.scenes:
        for lesson in (ours, theirs):
            lesson.enter(scene)
        theirs.page.evaluate("translator.begin()")
        for lesson in (ours, theirs):
            handle = lesson.page.locator("#desk [role=slider]:visible")
            if handle.count():
                handle.first.press("ArrowRight")
            lesson.settle()
        texts = [each.page.locator("#desk").inner_text() for each in (ours, theirs)]
        assert plain(texts[1]).split() == texts[0].split(), scene


@pytest.mark.parametrize(("size", "touch"), [((1280, 720), False), ((390, 844), True)])
def test_everything_has_its_room_where_the_browsers_font_is_twice_as_large(
    open_page: OpenPage, size: tuple[int, int], touch: bool
) -> None:
    def enlarge(page: Page) -> None:
        debugger = page.context.new_cdp_session(page)
        debugger.send("Page.enable")
        debugger.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})

    visualizer = open_page(size=size, touch=touch, newcomer=False, prepare=enlarge)
    limits = {"text": 26, "target": 44 if touch else 24, "scrolls": True}
    if touch:
        limits["text"] = 15  # ten scores stand side by side on the stage
    problems = {}
    for state in ("answer", "inputs", "sums", "activations", "weights"):
        found = enter(visualizer, state).page.evaluate("(limits) => audit(limits)", limits)
        if found:
            problems[state] = found
    assert problems == {}
