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


def test_work_beyond_one_token_is_owed(clock: Clock) -> None:
    bucket = Bucket(rate=10, burst=3)
    assert bucket.take() == 0
    bucket.charge(4)  # 2 were left
    assert bucket.take() == pytest.approx(0.3)  # 2 that are owed, and 1
    clock.now += 0.29
    assert bucket.take() > 0
    clock.now += 0.011
    assert bucket.take() == 0


def test_excess_is_the_time_of_refusals_without_a_seconds_pause(clock: Clock) -> None:
    bucket = Bucket(rate=1, burst=1)
    bucket.take()
    for _ in range(41):  # eight times a second
        bucket.take()
        clock.now += 0.125
    assert bucket.excess == pytest.approx(4.75, abs=0.25)
    clock.now += 1.1  # no refusal for more than a second: this is another excess
    for _ in range(4):
        bucket.take()
    assert bucket.excess == 0


def test_waiting_as_told_is_no_excess(clock: Clock) -> None:
    bucket = Bucket(rate=10, burst=1)
    ask_again = [100.0, 100.0]  # two questions at a time, as a page that compares two networks
    refusals = 0
    while clock.now < 130:
        k = ask_again.index(min(ask_again))
        clock.now = ask_again[k]
        wait = bucket.take()
        refusals += wait > 0
        bucket.charge(0 if wait else 2.5)
        ask_again[k] += wait + 0.0001 if wait else 0.001
    assert refusals > 60
    assert bucket.excess == 0


def test_nothing_refused_is_no_excess(clock: Clock) -> None:
    bucket = Bucket(rate=1, burst=5)
    for _ in range(5):
        bucket.take()
        clock.now += 100
    assert bucket.excess == 0
