import math
from collections.abc import Iterator

import numpy as np
import pytest

from app.forward_pass import InvalidInput
from app.forward_pass.activations import NAMES, activation
from tests.forward_pass import reference
from tests.forward_pass.networks import doubles, spec

# 0 is left out: step and the ReLUs have a corner there, and a test of its own.
Z = np.array([-90, -20, -6.5, -2, -0.7, -1e-3, 1e-3, 0.3, 1, 4.2, 20, 90], np.float32)


@pytest.fixture(autouse=True)
def _overflow() -> Iterator[None]:
    """Ignore it, as whoever sends any z through a network does."""
    with np.errstate(over="ignore"):
        yield


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_agrees_with_its_formula(name: str) -> None:
    given = spec(name, Z.size, np.random.default_rng(0))
    a = activation(given)(Z)
    assert a.dtype == np.float32
    expected = reference.activate(given, Z.astype(float).tolist())
    np.testing.assert_allclose(a, expected, rtol=1e-5, atol=1e-6)


def test_is_the_same_for_one_and_for_many(name: str) -> None:
    f = activation(spec(name, Z.size, np.random.default_rng(0)))
    batch = np.stack([Z, -Z, Z / 2])  # (3, n)
    for row, z in zip(f(batch), batch, strict=True):
        np.testing.assert_array_equal(row, f(z))


def test_never_gives_its_input_back_as_its_answer(name: str) -> None:
    f, z = activation(spec(name, Z.size, np.random.default_rng(0))), Z.copy()
    f(z)[:] = 7
    np.testing.assert_array_equal(z, Z)


def test_backward_agrees_with_small_differences(name: str) -> None:
    z = doubles([-2.2, -0.7, -0.1, 0.2, 1.1, 3.0])
    rng = np.random.default_rng(1)
    f = activation(spec(name, z.size, rng))
    gradient = doubles(rng.normal(size=z.size))
    h = 1e-6
    steps = doubles(h * np.eye(z.size))
    expected = [float(gradient @ (f(z + d) - f(z - d))) / (2 * h) for d in steps]
    np.testing.assert_allclose(f.backward(gradient, z, f(z)), expected, rtol=1e-5, atol=1e-6)


def test_slope_is_what_one_neurons_own_sum_does(name: str) -> None:
    z = doubles([-2.2, -0.7, -0.1, 0.2, 1.1, 3.0])
    f = activation(spec(name, z.size, np.random.default_rng(1)))
    h = 1e-6
    steps = doubles(h * np.eye(z.size))
    expected = [float((f(z + d) - f(z - d))[k]) / (2 * h) for k, d in enumerate(steps)]
    np.testing.assert_allclose(f.slope(z, f(z)), expected, rtol=1e-5, atol=1e-6)


def test_is_made_again_from_its_own_spec(name: str) -> None:
    f = activation(spec(name, Z.size, np.random.default_rng(0)))
    np.testing.assert_array_equal(activation(f.spec())(Z), f(Z))


def test_step_does_not_fire_on_the_boundary() -> None:
    zero = np.zeros(1, np.float32)
    assert activation("step")(zero) == 0
    assert activation("relu").slope(zero, zero) == 0


def test_softmax_adds_up_to_one_and_does_not_overflow() -> None:
    a = activation("softmax")(np.array([[1e4, 1e4, -1e4], [-1e4, -1e4, -1e4]], np.float32))
    np.testing.assert_allclose(a, [[0.5, 0.5, 0], [1 / 3, 1 / 3, 1 / 3]], rtol=1e-6)


def test_sigmoid_is_0_and_1_far_from_0() -> None:
    with np.errstate(all="raise", over="ignore", under="ignore"):
        a = activation("sigmoid")(np.array([-1e30, 1e30], np.float32))
    assert a.tolist() == [0, 1]


def test_sigmoid_keeps_its_small_values_down_to_minus_87() -> None:
    z = np.linspace(-87, 20, 200_001, dtype=np.float32)
    exact = 1 / (1 + np.exp(-z.astype(np.float64)))
    np.testing.assert_allclose(activation("sigmoid")(z), exact, rtol=5e-7)


def test_sigmoid_never_falls_by_more_than_one_unit_in_the_last_place() -> None:
    largest = int(np.array(87, np.float32).view(np.int32))
    every = np.arange(0, largest, 509, dtype=np.int32).view(np.float32)
    z = np.concatenate([-every[::-1], every])
    units = activation("sigmoid")(z).view(np.int32)  # of positive float32, in their order
    assert np.diff(units).min() >= -1


def test_gelu_and_swish_keep_their_small_values() -> None:
    z = np.array([-6, -9, -12], np.float32)
    gelu = [each / 2 * math.erfc(-each / math.sqrt(2)) for each in z.tolist()]
    assert gelu[0] == pytest.approx(-5.9e-9, rel=0.01)
    np.testing.assert_allclose(activation("gelu")(z), gelu, rtol=1e-6)
    swish = [each / (1 + math.exp(-each)) for each in (-20.0, -80.0)]
    np.testing.assert_allclose(
        activation("swish")(np.array([-20, -80], np.float32)), swish, rtol=1e-6
    )


def test_the_exact_gelu_not_its_tanh_approximation() -> None:
    z = np.array([1.5], np.float32)
    exact = 1.5 * 0.5 * (1 + math.erf(1.5 / math.sqrt(2)))
    tanh = 0.75 * (1 + math.tanh(math.sqrt(2 / math.pi) * (1.5 + 0.044715 * 1.5**3)))
    found = float(activation("gelu")(z)[0])
    assert abs(found - exact) < 1e-6 < abs(found - tanh)


@pytest.mark.parametrize(
    "given",
    [
        "sinus",
        7,
        None,
        pytest.param(10**5000, id="more digits than Python prints"),
        {},
        {"name": ["relu"]},
        {"name": "relu", "alpha": 0.1},
        {"name": "relu", "alpha": None},
        {"name": "relu", "slope": 0.1},
        {"name": "leaky-relu", "alpha": 0.1, "beta": 2},
    ],
)
def test_refuses_what_is_no_activation(given: object) -> None:
    with pytest.raises(InvalidInput, match="expected one of step, linear"):
        activation(given)


@pytest.mark.parametrize("name", ["leaky-relu", "parametric-relu"])
@pytest.mark.parametrize("alpha", [float("nan"), float("inf"), 1e39, 10**400, True, "big", None])
def test_refuses_an_alpha_that_is_no_float32(name: str, alpha: object) -> None:
    given = [0.1, alpha] if name == "parametric-relu" else alpha
    with pytest.raises(InvalidInput, match=f"expected an alpha of {name}, a (list of )?float32"):
        activation({"name": name, "alpha": given})


@pytest.mark.parametrize("given", ["parametric-relu", {"name": "parametric-relu", "alpha": 0.5}])
def test_parametric_relu_needs_a_list(given: object) -> None:
    with pytest.raises(InvalidInput, match="a list of float32"):
        activation(given)


@pytest.mark.parametrize("given", ["leaky-relu", {"name": "leaky-relu"}])
def test_leaky_relu_has_an_alpha_of_its_own(given: object) -> None:
    assert activation(given).spec() == {"name": "leaky-relu", "alpha": pytest.approx(0.01)}
