"""From a drawing to a digit image, normalised as MNIST was.

LeCun, Cortes and Burges: "The original black and white images were size normalized to fit in a
20x20 pixel box while preserving their aspect ratio. [...] the images were centered in a 28x28
image by computing the center of mass of the pixels, and translating the image so as to position
this point at the center of the 28x28 field."

An even number of pixels has none in the middle. In MNIST's files the centre of mass lies on pixel
14 of 0 to 27, to half a pixel, in both directions (t10k: mean 14.00, 98 % within 13.5 to 14.5):
so it does here. Half a pixel less cost a network trained on MNIST alone 1 % of the pen strokes.
"""

from dataclasses import dataclass

import numpy as np

from app.forward_pass.arrays import Floats, Grey, frozen
from app.forward_pass.raster import FIT, OVERSAMPLE, PEN_WIDTH, Box, rasterise
from app.forward_pass.stroke import Drawing

SIDE = 28  # pixels
CENTRE = 14  # the pixel, of 0 to 27, on which the centre of mass comes to lie
MARGIN = (SIDE - FIT) // 2

_INDEX = np.arange(FIT, dtype=np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class DigitImage:
    """A drawing on its way into the network; every stage is kept.

    ``box``: the inked box in pad units. ``scale``: digit pixels per pad unit.
    ``raster``: (80, 80), the ink redrawn at four times the final size.
    ``fitted``: (20, 20), the raster averaged down. ``shift``: (right, down) in whole pixels, what
    moves the centre of mass to the centre of the field; at most ±4, so that no ink is cut off.
    ``image``: (28, 28). All images are uint8, 0 black to 255 white, like MNIST's own bytes.
    """

    box: Box
    scale: float
    raster: Grey
    fitted: Grey
    shift: tuple[int, int]
    image: Grey


def normalise(drawing: Drawing, pen_width: float = PEN_WIDTH) -> DigitImage:
    """The digit image of a drawing, through every stage of MNIST's normalisation."""
    raster = rasterise(drawing, pen_width)
    fitted = np.asarray(raster.image.reduce(OVERSAMPLE))  # (20, 20)
    shift = _shift(fitted)
    image = np.zeros((SIDE, SIDE), np.uint8)
    left, top = MARGIN + shift[0], MARGIN + shift[1]
    image[top : top + FIT, left : left + FIT] = fitted
    return DigitImage(
        raster.box, raster.scale, np.asarray(raster.image), fitted, shift, frozen(image)
    )


def network_input(image: Grey) -> Floats:
    """What a network reads of images: (..., 28, 28) uint8 → (..., 784) float32, 0.0 to 1.0."""
    return np.divide(image.reshape(*image.shape[:-2], -1), 255, dtype=np.float32)


def _shift(fitted: Grey) -> tuple[int, int]:
    columns = fitted.sum(axis=0, dtype=np.float32)  # (20,)
    rows = fitted.sum(axis=1, dtype=np.float32)  # (20,)
    mass = float(columns.sum())
    if mass == 0:
        return (0, 0)
    return _whole(float(columns @ _INDEX) / mass), _whole(float(rows @ _INDEX) / mass)


def _whole(centre: float) -> int:
    """Whole pixels from the centre of mass to ``CENTRE``, no further than the margin."""
    return max(-MARGIN, min(MARGIN, round(CENTRE - MARGIN - centre)))
