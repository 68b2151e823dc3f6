"""Arrays with a card: safetensors with one beside it, and our own weights.npz with network.json.

The card beside ``NAME.safetensors`` is ``NAME.json``: a list of ``layers``, and ``labels`` where
the outputs are not the ten digits. A layer has its ``type``, and ``tensors``, what the names of its
numbers begin with ("conv1" for conv1.weight and conv1.bias); numbers are arranged as in PyTorch.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import msgspec
import numpy as np

from app.config import MAX_OWN_LAYERS
from app.files import open_regular
from app.forward_pass.activations import activation
from app.forward_pass.convolution import Conv2d
from app.forward_pass.layers import Dense
from app.forward_pass.pooling import MaxPool2d, Pool2d
from app.model_store import MAX_CARD, ModelError, load
from app.own.chain import Array, Chain, Value
from app.own.libraries import missing
from app.own.padding import normalisation

_TYPES = Literal["dense", "conv2d", "max-pool2d", "avg-pool2d", "batch-norm"]


class _LayerCard(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One layer. ``side``: of a pooled square."""

    type: _TYPES
    tensors: str = ""
    activation: str | dict[str, Any] = "linear"
    stride: int = 1
    padding: int = 0
    side: int = 2
    epsilon: float = 1e-5


class _Card(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    layers: list[_LayerCard]
    labels: list[str] | None = None


def read_safetensors(data: bytes, file: Path, chain: Chain) -> tuple[Value, list[str] | None]:
    """Follow the card beside a file into the chain; and its labels.

    Raises:
        ModelError: there is no card, it does not fit, or the library is missing.
    """
    try:
        import safetensors
        from safetensors.numpy import load as arrays_of
    except ImportError:
        raise missing("safetensors") from None
    card = _card(file.with_suffix(".json"))
    try:
        arrays = arrays_of(data)
    except (safetensors.SafetensorError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"it is cut off or damaged: {error!s:.120}") from None
    value = _image(chain)
    for layer in card.layers[: MAX_OWN_LAYERS + 1]:
        value = _added(value, layer, arrays, chain)
    return value, card.labels


def read_npz(file: Path, chain: Chain) -> tuple[Value, list[str] | None]:
    """Follow a network's folder of our own into the chain; and its labels.

    Raises:
        ModelError: the folder is not whole, or the network cannot be shown.
    """
    try:
        model = load(file.parent)
    except ModelError as error:
        raise ModelError(f"with the card beside it: {error}") from None
    value = _image(chain)
    for layer in model.network.layers:
        match layer:
            case Dense():
                value = chain.dense(_row(value), layer.W, layer.b, "")
            case Conv2d():
                stride, pads = (layer.stride,) * 2, (layer.padding,) * 4
                value = chain.convolution(value, layer.W, layer.b, "", stride=stride, pads=pads)
            case Pool2d():
                kind: Literal["max", "average"] = (
                    "max" if isinstance(layer, MaxPool2d) else "average"
                )
                value = chain.pool(value, kind, "", side=(layer.side, layer.side))
            case _:
                raise chain.unknown("", type(layer).__name__)
        if layer.f.name != "linear":
            value = chain.activate(value, layer.f, "")
    return value, model.card.labels


def _image(chain: Chain) -> Value:
    return chain.begin((1, 1, 28, 28))


def _row(value: Value) -> Value:
    return value.moved(value.index.reshape(1, -1))


def _card(file: Path) -> _Card:
    try:
        with open_regular(file) as stream:
            return msgspec.json.decode(stream.read(MAX_CARD + 1), type=_Card)
    except OSError as error:
        said = error.strerror or str(error)
        raise ModelError(
            f"its card, {file.name}, is expected beside it and cannot be read: {said}. It lists "
            'the layers: {"layers": [{"type": "dense", "tensors": "fc1", "activation": "relu"}, …]}'
        ) from None
    except (ValueError, RecursionError) as error:
        raise ModelError(f"its card, {file.name}, is not one: {error!s:.160}") from None


def _added(value: Value, layer: _LayerCard, arrays: Mapping[str, Array], chain: Chain) -> Value:
    name = layer.tensors

    def given(end: str) -> Array:
        array = arrays.get(f"{name}.{end}")
        if array is None:
            raise ModelError(f"{chain.called(name)} needs “{name:.60}.{end}”, which is not in it")
        return array.astype(np.float64)

    match layer.type:
        case "dense" | "conv2d":
            W = given("weight")
            b = given("bias") if f"{name}.bias" in arrays else np.zeros(len(W) if W.ndim else 0)
            if layer.type == "dense":
                value = chain.dense(_row(value), W, b, name)
            else:
                stride, pads = (layer.stride,) * 2, (layer.padding,) * 4
                value = chain.convolution(value, W, b, name, stride=stride, pads=pads)
        case "max-pool2d" | "avg-pool2d":
            kind: Literal["max", "average"] = "max" if layer.type[:3] == "max" else "average"
            value = chain.pool(value, kind, name, side=(layer.side, layer.side))
        case "batch-norm":
            gamma, beta = given("weight"), given("bias")
            mean, variance = given("running_mean"), given("running_var")
            try:
                scale, shift = normalisation(gamma, beta, mean, variance, layer.epsilon)
            except ValueError as error:
                raise ModelError(f"{chain.called(name)} does not fit: {error}") from None
            sides = (1,) * (value.index.ndim - 2)
            value = chain.scale(value, scale.reshape(-1, *sides), shift.reshape(-1, *sides), name)
    f = activation(layer.activation)
    return value if f.name == "linear" else chain.activate(value, f, name)
