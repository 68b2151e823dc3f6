"""Lesson 1: the figures of the party, learning, and handles that nobody has to wait for."""

import re

import pytest
from playwright.sync_api import expect

from app.lessons.one_neuron import LESSON
from tests.browser.lessons.conftest import OpenLesson
from tests.browser.lessons.lesson import FRAME, LessonPage, figures

SLUG = "one-neuron"


def neuron(lesson: LessonPage) -> tuple[float, float]:
    """z and a in the diagram."""
    z, a = lesson.net(".diagram:not([hidden])")
    return z, a


def night(lesson: LessonPage, name: str) -> tuple[float, float]:
    """z and a in the cell of a night, such as "tired, 3 friends"."""
    cell = lesson.page.get_by_role("button", name=re.compile(f"^{name}:"))
    z, a = cell.locator("[data-net]").evaluate_all("(all) => all.map((one) => +one.dataset.net)")
    return z, a


def sum_of(lesson: LessonPage) -> list[str]:
    """The pieces of the sum that is written below the diagram."""
    pieces = lesson.page.locator(".sum-lines:not([hidden]) .sum-piece")
    return [text.replace("\u200b", "") for text in pieces.all_text_contents()]


# The party


@pytest.mark.parametrize(
    ("name", "z", "a"),
    [
        ("tired, 0 friends", -10, 0),
        ("tired, 1 friend", -9, 0),
        ("rested, 1 friend", 1, 1),
        ("rested, 0 friends", 0, 0),
    ],
)
def test_the_party(lesson: LessonPage, name: str, z: float, a: float) -> None:
    lesson.enter("party").show_me()
    assert night(lesson, name) == (z, a)
    lesson.page.get_by_role("button", name=re.compile(f"^{name}:")).click()
    lesson.settle()
    assert neuron(lesson) == (z, a)
    said = lesson.page.locator(".figure .verdict")
    expect(said).to_contain_text(
        "exactly on the boundary" if z == 0 else f"You {'go' if a else 'stay'}"
    )


@pytest.mark.parametrize(
    ("bias", "friends", "z", "a"), [(2, 2, 0, 0), (2, 3, 1, 1), (0, 4, 0, 0), (0, 5, 1, 1)]
)
def test_counting_friends(
    lesson: LessonPage, bias: float, friends: int, z: float, a: float
) -> None:
    lesson.enter("friends").show_me().set("Bias", bias).set("Input p₂ friends", friends)
    assert neuron(lesson) == (z, a)
    assert night(lesson, f"tired, {friends} friends") == (z, a)
    terms = sum_of(lesson)[2]
    assert figures(terms) == [-4, friends, bias]
    assert figures(sum_of(lesson)[3]) == [z]


def test_a_step_becomes_a_probability(lesson: LessonPage) -> None:
    lesson.enter("chance").show_me()
    expect(lesson.button("Sigmoid")).to_have_attribute("aria-pressed", "true")
    assert neuron(lesson)[1] == pytest.approx(0.7310586, abs=1e-6)
    assert night(lesson, "tired, 2 friends")[1] == 0.5
    lesson.button("Step").click()
    lesson.settle()
    assert neuron(lesson) == (1, 1)
    lesson.button("Linear").click()
    lesson.settle()
    lesson.set("Input p₂ friends", 0)
    assert neuron(lesson) == (-2, -2)


@pytest.mark.parametrize("scene", ["one", "party", "friends", "chance"])
def test_what_is_said_in_words_has_the_numbers_of_the_server(
    lesson: LessonPage, scene: str
) -> None:
    lesson.enter(scene).show_me()
    said = figures(lesson.page.locator(".figure .verdict").text_content() or "")
    told = {round(number, 2) for number in lesson.answers.numbers}
    assert said
    assert [number for number in said if number not in told | {0, 1}] == []


def test_one_input(lesson: LessonPage) -> None:
    lesson.enter("one").show_me().button("Sigmoid").click()
    lesson.set("Input p", 3).set("Weight from p", 0.5).set("Bias", -1)
    z, a = neuron(lesson)
    assert z == 0.5
    assert a == pytest.approx(0.6224593, abs=1e-6)


