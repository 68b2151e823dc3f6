"""Figures that are rounded still add up, exactly as they are displayed."""

from decimal import Decimal
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
    RUNNING_DECIMALS,
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
    return bool(np.isfinite([*explanation.terms, *explanation.sums, explanation.z]).all())


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
    ("weights", "rows", "rest"),
    [
        ([0.334, 0.335, 0.334], [0.34, 0.33, 0.33], 0),
        ([1, *[0.334] * 9, 0.004, 0.004], [1.03, *[0.33] * 9], 0.01),
        ([0.334] * 12, [0.33] * 10, 0.71),
    ],
)
def test_the_largest_row_takes_what_rounding_left_over(
    weights: list[float], rows: list[float], rest: float
) -> None:
    figures = of([1.0] * len(weights), weights, 0)
    assert [row.term for row in figures.rows] == rows
    assert figures.rest.term == rest
    assert figures.z == round(sum(weights), DECIMALS)


@given(_pairs | _any_pairs, _numbers | _any)
def test_all_but_the_largest_row_are_rounded_as_they_are(
    pairs: list[tuple[float, float]], bias: float
) -> None:
    explanation = opened([w for w, _ in pairs], [x for _, x in pairs], bias)
    assume(is_finite(explanation))
    figures = shown(explanation)
    named = [row.input for row in figures.rows]
    others = np.delete(explanation.terms, named).sum(dtype=np.float64)
    by_row = [*(float(explanation.terms[i]) for i in named), float(others)]
    for parts, displayed_parts in (
        (by_row, [*(row.term for row in figures.rows), figures.rest.term]),
        ([explanation.positive, explanation.negative], [figures.positive, figures.negative]),
    ):
        largest = int(np.argmax(np.abs(parts)))
        for k, (part, figure) in enumerate(zip(parts, displayed_parts, strict=True)):
            half = 0.501 * 10.0**-figures.decimals
            assert k == largest or figure == pytest.approx(part, abs=half)


def test_nothing_but_the_bias() -> None:
    figures = of([1.0, 2.0], [0, 0], -0.125)
    assert figures.rows == []
    assert (figures.positive, figures.negative, figures.zeros) == (0, 0, 2)
    assert figures.bias == figures.z == -0.12


@pytest.mark.parametrize(
    ("largest", "decimals", "z"),
    [(9e12, 2, 9e12), (1.234e13, -11, 1.23e13), (3.4e38, -36, 3.4e38)],
)
def test_the_largest_sums_have_three_digits(largest: float, decimals: int, z: float) -> None:
    figures = of([1.0, 1.0], [largest, 1.0], 0)
    assert figures.decimals == decimals
    assert figures.z == pytest.approx(z, rel=1e-6 if decimals > 0 else 1e-15)
    assert [row.value for row in figures.rows][1] == 1


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
    assert total + read(figures.bias) == read(figures.z)
    assert len(figures.terms) == len(pairs) - explanation.n_zero


def test_a_running_sum_goes_in_the_order_that_was_asked_for() -> None:
    def terms(order: Order) -> list[float]:
        terms: list[float] = running(opened([1.0] * 4, [0.5, 0, 3, 2], 0, order)).terms.tolist()
        return terms

    assert terms("size") == [3, 2, 0.5]
    assert terms("index") == [0.5, 3, 2]


def test_terms_are_their_own_figures_to_the_last_place_but_one() -> None:
    explanation = opened([1.0] * 9, [1 / 3] * 9, 0)
    figures: Running = running(explanation)
    assert np.abs(figures.terms - 1 / 3).max() <= 2 * 10.0**-RUNNING_DECIMALS
    assert (figures.sums[-1], figures.z) == (3, 3)


def test_nothing_but_the_bias_has_no_running_sum() -> None:
    figures = running(opened([1.0], [0], 0.5))
    assert (figures.terms.size, figures.sums.size) == (0, 0)
    assert figures.bias == figures.z == 0.5
