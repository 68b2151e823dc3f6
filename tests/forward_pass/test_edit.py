import json
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pytest

from app.forward_pass import (
    Dense,
    Edit,
    InvalidInput,
    Network,
    Place,
    edited,
)
from app.forward_pass.activations import Linear
from app.forward_pass.convolution import Conv2d
from app.forward_pass.edit import bell
from tests.fixtures.messages import MAPS
from tests.forward_pass.networks import random_network

NOISE = Path(__file__).parents[1] / "fixtures" / "noise.json"


@pytest.fixture
def network() -> Network:
    return random_network([3, 4, 2], ["sigmoid", "softmax"], 0)


X = np.array([0.5, -1, 2], np.float32)


def test_no_edits_make_no_other_network(network: Network) -> None:
    assert edited(network, []) is network


def test_each_edit_changes_the_one_number(network: Network) -> None:
    edits: list[Edit] = [
        Edit(Place("weight", 0, 1, 2), 5.0),
        Edit(Place("bias", 1, 0), -3.0),
        Edit(Place("weight", 0, 1, 0), 7.0),
        Edit(Place("weight", 0, 1, 0), 8.0),  # the last one counts
    ]
    changed = edited(network, edits)
    W = network.layers[0].parameters["W"].copy()
    W[1] = 8, W[1, 1], 5
    np.testing.assert_array_equal(changed.layers[0].parameters["W"], W)
    np.testing.assert_array_equal(
        changed.layers[0].parameters["b"], network.layers[0].parameters["b"]
    )
    assert changed.layers[1].parameters["b"].tolist() == [-3, network.layers[1].parameters["b"][1]]


def test_the_original_is_left_as_it_was(network: Network) -> None:
    before = [
        (layer.parameters["W"].copy(), layer.parameters["b"].copy()) for layer in network.layers
    ]
    edited(
        network,
        [
            Edit(Place("weight", 0, 0, 0), 1.0),
            Edit(Place("bias", 1, 1), 2.0),
            Edit(Place("activation", 0, 1), 0.0),
        ],
    )
    for layer, (W, b) in zip(network.layers, before, strict=True):
        np.testing.assert_array_equal(layer.parameters["W"], W)
        np.testing.assert_array_equal(layer.parameters["b"], b)
        assert layer.pins == {}


def test_a_silenced_neuron_is_heard_nowhere(network: Network) -> None:
    hidden, output = edited(network, [Edit(Place("activation", 0, 2), 0.0)]).forward(X)
    assert hidden.a[2] == 0
    assert hidden.z[2] == network.forward(X)[0].z[2]  # its sum is still told
    cut = edited(network, [Edit(Place("weight", 1, k, 2), 0.0) for k in range(2)])
    np.testing.assert_allclose(output.a, cut.forward(X)[1].a, rtol=1e-6)


class Counted(np.ndarray[Any, np.dtype[np.float32]]):
    """An array that counts how often it is copied."""

    copies: ClassVar[list[str]] = []

    def copy(self, order: Any = "C") -> Any:
        self.copies.append("copy")
        return np.array(self, order=order)


def test_a_layer_is_copied_and_built_once_for_all_its_edits(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = Network(
        "",
        [
            Dense(each.parameters["W"].view(Counted), each.parameters["b"].view(Counted), each.f)
            for each in network.layers
        ],
    )
    built: list[Dense] = []
    check = Dense.__post_init__

    def counting(self: Dense) -> None:
        built.append(self)
        check(self)

    monkeypatch.setattr(Dense, "__post_init__", counting)
    monkeypatch.setattr(Counted, "copies", [])
    pins: list[Edit] = [Edit(Place("activation", 0, k % 4), k / 10) for k in range(100)]
    edited(counted, pins)
    assert (len(built), len(Counted.copies)) == (1, 0)
    weights: list[Edit] = [Edit(Place("weight", k % 2, k % 2, k % 3), float(k)) for k in range(100)]
    edited(counted, [*pins, *weights])
    assert (len(built), len(Counted.copies)) == (1 + 2, 2)  # W of two layers


def weights(inputs: list[int], values: list[float]) -> Edit:
    """Weights of neuron 1 of the first layer."""
    place = Place("weight", 0, 1, np.array(inputs, np.uint16))
    return Edit(place, np.array(values, np.float32))


def test_a_painted_row_is_its_weights_one_by_one(network: Network) -> None:
    painted = edited(network, [weights([2, 0, 2], [5, 7, 6])])
    one_by_one = edited(
        network, [Edit(Place("weight", 0, 1, 0), 7.0), Edit(Place("weight", 0, 1, 2), 6.0)]
    )
    np.testing.assert_array_equal(
        painted.layers[0].parameters["W"], one_by_one.layers[0].parameters["W"]
    )
    np.testing.assert_array_equal(
        painted.layers[1].parameters["W"], network.layers[1].parameters["W"]
    )
    nothing = edited(network, [weights([], [])])
    np.testing.assert_array_equal(
        nothing.layers[0].parameters["W"], network.layers[0].parameters["W"]
    )


@pytest.mark.parametrize(
    ("inputs", "values", "message"),
    [
        ([0, 3], [1.0, 1.0], "input 0 to 2, found 3"),
        ([0, 1], [1.0], "2 values, found 1"),
        ([0, 1], [1.0, float("nan")], "found nan"),
        ([0], [float("-inf")], "found inf"),
    ],
)
def test_a_painted_row_that_does_not_fit_is_refused(
    network: Network, inputs: list[int], values: list[float], message: str
) -> None:
    with pytest.raises(InvalidInput, match=message):
        edited(network, [weights(inputs, values)])


def test_edits_of_weights_keep_pins(network: Network) -> None:
    pinned = edited(network, [Edit(Place("activation", 0, 2), 0.25)])
    both = edited(pinned, [Edit(Place("bias", 0, 2), 9.0)])
    assert both.layers[0].pins == {2: 0.25}


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (Edit(Place("weight", 2, 0, 0), 1.0), "layer 0 to 1, found 2"),
        (Edit(Place("weight", -1, 0, 0), 1.0), "layer 0 to 1, found -1"),
        (Edit(Place("weight", 0, 4, 0), 1.0), "neuron 0 to 3, found 4"),
        (Edit(Place("weight", 0, 0, 3), 1.0), "input 0 to 2, found 3"),
        (Edit(Place("bias", 1, 2), 1.0), "neuron 0 to 1, found 2"),
        (Edit(Place("activation", 1, 0), float("nan")), "found nan"),
        (Edit(Place("bias", 0, 0), float("inf")), "found inf"),
        (Edit(Place("weight", 0, 0, 0), 1e39), "found 1e"),
        (Edit(Place("weight", 0, 0, -1), 1.0), "input 0 to 2, found -1"),
        (Edit(Place("input", input=0), 1.0), "found an input"),
    ],
)
def test_refuses_what_is_not_there_or_not_a_float32(
    network: Network, edit: Edit, message: str
) -> None:
    with pytest.raises(InvalidInput, match=message.replace("+", r"\+")):
        edited(network, [edit])


