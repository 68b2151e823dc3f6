"""Lesson 4: which line is worse, chances and errors, all times ten, the hill, and the way down."""

import re
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Locator, expect

from app.lessons.downhill import (
    LESSON,
    OVERLAPPING,
    PARTED,
    Errors,
    Line,
    Nudge,
    Point,
    Roll,
    descend,
    errors,
    nudge,
)
from app.turns import by_turns
from tests.browser.lessons.lesson import LONG, LessonPage, figures

SLUG = "downhill"
POINTS = [Point(list(map(float, x)), y) for *x, y in OVERLAPPING]
APART = [Point(list(map(float, x)), y) for *x, y in PARTED]
LINES = {name: Line(**line) for name, line in LESSON.start["lines"].items()}
RATES = LESSON.start["rates"]
BALL = Line(LESSON.start["ball"], 0)


def judged(line: Line, points: list[Point] = POINTS) -> dict[str, Any]:
    found: dict[str, Any] = errors(Errors(points, [line]))["lines"][0]
    return found


def shown(lesson: LessonPage, part: str) -> list[float]:
    return lesson.net(f"[data-part={part}]")


def point(lesson: LessonPage, name: str) -> Locator:
    return lesson.page.locator(f".plane-point[aria-label^='{name}']:visible")


def ball(lesson: LessonPage) -> Locator:
    return point(lesson, "The ball")


def said(lesson: LessonPage, scene: str) -> Locator:
    return lesson.page.locator(f"[data-scene={scene}] .verdict")


def all_came_over_the_socket(lesson: LessonPage) -> bool:
    return lesson.answers.missing(lesson.net()) == []


# Two lines


@pytest.mark.parametrize("name", LINES)
def test_both_lines_make_the_same_four_mistakes(lesson: LessonPage, name: str) -> None:
    lesson.button(f"Line {name}").last.click()
    lesson.settle()
    assert shown(lesson, "mistakes") == [4]
    wrong = lesson.page.locator(".plane-point.is-wrong").evaluate_all(
        "(all) => all.map((each) => each.ariaLabel.split(',')[0])"
    )
    assert wrong == ["Ida", "Jon", "Kim", "Leo"]


def test_the_line_whose_mistakes_are_farther_off_is_worse(lesson: LessonPage) -> None:
    expect(lesson.page.locator(".mistakes li")).to_have_count(0)
    lesson.button("Neither").click()
    lesson.settle()
    expect(said(lesson, "two")).to_contain_text(
        "Not quite. Both make 4 mistakes, but not equally large ones. "
        "The mistakes of line A have z = −0.5, −1.5, 0.5, 2, "
        "those of line B −2.5, −1.5, 2.5, 1.75. The farther on the wrong side, the worse."
    )
    assert shown(lesson, "mistakes") == [4, -0.5, -1.5, 0.5, 2]


def test_a_line_can_be_turned_for_a_while_before_the_count_changes(lesson: LessonPage) -> None:
    seen: list[float] = []
    lesson.page.get_by_role("slider", name="Shift the line").focus()
    for _ in range(8):
        lesson.press("ArrowRight")
        seen += shown(lesson, "mistakes")
    assert 1 < len(set(seen)) < len(seen)


# Chances


def test_on_the_line_the_chance_is_a_half(lesson: LessonPage) -> None:
    lesson.enter("chance")
    assert shown(lesson, "plane") == []
    lesson.button("½: as likely as not").click()
    lesson.settle()
    expect(said(lesson, "chance")).to_have_text("Right. On the line z = 0, and σ(0) = 0.5.")
    assert shown(lesson, "about") == [0, 0.5]
    assert shown(lesson, "plane") == [0.5]
    point(lesson, "Zoe").focus()
    lesson.press("ArrowRight", "ArrowRight")
    assert shown(lesson, "about") == [1, pytest.approx(0.7310586)]


def test_a_pupil_on_the_wrong_side_weighs_more(lesson: LessonPage) -> None:
    lesson.enter("wrong").show_me()
    z, a, chance, error = shown(lesson, "about")
    assert (z, a) == (2, chance)
    assert error == pytest.approx(-np.log(chance), abs=1e-6)
    point(lesson, "Zoe").focus()
    lesson.press(*["ArrowLeft"] * 10)
    z, a, chance, error = shown(lesson, "about")
    assert (z, chance) == (-3, a)
    assert error == pytest.approx(3.0485873, abs=1e-6)
    assert shown(lesson, "tally")[-2:] == [chance, error]
    assert "is-wrong" in (point(lesson, "Zoe").get_attribute("class") or "")
    expect(said(lesson, "wrong")).to_contain_text("The errors are 0.03, 0.47, 1.7")
    assert all_came_over_the_socket(lesson)


