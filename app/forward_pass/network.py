"""A network: layers in order."""

from collections.abc import Sequence
from typing import NamedTuple

from app.forward_pass.arrays import Floats
from app.forward_pass.errors import InvalidInput
from app.forward_pass.layers import Dense


class LayerPass(NamedTuple):
    """What one layer computed. ``z``, ``a``: (..., n_out) float32."""

    z: Floats
    a: Floats


_new = tuple.__new__  # what a named tuple's own constructor calls, at twice the time


class Network:
    """Layers in order, with their weights. Never changed: an edit makes another network.

    ``n_in``: how many inputs the first layer has.
    """

    __slots__ = ("layers", "n_in", "name")

    def __init__(self, name: str, layers: Sequence[Dense]) -> None:
        """Put layers together.

        Raises:
            InvalidInput: no layer, or a layer that does not take what the one before it gives.
        """
        if not layers:
            raise InvalidInput("network", "a network of at least one layer", "none")
        for k in range(1, len(layers)):
            if layers[k].n_in != layers[k - 1].n_out:
                raise InvalidInput(
                    "network",
                    f"layer {k + 1} with {layers[k - 1].n_out} inputs",
                    f"{layers[k].n_in}",
                )
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
        return sum(layer.W.size + layer.b.size for layer in self.layers)

    def forward(self, a: Floats) -> tuple[LayerPass, ...]:
        """The forward pass, (..., n_in) → z and a of every layer. The only one there is.

        Raises:
            InvalidInput: the input does not have ``n_in`` numbers.
        """
        if a.shape[-1] != self.n_in:
            raise InvalidInput("input", f"{self.n_in} inputs", f"{a.shape[-1]}")
        passes = []
        for layer in self.layers:
            z = layer.weighted_sum(a)
            a = layer.activate(z)
            passes.append(_new(LayerPass, (z, a)))
        return tuple(passes)

    def __repr__(self) -> str:
        return f"Network({self.name!r}, {' '.join(map(repr, self.layers))})"