def test_a_whole_layer_loses_its_biases_or_is_silenced(network: Network) -> None:
    changed = edited(network, [Edit(Place("biases", 0), 0.0), Edit(Place("activations", 1), 0.5)])
    np.testing.assert_array_equal(changed.layers[0].parameters["b"], np.zeros(4))
    np.testing.assert_array_equal(
        changed.layers[0].parameters["W"], network.layers[0].parameters["W"]
    )
    assert changed.forward(X)[-1].a.tolist() == [0.5, 0.5]


def test_noise_is_the_pages_own_to_the_last_digit() -> None:
    """``tests/js/state/noise.test.js`` reads the same file."""
    noise = json.loads(NOISE.read_bytes())
    W = np.array(noise["weights"], np.float32).reshape(3, 4)
    net = Network(
        "noisy",
        [Dense(np.eye(4, dtype=np.float32), np.zeros(4, np.float32), Linear())] * 2
        + [Dense(W, np.zeros(3, np.float32), Linear())],
    )
    edit = Edit(Place("noise", noise["layer"], seed=noise["seed"]), noise["value"])
    changed = edited(net, [edit]).layers[2].parameters["W"]
    assert changed.ravel().tolist() == np.array(noise["noisy"], np.float32).tolist()
    assert bell(noise["seed"], noise["layer"], 12).tolist() == noise["bells"]


def test_noise_is_as_large_as_it_says_and_another_seed_draws_another() -> None:
    one, other = (bell(seed, 0, 100_000) / 147.8 for seed in (1, 2))
    assert abs(one.mean()) < 0.02
    assert abs(one.std() - 1) < 0.02
    assert abs(np.corrcoef(one, other)[0, 1]) < 0.02
    assert abs(np.corrcoef(one[1:], one[:-1])[0, 1]) < 0.02


@pytest.mark.parametrize("value", [-0.1, 10.1, float("nan")])
def test_noise_beyond_its_limits_is_refused(network: Network, value: float) -> None:
    with pytest.raises(InvalidInput, match="noise of 0 to 10 spreads"):
        edited(network, [Edit(Place("noise", 0, seed=1), value)])


def test_a_whole_map_is_silenced_and_the_others_are_not() -> None:
    x = np.random.default_rng(0).uniform(0, 1, 784).astype(np.float32)
    silenced = edited(MAPS, [Edit(Place("activations", 0, map=1), 0.0)])
    before, after = MAPS.forward(x)[0].a, silenced.forward(x)[0].a
    assert np.array_equal(after[:81], before[:81])
    assert not after[81:].any()


@pytest.mark.parametrize("place", [(0, 2), (2, 0)])
def test_a_map_that_is_not_there_is_refused(place: tuple[int, int]) -> None:
    layer, map_ = place
    with pytest.raises(InvalidInput, match="map") as caught:
        edited(MAPS, [Edit(Place("activations", layer, map=map_), 0.0)])
    assert caught.value.code == "edit"


def test_whoever_silences_a_layer_of_maps_again_and_again_makes_nobody_wait() -> None:
    large = Conv2d(
        image=(1, 60, 60),
        W=np.ones((20, 1, 3, 3), np.float32),
        b=np.zeros(20, np.float32),
    )
    given_way = []
    edits = [Edit(Place("activations", 0, map=None if k % 2 else k % 20), k) for k in range(500)]
    changed = edited(Network("maps", [large]), edits, lambda: given_way.append(1))
    assert len(given_way) == 2 * len(edits), "each edit is checked and made, and gives way"
    assert set(changed.layers[0].pins.values()) == {499.0}
