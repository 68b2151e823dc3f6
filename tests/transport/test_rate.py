"""A token bucket, by a clock that the tests move."""

import pytest

from app.transport import rate
from app.transport.rate import Bucket


class Clock:
    """Stands in for `monotonic`."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    stopped = Clock()
    monkeypatch.setattr(rate, "monotonic", stopped)
    return stopped


def test_burst_then_refusal_with_the_time_to_wait(clock: Clock) -> None:
    bucket = Bucket(rate=10, burst=3)
    assert [bucket.take() for _ in range(3)] == [0, 0, 0]
    wait = bucket.take()
    assert wait == pytest.approx(0.1)
    clock.now += wait + 0.001
    assert bucket.take() == 0


def test_steady_use_at_the_rate_is_never_refused(clock: Clock) -> None:
    bucket = Bucket(rate=10, burst=1)
    for _ in range(100):
        assert bucket.take() == 0
        clock.now += 0.1001


def test_rest_fills_it_up_to_the_burst_and_no_further(clock: Clock) -> None:
    bucket = Bucket(rate=10, burst=3)
    clock.now += 1000
    assert [bucket.take() > 0 for _ in range(4)] == [False, False, False, True]


def test_excess_is_the_time_of_refusals_without_a_seconds_pause(clock: Clock) -> None:
    bucket = Bucket(rate=1, burst=1)
    bucket.take()
    for _ in range(20):
        bucket.take()
        clock.now += 0.25
    assert bucket.excess == pytest.approx(4.75)
    clock.now += 1.1  # no refusal for more than a second: this is another excess
    bucket.take()
    bucket.take()
    assert bucket.excess == 0


def test_nothing_refused_is_no_excess(clock: Clock) -> None:
    bucket = Bucket(rate=1, burst=5)
    for _ in range(5):
        bucket.take()
        clock.now += 100
    assert bucket.excess == 0
