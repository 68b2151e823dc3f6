"""Random small networks for tests."""

from collections.abc import Sequence
from typing import Any, cast

import numpy as np
from numpy.typing import ArrayLike

from app.forward_pass import Dense, Network
from app.forward_pass.activations import NAMES, activation
from app.forward_pass.arrays import Floats

SPECS: dict[str, object] = {name: name for name in NAMES}
SPECS["leaky-relu"] = {"name": "leaky-relu", "alpha": 0.05}


def doubles(values: ArrayLike) -> Floats:
    """Numbers in double precision, which small differences need; the same code takes them."""
    return cast(Floats, np.asarray(values, np.float64))


def spec(name: str, n: int, rng: np.random.Generator) -> object:
    """What `activation` makes the function of this name from, for a layer of n neurons."""
    if name == "parametric-relu":
        return {"name": name, "alpha": rng.uniform(0, 0.5, n).astype(np.float32).tolist()}
    return SPECS[name]


def random_network(
    sizes: Sequence[int], names: Sequence[str], seed: int, dtype: type[Any] = np.float32
) -> Network:
    rng = np.random.default_rng(seed)
    layers = []
    for k, name in enumerate(names):
        W: Floats = rng.normal(0, 1, (sizes[k + 1], sizes[k])).astype(dtype)
        b: Floats = rng.normal(0, 1, sizes[k + 1]).astype(dtype)
        layers.append(Dense(W, b, activation(spec(name, sizes[k + 1], rng))))
    return Network("random", layers)
