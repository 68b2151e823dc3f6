"""Normalisation, dropout and skips: against float64 written out anew, and finite differences."""

from collections.abc import Callable

import numpy as np
import pytest

from app.forward_pass import Dense, InvalidInput, Layer, Network, Place, explain, run_input
from app.forward_pass.activations import activation
from app.forward_pass.arrays import Floats
from app.forward_pass.layers import Skip
from app.forward_pass.per_neuron import (
    EPSILON,
    BatchNorm,
    BatchNormTraining,
    Dropout,
    DropoutTraining,
    LayerNorm,
    PerNeuron,
)

CASES = range(200)  # random ones of each kind
LINEAR = activation("linear")
Independent = Callable[[np.ndarray], np.ndarray]


def floats(random: np.random.Generator, *shape: int, low: float = -2, high: float = 2) -> Floats:
    return random.uniform(low, high, shape).astype(np.float32)


def made(kind: str, seed: int) -> tuple[PerNeuron, Floats, Independent]:
    """A layer, what it reads, and what it computes, written out in float64."""
    random = np.random.default_rng(seed)
    n = int(random.integers(2, 9))
    gamma, beta = floats(random, n), floats(random, n)
    batch = floats(random, int(random.integers(2, 6)), n)
    g, b = gamma.astype(float), beta.astype(float)

    def normal(x: np.ndarray, mean: np.ndarray, variance: np.ndarray) -> np.ndarray:
        out: np.ndarray = g * (x - mean) / np.sqrt(variance + EPSILON) + b
        return out

    if kind == "batch":
        mean, variance = floats(random, n), floats(random, n, low=0.1)
        layer: PerNeuron = BatchNorm(gamma=gamma, beta=beta, mean=mean, variance=variance)
        return layer, batch, lambda x: normal(x, mean.astype(float), variance.astype(float))
    if kind == "batch in training":
        layer = BatchNormTraining(gamma=gamma, beta=beta)
        return layer, batch, lambda x: normal(x, x.mean(0), x.var(0))
    if kind == "layer":
        layer = LayerNorm(gamma=gamma, beta=beta)
        return layer, batch, lambda x: normal(x, x.mean(1)[:, None], x.var(1)[:, None])
    rate = float(random.uniform(0, 0.9))
    stays = (random.uniform(size=n) > rate).astype(np.float32)
    inverted = bool(seed % 2)
    dropout = Dropout(n=n, rate=rate, inverted=inverted)
    if kind == "dropout":
        return dropout, batch, lambda x: x * (1 if inverted else 1 - rate)
    grown = 1 / (1 - rate) if inverted else 1
    return dropout.training(stays), batch, lambda x: x * stays.astype(float) * grown


KINDS = ("batch", "batch in training", "layer", "dropout", "dropout in training")


@pytest.mark.parametrize("kind", KINDS)
def test_it_computes_what_its_formula_says(kind: str) -> None:
    for seed in CASES:
        layer, a, independent = made(kind, seed)
        z = layer.weighted_sum(a)
        assert z.dtype == np.float32
        expected = independent(a.astype(float))
        np.testing.assert_allclose(z, expected, rtol=1e-5, atol=1e-5 * np.abs(expected).max())


@pytest.mark.parametrize("kind", KINDS)
def test_its_gradient_is_that_of_finite_differences(kind: str) -> None:
    for seed in CASES:
        layer, a, independent = made(kind, seed)
        x = a.astype(float)
        slope = np.random.default_rng(seed + 1000).normal(size=x.shape)
        expected = np.zeros_like(x)
        for place in np.ndindex(*x.shape):
            nudge = np.zeros_like(x)
            nudge[place] = 1e-6
            rise = independent(x + nudge) - independent(x - nudge)
            expected[place] = (rise * slope).sum() / 2e-6
        found: np.ndarray = layer.back_through_sum(slope, x)  # type: ignore[arg-type]
        # What cancels is only as exact as the terms that cancel: differences, and float32.
        terms = np.abs(slope).max() * max(1, np.abs(layer.scale_and_shift(a)[0]).max())
        near = max(1e-5 * np.abs(expected).max(), 1e-8 * terms)
        np.testing.assert_allclose(found, expected, rtol=1e-5, atol=near)
        short = layer.back_through_sum(slope.astype(np.float32), a)
        np.testing.assert_allclose(short, expected, rtol=1e-5, atol=1e-5 * terms)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "batch in training"])
