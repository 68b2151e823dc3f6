"""Trace ↔ message: the only place that knows bytes. ``docs/wire.md`` is its contract.

Requests arrive as what MessagePack decodes to and are parsed, strictly, into the Structs below;
answers leave as plain dictionaries. Numbers travel as little-endian float32.
"""

import re
from typing import Annotated, Any, Literal

import msgspec
import numpy as np
from msgspec import Meta
from numpy.typing import NDArray

from app.config import (
    EDITS_PER_TOKEN,
    MAX_EDITS,
    MAX_INLINE_INPUTS,
    MAX_INLINE_LAYERS,
    MAX_INLINE_NEURONS,
    MAX_PACE,
    POINTS_PER_TOKEN,
    WEIGHTS_PER_TOKEN,
)
from app.forward_pass import (
    Dense,
    DigitImage,
    Drawing,
    Edit,
    Explanation,
    Framing,
    InvalidInput,
    LayerPass,
    Network,
    SetActivation,
    SetBias,
    SetWeight,
    SetWeights,
    Trace,
)
from app.forward_pass.activations import activation
from app.forward_pass.arrays import Floats
from app.forward_pass.digit import AS_MNIST, SIDE, network_input
from app.forward_pass.shown import Running, running, shown

WIRE = 1  # the version of the contract
MAX_SEQ = 2**53  # the largest whole number that JavaScript counts to exactly
PAD = 65_535  # a coordinate of the far edge of the pad

Answer = dict[str, Any]
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


class WeightEdit(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="weight"):  # fmt: skip  # noqa: E501
    """One weight, set to another value."""

    layer: Index
    neuron: Index
    input: Index
    value: float


class WeightsEdit(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="weights"):  # fmt: skip  # noqa: E501
    """Some of a neuron's weights: ``inputs``, uint16, and ``values``, float32, one for each."""

    layer: Index
    neuron: Index
    inputs: bytes
    values: bytes


class BiasEdit(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="bias"):  # fmt: skip  # noqa: E501
    """One bias, set to another value."""

    layer: Index
    neuron: Index
    value: float


class ActivationEdit(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="activation"):  # fmt: skip  # noqa: E501
    """One neuron's activation, held at a value."""

    layer: Index
    neuron: Index
    value: float


AnyEdit = WeightEdit | WeightsEdit | BiasEdit | ActivationEdit
Edits = Annotated[list[AnyEdit], Meta(max_length=MAX_EDITS)]


