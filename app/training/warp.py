"""Augmentation of images: many digits at a time, moved through a bank of random warps.

A warp says, for each pixel of the new image, which four pixels of the old one it comes from and how
much it takes of each. A bank of them is made once; in training, a few dozen digits at a time go
through one warp, chosen anew each time. With the pixels as rows and digits as columns that is four
copies of rows and a weighted sum, a few microseconds a digit where warping each digit by itself
takes hundreds.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.forward_pass.arrays import Grey
from app.forward_pass.digit import SIDE

_PIXELS = SIDE * SIDE
_ONE = 256  # weights of a warp are 256ths: 255 × 256 still fits in 16 bits


class WarpRange(NamedTuple):
    """How far warps go: standard deviations, except ``thickness``, which is the largest change.

    ``rotation`` and ``slant`` in radians, ``zoom`` and ``aspect`` in log scale, ``shift`` and
    ``wobble`` (smooth elastic displacement) in pixels; ``thickness`` 0 to 1, where 1 grows or
    shrinks the ink by a pixel all around.
    """

    rotation: float = 0.12
    slant: float = 0.15
    zoom: float = 0.06
    aspect: float = 0.08
    shift: float = 0.6
    wobble: float = 0.7
    thickness: float = 0.5


class WarpBank:
    """Random warps, and how images go through them."""

    def __init__(self, size: int, limits: WarpRange, rng: np.random.Generator) -> None:
        # places, parts: (size, 4, 784)
        self._places, self._parts = _corners(_sources(size, limits, rng))
        self._thickness = limits.thickness

    def __call__(self, images: Grey, rng: np.random.Generator) -> Grey:
        """Images, (n, 784), all through one of the warps."""
        k = int(rng.integers(len(self._places)))
        t = float(rng.uniform(-self._thickness, self._thickness))
        columns = np.ascontiguousarray(images.T)  # (784, n)
        return _thicken(self._warp(columns, k), t).T

    def _warp(self, columns: Grey, k: int) -> Grey:
        wide = columns.astype(np.uint16)
        total = np.full(columns.shape, _ONE // 2, np.uint16)  # for rounding to nearest
        taken = np.empty_like(total)
        for place, part in zip(self._places[k], self._parts[k], strict=True):
            # Into the same array each time: a new one for each corner costs as much as the copy.
            np.take(wide, place, axis=0, out=taken, mode="clip")
            taken *= part[:, None]
            total += taken
        total >>= 8
        return total.astype(np.uint8)


def _sources(size: int, limits: WarpRange, rng: np.random.Generator) -> NDArray[np.float32]:
    """Where each pixel comes from: (size, 2, 28, 28), x and y in pixels."""
    rotation, slant, zoom, aspect = (
        rng.normal(0, spread, (size, 1, 1)).astype(np.float32)
        for spread in (limits.rotation, limits.slant, limits.zoom, limits.aspect)
    )
    shift = rng.normal(0, limits.shift, (2, size, 1, 1)).astype(np.float32)
    middle = (SIDE - 1) / 2
    y, x = np.mgrid[:SIDE, :SIDE].astype(np.float32) - middle
    x, y = x * np.exp(zoom + aspect), y * np.exp(zoom - aspect)
    x = x + slant * y
    x, y = np.cos(rotation) * x + np.sin(rotation) * y, np.cos(rotation) * y - np.sin(rotation) * x
    wobble = limits.wobble * _smooth_noise((2, size), rng)
    sources = np.stack([x + shift[0] + wobble[0], y + shift[1] + wobble[1]], axis=1)
    # Beyond the image is what its edge holds: black.
    return np.clip(sources + middle, 0, SIDE - 1.001)


def _smooth_noise(shape: tuple[int, ...], rng: np.random.Generator) -> NDArray[np.float32]:
    """Random fields (…, 28, 28) that change over some 7 pixels, standard deviation 1."""
    knots = np.linspace(0, SIDE - 1, 6)
    bumps = np.exp(-(((np.arange(SIDE)[:, None] - knots) / 4.5) ** 2))  # (28, 6)
    noise = bumps @ rng.normal(size=(*shape, len(knots), len(knots))) @ bumps.T
    smooth: NDArray[np.float32] = (noise / (bumps**2).sum(axis=1).mean()).astype(np.float32)
    return smooth


def _corners(sources: NDArray[np.float32]) -> tuple[NDArray[np.int32], NDArray[np.uint16]]:
    """The four pixels around each source, and their parts in 256ths: (size, 4, 784) each."""
    x, y = sources[:, 0].reshape(-1, _PIXELS), sources[:, 1].reshape(-1, _PIXELS)
    column, row = x.astype(np.int32), y.astype(np.int32)
    right, down = x - column, y - row
    place = row * SIDE + column
    places = np.stack([place, place + 1, place + SIDE, place + SIDE + 1], axis=1)
    parts = np.stack(
        [(1 - right) * (1 - down), right * (1 - down), (1 - right) * down, right * down], axis=1
    )
    return places, np.floor(parts * (_ONE - 0.5)).astype(np.uint16)


def _thicken(columns: Grey, t: float) -> Grey:
    """Ink grown (t > 0) or shrunk (t < 0) by |t| of a pixel all around; (784, n).

    A grown pixel is the brightest of itself and its neighbours, a shrunk one the darkest.
    """
    pick = np.maximum if t > 0 else np.minimum
    changed = columns.copy()
    for step in (1, SIDE):
        pick(changed[step:], columns[:-step], out=changed[step:])
        pick(changed[:-step], columns[step:], out=changed[:-step])
    part = round(abs(t) * _ONE)
    mixed = np.multiply(columns, np.uint16(_ONE - part), dtype=np.uint16)
    mixed += np.multiply(changed, np.uint16(part), dtype=np.uint16)
    mixed >>= 8
    return mixed.astype(np.uint8)
