"""Slopes that go back through a small network are those that nudges measure."""

import math
from typing import Any

import numpy as np
import pytest

from app.lessons.sent_back import MOST_STEPS, Back, back


def error(numbers: np.ndarray, target: int) -> float:
    """−ln of the chance of what is right, of the 3-2-1 network with these numbers, by hand."""

    def sigmoid(z: float) -> float:
        return 1 / (1 + math.exp(-z))

    W1, b1, W2, b2 = np.split(numbers, [6, 8, 10])
    x = [1, 0.5, -1]
    a = [sigmoid(sum(W1[3 * k + r] * x[r] for r in range(3)) + b1[k]) for k in range(2)]
    out = sigmoid(W2[0] * a[0] + W2[1] * a[1] + b2[0])
    return -math.log(out if target else 1 - out)


def numbers_of(found: dict[str, Any]) -> np.ndarray:
    return np.concatenate([np.ravel(layer[name]) for layer in found["layers"] for name in "Wb"])


@pytest.mark.parametrize("steps", [0, 3, MOST_STEPS])
@pytest.mark.parametrize("target", [0, 1])
def test_each_slope_is_a_product_and_what_a_nudge_measures(target: Any, steps: int) -> None:
    found = back(Back(target, steps, 0.001))
    numbers = numbers_of(found)
    assert found["error"] == pytest.approx(error(numbers, target), rel=1e-12)
    known = {1.0}
    for layer in found["layers"]:
        known |= {*np.ravel(layer["W"]), *layer["a"], *layer["slope"]}
    known |= {*found["input"]}
    places = {(0, "w"): 0, (0, "b"): 6, (1, "w"): 8, (1, "b"): 10}
    checked = 0
    for slope in found["slopes"]:
        assert math.prod(slope["factors"]) == pytest.approx(slope["value"], rel=1e-12)
        if len(slope["factors"]) == 2:  # of numbers that are there already
            assert all(any(math.isclose(each, one) for one in known) for each in slope["factors"])
        known.add(slope["value"])
        if slope["of"] not in "wb":
            continue
        first = places[slope["layer"], slope["of"]]
        width = 3 if slope["layer"] == 0 else 2
        read = slope["input"]
        place = first + (slope["neuron"] if read is None else slope["neuron"] * width + read)
        ends = []
        for by in (1e-5, -1e-5):
            moved = numbers.copy()
            moved[place] += by
            ends.append(error(moved, target))
        assert slope["value"] == pytest.approx((ends[0] - ends[1]) / 2e-5, rel=1e-6, abs=1e-9)
        assert slope["now"] == numbers[place]
        moved = numbers.copy()
        moved[place] += 0.001
        assert slope["error"] == pytest.approx(error(moved, target), rel=1e-12)
        assert slope["measured"] == pytest.approx(slope["value"], abs=2e-4)
        checked += 1
    assert checked == len(numbers) == 11


def test_a_smaller_nudge_measures_more_exactly() -> None:
    def apart(nudge: float) -> float:
        slopes = back(Back(1, 0, nudge))["slopes"]
        return max(float(abs(each["measured"] - each["value"])) for each in slopes if "now" in each)

    assert apart(0.1) > 5 * apart(0.01) > 25 * apart(0.001)


def test_learning_makes_the_error_smaller_step_by_step() -> None:
    errors = [back(Back(1, steps, 0.01))["error"] for steps in range(MOST_STEPS + 1)]
    assert errors == sorted(errors, reverse=True)
    assert errors[-1] < errors[0] / 3
