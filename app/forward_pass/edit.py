"""Edits: weights, a bias or an activation, or all of a layer, set to other values; noise.

An edited network is a new ``Network``; the original is never altered, and the same forward pass
runs through both.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from app.forward_pass.arrays import LARGEST, Floats, frozen
from app.forward_pass.errors import InvalidInput
from app.forward_pass.layers import Layer
from app.forward_pass.network import Network
from app.forward_pass.pieces import Between, go_on
from app.forward_pass.place import OF_LAYERS, Kind, Place

MOST_NOISE = 10.0  # times the spread of the layer's weights
_BELL = 2 * np.sqrt((256**2 - 1) / 12)  # the spread of a sum of four bytes


@dataclass(frozen=True, slots=True)
class Edit:
    """The number at a place, set to a value; 0 as an activation silences its neuron.

    Noise is added to weights: its standard deviation, in units of the layer's own.

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
    parameters = dict(layer.parameters)
    copied: set[str] = set()
    held = np.full(layer.n_out, np.nan)  # NaN: not held at any value
    held[list(layer.pins)] = list(layer.pins.values())
    for edit in edits:
        between()
        if edit.place.kind in ("activation", "activations"):
            held[_held(layer, edit.place)] = float(edit.value)
            continue
        name, index = _located(layer, edit.place)
        if name not in copied:
            parameters[name] = parameters[name].copy()
            copied.add(name)
        if edit.place.kind == "noise":
            parameters[name] += _noise(edit, layer.parameters[name])
        else:
            parameters[name][index] = edit.value
    pinned = np.flatnonzero(~np.isnan(held))
    pins = dict(zip(pinned.tolist(), held[pinned].tolist(), strict=True))
    return layer.replaced(parameters, pins)


def _held(layer: Layer, place: Place) -> slice:
    """One neuron, those of a map, or those of the whole layer."""
    if place.kind == "activation":
        return slice(place.neuron, place.neuron + 1)
    if place.map is None:
        return slice(None)
    n = layer.n_out // layer.shape_out[0]
    return slice(place.map * n, (place.map + 1) * n)


def _located(layer: Layer, place: Place) -> tuple[str, Any]:
    """The parameter that an edit changes, and where in it."""
    if place.kind not in OF_LAYERS:
        return layer.located(place)
    one: Kind = "bias" if place.kind == "biases" else "weight"
    return layer.located(Place(one, place.layer))[0], ...


def _noise(edit: Edit, weights: Floats) -> Floats:
    size: np.float32 = np.float32(float(edit.value) * weights.std(dtype=np.float64) / _BELL)
    noise: Floats = size * bell(edit.place.seed, edit.place.layer, weights.size).reshape(
        weights.shape
    )
    return noise


@lru_cache(maxsize=16)  # the same for every point that is drawn meanwhile
def bell(seed: int, layer: int, n: int) -> Floats:
    """Whole numbers about 0, (n,), nearly normal: sums of four bytes, less their mean.

    Each byte is of a hash of its place, so that the page draws the very same ones
    (``static/js/state/noise.js``): Wellons' "lowbias32".
    """
    x = np.arange(n, dtype=np.uint32)
    x += np.uint32((seed * 0x9E3779B9 + layer * 0x85EBCA6B) % 2**32)
    x ^= x >> np.uint32(16)
    x *= np.uint32(0x7FEB352D)
    x ^= x >> np.uint32(15)
    x *= np.uint32(0x846CA68B)
    x ^= x >> np.uint32(16)
    pairs = (x & np.uint32(0xFF00FF)) + ((x >> np.uint32(8)) & np.uint32(0xFF00FF))
    sums = (pairs & np.uint32(0xFFFF)) + (pairs >> np.uint32(16))
    return frozen(sums.astype(np.float32) - np.float32(510))


def _check(network: Network, edit: Edit) -> None:
    place = edit.place
    if place.kind == "input":
        raise InvalidInput("edit", "a weight, a bias or an activation", "an input")
    _index("layer", place.layer, len(network.layers))
    layer = network.layers[place.layer]
    if place.kind == "noise" and not 0 <= float(edit.value) <= MOST_NOISE:
        raise InvalidInput("edit", f"noise of 0 to {MOST_NOISE:g} spreads", f"{edit.value:g}")
    _index("neuron", place.neuron, layer.n_out)
    if place.map is not None:
        if len(layer.shape_out) == 1:
            raise InvalidInput("edit", "a layer of maps", repr(layer))
        _index("map", place.map, layer.shape_out[0])
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
