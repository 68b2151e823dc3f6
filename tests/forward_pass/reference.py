"""The forward pass once more, in plain Python and double precision, sharing no code with ours.

One number at a time, with `math` alone: slow, and easy to check against a formula in a book.
"""

import math
from collections.abc import Callable, Sequence

ELEMENTWISE: dict[str, Callable[[float], float]] = {
    "step": lambda z: 1.0 if z > 0 else 0.0,
    "linear": lambda z: z,
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z)),
    "tanh": math.tanh,
    "relu": lambda z: max(0.0, z),
    "gelu": lambda z: z * 0.5 * math.erfc(-z / math.sqrt(2)),
    "swish": lambda z: z / (1 + math.exp(-z)) if z >= 0 else z * math.exp(z) / (1 + math.exp(z)),
}


def softmax(z: Sequence[float]) -> list[float]:
    powers = [math.exp(each - max(z)) for each in z]
    return [power / math.fsum(powers) for power in powers]


def activate(spec: object, z: Sequence[float]) -> list[float]:
    if isinstance(spec, dict):
        alpha = spec["alpha"]
        alphas = alpha if isinstance(alpha, list) else [alpha] * len(z)
        return [each if each > 0 else a * each for each, a in zip(z, alphas, strict=True)]
    assert isinstance(spec, str)
    return softmax(z) if spec == "softmax" else [ELEMENTWISE[spec](each) for each in z]


def weighted_sum(
    W: Sequence[Sequence[float]], b: Sequence[float], a: Sequence[float]
) -> list[float]:
    return [
        math.fsum([*(w * x for w, x in zip(row, a, strict=True)), bias])
        for row, bias in zip(W, b, strict=True)
    ]
