"""Lesson 11 against float64 written out by hand: starts, ten layers, batches, rates, paths."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from app.lessons.stacks import HE, N_BLOCKS, N_LAYERS, XAVIER, Function, N
from app.lessons.where_weights_start import (
    HEIGHTS,
    N_INPUTS,
    N_SEEDS,
    RATES,
    SCALES,
    Alike,
    Batch,
    Deep,
    Flow,
    Rates,
    alike,
    batch,
    deep,
    flow,
    rates,
)


def asked(question: Any, request: Any) -> tuple[dict[str, Any], list[Any]]:
    """What a long question comes to, and what it says on the way."""
    going, told = question(request), []
    while True:
        try:
            told.append(next(going))
        except StopIteration as end:
            found: dict[str, Any] = end.value
            return found, told


def test_sixteen_sigmoids_that_start_from_zero_are_one_after_training() -> None:
    found, told = asked(alike, Alike("sigmoid", "zero"))
    assert found["different"] == 1
    np.testing.assert_allclose(found["W"], found["W"][:1].repeat(16, axis=0), atol=1e-6)
    assert np.abs(found["W"]).max() > 0.01
    looks = [piece for piece in told if isinstance(piece, dict)]
    assert [piece["step"] for piece in looks] == list(range(0, 240, 24))
    assert (looks[0]["levels"] == 127).all()


@pytest.mark.parametrize("function", ["tanh", "relu"])
def test_with_tanh_or_relu_only_the_outputs_biases_move(function: Function) -> None:
    found, _ = asked(alike, Alike(function, "zero"))
    assert found["moved"] == [0, 0, 0, 10]
    assert found["different"] == 1
    assert not found["W"].any()


def test_equal_weights_stay_equal_and_random_ones_differ() -> None:
    assert asked(alike, Alike("relu", "same"))[0]["different"] == 1
    found, _ = asked(alike, Alike("sigmoid", "random"))
    assert found["different"] == 16
    assert found["right"] > 0.75 * found["of"]


F: dict[str, Callable[[Any], Any]] = {
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "tanh": np.tanh,
    "relu": lambda z: np.maximum(z, 0),
}
SLOPES: dict[str, Callable[[Any], Any]] = {
    "sigmoid": lambda a: a * (1 - a),
    "tanh": lambda a: 1 - a**2,
    "relu": lambda a: (a > 0).astype(float),
}


def by_hand(function: str, scale: float) -> tuple[float, float]:
    """The input's gradient ÷ the output's, and the mean slopes' product, in float64."""
    found = []
    for seed in range(N_SEEDS):
        rng = np.random.default_rng(seed)
        W = [scale * rng.standard_normal((N, N)) for _ in range(N_LAYERS)]
        a, last = rng.standard_normal((2, N_INPUTS, N))
        slopes = []
        for each in W:
            a = F[function](a @ each.T)
            slopes.append(SLOPES[function](a))
        gradient = last
        for each, slope in zip(reversed(W), reversed(slopes), strict=True):
            gradient = (gradient * slope) @ each
        ratio = np.linalg.norm(gradient) / np.linalg.norm(last)
        found.append((ratio, np.prod([slope.mean() for slope in slopes])))
    reaches, product = np.median(found, axis=0)
    return float(reaches), float(product)


@pytest.mark.parametrize(
    ("function", "scale", "about"),
    [
        ("sigmoid", XAVIER, 5e-7),
        ("tanh", XAVIER, 0.3),
        ("relu", HE, 0.95),
        ("relu", XAVIER, 0.03),
    ],
)
def test_what_reaches_the_input_is_what_float64_finds(
    function: Function, scale: float, about: float
) -> None:
    found, _ = asked(flow, Flow(function))
    at = SCALES.index(scale)
    reaches, slopes = by_hand(function, scale)
    assert found["reaches"][at] == pytest.approx(reaches, rel=1e-3)
    assert found["slopes"][at] == pytest.approx(slopes, rel=1e-3)
    assert found["reaches"][at] == pytest.approx(about, rel=0.1)
    if function == "sigmoid":
        assert found["bound"] == pytest.approx(0.00000095, abs=5e-9)
        assert (found["slopes"] < found["bound"]).all()
        assert found["reaches"][-1] > 1000 * found["bound"]  # weights multiply, too


def test_its_histograms_count_what_the_layers_say() -> None:
    found, told = asked(flow, Flow("tanh"))
    assert found["activations"].shape == found["gradients"].shape == (len(SCALES), N_LAYERS, 32)
    assert found["activations"].max(axis=-1).min() == 255
    spread = found["spread"]
    assert spread[0, -1] < 0.001
    assert 0.1 < spread[8, -1] < 0.5
    assert spread[-1, -1] > 0.8
    (drawn,) = (piece for piece in told if isinstance(piece, dict))  # long before all is known
    assert found.keys() - drawn.keys() == {"reaches", "slopes", "bound"}
    progress = [piece for piece in told if isinstance(piece, float)]
    assert progress == sorted(progress)


@pytest.mark.parametrize("norm", ["batch", "layer"])
def test_a_normalisation_holds_the_scale_whatever_the_weights(norm: Any) -> None:
    spread = asked(flow, Flow("tanh", norm))[0]["spread"]
    assert np.ptp(spread, axis=0).max() < 0.01


def test_a_batch_of_one_becomes_0_in_training_and_not_in_use() -> None:
    mean, deviation = np.mean(HEIGHTS), np.std(HEIGHTS, ddof=1)
    for height in (130.0, 170.0):
        found = batch(Batch([height]))
        assert found["training"].tolist() == [0]
        assert found["use"][0] == pytest.approx((height - mean) / deviation, abs=1e-4)
    found = batch(Batch(HEIGHTS[:3]))
    expected = (np.array(HEIGHTS[:3]) - np.mean(HEIGHTS[:3])) / np.std(HEIGHTS[:3])
    np.testing.assert_allclose(found["training"], expected, atol=1e-4)


def test_batch_normalisation_bears_larger_steps_and_keeps_relus_alive() -> None:
    without, normal = (asked(rates, Rates(norm))[0]["rows"] for norm in (False, True))
    small, one, three, ten = (RATES.index(rate) for rate in (0.1, 1, 3, 10))
    assert without[small]["right"] > 0.8 * without[small]["of"]
    assert without[three]["right"] < 0.3 * without[three]["of"]
    assert normal[three]["right"] > 0.8 * normal[three]["of"]
    assert without[one]["dead"] > 32
    assert normal[one]["dead"] < 5
    assert without[one]["dead"] == 64 - without[one]["fired"].sum()
    assert normal[ten]["right"] < 0.5 * normal[ten]["of"]


def test_thirty_layers_let_next_to_nothing_through_but_past_them_all() -> None:
    bare, _ = asked(deep, Deep("sigmoid", [False] * N_BLOCKS))
    assert bare["reaches"][0] < 1e-18
    assert (bare["paths"], bare["shortest"]) == (1, 30)
    assert bare["shares"][-1] == pytest.approx(1)
    past, _ = asked(deep, Deep("sigmoid", [True] * N_BLOCKS))
    assert past["reaches"][0] == pytest.approx(1, abs=0.01)
    assert (past["paths"], past["shortest"]) == (1024, 0)
    assert past["shares"][0] > 0.99
    tanh, _ = asked(deep, Deep("tanh", [True] * N_BLOCKS))
    assert tanh["shares"][:4].sum() > 0.9  # short paths bring nearly all of it
    assert len(tanh["reaches"]) == 31
