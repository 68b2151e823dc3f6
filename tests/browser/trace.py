"""What the server answers to the very message that a page sent, asked by another client of it."""

from typing import Any, NamedTuple

import numpy as np
import socketio

from app.forward_pass.arrays import Floats
from tests.fixtures.messages import images_of
from tests.serving import ask


class Layer(NamedTuple):
    """One layer's numbers."""

    z: Floats
    a: Floats


class Trace(NamedTuple):
    """One forward pass."""

    image: np.ndarray[Any, np.dtype[np.uint8]]  # (28, 28)
    digit: dict[str, Any] | None
    layers: list[Layer]
    prediction: int
    runner_up: int


def read(peer: socketio.Client, network: str, source: dict[str, Any]) -> Trace:
    """The pass of a drawing or image, as the wire carries them."""
    return answer_to(peer, {"seq": 1, "network": network, "input": source})


def answer_to(peer: socketio.Client, message: dict[str, Any]) -> Trace:
    """The answer to a `pass`, edits and all."""
    answer = ask(peer, "pass", message)
    layers = [
        Layer(np.frombuffer(layer["z"], "<f4"), np.frombuffer(layer["a"], "<f4"))
        for layer in answer["layers"]
    ]
    digit = answer["digit"]
    image = images_of(digit)[1] if digit else np.frombuffer(answer["image"], np.uint8)
    return Trace(image.reshape(28, 28), digit, layers, answer["prediction"], answer["runner_up"])


def opened(
    peer: socketio.Client, network: str, source: dict[str, Any], layer: int, neuron: int
) -> dict[str, Any]:
    """One neuron, opened."""
    message = {"seq": 1, "network": network, "input": source, "layer": layer, "neuron": neuron}
    return ask(peer, "explain", message)
