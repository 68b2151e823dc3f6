"""Lesson 7: pixels and inputs, samples, ten templates, and a 4 that becomes a 9."""

import re

import numpy as np
import pytest
from playwright.sync_api import Locator, WebSocketRoute, expect

from app.forward_pass import Drawing, Trace, run, run_input
from app.forward_pass.arrays import Grey
from app.forward_pass.digit import network_input
from app.lessons.pixels_to_numbers import FIRST, N_DIGITS, SampleRequest, sample
from app.model_store import load_all
from app.paths import folder
from app.training.data import read_strokes
from tests.browser.conftest import Watch
from tests.browser.lessons.conftest import OpenLesson
from tests.browser.lessons.lesson import FRAME, LessonPage, figures

SLUG = "pixels-to-numbers"
NETWORKS = {name: model.network for name, model in load_all(folder("models")).items()}


@pytest.fixture
def lesson(open_lesson: OpenLesson) -> LessonPage:
    return open_lesson(SLUG, "#v=1&scene=picture")


def first_image() -> Grey:
    """The digit image, (784,), that the lesson begins with."""
    samples = read_strokes(folder("static") / "digits.json")
    drawing = next(each.drawing for each in samples if each.label == FIRST)
    digit = run(drawing, NETWORKS["linear"]).digit
    assert digit is not None
    return digit.image.ravel()


def surface(lesson: LessonPage) -> Locator:
    return lesson.page.locator(".field-surface:visible")


def words(lesson: LessonPage) -> str:
    return lesson.page.locator(".field-words:visible").text_content() or ""


def said(pixel: int, value: int) -> str:
    return f"Row {pixel // 28 + 1}, column {pixel % 28 + 1}: {value}, input {pixel + 1}"


def read(image: Grey, network: str = "linear") -> Trace:
    return run_input(network_input(image.reshape(28, 28)), NETWORKS[network])


def outputs(lesson: LessonPage) -> list[tuple[float, float]]:
    """z and a of the ten outputs."""
    numbers = lesson.net(".outs")
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def verdict(lesson: LessonPage, question: str) -> str:
    asked = lesson.page.locator(".ask-first", has_text=question)
    return asked.get_by_role("status").text_content() or ""


# Pixels and inputs


def test_each_pixel_is_a_number_and_an_input(lesson: LessonPage) -> None:
    image = first_image()
    surface(lesson).focus()
    pixel = 28 * 8 + 12
    assert words(lesson) == said(pixel, image[pixel])
    for key, step in [("ArrowRight", 1), ("ArrowDown", 28), ("ArrowLeft", -1), ("ArrowUp", -28)]:
        lesson.press(key)
        pixel += step
        assert words(lesson) == said(pixel, image[pixel])
    assert lesson.net() == [np.float32(image[pixel]) / np.float32(255)]
    lesson.press("Home", "ArrowLeft")
    assert words(lesson) == said(28 * 8, 0)


def test_the_numbers_around_a_pixel_are_the_images_own(lesson: LessonPage) -> None:
    image = first_image().reshape(28, 28)
    shown = lesson.page.locator(".lens-square .lens-value").all_text_contents()
    assert [int(text) for text in shown] == image[6:11, 10:15].ravel().tolist()


@pytest.mark.parametrize(("row", "column"), [(1, 1), (5, 20), (14, 9), (28, 28)])
def test_a_pixel_is_looked_at_by_pointing(lesson: LessonPage, row: int, column: int) -> None:
    cell = lesson.page.locator(".field-surface:visible")
    box = cell.bounding_box()
    assert box is not None
    side = box["width"] / 28
    cell.hover(position={"x": (column - 0.5) * side, "y": (row - 0.5) * side})
    lesson.settle()
    pixel = 28 * (row - 1) + column - 1
    assert words(lesson) == said(pixel, first_image()[pixel])


@pytest.mark.parametrize("pixel", [0, 120, 236, 783])
def test_the_same_pixel_is_found_in_the_line(lesson: LessonPage, pixel: int) -> None:
    lesson.open("#v=1&scene=line&unrolled=1")
    box = surface(lesson).bounding_box()
    assert box is not None
    across = (pixel + 0.5) / 784 * box["width"]
    surface(lesson).hover(position={"x": across, "y": 0.83 * box["height"]})
    lesson.settle()
    assert words(lesson) == said(pixel, first_image()[pixel])
    lit = lesson.page.locator(".lens-line .lens-cell:has(.is-now)")
    assert figures(lit.inner_text()) == [first_image()[pixel], pixel + 1]


