"""A network that can learn: its weights in one vector that an optimiser may change."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from app.forward_pass import Dense, Network
from app.forward_pass.activations import Activation
from app.forward_pass.arrays import Floats


class Parameters:
    """Every weight and bias of a network, one after the other in one writable vector.

    ``network`` is an ordinary network whose weights are views of ``vector``: the forward pass of
    training is the forward pass of everything else, and a step of learning is one operation on
    one array. Only training holds such a network; ``snapshot`` makes one to hand out.
    """

    def __init__(
        self, name: str, sizes: Sequence[int], activations: Sequence[Activation], dtype: type
    ) -> None:
        shapes = [(n_out, n_in) for n_in, n_out in pairwise(sizes)]
        n = sum(n_out * (n_in + 1) for n_out, n_in in shapes)
        self.vector: Floats = np.zeros(n, dtype)
        self.shapes = shapes
        layers = [
            Dense(W.view(), b.view(), f)
            for (W, b), f in zip(self.views(self.vector), activations, strict=True)
        ]
        self.network = Network(name, layers)

    @classmethod
    def random(
        cls,
        name: str,
        sizes: Sequence[int],
        activations: Sequence[Activation],
        rng: "np.random.Generator",  # quoted: serving, too, imports this, and has no use for it
    ) -> "Parameters":
        """Random weights that keep the spread of activations from layer to layer; biases 0.

        The variance is 2 / n_in before a ReLU (He et al. 2015), else 2 / (n_in + n_out)
        (Glorot, Bengio 2010).
        """
        parameters = cls(name, sizes, activations, np.float32)
        for (W, _), f in zip(parameters.views(parameters.vector), activations, strict=True):
            n_out, n_in = W.shape
            variance = 2 / n_in if f.name.endswith("relu") else 2 / (n_in + n_out)
            W[:] = rng.normal(0, variance**0.5, W.shape)
        return parameters

    def views(self, vector: Floats) -> list[tuple[Floats, Floats]]:
        """A vector of this length, seen as W (n_out, n_in) and b (n_out,) of each layer."""
        views, start = [], 0
        for n_out, n_in in self.shapes:
            middle, end = start + n_out * n_in, start + n_out * (n_in + 1)
            views.append((vector[start:middle].reshape(n_out, n_in), vector[middle:end]))
            start = end
        return views

    def decaying(self) -> Floats:
        """1 at the place of each weight, 0 at that of each bias."""
        ones = np.zeros_like(self.vector)
        for W, _ in self.views(ones):
            W[:] = 1
        return ones

    def snapshot(self) -> Network:
        """The network as it is now, with weights of its own."""
        layers = [
            layer.replaced({name: array.copy() for name, array in layer.parameters.items()})
            for layer in self.network.layers
        ]
        return Network(self.network.name, layers)
