"""Drawings for tests: our own digits, and random ones."""

from pathlib import Path

import numpy as np
from hypothesis import strategies as st

from app.forward_pass import Drawing
from app.training.data import Sample, read_strokes

DIGITS_FILE = Path(__file__).parents[2] / "static" / "digits.json"


def our_digits() -> list[Sample]:
    return read_strokes(DIGITS_FILE)


@st.composite
def drawings(draw: st.DrawFn, shortest: int = 1) -> Drawing:
    """Wandering lines somewhere in the middle of the pad, so that they can be moved and scaled."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    lengths = draw(st.lists(st.integers(shortest, 40), min_size=1, max_size=4))
    points = np.cumsum(rng.normal(0, 1, (sum(lengths), 2)), axis=0)
    points -= points.min(axis=0)
    points *= 0.4 / max(1.0, points.max())
    starts = tuple(int(start) for start in np.cumsum([0, *lengths[:-1]]))
    return Drawing(points + 0.3, starts)


def moved(drawing: Drawing, scale: float, right: float, down: float) -> Drawing:
    """The same drawing, scaled about its middle and shifted, in pad units."""
    middle = (drawing.points.min(axis=0) + drawing.points.max(axis=0)) / 2
    points = (drawing.points - middle) * scale + middle + (right, down)
    return Drawing(points, drawing.starts)
