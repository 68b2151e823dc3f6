"""What a network's card says about each layer: its kind, shapes and activation function."""

from collections.abc import Mapping
from typing import Any

import msgspec

from app.forward_pass.activations import activation
from app.forward_pass.arrays import Floats
from app.forward_pass.convolution import Conv2d, Image
from app.forward_pass.layers import Dense, Layer
from app.forward_pass.pooling import AvgPool2d, MaxPool2d, Pool2d

Spec = str | dict[str, Any]  # of an activation function, see ``activation``


class _Card(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="type"):
    """One layer without its numbers."""

    @property
    def shapes(self) -> dict[str, tuple[int, ...]]:
        """The shapes of the layer's parameters."""
        return {}

    def layer(self, parameters: Mapping[str, Floats]) -> Layer:
        """The layer with its parameters.

        Raises:
            InvalidInput: they do not fit together, or are not finite.
        """
        raise NotImplementedError


class DenseCard(_Card, tag="dense", frozen=True):
    """Every neuron reads every input."""

    inputs: int
    outputs: int
    activation: Spec

    @property
    def shapes(self) -> dict[str, tuple[int, ...]]:
        return {"W": (self.outputs, self.inputs), "b": (self.outputs,)}

    def layer(self, parameters: Mapping[str, Floats]) -> Layer:
        return Dense(parameters["W"], parameters["b"], activation(self.activation))


class ConvolutionCard(_Card, tag="conv2d", frozen=True):
    """Kernels that slide. ``image``: what is read; ``kernel``: height and width."""

    image: Image
    maps: int
    kernel: tuple[int, int]
    activation: Spec
    stride: int = 1
    padding: int = 0

    @property
    def shapes(self) -> dict[str, tuple[int, ...]]:
        return {"W": (self.maps, self.image[0], *self.kernel), "b": (self.maps,)}

    def layer(self, parameters: Mapping[str, Floats]) -> Layer:
        return Conv2d(
            image=self.image,
            W=parameters["W"],
            b=parameters["b"],
            f=activation(self.activation),
            stride=self.stride,
            padding=self.padding,
        )


class MaxPoolCard(_Card, tag="max-pool2d", frozen=True):
    """The largest pixel of each square of ``side`` × ``side``."""

    image: Image
    side: int = 2
    activation: Spec = "linear"

    def layer(self, parameters: Mapping[str, Floats]) -> Layer:
        return MaxPool2d(image=self.image, side=self.side, f=activation(self.activation))


class AveragePoolCard(_Card, tag="avg-pool2d", frozen=True):
    """The mean of each square of ``side`` × ``side``."""

    image: Image
    side: int = 2
    activation: Spec = "linear"

    def layer(self, parameters: Mapping[str, Floats]) -> Layer:
        return AvgPool2d(image=self.image, side=self.side, f=activation(self.activation))


LayerCard = DenseCard | ConvolutionCard | MaxPoolCard | AveragePoolCard


def layer_card(layer: Layer) -> LayerCard:
    """A layer's card.

    Raises:
        TypeError: there is no card for this kind of layer.
    """
    f = layer.f.spec()
    match layer:
        case Dense():
            return DenseCard(layer.n_in, layer.n_out, f)
        case Conv2d():
            kernel = layer.window.height, layer.window.width
            shape = layer.image, layer.channels_out, kernel
            return ConvolutionCard(*shape, f, layer.stride, layer.padding)
        case Pool2d():
            kind = MaxPoolCard if isinstance(layer, MaxPool2d) else AveragePoolCard
            return kind(layer.image, layer.side, f)
    raise TypeError(f"expected a layer that a card can tell, found {layer!r}")
