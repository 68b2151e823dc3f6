"""Measuring a network: how many digits it reads right, and which it takes for which.

Beside it stands the network of doubt, where there is one: how much it calls no digit.
"""

from collections import Counter
from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from app.forward_pass import Doubter, Network, run
from app.forward_pass.arrays import Floats, Grey
from app.forward_pass.digit import network_input
from app.model_store import Bin
from app.training.data import Digits, Letter, Sample, is_digit

MARGINS = 10  # bins of equal width, 0 to 1

_CHUNK = 2_000  # images at a time, so that memory stays bounded


class Evaluation(msgspec.Struct, frozen=True):
    """``accuracy`` is 0 to 1; ``confusion``: a row for each true digit, a column for each output.

    ``n``: samples; ``n_digits``: those that are digits, which alone ``correct``, ``accuracy`` and
    ``confusion`` are about; without any, ``accuracy`` is None. ``doubted``: the share of samples
    that are called no digit, and ``doubted_per_label`` the same for each label; None where no
    network is there to say so. Of that network itself, ``correct`` are the digits called a digit.
    """

    network: str
    dataset: str
    n: int
    n_digits: int
    correct: int
    accuracy: float | None
    confusion: list[list[int]]
    doubted: float | None
    doubted_per_label: dict[str, float] | None


def evaluate_images(network: Network, digits: Digits, doubter: Doubter | None = None) -> Evaluation:
    """Read digit images as they are."""
    answers = outputs_of(network, digits.images).argmax(axis=1)
    doubted = None if doubter is None else doubted_images(doubter, digits.images)
    labels = [str(label) for label in digits.labels.tolist()]
    return _evaluation(network, labels, answers, doubter, doubted, digits.name)


@np.errstate(over="ignore")  # a sigmoid's e^-z, where a is 0
def evaluate_strokes(
    network: Network,
    samples: Sequence[Sample | Letter],
    dataset: str,
    doubter: Doubter | None = None,
) -> Evaluation:
    """Read drawings with the code that reads a drawing from a browser."""
    traces = [run(sample.drawing, network) for sample in samples]
    answers = np.array([trace.ranking[0] for trace in traces])
    doubted = (
        None
        if doubter is None
        else np.array([doubter.ask(trace.input).says > 0 for trace in traces])
    )
    labels = [str(sample.label) for sample in samples]
    return _evaluation(network, labels, answers, doubter, doubted, dataset)


def doubted_images(doubter: Doubter, images: Grey) -> NDArray[np.bool_]:
    """Which of these digit images, (n, 28, 28), are called no digit: (n,)."""
    chunks = range(0, len(images), _CHUNK)
    return np.concatenate(
        [doubter.doubted(network_input(images[start : start + _CHUNK])) for start in chunks]
    )


@np.errstate(over="ignore")
def outputs_of(network: Network, images: Grey) -> Floats:
    """The outputs for digit images, (n, 28, 28): (n, n_out)."""
    chunks = range(0, len(images), _CHUNK)
    return np.concatenate(
        [network.forward(network_input(images[k : k + _CHUNK]))[-1].a for k in chunks]
    )


def margins_of(network: Network, digits: Digits) -> list[Bin]:
    """How often an answer was right, by how far the best output was ahead of the second."""
    a = outputs_of(network, digits.images)
    ordered = np.sort(a, axis=1)
    margins = ordered[:, -1] - ordered[:, -2]
    bins = np.minimum((margins * MARGINS).astype(int), MARGINS - 1)
    n = np.bincount(bins, minlength=MARGINS)
    right = np.bincount(bins[a.argmax(axis=1) == digits.labels], minlength=MARGINS)
    return [Bin(*each) for each in zip(n.tolist(), right.tolist(), strict=True)]


def _evaluation(
    network: Network,
    labels: Sequence[str],
    answers: NDArray[np.intp],
    doubter: Doubter | None,
    doubted: NDArray[np.bool_] | None,
    dataset: str,
) -> Evaluation:
    digits = np.array([is_digit(label) for label in labels])
    true = np.array([int(label) for label in labels if is_digit(label)], np.intp)
    confusion = np.zeros((10, network.layers[-1].n_out), np.int64)
    np.add.at(confusion, (true, answers[digits]), 1)
    if doubter is not None and doubted is not None and network is doubter.network:
        correct = int((~doubted[digits]).sum())
    else:
        correct = int(confusion.trace())
    return Evaluation(
        network.name,
        dataset,
        len(labels),
        len(true),
        correct,
        correct / len(true) if len(true) else None,
        confusion.tolist(),
        None if doubted is None else float(doubted.mean()),
        None if doubted is None else _per_label(labels, doubted),
    )


def _per_label(labels: Sequence[str], doubted: NDArray[np.bool_]) -> dict[str, float]:
    n = Counter(labels)
    called = Counter(
        label for label, is_none in zip(labels, doubted.tolist(), strict=True) if is_none
    )
    return {label: called[label] / n[label] for label in sorted(n)}
