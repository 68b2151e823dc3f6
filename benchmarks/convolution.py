"""One image of ``convolutional``: from the question's bytes to those of its answer."""

from collections.abc import Iterator
from itertools import cycle

import msgspec

from app import wire
from app.forward_pass import Drawing, run
from app.messages import reading
from benchmarks.drawings import as_input, digits, resampled
from benchmarks.measure import Effort, Row, seconds_a_call
from benchmarks.networks import network

_NAME = "convolutional"


def rows(effort: Effort) -> Iterator[Row]:
    """Our digits, drawn with 40 points."""
    net = network(_NAME)
    questions = [
        msgspec.msgpack.encode(
            {"seq": 1, "network": _NAME, "input": as_input(resampled(digit, 40))}
        )
        for digit in digits()
    ]

    def answer(question: bytes) -> bytes:
        request = reading.pass_request(msgspec.msgpack.decode(question))
        drawing = wire.input_of(request.input)
        if not isinstance(drawing, Drawing):
            raise TypeError(f"expected a drawing, found {drawing!r}")
        trace = run(drawing, net)
        wire.require_finite(*(numbers for layer in trace.layers for numbers in layer))
        return msgspec.msgpack.encode(reading.pass_answer(request, trace))

    largest = max(len(answer(question)) for question in questions)
    each = cycle(questions)
    measured = seconds_a_call(lambda: answer(next(each)))
    yield Row(
        name="one image of convolutional, strokes to answer on the wire",
        value=min(measured() for _ in range(effort.rounds)) * 1e3,
        unit="ms",
        target=1.5,
    )
    yield Row(
        name="the largest live answer of convolutional", value=largest, unit="bytes", target=16_000
    )
