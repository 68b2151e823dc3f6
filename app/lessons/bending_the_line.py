"""Lesson 5: what one line cannot part, hidden neurons can; and how they learn it."""

from collections.abc import Generator
from itertools import chain, product
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import msgspec
import numpy as np
from msgspec import Meta

from app.forward_pass import Dense, Network
from app.forward_pass.activations import activation
from app.forward_pass.arrays import Floats
from app.lessons.lesson import Ask, Lesson, Limits

if TYPE_CHECKING:
    pass

Long = Generator[float | dict[str, Any] | None, None, dict[str, Any]]

LARGEST = 200.0  # of a weight, a bias, an input
MAX_SEED = 999

# The two friends: each comes or not; fun is when just one of them does.
EVENINGS = np.array([[0, 0], [1, 0], [0, 1], [1, 1]], np.float32)
FUN = np.array([[0], [1], [1], [0]], np.float32)

# The recipe, for the one that is watched and for the hundred that are counted
RATE = 2.0  # of plain gradient descent, all four evenings in every step
REACH = 1.0  # weights and biases start anywhere from −1 to 1
MOST_STEPS = 2_000
ENOUGH = 0.1  # no answer is further from 0 or 1: learning ends
EVERY = 4  # steps from one picture to the next
A_PIECE = 10  # pictures that are sent together
STARTS = 100
HIDDEN = (2, 3, 4)  # neurons, of those that are counted


class Splits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """In how many ways can one line part the four evenings, and how many does it get right?"""


def splits(request: Splits) -> dict[str, Any]:
    """Step neurons with whole weights, and biases halfway between: every way that there is.

    ``ways``: different answers to the four evenings; ``of``: all that there are; ``tried``: lines;
    ``best``: evenings that the best of them gets right.
    """
    del request
    weights = np.array(list(product(range(-2, 3), repeat=2)), np.float32)  # (25, 2)
    biases = np.arange(-4.5, 5, dtype=np.float32)
    W = np.repeat(weights, len(biases), axis=0)
    layer = Dense(W, np.tile(biases, len(weights)), activation("step"))
    ((_, said),) = Network("", [layer]).forward(EVENINGS)  # (4, n)
    return {
        "ways": len({tuple(answers) for answers in said.T}),
        "of": 2 ** len(EVENINGS),
        "tried": said.shape[1],
        "best": int((said == FUN).sum(axis=0).max()),
    }


