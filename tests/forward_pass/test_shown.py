"""Figures that are rounded still add up, exactly as they are displayed."""

import math
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import partial

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.forward_pass import Dense, Explanation, Network, explain, run_input
from app.forward_pass.activations import activation
from app.forward_pass.explain import Order
from app.forward_pass.shown import (
    DECIMALS,
    MOST_ROWS,
    Running,
    Shown,
    running,
    shown,
)

_numbers = st.floats(-1000, 1000, width=32)
_pairs = st.lists(st.tuples(_numbers, _numbers), min_size=1, max_size=40)
# Whatever float32 holds, and values that seldom take a sum out of it.
_any = st.floats(width=32, allow_nan=False, allow_infinity=False)
_any_pairs = st.lists(
    st.tuples(_any, st.one_of(_any, st.floats(-1, 1, width=32))), min_size=1, max_size=40
)


def opened(
    weights: list[float], values: list[float], bias: float, order: Order = "size"
) -> Explanation:
    layer = Dense(
        np.array([weights], np.float32), np.array([bias], np.float32), activation("sigmoid")
    )
    with np.errstate(over="ignore", invalid="ignore"):
        trace = run_input(np.array(values, np.float32), Network("", [layer]))
        return explain(trace, 0, 0, order)


def is_finite(explanation: Explanation) -> bool:
    """Others are refused before they are shown."""
    return bool(np.isfinite([*explanation.terms, explanation.z]).all())


def of(weights: list[float], values: list[float], bias: float) -> Shown:
    return shown(opened(weights, values, bias))


def displayed(number: float, decimals: int) -> Decimal:
    """As the page writes it: see static/js/format.js."""
    if decimals >= 0:
        assert abs(number) < 10.0 ** (15 - decimals), "beyond what has such decimals"
        return Decimal(f"{number:.{decimals}f}")
    exponent = int(f"{number:.15e}".partition("e")[2])
    return Decimal(f"{number:.{max(0, exponent + decimals)}e}")


@given(_pairs | _any_pairs, _numbers | _any)
def test_what_is_displayed_adds_up_to_z(pairs: list[tuple[float, float]], bias: float) -> None:
    explanation = opened([w for w, _ in pairs], [x for _, x in pairs], bias)
    assume(is_finite(explanation))
    figures = shown(explanation)
    read = partial(displayed, decimals=figures.decimals)
    by_sign = read(figures.positive) + read(figures.negative)
    by_row = sum((read(row.term) for row in figures.rows), read(figures.rest.term))
    by_row += read(figures.rounding)
    assert by_sign + read(figures.bias) == read(figures.z)
    assert by_row + read(figures.bias) == read(figures.z)
    assert len(figures.rows) + figures.rest.n + figures.zeros == len(pairs)
    assert len(figures.rows) <= MOST_ROWS


def test_rows_are_the_largest_terms_and_the_rest_is_what_is_left() -> None:
    figures = of([1.0] * 12, [*range(1, 12), 0], 0.5)
    assert [row.term for row in figures.rows] == [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]
    assert [row.input for row in figures.rows] == list(range(10, 0, -1))
    assert (figures.rest.n, figures.rest.term, figures.zeros) == (1, 1.0, 1)
    assert (figures.positive, figures.negative, figures.bias, figures.z) == (66, 0, 0.5, 66.5)


@pytest.mark.parametrize(
    ("weights", "rows", "rest", "rounding"),
    [
        ([0.335, 0.334, 0.334], [0.34, 0.33, 0.33], 0, 0),
        ([0.334] * 3, [0.33] * 3, 0, 0.01),
        ([1, *[0.334] * 9, 0.004, 0.004], [1, *[0.33] * 9], 0.04, 0),
        ([0.334] * 12, [0.33] * 10, 0.71, 0),
    ],
)
def test_what_rounding_left_over_is_no_terms(
    weights: list[float], rows: list[float], rest: float, rounding: float
) -> None:
    figures = of([1.0] * len(weights), weights, 0)
    assert [row.term for row in figures.rows] == rows
    assert (figures.rest.term, figures.rounding) == (rest, rounding)
    assert figures.z == round(sum(weights), DECIMALS)


