"""What a figure is, and how two things are timed so that they can be compared."""

import gc
import math
import statistics
import time
import timeit
from collections.abc import Callable, Sequence
from typing import NamedTuple

import msgspec


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One figure.

    ``peer``: what it is compared with, or None. ``ratio``: the figure over the peer's, in the
    same run. ``target``: the most that ``ratio``, or without a peer ``value``, may be; a figure
    without one is only reported.
    """

    name: str
    value: float
    unit: str
    peer: str | None = None
    ratio: float | None = None
    target: float | None = None

    @property
    def met(self) -> bool | None:
        """Whether the figure keeps to its target."""
        if self.target is None:
            return None
        return (self.value if self.ratio is None else self.ratio) <= self.target


class Effort(NamedTuple):
    """How much to measure: rounds of a comparison, and the part of a load's full length."""

    rounds: int
    length: float


FULL = Effort(rounds=9, length=1.0)
QUICK = Effort(rounds=2, length=0.15)


class LeftOut(Exception):
    """Why figures cannot be measured here: data or a program is missing."""


class Comparison(NamedTuple):
    """Medians over the rounds: ours, the peer's, and one over the other within a round."""

    ours: float
    peer: float
    ratio: float


def compare(rounds: int, ours: Callable[[], float], peer: Callable[[], float]) -> Comparison:
    """Measure both in turns, so that whatever else the machine does falls on both alike."""
    pairs = []
    for k in range(rounds):
        if k % 2:  # and each is as often the first as the second
            b = peer()
            a = ours()
        else:
            a = ours()
            b = peer()
        pairs.append((a, b))
    return Comparison(
        statistics.median(a for a, _ in pairs),
        statistics.median(b for _, b in pairs),
        statistics.median(a / b for a, b in pairs),
    )


def seconds_a_call(call: Callable[[], object], lasting: float = 0.1) -> Callable[[], float]:
    """A measurement of some ``lasting`` seconds, after a first one that is thrown away.

    Measured in time of the processor, which a task without waiting fills from end to end: what
    other programs take in between does not count.
    """
    timer = timeit.Timer(call, timer=time.process_time)
    n, seconds = timer.autorange()
    number = max(1, round(n * lasting / seconds))

    def measured() -> float:
        gc.collect()
        return timer.timeit(number) / number

    return measured


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that this percentage of the values does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]