class Train(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Learn the four evenings with so many hidden sigmoids; ``seed`` decides where it starts."""

    seed: Annotated[int, Meta(ge=0, le=MAX_SEED)]
    hidden: Annotated[int, Meta(ge=HIDDEN[0], le=HIDDEN[-1])]


class Look(NamedTuple):
    """One picture of a network that learns.

    ``loss``: the mean cross-entropy. ``slope``: its length. ``said``: the four answers.
    """

    step: int
    loss: float
    slope: float
    said: Floats


class Learning:
    """Plain gradient descent on all four evenings, from weights that a seed draws."""

    def __init__(self, seed: int, hidden: int) -> None:
        from app.training.parameters import Parameters

        activations = [activation("sigmoid")] * 2
        self.parameters: Parameters = Parameters.dense("", (2, hidden, 1), activations, np.float32)
        rng = np.random.default_rng([seed, hidden])
        vector = self.parameters.vector
        vector[:] = rng.uniform(-REACH, REACH, vector.size)

    def looks(self) -> Generator[Look, None, None]:
        """A look at the start, and after every few steps, the last one included."""
        from app.training.backprop import backward, loss

        network, vector = self.parameters.network, self.parameters.vector
        gradient = np.zeros_like(vector)
        views = self.parameters.views(gradient)
        for step in range(MOST_STEPS + 1):
            passes = network.forward(EVENINGS)
            backward(network, EVENINGS, passes, FUN, views)
            if step % EVERY == 0:
                said = passes[-1].a
                yield Look(
                    step, loss(network, said, FUN), float(np.linalg.norm(gradient)), said[:, 0]
                )
                if np.abs(said - FUN).max() < ENOUGH:
                    return
            vector -= np.float32(RATE) * gradient


def has_learned(look: Look) -> bool:
    """Whether all four answers are on the right side of ½."""
    return bool(((look.said > 0.5) == (FUN[:, 0] > 0.5)).all())


def train(request: Train) -> Long:
    """One start, watched.

    Pieces: ``steps`` (k,), and ``looks`` (k, 6 + parameters), a row each: loss, slope, the four
    answers, then the weights and biases, layer by layer. The answer: ``learned``, ``steps``.
    """
    learning = Learning(request.seed, request.hidden)
    steps: list[int] = []
    rows: list[Floats] = []
    looks = learning.looks()
    last = next(looks)
    for look in chain([last], looks):
        last = look
        steps.append(look.step)
        rows.append(
            np.concatenate([[look.loss, look.slope], look.said, learning.parameters.vector])
        )
        if len(rows) == A_PIECE:
            yield {"steps": steps, "looks": np.stack(rows)}
            yield look.step / MOST_STEPS
            steps, rows = [], []
    if rows:
        yield {"steps": steps, "looks": np.stack(rows)}
    return {"learned": has_learned(last), "steps": last.step}


class Starts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many of a hundred starts learn the four evenings?"""


def starts(request: Starts) -> Long:
    """Seeds 0 to 99, with two, three and four hidden sigmoids, by the recipe of ``train``.

    ``counts``: for each of them ``hidden``, how many ``learned`` ``of`` how many, and the seeds
    that got ``stuck``. Pieces: the counts so far.
    """
    del request
    counts: list[dict[str, Any]] = []
    for k, hidden in enumerate(reversed(HIDDEN)):
        stuck: list[int] = []
        count: dict[str, Any] = {}
        for seed in range(STARTS):
            *_, last = Learning(seed, hidden).looks()
            if not has_learned(last):
                stuck.append(seed)
            n = seed + 1
            yield (k + n / STARTS) / len(HIDDEN)
            if n % 10 == 0:
                count = {"hidden": hidden, "learned": n - len(stuck), "of": n, "stuck": [*stuck]}
                yield {"counts": [*counts, count]}
        counts.append(count)
    return {"counts": counts}


LESSON = Lesson(
    number=5,
    title="Bending the line",
    question="Either friend is fun; both together quarrel. Can one line say that?",
    minutes=30,
    limits=Limits(layers=2, neurons=8, inputs=3, size=LARGEST),
    start={
        "evenings": EVENINGS.tolist(),
        "fun": FUN[:, 0].tolist(),
        # Numbers of a network: W row by row, then b, layer after layer
        "line": [1, -0.5, -0.2],
        "xor": [1, 1, 1, 1, -0.5, -1.5, 1, -2, -0.5],
        "house": [50, 30, 100],  # a bedroom, a bathroom, the ground; in thousands
        "fruits": {
            "names": ["cherry", "apple", "banana"],
            "net": [-1, -1, -1, 1, 1, -0.5, 2.5, -1.5, -2.5],
            "points": [
                [[0.5, 0.5], [1, 0.5], [0.5, 1.2]],
                [[1, 4], [1.5, 4.5], [2.2, 5.2]],
                [[4.5, 2], [5, 3], [5.5, 1.5]],
            ],
            "spot": [2.5, 2.5],
        },
        "hidden": list(HIDDEN),
        "steps": MOST_STEPS,
        "seeds": STARTS,
    },
    asks={
        "splits": Ask(Splits, splits),
        "train": Ask(Train, train, long=True),
        "starts": Ask(Starts, starts, long=True),
    },
    picture="scene=seen&guess=-1",
    styles=("plane", "plane-points"),
)
