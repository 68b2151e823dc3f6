"""What comes out of the printer: this moment on one light page, worksheets without a blank one."""

import re

import pytest
from playwright.sync_api import Page, PdfMargins

from app.lessons import find_lessons
from tests.browser.conftest import OpenPage
from tests.browser.lessons.conftest import OpenLesson, open_lesson
from tests.browser.page import Visualizer
from tests.browser.states import enter

__all__ = ["open_lesson"]  # a fixture

FORMATS = ("A4", "Letter")
MARGIN: PdfMargins = {"top": "12mm", "right": "12mm", "bottom": "12mm", "left": "12mm"}
STATES = ("answer", "sums", "terms", "formula", "pixels", "weights", "path", "compared", "deep")

# What stands on the page when it goes to the printer, after all others have listened.
BEFORE = """addEventListener("beforeprint", () => {
  const paper = document.querySelector(".paper-stage");
  printed.theme = document.documentElement.dataset.theme;
  printed.texts = probe.textsOn(paper).map(({ text }) => text);
  printed.density = paper.width / 704;
})"""
# And when it comes back, before any other listens: nothing is mended yet.
AFTER = """
addEventListener("afterprint", () => {
  for (const name of ["pad-canvas", "curve"]) {
    const pixels = probe.pixelsOf(document.querySelector(`.${name}`));
    printed[name] = pixels.some((value) => value > 0);
  }
});
window.printed = {};
"""


def pages_of(page: Page, paper: str) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format=paper, margin=MARGIN)))


@pytest.mark.timeout(180)
@pytest.mark.parametrize("paper", FORMATS)
def test_every_moment_is_printed_on_one_page(visualizer: Visualizer, paper: str) -> None:
    pages = {name: pages_of(enter(visualizer, name).page, paper) for name in STATES}
    assert pages == dict.fromkeys(STATES, 1)


WORKSHEETS = ("answer", "drawing", "sums", "terms", "formula", "weights", "compared", "edited")


def worksheet(visualizer: Visualizer, *, answers: bool) -> None:
    """Lay this moment out with blanks, as it is just before the printer's own dialog opens."""
    visualizer.page.evaluate("window.print = () => 0")
    visualizer.button("Keep or print").click()
    visualizer.page.get_by_label("Leave blanks, to guess before looking").check()
    if answers:
        visualizer.page.get_by_label("Print answers, too, on a second page").check()
    visualizer.button("Print this moment").click()


@pytest.mark.timeout(300)
@pytest.mark.parametrize("paper", FORMATS)
def test_every_moment_has_a_worksheet_of_one_page_and_one_of_answers(
    visualizer: Visualizer, paper: str
) -> None:
    pages = {}
    for name in WORKSHEETS:
        worksheet(enter(visualizer, name), answers=name != "drawing")
        pages[name] = pages_of(visualizer.page, paper)
    assert pages == dict.fromkeys(WORKSHEETS, 2) | {"drawing": 1}


def test_a_worksheet_of_a_moment_asks_first_and_answers_on_its_second_page(
    visualizer: Visualizer,
) -> None:
    enter(visualizer, "sums")
    z = visualizer.sums()["weighted sum z"]
    worksheet(visualizer, answers=True)
    blank, answered = visualizer.page.locator(".paper-sheet section").all()
    asked = blank.locator("li").all_text_contents()
    assert asked[0].strip() == "Before you look: which digit will it be?"
    assert "neuron 7 of hidden layer 1" in asked[2]
    assert z not in (blank.text_content() or "").split()
    told = answered.locator("li b").all_text_contents()
    assert told[0] == "The answer: 3"
    assert told[2] == z
    texts = [
        visualizer.page.evaluate("(canvas) => probe.textsOn(canvas).map(({ text }) => text)", each)
        for each in visualizer.page.locator(".paper-sheet canvas").element_handles()
    ]
    assert "Input: 784 pixels become 784 numbers" in texts[0]
    assert not {"4.9", "6.6"} & set(texts[0]), "a sum is told before it is asked for"
    assert {"4.9", "6.6"} <= set(texts[1])
    visualizer.page.pdf(format="A4")
    assert visualizer.page.locator(".paper-sheet").count() == 0


