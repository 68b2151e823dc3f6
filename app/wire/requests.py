"""What the messages of every family may hold: a network, an input, edits; parsed for the core."""

from typing import Annotated, Any

import msgspec
import numpy as np
from msgspec import Meta

from app.config import (
    EDITS_PER_TOKEN,
    MAX_EDITS,
    MAX_INLINE_INPUTS,
    MAX_INLINE_LAYERS,
    MAX_INLINE_NEURONS,
    POINTS_PER_TOKEN,
    WEIGHTS_PER_TOKEN,
)
from app.forward_pass import (
    Dense,
    Drawing,
    Edit,
    Framing,
    InvalidInput,
    Network,
    SetActivation,
    SetBias,
    SetWeight,
    SetWeights,
)
from app.forward_pass.activations import activation
from app.forward_pass.arrays import Floats
from app.forward_pass.digit import AS_MNIST, SIDE, network_input
from app.forward_pass.errors import Code

MAX_SEQ = 2**53  # the largest whole number that JavaScript counts to exactly
PAD = 65_535  # a coordinate of the far edge of the pad

_U16 = np.dtype("<u2")  # made once: its name would be read anew for every message
_FAR = np.array(PAD, np.float64)  # of the type that it divides, as in network_input

Seq = Annotated[int, Meta(ge=0, le=MAX_SEQ)]
Index = Annotated[int, Meta(ge=0)]
Row = Annotated[list[float], Meta(min_length=1, max_length=MAX_INLINE_INPUTS)]


class InlineLayer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A layer that a lesson brings along: W as rows, b, and the activation's spec."""

    weights: Annotated[list[Row], Meta(min_length=1, max_length=MAX_INLINE_NEURONS)]
    biases: Annotated[list[float], Meta(max_length=MAX_INLINE_NEURONS)]
    activation: str | dict[str, Any]


