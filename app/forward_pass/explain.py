"""Why a neuron has the value it has: its terms, their sums, and the pixels behind it."""

from dataclasses import dataclass

import numpy as np

from app.forward_pass.arrays import Floats, frozen
from app.forward_pass.errors import InvalidInput
from app.forward_pass.trace import Trace


@dataclass(frozen=True, slots=True, eq=False)
class Explanation:
    """One neuron of one trace, opened.

    ``weights``, ``inputs``, ``terms``: (n_in,), terms = weights × inputs.
    ``positive``, ``negative``: the sums of the terms of each sign; ``n_zero``: how many terms are
    0. positive + negative + bias = z, up to float32's rounding. ``slope``: da/dz at z.
    ``gradient``: (n_network_inputs,), dz/d(input of the network): which pixels push z up or down
    here, by back-propagation (Simonyan, Vedaldi, Zisserman 2013).
    """

    weights: Floats
    inputs: Floats
    terms: Floats
    positive: float
    negative: float
    n_zero: int
    bias: float
    z: float
    a: float
    slope: float
    gradient: Floats


def explain(trace: Trace, layer: int, neuron: int) -> Explanation:
    """Open one neuron; layer and neuron count from 0.

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
    z, a = trace.layers[layer]
    return Explanation(
        weights=weights,
        inputs=inputs,
        terms=frozen(terms),
        positive=float(terms[terms > 0].sum(dtype=np.float64)),
        negative=float(terms[terms < 0].sum(dtype=np.float64)),
        n_zero=int((terms == 0).sum()),
        bias=float(dense.b[neuron]),
        z=float(z[neuron]),
        a=float(a[neuron]),
        slope=float(dense.f.slope(z, a)[neuron]),
        gradient=frozen(_gradient(trace, layer, neuron)),
    )


def _gradient(trace: Trace, layer: int, neuron: int) -> Floats:
    """dz of one neuron by every input of the network: the chain rule, from the neuron back."""
    layers = trace.network.layers
    gradient = layers[layer].W[neuron]  # (n_in of the layer,)
    for k in range(layer - 1, -1, -1):
        z, a = trace.layers[k]
        gradient = layers[k].f.backward(gradient, z, a)
        for pinned in layers[k].pins:  # a pinned neuron no longer depends on anything
            gradient[pinned] = 0
        gradient = gradient @ layers[k].W
    return np.array(gradient)
