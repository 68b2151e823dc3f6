"""The smallest change of an image found that makes a network answer with another digit.

Each round straightens the network out at the image so far, by back-propagation, and takes the
smallest change, in the sum of squares, that would do if it were straight: DeepFool's step
(Moosavi-Dezfooli, Fawzi, Frossard 2016), towards one digit and within black and white. What counts
is the image in whole greys, read by a forward pass.
"""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.forward_pass.activations import Softmax
from app.forward_pass.arrays import Floats, Grey, frozen
from app.forward_pass.digit import network_input
from app.forward_pass.errors import InvalidInput
from app.forward_pass.network import LayerPass, Network

MARGIN = 0.05  # of z, at first, by which the digit is to lead
WIDER = 1.6  # times that, where whole greys lost it
MOST_WIDER = 10
MOST_STEPS = 40  # to the digit
MOST_ROUNDS = 12  # in which the change is made smaller
MEND = 3  # steps after one of them
LESS = 0.99  # of the change's size: else it is as small as it gets
LONGEST_STEP = 1.0  # pixels, root of the sum of squares: further off, the network is another
_SWEEPS = 40
_BOUNDS = 4  # times that pixels are stopped at black or white within a step

Steps = Generator[None, None, Floats | None]


@dataclass(frozen=True, slots=True, eq=False)
class Fooled:
    """An image, (28, 28) uint8, that the network reads as ``target``, and what it made of it.

    ``a``: the outputs, (n_out,).
    """

    target: int
    image: Grey
    a: Floats


def fool(network: Network, image: Grey, target: int, *, clear: bool = False) -> Fooled | None:
    """The image closest to this one, (28, 28) uint8, that is read as ``target``; None: none found.

    ``clear``: the answer must be plain, ½ or more and twice the next, not just the strongest.

    Raises:
        InvalidInput: no such output, or a network that reads no images.
    """
    steps = by_steps(network, image, target, clear=clear)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: Fooled | None = end.value
            return found


def by_steps(
    network: Network, image: Grey, target: int, *, clear: bool = False
) -> Generator[None, None, Fooled | None]:
    """What ``fool`` returns, some milliseconds at a time: it may take two seconds in all."""
    n_out = network.layers[-1].n_out
    if not 0 <= target < n_out:
        raise InvalidInput("neuron", f"an output 0 to {n_out - 1}", f"{target}")
    goal = _Goal(network, target, clear=clear)
    start, margin = network_input(image), MARGIN
    x = yield from _reached(goal, start, margin, MOST_STEPS)
    x = x if x is None else (yield from _nearer(goal, start, x, margin))
    for _ in range(MOST_WIDER):
        if x is None:
            return None
        found = np.rint(x * 255).astype(np.uint8).reshape(image.shape)
        a = network.forward(network_input(found))[-1].a
        if goal.holds(a):
            return Fooled(target, frozen(found), frozen(a))
        margin *= WIDER
        x = yield from _reached(goal, x, margin, MOST_STEPS)
    return None


def _reached(goal: "_Goal", x: Floats, margin: float, most: int) -> Steps:
    """From here to where the digit leads, each step the smallest; None: not in so many."""
    for _ in range(most):
        slopes, short = goal.straightened(x, margin)
        if (short <= 0.1 * margin).all():
            return x
        step = _smallest(slopes, short, x, x)
        x = np.clip(x + _no_longer(step, LONGEST_STEP), 0, 1)
        yield
    return None


def _nearer(goal: "_Goal", start: Floats, x: Floats, margin: float) -> Steps:
    """The same, closer to the start, as long as there is anything to gain."""
    size = float(np.linalg.norm(x - start))
    for _ in range(MOST_ROUNDS):
        slopes, short = goal.straightened(x, margin)
        step = start + _smallest(slopes, short, start, x) - x
        for share in (1, 0.5, 0.25):
            y = yield from _reached(goal, np.clip(x + np.float32(share) * step, 0, 1), margin, MEND)
            if y is not None and np.linalg.norm(y - start) < LESS * size:
                break
        else:
            return x
        x, size = y, float(np.linalg.norm(y - start))
    return x


class _Goal:
    """What the outputs are to be: differences of their z, each to be a margin or more."""

    def __init__(self, network: Network, target: int, *, clear: bool) -> None:
        n_out = network.layers[-1].n_out
        self._network = network
        self._target = target
        self._clear = clear
        rows = np.full((n_out, n_out), 0, np.float32)
        rows[:, target] = 1
        rows -= np.eye(n_out, dtype=np.float32)
        own = rows[target]  # all 0 so far
        if clear and not isinstance(network.layers[-1].f, Softmax):
            own[target] = 1  # a score of its own, which is to be ½ or more
            self._rows = rows
        else:
            self._rows = np.delete(rows, target, axis=0)

    def holds(self, a: Floats) -> bool:
        """Whether these outputs are it."""
        ranking = (-a).argsort(kind="stable")
        if ranking[0] != self._target:
            return False
        best = float(a[self._target])
        return not self._clear or (best >= 0.5 and 2 * float(a[ranking[1]]) < best)

    def straightened(self, x: Floats, margin: float) -> tuple[Floats, Floats]:
        """How each difference moves with each input, (m, n_in), and by how much it is short."""
        passes, m = self._network.forward(x), len(self._rows)
        many = [LayerPass(*(np.broadcast_to(each, (m, each.size)) for each in p)) for p in passes]
        by_input = self._network.backward(
            len(passes) - 1, self._rows, np.broadcast_to(x, (m, x.size)), many
        )[0]
        return by_input, margin - self._rows @ passes[-1].z


def _smallest(slopes: Floats, short: Floats, start: Floats, x: Floats) -> Floats:
    """The smallest change of ``start`` after which nothing is short, if all were straight."""
    wanted = (short + slopes @ (x - start)).astype(np.float64)  # (m,)
    low, high = -start, 1 - start
    change = np.zeros_like(start)
    free = np.ones(start.shape, bool)
    for _ in range(_BOUNDS):
        of_free = np.where(free, slopes, 0)
        gram = (of_free @ of_free.T).astype(np.float64)
        weights = _weights(gram, wanted - slopes @ np.where(free, 0, change))
        moved = np.where(free, weights.astype(np.float32) @ of_free, change)
        change = np.clip(moved, low, high)
        stopped = free & (change != moved)
        if not stopped.any():
            break
        free &= ~stopped
    return change


def _weights(gram: NDArray[np.float64], wanted: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much of each slope the change is made of: none against it (Hildreth 1957)."""
    weights = np.zeros(len(wanted))
    diagonal = np.maximum(gram.diagonal(), 1e-12)
    for _ in range(_SWEEPS):
        before = weights.copy()
        for k in range(len(wanted)):
            weights[k] = max(0.0, weights[k] + (wanted[k] - gram[k] @ weights) / diagonal[k])
        if np.abs(weights - before).max() <= 1e-4 * max(1e-12, weights.max()):
            break
    return weights


def _no_longer(step: Floats, length: float) -> Floats:
    found = float(np.linalg.norm(step))
    return step if found <= length else step * np.float32(length / found)
