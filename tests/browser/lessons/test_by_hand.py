"""Lesson 6, a forward pass by hand: every figure is the core's, and adds up as it is displayed."""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from app.forward_pass import Dense, Network
from app.forward_pass.activations import activation
from app.forward_pass.arrays import Floats
from app.lessons import find_lessons
from tests.browser.held import Held
from tests.browser.lessons.conftest import OpenLesson
from tests.browser.lessons.lesson import LessonPage

LESSON = find_lessons()["by-hand"]
WALK: Mapping[str, Any] = LESSON.start["walk"]
SMALL: Mapping[str, Any] = LESSON.start["small"]
FIGURE = re.compile(r"\d+\.\d+")  # in a formula a sign may stand apart from it


@pytest.fixture
def lesson(open_lesson: OpenLesson) -> LessonPage:
    return open_lesson("by-hand")


def type_into(lesson: LessonPage, field: str, text: str) -> None:
    element = lesson.page.get_by_role("textbox", name=field, exact=True)
    element.fill(text)
    element.blur()
    lesson.settle()


def press_button(lesson: LessonPage, name: str) -> None:
    lesson.button(name).click()
    lesson.settle()


def step(lesson: LessonPage, times: int = 1) -> LessonPage:
    for _ in range(times):
        lesson.press("n")
    return lesson


def typed(lesson: LessonPage) -> list[str]:
    """Everything that stands in the fields."""
    fields = lesson.page.locator(".number-field")
    texts: list[str] = fields.evaluate_all("(fields) => fields.map(({ value }) => value)")
    return texts


def title(lesson: LessonPage) -> str:
    return lesson.page.locator("#step-title").text_content() or ""


def worked_out(lesson: LessonPage) -> list[list[str]]:
    """The lines of each neuron, as far as they are written."""
    lines: list[list[str]] = lesson.page.locator(".working-neuron").evaluate_all(
        "(all) => all.map((one) => [...one.children].map((line) => line.textContent))"
    )
    return lines


def stage(lesson: LessonPage) -> list[str]:
    canvas = lesson.page.locator(".stage canvas")
    return [text["text"] for text in canvas.evaluate("(one) => probe.textsOn(one)")]


def network_of(layers: Sequence[Mapping[str, Any]]) -> Network:
    return Network(
        "",
        [
            Dense(
                np.array(layer["weights"], np.float32),
                np.array(layer["biases"], np.float32),
                activation("sigmoid"),
            )
            for layer in layers
        ],
    )


def figures(network: Network, vector: Sequence[float]) -> list[tuple[str, str]]:
    """z and a of every neuron, as the page writes them."""
    passes = network.forward(np.array(vector, np.float32))
    return [(figure(z), figure(a)) for each in passes for z, a in zip(*each, strict=True)]


def figure(value: np.floating[Any], places: int = 4) -> str:
    return f"{float(value):.{places}f}".replace("-", "−")


def results(neurons: list[list[str]]) -> list[tuple[str, str]]:
    """z and a at the ends of each neuron's lines."""
    return [(lines[1].rpartition("=")[2], lines[2].rpartition("=")[2]) for lines in neurons]


def test_next_and_back_work_the_pass_out_term_by_term(lesson: LessonPage) -> None:
    begun = worked_out(lesson)
    assert [len(lines) for lines in begun] == [1, 1, 1]
    seen = [begun]
    while not title(lesson).startswith("Output layer: the activations"):
        seen.append(worked_out(step(lesson)))
    assert results(seen[-1]) == figures(network_of(WALK["layers"]), WALK["input"])
    assert results(seen[-1]) == [("−0.6000", "0.3543"), ("1.8000", "0.8581"), ("−0.1613", "0.4598")]
    for before in reversed(seen[:-1]):
        lesson.press("p")
        assert worked_out(lesson) == before


