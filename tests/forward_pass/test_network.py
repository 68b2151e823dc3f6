import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.neural_network import MLPClassifier

from app.forward_pass import Dense, InvalidInput, Network
from app.forward_pass.activations import NAMES, activation
from tests.forward_pass import reference
from tests.forward_pass.networks import random_network

SIZES = st.lists(st.integers(1, 12), min_size=2, max_size=5)


@given(sizes=SIZES, names=st.lists(st.sampled_from(NAMES), min_size=4), seed=st.integers(0, 9999))
def test_agrees_with_plain_python_on_random_networks(
    sizes: list[int], names: list[str], seed: int
) -> None:
    network = random_network(sizes, names[: len(sizes) - 1], seed)
    x = np.random.default_rng(seed).uniform(0, 1, sizes[0]).astype(np.float32)
    a = x.astype(float).tolist()
    for layer, (found_z, found_a) in zip(network.layers, network.forward(x), strict=True):
        z = reference.weighted_sum(
            layer.parameters["W"].tolist(), layer.parameters["b"].tolist(), a
        )
        np.testing.assert_allclose(found_z, z, rtol=1e-5, atol=1e-5)
        # From the z that was found: a step function would make much of its last digit.
        a = reference.activate(layer.f.spec(), found_z.astype(float).tolist())
        np.testing.assert_allclose(found_a, a, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize(
    ("theirs", "ours"), [("logistic", "sigmoid"), ("tanh", "tanh"), ("relu", "relu")]
)
def test_agrees_with_scikit_learn(theirs: str, ours: str) -> None:
    rng = np.random.default_rng(3)
    x = rng.uniform(0, 1, (200, 784))
    peer = MLPClassifier((16, 16), activation=theirs, max_iter=1, random_state=0, solver="sgd")
    peer.partial_fit(x, rng.integers(0, 10, 200), classes=range(10))
    names = [ours, ours, "softmax"]
    network = Network(
        "peer",
        [
            Dense(W.T.astype(np.float32).copy(), b.astype(np.float32), activation(name))
            for W, b, name in zip(peer.coefs_, peer.intercepts_, names, strict=True)
        ],
    )
    found = network.forward(x.astype(np.float32))[-1].a
    np.testing.assert_allclose(found, peer.predict_proba(x), rtol=1e-4, atol=1e-5)


@given(sizes=SIZES, names=st.lists(st.sampled_from(NAMES), min_size=4), seed=st.integers(0, 9999))
def test_one_and_many_go_the_same_way(sizes: list[int], names: list[str], seed: int) -> None:
    network = random_network(sizes, names[: len(sizes) - 1], seed)
    batch = np.random.default_rng(seed).normal(size=(5, sizes[0])).astype(np.float32)
    together = network.forward(batch)
    for row in range(5):
        # Layer by layer from the same input, so that a step cannot blow up the last digit.
        a = batch[row]
        for layer, passed in zip(network.layers, together, strict=True):
            z = layer.weighted_sum(a)
            np.testing.assert_allclose(passed.z[row], z, rtol=1e-5, atol=1e-5)
            np.testing.assert_allclose(passed.a[row], layer.activate(passed.z[row]), atol=1e-6)
            a = passed.a[row]


@pytest.mark.parametrize("sizes", [(2, 1), (3, 5, 2), (784, 16, 16, 10), (784, 128, 64, 10)])
def test_each_of_several_inputs_has_the_numbers_that_it_has_alone(sizes: tuple[int, ...]) -> None:
    network = random_network(sizes, ["sigmoid"] * (len(sizes) - 1), 1)
    batch = np.random.default_rng(2).normal(size=(14, sizes[0])).astype(np.float32)
    with np.errstate(over="ignore"):  # some weighted sums are large
        together = network.forward_each(batch)
        alone = [network.forward(a.copy()) for a in batch]
    for row, passes in enumerate(alone):
        for passed, (z, activations) in zip(together, passes, strict=True):
            assert np.array_equal(passed.z[row], z)
            assert np.array_equal(passed.a[row], activations)


def test_every_layer_is_kept_in_float32() -> None:
    network = random_network([784, 16, 16, 10], ["sigmoid"] * 3, 0)
    passes = network.forward(np.zeros(784, np.float32))
    assert [passed.z.shape for passed in passes] == [(16,), (16,), (10,)]
    for array in (array for passed in passes for array in passed):
        assert array.dtype == np.float32


def test_counts_what_it_is_made_of() -> None:
    network = random_network([784, 16, 16, 10], ["sigmoid"] * 3, 0)
    assert network.sizes == (784, 16, 16, 10)
    assert network.n_parameters == 13_002
    assert repr(network).startswith("Network('random', Dense(784 → 16, sigmoid)")


def test_refuses_layers_that_do_not_fit() -> None:
    first, second = (random_network(sizes, ["relu"], 0).layers[0] for sizes in ([3, 4], [5, 2]))
    with pytest.raises(InvalidInput, match="expected layer 2 with 4 inputs, found 5"):
        Network("misfit", [first, second])
    with pytest.raises(InvalidInput, match="at least one layer"):
        Network("empty", [])


def test_refuses_an_input_of_another_size() -> None:
    with pytest.raises(InvalidInput, match="expected 3 inputs, found 4"):
        random_network([3, 2], ["relu"], 0).forward(np.zeros(4, np.float32))