class InlineNetwork(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A small network that a lesson brings along."""

    layers: Annotated[list[InlineLayer], Meta(min_length=1, max_length=MAX_INLINE_LAYERS)]


class Input(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A drawing (``points`` with ``lengths``), an image, or a vector: one of the three.

    ``points``: uint16 x, y pairs of all strokes, one after the other. ``lengths``: the number of
    points of each stroke. ``image``: 784 grey bytes. ``vector``: numbers, or float32.
    ``centred``, ``shift``: how a drawing is framed; see ``Framing``.
    """

    points: bytes | None = None
    lengths: list[Annotated[int, Meta(ge=1)]] | None = None
    image: bytes | None = None
    vector: list[float] | bytes | None = None
    centred: bool = True
    shift: tuple[int, int] = (0, 0)


Number = float | bytes  # bytes: one float32


class _Edit(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind"):
    layer: Index
    neuron: Index


class WeightEdit(_Edit, frozen=True, tag="weight"):
    """One weight, set to another value."""

    input: Index
    value: Number


class WeightsEdit(_Edit, frozen=True, tag="weights"):
    """Some of a neuron's weights: ``inputs``, uint16, and ``values``, float32, one for each."""

    inputs: bytes
    values: bytes


class BiasEdit(_Edit, frozen=True, tag="bias"):
    """One bias, set to another value."""

    value: Number


class ActivationEdit(_Edit, frozen=True, tag="activation"):
    """One neuron's activation, held at a value."""

    value: Number


AnyEdit = WeightEdit | WeightsEdit | BiasEdit | ActivationEdit
Edits = Annotated[list[AnyEdit], Meta(max_length=MAX_EDITS)]


class Request(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What every question about a network says: which one reads what, with which edits."""

    seq: Seq
    network: str | InlineNetwork
    input: Input
    edits: Edits = []
    lesson: str | None = None

    def extra_work(self) -> int:
        """How many tokens a message costs beyond the one that each does."""
        inline = self.network if isinstance(self.network, InlineNetwork) else None
        rows = [row for layer in inline.layers for row in layer.weights] if inline else []
        n_points = len(self.input.points or b"") // 4  # lengths may claim any number
        return (
            n_points // POINTS_PER_TOKEN
            + len(self.edits) // EDITS_PER_TOKEN
            + sum(len(row) for row in rows) // WEIGHTS_PER_TOKEN
        )


def input_of(source: Input) -> Drawing | Floats:
    """The drawing, or the numbers (n_in,) that an image or a vector is.

    Raises:
        InvalidInput: not exactly one of the three kinds, or bytes that are not what they must be.
    """
    given = [kind for kind in ("points", "image", "vector") if getattr(source, kind) is not None]
    if len(given) != 1 or (source.lengths is None) == (source.points is not None):
        found = " and ".join([*given, *(["lengths"] if source.lengths is not None else [])])
        raise InvalidInput(
            "input", "one of points with lengths, image, vector", found or "none of them"
        )
    if source.points is not None and source.lengths is not None:
        return _drawing(source.points, source.lengths)
    if source.image is not None:
        if len(source.image) != SIDE * SIDE:
            raise InvalidInput("image", f"{SIDE * SIDE} bytes", f"{len(source.image)}")
        return network_input(np.frombuffer(source.image, np.uint8).reshape(SIDE, SIDE))
    return _vector(source.vector)


def framing_of(source: Input) -> Framing:
    """How the drawing is to be framed.

    Raises:
        InvalidInput: a shift beyond the field, or a framing for what is no drawing.
    """
    framing = Framing(source.centred, source.shift)
    if source.points is None and framing != AS_MNIST:
        raise InvalidInput("input", "centred and shift with a drawing only", "no drawing")
    return framing


def _drawing(points: bytes, lengths: list[int]) -> Drawing:
    if len(points) != 4 * sum(lengths):
        raise InvalidInput(
            "points", f"{4 * sum(lengths)} bytes for {sum(lengths)} points", f"{len(points)}"
        )
    pairs = np.frombuffer(points, _U16).reshape(-1, 2).astype(np.float64)
    pairs /= _FAR
    return Drawing.from_lengths(pairs, lengths)


def _vector(vector: list[float] | bytes | None) -> Floats:
    if isinstance(vector, bytes):
        numbers = _floats("vector", vector)
    else:
        with np.errstate(over="ignore"):  # what is beyond float32 becomes infinite, then an error
            numbers = np.array(vector, np.float32)
    if not np.isfinite(numbers).all():
        raise InvalidInput("vector", "finite numbers", "not a number or infinite")
    return numbers


def _floats(code: Code, binary: bytes) -> Floats:
    if len(binary) % 4:
        raise InvalidInput(code, "float32 numbers of 4 bytes each", f"{len(binary)} bytes")
    return np.frombuffer(binary, "<f4").astype(np.float32)


def inline_network(inline: InlineNetwork) -> Network:
    """The network that a message brought along.

    Raises:
        InvalidInput: layers that do not fit together, or a number that is not finite.
    """
    return Network("", [_inline_layer(layer) for layer in inline.layers])


def _inline_layer(layer: InlineLayer) -> Dense:
    n_in = len(layer.weights[0])
    for row in layer.weights:
        if len(row) != n_in:
            raise InvalidInput("network", f"rows of {n_in} weights", f"one of {len(row)}")
    with np.errstate(over="ignore"):  # Dense refuses what became infinite
        W, b = np.array(layer.weights, np.float32), np.array(layer.biases, np.float32)
        return Dense(W, b, activation(layer.activation))


def edits_of(request: Request) -> list[Edit]:
    """The edits, as the core makes them."""
    return [_edit(edit) for edit in request.edits]


def _edit(edit: AnyEdit) -> Edit:
    if isinstance(edit, WeightEdit):
        return SetWeight(edit.layer, edit.neuron, edit.input, _number(edit.value))
    if isinstance(edit, WeightsEdit):
        if len(edit.inputs) % 2:
            raise InvalidInput("edit", "inputs of 2 bytes each", f"{len(edit.inputs)} bytes")
        inputs = np.frombuffer(edit.inputs, _U16)
        return SetWeights(edit.layer, edit.neuron, inputs, _floats("edit", edit.values))
    if isinstance(edit, BiasEdit):
        return SetBias(edit.layer, edit.neuron, _number(edit.value))
    return SetActivation(edit.layer, edit.neuron, _number(edit.value))


def _number(value: Number) -> float:
    if isinstance(value, float):
        return value
    if len(value) != 4:
        raise InvalidInput("edit", "one float32 of 4 bytes", f"{len(value)} bytes")
    return float(np.frombuffer(value, "<f4")[0])
