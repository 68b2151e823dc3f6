"""Predict first: Next asks before it shows, keeps a small score, and never nags."""

import re

import pytest
import socketio
from playwright.sync_api import Locator, expect

from tests.browser.conftest import OpenPage
from tests.browser.digits import digit
from tests.browser.page import Visualizer
from tests.browser.trace import Trace, read


@pytest.fixture
def predicting(visualizer: Visualizer) -> Visualizer:
    """The mode, at the inputs."""
    visualizer.draw_anew(digit(8).sketch)
    visualizer.page.get_by_label("Predict first").check()
    return visualizer.settle()


def question(visualizer: Visualizer) -> Locator:
    return visualizer.page.get_by_role("dialog", name=re.compile("^Which"))


def choices(visualizer: Visualizer) -> list[str]:
    return question(visualizer).locator(".question-choices button").all_text_contents()


def score(visualizer: Visualizer) -> Locator:
    return visualizer.page.locator("#predict-words")


def truth(visualizer: Visualizer, peer: socketio.Client) -> Trace:
    return read(peer, "classic", visualizer.drawing())


def test_it_asks_before_each_layer_and_counts(
    predicting: Visualizer, peer: socketio.Client
) -> None:
    trace = truth(predicting, peer)
    expect(predicting.title).to_have_text(re.compile("^Input"))
    predicting.button("Next").click()
    expect(question(predicting)).to_contain_text("of hidden layer 1 will light up most?")
    expect(predicting.title).to_have_text(re.compile("^Input"))
    best = f"Neuron {int(trace.layers[0].a.argmax()) + 1}"
    assert best in choices(predicting)
    assert len(choices(predicting)) == 3
    predicting.button(best).click()
    expect(predicting.page.locator("#note")).to_contain_text(
        f"has the largest sum, z = {trace.layers[0].z.max():.2f}"
    )
    expect(score(predicting)).to_have_text("1 of 1 right so far.")
    expect(predicting.title).to_have_text(re.compile("^Hidden layer 1 of 2"))

    predicting.settle().press("n", "n")  # the same layer's activations, then the next question
    expect(question(predicting)).to_contain_text("of hidden layer 2 will light up most?")
    best = f"Neuron {int(trace.layers[1].a.argmax()) + 1}"
    # Which others stand to choose from differs from pass to pass, and one as bright is right, too.
    lit = {each: trace.layers[1].a[int(each.split()[-1]) - 1] for each in choices(predicting)}
    dimmest = min(lit, key=lambda each: lit[each])
    assert lit[best] - lit[dimmest] > 0.05
    predicting.button(dimmest).click()
    expect(predicting.page.locator("#note")).to_contain_text("Not this time")
    expect(score(predicting)).to_have_text("1 of 2 right so far.")

    predicting.settle().press("n", "n")
    expect(question(predicting)).to_contain_text("Which digit will the network see?")
    assert choices(predicting) == list("0123456789")
    predicting.page.keyboard.press("Tab")
    predicting.button(str(trace.prediction)).press("Enter")
    expect(score(predicting)).to_have_text("2 of 3 right so far.")
    predicting.press("End")
    assert predicting.settle().answer() == trace.prediction


def test_who_does_not_want_to_guess_is_shown_and_not_counted(predicting: Visualizer) -> None:
    for way in ("Just show me", "Escape", "Next"):
        predicting.stepper.get_by_role("button", name="Input", exact=True).click()
        predicting.settle().press("n")
        expect(question(predicting)).to_be_visible()
        if way == "Escape":
            predicting.press("Escape")
        else:
            predicting.button(way).click()
        expect(question(predicting)).to_be_hidden()
        expect(predicting.title).to_have_text(re.compile("^Hidden layer 1 of 2"))
        expect(score(predicting)).to_have_text("Next asks before it shows.")


def test_playing_going_elsewhere_and_turning_it_off_ask_nothing(predicting: Visualizer) -> None:
    predicting.press("n")
    predicting.stepper.get_by_role("button", name="Hidden 2", exact=True).click()
    expect(question(predicting)).to_be_hidden()
    predicting.press("Home").settle()
    predicting.page.get_by_label("Speed").select_option("4")
    predicting.press("Enter")
    expect(predicting.title).to_have_text(re.compile("^The answer"), timeout=20_000)
    expect(question(predicting)).to_be_hidden()
    predicting.page.get_by_label("Predict first").uncheck()
    predicting.stepper.get_by_role("button", name="Input", exact=True).click()
    predicting.settle().press("n")
    expect(question(predicting)).to_be_hidden()
    expect(predicting.title).to_have_text(re.compile("^Hidden layer 1 of 2"))


@pytest.mark.parametrize("size", [(360, 640), (390, 844), (1366, 768)])
def test_the_question_leaves_the_stage_in_sight(open_page: OpenPage, size: tuple[int, int]) -> None:
    visualizer = open_page(size=size, touch=size[0] < 600)
    visualizer.page.get_by_label("Predict first").check()
    visualizer.settle()
    visualizer.press("End", "p", "p", "p", "n")  # ahead of the output
    expect(question(visualizer)).to_be_visible()
    asked, stage = question(visualizer).bounding_box(), visualizer.stage.bounding_box()
    assert asked is not None
    assert stage is not None
    above = asked["y"] + asked["height"] <= stage["y"]
    assert above or asked["y"] >= stage["y"] + stage["height"]
