"""What waits to be sent on a connection is bounded, and of it the newest wins."""

from collections.abc import Iterator

import pytest
from engineio.packet import MESSAGE, PING, Packet
from gevent.queue import Empty

from app.config import MAX_QUEUE, MAX_QUEUED, MOST_AT_A_TIME, MOST_QUEUED
from app.transport.engine import Outbox


def message(name: int, size: int = 4) -> Packet:
    return Packet(MESSAGE, name.to_bytes(4) + bytes(size - 4))


def batch(outbox: Outbox) -> Iterator[int]:
    """What the writer takes in one go."""
    packet = outbox.get(timeout=1)
    try:
        while True:
            yield int.from_bytes(packet.data[:4]) if packet.packet_type == MESSAGE else -1
            packet = outbox.get(block=False)
    except Empty:
        pass


def everything(outbox: Outbox) -> list[int]:
    names: list[int] = []
    while outbox.qsize():
        names += batch(outbox)
    return names


def test_of_too_many_messages_the_older_half_is_dropped() -> None:
    outbox = Outbox()
    outbox.put(Packet(PING))
    for name in range(MAX_QUEUE):
        outbox.put(message(name))
    assert everything(outbox) == [-1, *range(MAX_QUEUE // 2, MAX_QUEUE)]


def test_who_never_reads_holds_no_more_than_some_bytes() -> None:
    outbox = Outbox()
    for name in range(50):
        outbox.put(message(name, 128 * 1024))
        assert outbox.n_bytes <= MAX_QUEUED
    assert everything(outbox) == [48, 49]


@pytest.mark.parametrize("size", [MAX_QUEUED, 2 * MAX_QUEUED])
def test_the_newest_is_kept_however_long(size: int) -> None:
    outbox = Outbox()
    for name in range(3):
        outbox.put(message(name, size))
    assert everything(outbox) == [2]


def test_no_more_is_taken_in_one_go_than_can_be_sent_soon() -> None:
    outbox = Outbox()
    for name in range(20):
        outbox.put(message(name, 10_000))
    assert list(batch(outbox)) == list(range(MOST_AT_A_TIME // 10_000 + 1))
    assert outbox.n_bytes == 200_000  # until it has been sent
    assert everything(outbox) == list(range(7, 20))


def test_of_all_who_do_not_read_the_one_with_the_most_loses() -> None:
    greedy = [Outbox() for _ in range(MOST_QUEUED // MAX_QUEUED + 5)]
    polite = Outbox()
    polite.put(message(7, 40_000))
    for outbox in greedy:
        outbox.put(message(1, MAX_QUEUED // 2))
        outbox.put(message(2, MAX_QUEUED // 2))
    assert sum(each.n_bytes for each in greedy) <= MOST_QUEUED
    assert everything(polite) == [7]
