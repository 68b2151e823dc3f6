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
    layers = [_layer(layer) for layer in answer["layers"]]
    digit = answer["digit"]
    image = images_of(digit)[1] if digit else np.frombuffer(answer["image"], np.uint8)
    return Trace(image.reshape(28, 28), digit, layers, answer["prediction"], answer["runner_up"])


def _layer(answer: dict[str, Any]) -> Layer:
    if "z" in answer:
        return Layer(np.frombuffer(answer["z"], "<f4"), np.frombuffer(answer["a"], "<f4"))
    scale = np.frombuffer(answer["scale"], "<f4")
    levels = np.frombuffer(answer["a"], np.int8).reshape(scale.size, -1)
    a = (levels * scale[:, np.newaxis]).ravel()
    return Layer(np.full_like(a, np.nan), a)  # maps travel without their weighted sums


def opened(
    peer: socketio.Client, network: str, source: dict[str, Any], layer: int, neuron: int
) -> dict[str, Any]:
    """One neuron, opened."""
    message = {"seq": 1, "network": network, "input": source, "layer": layer, "neuron": neuron}
    return ask(peer, "explain", message)
