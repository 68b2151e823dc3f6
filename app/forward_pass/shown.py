"""A neuron's sum in figures that add up as they are displayed.

Numbers that are rounded one by one rarely add up: 0.33 + 0.33 + 0.33 is not 1.00. Here all are
whole hundredths, and what rounding left over goes to the largest row, where it shows least, so that
a viewer who adds up what is on the screen gets exactly the z that is on the screen. The bias and z
stay the network's own numbers, rounded as they are.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.forward_pass.arrays import frozen
from app.forward_pass.explain import Explanation

DECIMALS = 2
RUNNING_DECIMALS = 4
MOST_ROWS = 10

_UNIT: int = 10**DECIMALS


@dataclass(frozen=True, slots=True)
class Row:
    """One term: weight × value, the value being what the input holds."""

    input: int
    weight: float
    value: float
    term: float


@dataclass(frozen=True, slots=True)
class Rest:
    """The sum of the terms that have no row of their own and are not 0."""

    n: int
    term: float


@dataclass(frozen=True, slots=True)
class Shown:
    """Figures of ``decimals`` places.

    positive + negative + bias = z, and the terms of ``rows`` + ``rest`` + bias = z, exactly as
    displayed. ``rows``: the largest terms, largest first. ``zeros``: how many terms are 0.
    """

    decimals: int
    positive: float
    negative: float
    bias: float
    z: float
    a: float
    rows: list[Row]
    rest: Rest
    zeros: int


def shown(explanation: Explanation) -> Shown:
    """The figures of one neuron."""
    terms = explanation.terms
    order = np.argsort(-np.abs(terms), kind="stable")[: terms.size - explanation.n_zero]
    largest, others = order[:MOST_ROWS].tolist(), order[MOST_ROWS:]
    z, bias = _units(explanation.z), _units(explanation.bias)
    rest = float(terms[others].sum(dtype=np.float64))
    *by_row, rest_units = _adding_up([*(float(terms[i]) for i in largest), rest], z - bias)
    positive, negative = _adding_up([explanation.positive, explanation.negative], z - bias)
    return Shown(
        decimals=DECIMALS,
        positive=positive / _UNIT,
        negative=negative / _UNIT,
        bias=bias / _UNIT,
        z=z / _UNIT,
        a=_units(explanation.a) / _UNIT,
        rows=[
            Row(
                input=i,
                weight=_units(float(explanation.weights[i])) / _UNIT,
                value=_units(float(explanation.inputs[i])) / _UNIT,
                term=units / _UNIT,
            )
            for i, units in zip(largest, by_row, strict=True)
        ],
        rest=Rest(int(others.size), rest_units / _UNIT),
        zeros=explanation.n_zero,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Running:
    """A sum that grows term by term, in figures of ``decimals`` places.

    ``terms``, ``sums``: (n,) float64, the terms that are not 0 in the explanation's order, and the
    sum after each. Every sum is the one before it plus its term, and the last one plus bias is z,
    exactly as displayed.
    """

    decimals: int
    terms: NDArray[np.float64]
    sums: NDArray[np.float64]
    bias: float
    z: float


def running(explanation: Explanation) -> Running:
    """The figures of one neuron's sum, term by term."""
    unit = 10**RUNNING_DECIMALS
    n = explanation.terms.size - explanation.n_zero
    exact = np.cumsum(explanation.terms[explanation.order[:n]], dtype=np.float64)
    sums = np.rint(exact * unit)
    bias, z = round(explanation.bias * unit), round(explanation.z * unit)
    terms = np.diff(sums, prepend=0.0)
    if n:
        # What rounding left over goes to the largest term, where it shows least.
        k = int(np.argmax(np.abs(terms)))
        left = z - bias - sums[-1]
        terms[k] += left
        sums[k:] += left
    return Running(
        decimals=RUNNING_DECIMALS,
        terms=frozen(terms / unit),
        sums=frozen(sums / unit),
        bias=bias / unit,
        z=z / unit,
    )


def _units(number: float) -> int:
    return round(number * _UNIT)


def _adding_up(parts: list[float], total: int) -> list[int]:
    """The parts in units, with what is missing to the total added to the largest of them."""
    units = [_units(part) for part in parts]
    sizes = [abs(part) for part in parts]
    if any(sizes):
        units[sizes.index(max(sizes))] += total - sum(units)
    return units
