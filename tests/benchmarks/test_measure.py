"""What a figure says, and that a comparison compares."""

from itertools import count

import pytest

from benchmarks.measure import Row, compare, percentile


def test_a_ratio_is_what_the_target_bounds() -> None:
    row = Row(name="n", value=5.0, unit="µs", peer="p", ratio=0.8, target=0.9)
    assert row.met is True
    slow = Row(name="n", value=0.1, unit="µs", peer="p", ratio=0.91, target=0.9)
    assert slow.met is False


def test_without_a_peer_the_value_is_bounded() -> None:
    assert Row(name="n", value=0, unit="", target=0).met is True
    assert Row(name="n", value=1, unit="", target=0).met is False


def test_without_a_target_nothing_is_met_or_missed() -> None:
    assert Row(name="n", value=1, unit="kB").met is None


def test_rounds_alternate_and_the_ratio_is_that_of_a_round() -> None:
    order: list[str] = []
    ours, peers = count(1), count(1)

    def measure(name: str, value: float) -> float:
        order.append(name)
        return value

    found = compare(
        3,
        lambda: measure("ours", 2.0 * next(ours)),
        lambda: measure("peer", 1.0 * next(peers)),
    )
    assert order == ["ours", "peer", "peer", "ours", "ours", "peer"]
    assert found == (4.0, 2.0, 2.0)


@pytest.mark.parametrize(("percent", "value"), [(50, 5), (95, 10), (99, 10), (10, 1), (0, 1)])
def test_percentiles_are_values_that_were_seen(percent: float, value: float) -> None:
    assert percentile([10, 9, 8, 7, 6, 5, 4, 3, 2, 1], percent) == value
