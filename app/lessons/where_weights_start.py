"""Lesson 11: how weights start, what becomes of signals and slopes then, and what holds them."""

from collections.abc import Generator
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec
import numpy as np
from msgspec import Meta

from app.forward_pass import Dense, InvalidInput, Layer, Network
from app.forward_pass.activations import activation
from app.forward_pass.arrays import Floats
from app.forward_pass.per_neuron import BatchNorm
from app.lessons.lesson import Ask, Lesson, Limits
from app.lessons.stacks import (
    HE,
    N_BLOCKS,
    XAVIER,
    Function,
)
from app.lessons.through_layers import SCALES, Deep, Flow, deep, flow

if TYPE_CHECKING:
    from app.training.data import Digits

Long = Generator[Any, None, dict[str, Any]]


N_DIGITS, N_NEW = 300, 200  # to learn from, and to be tested with
SIXTEEN = (784, 16, 10)
ALIKE_STEPS, LOOK, ALIKE_RATE, BATCH = 240, 24, 0.2, 50
SAME = 0.02  # every weight, where all are the same and not 0
ALIKE = 1e-4  # of the largest weight: no larger a difference than rounding makes
DEEP = (784, 32, 32, 10)
RATES = [0.03, 0.1, 0.3, 1, 3, 10]
RATE_STEPS = 100

HEIGHTS = [138.0, 142, 145, 147, 150, 153, 156, 161]  # of eight pupils, cm


# Sixteen alike


