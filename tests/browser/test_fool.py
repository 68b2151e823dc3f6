"""Fool it: the digit image changed a little, so that the network says another digit."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.beside import unfold
from tests.browser.conftest import OpenPage
from tests.browser.digits import digit
from tests.browser.page import Visualizer


@pytest.fixture
def fooling(visualizer: Visualizer) -> Visualizer:
    """The tool, with a 7 that `deep` reads."""
    return unfold(visualizer.draw_anew(digit(7).strokes).choose_network("deep"), "input")


def section(visualizer: Visualizer) -> Locator:
    return visualizer.page.locator("#explore details").filter(has_text="Fool it")


def make_it(visualizer: Visualizer, target: int, guess: str) -> Visualizer:
    visualizer.button(f"Make it a {target}").click()
    expect(section(visualizer)).to_contain_text(
        f"Could a change too small to see turn it into a {target}?"
    )
    section(visualizer).get_by_role("button", name=guess, exact=True).click()
    expect(section(visualizer)).to_contain_text("root mean square", timeout=20_000)
    return visualizer.settle()


def test_a_seven_is_read_as_a_three_after_a_small_change_and_a_link_holds_it(
    fooling: Visualizer, open_page: OpenPage
) -> None:
    assert fooling.answer() == 7
    make_it(fooling, 3, "No")
    assert fooling.answer() == 3
    told = section(fooling).text_content() or ""
    assert "You said no." in told
    largest = re.search(r"The largest change is (\d\.\d\d)", told)
    assert largest is not None
    assert 0 < float(largest[1]) < 1
    image = fooling.drawing()["image"]
    assert len(image) == 784
    fooling.walk_to("Input").press("n")  # a pass like any other
    assert "weighted sums" in fooling.title_text()
    fooling.press("End")
    assert fooling.settle().answer() == 3
    expect(fooling.page).to_have_url(re.compile("&r="))  # and its link holds it
    moment: str = fooling.page.evaluate("location.hash")
    there = open_page(newcomer=False, query=moment)
    assert there.drawing() == {"image": image}
    assert there.answer() == 3
    expect(there.page.locator("#explore")).to_contain_text("This picture is read as it is.")
    up = there.page.get_by_role("button", name="Move the digit image up")
    expect(up).to_have_attribute("aria-disabled", "true")


def test_undo_or_the_button_gives_the_digit_back(fooling: Visualizer) -> None:
    drawn = fooling.drawing()
    for button in ("Give my digit back", "Undo"):
        make_it(fooling, 2, "Yes")
        assert fooling.answer() == 2
        fooling.button(button).click()
        assert fooling.settle().drawing() == drawn
        assert fooling.answer() == 7
        expect(section(fooling)).not_to_contain_text("root mean square")
    for target in (2, 3):  # one after the other: it is my digit that is changed, and given back
        make_it(fooling, target, "No")
        assert fooling.answer() == target
    fooling.button("Give my digit back").click()
    assert fooling.settle().drawing() == drawn
    make_it(fooling, 3, "No")
    fooling.button("Make it a 7").click()  # as it is
    assert fooling.settle().drawing() == drawn
    expect(section(fooling).get_by_text("Could a change")).to_be_hidden()
    fooling.button("Make it an 8").click()
    expect(section(fooling).get_by_text("turn it into an 8?")).to_be_visible()


def test_what_it_says_already_cannot_be_asked_for_and_a_covered_answer_is_not_told(
    fooling: Visualizer,
) -> None:
    expect(fooling.button("Make it a 7")).to_have_attribute("aria-disabled", "true")
    expect(fooling.button("Make it a 1")).to_have_attribute("aria-disabled", "false")
    fooling.press("a")
    for target in range(10):
        made = fooling.button(f"Make it {'an' if target == 8 else 'a'} {target}")
        expect(made).to_have_attribute("aria-disabled", "true")
    expect(section(fooling)).to_contain_text("First let the pass come to its answer.")


def test_a_network_that_cannot_be_brought_to_it_is_said_so(open_page: OpenPage) -> None:
    """Its output for 5 is held at 0, whatever the pixels are."""
    held = open_page(newcomer=False, query="#v=1&n=deep&t=input&b=1&e=a2.5_0")
    held.page.locator("#explore summary").click()
    held.button("Make it a 5").click()
    held.button("Just show me").click()
    expect(section(held)).to_contain_text(
        "No change was found that makes this network say 5 for sure.", timeout=20_000
    )
    assert held.drawing() == {"image": bytes(784)}


def test_on_a_phone_the_digits_are_easy_to_hit(open_page: OpenPage) -> None:
    phone = open_page(size=(360, 740), touch=True, newcomer=False)
    unfold(phone.draw_anew(digit(7).strokes).inspect(), "input")
    box = phone.button("Make it a 3").bounding_box()
    assert box is not None
    assert box["width"] >= 44
    assert box["height"] >= 44
    width = "document.documentElement.scrollWidth"
    assert phone.page.evaluate(width) <= 360
