"""An epoch of training beside scikit-learn's, and what augmentation adds to it."""

import os
import time
import warnings
from collections.abc import Callable, Iterator

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from app.config import Config
from app.training.data import Digits, read_mnist
from app.training.feed import Feed
from app.training.learn import Progress, learn
from app.training.recipes import RECIPES
from app.training.warp import WarpRange
from benchmarks.measure import Effort, LeftOut, Row, compare

_IMAGES = 12_000  # of MNIST: an epoch as any other, only shorter
_EPOCHS = 4


def rows(effort: Effort) -> Iterator[Row]:
    """The network classic, in batches of its recipe."""
    folder = Config.from_environment(os.environ).mnist
    if folder is None:
        raise LeftOut("training: FORWARD_PASS_MNIST is not set")
    images, labels, name = read_mnist(folder, "train")
    digits = Digits(images[:_IMAGES], labels[:_IMAGES], name)
    rounds = min(effort.rounds, 5)  # long ones

    plain = _epochs(digits, None)
    peer = compare(rounds, plain, _of_scikit_learn(digits))
    yield Row(
        name=f"training of classic, an epoch of {_IMAGES:,} images, not augmented",
        value=peer.ours,
        unit="s",
        peer="scikit-learn's MLPClassifier, same shape and batch",
        ratio=peer.ratio,
        target=0.7,
    )
    augmented = compare(rounds, _epochs(digits, RECIPES["classic"].warps), plain)
    yield Row(
        name="the same, augmented",
        value=augmented.ours,
        unit="s",
        peer="not augmented",
        ratio=augmented.ratio,
        target=1.5,
    )


def _epochs(digits: Digits, warps: WarpRange | None) -> Callable[[], float]:
    """Seconds an epoch of our training; the bank of warps is made once a training, not timed."""
    recipe = RECIPES["classic"]
    feed = Feed(digits, warps, seed=0)
    steps = feed.size // recipe.pace.batch * _EPOCHS

    def measured() -> float:
        parameters = recipe.start(np.random.default_rng(0))
        start = time.perf_counter()
        epochs = feed.epochs(_EPOCHS)
        learn(parameters, epochs, recipe.pace, steps=steps, report=_ignored)
        return (time.perf_counter() - start) / _EPOCHS

    return measured


def _ignored(progress: Progress) -> None:
    """Nobody watches."""


def _of_scikit_learn(digits: Digits) -> Callable[[], float]:
    recipe = RECIPES["classic"]
    x = np.divide(digits.images.reshape(len(digits.images), -1), 255, dtype=np.float32)
    classifier = MLPClassifier(
        hidden_layer_sizes=recipe.sizes[1:-1],
        activation="logistic",
        solver="adam",
        batch_size=recipe.pace.batch,
        learning_rate_init=recipe.pace.rate,
        max_iter=_EPOCHS,
        n_iter_no_change=_EPOCHS + 1,
        random_state=0,
    )

    def measured() -> float:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)  # a few epochs are all we want
            start = time.perf_counter()
            classifier.fit(x, digits.labels)
            return (time.perf_counter() - start) / _EPOCHS

    return measured
