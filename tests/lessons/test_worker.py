"""Long answers: computed once, in a process of their own, and never too many of them."""

import subprocess
import sys
from collections.abc import Iterator
from itertools import count

import gevent
import msgspec
import pytest

from app.forward_pass import InvalidInput
from app.lessons.one_neuron import Learn, Night
from app.lessons.worker import Worker
from tests.serving import ROOT


@pytest.fixture
def worker() -> Iterator[Worker]:
    running = Worker()
    yield running
    running.stop()


def question(x: float) -> Learn:
    return Learn([Night([x, 1], 1), Night([x, 0], 0)], [0, 0], 0)


def test_an_answer_is_computed_elsewhere_once(worker: Worker) -> None:
    first = worker.answer("one-neuron", "learn", question(1))
    assert first["done"]
    assert worker.answer("one-neuron", "learn", question(1)) is first
    assert worker.answer("one-neuron", "learn", question(2)) is not first


def test_a_system_without_nice_answers_too() -> None:
    """Windows, where the worker sets the priority."""
    asked = msgspec.msgpack.encode(("one-neuron", "learn", question(1)))
    program = "import os; del os.nice; from app.lessons.__main__ import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program], input=asked, capture_output=True, check=True, cwd=ROOT
    )
    kind, answer = msgspec.msgpack.decode(done.stdout)
    assert kind == "answer"
    assert answer["done"]


def test_others_go_on_while_one_waits(worker: Worker) -> None:
    asked = [gevent.spawn(worker.answer, "one-neuron", "learn", question(1)) for _ in range(2)]
    turns = count()
    while not all(each.ready() for each in asked):
        next(turns)
        gevent.sleep(0.01)
    assert next(turns) > 3
    assert asked[0].get() is asked[1].get()


def test_more_than_it_can_hold_is_refused(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.lessons.worker.MOST_LONG_ANSWERS", 0)
    with pytest.raises(InvalidInput, match="long answers under way") as caught:
        worker.answer("one-neuron", "learn", question(1))
    assert caught.value.code == "busy"


def test_one_that_takes_too_long_is_ended(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.lessons.worker.LONGEST_ANSWER", 0.01)
    with pytest.raises(InvalidInput, match=r"within 0\.01 seconds"):
        worker.answer("one-neuron", "learn", question(1))
    monkeypatch.undo()
    assert worker.answer("one-neuron", "learn", question(1))["done"]


def test_a_fault_is_passed_on_and_forgotten(
    worker: Worker, capfd: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        with pytest.raises(ChildProcessError):
            worker.answer("one-neuron", "no such question", question(1))
    assert "no such question" in capfd.readouterr().err
