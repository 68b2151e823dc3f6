"""What is no digit, for the network that is asked whether something is one: scribbles, and pairs.

Everything comes from a random generator that is given, so a seed makes it again.
"""

import math
from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from app.forward_pass import Drawing
from app.forward_pass.arrays import Grey
from app.forward_pass.digit import CENTRE, SIDE
from app.forward_pass.raster import FIT
from app.forward_pass.stroke import Points

Rng = np.random.Generator


def _walk(rng: Rng) -> list[Points]:
    """A walk whose every step goes anywhere, its corners rounded now and then."""
    steps = rng.normal(size=(int(rng.integers(12, 160)), 2))
    width = int(rng.integers(1, 6))
    smooth = np.ones(width) / width
    path = np.cumsum(steps, axis=0)
    return [np.stack([np.convolve(path[:, k], smooth, "valid") for k in (0, 1)], axis=1)]


def _turning(rng: Rng) -> list[Points]:
    """A pen that goes on and turns at random, as in a doodle."""
    n = int(rng.integers(40, 160))
    bend = np.convolve(rng.normal(size=n), np.ones(5) / 5, "same") * rng.uniform(0.4, 1.6)
    heading = np.cumsum(bend) + rng.uniform(0, 2 * math.pi)
    return [np.cumsum(np.stack([np.cos(heading), np.sin(heading)], axis=1), axis=0)]


def _coil(rng: Rng) -> list[Points]:
    """Round and round, drifting to the side or inwards."""
    t = np.linspace(0, 2 * math.pi * rng.uniform(2.2, 7), 120)
    radius = np.linspace(1, rng.uniform(0.1, 1.2), len(t)) * (
        1 + 0.15 * np.sin(t * rng.uniform(0.2, 3))
    )
    drift = np.outer(np.linspace(0, rng.uniform(0, 4), len(t)), _unit(rng))
    squash = rng.uniform(0.5, 1, 2)
    turns = np.stack([np.cos(t), np.sin(t)], axis=1) * radius[:, None] * squash
    return [_turned(turns, rng) + drift]


def _zigzag(rng: Rng) -> list[Points]:
    """To and fro, as somebody crosses something out."""
    n = int(rng.integers(6, 22))
    ends = np.stack([np.where(np.arange(n) % 2, 1.0, -1.0), np.linspace(-1, 1, n)], axis=1)
    ends *= (1, rng.uniform(0.3, 1.2))
    return [_turned(ends + rng.normal(0, 0.15, ends.shape), rng)]


def _corners(rng: Rng) -> list[Points]:
    """Straight lines from one random place to the next."""
    return [rng.uniform(-1, 1, (int(rng.integers(5, 14)), 2))]


def _lines(rng: Rng) -> list[Points]:
    """Several separate lines, straight or a little bent."""
    strokes = []
    for _ in range(int(rng.integers(2, 7))):
        start, end = rng.uniform(-1, 1, (2, 2))
        middle = (start + end) / 2 + rng.normal(0, 0.2, 2)
        t = np.linspace(0, 1, 12)[:, None]
        strokes.append((1 - t) ** 2 * start + 2 * t * (1 - t) * middle + t**2 * end)
    return strokes


def _knots(rng: Rng) -> list[Points]:
    """A smooth curve through random places (Catmull and Rom 1974)."""
    knots = rng.uniform(-1, 1, (int(rng.integers(7, 15)), 2))
    t = np.linspace(0, 1, 10, endpoint=False)[:, None]
    pieces = [
        0.5
        * (
            2 * b
            + (c - a) * t
            + (2 * a - 5 * b + 4 * c - d) * t**2
            + (3 * b - a - 3 * c + d) * t**3
        )
        for a, b, c, d in zip(knots, knots[1:], knots[2:], knots[3:], strict=False)
    ]
    return [np.concatenate(pieces)]


SCRIBBLES: Mapping[str, Callable[[Rng], list[Points]]] = {
    "walk": _walk,
    "turning": _turning,
    "coil": _coil,
    "zigzag": _zigzag,
    "corners": _corners,
    "lines": _lines,
    "knots": _knots,
}


def scribble(kind: str, rng: Rng) -> Drawing:
    """A scribble of one of the ``SCRIBBLES``."""
    return on_pad(SCRIBBLES[kind](rng))


def side_by_side(left: Drawing, right: Drawing, rng: Rng) -> Drawing:
    """Two drawings of about the same height beside each other, as one writes 10."""
    strokes: list[Points] = []
    edge = 0.0
    for drawing in (left, right):
        points = drawing.points - drawing.low
        height = max(
            drawing.high[1] - drawing.low[1], 0.3 * (drawing.high[0] - drawing.low[0]), 1e-3
        )
        points = points * (rng.uniform(0.85, 1.1) / height) + np.array([edge, rng.normal(0, 0.05)])
        edge = float(points[:, 0].max()) + float(rng.uniform(0.04, 0.5))
        strokes += np.split(points, drawing.starts[1:])
    return on_pad(strokes)


def pair_of_images(left: Grey, right: Grey, rng: Rng) -> Grey:
    """Two digit images, (28, 28) each, beside each other and normalised again: (28, 28)."""
    a, b = _columns(left), _columns(right)
    gap = np.zeros((SIDE, int(rng.integers(1, 9))), np.uint8)
    b = np.roll(b, int(rng.integers(-2, 3)), axis=0)
    both = np.concatenate([a, gap, b], axis=1)
    rows = np.flatnonzero(both.any(axis=1))
    both = both[rows[0] : rows[-1] + 1]
    scale = FIT / max(both.shape)
    size = (max(1, round(both.shape[1] * scale)), max(1, round(both.shape[0] * scale)))
    small = np.asarray(Image.fromarray(both).resize(size, Image.Resampling.BOX))
    image = np.zeros((SIDE, SIDE), np.uint8)
    top, start = _start(small.sum(axis=1)), _start(small.sum(axis=0))
    image[top : top + small.shape[0], start : start + small.shape[1]] = small
    return image


def on_pad(strokes: list[Points]) -> Drawing:
    """Strokes in any unit as a drawing that fills the pad."""
    points = np.concatenate(strokes)
    low, high = points.min(axis=0), points.max(axis=0)
    side = max(float((high - low).max()), 1e-6)
    return Drawing.from_strokes([np.clip((stroke - low) / side, 0, 1) for stroke in strokes])


def _start(ink: NDArray[np.uint64]) -> int:
    """Where a row or column of ink begins, so that its centre of mass is on the field's."""
    middle = float(ink @ np.arange(len(ink)) / ink.sum())
    return max(0, min(SIDE - len(ink), round(CENTRE - middle)))


def _columns(image: Grey) -> Grey:
    columns = np.flatnonzero(image.any(axis=0))
    return image[:, columns[0] : columns[-1] + 1]


def _unit(rng: Rng) -> Points:
    angle = rng.uniform(0, 2 * math.pi)
    return np.array([math.cos(angle), math.sin(angle)])


def _turned(points: Points, rng: Rng) -> Points:
    x, y = _unit(rng)
    turned: Points = points @ np.array([[x, y], [-y, x]])
    return turned
