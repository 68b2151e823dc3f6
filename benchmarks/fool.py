"""Fooling a network: how often a change is found, how large it is, and how long that takes."""

import time
from collections.abc import Iterator

import numpy as np

from app.forward_pass import Network
from app.forward_pass.arrays import Grey
from app.forward_pass.digit import network_input
from app.forward_pass.fool import fool
from app.lessons.digits import ours
from benchmarks.measure import Effort, Row
from benchmarks.networks import network

_DIGITS = 100  # each to become nine others


def rows(effort: Effort) -> Iterator[Row]:
    """Our digits, drawn anew; a change counts where a pass of the changed image says the digit."""
    digits = ours(max(3, round(_DIGITS * effort.length)), None, np.random.default_rng(0))
    for name in ("deep", "classic"):
        net, seconds, sizes = network(name), [], []
        with np.errstate(over="ignore", invalid="ignore"):
            for image in digits.images:
                says = _says(net, image)
                for target in set(range(10)) - {says}:
                    start = time.process_time()
                    found = fool(net, image, target, clear=True)
                    seconds.append(time.process_time() - start)
                    if found is None or _says(net, found.image) != target:
                        continue
                    sizes.append(float(np.linalg.norm(found.image.astype(float) - image)) / 255)
        fooled = f"{name} fooled, {len(digits.images)} digits × 9 targets"
        missed = 100 * (1 - len(sizes) / len(seconds))
        yield Row(
            name=f"{fooled}: median time",
            value=1e3 * float(np.median(seconds)),
            unit="ms",
            target=100,
        )
        yield Row(name="the same: no change found", value=missed, unit="%", target=5)
        yield Row(
            name="the same: median change, root of the sum of squares",
            value=float(np.median(sizes)),
            unit="pixels",
        )


def _says(net: Network, image: Grey) -> int:
    return int(net.forward(network_input(image))[-1].a.argmax())
