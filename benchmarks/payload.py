"""How many bytes a live answer takes, beside the same pass as JSON."""

from collections.abc import Iterator
from typing import Any

import msgspec

from app import wire
from app.forward_pass import Drawing, Network, Trace, run
from app.forward_pass.arrays import Floats
from app.forward_pass.digit import network_input
from app.messages import reading
from benchmarks.drawings import as_input, digits
from benchmarks.measure import Effort, Row
from benchmarks.networks import network


def rows(effort: Effort) -> Iterator[Row]:
    """The answers to all our digits, whole: the mean of each network."""
    del effort  # nothing is timed
    for name in ("classic", "deep"):
        sizes = [_sizes(drawing, network(name)) for drawing in digits()]
        ours, as_json = (sum(each) for each in zip(*sizes, strict=True))
        yield Row(
            name=f"a live answer of {name}",
            value=round(ours / len(sizes)),
            unit="bytes",
            peer="the same pass as JSON numbers",
            ratio=ours / as_json,
            target=0.15,
        )


def _sizes(drawing: Drawing, net: Network) -> tuple[int, int]:
    """The bytes of an answer, and of JSON that says as much."""
    trace = run(drawing, net)
    request = reading.pass_request({"seq": 1, "network": net.name, "input": as_input(drawing)})
    answer = reading.pass_answer(request, trace)
    as_json = msgspec.json.encode(_as_numbers(answer, trace))
    return len(msgspec.msgpack.encode(answer)), len(as_json)


def _as_numbers(answer: wire.Answer, trace: Trace) -> dict[str, Any]:
    """What the page makes of an answer: arrays as lists, images as the network reads them."""
    digit = trace.digit
    if digit is None:
        raise ValueError("expected the trace of a drawing")
    return {
        **answer,
        "image": trace.input.tolist(),
        "digit": {
            "box": digit.box,
            "scale": digit.scale,
            "shift": digit.shift,
            "fitted": network_input(digit.fitted).tolist(),
        },
        "layers": [{"z": _list(z), "a": _list(a)} for z, a in trace.layers],
    }


def _list(array: Floats) -> list[float]:
    numbers: list[float] = array.tolist()
    return numbers
