"""Lesson 2: a million, from 10 to 1,000, the middle, a bias of −10, slopes, and who is deaf."""

import math
import re

import pytest
from playwright.sync_api import expect

from tests.browser.lessons.conftest import OpenLesson
from tests.browser.lessons.lesson import FRAME, LessonPage, figures

SLUG = "activation-functions"


def sigmoid(z: float) -> float:
    return 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))


def verdict(lesson: LessonPage) -> str:
    """What is said of the scene's guess."""
    return lesson.page.locator("[data-scene]:not([hidden]) .ask-first .verdict").inner_text()


def say(lesson: LessonPage, choice: str) -> str:
    lesson.button(choice).click()
    return verdict(lesson.settle())


def picture(lesson: LessonPage, part: str) -> str:
    """What the figure is for those who do not see it."""
    found = lesson.page.locator(f"[data-part={part}] canvas")
    return found.get_attribute("aria-label") or ""


# A million


def test_a_rule_makes_the_million_as_quiet_as_one(lesson: LessonPage) -> None:
    total = lesson.page.locator(".voice-total")
    expect(total).to_have_text("999,992")
    said = say(lesson, "Eva, with her million")
    assert said.startswith("Not quite. Even a million comes through as 1 at most.")
    assert lesson.net(".voice") == pytest.approx(
        [*[math.tanh(-2)] * 4, 1, 4 * math.tanh(-2) + 1], abs=1e-6
    )
    expect(total).to_have_text("−2.8561")
    lesson.button("No rule").click()
    lesson.settle()
    expect(total).to_have_text("999,992")
    lesson.button("3").click()
    lesson.settle()
    assert lesson.net(".voice") == [-2, -2, -2, -2, 3, -5]


def test_more_than_a_million_is_refused_in_the_pupils_words(lesson: LessonPage) -> None:
    lesson.set("What Eva wants", 5_000_000)
    expect(lesson.status).to_have_text(
        "Expected numbers from −1,000,000 to 1,000,000 in this lesson."
    )
    expect(lesson.page.locator(".voice-total")).to_have_text("999,992")
    lesson.set("What Eva wants", 8)
    expect(lesson.status).to_have_text("")
    expect(lesson.page.locator(".voice-total")).to_have_text("0")


# Squeezed, and the middle


def test_from_ten_to_a_thousand_the_sigmoid_grows_by_0_00005(lesson: LessonPage) -> None:
    lesson.enter("squeeze")
    said = say(lesson, "It grows a hundredfold")
    assert "A hundred times σ(10) would be 100, and σ stays between 0 and 1." in said
    assert said.endswith("σ(1000) ≈ 1: it grows by 0.00005.")
    reading = lesson.page.locator("[data-part=reading]")
    for button, text, value in (
        ("z = 10", "σ(10) = 0.99995", sigmoid(10)),
        ("z = 1,000", "σ(1,000) ≈ 1", 1),
    ):
        lesson.button(button).click()
        lesson.settle()
        expect(reading).to_have_text(text)
        assert lesson.net("[data-part=reading]") == pytest.approx([value], abs=1e-7)


def test_far_sums_cannot_be_reached_before_the_guess(open_lesson: OpenLesson) -> None:
    lesson = open_lesson(SLUG, "#v=1&scene=squeeze&z=1000")
    expect(lesson.page.locator("[data-part=reading]")).to_have_text("σ(2) = 0.8808")
    expect(lesson.button("z = 1,000")).to_be_hidden()
    lesson.handle("Sum z").press("End")
    assert lesson.settle().net("[data-part=reading]") == pytest.approx([sigmoid(2)], abs=1e-6)
    lesson.show_me()
    expect(lesson.button("z = 1,000")).to_be_visible()


def test_the_middle_is_one_half_and_minus_a_thousand_is_next_to_nothing(
    lesson: LessonPage,
) -> None:
    lesson.enter("middle").set("Sum z", 0)
    reading = lesson.page.locator("[data-part=reading]")
    expect(reading).to_have_text("σ(0) = 0.5")
    assert "½ is σ(0), and already σ(−1) is only 0.27. σ(−10) = 0.00005" in say(lesson, "½")
    lesson.button("z = −1,000").click()
    expect(reading).to_have_text("σ(−1,000) ≈ 0")
    assert lesson.settle().net("[data-part=reading]") == [0]
    more = lesson.page.locator("[data-scene=middle] details")
    more.locator("summary").click()
    expect(more).to_contain_text("435 digits")
    assert len(str(int(math.exp(1000 / 2)) ** 2)) == 435


