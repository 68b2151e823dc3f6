"""Lesson 7: a digit is 784 numbers, and ten weighted sums of them are an answer."""

from typing import Annotated, Any, Literal

import msgspec
import numpy as np
from msgspec import Meta

from app.lessons.lesson import Ask, Lesson, Limits
from app.paths import folder

N_DIGITS = 20  # in a sample
MAX_SEED = 999_999  # so that it is short in a link
FIRST = 5  # the digit that is shown before there is a sample


class SampleRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A random sample: the same for the same ``seed``; all of one ``digit``, if it is given."""

    source: Literal["ours", "mnist"]
    seed: Annotated[int, Meta(ge=0, le=MAX_SEED)]
    digit: Annotated[int, Meta(ge=0, le=9)] | None = None


def sample(request: SampleRequest) -> dict[str, Any]:
    """Digit images, (n, 784) of 0 to 255, with their labels.

    ``inked``, (784,): in how many of them each pixel has ink. ``black``: how many pixels have none
    in any of them. ``has_mnist``: whether the server has MNIST.

    Raises:
        InvalidInput: MNIST is asked for and is not available.
    """
    from app.lessons import digits  # training's modules: only the worker process needs them

    rng = np.random.default_rng(request.seed)
    draw = digits.mnist if request.source == "mnist" else digits.ours
    images, labels, name = draw(N_DIGITS, request.digit, rng)
    pixels = images.reshape(N_DIGITS, -1)
    inked = np.count_nonzero(pixels, axis=0).astype(np.uint8)
    return {
        "images": pixels,
        "labels": labels.tolist(),
        "name": name,
        "inked": inked,
        "black": int(np.count_nonzero(inked == 0)),
        "has_mnist": digits.mnist_folder() is not None,
    }


def _first_digit() -> dict[str, Any]:
    """A strokes file with one of our digits."""
    drawn: dict[str, Any] = msgspec.json.decode((folder("static") / "digits.json").read_bytes())
    return drawn | {"samples": [each for each in drawn["samples"] if each["label"] == FIRST][:1]}


LESSON = Lesson(
    number=7,
    title="From pixels to numbers",
    question="A network cannot see. What does it get in place of your digit?",
    minutes=15,
    limits=Limits(layers=1, neurons=10, inputs=784, size=255.0),
    start={"first": _first_digit(), "n_digits": N_DIGITS, "max_seed": MAX_SEED},
    asks={"sample": Ask(SampleRequest, sample, long=True)},
    styles=("stage", "inspector", "wall"),
    picture="scene=line&unrolled=0.55",
)
