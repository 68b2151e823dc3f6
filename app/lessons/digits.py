"""Digits that lessons show: ours, redrawn as if by other hands, and MNIST's if it is here.

Runs in the worker process: reading MNIST takes longer than the event loop may wait. Training's
modules are imported inside the functions, and NumPy's generators only named in quotes, since the
server itself has no use for them.
"""

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from app.config import Config
from app.forward_pass import InvalidInput
from app.paths import FETCHED_MNIST, folder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.training.data import Digits, Sample

FREEDOM = 0.5  # how different the hands are that redraw ours


def mnist_folder() -> Path | None:
    """Where MNIST is on this machine: as the settings say, else where `mnist fetch` put it."""
    named = Config.from_environment(os.environ).mnist
    if named is not None:
        return named
    return FETCHED_MNIST if FETCHED_MNIST.is_dir() else None


def ours(n: int, digit: int | None, rng: "np.random.Generator") -> "Digits":
    """``n`` of our own drawings, redrawn; all of one ``digit``, if it is given."""
    return redrawn([each for each in drawings() if digit in (None, each.label)], n, rng)


def redrawn(candidates: "Sequence[Sample]", n: int, rng: "np.random.Generator") -> "Digits":
    """``n`` of these drawings, some of them more than once, each as if by another hand."""
    from app.training.data import Digits
    from app.training.redraw import redraw

    chosen = [candidates[k] for k in rng.integers(len(candidates), size=n)]
    return Digits(
        np.stack([redraw(each.drawing, rng, FREEDOM) for each in chosen]),
        np.array([each.label for each in chosen], np.uint8),
        "drawn for this project, and drawn anew by a program",
    )


@cache
def drawings() -> "list[Sample]":
    """Our own drawings, read once: a worker is asked for many samples."""
    from app.training.data import read_strokes

    return read_strokes(folder("static") / "digits.json")


def mnist(n: int, digit: int | None, rng: "np.random.Generator") -> "Digits":
    """``n`` of MNIST's test digits, which no network here has learned from.

    Raises:
        InvalidInput: the server does not have it, or its files are not what they should be.
    """
    from app.training.data import Digits

    images, labels, name = t10k()
    candidates = np.arange(len(labels)) if digit is None else np.flatnonzero(labels == digit)
    if not len(candidates):
        raise InvalidInput("mnist", f"a {digit} among the digits", "none")
    chosen = rng.choice(candidates, n)
    return Digits(images[chosen], labels[chosen], name)


def t10k() -> "Digits":
    """All of MNIST's test digits.

    Raises:
        InvalidInput: the server does not have it, or its files are not what they should be.
    """
    from app.training.data import DataError, read_mnist

    where = mnist_folder()
    if where is None:
        raise InvalidInput("mnist", "MNIST on the server (`forward-pass mnist fetch`)", "none")
    try:
        return read_mnist(where, "t10k")
    except DataError as error:
        raise InvalidInput("mnist", error.expected, error.found) from None
