"""All at once: one drawing, read by every network, side by side."""

import re

import pytest
import socketio
from playwright.sync_api import Locator, expect

from tests.browser.beside import open_tool
from tests.browser.conftest import OpenPage
from tests.browser.digits import digit
from tests.browser.page import Visualizer
from tests.browser.trace import read

SEVEN = [
    "classic",
    "deep",
    "convolutional",
    "linear",
    "one-hidden",
    "untrained",
    "classic-mnist",
]


def cards(visualizer: Visualizer) -> Locator:
    return visualizer.page.locator("#explore .everyone-card")


def votes(visualizer: Visualizer) -> Locator:
    return visualizer.page.locator("#explore .compare-words")


def shown(visualizer: Visualizer) -> dict[str, tuple[str, str, list[float]]]:
    """The digit of each card, how sure it is, and its ten bars, by the network's name."""
    found: list[tuple[str, str, str, list[float]]] = cards(visualizer).evaluate_all(
        """(cards) => cards.map((card) => [
          card.querySelector("strong").textContent,
          card.querySelector(".everyone-digit").textContent,
          card.querySelector(".everyone-how").textContent,
          [...card.querySelectorAll("i")].map((bar) =>
            new DOMMatrix(getComputedStyle(bar).transform).d),
        ])"""
    )
    return {name: (said, how, bars) for name, said, how, bars in found}


def test_each_card_shows_what_that_networks_own_pass_says(
    visualizer: Visualizer, peer: socketio.Client
) -> None:
    open_tool(visualizer.draw_anew(digit(4).sketch), "everyone")
    found = shown(visualizer)
    assert list(found) == SEVEN
    for name, (said, how, bars) in found.items():
        trace = read(peer, name, visualizer.drawing())
        assert said == str(trace.prediction)
        assert bars == pytest.approx(trace.layers[-1].a.tolist(), abs=1e-4)
        kind = "probability" if name in ("deep", "convolutional", "linear") else "score"
        assert how.startswith(f"{kind} {trace.layers[-1].a.max():.2f}")
    assert len(visualizer.messages("everyone")) == 1


def test_the_cards_follow_the_pen(visualizer: Visualizer) -> None:
    open_tool(visualizer.draw_anew(digit(4).sketch), "everyone")
    before = shown(visualizer)
    visualizer.draw_anew(digit(0).sketch)
    after = shown(visualizer)
    assert before != after
    assert after["deep"][0] == "0"
    visualizer.button("Clear").click()
    expect(votes(visualizer)).to_contain_text("Draw a digit")
    assert {said for said, _, _ in shown(visualizer).values()} == {"–"}


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)])
def test_a_press_leads_to_that_networks_answer_to_the_same_drawing(
    open_page: OpenPage, size: tuple[int, int]
) -> None:
    visualizer = open_page(size=size, touch=size[0] < 500, newcomer=False)
    open_tool(visualizer.draw_anew(digit(7).sketch).inspect(), "everyone")
    drawing = visualizer.drawing()
    said = shown(visualizer)["deep"][0]
    cards(visualizer).nth(1).click()
    assert visualizer.settle().answer() == int(said)
    assert visualizer.drawing() == drawing
    assert visualizer.messages("pass")[-1]["network"] == "deep"
    expect(cards(visualizer).nth(1)).to_have_attribute("aria-pressed", "true")
    expect(cards(visualizer).nth(1)).to_be_focused()


def test_nobody_tells_before_the_pass_comes_to_the_answer(visualizer: Visualizer) -> None:
    open_tool(visualizer, "everyone")
    for keys, why in ((["a"], "Covered"), (["a", "n"], "Not reached yet")):
        visualizer.press(*keys).settle()
        expect(votes(visualizer)).to_have_text(re.compile(f"^{why}"))
        assert {(said, how) for said, how, _ in shown(visualizer).values()} == {("–", "")}
        assert all(set(bars) == {0} for _, _, bars in shown(visualizer).values())


def test_who_predicts_first_guesses_how_many_agree(visualizer: Visualizer) -> None:
    visualizer.page.get_by_label("Predict first").check()
    open_tool(visualizer, "everyone").press("End").settle()
    asked = visualizer.page.get_by_role("group", name="How many of the seven will say the same")
    names = asked.get_by_role("button").all_text_contents()
    assert names == ["no two", "two", "three", "four", "five", "six", "all seven"]
    assert {said for said, _, _ in shown(visualizer).values()} == {"–"}
    expect(votes(visualizer)).to_be_empty()
    asked.get_by_role("button", name="all seven").press("Enter")
    expect(asked).to_be_hidden()
    expect(cards(visualizer).first).to_be_focused()
    digits = [said for said, _, _ in shown(visualizer).values()]
    right = len(set(digits)) == 1
    expect(votes(visualizer)).to_have_text(
        re.compile(f"^{'Right: all' if right else 'Not this time: '}")
    )
    expect(visualizer.page.locator("#predict-words")).to_have_text(
        f"{int(right)} of 1 right so far."
    )
    cards(visualizer).nth(2).click()  # about this drawing it is not asked again
    expect(asked).to_be_hidden()


def test_an_edited_network_is_read_as_it_was_trained(
    visualizer: Visualizer, peer: socketio.Client
) -> None:
    open_tool(visualizer, "edit").button("Silence it").click()
    open_tool(visualizer, "everyone")
    expect(cards(visualizer).first).to_contain_text("without your edits")
    trace = read(peer, "classic", visualizer.drawing())
    assert shown(visualizer)["classic"][2] == pytest.approx(trace.layers[-1].a.tolist(), abs=1e-4)


@pytest.mark.parametrize("size", [(360, 640), (820, 1180), (1366, 768)])
def test_six_tabs_stand_in_one_row(open_page: OpenPage, size: tuple[int, int]) -> None:
    visualizer = open_page(size=size, touch=size[0] < 900, newcomer=False).inspect()
    boxes = [each.bounding_box() for each in visualizer.page.locator("#beside button").all()]
    room = visualizer.page.locator("#beside").bounding_box()
    assert room is not None
    assert len(boxes) == 6
    assert len({box and box["y"] for box in boxes}) == 1
    assert all(box and box["x"] + box["width"] <= room["x"] + room["width"] for box in boxes)
