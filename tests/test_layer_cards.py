"""A card tells each kind of layer, and the layer is made again from it."""

from typing import get_args

import msgspec
import numpy as np
import pytest

from app.forward_pass.activations import activation
from app.forward_pass.convolution import Conv2d
from app.forward_pass.layers import Dense, Layer, Skip
from app.forward_pass.pooling import AvgPool2d, MaxPool2d
from app.layer_cards import LayerCard, layer_card

RANDOM = np.random.default_rng(3)
W = RANDOM.normal(size=(4, 2, 3, 2)).astype(np.float32)
RELU = activation("relu")
LAYERS: list[Layer] = [
    Dense(W[0, 0], W[0, 0, :, 0], activation("leaky-relu")),
    Conv2d(image=(2, 7, 6), W=W, b=W[:, 0, 0, 0], f=RELU, stride=2, padding=1),
    MaxPool2d(image=(2, 6, 6), side=3),
    AvgPool2d(image=(2, 6, 6), f=RELU),
]


@pytest.mark.parametrize("layer", LAYERS, ids=repr)
def test_a_layer_is_made_again_from_its_card(layer: Layer) -> None:
    told = msgspec.json.encode(layer_card(layer))
    card = msgspec.json.decode(told, type=LayerCard)
    assert card.shapes == {name: each.shape for name, each in layer.parameters.items()}
    again = card.layer(layer.parameters)
    assert repr(again) == repr(layer)
    a = RANDOM.normal(size=(3, layer.n_in)).astype(np.float32)
    z = layer.weighted_sum(a)
    np.testing.assert_array_equal(again.weighted_sum(a), z)
    np.testing.assert_array_equal(again.activate(z), layer.activate(z))


def test_every_kind_of_card_is_tried_above() -> None:
    assert {type(layer_card(layer)) for layer in LAYERS} == set(get_args(LayerCard))


def test_a_layer_that_no_card_tells_is_refused() -> None:
    with pytest.raises(TypeError, match="that a card can tell, found Skip"):
        layer_card(Skip(4, 2))
