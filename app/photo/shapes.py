"""Shapes in a picture: what is joined, what is wide or narrow, the middle of a stroke."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from app.forward_pass.arrays import Floats

Mask = NDArray[np.bool_]
Indices = NDArray[np.intp]

_Picture = TypeVar("_Picture", Mask, Floats)


def closed(light: Floats, reach: int) -> Floats:
    """Whatever is dark and no wider than twice the reach is filled up."""
    return -_grown(-_grown(light, reach), reach)


def opened(light: Floats, reach: int) -> Floats:
    """Whatever is light and no wider than twice the reach is taken away."""
    return -closed(-light, reach)


def shrunk(mask: Mask, reach: int) -> Mask:
    """Without what is within reach of anything else; the picture's own edge is nothing else."""
    return -_grown(-mask.astype(np.float32), reach) > 0


def _grown(values: Floats, reach: int) -> Floats:
    """Each the largest of the square around it: along one axis, then along the other."""
    return _most(_most(values, reach).T, reach).T


def _most(values: Floats, reach: int) -> Floats:
    """The largest of each row's neighbours, over twice as many of them each time."""
    wide = np.pad(values, ((0, 0), (reach, reach)), mode="edge")
    done, width = 1, 2 * reach + 1
    while done < width:
        step = min(done, width - done)
        wide = np.maximum(wide[:, :-step], wide[:, step:])
        done += step
    return wide


@dataclass(frozen=True, slots=True, eq=False)
class Blob:
    """Pixels that are joined. ``box``: left, top, right, bottom; the last two are outside."""

    rows: Indices
    columns: Indices
    box: tuple[int, int, int, int]

    @property
    def area(self) -> int:
        """Pixels."""
        return len(self.rows)

    @property
    def extent(self) -> int:
        """The box's longer side."""
        left, top, right, bottom = self.box
        return max(right - left, bottom - top)

    def gap(self, other: "Blob") -> int:
        """Pixels between the two boxes; negative where they overlap."""
        a, b = self.box, other.box
        return max(a[0] - b[2], b[0] - a[2], a[1] - b[3], b[1] - a[3])


def blobs(mask: Mask, least: int) -> list[Blob]:
    """What is joined, also by a corner; specks of fewer than ``least`` pixels are left out."""
    edges = np.diff(np.pad(mask, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    row, start = np.nonzero(edges == 1)
    end = np.nonzero(edges == -1)[1]
    roots = _roots(row.tolist(), start.tolist(), end.tolist())
    lengths = end - start
    found = []
    for runs in _groups(roots):
        n = lengths[runs]
        if n.sum() < least:
            continue
        columns = np.repeat(start[runs] - (n.cumsum() - n), n) + np.arange(n.sum())
        box = (start[runs].min(), row[runs].min(), end[runs].max(), row[runs].max() + 1)
        left, top, right, bottom = map(int, box)
        found.append(Blob(np.repeat(row[runs], n), columns, (left, top, right, bottom)))
    return found


def _roots(row: list[int], start: list[int], end: list[int]) -> Indices:
    """Of each run of a row the first of all runs that it is joined with."""
    parent = list(range(len(row)))

    def root(k: int) -> int:
        while parent[k] != k:
            parent[k] = parent[parent[k]]
            k = parent[k]
        return k

    above = 0
    for k in range(len(row)):
        while row[above] < row[k] - 1 or (row[above] == row[k] - 1 and end[above] < start[k]):
            above += 1
        j = above
        while row[j] == row[k] - 1 and start[j] <= end[k]:
            parent[root(j)] = root(k)
            j += 1
    return np.array([root(k) for k in range(len(row))], np.intp)


def _groups(labels: Indices) -> Iterator[Indices]:
    """The places of each label."""
    order = np.argsort(labels, kind="stable")
    cuts = np.flatnonzero(np.diff(labels[order])) + 1
    return iter(np.split(order, cuts))


def middle(mask: Mask) -> Mask:
    """The middle lines of strokes, a pixel wide (Zhang and Suen, 1984)."""
    field = np.pad(mask, 1)
    inner = field[1:-1, 1:-1]
    is_thin = False
    while not is_thin:
        is_thin = True
        for is_first in (True, False):
            spare = _spare(field, is_first=is_first) & inner
            inner[spare] = False
            is_thin &= not spare.any()
    return inner


def _spare(field: Mask, *, is_first: bool) -> Mask:
    """Which pixels may go: those at an edge, that neither end a line nor hold two parts together.

    Those below and to the right go in the first half of a round, the others in the second.
    """
    up, right, down, left = field[:-2, 1:-1], field[1:-1, 2:], field[2:, 1:-1], field[1:-1, :-2]
    around = np.stack([
        up, field[:-2, 2:], right, field[2:, 2:], down, field[2:, :-2], left, field[:-2, :-2],
    ])  # fmt: skip
    n = around.sum(axis=0)
    turns = (~around & np.roll(around, -1, axis=0)).sum(axis=0)
    kept = (right & down & (up | left)) if is_first else (up & left & (right | down))
    spare: Mask = (n >= 2) & (n <= 6) & (turns == 1) & ~kept
    return spare
