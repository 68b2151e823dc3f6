"""Lesson 2: each function, its slope and its dip, against formulas in double precision."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from app.forward_pass import InvalidInput
from app.lessons.activation_functions import (
    LARGEST,
    LESSON,
    MOST_VALUES,
    Lowest,
    Shape,
    lowest,
    shape,
)
from app.wire import parser
from tests.forward_pass import reference

PARAMETRIC = {"name": "parametric-relu", "alpha": [0.25]}
ALL = [*reference.ELEMENTWISE, "leaky-relu", PARAMETRIC]


def formula(f: object) -> Callable[[float], float]:
    if isinstance(f, str) and f in reference.ELEMENTWISE:
        return reference.ELEMENTWISE[f]
    alpha = f["alpha"][0] if isinstance(f, dict) else 0.01
    return lambda z: z if z > 0 else alpha * z


@pytest.mark.parametrize("f", ALL, ids=str)
def test_each_function_and_its_slope_agree_with_formulas_in_double_precision(f: object) -> None:
    found = shape(Shape(f, -12, 12, 241))
    one, h = formula(f), 1e-5
    z = np.linspace(-12, 12, 241)
    np.testing.assert_allclose(found["z"], z, atol=1e-6)
    np.testing.assert_allclose(found["a"], [one(each) for each in z], rtol=1e-5, atol=1e-6)
    off = np.abs(z) > 1e-9  # at 0 the step and the ReLUs have a corner
    slopes = [(one(each + h) - one(each - h)) / (2 * h) for each in z]
    np.testing.assert_allclose(found["slope"][off], np.array(slopes)[off], rtol=1e-4, atol=1e-5)
    assert {found[name].dtype for name in ("z", "a", "slope")} == {np.dtype(np.float32)}


@pytest.mark.parametrize(("f", "most"), [("sigmoid", 0.25), ("tanh", 1.0)])
def test_no_slope_is_steeper_than_the_one_in_the_middle(f: str, most: float) -> None:
    found = shape(Shape(f, -12, 12, 241))
    assert found["slope"].max() == found["slope"][120] == most


def test_the_sigmoid_from_ten_to_a_thousand() -> None:
    ten, thousand = (shape(Shape("sigmoid", z, z, 1))["a"][0] for z in (10, 1000))
    assert thousand == 1
    assert thousand - ten == pytest.approx(math.exp(-10) / (1 + math.exp(-10)), rel=2e-3)
    assert f"{thousand - ten:.5f}" == "0.00005"


def test_the_middle_is_one_half_and_no_sum_overflows() -> None:
    with np.errstate(all="raise", under="ignore"):
        found = {
            f: shape(Shape(f, -LARGEST, LARGEST, 3))["a"].tolist() for f in ("sigmoid", "tanh")
        }
        assert shape(Shape("sigmoid", -1000, -1000, 1))["a"].tolist() == [0]
    assert found == {"sigmoid": [0, 0.5, 1], "tanh": [-1, 0, 1]}


@pytest.mark.parametrize(("f", "z", "a"), [("gelu", -0.752, -0.170), ("swish", -1.278, -0.278)])
def test_gelu_and_swish_have_a_dip(f: str, z: float, a: float) -> None:
    found = lowest(Lowest(f))
    assert (round(found["z"], 3), round(found["a"], 3)) == (z, a)
    around = np.linspace(found["z"] - 0.01, found["z"] + 0.01, 2001)
    assert found["a"] == pytest.approx(min(map(formula(f), around)), abs=1e-12)


@pytest.mark.parametrize(
    "f", ["step", "linear", "sigmoid", "tanh", "relu", "leaky-relu", PARAMETRIC]
)
def test_the_others_have_none(f: object) -> None:
    assert lowest(Lowest(f)) == {"z": None, "a": None}


@pytest.mark.parametrize(
    ("f", "named"),
    [
        ("softmax", "a function of one sum"),
        ("sinus", "one of step, linear"),
        ({"name": "parametric-relu", "alpha": [0.1, 0.2]}, r"alpha of shape \(1,\)"),
        ({"name": "parametric-relu"}, "an alpha of parametric-relu"),
    ],
)
def test_what_is_no_function_of_one_sum_is_refused(f: object, named: str) -> None:
    with pytest.raises(InvalidInput, match=named):
        shape(Shape(f, -1, 1, 3))
    with pytest.raises(InvalidInput, match=named):
        lowest(Lowest(f))


@pytest.mark.parametrize(
    "beyond", [{"high": 2e6}, {"low": -2e6}, {"n": 0}, {"n": MOST_VALUES + 1}, {"low": math.nan}]
)
def test_what_is_beyond_its_limits_is_refused(beyond: dict[str, Any]) -> None:
    ask = {"f": "sigmoid", "low": -1.0, "high": 1.0, "n": 3}
    assert parser(Shape)(ask) == Shape("sigmoid", -1, 1, 3)
    with pytest.raises(InvalidInput):
        parser(Shape)(ask | beyond)


def test_what_it_starts_with_is_within_its_own_limits() -> None:
    for scene in LESSON.start["scenes"].values():
        numbers = [value for value in scene.values() if isinstance(value, int | float)]
        assert max(map(abs, numbers)) <= LESSON.limits.size
