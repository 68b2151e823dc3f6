"""The rooms of a process: their codes, their end, and how many there may be."""

from random import Random

import pytest

from app import config
from app.config import LONGEST_IDLE, MAX_ROOMS
from app.rooms import Moment, Room, Seat, Store, codes, store
from app.rooms.errors import Gone, Refused
from app.rooms.nicknames import new_nickname
from app.rooms.tokens import Tokens

MOMENT = Moment("/", "", "classic")


class Clock:
    """Seconds, as a test wants them."""

    now = 1e9

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def rooms(clock: Clock) -> Store:
    return Store(clock, Random(5))  # noqa: S311  # the same in every run


def refusal(of: Store, room: Room, snapshot: bytes | None = None) -> str:
    with pytest.raises(Refused) as caught:
        _ = of.find(room.state.id) if snapshot is None else of.restore(room.state.id, snapshot)
    return caught.value.code


def test_a_code_is_found_however_it_is_typed(rooms: Store) -> None:
    room = rooms.open(MOMENT)
    code = room.state.code
    assert set(code) <= set(codes.SYMBOLS)
    typed = f" {code[:3].lower()}-{code[3:]}".replace("D", "O").replace("6", "G")
    assert rooms.find_code(typed) is room
    with pytest.raises(Refused) as caught:
        rooms.find_code("333333")
    assert caught.value.code == "code"


def test_no_symbol_of_a_code_looks_like_another() -> None:
    for alike in ("0OQD", "1IL", "2Z", "5S", "6G", "8B", "UVY"):
        assert len(set(alike) & set(codes.SYMBOLS)) <= 1
    assert not set("AEIOU") & set(codes.SYMBOLS)


def test_a_room_that_was_ended_stays_ended_whatever_snapshot_comes(rooms: Store) -> None:
    room = rooms.open(MOMENT)
    snapshot = room.pack()
    rooms.end(room)
    assert refusal(rooms, room) == refusal(rooms, room, snapshot) == "ended"
    with pytest.raises(Refused) as caught:
        rooms.find_code(room.state.code)
    assert caught.value.code == "ended"


def test_twelve_idle_hours_end_a_room_also_one_that_only_a_snapshot_knows(
    rooms: Store, clock: Clock
) -> None:
    idle, busy = rooms.open(MOMENT), rooms.open(MOMENT)
    snapshot = idle.pack()
    clock.now += LONGEST_IDLE
    rooms.touch(busy)
    assert rooms.idle() == [idle]
    clock.now += 1
    later = Store(clock, Random(6))  # noqa: S311
    assert refusal(later, idle, snapshot) == "ended"


def test_a_snapshot_of_another_room_brings_nothing_back(rooms: Store) -> None:
    one, other = rooms.open(MOMENT), rooms.open(MOMENT)
    empty = Store(Clock(), Random(6))  # noqa: S311
    assert refusal(empty, one, other.pack()) == "forbidden"
    with pytest.raises(Gone):
        empty.find(one.state.id)


def test_whoever_opens_one_room_too_many_gets_the_place_of_an_empty_one(rooms: Store) -> None:
    opened = [rooms.open(MOMENT) for _ in range(MAX_ROOMS)]
    for room in opened[1:]:
        room.see_steerer(is_here=True)
    rooms.open(MOMENT).see_steerer(is_here=True)
    with pytest.raises(Gone):
        rooms.find(opened[0].state.id)
    with pytest.raises(Refused) as caught:
        rooms.open(MOMENT)
    assert caught.value.code == "full"


def test_all_drawings_together_are_bounded(rooms: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    rooms.open(MOMENT).n_bytes = 900
    monkeypatch.setattr(store, "MOST_DRAWN", 1_000)
    rooms.check_place(100)
    with pytest.raises(Refused) as caught:
        rooms.check_place(101)
    assert caught.value.code == "full"


def test_there_are_far_more_nicknames_than_pupils() -> None:
    random = Random(5)  # noqa: S311
    taken: set[str] = set()
    for _ in range(5 * config.MAX_PUPILS):
        nickname = new_nickname(random, taken)
        assert len(nickname.split()) == 2
        taken.add(nickname)
    assert len(taken) == 5 * config.MAX_PUPILS


def test_a_token_of_another_key_is_not_ours() -> None:
    ours, others = Tokens(b"k" * 32), Tokens(b"l" * 32)
    seat = Seat("pupil", "12345678")
    assert ours.seat(ours.token("room", seat, "blue heron")) == ("room", seat, "blue heron")
    for token in (others.token("room", seat), ours.sign(b"snapshot").decode(), "", "a.b.c"):
        with pytest.raises(Refused):
            ours.seat(token)
    with pytest.raises(Refused):
        ours.unsign(others.sign(b"snapshot"))
