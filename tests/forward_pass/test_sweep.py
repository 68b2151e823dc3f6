"""A sweep holds, for each value, what a forward pass with that value computes: to the last bit."""

import numpy as np
import pytest

from app.forward_pass import InvalidInput, Network, SetBias, SetWeight
from app.forward_pass.arrays import Floats
from app.forward_pass.edit import edited
from app.forward_pass.sweep import BiasHandle, Handle, InputHandle, WeightHandle, sweep
from tests.forward_pass.networks import random_network

NETWORK = random_network((3, 4, 2), ("tanh", "softmax"), seed=3)
INPUT = np.array([0.3, -1.2, 0.7], np.float32)
VALUES = np.linspace(-2, 2, 9).astype(np.float32)


def once(handle: Handle, value: float) -> tuple[Network, Floats]:
    if isinstance(handle, WeightHandle):
        edit = SetWeight(handle.layer, handle.neuron, handle.input, value)
        return edited(NETWORK, [edit]), INPUT
    if isinstance(handle, BiasHandle):
        return edited(NETWORK, [SetBias(handle.layer, handle.neuron, value)]), INPUT
    a = INPUT.copy()
    a[handle.input] = value
    return NETWORK, a


@pytest.mark.parametrize(
    "handle",
    [
        WeightHandle(0, 1, 2),
        WeightHandle(1, 0, 3),
        BiasHandle(0, 3),
        BiasHandle(1, 1),
        InputHandle(1),
    ],
)
def test_each_value_is_a_pass_of_its_own(handle: Handle) -> None:
    layers = sweep(NETWORK, INPUT, handle, VALUES)
    assert [layer.z.shape for layer in layers] == [(9, 4), (9, 2)]
    for k, value in enumerate(VALUES):
        network, a = once(handle, float(value))
        for swept, (z, activations) in zip(layers, network.forward(a), strict=True):
            assert np.array_equal(swept.z[k], z)
            assert np.array_equal(swept.a[k], activations)


def test_nothing_is_changed_by_it() -> None:
    before = INPUT.copy(), NETWORK.layers[0].W.copy()
    layers = sweep(NETWORK, INPUT, InputHandle(0), VALUES)
    assert np.array_equal(INPUT, before[0])
    assert np.array_equal(NETWORK.layers[0].W, before[1])
    with pytest.raises(ValueError, match="read-only"):
        layers[0].z[0, 0] = 1


@pytest.mark.parametrize(
    "handle", [InputHandle(3), WeightHandle(2, 0, 0), WeightHandle(0, 4, 0), BiasHandle(0, 9)]
)
def test_a_number_that_is_not_there_is_an_error(handle: Handle) -> None:
    with pytest.raises(InvalidInput):
        sweep(NETWORK, INPUT, handle, VALUES)
