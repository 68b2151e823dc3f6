"""Lesson 10: who set the numbers: slopes sent back through a network, and classic as it grew."""

import hashlib
from collections.abc import Generator
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import numpy as np
from msgspec import Meta

from app.forward_pass import Drawing, InvalidInput, Network, run, run_input
from app.forward_pass.arrays import Floats, Grey
from app.forward_pass.digit import network_input
from app.lessons import runs
from app.lessons.lesson import Ask, Lesson, Limits
from app.lessons.sent_back import MOST_STEPS, Back, back
from app.lessons.what_a_neuron_looks_for import ten_digits
from app.training.backprop import backward, loss, targets
from app.training.parameters import Parameters
from app.wire import Input, input_of

if TYPE_CHECKING:
    from app.training.data import Digits

Long = Generator[float | dict[str, Any], None, dict[str, Any]]

NETWORK = "classic"
N_NUMBERS = 13_002
N_KEPT = 16  # checkpoints
N_TESTED = 500  # digits of ours, drawn anew, that every checkpoint reads
SEED = 0
LEVELS = 127  # of a weight to either side of 0, as it travels

SEVEN = 7
N_SEVENS = 8  # the eighth is asked about
MOST_TRIED = 2_000  # until there are eight; of the shipped network it takes a tenth
FREEDOM = 1.3  # of the hand that redraws them
JUDGE = "deep"  # reads them as 7s: whoever drew them is not to blame
SMALL_STEP = 0.02  # learning rate of one step from one seven


# As classic grew


@cache
def _grown() -> list[tuple[int, Network]]:
    """``classic`` at some steps of its training, from the random start to what is shipped.

    ``forward-pass train classic`` makes them again, by its recipe, with the network itself.
    """
    from app.model_store import load, load_checkpoints
    from app.tools.networks import models

    folder = models() / NETWORK
    grown = list(load_checkpoints(folder, load(folder).card))
    if not grown:
        raise InvalidInput("network", f"checkpoints of {NETWORK}, as it is shipped", "none")
    return grown


@cache
def _tested() -> "Digits":
    from app.lessons.digits import ours

    return ours(N_TESTED, None, np.random.default_rng(SEED))