class Alike(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Train 784-16-10 from weights that are all 0, all the same, or random; biases 0."""

    function: Function
    start: Literal["zero", "same", "random"]


def alike(request: Alike) -> Long:
    """Sixteen neurons, watched while they learn.

    Pieces: ``step``, and the sixteen grids, ``levels`` (16, 784): 0 to 254, which mean −``end`` to
    ``end``. The answer: ``W`` (16, 784), ``different``: how many neurons differ in their weights,
    bias, or what the outputs make of them; ``moved``: how many numbers of W, b, and the outputs' W
    and b are not what they were; ``right`` of ``of`` new digits.
    """
    from app.training.backprop import backward, targets
    from app.training.parameters import Parameters

    functions = [activation(request.function), activation("sigmoid")]
    rng = np.random.default_rng(0)
    # In double precision: what rounding makes of equals would grow while they learn.
    parameters = Parameters.dense("", SIXTEEN, functions, np.float64)
    if request.start == "random":
        parameters.vector[:] = Parameters.random("", SIXTEEN, functions, rng).vector
    else:
        for view in parameters.views(parameters.vector):
            view["W"][:] = SAME if request.start == "same" else 0
    began = parameters.vector.copy()
    network, gradient = parameters.network, np.zeros_like(began)
    digits, new = _digits()
    doubles: list[Any] = [
        each.astype(np.float64) for each in (_read(digits), targets(digits.labels))
    ]
    x, y = doubles
    for step in range(ALIKE_STEPS):
        if step % LOOK == 0:
            yield step / ALIKE_STEPS
            yield {"step": step, **_levels(network.layers[0].parameters["W"])}
        batch = rng.integers(N_DIGITS, size=BATCH)
        passes = network.forward(x[batch])
        backward(network, x[batch], passes, y[batch], parameters.views(gradient))
        parameters.vector -= ALIKE_RATE * gradient
    hidden, output = (layer.parameters for layer in parameters.snapshot().layers)
    moved = parameters.views((parameters.vector != began).astype(np.float32))
    return {
        "W": hidden["W"],
        "different": _different(np.column_stack([hidden["W"], hidden["b"], output["W"].T])),
        "moved": [int(each.sum()) for pair in moved for each in pair.values()],
        "right": _right(network, new),
        "of": N_NEW,
    }


def _levels(W: Floats) -> dict[str, Any]:
    end = float(np.abs(W).max()) or 1.0
    return {"levels": np.rint(127 + 127 / end * W).astype(np.uint8), "end": end}


def _different(neurons: Floats) -> int:
    """How many rows there are that no other one before is like."""
    near = ALIKE * np.abs(neurons).max()
    kinds: list[Floats] = []
    for each in neurons:
        if all(np.abs(each - kind).max() > near for kind in kinds):
            kinds.append(each)
    return len(kinds)


@cache
def _digits() -> "tuple[Digits, Digits]":
    """Our own, drawn anew: to learn from, and to be tested with."""
    from app.lessons.digits import ours

    rng = np.random.default_rng(11)
    return ours(N_DIGITS, None, rng), ours(N_NEW, None, rng)


def _read(digits: "Digits") -> Floats:
    return np.divide(digits.images.reshape(len(digits.images), -1), 255, dtype=np.float32)


def _right(network: Network, digits: "Digits") -> int:
    with np.errstate(over="ignore"):
        said = network.forward(_read(digits))[-1].a
    return int((said.argmax(axis=1) == digits.labels).sum())


# A batch


class Batch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Normalise heights, in cm, as a batch in training, and in use."""

    heights: Annotated[list[Annotated[float, Meta(ge=0, le=300)]], Meta(min_length=1, max_length=8)]


def batch(request: Batch) -> dict[str, Any]:
    """Of each height ``training`` and ``use``; the ``mean`` and ``deviation`` of both, two each."""
    one, zero = np.ones(1, np.float32), np.zeros(1, np.float32)
    seen = np.array(HEIGHTS, np.float32)[:, np.newaxis]
    use = BatchNorm(gamma=one, beta=zero, mean=zero, variance=one).moved(seen, 1)
    training = use.training()
    read = np.array(request.heights, np.float32)[:, np.newaxis]
    spreads = [layer.spread(read) for layer in (training, use)]
    return {
        "training": training.weighted_sum(read)[:, 0],
        "use": use.weighted_sum(read)[:, 0],
        "mean": [float(each.mean[0]) for each in spreads],
        "deviation": [float(each.deviation[0]) for each in spreads],
    }


# Learning rates


class Rates(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Train 784-32-32-10, with ReLUs, at each of ``RATES``; ``norm``: with batch normalisation."""

    norm: bool


def rates(request: Rates) -> Long:
    """Of each rate: ``losses`` (100,) of its batches, ``right`` of ``of`` new digits, ``dead``.

    ``fired`` (64,): 1 for each ReLU that some digit makes fire, after training as in use; others
    are ``dead``. Losses end early, where a number is not finite any more. Pieces: ``rows`` so far.
    """
    from app.training.backprop import targets
    from app.training.descent import Descent

    digits, new = _digits()
    x, y = _read(digits), targets(digits.labels)
    rows: list[dict[str, Any]] = []
    for k, rate in enumerate(RATES):
        rng = np.random.default_rng(1)
        descent = Descent(_rectified(request.norm, rng))
        losses: list[float] = []
        for step in range(RATE_STEPS):
            chosen = rng.integers(N_DIGITS, size=BATCH)
            try:
                losses.append(descent.step(x[chosen], y[chosen], rate))
            except InvalidInput:  # a number is beyond all numbers
                break
            if step % 20 == 0:
                yield (k + step / RATE_STEPS) / len(RATES)
        network = descent.network
        with np.errstate(over="ignore", invalid="ignore"):
            passes = network.forward(x)
        relus = [
            a.max(axis=0) > 0
            for layer, (_, a) in zip(network.layers, passes, strict=True)
            if layer.f.name == "relu"
        ]
        fired = np.concatenate(relus)
        rows.append(
            {
                "rate": rate,
                "losses": np.array(losses, np.float32),
                "right": _right(network, new),
                "of": N_NEW,
                "dead": int((~fired).sum()),
                "fired": fired.astype(np.uint8),
            }
        )
        yield {"rows": [*rows]}
    return {"rows": rows}


def _rectified(norm: bool, rng: "np.random.Generator") -> Network:
    """He's start; the last layer's functions are softmax."""
    layers: list[Layer] = []
    for n_in, n_out in pairwise(DEEP):
        is_last = n_out == DEEP[-1]
        W = ((2 / n_in) ** 0.5 * rng.standard_normal((n_out, n_in))).astype(np.float32)
        zero, one = np.zeros(n_out, np.float32), np.ones(n_out, np.float32)
        f = activation("softmax" if is_last else "relu")
        if norm and not is_last:
            layers += [
                Dense(W, zero, activation("linear")),
                BatchNorm(gamma=one, beta=zero, mean=zero, variance=one, f=f),
            ]
        else:
            layers.append(Dense(W, zero, f))
    return Network("", layers)


LESSON = Lesson(
    number=11,
    title="Where weights start",
    question="Sixteen neurons start alike. How many different ones are there after training?",
    minutes=35,
    limits=Limits(layers=1, neurons=1, inputs=1, size=10),
    start={
        "scales": SCALES,
        "xavier": XAVIER,
        "he": HE,
        "heights": HEIGHTS,
        "rates": RATES,
        "blocks": N_BLOCKS,
    },
    asks={
        "alike": Ask(Alike, alike, long=True),
        "flow": Ask(Flow, flow, long=True),
        "batch": Ask(Batch, batch),
        "rates": Ask(Rates, rates, long=True),
        "deep": Ask(Deep, deep, long=True),
    },
    picture="scene=skip&guess=-1&bend=tanh&skips=1023",
    styles=("stage", "weight-tiles"),
)
