"""Keras 3's `.keras`: an archive of the layers in words and their numbers in HDF5."""

import io
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import msgspec
import numpy as np

from app.config import MAX_OWN_NUMBERS
from app.forward_pass.activations import (
    GELU,
    Activation,
    LeakyReLU,
    Linear,
    ReLU,
    Sigmoid,
    Softmax,
    Swish,
    Tanh,
)
from app.forward_pass.digit import SIDE
from app.model_store import MAX_CARD, ModelError
from app.own.archive import member
from app.own.chain import Array, Chain, Value
from app.own.libraries import missing
from app.own.padding import normalisation, same_padding

if TYPE_CHECKING:
    import h5py

CONFIG, NUMBERS = "config.json", "model.weights.h5"
# In use these hand on what they read; so does all that makes training pictures at random.
_IDENTITIES = (
    "ActivityRegularization", "AlphaDropout", "Dropout", "GaussianDropout", "GaussianNoise",
    "SpatialDropout2D",
)  # fmt: skip
_FUNCTIONS: Mapping[str, Callable[[], Activation]] = {
    "gelu": GELU,
    "leaky_relu": lambda: LeakyReLU(0.2),
    "linear": Linear,
    "relu": ReLU,
    "sigmoid": Sigmoid,
    "silu": Swish,
    "softmax": Softmax,
    "swish": Swish,
    "tanh": Tanh,
}


class _Layer(NamedTuple):
    """A layer in Keras' words. ``arrays``: its numbers, in Keras' order."""

    chain: Chain
    kind: str
    name: str
    config: Mapping[str, Any]
    arrays: Sequence[Array]

    def get(self, name: str, kind: type[Any], default: Any) -> Any:
        """One word of its configuration.

        Raises:
            ModelError: it is not of this kind.
        """
        value = self.config.get(name, default)
        if not isinstance(value, kind):
            raise ModelError(f"{self.chain.called(self.name)} has an odd {name}: {value!r:.60}")
        return value


def read(data: bytes, chain: Chain) -> Value:
    """Follow a file's layers into the chain.

    Raises:
        ModelError: something in it cannot be shown, or the library is missing.
    """
    try:
        import h5py
    except ImportError:
        raise missing("h5py") from None
    model = _model(data)
    try:
        with h5py.File(io.BytesIO(member(data, NUMBERS)), "r") as file:
            return _followed(model, file, chain)
    except (OSError, KeyError, RuntimeError) as error:
        raise ModelError(f"its {NUMBERS} is cut off or damaged: {error!s:.120}") from None


def _model(data: bytes) -> Mapping[str, Any]:
    try:
        model = msgspec.json.decode(member(data, CONFIG, MAX_CARD))
        config = model["config"]
        layers = config["layers"]
        is_one = all(isinstance(each["config"], dict) for each in layers)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise ModelError(f"its {CONFIG} tells of no layers") from None
    if model.get("class_name") not in ("Sequential", "Functional") or not is_one:
        kind = model.get("class_name")
        raise ModelError(f"it is a {kind!r:.60}; Sequential and Functional models can be shown")
    found: Mapping[str, Any] = config
    return found


def _followed(config: Mapping[str, Any], file: "h5py.File", chain: Chain) -> Value:
    value, before = None, None
    seen: Counter[str] = Counter()
    for told in config["layers"]:
        kind, settings = str(told.get("class_name")), told["config"]
        name = str(settings.get("name", ""))
        stem = _snake_case(kind)
        place = f"{stem}_{seen[stem]}" if seen[stem] else stem
        seen[stem] += 1
        if kind == "InputLayer":
            if value is not None:
                raise ModelError("it has several inputs; a network of one can be shown")
            value = _begun(settings.get("batch_shape"), chain)
        elif value is None:
            value = _begun(settings.get("batch_input_shape"), chain)
        if "inbound_nodes" in told and before is not None:
            _check_reads(told["inbound_nodes"], before, chain.called(name))
        before = str(told.get("name", name))
        if kind == "InputLayer":
            continue
        try:
            arrays = _arrays(file, place, chain.called(name))
            value = _layer(value, _Layer(chain, kind, name, settings, arrays))
        except (IndexError, TypeError, ValueError, OverflowError) as error:
            said = str(error).partition("\n")[0]
            raise ModelError(f"{chain.called(name)} {kind}, does not fit: {said:.120}") from None
    if value is None:
        raise ModelError("it has no layers")
    return value


def _begun(shape: object, chain: Chain) -> Value:
    if not isinstance(shape, list) or not all(isinstance(size, int) for size in shape[1:]):
        raise ModelError("it does not say what it reads: give it an Input layer with a shape")
    return chain.begin((1, *shape[1:]))


