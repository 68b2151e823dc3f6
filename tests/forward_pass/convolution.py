"""A second kind of layer, which nothing in the core knows of: a 2-D convolution."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from app.forward_pass import InvalidInput, Layer, Place
from app.forward_pass.activations import Activation
from app.forward_pass.arrays import Floats
from app.forward_pass.layers import Terms


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Convolution(Layer):
    """z of each channel: a small square of weights over each place of the image, without padding.

    ``W``: (channels_out, channels_in, side, side). ``b``: (channels_out,).
    """

    image: tuple[int, int, int]  # channels, height, width
    W: Floats
    b: Floats
    f: Activation
    pins: Mapping[int, float] = field(default_factory=dict)

    @property
    def shape_in(self) -> tuple[int, ...]:
        return self.image

    @property
    def shape_out(self) -> tuple[int, ...]:
        (_, height, width), side = self.image, self.W.shape[-1]
        return len(self.b), height - side + 1, width - side + 1

    @property
    def parameters(self) -> Mapping[str, Floats]:
        return {"W": self.W, "b": self.b}

    def replaced(
        self, parameters: Mapping[str, Floats], pins: Mapping[int, float] | None = None
    ) -> Self:
        pins = self.pins if pins is None else pins
        return type(self)(self.image, parameters["W"], parameters["b"], self.f, pins)

    def located(self, place: Place) -> tuple[str, Any]:
        channel, y, x = np.unravel_index(place.neuron, self.shape_out)
        if place.kind == "bias":
            return "b", channel
        c, row, column = np.unravel_index(place.input, self.shape_in)
        window = range(self.W.shape[-1])
        if not (np.isin(row - y, window) & np.isin(column - x, window)).all():
            raise InvalidInput("edit", "an input that the neuron reads", f"{place.input}")
        return "W", (channel, c, row - y, column - x)

    def weighted_sum(self, a: Floats) -> Floats:
        windows = self._windows(a.reshape(*a.shape[:-1], *self.shape_in))
        z = np.einsum("...cyxij,kcij->...kyx", windows, self.W) + self.b[:, np.newaxis, np.newaxis]
        flat: Floats = z.reshape(*a.shape[:-1], self.n_out)
        return flat

    def terms(self, a: Floats, neuron: int) -> Terms:
        channel, y, x = np.unravel_index(neuron, self.shape_out)
        reads = self._windows(np.arange(self.n_in).reshape(self.shape_in))[:, y, x].ravel()
        return Terms(self.W[channel].ravel(), a[reads], reads, float(self.b[channel]))

    def back_through_sum(self, gradient: Floats, a: Floats) -> Floats:
        channels = gradient.reshape(*gradient.shape[:-1], *self.shape_out)
        by_input = np.zeros((*a.shape[:-1], *self.shape_in), a.dtype)
        _, height, width = self.shape_out
        for i, j in np.ndindex(self.W.shape[2:]):
            reached = by_input[..., i : i + height, j : j + width]
            reached += np.einsum("...kyx,kc->...cyx", channels, self.W[..., i, j])
        return by_input.reshape(a.shape)

    def _windows(self, a: NDArray[Any]) -> NDArray[Any]:
        """(..., channels, height, width) → (..., channels, y, x, side, side)."""
        return np.lib.stride_tricks.sliding_window_view(a, self.W.shape[-2:], axis=(-2, -1))
