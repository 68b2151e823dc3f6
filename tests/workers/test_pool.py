"""Long answers: computed elsewhere, once for all who ask, by turns, not lost with a worker."""

import io
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import gevent
import msgspec
import pytest
from gevent.event import Event

from app.forward_pass import InvalidInput
from app.workers import News, Pool, Ticket
from app.workers.frames import Turn, read_frame, write_frame
from tests.serving import ROOT, ask, connected, serving
from tests.workers import long
from tests.workers.long import Question

WAIT = 60.0  # seconds: far more than anything here takes


@pytest.fixture
def pool() -> Iterator[Pool]:
    running = Pool(1)
    yield running
    running.stop()


class Asker:
    """One who asks, and keeps all that it is told."""

    def __init__(
        self, pool: Pool, function: Callable[[Any], Any], question: msgspec.Struct
    ) -> None:
        self.told: list[News] = []
        self._done = Event()
        self.ticket: Ticket = pool.ask(function, question, self._hear)

    def _hear(self, news: News) -> None:
        self.told.append(news)
        if news.is_last:
            self._done.set()

    def said(self, kind: str) -> list[Any]:
        values = [news.value for news in self.told if news.kind == kind]
        return [
            msgspec.msgpack.decode(each) if isinstance(each, bytes) else each for each in values
        ]

    def last(self) -> Any:
        assert self._done.wait(WAIT), "expected an answer, found none"
        news = self.told[-1]
        return news.value if news.kind == "error" else msgspec.msgpack.decode(news.value)


def until(is_so: Callable[[], bool]) -> None:
    with gevent.Timeout(WAIT):
        while not is_so():
            gevent.sleep(0.01)


def test_the_same_question_is_computed_once_in_another_process(pool: Pool, tmp_path: Path) -> None:
    question = Question(file=str(tmp_path / "times"))
    askers = [Asker(pool, long.times, question) for _ in range(3)]
    first, *others = (each.last() for each in askers)
    assert first["pid"] != os.getpid()
    assert first["numbers"] == b"\0\0\0\0\0\0\x80\x3f\0\0\0\x40"  # float32
    assert all(each == first for each in others)
    assert Asker(pool, long.times, question).last() == first
    assert (tmp_path / "times").read_text() == "."


def test_the_second_question_waits_for_no_new_python(pool: Pool, tmp_path: Path) -> None:
    pids = {
        Asker(pool, long.times, Question(n, str(tmp_path / "times"))).last()["pid"]
        for n in range(3)
    }
    assert len(pids) == 1
    assert list(pids) == pool.pids


def test_an_answer_comes_in_pieces_with_progress_and_late_askers_hear_all(pool: Pool) -> None:
    asker = Asker(pool, long.steps, Question(4))
    until(lambda: len(asker.said("piece")) == 2)
    late = Asker(pool, long.steps, Question(4))
    for each in (asker, late):
        assert each.last() == {"n": 4}
        assert each.said("piece") == [{"k": k} for k in range(4)]
    assert asker.said("progress") == [0.25, 0.5, 0.75, 1.0]


def test_long_ones_move_by_turns_and_a_short_one_passes_them(pool: Pool, tmp_path: Path) -> None:
    file = str(tmp_path / "turns")
    askers = [Asker(pool, long.steps, Question(10 + k, file)) for k in range(3)]
    until(lambda: all(each.said("piece") for each in askers))
    assert Asker(pool, long.times, Question(file=str(tmp_path / "times"))).last()
    assert not any(each.told[-1].is_last for each in askers)
    assert [each.last()["n"] for each in askers] == [10, 11, 12]
    turns = (tmp_path / "turns").read_text().split()
    assert turns[:9] == [f"{n}:{k}" for k in range(3) for n in (10, 11, 12)]