# Only when


def test_a_bias_of_minus_ten_says_only_when_the_sum_is_bigger_than_ten(
    lesson: LessonPage,
) -> None:
    lesson.enter("only")
    expect(lesson.handle("Bias b")).to_be_hidden()
    assert lesson.net("[data-part=trip-reading]") == pytest.approx([4, sigmoid(4)], abs=1e-6)
    assert "With a bias of 10 it says ≈ 1 when s is 10: too early" in say(lesson, "10")
    for children, z, text in ((10, 0, "0.5: no trip."), (11, 1, "0.7311: the trip takes place.")):
        lesson.set("Children s", children)
        assert lesson.net("[data-part=trip-reading]") == pytest.approx([z, sigmoid(z)], abs=1e-6)
        expect(lesson.page.locator("[data-part=trip-reading]")).to_contain_text(text)
    lesson.set("Children s", 5000)
    expect(lesson.status).to_have_text("Expected numbers from 0 to 20 here.")
    expect(lesson.handle("Children s")).to_have_text("11")
    lesson.handle("Bias b").press("ArrowRight")
    assert lesson.settle().net("[data-part=trip-reading]") == pytest.approx(
        [2, sigmoid(2)], abs=1e-6
    )


# Slopes


def test_the_tangent_moves_along_and_is_never_steeper_than_in_the_middle(
    lesson: LessonPage,
) -> None:
    lesson.enter("slope")
    assert "slope" not in picture(lesson, "curve")
    expect(lesson.page.locator("[data-part=slope-reading]")).to_be_hidden()
    said = say(lesson, "½")
    assert "From z = 0 to 1 it climbs from 0.5 to 0.73, not by ½." in said
    assert said.endswith("It is steepest at z = 0, with a slope of 0.25.")
    for z, slope in ((0, 0.25), (-1, 0.1966), (2, 0.105)):
        lesson.set("Sum z", z)
        assert picture(lesson, "curve").endswith(f"with a tangent of slope {slope}.")
        assert lesson.net("[data-part=slope-reading]")[-1] == pytest.approx(
            sigmoid(z) * (1 - sigmoid(z)), abs=1e-6
        )
    lesson.button("tanh").click()
    lesson.set("Sum z", 0)
    assert picture(lesson, "slopes") == "The slope of tanh at z = 0: 1."
    written = lesson.page.locator("[data-part=slope-reading]").inner_text()
    assert figures(re.sub(r"\s", "", written))[-1] == 1


def test_the_dot_is_dragged_on_the_curve(lesson: LessonPage) -> None:
    lesson.enter("slope")
    canvas = lesson.page.locator("[data-part=curve] canvas")
    box = canvas.bounding_box()
    assert box is not None
    middle = box["x"] + box["width"] / 2
    lesson.page.mouse.move(middle - 200, box["y"] + 80)
    lesson.page.mouse.down()
    lesson.page.mouse.move(middle + 1, box["y"] + 80, steps=6)
    lesson.page.mouse.up()
    lesson.settle()
    expect(lesson.handle("Sum z")).to_have_attribute("aria-valuenow", "0")
    assert lesson.net("[data-part=reading]") == [0.5]


# Deaf and silent, side by side


def test_where_each_is_deaf(lesson: LessonPage) -> None:
    lesson.enter("deaf")
    assert "Deaf" not in picture(lesson, "deaf-tanh")
    said = say(lesson, "tanh")
    assert said == "Not quite. tanh says ≈ 1, then ≈ 1. ReLU says 10, then 11."
    lesson.set("Sum z", 10)
    assert lesson.net(".trio") == pytest.approx([sigmoid(10), 4.54e-5, 1, 0, 10, 1], abs=1e-6)
    lesson.set("Sum z", -10)
    assert lesson.net("[data-part=deaf-relu]") == [0, 0]
    expect(lesson.page.locator("[data-part=deaf-relu] .reading")).to_have_text("says 0, slope 0")
    expect(lesson.page.locator("[data-part=deaf-tanh] .reading")).to_have_text(
        "says ≈ −1, slope ≈ 0"
    )
    assert "Deaf from −12 to −4.6. Deaf from 4.6 to 12." in picture(lesson, "deaf-sigmoid")
    assert "Deaf from −12 to −3. Deaf from 3 to 12." in picture(lesson, "deaf-tanh")
    assert "Deaf from −12 to 0." in picture(lesson, "deaf-relu")


