"""Lesson 1: one neuron, from f(w p + b) to many inputs, and how it learns its weights."""

from collections.abc import Generator
from typing import Annotated, Any

import msgspec
import numpy as np
from msgspec import Meta

from app.forward_pass import Dense, Network
from app.forward_pass.activations import activation
from app.forward_pass.arrays import Floats
from app.lessons.lesson import Ask, Lesson, Limits

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
    """The perceptron rule (Rosenblatt 1958), epoch by epoch, until it gets every night right.

    For each night whose a differs from its label t: w += (t − a) x and b += (t − a). ``weights``
    (n_epochs + 1, 2) and ``bias`` (n_epochs + 1,): as they were at the start, then after each
    epoch. ``mistakes``: in each epoch. ``done``: the last epoch made none.
    """
    w, b = np.array(request.weights, np.float32), np.float32(request.bias)
    X = np.array([night.x for night in request.nights], np.float32)  # (n, 2)
    targets = np.array([night.goes for night in request.nights], np.float32)
    weights, biases, mistakes = [w], [b], []
    for _ in range(EPOCHS):
        wrong = 0
        network = _neuron(w, b)
        for x, target in zip(X, targets, strict=True):
            error = target - network.forward(x)[0].a[0]
            if error:
                wrong += 1
                w, b = w + error * x, b + error
                network = _neuron(w, b)
        weights.append(w)
        biases.append(b)
        mistakes.append(wrong)
        if not wrong:
            break
        yield
    return {
        "weights": [each.tolist() for each in weights],
        "bias": [float(each) for each in biases],
        "mistakes": mistakes,
        "done": mistakes[-1] == 0,
    }


def _neuron(w: Floats, b: np.float32) -> Network:
    return Network("", [Dense(w[np.newaxis].copy(), np.array([b]), activation("step"))])


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
            "one": {"x": [1, 0], "w": [2, 0, 0, 0], "b": [-1, 0], "f": "sigmoid"},
            "party": {"x": [1, 1], "w": [-10, 1, 0, 0], "b": [0, 0], "f": "step"},
            "friends": {"x": [1, 2], "w": [-4, 1, 0, 0], "b": [2, 0], "f": "step"},
            "bias": {"x": [1, 3], "w": [-4, 1, 0, 0], "b": [0, 0], "f": "step"},
            "chance": {"x": [1, 3], "w": [-4, 1, 0, 0], "b": [2, 0], "f": "sigmoid"},
            "learn": {"x": [1, 4], "w": [0, 0, 0, 0], "b": [0, 0], "f": "step"},
            "two": {"x": [1, 3], "w": [-4, 1, 0, 1], "b": [2, -3], "f": "step"},
        },
    },
    asks={"learn": Ask(Learn, learn)},
    picture="scene=friends&x=1_3",
)
