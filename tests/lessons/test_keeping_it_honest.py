"""Lesson 12 in double precision: dropout's passes and averages, runs as they are sent."""

from itertools import product
from typing import Any

import numpy as np
import pytest

from app.forward_pass import InvalidInput
from app.lessons.downhill import Line, Point, Roll, descend
from app.lessons.keeping_it_honest import (
    HIDDEN_B,
    HIDDEN_W,
    INPUT,
    LESSON,
    MOST_PASSES,
    OUTPUT_B,
    OUTPUT_W,
    Function,
    Long,
    Masks,
    N,
    Pass,
    masks,
    one_pass,
    pile,
    shipped,
    shown,
    train,
)
from app.training.held import (
    N_LEARNED,
    N_SHOWN,
    N_WRONG,
    STEPS,
    STRENGTHS,
    Setting,
    given,
    piles,
    shipped_settings,
)
from app.turns import by_turns

FUNCTIONS: dict[Function, Any] = {
    "linear": lambda z: z,
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "relu": lambda z: np.maximum(z, 0),
}
EACH = [
    (rate, f, inverted)
    for rate, f, inverted in product((0.25, 0.5, 0.75), FUNCTIONS, (True, False))
]


def by_hand(f: Function, factors: Any) -> float:
    """What the output says when each of the six is multiplied by a factor."""
    said = FUNCTIONS[f](np.array(HIDDEN_W) @ INPUT + np.array(HIDDEN_B)) * factors
    return float(FUNCTIONS[f](np.array(OUTPUT_W) @ said + np.array(OUTPUT_B))[0])


@pytest.mark.parametrize(("rate", "f", "inverted"), EACH)
def test_each_mask_is_another_pass_and_all_of_them_have_the_average(
    rate: float, f: Function, inverted: bool
) -> None:
    found = by_turns(masks(Masks(rate, f, inverted, 0)))
    louder, softer = (1 / (1 - rate), 1) if inverted else (1, 1 - rate)
    average = 0.0
    for mask, stays in enumerate(product((0, 1), repeat=N)):
        bits = np.array(stays[::-1])  # bit 0 is neuron 1
        out = by_hand(f, bits * louder)
        chance = np.prod(np.where(bits, 1 - rate, rate))
        average += chance * out
        assert found["outs"][mask] == pytest.approx(out, abs=1e-12)
        assert found["chances"][mask] == pytest.approx(chance)
    full = by_hand(f, softer)
    assert found["average"] == pytest.approx(average, abs=1e-12)
    assert found["full"] == pytest.approx(full, abs=1e-12)
    assert found["chances"].sum() == pytest.approx(1)
    apart = abs(found["average"] - found["full"])
    if f == "linear":
        assert apart < 1e-12
    elif rate < 1 / 2:
        assert 1e-4 < apart < 0.1


@pytest.mark.parametrize("inverted", [True, False])
@pytest.mark.parametrize("f", ["sigmoid", "relu"])
def test_where_most_are_out_the_full_network_is_farther_off_the_average(
    f: Function, inverted: bool
) -> None:
    each = [by_turns(masks(Masks(rate, f, inverted, 0))) for rate in (0.25, 0.5, 0.75)]
    apart = [abs(found["average"] - found["full"]) for found in each]
    assert apart[0] < apart[2]
    assert apart[0] < 0.1


def test_the_larger_lambda_the_sooner_the_ball_rests_and_the_nearer_to_the_middle() -> None:
    start = LESSON.start
    points = [Point([float(x1), float(x2)], y) for x1, x2, y in start["pupils"]]
    before, rests = 10_000, np.inf
    for hold in start["holds"][1:]:
        line = Line([*map(float, start["ball"])], 0)
        way = by_turns(descend(Roll(points, line, start["rate"], 10_000, hold)))["weights"]
        still = int((np.abs(way - way[-1]).max(axis=1) > 1e-4).sum())
        assert still < before
        assert np.linalg.norm(way[-1]) < rests
        before, rests = still, float(np.linalg.norm(way[-1]))