def test_who_waits_is_told_the_place_and_that_it_moves(
    pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.workers.pool.MOST_AT_ONCE", 1)
    pool = Pool(1)
    askers = [Asker(pool, long.steps, Question(10 + k)) for k in range(3)]
    assert [each.ticket.place for each in askers] == [0, 1, 2]
    assert askers[2].last() == {"n": 12}
    assert askers[2].said("place") == [1, 0]
    pool.stop()


def test_a_killed_worker_loses_nobodys_answer(pool: Pool) -> None:
    askers = [Asker(pool, long.steps, Question(8 + k)) for k in range(3)]
    until(lambda: all(len(each.said("piece")) > 1 for each in askers))
    (killed,) = pool.pids
    os.kill(killed, signal.SIGKILL)
    for k, each in enumerate(askers):
        assert each.last() == {"n": 8 + k}
        assert each.said("piece") == [{"k": k} for k in range(8 + k)]  # none twice
    assert pool.pids != [killed]


def test_a_worker_that_stops_is_replaced_within_seconds(
    pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asker = Asker(pool, long.steps, Question(30))
    until(lambda: len(asker.said("piece")) > 1)
    monkeypatch.setattr("app.workers.process.LONGEST_SILENCE", 3.0)
    (stopped,) = pool.pids
    os.kill(stopped, signal.SIGSTOP)
    assert asker.last() == {"n": 30}
    assert asker.said("piece") == [{"k": k} for k in range(30)]
    assert pool.pids != [stopped]


def test_one_that_takes_long_without_giving_way_is_alive(
    pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert Asker(pool, long.steps, Question(1)).last()
    monkeypatch.setattr("app.workers.process.LONGEST_SILENCE", 4.0)
    (pid,) = pool.pids
    assert Asker(pool, long.sleeps, Question(6)).last() == {"n": 6}
    assert pool.pids == [pid]


def test_what_nobody_waits_for_any_more_is_not_begun(pool: Pool, tmp_path: Path) -> None:
    assert Asker(pool, long.steps, Question(1)).last()
    file = str(tmp_path / "times")
    for n in range(5):
        pool.leave(Asker(pool, long.times, Question(n, file)).ticket)
    assert Asker(pool, long.times, Question(9, file)).last()
    assert Path(file).read_text() == "."


def test_a_worker_that_dies_of_a_question_is_asked_again_once(pool: Pool, tmp_path: Path) -> None:
    asker = Asker(pool, long.dies_once, Question(file=str(tmp_path / "died")))
    assert asker.last()["pid"] in pool.pids
    assert asker.said("piece") == [{"k": 0}, {"k": 1}]


def test_a_question_that_always_kills_is_given_up_and_harms_no_other(
    pool: Pool, tmp_path: Path
) -> None:
    other = Asker(pool, long.steps, Question(5))
    asker = Asker(pool, long.always_dies, Question(file=str(tmp_path / "died")))
    assert asker.last().code == "internal"
    assert (tmp_path / "died").read_text() == "0:0 0:0 "
    assert other.last() == {"n": 5}


def test_one_that_takes_too_long_is_ended(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Asker(pool, long.steps, Question(1)).last()  # so that it is warm
    monkeypatch.setattr("app.workers.pool.LONGEST_TURN", 0.5)
    error = Asker(pool, long.never_gives_way, Question()).last()
    assert error.code == "slow"
    monkeypatch.undo()
    assert Asker(pool, long.steps, Question(2)).last() == {"n": 2}


def test_one_that_takes_too_long_by_turns_is_dropped(
    pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.workers.pool.LONGEST_ANSWER", 0.0)
    assert Asker(pool, long.steps, Question(50)).last().code == "slow"


def test_what_nobody_waits_for_is_not_computed(pool: Pool, tmp_path: Path) -> None:
    file = tmp_path / "turns"
    asker, other = (Asker(pool, long.steps, Question(50 + k, str(file))) for k in range(2))
    until(lambda: len(asker.said("piece")) > 0)
    for each in (asker, other):
        pool.leave(each.ticket)
    assert Asker(pool, long.times, Question(file=str(tmp_path / "times"))).last()
    seen = file.read_text()
    gevent.sleep(0.3)
    assert file.read_text() == seen
    assert not any(news.is_last for news in asker.told)


def test_a_function_that_does_not_give_way_is_ended_with_its_last_asker(
    pool: Pool, tmp_path: Path
) -> None:
    file = tmp_path / "begun"
    asker = Asker(pool, long.never_gives_way, Question(file=str(file)))
    until(file.exists)
    (pid,) = pool.pids
    pool.leave(asker.ticket)
    assert Asker(pool, long.steps, Question(1)).last() == {"n": 1}
    assert pool.pids != [pid]


def test_who_stays_gets_the_answer_that_another_left(pool: Pool) -> None:
    leaves, stays = (Asker(pool, long.steps, Question(5)) for _ in range(2))
    until(lambda: len(leaves.said("piece")) > 0)
    pool.leave(leaves.ticket)
    assert stays.last() == {"n": 5}
    assert len(leaves.said("piece")) < 5


def test_refusals_come_whole_and_faults_do_not_end_the_worker(
    pool: Pool, caplog: pytest.LogCaptureFixture
) -> None:
    refused = Asker(pool, long.refuses, Question(4)).last()
    assert isinstance(refused, InvalidInput)
    assert (refused.code, refused.expected, refused.found) == ("limit", "at most 3", "4")
    assert refused.values == {"most": 3}
    pids = pool.pids
    assert Asker(pool, long.is_at_fault, Question(0)).last().code == "internal"
    assert "ZeroDivisionError" in str(caplog.records[-1].__dict__)
    assert Asker(pool, long.steps, Question(1)).last() == {"n": 1}
    assert pool.pids == pids


def test_a_worker_holds_no_more_memory_than_is_said_and_the_others_wait_for_room(
    pool: Pool,
) -> None:
    assert Asker(pool, long.greedy, Question(1_000)).last().code == "internal"
    askers = [Asker(pool, long.greedy, Question(200 + k)) for k in range(3)]
    assert [each.last()["sum"] for each in askers] == [200, 201, 202]


def test_a_full_line_is_said(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.workers.pool.MOST_WAITING", 0)
    with pytest.raises(InvalidInput, match="in the line") as caught:
        Asker(pool, long.steps, Question(1))
    assert caught.value.code == "busy"


def test_old_answers_are_forgotten_by_their_bytes(
    pool: Pool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("app.workers.pool.KEPT_ANSWERS", 10_000)
    file = tmp_path / "times"
    for n in (1, 2, 2, 3, 4, 5, 1):
        assert Asker(pool, long.times, Question(n, str(file))).last()
    assert file.read_text() == "." * 6


def test_long_questions_with_short_answers_do_not_fill_the_memory(
    pool: Pool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("app.workers.pool.KEPT_ANSWERS", 10_000)
    file = tmp_path / "times"
    for n in (1, 2, 1):
        assert Asker(pool, long.times, Question(n, f"{tmp_path}{'/.' * 1_500}/times")).last()
    assert file.read_text() == "." * 3


@pytest.mark.parametrize("python_path", ["", f"{os.pathsep}/nowhere", "."])
def test_a_worker_comes_after_whoever_draws_and_runs_no_stray_numpy(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, python_path: str
) -> None:
    monkeypatch.setenv("PYTHONPATH", python_path)
    (tmp_path / "numpy.py").write_text("raise SystemExit('a stray file was run')")
    monkeypatch.chdir(tmp_path)
    pool = Pool(1)
    found = Asker(pool, long.about, Question()).last()
    pool.stop()
    assert str(tmp_path) not in found["numpy"]
    assert found["priority"] == min(19, os.getpriority(os.PRIO_PROCESS, 0) + 5)
    assert found["threads"] == "1"


def test_a_worker_ends_with_a_server_that_was_killed(models: Path) -> None:
    question = {"seq": 1, "lesson": "pixels-to-numbers", "ask": "sample"}
    with serving(models=models) as server, connected(server.url) as client:
        heard = threading.Event()
        client.on("lesson", lambda message: heard.set() if "answer" in message else None)
        ask(client, "lesson", question | {"data": {"source": "ours", "seed": 1}})
        assert heard.wait(WAIT)
        pid = server.process.pid
        (worker,) = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        server.process.kill()
    until(lambda: not Path(f"/proc/{worker}").exists())


def test_a_system_without_nice_answers_too() -> None:
    """Windows, where the server sets the priority."""
    asked = io.BytesIO()
    write_frame(asked, Turn([]))
    program = "import os; del os.nice; from app.workers.__main__ import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=asked.getvalue(),
        capture_output=True,
        check=True,
        cwd=ROOT,
    )
    assert read_frame(io.BytesIO(done.stdout)) is not None
