"""The training loop: batches, gradients, steps."""

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.forward_pass import Network
from app.forward_pass.arrays import Grey
from app.training.adamw import AdamW, cosine
from app.training.backprop import backward, loss, targets
from app.training.parameters import Parameters


@dataclass(frozen=True)
class Pace:
    """How fast and how long to learn.

    ``rate``: the highest learning rate. ``decay``: AdamW's weight decay. ``epsilon``: AdamW's;
    this large, it keeps weights small where digits rarely have ink, and their pictures calm.
    """

    epochs: int
    batch: int = 100
    rate: float = 5e-3
    decay: float = 0.02
    epsilon: float = 1e-3


class Progress(NamedTuple):
    """Where training stands: ``step`` of ``steps``, mean loss and accuracy since the last."""

    step: int
    steps: int
    loss: float
    accuracy: float


class Epoch(NamedTuple):
    """Digits to learn from once, in a given order: ``images`` (n, 784), ``labels`` (n,).

    ``order`` (n,): their rows in the order of learning, since a batch picks its hundred rows faster
    than a feed can move sixty thousand.
    """

    images: Grey
    labels: NDArray[np.uint8]
    order: NDArray[np.int64]


def learn(
    parameters: Parameters,
    epochs: Iterator[Epoch],
    pace: Pace,
    *,
    steps: int,
    report: Callable[[Progress], None],
    keep_at: frozenset[int] = frozenset(),
) -> dict[int, Network]:
    """Train in place; returns the networks as they were before the steps of ``keep_at``."""
    run = learning(parameters, epochs, pace, steps=steps, keep_at=keep_at)
    while True:
        try:
            report(next(run))
        except StopIteration as ended:
            kept: dict[int, Network] = ended.value
            return kept


def learning(
    parameters: Parameters,
    epochs: Iterator[Epoch],
    pace: Pace,
    *,
    steps: int,
    keep_at: frozenset[int] = frozenset(),
) -> Generator[Progress, None, dict[int, Network]]:
    """The same, epoch by epoch, for whoever gives way to others in between."""
    network = parameters.network
    gradient = np.zeros_like(parameters.vector)
    views = parameters.views(gradient)
    optimiser = AdamW(parameters.decaying(), decay=pace.decay, epsilon=pace.epsilon)
    kept: dict[int, Network] = {}
    step = 0
    for images, labels, order in epochs:
        y = targets(labels, network.layers[-1].n_out)
        total, right = 0.0, 0
        starts = range(0, len(images) - pace.batch + 1, pace.batch)
        for start in starts:
            if step in keep_at:
                kept[step] = parameters.snapshot()
            batch = order[start : start + pace.batch]
            x = np.divide(images[batch], 255, dtype=np.float32)  # (batch, 784)
            with np.errstate(over="ignore"):  # a sigmoid's e^-z, where a is 0
                passes = network.forward(x)
            backward(network, x, passes, y[batch], views)
            rate = cosine(step, steps, peak=pace.rate, warmup=100)
            optimiser.update(parameters.vector, gradient, rate)
            total += loss(network, passes[-1].a, y[batch])
            right += int((passes[-1].a.argmax(axis=1) == labels[batch]).sum())
            step += 1
        n = len(starts)
        yield Progress(step, steps, total / n, right / (n * pace.batch))
    if step in keep_at:
        kept[step] = parameters.snapshot()
    return kept
