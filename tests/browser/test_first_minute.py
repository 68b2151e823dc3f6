"""What somebody meets who has never seen the page and does the obvious thing."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.digits import digit
from tests.browser.page import Visualizer
from tests.browser.test_first_view import sample_drawn

SAMPLE = re.compile("Our sample")


@pytest.mark.timeout(180)
@pytest.mark.parametrize("network", ["classic", "deep"])
def test_the_first_digit_is_read_without_our_sample(open_page: OpenPage, network: str) -> None:
    found = {}
    for label in range(10):
        visualizer = open_page(query=f"#v=1&n={network}")
        visualizer.draw(digit(label).sketch)
        assert len(visualizer.drawing()["lengths"]) == len(digit(label).strokes)
        found[label] = visualizer.answer()
        visualizer.page.context.close()
    assert found == {label: label for label in range(10)}


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
    assert visualizer.title_text().startswith(("Your drawing", "Centre"))
    expect(next_button).to_have_text("Next")
    visualizer.press("End")
    expect(next_button).to_have_text("Start over")
    visualizer.draw(digit(7).sketch)
    expect(next_button).to_have_text("Watch it read")
