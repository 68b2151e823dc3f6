"""Lesson 4: a line's error, its slope against small differences, its hill, and the way down."""

import math
from collections.abc import Callable
from typing import Any

import msgspec
import numpy as np
import pytest

from app.forward_pass import Dense, InvalidInput, Network
from app.forward_pass.activations import activation
from app.lessons.downhill import (
    LARGEST,
    MANY_STEPS,
    MAX_SIDE,
    N_KEPT,
    OVERLAPPING,
    PARTED,
    Cut,
    Descend,
    Errors,
    Hill,
    Line,
    Nudge,
    Point,
    Roll,
    cut,
    descend,
    errors,
    heights,
    hill,
    nudge,
)
from app.turns import by_turns
from app.wire import parser

POINTS = [Point(list(map(float, x)), y) for *x, y in OVERLAPPING]
APART = [Point(list(map(float, x)), y) for *x, y in PARTED]
NEAR, FAR = Line([1, 0.5], 0), Line([0.5, 1], 0)
START = Line([-1.5, 2], 0)


def total(points: list[Point], line: Line) -> float:
    """The sum of −ln of the probabilities of the right answers, as one writes it down."""
    found = 0.0
    for point in points:
        z = sum(w * x for w, x in zip(line.weights, point.x, strict=True)) + line.bias
        a = 1 / (1 + math.exp(-z))
        found -= math.log(a if point.y else 1 - a)
    return found


def slope(points: list[Point], line: Line) -> list[float]:
    """The same sum's slope along w₁, w₂ and b, from a small step to both sides."""
    h = 1e-5
    numbers = [*line.weights, line.bias]

    def at(k: int, by: float) -> float:
        w1, w2, b = (number + by * (k == j) for j, number in enumerate(numbers))
        return total(points, Line([w1, w2], b))

    return [(at(k, h) - at(k, -h)) / (2 * h) for k in range(3)]


def path(points: list[Point], line: Line, rate: float, steps: int) -> dict[str, Any]:
    request = Roll(points, line, rate, steps)
    return by_turns(descend(request))


# Two lines


def test_two_lines_make_the_same_mistakes_and_one_is_worse() -> None:
    near, far = errors(Errors(POINTS, [NEAR, FAR]))["lines"]
    assert near["wrong"].tolist() == far["wrong"].tolist()
    assert near["mistakes"] == far["mistakes"] == 4
    assert near["total"] == pytest.approx(6.2089, abs=1e-4)
    assert far["total"] == pytest.approx(9.7478, abs=1e-4)


@pytest.mark.parametrize("line", [NEAR, FAR, START, Line([0, 0], 0), Line([2, -1], 0.7)])
def test_the_error_is_the_sum_of_the_negative_logarithms(line: Line) -> None:
    (found,) = errors(Errors(POINTS, [line]))["lines"]
    assert found["total"] == pytest.approx(total(POINTS, line))
    assert found["error"].sum() == pytest.approx(found["total"])
    np.testing.assert_allclose(-np.log(found["chance"]), found["error"], atol=1e-12)
    assert found["chance"].prod() == pytest.approx(found["product"])
    np.testing.assert_allclose(found["slope"], slope(POINTS, line), rtol=1e-6, atol=1e-6)


def test_each_points_sum_and_probability_are_the_cores() -> None:
    (found,) = errors(Errors(POINTS, [NEAR]))["lines"]
    W, b = np.array([NEAR.weights], np.float32), np.zeros(1, np.float32)
    network = Network("", [Dense(W, b, activation("sigmoid"))])
    ((z, a),) = network.forward(np.array([point.x for point in POINTS], np.float32))
    np.testing.assert_allclose(found["z"], z[:, 0], rtol=1e-6)
    np.testing.assert_allclose(found["a"], a[:, 0], rtol=1e-6)


def test_of_a_misclassified_point_the_error_is_more_than_of_a_coin() -> None:
    for found in errors(Errors(POINTS, [NEAR, FAR]))["lines"]:
        is_wrong = found["wrong"].astype(bool)
        assert found["error"][is_wrong].min() > math.log(2) > found["error"][~is_wrong].max()


def test_all_numbers_times_ten_make_a_mistake_ten_times_as_loud() -> None:
    one, ten = errors(Errors([Point([1, 0], 1), *POINTS], [NEAR, Line([10, 5], 0)]))["lines"]
    assert one["a"][0] == pytest.approx(0.7310586)
    assert ten["a"][0] == pytest.approx(0.9999546)
    assert one["wrong"].tolist() == ten["wrong"].tolist()
    assert ten["error"][ten["wrong"].astype(bool)].sum() == pytest.approx(45.0, abs=0.1)


