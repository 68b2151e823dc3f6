"""From strokes to a digit image and a trace."""

import os
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle

import numpy as np
from numpy.typing import NDArray

from app.config import Config
from app.forward_pass import Drawing, Network, normalise, run
from app.forward_pass.arrays import Grey
from app.forward_pass.digit import network_input
from app.training.data import read_strokes, split_by_writer
from app.training.recipes import HELD_OUT_WRITERS
from benchmarks.drawings import digits, resampled
from benchmarks.measure import Effort, LeftOut, Row, compare, seconds_a_call
from benchmarks.networks import network
from benchmarks.plain import plain_image


def rows(effort: Effort) -> Iterator[Row]:
    """Our digits, drawn with 20, 40 and 80 points."""
    few, usual, many = ([resampled(digit, n) for digit in digits()] for n in (20, 40, 80))
    classic = network("classic")
    ours = seconds_a_call(_each(usual, normalise))
    read = compare(
        effort.rounds, seconds_a_call(_each(usual, lambda drawing: run(drawing, classic))), ours
    )
    yield Row(name="strokes → digit image, 40 points", value=read.peer * 1e6, unit="µs", target=120)
    yield Row(
        name="strokes → digit image → trace of classic, 40 points",
        value=read.ours * 1e6,
        unit="µs",
        target=250,
    )
    plain = compare(effort.rounds, ours, seconds_a_call(_each(usual, plain_image)))
    yield Row(
        name="strokes → digit image, beside the plain way",
        value=plain.ours * 1e6,
        unit="µs",
        peer="joined lines on 280×280, cropped, LANCZOS",
        ratio=plain.ratio,
        target=0.3,
    )
    growth = compare(
        effort.rounds,
        seconds_a_call(_each(many, normalise)),
        seconds_a_call(_each(few, normalise)),
    )
    yield Row(
        name="strokes → digit image, 80 points",
        value=growth.ours * 1e6,
        unit="µs",
        peer="20 points",
        ratio=growth.ratio,
        target=2.2,
    )
    yield _accuracy(classic)


def _each(drawings: Sequence[Drawing], task: Callable[[Drawing], object]) -> Callable[[], None]:
    """A call is the task on one drawing, each in its turn, made of its points as if just sent."""
    turns = cycle(drawings)

    def call() -> None:
        drawing = next(turns)
        task(Drawing(drawing.points, drawing.starts))

    return call


def _accuracy(classic: Network) -> Row:
    """How much better the same network reads pen strokes that were rendered the plain way."""
    file = Config.from_environment(os.environ).strokes
    if file is None:
        raise LeftOut("accuracy beside the plain way: FORWARD_PASS_STROKES is not set")
    held_out, _ = split_by_writer(read_strokes(file), HELD_OUT_WRITERS)
    ours = np.stack([normalise(sample.drawing).image for sample in held_out])
    plain = np.stack([plain_image(sample.drawing) for sample in held_out])
    labels = np.array([sample.label for sample in held_out])
    return Row(
        name="points of accuracy on pen strokes that the plain way has more",
        value=100 * (_right(classic, plain, labels) - _right(classic, ours, labels)),
        unit="points",
        target=0.1,
    )


def _right(net: Network, images: Grey, labels: NDArray[np.int64]) -> float:
    outputs = net.forward(network_input(images))[-1].a  # (n, 10)
    return float((outputs.argmax(axis=1) == labels).mean())
