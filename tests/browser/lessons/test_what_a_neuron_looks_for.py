"""Lesson 8: what a painted neuron is excited by, the ranking, the training, and 13,002."""

import re

import numpy as np
import pytest
from playwright.sync_api import Locator, expect

from app.forward_pass import Network
from app.lessons.what_a_neuron_looks_for import LESSON
from app.model_store import load
from app.paths import folder
from tests.browser.lessons.conftest import OpenLesson
from tests.browser.lessons.lesson import FRAME, LessonPage
from tests.serving import Server, fetch

SLUG = "what-a-neuron-looks-for"
TESTS = ("a bar", "an edge", "a blob", "the bar, moved", "the bar, turned", "all white")
FOUR = {"blue": 3, "both": 1, "nothing": 0, "inverse": 2}  # their places on the page
TRAINED = 120_000  # ms: the worker process starts, and trains two networks
NOISE, PICTURE = 0.1, 0.3  # how alike neighbouring weights are at most, and at least


@pytest.fixture(scope="module")
def classic() -> Network:
    return load(folder("models") / "classic").network


def look(lesson: LessonPage, name: str) -> Locator:
    return lesson.page.locator(".look").filter(has_text=re.compile(f"^{name}"))


def sums(element: Locator) -> list[float]:
    """Positive sum, negative sum, z and a."""
    found: list[float] = element.locator("[data-net]").evaluate_all(
        "(all) => all.map(({ dataset }) => +dataset.net)"
    )
    return found


def zs(lesson: LessonPage) -> list[float]:
    """Of the six images, in their order."""
    return [sums(look(lesson, name))[2] for name in TESTS]


def press(lesson: LessonPage, name: str) -> LessonPage:
    lesson.button(name).click()
    return lesson.settle()


# Painting


def test_only_red_beside_the_bar_tells_it_from_a_blob(lesson: LessonPage) -> None:
    assert zs(lesson) == [48, 48, 48, 0, 9, 48]
    press(lesson, "Red on its right")
    assert zs(lesson) == [48, 48, 0, -48, 0, 0]
    press(lesson, "Red on both sides")
    assert zs(lesson) == [48, 0, -48, -48, -9, -48]
    assert sums(look(lesson, "a blob"))[:3] == [48, -96, -48]
    assert lesson.answers.missing(lesson.net()) == []


def test_the_bias_is_added_to_every_sum(lesson: LessonPage) -> None:
    press(lesson, "Red on both sides")
    before = zs(lesson)
    lesson.set("Bias b", -20)
    assert zs(lesson) == [z - 20 for z in before]


def test_a_cell_is_painted_by_keys_and_stands_in_the_link(lesson: LessonPage) -> None:
    press(lesson, "Clear")
    surface = lesson.page.get_by_role("application")
    surface.focus()
    lesson.press(" ", "ArrowRight", " ")
    white = sums(look(lesson, "all white"))
    assert white[2] == 2
    expect(lesson.page).to_have_url(re.compile("grid=[0-9a-q]{262}$"))
    lesson.page.reload()
    lesson.settle()
    assert sums(look(lesson, "all white")) == white


def test_the_pointer_paints_with_the_colour_that_was_chosen(lesson: LessonPage) -> None:
    press(lesson, "Clear")
    press(lesson, "Red −")
    box = lesson.page.locator(".paint-surface").bounding_box()
    assert box is not None
    lesson.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    lesson.settle()
    assert sums(look(lesson, "all white"))[:3] == [0, -5, -5]  # the brush is a cross


@pytest.mark.parametrize("grid", ["0" * 261, "0" * 263, "z" * 262, "d" * 261 + "e"])
def test_a_grid_that_is_none_is_not_believed(open_lesson: OpenLesson, grid: str) -> None:
    lesson = open_lesson(SLUG, f"#v=1&scene=paint&grid={grid}")
    expect(lesson.note).to_contain_text("This link was changed")
    assert zs(lesson) == [48, 48, 48, 0, 9, 48]


