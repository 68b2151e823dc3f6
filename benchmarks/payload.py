"""How many bytes a live answer takes."""

from collections.abc import Iterator
from typing import Any

import msgspec

from app import wire
from app.forward_pass import Trace, run
from app.forward_pass.arrays import Floats
from app.forward_pass.digit import network_input
from benchmarks.drawings import as_input, digits
from benchmarks.measure import Effort, Row
from benchmarks.networks import network


def rows(effort: Effort) -> Iterator[Row]:
    """One answer of each network, beside the same as JSON."""
    del effort  # nothing is timed
    for name in ("classic", "deep"):
        drawing = digits()[0]
        trace = run(drawing, network(name))
        request = wire.pass_request({"seq": 1, "network": name, "input": as_input(drawing)})
        answer = wire.pass_answer(request, trace)
        n = len(msgspec.msgpack.encode(answer))
        yield Row(
            name=f"a live answer of {name}",
            value=n,
            unit="bytes",
            peer="the same as JSON numbers",
            ratio=n / len(msgspec.json.encode(_as_numbers(answer, trace))),
            target=0.15,
        )


def _as_numbers(answer: wire.Answer, trace: Trace) -> dict[str, Any]:
    """The answer with its arrays as lists, images 0.0 to 1.0 as the network reads them."""
    if trace.digit is None:
        raise ValueError("expected the trace of a drawing")
    digit = trace.digit
    return {
        **answer,
        "image": trace.input.tolist(),
        "digit": {**answer["digit"], "fitted": network_input(digit.fitted).tolist()},
        "layers": [{"z": _list(z), "a": _list(a)} for z, a in trace.layers],
    }


def _list(array: Floats) -> list[float]:
    numbers: list[float] = array.tolist()
    return numbers