class Request(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What every message says: which network reads what, with which edits."""

    seq: Seq
    network: str | InlineNetwork
    input: Input
    edits: Edits = []


class PassRequest(Request, frozen=True, forbid_unknown_fields=True):
    """``pass``: read the input, and send every layer."""

    want: Annotated[list[Literal["raster", "stream"]], Meta(max_length=2)] = []
    pace: Annotated[float, Meta(ge=0, le=MAX_PACE)] = 0  # milliseconds


class ExplainRequest(Request, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``explain``: read the input, and open one neuron."""

    layer: Index
    neuron: Index
    order: Literal["size", "index"] = "size"


# Requests


def pass_request(data: object) -> PassRequest:
    """Parse a ``pass``.

    Raises:
        msgspec.ValidationError: the message is not of the contract's shape.
    """
    return msgspec.convert(data, PassRequest, builtin_types=(bytes,))


def explain_request(data: object) -> ExplainRequest:
    """Parse an ``explain``.

    Raises:
        msgspec.ValidationError: the message is not of the contract's shape.
    """
    return msgspec.convert(data, ExplainRequest, builtin_types=(bytes,))


def extra_work(request: Request) -> int:
    """How many tokens a message costs beyond the one that each does."""
    inline = request.network if isinstance(request.network, InlineNetwork) else None
    n_weights = sum(len(row) for layer in inline.layers for row in layer.weights) if inline else 0
    n_points = len(request.input.points or b"") // 4  # lengths may claim any number
    return (
        n_points // POINTS_PER_TOKEN
        + len(request.edits) // EDITS_PER_TOKEN
        + n_weights // WEIGHTS_PER_TOKEN
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
    pairs = np.frombuffer(points, "<u2").reshape(-1, 2)
    return Drawing.from_lengths(pairs / PAD, lengths)


def _vector(vector: list[float] | bytes | None) -> Floats:
    if isinstance(vector, bytes):
        numbers = _floats("vector", vector)
    else:
        with np.errstate(over="ignore"):  # what is beyond float32 becomes infinite, then an error
            numbers = np.array(vector, np.float32)
    if not np.isfinite(numbers).all():
        raise InvalidInput("vector", "finite numbers", "not a number or infinite")
    return numbers


def _floats(code: str, binary: bytes) -> Floats:
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
        return SetWeight(edit.layer, edit.neuron, edit.input, edit.value)
    if isinstance(edit, WeightsEdit):
        if len(edit.inputs) % 2:
            raise InvalidInput("edit", "inputs of 2 bytes each", f"{len(edit.inputs)} bytes")
        inputs = np.frombuffer(edit.inputs, "<u2")
        return SetWeights(edit.layer, edit.neuron, inputs, _floats("edit", edit.values))
    if isinstance(edit, BiasEdit):
        return SetBias(edit.layer, edit.neuron, edit.value)
    return SetActivation(edit.layer, edit.neuron, edit.value)


# Answers


def require_finite(*arrays: Floats) -> None:
    """Refuse to send what the page could not draw; the arrays are (n,) each.

    Large weights, edits and vectors can drive a weighted sum beyond float32.

    Raises:
        InvalidInput: a number that is infinite or not a number.
    """
    if not np.isfinite(np.concatenate(arrays)).all():  # at once: a fifth of one by one
        raise InvalidInput("overflow", "results within float32", "infinite or not a number")


def pass_answer(request: PassRequest, trace: Trace) -> Answer:
    """The whole pass in one message."""
    answer = _head(request, trace)
    answer["layers"] = [_layer(layer) for layer in trace.layers]
    return answer | _verdict(trace)


def stream_answer(request: PassRequest, trace: Trace) -> Answer:
    """What goes ahead of a stream; the layers follow as messages of their own."""
    answer = _head(request, trace)
    answer |= {"layers": [], "n_layers": len(trace.layers), "streaming": True}
    return answer


def layer_message(request: PassRequest, trace: Trace, k: int) -> Answer:
    """Layer ``k`` of a stream; the last one carries the prediction."""
    message = {
        "v": WIRE, "seq": request.seq, "layer": k, "of": len(trace.layers),
        **_layer(trace.layers[k]),
    }  # fmt: skip
    return message | _verdict(trace) if k == len(trace.layers) - 1 else message


def _head(request: PassRequest, trace: Trace) -> Answer:
    digit = trace.digit
    answer: Answer = {
        "v": WIRE,
        "seq": request.seq,
        "network": trace.network.name or None,
        "image": request.input.image if digit is None else digit.image.tobytes(),
        "digit": None if digit is None else _digit(digit, with_raster="raster" in request.want),
    }
    if request.input.vector is not None:
        answer["input"] = f32(trace.input)
    return answer


def _digit(digit: DigitImage, *, with_raster: bool) -> Answer:
    stages: Answer = {
        "box": digit.box,
        "scale": digit.scale,
        "shift": digit.shift,
        "fitted": digit.fitted.tobytes(),
    }
    if with_raster:
        stages["raster"] = digit.raster.tobytes()
    return stages


def _layer(layer: LayerPass) -> Answer:
    return {"z": f32(layer.z), "a": f32(layer.a)}


def _verdict(trace: Trace) -> Answer:
    ranking = trace.ranking
    return {"prediction": ranking[0], "runner_up": ranking[1] if len(ranking) > 1 else None}


def explain_answer(request: ExplainRequest, explanation: Explanation) -> Answer:
    """One neuron, opened.

    Raises:
        InvalidInput: a number that the page could not draw.
    """
    require_finite(
        explanation.terms,
        explanation.sums,
        explanation.gradient,
        explanation.curve.a,
        np.array([explanation.slope], np.float32),
    )
    return {
        "v": WIRE,
        "seq": request.seq,
        "layer": request.layer,
        "neuron": request.neuron,
        "weights": f32(explanation.weights),
        "inputs": f32(explanation.inputs),
        "terms": f32(explanation.terms),
        "positive": explanation.positive,
        "negative": explanation.negative,
        "n_zero": explanation.n_zero,
        "bias": explanation.bias,
        "z": explanation.z,
        "a": explanation.a,
        "slope": explanation.slope,
        "gradient": f32(explanation.gradient),
        "order": np.asarray(explanation.order, "<u2").tobytes(),
        "sums": f32(explanation.sums),
        "curve": {
            "low": explanation.curve.low,
            "high": explanation.curve.high,
            "a": f32(explanation.curve.a),
        },
        "shown": msgspec.to_builtins(shown(explanation)),
        "running": _running(running(explanation)),
    }


def _running(figures: Running) -> Answer:
    return {
        "decimals": figures.decimals,
        "term": np.asarray(figures.terms, "<f8").tobytes(),
        "sum": np.asarray(figures.sums, "<f8").tobytes(),
        "bias": figures.bias,
        "z": figures.z,
    }


def f32(array: NDArray[Any]) -> bytes:
    """Numbers as they travel: float32, little-endian, row after row."""
    return np.asarray(array, "<f4").tobytes()


# Errors


class TooMany(InvalidInput):
    """A message too soon after the others. ``wait``: seconds until the next may come."""

    def __init__(self, expected: str, wait: float) -> None:
        super().__init__("rate", expected, "more")
        self.wait = wait


INTERNAL = InvalidInput("internal", "an answer", "a fault of the server, which has been logged")


def error_answer(data: object, error: msgspec.ValidationError | InvalidInput) -> Answer:
    """The answer to a message that cannot be served."""
    invalid = error if isinstance(error, InvalidInput) else _from_validation(error, data)
    described: dict[str, str | float] = {
        "code": invalid.code,
        "expected": invalid.expected,
        "found": invalid.found,
        "message": str(invalid),
    }
    if isinstance(invalid, TooMany):
        described["retry_after"] = invalid.wait
    return {"v": WIRE, "seq": _seq_of(data), "error": described}


def _seq_of(data: object) -> int | None:
    seq = data.get("seq") if isinstance(data, dict) else None
    is_seq = isinstance(seq, int) and not isinstance(seq, bool) and 0 <= seq <= MAX_SEQ
    return seq if is_seq else None


_FIELD = re.compile(r"Object (missing required|contains unknown) field `(.+)`")
_STEP = re.compile(r"\.(\w+)|\[(\d+)\]")
_KINDS = {
    "int": "a whole number",
    "float": "a number",
    "str": "text",
    "bytes": "bytes",
    "array": "a list",
    "object": "an object",
    "null": "nothing",
    " |": " or",
    "`": "",
}


def _from_validation(error: msgspec.ValidationError, data: object) -> InvalidInput:
    """msgspec's sentence in plain words: "Expected `int`, got `str` - at `$.seq`"."""
    what, _, path = str(error).partition(" - at ")
    steps = path.replace("`key` in ", "").strip("`").removeprefix("$")
    place = f" at {steps.removeprefix('.')}" if steps else ""
    if match := _FIELD.fullmatch(what):
        is_missing = match[1] == "missing required"
        expected = f"a field {match[2]}" if is_missing else "no field but the known ones"
        return InvalidInput("message", expected + place, "none" if is_missing else match[2])
    expected = what.partition(", got ")[0].removeprefix("Expected ")
    if expected.startswith("Invalid"):  # what the choices are stands in docs/wire.md
        expected = "one of the known values"
    for kind, words in _KINDS.items():
        expected = expected.replace(kind, words)
    return InvalidInput("message", expected + place, _described(_at(data, steps)))


def _at(data: Any, steps: str) -> Any:
    """The value that a path like ``.edits[0].value`` leads to, or how far it can be followed."""
    for name, index in _STEP.findall(steps):
        try:
            data = data[name] if name else data[int(index)]
        except (KeyError, IndexError, TypeError):
            return data
    return data


def _described(value: object) -> str:
    """A value in a few words: never more of it than a line."""
    if isinstance(value, bytes):
        return f"{len(value)} bytes"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    if isinstance(value, dict):
        return "an object"
    return "nothing" if value is None else f"{value!r:.60}"
