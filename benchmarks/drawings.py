"""Drawings to measure with: this project's own digits, with as many points as wanted."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from app import wire
from app.forward_pass import Drawing
from app.paths import folder
from app.training.data import read_strokes

Points = NDArray[np.float64]


def digits() -> list[Drawing]:
    """The digits that the page starts from."""
    return [sample.drawing for sample in read_strokes(folder("static") / "digits.json")]


def resampled(drawing: Drawing, n: int) -> Drawing:
    """The same ink with ``n`` points, at equal distances along it.

    Each stroke gets points by its length, but at least two; the longest takes what is left over.
    """
    strokes = _strokes(drawing)
    lengths = np.array([_distances(stroke)[-1] for stroke in strokes])
    counts = np.maximum(2, np.floor(n * lengths / lengths.sum()).astype(int))
    counts[lengths.argmax()] += n - counts.sum()
    return Drawing.from_strokes(
        _evenly(stroke, count) for stroke, count in zip(strokes, counts.tolist(), strict=True)
    )


def growing(drawing: Drawing, steps: int) -> Iterator[Drawing]:
    """The drawing as it comes into being under a pen; the last one is whole."""
    n = len(drawing.points)
    for step in range(1, steps + 1):
        end = max(1, n * step // steps)
        starts = tuple(start for start in drawing.starts if start < end)
        yield Drawing(drawing.points[:end], starts)


def as_input(drawing: Drawing) -> dict[str, object]:
    """The drawing as the page puts it into a message."""
    ends = (*drawing.starts[1:], len(drawing.points))
    return {
        "points": np.rint(drawing.points * wire.PAD).astype("<u2").tobytes(),
        "lengths": [end - start for start, end in zip(drawing.starts, ends, strict=True)],
    }


def _strokes(drawing: Drawing) -> list[Points]:
    return np.split(drawing.points, drawing.starts[1:])


def _distances(stroke: Points) -> Points:
    """How far along the stroke each of its points is."""
    steps = np.hypot(*np.diff(stroke, axis=0).T)
    return np.concatenate([[0.0], np.cumsum(steps)])


def _evenly(stroke: Points, count: int) -> Points:
    distances = _distances(stroke)
    at = np.linspace(0, distances[-1], count)
    return np.stack([np.interp(at, distances, stroke[:, k]) for k in (0, 1)], axis=1)