def test_the_bias_is_asked_about_before_it_is_shown(lesson: LessonPage) -> None:
    lesson.enter("bias")
    expect(lesson.handle("Bias")).to_be_hidden()
    expect(lesson.page.locator("[data-scene=bias] .verdict")).to_have_text("")
    lesson.button("Harder").click()
    lesson.settle()
    said = lesson.page.locator("[data-scene=bias] .verdict")
    expect(said).to_contain_text(
        "Not quite. It is not harder: the bias is added to every sum. "
        "Tired, with a bias of 0, it takes 5 friends; with a bias of 2 it takes 3"
    )
    expect(lesson.handle("Bias")).to_be_visible()


# Learning


def learned(lesson: LessonPage) -> list[float]:
    """Of each mistake that was mended the two weights and the bias."""
    return lesson.net(".epochs")


def test_labelled_nights_are_learned_to_the_end(lesson: LessonPage) -> None:
    lesson.enter("learn").show_me()
    labelled = lesson.page.locator(".cell", has_text=re.compile("[✓✗]"))
    assert labelled.count() == len(re.sub(r"\.", "", LESSON.start["nights"]))
    assert lesson.page.locator(".cell.is-wrong").count() > 0
    lesson.button("To the end").click()
    lesson.settle()
    expect(lesson.page.locator(".learning-said")).to_contain_text("every labelled night")
    expect(lesson.page.locator(".cell.is-wrong")).to_have_count(0)
    assert lesson.answers.missing(learned(lesson)) == []
    mended = lesson.page.locator(".epoch")
    expect(mended.last).to_have_attribute("aria-pressed", "true")
    mended.first.click()
    lesson.settle()
    assert neuron(lesson)[0] == 0
    assert lesson.page.locator(".cell.is-wrong").count() > 0


def test_it_learns_mistake_by_mistake_and_its_history_stays(lesson: LessonPage) -> None:
    lesson.enter("learn").show_me()
    said = lesson.page.locator(".learning-said")
    lesson.button("Next mistake").click()
    lesson.settle()
    expect(said).to_contain_text("Rested, 0 friends: you went, and it stayed. So its inputs (0, 0)")
    assert learned(lesson) == [0, 0, 1]
    lesson.button("Next mistake").click()
    lesson.settle()
    expect(said).to_contain_text("Tired, 1 friend: you stayed, and it went")
    assert learned(lesson) == [0, 0, 1, -1, -1, 0]
    expect(lesson.page.locator(".cell[aria-current]")).to_contain_text("✗")
    lesson.set("Weight from p₂ friends", 2)
    lesson.button("To the end").click()
    lesson.settle()
    assert learned(lesson)[:6] == [0, 0, 1, -1, -1, 0]
    expect(lesson.page.locator(".epoch", has_text="Begin")).to_have_count(2)
    lesson.button("Weights to 0").click()
    expect(lesson.page.locator(".epoch", has_text="Begin")).to_have_count(2)


def test_a_label_can_be_changed_and_what_cannot_be_learned_is_said(lesson: LessonPage) -> None:
    lesson.enter("learn").show_me()
    odd = lesson.page.get_by_role("button", name=re.compile("^rested, 1 friend:"))
    odd.click()
    odd.click()  # you went with none and with three, but not with one
    lesson.button("To the end").click()
    lesson.settle()
    expect(lesson.page.locator(".learning-said")).to_contain_text(
        "After 30 epochs some nights are still told wrongly"
    )


def test_a_sigmoid_makes_a_mistake_on_the_wrong_side_of_one_half(lesson: LessonPage) -> None:
    """0.12 is no going out, though it is above 0; and a mistake has a mark that no tie has."""
    lesson.enter("learn").show_me().button("Sigmoid").click()
    lesson.set("Bias", -2)
    stayed = lesson.page.get_by_role("button", name=re.compile("^tired, 1 friend:"))
    expect(stayed.locator(".field-a")).to_have_text("0.12")
    expect(stayed).not_to_have_class(re.compile("is-wrong"))
    went = lesson.page.get_by_role("button", name=re.compile("^rested, 3 friends:.*a mistake"))
    expect(went.locator(".field-wrong")).to_have_text("!")
    assert went.evaluate("(cell) => getComputedStyle(cell).outlineStyle") == "solid"
    lesson.set("Bias", 0)
    tie = went.evaluate("(cell) => getComputedStyle(cell).borderStyle")
    assert tie == "dashed"


