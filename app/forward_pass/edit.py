"""Edits: weights, a bias or an activation, set to other values.

An edited network is a new ``Network``; the original is never altered, and the same forward pass
runs through both.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.forward_pass.arrays import LARGEST, Floats
from app.forward_pass.errors import InvalidInput
from app.forward_pass.layers import Layer
from app.forward_pass.network import Network
from app.forward_pass.pieces import Between, go_on
from app.forward_pass.place import Place


@dataclass(frozen=True, slots=True)
class Edit:
    """The number at a place, set to a value; 0 as an activation silences its neuron.

    ``value``: (n,) float32 for a place of n weights.
    """

    place: Place
    value: float | Floats


def edited(network: Network, edits: Sequence[Edit], between: Between = go_on) -> Network:
    """The network with the edits made, in order; the same network if there are none.

    Raises:
        InvalidInput: a place that is not in the network, or a value beyond float32.
    """
    if not edits:
        return network
    of_layer: dict[int, list[Edit]] = {}
    for edit in edits:
        _check(network, edit)
        of_layer.setdefault(edit.place.layer, []).append(edit)
        between()
    layers = [
        _changed(layer, of_layer[k], between) if k in of_layer else layer
        for k, layer in enumerate(network.layers)
    ]
    return Network(network.name, layers)


def _changed(layer: Layer, edits: Sequence[Edit], between: Between) -> Layer:
    """One layer with all its edits: what they change is copied once, and the layer built once."""
    parameters, pins = dict(layer.parameters), dict(layer.pins)
    copied: set[str] = set()
    for edit in edits:
        if edit.place.kind == "activation":
            pins[edit.place.neuron] = float(edit.value)
            continue
        name, index = layer.located(edit.place)
        if name not in copied:
            parameters[name] = parameters[name].copy()
            copied.add(name)
        parameters[name][index] = edit.value
        between()
    return layer.replaced(parameters, pins)


def _check(network: Network, edit: Edit) -> None:
    place = edit.place
    if place.kind == "input":
        raise InvalidInput("edit", "a weight, a bias or an activation", "an input")
    _index("layer", place.layer, len(network.layers))
    layer = network.layers[place.layer]
    _index("neuron", place.neuron, layer.n_out)
    if isinstance(place.input, int) and isinstance(edit.value, float):
        last, largest = place.input, abs(edit.value)
    else:
        if np.shape(place.input) != np.shape(edit.value):
            raise InvalidInput("edit", f"{np.size(place.input)} values", f"{np.size(edit.value)}")
        last = int(np.max(place.input, initial=0))
        largest = float(np.abs(edit.value).max(initial=0))
    if place.kind == "weight":
        _index("input", last, layer.n_in)
    if not largest <= LARGEST:  # NaN is refused, too
        raise InvalidInput("edit", f"a value from {-LARGEST:g} to {LARGEST:g}", f"{largest:g}")


def _index(what: str, index: int, n: int) -> None:
    if not 0 <= index < n:
        raise InvalidInput("edit", f"{what} 0 to {n - 1}", f"{index}")
