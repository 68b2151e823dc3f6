"""One neuron, opened: its terms add up to z, its curve goes through it, its gradient is true."""

import numpy as np
import pytest

from app.forward_pass import (
    Dense,
    Edit,
    InvalidInput,
    Network,
    Place,
    Trace,
    edited,
    explain,
    run_input,
)
from app.forward_pass.activations import NAMES, activation
from app.forward_pass.arrays import Floats
from app.forward_pass.shown import running

SIZES = (12, 7, 5, 4)


def network(hidden: str = "sigmoid", outputs: str = "softmax", seed: int = 1) -> Network:
    random = np.random.default_rng(seed)
    names = [hidden] * (len(SIZES) - 2) + [outputs]
    return Network(
        "random",
        [
            Dense(
                random.normal(size=(n_out, n_in)).astype(np.float32),
                random.normal(size=n_out).astype(np.float32),
                activation(
                    {"name": name, "alpha": random.uniform(0, 1, n_out).tolist()}
                    if name == "parametric-relu"
                    else name
                ),
            )
            for n_in, n_out, name in zip(SIZES, SIZES[1:], names, strict=False)
        ],
    )


def some_input(seed: int = 2) -> Floats:
    a = np.random.default_rng(seed).uniform(-1, 1, SIZES[0]).astype(np.float32)
    a[::3] = 0  # as most pixels of a digit are
    return a


def trace(hidden: str = "sigmoid") -> Trace:
    return run_input(some_input(), network(hidden))


@pytest.mark.parametrize("layer", range(3))
def test_terms_and_bias_add_up_to_z(layer: int) -> None:
    explanation = explain(trace(), layer, 2)
    assert np.array_equal(explanation.terms, explanation.weights * explanation.inputs)
    assert explanation.terms.sum() + explanation.bias == pytest.approx(explanation.z, abs=1e-5)
    total = explanation.positive + explanation.negative + explanation.bias
    assert total == pytest.approx(explanation.z, abs=1e-5)
    assert explanation.positive >= 0 >= explanation.negative


def test_terms_stand_in_order_of_size_with_those_of_zero_at_the_end() -> None:
    explanation = explain(trace(), 0, 2, "size")
    terms = explanation.terms[explanation.order]
    assert sorted(explanation.order.tolist()) == list(range(SIZES[0]))
    assert (np.diff(np.abs(terms)) <= 0).all()
    assert explanation.n_zero == 4
    assert terms[-4:].tolist() == [0] * 4


def test_terms_stand_in_order_of_their_inputs_with_those_of_zero_at_the_end() -> None:
    explanation = explain(trace(), 0, 2, "index")
    assert explanation.order.tolist() == [1, 2, 4, 5, 7, 8, 10, 11, 0, 3, 6, 9]


@pytest.mark.parametrize("order", ["size", "index"])
def test_running_sums_end_at_the_sum_of_all_terms(order: str) -> None:
    explanation = explain(trace(), 1, 2, order)  # type: ignore[arg-type]  # one of the two
    grown = running(explanation)
    assert np.allclose(grown.terms, explanation.terms[explanation.order], atol=5e-4)
    assert grown.sums[-1] + grown.bias == pytest.approx(explanation.z, abs=1e-4)


@pytest.mark.parametrize("hidden", NAMES)
def test_curve_passes_through_the_neuron(hidden: str) -> None:
    explanation = explain(trace(hidden=hidden), 1, 2)
    low, high, a = explanation.curve
    at = (explanation.z - low) / (high - low) * (len(a) - 1)
    before, after = a[int(at)], a[int(at) + 1]
    assert low < explanation.z < high
    assert min(before, after) - 1e-5 <= explanation.a <= max(before, after) + 1e-5


def test_curve_of_a_softmax_neuron_holds_the_others() -> None:
    read = trace()
    explanation = explain(read, 2, 1)
    z = read.layers[2].z.copy()
    z[1] = explanation.curve.high
    assert explanation.curve.a[-1] == pytest.approx(read.network.layers[2].f(z)[1], abs=1e-6)


@pytest.mark.parametrize("pin", [None, 3])
@pytest.mark.parametrize("outputs", ["softmax", "sigmoid"])
@pytest.mark.parametrize("hidden", ["sigmoid", "tanh", "gelu", "swish", "softmax"])
def test_gradient_is_what_a_small_change_of_each_input_shows(
    hidden: str, outputs: str, pin: int | None
) -> None:
    edits = [] if pin is None else [Edit(Place("activation", 1, pin), 0.9)]
    edited_network = edited(network(hidden, outputs), edits)
    a = some_input()
    gradient = explain(run_input(a, edited_network), 2, 1).gradient
    for i in range(SIZES[0]):
        step = np.zeros_like(a)
        step[i] = 1e-2
        more, less = (run_input(a + sign * step, edited_network) for sign in (1, -1))
        measured = (more.layers[2].z[1] - less.layers[2].z[1]) / 2e-2
        assert gradient[i] == pytest.approx(measured, abs=2e-3)


@pytest.mark.parametrize("hidden", ["sigmoid", "tanh", "gelu", "swish", "softmax"])
def test_pushes_add_up_to_what_a_little_more_of_the_whole_input_does(hidden: str) -> None:
    a = some_input()
    explanation = explain(run_input(a, network(hidden)), 2, 1)
    more, less = (run_input(a * np.float32(share), network(hidden)) for share in (1.01, 0.99))
    measured = (more.layers[2].z[1] - less.layers[2].z[1]) / 2e-2
    assert explanation.pushes.sum() == pytest.approx(measured, abs=2e-3)
    assert np.array_equal(explanation.pushes, explanation.gradient * a)


def test_pinned_neuron_has_a_flat_curve_and_no_slope() -> None:
    explanation = explain(
        run_input(some_input(), edited(network(), [Edit(Place("activation", 1, 2), 0.25)])), 1, 2
    )
    assert explanation.a == 0.25
    assert explanation.slope == 0
    assert set(explanation.curve.a.tolist()) == {0.25}


@pytest.mark.parametrize(("layer", "neuron"), [(-1, 0), (3, 0), (0, -1), (0, 7)])
def test_neuron_that_is_not_there_is_an_error(layer: int, neuron: int) -> None:
    with pytest.raises(InvalidInput, match="found"):
        explain(trace(), layer, neuron)
