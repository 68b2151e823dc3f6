"""From a digit's ink to strokes: the way that the pen went, without its width."""

from dataclasses import dataclass

import numpy as np
from PIL import Image

from app.forward_pass import Drawing, InvalidInput
from app.forward_pass.stroke import MAX_POINTS
from app.photo.shapes import Mask, middle

FINE = 96  # pixels of the longer side, at which the middle of the strokes is found

# Half of the eight neighbours: each pair of pixels is joined once.
_NEXT = ((0, 1), (1, 0), (1, 1), (1, -1))


@dataclass(frozen=True, slots=True, eq=False)
class Traced:
    """``drawing``: the middle lines, on a pad that the ink fills.

    ``corner``, ``size``: where that pad lies on the photo, whose longer side is 1, and which stands
    in the middle of a square.
    """

    drawing: Drawing
    corner: tuple[float, float]
    size: float


def traced(mask: Mask) -> Traced:
    """The middle lines of ink, so that the pad's own pen can draw them anew.

    Raises:
        InvalidInput: there are more of them than in any digit.
    """
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    top, left = int(rows[0]), int(columns[0])
    cut = mask[top : rows[-1] + 1, left : columns[-1] + 1]
    side, longer = max(cut.shape), max(mask.shape)
    size = tuple(max(1, round(n * FINE / side)) for n in cut.shape[::-1])
    image = Image.fromarray(cut.astype(np.uint8) * np.uint8(255))
    line = middle(np.asarray(image.resize(size, Image.Resampling.BOX)) > 127)
    ends = _joined(line)
    lengths = [2] * len(ends)
    if not ends.size:  # a dot: thinned to a pixel, or to none
        ends, lengths = (np.array([size]) - 1) / 2, [1]
    if sum(lengths) > MAX_POINTS:
        raise InvalidInput("photo", "a digit in ink on paper", "a pattern", what="ink")
    points = np.clip((ends.reshape(-1, 2) + 0.5) / FINE, 0, 1)
    x = (left + (longer - mask.shape[1]) / 2) / longer
    y = (top + (longer - mask.shape[0]) / 2) / longer
    return Traced(Drawing.from_lengths(points, lengths), (x, y), side / longer)


def _joined(line: Mask) -> np.ndarray:
    """Pairs of neighbours, (n, 2 ends, 2): x and y of each; none across a corner that is filled."""
    height, width = line.shape
    wide = np.pad(line, 1)
    pairs = []
    for down, right in _NEXT:
        beside = wide[1 : 1 + height, 1 + right : 1 + right + width]
        below = wide[1 + down : 1 + down + height, 1 : 1 + width]
        other = wide[1 + down : 1 + down + height, 1 + right : 1 + right + width]
        is_corner = (beside | below) if down and right else np.zeros_like(line)
        y, x = np.nonzero(line & other & ~is_corner)
        pairs.append(np.stack([x, y, x + right, y + down], axis=1).reshape(-1, 2, 2))
    return np.concatenate(pairs)
