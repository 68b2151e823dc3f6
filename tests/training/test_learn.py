import numpy as np
import pytest

from app.forward_pass import Network
from app.forward_pass.activations import activation
from app.forward_pass.convolution import Conv2d
from app.training.data import Digits
from app.training.evaluation import evaluate_images
from app.training.feed import Feed
from app.training.learn import Pace, Progress, learn
from app.training.parameters import Parameters

SIZES = (784, 16, 10)
PACE = Pace(epochs=3, batch=25, rate=0.01)


def start(seed: int = 0) -> Parameters:
    functions = [activation("sigmoid"), activation("softmax")]
    return Parameters.random("net", SIZES, functions, np.random.default_rng(seed))


def train(
    digits: Digits, seed: int = 0, keep_at: frozenset[int] = frozenset()
) -> tuple[Parameters, dict[int, Network], list[Progress]]:
    parameters, heard = start(seed), list[Progress]()
    kept = learn(
        parameters,
        Feed(digits, None, seed).epochs(PACE.epochs),
        PACE,
        steps=3 * 84,
        report=heard.append,
        keep_at=keep_at,
    )
    return parameters, kept, heard


def test_learns(train_digits: Digits, t10k_digits: Digits) -> None:
    parameters, _, heard = train(train_digits)
    before = evaluate_images(start().network, t10k_digits).accuracy or 0
    after = evaluate_images(parameters.snapshot(), t10k_digits).accuracy or 0
    assert before < 0.3
    assert after > 0.85
    assert [(each.step, each.steps) for each in heard] == [(84, 252), (168, 252), (252, 252)]
    assert heard[0].loss > heard[1].loss > heard[2].loss > 0
    assert heard[0].accuracy < heard[2].accuracy <= 1


def test_the_same_seed_learns_the_same(train_digits: Digits) -> None:
    first, again, other = (train(train_digits, seed)[0].vector for seed in (3, 3, 4))
    np.testing.assert_array_equal(first, again)
    assert (first != other).any()


def test_keeps_networks_from_start_to_end(train_digits: Digits) -> None:
    parameters, kept, _ = train(train_digits, keep_at=frozenset({0, 5, 252}))
    assert list(kept) == [0, 5, 252]
    np.testing.assert_array_equal(
        kept[0].layers[0].parameters["W"], start().network.layers[0].parameters["W"]
    )
    np.testing.assert_array_equal(
        kept[252].layers[1].parameters["W"], parameters.network.layers[1].parameters["W"]
    )
    assert (kept[0].layers[0].parameters["W"] != kept[5].layers[0].parameters["W"]).any()


def test_everything_is_float32(train_digits: Digits) -> None:
    parameters, _, _ = train(train_digits)
    assert parameters.vector.dtype == np.float32
    assert parameters.network.layers[0].parameters["W"].dtype == np.float32


def test_parameters_and_network_are_the_same_numbers() -> None:
    parameters = start()
    before = parameters.snapshot()
    parameters.vector += 1
    for layer, was in zip(parameters.network.layers, before.layers, strict=True):
        np.testing.assert_allclose(layer.parameters["W"], was.parameters["W"] + 1)
        np.testing.assert_allclose(layer.parameters["b"], was.parameters["b"] + 1)
    assert parameters.vector.size == parameters.network.n_parameters


def test_weights_decay_and_biases_do_not() -> None:
    parameters = start()
    for W, b in map(dict.values, parameters.views(parameters.decaying())):
        assert (W == 1).all()
        assert (b == 0).all()


@pytest.mark.parametrize(("name", "variance"), [("relu", 2 / 400), ("sigmoid", 2 / 700)])
def test_a_random_start_keeps_the_spread(name: str, variance: float) -> None:
    rng = np.random.default_rng(0)
    network = Parameters.random("net", (400, 300), [activation(name)], rng).network
    assert network.layers[0].parameters["W"].var() == pytest.approx(variance, rel=0.02)
    assert not network.layers[0].parameters["b"].any()


def test_a_random_kernel_keeps_the_spread_of_what_it_reads() -> None:
    W, b = np.zeros((50, 4, 10, 10), np.float32), np.zeros(50, np.float32)
    parameters = Parameters(
        Network("net", [Conv2d(image=(4, 12, 12), W=W, b=b, f=activation("relu"))])
    )
    parameters.randomise(np.random.default_rng(0))
    W = parameters.network.layers[0].parameters["W"]
    assert W.var() == pytest.approx(2 / 400, rel=0.05)
