"""Reading: ``pass`` and its stream of layers, ``everyone``, ``explain``, ``sweep``, ``region``."""

from collections.abc import Collection, Mapping, Sequence
from typing import Annotated, Literal, get_args

import gevent
import msgspec
import numpy as np
from msgspec import Meta

from app.config import (
    MAX_INLINE_LAYERS,
    MAX_PACE,
    MAX_REGION,
    MAX_SHADED,
    MAX_SWEEP,
    MAX_SWEPT,
)
from app.forward_pass import (
    DigitImage,
    Doubt,
    Doubter,
    Drawing,
    Explanation,
    Framing,
    InvalidInput,
    LayerPass,
    Network,
    Trace,
    edited,
    explain,
    normalise,
    run,
    run_input,
)
from app.forward_pass.arrays import LARGEST, Floats
from app.forward_pass.digit import AS_MNIST
from app.forward_pass.explain import Order
from app.forward_pass.region import Axis, Shades, region
from app.forward_pass.shown import Running, running, shown
from app.forward_pass.sweep import sweep
from app.lessons import School
from app.messages import Client, Handler
from app.turns import breathe
from app.wire import (
    WIRE,
    ActivationPlace,
    Answer,
    BiasPlace,
    EditedPlace,
    Index,
    InlineNetwork,
    Input,
    InputPlace,
    Request,
    Seq,
    WeightPlace,
    edits_of,
    f32,
    framing_of,
    inline_network,
    input_of,
    kinds_of,
    maps,
    parser,
    place_of,
    require_finite,
)

Want = Literal["raster", "stream"]

# What is asked


class PassRequest(Request, frozen=True, forbid_unknown_fields=True):
    """``pass``: read the input, and send every layer."""

    want: Annotated[tuple[Want, ...], Meta(max_length=2)] = ()
    pace: Annotated[float, Meta(ge=0, le=MAX_PACE)] = 0  # milliseconds


class EveryoneRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``everyone``: read the input with every network that has ten digits to say."""

    seq: Seq
    input: Input


class ExplainRequest(Request, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``explain``: read the input, and open one neuron."""

    layer: Index
    neuron: Index
    order: Order = "size"


SweptPlace = WeightPlace | BiasPlace | ActivationPlace | InputPlace


