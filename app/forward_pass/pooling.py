"""Layers that make an image smaller: one number for each square of pixels, channel by channel."""

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any, Self

import numpy as np

from app.forward_pass.arrays import Floats
from app.forward_pass.convolution import Window, Windowed
from app.forward_pass.errors import InvalidInput
from app.forward_pass.layers import Terms
from app.forward_pass.place import Place


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Pool2d(Windowed):
    """One number for each square of ``side`` × ``side`` pixels, channel by channel.

    Squares stand side by side: the stride is the side. What they sum is fixed, and learns nothing.
    """

    side: int = 2

    @property
    def window(self) -> Window:
        return Window(self.side, self.side, self.side)

    @property
    def channels_out(self) -> int:
        return self.image[0]

    @property
    def parameters(self) -> Mapping[str, Floats]:
        return {}

    def replaced(
        self, parameters: Mapping[str, Floats], pins: Mapping[int, float] | None = None
    ) -> Self:
        pins = self.pins if pins is None else pins
        return type(self)(image=self.image, side=self.side, f=self.f, pins=pins)

    def located(self, place: Place) -> tuple[str, Any]:
        raise InvalidInput("edit", "a weighted sum's weight or bias", repr(self))

    @abstractmethod
    def shares(self, pixels: Sequence[Floats]) -> Iterator[Floats]:
        """What each pixel of a square counts, 0 to 1, pixel by pixel: shaped like them.

        ``pixels``: the first one of every square, then the second, row by row.
        """

    def terms(self, a: Floats, neuron: int) -> Terms:
        channel, *_ = np.unravel_index(neuron, self.shape_out)
        reads = self.read_at(neuron)[channel].ravel()
        inputs = a[reads]
        return Terms(np.array(list(self.shares(inputs)), a.dtype), inputs, reads, 0.0)

    def back_through_sum(self, gradient: Floats, a: Floats) -> Floats:
        by_input = np.zeros_like(a, shape=(*a.shape[:-1], self.n_in))
        by_square = gradient.reshape(*gradient.shape[:-1], *self.shape_out)
        shares = self.shares(self.pixels(a))
        for on, share in zip(self.pixels(by_input), shares, strict=True):
            on[...] = by_square * share
        return by_input

    def pixels(self, a: Floats) -> list[Floats]:
        """(..., n_in) → side² views (..., channels, down, across): a pixel of every square each."""
        image = a.reshape(*a.shape[:-1], *self.image)
        _, down, across = self.shape_out
        side = self.side
        return [
            image[..., i : i + side * down : side, j : j + side * across : side]
            for i, j in np.ndindex(side, side)
        ]

    def over_squares(self, add: np.ufunc, a: Floats) -> Floats:
        """Two pixels made one, until each square is: (..., n_in) → (..., n_out).

        Whole rows first, since they lie in memory one after the other.
        """
        image = a.reshape(*a.shape[:-1], *self.image)
        _, down, across = self.shape_out
        side = self.side
        rows = reduce(add, [image[..., i : i + side * down : side, :] for i in range(side)])
        z: Floats = reduce(add, [rows[..., j : j + side * across : side] for j in range(side)])
        return z.reshape(*a.shape[:-1], self.n_out)


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class MaxPool2d(Pool2d):
    """The largest pixel of each square; of equal ones the first, read row by row."""

    def weighted_sum(self, a: Floats) -> Floats:
        return self.over_squares(np.maximum, a)

    def shares(self, pixels: Sequence[Floats]) -> Iterator[Floats]:
        largest = reduce(np.maximum, pixels)
        nobody_yet: Any = True
        for pixel in pixels:
            wins = (pixel == largest) & nobody_yet
            nobody_yet = nobody_yet & ~wins
            yield wins


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class AvgPool2d(Pool2d):
    """The mean of each square."""

    def weighted_sum(self, a: Floats) -> Floats:
        return self.over_squares(np.add, a) / a.dtype.type(self.side**2)

    def shares(self, pixels: Sequence[Floats]) -> Iterator[Floats]:
        for pixel in pixels:
            yield np.full_like(pixel, 1 / self.side**2)
