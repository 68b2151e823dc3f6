"""What the pen left on the pad: strokes, and a drawing made of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate

import numpy as np
from numpy.typing import ArrayLike, NDArray

from app.forward_pass.arrays import frozen
from app.forward_pass.errors import InvalidInput

MAX_POINTS = 5_000

Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """A list of strokes, in units of the pad: x to the right and y downwards, both 0 to 1.

    ``points``: (n, 2), all strokes one after the other. ``starts``: the index in ``points`` at
    which each stroke begins. One array for all points lets the pipeline scale them in one go.
    ``low``, ``high``: the corners (x, y) of the box around the points.
    """

    points: Points
    starts: tuple[int, ...]
    low: tuple[float, float] = field(init=False)
    high: tuple[float, float] = field(init=False)

    def __post_init__(self) -> None:
        """Refuse what cannot be drawn.

        Raises:
            InvalidInput: no point at all, more than ``MAX_POINTS``, or a point off the pad.
        """
        n = len(self.points)
        if not 1 <= n <= MAX_POINTS:
            raise InvalidInput(
                "points", f"1 to {MAX_POINTS} points in a drawing", f"{n}", most=MAX_POINTS
            )
        left, top = self.points.min(axis=0).tolist()
        right, bottom = self.points.max(axis=0).tolist()
        # NaN fails every comparison, so it is refused here as well.
        if not (left >= 0.0 and top >= 0.0 and right <= 1.0 and bottom <= 1.0):
            raise InvalidInput(
                "points",
                "every point on the pad, 0 to 1",
                f"{self.points.min():g} to {self.points.max():g}",
            )
        frozen(self.points)
        object.__setattr__(self, "low", (left, top))  # a frozen dataclass has no other way
        object.__setattr__(self, "high", (right, bottom))

    @classmethod
    def from_strokes(cls, strokes: Iterable[ArrayLike]) -> "Drawing":
        """A drawing from strokes of (n, 2) points in pad units; empty strokes are left out.

        Raises:
            InvalidInput: a stroke is not a list of pairs of numbers, or see ``Drawing``.
        """
        arrays = [_stroke(points) for points in strokes]
        points = np.concatenate(arrays) if arrays else np.empty((0, 2))
        return cls.from_lengths(points, [len(stroke) for stroke in arrays if len(stroke)])

    @classmethod
    def from_lengths(cls, points: Points, lengths: Iterable[int]) -> "Drawing":
        """A drawing from all its points, (n, 2), and how many of them each stroke has.

        Raises:
            InvalidInput: see ``Drawing``.
        """
        return cls(points, (0, *accumulate(lengths))[:-1])

    def __repr__(self) -> str:
        return f"Drawing({len(self.starts)} strokes, {len(self.points)} points)"


def _stroke(points: ArrayLike) -> Points:
    try:
        array = np.asarray(points, dtype=np.float64)
    except (TypeError, ValueError):
        raise InvalidInput("points", "a stroke as a list of [x, y]", "something else") from None
    if array.size == 0:
        return np.empty((0, 2))
    if array.ndim != 2 or array.shape[1] != 2:
        raise InvalidInput("points", "a stroke of shape (n, 2)", f"shape {array.shape}")
    return array