def _check_reads(nodes: object, before: str, called: str) -> None:
    """A layer of a Functional model reads the one before it, once."""
    reads = re.findall(
        r'"keras_history":\["((?:[^"\\]|\\.)*)",', msgspec.json.encode(nodes).decode()
    )
    if not isinstance(nodes, list) or len(nodes) != 1 or reads != [before]:
        raise ModelError(
            f"{called} reads more than the layer before it: a network whose layers follow one "
            "another can be shown, without branches"
        )


def _arrays(file: "h5py.File", place: str, called: str) -> list[Array]:
    """A layer's numbers; links to other files or places are never followed.

    Raises:
        ModelError: there is such a link, or more than can be shown.
    """
    import h5py

    found: Any = file
    for part in ("layers", place, "vars"):
        if part not in found:  # asks for the name alone
            return []
        found = _own(found, part, called)
    arrays = []
    for k in range(len(found)):
        dataset = _own(found, str(k), called)
        if not isinstance(dataset, h5py.Dataset) or dataset.is_virtual or dataset.external:
            raise ModelError(f"{called} has numbers that are in another file, which is not read")
        if dataset.dtype.kind != "f" or dataset.size > MAX_OWN_NUMBERS:
            raise ModelError(f"{called} has {dataset.size:,} numbers of {dataset.dtype}")
        arrays.append(dataset[()].astype(np.float64))
    return arrays


def _own(group: Any, name: str, called: str) -> Any:
    import h5py

    if not isinstance(group, h5py.Group) or not isinstance(
        group.get(name, getlink=True), h5py.HardLink
    ):
        raise ModelError(f"{called} has numbers behind a link, which is not followed")
    return group[name]


def _layer(value: Value, layer: _Layer) -> Value:
    if layer.kind in _IDENTITIES or layer.kind.startswith("Random"):
        return value
    if layer.kind not in _LAYERS:
        raise layer.chain.unknown(layer.name, layer.kind)
    return _LAYERS[layer.kind](value, layer)


def _activated(value: Value, layer: _Layer) -> Value:
    said = layer.config.get("activation", "linear") or "linear"
    if not isinstance(said, str) or said not in _FUNCTIONS:
        called = layer.chain.called(layer.name)
        raise ModelError(f"{called} has the activation function {said!r:.60}, which is not here")
    f = _FUNCTIONS[said]()
    return value if isinstance(f, Linear) else layer.chain.activate(value, f, layer.name)


def _dense(value: Value, layer: _Layer) -> Value:
    kernel, bias = _kernel_and_bias(layer, 2)
    if value.index.shape[-1] != value.index.size:
        told = "×".join(map(str, value.index.shape[1:]))
        raise ModelError(
            f"{layer.chain.called(layer.name)} reads each row of {told} numbers; put a Flatten "
            "before it"
        )
    return _activated(layer.chain.dense(value, kernel.T, bias, layer.name), layer)


def _kernel_and_bias(layer: _Layer, sides: int) -> tuple[Array, Array]:
    expected = 2 if layer.get("use_bias", bool, True) else 1
    if len(layer.arrays) != expected or layer.arrays[0].ndim != sides:
        raise ModelError(f"{layer.chain.called(layer.name)} has no numbers that fit it")
    kernel = layer.arrays[0]
    return kernel, layer.arrays[1] if expected == 2 else np.zeros(kernel.shape[-1])


def _convolution(value: Value, layer: _Layer) -> Value:
    chain, name = layer.chain, layer.name
    if layer.get("groups", int, 1) != 1 or set(layer.get("dilation_rate", list, [1])) != {1}:
        raise ModelError(
            f"{chain.called(name)} is a grouped or dilated convolution; one that reads every "
            "channel, without gaps, can be shown"
        )
    kernel, bias = _kernel_and_bias(layer, 4)
    W, image = kernel.transpose(3, 2, 0, 1), _nchw(value, layer)
    stride = layer.get("strides", list, [1, 1])
    pads = _pads(layer, image.index.shape[2:], W.shape[2:], stride)
    made = chain.convolution(image, W, bias, name, stride=stride, pads=pads)
    return _activated(_as_keras(made, layer), layer)


def _pool(value: Value, layer: _Layer) -> Value:
    image, side = _nchw(value, layer), layer.get("pool_size", list, [2, 2])
    stride = layer.get("strides", list, side)
    made = layer.chain.pool(
        image,
        _pools(layer),
        layer.name,
        side=side,
        stride=stride,
        pads=_pads(layer, image.index.shape[2:], side, stride),
    )
    return _as_keras(made, layer)


