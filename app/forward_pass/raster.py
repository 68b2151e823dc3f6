"""From strokes to a raster: the pen's points are scaled, then the pen is redrawn.

Scaling the *points* and not the *picture* keeps the pen's width right at every size of drawing:
a digit drawn small and one drawn over the whole pad leave ink of the same thickness, as in MNIST,
where every digit was written with much the same pen. (3Blue1Brown's page scales points too.)

The width was chosen by measurement. With ``PEN_WIDTH`` = 2.25 pixels of the 20-pixel box, pen
strokes drawn through this module have MNIST's mean ink, 0.131 of the 28×28 field, within 3 %;
``tests/forward_pass/test_statistics.py`` compares them, the width of the stroke included.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from app.forward_pass.arrays import Grey
from app.forward_pass.pieces import Between, go_on
from app.forward_pass.stroke import Drawing

FIT = 20  # pixels: the longer side of the ink in a digit image, as in MNIST
OVERSAMPLE = 4  # raster pixels per digit pixel, along one side
PEN_WIDTH = 2.25  # digit pixels
SMALLEST = 0.08  # of the pad: a tap or a speck is not blown up to a digit
PAD_PEN = 0.078  # of the pad: the width of the line that the page shows while one draws

_PIECE = 250  # lines or discs: half a millisecond


class Box(NamedTuple):
    """The inked box, in units of the pad."""

    left: float
    top: float
    right: float
    bottom: float


class Raster(NamedTuple):
    """A drawing's ink, ``OVERSAMPLE`` times finer than the digit image will be.

    ``image``: square, 8-bit grey. ``box``: the part of the pad that fills it.
    ``scale``: digit pixels per pad unit.
    """

    image: Image.Image
    box: Box
    scale: float


def rasterise(drawing: Drawing, pen_width: float = PEN_WIDTH, between: Between = go_on) -> Raster:
    """The ink at the size at which the network will see it: its longer side fills 80 pixels.

    ``pen_width`` is in digit pixels; training varies it, the page never does.
    """
    size = FIT * OVERSAMPLE
    (left, top), (right, bottom) = drawing.low, drawing.high
    extent = max(right - left, bottom - top, SMALLEST)
    scale = (FIT - pen_width) / extent
    points = drawing.points - ((left + right) / 2, (top + bottom) / 2)
    points *= scale * OVERSAMPLE
    points += size / 2
    image = _ink(points, drawing.starts, pen_width * OVERSAMPLE, size, between)
    half = pen_width / scale / 2
    return Raster(image, Box(left - half, top - half, right + half, bottom + half), scale)


def rasterise_pad(drawing: Drawing, side: int, between: Between = go_on) -> Raster:
    """The whole pad as it is, ink and empty space, for a digit image of ``side`` pixels."""
    size = side * OVERSAMPLE
    image = _ink(drawing.points * size, drawing.starts, PAD_PEN * size, size, between)
    return Raster(image, Box(0.0, 0.0, 1.0, 1.0), float(side))


def pixels(image: Image.Image) -> Grey:
    """The pixels of an 8-bit grey image, (height, width), read-only.

    ``np.asarray`` takes twice as long, since NumPy first finds out what it was given.
    """
    return np.frombuffer(image.tobytes(), np.uint8).reshape(image.height, image.width)


def _ink(
    points: NDArray[np.float64],
    starts: tuple[int, ...],
    width: float,
    size: int,
    between: Between,
) -> Image.Image:
    """White lines on black; a disc on every point makes round ends and closes the joints.

    Pillow's own ``joint="curve"`` draws the same picture, but takes four times as long.
    """
    image = Image.new("L", (size, size), None)  # black: new memory is zero
    pen = ImageDraw.ImageDraw(image)
    # Pillow's core method: ImageDraw's looks up the colour for every disc, a third of the time.
    line, disc, r, w = pen.line, pen.draw.draw_ellipse, width / 2, round(width)
    ends = (*starts[1:], len(points))
    for start, end in zip(starts, ends, strict=True):
        for k in range(start, max(end - 1, start + 1), _PIECE):  # each ends where the next begins
            line(points[k : min(k + _PIECE + 1, end)].ravel().tolist(), fill=255, width=w)
            between()
    # Pillow cuts a disc's corners down to whole pixels, so most discs of a slow pen are the same.
    low, high = (points - r).astype(np.intp), (points + r).astype(np.intp)
    boxes = list(set(zip(*low.T.tolist(), *high.T.tolist(), strict=True)))
    for k in range(0, len(boxes), _PIECE):
        for box in boxes[k : k + _PIECE]:
            disc(box, 255, True)
        between()
    return image
