"""From a recipe to a network with its card: data, training, measuring."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from app.forward_pass import Doubter, Network
from app.layer_cards import layer_card
from app.model_store import Card, Score, save
from app.training import doubt
from app.training.data import Digits, Letter, Sample, split_by_writer
from app.training.evaluation import (
    Evaluation,
    evaluate_images,
    evaluate_strokes,
    margins_of,
)
from app.training.feed import Feed, redrawings
from app.training.learn import Progress, learn
from app.training.recipes import (
    HELD_OUT_LETTERS,
    HELD_OUT_WRITERS,
    LIKE_DIGITS,
    RECIPES,
    Recipe,
)

_NORMALISATION = (
    "The inked box fitted into 20×20 pixels with its shape kept, its centre of mass on the centre "
    "of a 28×28 field, bytes 0 to 255 divided by 255."
)
_MNIST = "MNIST: Y. LeCun, C. Cortes, C. J. C. Burges, made from NIST's databases."
_STROKES = (
    "Pen strokes: Pen-Based Recognition of Handwritten Digits, E. Alpaydin, F. Alimoglu, 1998, "
    "UCI Machine Learning Repository, CC BY 4.0."
)
_LETTERS = (
    "Letters: UJI Pen Characters, D. Llorens, F. Prat, A. Marzal, J. M. Vilar, M. J. Castro and "
    "others, 2008, UCI Machine Learning Repository, CC BY 4.0."
)
_WEIGHTS = "The weights are under this project's licence, MIT. Neither set of data is included."

# Each use of random numbers has a stream of its own: drawing more from one changes no other.
_START, _REDRAW, _POOLS, _MEASURE = 0, 3, 4, 5


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


def bake(  # noqa: PLR0913  # each is another kind of data
    recipe: Recipe,
    train: Digits,
    t10k: Digits,
    samples: Sequence[Sample],
    *,
    letters: Sequence[Letter] = (),
    seed: int,
    on_redrawn: Callable[[int, int], None],
    on_progress: Callable[[Progress], None],
) -> Baked:
    """Train a network and measure it.

    ``samples`` may be empty: then MNIST alone is trained on and measured. ``letters`` are for a
    network that doubts. ``on_redrawn`` is called with how many drawings there are, of how many;
    ``on_progress`` after each epoch.
    """
    held_out, others = split_by_writer(samples, HELD_OUT_WRITERS)
    drawn_by = others if recipe.strokes else []
    parameters = recipe.start(np.random.default_rng((seed, _START)))
    doubts = bool(recipe.labels)
    shown, aside = doubt.apart(train) if doubts else (train, train.images[:0])
    feed = Feed(shown, recipe.warps, seed, recipe.unwarped)
    if drawn_by:
        rng = np.random.default_rng((seed, _REDRAW))
        drawn = redrawings(drawn_by, recipe.redrawings, recipe.freedom, rng, on_redrawn)
        labels = np.array([0 if doubts else sample.label for sample in drawn_by], np.uint8)
        feed.add_strokes(drawn, labels, recipe.strokes)
    theirs, learned = split_by_writer(letters if doubts else (), HELD_OUT_LETTERS)
    if doubts:
        rng = np.random.default_rng((seed, _POOLS))
        for pool in doubt.pools(shown, drawn_by, learned, rng, on_redrawn):
            feed.add_pool(pool)
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
    doubter = Doubter(network, doubt.threshold_of(network, aside)) if doubts else None
    read = {"t10k": evaluate_images(network, t10k, doubter)}
    if held_out:
        dataset = f"pen strokes of writers {', '.join(HELD_OUT_WRITERS)}, none trained on"
        read["strokes"] = evaluate_strokes(network, held_out, dataset, doubter)
    accuracy = {key: _score(each, doubts=doubts) for key, each in read.items()}
    if doubter:
        rng = np.random.default_rng((seed, _MEASURE))
        accuracy |= doubt.caught(doubter, t10k, held_out, theirs, rng)
    training = _training(replace(recipe, pace=pace), seed, steps, shown, drawn_by, learned)
    card = msgspec.structs.replace(
        _card(recipe, network, training, accuracy),
        threshold=doubter and doubter.threshold,
        margins=None if doubts else margins_of(network, t10k),
    )
    return Baked(network, card, kept)


def _score(evaluation: Evaluation, *, doubts: bool) -> Score:
    dataset = f"{evaluation.dataset}, called a digit" if doubts else evaluation.dataset
    return Score(round(evaluation.accuracy or 0, 6), evaluation.correct, evaluation.n, dataset)


def checkpoint_steps(steps: int, n: int) -> frozenset[int]:
    """``n`` steps from the random start to the end, each a fixed factor beyond the one before.

    Learning is quick at first, so they are dense there.
    """
    if n < 2:
        return frozenset()
    factors = np.geomspace(min(20, steps), steps, n - 1)
    return frozenset({0, *factors.round().astype(int).tolist()})


def _training(
    recipe: Recipe,
    seed: int,
    steps: int,
    train: Digits,
    drawn_by: Sequence[Sample],
    letters: Sequence[Letter],
) -> dict[str, Any]:
    if not steps:
        return {"data": [], "seed": seed, "steps": 0}
    pace = recipe.pace
    data: list[dict[str, Any]] = [{"name": train.name, "n": len(train.images)}]
    if recipe.warps:
        data[0]["augmentation"] = recipe.warps._asdict()
    if recipe.unwarped:
        data[0]["share_not_augmented"] = recipe.unwarped
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
    if letters:
        data.append(
            {
                "name": "UJI Pen Characters",
                "n": len(letters),
                "writers": len({letter.writer for letter in letters}),
                "of": "letters",
                "held_out_writers": list(HELD_OUT_LETTERS),
                "left_out": "".join(sorted(LIKE_DIGITS)),
            }
        )
    if recipe.labels:
        data.append({"name": "scribbles, and pairs of these digits", "made": "by a generator"})
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
    recipe: Recipe, network: Network, training: dict[str, Any], accuracy: dict[str, Score]
) -> Card:
    names = " ".join(each["name"] for each in training["data"])
    sources = [
        source
        for name, source in (("MNIST", _MNIST), ("UCI", _STROKES), ("UJI", _LETTERS))
        if name in names
    ]
    return Card(
        name=recipe.name,
        title=recipe.title,
        summary=recipe.summary,
        group=recipe.group,
        order=list(RECIPES).index(recipe.name),
        outputs="probabilities" if recipe.output == "softmax" else "scores",
        layers=[layer_card(layer) for layer in network.layers],
        input_normalisation=_NORMALISATION,
        training=training,
        accuracy=accuracy,
        weights_sha256="",  # known once the weights are written
        licence=" ".join([_WEIGHTS, *sources]),
        labels=list(recipe.labels) or None,
    )
