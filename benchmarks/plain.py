"""The plain way from strokes to a digit image: what one writes first, with Pillow's own means.

A large canvas, lines that Pillow joins, a crop to the ink, a resize with its best filter, and the
centre of mass moved to the middle. The pen is as wide as ours in the end, so that both make
much the same picture.
"""

import numpy as np
from PIL import Image, ImageDraw

from app.forward_pass import Drawing
from app.forward_pass.arrays import Grey
from app.forward_pass.digit import CENTRE, SIDE
from app.forward_pass.raster import FIT, PEN_WIDTH, SMALLEST

_CANVAS = 280  # pixels


def plain_image(drawing: Drawing) -> Grey:
    """The digit image, (28, 28), of a drawing."""
    width = PEN_WIDTH * _CANVAS / FIT
    low, high = drawing.points.min(axis=0), drawing.points.max(axis=0)
    extent = max(*(high - low).tolist(), SMALLEST)
    scale = (_CANVAS - width) / extent
    points = (drawing.points - (low + high) / 2) * scale + _CANVAS / 2
    canvas = Image.new("L", (_CANVAS, _CANVAS))
    pen = ImageDraw.Draw(canvas)
    for stroke in np.split(points, drawing.starts[1:]):
        pen.line(stroke.ravel().tolist(), fill=255, width=round(width), joint="curve")
        for x, y in (stroke[0].tolist(), stroke[-1].tolist()):  # round ends
            r = width / 2
            pen.ellipse((x - r, y - r, x + r, y + r), fill=255)
    return _centred(_fitted(canvas))


def _fitted(canvas: Image.Image) -> Image.Image:
    """The ink alone, its longer side ``FIT`` pixels."""
    ink = canvas.crop(canvas.getbbox())
    factor = FIT / max(ink.size)
    size = (max(1, round(ink.width * factor)), max(1, round(ink.height * factor)))
    return ink.resize(size, Image.Resampling.LANCZOS)


def _centred(ink: Image.Image) -> Grey:
    grey = np.asarray(ink, np.float64)
    y, x = np.indices(grey.shape)
    mass = max(1.0, grey.sum())
    left, top = (
        int(np.clip(round(CENTRE - (axis * grey).sum() / mass), 0, SIDE - size))
        for axis, size in ((x, ink.width), (y, ink.height))
    )
    image = Image.new("L", (SIDE, SIDE))
    image.paste(ink, (left, top))
    return np.asarray(image)
