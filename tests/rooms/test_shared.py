"""Classes that two processes share by a real Redis."""

import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
import redis

from tests.fixtures import messages as fixtures
from tests.messages.test_rooms import KEY, MOMENT, SEVEN, Person, drawing
from tests.serving import WAIT, Server, ask, serving

pytestmark = pytest.mark.skipif(shutil.which("redis-server") is None, reason="no redis-server")

SHORT = 3.0  # seconds within which everybody is told that Redis does not answer
AGREE = 5.0  # seconds after its return within which all see the same


class Redis:
    """A redis-server that keeps nothing on disk."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._folder = folder
        self.url = f"redis://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        arguments = ["--port", f"{self.port}", "--save", "", "--dir", f"{self._folder}"]
        self.process = subprocess.Popen(
            ["redis-server", *arguments, "--bind", "127.0.0.1"], stdout=subprocess.DEVNULL
        )
        end = time.monotonic() + WAIT
        while True:
            try:
                redis.Redis(port=self.port).ping()
            except redis.ConnectionError:
                assert time.monotonic() < end
                time.sleep(0.05)
            else:
                return

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """As if the machine that it runs on stood still."""
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Redis]:
    started = Redis(tmp_path_factory.mktemp("redis"))
    yield started
    started.kill()


Come = Callable[[Server], Person]


@pytest.fixture(scope="module")
def two(store: Redis, models: Path) -> Iterator[tuple[Server, Server]]:
    with sharing(store, models) as one, sharing(store, models) as other:
        yield one, other


def sharing(store: Redis, models: Path) -> AbstractContextManager[Server]:
    return serving(models=models, settings=KEY | {"FORWARD_PASS_REDIS": store.url})


@pytest.fixture
def come() -> Iterator[Come]:
    with ExitStack() as stack:
        yield lambda server: Person(stack, server.url)


def surely(person: Person, do: str, **fields: Any) -> dict[str, Any]:
    """The answer, asked for again as often as one is told when."""
    end = time.monotonic() + WAIT
    while True:
        answer = person.says(do, **fields)
        error = answer.get("error", {})
        if "retry_after" not in error or time.monotonic() > end:
            assert not error
            return answer
        time.sleep(error["retry_after"])


def attendance(person: Person) -> dict[str, Any]:
    """The class as a person who steers finds it now."""
    surely(person, "steer", token=person.token)
    return {each["id"]: each for each in person.room["pupils"]}


def agrees(person: Person, is_it: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    """The class of a person who steers, once it is so."""
    end = time.monotonic() + WAIT
    while True:
        found = attendance(person)
        if is_it(found):
            return found
        assert time.monotonic() < end, found
        time.sleep(0.05)


def test_a_class_is_the_same_whichever_process_one_is_connected_to(
    two: tuple[Server, Server], come: Come
) -> None:
    teacher, near, far = come(two[0]), come(two[0]), come(two[1])
    teacher.does("open", moment=MOMENT)
    for each in (near, far):
        each.does("join", code=teacher.room["code"])
    assert near.room["you"]["nickname"] != far.room["you"]["nickname"]
    agrees(teacher, lambda pupils: all(each["here"] for each in pupils.values()))

    moment = MOMENT | {"fragment": "v=1&step=2"}
    teacher.does("show", moment=moment)
    far.sees("head", lambda head: head["moment"] == moment and head["steerer"] == "here")

    far.does("draw", drawing=drawing())
    (tile,) = teacher.sees("pupils", lambda them: [each for each in them if each["drawing"]])
    assert (tile["id"], tile["drawing"]["points"]) == (far.id, SEVEN)
    agrees(teacher, lambda pupils: pupils[far.id]["drawing"]["score"])

    teacher.does("ask", kind="yes-no", labels=["Yes", "No"])
    vote = far.sees("head", lambda head: head["vote"])["vote"]
    far.does("vote", vote=vote["id"], round=1, choice=1)
    near.does("vote", vote=vote["id"], round=1, choice=0)
    teacher.does("reveal")
    shown = far.sees("head", lambda head: head["vote"] and head["vote"]["phase"] == "shown")
    assert shown["vote"]["counts"] == [[1, 1]]

    teacher.does("end")
    assert far.hears(lambda news: "ended" in news)
    assert far.is_refused("join", token=far.token) == "ended"
    assert near.is_refused("join", code=teacher.room["code"]) == "ended"


def test_who_takes_the_steering_at_another_process_has_it_alone(
    two: tuple[Server, Server], come: Come
) -> None:
    laptop, phone = come(two[0]), come(two[1])
    laptop.does("open", moment=MOMENT)
    phone.does("join", code=laptop.room["code"])
    laptop.does("promote", pupil=phone.id)
    phone.sees("you", lambda you: you["offered"])
    phone.does("accept")
    laptop.hears(lambda news: news.get("told") == "taken")
    assert laptop.is_refused("show", moment=MOMENT) == "taken"
    phone.does("show", moment=MOMENT | {"fragment": "by=phone"})
    laptop.sees("head", lambda head: head["moment"]["fragment"] == "by=phone")


def test_votes_at_two_processes_at_once_all_count_once(
    two: tuple[Server, Server], come: Come
) -> None:
    teacher = come(two[0])
    teacher.does("open", moment=MOMENT)
    pupils = [come(two[k % 2]) for k in range(10)]
    teacher.does("ask", kind="yes-no", labels=["Yes", "No"])
    vote = teacher.sees("head", lambda head: head["vote"])["vote"]["id"]

    def take_part(pupil: Person) -> None:
        surely(pupil, "join", code=teacher.room["code"])
        for k in range(5):
            surely(pupil, "draw", drawing=drawing(k + 1))
            surely(pupil, "vote", vote=vote, round=1, choice=k % 2)

    threads = [threading.Thread(target=take_part, args=(each,)) for each in pupils]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    found = agrees(teacher, lambda pupils: all(each["here"] for each in pupils.values()))
    assert teacher.room["head"]["vote"]["counts"] == [[10, 0]]
    assert {each["drawing"]["n"] for each in found.values()} == {5}
    assert len({each["nickname"] for each in found.values()}) == len(found) == 10


def test_pupils_of_a_process_that_is_killed_are_away_and_come_back_to_another_as_they_were(
    two: tuple[Server, Server], store: Redis, models: Path, come: Come
) -> None:
    teacher = come(two[0])
    teacher.does("open", moment=MOMENT)
    teacher.does("ask", kind="yes-no", labels=["Yes", "No"])
    vote = teacher.sees("head", lambda head: head["vote"])["vote"]["id"]
    ballot = {"vote": vote, "round": 1, "choice": 1}
    with sharing(store, models) as dying:
        pupil = come(dying)
        pupil.does("join", code=teacher.room["code"])
        pupil.does("draw", drawing=drawing())
        pupil.does("vote", **ballot)
        agrees(teacher, lambda pupils: pupils[pupil.id]["here"])
        dying.process.kill()
    agrees(teacher, lambda pupils: not pupils[pupil.id]["here"])

    again = come(two[1])
    again.does("join", token=pupil.token, drawing=drawing(), vote=ballot)
    assert again.room["you"]["nickname"] == pupil.room["you"]["nickname"]
    assert again.room["you"]["votes"] == [1, None]
    found = agrees(teacher, lambda pupils: pupils[pupil.id]["here"])
    assert [each["drawing"]["n"] for each in found.values()] == [1]
    assert teacher.room["head"]["vote"]["counts"] == [[0, 1]]


def test_with_too_many_classes_the_one_that_was_idle_longest_makes_place_and_lives_on(
    store: Redis, models: Path, come: Come
) -> None:
    first = "import app.config\napp.config.MOST_SHARED = 2"
    settings = KEY | {"FORWARD_PASS_REDIS": store.url}
    with serving(models=models, settings=settings, first=first) as small:
        teacher, pupil = come(small), come(small)
        teacher.does("open", moment=MOMENT)
        for _ in range(2):
            come(small).does("open", moment=MOMENT)
        kept = redis.Redis(port=store.port).keys("forward-pass:room:*")
        assert len(kept) <= 2
        pupil.does("join", code=teacher.room["code"])  # the process has it, and writes it again
        agrees(teacher, lambda pupils: pupil.id in pupils)


def test_a_redis_that_stands_still_is_told_and_drawing_goes_on(
    two: tuple[Server, Server], store: Redis, come: Come
) -> None:
    teacher, pupil = come(two[0]), come(two[1])
    teacher.does("open", moment=MOMENT)
    pupil.does("join", code=teacher.room["code"])
    message = fixtures.request() | {"network": "classic", "want": []}
    with store.stopped():
        began, n_passes = time.monotonic(), 0
        while time.monotonic() - began < 4:
            assert "error" not in ask(pupil.client, "pass", message)
            n_passes += 1
        for each in (teacher, pupil):
            assert each.came["waiting"] - began < SHORT
        assert n_passes > 20  # each wait for Redis would hold up one for a second
        refused = pupil.says("draw", drawing=drawing())["error"]
        assert (refused["code"], refused["retry_after"]) == ("away", 1)
    back = time.monotonic()
    for each in (teacher, pupil):
        each.hears(lambda news: news.get("told") == "back")
    surely(pupil, "draw", drawing=drawing())
    agrees(teacher, lambda pupils: pupils[pupil.id]["drawing"])
    assert time.monotonic() - back < AGREE


def test_a_redis_that_comes_back_empty_is_told_the_classes_again(
    two: tuple[Server, Server], store: Redis, come: Come
) -> None:
    teacher, pupil, other = come(two[0]), come(two[1]), come(two[1])
    teacher.does("open", moment=MOMENT)
    pupil.does("join", code=teacher.room["code"])
    pupil.does("draw", drawing=drawing())
    agrees(teacher, lambda pupils: pupils[pupil.id]["drawing"])
    store.kill()
    pupil.hears(lambda news: news.get("told") == "waiting")
    store.start()
    pupil.hears(lambda news: news.get("told") == "back")
    surely(other, "join", code=teacher.room["code"])
    found = agrees(teacher, lambda pupils: len(pupils) == 2)
    assert found[pupil.id]["drawing"]["n"] == 1
