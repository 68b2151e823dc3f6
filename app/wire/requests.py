"""What the messages of every family may hold: a network, an input, edits; parsed for the core."""

from collections.abc import Sequence
from typing import Annotated, Any, Protocol

import msgspec
import numpy as np
from msgspec import Meta
from numpy.typing import NDArray

from app.config import (
    MAX_EDITS,
    MAX_INLINE_INPUTS,
    MAX_INLINE_LAYERS,
    MAX_INLINE_NEURONS,
    MAX_NOISE_SEED,
    MAX_VECTORS,
)
from app.forward_pass import (
    Dense,
    Drawing,
    Edit,
    Framing,
    InvalidInput,
    Network,
    Place,
)
from app.forward_pass.activations import activation
from app.forward_pass.arrays import Floats
from app.forward_pass.digit import AS_MNIST, SIDE, network_input
from app.forward_pass.errors import Code
from app.forward_pass.place import Kind
from app.forward_pass.stroke import MAX_POINTS

MAX_SEQ = 2**53  # the largest whole number that JavaScript counts to exactly
PAD = 65_535  # a coordinate of the far edge of the pad

_KINDS = ("points", "image", "vector", "vectors")  # of input
_U16 = np.dtype("<u2")  # made once, not read from its name for every message
_FAR = np.array(PAD, np.float64)  # the same type as what it divides, as in network_input

Seq = Annotated[int, Meta(ge=0, le=MAX_SEQ)]
Index = Annotated[int, Meta(ge=0)]
# Bytes: float32. No network that may be asked about reads more.
Vector = Annotated[list[float], Meta(max_length=MAX_INLINE_INPUTS)] | bytes
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
    """A drawing (``points`` with ``lengths``), an image, a vector or several: one of the four.

    ``points``: uint16 x, y pairs of all strokes, one after the other. ``lengths``: the number of
    points of each stroke. ``image``: 784 grey bytes. ``vector``: numbers, or float32.
    ``vectors``: of one length; the answer has a pass for each.
    ``centred``, ``shift``: how a drawing is framed; see ``Framing``.
    """

    points: bytes | None = None
    lengths: Annotated[list[Annotated[int, Meta(ge=1)]], Meta(max_length=MAX_POINTS)] | None = None
    image: bytes | None = None
    vector: Vector | None = None
    vectors: Annotated[list[Vector], Meta(min_length=1, max_length=MAX_VECTORS)] | None = None
    centred: bool = True
    shift: tuple[int, int] = (0, 0)

    @property
    def n(self) -> int:
        """How many inputs there are."""
        return 1 if self.vectors is None else len(self.vectors)


