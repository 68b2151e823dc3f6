"""What a network learns from, epoch by epoch: MNIST's images and pen strokes, augmented and mixed.

The next epoch is prepared by a second thread while the network learns from this one: NumPy releases
the interpreter's lock in its loops, so two cores share the work.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.forward_pass.arrays import Grey
from app.forward_pass.digit import SIDE
from app.training.data import Digits, Sample
from app.training.learn import Epoch
from app.training.redraw import redraw
from app.training.warp import WarpBank, WarpRange

_PIXELS = SIDE * SIDE
_WARPS = 1_000  # in a bank
_GROUP = 128  # images that go through one warp

# Streams of random numbers, separate from those of the start and of the redrawings.
_BANK, _EPOCH = 1, 2


def redrawings(
    samples: Sequence[Sample],
    copies: int,
    freedom: float,
    rng: np.random.Generator,
    report: Callable[[int, int], None],
) -> list[Grey]:
    """All samples redrawn ``copies`` times, each as if by another hand: (n, 784) a copy.

    ``freedom``: how different that hand may be, see ``redraw``.
    ``report`` is called with how many are drawn, of how many.
    """
    drawn = []
    for _ in range(copies):
        images = np.empty((len(samples), _PIXELS), np.uint8)
        for k, sample in enumerate(samples):
            images[k] = redraw(sample.drawing, rng, freedom).ravel()
        drawn.append(images)
        report(len(drawn) * len(samples), copies * len(samples))
    return drawn


class Pool(NamedTuple):
    """Images, (m, 784), of one label, of which an epoch shows ``n``."""

    images: Grey
    label: int
    n: int


class Feed:
    """Epochs of augmented digits, the same for the same seed."""

    def __init__(
        self, mnist: Digits, warps: WarpRange | None, seed: int, unwarped: float = 0.0
    ) -> None:
        """``unwarped``: the share of images that are shown as they are, others each time."""
        self._images = mnist.images.reshape(len(mnist.images), -1)  # (n, 784)
        self._labels = mnist.labels
        self._warp = (
            WarpBank(_WARPS, warps, np.random.default_rng((seed, _BANK))) if warps else None
        )
        self._seed = seed
        self._unwarped = unwarped
        self._drawn: list[Grey] = []
        self._drawn_labels: NDArray[np.uint8] = np.empty(0, np.uint8)
        self._sets = 0
        self._pools: list[Pool] = []

    def add_strokes(self, drawn: list[Grey], labels: NDArray[np.uint8], sets: int) -> None:
        """Mix ``sets`` of the redrawn sets into each epoch, in rotation."""
        self._drawn, self._drawn_labels, self._sets = drawn, labels, sets

    def add_pool(self, pool: Pool) -> None:
        """Mix some of a pool's images, chosen anew and warped like MNIST's, into each epoch."""
        self._pools.append(pool)

    @property
    def size(self) -> int:
        """How many images an epoch has."""
        pooled = sum(pool.n for pool in self._pools)
        return len(self._images) + self._sets * len(self._drawn_labels) + pooled

    def epochs(self, n: int) -> Iterator[Epoch]:
        """``n`` epochs, each in an order of its own."""
        if not n:
            return
        with ThreadPoolExecutor(max_workers=1) as worker:
            coming = worker.submit(self._epoch, 0)
            for k in range(1, n + 1):
                epoch = coming.result()
                if k < n:
                    coming = worker.submit(self._epoch, k)
                yield epoch

    def _epoch(self, k: int) -> Epoch:
        rng = np.random.default_rng((self._seed, _EPOCH, k))
        images, labels = np.empty((self.size, _PIXELS), np.uint8), np.empty(self.size, np.uint8)
        turns = rng.permutation(self.size)
        # Different images share a warp each time, and are then learned far from each other.
        mixed = rng.permutation(len(self._images))
        self._put(images, self._images, mixed, rng)
        labels[: len(mixed)] = self._labels[mixed]
        n = len(self._drawn_labels)
        for i in range(self._sets):
            there = slice(len(mixed) + i * n, len(mixed) + (i + 1) * n)
            images[there] = self._drawn[(k * self._sets + i) % len(self._drawn)]
            labels[there] = self._drawn_labels
        end = len(mixed) + self._sets * n
        for pool in self._pools:
            there = slice(end, end + pool.n)
            self._put(images[there], pool.images, rng.integers(len(pool.images), size=pool.n), rng)
            labels[there] = pool.label
            end += pool.n
        return Epoch(images, labels, order=np.argsort(turns))

    def _put(
        self, into: Grey, images: Grey, rows: NDArray[np.int64], rng: np.random.Generator
    ) -> None:
        """Those rows of the images into ``into``, warped a group at a time."""
        for start in range(0, len(rows), _GROUP):
            group = images[rows[start : start + _GROUP]]
            if self._warp and not (self._unwarped and rng.random() < self._unwarped):
                group = self._warp(group, rng)
            into[start : start + len(group)] = group
