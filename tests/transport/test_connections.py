"""What a message took is what it costs."""

import pytest

from app.config import LIVE_BURST, OTHER_BURST, TOKEN
from app.transport.connections import Connection


@pytest.fixture
def connection() -> Connection:
    return Connection()


def n_left(connection: Connection, kind: str) -> int:
    bucket = getattr(connection, kind)
    n = 0
    while not bucket.take():
        n += 1
    return n


@pytest.mark.parametrize(("tokens", "cost"), [(0.2, 1), (1, 1), (2, 1), (3, 2), (60, 59)])
def test_a_message_costs_what_it_took_within_a_factor_of_two(
    connection: Connection, tokens: float, cost: int
) -> None:
    assert connection.take(connection.live) == 0
    assert connection.pay(tokens * TOKEN) == 0
    assert n_left(connection, "live") == pytest.approx(LIVE_BURST - cost, abs=2)
    assert n_left(connection, "other") == pytest.approx(OTHER_BURST, abs=2)


def test_what_was_refused_is_paid_for_and_rested_after(connection: Connection) -> None:
    n_left(connection, "live")
    wait = connection.take(connection.live)
    assert connection.pay(10 * TOKEN) == pytest.approx(40 * TOKEN)
    assert connection.take(connection.live) > wait + 7 * TOKEN


def test_what_was_no_message_is_paid_for_with_the_others(connection: Connection) -> None:
    assert connection.pay(22 * TOKEN) == 0
    assert n_left(connection, "other") == pytest.approx(OTHER_BURST - 20, abs=2)
    assert n_left(connection, "live") == pytest.approx(LIVE_BURST, abs=2)
