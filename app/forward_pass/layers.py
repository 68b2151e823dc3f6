"""Layers: a weighted sum, then an activation function."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from app.forward_pass.activations import Activation, ParametricReLU
from app.forward_pass.arrays import Floats, frozen
from app.forward_pass.errors import InvalidInput


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Dense:
    """z = W a + b, then a = f(z).

    ``W``: (n_out, n_in) float32, one row per neuron. ``b``: (n_out,) float32.
    ``pins``: neuron → activation, for neurons that a viewer holds at a value whatever their z.
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
    def n_in(self) -> int:
        """How many inputs each neuron has."""
        n_in: int = self.W.shape[1]
        return n_in

    @property
    def n_out(self) -> int:
        """How many neurons there are."""
        n_out: int = self.W.shape[0]
        return n_out

    def weighted_sum(self, a: Floats) -> Floats:
        """The activations of the layer before, (..., n_in) → z, (..., n_out)."""
        z: Floats = a.dot(self.W.T)
        z += self.b
        return z

    def activate(self, z: Floats) -> Floats:
        """z → a, both (..., n_out); pinned neurons take their pin's value."""
        a = self.f(z)
        if self.pins:
            a[..., list(self.pins)] = list(self.pins.values())
        return a

    def __repr__(self) -> str:
        pinned = f", pinned {sorted(self.pins)}" if self.pins else ""
        return f"Dense({self.n_in} → {self.n_out}, {self.f!r}{pinned})"
