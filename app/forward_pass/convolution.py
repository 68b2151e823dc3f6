"""Layers that look at an image through a window: what they share, and convolution.

The window slides over every channel of the image, and each place where it stops is a neuron. Images
travel flat between layers, (channels × height × width,), so a dense layer reads one as it is, and
nothing has to flatten it.
"""

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from app.forward_pass.activations import Activation, Linear, ParametricReLU
from app.forward_pass.arrays import Floats, frozen
from app.forward_pass.errors import InvalidInput
from app.forward_pass.layers import Layer, Terms
from app.forward_pass.place import Place

_LINEAR = Linear()
Image = tuple[int, int, int]  # channels, height, width


class Window(NamedTuple):
    """How a window slides over an image, in pixels.

    ``height``, ``width``: its size. ``stride``: the step from one place to the next, down and to
    the right. ``padding``: the rim of zeros that is laid around the image first.
    """

    height: int
    width: int
    stride: int = 1
    padding: int = 0


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Windowed(Layer):
    """What reads an image through a sliding window.

    ``image``: the shape that is read. Where the window hangs over the right or the lower edge by
    less than its stride, those pixels are read by nobody.
    """

    image: Image
    f: Activation = _LINEAR
    pins: Mapping[int, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse a window that fits nowhere, and let nothing be changed afterwards.

        Raises:
            InvalidInput: an empty image or window, no step, or a window larger than the image.
        """
        height, width, stride, padding = self.window
        if min(*self.image, height, width, stride) < 1 or padding < 0:
            raise InvalidInput("shape", "an image, a window and a stride", f"{self.window}")
        if min(self.shape_out) < 1:
            raise InvalidInput("shape", "a window inside the image", f"{height}×{width}")
        object.__setattr__(self, "pins", MappingProxyType(dict(self.pins)))

    @property
    @abstractmethod
    def window(self) -> Window:
        """How the window slides."""

    @property
    @abstractmethod
    def channels_out(self) -> int:
        """How many numbers each place of the window gives."""

    @property
    def shape_in(self) -> tuple[int, ...]:
        return self.image

    @cached_property
    def shape_out(self) -> Image:
        _, *sides = self.image
        height, width, stride, padding = self.window
        down, across = (
            (side + 2 * padding - size) // stride + 1
            for side, size in zip(sides, (height, width), strict=True)
        )
        return self.channels_out, down, across

    def windows(self, a: NDArray[Any], rim: float = 0) -> NDArray[Any]:
        """What stands in the window at each place. A view: nothing may be written to it.

        (..., n_in) → (..., channels, height, width, down, across): a pixel of the window, then the
        place. ``rim``: what the padding holds.
        """
        padded = self._padded(a, rim)
        height, width, stride, _ = self.window
        *others, y, x = padded.strides
        return np.ndarray(
            (*padded.shape[:-2], height, width, *self.shape_out[1:]),
            padded.dtype,
            padded.data,
            strides=(*others, y, x, stride * y, stride * x),
        )

    def spread(self, by_window: Floats) -> Floats:
        """The transpose of ``windows``: what falls on each pixel, added up, (..., n_in)."""
        *many, channels, height, width, down, across = by_window.shape
        _, _, stride, padding = self.window
        _, *sides = self.image
        on = np.zeros((*many, channels, *(side + 2 * padding for side in sides)), by_window.dtype)
        for i, j in np.ndindex(height, width):
            reached = on[..., i : i + stride * down : stride, j : j + stride * across : stride]
            reached += by_window[..., i, j, :, :]
        inner = slice(padding, -padding or None)
        return on[..., inner, inner].reshape(*many, self.n_in)

    def read_at(self, neuron: int) -> NDArray[np.intp]:
        """Which inputs stand in a neuron's window: (channels, height, width), −1 for padding."""
        _, y, x = np.unravel_index(neuron, self.shape_out)
        reads: NDArray[np.intp] = self.windows(np.arange(self.n_in), -1)[..., y, x]
        return reads

    def _padded(self, a: NDArray[Any], rim: float) -> NDArray[Any]:
        image = np.ascontiguousarray(a).reshape(*a.shape[:-1], *self.image)
        padding = self.window.padding
        if not padding:
            return image
        channels, height, width = self.image
        shape = *a.shape[:-1], channels, height + 2 * padding, width + 2 * padding
        padded = np.full(shape, rim, a.dtype)
        padded[..., padding:-padding, padding:-padding] = image
        return padded


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Conv2d(Windowed):
    """z of a map: its kernel laid over each place, products summed, plus its bias; a = f(z).

    Every place shares the same weights (Fukushima 1980; LeCun and others 1989). It is the
    cross-correlation that the field calls convolution: the kernel is not turned over.

    ``W``: (maps, channels, height, width) float32, a kernel per map. ``b``: (maps,) float32.
    ``stride``, ``padding``: in pixels.
    """

    W: Floats
    b: Floats
    stride: int = 1
    padding: int = 0

    def __post_init__(self) -> None:
        """Refuse kernels that do not fit, and let nothing be changed afterwards.

        Raises:
            InvalidInput: wrong shapes, a window that fits nowhere, or a number that is not finite.
        """
        if self.W.ndim != 4 or self.b.shape != self.W.shape[:1] or 0 in self.W.shape:
            expected = "W (maps, channels, height, width) with b (maps,)"
            raise InvalidInput("shape", expected, f"W {self.W.shape} with b {self.b.shape}")
        if self.W.shape[1] != self.image[0]:
            expected = f"kernels of {self.image[0]} channels"
            raise InvalidInput("shape", expected, f"{self.W.shape[1]}")
        if not (np.isfinite(self.W).all() and np.isfinite(self.b).all()):
            raise InvalidInput("numbers", "finite weights and biases", "not a number or infinite")
        super().__post_init__()
        if isinstance(self.f, ParametricReLU) and self.f.alpha.shape != (self.n_out,):
            raise InvalidInput("shape", f"alpha of shape ({self.n_out},)", f"{self.f.alpha.shape}")
        frozen(self.W)
        frozen(self.b)

    @property
    def window(self) -> Window:
        _, _, height, width = self.W.shape
        return Window(height, width, self.stride, self.padding)

    @property
    def channels_out(self) -> int:
        return len(self.b)

    @property
    def parameters(self) -> Mapping[str, Floats]:
        return {"W": self.W, "b": self.b}

    def replaced(
        self, parameters: Mapping[str, Floats], pins: Mapping[int, float] | None = None
    ) -> Self:
        return type(self)(
            image=self.image,
            W=parameters["W"],
            b=parameters["b"],
            f=self.f,
            stride=self.stride,
            padding=self.padding,
            pins=self.pins if pins is None else pins,
        )

    def located(self, place: Place) -> tuple[str, Any]:
        map_, *_ = np.unravel_index(place.neuron, self.shape_out)
        if place.kind == "bias":
            return "b", map_
        reads = self.read_at(place.neuron)
        # One input, or several: each stands once in the window.
        found = [np.argwhere(reads == each) for each in np.atleast_1d(place.input)]
        if not all(len(each) for each in found):
            raise InvalidInput("edit", "an input that the neuron reads", f"{place.input}")
        where = np.concatenate(found).T if np.ndim(place.input) else found[0][0]
        return "W", (map_, *where)

    def columns(self, a: Floats) -> Floats:
        """What each place reads, in one column: (..., n_in) → (..., weights, places)."""
        return self.windows(a).reshape(*a.shape[:-1], self.W[0].size, -1)

    def weighted_sum(self, a: Floats) -> Floats:
        z: Floats = self.W.reshape(len(self.W), -1) @ self.columns(a)  # (..., maps, places)
        z += self.b[:, np.newaxis]
        return z.reshape(*a.shape[:-1], self.n_out)

    def terms(self, a: Floats, neuron: int) -> Terms:
        map_, *_ = np.unravel_index(neuron, self.shape_out)
        reads = self.read_at(neuron).ravel()
        inside = reads >= 0
        weights, reads = self.W[map_].ravel()[inside], reads[inside]
        return Terms(weights, a[reads], reads, float(self.b[map_]))

    def back_through_sum(self, gradient: Floats, a: Floats) -> Floats:
        by_place = gradient.reshape(*gradient.shape[:-1], len(self.W), -1)
        by_window: Floats = self.W.reshape(len(self.W), -1).T @ by_place
        shape = *gradient.shape[:-1], *self.W.shape[1:], *self.shape_out[1:]
        return self.spread(by_window.reshape(shape))

    def slopes(self, gradient: Floats, a: Floats) -> dict[str, Floats]:
        by_place = gradient.reshape(len(gradient), len(self.W), -1)  # (n, maps, places)
        W = (by_place @ self.columns(a).swapaxes(-1, -2)).sum(axis=0)
        return {"W": W.reshape(self.W.shape), "b": by_place.sum(axis=(0, 2))}
