"""Layers in which every neuron reads one number: normalisation, and dropout.

z = scale × input + shift, neuron by neuron. What differs is where scale and shift come from. A
layer that behaves differently in training has a type of its own for that.
"""

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, NamedTuple, Self, TypeVar

import numpy as np

from app.forward_pass.activations import Activation, Linear
from app.forward_pass.arrays import Floats, frozen
from app.forward_pass.errors import InvalidInput
from app.forward_pass.layers import Layer, Terms
from app.forward_pass.place import Place

EPSILON = 1e-5  # added to a variance, so that what does not vary divides by no zero
_LINEAR = Linear()
_Kind = TypeVar("_Kind", bound="PerNeuron")


class Spread(NamedTuple):
    """What a normalisation subtracts, ``mean``, and divides by, ``deviation``; they broadcast."""

    mean: Floats
    deviation: Floats


@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class PerNeuron(Layer):
    """z = scale × a + shift, then f(z): neuron j reads input j and no other.

    The neuron's bias is its shift. What it sums is held: nothing of it can be edited.
    """

    f: Activation = _LINEAR
    pins: Mapping[int, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Let nothing be changed afterwards."""
        object.__setattr__(self, "pins", MappingProxyType(dict(self.pins)))

    @abstractmethod
    def scale_and_shift(self, a: Floats) -> tuple[Floats, Floats]:
        """What ``a``, (..., n), is multiplied by, and what is added; both broadcast to (..., n)."""

    def weighted_sum(self, a: Floats) -> Floats:
        scale, shift = self.scale_and_shift(a)
        z: Floats = a * scale
        z += shift
        return z

    def terms(self, a: Floats, neuron: int) -> Terms:
        scale, shift = (np.broadcast_to(each, a.shape)[neuron] for each in self.scale_and_shift(a))
        reads = np.array([neuron], np.intp)
        return Terms(np.array([scale], a.dtype), a[reads], reads, float(shift))

    def back_through_sum(self, gradient: Floats, a: Floats) -> Floats:
        by_input: Floats = gradient * self.scale_and_shift(a)[0]
        return by_input

    def located(self, place: Place) -> tuple[str, Any]:
        raise InvalidInput("edit", "a weighted sum's weight or bias", repr(self))


@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class _Normalisation(PerNeuron):
    """z = γ (a − μ) / σ + β. ``gamma``, ``beta``: (n,) float32, learnt."""

    gamma: Floats
    beta: Floats

    def __post_init__(self) -> None:
        """Refuse numbers that do not fit together.

        Raises:
            InvalidInput: γ and β of different shapes, or a number that is not finite.
        """
        PerNeuron.__post_init__(self)
        arrays = self._arrays()
        n = self.gamma.shape
        if len(n) != 1 or 0 in n or any(each.shape != n for each in arrays):
            shapes = ", ".join(str(each.shape) for each in arrays)
            raise InvalidInput("shape", "arrays of one length", shapes)
        if not all(np.isfinite(each).all() for each in arrays):
            raise InvalidInput("numbers", "finite numbers", "not a number or infinite")
        for each in arrays:
            frozen(each)

    def _arrays(self) -> tuple[Floats, ...]:
        return self.gamma, self.beta

    @abstractmethod
    def spread(self, a: Floats) -> Spread:
        """μ and σ for what is read, (..., n)."""

    def weighted_sum(self, a: Floats) -> Floats:
        mean, deviation = self.spread(a)
        z: Floats = (a - mean) * (self.gamma / deviation)  # a shift by γ μ / σ would lose digits
        z += self.beta
        return z

    def scale_and_shift(self, a: Floats) -> tuple[Floats, Floats]:
        """γ / σ, and β − γ μ / σ."""
        mean, deviation = self.spread(a)
        scale: Floats = self.gamma / deviation
        return scale, self.beta - mean * scale

    @property
    def shape_in(self) -> tuple[int, ...]:
        return self.gamma.shape

    @property
    def shape_out(self) -> tuple[int, ...]:
        return self.gamma.shape

    @property
    def parameters(self) -> Mapping[str, Floats]:
        return {"gamma": self.gamma, "beta": self.beta}

    def replaced(
        self, parameters: Mapping[str, Floats], pins: Mapping[int, float] | None = None
    ) -> Self:
        return _with(self, pins, gamma=parameters["gamma"], beta=parameters["beta"])

    def slopes(self, gradient: Floats, a: Floats) -> dict[str, Floats]:
        mean, deviation = self.spread(a)
        normal = (a - mean) / deviation
        return {"gamma": (gradient * normal).sum(axis=0), "beta": gradient.sum(axis=0)}

    def _back(self, gradient: Floats, a: Floats, axis: int) -> Floats:
        """dL/dz → dL/da, where μ and σ are those of ``a`` along an axis, and so depend on it."""
        mean, deviation = self.spread(a)
        normal = (a - mean) / deviation
        by_normal = gradient * self.gamma
        along = by_normal.mean(axis=axis, keepdims=True)
        along = along + normal * (by_normal * normal).mean(axis=axis, keepdims=True)
        by_input: Floats = (by_normal - along) / deviation
        return by_input


@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class BatchNorm(_Normalisation):
    """Batch normalisation in use: by what training kept (Ioffe, Szegedy 2015).

    ``mean``, ``variance``: (n,) float32, running over the batches of training; not learnt.
    """

    mean: Floats
    variance: Floats

    def _arrays(self) -> tuple[Floats, ...]:
        return self.gamma, self.beta, self.mean, self.variance

    def spread(self, a: Floats) -> Spread:
        """The running mean and deviation, whatever is read."""
        return Spread(self.mean, np.sqrt(self.variance + a.dtype.type(EPSILON)))

    def training(self) -> "BatchNormTraining":
        """The same layer as it is while it learns."""
        return BatchNormTraining(gamma=self.gamma, beta=self.beta, f=self.f, pins=self.pins)

    def moved(self, a: Floats, momentum: float) -> "BatchNorm":
        """With running statistics a part of the way, ``momentum``, to those of a batch (n, n_in).

        As is usual, the variance that is kept divides by n − 1.
        """
        seen = a.var(axis=0, ddof=min(1, len(a) - 1))
        return _with(
            self,
            None,
            mean=self.mean + (a.mean(axis=0) - self.mean) * a.dtype.type(momentum),
            variance=self.variance + (seen - self.variance) * a.dtype.type(momentum),
        )


@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class BatchNormTraining(_Normalisation):
    """Batch normalisation while it learns: by the mean and variance of this very batch, (n, n_in).

    A batch of one, (n_in,) or (1, n_in), is its own mean: whatever it is, it becomes β.
    """

    def spread(self, a: Floats) -> Spread:
        """The batch's mean and deviation, (n,)."""
        batch = np.atleast_2d(a)
        variance = batch.var(axis=0) + a.dtype.type(EPSILON)
        return Spread(batch.mean(axis=0), np.sqrt(variance))

    def back_through_sum(self, gradient: Floats, a: Floats) -> Floats:
        return self._back(np.atleast_2d(gradient), np.atleast_2d(a), axis=0).reshape(a.shape)


@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class LayerNorm(_Normalisation):
    """Layer normalisation: by the mean and variance of the layer's own inputs (Ba et al. 2016)."""

    def spread(self, a: Floats) -> Spread:
        """Each input's own mean and deviation, (..., 1)."""
        variance = a.var(axis=-1, keepdims=True) + a.dtype.type(EPSILON)
        return Spread(a.mean(axis=-1, keepdims=True), np.sqrt(variance))

    def back_through_sum(self, gradient: Floats, a: Floats) -> Floats:
        return self._back(gradient, a, axis=-1)


@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class Dropout(PerNeuron):
    """Dropout in use: every neuron stays (Srivastava et al. 2014).

    ``n``: neurons. ``rate``: the share that is dropped while it learns, 0 to 1, 1 excluded.
    ``inverted``: those that stay grow in training, so that nothing is left to do in use; otherwise
    all shrink in use.
    """

    n: int
    rate: float
    inverted: bool = True

    def __post_init__(self) -> None:
        """Refuse a rate at which nothing stays.

        Raises:
            InvalidInput: no neuron, or a rate below 0, or of 1 or more.
        """
        PerNeuron.__post_init__(self)
        if self.n < 1 or not 0 <= self.rate < 1:
            raise InvalidInput("shape", "neurons, and a rate from 0 to below 1", f"{self.rate}")

    @property
    def shape_in(self) -> tuple[int, ...]:
        return (self.n,)

    @property
    def shape_out(self) -> tuple[int, ...]:
        return (self.n,)

    @property
    def parameters(self) -> Mapping[str, Floats]:
        return {}

    def replaced(
        self, parameters: Mapping[str, Floats], pins: Mapping[int, float] | None = None
    ) -> Self:
        return _with(self, pins)

    def scale_and_shift(self, a: Floats) -> tuple[Floats, Floats]:
        """1, or where the layer is not inverted the share that stayed in training."""
        kind = a.dtype.type
        return np.array(kind(1 if self.inverted else 1 - self.rate)), np.array(kind(0))

    def training(self, stays: Floats) -> "DropoutTraining":
        """The layer for one pass of training. ``stays``: (n,), 1 for those that stay, else 0."""
        n, rate, inverted = self.n, self.rate, self.inverted
        return DropoutTraining(
            n=n, rate=rate, inverted=inverted, stays=stays, f=self.f, pins=self.pins
        )


@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class DropoutTraining(Dropout):
    """Dropout for one pass of training: some neurons say 0. ``stays``: (n,), 1 or 0."""

    stays: Floats

    def __post_init__(self) -> None:
        """Refuse a mask that does not fit.

        Raises:
            InvalidInput: not one 0 or 1 for each neuron.
        """
        Dropout.__post_init__(self)
        if self.stays.shape != (self.n,) or not np.isin(self.stays, (0, 1)).all():
            raise InvalidInput("shape", f"{self.n} times 0 or 1", f"{self.stays.shape}")
        frozen(self.stays)

    def scale_and_shift(self, a: Floats) -> tuple[Floats, Floats]:
        """0 for those that are dropped; what stays grows where the layer is inverted."""
        kind = a.dtype.type
        grown = kind(1 / (1 - self.rate) if self.inverted else 1)
        return self.stays.astype(a.dtype) * grown, np.array(kind(0))


def _with(layer: _Kind, pins: Mapping[int, float] | None, **arrays: Any) -> _Kind:
    """The layer with some of its arrays replaced."""
    return replace(layer, pins=layer.pins if pins is None else pins, **arrays)