def test_the_terms_and_the_bias_add_up_to_z_as_they_are_displayed(lesson: LessonPage) -> None:
    for _ in range(4):
        lesson.press("End")
        neurons = worked_out(lesson)
        assert len(neurons) == 3
        for lines in neurons:
            sums, _, z = lines[1].removeprefix("=").rpartition("=")
            parts = re.findall(r"([+−]?)(\d+\.\d{4})", sums)
            added = sum(Decimal(f"{sign.replace('−', '-')}{number}") for sign, number in parts)
            assert added == Decimal(z.replace("−", "-")), lines
        press_button(lesson, "New random numbers")


def test_every_number_that_is_shown_came_over_the_socket(lesson: LessonPage) -> None:
    for scene in lesson.scenes[:-1]:
        lesson.enter(scene).show_me()
        step(lesson, 5)
        for panel in ("Sum", "Terms", "Formula"):
            press_button(lesson, panel)
            check_figures(lesson)
        lesson.press("End")
        check_figures(lesson)


def check_figures(lesson: LessonPage) -> None:
    known = lesson.answers.numbers | {float(text.replace("−", "-")) for text in typed(lesson)}
    words = [*stage(lesson), lesson.page.locator(".desk").inner_text()]
    found = [found for text in words for found in FIGURE.findall(text)]
    assert len(found) > 10
    # The ends of scales are round numbers of the page's own; typed numbers have no fixed places.
    scales = lesson.page.locator(".legend .scale-end, .bar-scale span").all_inner_texts()
    ends = {text.lstrip("+−≤≥ ") for text in scales}
    missing = [each for each in found if each not in ends and not holds(known, each)]
    assert missing == []
    assert lesson.answers.missing(lesson.net()) == []


def holds(numbers: Iterable[float], figure: str) -> bool:
    """Whether a figure without its sign is one of the numbers, rounded as it is displayed."""
    half = 0.5 * 10.0 ** -len(figure.partition(".")[2]) + 1e-9
    return any(abs(float(figure) - abs(number)) <= half for number in numbers)


def test_the_stage_shows_inputs_weights_and_every_z_and_a(lesson: LessonPage) -> None:
    assert stage(lesson)[:3] == ["1.00", "0.50", "−1.00"]
    assert {"p₁", "p₂", "p₃", "input", "hidden 1", "output"} <= set(stage(lesson))
    lesson.press("End")
    assert stage(lesson)[:6] == ["1.00", "0.50", "−1.00", "0.35", "0.86", "0.46"]
    assert "p₁" in stage(lesson)


def test_every_number_can_be_typed_and_counts_at_once(lesson: LessonPage) -> None:
    lesson.press("End")
    type_into(lesson, "Weight from input 2 to neuron 1 of hidden layer 1", "3")
    type_into(lesson, "Bias of neuron 1 of the output layer", "−1,5")
    type_into(lesson, "Input 3", "0.25")
    first, last = WALK["layers"]
    layers = [
        {**first, "weights": [[0.5, 3, 0.8], first["weights"][1]]},
        {**last, "biases": [-1.5]},
    ]
    assert results(worked_out(lesson)) == figures(network_of(layers), [1, 0.5, 0.25])
    field = lesson.page.get_by_role("textbox", name="Input 3", exact=True)
    field.press("ArrowUp")
    lesson.settle()
    assert results(worked_out(lesson)) == figures(network_of(layers), [1, 0.5, 0.35])


@pytest.mark.parametrize(
    ("text", "found"), [("abc", "“abc”"), ("20.5", "“20.5”"), ("", "nothing"), ("1e99", "“1e99”")]
)
def test_what_is_no_number_within_the_limits_is_told_and_not_taken(
    lesson: LessonPage, text: str, found: str
) -> None:
    lesson.press("End")
    before = worked_out(lesson)
    field = lesson.page.get_by_role("textbox", name="Input 1", exact=True)
    field.fill(text)
    told = f"Expected a number from −20 to 20, found {found}. It stays 1."
    expect(lesson.page.locator(".number-objection")).to_have_text(told)
    expect(field).to_have_attribute("aria-invalid", "true")
    assert worked_out(lesson) == before
    field.blur()
    expect(field).to_have_value("1")
    type_into(lesson, "Input 1", "2")
    assert results(worked_out(lesson)) == figures(network_of(WALK["layers"]), [2, 0.5, -1])