def test_unrolling_jumps_where_motion_is_turned_off(lesson: LessonPage) -> None:
    lesson.enter("line")
    lesson.button("Unroll").click()
    lesson.settle()
    expect(lesson.page.get_by_role("slider", name="unrolled")).to_have_value("1")
    lesson.button("Roll up").click()
    expect(lesson.page.get_by_role("slider", name="unrolled")).to_have_value("0")


# What the slider shows, frame by frame, until all is unrolled.
UNROLLED = """async (button, slider) => {
  const seen = [];
  button.click();
  for (let k = 0; k < 600 && slider.value !== "1"; k += 1) {
    seen.push(Number(slider.value));
    await new Promise(requestAnimationFrame);
  }
  return seen;
}"""


def test_unrolling_moves_where_motion_is_wanted(open_lesson: OpenLesson) -> None:
    lesson = open_lesson(SLUG, "#v=1&scene=line", motion=True)
    slider = lesson.page.get_by_role("slider", name="unrolled")
    seen: list[float] = lesson.button("Unroll").evaluate(UNROLLED, slider.element_handle())
    assert sum(0 < share < 1 for share in seen) >= 3
    assert seen == sorted(seen)
    expect(slider).to_have_value("1")


def test_the_pixel_below_is_28_places_further(lesson: LessonPage) -> None:
    lesson.enter("line")
    lesson.button("28").click()
    lesson.settle()
    assert verdict(lesson, "just below").startswith("Right. 28: a whole row lies between.")


# Many digits


def test_a_sample_is_the_servers_own(lesson: LessonPage) -> None:
    found = sample(SampleRequest("ours", 1))
    lesson.open("#v=1&scene=sample&pixel=350")
    shown = lesson.page.locator(".sample-bar .thumb-words").all_text_contents()
    assert [int(text) for text in shown] == found["images"][:, 350].tolist()
    assert words(lesson).endswith(f"ink in {found['inked'][350]} of {N_DIGITS}")
    lesson.button("More than 300").click()
    lesson.settle()
    assert verdict(lesson, "black in all").startswith(f"Right. {found['black']} of 784.")


def test_another_sample_has_other_digits_and_a_link(lesson: LessonPage) -> None:
    lesson.enter("sample")
    names = lesson.page.locator(".thumb").evaluate_all("(all) => all.map((one) => one.ariaLabel)")
    lesson.button("Another sample").click()
    expect(lesson.page).to_have_url(re.compile("seed="))
    lesson.settle()
    again = lesson.page.locator(".thumb").evaluate_all("(all) => all.map((one) => one.ariaLabel)")
    assert names != again


def test_a_sample_can_be_all_sevens(lesson: LessonPage) -> None:
    lesson.enter("sample")
    lesson.button("7").click()
    lesson.settle()
    expect(lesson.page.get_by_role("button", name="labelled 7")).to_have_count(N_DIGITS)


def test_mnist_is_offered_only_where_it_is_there(lesson: LessonPage) -> None:
    lesson.enter("sample")
    expect(lesson.button("MNIST")).to_be_hidden()
    lesson.open("#v=1&scene=sample&source=mnist")
    expect(lesson.status).to_contain_text("no MNIST digits")


def test_a_sample_whose_line_broke_is_asked_for_again(
    open_lesson: OpenLesson, watch: Watch
) -> None:
    watch.allow("WebSocket connection to")
    lines: list[WebSocketRoute] = []
    held = False

    def through_us(line: WebSocketRoute) -> None:
        server = line.connect_to_server()
        server.on_message(lambda message: None if held else line.send(message))
        lines.append(line)

    lesson = open_lesson(
        SLUG, "#v=1&scene=sample", prepare=lambda page: page.route_web_socket("**", through_us)
    )
    held = True
    lesson.button("Another sample").click()
    expect(lesson.page.locator(".sample-name")).to_contain_text("The server draws")
    held = False
    lines[-1].close(code=1001)
    expect(lesson.page.locator(".sample-name")).to_contain_text(f"{N_DIGITS} digits")
    assert len(lines) == 2


# Ten templates


