"""Layers that make an image smaller: one number for each square of pixels, channel by channel."""

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
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
    def shares(self, squares: Floats) -> Floats:
        """What each pixel of a square counts, 0 to 1: (..., side², n), or what broadcasts to it.

        ``squares``: (..., side², n), the pixels of n of them.
        """

    def terms(self, a: Floats, neuron: int) -> Terms:
        channel, *_ = np.unravel_index(neuron, self.shape_out)
        reads = self.read_at(neuron)[channel].ravel()
        inputs = a[reads]
        shares = np.broadcast_to(self.shares(inputs[:, np.newaxis]), (len(reads), 1))[:, 0]
        return Terms(shares.astype(a.dtype), inputs, reads, 0.0)

    def back_through_sum(self, gradient: Floats, a: Floats) -> Floats:
        by_square = gradient[..., np.newaxis, :] * self.shares(self.squares(a))
        channels, down, across = self.shape_out
        # (..., side², channels × places) → (..., channels, side, side, down, across)
        shape = *gradient.shape[:-1], self.side, self.side, channels, down, across
        return self.spread(np.moveaxis(by_square.reshape(shape), -3, -5))

    def squares(self, a: Floats) -> Floats:
        """(..., n_in) → (..., side², n_out): the pixels of each neuron's square."""
        by_place = np.moveaxis(self.windows(a), -5, -3)
        return by_place.reshape(*a.shape[:-1], self.side**2, self.n_out)


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class MaxPool2d(Pool2d):
    """The largest pixel of each square; of equal ones the first, read row by row."""

    def weighted_sum(self, a: Floats) -> Floats:
        z: Floats = self.squares(a).max(axis=-2)
        return z

    def shares(self, squares: Floats) -> Floats:
        first = squares.argmax(axis=-2)[..., np.newaxis, :]
        pixels = np.arange(self.side**2)[:, np.newaxis]
        shares: Floats = (pixels == first).astype(squares.dtype)
        return shares


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class AvgPool2d(Pool2d):
    """The mean of each square."""

    def weighted_sum(self, a: Floats) -> Floats:
        z: Floats = self.squares(a).mean(axis=-2)
        return z

    def shares(self, squares: Floats) -> Floats:
        return np.full((self.side**2, 1), 1 / self.side**2, squares.dtype)
