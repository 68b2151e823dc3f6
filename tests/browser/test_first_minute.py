"""What somebody meets who has never seen the page and does the obvious thing."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.digits import digit
from tests.browser.page import Visualizer
from tests.browser.test_first_view import sample_drawn

SAMPLE = re.compile("Sample:")


@pytest.mark.parametrize("network", ["classic", "deep"])
@pytest.mark.parametrize("label", range(10))
def test_the_first_digit_is_read_without_our_sample(
    open_page: OpenPage, network: str, label: int
) -> None:
    visualizer = open_page(query=f"#v=1&n={network}")
    visualizer.draw(digit(label).sketch)
    assert len(visualizer.drawing()["lengths"]) == len(digit(label).strokes)
    assert visualizer.answer() == label


def test_the_sample_says_so_until_it_is_drawn_over_and_undo_brings_it_back(
    visualizer: Visualizer,
) -> None:
    hint = visualizer.page.locator(".pad-hint")
    expect(hint).to_have_text(SAMPLE)
    expect(hint).to_be_visible()
    sample = visualizer.picture(visualizer.pad_canvas)
    visualizer.draw(digit(7).sketch)
    expect(hint).to_be_hidden()
    for _ in digit(7).strokes:
        visualizer.button("Undo").click()
    visualizer.settle()
    assert visualizer.picture(visualizer.pad_canvas) == sample
    expect(hint).to_be_visible()
    visualizer.draw(digit(1).sketch)
    assert visualizer.answer() == 1


def test_a_surprise_and_the_digit_of_a_page_loaded_again_are_samples_too(
    visualizer: Visualizer,
) -> None:
    visualizer.page.wait_for_url(re.compile("m=1"))
    first = visualizer.page.url
    visualizer.button("Surprise me").click()
    visualizer.settle()
    expect(visualizer.page.locator(".pad-hint")).to_have_text(SAMPLE)
    visualizer.page.wait_for_url(lambda url: url != first)
    asked = visualizer.drawing()
    visualizer.page.reload()
    visualizer.settle()
    assert visualizer.drawing() == asked
    visualizer.draw(digit(4).sketch)
    assert visualizer.answer() == 4


def test_the_eraser_keeps_what_it_does_not_touch_of_the_sample(visualizer: Visualizer) -> None:
    assert sample_drawn(visualizer) == 3
    before = sum(visualizer.drawing()["lengths"])
    visualizer.button("Erase").click()
    visualizer.draw([[(0.2, 0.35), (0.3, 0.3), (0.4, 0.25)]])
    left = visualizer.drawing()["lengths"]
    assert 0 < sum(left) < before
    visualizer.button("Pen").click()
    visualizer.draw([[(0.3, 0.8), (0.6, 0.8)]])
    assert len(visualizer.drawing()["lengths"]) == len(left) + 1, "what is left is one's own"


def test_the_yellow_button_says_what_it_will_do(visualizer: Visualizer) -> None:
    next_button = visualizer.page.locator(".step-button.next")
    expect(next_button).to_have_text("Watch it read")
    next_button.click()
    expect(visualizer.title).to_have_text(re.compile("^(Your drawing|Centre)"))
    expect(next_button).to_have_text("Next")
    visualizer.press("End")
    expect(next_button).to_have_text("Start over")
    visualizer.draw(digit(7).sketch)
    expect(next_button).to_have_text("Watch it read")


@pytest.mark.parametrize(
    ("size", "touch", "query"),
    [
        ((820, 1180), True, ""),
        ((768, 1024), True, ""),
        ((844, 390), True, ""),
        ((390, 844), True, ""),
        ((360, 640), True, ""),
        ((1366, 768), False, ""),
        ((1024, 768), False, "?view=projector"),
    ],
)
def test_neither_hint_nor_note_lies_on_what_it_speaks_of(
    open_page: OpenPage, size: tuple[int, int], touch: bool, query: str
) -> None:
    visualizer = open_page(size=size, touch=touch, query=query)
    hint = box_of(visualizer, ".first-hint")
    for outputs in boxes_of_outputs(visualizer):
        assert not meet(hint, outputs)
    for selector in (".pad-surface", ".tools", "#step-title"):
        assert not meet(hint, box_of(visualizer, selector)), selector
    tagline = visualizer.page.locator(".tagline")
    if tagline.is_visible():
        box = box_of(visualizer, ".tagline")
        assert box is not None
        assert box[3] - box[1] < 42, "one line, or two beside the tabs"
    visualizer.press("n")
    visualizer.page.evaluate("location.hash = 'v=1&n=gone&s=sums-1'")
    note = visualizer.page.locator("#note")
    expect(note).to_contain_text("Not read")
    visualizer.page.evaluate("scrollTo(0, 0)")
    visualizer.settle()
    for selector in ("#step-title", ".formula"):
        assert not meet(box_of(visualizer, "#note"), box_of(visualizer, selector)), selector


Box = tuple[float, float, float, float]  # left, top, right, bottom in the window


def box_of(visualizer: Visualizer, selector: str) -> Box | None:
    """None where it is not shown."""
    box = visualizer.page.locator(selector).first
    found = box.bounding_box() if box.is_visible() else None
    return found and (
        found["x"], found["y"], found["x"] + found["width"], found["y"] + found["height"],
    )  # fmt: skip


def boxes_of_outputs(visualizer: Visualizer) -> list[Box]:
    stage = box_of(visualizer, "#stage canvas")
    assert stage is not None
    left, top = stage[:2]
    scores = [each for each in visualizer.stage_texts() if re.fullmatch(r"\d\.\d\d", each.text)]
    assert len(scores) >= 10
    return [
        (left + each.left, top + each.top, left + each.right, top + each.bottom)
        for each in scores[-10:]
    ]


def meet(one: Box | None, other: Box | None) -> bool:
    if one is None or other is None:
        return False
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_help_begins_with_what_the_page_is_and_on_touch_with_gestures(open_page: OpenPage) -> None:
    for touch, first in ((False, "Keys"), (True, "Gestures")):
        visualizer = open_page(touch=touch)
        visualizer.page.locator("#help-button").click()
        sheet = visualizer.page.locator("#help")
        expect(sheet.locator("p").first).to_contain_text("neural network reads it")
        assert sheet.locator("h3").first.text_content() == first


def test_the_header_says_that_the_network_is_edited(visualizer: Visualizer) -> None:
    picker = visualizer.page.locator("#picker-button")
    visualizer.page.locator("#beside [data-tool=edit]").click()
    visualizer.settle().button("Silence it").click()
    expect(picker.locator("strong")).to_have_text("classic, edited")
    expect(picker).to_have_accessible_name(re.compile("^Network: classic, edited "))
    visualizer.choose_network("linear")
    expect(picker.locator("strong")).to_have_text("linear")


def test_clear_and_blank_page_stand_apart_and_say_how_they_differ(visualizer: Visualizer) -> None:
    clear, blank = visualizer.button("Clear"), visualizer.button("Blank page read as zeros")
    expect(clear).to_have_attribute("title", re.compile("wait for a digit"))
    expect(blank).to_have_attribute("title", re.compile("without ink"))
    expect(blank).to_contain_text("read as zeros")
    above, below = box_of(visualizer, ".tool-clear"), box_of(visualizer, ".tool-blank")
    assert above is not None
    assert below is not None
    assert below[1] - above[3] >= 12


def test_a_line_is_no_bold_answer(visualizer: Visualizer) -> None:
    visualizer.draw([[(0.1, 0.5), (0.5, 0.5), (0.9, 0.5)]])
    expect(visualizer.title).to_have_text(re.compile(r"^Probably no digit; if it must be one: \d$"))
    expect(visualizer.title).to_have_css("font-weight", "400")


def test_an_answer_that_was_covered_is_covered_when_the_pen_comes_down(
    visualizer: Visualizer,
) -> None:
    visualizer.page.get_by_label(re.compile("Cover the answer")).check()
    for strokes in (digit(7).sketch, digit(1).sketch):
        visualizer.press("End").settle()
        assert visualizer.answer() is not None
        visualizer.page.mouse.move(*visualizer.on_pad(strokes[0][0]))
        visualizer.page.mouse.down()
        visualizer.page.mouse.move(*visualizer.on_pad(strokes[0][-1]))
        visualizer.settle()
        assert visualizer.answer() is None
        assert visualizer.scores() == []
        visualizer.page.mouse.up()
        visualizer.settle()
        assert visualizer.answer() is None
