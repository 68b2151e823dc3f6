"""Where a number of a network stands, as edits and sweeps name it.

Layers, neurons and inputs count from 0 here; words on the page count from 1.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Kind = Literal["weight", "bias", "activation", "input", "biases", "activations", "noise"]
OF_LAYERS: tuple[Kind, ...] = ("biases", "activations", "noise")  # whose places are a whole layer


@dataclass(frozen=True, slots=True)
class Place:
    """One number, or some of the weights of one neuron.

    ``kind``: the "weight" from ``input`` to ``neuron`` of ``layer``; that neuron's "bias", or its
    "activation"; or "input" ``input`` of the network itself. ``input``: for several weights of the
    neuron, (n,). Of a whole ``layer``: all its "biases", all its "activations", or the "noise" on
    its weights, which ``seed`` draws; ``map``: only those activations that are this map of it.
    """

    kind: Kind
    layer: int = 0
    neuron: int = 0
    input: int | NDArray[np.integer] = 0
    seed: int = 0
    map: int | None = None