def test_a_hopeless_line_has_an_error_and_not_an_infinite_one() -> None:
    (found,) = errors(Errors([Point([LARGEST, LARGEST], 0)], [Line([LARGEST, LARGEST], 0)]))[
        "lines"
    ]
    assert found["total"] == pytest.approx(2 * LARGEST**2)
    assert found["chance"].tolist() == [0]
    (found,) = errors(Errors([Point([-LARGEST, 0], 1)], [Line([LARGEST, 0], 0)]))["lines"]
    assert found["a"].tolist() == [0]


# The hill and its slope


@pytest.mark.parametrize("by", [1, 0.1, 0.01])
def test_a_nudge_finds_nearly_the_slope(by: float) -> None:
    found = nudge(Nudge(POINTS, START, by))
    np.testing.assert_allclose(found["slope"], slope(POINTS, START)[:2], rtol=1e-6)
    for k in range(2):
        moved = [w + by * (k == j) for j, w in enumerate(START.weights)]
        assert found["nudged"][k] == pytest.approx(total(POINTS, Line(moved, 0)))
        rise = (found["nudged"][k] - found["total"]) / by
        assert found["quotients"][k] == pytest.approx(rise)
        assert abs(found["quotients"][k] - found["slope"][k]) < 10 * by


def test_the_hill_has_the_error_of_each_place() -> None:
    found = heights(Hill(POINTS, 0.5, [-2, -3], [4, 1], 4))
    for row, w2 in enumerate([-2.5, -1.5, -0.5, 0.5]):
        for column, w1 in enumerate([-1.25, 0.25, 1.75, 3.25]):
            here = total(POINTS, Line([w1, w2], 0.5))
            assert found[row, column] == pytest.approx(here, rel=1e-5)


@pytest.mark.parametrize("along", [0, 1])
def test_a_cut_through_the_hill_moves_one_weight_and_holds_the_other(along: int) -> None:
    found = cut(Cut(POINTS, Line([1, -2], 0.5), along, -2, 3, 5))
    assert found["at"].tolist() == [-2, -1, 0, 1, 2, 3]
    for w, here in zip(found["at"].tolist(), found["totals"], strict=True):
        line = Line([w, -2] if along == 0 else [1, w], 0.5)
        assert here == pytest.approx(total(POINTS, line), rel=1e-5)


def test_the_hill_travels_as_one_byte_a_place_with_its_scale() -> None:
    request = Hill(POINTS, 0, [-2, -4.5], [7, 4.5], MAX_SIDE)
    found = hill(request)
    assert found["levels"].dtype == np.uint8
    assert found["levels"].shape == (MAX_SIDE, MAX_SIDE)
    assert (found["levels"].min(), found["levels"].max()) == (0, 255)
    read = found["least"] * (found["most"] / found["least"]) ** (found["levels"] / 255)
    np.testing.assert_allclose(read, heights(request), rtol=0.007)


def test_a_flat_hill_is_flat() -> None:
    found = hill(Hill([Point([0, 0], 1)], 0, [-1, -1], [1, 1], 4))
    assert found["levels"].max() == 0
    assert found["least"] == found["most"] == pytest.approx(math.log(2))


# Downhill


def test_each_step_goes_against_the_slope_by_the_rate() -> None:
    found = by_turns(descend(Descend(POINTS, START, 0.1, 3)))
    weights = np.array(START.weights)
    for step in range(3):
        np.testing.assert_allclose(found["weights"][step], weights, atol=1e-6)
        line = Line(weights.tolist(), 0)
        assert found["totals"][step] == pytest.approx(total(POINTS, line))
        weights = weights - 0.1 * np.array(slope(POINTS, line)[:2])
    np.testing.assert_allclose(found["weights"][3], weights, atol=1e-6)
    assert found["at"] == [0, 1, 2, 3]
    assert not found["left"]


def test_too_small_right_and_too_large() -> None:
    small, right, large = (path(POINTS, START, rate, 20)["totals"] for rate in (0.003, 0.1, 0.5))
    assert small[-1] > 20
    assert right[-1] == pytest.approx(4.5186, abs=1e-3)
    assert large.min() > 5
    assert (np.diff(large) > 0).sum() >= 5
    assert (np.diff(right) < 0).all()


def test_where_points_overlap_the_ball_comes_to_rest() -> None:
    found = path(POINTS, START, 0.1, 1000)
    rest = Line(found["weights"][-1].tolist(), 0)
    np.testing.assert_allclose(slope(POINTS, rest)[:2], 0, atol=1e-6)
    np.testing.assert_allclose(rest.weights, [1.1284, -0.2163], atol=1e-3)


