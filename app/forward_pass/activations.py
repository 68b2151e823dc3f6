"""Activation functions: a = f(z), elementwise except for softmax.

Each is a small class with its ``name``, ``__call__`` (z → a), ``slope`` (da/dz of a neuron's own
z) and ``backward`` (the gradient with respect to a → the gradient with respect to z). Shapes are
(..., n) throughout, float32 in and out.
"""

import math
from typing import ClassVar, TypeGuard

import numpy as np

from app.forward_pass.arrays import LARGEST, Floats
from app.forward_pass.errors import InvalidInput

# Far below 0, 1 + erf(x) cancels; erfc(-x) is the same number and keeps its digits.
_erfc = np.frompyfunc(math.erfc, 1, 1)
# A 0-d array is NumPy's fastest scalar operand: half the time of a Python float on 16 neurons.
_ONE = np.array(1, np.float32)


class Activation:
    """a = f(z). ``bounds``: what a lies between, whatever z is; None where it grows with z."""

    name: ClassVar[str]
    bounds: ClassVar[tuple[float, float] | None] = None

    def __call__(self, z: Floats) -> Floats:
        """The activations of weighted sums."""
        raise NotImplementedError

    def slope(self, z: Floats, a: Floats) -> Floats:
        """da/dz, for each neuron with respect to its own weighted sum."""
        raise NotImplementedError

    def backward(self, gradient: Floats, z: Floats, a: Floats) -> Floats:
        """The chain rule: dL/da → dL/dz."""
        return gradient * self.slope(z, a)

    def spec(self) -> str | dict[str, object]:
        """The spec from which ``activation`` makes this function."""
        return self.name

    def __repr__(self) -> str:
        return self.name


class Step(Activation):
    """1 for z > 0, else 0; z = 0 is on the boundary and does not fire."""

    name = "step"
    bounds = (0.0, 1.0)

    def __call__(self, z: Floats) -> Floats:
        return (z > 0).astype(z.dtype)

    def slope(self, z: Floats, a: Floats) -> Floats:
        return np.zeros_like(z)


class Linear(Activation):
    """z itself."""

    name = "linear"

    def __call__(self, z: Floats) -> Floats:
        return z.copy()

    def slope(self, z: Floats, a: Floats) -> Floats:
        return np.ones_like(z)


class Sigmoid(Activation):
    """1 / (1 + e^-z), accurate to the last digits for z >= -87, and monotonic.

    Below z = -88.7, e^-z overflows to infinity and a is 0, as it should be. NumPy warns of that, so
    whoever runs a network on arbitrary z silences it (``np.errstate(over="ignore")``) once for all
    layers: doing so here would cost more than the function itself.
    """

    name = "sigmoid"
    bounds = (0.0, 1.0)

    def __call__(self, z: Floats) -> Floats:
        a: Floats = np.negative(z)
        np.exp(a, a)
        np.add(a, _ONE, a)
        np.reciprocal(a, a)
        return a

    def slope(self, z: Floats, a: Floats) -> Floats:
        return a * (1 - a)


class Tanh(Activation):
    """The hyperbolic tangent, -1 to 1."""

    name = "tanh"
    bounds = (-1.0, 1.0)

    def __call__(self, z: Floats) -> Floats:
        return np.tanh(z)

    def slope(self, z: Floats, a: Floats) -> Floats:
        return 1 - a * a


class ReLU(Activation):
    """max(0, z)."""

    name = "relu"

    def __call__(self, z: Floats) -> Floats:
        return np.maximum(z, np.float32(0))

    def slope(self, z: Floats, a: Floats) -> Floats:
        return (z > 0).astype(z.dtype)


class LeakyReLU(Activation):
    """z for z > 0, else alpha z, alpha the same for all neurons."""

    name = "leaky-relu"

    def __init__(self, alpha: float = 0.01) -> None:
        self.alpha = np.float32(alpha)

    def __call__(self, z: Floats) -> Floats:
        return np.where(z > 0, z, self.alpha * z)

    def slope(self, z: Floats, a: Floats) -> Floats:
        return np.where(z > 0, np.float32(1), self.alpha)

    def spec(self) -> dict[str, object]:
        return {"name": self.name, "alpha": float(self.alpha)}