def test_the_wall_shows_what_each_template_makes_of_the_digit(lesson: LessonPage) -> None:
    lesson.open("#v=1&scene=templates&at=2&selected=5")
    image = sample(SampleRequest("ours", 1))["images"][2]
    z, a = read(image).layers[-1]
    shown = lesson.page.locator(".tile-figure").all_text_contents()
    assert shown == [f"{value:.2f}" for value in a]
    told = lesson.page.locator(".pair-words p")
    expect(told).to_contain_text(f"weighted sum z is {z[5]:.2f}".replace("-", "−"))
    expect(told).to_contain_text(f"activation a = {a[5]:.2f}")


def test_next_goes_through_the_digits_and_says_right_or_wrong(lesson: LessonPage) -> None:
    found = sample(SampleRequest("ours", 1))
    lesson.enter("right")
    expect(lesson.page.locator(".reading")).to_be_hidden()  # it would give the answer away
    lesson.button("17 or more").click()
    lesson.settle()
    right = 0
    for k, (image, label) in enumerate(zip(found["images"], found["labels"], strict=True)):
        trace = read(image)
        right += trace.ranking[0] == label
        assert outputs(lesson) == [*zip(*map(np.ndarray.tolist, trace.layers[-1]), strict=True)]
        word = "Right" if trace.ranking[0] == label else "Wrong"
        expect(lesson.page.locator(".reading .verdict")).to_have_text(
            f"Digit {k + 1}: it says {trace.ranking[0]}, the label says {label}. {word}."
        )
        lesson.button("Next digit").click()
        lesson.settle()
    assert figures(verdict(lesson, "read rightly"))[0] == right
    expect(lesson.page.locator(".sample-bar .thumb-words.is-wrong")).to_have_count(N_DIGITS - right)


# 4 or 9


def drawn(lesson: LessonPage) -> list[Drawing]:
    """Every drawing that the page sent, in its order."""
    inputs = [message["input"] for message in lesson.sent("pass") if "points" in message["input"]]
    return [
        Drawing.from_lengths(
            np.frombuffer(each["points"], "<u2").reshape(-1, 2) / 65_535, each["lengths"]
        )
        for each in inputs
    ]


@pytest.mark.parametrize("network", ["linear", "classic", "deep"])
def test_it_changes_its_mind_where_the_server_says_so(lesson: LessonPage, network: str) -> None:
    lesson.open(f"#v=1&scene=turn&network={network}&guess=0")
    traces = [run(each, NETWORKS[network]) for each in drawn(lesson)[-50:]]
    answers = [trace.ranking[0] for trace in traces]
    turned = answers.index(9)
    assert set(answers[:turned]) == {4}
    four, nine = (traces[turned].layers[-1].a[digit] for digit in (4, 9))
    assert f"4 has {four:.2f} and 9 has {nine:.2f}" in verdict(lesson, "change its mind")


def test_a_4_that_is_a_third_closed_is_as_much_a_9(lesson: LessonPage) -> None:
    lesson.open("#v=1&scene=turn&closed=18").show_me()
    z, a = zip(*outputs(lesson), strict=True)
    assert np.isclose(sum(a), 1, atol=1e-6)
    assert sorted(range(10), key=lambda digit: -z[digit])[:2] == [4, 9]
    assert 0.4 < a[9] < a[4] < 0.5


@pytest.mark.parametrize("subject", ["face", "house"])
def test_it_is_sure_of_what_is_no_digit(lesson: LessonPage, subject: str) -> None:
    lesson.open(f"#v=1&scene=turn&subject={subject}").show_me()
    assert max(a for _, a in outputs(lesson)) > 0.8
    expect(lesson.page.locator("[data-part=sure]")).to_be_visible()


def test_the_tip_is_dragged_along_its_way(lesson: LessonPage) -> None:
    lesson.enter("turn").show_me()
    tip = lesson.handle("How far the top is closed")
    pad = lesson.page.locator(".closing").bounding_box()
    assert pad is not None
    tip.hover()
    lesson.page.mouse.down()
    lesson.page.mouse.move(pad["x"] + 0.65 * pad["width"], pad["y"] + 0.35 * pad["height"])
    lesson.page.mouse.up()
    expect(tip).to_have_attribute("aria-valuenow", "50")
    lesson.settle()
    assert outputs(lesson)[9][1] > 0.8
    tip.press("Home")
    expect(tip).to_have_attribute("aria-valuetext", "0 % closed")


