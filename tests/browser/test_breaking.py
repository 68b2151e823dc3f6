"""Break it: a network without biases, with a silenced layer, with noise; what it still reads."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.beside import unfold
from tests.browser.conftest import OpenPage
from tests.browser.digits import digit
from tests.browser.page import Visualizer

PATIENCE = 30_000  # ms: a worker draws a thousand digits, on a machine that does more


@pytest.fixture
def breaking(visualizer: Visualizer) -> Visualizer:
    """The tool, with a 7 that `deep` reads."""
    return unfold(visualizer.draw_anew(digit(7).strokes).choose_network("deep"), "edit")


def section(visualizer: Visualizer) -> Locator:
    return visualizer.page.locator("#explore details").filter(has_text="Break it")


def noise(visualizer: Visualizer, value: str) -> Visualizer:
    visualizer.page.get_by_role("slider", name="Noise on the weights").fill(value)
    return visualizer.settle()


def right(visualizer: Visualizer) -> int:
    """How many of a thousand are read right, once they are read."""
    status = section(visualizer).get_by_role("status")
    expect(status).to_contain_text("as it was trained", timeout=PATIENCE)
    found = re.search(r": ([\d,]+) right", status.text_content() or "")
    assert found is not None
    return int(found[1].replace(",", ""))


def test_the_guess_comes_first_then_the_digits_fall_as_the_noise_grows(
    breaking: Visualizer,
) -> None:
    expect(section(breaking)).to_contain_text("Nothing is broken")
    noise(breaking, "0.3")
    expect(section(breaking)).to_contain_text("How many of 1,000 digits will it still read right?")
    expect(section(breaking)).not_to_contain_text("as it was trained")
    breaking.button("about 100").click()
    quiet = right(breaking)
    expect(section(breaking)).to_contain_text("You guessed about 100")
    noise(breaking, "2")
    expect(section(breaking)).not_to_contain_text("You guessed", timeout=PATIENCE)
    assert right(breaking) < quiet
    expect(section(breaking).locator("circle")).to_have_count(3)  # as trained, 0.3 and 2
    breaking.button("Undo all edits").click()
    expect(section(breaking)).to_contain_text("Nothing is broken")
    assert breaking.settle().answer() == 7
    slider = breaking.page.get_by_role("slider", name="Noise on the weights")
    slider.press("Home")
    slider.press("ArrowRight")  # moves the slider, and not the pass
    expect(section(breaking)).to_contain_text("0.1 of their spread")
    assert breaking.settle().at_end()


# limit: noise of an edit
def test_a_noisy_pass_adds_up_and_its_link_holds_the_noise(
    breaking: Visualizer, open_page: OpenPage
) -> None:
    noise(breaking, "0.5")
    breaking.button("Other noise").click()
    breaking.settle()
    sent = breaking.messages("pass")[-1]["edits"]
    assert [each["place"] for each in sent] == [
        {"kind": "noise", "layer": layer, "seed": 2} for layer in range(3)
    ]
    scores = breaking.scores()
    expect(breaking.page).to_have_url(re.compile(r"n2\.2_0\.5"))
    moment: str = breaking.page.evaluate("location.hash")
    there = open_page(newcomer=False, query=moment)
    assert there.scores() == scores
    weights = "#explore .edits .link-button"
    expect(there.page.locator(weights).first).to_contain_text("oise on the weights of hidden")
    there.page.locator("#beside [data-tool=neuron]").click()
    sums = there.sums()
    assert sums, "the inspector explains the noisy neuron"
    # After a reload, too, other noise is another one; and after the last seed there is the first.
    for last, following in ((2, 3), (999_999, 1)):
        there = open_page(newcomer=False, query=moment.replace(".2_0.5", f".{last}_0.5"))
        unfold(there, "edit").button("Other noise").click()
        sent = there.settle().messages("pass")[-1]["edits"]
        assert [each["place"]["seed"] for each in sent] == [following] * 3


def test_without_biases_and_with_a_silenced_layer(breaking: Visualizer) -> None:
    breaking.button("No biases").click()
    expect(breaking.button("No biases")).to_have_attribute("aria-pressed", "true")
    expect(breaking.page.locator("#beside [data-tool=edit]")).to_have_text("Edit · 3")
    breaking.button("No biases").click()
    expect(breaking.page.locator("#beside [data-tool=edit]")).to_have_text("Edit")
    expect(breaking.button("Silence the layer")).to_have_attribute("aria-disabled", "true")
    section(breaking).get_by_label("Which layer is broken").select_option("1")
    breaking.button("Silence the layer").click()
    breaking.settle()
    assert breaking.messages("pass")[-1]["edits"][0]["place"] == {"kind": "activations", "layer": 1}
    breaking.button("Just show me").click()
    assert right(breaking) < 300  # the biases of the output say the same for all


def test_what_is_not_waited_for_any_more_is_stopped(breaking: Visualizer) -> None:
    noise(breaking, "1")
    breaking.button("about 400").click()
    right(breaking)
    noise(breaking, "1.5")
    breaking.page.locator("#beside [data-tool=neuron]").click()  # before the slider has rested
    breaking.page.wait_for_timeout(600)
    asked = [m for m in breaking.messages("lesson") if m["lesson"] == "breaking"]
    assert len(asked) == 1 or breaking.messages("stop")
    breaking.page.locator("#beside [data-tool=edit]").click()
    right(breaking)
