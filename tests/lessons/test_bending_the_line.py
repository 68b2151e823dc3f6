"""Lesson 5: what one line can say, two hidden neurons, and how often they learn it."""

from collections.abc import Callable, Generator
from typing import Any

import numpy as np
import pytest

from app.lessons.bending_the_line import (
    ENOUGH,
    EVENINGS,
    FUN,
    LESSON,
    MOST_STEPS,
    STARTS,
    Learning,
    Splits,
    Starts,
    Train,
    has_learned,
    splits,
    starts,
    train,
)


def run(
    function: Callable[[Any], Generator[Any, None, dict[str, Any]]], request: object
) -> tuple[list[Any], dict[str, Any]]:
    """What a long function says on its way, and its answer."""
    said, steps = [], function(request)
    while True:
        try:
            said.append(next(steps))
        except StopIteration as ended:
            return said, ended.value


def pieces_of(request: Train) -> tuple[list[int], np.ndarray, dict[str, Any]]:
    said, answer = run(train, request)
    pieces = [each for each in said if isinstance(each, dict)]
    steps = [step for piece in pieces for step in piece["steps"]]
    return steps, np.concatenate([piece["looks"] for piece in pieces]), answer


def test_a_line_parts_four_evenings_in_fourteen_of_sixteen_ways_and_ours_is_none_of_them() -> None:
    found = splits(Splits())
    assert (found["ways"], found["of"], found["best"]) == (14, 16, 3)
    assert found["tried"] == 250


@pytest.fixture(scope="module")
def counts() -> dict[int, dict[str, Any]]:
    said, answer = run(starts, Starts())
    shares = [each for each in said if isinstance(each, float)]
    assert shares == sorted(shares)
    assert shares[-1] == 1
    return {count["hidden"]: count for count in answer["counts"]}


def test_four_hidden_sigmoids_learn_it_in_95_of_100_starts_and_two_in_fewer(
    counts: dict[int, dict[str, Any]],
) -> None:
    assert {count["of"] for count in counts.values()} == {STARTS}
    assert counts[4]["learned"] >= 95
    assert counts[2]["learned"] < counts[4]["learned"]
    for count in counts.values():
        assert len(count["stuck"]) == STARTS - count["learned"]


def test_what_is_watched_is_what_was_counted(counts: dict[int, dict[str, Any]]) -> None:
    for hidden, seed in ((2, counts[2]["stuck"][0]), (2, 0), (3, 1), (4, 99)):
        *_, answer = pieces_of(Train(seed, hidden))
        assert answer["learned"] is (seed not in counts[hidden]["stuck"])


def test_a_training_shows_its_weights_from_the_start_to_the_end() -> None:
    steps, looks, answer = pieces_of(Train(0, 3))
    assert steps[0] == 0
    assert steps[-1] == answer["steps"] < MOST_STEPS
    assert set(np.diff(steps)) == {4}
    assert looks.shape == (len(steps), 6 + 3 * 3 + 4)
    start = Learning(0, 3).parameters.vector
    assert np.array_equal(looks[0, 6:].astype(np.float32), start)
    assert np.abs(start).max() <= 1
    loss, slope, said = looks[:, 0], looks[:, 1], looks[:, 2:6]
    assert loss[-1] < loss[0]
    assert np.abs(said[-1] - FUN[:, 0]).max() < ENOUGH <= np.abs(said[-2] - FUN[:, 0]).max()
    assert answer["learned"] is True
    assert slope.min() > 0


def test_each_look_is_a_pass_of_its_own_weights() -> None:
    steps, looks, _ = pieces_of(Train(7, 2))
    for k in (0, len(steps) // 2, -1):
        loss, slope, *said = looks[k, :6]
        W1, b1, W2, b2 = np.split(looks[k, 6:].astype(float), [4, 6, 8])
        h = 1 / (1 + np.exp(-(EVENINGS @ W1.reshape(2, 2).T + b1)))
        a = 1 / (1 + np.exp(-(h @ W2[:, np.newaxis] + b2)))
        assert a[:, 0] == pytest.approx(said, abs=1e-5)
        assert loss == pytest.approx(-np.log(np.where(FUN > 0, a, 1 - a)).mean(), abs=1e-5)
        dz = (a - FUN) / 4
        dh = dz * W2 * h * (1 - h)
        slopes = [*(dh.T @ EVENINGS).ravel(), *dh.sum(0), *(dz.T @ h).ravel(), dz.sum()]
        assert slope == pytest.approx(np.linalg.norm(slopes), abs=1e-5)


def test_one_that_is_stuck_hardly_moves_any_more(counts: dict[int, dict[str, Any]]) -> None:
    _, looks, _ = pieces_of(Train(counts[2]["stuck"][0], 2))
    assert looks[-1, 1] < 0.01
    assert looks[-1, 0] > 0.3


def test_the_same_seed_starts_at_the_same_place_and_another_elsewhere() -> None:
    assert np.array_equal(Learning(5, 2).parameters.vector, Learning(5, 2).parameters.vector)
    assert not np.array_equal(Learning(5, 2).parameters.vector, Learning(6, 2).parameters.vector)


def test_an_answer_on_the_wrong_side_of_a_half_is_not_learned() -> None:
    *_, last = Learning(0, 4).looks()
    assert has_learned(last)
    assert not has_learned(last._replace(said=np.array([0, 1, 0.5, 0], np.float32)))


def test_no_shipped_number_is_beyond_the_lessons_limits() -> None:
    assert max(map(abs, LESSON.start["xor"] + LESSON.start["house"])) <= LESSON.limits.size
