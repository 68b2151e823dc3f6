"""Many equal layers one after the other: what signals become in them, and slopes on their way back.

No lesson of its own. NumPy's generators are only named in quotes, since the server itself has no
use for them.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from app.forward_pass import Dense, Layer, Network
from app.forward_pass.activations import activation
from app.forward_pass.arrays import Floats
from app.forward_pass.layers import Skip
from app.forward_pass.network import LayerPass
from app.forward_pass.per_neuron import BatchNormTraining, LayerNorm

if TYPE_CHECKING:
    import numpy.typing as npt

    Doubles = npt.NDArray[np.float64]

Function = Literal["sigmoid", "tanh", "relu"]
Norm = Literal["none", "batch", "layer"]

N = 64  # neurons of each layer
XAVIER = 0.125  # √(2 / (64 + 64)), as a standard deviation
HE = 0.125 * 2**0.5  # √(2 / 64)
N_LAYERS = 10
N_BLOCKS, BLOCK = 10, 3  # thirty layers, three to a block


class Way(NamedTuple):
    """A pass through a network and back. ``gradients``: dL/dx, then dL/da of every layer."""

    x: Floats
    passes: tuple[LayerPass, ...]
    gradients: list[Floats]


def ten_layers(
    function: Function, norm: Norm, scale: float, rng: "np.random.Generator"
) -> list[Layer]:
    """Ten dense layers, or each a weighted sum and a normalisation before its function."""
    f, zero, one = activation(function), np.zeros(N, np.float32), np.ones(N, np.float32)
    layers: list[Layer] = []
    for _ in range(N_LAYERS):
        W = _random(scale, rng)
        if norm == "none":
            layers.append(Dense(W, zero, f))
            continue
        kind = BatchNormTraining if norm == "batch" else LayerNorm
        layers += [Dense(W, zero, activation("linear")), kind(gamma=one, beta=zero, f=f)]
    return layers


def thirty_layers(
    function: Function, skips: Sequence[bool], rng: "np.random.Generator"
) -> list[Layer]:
    """Blocks of three dense layers, from Xavier's start, or from He's for ReLUs.

    ``skips``: of each block, whether its input is added to its output.
    """
    f, zero = activation(function), np.zeros(N, np.float32)
    scale = HE if function == "relu" else XAVIER
    layers: list[Layer] = []
    for skip in skips:
        layers += [Dense(_random(scale, rng), zero, f) for _ in range(BLOCK)]
        layers += [Skip(N, BLOCK)] * skip
    return layers


def _random(scale: float, rng: "np.random.Generator") -> Floats:
    return (scale * rng.standard_normal((N, N))).astype(np.float32)


def there_and_back(layers: Sequence[Layer], n: int, rng: "np.random.Generator") -> Way:
    """Random inputs, (n, 64), through the layers, and a random gradient of the output back."""
    network = Network("", layers)
    x, gradient = rng.standard_normal((2, n, N)).astype(np.float32)
    with np.errstate(over="ignore"):  # a sigmoid's e^-z, where a is 0
        passes = network.forward(x)
    last = len(layers) - 1
    dz = layers[last].back_through_activation(gradient, *passes[last])
    return Way(x, passes, [*network.backward(last, dz, x, passes), gradient])


def paths(layers: Sequence[Layer], way: Way) -> "list[Doubles]":
    """dL/dx of thirty layers, apart for paths through 0, 1 … 10 blocks; together it is the whole.

    A block with an arrow past it sends what comes back two ways: through its layers, and past them.
    """
    outputs = [way.x, *(a for _, a in way.passes)]
    by_blocks: list[Doubles] = [way.gradients[-1].astype(np.float64)]
    nothing = np.zeros_like(by_blocks[0])
    k = len(layers) - 1
    while k >= 0:
        skips = layers[k].reach > 0
        k -= skips
        through = [each.astype(np.float32) for each in by_blocks]
        for j in range(k, k - BLOCK, -1):
            for m, each in enumerate(through):
                by_z = layers[j].back_through_activation(each, *way.passes[j])
                through[m] = layers[j].back_through_sum(by_z, outputs[j])
        k -= BLOCK
        past: list[Doubles] = [*(by_blocks if skips else [nothing] * len(by_blocks)), nothing]
        gone: list[Doubles] = [nothing, *(each.astype(np.float64) for each in through)]
        by_blocks = [one + other for one, other in zip(past, gone, strict=True)]
    return by_blocks


def size(gradient: Floats) -> float:
    """The root of the mean square."""
    return float(np.sqrt(np.square(gradient, dtype=np.float64).mean()))