def test_the_dragged_tip_shows_its_outputs_within_a_frame(lesson: LessonPage) -> None:
    lesson.enter("turn").show_me()
    asked = lesson.page.evaluate("probe.sentCount")
    output = lesson.page.locator(".figure-side:not([hidden]) .outs [data-net]").nth(9)
    keys = ["ArrowRight"] * 20 + ["ArrowLeft"] * 20
    assert lesson.delay_of_moves(lesson.page.locator(".closing-tip"), output, keys) <= FRAME
    assert lesson.page.evaluate("probe.sentCount") == asked


def test_a_link_holds_the_moment(open_lesson: OpenLesson) -> None:
    lesson = open_lesson(SLUG, "#v=1&scene=turn&closed=30&network=deep")
    expect(lesson.handle("How far the top is closed")).to_have_attribute("aria-valuenow", "30")
    expect(lesson.button("deep")).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("fragment", ["scene=picture&pixel=784", "scene=turn&closed=1.5", "at=20"])
def test_what_no_link_may_hold_opens_the_start(open_lesson: OpenLesson, fragment: str) -> None:
    lesson = open_lesson(SLUG, f"#v=1&{fragment}")
    assert lesson.scene == "rule"
    expect(lesson.note).to_contain_text("This link was changed")


# A rule, and the last layer


def has_ink(image: Grey, square: int) -> bool:
    """Whether one of 4 × 4 squares has a pixel that is nearer to white than to black."""
    row, column = divmod(square, 4)
    return bool(
        (image.reshape(28, 28)[7 * row : 7 * row + 7, 7 * column : 7 * column + 7] > 127.5).any()
    )


def test_a_rule_for_a_7_is_tried_on_twenty_sevens(lesson: LessonPage) -> None:
    sevens = sample(SampleRequest("ours", 1, 7))["images"]
    others = sample(SampleRequest("ours", 1))
    rule = ".++.....-...-..."

    def fits(image: Grey) -> bool:
        marked = [(k, mark) for k, mark in enumerate(rule) if mark != "."]
        return all(has_ink(image, k) == (mark == "+") for k, mark in marked)

    lesson.enter("rule")
    marks = lesson.page.locator(".rule-desk .thumb-words")
    assert "".join(marks.all_text_contents()) == ""
    lesson.show_me()
    # The samples come from a worker.
    expect(lesson.page.locator("[data-scene=rule] .verdict")).not_to_be_empty(timeout=20_000)
    n = sum(map(fits, sevens))
    strangers = [each for each, k in zip(others["images"], others["labels"], strict=True) if k != 7]
    wrong = sum(map(fits, strangers))
    assert figures(verdict(lesson, "no two alike"))[:4] == [n, N_DIGITS, len(strangers), 7]
    assert f", {wrong} pass" in verdict(lesson, "no two alike")
    assert marks.all_text_contents().count("✓") == n
    lesson.page.get_by_role("button", name="Row 1, column 1: anything").click()
    lesson.page.get_by_role("button", name="Row 1, column 1: there must be ink").click()
    expect(lesson.page).to_have_url(re.compile("rule=-ii"))


def test_the_last_layer_makes_shares_of_its_sums(lesson: LessonPage) -> None:
    lesson.enter("heads").show_me()

    def shares() -> list[float]:
        return lesson.net("[data-part=heads]")

    def softmax(sums: list[float]) -> list[float]:
        powers = np.exp(sums)
        return list((powers / powers.sum()).tolist())

    assert shares() == pytest.approx(softmax([2, 1, -1]), abs=1e-6)
    lesson.button("All + 1").click()
    lesson.settle()
    assert shares() == pytest.approx(softmax([2, 1, -1]), abs=1e-6)
    lesson.button("All × 2").click()
    lesson.settle()
    assert shares() == pytest.approx(softmax([6, 4, 0]), abs=1e-6)
    lesson.button("A price").click()
    lesson.settle()
    assert shares() == [6]
    lesson.button("One number, cut").click()
    lesson.set("Sum 1", -0.8)
    expect(lesson.page.locator("[data-part=heads] .verdict")).to_contain_text("interval of 3")


def test_the_middle_of_a_0_speaks_against_it(lesson: LessonPage) -> None:
    weights = NETWORKS["linear"].layers[0].parameters["W"][0].reshape(28, 28)[12:16, 12:16]
    lesson.enter("templates").show_me()
    assert f"{weights.mean():.2f}".replace("-", "−") in verdict(lesson, "template of the 0")
    lesson.enter("picture").show_me()
    grey = int(np.count_nonzero((first_image() > 0) & (first_image() < 255)))
    assert verdict(lesson, "neither black nor white").startswith(f"{grey} of 784")
