"""A network: layers in order."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from app.forward_pass.arrays import Floats
from app.forward_pass.errors import InvalidInput
from app.forward_pass.layers import Layer
from app.forward_pass.pieces import Between, go_on


class LayerPass(NamedTuple):
    """What one layer computed. ``z``, ``a``: (..., n_out) float32."""

    z: Floats
    a: Floats


_new = tuple.__new__  # a named tuple's own constructor calls this and takes twice as long


class Network:
    """Layers in order, with their weights. Never changed: an edit makes another network.

    ``n_in``: how many inputs the first layer has.
    """

    __slots__ = ("layers", "n_in", "name")

    def __init__(self, name: str, layers: Sequence[Layer]) -> None:
        """Put layers together.

        Raises:
            InvalidInput: no layer, or a layer that does not take what the one before it gives.
        """
        if not layers:
            raise InvalidInput("network", "a network of at least one layer", "none")
        sizes = [layers[0].n_in, *(layer.n_out for layer in layers)]
        for k, (before, layer) in enumerate(pairwise(layers), start=2):
            read, given = layer.shape_in, before.shape_out
            if layer.reach:
                _check_reach(k, layer, sizes)
                continue
            # A layer that reads a row of numbers takes any shape, flattened.
            if read not in (given, (before.n_out,)):
                raise InvalidInput("network", f"layer {k} with {_told(given)} inputs", _told(read))
        if layers[0].reach:
            _check_reach(1, layers[0], sizes)
        self.name = name
        self.layers = tuple(layers)
        self.n_in = layers[0].n_in

    @property
    def sizes(self) -> tuple[int, ...]:
        """Inputs, then the neurons of each layer: (784, 16, 16, 10)."""
        return (self.n_in, *(layer.n_out for layer in self.layers))

    @property
    def n_parameters(self) -> int:
        """How many weights and biases there are."""
        return sum(each.size for layer in self.layers for each in layer.parameters.values())

    def forward(self, a: Floats) -> tuple[LayerPass, ...]:
        """The forward pass, (..., n_in) → z and a of every layer. The only one there is.

        Raises:
            InvalidInput: the input does not have ``n_in`` numbers.
        """
        if a.shape[-1] != self.n_in:
            raise InvalidInput("input", f"{self.n_in} inputs", f"{a.shape[-1]}")
        passes: list[LayerPass] = []
        outputs = [a]
        for layer in self.layers:
            z = layer.weighted_sum(read_by(layer, outputs) if layer.reach else a)
            a = layer.activate(z)
            passes.append(_new(LayerPass, (z, a)))
            outputs.append(a)
        return tuple(passes)

    def backward(
        self, k: int, gradient: Floats, x: Floats, passes: Sequence[LayerPass]
    ) -> list[Floats]:
        """The chain rule from layer ``k`` back: dL/dz of it, (..., n_out), → dL/d(each output).

        ``x`` and ``passes``: what was read, and what ``forward`` made of it. The list begins with
        dL/dx, then dL/da of the layers before ``k``, in order.
        """
        outputs = [x, *(a for _, a in passes[:k])]
        gradients = [np.zeros_like(output) for output in outputs]
        for j in range(k, -1, -1):
            layer = self.layers[j]
            if j < k:
                gradient = layer.back_through_activation(gradients[j + 1], *passes[j])
            by_read = layer.back_through_sum(gradient, read_by(layer, outputs[: j + 1]))
            n = outputs[j].shape[-1]
            gradients[j] = gradients[j] + by_read[..., :n]
            if layer.reach:
                gradients[j - layer.reach] = gradients[j - layer.reach] + by_read[..., n:]
        return gradients

    def forward_each(self, a: Floats, between: Between = go_on) -> tuple[LayerPass, ...]:
        """A forward pass for each row of ``a``, (n_in,) or (n, n_in) → z and a of every layer.

        A matrix product adds up in another order than a matrix times a vector. Here each row gets
        the numbers that it would get alone, to the last digit; ``forward`` is quicker for many
        rows.

        Raises:
            InvalidInput: the rows do not have ``n_in`` numbers.
        """
        if a.ndim == 1:
            return self.forward(a)
        passes = []
        for row in a:
            passes.append(self.forward(row))
            between()
        return stacked(passes, between)

    def __repr__(self) -> str:
        return f"Network({self.name!r}, {' '.join(map(repr, self.layers))})"


def read_by(layer: Layer, outputs: Sequence[Floats]) -> Floats:
    """What a layer reads, (..., n_in), of all outputs so far: the last one, or two of them."""
    last = outputs[-1]
    if not layer.reach:
        return last
    return np.concatenate([last, outputs[-1 - layer.reach]], axis=-1)


def _check_reach(k: int, layer: Layer, sizes: Sequence[int]) -> None:
    """Refuse a layer, the k-th, that reaches back to what is not there, or is of another size."""
    back = k - 1 - layer.reach
    found = f"{sizes[back]} and {sizes[k - 1]}" if back >= 0 else "the network's beginning"
    if back < 0 or not sizes[back] == sizes[k - 1] == layer.n_out:
        raise InvalidInput("network", f"layer {k} with two outputs of {layer.n_out} to add", found)


def stacked(
    passes: Sequence[tuple[LayerPass, ...]], between: Between = go_on
) -> tuple[LayerPass, ...]:
    """z and a of n passes, (...) each, stacked layer by layer: (n, ...)."""
    layers = []
    for layer in zip(*passes, strict=True):
        layers.append(LayerPass(np.stack([z for z, _ in layer]), np.stack([a for _, a in layer])))
        between()
    return tuple(layers)


def _told(shape: tuple[int, ...]) -> str:
    return "×".join(map(str, shape))