class ParametricReLU(Activation):
    """z for z > 0, else alpha z, alpha learned for each neuron: (n,) (He et al. 2015)."""

    name = "parametric-relu"

    def __init__(self, alpha: list[float] | Floats) -> None:
        self.alpha = np.asarray(alpha, np.float32)

    def __call__(self, z: Floats) -> Floats:
        return np.where(z > 0, z, self.alpha * z)

    def slope(self, z: Floats, a: Floats) -> Floats:
        return np.where(z > 0, np.float32(1), self.alpha)

    def spec(self) -> dict[str, object]:
        return {"name": self.name, "alpha": self.alpha.tolist()}


class GELU(Activation):
    """z Φ(z), Φ the normal distribution function, from the exact erf (Hendrycks, Gimpel 2016)."""

    name = "gelu"

    def __call__(self, z: Floats) -> Floats:
        return z * self._phi(z)

    def slope(self, z: Floats, a: Floats) -> Floats:
        density = np.exp(-0.5 * z * z) / np.float32(math.sqrt(2 * math.pi))
        slope: Floats = self._phi(z) + z * density
        return slope

    @staticmethod
    def _phi(z: Floats) -> Floats:
        phi: Floats = (0.5 * _erfc(z * -np.sqrt(0.5))).astype(z.dtype)
        return phi


class Swish(Activation):
    """z times the sigmoid of z (Ramachandran, Zoph, Le 2017)."""

    name = "swish"

    _sigmoid = Sigmoid()

    def __call__(self, z: Floats) -> Floats:
        return z * self._sigmoid(z)

    def slope(self, z: Floats, a: Floats) -> Floats:
        s = self._sigmoid(z)
        return s + a * (1 - s)


class Softmax(Activation):
    """e^z over the sum of the layer's e^z: probabilities that add up to 1."""

    name = "softmax"
    bounds = (0.0, 1.0)

    def __call__(self, z: Floats) -> Floats:
        # Subtracting the largest z changes nothing and keeps e^z from overflowing.
        a: Floats = np.exp(z - z.max(axis=-1, keepdims=True))
        a /= a.sum(axis=-1, keepdims=True)
        return a

    def slope(self, z: Floats, a: Floats) -> Floats:
        return a * (1 - a)

    def backward(self, gradient: Floats, z: Floats, a: Floats) -> Floats:
        """The whole Jacobian: every output depends on every z of the layer."""
        shared: Floats = (gradient * a).sum(axis=-1, keepdims=True)
        return a * (gradient - shared)


_BY_NAME: dict[str, type[Activation]] = {
    kind.name: kind for kind in (Step, Linear, Sigmoid, Tanh, ReLU, GELU, Swish, Softmax, LeakyReLU)
}
NAMES = (*_BY_NAME, ParametricReLU.name)


def activation(spec: object) -> Activation:
    """An activation function from its name, or from {"name": …, "alpha": …} for the leaky ones.

    Raises:
        InvalidInput: an unknown name or field, or an alpha that is missing or not a number.
    """
    fields = dict(spec) if isinstance(spec, dict) else {"name": spec}
    name = fields.pop("name", None)
    if name == ParametricReLU.name and fields.keys() <= {"alpha"}:
        alpha = fields.get("alpha")
        if isinstance(alpha, list) and all(map(_is_number, alpha)):
            return ParametricReLU(alpha)
        raise InvalidInput("activation", f"an alpha of {name}, a list of float32", _told(alpha))
    if name == LeakyReLU.name and fields.keys() == {"alpha"}:
        if _is_number(fields["alpha"]):
            return LeakyReLU(fields["alpha"])
        raise InvalidInput("activation", f"an alpha of {name}, a float32", _told(fields["alpha"]))
    if isinstance(name, str) and name in _BY_NAME and not fields:
        return _BY_NAME[name]()
    others = f" with {', '.join(map(str, fields)):.60}" if fields else ""
    raise InvalidInput("activation", f"one of {', '.join(NAMES)}", _told(name) + others)


def _is_number(value: object) -> TypeGuard[float]:
    """Whether it is a finite float32; True is an int, but not a number here."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= LARGEST


def _told(value: object) -> str:
    """What was found instead: in a few words, since it may be of any size."""
    if value is None:
        return "nothing"
    return f"{value!r:.60}" if isinstance(value, str | float | bool) else "something else"