class _OfNeuron(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind"):
    layer: Index
    neuron: Index


class WeightPlace(_OfNeuron, frozen=True, tag="weight"):
    """Where the weight from an input to a neuron stands."""

    input: Index


class WeightsPlace(_OfNeuron, frozen=True, tag="weights"):
    """Where some of a neuron's weights stand: ``inputs``, uint16, one for each value.

    Or ``masks``: for each value a bit for each input, whose weight has it; so a painted grid, which
    has a few values, is a few bytes.
    """

    inputs: bytes | None = None
    masks: bytes | None = None


class BiasPlace(_OfNeuron, frozen=True, tag="bias"):
    """Where a neuron's bias stands."""


class ActivationPlace(_OfNeuron, frozen=True, tag="activation"):
    """Where a neuron's activation stands."""


class _OfLayer(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind"):
    layer: Index


class BiasesPlace(_OfLayer, frozen=True, tag="biases"):
    """Where all biases of a layer stand."""


class ActivationsPlace(_OfLayer, frozen=True, tag="activations"):
    """Where all activations of a layer stand, or of one of its maps."""

    map: Index | None = None


class NoisePlace(_OfLayer, frozen=True, tag="noise"):
    """What is added to all weights of a layer; each ``seed`` draws other noise."""

    seed: Annotated[int, Meta(ge=0, le=MAX_NOISE_SEED)]


class InputPlace(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="input"
):
    """Where one of the network's inputs stands."""

    input: Index


LayerPlace = BiasesPlace | ActivationsPlace | NoisePlace
EditedPlace = WeightPlace | WeightsPlace | BiasPlace | ActivationPlace | LayerPlace


class SentEdit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The number at a place, set to a value: a number, or float32, one for each of several."""

    place: EditedPlace
    value: float | bytes


Edits = Annotated[list[SentEdit], Meta(max_length=MAX_EDITS)]


class Request(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What every question about a network says: which one reads what, with which edits."""

    seq: Seq
    network: str | InlineNetwork
    input: Input
    edits: Edits = []
    lesson: str | None = None


def input_of(source: Input) -> Drawing | Floats:
    """The drawing, or the numbers of an image or a vector, (n_in,); of vectors, (n, n_in).

    Raises:
        InvalidInput: not exactly one of the four kinds, or bytes that are not what they must be.
    """
    given = [kind for kind in _KINDS if getattr(source, kind) is not None]
    if len(given) != 1 or (source.lengths is None) == (source.points is not None):
        found = " and ".join([*given, *(["lengths"] if source.lengths is not None else [])])
        raise InvalidInput(
            "input", "one of points with lengths, image, vector, vectors", found or "none of them"
        )
    if source.points is not None and source.lengths is not None:
        return _drawing(source.points, source.lengths)
    if source.image is not None:
        if len(source.image) != SIDE * SIDE:
            raise InvalidInput("image", f"{SIDE * SIDE} bytes", f"{len(source.image)}")
        return network_input(np.frombuffer(source.image, np.uint8).reshape(SIDE, SIDE))
    if source.vectors is not None:
        rows = [_vector(each) for each in source.vectors]
        if len({row.size for row in rows}) > 1:
            raise InvalidInput("vector", "vectors of one length", "others")
        return np.stack(rows)
    return _vector(source.vector or [])


def framing_of(source: Input) -> Framing:
    """How the drawing is to be framed.

    Raises:
        InvalidInput: a shift beyond the field, or a framing for what is not a drawing.
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


def _vector(vector: Vector) -> Floats:
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


class _HasEdits(Protocol):
    @property
    def edits(self) -> Sequence[SentEdit]: ...


def edits_of(request: _HasEdits) -> list[Edit]:
    """The edits, as the core makes them.

    Raises:
        InvalidInput: bytes that are not what they must be.
    """
    return [_edit(edit.place, edit.value) for edit in request.edits]


def _edit(place: EditedPlace, value: float | bytes) -> Edit:
    if isinstance(place, WeightsPlace):
        inputs, values = _weights(place, value)
        return Edit(Place("weight", place.layer, place.neuron, inputs), values)
    if isinstance(value, bytes):
        if len(value) != 4:
            raise InvalidInput("edit", "one float32 of 4 bytes", f"{len(value)} bytes")
        value = float(np.frombuffer(value, "<f4")[0])
    return Edit(place_of(place), value)


def _weights(place: WeightsPlace, value: float | bytes) -> tuple[NDArray[np.integer], Floats]:
    """Which inputs' weights are set, and to what: (n,) each."""
    if isinstance(value, float):
        raise InvalidInput("edit", "float32 numbers of 4 bytes each", "one number")
    values = _floats("edit", value)
    if place.inputs is not None and place.masks is None:
        if len(place.inputs) % 2:
            raise InvalidInput("edit", "inputs of 2 bytes each", f"{len(place.inputs)} bytes")
        return np.frombuffer(place.inputs, _U16), values
    if place.masks is None or place.inputs is not None:
        found = "neither" if place.inputs is None else "both"
        raise InvalidInput("edit", "one of inputs and masks", found)
    if not values.size or len(place.masks) % values.size:
        raise InvalidInput(
            "edit", f"{values.size} masks of one length", f"{len(place.masks)} bytes"
        )
    bits = np.unpackbits(np.frombuffer(place.masks, np.uint8)).reshape(values.size, -1)
    of_value, inputs = bits.nonzero()
    return inputs, values[of_value]


def place_of(place: WeightPlace | BiasPlace | ActivationPlace | InputPlace | LayerPlace) -> Place:
    """A place, as the core names it."""
    if isinstance(place, InputPlace):
        return Place("input", input=place.input)
    if isinstance(place, WeightPlace):
        return Place("weight", place.layer, place.neuron, place.input)
    if isinstance(place, NoisePlace):
        return Place("noise", place.layer, seed=place.seed)
    if isinstance(place, BiasesPlace):
        return Place("biases", place.layer)
    if isinstance(place, ActivationsPlace):
        return Place("activations", place.layer, map=place.map)
    kind: Kind = "bias" if isinstance(place, BiasPlace) else "activation"
    return Place(kind, place.layer, place.neuron)