class Growth(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How did ``classic`` grow?"""


def growth(_: Growth) -> Long:
    """A piece for each checkpoint, then their number ``n``, and ``of`` how many digits they read.

    A piece: ``k``, which one; ``step`` of training; ``right`` digits and the mean ``loss`` of our
    own, drawn anew; ``grids``, (16, 784) bytes: weights of the first layer, of which 0 is
    −``end``, 127 is 0 and 254 is ``end``.
    """
    digits = _tested()
    y = targets(digits.labels)
    x: Floats = np.divide(digits.images.reshape(len(y), -1), 255, dtype=np.float32)
    grown = _grown()
    for k, (step, network) in enumerate(grown):
        with np.errstate(over="ignore"):  # a sigmoid's e^-z, where a is 0
            a = network.forward(x)[-1].a
        W = network.layers[0].parameters["W"]
        end = float(np.abs(W).max())
        yield {
            "k": k,
            "step": step,
            "right": int((a.argmax(axis=1) == digits.labels).sum()),
            "loss": loss(network, a, y),
            "end": end,
            "grids": np.rint(LEVELS * (W / end + 1)).astype(np.uint8),
        }
    return {"n": len(grown), "of": N_TESTED, "batch": _batch()}


def _batch() -> int:
    from app.training.recipes import RECIPES

    return RECIPES[NETWORK].pace.batch


class Reads(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What did ``classic`` say of this input while it grew?"""

    input: Input


def reads(request: Reads) -> dict[str, Any]:
    """``outputs``, (n, 10), of each checkpoint, and the ``pixels``, (784,), that they read.

    Raises:
        InvalidInput: the input is none that ``classic`` reads.
    """
    given = input_of(request.input)
    grown = [network for _, network in _grown()]
    with np.errstate(over="ignore"):
        last = grown[-1]
        pixels = (run(given, last) if isinstance(given, Drawing) else run_input(given, last)).input
        outputs = [network.forward(pixels)[-1].a for network in grown]
    return {"outputs": np.stack(outputs), "pixels": pixels}


class Story(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was one of the 13,002 numbers, from the random start to the end?"""

    number: Annotated[int, Meta(ge=0, lt=N_NUMBERS)]


def story(request: Story) -> dict[str, Any]:
    """``values`` at each checkpoint's step of ``steps``, and where the number stands.

    ``layer`` and ``neuron``; ``input`` that it is the weight of, None of a bias.
    """
    grown = _grown()
    layers = grown[0][1].layers
    sizes = [layer.n_out * (layer.n_in + 1) for layer in layers]
    k = next(k for k in range(len(sizes)) if request.number < sum(sizes[: k + 1]))
    n_in = layers[k].n_in
    neuron, read = divmod(request.number - sum(sizes[:k]), n_in + 1)  # its weights, then its bias
    is_bias = read == n_in
    parameters = [network.layers[k].parameters for _, network in grown]
    return {
        "steps": [step for step, _ in grown],
        "values": [
            float(each["b"][neuron] if is_bias else each["W"][neuron, read]) for each in parameters
        ],
        "layer": k,
        "neuron": neuron,
        "input": None if is_bias else read,
    }


# Reading is not learning


class Sevens(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Let ``classic`` read so many 7s that it misreads, and ``learn`` from so many of them."""

    reads: Annotated[int, Meta(ge=0, le=N_SEVENS - 1)]
    learns: Annotated[int, Meta(ge=0, le=N_SEVENS - 1)]


def sevens(request: Sevens) -> Long:
    """``images``: eight 7s as bytes. ``said``: what it took the first ones for, one for each read.

    ``before`` and ``after`` reading, and once it has ``learned`` from as many as asked: the
    ``fingerprint`` of its numbers, how many of them have ``changed``, and of the eighth 7 the ten
    ``outputs``.
    """
    from app.tools.networks import network

    images = _misread()
    yield 0.5
    shipped = network(NETWORK)
    x: Floats = np.divide(images.reshape(N_SEVENS, -1), 255, dtype=np.float32)
    before = _state(shipped, shipped, x[-1])
    said = [int(shipped.forward(each)[-1].a.argmax()) for each in x[: request.reads]]
    after = _state(shipped, shipped, x[-1])
    learned = _state(_learned(shipped, x[: request.learns]), shipped, x[-1])
    return {
        "images": images.reshape(N_SEVENS, -1),
        "said": said,
        "before": before,
        "after": after,
        "learned": learned,
    }


def _state(network: Network, shipped: Network, x: Floats) -> dict[str, Any]:
    return {
        "fingerprint": fingerprint(network),
        "outputs": network.forward(x)[-1].a,
        "changed": sum(
            int((each != layer.parameters[name]).sum())
            for now, layer in zip(network.layers, shipped.layers, strict=True)
            for name, each in now.parameters.items()
        ),
    }


def fingerprint(network: Network) -> str:
    """Of all weights and biases: another one, if a single bit of them is another."""
    arrays = [each for layer in network.layers for each in layer.parameters.values()]
    return hashlib.sha256(b"".join(each.tobytes() for each in arrays)).hexdigest()[:8]


@cache
def _misread() -> Grey:
    """The first 7s of ours, redrawn, that ``classic`` takes for something else: (8, 28, 28)."""
    from app.lessons.digits import drawings
    from app.tools.networks import network
    from app.training.redraw import redraw

    rng = np.random.default_rng(SEED)
    ours = [each.drawing for each in drawings() if each.label == SEVEN]
    found: list[Grey] = []
    for _ in range(MOST_TRIED):
        image = redraw(ours[int(rng.integers(len(ours)))], rng, FREEDOM)
        x = network_input(image)
        said = [network(name).forward(x)[-1].a.argmax() for name in (NETWORK, JUDGE)]
        if said[0] != SEVEN == said[1]:
            found.append(image)
        if len(found) == N_SEVENS:
            return np.stack(found)
    raise InvalidInput("network", f"{N_SEVENS} 7s that {NETWORK} misreads", f"{len(found)}")


def _learned(network: Network, sevens: Floats) -> Network:
    """The network after one step downhill from each of some 7s, one after the other."""
    parameters = Parameters(network)
    y = targets(np.array([SEVEN], np.uint8))
    gradient = np.zeros_like(parameters.vector)
    for seven in sevens[:, np.newaxis]:
        passes = parameters.network.forward(seven)
        backward(parameters.network, seven, passes, y, parameters.views(gradient))
        parameters.vector -= SMALL_STEP * gradient
    return parameters.snapshot()


LESSON = Lesson(
    number=10,
    title="How it learned",
    question="Who set 13,002 numbers?",
    minutes=25,
    limits=Limits(layers=3, neurons=16, inputs=784, size=100),
    start={
        "digits": ten_digits(),
        "numbers": N_NUMBERS,
        "steps": MOST_STEPS,
        "sevens": N_SEVENS,
        "checkpoints": N_KEPT,
        "run": runs.LIMITS,
    },
    asks={
        "back": Ask(Back, back),
        "growth": Ask(Growth, growth, long=True),
        "reads": Ask(Reads, reads, long=True),
        "story": Ask(Story, story, long=True),
        "sevens": Ask(Sevens, sevens, long=True),
        "peek": Ask(runs.Watch, runs.watch, long=True),  # beside the run that is watched
        **runs.ASKS,
    },
    picture="scene=back&guess=-1&at=17",
    styles=("stage", "inspector", "weight-tiles", "own-digit", "run"),
)