def test_negative_weights_are_hatched_on_paper_and_not_on_the_screen(
    visualizer: Visualizer,
) -> None:
    enter(visualizer, "weights")
    visualizer.page.evaluate("""addEventListener("beforeprint", () => {
      const { dataset } = document.documentElement;
      const canvas = document.querySelector(".tile canvas");
      dataset.printed = canvas.width;
      if (!matchMedia("print").matches) return;
      dataset.corner = canvas.getContext("2d").getImageData(0, 0, 1, 1).data.join();
    })""")
    visualizer.page.pdf(format="A4")
    visualizer.frame()
    printed = visualizer.page.locator("html").get_attribute("data-printed")
    assert printed == "84", "a weight has too few pixels to be hatched"
    assert visualizer.page.locator(".tile canvas").first.get_attribute("width") == "28"
    visualizer.page.emulate_media(media="print")  # as where the paper's style comes first
    visualizer.page.pdf(format="A4")
    corner = visualizer.page.locator("html").get_attribute("data-corner") or ""
    assert min(map(int, corner.split(","))) > 200, "what is near 0 is printed blue"


def test_a_dark_page_is_printed_light_and_is_dark_again(open_page: OpenPage) -> None:
    visualizer = open_page(prepare=lambda page: page.add_init_script(AFTER), newcomer=False)
    before = [visualizer.picture(canvas) for canvas in (visualizer.stage, visualizer.pad_canvas)]
    scores = visualizer.scores()
    visualizer.page.evaluate(BEFORE)
    visualizer.page.pdf(format="A4")
    visualizer.frame()
    printed = visualizer.page.evaluate("printed")
    assert printed["theme"] == "light"
    assert [text for text in printed["texts"] if re.fullmatch(r"\d\.\d\d", text)] == scores
    assert printed["density"] >= 2
    assert printed["pad-canvas"], "the drawing was printed blank"
    assert printed["curve"], "the curve was printed blank"
    assert visualizer.page.locator("html").get_attribute("data-theme") == "system"
    after = [visualizer.picture(canvas) for canvas in (visualizer.stage, visualizer.pad_canvas)]
    assert after == before


def test_nothing_to_press_is_printed(visualizer: Visualizer) -> None:
    visualizer.page.emulate_media(media="print")
    for selector in (".stepper", ".tools", ".beside-tabs", "#theme-button", ".chooser", ".panels"):
        assert not visualizer.page.locator(selector).is_visible(), selector
    for selector in ("#step-title", ".step-sentence", ".pad-canvas", ".sums"):
        assert visualizer.page.locator(selector).first.is_visible(), selector


@pytest.mark.parametrize("slug", find_lessons())
def test_a_worksheet_has_no_blank_second_page(open_lesson: OpenLesson, slug: str) -> None:
    page = open_lesson(slug).page
    assert {paper: pages_of(page, paper) for paper in FORMATS} == dict.fromkeys(FORMATS, 1)


@pytest.mark.parametrize("slug", find_lessons())
def test_a_worksheet_is_printed_with_its_answers(open_lesson: OpenLesson, slug: str) -> None:
    lesson = open_lesson(slug, prepare=lambda page: page.add_init_script("print = () => 0"))
    lesson.page.locator(".teacher summary").click()
    lesson.button("Print it with the answers").click()
    lesson.page.wait_for_selector(".answers.printed", state="attached")
    assert pages_of(lesson.page, "A4") == 2
    answers = lesson.page.locator(".answers")
    assert (
        answers.locator("li").count()
        == lesson.page.locator(".worksheet:not(.answers) ol > li").count()
    )
    computed = answers.locator("[data-part]").all()
    assert computed
    for each in computed:
        assert re.search(r"\d", each.text_content() or "")
