"""The perceptron rule, which several lessons share."""

from itertools import product

import numpy as np
import pytest

from app.lessons.perceptron import epochs, step_neurons

CORNERS = np.array(list(product((0, 1), repeat=2)), np.float32)


def test_an_epoch_mends_each_mistake_before_the_next_example() -> None:
    X, targets = np.array([[1, 2], [0, 1]], np.float32), np.array([[1], [0]], np.float32)
    zero = np.zeros((1, 2), np.float32), np.zeros(1, np.float32)
    first, *_ = epochs(*zero, X, targets, most=9)
    # At z = 0 it does not fire, so the first is added; then the second fires, and is taken away.
    assert [mend.example for mend in first] == [0, 1]
    assert first[0].weights.tolist() == [[1, 2]]
    assert first[1].weights.tolist() == [[1, 1]]
    assert first[1].bias.tolist() == [0]


def test_it_ends_with_the_first_epoch_without_a_mistake_or_with_the_last_allowed() -> None:
    start = np.array([[0.3, -0.2]], np.float32), np.array([0.1], np.float32)
    both = np.array([[0], [0], [0], [1]], np.float32)
    *before, last = epochs(*start, CORNERS, both, most=99, rate=0.1)
    assert last == []
    assert all(before)
    w, b = before[-1][-1].weights, before[-1][-1].bias
    assert step_neurons(w, b).forward(CORNERS)[0].a.tolist() == both.tolist()
    one = np.array([[0], [1], [1], [0]], np.float32)  # either, but not both: no line says it
    runs = list(epochs(*start, CORNERS, one, most=99, rate=0.1))
    assert len(runs) == 99
    assert all(runs)


def test_a_hundred_neurons_learn_side_by_side_as_each_would_alone() -> None:
    drawn = np.random.default_rng(3).uniform(-1, 1, (20, 3)).astype(np.float32)
    says = np.array([0, 1, 1, 1], np.float32)
    together = list(
        epochs(
            drawn[:, :2], drawn[:, 2], CORNERS, np.repeat(says[:, None], 20, 1), most=99, rate=0.1
        )
    )
    last = [mends for mends in together if mends][-1][-1]
    for k, (w1, w2, b) in enumerate(drawn):
        alone = [
            mend
            for mends in epochs(
                np.array([[w1, w2]]), np.array([b]), CORNERS, says[:, None], most=99, rate=0.1
            )
            for mend in mends
        ]
        weights = alone[-1].weights[0] if alone else drawn[k, :2]
        assert last.weights[k] == pytest.approx(weights, abs=1e-6)
