"""Messages from the server, as plain dictionaries. Numbers travel as little-endian float32."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from app.forward_pass import DigitImage, Explanation, InvalidInput, LayerPass, Trace
from app.forward_pass.arrays import Floats
from app.forward_pass.shown import Running, running, shown
from app.wire.requests import ExplainRequest, LessonRequest, PassRequest, SweepRequest

WIRE = 2  # the version of the contract

_F32 = np.dtype("<f4")  # made once: its name would be read anew for every array

Answer = dict[str, Any]


def require_finite(*arrays: Floats) -> None:
    """Refuse to send what the page could not draw; the arrays are (n,) each.

    Large weights, edits and vectors can drive a weighted sum beyond float32.

    Raises:
        InvalidInput: a number that is infinite or not a number.
    """
    finite = np.isfinite(np.concatenate(arrays))  # at once: a fifth of one by one
    if np.count_nonzero(finite) < finite.size:
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
        "digit": None if digit is None else _digit(digit, with_raster="raster" in request.want),
    }
    if request.input.image is not None:
        answer["image"] = request.input.image
    if request.input.vector is not None:
        answer["input"] = f32(trace.input)
    return answer


def _digit(digit: DigitImage, *, with_raster: bool) -> Answer:
    """The stages that nothing else in the message tells.

    The fitted image is for the most part black, so it travels as a bit for each pixel and the grey
    of those that have ink. The digit image is the fitted one, placed in the field by the shift.
    """
    stages: Answer = {
        "box": digit.box,
        "scale": digit.scale,
        "shift": digit.shift,
        "inked": np.packbits(digit.fitted).tobytes(),
        "grey": digit.fitted.tobytes().translate(None, b"\0"),
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
        explanation.pushes,
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
        "pushes": f32(explanation.pushes),
        "order": np.asarray(explanation.order, "<u2").tobytes(),
        "sums": f32(explanation.sums),
        "curve": {
            "low": explanation.curve.low,
            "high": explanation.curve.high,
            "a": f32(explanation.curve.a),
        },
        "softmax": explanation.softmax and _layer(explanation.softmax),
        "shown": msgspec.to_builtins(shown(explanation)),
        "running": _running(running(explanation)),
    }


def sweep_answer(request: SweepRequest, values: Floats, layers: Sequence[LayerPass]) -> Answer:
    """Every layer for each value: z and a are (n, n_out), row after row.

    Raises:
        InvalidInput: a number that the page could not draw.
    """
    require_finite(*(numbers.ravel() for layer in layers for numbers in layer))
    layer_answers = [_layer(layer) for layer in layers]
    return {"v": WIRE, "seq": request.seq, "values": f32(values), "layers": layer_answers}


def lesson_answer(request: LessonRequest, fields: Mapping[str, Any]) -> Answer:
    """What a lesson answers; its arrays travel as float32."""
    return {"v": WIRE, "seq": request.seq, "answer": _numbers(fields)}


def waiting_answer(request: LessonRequest) -> Answer:
    """What goes ahead of an answer that takes long; it follows as a message of its own."""
    return {"v": WIRE, "seq": request.seq, "waiting": True}


def _numbers(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return f32(value)
    if isinstance(value, Mapping):
        return {name: _numbers(each) for name, each in value.items()}
    return [_numbers(each) for each in value] if isinstance(value, list | tuple) else value


def _running(figures: Running) -> Answer:
    return {
        "decimals": figures.decimals,
        "term": np.asarray(figures.terms, "<f8").tobytes(),
        "sum": np.asarray(figures.sums, "<f8").tobytes(),
        "rounding": figures.rounding,
        "bias": figures.bias,
        "z": figures.z,
    }


def f32(array: NDArray[Any]) -> bytes:
    """Numbers as they travel: float32, little-endian, row after row."""
    return np.asarray(array, _F32).tobytes()
