"""One number of a network, or of its input, moved through its values: what every layer does.

Each value has its own forward pass, on the network with that one number set, so that a sweep and a
single pass never differ, not even in the last digit of a tie.
"""

from dataclasses import dataclass

import numpy as np

from app.forward_pass.arrays import Floats, frozen
from app.forward_pass.edit import SetBias, SetWeight, edited
from app.forward_pass.errors import InvalidInput
from app.forward_pass.network import LayerPass, Network


@dataclass(frozen=True, slots=True)
class WeightHandle:
    """The weight from an input to a neuron of a layer."""

    layer: int
    neuron: int
    input: int


@dataclass(frozen=True, slots=True)
class BiasHandle:
    """The bias of a neuron."""

    layer: int
    neuron: int


@dataclass(frozen=True, slots=True)
class InputHandle:
    """One of the network's inputs."""

    input: int


Handle = WeightHandle | BiasHandle | InputHandle


def sweep(network: Network, a: Floats, handle: Handle, values: Floats) -> tuple[LayerPass, ...]:
    """z and a of every layer, (n, n_out), while one number takes ``values``, (n,).

    ``a``: (n_in,), the input; all that the handle does not hold stays as it is.

    Raises:
        InvalidInput: there is no such weight, bias or input, or ``a`` does not fit the network.
    """
    traces = [_with(network, a, handle, float(value)) for value in values]
    return tuple(
        LayerPass(
            frozen(np.stack([each.z for each in layer])),
            frozen(np.stack([each.a for each in layer])),
        )
        for layer in zip(*traces, strict=True)
    )


def _with(network: Network, a: Floats, handle: Handle, value: float) -> tuple[LayerPass, ...]:
    if isinstance(handle, WeightHandle):
        edit = SetWeight(handle.layer, handle.neuron, handle.input, value)
        return edited(network, [edit]).forward(a)
    if isinstance(handle, BiasHandle):
        return edited(network, [SetBias(handle.layer, handle.neuron, value)]).forward(a)
    if not 0 <= handle.input < a.size:
        raise InvalidInput("input", f"input 0 to {a.size - 1}", f"{handle.input}")
    moved = a.copy()
    moved[handle.input] = value
    return network.forward(moved)