def test_asked_first_the_answer_is_computed(lesson: LessonPage) -> None:
    press(lesson, "Both the same")
    expect(lesson.page.locator(".ask-first .verdict").first).to_contain_text(
        "Right. z = 48 and 48."
    )


def test_dragging_the_bias_waits_for_nobody(lesson: LessonPage) -> None:
    figure = lesson.page.locator(".look .look-z").first
    bias = lesson.handle("Bias b")
    assert lesson.delay_of_moves(bias, figure, ["PageUp", "ArrowLeft"], moves=200) <= FRAME


# In a shipped network


def test_it_takes_the_place_of_a_neuron_and_the_original_is_never_altered(
    lesson: LessonPage, classic: Network, server: Server
) -> None:
    lesson.enter("inside").show_me()
    image = next(
        each["input"] for each in reversed(lesson.sent("pass")) if each["network"] == "classic"
    )
    assert set(image) == {"points", "lengths"}
    shipped, yours = outputs(lesson)
    press(lesson, "Clear")
    lesson.set("Bias b", 100)  # on an empty grid: it always fires
    firing = outputs(lesson)
    assert firing[0] == shipped
    assert firing[1] != yours
    assert lesson.answers.missing(lesson.net()) == []
    _, _, body = fetch(f"{server.url}/api/networks/classic/layers/1/weights")
    assert np.array_equal(np.frombuffer(body, "<f4"), classic.layers[0].parameters["W"].ravel())


def test_the_answer_to_some_digit_changes(lesson: LessonPage) -> None:
    lesson.enter("inside").show_me()
    said = lesson.page.locator(".grid-answer .verdict")
    expect(said).to_have_text("The answer was 4; with your neuron it is 9.")
    digits = lesson.page.locator("[data-part=digits] button")
    digits.nth(0).click()
    lesson.settle()
    expect(said).to_have_text("The answer stays 0.")


def outputs(lesson: LessonPage) -> tuple[list[float], list[float]]:
    """The ten outputs as they are shipped, and with the painted neuron."""
    numbers = lesson.net(".outputs")
    return numbers[::2], numbers[1::2]


# Ranking


def test_four_images_are_ranked_before_the_neuron_is_asked(lesson: LessonPage) -> None:
    lesson.enter("rank")
    cards = lesson.page.locator(".rank-item")
    expect(cards.nth(FOUR["both"])).to_contain_text("24 blue and 16 red pixels")
    assert lesson.net(".rank-desk") == []
    for name in ("blue", "nothing", "both", "inverse"):
        expect(lesson.button("Ask the neuron")).to_be_disabled()
        cards.nth(FOUR[name]).get_by_role("button").click()
    press(lesson, "Ask the neuron")
    assert sums(cards.nth(FOUR["blue"]))[:3] == [48, 0, 48]
    assert sums(cards.nth(FOUR["both"]))[:3] == [24, -16, 8]
    assert sums(cards.nth(FOUR["nothing"])) == [0, 0, 0, 0.5]
    assert sums(cards.nth(FOUR["inverse"]))[:3] == [0, -96, -96]
    expect(lesson.page.locator(".rank-desk .verdict")).to_have_text(
        "2 of 4 places right. 48 > 8 > 0 > −96"
    )
    assert lesson.answers.missing(lesson.net()) == []
    press(lesson, "Rank again")
    assert lesson.net(".rank-desk") == []


def test_a_rank_is_taken_back_by_pressing_again(lesson: LessonPage) -> None:
    lesson.enter("rank")
    cards = lesson.page.locator(".rank-card")
    for k in (0, 1, 0):
        cards.nth(k).click()
    lesson.settle()
    expect(cards.nth(0)).to_have_attribute("aria-pressed", "false")
    expect(cards.nth(1).locator(".rank-place")).to_have_text("1st")


# Hope, truth and the shuffle


def test_hope_stands_beside_the_sixteen_grids_that_were_learned(lesson: LessonPage) -> None:
    lesson.enter("hope").show_me()
    expect(lesson.page.locator(".truth .weight-tile")).to_have_count(16)
    expect(lesson.page.locator(".hope .weight-tile")).to_have_count(8 + 8 + 10)