def test_new_random_numbers_are_read_at_once(lesson: LessonPage) -> None:
    before = typed(lesson)
    press_button(lesson, "New random numbers")
    numbers = [float(text.replace("−", "-")) for text in typed(lesson)]
    assert typed(lesson) != before
    vector, rest = numbers[:3], np.array(numbers[3:])
    hidden, output = rest[:8].reshape(2, 4), rest[8:].reshape(1, 3)
    layers = [{"weights": each[:, :-1], "biases": each[:, -1]} for each in (hidden, output)]
    lesson.press("End")
    assert results(worked_out(lesson)) == figures(network_of(layers), vector)


def test_a_number_that_three_lines_take_is_copied_not_shared_out(lesson: LessonPage) -> None:
    lesson.enter("copied")
    start = LESSON.start["copied"]
    said_by_first = (
        network_of(start["layers"]).forward(np.array(start["input"], np.float32))[0].a[0]
    )
    a, third = figure(said_by_first), figure(said_by_first / 3)
    press_button(lesson, "A third of it")
    said = lesson.page.locator("[data-scene=copied] .verdict")
    expect(said).to_contain_text(f"Not quite. A third of it would be {third}. It says {a}")
    expect(said).to_contain_text(f"they read {a}, {a}, {a}: a number is copied, not shared out")
    lesson.press("End")
    outputs_of = lesson.net(".working-layer:last-child")
    assert [round(each, 6) for each in outputs_of].count(round(float(said_by_first), 6)) == 3


@pytest.mark.parametrize(
    ("scene", "choice", "said"),
    [
        ("walk", "6", "The hidden neurons alone need 3 + 3. 3 + 3 + 2 = 8: one for each weight."),
        ("forms", "3", "a row has 3 weights. W has 2 rows, as there are 2 sums"),
        ("deeper", "4", "It learns 17 in place of 11: 2 × 2 weights and 2 biases more."),
        ("small", "0", "and σ(0.0351) = 0.5088."),
    ],
)
def test_each_scene_asks_and_says_why_in_numbers(
    lesson: LessonPage, scene: str, choice: str, said: str
) -> None:
    lesson.enter(scene)
    hidden = lesson.page.locator(f".figure [data-after~={scene}]")
    for each in hidden.all():
        expect(each).to_be_hidden()
    press_button(lesson, choice)
    expect(lesson.page.locator(f"[data-scene={scene}] .ask-first .verdict")).to_contain_text(said)


def test_the_answer_sheet_is_computed(lesson: LessonPage) -> None:
    lesson.page.locator(".teacher summary").click()
    lesson.settle()
    said = [each.text_content() or "" for each in lesson.page.locator(".answers li").all()]
    assert said[0].endswith("=−0.6000")
    assert "−0.6000" in said[1]
    assert "1.8000" in said[1]
    assert said[2] == "σ(−0.6000) = 0.3543, σ(1.8000) = 0.8581"


def test_the_three_forms_stand_side_by_side_with_a_row_for_each_neuron(lesson: LessonPage) -> None:
    lesson.enter("forms").show_me()
    forms = lesson.page.locator(".forms-layer").first.locator(".form")
    expect(forms.locator("h4")).to_have_text(["Scalar", "Vector", "Matrix"])
    tops = [box["y"] for form in forms.all() if (box := form.bounding_box())]
    assert len(set(tops)) == 1, "side by side on a laptop"
    matrix = forms.nth(2).locator("mtable").nth(0)
    rows = matrix.locator("mtr").evaluate_all(
        "(rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent))"
    )
    assert rows == [["0.5", "−1", "0.8"], ["1.5", "0.4", "−0.6"]]
    for form in forms.all():
        for z, a in figures(network_of(WALK["layers"]), WALK["input"])[:2]:
            expect(form).to_contain_text(z)
            expect(form).to_contain_text(a)


