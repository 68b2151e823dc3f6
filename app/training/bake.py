"""From a recipe to a network with its card: data, training, measuring."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from app.forward_pass import Network
from app.forward_pass.activations import activation
from app.model_store import Card, LayerCard, Score, save
from app.training.data import Digits, Sample, split_by_writer
from app.training.evaluation import Evaluation, evaluate_images, evaluate_strokes
from app.training.feed import Feed, redrawings
from app.training.learn import Progress, learn
from app.training.parameters import Parameters
from app.training.recipes import HELD_OUT_WRITERS, RECIPES, Recipe

_NORMALISATION = (
    "The inked box fitted into 20×20 pixels with its shape kept, its centre of mass on the centre "
    "of a 28×28 field, bytes 0 to 255 divided by 255."
)
_MNIST = "MNIST: Y. LeCun, C. Cortes, C. J. C. Burges, made from NIST's databases."
_STROKES = (
    "Pen strokes: Pen-Based Recognition of Handwritten Digits, E. Alpaydin, F. Alimoglu, 1998, "
    "UCI Machine Learning Repository, CC BY 4.0."
)
_WEIGHTS = "The weights are under this project's licence, MIT. Neither set of data is included."

# Each use of random numbers has a stream of its own: drawing more from one changes no other.
_START, _REDRAW = 0, 3


@dataclass(frozen=True)
class Baked:
    """A trained network, its card, and the networks kept on the way, by step."""

    network: Network
    card: Card
    checkpoints: dict[int, Network]

    def write(self, folder: Path) -> None:
        """Write the network's folder.

        Raises:
            OSError: the folder cannot be written.
        """
        save(folder, self.card, self.network, self.checkpoints)


def bake(
    recipe: Recipe,
    train: Digits,
    t10k: Digits,
    samples: Sequence[Sample],
    *,
    seed: int,
    on_redrawn: Callable[[int, int], None],
    on_progress: Callable[[Progress], None],
) -> Baked:
    """Train a network and measure it.

    ``samples`` may be empty: then MNIST alone is trained on and measured. ``on_redrawn`` is called
    with how many pen strokes are redrawn, of how many; ``on_progress`` after each epoch.
    """
    held_out, others = split_by_writer(samples, HELD_OUT_WRITERS)
    drawn_by = others if recipe.strokes else []
    parameters = Parameters.random(
        recipe.name,
        recipe.sizes,
        [activation(name) for name in recipe.activations],
        np.random.default_rng((seed, _START)),
    )
    feed = Feed(train, recipe.warps, seed)
    if drawn_by:
        rng = np.random.default_rng((seed, _REDRAW))
        drawn = redrawings(drawn_by, recipe.redrawings, recipe.freedom, rng, on_redrawn)
        labels = np.array([sample.label for sample in drawn_by], np.uint8)
        feed.add_strokes(drawn, labels, recipe.strokes)
    pace = replace(recipe.pace, batch=min(recipe.pace.batch, feed.size))
    steps = feed.size // pace.batch * pace.epochs
    kept = learn(
        parameters,
        feed.epochs(pace.epochs),
        pace,
        steps=steps,
        report=on_progress,
        keep_at=checkpoint_steps(steps, recipe.checkpoints),
    )
    network = parameters.snapshot()
    measured = {"t10k": evaluate_images(network, t10k)}
    if held_out:
        dataset = f"pen strokes of writers {', '.join(HELD_OUT_WRITERS)}, none trained on"
        measured["strokes"] = evaluate_strokes(network, held_out, dataset)
    training = _training(replace(recipe, pace=pace), seed, steps, train, drawn_by)
    return Baked(network, _card(recipe, network, training, measured), kept)


def checkpoint_steps(steps: int, n: int) -> frozenset[int]:
    """``n`` steps from the random start to the end, each a fixed factor beyond the one before.

    Learning is quick at first, so they are dense there.
    """
    if n < 2:
        return frozenset()
    factors = np.geomspace(min(20, steps), steps, n - 1)
    return frozenset({0, *factors.round().astype(int).tolist()})


def _training(
    recipe: Recipe, seed: int, steps: int, train: Digits, drawn_by: Sequence[Sample]
) -> dict[str, Any]:
    if not steps:
        return {"data": [], "seed": seed, "steps": 0}
    pace = recipe.pace
    data: list[dict[str, Any]] = [{"name": train.name, "n": len(train.images)}]
    if recipe.warps:
        data[0]["augmentation"] = recipe.warps._asdict()
    if drawn_by:
        data.append(
            {
                "name": "UCI Pen-Based Recognition of Handwritten Digits, training part",
                "n": len(drawn_by),
                "writers": len({sample.writer for sample in drawn_by}),
                "held_out_writers": list(HELD_OUT_WRITERS),
                "times_an_epoch": recipe.strokes,
                "redrawings": recipe.redrawings,
                "freedom_of_redrawing": recipe.freedom,
            }
        )
    return {
        "data": data,
        "loss": "cross-entropy"
        if recipe.output == "softmax"
        else "binary cross-entropy, summed over ten separate scores",
        "optimiser": "AdamW, half a cosine of learning rate",
        "epochs": pace.epochs,
        "batch": pace.batch,
        "learning_rate": pace.rate,
        "weight_decay": pace.decay,
        "epsilon": pace.epsilon,
        "steps": steps,
        "seed": seed,
    }


def _card(
    recipe: Recipe, network: Network, training: dict[str, Any], measured: dict[str, Evaluation]
) -> Card:
    sources = [_MNIST, _STROKES] if len(training["data"]) > 1 else [_MNIST][: len(training["data"])]
    return Card(
        name=recipe.name,
        title=recipe.title,
        summary=recipe.summary,
        group=recipe.group,
        order=list(RECIPES).index(recipe.name),
        outputs="probabilities" if recipe.output == "softmax" else "scores",
        layers=[LayerCard(layer.n_in, layer.n_out, layer.f.spec()) for layer in network.layers],
        input_normalisation=_NORMALISATION,
        training=training,
        accuracy={
            key: Score(round(each.accuracy, 6), each.correct, each.n, each.dataset)
            for key, each in measured.items()
        },
        weights_sha256="",  # known once the weights are written
        licence=" ".join([_WEIGHTS, *sources]),
    )
