from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.model_store import load, load_checkpoints
from app.training.bake import Baked, bake, checkpoint_steps
from app.training.data import Digits, Sample
from app.training.learn import Pace
from app.training.recipes import HELD_OUT_WRITERS, RECIPES, Recipe
from tests.forward_pass.drawings import our_digits
from tests.training.synthetic import unheard

TINY = replace(
    RECIPES["classic"], pace=Pace(epochs=3, batch=20, rate=0.02), redrawings=2, strokes=1
)


def samples(writers: tuple[str, ...]) -> list[Sample]:
    """Our digits, said to be by these writers in turn."""
    ours = our_digits()
    return [each._replace(writer=writers[k % len(writers)]) for k, each in enumerate(ours)]


def baked(
    recipe: Recipe, train: Digits, t10k: Digits, strokes: list[Sample], seed: int = 0
) -> Baked:
    return bake(
        recipe,
        train,
        t10k,
        strokes,
        seed=seed,
        on_redrawn=unheard,
        on_progress=unheard,
    )


@pytest.fixture(scope="module")
def classic(train_digits: Digits, t10k_digits: Digits) -> Baked:
    return baked(TINY, train_digits, t10k_digits, samples(("1", "2", HELD_OUT_WRITERS[0])))


def test_a_recipe_learns_and_its_card_says_what_it_measured(classic: Baked) -> None:
    score = classic.card.accuracy["t10k"]
    assert score.accuracy > 0.6
    assert (score.n, score.dataset) == (350, "our digits, redrawn")
    assert score.accuracy == pytest.approx(score.correct / score.n, abs=1e-6)
    strokes = classic.card.accuracy["strokes"]
    assert strokes.n == 23
    assert "none trained on" in strokes.dataset


def test_the_held_out_writers_are_never_trained_on(classic: Baked) -> None:
    _, pen = classic.card.training["data"]
    assert (pen["n"], pen["writers"]) == (47, 2)
    assert pen["held_out_writers"] == list(HELD_OUT_WRITERS)


def test_what_is_held_out_makes_no_difference_to_the_weights(
    train_digits: Digits, t10k_digits: Digits
) -> None:
    strokes = samples(("1", HELD_OUT_WRITERS[1]))
    without = [each for each in strokes if each.writer == "1"]
    quick = replace(TINY, pace=Pace(epochs=1, batch=100), checkpoints=0)
    with_held_out = baked(quick, train_digits, t10k_digits, strokes)
    alone = baked(quick, train_digits, t10k_digits, without)
    np.testing.assert_array_equal(
        with_held_out.network.layers[0].parameters["W"], alone.network.layers[0].parameters["W"]
    )
    assert "strokes" not in alone.card.accuracy


def test_a_written_network_is_read_back_with_its_checkpoints(
    classic: Baked, tmp_path: Path
) -> None:
    classic.write(tmp_path / "classic")
    model = load(tmp_path / "classic")
    for found, layer in zip(model.network.layers, classic.network.layers, strict=True):
        np.testing.assert_array_equal(found.parameters["W"], layer.parameters["W"])
        np.testing.assert_array_equal(found.parameters["b"], layer.parameters["b"])
    kept = dict(load_checkpoints(tmp_path / "classic", model.card))
    assert list(kept) == sorted(kept)
    assert len(kept) == TINY.checkpoints
    assert min(kept) == 0
    assert max(kept) == model.card.training["steps"]
    last = kept[max(kept)]
    np.testing.assert_allclose(
        last.layers[0].parameters["W"], classic.network.layers[0].parameters["W"], atol=2e-2
    )


def test_the_same_seed_writes_the_same_bytes(
    train_digits: Digits, t10k_digits: Digits, tmp_path: Path
) -> None:
    quick = replace(TINY, pace=Pace(epochs=1, batch=100))
    for name in ("a", "b"):
        strokes = samples(("1", HELD_OUT_WRITERS[0]))
        baked(quick, train_digits, t10k_digits, strokes).write(tmp_path / name)
    files = ["network.json", "weights.npz", "checkpoints.npz"]
    assert [(tmp_path / "a" / file).read_bytes() for file in files] == [
        (tmp_path / "b" / file).read_bytes() for file in files
    ]


def test_the_untrained_network_is_where_classic_started(
    classic: Baked, train_digits: Digits, t10k_digits: Digits
) -> None:
    untrained = baked(RECIPES["untrained"], train_digits, t10k_digits, [])
    start = classic.checkpoints[0]
    for found, layer in zip(untrained.network.layers, start.layers, strict=True):
        np.testing.assert_array_equal(found.parameters["W"], layer.parameters["W"])
    assert untrained.card.training["data"] == []


def test_fewer_digits_than_a_batch_are_one_batch(t10k_digits: Digits) -> None:
    few = Digits(t10k_digits.images[:7], t10k_digits.labels[:7], "seven")
    recipe = replace(RECIPES["classic-mnist"], pace=Pace(epochs=2), checkpoints=0)
    training = baked(recipe, few, t10k_digits, []).card.training
    assert (training["batch"], training["steps"]) == (7, 2)


def test_checkpoints_are_dense_at_the_start() -> None:
    steps = sorted(checkpoint_steps(100_000, 16))
    assert len(steps) == 16
    assert (steps[0], steps[-1]) == (0, 100_000)
    gaps = np.diff(steps[1:])
    assert (np.diff(gaps) >= 0).all()
    assert checkpoint_steps(100_000, 0) == frozenset()


def test_recipes_stand_in_the_pickers_order() -> None:
    assert list(RECIPES) == [
        "classic",
        "deep",
        "convolutional",
        "linear",
        "one-hidden",
        "untrained",
        "classic-mnist",
        "doubt",
    ]
    groups = [recipe.group for recipe in RECIPES.values()]
    assert groups == ["networks"] * 3 + ["experiments"] * 4 + ["doubt"]
