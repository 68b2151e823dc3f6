"""The perceptron rule (Rosenblatt 1958): how a layer of step neurons learns from its mistakes."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.forward_pass import Dense, Network
from app.forward_pass.activations import activation
from app.forward_pass.arrays import Floats


class Mend(NamedTuple):
    """What one example changed.

    ``example``: which one. ``wrong`` (n_out,): the neurons that told it wrongly, and were mended.
    ``weights`` (n_out, n_in) and ``bias`` (n_out,): as they are from then on.
    """

    example: int
    wrong: NDArray[np.bool_]
    weights: Floats
    bias: Floats


def step_neurons(weights: Floats, bias: Floats) -> Network:
    """A layer of step neurons with copies of these weights (n_out, n_in) and biases (n_out,)."""
    return Network("", [Dense(weights.copy(), bias.copy(), activation("step"))])


def epochs(
    weights: Floats, bias: Floats, X: Floats, targets: Floats, *, most: int, rate: float = 1.0
) -> Iterator[list[Mend]]:
    """The mends of each epoch, until one has none, or there were as many epochs as allowed.

    ``X`` (n, n_in), ``targets`` (n, n_out), 0 or 1. An epoch goes once through all examples. Where
    a differs from its target t: w += rate (t − a) x and b += rate (t − a), before the next example.
    """
    for _ in range(most):
        mends = list(_epoch(weights, bias, X, targets, rate))
        yield mends
        if not mends:
            return
        weights, bias = mends[-1].weights, mends[-1].bias


def _epoch(
    weights: Floats, bias: Floats, X: Floats, targets: Floats, rate: float
) -> Iterator[Mend]:
    network = step_neurons(weights, bias)
    for example, (x, target) in enumerate(zip(X, targets, strict=True)):
        error = target - network.forward(x)[0].a  # (n_out,): −1, 0 or 1
        if not error.any():
            continue
        change = np.float32(rate) * error
        weights, bias = weights + np.outer(change, x), bias + change
        network = step_neurons(weights, bias)
        yield Mend(example, error != 0, weights, bias)
