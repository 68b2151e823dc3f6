"""A region holds, for each point of a square, what a forward pass there says, to a 255th."""

import numpy as np
import pytest

from app.forward_pass import Dense, Edit, InvalidInput, Network, Place, edited
from app.forward_pass.activations import activation
from app.forward_pass.region import Axis, Shades, region
from tests.forward_pass.networks import random_network

# Either friend is fun; both together quarrel.
QUARREL = Network(
    "",
    [
        Dense(np.ones((2, 2), np.float32), np.array([-0.5, -1.5], np.float32), activation("step")),
        Dense(np.array([[1, -2]], np.float32), np.array([-0.5], np.float32), activation("step")),
    ],
)
NEITHER = np.zeros(2, np.float32)
ACROSS, UP = Axis(0, -1, 2), Axis(1, -1, 2)


def one_neuron(weight: float, bias: float, name: str) -> Network:
    W, b = np.full((1, 2), weight, np.float32), np.array([bias], np.float32)
    return Network("", [Dense(W, b, activation(name))])


def test_a_line_on_each_hidden_neuron_makes_a_stripe_of_both() -> None:
    hidden, output = region(QUARREL, NEITHER, ACROSS, UP, 6, [0, 1])
    # Cells' middles are at −0.75, −0.25, 0.25 … 1.75, the lowest of the second input first.
    sums = np.add.outer(np.arange(-0.75, 2, 0.5), np.arange(-0.75, 2, 0.5))
    assert np.array_equal(hidden.levels[0], (sums > 0.5) * 255)
    assert np.array_equal(hidden.levels[1], (sums > 1.5) * 255)
    assert np.array_equal(output.levels[0], ((sums > 0.5) & (sums <= 1.5)) * 255)
    assert (output.low, output.high) == (0, 1)


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "relu", "leaky-relu", "gelu", "softmax"])
@pytest.mark.parametrize("n", [2, 7, 96])
def test_each_point_is_a_pass_of_its_own(name: str, n: int) -> None:
    network = random_network((4, 5, 3), ("tanh", name), seed=1)
    a = np.array([0.5, -1, 2, 0.25], np.float32)
    found = region(network, a, Axis(2, -3, 1), Axis(0, 0, 4), n, [1])[0]
    assert found.levels.shape == (3, n, n)
    for row, column in ((0, 0), (0, n - 1), (n // 2, 1), (n - 1, n - 1)):
        point = a.copy()
        point[2] = -3 + 4 * (column + 0.5) / n
        point[0] = 4 * (row + 0.5) / n
        said = network.forward(point)[1].a
        assert value(found)[:, row, column] == pytest.approx(said, abs=0.51 * grain(found))


def value(shades: Shades) -> np.ndarray:
    return shades.low + grain(shades) * shades.levels


def grain(shades: Shades) -> float:
    return (shades.high - shades.low) / 255


@pytest.mark.parametrize(
    ("name", "ends"),
    [("step", (0, 1)), ("sigmoid", (0, 1)), ("tanh", (-1, 1)), ("softmax", (0, 1))],
)
def test_a_bounded_function_is_shaded_on_the_same_scale_wherever_it_is(
    name: str, ends: tuple[float, float]
) -> None:
    network = random_network((2, 3), (name,), seed=2)
    found = region(network, NEITHER, Axis(0, 0, 0.01), Axis(1, 0, 0.01), 4, [0])[0]
    assert (found.low, found.high) == ends


def test_what_says_a_half_is_no_more_than_the_boundary() -> None:
    assert set(region(one_neuron(0, 0, "sigmoid"), NEITHER, ACROSS, UP, 4, [0])[0].levels.flat) == {
        127
    }


def test_a_neuron_that_never_fires_is_0_everywhere() -> None:
    found = region(one_neuron(0, -1, "relu"), NEITHER, ACROSS, UP, 4, [0])[0]
    assert (found.low, found.high, found.levels.max()) == (0, 0, 0)


def test_a_neuron_that_is_held_may_be_beyond_its_function() -> None:
    held = edited(QUARREL, [Edit(Place("activation", 0, 0), 4.0)])
    hidden = region(held, NEITHER, ACROSS, UP, 4, [0])[0]
    assert (hidden.low, hidden.high) == (0, 4)
    assert set(hidden.levels[0].flat) == {255}


def test_others_have_their_turn_between_pieces() -> None:
    turns: list[None] = []
    wide = random_network((2, 64, 64, 64), ("relu", "relu", "relu"), seed=0)
    region(wide, NEITHER, ACROSS, UP, 24, [2], lambda: turns.append(None))
    assert len(turns) >= 2


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"across": Axis(2, 0, 1)}, "input"),
        ({"across": Axis(1, 0, 1)}, "region"),
        ({"a": np.zeros(3, np.float32)}, "input"),
        ({"layers": [2]}, "layer"),
        ({"layers": [1, 1]}, "region"),
        ({"network": one_neuron(3e38, 0, "linear")}, "overflow"),
    ],
)
def test_what_cannot_be_shaded_is_an_error(changes: dict[str, object], code: str) -> None:
    given: dict[str, object] = {"network": QUARREL, "a": NEITHER, "across": ACROSS, "up": UP}
    with pytest.raises(InvalidInput) as caught, np.errstate(over="ignore", invalid="ignore"):
        region(**given | {"n": 4, "layers": [0]} | changes)  # type: ignore[arg-type]
    assert caught.value.code == code
