"""Runs that lessons watch: the same pictures for whoever asks, in whatever parts, bounded."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

from app.config import MAX_QUEUED
from app.forward_pass import InvalidInput
from app.lessons import runs
from app.lessons.runs import MEASURED, MOST_STEPS, Setting, Watch, watch
from app.training.data import Digits
from app.training.run import CHART, Plan, Run
from app.wire import parser
from app.workers import Pool
from tests.training.synthetic import write_mnist
from tests.workers.test_pool import Asker, until

SMALL = Setting(n=100, batch=50)  # quick to draw


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    running = Pool(1)
    yield running
    running.stop()


def pictures_of(pool: Pool, request: Watch) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """What a worker says: its sums are the same however many processors there are."""
    asker = Asker(pool, watch, request)
    answer = asker.last()
    return asker.said("piece"), answer


def marks_of(pool: Pool, request: Watch) -> list[str]:
    return [each["mark"] for each in pictures_of(pool, request)[0]]


def grids_of(picture: dict[str, Any]) -> np.ndarray:
    return np.frombuffer(picture["grids"]["u8"], np.uint8).reshape(-1, 784)


def test_a_run_learns_and_its_pictures_fit_their_steps(pool: Pool) -> None:
    pictures, answer = pictures_of(pool, Watch(SMALL, every=20))
    assert [each["step"] for each in pictures] == list(range(0, 200, 20))
    assert answer["left"] is None
    first, last = pictures[0], pictures[-1]
    assert first["old"]["n"] == 100
    assert first["new"]["n"] == MEASURED
    assert first["old"]["right"] < 0.3
    assert last["old"]["right"] > 0.95
    assert 0.5 < last["new"]["right"] < last["old"]["right"]
    assert last["old"]["loss"] < 1 < first["old"]["loss"]
    assert first["mistake"] is None
    wrong = [each["mistake"] for each in pictures if each["mistake"]]
    assert wrong
    moved = [np.frombuffer(each["moved"]["u8"], np.uint8).astype(int) - 128 for each in wrong]
    inked = [np.frombuffer(each["image"]["u8"], np.uint8) > 0 for each in wrong]
    # A weight moves as far as its pixel is bright: the change is the digit, in one colour.
    assert all(not each[~ink].any() for each, ink in zip(moved, inked, strict=True))
    assert all(len(set(np.sign(each[each != 0]))) == 1 for each in moved)
    assert all(each["said"] != each["label"] and max(each["image"]["u8"]) == 255 for each in wrong)
    W = Run(Plan()).network.layers[0].parameters["W"]
    shown = (grids_of(first).astype(float) - 128) / 127 * first["end"]
    assert np.abs(shown - W).max() <= first["end"] / 254 + 1e-6


def test_a_step_has_the_same_numbers_however_one_comes_there(pool: Pool) -> None:
    pictures, _ = pictures_of(pool, Watch(SMALL, every=30, n=5))
    stop = pictures[-1]
    for at, every in ((120, 1), (60, 60), (0, 40)):
        others, _ = pictures_of(pool, Watch(SMALL, at, every))
        (same,) = (each for each in others if each["step"] == 120)
        assert same["mark"] == stop["mark"]
    elsewhere = Pool(1)
    (again,), _ = pictures_of(elsewhere, Watch(SMALL, 120, n=1))
    assert again == stop
    elsewhere.stop()
    (other,), _ = pictures_of(pool, Watch(msgspec.structs.replace(SMALL, seed=1), 120, n=1))
    assert other["mark"] != stop["mark"]


def test_a_rate_that_blows_up_is_an_answer_and_no_error(pool: Pool) -> None:
    setting = msgspec.structs.replace(SMALL, rate=60.0)
    pictures, answer = pictures_of(pool, Watch(setting))
    assert answer["left"] == pictures[-1]["step"] > 0
    assert pictures[-1]["old"]["loss"] > runs.LIMITS["chart"] == CHART
    assert pictures[-1]["left"]
    beyond, same = pictures_of(pool, Watch(setting, 500, 100))
    assert same == answer
    assert [each["mark"] for each in beyond] == [pictures[-1]["mark"]]


def test_no_drawing_that_is_learned_from_is_among_the_new_ones() -> None:
    old, new = runs._ours()
    for label in range(10):
        assert sum(each.label == label for each in old) == 5
        assert sum(each.label == label for each in new) == 2
    assert not {id(each) for each in old} & {id(each) for each in new}


def test_a_run_is_bounded(pool: Pool) -> None:
    pictures, _ = pictures_of(pool, Watch(SMALL, MOST_STEPS - 5, 2))
    assert [each["step"] for each in pictures] == [2995, 2997, 2999]
    size = max(len(msgspec.msgpack.encode(each)) for each in pictures)
    assert 10 * size < MAX_QUEUED  # none of a question's pictures is dropped on its way
    parse = parser(Watch)
    most = {"rate": 100, "batch": 200, "n": 2000, "seed": 999}
    assert parse({"setting": most}).setting == Setting(seed=999, rate=100, batch=200)
    refused: list[dict[str, object]] = [
        {"at": MOST_STEPS + 1},
        {"n": 11},
        {"every": 0},
        {"setting": {"rate": -1}},
        {"setting": {"rate": float("nan")}},
        {"setting": {"batch": 0}},
        {"setting": {"n": 2001}},
        {"setting": {"hidden": [16]}},
    ]
    for bad in refused:
        with pytest.raises(InvalidInput):
            parse({"setting": {}, **bad})


@pytest.fixture
def anew() -> Iterator[None]:
    """Digits are looked for again, and not kept for other tests."""
    runs._stock.cache_clear()
    yield
    runs._stock.cache_clear()


@pytest.mark.usefixtures("anew")
def test_of_mnist_other_digits_are_learned_from_than_are_new(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    rng = np.random.default_rng(0)
    few, n = Digits(np.zeros((9, 28, 28), np.uint8), np.zeros(9, np.uint8), ""), 2_300
    many = Digits(rng.integers(0, 256, (n, 28, 28), np.uint8), np.zeros(n, np.uint8), "")
    monkeypatch.setenv("FORWARD_PASS_MNIST", str(write_mnist(tmp_path / "mnist", few, many)))
    old, _ = runs.digits_of(Setting(source="mnist"))
    new, _ = runs._stock("mnist").new()
    assert (len(old), len(new)) == (2_000, MEASURED)
    assert len({image.tobytes() for image in (*old, *new)}) == 2_000 + MEASURED
    runs._stock.cache_clear()
    write_mnist(tmp_path / "mnist", few, few)
    with pytest.raises(InvalidInput, match="at least 2250 digits, found 9"):
        runs.digits_of(Setting(source="mnist"))


@pytest.mark.usefixtures("anew")
def test_mnist_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.lessons.digits.mnist_folder", lambda: None)
    with pytest.raises(InvalidInput, match="MNIST"):
        next(watch(Watch(Setting(source="mnist"))))


def test_a_worker_that_dies_in_mid_run_is_replaced_and_the_run_goes_on(pool: Pool) -> None:
    request = Watch(SMALL, every=100)
    dying = Pool(1)
    asker = Asker(dying, watch, request)
    until(lambda: len(asker.said("piece")) > 1)
    (killed,) = dying.pids
    os.kill(killed, signal.SIGKILL)
    assert asker.last()["left"] is None
    seen = [each["mark"] for each in asker.said("piece")]
    assert seen == marks_of(pool, request)  # none twice, none missing
    assert dying.pids != [killed]
    dying.stop()


def test_two_visitors_runs_do_not_mix(pool: Pool) -> None:
    settings = [
        msgspec.structs.replace(SMALL, seed=seed, rate=rate) for seed, rate in ((0, 1.0), (1, 0.5))
    ]
    requests = [Watch(each, at, 25, 4) for at in (0, 100) for each in settings]
    together = Pool(1)
    askers = [Asker(together, watch, each) for each in requests]
    for request, asker in zip(requests, askers, strict=True):
        asker.last()
        assert [each["mark"] for each in asker.said("piece")] == marks_of(pool, request)
    together.stop()
