"""Lesson 1: one neuron, from f(w p + b) to many inputs, and how it learns its weights."""

from collections.abc import Generator
from typing import Annotated, Any

import msgspec
import numpy as np
from msgspec import Meta

from app.lessons.lesson import Ask, Lesson, Limits
from app.lessons.perceptron import epochs

MAX_NIGHTS = 16
EPOCHS = 30  # through all nights, in one answer: 5 ms; most labellings need fewer than ten
LARGEST = 200.0  # of a weight, a bias, an input; the axis of z reaches as far

Number = Annotated[float, Meta(ge=-LARGEST, le=LARGEST)]
Inputs = Annotated[list[Number], Meta(min_length=2, max_length=2)]


class Night(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One night: its two inputs, and whether one goes out, 0 or 1."""

    x: Inputs
    goes: Annotated[int, Meta(ge=0, le=1)]


class Learn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Learn from labelled nights, beginning with these weights and this bias."""

    nights: Annotated[list[Night], Meta(min_length=1, max_length=MAX_NIGHTS)]
    weights: Inputs
    bias: Number


def learn(request: Learn) -> Generator[None, None, dict[str, Any]]:
    """The perceptron rule (Rosenblatt 1958), mistake by mistake, until it gets every night right.

    ``mends``: for each mistake its ``night``, an index, and the ``weights`` and the ``bias`` that
    the rule then made. ``epochs``: how many there were. ``done``: the last one had no mistake.
    """
    w, b = np.array([request.weights], np.float32), np.array([request.bias], np.float32)
    X = np.array([night.x for night in request.nights], np.float32)  # (n, 2)
    targets = np.array([[night.goes] for night in request.nights], np.float32)  # (n, 1)
    mends: list[dict[str, Any]] = []
    n_epochs, done = 0, False
    for mended in epochs(w, b, X, targets, most=EPOCHS):
        mends += [
            {
                "night": each.example,
                "weights": each.weights[0].tolist(),
                "bias": float(each.bias[0]),
            }
            for each in mended
        ]
        n_epochs, done = n_epochs + 1, not mended
        yield
    return {"mends": mends, "epochs": n_epochs, "done": done}


LESSON = Lesson(
    number=1,
    title="One neuron",
    question="Will you go to the party? How does a neuron weigh its reasons?",
    minutes=15,
    limits=Limits(layers=1, neurons=2, inputs=2, size=LARGEST),
    start={
        # The page's field: rested with 0 to 6 friends, then tired; + goes, - stays, . no label
        "nights": "+..+....-..+..",
        "scenes": {
            "party": {"x": [1, 1], "w": [-10, 1, 0, 0], "b": [0, 0], "f": "step"},
            "one": {"x": [1, 0], "w": [2, 0, 0, 0], "b": [-1, 0], "f": "linear"},
            "friends": {"x": [1, 2], "w": [-4, 1, 0, 0], "b": [2, 0], "f": "step"},
            "bias": {"x": [1, 3], "w": [-4, 1, 0, 0], "b": [0, 0], "f": "step"},
            "chance": {"x": [1, 3], "w": [-4, 1, 0, 0], "b": [2, 0], "f": "sigmoid"},
            "learn": {"x": [1, 4], "w": [0, 0, 0, 0], "b": [0, 0], "f": "step"},
            "two": {"x": [1, 3], "w": [-4, 1, 0, 1], "b": [2, -3], "f": "step"},
        },
    },
    asks={"learn": Ask(Learn, learn)},
    picture="scene=friends&guess=1&x=1_3",
)
