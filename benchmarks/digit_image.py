"""From strokes to a digit image and a trace."""

import os
from collections.abc import Iterator, Sequence
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
from benchmarks.measure import Comparison, Effort, LeftOut, Row, compare, seconds_a_call
from benchmarks.networks import network
from benchmarks.plain import plain_image

_PLAIN = "joined lines on 280×280, cropped, resized with LANCZOS"


def rows(effort: Effort) -> Iterator[Row]:
    """Our digits, drawn with 20, 40 and 80 points."""
    few, usual, many = ([resampled(digit, n) for digit in digits()] for n in (20, 40, 80))
    classic = network("classic")
    yield Row(
        name="strokes → trace of classic, 40 points",
        value=_compared(effort, _Reader(usual, classic), _Normaliser(usual)).ours * 1e6,
        unit="µs",
        target=250,
    )
    plain = _compared(effort, _Normaliser(usual), _Plain(usual))
    yield Row(name="strokes → digit image, 40 points", value=plain.ours * 1e6, unit="µs", target=120)
    yield Row(
        name="the same, beside the plain way",
        value=plain.ours * 1e6,
        unit="µs",
        peer=_PLAIN,
        ratio=plain.ratio,
        target=0.3,
    )
    growth = _compared(effort, _Normaliser(many), _Normaliser(few))
    yield Row(
        name="strokes → digit image, 80 points",
        value=growth.ours * 1e6,
        unit="µs",
        peer="20 points",
        ratio=growth.ratio,
        target=2.2,
    )
    yield _accuracy(classic)


class _Task:
    """One call is one drawing, each in its turn, made from its points as if just received."""

    def __init__(self, drawings: Sequence[Drawing]) -> None:
        self._drawings = cycle(drawings)

    def _next(self) -> Drawing:
        drawing = next(self._drawings)
        return Drawing(drawing.points, drawing.starts)


class _Normaliser(_Task):
    def __call__(self) -> None:
        normalise(self._next())


class _Plain(_Task):
    def __call__(self) -> None:
        plain_image(self._next())


class _Reader(_Task):
    def __init__(self, drawings: Sequence[Drawing], net: Network) -> None:
        super().__init__(drawings)
        self._network = net

    def __call__(self) -> None:
        run(self._next(), self._network)


def _compared(effort: Effort, ours: _Task, peer: _Task) -> Comparison:
    return compare(effort.rounds, seconds_a_call(ours), seconds_a_call(peer))


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
