"""The eleventh question: is this a digit at all?"""

import re

from playwright.sync_api import expect

from tests.browser.digits import Stroke, digit
from tests.browser.page import Visualizer

LETTER_A: list[Stroke] = [
    [(0.2, 0.9), (0.5, 0.1), (0.8, 0.9)],
    [(0.32, 0.6), (0.68, 0.6)],
]
NOUGHT: Stroke = [
    (0.5, 0.5), (0.55, 0.25), (0.7, 0.2), (0.82, 0.35),
    (0.82, 0.65), (0.7, 0.8), (0.55, 0.75), (0.5, 0.5),
]  # fmt: skip
TEN: list[Stroke] = [[(0.2, 0.2), (0.2, 0.8)], NOUGHT]


def eleventh(visualizer: Visualizer) -> str:
    """What stands on the button with the question."""
    text: str = visualizer.page.locator("#doubt button").inner_text()
    return text


def test_a_letter_is_probably_no_digit(visualizer: Visualizer) -> None:
    visualizer.draw_anew(LETTER_A)
    assert re.fullmatch(r"Probably no digit; if it must be one: \d", visualizer.title_text())
    asked = re.fullmatch(r"Is this a digit at all\? (0\.[0-4]\d)", eleventh(visualizer))
    assert asked
    expect(visualizer.sentence).to_contain_text(f"a second network answers {asked[1]}.")


def test_ten_looks_like_two_digits(visualizer: Visualizer) -> None:
    visualizer.draw_anew(TEN)
    assert visualizer.title_text() == "Looks like two digits"


def test_a_digit_is_a_digit_and_the_page_says_how_sure_that_is(visualizer: Visualizer) -> None:
    visualizer.draw_anew(digit(3).sketch)
    assert visualizer.title_text() == "The answer: 3"
    assert re.fullmatch(r"Is this a digit at all\? (0\.[5-9]\d|1\.00)", eleventh(visualizer))
    expect(visualizer.page.locator(".formula-shapes")).to_have_text(
        re.compile(
            r"^[01]\.\d\d ahead of the next: of such MNIST digits \d+(\.\d)?\u00a0% were right\.$"
        )
    )


def test_the_question_opens_its_network_on_the_same_drawing_and_back_returns(
    visualizer: Visualizer,
) -> None:
    visualizer.draw_anew(TEN)
    drawn = visualizer.drawing()
    visualizer.page.wait_for_url(re.compile("#."))
    visualizer.page.locator("#doubt button").click()
    assert visualizer.settle().title_text() == "The answer: two digits"
    visualizer.page.wait_for_url(re.compile("#.*doubt"))
    assert visualizer.drawing() == drawn
    texts = [text.text for text in visualizer.stage_texts()]
    assert {"a digit", "two digits", "no digit"} <= set(texts)
    expect(visualizer.inspector.get_by_role("heading").first).to_have_text("output “two digits”")
    visualizer.page.go_back()
    assert visualizer.settle().title_text() == "Looks like two digits"
    visualizer.page.locator("#doubt button").click()
    visualizer.settle()
    assert eleventh(visualizer) == "Which digit? Back to classic"
    visualizer.page.locator("#doubt button").click()
    assert visualizer.settle().title_text() == "Looks like two digits"


def test_its_network_is_stepped_through_and_predicted_like_any_other(
    visualizer: Visualizer,
) -> None:
    visualizer.choose_network("doubt").draw_anew(LETTER_A)
    visualizer.walk_to("The hidden layer: the activations")
    visualizer.page.get_by_label("Predict first").check()
    visualizer.press("n").settle()
    question = visualizer.page.locator("#question")
    expect(question).to_contain_text("What will the network see?")
    question.get_by_role("button", name="no digit").click()
    expect(visualizer.page.locator("#note")).to_contain_text("Right: the network says no digit")


def test_a_covered_answer_covers_the_eleventh_question(visualizer: Visualizer) -> None:
    visualizer.page.get_by_label(re.compile("Cover the answer")).check()
    visualizer.draw_anew(LETTER_A)
    assert eleventh(visualizer) == "Is this a digit at all? covered"
    words = visualizer.page.locator("#stage-head, #narrator").all_inner_texts()
    assert "digit;" not in " ".join(words)
    visualizer.press("End").settle()
    assert re.search(r"0\.\d\d$", eleventh(visualizer))


def test_before_the_output_the_eleventh_question_has_no_answer(visualizer: Visualizer) -> None:
    visualizer.draw_anew(LETTER_A).press("Home").settle()
    assert eleventh(visualizer) == "Is this a digit at all? not reached yet"


def test_half_a_digit_is_not_called_none_while_the_pen_is_down(visualizer: Visualizer) -> None:
    visualizer.button("Clear").click()
    page = visualizer.page
    for stroke in LETTER_A:
        page.mouse.move(*visualizer.on_pad(stroke[0]))
        page.mouse.down()
        for point in stroke[1:]:
            page.mouse.move(*visualizer.on_pad(point))
    visualizer.settle()
    assert "no digit" not in visualizer.title_text()
    page.mouse.up()
    visualizer.settle()
    assert "Probably no digit" in visualizer.title_text()


def test_a_blank_page_is_not_asked(visualizer: Visualizer) -> None:
    visualizer.button("Blank page read as zeros").click()
    visualizer.settle()
    assert eleventh(visualizer) == "Is this a digit at all? –"
    assert visualizer.title_text().startswith("Nothing drawn")
