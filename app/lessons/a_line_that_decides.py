"""Lesson 3: two inputs and a line: who gets in, what one line cannot say, and how it is learned."""

from collections.abc import Generator
from itertools import product
from typing import Annotated, Any

import msgspec
import numpy as np
from msgspec import Meta

from app.forward_pass.arrays import Floats
from app.lessons.lesson import Ask, Lesson, Limits
from app.lessons.perceptron import epochs, step_neurons

LARGEST = 100.0  # of a weight, a bias, an input
MOST_POINTS = 16
RATE = 0.1
MOST_EPOCHS = 100
MOST_MENDS = 60  # that are shown; where no line exists there is no end
N_STARTS = 100
MAX_SEED = 999

CORNERS = np.array(list(product((0, 1), repeat=2)), np.float32)  # (4, 2): 00, 01, 10, 11
GATES = {"and": (0, 0, 0, 1), "or": (0, 1, 1, 1), "xor": (0, 1, 1, 0)}

# Every line that parts the four corners parts them as one of these does.
_LINES = np.array(list(product((-1, 0, 1), (-1, 0, 1), (-1.5, -0.5, 0.5, 1.5))), np.float32)

Number = Annotated[float, Meta(ge=-LARGEST, le=LARGEST)]
Pair = Annotated[list[Number], Meta(min_length=2, max_length=2)]
Bit = Annotated[int, Meta(ge=0, le=1)]


class Measure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How far are these points from the line of these weights and this bias?"""

    points: Annotated[list[Pair], Meta(min_length=1, max_length=MOST_POINTS)]
    weights: Pair
    bias: Number


def measure(request: Measure) -> dict[str, Any]:
    """``z`` (n,) of each point; ``length`` of the weights; ``distance`` (n,): |z| ÷ |w|.

    Without weights there is no line, and ``distance`` is None.
    """
    w = np.array([request.weights], np.float32)
    network = step_neurons(w, np.array([request.bias], np.float32))
    z = network.forward_each(np.array(request.points, np.float32))[0].z[:, 0]  # (n,)
    length = float(np.linalg.norm(w))
    return {
        "z": z.tolist(),
        "length": length,
        "distance": (np.abs(z) / length).tolist() if length else None,
    }


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A point, and whether the neuron is to fire for it, 0 or 1."""

    x: Pair
    fires: Bit


class Learn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Mend mistakes one by one, beginning with this line."""

    cases: Annotated[list[Case], Meta(min_length=1, max_length=MOST_POINTS)]
    weights: Pair
    bias: Number


def learn(request: Learn) -> Generator[None, None, dict[str, Any]]:
    """The perceptron rule, mistake by mistake, with learning rate 0.1.

    ``wrong``: the points that are told wrongly at the start. ``steps``: of each mend its ``point``,
    the ``weights`` and ``bias`` after it, and the points that are ``wrong`` then. ``done``: none is
    in the end. ``epochs``: how often it went through all points.
    """
    X = np.array([case.x for case in request.cases], np.float32)  # (n, 2)
    targets = np.array([[case.fires] for case in request.cases], np.float32)  # (n, 1)

    def wrong(weights: Floats, bias: Floats) -> list[int]:
        a = step_neurons(weights, bias).forward_each(X)[0].a
        return np.flatnonzero(a != targets).tolist()

    w, b = np.array([request.weights], np.float32), np.array([request.bias], np.float32)
    at_first = wrong(w, b)
    steps: list[dict[str, Any]] = []
    n = 0
    done = False
    for mends in epochs(w, b, X, targets, most=MOST_EPOCHS, rate=RATE):
        n += 1
        done = not mends
        for mend in mends:
            steps.append(
                {
                    "point": mend.example,
                    "weights": mend.weights[0].tolist(),
                    "bias": float(mend.bias[0]),
                    "wrong": wrong(mend.weights, mend.bias),
                }
            )
            yield
        if len(steps) >= MOST_MENDS:
            break
    return {"wrong": at_first, "steps": steps[:MOST_MENDS], "done": done, "epochs": n}


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is to be said at the corners 00, 01, 10 and 11, each 0 or 1."""

    says: Annotated[list[Bit], Meta(min_length=4, max_length=4)]