def product(w: float, x: float, decimals: int) -> Decimal:
    """As one works it out by hand: exactly, then rounded, halves away from 0."""
    with localcontext(prec=400):  # of a product of two float32, every digit
        units = Decimal(w) * Decimal(x) * Decimal(1).scaleb(decimals)
        return units.quantize(Decimal(1), ROUND_HALF_UP).scaleb(-decimals)


@given(_pairs | _any_pairs, _numbers | _any)
def test_every_term_is_its_own_product(pairs: list[tuple[float, float]], bias: float) -> None:
    explanation = opened([w for w, _ in pairs], [x for _, x in pairs], bias)
    assume(is_finite(explanation))
    few, all_of_them = shown(explanation), running(explanation)
    n = len(all_of_them.terms)
    for terms, inputs, decimals in (
        ([row.term for row in few.rows], [row.input for row in few.rows], few.decimals),
        (all_of_them.terms.tolist(), explanation.order[:n].tolist(), all_of_them.decimals),
    ):
        for term, i in zip(terms, inputs, strict=True):
            assert displayed(term, decimals) == product(pairs[i][0], pairs[i][1], decimals)


def test_nothing_but_the_bias() -> None:
    figures = of([1.0, 2.0], [0, 0], -0.125)
    assert figures.rows == []
    assert (figures.positive, figures.negative, figures.zeros) == (0, 0, 2)
    assert figures.bias == figures.z == -0.12


@pytest.mark.parametrize(
    ("largest", "decimals", "z"),
    [(9e12, 2, 9e12), (1.23456789e13, -7, 1.234568e13), (3.4e38, -32, 3.4e38)],
)
def test_the_largest_sums_have_the_digits_of_a_float32(
    largest: float, decimals: int, z: float
) -> None:
    figures = of([1.0, 1.0], [largest, 1.0], 0)
    assert figures.decimals == decimals
    assert figures.z == pytest.approx(z, rel=1e-6 if decimals > 0 else 1e-15)
    assert [row.term for row in figures.rows][1] == (1 if decimals > 0 else 0)


@given(_pairs | _any_pairs, _numbers | _any, st.sampled_from(["size", "index"]))
def test_a_running_sum_adds_up_at_every_term(
    pairs: list[tuple[float, float]], bias: float, order: Order
) -> None:
    explanation = opened([w for w, _ in pairs], [x for _, x in pairs], bias, order)
    assume(is_finite(explanation))
    figures = running(explanation)
    read = partial(displayed, decimals=figures.decimals)
    total = Decimal(0)
    for term, after in zip(figures.terms.tolist(), figures.sums.tolist(), strict=True):
        total += read(term)
        assert total == read(after)
    assert total + read(figures.rounding) + read(figures.bias) == read(figures.z)
    assert len(figures.terms) == len(pairs) - explanation.n_zero


def test_a_running_sum_goes_in_the_order_that_was_asked_for() -> None:
    def terms(order: Order) -> list[float]:
        terms: list[float] = running(opened([1.0] * 4, [0.5, 0, 3, 2], 0, order)).terms.tolist()
        return terms

    assert terms("size") == [3, 2, 0.5]
    assert terms("index") == [0.5, 3, 2]


def test_a_running_sum_says_what_rounding_left_over() -> None:
    figures: Running = running(opened([1.0] * 9, [1 / 3] * 9, 0))
    assert figures.terms.tolist() == [0.3333] * 9
    assert (figures.sums[-1], figures.rounding, figures.z) == (2.9997, 0.0003, 3)


def test_nothing_but_the_bias_has_no_running_sum() -> None:
    figures = running(opened([1.0], [0], 0.5))
    assert (figures.terms.size, figures.sums.size) == (0, 0)
    assert figures.bias == figures.z == 0.5


@given(st.floats(-500, 500, width=32))
def test_a_pocket_calculator_makes_a_of_z_as_it_is_displayed(bias: float) -> None:
    figures = of([1.0], [0.0], bias)
    z = round(float(np.float32(bias)), figures.decimals_for_a)
    assert f"{1 / (1 + math.exp(-z)):.2f}" == f"{figures.a:.2f}"


def test_z_has_no_more_decimals_than_a_takes() -> None:
    assert of([1.0], [0.0], 2.0).decimals_for_a == 2
    assert of([1.0], [0.0], 0.0225).decimals_for_a == 3  # σ(0.02) is 0.50, σ(0.022) is 0.51
