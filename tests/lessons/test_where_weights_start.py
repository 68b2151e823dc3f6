"""Lesson 11: sixteen that start alike, batches, and learning rates, by hand and as they learn."""

import numpy as np
import pytest

from app.lessons.stacks import Function
from app.lessons.where_weights_start import (
    HEIGHTS,
    RATES,
    Alike,
    Batch,
    Rates,
    alike,
    batch,
    rates,
)
from tests.lessons.asking import asked


def test_sixteen_sigmoids_that_start_from_zero_are_one_after_training() -> None:
    found, told = asked(alike, Alike("sigmoid", "zero"))
    assert found["different"] == 1
    np.testing.assert_allclose(found["W"], found["W"][:1].repeat(16, axis=0), atol=1e-6)
    assert np.abs(found["W"]).max() > 0.01
    looks = [piece for piece in told if isinstance(piece, dict)]
    assert [piece["step"] for piece in looks] == list(range(0, 240, 24))
    assert (looks[0]["levels"] == 127).all()


@pytest.mark.parametrize("function", ["tanh", "relu"])
def test_with_tanh_or_relu_only_the_outputs_biases_move(function: Function) -> None:
    found, _ = asked(alike, Alike(function, "zero"))
    assert found["moved"] == [0, 0, 0, 10]
    assert found["different"] == 1
    assert not found["W"].any()


def test_equal_weights_stay_equal_and_random_ones_differ() -> None:
    assert asked(alike, Alike("relu", "same"))[0]["different"] == 1
    found, _ = asked(alike, Alike("sigmoid", "random"))
    assert found["different"] == 16
    assert found["right"] > 0.75 * found["of"]


def test_a_batch_of_one_becomes_0_in_training_and_not_in_use() -> None:
    mean, deviation = np.mean(HEIGHTS), np.std(HEIGHTS, ddof=1)
    for height in (130.0, 170.0):
        found = batch(Batch([height]))
        assert found["training"].tolist() == [0]
        assert found["use"][0] == pytest.approx((height - mean) / deviation, abs=1e-4)
    found = batch(Batch(HEIGHTS[:3]))
    expected = (np.array(HEIGHTS[:3]) - np.mean(HEIGHTS[:3])) / np.std(HEIGHTS[:3])
    np.testing.assert_allclose(found["training"], expected, atol=1e-4)


def test_batch_normalisation_bears_larger_steps_and_keeps_relus_alive() -> None:
    without, normal = (asked(rates, Rates(norm))[0]["rows"] for norm in (False, True))
    small, one, three, ten = (RATES.index(rate) for rate in (0.1, 1, 3, 10))
    assert without[small]["right"] > 0.8 * without[small]["of"]
    assert without[three]["right"] < 0.3 * without[three]["of"]
    assert normal[three]["right"] > 0.8 * normal[three]["of"]
    assert without[one]["dead"] > 32
    assert normal[one]["dead"] < 5
    assert without[one]["dead"] == 64 - without[one]["fired"].sum()
    assert normal[ten]["right"] < 0.5 * normal[ten]["of"]
