from dataclasses import replace

import numpy as np
import pytest

from app.forward_pass import Doubter, Drawing, run
from app.training import doubt
from app.training.bake import Baked, bake
from app.training.data import Digits, Letter
from app.training.learn import Pace
from app.training.recipes import HELD_OUT_LETTERS, HELD_OUT_WRITERS, RECIPES
from tests.forward_pass.drawings import our_digits
from tests.training.synthetic import unheard

CROSS = [[(0.1, 0.1), (0.9, 0.9)], [(0.9, 0.1), (0.1, 0.9)]]


def letters() -> list[Letter]:
    """Crosses by two people, one of them held out, and an O, which nobody can tell from a 0."""
    cross = Drawing.from_strokes(CROSS)
    return [
        Letter("x", "somebody", cross),
        Letter("O", "somebody", our_digits()[0].drawing),
        *[Letter(label, HELD_OUT_LETTERS[0], cross) for label in ("X", "O")],
    ]


@pytest.fixture(scope="module")
def baked(train_digits: Digits, t10k_digits: Digits) -> Baked:
    writers = ("1", HELD_OUT_WRITERS[0])
    samples = [each._replace(writer=writers[k % 2]) for k, each in enumerate(our_digits())]
    recipe = replace(RECIPES["doubt"], pace=Pace(epochs=6, batch=50), redrawings=2)
    return bake(
        recipe, train_digits, t10k_digits, samples,
        letters=letters(), seed=0, on_redrawn=unheard, on_progress=unheard,
    )  # fmt: skip


def test_it_learns_to_tell_digits_from_pairs_and_scribbles(baked: Baked) -> None:
    accuracy = baked.card.accuracy
    assert accuracy["t10k"].accuracy > 0.9
    assert accuracy["pairs"].accuracy > 0.7
    assert accuracy["drawn_pairs"].accuracy > 0.7
    assert accuracy["scribbles"].accuracy > 0.4


def test_its_card_says_how_it_answers_and_what_it_learned_from(baked: Baked) -> None:
    card = baked.card
    assert card.labels == ["a digit", "two digits", "no digit"]
    assert card.threshold is not None
    assert card.margins is None
    mnist, pen, theirs, made = card.training["data"]
    assert mnist["n"] < 2_100  # some are kept aside
    assert pen["writers"] == 1
    assert (theirs["n"], theirs["held_out_writers"]) == (2, list(HELD_OUT_LETTERS))
    assert "generator" in made["made"]
    assert "UJI Pen Characters" in card.licence


def test_of_letters_only_clear_ones_of_people_not_trained_on_are_counted(baked: Baked) -> None:
    score = baked.card.accuracy["letters"]
    assert (score.n, score.dataset) == (1, "clear letters by w05, not trained on, called no digit")


def test_the_threshold_is_set_by_digits_that_were_kept_aside(train_digits: Digits) -> None:
    shown, aside = doubt.apart(train_digits)
    assert len(shown.images) + len(aside) == len(train_digits.images)
    assert not shown.labels.any()


def test_the_threshold_lets_as_many_through_as_it_says(baked: Baked, train_digits: Digits) -> None:
    threshold = doubt.threshold_of(baked.network, train_digits.images)
    doubter = Doubter(baked.network, threshold)
    alarms = sum(
        doubter.ask(image.reshape(-1).astype(np.float32) / 255).says > 0
        for image in train_digits.images
    )
    assert alarms / len(train_digits.images) == pytest.approx(doubt.FALSE_ALARMS, abs=0.002)


def test_a_cross_is_no_digit(baked: Baked) -> None:
    assert baked.card.threshold is not None
    doubter = Doubter(baked.network, baked.card.threshold)
    (cross, *_) = letters()
    assert doubter.ask(run(cross.drawing, baked.network).input).says == 2
