"""Lesson 3: who gets in, lines that are moved, the least number of mistakes, and mending them."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.lessons.conftest import OpenLesson
from tests.browser.lessons.lesson import FRAME, LessonPage, figures
from tests.browser.screens import SCREENS

SLUG = "a-line-that-decides"


def enter(lesson: LessonPage, scene: str) -> LessonPage:
    """Open a scene and have its answer shown."""
    return lesson.enter(scene).show_me()


def point(lesson: LessonPage, name: str) -> Locator:
    """A point of the plane that is seen."""
    return lesson.page.locator(".plane:visible .plane-point").filter(has_text=name)


def wrong(lesson: LessonPage) -> int:
    return lesson.page.locator(".plane:visible .plane-point.is-wrong").count()


def line(lesson: LessonPage) -> str:
    """The equation of the line, as its handle says it."""
    handle = lesson.page.locator(".plane:visible .plane-grasp").last
    return handle.get_attribute("aria-valuetext") or ""


def verdict(lesson: LessonPage) -> str:
    return lesson.page.locator(".ask-first:visible .verdict").inner_text()


def drag(lesson: LessonPage, what: Locator, dx: float, dy: float) -> None:
    box = what.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    lesson.page.mouse.move(x, y)
    lesson.page.mouse.down()
    lesson.page.mouse.move(x + dx, y + dy, steps=6)
    lesson.page.mouse.up()
    lesson.settle()


# Who gets in


def test_ada_gets_in_and_ben_with_a_point_more_does_not(lesson: LessonPage) -> None:
    expect(lesson.page.locator(".plane-line")).to_have_count(0)  # nothing is told before the guess
    expect(lesson.page.locator(".plane-point[data-kind='-1']:visible")).to_have_count(6)
    lesson.button("Ben").click()
    lesson.settle()
    said = verdict(lesson)
    assert said.startswith("Not quite.")
    assert "Ada's is 2, Ben's is −1" in said
    assert lesson.net(".sum") == [2]
    expect(point(lesson, "Ada")).to_have_attribute("data-kind", "1")
    expect(point(lesson, "Ben")).to_have_attribute("data-kind", "0")


def test_eva_is_exactly_on_the_line_and_stays_out(lesson: LessonPage) -> None:
    lesson.show_me()
    point(lesson, "Eva").click()
    lesson.settle()
    assert lesson.net(".sum") == [0]
    expect(lesson.page.locator(".sum")).to_contain_text("exactly on the line")
    expect(point(lesson, "Eva")).to_have_attribute("data-kind", "0")


def test_somebody_is_moved_across_the_line_by_keys_and_by_dragging(lesson: LessonPage) -> None:
    lesson.show_me()
    ben = point(lesson, "Ben")
    ben.focus()
    lesson.press("ArrowRight")
    assert lesson.net(".sum") == [0]
    lesson.press("ArrowRight")
    assert lesson.net(".sum") == [1]
    expect(ben).to_have_attribute("aria-valuetext", re.compile("5 and 9, gets in"))
    drag(lesson, ben, -150, 0)
    assert lesson.net(".sum")[0] < 0
    expect(ben).to_have_attribute("data-kind", "0")
    expect(lesson.page).to_have_url(re.compile("points="))


# The line


def test_a_larger_bias_lets_more_in(lesson: LessonPage) -> None:
    lesson.enter("line")
    expect(lesson.handle("Bias")).to_be_hidden()
    lesson.button("More").click()
    lesson.settle()
    assert verdict(lesson).startswith("Right. With −18, 3 of the six get in; with −12, 5.")
    lesson.set("Bias", -12)
    expect(lesson.page.locator(".plane-point[data-kind='1']:visible")).to_have_count(5)


def test_the_line_is_turned_and_shifted_by_its_handles(lesson: LessonPage) -> None:
    enter(lesson, "line")
    shift = lesson.handle("Shift the line")
    assert line(lesson) == "2x₁ + x₂ − 18 = 0"
    drag(lesson, shift, -60, 0)
    bias = float(lesson.handle("Bias").get_attribute("aria-valuenow") or "nan")
    assert bias > -18
    assert lesson.handle("Weight of x₁, the test").get_attribute("aria-valuenow") == "2"
    shift.press("ArrowLeft")
    lesson.settle()
    assert float(lesson.handle("Bias").get_attribute("aria-valuenow") or "nan") > bias
    before = line(lesson)
    lesson.handle("Turn the line, last end").press("ArrowRight")
    lesson.settle()
    assert line(lesson) != before
    drag(lesson, lesson.handle("Turn the line, first end"), 40, 30)
    w1, w2 = (
        float(lesson.handle(f"Weight of x{k}").get_attribute("aria-valuenow") or "nan")
        for k in ("₁, the test", "₂, the grades")
    )
    assert (w1**2 + w2**2) ** 0.5 == pytest.approx(5**0.5, abs=0.2)


def test_without_a_bias_the_line_turns_about_the_origin(lesson: LessonPage) -> None:
    lesson.enter("origin")
    expect(lesson.page.locator(".plane-line:visible")).to_have_count(0)
    lesson.show_me()
    assert "At (0, 0), z is 0, 0, 0, 0 with four pairs of weights" in verdict(lesson)
    expect(lesson.handle("Shift the line")).to_be_hidden()
    for _ in range(6):
        lesson.handle("Turn the line, last end").press("ArrowRight")
        lesson.settle()
        assert line(lesson).endswith("x₂ = 0")  # still without a bias
        assert wrong(lesson) > 0  # A and D are always on one side
    lesson.set("Weight of x₁, the test", 1).set("Weight of x₂, the grades", 1)
    assert wrong(lesson) == 2
    lesson.button("Give it a bias").click()
    lesson.settle()
    assert wrong(lesson) == 0
    expect(lesson.page.get_by_text("No mistake.")).to_be_visible()


def test_the_distance_is_z_over_the_length_of_w_and_stays_when_all_is_doubled(
    lesson: LessonPage,
) -> None:
    lesson.enter("far")
    assert figures(lesson.told()).count(3.58) == 0
    lesson.show_me()
    z, size, length, distance = lesson.net(".sum")
    assert (z, size) == (8, 8)
    assert length == pytest.approx(5**0.5)
    assert distance == pytest.approx(8 / 5**0.5)
    assert lesson.net(".plane-drawing") == [distance]
    lesson.button("Double all").click()
    lesson.settle()
    doubled = lesson.net(".sum")
    assert doubled[0] == 16
    assert doubled[3] == pytest.approx(distance)
    assert line(lesson) == "4x₁ + 2x₂ − 36 = 0"
    lesson.button("Double all").click()
    lesson.settle()
    expect(lesson.button("Double all")).to_have_attribute("aria-disabled", "true")  # the limit
    assert line(lesson) == "8x₁ + 4x₂ − 72 = 0"


# More inputs


def test_the_rank_shifts_the_line_and_slices_the_plane(lesson: LessonPage) -> None:
    lesson.enter("rank")
    expect(lesson.page.locator(".plane-line:visible")).to_have_count(0)
    expect(lesson.page.locator(".space canvas")).to_be_hidden()
    lesson.button("Positive").click()
    lesson.settle()
    assert "z is 5 for the first and −4 for the last" in verdict(lesson)
    box = lesson.page.locator(".space canvas")
    expect(box).to_have_attribute("aria-valuetext", re.compile("sliced at rank 6"))
    inside = lesson.page.locator(".plane-point[data-kind='1']:visible")
    expect(inside).to_have_count(3)
    lesson.set("Rank in class, 1 is best", 1)
    expect(inside).to_have_count(5)
    assert lesson.net(".sum") == [7]
    expect(box).to_have_attribute("aria-valuetext", re.compile("sliced at rank 1"))
    before = box.get_attribute("aria-valuenow")
    box.press("ArrowRight")
    lesson.settle()
    assert box.get_attribute("aria-valuenow") != before


def test_a_fourth_input_makes_the_sum_one_product_longer(lesson: LessonPage) -> None:
    enter(lesson, "more")
    said = lesson.page.locator(".sum")
    expect(said).to_contain_text("2 · 8 + 1 · 4 + (−1) · 6 + 1 · 6 − 18 = 2")
    lesson.set("Interview, 12 is best", 2)
    assert lesson.net(".sum") == [-2]
    expect(point(lesson, "Ada")).to_have_attribute("data-kind", "0")


# Switches


def test_and_becomes_or_by_the_bias_alone(lesson: LessonPage) -> None:
    lesson.enter("and")
    expect(lesson.page.locator(".plane-point[data-kind='-1']:visible")).to_have_count(4)
    lesson.show_me()
    assert figures(verdict(lesson)) == [-0.7, -0.2, 0.3]
    assert wrong(lesson) == 0
    lesson.button("OR: on for at least one").click()
    lesson.settle()
    assert wrong(lesson) == 2
    lesson.set("Bias", -0.2)
    assert wrong(lesson) == 0


def test_xor_is_tried_and_one_mistake_is_the_fewest(lesson: LessonPage) -> None:
    enter(lesson, "xor")
    assert verdict(lesson) == "Of all lines there are, the best get 3 right and 1 wrong."
    assert wrong(lesson) == 3
    lesson.set("Bias", -0.2)
    assert wrong(lesson) == 1
    lesson.set("Bias", 0.1)
    assert wrong(lesson) == 2
    expect(lesson.page.get_by_text("Your fewest so far: 1.")).to_be_visible()


def test_both_sticks_have_the_same_middle(lesson: LessonPage) -> None:
    enter(lesson, "why")
    table = "[data-part=sticks]"
    for bias in (None, 0.3):
        if bias is not None:
            lesson.set("Bias", bias)
        (red, other, middle), (blue, last, same) = (
            lesson.net(f"{table} tbody tr:nth-child({k})") for k in (1, 2)
        )
        assert middle == same
        assert middle == pytest.approx((red + other) / 2, abs=1e-6)
        assert middle == pytest.approx((blue + last) / 2, abs=1e-6)


# The rule


def test_mistakes_are_mended_one_by_one_and_a_mend_makes_another(lesson: LessonPage) -> None:
    lesson.enter("rule")
    expect(lesson.button("Mend the next mistake")).to_be_hidden()
    lesson.button("No, it only gets better").click()
    lesson.settle()
    assert "3 of the twelve are wrong before the first mend, and 5 after it" in verdict(lesson)
    assert "Mending A makes C, G, K, L wrong" in verdict(lesson)
    seen = [wrong(lesson)]
    for _ in range(7):
        lesson.button("Mend the next mistake").click()
        lesson.settle()
        seen.append(wrong(lesson))
    assert seen == [3, 5, 1, 3, 1, 1, 2, 0]
    expect(lesson.button("Mend the next mistake")).to_have_attribute("aria-disabled", "true")
    first, *_, last = lesson.page.locator(".mend").all()  # the start, and seven mends
    assert figures(first.inner_text()) == [1, 2, -18, 3]
    assert figures(last.inner_text())[-4:] == [2, 0.6, -18.1, 0]
    first.click()  # the history stays, and can be gone back to
    lesson.settle()
    assert wrong(lesson) == 3
    lesson.button("To the end").click()
    lesson.settle()
    assert wrong(lesson) == 0
    lesson.button("Take it back").click()
    lesson.settle()
    assert wrong(lesson) == 2
    # What the mend of C added is drawn: the weights before, the change, the weights now.
    expect(lesson.page.locator("[data-part=weights] .plane-arrow.pos")).to_have_count(1)
    expect(lesson.page.locator("[data-part=weights] text.plane-said")).to_have_text("+ 0.1 · C")


def test_where_no_line_exists_it_says_that_it_may_never_end(lesson: LessonPage) -> None:
    enter(lesson, "rule")
    drag(lesson, point(lesson, "A"), 400, 0)  # somebody who should stay out, among the best
    lesson.button("To the end").click()
    lesson.settle()
    expect(lesson.page.locator("[data-part=mending] .verdict")).to_contain_text("never ends")


def test_and_and_or_are_learned_from_a_hundred_starts_and_xor_from_none(
    lesson: LessonPage,
) -> None:
    enter(lesson, "rule")
    lesson.page.get_by_text("More: does it always end?").click()
    lesson.button("Try a hundred starts").click()
    lesson.settle()
    rows = lesson.page.locator("[data-part=starts] tr")
    expect(rows).to_have_count(3)
    expect(rows.nth(0)).to_contain_text("100 of 100 end")
    expect(rows.nth(1)).to_contain_text("100 of 100 end")
    expect(rows.nth(2)).to_contain_text("0 of 100 end")
    expect(rows.nth(2)).to_contain_text("none in 100 epochs")
    assert lesson.answers.missing(lesson.net("[data-part=starts]")) == []


# Handles


def test_a_moved_handle_shows_its_sum_within_a_frame(lesson: LessonPage) -> None:
    enter(lesson, "line")
    bias = lesson.handle("Bias")
    bias.focus()
    lesson.settle()
    lesson.page.evaluate("probe.sent = []")
    keys = ["ArrowRight"] * 6 + ["ArrowLeft"] * 6
    figure = lesson.page.locator(".sum [data-net]").first
    assert lesson.delay_of_moves(bias, figure, keys, moves=60) <= FRAME
    assert lesson.sent("pass") == []  # all was there


def test_the_rank_is_asked_about_in_one_message_before_it_moves(lesson: LessonPage) -> None:
    enter(lesson, "rank")
    lesson.page.evaluate("probe.sent = []")
    rank = lesson.handle("Rank in class, 1 is best")
    rank.focus()
    lesson.settle()
    (message,) = lesson.sent("sweep")
    assert len(message["input"]["vectors"]) == 7  # six applicants, and where the line is
    rank.press("ArrowLeft")
    lesson.settle()
    assert lesson.sent("pass") == []
    assert lesson.net(".sum") == [3]


def test_of_two_points_that_overlap_the_nearer_one_is_taken(open_lesson: OpenLesson) -> None:
    lesson = open_lesson(SLUG, "#v=1&scene=line&guess=-1&points=4_4_4.5_4_10_6_2_9_9_9_1_11")
    ada, ben = point(lesson, "Ada"), point(lesson, "Ben")
    drag(lesson, ada, -60, 0)  # Ben lies over half of her
    expect(ben).to_have_attribute("aria-valuenow", "4.5")
    assert float(ada.get_attribute("aria-valuenow") or "nan") < 4


def test_what_a_finger_takes_hold_of_is_moved_back_if_the_system_takes_the_touch(
    open_lesson: OpenLesson,
) -> None:
    lesson = open_lesson(SLUG, "#v=1&scene=line&guess=-1")
    moved = lesson.page.locator(".plane:visible .plane-point").first.evaluate(
        """async (point) => {
          const { x, y, width, height } = point.getBoundingClientRect();
          const frame = () => new Promise(requestAnimationFrame);
          const seen = [];
          const send = async (type, clientX) => {
            point.dispatchEvent(new PointerEvent(type, {
              bubbles: true, pointerId: 7, pointerType: "touch", isPrimary: true, buttons: 1,
              clientX, clientY: y + height / 2,
            }));
            for (let k = 0; k < 30; k += 1) await frame();
            seen.push(point.getAttribute("aria-valuenow"));
          };
          await send("pointerdown", x + width / 2);
          await send("pointermove", x + width / 2 + 80);
          await send("pointercancel", x + width / 2 + 80);
          return seen;
        }"""
    )
    assert moved[0] == moved[2] == "8"
    assert float(moved[1]) > 8


# Bad input, links, paper


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    ("screen", "theme"), [("small-phone", "light"), ("laptop", "dark"), ("projector", "light")]
)
def test_everything_has_its_room_once_it_is_told(
    open_lesson: OpenLesson, screen: str, theme: str
) -> None:
    size, touch, _, query = SCREENS[screen]
    lesson = open_lesson(SLUG, size=size, touch=touch, theme=theme, query=query)
    limits = SCREENS[screen].limits | {"scrolls": True}
    found = {scene: enter(lesson, scene).audit(limits) for scene in lesson.scenes}
    assert {scene: problems for scene, problems in found.items() if problems} == {}


def test_a_number_beyond_the_limit_is_refused_by_name_and_the_line_stays(
    lesson: LessonPage,
) -> None:
    enter(lesson, "line")
    lesson.set("Bias", 1000)
    expect(lesson.status).to_contain_text("from −100 to 100")
    assert line(lesson) == "2x₁ + x₂ − 18 = 0"
    lesson.set("Bias", -20)
    expect(lesson.status).to_have_text("")
    assert line(lesson) == "2x₁ + x₂ − 20 = 0"


def test_without_weights_there_is_no_line_and_nothing_breaks(lesson: LessonPage) -> None:
    enter(lesson, "far")
    lesson.set("Weight of x₁, the test", 0).set("Weight of x₂, the grades", 0)
    expect(lesson.page.locator(".plane-line:visible")).to_have_count(0)
    expect(lesson.page.locator(".plane-point[data-kind='0']:visible")).to_have_count(6)
    assert lesson.net(".sum") == [-18]


def test_a_link_holds_the_line_the_points_and_the_mends(open_lesson: OpenLesson) -> None:
    lesson = open_lesson(SLUG, "#v=1&scene=line&guess=-1&w=1_1_0_0&b=-12")
    assert line(lesson) == "x₁ + x₂ − 12 = 0"
    lesson.open("#v=1&scene=rule&guess=1&step=1")
    assert wrong(lesson) == 5


@pytest.mark.parametrize("fragment", ["scene=line&b=1e9", "scene=rule&step=999", "points=1_x"])
def test_a_tampered_number_opens_the_start(open_lesson: OpenLesson, fragment: str) -> None:
    lesson = open_lesson(SLUG, f"#v=1&{fragment}")
    assert lesson.scene == "who"
    expect(lesson.note).to_contain_text("This link was changed")


def test_a_link_with_too_few_points_has_the_scenes_own(open_lesson: OpenLesson) -> None:
    lesson = open_lesson(SLUG, "#v=1&scene=line&guess=-1&points=")
    expect(lesson.status).to_have_text("")
    assert lesson.net(".sum") == [2]
    point(lesson, "Ada").press("ArrowRight")
    lesson.settle()
    assert lesson.net(".sum") == [3]


def test_the_answers_to_the_worksheet_are_computed(lesson: LessonPage) -> None:
    lesson.page.locator(".teacher summary").click()
    lesson.settle()
    answers = [text.strip() for text in lesson.page.locator(".answers li").all_text_contents()]
    assert "Ada: z = 2, in; Ben: z = −1, out; Eva: z = 0, out" in answers[0]
    assert "Ada: z = 8, in; Ben: z = 5, in; Eva: z = 6, in" in answers[1]
    assert figures(answers[2])[-3:] == [2, 2.24, 0.89]
    assert "1 mistake or more" in answers[3]
    assert figures(answers[4]) == [1.2, -0.7, 0.1]
