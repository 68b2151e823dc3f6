"""A sweep holds, for each value, what a forward pass with that value computes: to the last bit."""

import numpy as np
import pytest

from app.forward_pass import Edit, InvalidInput, Network, Place, edited
from app.forward_pass.arrays import Floats
from app.forward_pass.sweep import sweep
from tests.forward_pass.networks import random_network

NETWORK = random_network((3, 4, 2), ("tanh", "softmax"), seed=3)
INPUT = np.array([0.3, -1.2, 0.7], np.float32)
INPUTS = np.array([[0.3, -1.2, 0.7], [1, 0, -2], [0.1, 0.2, 5]], np.float32)
VALUES = np.linspace(-2, 2, 9).astype(np.float32)


def once(place: Place, a: Floats, value: float) -> tuple[Network, Floats]:
    if place.kind != "input":
        return edited(NETWORK, [Edit(place, value)]), a
    moved = a.copy()
    moved[place.input] = value
    return NETWORK, moved


PLACES = [
    Place("weight", 0, 1, 2),
    Place("weight", 1, 0, 3),
    Place("bias", 0, 3),
    Place("bias", 1, 1),
    Place("activation", 0, 2),
    Place("input", input=1),
]


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_each_value_is_a_pass_of_its_own(place: Place) -> None:
    layers = sweep(NETWORK, INPUT, place, VALUES)
    assert [layer.z.shape for layer in layers] == [(9, 4), (9, 2)]
    for k, value in enumerate(VALUES):
        network, a = once(place, INPUT, float(value))
        for swept, (z, activations) in zip(layers, network.forward(a), strict=True):
            assert np.array_equal(swept.z[k], z)
            assert np.array_equal(swept.a[k], activations)


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_of_several_inputs_each_is_swept_as_if_it_were_alone(place: Place) -> None:
    layers = sweep(NETWORK, INPUTS, place, VALUES)
    assert [layer.z.shape for layer in layers] == [(9, 3, 4), (9, 3, 2)]
    for row, a in enumerate(INPUTS):
        for swept, alone in zip(layers, sweep(NETWORK, a, place, VALUES), strict=True):
            assert np.array_equal(swept.z[:, row], alone.z)
            assert np.array_equal(swept.a[:, row], alone.a)


def test_nothing_is_changed_by_it() -> None:
    before = INPUT.copy(), NETWORK.layers[0].parameters["W"].copy()
    layers = sweep(NETWORK, INPUT, Place("input", input=0), VALUES)
    assert np.array_equal(INPUT, before[0])
    assert np.array_equal(NETWORK.layers[0].parameters["W"], before[1])
    with pytest.raises(ValueError, match="read-only"):
        layers[0].z[0, 0] = 1


@pytest.mark.parametrize(
    "place",
    [
        Place("input", input=3),
        Place("weight", 2, 0, 0),
        Place("weight", 0, 4, 0),
        Place("bias", 0, 9),
    ],
    ids=str,
)
def test_a_number_that_is_not_there_is_an_error(place: Place) -> None:
    with pytest.raises(InvalidInput):
        sweep(NETWORK, INPUT, place, VALUES)
