"""Plain gradient descent through layers of any kind: dense ones, normalisations, skips."""

from collections.abc import Sequence

import numpy as np

from app.forward_pass import Layer, Network
from app.forward_pass.arrays import Floats
from app.forward_pass.network import LayerPass, read_by
from app.forward_pass.per_neuron import BatchNorm
from app.training.backprop import loss

_MOMENTUM = 0.1  # of running statistics: a tenth of the way to those of each batch


def slopes(
    network: Network, x: Floats, passes: Sequence[LayerPass], y: Floats
) -> list[dict[str, Floats]]:
    """dL/d(each parameter), layer by layer, for the loss of ``backprop.loss``.

    ``x``: (n, n_in) and ``passes``: what ``network.forward(x)`` made of it; ``y``: (n, n_out). The
    output layer is sigmoid or softmax, whose slopes cancel those of their losses.
    """
    last = len(passes) - 1
    dz = (passes[last].a - y) * y.dtype.type(1 / len(y))
    gradients = network.backward(last, dz, x, passes)
    outputs = [x, *(a for _, a in passes)]
    found: list[dict[str, Floats]] = []
    for k, layer in enumerate(network.layers):
        by_z = layer.back_through_activation(gradients[k + 1], *passes[k]) if k < last else dz
        found.append(layer.slopes(by_z, read_by(layer, outputs[: k + 1])))
    return found


class Descent:
    """A network that learns by steps against the slope. ``network``: as it is in use by now."""

    def __init__(self, network: Network) -> None:
        self.network = network

    def step(self, x: Floats, y: Floats, rate: float) -> float:
        """One step for a batch, (n, n_in) and (n, n_out); its loss, from before the step.

        Raises:
            InvalidInput: a number is not finite any more. The network stays as it was.
        """
        layers = self.network.layers
        learning = Network(
            self.network.name,
            [layer.training() if isinstance(layer, BatchNorm) else layer for layer in layers],
        )
        with np.errstate(over="ignore", invalid="ignore"):
            passes = learning.forward(x)
            found = slopes(learning, x, passes, y)
            outputs = [x, *(a for _, a in passes)]
            after: list[Layer] = []
            for k, (layer, by) in enumerate(zip(layers, found, strict=True)):
                by_rate = np.float32(rate)
                moved = {name: p - by_rate * by[name] for name, p in layer.parameters.items()}
                kept = layer.moved(outputs[k], _MOMENTUM) if isinstance(layer, BatchNorm) else layer
                after.append(kept.replaced(moved))
        self.network = Network(self.network.name, after)
        return loss(learning, passes[-1].a, y)
