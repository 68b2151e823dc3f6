"""A run that is watched: each step against plain NumPy in float64, and the same from any start."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from app.training.run import CHART, Plan, Rule, Run, shuffled

SIZES = (30, 7, 6, 10)
Layers = list[tuple[NDArray[np.float64], NDArray[np.float64]]]


def digits(n: int = 60) -> tuple[Any, Any]:
    rng = np.random.default_rng(5)
    images = rng.integers(0, 256, (n, SIZES[0]), np.uint8)
    return images, rng.integers(0, 10, n).astype(np.uint8)


def layers_of(vector: NDArray[np.float32]) -> Layers:
    """W and b of each layer, in float64."""
    layers, rest = [], vector.astype(np.float64)
    for n_in, n_out in pairwise(SIZES):
        W, b, rest = np.split(rest, [n_in * n_out, n_in * n_out + n_out])
        layers.append((W.reshape(n_out, n_in), b))
    return layers


def stepped(layers: Layers, x: Any, y: Any, plan: Plan, stays: list[Any]) -> Layers:
    """One step of gradient descent, written out: the mean over the mini-batch of each slope."""
    a, read = x, []
    for k, (W, b) in enumerate(layers):
        read.append(a)
        a = 1 / (1 + np.exp(-(a @ W.T + b)))
        if k < len(stays):
            a = a * stays[k] / (1 - plan.strength)
    delta, after = (a - y) / len(x), []
    for k in reversed(range(len(layers))):
        W, b = layers[k]
        dW, db = delta.T @ read[k], delta.sum(axis=0)
        if k:
            grown = stays[k - 1] / (1 - plan.strength) if stays else np.ones(W.shape[1])
            f = np.divide(read[k], grown, out=np.zeros_like(read[k]), where=grown > 0)
            delta = (delta @ W) * grown * f * (1 - f)
        if plan.rule == "l2":
            dW = dW + plan.strength * W
        moved = W - plan.rate * dW
        if plan.rule == "l1":
            moved = np.sign(moved) * np.maximum(np.abs(moved) - plan.rate * plan.strength, 0)
        after.append((moved, b - plan.rate * db))
    return after[::-1]


@pytest.mark.parametrize(
    ("rule", "strength"), [("none", 0.0), ("l2", 0.1), ("l1", 0.02), ("dropout", 0.4)]
)
def test_each_step_is_that_of_float64(rule: Rule, strength: float) -> None:
    images, labels = digits()
    plan = Plan(SIZES, seed=3, rate=0.7, batch=20, rule=rule, strength=strength)
    run = Run(plan)
    for step in range(5):
        before = layers_of(run.vector)
        rows = np.random.default_rng([3, 1, step // 3]).permutation(60)[step % 3 * 20 :][:20]
        mask = np.random.default_rng([3, 2, step])
        stays = [(mask.random(n) >= strength).astype(float) for n in SIZES[1:-1]]
        run.advance(images, labels)
        expected = stepped(
            before,
            images[rows] / 255,
            np.eye(10)[labels[rows]],
            plan,
            stays if rule == "dropout" else [],
        )
        for (W, b), (its_W, its_b) in zip(expected, layers_of(run.vector), strict=True):
            np.testing.assert_allclose(its_W, W, rtol=1e-5, atol=2e-7)
            np.testing.assert_allclose(its_b, b, rtol=1e-5, atol=2e-7)
    assert run.step == 5
    zeros = np.mean([(W == 0).mean() for W, _ in layers_of(run.vector)])
    assert (zeros > 0.1) == (rule == "l1")


def test_the_same_seed_gives_the_same_numbers_from_any_step_on() -> None:
    images, labels = digits()
    for rule, strength in (("l1", 0.01), ("dropout", 0.3)):
        plan = Plan(SIZES, seed=1, batch=16, rule=rule, strength=strength)  # type: ignore[arg-type]
        whole, parts, marks = Run(plan), Run(plan), []
        for _ in range(12):
            whole.advance(images, labels, watched=True)
            parts = Run(plan, parts.step, parts.vector.copy())
            parts.advance(images, labels)
            marks.append(whole.mark)
            assert parts.mark == whole.mark
        assert len(set(marks)) == 12
    assert Run(Plan(SIZES, seed=2)).mark != Run(Plan(SIZES, seed=1)).mark


def test_the_worst_mistakes_own_changes_are_its_share_of_the_step() -> None:
    images, labels = digits()
    plan = Plan(SIZES, rate=2.0, batch=20)
    run = Run(plan)
    before = layers_of(run.vector)
    found = run.advance(images, labels, watched=True)
    assert found is not None
    assert found.said != labels[found.row]
    # What the step would have been without this digit, all the others as they were
    own = stepped(
        before,
        images[[found.row]] / 255,
        np.eye(10)[labels[[found.row]]],
        Plan(SIZES, rate=2.0 / 20),
        [],
    )
    moved = [after[0] - W for after, (W, _) in zip(own, before, strict=True)]
    sizes = np.sort(np.abs(np.concatenate([each.ravel() for each in moved])))[::-1]
    assert [abs(each.change) for each in found.most] == pytest.approx(sizes[:5], rel=1e-4)
    for change in found.most:
        expected = moved[change.layer][change.neuron, change.input]
        assert change.change == pytest.approx(expected, rel=1e-4)
    np.testing.assert_allclose(found.moved, moved[0][found.neuron], rtol=1e-4, atol=1e-9)
    assert found.neuron == np.square(moved[0]).sum(axis=1).argmax()
    rows = np.random.default_rng([0, 1, 0]).permutation(60)[:20]
    assert found.row in rows


def test_a_rate_that_blows_up_ends_the_run_where_its_loss_leaves_the_chart() -> None:
    images, labels = digits()
    run = Run(Plan(SIZES, rate=100.0))
    while not run.left:
        run.advance(images, labels)
    assert 0 < run.step < 10
    mark = run.mark
    assert run.advance(images, labels, watched=True) is None
    assert run.mark == mark
    (*_, (W, b)) = layers_of(run.vector)
    assert np.isfinite(W).all()
    assert np.isfinite(b).all()
    grows = Run(Plan(SIZES, rate=5.0, rule="l2", strength=0.9))  # every step turns a weight over
    for _ in range(200):
        grows.advance(images, labels)
    assert grows.left
    assert CHART == 12


def test_shuffled_labels_are_the_same_labels_and_say_nothing() -> None:
    labels = np.repeat(np.arange(10, dtype=np.uint8), 100)
    dealt = shuffled(labels, 4)
    assert np.array_equal(np.sort(dealt), labels)
    assert (dealt == labels).mean() == pytest.approx(0.1, abs=0.03)
    assert np.array_equal(dealt, shuffled(labels, 4))