def test_the_formula_unfolds_and_grows_with_a_layer(lesson: LessonPage) -> None:
    formula = lesson.page.locator("[data-part=formula]")
    counting = lesson.page.locator("[data-part=counting]")
    lesson.enter("forms").show_me()
    expect(formula).to_have_text("a2=f2(W2a1+b2)")
    press_button(lesson, "Unfold")
    expect(formula).to_have_text("a2=f2(W2f1(W1p+b1)+b2)")
    expect(counting).to_contain_text("3-2-1 has two layers of weights and one hidden layer")
    lesson.enter("deeper").show_me()
    press_button(lesson, "Add a layer")
    press_button(lesson, "Unfold")
    press_button(lesson, "Unfold")
    expect(formula).to_have_text("a3=f3(W3f2(W2f1(W1p+b1)+b2)+b3)")
    expect(counting).to_contain_text("three layers of weights and two hidden layers")
    expect(counting).to_contain_text("6 + 4 + 2 weights and 2 + 2 + 1 biases, 17 numbers")
    start = LESSON.start["deeper"]
    first, last = start["layers"]
    lesson.press("End")
    expected = figures(network_of([first, start["added"], last]), start["input"])
    assert results(worked_out(lesson)) == expected
    press_button(lesson, "Take the layer away")
    lesson.press("End")
    assert results(worked_out(lesson)) == figures(network_of(WALK["layers"]), WALK["input"])


def test_weights_near_zero_hardly_look_at_the_input(lesson: LessonPage) -> None:
    lesson.enter("small").show_me()
    vectors = [SMALL["input"], [0, 0], [1, -1], [-0.5, 0.2]]
    assert SMALL["input"] == [0.5, 0.8]
    assert spread(lesson) == outputs(network_of(SMALL["layers"]), vectors)
    assert spread(lesson)[0] == ["0.5088", "0.4937"]
    verdict = lesson.page.locator("[data-part=spread] .verdict")
    expect(verdict).to_contain_text("All rows agree to 3 decimals")
    press_button(lesson, "All weights and biases × 10")
    press_button(lesson, "All weights and biases × 10")
    hundredfold = [
        {name: np.array(numbers) * 100 for name, numbers in layer.items()}
        for layer in SMALL["layers"]
    ]
    assert spread(lesson) == outputs(network_of(hundredfold), vectors)
    expect(verdict).to_contain_text("Now the outputs depend on what the network reads.")
    expect(lesson.page.get_by_role("button", name="All weights and biases × 10")).to_be_disabled()


def spread(lesson: LessonPage) -> list[list[str]]:
    rows: list[list[str]] = lesson.page.locator("[data-part=spread] tbody tr").evaluate_all(
        "(rows) => rows.map((row) => [...row.querySelectorAll('td')].map((td) => td.textContent))"
    )
    return rows


def outputs(network: Network, vectors: Sequence[Sequence[float]]) -> list[list[str]]:
    def read(vector: Sequence[float]) -> Floats:
        return network.forward(np.array(vector, np.float32))[-1].a

    return [[figure(a) for a in read(vector)] for vector in vectors]


def test_a_link_leads_to_the_very_moment(lesson: LessonPage, open_lesson: OpenLesson) -> None:
    type_into(lesson, "Input 2", "-0.75")
    step(lesson, 9)
    lesson.page.wait_for_timeout(600)  # the address is written once the page has come to rest
    fragment = lesson.page.evaluate("location.hash")
    other = open_lesson("by-hand", fragment)
    assert title(other) == title(lesson)
    assert typed(other) == typed(lesson)
    assert worked_out(other) == worked_out(lesson)
    assert stage(other) == stage(lesson)


