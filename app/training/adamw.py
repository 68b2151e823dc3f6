"""AdamW, the optimiser, and the learning rate through training."""

import math

import numpy as np

from app.forward_pass.arrays import Floats


class AdamW:
    """Adam with weight decay kept out of the gradient (Loshchilov, Hutter 2019, algorithm 2).

    Works in place on one vector of parameters; ``decays``: 1 for those that decay (weights), 0
    for those that do not (biases).

    ``epsilon`` is added to the root of the mean square that each slope is divided by. Where that
    root is far below it, steps are small: a pixel that hardly ever has ink then learns hardly
    anything from the few times that it does, and its weight stays near 0.
    """

    def __init__(
        self,
        decays: Floats,
        *,
        decay: float,
        epsilon: float = 1e-8,
        betas: tuple[float, float] = (0.9, 0.999),
    ) -> None:
        self.decays = decays
        self.decay = decay
        self.epsilon = epsilon
        self.betas = betas
        self.step = 0
        self._mean = np.zeros_like(decays)
        self._square = np.zeros_like(decays)
        self._work = np.empty_like(decays)

    def update(self, parameters: Floats, gradient: Floats, rate: float) -> None:
        """One step down the gradient, (n,), at learning rate ``rate``; overwrites ``gradient``."""
        self.step += 1
        first, second = self.betas
        mean, square, work = self._mean, self._square, self._work
        np.multiply(gradient, 1 - first, out=work)
        mean *= first
        mean += work
        np.multiply(gradient, gradient, out=gradient)
        gradient *= 1 - second
        square *= second
        square += gradient
        np.multiply(self.decays, rate * self.decay, out=work)
        work *= parameters
        parameters -= work
        np.sqrt(square, out=work)
        work *= 1 / math.sqrt(1 - second**self.step)
        work += self.epsilon
        np.divide(mean, work, out=work)
        work *= rate / (1 - first**self.step)
        parameters -= work


def cosine(step: int, steps: int, *, peak: float, warmup: int) -> float:
    """The learning rate at a step: up to ``peak`` in a straight line, then down half a cosine."""
    if step < warmup:
        return peak * (step + 1) / warmup
    return peak / 2 * (1 + math.cos(math.pi * (step - warmup) / max(1, steps - warmup)))
