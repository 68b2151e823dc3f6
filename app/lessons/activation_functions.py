"""Lesson 2: activation functions: what a sum may say, how steeply, and where it is deaf."""

from typing import Annotated, Any, cast

import msgspec
import numpy as np
from msgspec import Meta

from app.forward_pass import Dense, InvalidInput
from app.forward_pass.activations import Activation, Softmax, activation
from app.forward_pass.arrays import Floats
from app.lessons.lesson import Ask, Lesson, Limits

LARGEST = 1_000_000.0  # of a sum: the lesson opens with it
MOST_VALUES = 401

Sum = Annotated[float, Meta(ge=-LARGEST, le=LARGEST)]


class Shape(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An activation function over ``n`` values of z, from ``low`` to ``high``.

    ``f``: as in an inline network, of a layer with one neuron.
    """

    f: Any
    low: Sum
    high: Sum
    n: Annotated[int, Meta(ge=1, le=MOST_VALUES)]


def shape(request: Shape) -> dict[str, Any]:
    """``z``, ``a`` = f(z) and ``slope`` = f′(z), each (n,).

    Raises:
        InvalidInput: f is no function of one sum.
    """
    f = _of_one_sum(request.f)
    z = np.linspace(request.low, request.high, request.n).astype(np.float32)[:, np.newaxis]
    with np.errstate(over="ignore"):  # e^-z of a very negative z is infinite, and 1 ÷ that is 0
        a = f(z)
        slope = f.slope(z, a)
    return {"z": z[:, 0], "a": a[:, 0], "slope": slope[:, 0]}


class Lowest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where is an activation function lowest?"""

    f: Any


def lowest(request: Lowest) -> dict[str, Any]:
    """The bottom of a function with one dip, as that of GELU and Swish: ``z``, and ``a`` there.

    Both are None where it has none. Halving finds where the slope turns from − to +, in double
    precision.

    Raises:
        InvalidInput: f is no function of one sum.
    """
    f = _of_one_sum(request.f)
    low, high = -4.0, 0.0
    if not _slope(f, low) < 0 < _slope(f, high):
        return {"z": None, "a": None}
    while high - low > 1e-9:
        middle = (low + high) / 2
        low, high = (middle, high) if _slope(f, middle) < 0 else (low, middle)
    return {"z": low, "a": float(f(_double(low))[0])}


def _double(z: float) -> Floats:
    return cast(Floats, np.array([z], np.float64))  # each function keeps the precision


def _slope(f: Activation, at: float) -> float:
    z = _double(at)
    return float(f.slope(z, f(z))[0])


def _of_one_sum(spec: Any) -> Activation:
    f = activation(spec)
    if isinstance(f, Softmax):
        raise InvalidInput("activation", "a function of one sum in this lesson", f.name)
    Dense(np.ones((1, 1), np.float32), np.zeros(1, np.float32), f)  # so that alpha has to fit
    return f


LESSON = Lesson(
    number=2,
    title="Activation functions",
    question="The sum is a million. What may it say?",
    minutes=20,
    limits=Limits(layers=2, neurons=5, inputs=5, size=LARGEST),
    start={
        "always": {
            "z": 0,
            "f": "sigmoid",
            "s": 4,
            "b": 0,
            "shown": ["step", "linear", "sigmoid", "tanh", "relu"],
            "newer": "leaky-relu",
            "alpha": 0.25,
        },
        "scenes": {
            "million": {"z": LARGEST, "f": "tanh"},
            "squeeze": {"z": 1},
            "middle": {"z": 2},
            "only": {"b": -10},
            "slope": {"z": -2},
            "deaf": {"z": 1},
            "together": {"z": -1.5},
        },
    },
    picture="scene=together&guess=0&z=0.5",
    asks={"shape": Ask(Shape, shape), "lowest": Ask(Lowest, lowest)},
)