@pytest.mark.parametrize(
    "fragment",
    ["#v=1&scene=walk&pass=1_2_3", "#v=1&scene=walk&unfolded=7", "#v=1&scene=walk&pass=~~v:1"],
)
def test_a_link_that_was_changed_opens_the_start_with_a_note(
    open_lesson: OpenLesson, fragment: str
) -> None:
    lesson = open_lesson("by-hand", fragment)
    expect(lesson.page.locator("#note")).to_contain_text("This link was changed")
    assert typed(lesson)[:3] == ["1", "0.5", "−1"]


def test_the_quiz_is_judged_by_passes(lesson: LessonPage) -> None:
    hidden = network_of(WALK["layers"]).forward(np.array(WALK["input"], np.float32))[0].z
    far = network_of(SMALL["layers"])
    moved = abs(
        float(far.forward(np.array([20, 20], np.float32))[1].a[0])
        - float(far.forward(np.array([0.5, 0.8], np.float32))[1].a[0])
    )
    right = [
        "0.5",
        "neuron 1" if hidden[0] > hidden[1] else "neuron 2",
        "by less than 0.01" if moved < 0.01 else "by more than 0.1",
        "17",
    ]
    lesson.enter("quiz")
    for item, choice in zip(lesson.page.locator(".quiz-items > li").all(), right, strict=True):
        item.get_by_role("button", name=choice, exact=True).click()
        expect(item.locator(".verdict")).to_contain_text("Right.")
    expect(lesson.page.locator(".quiz-score")).to_have_text("4 of 4 answered, 4 at the first try.")


def test_the_lesson_can_be_walked_by_keyboard_alone(lesson: LessonPage) -> None:
    page = lesson.page
    lesson.press("ArrowRight")
    assert title(lesson) == "Hidden 1, neuron 1: 3 terms to add"
    narrator = page.locator("[data-part=narrator]")
    lesson.press("ArrowRight")
    expect(narrator).to_contain_text("Input 1: 1.00 × +0.50 adds +0.5000, so far 0.5000")
    lesson.press("Home")
    assert title(lesson) == "Input: a vector of 3 numbers"
    page.get_by_role("textbox", name="Input 1", exact=True).focus()
    page.keyboard.press("Tab")
    page.keyboard.type("2")
    page.keyboard.press("Enter")
    assert typed(lesson)[:3] == ["1", "2", "−1"]


def test_nothing_changes_in_the_lesson_when_its_inspector_comes(open_lesson: OpenLesson) -> None:
    held = Held(r"/parts/inspector\..*\.linked\.js")
    lesson = open_lesson("by-hand", prepare=held.hold)
    room = lesson.page.locator(".pass")
    before = room.inner_text()
    expect(room.locator(".chooser")).to_have_count(0)
    held.let_through()
    expect(room.locator(".chooser")).to_have_count(1)
    lesson.settle()
    assert room.inner_text() == before


def test_answers_are_printed_once_they_are_written(open_lesson: OpenLesson) -> None:
    held = Held(r"/unseen\..*\.linked\.js")

    def prepare(page: Page) -> None:
        page.add_init_script("window.print = () => { document.body.dataset.printed = 'true'; };")
        held.hold(page)

    lesson = open_lesson("by-hand", prepare=prepare)
    first = lesson.page.locator(".answers li").first
    lesson.page.locator(".teacher summary").click()
    lesson.button("Print it with the answers").click()
    expect(first).to_have_attribute("aria-busy", "true")
    expect(lesson.page.locator("body[data-printed]")).to_have_count(0)
    held.let_through()
    expect(lesson.page.locator("body[data-printed]")).to_have_count(1)
    expect(first).to_contain_text("=")