def _whole(value: Value, layer: _Layer) -> Value:
    made = layer.chain.pool(_nchw(value, layer), _pools(layer), layer.name)
    if layer.get("keepdims", bool, False):
        return _as_keras(made, layer)
    return made.moved(made.index.reshape(1, -1))


def _pools(layer: _Layer) -> Literal["max", "average"]:
    return "max" if "Max" in layer.kind else "average"


def _pads(
    layer: _Layer, image: Sequence[int], window: Sequence[int], stride: Sequence[int]
) -> list[int]:
    if layer.get("padding", str, "valid") == "same":
        return same_padding(image, window, stride)
    return [0, 0, 0, 0]


def _is_last(layer: _Layer) -> bool:
    """Whether channels come last."""
    return bool(layer.get("data_format", str, "channels_last") != "channels_first")


def _nchw(value: Value, layer: _Layer) -> Value:
    if value.index.ndim != 4:
        told = "×".join(map(str, value.index.shape[1:]))
        raise ModelError(f"{layer.chain.called(layer.name)} reads {told}; expected an image")
    return value.moved(value.index.transpose(0, 3, 1, 2)) if _is_last(layer) else value


def _as_keras(value: Value, layer: _Layer) -> Value:
    return value.moved(value.index.transpose(0, 2, 3, 1)) if _is_last(layer) else value


def _normalised(value: Value, layer: _Layer) -> Value:
    arrays = list(layer.arrays)
    n = len(arrays[-1])
    gamma = arrays.pop(0) if layer.get("scale", bool, True) else np.ones(n)
    beta = arrays.pop(0) if layer.get("center", bool, True) else np.zeros(n)
    mean, variance = arrays
    epsilon = layer.get("epsilon", float, 1e-3)
    scale, shift = normalisation(gamma, beta, mean, variance, epsilon)
    axis = layer.config.get("axis", -1)
    (axis,) = axis if isinstance(axis, list) else [axis]
    after = (1,) * (-axis - 1 if axis < 0 else value.index.ndim - 1 - axis)
    return layer.chain.scale(
        value, scale.reshape(-1, *after), shift.reshape(-1, *after), layer.name
    )


def _rescaled(value: Value, layer: _Layer) -> Value:
    scale, shift = (layer.config.get(name, 0.0) for name in ("scale", "offset"))
    return layer.chain.scale(
        value, np.asarray(scale, np.float64), np.asarray(shift, np.float64), layer.name
    )


def _flattened(value: Value, layer: _Layer) -> Value:
    del layer
    return value.moved(value.index.reshape(1, -1))


def _reshaped(value: Value, layer: _Layer) -> Value:
    return value.moved(value.index.reshape(1, *layer.get("target_shape", list, [-1])))


def _padded(value: Value, layer: _Layer) -> Value:
    (above, below), (left, right) = layer.get("padding", list, [])
    if not all(0 <= each <= SIDE for each in (above, below, left, right)):
        raise ValueError("more padding than the image has pixels")
    sides = [(above, below), (left, right)]
    rim = [(0, 0), *sides, (0, 0)] if _is_last(layer) else [(0, 0), (0, 0), *sides]
    return value.moved(np.pad(value.index, rim, constant_values=-1))


def _function(value: Value, layer: _Layer) -> Value:
    """A layer that is nothing but an activation function."""
    slope = layer.config.get("negative_slope", 0.3 if layer.kind == "LeakyReLU" else 0.0)
    if layer.config.get("max_value") is not None or layer.config.get("threshold"):
        raise layer.chain.unknown(layer.name, "ReLU with a threshold or a largest value")
    f = Softmax() if layer.kind == "Softmax" else ReLU()
    return layer.chain.activate(value, LeakyReLU(slope) if slope else f, layer.name)


def _snake_case(kind: str) -> str:
    """As Keras makes the names of numbers from those of classes."""
    words = re.sub(r"(.)([A-Z][a-z]+)", r"\1_\2", re.sub(r"\W+", "", kind))
    return re.sub(r"([a-z])([A-Z])", r"\1_\2", words).lower()


_LAYERS: Mapping[str, Callable[[Value, _Layer], Value]] = {
    "Activation": _activated,
    "AveragePooling2D": _pool,
    "BatchNormalization": _normalised,
    "Conv2D": _convolution,
    "Dense": _dense,
    "Flatten": _flattened,
    "GlobalAveragePooling2D": _whole,
    "GlobalMaxPooling2D": _whole,
    "LeakyReLU": _function,
    "MaxPooling2D": _pool,
    "ReLU": _function,
    "Rescaling": _rescaled,
    "Reshape": _reshaped,
    "Softmax": _function,
    "ZeroPadding2D": _padded,
}
