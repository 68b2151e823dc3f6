"""A class over real connections: who is told what, and who may do what."""

import base64
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
import requests

from app.config import MAX_PUPILS, MAX_QUEUED
from tests.serving import WAIT, RawSocket, Server, ask, connected, serving

KEY = {"FORWARD_PASS_SECRET": "a key of the tests, of 32 letters"}
MOMENT = {"page": "/", "fragment": "v=1", "network": "classic"}
SEVEN = np.array([[20_000, 10_000], [45_000, 10_000], [30_000, 55_000]], "<u2").tobytes()


class Person:
    """Somebody's page: what it asks, and the news that came to it, merged as a page does."""

    def __init__(self, stack: ExitStack, url: str, transport: str = "websocket") -> None:
        self.news: list[dict[str, Any]] = []
        self.came: dict[str, float] = {}  # when, for what was told
        self._came = threading.Condition()
        self.client = stack.enter_context(connected(url, transport, room=self._hear))
        self.room: dict[str, Any] = {}
        self.token = ""

    def _hear(self, news: dict[str, Any]) -> None:
        with self._came:
            self.news.append(news)
            self.came.setdefault(news.get("told", ""), time.monotonic())
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


def test_the_wall_is_opened_for_all_who_see_the_class(
    come: Callable[..., Person], teacher: Person, pupil: Person
) -> None:
    display = come()
    display.does("display", token=teacher.token)
    assert (display.room["wall"], display.room["inviting"]) == (False, False)
    pupil.does("draw", drawing=drawing())
    teacher.does("set", wall=True)
    for each in (teacher, display):
        each.sees("wall", bool)
        (tile,) = each.sees("pupils", lambda pupils: pupils[0]["drawing"])
        assert 0 < tile["drawing"]["second"] < tile["drawing"]["score"]
    teacher.does("set", inviting=True)
    display.sees("inviting", bool)


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


# Whoever reads too slowly


class Poller:
    """A page over long-polling that reads only when it is told to."""

    def __init__(self, url: str) -> None:
        self._url = f"{url}/socket.io/?EIO=4&transport=polling"
        opened = requests.get(self._url, timeout=WAIT).text
        self._url += f"&sid={json.loads(opened[1:])['sid']}"
        self.say({"type": 0, "nsp": "/"})

    def say(self, packet: object) -> None:
        body = b"b" + base64.b64encode(msgspec.msgpack.encode(packet))
        requests.post(self._url, body, timeout=WAIT).raise_for_status()

    def reads(self) -> list[Any]:
        """The news that wait for it."""
        bodies = requests.get(self._url, timeout=WAIT).text.split("\x1e")
        packets = [
            msgspec.msgpack.decode(base64.b64decode(each[1:]))
            for each in bodies if each.startswith("b")
        ]  # fmt: skip
        return [each["data"][1] for each in packets if each["type"] == 2]


def test_a_display_that_reads_too_slowly_for_parts_gets_the_whole_and_misses_nothing(
    school: Server, teacher: Person, pupil: Person
) -> None:
    slow = Poller(school.url)
    question = {"seq": 1, "do": "display", "token": teacher.token}
    slow.say({"type": 2, "nsp": "/", "id": 1, "data": ["room", question]})
    scribble = {"points": SEVEN * 1_500, "lengths": [4_500]}
    n = 20
    for k in range(1, n + 1):
        pupil.does("draw", drawing={"n": k, **scribble})
        teacher.hears(
            lambda news, k=k: [  # type: ignore[misc]
                each for each in news.get("pupils", ())
                if each["drawing"] and each["drawing"]["n"] == k
            ]
        )  # fmt: skip
    waiting = slow.reads()
    assert len(msgspec.msgpack.encode(waiting)) < 2 * MAX_QUEUED
    while True:
        whole = [news["room"] for news in waiting if "room" in news]
        if whole:
            break
        waiting = slow.reads()
    (seen,) = whole[-1]["pupils"]
    assert seen["drawing"]["n"] == n


# What pupils had better not try


BY_STEERER: dict[str, dict[str, Any]] = {
    "show": {"moment": MOMENT},
    "ask": {"kind": "digit", "labels": ["0", "1"]},
    "again": {},
    "close": {},
    "reveal": {},
    "done": {},
    "hands": {"choice": 0, "n": 30},
    "set": {"locked": True},
    "wall": {"uncover": "all"},
    "promote": {"pupil": None},
    "kept": {"drawings": []},
    "end": {},
}


