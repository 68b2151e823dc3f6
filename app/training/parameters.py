"""A network that can learn: its weights in one vector that an optimiser may change."""

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from app.forward_pass import Dense, Network
from app.forward_pass.activations import Activation
from app.forward_pass.arrays import Floats


class Parameters:
    """All that a network learns, one number after the other in one writable vector.

    ``network`` is an ordinary network whose weights are views of ``vector``: the forward pass of
    training is the forward pass of everything else, and a step of learning is one operation on
    one array. Only training holds such a network; ``snapshot`` makes one to hand out.
    """

    def __init__(self, network: Network) -> None:
        """Begin with the parameters that a network has; it stays as it is."""
        learned = [layer.parameters for layer in network.layers]
        arrays = [array for each in learned for array in each.values()]
        self._shapes = [{name: a.shape for name, a in each.items()} for each in learned if each]
        self.vector: Floats = np.concatenate([array.ravel() for array in arrays])
        views = iter(self.views(self.vector))
        layers = []
        for layer in network.layers:
            view = next(views) if layer.parameters else {}
            # A layer freezes its arrays: it gets views of the views.
            layers.append(layer.replaced({name: array.view() for name, array in view.items()}))
        self.network = Network(network.name, layers)

    @classmethod
    def dense(
        cls, name: str, sizes: Sequence[int], activations: Sequence[Activation], dtype: type
    ) -> "Parameters":
        """Dense layers of zeros. ``sizes``: inputs, then the neurons of each layer."""
        layers = [
            Dense(np.zeros((n_out, n_in), dtype), np.zeros(n_out, dtype), f)
            for (n_in, n_out), f in zip(pairwise(sizes), activations, strict=True)
        ]
        return cls(Network(name, layers))

    @classmethod
    def random(
        cls,
        name: str,
        sizes: Sequence[int],
        activations: Sequence[Activation],
        rng: "np.random.Generator",  # quoted: serving, too, imports this, and has no use for it
    ) -> "Parameters":
        """Dense layers with a random start."""
        parameters = cls.dense(name, sizes, activations, np.float32)
        parameters.randomise(rng)
        return parameters

    def randomise(self, rng: "np.random.Generator") -> None:
        """Random weights that keep the spread of activations from layer to layer; biases stay.

        The variance is 2 / n_in before a ReLU (He et al. 2015), else 2 / (n_in + n_out)
        (Glorot, Bengio 2010), where each neuron reads n_in numbers and each is read n_out times.
        """
        learning = (layer for layer in self.network.layers if layer.parameters)
        for view, layer in zip(self.views(self.vector), learning, strict=True):
            W = view["W"]
            n_in = W[0].size
            n_out = W.size // W.shape[1]
            variance = 2 / n_in if layer.f.name.endswith("relu") else 2 / (n_in + n_out)
            W[:] = rng.normal(0, variance**0.5, W.shape)

    def views(self, vector: Floats) -> list[dict[str, Floats]]:
        """A vector of this length, seen as the parameters of each layer that has any, by name."""
        views, start = [], 0
        for shapes in self._shapes:
            view = {}
            for name, shape in shapes.items():
                end = start + math.prod(shape)
                view[name] = vector[start:end].reshape(shape)
                start = end
            views.append(view)
        return views

    def decaying(self) -> Floats:
        """1 at the place of each weight, 0 at that of each bias."""
        ones = np.zeros_like(self.vector)
        for view in self.views(ones):
            view["W"][:] = 1
        return ones

    def snapshot(self) -> Network:
        """The network as it is now, with weights of its own."""
        layers = [
            layer.replaced({name: array.copy() for name, array in layer.parameters.items()})
            for layer in self.network.layers
        ]
        return Network(self.network.name, layers)
