"""Few digits, learned by heart or held: against double precision, and as it is shipped."""

import numpy as np
import pytest

from app.training.held import (
    HIDDEN,
    N_LEARNED,
    N_NEW,
    N_WRONG,
    RATE,
    STRENGTHS,
    Record,
    Setting,
    given,
    learning,
    piles,
    shipped_settings,
    shown,
)
from app.training.held import shipped as kept
from app.training.run import Plan, Run

SHORT = 100  # steps, in which machines that round differently stay close


def whole(setting: Setting) -> Record:
    *_, last = learning(setting)
    return last


@pytest.fixture(scope="module")
def shipped() -> dict[Setting, Record]:
    return dict(kept().runs)


def test_new_digits_are_by_others_and_wrong_labels_are_as_many_as_said() -> None:
    learned, checked, new = piles()
    assert [len(pile.images) for pile in (learned, checked, new)] == [N_LEARNED, N_NEW, N_NEW]
    assert (given(Setting()) != learned.labels).sum() == N_WRONG
    shuffled = given(Setting(labels="shuffled"))
    assert sorted(shuffled) == sorted(learned.labels)
    assert (shuffled == learned.labels).mean() < 0.2
    assert not any(
        (images == checked.images[0]).all(axis=1).any() for images in (learned.images, new.images)
    )


def test_a_first_step_is_plain_gradient_descent_in_double_precision() -> None:
    sizes = (784, HIDDEN, 10)
    looks = learning(Setting(rule="l2"), steps=4)
    first, second = next(looks), next(looks)
    assert (first.steps, second.steps) == ([0], [0, 4])
    strength = STRENGTHS["l2"]
    W1, W2 = (
        W.astype(float)
        for W in (
            layer.parameters["W"] for layer in Run(Plan(sizes, Setting().seed)).network.layers
        )
    )
    b1, b2 = np.zeros(HIDDEN), np.zeros(10)
    y = np.eye(10)[given(Setting())]
    for k in range(4):
        rows = np.random.default_rng([Setting().seed, 1, 0]).permutation(N_LEARNED)[20 * k :][:20]
        x = piles().learned.images[rows] / 255
        h = 1 / (1 + np.exp(-(x @ W1.T + b1)))
        d2 = (1 / (1 + np.exp(-(h @ W2.T + b2))) - y[rows]) / 20
        d1 = d2 @ W2 * h * (1 - h)
        W2, b2 = W2 - RATE * (d2.T @ h + strength * W2), b2 - RATE * d2.sum(axis=0)
        W1, b1 = W1 - RATE * (d1.T @ x + strength * W1), b1 - RATE * d1.sum(axis=0)
    assert second.largest == pytest.approx(np.abs(W1).max(), rel=1e-5)
    assert second.size == pytest.approx(np.sqrt((W1**2).mean()), rel=1e-5)
    grids = (np.frombuffer(second.grids, np.uint8) - 128.0) * second.largest / 127
    np.testing.assert_allclose(grids, W1.ravel(), atol=second.largest / 200)


def test_the_command_makes_the_shipped_runs_again(shipped: dict[Setting, Record]) -> None:
    assert set(shipped) == set(shipped_settings())
    for rule in STRENGTHS:
        setting = Setting(rule=rule)
        *_, again = learning(setting, steps=SHORT)
        n = len(again.steps)
        assert again.steps == shipped[setting].steps[:n]
        for name in ("learned", "checked", "new", "repeated"):
            made, kept = getattr(again, name), getattr(shipped[setting], name)[:n]
            np.testing.assert_allclose(made, kept, atol=2, err_msg=f"{rule}, {name}")


def test_the_command_shows_the_shipped_digits_again() -> None:
    assert [setting for setting, _ in kept().shown] == [Setting(labels="shuffled"), Setting()]
    for setting, digits in kept().shown:
        assert shown(setting) == digits
        assert digits.labels == given(setting)[: len(digits.labels)].tolist()


def test_the_same_seed_gives_the_same_run_and_another_another() -> None:
    one, same = (list(learning(Setting(rule="dropout"), steps=40))[-1] for _ in range(2))
    assert one == same
    assert one != list(learning(Setting(rule="dropout", seed=1), steps=40))[-1]


def test_shuffled_labels_are_learned_by_heart_and_say_nothing_of_new_digits(
    shipped: dict[Setting, Record],
) -> None:
    large = shipped[Setting(labels="shuffled", hidden=64)]
    small = shipped[Setting(labels="shuffled", hidden=2)]
    assert large.learned[-1] == N_LEARNED
    assert small.learned[-1] < 0.7 * N_LEARNED
    assert 0.04 < large.new[-1] / N_NEW < 0.16


def test_held_by_something_it_repeats_fewer_wrong_labels(shipped: dict[Setting, Record]) -> None:
    free, l2, l1, dropout = (shipped[Setting(rule=rule)] for rule in STRENGTHS)
    assert free.learned[-1] == N_LEARNED
    assert free.repeated[-1] == N_WRONG
    assert l2.repeated[-1] < N_WRONG - 3
    assert l2.new[-1] > free.new[-1] + 10
    assert max(free.checked) > free.checked[-1] + 10
    assert free.steps[int(np.argmax(free.checked))] < 200
    assert l1.zeros > HIDDEN * 784 / 2
    assert free.zeros == l2.zeros == dropout.zeros == 0
    assert l2.size < free.size / 2


@pytest.mark.parametrize("seed", range(3))
def test_other_seeds_say_the_same(seed: int) -> None:
    free, l2 = whole(Setting(seed=seed)), whole(Setting(seed=seed, rule="l2"))
    assert free.learned[-1] == N_LEARNED
    assert max(free.checked) > free.checked[-1]
    assert l2.repeated[-1] < free.repeated[-1]
    assert l2.new[-1] > free.new[-1] - 10