def test_a_pupil_who_sends_what_only_the_teacher_may_is_refused_and_changes_nothing(
    come: Callable[..., Person], teacher: Person, pupil: Person
) -> None:
    stranger = come()
    before = come().does("display", token=teacher.token)["room"]
    for do, fields in BY_STEERER.items():
        assert pupil.is_refused(do, **fields) == "forbidden"
        assert stranger.is_refused(do, **fields) == "forbidden"
    for do in ("steer", "display"):
        assert pupil.is_refused(do, token=pupil.token) == "forbidden"
    after = come().does("display", token=teacher.token)["room"]
    assert {name: after[name] for name in ("head", "pupils")} == {
        name: before[name] for name in ("head", "pupils")
    }


def test_a_token_that_was_altered_or_made_up_is_refused(teacher: Person, pupil: Person) -> None:
    told, _, signature = teacher.token.partition(".")
    for token in (f"{told}.{signature[:-2]}AA", f"{told[:-2]}AA.{signature}", "x", "."):
        assert pupil.is_refused("steer", token=token) == "forbidden"
        assert pupil.is_refused("join", token=token) == "forbidden"
    snapshot = bytearray(teacher.room["snapshot"])
    snapshot[20] ^= 1
    steer = {"token": teacher.token, "snapshot": bytes(snapshot)}
    assert teacher.is_refused("steer", **steer) == "forbidden"
    assert teacher.is_refused("steer", token=teacher.token, snapshot=b"") == "forbidden"


def test_the_token_of_one_class_opens_no_other(come: Callable[..., Person], pupil: Person) -> None:
    other = come()
    other.does("open", moment=MOMENT)
    other_pupil = come()
    other_pupil.does("join", code=other.room["code"])
    other.does("ask", kind="yes-no", labels=["Yes", "No"])
    vote = other_pupil.sees("head", lambda head: head["vote"])["vote"]["id"]
    assert pupil.is_refused("vote", vote=vote, round=1, choice=0) == "vote"
    assert other.is_refused("wall", hide=pupil.id) == "message"
    other.does("end")
    other_pupil.hears(lambda news: "ended" in news)
    assert pupil.does("draw", drawing=drawing())["reading"]


def test_a_thousand_votes_of_one_device_count_once_and_the_others_are_counted(
    come: Callable[..., Person], teacher: Person, pupil: Person
) -> None:
    others = [come() for _ in range(3)]
    for each in others:
        each.does("join", code=teacher.room["code"])
    teacher.does("ask", kind="yes-no", labels=["Yes", "No"])
    vote = pupil.sees("head", lambda head: head["vote"])["vote"]["id"]
    for k in range(1_000):
        pupil.client.emit("room", {"seq": k, "do": "vote", "vote": vote, "round": 1, "choice": 0})
    for each in others:
        each.does("vote", vote=vote, round=1, choice=1)
    pupil.does("vote", vote=vote, round=1, choice=1)  # what it had said before is through
    pupil.does("vote", vote=vote, round=1, choice=0)
    head = teacher.sees("head", lambda head: head["vote"] and head["vote"]["counts"] == [[1, 3]])
    assert head["answered"] == 4


def test_a_device_from_which_the_steering_was_taken_changes_nothing(
    come: Callable[..., Person], teacher: Person
) -> None:
    second = come()
    assert second.is_refused("steer", token=teacher.token[::-1]) == "forbidden"
    second.does("steer", token=teacher.token)  # the same lease: the same page in another window
    teacher.does("promote", pupil=None)
    third = come()
    third.does("join", code=teacher.room["code"])
    teacher.does("promote", pupil=third.id)
    third.does("accept")
    for device in (teacher, second):
        device.hears(lambda news: news.get("told") == "taken")
        for do, fields in BY_STEERER.items():
            assert device.is_refused(do, **fields) == "taken"


