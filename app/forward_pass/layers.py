"""Layers: a weighted sum, then an activation function."""

import math
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from app.forward_pass.activations import Activation, Linear, ParametricReLU
from app.forward_pass.arrays import Floats, frozen
from app.forward_pass.errors import InvalidInput
from app.forward_pass.place import Place


class Terms(NamedTuple):
    """What one neuron sums: z = weights · inputs + bias.

    ``weights``, ``inputs``: (n,), the factors of each term. ``reads``: (n,), which of the layer's
    inputs these are, none of them twice, so ``weights`` is also dz with respect to each.
    """

    weights: Floats
    inputs: Floats
    reads: NDArray[np.intp]
    bias: float


class Layer(ABC):
    """What a network, an explanation, an edit and the store may ask of any kind of layer.

    Between layers numbers travel flat, (..., n), row by row; ``shape_in`` and ``shape_out`` say how
    they are arranged: (784,), or (channels, height, width). A neuron is one of the ``n_out``
    outputs.

    ``f``: z → a. ``pins``: neuron → activation, for neurons that a viewer holds at a value whatever
    their z. ``parameters``: what the layer learns, by name, read-only.
    """

    __slots__ = ()

    f: Activation
    pins: Mapping[int, float]

    @property
    def reach(self) -> int:
        """How far back stands the output that it reads along with the last one; 0: none."""
        return 0

    @property
    @abstractmethod
    def shape_in(self) -> tuple[int, ...]:
        """How the inputs are arranged."""

    @property
    @abstractmethod
    def shape_out(self) -> tuple[int, ...]:
        """How the outputs are arranged."""

    @property
    @abstractmethod
    def parameters(self) -> Mapping[str, Floats]:
        """What the layer learns: arrays of any shape, float32."""

    @abstractmethod
    def replaced(
        self, parameters: Mapping[str, Floats], pins: Mapping[int, float] | None = None
    ) -> Self:
        """The same layer with all its parameters replaced, and its pins, too, if any are given.

        Raises:
            InvalidInput: an array of another shape, or a number that is not finite.
        """

    @abstractmethod
    def located(self, place: Place) -> tuple[str, Any]:
        """The parameter that a weight or a bias belongs to, and its index there.

        Raises:
            InvalidInput: the neuron does not read that input.
        """

    @abstractmethod
    def weighted_sum(self, a: Floats) -> Floats:
        """The activations of the layer before, (..., n_in) → z, (..., n_out)."""

    @abstractmethod
    def terms(self, a: Floats, neuron: int) -> Terms:
        """The terms of one neuron's z, for what the layer reads, (n_in,)."""

    @abstractmethod
    def back_through_sum(self, gradient: Floats, a: Floats) -> Floats:
        """The chain rule: dL/dz, (..., n_out) → dL/da of what was read, ``a``, (..., n_in)."""

    def slopes(self, gradient: Floats, a: Floats) -> dict[str, Floats]:
        """dL/dz, (n, n_out), of n inputs, (n, n_in) → dL/d(each parameter), added up over them."""
        return {}

    def activate(self, z: Floats) -> Floats:
        """z → a, both (..., n_out); pinned neurons take their pin's value."""
        a = self.f(z)
        if self.pins:
            a[..., list(self.pins)] = list(self.pins.values())
        return a

    def back_through_activation(self, gradient: Floats, z: Floats, a: Floats) -> Floats:
        """The chain rule: dL/da → dL/dz, all (..., n_out)."""
        if self.pins:  # a pinned activation depends on nothing; the others are their own f(z)
            gradient = gradient.copy()
            gradient[..., list(self.pins)] = 0
            a = self.f(z)
        return self.f.backward(gradient, z, a)

    @property
    def n_in(self) -> int:
        """How many numbers the layer reads."""
        return math.prod(self.shape_in)

    @property
    def n_out(self) -> int:
        """How many neurons there are."""
        return math.prod(self.shape_out)

    def __repr__(self) -> str:
        shapes = ("×".join(map(str, shape)) for shape in (self.shape_in, self.shape_out))
        pinned = f", pinned {sorted(self.pins)}" if self.pins else ""
        return f"{type(self).__name__}({' → '.join(shapes)}, {self.f!r}{pinned})"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Dense(Layer):
    """z = W a + b, then a = f(z): every neuron reads every input.

    ``W``: (n_out, n_in) float32, one row per neuron. ``b``: (n_out,) float32.
    """

    W: Floats
    b: Floats
    f: Activation
    pins: Mapping[int, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse weights that do not fit together, and let nothing be changed afterwards.

        Raises:
            InvalidInput: wrong shapes, an empty layer, or a number that is not finite.
        """
        if self.W.ndim != 2 or self.b.shape != self.W.shape[:1] or 0 in self.W.shape:
            raise InvalidInput(
                "shape",
                "W (n_out, n_in) with b (n_out,)",
                f"W {self.W.shape} with b {self.b.shape}",
            )
        if not (np.isfinite(self.W).all() and np.isfinite(self.b).all()):
            raise InvalidInput("numbers", "finite weights and biases", "not a number or infinite")
        if isinstance(self.f, ParametricReLU) and self.f.alpha.shape != self.b.shape:
            raise InvalidInput("shape", f"alpha of shape {self.b.shape}", f"{self.f.alpha.shape}")
        frozen(self.W)
        frozen(self.b)
        object.__setattr__(self, "pins", MappingProxyType(dict(self.pins)))

    @property
    def shape_in(self) -> tuple[int, ...]:
        return self.W.shape[1:]

    @property
    def shape_out(self) -> tuple[int, ...]:
        return self.b.shape

    @property
    def parameters(self) -> Mapping[str, Floats]:
        return {"W": self.W, "b": self.b}

    def replaced(
        self, parameters: Mapping[str, Floats], pins: Mapping[int, float] | None = None
    ) -> Self:
        return type(self)(
            parameters["W"], parameters["b"], self.f, self.pins if pins is None else pins
        )

    def located(self, place: Place) -> tuple[str, Any]:
        return ("b", place.neuron) if place.kind == "bias" else ("W", (place.neuron, place.input))

    def weighted_sum(self, a: Floats) -> Floats:
        z: Floats = a.dot(self.W.T)
        z += self.b
        return z

    def terms(self, a: Floats, neuron: int) -> Terms:
        return Terms(self.W[neuron], a, np.arange(a.size), float(self.b[neuron]))

    def back_through_sum(self, gradient: Floats, a: Floats) -> Floats:
        by_input: Floats = gradient.dot(self.W)
        return by_input

    def slopes(self, gradient: Floats, a: Floats) -> dict[str, Floats]:
        return {"W": gradient.T.dot(a), "b": gradient.sum(axis=0)}


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Skip(Layer):
    """z = F(x) + x, then a = f(z): the end of a block F of layers, past which its input came.

    It reads two outputs one after the other, (2 n,): the block's, and what the block read (He,
    Zhang, Ren, Sun 2016). ``n``: neurons. ``length``: layers of the block.
    """

    n: int
    length: int
    f: Activation = field(default_factory=Linear)
    pins: Mapping[int, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Let nothing be changed afterwards.

        Raises:
            InvalidInput: no neuron, or no layer to go past.
        """
        if self.n < 1 or self.length < 1:
            raise InvalidInput(
                "shape", "neurons, and a block of layers", f"{self.n}, {self.length}"
            )
        object.__setattr__(self, "pins", MappingProxyType(dict(self.pins)))

    @property
    def reach(self) -> int:
        return self.length

    @property
    def shape_in(self) -> tuple[int, ...]:
        return (2 * self.n,)

    @property
    def shape_out(self) -> tuple[int, ...]:
        return (self.n,)

    @property
    def parameters(self) -> Mapping[str, Floats]:
        return {}

    def replaced(
        self, parameters: Mapping[str, Floats], pins: Mapping[int, float] | None = None
    ) -> Self:
        return type(self)(self.n, self.length, self.f, self.pins if pins is None else pins)

    def located(self, place: Place) -> tuple[str, Any]:
        raise InvalidInput("edit", "a weighted sum's weight or bias", repr(self))

    def weighted_sum(self, a: Floats) -> Floats:
        z: Floats = a[..., : self.n] + a[..., self.n :]
        return z

    def terms(self, a: Floats, neuron: int) -> Terms:
        reads = np.array([neuron, self.n + neuron], np.intp)
        return Terms(np.ones(2, a.dtype), a[reads], reads, 0.0)

    def back_through_sum(self, gradient: Floats, a: Floats) -> Floats:
        return np.concatenate([gradient, gradient], axis=-1)
