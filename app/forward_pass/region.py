"""What a network says of every point of a square: two of its inputs moved, one byte a point.

A picture to be looked at, not numbers to be read: many points go through each layer at once, so
the last digit of an activation may differ from that of a pass.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from app.forward_pass.arrays import Floats, Grey
from app.forward_pass.errors import InvalidInput
from app.forward_pass.layers import Layer
from app.forward_pass.network import Network
from app.forward_pass.pieces import Between, go_on

_AT_ONCE = 16_384  # numbers of all layers, inputs included: at most 2 ms, of GELU
_LEVELS = 255


class Axis(NamedTuple):
    """An input of the network, and the values that it takes: from ``low`` to ``high``."""

    input: int
    low: float
    high: float


class Shades(NamedTuple):
    """A layer as bytes, (n_out, n, n), the lowest row first: ``low`` is 0, ``high`` is 255.

    These are the ends of what the activation function can say, or else 0 and what is found.
    """

    low: float
    high: float
    levels: Grey


def region(  # what is moved, and how finely
    network: Network,
    a: Floats,
    across: Axis,
    up: Axis,
    n: int,
    layers: Sequence[int],
    between: Between = go_on,
) -> list[Shades]:
    """The shades of ``layers`` at the middles of n × n cells; other inputs stay as in ``a``.

    Raises:
        InvalidInput: there is no such input or layer, one of them is there twice, or a result is
            not finite.
    """
    _check_axes(network, a, across, up)
    if len(set(layers)) < len(layers):
        raise InvalidInput("region", "different layers", "one of them twice")
    for k in layers:
        if not 0 <= k < len(network.layers):
            raise InvalidInput("layer", f"layer 0 to {len(network.layers) - 1}", f"{k}")
    x, y = _middles(across, n), _middles(up, n)
    kept = {k: np.empty((n * n, network.layers[k].n_out), np.float32) for k in layers}
    step = max(1, _AT_ONCE // sum(network.sizes))
    for begin in range(0, n * n, step):
        at = np.arange(begin, min(begin + step, n * n))
        points = np.tile(a, (at.size, 1))
        points[:, across.input] = x[at % n]
        points[:, up.input] = y[at // n]
        passes = network.forward(points)
        for k, activations in kept.items():
            activations[at] = passes[k].a
        between()
    return [_shades(network.layers[k], kept[k], n) for k in layers]


def _check_axes(network: Network, a: Floats, across: Axis, up: Axis) -> None:
    for axis in (across, up):
        if not 0 <= axis.input < a.size:
            raise InvalidInput("input", f"input 0 to {a.size - 1}", f"{axis.input}")
    if across.input == up.input:
        raise InvalidInput("region", "two inputs", "one")
    if a.size != network.n_in:
        raise InvalidInput("input", f"{network.n_in} inputs", f"{a.size}")


def _middles(axis: Axis, n: int) -> Floats:
    shares = (np.arange(n) + 0.5) / n
    return (axis.low + shares * (axis.high - axis.low)).astype(np.float32)


def _shades(layer: Layer, activations: Floats, n: int) -> Shades:
    if not np.isfinite(activations).all():
        raise InvalidInput("overflow", "results within float32", "infinite or not a number")
    if layer.f.bounds is not None and not layer.pins:
        low, high = layer.f.bounds
    else:
        low, high = min(0.0, float(activations.min())), max(0.0, float(activations.max()))
    scale = _LEVELS / (high - low) if high > low else 0.0
    # Halves go down: what says ½ says no more than the boundary itself.
    levels = np.ceil((activations.T - np.float32(low)) * np.float32(scale) - np.float32(0.5))
    return Shades(low, high, levels.astype(np.uint8).reshape(-1, n, n))
