"""Lesson 8: what a neuron's weights look for, and what is left of it when pixels are shuffled."""

from collections.abc import Generator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import numpy as np
from msgspec import Meta
from numpy.typing import NDArray

from app.forward_pass import InvalidInput
from app.forward_pass.arrays import Grey
from app.forward_pass.digit import SIDE
from app.lessons.lesson import Ask, Lesson, Limits
from app.paths import folder

if TYPE_CHECKING:
    from app.training.data import Digits, Sample

Long = Generator[float | None, None, dict[str, Any]]

MOST_LAYERS = 8  # of weights, in an architecture that is counted
MOST_NEURONS = 10_000  # or inputs, in the same
LARGEST_BIAS = 100.0  # that the painted neuron may have
MAX_SEED = 999

MOST_OF_MNIST = 20_000  # digits to learn from
N_DRAWN = 5_000  # the same, where ours are redrawn
HELD_OUT = 1_000  # digits to test with
HELD_OUT_HANDS = ("f", "g")  # whose drawings, of ours, are not learned from
N_SEEN = 300_000  # digits that each network sees, most of them several times
SIZES = (784, 16, 16, 10)


class Architecture(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many numbers does a network of these sizes learn? Inputs first, then each layer."""

    sizes: Annotated[list[int], Meta(max_length=64)]


def count(request: Architecture) -> dict[str, Any]:
    """Weights and biases of each layer, their sum, and the sum of these.

    Raises:
        InvalidInput: a size or the number of layers is beyond a limit, which the error names.
    """
    sizes = request.sizes
    if not 2 <= len(sizes) <= MOST_LAYERS + 1:
        expected = f"inputs and 1 to {MOST_LAYERS} layers in this lesson"
        found = f"{len(sizes)} numbers"
        raise InvalidInput("limit", expected, found, what="layers", least=1, most=MOST_LAYERS)
    beyond = [size for size in sizes if not 1 <= size <= MOST_NEURONS]
    if beyond:
        expected = f"1 to {MOST_NEURONS:,} inputs or neurons in a layer in this lesson"
        what = "inputs or neurons in a layer"
        raise InvalidInput(
            "limit", expected, f"{beyond[0]:,}", what=what, least=1, most=MOST_NEURONS
        )
    layers = [
        {"inputs": n_in, "weights": n_in * n_out, "biases": n_out, "sum": (n_in + 1) * n_out}
        for n_in, n_out in pairwise(sizes)
    ]
    return {"sizes": sizes, "layers": layers, "total": sum(layer["sum"] for layer in layers)}


class Training(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Train two networks; ``seed`` decides where both start and how the pixels are shuffled."""

    seed: Annotated[int, Meta(ge=0, le=MAX_SEED)]


def train(request: Training) -> Long:
    """Two networks from the same start on the same digits; the second never sees a picture.

    Its digits' 784 pixels are shuffled, all in the same way: its input k is pixel ``order[k]``.
    ``plain`` and ``shuffled`` have the first layer's weights, (16, 784), and the ``accuracy``,
    0 to 1, on ``n_tested`` digits that neither has learned from.

    Raises:
        InvalidInput: MNIST's files are there, but are not what they should be.
    """
    from app.forward_pass.activations import activation  # only the worker process needs these
    from app.training.evaluation import evaluate_images
    from app.training.feed import Feed
    from app.training.learn import Pace, learning
    from app.training.parameters import Parameters

    rng = np.random.default_rng(request.seed)
    learned, tested, name = yield from learned_and_tested(rng)
    order = rng.permutation(SIZES[0])
    epochs = N_SEEN // len(learned.images)
    pace = Pace(epochs, rate=0.01, decay=0.015, epsilon=3e-4)  # as the shipped one

    def trained(places: NDArray[np.int64], begun: float) -> Long:
        def seen(digits: "Digits") -> "Digits":
            pixels = digits.images.reshape(-1, SIZES[0])[:, places]  # (n, 784)
            return digits._replace(images=pixels.reshape(digits.images.shape))

        parameters = Parameters.random(
            name, SIZES, [activation("sigmoid")] * 3, np.random.default_rng(request.seed)
        )
        feed = Feed(seen(learned), warps=None, seed=request.seed)
        steps = epochs * (feed.size // pace.batch)
        for progress in learning(parameters, feed.epochs(epochs), pace, steps=steps):
            yield begun + progress.step / progress.steps / 2
        network = parameters.snapshot()
        return {
            "weights": network.layers[0].parameters["W"],
            "accuracy": evaluate_images(network, seen(tested)).accuracy,
        }

    return {
        "plain": (yield from trained(np.arange(SIZES[0]), 0)),
        "shuffled": (yield from trained(order, 0.5)),
        "order": order.tolist(),
        "name": name,
        "n_learned": len(learned.images),
        "n_tested": len(tested.images),
    }


def learned_and_tested(
    rng: "np.random.Generator", n: int | None = None
) -> Generator[None, None, tuple["Digits", "Digits", str]]:
    """Digits to learn from, digits to test with, and their name: MNIST, if the server has it.

    ``n``: how many to learn from where ours are drawn anew, if not N_DRAWN.
    """
    from app.lessons.digits import mnist_folder

    where = mnist_folder()
    return (yield from _ours(rng, n or N_DRAWN)) if where is None else _mnist(where)


@cache
def _mnist(where: Path) -> tuple["Digits", "Digits", str]:
    """The first digits of both parts.

    Raises:
        InvalidInput: the files are not what they should be.
    """
    from app.training.data import DataError, read_mnist

    try:
        learned, tested = read_mnist(where, "train"), read_mnist(where, "t10k")
    except DataError as error:
        raise InvalidInput("mnist", error.expected, error.found) from None

    def first(n: int, digits: "Digits") -> "Digits":
        return digits._replace(images=digits.images[:n].copy(), labels=digits.labels[:n])

    name = "MNIST" if learned.name == "MNIST train" else "digits in MNIST's format"
    return first(MOST_OF_MNIST, learned), first(HELD_OUT, tested), name


def _ours(
    rng: "np.random.Generator", n: int
) -> Generator[None, None, tuple["Digits", "Digits", str]]:
    """Our drawings, each redrawn many times; those by the held-out hands are to test with."""
    from app.lessons.digits import FREEDOM, drawings
    from app.training.data import Digits, split_by_writer
    from app.training.feed import redrawings

    name = "digits drawn for this project, and drawn anew by a program"

    def drawn(samples: list["Sample"], n: int) -> Generator[None, None, Digits]:
        copies = n // len(samples)
        images: list[Grey] = []
        for _ in range(copies):
            images += redrawings(samples, 1, FREEDOM, rng, lambda *_: None)
            yield
        labels = np.array([each.label for each in samples], np.uint8)
        pixels = np.concatenate(images).reshape(-1, SIDE, SIDE)
        return Digits(pixels, np.tile(labels, copies), name)

    held_out, others = split_by_writer(drawings(), HELD_OUT_HANDS)
    return (yield from drawn(others, n)), (yield from drawn(held_out, HELD_OUT)), name


def ten_digits() -> dict[str, Any]:
    """A strokes file with one drawing of each digit, all by one hand."""
    drawn: dict[str, Any] = msgspec.json.decode((folder("static") / "digits.json").read_bytes())
    first = {each["label"]: each for each in reversed(drawn["samples"])}
    return drawn | {"samples": [first[digit] for digit in range(10)]}


LESSON = Lesson(
    number=8,
    title="What a neuron looks for",
    question="Which picture would make one neuron shout, and which would silence it?",
    minutes=15,
    limits=Limits(layers=1, neurons=1, inputs=784, size=LARGEST_BIAS),
    start={
        "digits": ten_digits(),
        "sizes": list(SIZES),
        "seed": 0,
    },
    asks={"count": Ask(Architecture, count), "train": Ask(Training, train, long=True)},
    picture="scene=hope",
    styles=("stage", "inspector", "explore", "weight-tiles"),
)