def test_what_is_rounded_says_so_at_both_ends(lesson: LessonPage) -> None:
    lesson.enter("chance").show_me()
    for bias, text in ((40, "≈ 1"), (-40, "≈ 0"), (3, "0.88"), (9, "≈ 1")):
        lesson.set("Bias", bias)
        expect(lesson.page.locator(".diagram:visible .lamp [data-net]")).to_have_text(text)
        expect(lesson.page.locator(".figure .verdict")).to_contain_text(text)


@pytest.mark.parametrize("scene", ["party", "one", "friends", "chance", "two"])
def test_no_sum_is_seen_before_the_guess(open_lesson: OpenLesson, scene: str) -> None:
    lesson = open_lesson(SLUG, f"#v=1&scene={scene}")
    assert lesson.net("#figure") == []
    lesson.show_me()
    assert lesson.net("#figure")
    lesson.enter("bias").enter(scene)
    assert lesson.net("#figure") == []


def test_the_bias_is_in_view_with_what_it_changes_on_a_phone(open_lesson: OpenLesson) -> None:
    lesson = open_lesson(SLUG, "#v=1&scene=bias&guess=0", size=(390, 844), touch=True)
    bias, field = (
        lesson.handle("Bias").bounding_box(),
        lesson.page.locator(".field:visible").bounding_box(),
    )
    assert bias is not None
    assert field is not None
    assert field["y"] + field["height"] - bias["y"] < 844 - 120  # px: without header and the way on


def test_the_answer_sheet_is_computed(lesson: LessonPage) -> None:
    lesson.page.locator(".teacher summary").click()
    lesson.settle()
    said = [each.text_content() or "" for each in lesson.page.locator(".answers li").all()]
    assert said[0] == "z = −4 · 1 + 1 · 3 + 2 = 1. It fires."
    assert said[1] == "It takes 5; with 4 it is a tie."
    assert "σ(−2) = 0.119, σ(0) = 0.5, σ(2) = 0.881" in said[2]


# A layer


def test_two_neurons_make_a_layer_with_a_row_of_weights_each(lesson: LessonPage) -> None:
    lesson.enter("two").show_me()
    z1, a1, z2, a2 = (lesson.net(".diagram:not([hidden])")[k] for k in (0, 2, 1, 3))
    assert (z1, a1, z2, a2) == (1, 1, 0, 0)
    rows = lesson.page.locator(".sum-lines:not([hidden]) mtable").first.locator("mtr")
    assert [figures(" ".join(row.locator("mtd").all_text_contents())) for row in rows.all()] == [
        [-4, 1],
        [0, 1],
    ]
    lesson.set("Weight from p₁ tired of “bring cake?”", 2)
    assert lesson.net(".diagram:not([hidden])") == [1, 2, 1, 1]


# Handles


def test_a_number_is_moved_by_keys_and_by_dragging(lesson: LessonPage) -> None:
    lesson.enter("friends").show_me()
    friends = lesson.handle("Input p₂ friends")
    friends.focus()
    for key, value in (("ArrowRight", 3), ("ArrowDown", 2), ("End", 6), ("Home", 0), ("PageUp", 5)):
        lesson.press(key)
        expect(friends).to_have_attribute("aria-valuenow", f"{value}")
        assert neuron(lesson)[0] == value - 2
    box = friends.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    lesson.page.mouse.move(x, y)
    lesson.page.mouse.down()
    lesson.page.mouse.move(x - 30, y, steps=5)
    lesson.page.mouse.up()
    lesson.settle()
    moved = float(friends.get_attribute("aria-valuenow") or "nan")
    assert 0 <= moved < 5
    assert neuron(lesson)[0] == moved - 2


def test_a_number_beyond_the_limit_is_refused_by_name_and_the_lesson_goes_on(
    lesson: LessonPage,
) -> None:
    lesson.enter("friends").show_me()
    before = neuron(lesson)
    for _ in range(2):  # a second time it is not even asked
        lesson.set("Bias", 1000)
        expect(lesson.status).to_contain_text("from −200 to 200")
        expect(lesson.handle("Bias")).to_have_attribute("aria-valuenow", "2")
        assert neuron(lesson) == before
    lesson.set("Bias", 1e39)  # beyond float32, too
    expect(lesson.status).to_contain_text("numbers from −200 to 200 in this lesson")
    assert neuron(lesson) == before
    lesson.set("Bias", 3)
    expect(lesson.status).to_have_text("")
    assert neuron(lesson) == (1, 1)


