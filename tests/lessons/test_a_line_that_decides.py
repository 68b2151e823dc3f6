"""Lesson 3: who gets in, distances, the least number of mistakes, and the rule that mends them."""

from itertools import pairwise, product
from typing import Any

import numpy as np
import pytest

from app.lessons.a_line_that_decides import (
    CORNERS,
    GATES,
    LESSON,
    MOST_EPOCHS,
    MOST_MENDS,
    RATE,
    Case,
    Learn,
    Measure,
    Starts,
    Table,
    learn,
    least,
    measure,
    starts,
)
from app.lessons.perceptron import step_neurons
from app.turns import by_turns


def read(weights: list[float], bias: float, *points: list[float]) -> list[tuple[float, float]]:
    """z and a of a step neuron, for each point."""
    network = step_neurons(np.array([weights], np.float32), np.array([bias], np.float32))
    passes = [network.forward(np.array(x, np.float32))[0] for x in points]
    return [(float(z[0]), float(a[0])) for z, a in passes]


def points_of(scene: str) -> list[list[float]]:
    flat = LESSON.start["scenes"][scene]["points"]
    return [flat[k : k + 2] for k in range(0, len(flat), 2)]


def twelve() -> Learn:
    """What the page asks in the scene of the rule."""
    scene = LESSON.start["scenes"]["rule"]
    cases = [Case(x, fires) for x, fires in zip(points_of("rule"), scene["fires"], strict=True)]
    return Learn(cases, scene["w"], scene["b"])


def test_who_gets_in() -> None:
    people = dict(zip(LESSON.start["names"], points_of("who"), strict=True))
    sums = {name: read([2, 1], -18, x)[0] for name, x in people.items()}
    assert sums["Ada"] == (2, 1)
    assert sums["Ben"] == (-1, 0)  # one point more in all, and yet outside
    assert sums["Eva"] == (0, 0)  # exactly on the line: a step neuron fires for z > 0 only


def test_more_get_in_with_a_larger_bias() -> None:
    n = [sum(a for _, a in read([2, 1], bias, *points_of("line"))) for bias in (-18, -12)]
    assert n == [3, 5]


def test_without_a_bias_one_of_two_on_a_ray_is_always_wrong() -> None:
    inside, outside = points_of("origin")[0], points_of("origin")[3]
    assert (inside, outside) == ([4, 4], [1, 1])
    for weights in np.random.default_rng(0).uniform(-5, 5, (200, 2)).tolist():
        (_, one), (_, other) = read(weights, 0, inside, outside)
        assert one == other


def test_the_distance_is_what_a_ruler_says() -> None:
    found = measure(Measure(points_of("far"), [2, 1], -18))
    assert found["length"] == pytest.approx(5**0.5)
    assert found["z"] == [2, -1, 8, -9, 0, 3]
    assert found["distance"][0] == pytest.approx(2 / 5**0.5)
    for (x, y), distance in zip(points_of("far"), found["distance"], strict=True):
        along = np.linspace(-20, 20, 40_001)  # points of the line: x₂ = 18 − 2x₁
        to_the_line = np.hypot(along - x, 18 - 2 * along - y).min()
        assert distance == pytest.approx(to_the_line, abs=1e-3)


def test_twice_all_numbers_is_twice_the_sum_and_the_same_distance() -> None:
    one, two = (measure(Measure([[8, 4]], [2 * k, k], -18 * k)) for k in (1, 2))
    assert two["z"] == [2 * one["z"][0]]
    assert two["distance"] == pytest.approx(one["distance"])


def test_without_weights_there_is_no_line_to_be_far_from() -> None:
    assert measure(Measure([[8, 4]], [0, 0], -18))["distance"] is None


def test_and_fires_for_both_only() -> None:
    scene = LESSON.start["scenes"]["and"]
    assert (scene["w"], scene["b"]) == ([0.5, 0.5], -0.7)
    assert tuple(a for _, a in read(scene["w"], scene["b"], *CORNERS.tolist())) == GATES["and"]


