"""Cover the answer: nothing on the page tells it until the pass has come to it."""

import re

from playwright.sync_api import expect

from tests.browser.digits import digit
from tests.browser.page import Visualizer

SCORE = re.compile(r"[01]\.\d\d")


def tells_nothing(visualizer: Visualizer) -> None:
    visualizer.settle()
    assert visualizer.answer() is None
    texts = [text.text for text in visualizer.stage_texts()]
    assert not [text for text in texts if SCORE.fullmatch(text)], "a score is on the stage"
    words = visualizer.page.locator("#stage-head, #narrator, #status").all_inner_texts()
    assert not re.search(r"answer: \d|Probably \d|strongest output", " ".join(words))
    expect(visualizer.inspector.get_by_role("heading").first).not_to_contain_text("utput")


def test_the_answer_is_hidden_until_the_pass_comes_to_it(visualizer: Visualizer) -> None:
    visualizer.page.get_by_label(re.compile("Cover the answer")).check()
    visualizer.draw_anew(digit(6).sketch)
    tells_nothing(visualizer)
    while not visualizer.settle().title_text().startswith("Output layer"):
        tells_nothing(visualizer)
        visualizer.button("Next").click()
    visualizer.press("End").settle()
    assert visualizer.answer() == 6


def test_a_new_drawing_is_covered_again(visualizer: Visualizer) -> None:
    visualizer.page.get_by_label(re.compile("Cover the answer")).check()
    tells_nothing(visualizer)
    visualizer.press("End").settle()
    assert visualizer.answer() is not None
    visualizer.draw_anew(digit(1).sketch)
    tells_nothing(visualizer)


def test_another_network_does_not_give_it_away(visualizer: Visualizer) -> None:
    visualizer.page.get_by_label(re.compile("Cover the answer")).check()
    visualizer.choose_network("linear")
    tells_nothing(visualizer)


def test_a_chosen_output_neuron_does_not_give_it_away(visualizer: Visualizer) -> None:
    visualizer.draw_anew(digit(3).sketch)
    neuron = next(text for text in visualizer.stage_texts() if text.text == "3")
    visualizer.stage.click(position={"x": neuron.x, "y": neuron.y})
    visualizer.settle()
    visualizer.page.get_by_label(re.compile("Cover the answer")).check()
    tells_nothing(visualizer)


def test_uncovering_shows_it_where_the_pass_stands(visualizer: Visualizer) -> None:
    cover = visualizer.page.get_by_label(re.compile("Cover the answer"))
    cover.check()
    cover.uncheck()
    visualizer.press("End").settle()
    assert visualizer.answer() is not None