def test_a_box_holds_the_number_that_the_sum_is_made_of(lesson: LessonPage) -> None:
    lesson.enter("friends").show_me()
    lesson.set("Bias", 0.336)
    expect(lesson.handle("Bias")).to_have_text("0.34")
    assert sum_of(lesson)[1].endswith("0.34")


def test_a_link_holds_the_numbers(open_lesson: OpenLesson) -> None:
    lesson = open_lesson(SLUG, "#v=1&scene=friends&guess=1&x=1_4&b=0_0")
    assert neuron(lesson) == (0, 0)
    lesson.set("Input p₂ friends", 5)
    expect(lesson.page).to_have_url(re.compile("x=1_5"))


@pytest.mark.parametrize("fragment", ["#v=1&scene=friends&b=1e9_0", "#v=1&scene=friends&x=1"])
def test_numbers_that_no_link_may_hold_open_the_start(
    open_lesson: OpenLesson, fragment: str
) -> None:
    lesson = open_lesson(SLUG, fragment)
    assert lesson.scene == "party"
    expect(lesson.note).to_contain_text("This link was changed")


def test_a_moved_handle_shows_its_sum_within_a_frame(lesson: LessonPage) -> None:
    lesson.enter("friends").show_me()
    lesson.handle("Bias").focus()
    lesson.settle()
    lesson.page.evaluate("probe.sent = []")
    figure = lesson.page.locator(".diagram:not([hidden]) .sum [data-net]").first
    keys = ["ArrowRight"] * 10 + ["ArrowLeft"] * 10
    assert lesson.delay_of_moves(lesson.handle("Bias"), figure, keys) <= FRAME
    assert lesson.sent("pass") == []  # all was there: only the terms are asked for


# Messages


@pytest.mark.parametrize(("scene", "nights"), [("party", 4), ("friends", 14), ("learn", 14)])
def test_the_field_of_nights_is_asked_for_in_one_message(
    open_lesson: OpenLesson, scene: str, nights: int
) -> None:
    lesson = open_lesson(SLUG, f"#v=1&scene={scene}&guess=0")
    (message,) = lesson.sent("pass")
    assert len(message["input"]["vectors"]) == nights
    assert lesson.page.locator(".cell:visible [data-net]").count() == 2 * nights


def test_a_weight_that_is_pointed_at_is_asked_about_in_one_message(lesson: LessonPage) -> None:
    lesson.enter("friends").show_me()
    lesson.page.evaluate("probe.sent = []")
    lesson.handle("Weight from p₂ friends").hover()
    lesson.settle()
    (message,) = lesson.sent("sweep")
    assert message["place"] == {"kind": "weight", "layer": 0, "neuron": 0, "input": 1}
    assert len(message["input"]["vectors"]) == 14
    lesson.page.evaluate("probe.sent = []")
    lesson.handle("Weight from p₂ friends").press("ArrowRight")
    lesson.settle()
    assert lesson.sent("pass") == []
    assert night(lesson, "tired, 3 friends") == (2.5, 1)


def test_an_epoch_that_is_shown_keeps_the_keyboard(open_lesson: OpenLesson) -> None:
    page = open_lesson("one-neuron").enter("learn").show_me().page
    page.get_by_role("button", name="To the end", exact=True).click()
    epoch = page.locator(".epoch").nth(1)
    epoch.focus()
    page.keyboard.press("Enter")
    expect(epoch).to_have_attribute("aria-pressed", "true")
    expect(epoch).to_be_focused()


def test_the_word_that_a_link_was_copied_goes_by_itself(open_lesson: OpenLesson) -> None:
    lesson = open_lesson(
        SLUG, "#v=1&scene=party", permissions=["clipboard-read", "clipboard-write"]
    )
    lesson.page.locator("#share-button").click()
    expect(lesson.note).to_contain_text("is copied")
    assert "#v=1&scene=party" in lesson.page.evaluate("navigator.clipboard.readText()")
    expect(lesson.note).not_to_contain_text("is copied", timeout=30_000)