@pytest.mark.timeout(180)
def test_a_shuffle_costs_nothing_and_its_grids_are_noise_until_it_is_undone(
    lesson: LessonPage,
) -> None:
    lesson.enter("shuffle")
    lesson.button("Not at all").click()
    lesson.button("Train both networks").click()
    expect(lesson.page.locator(".shuffle-said")).to_contain_text("training on the server now")
    sides = lesson.page.locator(".shuffle-side")
    sides.first.wait_for(timeout=TRAINED)
    lesson.settle()
    plain, shuffled = lesson.net(".shuffle-sides")
    assert plain > 0.8
    assert abs(plain - shuffled) < 0.03
    assert lesson.answers.missing([plain, shuffled]) == []
    expect(lesson.page.locator("[data-ask=shuffle] .verdict")).to_contain_text("Not quite.")
    expect(sides.nth(1).locator(".weight-tile")).to_have_count(16)

    noise = likeness(sides.nth(1))
    lesson.page.get_by_label("put the shuffled weights back").check()
    lesson.settle()
    assert noise < NOISE
    assert likeness(sides.nth(0)) > PICTURE
    assert likeness(sides.nth(1)) > PICTURE


def likeness(side: Locator) -> float:
    """How far a pixel of the grids goes with its right neighbour: their correlation."""
    pixels = side.locator(".weight-tile canvas").evaluate_all(
        "(all) => all.map((canvas) => [...probe.pixelsOf(canvas)])"
    )
    grids = np.array(pixels, float).reshape(-1, 28, 28, 4)
    signed = grids[..., 2] - grids[..., 0]  # blue against red
    return float(np.corrcoef(signed[:, :, 1:].ravel(), signed[:, :, :-1].ravel())[0, 1])


# 13,002


def test_where_13002_comes_from(lesson: LessonPage) -> None:
    lesson.enter("count").show_me()
    expect(lesson.page.locator(".areas-total")).to_have_text("13,002")
    layers = lesson.page.locator(".area-layer")
    expect(layers).to_have_count(3)
    for k, words in enumerate(("784 × 16 weights = 12,544", "16 × 16", "16 × 10")):
        expect(layers.nth(k)).to_contain_text(words)
    areas = layers.locator(".area-weights").evaluate_all(
        "(all) => all.map((one) => one.getBoundingClientRect().width ** 2)"
    )
    assert areas[0] / areas[1] == pytest.approx(12_544 / 256, rel=0.05)
    assert areas[1] / areas[2] == pytest.approx(256 / 160, rel=0.05)
    assert lesson.answers.missing(lesson.net()) == []


def test_any_architecture_can_be_typed(lesson: LessonPage) -> None:
    lesson.enter("count").show_me()
    field = lesson.page.get_by_label("Architecture")
    field.fill("784 30 10")
    field.press("Enter")
    expect(lesson.page.locator(".areas-total")).to_have_text("23,860")
    expect(field).to_have_value("784-30-10")


@pytest.mark.parametrize(
    ("typed", "named"),
    [("784-20000-10", "10,000 inputs or neurons"), ("784", "1 to 8 layers"), ("", "1 to 8 layers")],
)
def test_beyond_a_limit_it_is_named_and_the_lesson_stays_usable(
    lesson: LessonPage, typed: str, named: str
) -> None:
    lesson.enter("count").show_me()
    field = lesson.page.get_by_label("Architecture")
    field.fill(typed)
    field.press("Enter")
    expect(lesson.status).to_contain_text(named)
    expect(lesson.page.locator(".areas-total")).to_have_text("13,002")
    press(lesson, "deep")
    expect(lesson.page.locator(".areas-total")).to_have_text("109,386")
    expect(lesson.status).to_have_text("")


def test_what_it_starts_with_is_ten_digits(lesson: LessonPage) -> None:
    labels = [each["label"] for each in LESSON.start["digits"]["samples"]]
    assert labels == list(range(10))
    lesson.enter("inside").show_me()
    expect(lesson.page.locator("[data-part=digits] button")).to_have_count(10)