@pytest.mark.parametrize("name", LINES)
def test_all_errors_add_up_to_the_cross_entropy(lesson: LessonPage, name: str) -> None:
    lesson.enter("sum").show_me().button(f"Line {name}").click()
    lesson.settle()
    found = judged(LINES[name])
    *each, product, total = shown(lesson, "tally")
    assert each[0::2] == pytest.approx(found["chance"], abs=1e-6)
    assert each[1::2] == pytest.approx(found["error"], abs=1e-6)
    assert product == pytest.approx(found["product"])
    assert total == pytest.approx(found["total"])
    totals = [judged(line)["total"] for line in LINES.values()]
    assert shown(lesson, "compared") == pytest.approx(totals, abs=1e-5)
    assert totals == [pytest.approx(6.2089, abs=1e-4), pytest.approx(9.7478, abs=1e-4)]


def test_a_line_of_ones_own_can_be_better_than_both(lesson: LessonPage) -> None:
    lesson.open("#v=1&scene=sum&guess=2&w=1.1_-0.2")
    own = judged(Line([1.1, -0.2], 0))["total"]
    assert shown(lesson, "compared")[-1] == pytest.approx(own)
    assert own < min(judged(line)["total"] for line in LINES.values())


def test_ten_times_the_numbers_leave_the_line_and_move_the_chances(lesson: LessonPage) -> None:
    lesson.enter("ten").show_me()
    line = lesson.page.locator(".plane-line.now").get_attribute("d")
    assert shown(lesson, "about") == [1, pytest.approx(0.7310586)]
    lesson.set("All numbers times", 10)
    assert lesson.page.locator(".plane-line.now").get_attribute("d") == line
    assert shown(lesson, "about") == [10, pytest.approx(0.9999546)]
    expect(lesson.page.locator("[data-part=about]")).to_contain_text("0.99995")
    assert shown(lesson, "compared") == pytest.approx([6.2089, 45.0134], abs=1e-4)
    assert all_came_over_the_socket(lesson)


def test_a_chance_never_reads_as_certain(lesson: LessonPage) -> None:
    lesson.open("#v=1&scene=ten&guess=2&times=10&place=5_5")
    assert shown(lesson, "about") == [75, 1]
    expect(lesson.page.locator("[data-part=about]")).to_contain_text("σ(z) ≈ 1")


def test_what_is_typed_beyond_the_limit_is_refused_in_words(lesson: LessonPage) -> None:
    lesson.enter("ten").show_me().set("All numbers times", 11)
    expect(lesson.status).to_contain_text("a whole number from 1 to 10")
    assert shown(lesson, "about")[0] == 1


# The hill


def test_the_hill_is_in_fog_until_somebody_has_guessed(lesson: LessonPage) -> None:
    lesson.enter("nudge")
    assert lesson.net() == []
    expect(lesson.page.locator("[data-part=hill] .plane-arrow")).to_have_count(0)
    lesson.button("It falls").click()
    lesson.settle()
    expect(said(lesson, "nudge")).to_contain_text(re.compile(r"^Right\. The slope is −14\.\d"))
    assert shown(lesson, "hill") == pytest.approx([judged(BALL)["total"]])


def test_the_smaller_the_nudge_the_nearer_it_comes_to_the_slope(lesson: LessonPage) -> None:
    lesson.enter("nudge").show_me()
    off = []
    for by in ("1", "0.1", "0.01"):
        lesson.button(by).click()
        lesson.settle()
        expected = nudge(Nudge(POINTS, BALL, float(by)))
        rows = np.reshape(shown(lesson, "slope"), (2, 4))
        np.testing.assert_allclose(rows[:, 0], expected["slope"], rtol=1e-6)
        np.testing.assert_allclose(rows[:, 1], expected["total"], rtol=1e-6)
        np.testing.assert_allclose(rows[:, 2], expected["nudged"], rtol=1e-6)
        np.testing.assert_allclose(rows[:, 3], expected["quotients"], rtol=1e-6)
        off.append(np.abs(rows[:, 3] - rows[:, 0]))
    assert (np.diff(off, axis=0) < 0).all()
    assert all_came_over_the_socket(lesson)


def test_the_ball_can_be_moved_and_the_slope_follows(lesson: LessonPage) -> None:
    lesson.enter("nudge").show_me()
    ball(lesson).focus()
    lesson.press(*["ArrowRight"] * 6, *["ArrowDown"] * 8)
    here = Line([0, 0], 0)
    assert shown(lesson, "hill") == pytest.approx([judged(here)["total"]])
    slopes = [shown(lesson, "slope")[0], shown(lesson, "slope")[4]]
    assert slopes == pytest.approx(judged(here)["slope"][:2], abs=1e-5)


@pytest.mark.parametrize(("sign", "at"), [("₁", "−1.5"), ("₂", "2")])
def test_the_hill_is_cut_along_either_weight(lesson: LessonPage, sign: str, at: str) -> None:
    lesson.enter("nudge").show_me().button(f"along w{sign}").click()
    lesson.settle()
    slope = judged(BALL)["slope"]["₁₂".index(sign)]
    cut = lesson.page.locator("[data-part=cut] canvas")
    said = cut.get_attribute("aria-label") or ""
    assert said.startswith(f"The error along w{sign}, with the ball at {at}")
    assert figures(said)[-1] == pytest.approx(slope, abs=0.005)
    asked = [each["data"] for each in lesson.sent("lesson") if each["ask"] == "cut"]
    assert asked[-1]["along"] == "₁₂".index(sign)


