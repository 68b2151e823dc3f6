"""Back-propagation: from the loss of a batch to its slope along every weight and bias.

Rumelhart, Hinton and Williams 1986; Nielsen's book, chapter 2, has the same four equations.
"""

import numpy as np
from numpy.typing import NDArray

from app.forward_pass.activations import Sigmoid, Softmax
from app.forward_pass.arrays import Floats
from app.forward_pass.network import LayerPass, Network

_TINY = 1e-7  # bounds the loss that is reported; the gradient needs no bound


def loss(network: Network, a: Floats, y: Floats) -> float:
    """The mean loss of a batch. ``a``: the outputs, ``y``: the targets, both (n, n_out).

    Softmax outputs are one choice among all, measured by cross-entropy; sigmoid outputs are
    separate yes-or-no scores, measured by the sum of their binary cross-entropies.
    """
    certain = y * np.log(np.maximum(a, _TINY))
    if not isinstance(network.layers[-1].f, Softmax):
        certain += (1 - y) * np.log(np.maximum(1 - a, _TINY))
    return -float(certain.sum()) / len(y)


def sigmoid_losses(z: Floats, y: Floats) -> Floats:
    """The loss of each sigmoid output by its weighted sum: −ln σ(z), or −ln(1 − σ(z)) for y = 0.

    ``z`` and ``y``, which is 0 or 1, fit each other's shapes. It is exact where the activation
    itself is rounded to 0 or 1, and has no bound.
    """
    losses: Floats = np.logaddexp(0, (1 - 2 * y) * z)
    return losses


def backward(
    network: Network,
    x: Floats,
    passes: tuple[LayerPass, ...],
    y: Floats,
    gradient: list[dict[str, Floats]],
) -> None:
    """Write dL/d(each parameter) of every layer, for the loss of ``loss``, into ``gradient``.

    ``gradient``: as ``Parameters.views`` gives it, for the layers that have parameters, in order.
    ``x``: (n, n_in) and ``passes``: what ``network.forward(x)`` computed of it; ``y``:
    (n, n_out). The output layer is sigmoid or softmax: the slopes of these and of their losses
    cancel, so that dL/dz of the output is (a − y) / n.

    Raises:
        TypeError: the output layer is neither sigmoid nor softmax.
    """
    if not isinstance(network.layers[-1].f, Sigmoid | Softmax):
        raise TypeError(f"expected a sigmoid or softmax output, found {network.layers[-1].f!r}")
    slots = reversed(gradient)
    dz: Floats = (passes[-1].a - y) * y.dtype.type(1 / len(y))  # (n, n_out)
    for k in range(len(passes) - 1, -1, -1):
        layer, read = network.layers[k], passes[k - 1].a if k else x
        if slopes := layer.slopes(dz, read):
            for name, slot in next(slots).items():
                slot[...] = slopes[name]
        if k:
            da = layer.back_through_sum(dz, read)  # (n, n_in)
            dz = network.layers[k - 1].back_through_activation(da, *passes[k - 1])


def targets(labels: NDArray[np.uint8], n_out: int = 10) -> Floats:
    """(n,) labels → (n, n_out): 1 for the label, 0 for the others."""
    return np.eye(n_out, dtype=np.float32)[labels]
