"""Ten layers and thirty against float64 written out by hand."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from app.lessons.stacks import HE, N_BLOCKS, N_LAYERS, XAVIER, Function, N
from app.lessons.through_layers import N_INPUTS, N_SEEDS, SCALES, Deep, Flow, deep, flow
from tests.lessons.asking import asked

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
