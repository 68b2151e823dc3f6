"""A run of training that is watched: plain gradient descent, from a seed, a step at a time.

Nothing of a run depends on when or in how many parts it is computed: each step draws what is random
about it from the seed and its own number. So the weights at a step are all there is to keep of it.
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from app.forward_pass import Network
from app.forward_pass.activations import activation
from app.forward_pass.arrays import Floats, Grey
from app.forward_pass.layers import Layer
from app.forward_pass.per_neuron import Dropout
from app.training.backprop import backward, loss, targets
from app.training.parameters import Parameters

CHART = 12.0  # the loss at the chart's upper end; a random start is at about 8
_MOST = 5  # weights that a mistake names
_START, _ORDER, _MASK, _SHUFFLE = range(4)  # what a seed's random numbers are for

Rule = Literal["none", "l2", "l1", "dropout"]


@dataclass(frozen=True, slots=True)
class Plan:
    """How a run learns.

    ``sizes``: inputs, then the neurons of each layer, all of them sigmoids. ``rule`` keeps the
    weights in bounds, by its ``strength``. ``l2``: every step takes rate × strength of each weight
    away; ``l1``: it takes rate × strength away from its size, until that is 0; ``dropout``: this
    share of the hidden neurons is left out, others for each mini-batch.
    """

    sizes: tuple[int, ...] = (784, 16, 16, 10)
    seed: int = 0
    rate: float = 1.0
    batch: int = 100
    rule: Rule = "none"
    strength: float = 0.0


class Change(NamedTuple):
    """How far one digit moved a weight, layers counted from 0."""

    layer: int
    neuron: int
    input: int
    change: float


class Mistake(NamedTuple):
    """The worst mistake of a mini-batch: the misread digit with the largest loss.

    ``row``: which of the digits. ``said``: what it was taken for. ``most``: the weights it moved
    most. ``neuron``: the one of the first layer whose weights it moved most, by ``moved``,
    (n_in,). It shares its mini-batch's step with the others: a change is minus its own slope times
    the rate, divided by their number.
    """

    row: int
    said: int
    loss: float
    most: tuple[Change, ...]
    neuron: int
    moved: Floats


class Run:
    """A network on its way. ``step``: how many mini-batches it has learned from.

    ``left``: the loss has left the chart, so that there is no further step.
    """

    def __init__(self, plan: Plan, step: int = 0, vector: Floats | None = None) -> None:
        """Begin at the start, or at a step whose weights are known."""
        functions = [activation("sigmoid")] * (len(plan.sizes) - 1)
        rng = np.random.default_rng([plan.seed, _START])
        self.plan = plan
        self.step = step
        self.left = False
        self._parameters = Parameters.random("", plan.sizes, functions, rng)
        if vector is not None:
            self.vector[:] = vector
        self._gradient = np.zeros_like(self.vector)
        self._weights = self._parameters.decaying().astype(bool)
        self._order: tuple[int, int, NDArray[np.intp]] = -1, 0, np.empty(0, np.intp)

    @property
    def network(self) -> Network:
        """The network as it is used: with all of its neurons."""
        return self._parameters.network

    @property
    def vector(self) -> Floats:
        """All weights and biases."""
        return self._parameters.vector

    @property
    def mark(self) -> str:
        """A fingerprint of the weights, eight hexadecimal digits."""
        return f"{crc32(self.vector.tobytes()):08x}"

    def advance(
        self, images: Grey, labels: NDArray[np.uint8], *, watched: bool = False
    ) -> Mistake | None:
        """Learn from the next mini-batch of the digits, (n, 784) and (n,).

        Returns its worst mistake, if it is ``watched`` and has one.
        """
        rows = self._rows(len(images))
        x = np.divide(images[rows], 255, dtype=np.float32)
        y = targets(labels[rows], self.plan.sizes[-1])
        network = self._in_training()
        with np.errstate(all="ignore"):  # whatever is not finite has left the chart
            passes = network.forward(x)
            if not loss(network, passes[-1].a, y) <= CHART:
                self.left = True
                return None
            found = self._worst(network, x, y, passes[-1].a, rows) if watched else None
            backward(network, x, passes, y, self._parameters.views(self._gradient))
            self._move()
        self.step += 1
        return found

    def _rows(self, n: int) -> NDArray[np.intp]:
        """Which digits the next mini-batch has: each epoch goes through them in an order anew."""
        size = min(self.plan.batch, n)
        epoch, k = divmod(self.step, n // size)
        if self._order[:2] != (epoch, n):
            rng = np.random.default_rng([self.plan.seed, _ORDER, epoch])
            self._order = epoch, n, rng.permutation(n)
        return self._order[2][k * size : (k + 1) * size]

    def _in_training(self) -> Network:
        """The network of this step: with dropout, some of its hidden neurons say 0."""
        plan, layers = self.plan, self.network.layers
        if plan.rule != "dropout":
            return self.network
        rng = np.random.default_rng([plan.seed, _MASK, self.step])
        mixed: list[Layer] = []
        for layer in layers[:-1]:
            stays = (rng.random(layer.n_out) >= plan.strength).astype(np.float32)
            mixed += layer, Dropout(n=layer.n_out, rate=plan.strength).training(stays)
        return Network("", [*mixed, layers[-1]])

    def _worst(
        self, network: Network, x: Floats, y: Floats, a: Floats, rows: NDArray[np.intp]
    ) -> Mistake | None:
        (wrong,) = np.nonzero(a.argmax(axis=1) != y.argmax(axis=1))
        if not wrong.size:
            return None
        losses = [loss(network, a[k : k + 1], y[k : k + 1]) for k in wrong]
        k = int(wrong[int(np.argmax(losses))])
        own = np.zeros_like(self.vector)
        views = self._parameters.views(own)
        backward(network, x[k : k + 1], network.forward(x[k : k + 1]), y[k : k + 1], views)
        own *= np.float32(-self.plan.rate / len(x))
        changes = [each for layer in range(len(views)) for each in _largest(views, layer)]
        changes.sort(key=lambda each: -abs(each.change))
        first = views[0]["W"]
        neuron = int(np.square(first).sum(axis=1).argmax())
        said = int(a[k].argmax())
        return Mistake(
            int(rows[k]), said, max(losses), tuple(changes[:_MOST]), neuron, first[neuron]
        )

    def _move(self) -> None:
        """One step down the gradient, and what the rule takes away from the weights."""
        rate, strength = np.float32(self.plan.rate), np.float32(self.plan.strength)
        vector, weights = self.vector, self._weights
        if self.plan.rule == "l2":
            self._gradient[weights] += strength * vector[weights]
        vector -= rate * self._gradient
        if self.plan.rule == "l1":
            sizes = np.abs(vector[weights]) - rate * strength
            vector[weights] = np.copysign(np.maximum(sizes, 0), vector[weights])


def shuffled(labels: NDArray[np.uint8], seed: int) -> NDArray[np.uint8]:
    """The same labels, dealt out at random."""
    return np.random.default_rng([seed, _SHUFFLE]).permutation(labels)


def _largest(views: list[dict[str, Floats]], layer: int) -> list[Change]:
    """The weights of a layer that changed most, the largest change first."""
    W = views[layer]["W"]
    places = np.argsort(-np.abs(W), axis=None, kind="stable")[:_MOST]
    neurons, inputs = np.unravel_index(places, W.shape)
    return [
        Change(layer, int(j), int(i), float(W[j, i]))
        for j, i in zip(neurons, inputs, strict=True)
        if W[j, i]
    ]