def test_five_answers_to_one_sum(lesson: LessonPage) -> None:
    lesson.enter("together")
    lesson.handle("Sum z").press("End")
    assert lesson.settle().net(".readings") == [0, 0, 0.5, 0, 0]
    assert "Linear says 0.5, and one says more." in say(lesson, "Linear")
    lesson.set("Sum z", 0.5)
    assert lesson.net(".readings") == pytest.approx(
        [1, 0.5, sigmoid(0.5), math.tanh(0.5), 0.5], abs=1e-6
    )
    lesson.page.locator(".readings button", has_text="Step").click()
    lesson.settle()
    assert "Step" not in picture(lesson, "together")
    assert "Sigmoid 0.6225" in picture(lesson, "together")


@pytest.mark.parametrize(
    ("name", "far", "dip"),
    [
        ("Leaky ReLU", -0.04, None),
        ("Parametric ReLU", -1, None),
        ("GELU", -0.000127, (-0.752, -0.17)),
        ("Swish", -4 * sigmoid(-4), (-1.278, -0.278)),
    ],
)
def test_newer_functions_do_not_stay_at_zero(
    lesson: LessonPage, name: str, far: float, dip: tuple[float, float] | None
) -> None:
    lesson.enter("together")
    lesson.page.locator("[data-scene=together] summary").click()
    lesson.button(name).click()
    lesson.settle()
    numbers = lesson.net("[data-part=newer-words]")
    assert lesson.answers.missing(numbers) == []
    assert numbers == pytest.approx([far, *(dip or ())], abs=5e-4)
    if dip:
        said = figures(lesson.page.locator("[data-part=newer-words]").inner_text())
        assert said[-2:] == list(dip)


def test_the_parametric_one_has_a_handle(lesson: LessonPage) -> None:
    lesson.enter("together")
    lesson.page.locator("[data-scene=together] summary").click()
    expect(lesson.handle("Slope α below 0")).to_be_hidden()
    lesson.button("Parametric ReLU").click()
    lesson.set("Slope α below 0", 0.5)
    assert lesson.net("[data-part=newer-words]") == [-2]


# Numbers that move, and paper


def test_a_moved_sum_shows_what_it_says_within_a_frame(lesson: LessonPage) -> None:
    lesson.enter("deaf").show_me()
    figure = lesson.page.locator("[data-part=deaf-sigmoid] [data-net]").first
    lesson.page.evaluate("probe.sent = []")
    keys = ["ArrowRight"] * 4 + ["ArrowLeft"] * 4
    lesson.set("Sum z", 0)
    assert lesson.delay_of_moves(lesson.handle("Sum z"), figure, keys) <= FRAME
    assert lesson.sent("lesson") == []  # all was there


def test_a_link_holds_its_numbers(open_lesson: OpenLesson) -> None:
    lesson = open_lesson(SLUG, "#v=1&scene=squeeze&guess=2&z=1000000")
    expect(lesson.page.locator("[data-part=reading]")).to_have_text("σ(1,000,000) ≈ 1")
    lesson.set("Sum z", -3)
    expect(lesson.page).to_have_url(re.compile("z=-3"))
    beyond = open_lesson(SLUG, "#v=1&scene=squeeze&z=1000001")
    assert beyond.scene == "million"
    expect(beyond.note).to_contain_text("This link was changed")


def test_the_answer_sheet_is_computed(lesson: LessonPage) -> None:
    lesson.page.locator(".teacher summary").click()
    lesson.settle()
    said = [each.text_content() or "" for each in lesson.page.locator(".answers li").all()]
    assert "σ(−2) = 0.119, σ(0) = 0.5, σ(2) = 0.881" in said[0]
    assert said[0].endswith("its slope there is 0.25.")
    assert "ReLU(−1) = 0, ReLU(0) = 0, ReLU(1) = 1, ReLU(4) = 4: silent" in said[1]
    assert said[2] == "999,992. Through tanh: −2.86."
    assert said[3] == "A bias of −5. At 5 it says 0.5, at 6 it says 0.73."
    assert "tanh(−3) = −0.995, tanh(−2) = −0.964" in said[4]