def test_where_a_line_parts_them_the_ball_never_stops() -> None:
    found = path(APART, START, 0.1, MANY_STEPS)
    assert (np.diff(found["totals"]) < 0).all()
    assert found["totals"][-1] > 0
    size = np.hypot(*found["weights"].T)
    assert (np.diff(size[-50:]) > 0).all()
    (last,) = errors(Errors(APART, [Line(found["weights"][-1].tolist(), 0)]))["lines"]
    assert last["mistakes"] == 0


def test_held_by_l2_the_same_ball_comes_to_rest_where_both_slopes_cancel() -> None:
    hold = 0.1
    found = by_turns(descend(Roll(APART, START, 0.1, 10_000, hold)))
    rest = found["weights"][-1]
    by_hand = np.array(slope(APART, Line(rest.tolist(), 0))[:2]) + hold * rest
    np.testing.assert_allclose(by_hand, 0, atol=1e-6)
    np.testing.assert_array_equal(found["weights"][50], rest)
    added = hold / 2 * (rest**2).sum()
    assert found["totals"][-1] == pytest.approx(total(APART, Line(rest.tolist(), 0)) + added)
    free = path(APART, START, 0.1, 10_000)["weights"][-1]
    assert np.linalg.norm(rest) < 2
    assert np.linalg.norm(free) > 4


def test_the_hill_that_is_held_has_its_lowest_place_where_the_ball_rests() -> None:
    low, high = [-2.0, -4.5], [7.0, 4.5]
    hold, n = 0.1, MAX_SIDE
    free, held = (heights(Hill(APART, 0, low, high, n, each)) for each in (0, hold))
    w = np.array(low) + (np.array([30, 20]) + 0.5) / n * (np.array(high) - np.array(low))
    assert held[20, 30] == pytest.approx(free[20, 30] + hold / 2 * (w**2).sum(), rel=1e-5)
    row, column = np.unravel_index(held.argmin(), held.shape)
    lowest = np.array(low) + (np.array([column, row]) + 0.5) / n * (np.array(high) - np.array(low))
    rest = by_turns(descend(Roll(APART, START, 0.1, 10_000, hold)))["weights"][-1]
    assert np.abs(lowest - rest).max() < (high[0] - low[0]) / n
    assert free[row, column] > free.min()


def test_of_a_long_path_only_some_places_are_sent() -> None:
    found = path(POINTS, START, 0.1, 250)
    assert len(found["at"]) == len(found["weights"]) == len(found["totals"]) <= N_KEPT + 1
    assert (found["at"][0], found["at"][-1]) == (0, 250)


def test_a_ball_that_leaves_the_lesson_is_told_to_have_left() -> None:
    found = path(POINTS, START, 50, 10)
    assert found["left"]
    assert np.abs(found["weights"]).max() <= LARGEST


# Bad input


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        (Errors, {"points": []}),
        (Errors, {"points": [{"x": [1, 2, 3], "y": 1}]}),
        (Errors, {"points": [{"x": [1, 2], "y": 2}]}),
        (Errors, {"lines": [{"weights": [1, LARGEST + 1], "bias": 0}]}),
        (Errors, {"lines": []}),
        (Nudge, {"by": 0}),
        (Hill, {"n": MAX_SIDE + 1}),
        (Cut, {"along": 2}),
        (Cut, {"n": 129}),
        (Descend, {"rate": 0}),
        (Descend, {"steps": 21}),
        (Roll, {"steps": MANY_STEPS + 1}),
        (Roll, {"more": 1}),
    ],
)
def test_what_is_beyond_a_limit_is_refused(
    kind: type[msgspec.Struct], change: dict[str, Any]
) -> None:
    line = {"weights": [1, 1], "bias": 0}
    fields: dict[str, Any] = {"points": [{"x": [1, 1], "y": 1}]}
    kinds: dict[type[msgspec.Struct], dict[str, Any]] = {
        Errors: {"lines": [line]},
        Nudge: {"line": line, "by": 0.1},
        Hill: {"bias": 0, "low": [-1, -1], "high": [1, 1], "n": 8},
        Cut: {"line": line, "along": 0, "low": -1, "high": 1, "n": 8},
        Descend: {"line": line, "rate": 0.1, "steps": 1},
        Roll: {"line": line, "rate": 0.1, "steps": 1},
    }
    others = kinds[kind]
    parse: Callable[[object], object] = parser(kind)
    parse(fields | others)
    with pytest.raises(InvalidInput):
        parse(fields | others | change)
