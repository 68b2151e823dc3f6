"""Why a neuron has the value it has: its terms, their sums, and the pixels behind it."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.forward_pass.activations import Activation, Softmax
from app.forward_pass.arrays import Floats, frozen
from app.forward_pass.errors import InvalidInput
from app.forward_pass.layers import Layer
from app.forward_pass.network import LayerPass, read_by
from app.forward_pass.trace import Trace

Order = Literal["size", "index"]

CURVE_POINTS = 129  # odd, so that the middle one stands at z = 0
CURVE_REACH = 6.0  # a sigmoid does all its bending between -6 and 6


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

    ``weights``, ``inputs``, ``terms``: (n,), terms = weights × inputs. ``reads``: (n,), which of
    the layer's inputs each term multiplies; in a dense layer, all of them in order.
    ``order``: (n,) indices of the terms, those that are 0 at the end.
    ``positive``, ``negative``: the sums of the terms of each sign; ``n_zero``: how many terms are
    0. positive + negative + bias = z, up to float32's rounding. ``slope``: da/dz at z; 0 for a
    pinned neuron, whose activation does not depend on z.
    ``gradient``: (n_network_inputs,), dz/d(input of the network): which pixels push z up or down
    here, by back-propagation (Simonyan, Vedaldi, Zisserman 2013). ``pushes``: (n_network_inputs,),
    gradient × input: how far the lit pixels push it (Shrikumar, Greenside, Shcherbina, Kundaje
    2016).
    ``f``: the layer's activation function.
    ``softmax``: z and a of the whole layer, where its function is softmax, since there an
    activation does not follow from the neuron's own z alone.
    ``map``: z and a, (height × width,), of the map that the neuron is a place of, if any.
    """

    weights: Floats
    inputs: Floats
    terms: Floats
    reads: NDArray[np.intp]
    order: NDArray[np.intp]
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
    f: Activation
    softmax: LayerPass | None
    map: LayerPass | None


def explain(trace: Trace, layer: int, neuron: int, order: Order = "size") -> Explanation:
    """Open one neuron; layer and neuron count from 0.

    ``order`` of the terms: the largest first, or as the inputs are numbered.

    Raises:
        InvalidInput: there is no such layer or neuron.
    """
    layers = trace.network.layers
    if not 0 <= layer < len(layers):
        raise InvalidInput("layer", f"a layer 0 to {len(layers) - 1}", f"{layer}")
    of = layers[layer]
    if not 0 <= neuron < of.n_out:
        raise InvalidInput("neuron", f"a neuron 0 to {of.n_out - 1}", f"{neuron}")
    outputs = [trace.input, *(a for _, a in trace.layers[:layer])]
    read = read_by(of, outputs)
    summed = of.terms(read, neuron)
    terms = summed.weights * summed.inputs
    indices = _indices(terms, order)
    z, a = trace.layers[layer]
    alone = np.zeros_like(z)
    alone[neuron] = 1
    gradient = trace.network.backward(layer, alone, trace.input, trace.layers)[0]
    return Explanation(
        weights=frozen(summed.weights),
        inputs=frozen(summed.inputs),
        terms=frozen(terms),
        reads=frozen(summed.reads),
        order=frozen(indices),
        positive=float(terms[terms > 0].sum(dtype=np.float64)),
        negative=float(terms[terms < 0].sum(dtype=np.float64)),
        n_zero=int((terms == 0).sum()),
        bias=summed.bias,
        z=float(z[neuron]),
        a=float(a[neuron]),
        slope=0.0 if neuron in of.pins else float(of.f.slope(z, a)[neuron]),
        gradient=frozen(gradient),
        pushes=frozen(gradient * trace.input),
        curve=_curve(of, trace.layers[layer], neuron),
        f=of.f,
        softmax=trace.layers[layer] if isinstance(of.f, Softmax) else None,
        map=_map(of, trace.layers[layer], neuron),
    )


def _indices(terms: Floats, order: Order) -> NDArray[np.intp]:
    if order == "size":
        return np.argsort(-np.abs(terms), kind="stable")
    return np.argsort(terms == 0, kind="stable")


def _map(of: Layer, layer: LayerPass, neuron: int) -> LayerPass | None:
    if len(of.shape_out) == 1:
        return None
    maps, *_ = of.shape_out
    k = neuron // (of.n_out // maps)
    z, a = (numbers.reshape(maps, -1)[k] for numbers in layer)
    return LayerPass(z, a)


def _curve(of: Layer, layer: LayerPass, neuron: int) -> Curve:
    reach = max(CURVE_REACH, 1.25 * abs(float(layer.z[neuron])))
    z = np.repeat(layer.z[np.newaxis], CURVE_POINTS, axis=0)  # (129, n_out)
    z[:, neuron] = np.linspace(-reach, reach, CURVE_POINTS)
    return Curve(-reach, reach, frozen(of.activate(z)[:, neuron].copy()))