@pytest.mark.parametrize(
    "fields",
    [
        {"do": "teach"},
        {"do": "open"},
        {"do": "open", "moment": MOMENT | {"page": "/healthz"}},
        {"do": "open", "moment": MOMENT | {"page": "/lessons/none"}},
        {"do": "open", "moment": MOMENT | {"network": "none"}},
        {"do": "open", "moment": MOMENT | {"fragment": "<script>"}},
        {"do": "open", "moment": MOMENT | {"fragment": "x" * 49_153}},
        {"do": "join"},
        {"do": "join", "code": "444444", "token": "x"},
        {"do": "join", "code": "4" * 21},
        {"do": "ask", "kind": "riddle", "labels": ["a", "b"]},
        {"do": "ask", "kind": "digit", "labels": ["a"]},
        {"do": "ask", "kind": "digit", "labels": ["a"] * 21},
        {"do": "ask", "kind": "digit", "labels": ["a", "b" * 61]},
        {"do": "ask", "kind": "digit", "labels": ["a", "b\n"]},
        {"do": "vote", "vote": "x", "round": 3, "choice": 0},
        {"do": "draw", "drawing": {"n": 0, "points": SEVEN, "lengths": [3]}},
        {"do": "draw", "drawing": {"n": 1, "points": SEVEN, "lengths": [2]}},
        {"do": "draw", "drawing": {"n": 1, "points": b"", "lengths": [1]}},
        {"do": "wall", "uncover": "some"},
        {"do": "set", "task": 10},
        {"do": "hands", "choice": 0, "n": 501},
    ],
)
def test_what_is_not_of_the_contract_is_told_in_plain_words(
    pupil: Person, fields: dict[str, Any]
) -> None:
    error = pupil.says(**fields)["error"]
    assert error["code"] in ("message", "network", "lesson", "points")
    assert error["message"] == f"expected {error['expected']}, found {error['found']}"
    assert len(error["message"]) < 300


# After the server has died


@contextmanager
def anew(models: Path, port: int = 0) -> Iterator[Server]:
    with serving("--port", f"{port}", models=models, settings=KEY) as running:
        yield running


def test_a_class_outlasts_the_death_of_the_server(models: Path) -> None:
    """As the same pupils, with nothing lost and nothing counted twice."""
    with ExitStack() as stack:
        with anew(models) as first:
            teacher, away, back = (Person(stack, first.url) for _ in range(3))
            teacher.does("open", moment=MOMENT)
            for each in (away, back):
                each.does("join", code=teacher.room["code"])
                each.does("draw", drawing=drawing(2))
            teacher.does("ask", kind="yes-no", labels=["Yes", "No"])
            vote = back.sees("head", lambda head: head["vote"])["vote"]["id"]
            away.does("vote", vote=vote, round=1, choice=1)
            teacher.hears(lambda news: vote.encode() in news.get("snapshot", b""))
            snapshot = [news["snapshot"] for news in teacher.news if "snapshot" in news][-1]
            tile = [
                each for news in teacher.news for each in news.get("pupils", ())
                if each["id"] == away.id and each["drawing"]
            ][-1]["drawing"]  # fmt: skip
            back.does("vote", vote=vote, round=1, choice=0)
            first.process.kill()
        ballot = {"vote": vote, "round": 1, "choice": 0}
        with anew(models) as second:
            steers, joins = Person(stack, second.url), Person(stack, second.url)
            gone = joins.says("join", token=back.token)["error"]
            assert (gone["code"], gone["retry_after"]) == ("gone", 1)
            assert steers.is_refused("steer", token=teacher.token) == "gone"
            steers.does("steer", token=teacher.token, snapshot=snapshot)
            assert steers.room["code"] == teacher.room["code"]
            for _ in range(2):
                joins.does("join", token=back.token, drawing=drawing(2), vote=ballot)
                assert joins.room["you"]["nickname"] == back.room["you"]["nickname"]
            kept = {name: tile[name] for name in ("n", "points", "lengths")}
            steers.does("kept", drawings=[{"id": away.id, "drawing": kept}])
            steers.hears(
                lambda news: [
                    each for each in news.get("pupils", ())
                    if each["id"] == away.id and each["drawing"]["prediction"] is not None
                ]
            )  # fmt: skip
            steers.does("steer", token=steers.token)
            pupils = {each["id"]: each for each in steers.room["pupils"]}
            assert pupils.keys() == {away.id, back.id}
            assert [each["drawing"]["n"] for each in pupils.values()] == [2, 2]
            assert steers.room["head"]["vote"]["counts"] == [[1, 1]]


def test_a_class_of_150_is_full_and_all_of_them_see_a_step(
    come: Callable[..., Person], teacher: Person, school: Server
) -> None:
    code = teacher.room["code"]
    sockets = [RawSocket(school.url) for _ in range(MAX_PUPILS)]
    for each in sockets:
        assert "token" in each.ask("room", {"seq": 1, "do": "join", "code": code})
    error = come().says("join", code=code)["error"]
    assert (error["code"], error["values"]) == ("full", {"most": MAX_PUPILS})
    teacher.does("show", moment=MOMENT | {"fragment": "v=2"})
    for each in sockets:
        while True:
            news = each.receive()["data"][1]
            if "head" in news and news["head"]["moment"]["fragment"] == "v=2":
                break
        each.close()
