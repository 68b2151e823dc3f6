import numpy as np
import pytest

from app.forward_pass import Dense, InvalidInput
from app.forward_pass.activations import activation

RELU = activation("relu")
W = np.array([[1, 2, 3], [-1, 0, 1]], np.float32)  # 3 inputs, 2 neurons
B = np.array([10, -20], np.float32)


def test_a_weighted_sum_by_hand() -> None:
    dense = Dense(W.copy(), B.copy(), RELU)
    z = dense.weighted_sum(np.array([1, 1, 2], np.float32))
    assert z.tolist() == [19, -19]
    assert dense.activate(z).tolist() == [19, 0]
    assert (dense.n_in, dense.n_out) == (3, 2)


def test_a_pin_holds_a_neuron_in_one_and_in_many() -> None:
    dense = Dense(W.copy(), B.copy(), RELU, pins={1: 0.5})
    z = np.array([[1, 2], [-3, 4]], np.float32)
    assert dense.activate(z).tolist() == [[1, 0.5], [0, 0.5]]
    assert dense.activate(z[0]).tolist() == [1, 0.5]


def test_weights_cannot_be_changed() -> None:
    dense = Dense(W.copy(), B.copy(), RELU)
    with pytest.raises(ValueError, match="read-only"):
        dense.W[0, 0] = 5
    with pytest.raises(ValueError, match="read-only"):
        dense.b[0] = 5


def test_can_be_read() -> None:
    assert repr(Dense(W.copy(), B.copy(), RELU)) == "Dense(3 → 2, relu)"
    pinned = Dense(W.copy(), B.copy(), RELU, pins={1: 0.0})
    assert repr(pinned) == "Dense(3 → 2, relu, pinned [1])"


@pytest.mark.parametrize(
    ("weights", "biases"),
    [
        (W[0], B),
        (W, np.zeros(3, np.float32)),
        (np.zeros((0, 3), np.float32), np.zeros(0, np.float32)),
        (np.zeros((2, 0), np.float32), B),
    ],
)
def test_refuses_shapes_that_do_not_fit(weights: np.ndarray, biases: np.ndarray) -> None:
    with pytest.raises(InvalidInput, match=r"expected W \(n_out, n_in\) with b \(n_out,\), found"):
        Dense(weights.copy(), biases.copy(), RELU)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_refuses_numbers_that_are_none(bad: float) -> None:
    weights = W.copy()
    weights[1, 2] = bad
    with pytest.raises(InvalidInput, match="finite"):
        Dense(weights, B.copy(), RELU)
    with pytest.raises(InvalidInput, match="finite"):
        Dense(W.copy(), np.array([0, bad], np.float32), RELU)


def test_refuses_alphas_that_do_not_fit() -> None:
    prelu = activation({"name": "parametric-relu", "alpha": [0.1, 0.2, 0.3]})
    with pytest.raises(InvalidInput, match=r"alpha of shape \(2,\), found \(3,\)"):
        Dense(W.copy(), B.copy(), prelu)


def test_pins_cannot_be_changed_afterwards() -> None:
    pins = {1: 0.5}
    layer = Dense(np.ones((2, 3), np.float32), np.zeros(2, np.float32), activation("relu"), pins)
    pins[0] = 9.0
    assert layer.pins == {1: 0.5}
    with pytest.raises(TypeError):
        layer.pins[0] = 1.0  # type: ignore[index]  # what must not work