@pytest.mark.parametrize(("gate", "mistakes"), [("and", 0), ("or", 0), ("xor", 1)])
def test_the_least_number_of_mistakes(gate: str, mistakes: int) -> None:
    found = least(Table([*GATES[gate]]))
    assert found["mistakes"] == mistakes
    says = [a for _, a in read(found["weights"], found["bias"], *CORNERS.tolist())]
    assert sum(one != other for one, other in zip(says, GATES[gate], strict=True)) == mistakes


def test_a_line_can_say_fourteen_of_sixteen_tables_and_no_other() -> None:
    found = {table: least(Table([*table])) for table in product((0, 1), repeat=4)}
    impossible = {table for table, each in found.items() if each["mistakes"]}
    assert impossible == {(0, 1, 1, 0), (1, 0, 0, 1)}
    assert all(each["tables"] == 14 for each in found.values())
    # What no line of ten thousand says either.
    lines = np.random.default_rng(0).uniform(-1, 1, (10_000, 3)).astype(np.float32)
    a = step_neurons(lines[:, :2], lines[:, 2]).forward(CORNERS)[0].a.T
    said = {tuple(map(int, table)) for table in np.unique(a, axis=0)}
    assert said == set(found) - impossible


def test_both_pairs_of_xor_have_the_same_middle() -> None:
    for weights in np.random.default_rng(0).integers(-8, 8, (50, 2)).tolist():
        (a, _), (b, _), (c, _), (d, _), (middle, _) = read(
            weights, 3, *CORNERS.tolist(), [0.5, 0.5]
        )
        assert middle == (a + d) / 2 == (b + c) / 2


# The rule


def test_the_twelve_are_parted_after_a_few_mends() -> None:
    found = by_turns(learn(twelve()))
    assert found["done"]
    assert found["wrong"] == [0, 3, 8]
    assert len(found["steps"]) == 7
    assert found["steps"][-1]["wrong"] == []


def test_one_mend_makes_another_mistake() -> None:
    found = by_turns(learn(twelve()))
    marks = [found["wrong"], *(step["wrong"] for step in found["steps"])]
    assert [len(wrong) for wrong in marks] == [3, 5, 1, 3, 1, 1, 2, 0]
    assert any(set(after) - set(before) for before, after in pairwise(marks))


def test_each_mend_adds_a_tenth_of_the_point_or_takes_it_away() -> None:
    request = twelve()
    w, b = np.array(request.weights), request.bias
    for step in by_turns(learn(request))["steps"]:
        case = request.cases[step["point"]]
        z = w @ case.x + b
        assert (z > 0) != case.fires
        sign = 1 if case.fires else -1
        w, b = w + sign * RATE * np.array(case.x), b + sign * RATE
        assert step["weights"] == pytest.approx(w, abs=1e-5)
        assert step["bias"] == pytest.approx(b, abs=1e-5)


def test_where_no_line_exists_it_is_cut_off_and_says_so() -> None:
    cases = [Case(x, fires) for x, fires in zip(CORNERS.tolist(), GATES["xor"], strict=True)]
    found = by_turns(learn(Learn(cases, [1, 1], -0.5)))
    assert not found["done"]
    assert len(found["steps"]) == MOST_MENDS


@pytest.mark.parametrize("seed", [0, 1])
def test_and_and_or_end_from_any_of_a_hundred_starts_and_xor_from_none(seed: int) -> None:
    found: dict[str, Any] = by_turns(starts(Starts(seed)))
    assert found["starts"] == 100
    for gate in ("and", "or"):
        assert found[gate]["end"] == 100
        assert found[gate]["longest"] <= MOST_EPOCHS
    assert found["xor"] == {"end": 0, "longest": None}


def test_what_it_starts_with_is_within_its_own_limits() -> None:
    for scene in LESSON.start["scenes"].values():
        numbers = [*scene["w"], scene["b"], *scene.get("points", []), *scene.get("others", [])]
        assert max(map(abs, numbers)) <= LESSON.limits.size
        assert len(scene["w"]) <= LESSON.limits.inputs