def test_an_opened_neuron_has_one_term_that_makes_up_z_with_its_bias(kind: str) -> None:
    for seed in CASES:
        layer, a, _ = made(kind, seed)
        for neuron in range(layer.n_out):
            weights, inputs, reads, bias = layer.terms(a[0], neuron)
            assert reads.tolist() == [neuron]
            assert inputs.tolist() == [a[0, neuron]]
            z = layer.weighted_sum(a[0])[neuron]
            assert float(weights[0]) * float(inputs[0]) + bias == pytest.approx(z, abs=1e-5)


def test_a_batch_of_one_is_its_own_mean_and_becomes_beta() -> None:
    layer, a, _ = made("batch in training", 3)
    beta = layer.parameters["beta"]
    assert layer.weighted_sum(a[0]).tolist() == beta.tolist()
    assert layer.weighted_sum(a[:1]).tolist() == [beta.tolist()]


def test_training_moves_the_running_statistics_a_part_of_the_way() -> None:
    layer, a, _ = made("batch", 5)
    assert isinstance(layer, BatchNorm)
    moved = layer.moved(a, 0.1)
    x = a.astype(float)
    np.testing.assert_allclose(moved.mean, 0.9 * layer.mean + 0.1 * x.mean(0), rtol=1e-5, atol=1e-6)
    expected = 0.9 * layer.variance + 0.1 * x.var(0, ddof=1)
    np.testing.assert_allclose(moved.variance, expected, rtol=1e-5)
    assert np.isfinite(layer.moved(a[:1], 0.1).variance).all()


def test_in_use_it_reads_each_input_alike_and_in_training_by_its_batch() -> None:
    layer, a, _ = made("batch", 7)
    assert isinstance(layer, BatchNorm)
    assert np.array_equal(layer.weighted_sum(a)[0], layer.weighted_sum(a[0]))
    training = layer.training()
    assert isinstance(training, BatchNormTraining)
    assert not np.allclose(training.weighted_sum(a)[0], training.weighted_sum(a[:2])[0])


def test_the_mean_over_all_masks_of_a_linear_network_is_the_whole_network() -> None:
    random = np.random.default_rng(11)
    first = Dense(floats(random, 4, 3), floats(random, 4), LINEAR)
    last = Dense(floats(random, 2, 4), floats(random, 2), LINEAR)
    dropout = Dropout(n=4, rate=0.5)
    a = floats(random, 3)
    outputs = []
    for mask in np.ndindex(2, 2, 2, 2):
        dropped = dropout.training(np.array(mask, np.float32))
        assert isinstance(dropped, DropoutTraining)
        outputs.append(Network("", [first, dropped, last]).forward(a)[-1].a)
    whole = Network("", [first, dropout, last]).forward(a)[-1].a
    np.testing.assert_allclose(np.mean(outputs, axis=0), whole, atol=1e-5)


def block(random: np.random.Generator, n: int, length: int, f: str) -> list[Layer]:
    dense: list[Layer] = [
        Dense(floats(random, n, n), floats(random, n), activation(f)) for _ in range(length)
    ]
    return [*dense, Skip(n, length)]


def test_a_skip_adds_what_its_block_read_to_what_the_block_made_of_it() -> None:
    for seed in CASES:
        random = np.random.default_rng(seed)
        n, length = int(random.integers(1, 6)), int(random.integers(1, 4))
        layers = block(random, n, length, "tanh")
        x = floats(random, n)
        passes = Network("", layers).forward(x)
        inner = Network("", layers[:-1]).forward(x)[-1].a
        expected = inner.astype(float) + x
        np.testing.assert_allclose(passes[-1].a, expected, rtol=1e-5, atol=1e-6)


