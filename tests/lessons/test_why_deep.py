"""Lesson 9 against double precision and by hand: layers without bends, curves, folds."""

from typing import Any

import numpy as np
import pytest

from app.forward_pass import Network, run
from app.lessons.digits import drawings
from app.lessons.why_deep import (
    MOST_BUMPS,
    MOST_FOLDS,
    Collapse,
    Curve,
    Fold,
    Swap,
    collapse,
    collapsed,
    fold,
    folding,
    follow,
    swap,
    unfolded,
    with_function,
    without_functions,
)
from app.tools.networks import network
from app.wire import Input


@pytest.fixture
def classic() -> Network:
    return network("classic")


def asked(question: Any, request: Any) -> dict[str, Any]:
    """What a long question comes to."""
    going = question(request)
    while True:
        try:
            next(going)
        except StopIteration as end:
            found: dict[str, Any] = end.value
            return found


def test_three_layers_that_do_not_bend_are_one_of_the_shape_of_linear(classic: Network) -> None:
    flat = collapsed(without_functions(classic))
    assert flat.sizes == network("linear").sizes
    assert (classic.n_parameters, flat.n_parameters) == (13_002, 7_850)
    first, second, third = (
        {name: array.astype(np.float64) for name, array in layer.parameters.items()}
        for layer in classic.layers
    )
    W = third["W"] @ second["W"] @ first["W"]
    b = third["W"] @ (second["W"] @ first["b"]) + third["W"] @ second["b"] + third["b"]
    np.testing.assert_allclose(flat.layers[0].parameters["W"], W, rtol=1e-5, atol=1e-5)
    np.testing.assert_allclose(flat.layers[0].parameters["b"], b, rtol=1e-5)


@pytest.mark.parametrize("k", range(0, 70, 7))
def test_both_say_the_same_of_a_digit_within_float32s_rounding(classic: Network, k: int) -> None:
    drawing = drawings()[k].drawing
    x = run(drawing, classic).input
    found = collapse(Collapse(Input(vector=x.tolist())))
    assert found["apart"] < 1e-6
    np.testing.assert_allclose(found["three"], found["one"], atol=1e-6 * abs(found["three"]).max())
    assert found["rank"] <= found["narrowest"] == 10


def test_with_relus_it_still_reads_a_third_and_without_bends_hardly_more_than_it_guesses() -> None:
    right = {f: asked(swap, Swap(f))["right"] for f in ("sigmoid", "relu", "step", "linear")}
    assert right["sigmoid"] > 480
    assert 125 < right["relu"] < 225
    assert right["step"] > 400
    assert right["linear"] < 100


def test_only_the_hidden_functions_are_swapped(classic: Network) -> None:
    swapped = with_function(classic, "relu")
    assert [layer.f.name for layer in swapped.layers] == ["relu", "relu", "sigmoid"]
    outputs = asked(swap, Swap("relu"))["outputs"]
    first = next(each for each in drawings() if each.label == 0)
    np.testing.assert_array_equal(outputs[0], run(first.drawing, swapped).layers[-1].a)


def test_twice_as_many_neurons_halve_the_error_of_a_wave_and_no_cliffs() -> None:
    wave, root, cliff = (follow(Curve(n=64, shape=shape)) for shape in ("sine", "root", "cliff"))
    assert wave["before"] / wave["error"] == pytest.approx(2, abs=0.03)
    assert follow(Curve(n=16, shape="sine"))["before"] / follow(Curve(n=16, shape="sine"))[
        "error"
    ] == pytest.approx(1.98, abs=0.01)
    assert root["before"] / root["error"] == pytest.approx(1.41, abs=0.01)
    assert cliff["error"] > 0.5


def test_a_drawn_curve_is_followed_between_its_places() -> None:
    knots = [0.1, 0.3, 0.8, 0.9, 0.6, 0.3, 0.25, 0.6, 0.9]
    errors = [follow(Curve(n=n, knots=knots))["error"] for n in (8, 16, 32, 64, MOST_BUMPS)]
    assert errors == sorted(errors, reverse=True)
    assert errors[-1] < 0.02
    np.testing.assert_allclose(follow(Curve(n=8, knots=knots))["curve"][::256], knots, atol=1e-6)


@pytest.mark.parametrize("n", range(1, MOST_FOLDS + 1))
def test_n_tents_make_two_to_the_n_pieces_of_two_n_neurons(n: int) -> None:
    found = fold(Fold(n))
    assert (found["pieces"], found["deep"], found["wide"]) == (2**n, 2 * n, 2**n)
    assert found["apart"] == 0

    def tent(x: float) -> float:
        return 2 * max(x, 0) - 4 * max(x - 0.5, 0)

    for x, y in list(zip(found["x"], found["y"], strict=True))[:: 2 ** max(0, n - 3)]:
        by_hand = float(x)
        for _ in range(n):
            by_hand = tent(by_hand)
        assert y == by_hand


def test_the_wide_layer_draws_the_same_line_between_its_corners_too() -> None:
    deep = folding(3)
    x = np.linspace(0, 1, 33, dtype=np.float32)
    wide = unfolded(x, deep.forward(x[:, np.newaxis])[-1].a[:, 0])
    between = np.random.default_rng(0).uniform(0, 1, (100, 1)).astype(np.float32)
    np.testing.assert_allclose(
        wide.forward(between)[-1].a, deep.forward(between)[-1].a, rtol=0, atol=1e-5
    )
