"""Augmentation of drawings: the same digit as other hands would draw it.

The *points* are moved, and the drawing then goes through the same pipeline as any other, so that a
redrawn digit is normalised and inked like a real one.
"""

import math

import numpy as np

from app.forward_pass import Drawing, normalise
from app.forward_pass.arrays import Grey
from app.forward_pass.raster import PEN_WIDTH
from app.forward_pass.stroke import Points


def redraw(drawing: Drawing, rng: np.random.Generator, freedom: float = 1.0) -> Grey:
    """The digit image, (28, 28), of the drawing slanted, turned, stretched and wobbled.

    ``freedom`` says how far: 1 as far as people's handwriting differs, 0 not at all.
    """
    rotation, slant, aspect = (freedom * rng.normal(0, (0.14, 0.2, 0.14))).tolist()
    points = drawing.points - drawing.points.mean(axis=0)
    points = points / max(1e-6, np.abs(points).max())  # (n, 2), -1 to 1
    c, s = math.cos(rotation), math.sin(rotation)
    stretch = math.exp(aspect)
    matrix = np.array([[c, -s], [s, c]]) @ np.array([[stretch, slant], [0, 1 / stretch]])
    points = points @ matrix.T + freedom * _wobble(points, rng)
    low, high = points.min(axis=0), points.max(axis=0)
    on_pad = np.clip((points - low) / max(1e-6, float((high - low).max())), 0, 1)
    pen_width = PEN_WIDTH * float(rng.uniform(0.75, 1.35))
    return normalise(Drawing(on_pad, drawing.starts), pen_width).image


def _wobble(points: Points, rng: np.random.Generator) -> Points:
    """Smooth displacements: a few waves over the plane, of random direction and phase."""
    waves = rng.normal(0, 2.2, (2, 4))  # radians per unit, along x and y
    phases = rng.uniform(0, 2 * math.pi, 4)
    heights = rng.normal(0, 0.05, (4, 2))
    moves: Points = np.sin(points @ waves + phases) @ heights
    return moves
