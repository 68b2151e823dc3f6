"""The story in five lines: a drawing, its digit image, the layers, the trace."""

from dataclasses import dataclass
from typing import Any

from app.forward_pass.arrays import Floats, frozen
from app.forward_pass.digit import AS_MNIST, DigitImage, Framing, framed, network_input
from app.forward_pass.network import LayerPass, Network
from app.forward_pass.pieces import Between, go_on
from app.forward_pass.stroke import Drawing


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """Everything that one forward pass computed. Nothing in it can be changed.

    ``digit``: the stages of normalisation, where the input was a drawing.
    ``input``: (n_in,) float32, what the first layer read; (n, n_in) for several inputs. ``layers``:
    z and a of each layer.
    """

    network: Network
    digit: DigitImage | None
    input: Floats
    layers: tuple[LayerPass, ...]

    def __post_init__(self) -> None:
        """Mark every number read-only."""
        frozen(self.input)
        for z, a in self.layers:
            frozen(z)
            frozen(a)

    @property
    def ranking(self) -> list[Any]:
        """The outputs from strongest to weakest; equal ones in their own order.

        For several inputs: the strongest of each, then the next of each.
        """
        ranking: list[Any] = (-self.layers[-1].a).argsort(kind="stable").T.tolist()
        return ranking


def run(
    drawing: Drawing, network: Network, framing: Framing = AS_MNIST, between: Between = go_on
) -> Trace:
    """Read a drawing with a network."""
    digit = framed(drawing, framing, between)
    a = network_input(digit.image)  # (784,)
    layers = network.forward(a)
    return Trace(network, digit, a, layers)


def run_input(a: Floats, network: Network, between: Between = go_on) -> Trace:
    """Read numbers, (n_in,) float32, with a network: an image's pixels, or a lesson's inputs.

    Several inputs, (n, n_in), get a pass each.
    """
    return Trace(network, None, a, network.forward_each(a, between))