@pytest.mark.parametrize("rate", RATES)
def test_twenty_steps_downhill(lesson: LessonPage, rate: str) -> None:
    lesson.enter("steps").show_me()
    lesson.button(f"{RATES[rate]}").click()
    for name in ("One step", "10 steps", "10 steps"):
        lesson.button(name).click()
        lesson.settle()
    found = by_turns(descend(Roll(POINTS, BALL, RATES[rate], 21)))
    rows = np.reshape(shown(lesson, "history"), (3, 3))[::-1]  # the newest stands first
    places = [1, 11, 21]
    np.testing.assert_allclose(rows[:, 0], found["totals"][places], rtol=1e-3)
    np.testing.assert_allclose(rows[:, 1:], found["weights"][places], rtol=1e-3, atol=1e-3)
    expect(lesson.page.locator("[data-part=hill] .plane-arrow")).to_have_count(21)
    assert all_came_over_the_socket(lesson)


def test_the_history_stays_when_another_rate_is_tried(lesson: LessonPage) -> None:
    lesson.enter("steps").show_me()
    expect(lesson.page.locator("[data-part=history]")).to_be_hidden()
    lesson.button("10 steps").click()
    lesson.settle()
    before = shown(lesson, "history")
    lesson.button(f"{RATES['large']}").click()
    lesson.settle()
    assert shown(lesson, "hill") == pytest.approx([judged(BALL)["total"]])
    lesson.button("10 steps").click()
    lesson.settle()
    assert shown(lesson, "history")[3:] == before
    course = lesson.page.locator("[data-part=course] canvas")
    ends = [f"{judged(BALL)['total']:.2f}", f"{shown(lesson, 'history')[0]:.2f}"]
    expect(course).to_have_attribute(
        "aria-label", f"The error over 10 steps: from {ends[0]} to {ends[1]}"
    )


@pytest.mark.timeout(240)
def test_where_a_line_parts_the_points_the_ball_never_stops(lesson: LessonPage) -> None:
    lesson.enter("apart")
    lesson.button("At the bottom of a valley").click()
    lesson.settle()
    expect(said(lesson, "apart")).to_contain_text("There is always a lower place")
    rows = lesson.page.locator("[data-part=history] tbody tr")
    for k, name in enumerate(("1,000 steps", "10,000 steps", "10,000 steps")):
        lesson.button(name).click()
        expect(rows).to_have_count(k + 1, timeout=LONG)
    walked = np.reshape(shown(lesson, "history"), (3, 3))[::-1]
    size = np.hypot(walked[:, 1], walked[:, 2])
    assert (np.diff(size) > 0.1).all()
    assert (np.diff(walked[:, 0]) < 0).all()
    assert walked[-1, 0] > 0
    assert judged(Line(walked[-1, 1:].tolist(), 0), APART)["mistakes"] == 0
    assert all_came_over_the_socket(lesson)


def test_a_link_leads_to_the_same_place_on_the_hill(lesson: LessonPage) -> None:
    lesson.open("#v=1&scene=steps&guess=1&ball=3_-1.25&rate=large")
    here = Line([3, -1.25], 0)
    assert shown(lesson, "hill") == pytest.approx([judged(here)["total"]])
    lesson.button("One step").click()
    lesson.settle()
    expected = by_turns(descend(Roll(POINTS, here, RATES["large"], 1)))
    assert shown(lesson, "history")[1:] == pytest.approx(expected["weights"][1], abs=1e-5)


@pytest.mark.parametrize("fragment", ["w=201_1", "w=1", "times=11", "ball=x_1", "place=6_1"])
def test_a_link_beyond_the_limits_opens_the_start(lesson: LessonPage, fragment: str) -> None:
    lesson.open(f"#v=1&scene=sum&{fragment}")
    expect(lesson.note).to_contain_text("This link was changed")
    assert lesson.scene == "two"


# Paper


def test_the_answers_to_the_worksheet_are_computed(lesson: LessonPage) -> None:
    lesson.page.locator(".teacher summary").click()
    lesson.settle()
    answers = lesson.page.locator(".answers li")
    expect(answers.nth(0)).to_contain_text("0.95, 0.73, 0.5, 0.12")
    expect(answers.nth(0)).to_contain_text("Their sum is 3.18")
    expect(answers.nth(1)).to_contain_text("σ(z) = 0.73")
    expect(answers.nth(1)).to_contain_text("0.99995")
    expect(answers.nth(2)).to_contain_text("0.5, the slopes are −1, −0.5")
    assert figures(answers.nth(2).text_content() or "")[-2:] == [0.1, 0.05]