def test_through_skips_and_norms_the_gradient_is_that_of_finite_differences() -> None:
    for seed in CASES:
        random = np.random.default_rng(seed)
        n = int(random.integers(2, 6))
        norm = LayerNorm(gamma=floats(random, n), beta=floats(random, n), f=activation("sigmoid"))
        layers = [
            *block(random, n, 2, "tanh"),
            norm,
            *block(random, n, 1, "sigmoid"),
            Dense(floats(random, 3, n), floats(random, 3), activation("sigmoid")),
        ]
        network, x = Network("", layers), floats(random, n)
        trace = run_input(x, network)
        for layer, neuron in ((2, 0), (3, n - 1), (5, 0), (6, 2)):
            opened = explain(trace, layer, neuron)
            expected = []
            for place in range(n):
                nudge = np.zeros(n)
                nudge[place] = 1e-6
                above, below = (_in_float64(network, x + sign * nudge) for sign in (1, -1))
                expected.append((above[layer][neuron] - below[layer][neuron]) / 2e-6)
            atol = 2e-5 * max(1, np.abs(expected).max())
            np.testing.assert_allclose(opened.gradient, expected, rtol=1e-5, atol=atol)
            total = opened.positive + opened.negative + opened.bias
            assert total == pytest.approx(opened.z, abs=1e-5)


FUNCTIONS: dict[str, Independent] = {
    "tanh": np.tanh,
    "linear": lambda z: z,
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
}


def _in_float64(network: Network, x: np.ndarray) -> list[np.ndarray]:
    """z of every layer, in formulas of their own."""
    outputs, sums = [x], []
    for layer in network.layers:
        if isinstance(layer, Dense):
            z = layer.W.astype(float) @ outputs[-1] + layer.b
        elif isinstance(layer, Skip):
            z = outputs[-1] + outputs[-1 - layer.length]
        else:
            assert isinstance(layer, LayerNorm)
            x = outputs[-1]
            z = layer.gamma * (x - x.mean()) / np.sqrt(x.var() + EPSILON) + layer.beta
        sums.append(z)
        outputs.append(FUNCTIONS[layer.f.name](z))
    return sums


def test_a_skip_past_the_beginning_or_to_another_size_is_refused() -> None:
    random = np.random.default_rng(1)
    with pytest.raises(InvalidInput, match="layer 2 with two outputs of 3 to add, found the netw"):
        Network("", [block(random, 3, 1, "tanh")[0], Skip(3, 2)])
    wide = Dense(floats(random, 3, 2), floats(random, 3), LINEAR)
    with pytest.raises(InvalidInput, match="found 2 and 3"):
        Network("", [wide, Skip(3, 1)])


def test_what_is_not_a_weighted_sum_cannot_be_edited() -> None:
    for layer in (made("layer", 1)[0], made("dropout", 1)[0], Skip(3, 1)):
        with pytest.raises(InvalidInput, match="a weighted sum's weight or bias"):
            layer.located(Place("bias", 0, 0))


def test_a_pin_holds_a_neuron_here_too() -> None:
    layer, a, _ = made("layer", 2)
    held = layer.replaced(layer.parameters, {0: 0.5})
    assert held.activate(held.weighted_sum(a[0]))[0] == 0.5
    skip = Skip(2, 1).replaced({}, {1: 9.0})
    assert skip.activate(np.array([1, 2], np.float32)).tolist() == [1, 9]


def test_numbers_that_do_not_fit_are_refused() -> None:
    ones = np.ones(2, np.float32)
    with pytest.raises(InvalidInput, match="arrays of one length"):
        LayerNorm(gamma=ones, beta=np.ones(3, np.float32))
    with pytest.raises(InvalidInput, match="finite"):
        LayerNorm(gamma=ones, beta=np.array([1, np.nan], np.float32))
    with pytest.raises(InvalidInput, match="from 0 to below 1"):
        Dropout(n=2, rate=1)
    with pytest.raises(InvalidInput, match="2 times 0 or 1"):
        Dropout(n=2, rate=0.5).training(np.array([0.5, 1], np.float32))
    with pytest.raises(InvalidInput, match="a block of layers"):
        Skip(2, 0)
