"""Why a neuron has the value it has: its terms, their sums, and the pixels behind it."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.forward_pass.activations import Softmax
from app.forward_pass.arrays import Floats, frozen
from app.forward_pass.errors import InvalidInput
from app.forward_pass.layers import Dense
from app.forward_pass.network import LayerPass
from app.forward_pass.trace import Trace

Order = Literal["size", "index"]

CURVE_POINTS = 129  # odd, so that the middle one stands at z = 0
CURVE_REACH = 6.0  # from -6 to 6 a sigmoid has done all its bending


class Curve(NamedTuple):
    """a over z for one neuron, the layer's other z held.

    ``a``: (``CURVE_POINTS``,), at equal distances from z = ``low`` to z = ``high``.
    """

    low: float
    high: float
    a: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Explanation:
    """One neuron of one trace, opened.

    ``weights``, ``inputs``, ``terms``: (n_in,), terms = weights × inputs.
    ``order``: (n_in,) indices of the terms, those that are 0 at the end. ``sums``: (n_in,), the
    running sum after each term in that order, without the bias.
    ``positive``, ``negative``: the sums of the terms of each sign; ``n_zero``: how many terms are
    0. positive + negative + bias = z, up to float32's rounding. ``slope``: da/dz at z; 0 for a
    pinned neuron, whose activation does not depend on z.
    ``gradient``: (n_network_inputs,), dz/d(input of the network): which pixels push z up or down
    here, by back-propagation (Simonyan, Vedaldi, Zisserman 2013). ``pushes``: the same, gradient ×
    input: how far those that are lit push it (Shrikumar, Greenside, Shcherbina, Kundaje 2016).
    ``softmax``: z and a of the whole layer, where its function is softmax, since no neuron's
    activation follows from its own z there.
    """

    weights: Floats
    inputs: Floats
    terms: Floats
    order: NDArray[np.intp]
    sums: Floats
    positive: float
    negative: float
    n_zero: int
    bias: float
    z: float
    a: float
    slope: float
    gradient: Floats
    pushes: Floats
    curve: Curve
    softmax: LayerPass | None


def explain(trace: Trace, layer: int, neuron: int, order: Order = "size") -> Explanation:
    """Open one neuron; layer and neuron count from 0.

    ``order`` of the terms: the largest first, or as the inputs are numbered.

    Raises:
        InvalidInput: there is no such layer or neuron.
    """
    layers = trace.network.layers
    if not 0 <= layer < len(layers):
        raise InvalidInput("layer", f"a layer 0 to {len(layers) - 1}", f"{layer}")
    dense = layers[layer]
    if not 0 <= neuron < dense.n_out:
        raise InvalidInput("neuron", f"a neuron 0 to {dense.n_out - 1}", f"{neuron}")
    inputs = trace.layers[layer - 1].a if layer else trace.input
    weights = dense.W[neuron]
    terms = weights * inputs
    indices = _indices(terms, order)
    z, a = trace.layers[layer]
    gradient = _gradient(trace, layer, neuron)
    return Explanation(
        weights=weights,
        inputs=inputs,
        terms=frozen(terms),
        order=frozen(indices),
        sums=frozen(np.cumsum(terms[indices], dtype=np.float64).astype(np.float32)),
        positive=float(terms[terms > 0].sum(dtype=np.float64)),
        negative=float(terms[terms < 0].sum(dtype=np.float64)),
        n_zero=int((terms == 0).sum()),
        bias=float(dense.b[neuron]),
        z=float(z[neuron]),
        a=float(a[neuron]),
        slope=0.0 if neuron in dense.pins else float(dense.f.slope(z, a)[neuron]),
        gradient=frozen(gradient),
        pushes=frozen(gradient * trace.input),
        curve=_curve(dense, trace.layers[layer], neuron),
        softmax=trace.layers[layer] if isinstance(dense.f, Softmax) else None,
    )


def _indices(terms: Floats, order: Order) -> NDArray[np.intp]:
    if order == "size":
        return np.argsort(-np.abs(terms), kind="stable")
    return np.argsort(terms == 0, kind="stable")


def _curve(dense: Dense, layer: LayerPass, neuron: int) -> Curve:
    reach = max(CURVE_REACH, 1.25 * abs(float(layer.z[neuron])))
    z = np.repeat(layer.z[np.newaxis], CURVE_POINTS, axis=0)  # (129, n_out)
    z[:, neuron] = np.linspace(-reach, reach, CURVE_POINTS)
    return Curve(-reach, reach, frozen(dense.activate(z)[:, neuron].copy()))


def _gradient(trace: Trace, layer: int, neuron: int) -> Floats:
    """dz of one neuron by every input of the network: the chain rule, from the neuron back."""
    layers = trace.network.layers
    gradient = layers[layer].W[neuron]  # (n_in of the layer,)
    for k in range(layer - 1, -1, -1):
        dense, (z, a) = layers[k], trace.layers[k]
        if dense.pins:  # a pinned activation depends on nothing; the others go by their own f(z)
            gradient = gradient.copy()
            gradient[list(dense.pins)] = 0
            a = dense.f(z)
        gradient = dense.f.backward(gradient, z, a) @ dense.W
    return np.array(gradient)
