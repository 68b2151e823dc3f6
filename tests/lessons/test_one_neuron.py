"""Lesson 1: the party's figures, and the perceptron rule."""

from itertools import product

import numpy as np
import pytest

from app.forward_pass import Dense, Network
from app.forward_pass.activations import activation
from app.lessons.one_neuron import EPOCHS, LESSON, Learn, Night, learn
from app.turns import by_turns


def fires(weights: list[float], bias: float, x: list[float]) -> tuple[float, float]:
    """z and a of a step neuron."""
    W, b = np.array([weights], np.float32), np.array([bias], np.float32)
    ((z, a),) = Network("", [Dense(W, b, activation("step"))]).forward(np.array(x, np.float32))
    return float(z[0]), float(a[0])


def nights(weights: list[float], bias: float) -> list[Night]:
    """Every kind of night, labelled by a neuron."""
    return [
        Night([tired, friends], int(fires(weights, bias, [tired, friends])[1]))
        for tired, friends in product((0.0, 1.0), range(6))
    ]


@pytest.mark.parametrize(
    ("x", "z", "a"), [([1, 0], -10, 0), ([1, 1], -9, 0), ([0, 1], 1, 1), ([0, 0], 0, 0)]
)
def test_the_party(x: list[float], z: float, a: float) -> None:
    assert fires([-10, 1], 0, x) == (z, a)


@pytest.mark.parametrize(
    ("bias", "friends", "z", "a"), [(2, 2, 0, 0), (2, 3, 1, 1), (0, 4, 0, 0), (0, 5, 1, 1)]
)
def test_counting_friends(bias: float, friends: float, z: float, a: float) -> None:
    assert fires([-4, 1], bias, [1, friends]) == (z, a)


def test_it_learns_nights_that_a_line_can_part() -> None:
    given = nights([-4, 1], 2)
    found = by_turns(learn(Learn(given, [0, 0], 0)))
    assert found["done"]
    assert found["epochs"] > 1
    last = found["mends"][-1]
    for night in given:
        assert fires(last["weights"], last["bias"], night.x)[1] == night.goes


def test_each_mend_follows_rosenblatts_rule() -> None:
    found = by_turns(learn(Learn([Night([1, 2], 1), Night([0, 1], 0)], [0, 0], 0)))
    # The first night's z is 0, on the boundary: it does not fire, so its inputs are added. Then
    # the second night fires wrongly, and its inputs are taken away.
    assert found["mends"][:2] == [
        {"night": 0, "weights": [1, 2], "bias": 1},
        {"night": 1, "weights": [1, 1], "bias": 0},
    ]


def test_nothing_is_mended_where_no_mistake_is_made() -> None:
    given = nights([-4, 1], 2)
    assert by_turns(learn(Learn(given, [-4, 1], 2))) == {"mends": [], "epochs": 1, "done": True}


def test_nights_that_no_line_parts_end_with_the_last_epoch() -> None:
    given = [Night([0, 0], 0), Night([0, 1], 1), Night([1, 0], 1), Night([1, 1], 0)]
    found = by_turns(learn(Learn(given, [0, 0], 0)))
    assert not found["done"]
    assert found["epochs"] == EPOCHS
    assert len(found["mends"]) >= EPOCHS


def test_what_it_starts_with_is_within_its_own_limits() -> None:
    for scene in LESSON.start["scenes"].values():
        numbers = [*scene["x"], *scene["w"], *scene["b"]]
        assert max(map(abs, numbers)) <= LESSON.limits.size
