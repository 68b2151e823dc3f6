"""A neuron's sum in figures that add up as they are displayed.

Numbers rounded one by one rarely add up: 0.33 + 0.33 + 0.33 is not 1.00. Here all figures are whole
hundredths, and what rounding leaves over goes into the one figure that nobody can check, the sum of
the terms without a row; where there is none, it is shown as "rounding". So a viewer who adds up
what is on the screen gets exactly the z on the screen. Each term is its own product, rounded, and
bias and z are the network's own numbers, rounded.

Where figures are too large for float64 to hold hundredths, the unit of the whole sum is instead the
power of ten that gives the largest figure the seven digits of a float32.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.forward_pass.activations import Softmax
from app.forward_pass.arrays import frozen
from app.forward_pass.explain import Explanation

DECIMALS = 2
RUNNING_DECIMALS = 4
MOST_ROWS = 10

_FLOAT32_DIGITS = 7  # that a float32 has, whatever the number
_DIGITS = 15  # that float64 can hold, whatever the number


@dataclass(frozen=True, slots=True)
class Row:
    """One term, weight × input, rounded."""

    input: int
    term: float


@dataclass(frozen=True, slots=True)
class Rest:
    """The sum of the terms that have no row of their own and are not 0."""

    n: int
    term: float


@dataclass(frozen=True, slots=True)
class Shown:
    """Figures of ``decimals`` places; if negative, whole multiples of 10^−decimals.

    positive + negative + bias = z, and the terms of ``rows`` + ``rest`` + ``rounding`` + bias = z,
    exactly as displayed. ``rows``: the largest terms, largest first. ``rounding``: what rounding
    the rows left over; 0 where there is a rest, which takes it. ``zeros``: how many terms are 0.
    ``a`` is part of no sum and always has hundredths. ``decimals_for_a``: how many decimals z needs
    for f(z) to come out as the displayed a: σ(0.0225) = 0.51, where σ(0.02) would be 0.50.
    """

    decimals: int
    positive: float
    negative: float
    bias: float
    z: float
    a: float
    decimals_for_a: int
    rows: list[Row]
    rest: Rest
    rounding: float
    zeros: int


def shown(explanation: Explanation) -> Shown:
    """The figures of one neuron."""
    products = _products(explanation)
    n = products.size - explanation.n_zero
    order = np.argsort(-np.abs(products), kind="stable")[:n]
    largest, others = order[:MOST_ROWS], order[MOST_ROWS:]
    by_row = [*products[largest].tolist(), float(products[others].sum())]
    by_sign = [explanation.positive, explanation.negative]
    as_they_are = [explanation.bias, explanation.z]
    decimals = _decimals(max(map(abs, by_row + by_sign + as_they_are)), DECIMALS)
    unit = 10.0**decimals  # units in 1
    bias, z = (round(number * unit) for number in as_they_are)
    units = list(map(int, _rounded(products[largest] * unit)))
    left = z - bias - sum(units)
    positive, negative = _adding_up(by_sign, unit, z - bias)
    return Shown(
        decimals=decimals,
        positive=positive / unit,
        negative=negative / unit,
        bias=bias / unit,
        z=z / unit,
        a=round(explanation.a, DECIMALS),
        decimals_for_a=_decimals_for_a(explanation, decimals),
        rows=[
            Row(input=i, term=n / unit)
            for i, n in zip(explanation.reads[largest].tolist(), units, strict=True)
        ],
        rest=Rest(int(others.size), left / unit if others.size else 0.0),
        rounding=0.0 if others.size else left / unit,
        zeros=explanation.n_zero,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Running:
    """A sum that grows term by term, in figures of ``decimals`` places, as in ``Shown``.

    ``terms``, ``sums``: (n,) float64, the terms that are not 0 in the explanation's order, and the
    sum after each. Every sum is the one before it plus its term, and the last one plus bias and
    ``rounding``, which is what rounding the terms left over, is z, exactly as displayed.
    """

    decimals: int
    terms: NDArray[np.float64]
    sums: NDArray[np.float64]
    rounding: float
    bias: float
    z: float


def running(explanation: Explanation) -> Running:
    """The figures of one neuron's sum, term by term."""
    n = explanation.terms.size - explanation.n_zero
    products = _products(explanation)[explanation.order[:n]]
    largest = np.abs([*np.cumsum(products), explanation.bias, explanation.z]).max()
    decimals = _decimals(2 * largest, RUNNING_DECIMALS)  # a term is the difference of two sums
    unit = 10.0**decimals  # units in 1
    terms = _rounded(products * unit)
    sums = np.cumsum(terms)
    bias, z = round(explanation.bias * unit), round(explanation.z * unit)
    left = z - bias - (int(sums[-1]) if n else 0)
    return Running(
        decimals=decimals,
        terms=frozen(terms / unit),
        sums=frozen(sums / unit),
        rounding=left / unit,
        bias=bias / unit,
        z=z / unit,
    )


def _decimals_for_a(explanation: Explanation, least: int) -> int:
    """At least ``least``, and just that where no decimals lead from z to a: softmax, pins."""
    if least < 0 or isinstance(explanation.f, Softmax):
        return least
    goal = f"{explanation.a:.{DECIMALS}f}"
    for decimals in range(least, _FLOAT32_DIGITS + 1):
        z = np.array([round(explanation.z, decimals)], np.float32)
        with np.errstate(over="ignore"):  # a sigmoid's e^-z, where a is 0
            a = explanation.f(z).item()
        if f"{a:.{DECIMALS}f}" == goal:
            return decimals
    return least


def _products(explanation: Explanation) -> NDArray[np.float64]:
    """The terms before float32 rounds them: a product of two float32 is exact in float64."""
    return explanation.weights.astype(np.float64) * explanation.inputs


def _decimals(largest: float, usual: int) -> int:
    """How many decimals figures up to this size can have and still add up."""
    digits = len(str(int(largest)))  # before the point
    return usual if digits + usual <= _DIGITS else _FLOAT32_DIGITS - digits


def _rounded(units: NDArray[np.float64]) -> NDArray[np.float64]:
    """To whole units, halves away from 0, as people round by hand."""
    rounded: NDArray[np.float64] = np.trunc(units + np.copysign(0.5, units))
    return rounded


def _adding_up(parts: list[float], unit: float, total: int) -> list[int]:
    """The parts in units, with what is missing from the total added to the largest of them."""
    units = [round(part * unit) for part in parts]
    sizes = [abs(part) for part in parts]
    if any(sizes):
        units[sizes.index(max(sizes))] += total - sum(units)
    return units
