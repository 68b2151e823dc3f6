"""Measuring a network: how many digits it reads right, and which it takes for which."""

from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from app.forward_pass import Network, run
from app.forward_pass.digit import network_input
from app.training.data import Digits, Sample

_CHUNK = 2_000  # images at a time, so that memory stays bounded


class Evaluation(msgspec.Struct, frozen=True):
    """``accuracy`` is 0 to 1; ``confusion``: 10×10, rows are the true digits."""

    network: str
    dataset: str
    n: int
    correct: int
    accuracy: float
    confusion: list[list[int]]


@np.errstate(over="ignore")  # a sigmoid's e^-z, where a is 0
def evaluate_images(network: Network, digits: Digits) -> Evaluation:
    """Read digit images as they are."""
    answers = []
    for start in range(0, len(digits.images), _CHUNK):
        x = network_input(digits.images[start : start + _CHUNK])  # (n, 784)
        answers.append(network.forward(x)[-1].a.argmax(axis=1))
    return _evaluation(network, digits.labels, np.concatenate(answers), digits.name)


@np.errstate(over="ignore")
def evaluate_strokes(network: Network, samples: Sequence[Sample], dataset: str) -> Evaluation:
    """Read drawings with the code that reads a drawing from a browser."""
    answers = np.array([run(sample.drawing, network).ranking[0] for sample in samples])
    labels = np.array([sample.label for sample in samples], np.uint8)
    return _evaluation(network, labels, answers, dataset)


def _evaluation(
    network: Network, labels: NDArray[np.uint8], answers: NDArray[np.intp], dataset: str
) -> Evaluation:
    confusion = np.zeros((10, 10), np.int64)
    np.add.at(confusion, (labels, answers), 1)
    n, correct = len(labels), int(confusion.trace())
    return Evaluation(network.name, dataset, n, correct, correct / n, confusion.tolist())
