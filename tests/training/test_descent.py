"""Slopes of layers of any kind against finite differences in float64, and a step by hand."""

from typing import Any

import numpy as np
import pytest

from app.forward_pass import Dense, InvalidInput, Layer, Network
from app.forward_pass.activations import activation
from app.forward_pass.layers import Skip
from app.forward_pass.per_neuron import BatchNorm, LayerNorm
from app.training.backprop import loss
from app.training.descent import Descent, slopes


def made(seed: int) -> tuple[list[Layer], np.ndarray, np.ndarray]:
    """A network with all kinds of layers, in float64, and a batch for it."""
    random = np.random.default_rng(seed)

    def dense(n_out: int, n_in: int, f: str) -> Dense:
        numbers: Any = random.normal(0, 1, (n_out, n_in + 1))
        return Dense(numbers[:, :-1], numbers[:, -1], activation(f))

    norm: dict[str, Any] = {"gamma": random.uniform(0.5, 2, 4), "beta": random.normal(0, 1, 4)}
    kept: dict[str, Any] = {"mean": np.zeros(4), "variance": np.ones(4)}
    layers: list[Layer] = [
        dense(4, 3, "linear"),
        BatchNorm(**norm, **kept, f=activation("tanh")).training(),
        dense(4, 4, "linear"),
        LayerNorm(**norm, f=activation("sigmoid")),
        Skip(4, 2),
        dense(3, 4, "softmax"),
    ]
    return layers, random.normal(0, 1, (5, 3)), np.eye(3)[random.integers(3, size=5)]


@pytest.mark.parametrize("seed", range(20))
def test_the_slope_of_each_parameter_is_what_a_nudge_finds(seed: int) -> None:
    layers, x, y = made(seed)
    network = Network("", layers)
    found = slopes(network, x, network.forward(x), y)
    for k, layer in enumerate(layers):
        assert found[k].keys() == layer.parameters.keys()
        for name, parameter in layer.parameters.items():
            for place in np.ndindex(parameter.shape):
                near = []
                for by in (1e-5, -1e-5):
                    moved = parameter.copy()
                    moved[place] += by
                    other = [*layers]
                    other[k] = layer.replaced({**layer.parameters, name: moved})
                    there = Network("", other)
                    near.append(loss(there, there.forward(x)[-1].a, y))
                slope = (near[0] - near[1]) / 2e-5
                assert found[k][name][place] == pytest.approx(slope, rel=1e-5, abs=1e-8)


def test_a_step_goes_against_the_slope_and_moves_what_is_kept_of_batches() -> None:
    x = np.array([[1.0], [3.0]], np.float32)
    y = np.array([[1.0], [0.0]], np.float32)
    one, none = np.ones(1, np.float32), np.zeros(1, np.float32)
    kept = BatchNorm(gamma=one, beta=none, mean=none.copy(), variance=one.copy())
    output = Dense(np.zeros((1, 1), np.float32), none.copy(), activation("sigmoid"))
    descent = Descent(Network("", [kept, output]))
    assert descent.step(x, y, 2) == pytest.approx(np.log(2))
    norm, last = descent.network.layers
    # Normalised, the batch is −1 and 1; both outputs are ½, so dL/dz is −¼ and ¼.
    assert last.parameters["W"][0, 0] == pytest.approx(-1, abs=1e-4)
    assert last.parameters["b"][0] == 0
    assert isinstance(norm, BatchNorm)
    assert (float(norm.mean[0]), float(norm.variance[0])) == pytest.approx((0.2, 1.1))


def test_a_step_that_leaves_the_finite_numbers_is_refused() -> None:
    x = np.array([[1e30]], np.float32)
    layer = Dense(np.zeros((1, 1), np.float32), np.zeros(1, np.float32), activation("sigmoid"))
    descent = Descent(Network("", [layer]))
    with pytest.raises(InvalidInput):
        descent.step(x, np.ones((1, 1), np.float32), 1e30)
    assert descent.network.layers[0] is layer
