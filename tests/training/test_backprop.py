from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.forward_pass import Dense, Layer, Network
from app.forward_pass.activations import NAMES, activation
from app.forward_pass.arrays import Floats
from app.forward_pass.convolution import Conv2d
from app.forward_pass.pooling import AvgPool2d, MaxPool2d, Pool2d
from app.training.backprop import backward, loss, sigmoid_losses, targets
from app.training.parameters import Parameters
from tests.forward_pass.networks import doubles, spec

HIDDEN = [name for name in NAMES if name != "step"]  # a step has no slope to learn from
OUTPUTS = ["sigmoid", "softmax"]


def setting(
    sizes: Sequence[int], hidden: str, output: str, seed: int
) -> tuple[Parameters, Floats, Floats]:
    """A network in double precision with a batch of inputs and targets."""
    rng = np.random.default_rng(seed)
    names = [hidden] * (len(sizes) - 2) + [output]
    functions = [activation(spec(name, n, rng)) for name, n in zip(names, sizes[1:], strict=True)]
    parameters = Parameters.dense("net", sizes, functions, np.float64)
    parameters.vector[:] = rng.normal(0, 0.5, parameters.vector.size)
    x = doubles(rng.normal(size=(5, sizes[0])))
    y = doubles(targets(rng.integers(0, sizes[-1], 5).astype(np.uint8), sizes[-1]))
    return parameters, x, y


def slopes(parameters: Parameters, x: Floats, y: Floats) -> Floats:
    gradient = np.full_like(parameters.vector, np.nan)  # every place has to be written
    passes = parameters.network.forward(x)
    backward(parameters.network, x, passes, y, parameters.views(gradient))
    return gradient


def differences(parameters: Parameters, x: Floats, y: Floats) -> list[float]:
    """The loss's slope along each parameter, from a small step to both sides."""

    def loss_at(k: int, value: float) -> float:
        kept = parameters.vector[k]
        parameters.vector[k] = value
        found = loss(parameters.network, parameters.network.forward(x)[-1].a, y)
        parameters.vector[k] = kept
        return found

    h = 1e-5
    return [
        (loss_at(k, value + h) - loss_at(k, value - h)) / (2 * h)
        for k, value in enumerate(parameters.vector.tolist())
    ]


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("hidden", HIDDEN)
def test_every_slope_agrees_with_small_differences(hidden: str, output: str) -> None:
    given_ = setting([4, 5, 3, 3], hidden, output, seed=2)
    np.testing.assert_allclose(slopes(*given_), differences(*given_), rtol=1e-4, atol=2e-6)


@given(
    sizes=st.lists(st.integers(1, 6), min_size=2, max_size=5),
    hidden=st.sampled_from(["sigmoid", "tanh", "gelu", "softmax"]),
    output=st.sampled_from(OUTPUTS),
    seed=st.integers(0, 9999),
)
def test_on_random_networks(sizes: list[int], hidden: str, output: str, seed: int) -> None:
    given_ = setting(sizes, hidden, output, seed)
    np.testing.assert_allclose(slopes(*given_), differences(*given_), rtol=1e-3, atol=1e-5)


@pytest.mark.parametrize("pool", [MaxPool2d, AvgPool2d])
@pytest.mark.parametrize("seed", range(5))
def test_kernels_learn_what_all_their_places_found(pool: type[Pool2d], seed: int) -> None:
    rng = np.random.default_rng(seed)

    def some(size: int | tuple[int, ...]) -> Floats:
        return doubles(rng.normal(0, 0.5, size))

    layers: list[Layer] = [
        Conv2d(
            image=(2, 6, 5),
            W=some((3, 2, 3, 2)),
            b=some(3),
            f=activation("tanh"),
            padding=1,
        ),
        pool(image=(3, 6, 6)),
        Conv2d(
            image=(3, 3, 3),
            W=some((4, 3, 2, 2)),
            b=some(4),
            f=activation("relu"),
        ),
        Dense(some((3, 16)), some(3), activation("softmax")),
    ]
    parameters = Parameters(Network("", layers))
    given_ = parameters, some((4, 60)), doubles(targets(np.arange(4, dtype=np.uint8) % 3, 3))
    np.testing.assert_allclose(slopes(*given_), differences(*given_), rtol=1e-4, atol=2e-6)


def test_a_batch_is_the_mean_of_its_digits() -> None:
    parameters, x, y = setting([4, 5, 3], "tanh", "softmax", seed=0)
    each = [slopes(parameters, x[k : k + 1], y[k : k + 1]) for k in range(5)]
    np.testing.assert_allclose(slopes(parameters, x, y), np.mean(each, axis=0), atol=1e-12)


def test_loss_of_a_sure_and_right_answer_is_0_and_of_a_guess_is_known() -> None:
    y = targets(np.array([2], np.uint8))
    softmax, _, _ = setting([4, 10], "relu", "softmax", seed=0)
    sigmoid, _, _ = setting([4, 10], "relu", "sigmoid", seed=0)
    assert loss(softmax.network, y, y) == pytest.approx(0, abs=1e-5)
    assert loss(sigmoid.network, y, y) == pytest.approx(0, abs=1e-5)
    tenth, half = np.full_like(y, 0.1), np.full_like(y, 0.5)
    assert loss(softmax.network, tenth, y) == pytest.approx(np.log(10), rel=1e-5)
    assert loss(sigmoid.network, half, y) == pytest.approx(10 * np.log(2), rel=1e-5)


def test_a_loss_without_limit_is_never_reported() -> None:
    y = targets(np.array([2], np.uint8))
    for output in OUTPUTS:
        network = setting([4, 10], "relu", output, seed=0)[0].network
        assert np.isfinite(loss(network, 1 - y, y))


def test_refuses_an_output_whose_loss_is_another() -> None:
    parameters, x, y = setting([4, 3], "relu", "tanh", seed=0)
    with pytest.raises(TypeError, match="expected a sigmoid or softmax output, found tanh"):
        slopes(parameters, x, y)


def test_targets() -> None:
    assert targets(np.array([1, 0], np.uint8), 3).tolist() == [[0, 1, 0], [1, 0, 0]]


def test_a_sigmoids_losses_come_from_its_sum_and_have_no_bound() -> None:
    parameters, x, y = setting([4, 5, 1], "tanh", "sigmoid", seed=3)
    z, a = parameters.network.forward(x)[-1]
    y = doubles([[0.0], [1.0], [1.0], [0.0], [1.0]])
    assert sigmoid_losses(z, y).mean() == pytest.approx(loss(parameters.network, a, y))
    far = doubles([[-800.0], [800.0], [40.0], [-40.0]])
    right = doubles([[1.0], [0.0], [1.0], [0.0]])
    expected = [800, 800, np.exp(-40), np.exp(-40)]
    np.testing.assert_allclose(sigmoid_losses(far, right)[:, 0], expected, rtol=1e-12)