def test_of_a_linear_network_inverting_scales_the_sum_and_nothing_else() -> None:
    ways = {way: by_turns(masks(Masks(0.5, "linear", way, 0))) for way in (True, False)}
    (bias,) = OUTPUT_B
    inverted, scaled = (found["full"] - bias for found in ways.values())
    assert scaled == pytest.approx(inverted / 2)


def test_a_sample_comes_near_and_does_not_have_to_meet_the_average() -> None:
    errors = []
    for seed in range(20):
        found = by_turns(masks(Masks(0.5, "sigmoid", True, seed)))
        assert len(found["drawn"]) == len(found["averages"]) == MOST_PASSES
        assert found["averages"][9] == pytest.approx(found["outs"][found["drawn"][:10]].mean())
        errors.append(np.abs(found["averages"][[0, 9, 99, 999]] - found["average"]))
    few, ten, hundred, thousand = np.median(errors, axis=0)
    assert few > ten > hundred > thousand > 0


@pytest.mark.parametrize("inverted", [True, False])
def test_a_pass_says_what_goes_on_of_those_that_stay(inverted: bool) -> None:
    found = one_pass(Pass(0.5, "sigmoid", inverted, mask=0b000101))
    said = FUNCTIONS["sigmoid"](np.array(HIDDEN_W) @ INPUT + np.array(HIDDEN_B))
    stays = np.array([1, 0, 1, 0, 0, 0])
    np.testing.assert_allclose(found["hidden"], said)
    np.testing.assert_allclose(found["passed"], said * stays * (2 if inverted else 1))
    np.testing.assert_allclose(found["used"], said * (1 if inverted else 0.5))
    everybody = one_pass(Pass(0.5, "sigmoid", inverted, mask=2**N - 1))
    assert (everybody["out"] == everybody["full"]) is False


def test_a_live_run_ends_as_the_shipped_one() -> None:
    setting = Setting(rule="l1")
    ended: list[dict[str, Any]] = []

    def heard() -> Long:
        ended.append((yield from train(setting)))
        return ended[0]

    pieces = list(heard())
    (whole,) = ended
    kept = shipped(setting)
    assert whole["steps"] == kept["steps"]
    np.testing.assert_allclose(whole["new"][:20], kept["new"][:20], atol=2)
    assert whole["zeros"] == pytest.approx(kept["zeros"], rel=0.05)
    assert len(whole["grids"]) == len(kept["grids"]) == 16 * 784
    told = [piece for piece in pieces if isinstance(piece, dict)]
    far = [piece for piece in pieces if isinstance(piece, float)]
    assert [*far] == [piece["steps"][-1] / STEPS for piece in told]
    assert told[0]["steps"] == whole["steps"][: len(told[0]["steps"])]


def test_of_the_shipped_l1s_zeros_are_zeros_in_its_grids_too() -> None:
    for rule in STRENGTHS:
        found = shipped(Setting(rule=rule))
        assert (found["grids"] == 128).sum() >= found["zeros"]
        assert (found["zeros"] > 0) is (rule == "l1")


def test_only_shipped_runs_are_told_at_once() -> None:
    for setting in shipped_settings():
        assert shipped(setting)["steps"][-1] == STEPS
    with pytest.raises(InvalidInput, match="shipped"):
        shipped(Setting(seed=1))


def test_the_pile_shows_digits_with_their_labels() -> None:
    for setting in (Setting(), Setting(labels="shuffled"), Setting(seed=3)):
        found = by_turns(pile(setting))
        learned = piles().learned
        np.testing.assert_array_equal(
            found["images"].reshape(N_SHOWN, 784), learned.images[:N_SHOWN]
        )
        assert found["labels"] == given(setting)[:N_SHOWN].tolist()
        assert found["true"] == learned.labels[:N_SHOWN].tolist()
        if setting.seed == Setting().seed:
            assert shown(setting)["labels"] == found["labels"]


def test_the_page_is_told_how_much_there_is() -> None:
    assert LESSON.start["learned"] == N_LEARNED
    assert LESSON.start["wrong"] == N_WRONG
    assert LESSON.start["neurons"] == N
