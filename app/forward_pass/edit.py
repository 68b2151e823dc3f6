"""Edits: weights, a bias or an activation, set to other values.

An edited network is a new ``Network``; the original is never altered, and the same forward pass
runs through both. Layers, neurons and inputs count from 0 here; words on the page count from 1.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.forward_pass.arrays import LARGEST, Floats
from app.forward_pass.errors import InvalidInput
from app.forward_pass.layers import Dense
from app.forward_pass.network import Network


@dataclass(frozen=True, slots=True)
class SetWeight:
    """The weight from an input to a neuron of a layer."""

    layer: int
    neuron: int
    input: int
    value: float


@dataclass(frozen=True, slots=True, eq=False)
class SetWeights:
    """Some of the weights of a neuron: a grid that somebody painted.

    ``inputs``: (n,) indices. ``values``: (n,) float32, one for each of them.
    """

    layer: int
    neuron: int
    inputs: NDArray[np.uint16]
    values: Floats


@dataclass(frozen=True, slots=True)
class SetBias:
    """The bias of a neuron."""

    layer: int
    neuron: int
    value: float


@dataclass(frozen=True, slots=True)
class SetActivation:
    """The activation of a neuron, whatever its weighted sum; 0 silences it."""

    layer: int
    neuron: int
    value: float


Edit = SetWeight | SetWeights | SetBias | SetActivation


def edited(network: Network, edits: Sequence[Edit]) -> Network:
    """The network with the edits made, in order; the same network if there are none.

    Raises:
        InvalidInput: a layer, neuron or input that is not there, or a value beyond float32.
    """
    if not edits:
        return network
    of_layer: dict[int, list[Edit]] = {}
    for edit in edits:
        _check(network, edit)
        of_layer.setdefault(edit.layer, []).append(edit)
    layers = [
        _changed(layer, of_layer[k]) if k in of_layer else layer
        for k, layer in enumerate(network.layers)
    ]
    return Network(network.name, layers)


def _changed(layer: Dense, edits: Sequence[Edit]) -> Dense:
    """One layer with all its edits: copied once, and built once."""
    W, b, pins = layer.W, layer.b, dict(layer.pins)
    if not all(isinstance(edit, SetActivation) for edit in edits):
        W, b = W.copy(), b.copy()
    for edit in edits:
        if isinstance(edit, SetActivation):
            pins[edit.neuron] = edit.value
        elif isinstance(edit, SetWeight):
            W[edit.neuron, edit.input] = edit.value
        elif isinstance(edit, SetWeights):
            W[edit.neuron, edit.inputs] = edit.values
        else:
            b[edit.neuron] = edit.value
    return Dense(W, b, layer.f, pins)


def _check(network: Network, edit: Edit) -> None:
    _index("layer", edit.layer, len(network.layers))
    layer = network.layers[edit.layer]
    _index("neuron", edit.neuron, layer.n_out)
    if isinstance(edit, SetWeights):
        _check_weights(edit, layer.n_in)
        return
    if isinstance(edit, SetWeight):
        _index("input", edit.input, layer.n_in)
    if not (math.isfinite(edit.value) and abs(edit.value) <= LARGEST):
        raise InvalidInput("edit", f"a value from {-LARGEST:g} to {LARGEST:g}", f"{edit.value:g}")


def _check_weights(edit: SetWeights, n_in: int) -> None:
    if edit.inputs.shape != edit.values.shape:
        raise InvalidInput("edit", f"{edit.inputs.size} values", f"{edit.values.size}")
    _index("input", int(edit.inputs.max(initial=0)), n_in)
    if not np.isfinite(edit.values).all():
        raise InvalidInput("edit", "finite values", "not a number or infinite")


def _index(what: str, index: int, n: int) -> None:
    if not 0 <= index < n:
        raise InvalidInput("edit", f"{what} 0 to {n - 1}", f"{index}")
