"""A class over real connections: who is told what, and who may do what."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.serving import WAIT, Server, ask, connected, serving

KEY = {"FORWARD_PASS_SECRET": "a key of the tests, of 32 letters"}
MOMENT = {"page": "/", "fragment": "v=1", "network": "classic"}
SEVEN = np.array([[20_000, 10_000], [45_000, 10_000], [30_000, 55_000]], "<u2").tobytes()


class Person:
    """Somebody's page: what it asks, and the news that came to it, merged as a page does."""

    def __init__(self, stack: ExitStack, url: str, transport: str = "websocket") -> None:
        self.news: list[dict[str, Any]] = []
        self._came = threading.Condition()
        self.client = stack.enter_context(connected(url, transport, room=self._hear))
        self.room: dict[str, Any] = {}
        self.token = ""

    def _hear(self, news: dict[str, Any]) -> None:
        with self._came:
            self.news.append(news)
            self._came.notify_all()

    def says(self, do: str, **fields: Any) -> dict[str, Any]:
        """The answer, whatever it is."""
        answer = ask(self.client, "room", {"seq": 1, "do": do, **fields})
        if "room" in answer:
            self.room = answer["room"]
        self.token = answer.get("token", self.token)
        return answer

    def does(self, do: str, **fields: Any) -> dict[str, Any]:
        """The answer to what is done well."""
        answer = self.says(do, **fields)
        assert "error" not in answer
        return answer

    def is_refused(self, do: str, **fields: Any) -> str:
        """The code of the error."""
        code: str = self.says(do, **fields)["error"]["code"]
        return code

    def hears(self, is_it: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
        """The first news of a kind, waited for."""
        with self._came:
            found = self._came.wait_for(lambda: [*filter(is_it, self.news)], WAIT)
        assert found, self.news
        return found[0]

    def sees(self, part: str, is_it: Callable[[Any], object]) -> Any:
        """A part of the news, once it is so."""
        return self.hears(lambda news: part in news and is_it(news[part]))[part]

    @property
    def id(self) -> str:
        found: str = self.room["you"]["id"]
        return found


def drawing(n: int = 1) -> dict[str, Any]:
    return {"n": n, "points": SEVEN, "lengths": [3]}


@pytest.fixture(scope="module")
def school(models: Path) -> Iterator[Server]:
    with serving(models=models, settings=KEY) as running:
        yield running


@pytest.fixture
def come(school: Server) -> Iterator[Callable[..., Person]]:
    with ExitStack() as stack:
        yield lambda transport="websocket": Person(stack, school.url, transport)


@pytest.fixture
def teacher(come: Callable[..., Person]) -> Person:
    teacher = come()
    teacher.does("open", moment=MOMENT)
    return teacher


@pytest.fixture
def pupil(come: Callable[..., Person], teacher: Person) -> Person:
    pupil = come()
    pupil.does("join", code=teacher.room["code"])
    return pupil


def test_a_step_of_the_teacher_is_on_every_phone(
    come: Callable[..., Person], teacher: Person, pupil: Person
) -> None:
    other = come("polling")  # one packet is for all: over both transports
    other.does("join", code=teacher.room["code"].lower())
    moment = {"page": "/", "fragment": "v=1&step=2", "network": "deep"}
    teacher.does("show", moment=moment)
    for each in (pupil, other, teacher):
        assert each.sees("head", lambda head: head["moment"] == moment)


def test_a_drawing_is_read_for_the_pupil_and_comes_to_the_wall(
    teacher: Person, pupil: Person
) -> None:
    reading = pupil.does("draw", drawing=drawing())["reading"]
    (tile,) = teacher.sees("pupils", lambda pupils: pupils[0]["drawing"])
    assert tile["drawing"]["points"] == SEVEN
    assert {name: tile["drawing"][name] for name in reading} == reading
    assert len(tile["drawing"]["digit"]["inked"]) == 50
    assert pupil.does("draw", drawing=drawing())["reading"] == reading
    assert pupil.does("draw", drawing={"n": 2, "points": b"", "lengths": []})["reading"] is None
    teacher.sees("pupils", lambda pupils: pupils[0]["drawing"] is None)


def test_another_network_reads_the_drawings_anew(teacher: Person, pupil: Person) -> None:
    before = pupil.does("draw", drawing=drawing())["reading"]
    teacher.does("show", moment=MOMENT | {"network": "deep"})
    after = pupil.sees("you", lambda you: you["reading"])["reading"]
    assert after["score"] != before["score"]
    teacher.hears(
        lambda news: [
            each for each in news.get("pupils", ())
            if each["drawing"] and each["drawing"]["score"] == after["score"]
        ]
    )  # fmt: skip


def test_a_vote_is_counted_with_the_hands_and_seen_by_all_once_it_is_shown(
    teacher: Person, pupil: Person
) -> None:
    teacher.does("ask", kind="yes-no", labels=["Yes", "No"])
    vote = pupil.sees("head", lambda head: head["vote"])["vote"]
    assert vote["counts"] is None
    pupil.does("vote", vote=vote["id"], round=1, choice=1)
    pupil.does("vote", vote=vote["id"], round=1, choice=0)
    teacher.does("hands", choice=1, n=4)
    teacher.sees("head", lambda head: head["vote"] and head["vote"]["counts"] == [[1, 4]])
    teacher.does("again")
    pupil.does("vote", vote=vote["id"], round=2, choice=1)
    assert pupil.is_refused("vote", vote=vote["id"], round=1, choice=1) == "vote"
    teacher.does("reveal")
    shown = pupil.sees("head", lambda head: head["vote"] and head["vote"]["phase"] == "shown")
    assert shown["vote"]["counts"] == [[1, 4], [0, 1]]
    assert shown["answered"] == shown["pupils"] == 1


def test_a_tablet_that_is_handed_on_has_a_pupil_more(teacher: Person, pupil: Person) -> None:
    first = pupil.id
    pupil.does("draw", drawing=drawing())
    pupil.does("hand-on")
    assert pupil.id != first
    assert pupil.room["you"]["drawing"] is None
    pupil.does("draw", drawing=drawing())
    teacher.does("steer", token=teacher.token)
    drawn = {each["id"]: bool(each["drawing"]) for each in teacher.room["pupils"]}
    assert drawn == {first: True, pupil.id: True}
    assert {each["id"] for each in teacher.room["pupils"] if each["here"]} == {pupil.id}


def test_the_phone_takes_over_and_the_laptop_takes_back(
    come: Callable[..., Person], teacher: Person, pupil: Person
) -> None:
    laptop, phone = teacher, pupil
    old = laptop.token
    assert phone.is_refused("accept") == "forbidden"
    laptop.does("promote", pupil=phone.id)
    phone.sees("you", lambda you: you["offered"])
    phone.does("accept")
    laptop.hears(lambda news: news.get("told") == "taken")
    assert laptop.is_refused("show", moment=MOMENT) == "taken"
    phone.does("show", moment=MOMENT | {"fragment": "by=phone"})
    laptop.sees("head", lambda head: head["moment"]["fragment"] == "by=phone")
    assert laptop.is_refused("steer", token=old) == "taken"
    second = come()
    second.does("display", token=old)
    assert second.is_refused("show", moment=MOMENT) == "forbidden"
    laptop.does("steer", token=old, take=True)
    phone.hears(lambda news: news.get("told") == "taken")
    laptop.does("show", moment=MOMENT | {"fragment": "by=laptop"})
    second.sees("head", lambda head: head["moment"]["fragment"] == "by=laptop")


def test_a_pupil_who_is_removed_is_told_and_does_not_come_back(
    teacher: Person, pupil: Person
) -> None:
    teacher.does("wall", remove=pupil.id)
    pupil.hears(lambda news: news.get("told") == "removed")
    teacher.hears(lambda news: news.get("gone") == [pupil.id])
    assert pupil.is_refused("draw", drawing=drawing()) == "forbidden"
    assert pupil.is_refused("join", token=pupil.token) == "forbidden"


def test_a_class_that_was_ended_is_so_for_all_and_stays_so(teacher: Person, pupil: Person) -> None:
    teacher.does("end")
    assert pupil.hears(lambda news: "ended" in news)["ended"] is True
    for by in ({"token": pupil.token}, {"code": teacher.room["code"]}):
        assert pupil.is_refused("join", **by) == "ended"
    snapshot = teacher.room["snapshot"]
    assert teacher.is_refused("steer", token=teacher.token, snapshot=snapshot) == "ended"


def test_whoever_looks_around_is_called_back_when_the_steps_are_held(
    teacher: Person, pupil: Person
) -> None:
    pupil.does("follow", on=False)
    teacher.sees("head", lambda head: (head["pupils"], head["following"]) == (1, 0))
    teacher.does("set", held=True, task=7, paused=True)
    assert pupil.sees("you", lambda you: you["following"])
    assert pupil.is_refused("follow", on=False) == "forbidden"
    assert pupil.is_refused("draw", drawing=drawing()) == "paused"
    head = pupil.sees("head", lambda head: head["held"])
    assert (head["task"], head["paused"]) == (7, True)


def test_a_wrong_code_makes_the_next_one_wait_and_a_right_one_never_is_refused(
    come: Callable[..., Person], teacher: Person
) -> None:
    guesser = come()
    began = time.monotonic()
    for _ in range(3):  # as ask does, it waits as it is told
        assert guesser.is_refused("join", code="333333") == "code"
    assert time.monotonic() - began > 1
    come().does("join", code=teacher.room["code"])
    guesser.does("join", code=teacher.room["code"])
