"""Many equal layers, against float64 written out by hand."""

from collections.abc import Callable

import numpy as np
import pytest

from app.lessons.stacks import (
    HE,
    N_BLOCKS,
    N_LAYERS,
    XAVIER,
    Function,
    N,
    paths,
    ten_layers,
    there_and_back,
    thirty_layers,
)

Elementwise = Callable[[np.ndarray], np.ndarray]
F: dict[str, Elementwise] = {
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "tanh": np.tanh,
    "relu": lambda z: np.maximum(z, 0),
}
SLOPE: dict[str, Elementwise] = {
    "sigmoid": lambda a: a * (1 - a),
    "tanh": lambda a: 1 - a**2,
    "relu": lambda a: (a > 0).astype(float),
}


@pytest.mark.parametrize("function", ["sigmoid", "tanh", "relu"])
def test_slopes_go_back_through_ten_layers_as_by_hand(function: Function) -> None:
    layers = ten_layers(function, "none", HE, np.random.default_rng(3))
    way = there_and_back(layers, 5, np.random.default_rng(4))
    W = [layer.parameters["W"].astype(float) for layer in layers]
    assert len(W) == N_LAYERS
    a = [way.x.astype(float)]
    for each in W:
        a.append(F[function](a[-1] @ each.T))
    gradient = way.gradients[-1].astype(float)
    for k in range(N_LAYERS - 1, -1, -1):
        gradient = (gradient * SLOPE[function](a[k + 1])) @ W[k]
        size = np.abs(gradient).max()
        np.testing.assert_allclose(way.gradients[k], gradient, atol=1e-5 * size, rtol=1e-4)


@pytest.mark.parametrize("norm", ["batch", "layer"])
def test_normalised_sums_have_mean_0_and_deviation_1(norm: str) -> None:
    layers = ten_layers("tanh", norm, 4 * XAVIER, np.random.default_rng(0))  # type: ignore[arg-type]
    way = there_and_back(layers, 64, np.random.default_rng(1))
    axis = 0 if norm == "batch" else 1
    for z, _ in way.passes[1::2]:
        np.testing.assert_allclose(z.mean(axis=axis), 0, atol=1e-5)
        np.testing.assert_allclose(z.std(axis=axis), 1, atol=1e-3)


@pytest.mark.parametrize("skips", [[True] * N_BLOCKS, [False] * N_BLOCKS, [True, False] * 5])
def test_paths_through_so_many_blocks_add_up_to_the_whole(skips: list[bool]) -> None:
    layers = thirty_layers("tanh", skips, np.random.default_rng(5))
    way = there_and_back(layers, 4, np.random.default_rng(6))
    apart = paths(layers, way)
    assert len(apart) == N_BLOCKS + 1
    np.testing.assert_allclose(sum(apart), way.gradients[0], atol=1e-5)
    shut = skips.count(False)  # blocks that no path goes past
    assert all(not each.any() for each in apart[:shut])
    assert apart[shut].any()
    if shut == 0:  # the shortest path goes through no layer: it brings what was there
        np.testing.assert_array_equal(apart[0], way.gradients[-1])


def test_a_neuron_reads_sixty_four() -> None:
    layers = thirty_layers("relu", [True] * N_BLOCKS, np.random.default_rng(0))
    assert {layer.n_out for layer in layers} == {N}
    assert sum(not layer.reach for layer in layers) == 30
    W = layers[0].parameters["W"]
    assert W.std() == pytest.approx((2 / N) ** 0.5, rel=0.05)