def least(request: Table) -> dict[str, Any]:
    """The least number of ``mistakes`` that one line makes of a table.

    ``weights`` and ``bias`` of a line that makes so few; ``tables``: how many of the sixteen one
    line can tell without a mistake.
    """
    network = step_neurons(_LINES[:, :2], _LINES[:, 2])
    a = network.forward_each(CORNERS)[0].a.T  # (lines, 4)
    mistakes = (a != np.array(request.says)).sum(axis=1)
    best = int(mistakes.argmin())
    return {
        "mistakes": int(mistakes[best]),
        "weights": _LINES[best, :2].tolist(),
        "bias": float(_LINES[best, 2]),
        "tables": len(np.unique(a, axis=0)),
    }


class Starts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Learn AND, OR and XOR from a hundred starts that ``seed`` decides."""

    seed: Annotated[int, Meta(ge=0, le=MAX_SEED)]


def starts(request: Starts) -> Generator[float, None, dict[str, Any]]:
    """Of each table, how many of ``starts`` starts ``end`` within ``epochs`` epochs.

    Weights and bias are drawn evenly from −1 to 1. ``longest``: the epochs of the slowest start
    that ended, the last of them without a mistake; None where none did.
    """
    drawn = np.random.default_rng(request.seed).uniform(-1, 1, (N_STARTS, 3)).astype(np.float32)
    found: dict[str, Any] = {"starts": N_STARTS, "epochs": MOST_EPOCHS}
    for k, (name, says) in enumerate(GATES.items()):
        targets = np.repeat(np.array(says, np.float32)[:, np.newaxis], N_STARTS, axis=1)  # (4, n)
        ended = np.zeros(N_STARTS, int)  # the first epoch without a mistake; 0 as long as none was
        runs = epochs(drawn[:, :2], drawn[:, 2], CORNERS, targets, most=MOST_EPOCHS, rate=RATE)
        for epoch, mends in enumerate(runs, start=1):
            wrong = np.zeros(N_STARTS, bool)
            for mend in mends:
                wrong |= mend.wrong
            ended[~wrong & (ended == 0)] = epoch
            yield (k + epoch / MOST_EPOCHS) / len(GATES)
        end = int(np.count_nonzero(ended))
        found[name] = {"end": end, "longest": int(ended.max()) if end else None}
    return found


# x₁ and x₂ of one point after the other.
_SIX = [8, 4, 4, 9, 10, 6, 2, 5, 6, 6, 5, 11]
_TWELVE = [
    *(2, 10, 2, 4, 8, 6, 11, 1, 3, 6, 5, 6),
    *(9, 8, 7, 2, 3, 8, 3, 1, 9, 10, 11, 8),
]

LESSON = Lesson(
    number=3,
    title="A line that decides",
    question="Who gets in? How does a neuron part those who do from those who do not?",
    minutes=25,
    limits=Limits(layers=1, neurons=1, inputs=4, size=LARGEST),
    start={
        "max_seed": MAX_SEED,
        "most_mends": MOST_MENDS,
        "rate": RATE,
        "gates": GATES,
        "names": ["Ada", "Ben", "Cleo", "Dan", "Eva", "Finn"],
        # `fires`: what the neuron is to say of each point, where that is asked.
        "scenes": {
            "who": {"w": [2, 1], "b": -18, "points": _SIX},
            "line": {"w": [2, 1], "b": -18, "points": _SIX},
            "origin": {
                "w": [2, 1],
                "b": 0,
                "points": [4, 4, 5, 0, 1, 5, 1, 1, -3, 4, -3, -2, 3, -4],
                "fires": [1, 1, 1, 0, 0, 0, 0],
            },
            "far": {"w": [2, 1], "b": -18, "points": _SIX, "chosen": 2},
            "rank": {
                "w": [2, 1, -1],
                "b": -12,
                "others": [6],
                "points": _SIX,
            },
            "more": {
                "w": [2, 1, -1, 1],
                "b": -18,
                "others": [6, 6],
                "points": _SIX,
            },
            "and": {"w": [0.5, 0.5], "b": -0.7, "gate": "and"},
            "xor": {"w": [0.5, 0.5], "b": -0.7, "gate": "xor"},
            "why": {"w": [0.5, 0.5], "b": -0.7, "gate": "xor"},
            "rule": {
                "w": [1, 2],
                "b": -18,
                "points": _TWELVE,
                "fires": [0, 0, 1, 1, 0, 0, 1, 0, 0, 0, 1, 1],
            },
        },
    },
    asks={
        "measure": Ask(Measure, measure),
        "learn": Ask(Learn, learn),
        "least": Ask(Table, least),
        "starts": Ask(Starts, starts, long=True),
    },
    styles=("plane", "plane-points"),
    picture="scene=line&guess=-1",
)
