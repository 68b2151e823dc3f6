"""The error of a small network, sent back to every weight, each slope checked by a nudge."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

import msgspec
import numpy as np
from msgspec import Meta
from numpy.typing import NDArray

from app.forward_pass import Network
from app.forward_pass.activations import activation
from app.forward_pass.arrays import Floats
from app.lessons.by_hand import THREE_TWO_ONE
from app.training.backprop import backward, sigmoid_losses
from app.training.parameters import Parameters

RATE = 1.0  # of a step
MOST_STEPS = 20


class Back(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Send the error of 3-2-1 back to every weight.

    ``target``: what it should have said. ``steps``: of learning that it has behind it. ``nudge``:
    how far each weight and bias is moved, to look at what becomes of the error.
    """

    target: Literal[0, 1]
    steps: Annotated[int, Meta(ge=0, le=MOST_STEPS)]
    nudge: Annotated[float, Meta(ge=1e-4, le=1)]


def back(request: Back) -> dict[str, Any]:
    """The forward pass, the error, and its slopes in the order in which they can be worked out.

    The error is −ln of the chance that the network gave to what is right. ``layers``: ``W``,
    ``b``, ``z``, ``a`` and ``slope``, a (1 − a), of each. Of each of the ``slopes``: ``of`` what
    (an a, a z, a weight w, a bias b), in which ``layer``, of which ``neuron``, from which
    ``input``; the ``factors`` that it is the product of, and the product, ``value``. Where it is a
    weight's or a bias's: ``now`` what that is, the ``error`` once it is nudged, the ``change`` of
    it, and the slope that was ``measured`` by it. All in double precision.
    """
    small = Small(request.target)
    for _ in range(request.steps):
        small.learn()
    network, error = small.network, small.error()
    passes = network.forward(small.x)
    by_a = network.backward(1, passes[1].a - small.y, small.x, passes)
    layers = [
        {
            "W": layer.parameters["W"].tolist(),
            "b": layer.parameters["b"].tolist(),
            "z": z[0].tolist(),
            "a": a[0].tolist(),
            "slope": layer.back_through_activation(np.ones_like(a), z, a)[0].tolist(),
        }
        for layer, (z, a) in zip(network.layers, passes, strict=True)
    ]
    slopes = []
    for of, layer, neuron, read, factors in _products(small, layers, by_a[1][0]):
        slope: dict[str, Any] = {
            "of": of,
            "layer": layer,
            "neuron": neuron,
            "input": read,
            "factors": factors,
            "value": small.slope(of, layer, neuron, read, by_a[1][0]),
        }
        if of in "wb":
            slope |= small.nudged(layer, neuron, read, request.nudge)
        slopes.append(slope)
    return {"input": small.x[0].tolist(), "error": error, "layers": layers, "slopes": slopes}


Product = tuple[str, int, int, int | None, list[float]]


def _products(small: "Small", layers: list[dict[str, Any]], by_a: Floats) -> Iterator[Product]:
    """Each slope's two factors: a slope that came before, and a number of the forward pass."""
    hidden, output = layers
    out = output["a"][0]
    by_out = -1 / out if small.y[0, 0] else 1 / (1 - out)  # of −ln of the chance
    dz = out - float(small.y[0, 0])
    yield "a", 1, 0, None, [by_out]
    yield "z", 1, 0, None, [by_out, output["slope"][0]]
    for k, a in enumerate(hidden["a"]):
        yield "w", 1, 0, k, [dz, a]
    yield "b", 1, 0, None, [dz, 1.0]
    for k, weight in enumerate(output["W"][0]):
        yield "a", 0, k, None, [dz, weight]
    for k, slope in enumerate(hidden["slope"]):
        yield "z", 0, k, None, [float(by_a[k]), slope]
    for k, slope in enumerate(hidden["slope"]):
        for r, x in enumerate(small.x[0].tolist()):
            yield "w", 0, k, r, [float(by_a[k]) * slope, x]
        yield "b", 0, k, None, [float(by_a[k]) * slope, 1.0]


class Small:
    """The 3-2-1 network of lesson 6, one example, and what it should say of it."""

    def __init__(self, target: int) -> None:
        self.x: NDArray[Any] = np.array([THREE_TWO_ONE["input"]], np.float64)  # (1, 3)
        self.y: NDArray[Any] = np.array([[float(target)]])
        self._parameters = Parameters.dense("", (3, 2, 1), [activation("sigmoid")] * 2, np.float64)
        views = self._parameters.views(self._parameters.vector)
        for view, layer in zip(views, THREE_TWO_ONE["layers"], strict=True):
            view["W"][:], view["b"][:] = layer["weights"], layer["biases"]
        self._gradient = np.zeros_like(self._parameters.vector)

    @property
    def network(self) -> Network:
        """As it is now."""
        return self._parameters.network

    def error(self) -> float:
        """How surprised it is by what is right."""
        return float(sigmoid_losses(self.network.forward(self.x)[-1].z, self.y).sum())

    def gradient(self) -> list[dict[str, Floats]]:
        """The error's slopes, as training computes them, W and b of each layer."""
        views = self._parameters.views(self._gradient)
        backward(self.network, self.x, self.network.forward(self.x), self.y, views)
        return views

    def learn(self) -> None:
        """One step downhill."""
        self.gradient()
        self._parameters.vector -= RATE * self._gradient

    def slope(self, of: str, layer: int, neuron: int, read: int | None, by_a: Floats) -> float:
        """One slope: a bias's is that of its z."""
        if of == "a" and layer == 0:
            return float(by_a[neuron])
        W, b = self.gradient()[layer].values()
        if of == "a":
            (a,) = self.network.forward(self.x)[-1].a[0]
            return float(b[0] / (a * (1 - a)))
        return float(b[neuron] if read is None else W[neuron, read])

    def nudged(self, layer: int, neuron: int, read: int | None, by: float) -> dict[str, float]:
        """What a number is, the error once it is ``by`` larger, and how steeply that changed it."""
        W, b = self._parameters.views(self._parameters.vector)[layer].values()
        array, place = (b, neuron) if read is None else (W, (neuron, read))
        now, before = float(array[place]), self.error()
        array[place] = now + by
        error = self.error()
        array[place] = now
        change = error - before
        return {"now": now, "error": error, "change": change, "measured": change / by}
