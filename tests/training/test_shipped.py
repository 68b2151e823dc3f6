"""The networks in models/: what they promise on their cards, and that it is true."""

import os
from pathlib import Path

import numpy as np
import pytest

from app.model_store import Model, doubter, load_all, load_checkpoints
from app.paths import folder
from app.training.data import read_letters, read_mnist, read_strokes, split_by_writer
from app.training.evaluation import evaluate_images, evaluate_strokes
from app.training.recipes import AMBIGUOUS, HELD_OUT_LETTERS, HELD_OUT_WRITERS, RECIPES
from tests.forward_pass.drawings import our_digits

MODELS = folder("models")
LETTERS = os.environ.get("FORWARD_PASS_LETTERS")
MNIST, STROKES = os.environ.get("FORWARD_PASS_MNIST"), os.environ.get("FORWARD_PASS_STROKES")

# Accuracies that the project promises: on t10k, and on pen strokes of strangers.
PROMISED = {
    "classic": {"t10k": 0.96, "strokes": 0.95},
    "deep": {"t10k": 0.988, "strokes": 0.975},
    "linear": {"t10k": 0.91},
    "one-hidden": {"t10k": 0.95},
    "classic-mnist": {"t10k": 0.96},
    "doubt": {
        "t10k": 0.985,
        "strokes": 0.985,
        "scribbles": 0.75,
        "pairs": 0.97,
        "drawn_pairs": 0.97,
        "letters": 0.85,
    },
}
NAMES = list(RECIPES)


@pytest.fixture(scope="module")
def shipped() -> dict[str, Model]:
    return load_all(MODELS)


def test_all_are_here_in_the_pickers_order(shipped: dict[str, Model]) -> None:
    assert list(shipped) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_is_what_its_recipe_makes(shipped: dict[str, Model], name: str) -> None:
    card, network, recipe = shipped[name].card, shipped[name].network, RECIPES[name]
    assert (card.title, card.summary, card.group) == (recipe.title, recipe.summary, recipe.group)
    layers = recipe.start(np.random.default_rng(0)).network.layers
    assert [repr(layer) for layer in network.layers] == [repr(layer) for layer in layers]
    assert card.training["seed"] == 0
    if recipe.pace.epochs:
        assert card.training["epochs"] == recipe.pace.epochs
        assert card.training["data"][0]["name"] == "MNIST train"
        learned_from_strokes = len(card.training["data"]) > 1
        assert learned_from_strokes == bool(recipe.strokes)
        assert ("CC BY 4.0" in card.licence) == learned_from_strokes


@pytest.mark.parametrize("name", PROMISED)
def test_its_card_keeps_the_promise(shipped: dict[str, Model], name: str) -> None:
    for key, promised in PROMISED[name].items():
        score = shipped[name].card.accuracy[key]
        assert score.correct / score.n >= promised


@pytest.mark.data
@pytest.mark.skipif(not MNIST, reason="FORWARD_PASS_MNIST is not set")
@pytest.mark.parametrize("name", NAMES)
def test_its_figure_for_mnist_is_true(shipped: dict[str, Model], name: str) -> None:
    digits = read_mnist(Path(str(MNIST)), "t10k")
    found = evaluate_images(shipped[name].network, digits, doubter(shipped))
    score = shipped[name].card.accuracy["t10k"]
    assert found.n == score.n
    assert score.dataset.startswith(found.dataset)
    # Another machine may round a near tie the other way.
    assert found.correct == pytest.approx(score.correct, abs=3)


@pytest.mark.data
@pytest.mark.skipif(not STROKES, reason="FORWARD_PASS_STROKES is not set")
@pytest.mark.parametrize("name", NAMES)
def test_its_figure_for_strangers_strokes_is_true(shipped: dict[str, Model], name: str) -> None:
    held_out, _ = split_by_writer(read_strokes(Path(str(STROKES))), HELD_OUT_WRITERS)
    found = evaluate_strokes(shipped[name].network, held_out, "", doubter(shipped))
    score = shipped[name].card.accuracy["strokes"]
    assert found.n == score.n
    assert found.correct == pytest.approx(score.correct, abs=3)


@pytest.mark.data
@pytest.mark.skipif(not LETTERS, reason="FORWARD_PASS_LETTERS is not set")
def test_its_figure_for_letters_of_somebody_not_trained_on_is_true(
    shipped: dict[str, Model],
) -> None:
    theirs, _ = split_by_writer(read_letters(Path(str(LETTERS))), HELD_OUT_LETTERS)
    clear = [letter for letter in theirs if letter.label not in AMBIGUOUS]
    found = evaluate_strokes(shipped["deep"].network, clear, "", doubter(shipped))
    assert found.doubted is not None
    score = shipped["doubt"].card.accuracy["letters"]
    assert found.n == score.n
    assert found.doubted * found.n == pytest.approx(score.correct, abs=1)


def test_none_of_our_own_digits_is_called_none(shipped: dict[str, Model]) -> None:
    found = evaluate_strokes(shipped["deep"].network, our_digits(), "", doubter(shipped))
    assert found.doubted == 0


@pytest.mark.parametrize("name", ["classic", "deep"])
def test_reads_our_own_digits(shipped: dict[str, Model], name: str) -> None:
    found = evaluate_strokes(shipped[name].network, our_digits(), "")
    assert found.correct >= 0.95 * found.n


def test_classic_has_13_002_parameters_and_grew_from_untrained(shipped: dict[str, Model]) -> None:
    classic, untrained = shipped["classic"], shipped["untrained"]
    assert classic.network.n_parameters == 13_002
    kept = dict(load_checkpoints(MODELS / "classic", classic.card))
    assert len(kept) >= 12
    last = classic.card.training["steps"]
    for step, network in ((0, untrained.network), (last, classic.network)):
        for found, layer in zip(kept[step].layers, network.layers, strict=True):
            np.testing.assert_array_equal(
                found.parameters["W"], layer.parameters["W"].astype(np.float16)
            )


@pytest.mark.parametrize("name", [name for name in PROMISED if name != "deep"])
def test_its_pictures_of_weights_are_calm_where_there_is_hardly_any_ink(
    shipped: dict[str, Model], name: str
) -> None:
    grids = np.abs(shipped[name].network.layers[0].parameters["W"].reshape(-1, 28, 28))
    edge = np.concatenate([grids[:, 0], grids[:, -1], grids[:, :, 0], grids[:, :, -1]], axis=1)
    assert edge.mean() < 0.6 * grids.mean()


def test_they_travel_light() -> None:
    assert sum(file.stat().st_size for file in MODELS.rglob("*.*")) < 2_000_000