class SweepRequest(Request, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``sweep``: move one number from ``low`` to ``high`` in ``n`` equal steps."""

    place: SweptPlace
    low: float
    high: float
    n: Annotated[int, Meta(ge=2, le=MAX_SWEEP)]


class SentAxis(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An input that moves from ``low`` to ``high``."""

    input: Index
    low: float
    high: float


class RegionRequest(Request, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``region``: read every point of a square, and shade it by each neuron of ``layers``."""

    network: InlineNetwork
    across: SentAxis
    up: SentAxis
    n: Annotated[int, Meta(ge=2, le=MAX_REGION)]
    layers: Annotated[list[Index], Meta(min_length=1, max_length=MAX_INLINE_LAYERS)]


_EDITS = {"edits.place.kind": kinds_of(EditedPlace)}

pass_request = parser(PassRequest, **_EDITS, want=get_args(Want))
everyone_request = parser(EveryoneRequest)
explain_request = parser(ExplainRequest, **_EDITS, order=get_args(Order))
sweep_request = parser(SweepRequest, **_EDITS, **{"place.kind": kinds_of(SweptPlace)})
region_request = parser(RegionRequest, **_EDITS)


def values_of(request: SweepRequest) -> Floats:
    """The values, (n,), that a sweep tries.

    Raises:
        InvalidInput: its ends are not finite float32, or not in order.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        values = np.linspace(request.low, request.high, request.n).astype(np.float32)
    if not (np.isfinite(values).all() and request.low < request.high):
        raise InvalidInput(
            "sweep", "a low end below a high end", f"{request.low:g}, {request.high:g}"
        )
    return values


def axis_of(sent: SentAxis) -> Axis:
    """An axis of a region.

    Raises:
        InvalidInput: its ends are not finite float32, or not in order.
    """
    if not -LARGEST <= sent.low < sent.high <= LARGEST:
        raise InvalidInput("region", "a low end below a high end", f"{sent.low:g}, {sent.high:g}")
    return Axis(sent.input, sent.low, sent.high)


# Who answers


class Reading:
    """Reads with the shipped networks, and with those that lessons bring along."""

    def __init__(
        self,
        networks: Mapping[str, Network],
        digits: Collection[str],
        school: School,
        doubter: Doubter | None = None,
    ) -> None:
        """``digits``: the names of those networks whose outputs stand for the ten digits."""
        self._networks = networks
        self._digits = digits
        self._readers = [each for name, each in networks.items() if name in digits]
        self._doubter = doubter
        self._school = school
        # Pillow opens files for its first picture; later there may be no descriptor left for them.
        normalise(Drawing.from_strokes([[(0.4, 0.4), (0.6, 0.6)]]))

    @property
    def handlers(self) -> dict[str, Handler]:
        """The family's messages."""
        return {
            "pass": self._pass,
            "everyone": self._everyone,
            "explain": self._explain,
            "sweep": self._sweep,
            "region": self._region,
        }

    def _pass(self, client: Client, data: object) -> Answer:
        request = pass_request(data)
        if "stream" in request.want:
            _require_one(request.input)
        trace = self._trace(request)
        doubt = self._doubt(request, trace)
        client.end_stream()  # a newer pass ends an unfinished one
        if "stream" not in request.want:
            return pass_answer(request, trace, doubt)
        client.begin_stream(_stream, request, trace, doubt)
        return stream_answer(request, trace)

    def _everyone(self, client: Client, data: object) -> Answer:
        del client
        request = everyone_request(data)
        _require_one(request.input)
        source = input_of(request.input)
        framing = framing_of(request.input)
        traces: list[Trace] = []
        with np.errstate(over="ignore", invalid="ignore"):  # found out as the answer is made
            for network in self._readers:
                breathe()
                traces.append(_run(source, network, framing))
                source = traces[0].input  # a drawing is framed once
        return everyone_answer(request, traces)

    def _doubt(self, request: PassRequest, trace: Trace) -> Doubt | None:
        """Whether it is a digit at all, where a network of the server reads digits as it learnt."""
        if (
            self._doubter is None
            or isinstance(request.network, InlineNetwork)
            or request.input.vectors is not None
            or (trace.digit is not None and framing_of(request.input) != AS_MNIST)
            or request.network not in self._digits
            or trace.input.size != self._doubter.network.n_in
        ):
            return None
        return self._doubter.ask(trace.input)

    def _explain(self, client: Client, data: object) -> Answer:
        del client
        request = explain_request(data)
        _require_one(request.input)
        trace = self._trace(request)
        with np.errstate(over="ignore", invalid="ignore"):  # caught as the answer is made
            explanation = explain(trace, request.layer, request.neuron, request.order)
        return explain_answer(request, explanation)

    def _sweep(self, client: Client, data: object) -> Answer:
        del client
        request = sweep_request(data)
        a = input_of(request.input)
        if isinstance(a, Drawing):
            raise InvalidInput("input", "a vector or an image in a sweep", "a drawing")
        network = self._network(request, a)
        n_sums = request.n * request.input.n * sum(network.sizes[1:])
        if n_sums > MAX_SWEPT:
            expected = f"at most {MAX_SWEPT} values × inputs × neurons"
            raise InvalidInput("sweep", expected, f"{n_sums}")
        values = values_of(request)
        if request.lesson is not None:
            self._school.lesson(request.lesson).limits.check_size(values)
        with np.errstate(over="ignore", invalid="ignore"):  # caught as the answer is made
            layers = sweep(network, a, place_of(request.place), values, breathe)
        breathe()
        return sweep_answer(request, network, values, layers)

    def _region(self, client: Client, data: object) -> Answer:
        del client
        request = region_request(data)
        _require_one(request.input)
        a = input_of(request.input)
        if isinstance(a, Drawing):
            raise InvalidInput("input", "a vector in a region", "a drawing")
        network = self._network(request, a)
        n_sums = request.n**2 * sum(network.sizes[1:])
        if n_sums > MAX_SHADED:
            expected = f"at most {MAX_SHADED} points × neurons"
            raise InvalidInput("region", expected, f"{n_sums}")
        across, up = axis_of(request.across), axis_of(request.up)
        if request.lesson is not None:
            ends = np.array([across.low, across.high, up.low, up.high], np.float32)
            self._school.lesson(request.lesson).limits.check_size(ends)
        breathe()
        with np.errstate(over="ignore", invalid="ignore"):  # found out there, and answered
            shades = region(network, a, across, up, request.n, request.layers, breathe)
        return region_answer(request, shades)

    def _trace(self, request: Request) -> Trace:
        breathe()
        source = input_of(request.input)
        network = self._network(request, source)
        framing = framing_of(request.input)
        with np.errstate(over="ignore", invalid="ignore"):  # found out below, and answered
            trace = _run(source, network, framing)
        require_finite(*(numbers for layer in trace.layers for numbers in layer))
        breathe()
        return trace

    def _network(self, request: Request, source: Drawing | Floats) -> Network:
        if isinstance(request.network, InlineNetwork):
            network = inline_network(request.network)
        else:
            try:
                network = self._networks[request.network]
            except KeyError:
                names = ", ".join(self._networks)
                raise InvalidInput(
                    "network", f"one of {names}", f"{request.network!r:.80}"
                ) from None
        breathe()
        network = edited(network, edits_of(request), breathe)
        if request.lesson is not None:
            limits = self._school.lesson(request.lesson).limits
            if isinstance(request.network, InlineNetwork):
                limits.check(network, *(() if isinstance(source, Drawing) else (source,)))
        return network


def _require_one(asked: Input) -> None:
    if asked.vectors is not None:
        raise InvalidInput("input", "one input", f"{asked.n} vectors")


def _run(source: Drawing | Floats, network: Network, framing: Framing) -> Trace:
    if isinstance(source, Drawing):
        return run(source, network, framing, breathe)
    return run_input(source, network, breathe)


def _stream(client: Client, request: PassRequest, trace: Trace, doubt: Doubt | None) -> None:
    for k in range(len(trace.layers)):
        if k:
            gevent.sleep(request.pace / 1000)
        client.send("layer", layer_message(request, trace, k, doubt))


# What is answered


def pass_answer(request: PassRequest, trace: Trace, doubt: Doubt | None = None) -> Answer:
    """The whole pass in one message."""
    answer = _head(request, trace)
    answer["layers"] = _layers(trace.network, trace.layers)
    return answer | _verdict(trace, doubt)


def stream_answer(request: PassRequest, trace: Trace) -> Answer:
    """What goes ahead of a stream; the layers follow as messages of their own."""
    answer = _head(request, trace)
    answer |= {"layers": [], "n_layers": len(trace.layers), "streaming": True}
    return answer


def layer_message(request: PassRequest, trace: Trace, k: int, doubt: Doubt | None = None) -> Answer:
    """Layer ``k`` of a stream; the last one carries the prediction and the doubt."""
    message = {
        "v": WIRE, "seq": request.seq, "layer": k, "of": len(trace.layers),
        **_layer(trace.layers[k], trace.network.layers[k].shape_out),
    }  # fmt: skip
    return message | _verdict(trace, doubt) if k == len(trace.layers) - 1 else message


def everyone_answer(request: EveryoneRequest, traces: Sequence[Trace]) -> Answer:
    """What each network says: its outputs, and the strongest two of them.

    Raises:
        InvalidInput: a number that the page could not draw.
    """
    require_finite(*(trace.layers[-1].a for trace in traces))
    readings = [
        {"network": trace.network.name, "a": f32(trace.layers[-1].a), **_verdict(trace, None)}
        for trace in traces
    ]
    return {"v": WIRE, "seq": request.seq, "readings": readings}


def _head(request: PassRequest, trace: Trace) -> Answer:
    digit = trace.digit
    answer: Answer = {
        "v": WIRE,
        "seq": request.seq,
        "network": trace.network.name or None,
        "digit": None
        if digit is None
        else digit_answer(digit, with_raster="raster" in request.want),
    }
    if request.input.image is not None:
        answer["image"] = request.input.image
    if request.input.vector is not None or request.input.vectors is not None:
        answer["input"] = f32(trace.input)
    return answer


def digit_answer(digit: DigitImage, *, with_raster: bool = False) -> Answer:
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


def _layers(network: Network, passes: Sequence[LayerPass]) -> list[Answer]:
    return [_layer(each, of.shape_out) for each, of in zip(passes, network.layers, strict=True)]


def _layer(layer: LayerPass, shape: tuple[int, ...]) -> Answer:
    return _numbers(layer) if len(shape) == 1 else maps(layer.a, shape)


def _numbers(layer: LayerPass) -> Answer:
    return {"z": f32(layer.z), "a": f32(layer.a)}


def _verdict(trace: Trace, doubt: Doubt | None) -> Answer:
    ranking = trace.ranking
    verdict = {"prediction": ranking[0], "runner_up": ranking[1] if len(ranking) > 1 else None}
    if doubt is not None:
        verdict["doubt"] = {"says": doubt.says, "a": f32(doubt.a)}
    return verdict


def explain_answer(request: ExplainRequest, explanation: Explanation) -> Answer:
    """One neuron, opened.

    Raises:
        InvalidInput: a number that the page could not draw.
    """
    require_finite(
        explanation.terms,
        explanation.gradient,
        explanation.pushes,
        explanation.curve.a,
        np.array([explanation.slope], np.float32),
    )
    answer = {
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
        "curve": {
            "low": explanation.curve.low,
            "high": explanation.curve.high,
            "a": f32(explanation.curve.a),
        },
        "softmax": explanation.softmax and _numbers(explanation.softmax),
        "shown": msgspec.to_builtins(shown(explanation)),
        "running": _running(running(explanation)),
    }
    reads = explanation.reads
    if not np.array_equal(reads, np.arange(reads.size)):
        answer["reads"] = np.asarray(reads, "<u4").tobytes()
    if explanation.map:
        answer["map"] = _numbers(explanation.map)
    return answer


def _running(figures: Running) -> Answer:
    return {
        "decimals": figures.decimals,
        "term": np.asarray(figures.terms, "<f8").tobytes(),
        "sum": np.asarray(figures.sums, "<f8").tobytes(),
        "rounding": figures.rounding,
        "bias": figures.bias,
        "z": figures.z,
    }


def sweep_answer(
    request: SweepRequest, network: Network, values: Floats, layers: Sequence[LayerPass]
) -> Answer:
    """Every layer for each value, and in it for each input: z and a row after row.

    Raises:
        InvalidInput: a number that the page could not draw.
    """
    require_finite(*(numbers for layer in layers for numbers in layer))
    sent = _layers(network, layers)
    return {"v": WIRE, "seq": request.seq, "values": f32(values), "layers": sent}


def region_answer(request: RegionRequest, shades: Sequence[Shades]) -> Answer:
    """The layers that were asked for: one byte a point, neuron after neuron, from below."""
    layers = [
        {"low": each.low, "high": each.high, "levels": each.levels.tobytes()} for each in shades
    ]
    return {"v": WIRE, "seq": request.seq, "layers": layers}
