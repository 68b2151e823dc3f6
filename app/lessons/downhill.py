"""Lesson 4: how wrong a line is, the hill of that error over two weights, and steps down it."""

from collections.abc import Generator
from typing import Annotated, Any

import msgspec
import numpy as np
from msgspec import Meta
from numpy.typing import NDArray

from app.forward_pass import Dense, Network
from app.forward_pass.activations import activation
from app.forward_pass.arrays import Floats
from app.lessons.lesson import Ask, Lesson, Limits
from app.training.backprop import backward, sigmoid_losses
from app.training.parameters import Parameters

LARGEST = 200.0  # of a weight, a bias, an input
MAX_POINTS = 16
MAX_SAMPLES = 40  # points whose errors alone are asked about
MAX_LINES = 4
MAX_SIDE = 48  # of a hill: its 2,304 heights over 16 points take 2 ms
MAX_CUT = 128  # places along one weight
FEW_STEPS = 20  # 1 ms
MANY_STEPS = 10_000
N_KEPT = 100  # places of a path, evenly spread, beside its start
LEVELS = 255  # above the lowest height of a hill

Long = Generator[float | None, None, dict[str, Any]]

Number = Annotated[float, Meta(ge=-LARGEST, le=LARGEST)]
Pair = Annotated[list[Number], Meta(min_length=2, max_length=2)]
Rate = Annotated[float, Meta(gt=0, le=100)]
Hold = Annotated[
    float, Meta(ge=0, le=100)
]  # half of it, times w₁² + w₂², is added to the error: L2


class Point(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``x``: its two inputs. ``y``: the right answer, 0 or 1."""

    x: Pair
    y: Annotated[int, Meta(ge=0, le=1)]


Points = Annotated[list[Point], Meta(min_length=1, max_length=MAX_POINTS)]


class Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """w₁ x₁ + w₂ x₂ + b = 0: a sigmoid neuron's boundary."""

    weights: Pair
    bias: Number


class Errors(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How wrong are these lines about these points?"""

    points: Annotated[list[Point], Meta(min_length=1, max_length=MAX_SAMPLES)]
    lines: Annotated[list[Line], Meta(min_length=1, max_length=MAX_LINES)]


class Nudge(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What becomes of the error when each weight by itself is moved ``by`` a little?"""

    points: Points
    line: Line
    by: Annotated[float, Meta(ge=1e-4, le=2)]


class Hill(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The error over both weights, from ``low`` to ``high``, in n × n cells; the bias is held."""

    points: Points
    bias: Number
    low: Pair
    high: Pair
    n: Annotated[int, Meta(ge=2, le=MAX_SIDE)]
    hold: Hold = 0


class Cut(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The error while one weight, ``along``, moves from ``low`` to ``high`` by n equal steps."""

    points: Points
    line: Line
    along: Annotated[int, Meta(ge=0, le=1)]
    low: Number
    high: Number
    n: Annotated[int, Meta(ge=2, le=MAX_CUT)]


class Descend(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A few steps downhill from a line; the bias is held."""

    points: Points
    line: Line
    rate: Rate
    steps: Annotated[int, Meta(ge=1, le=FEW_STEPS)]
    hold: Hold = 0


class Roll(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Many steps downhill from a line; the bias is held."""

    points: Points
    line: Line
    rate: Rate
    steps: Annotated[int, Meta(ge=1, le=MANY_STEPS)]
    hold: Hold = 0


class Slope:
    """A line over points, with the error's slope: in double precision, as nudges are tiny."""

    def __init__(self, points: list[Point], line: Line) -> None:
        self.x = np.array([point.x for point in points])  # (n, 2)
        self.y = np.array([[float(point.y)] for point in points])  # (n, 1)
        self._parameters = Parameters.dense("", (2, 1), [activation("sigmoid")], np.float64)
        self.vector = self._parameters.vector  # w₁, w₂, b
        self.vector[:] = [*line.weights, line.bias]
        self._gradient = np.zeros_like(self.vector)

    def look(self) -> tuple[Floats, Floats, Floats, Floats]:
        """z, a and the error of each point, (n,) each, and the slope of their sum, (3,)."""
        network = self._parameters.network
        with np.errstate(over="ignore"):  # of e^-z, where a is 0
            passes = network.forward(self.x)
        backward(network, self.x, passes, self.y, self._parameters.views(self._gradient))
        z, a = passes[-1]
        errors = sigmoid_losses(z, self.y)
        return z[:, 0], a[:, 0], errors[:, 0], self._gradient * len(self.y)


def errors(request: Errors) -> dict[str, Any]:
    """Of each line, for each point: z, a, the ``chance`` of the right answer, and its ``error``.

    The error is −ln of that chance; their sum, ``total``, is the cross-entropy. ``product``: of
    all chances. ``wrong``: 1 for a point on the wrong side, where a step would answer wrongly;
    ``mistakes``: how many. ``slope``: of the total along w₁, w₂ and b.
    """
    return {"lines": [_errors(request.points, line) for line in request.lines]}


def _errors(points: list[Point], line: Line) -> dict[str, Any]:
    hill = Slope(points, line)
    z, a, error, slope = hill.look()
    wrong = (z > 0) != (hill.y[:, 0] > 0)
    return {
        "z": z,
        "a": a,
        "chance": np.exp(-error),
        "error": error,
        "total": float(error.sum()),
        "product": float(np.exp(-error.sum())),
        "wrong": wrong.astype(np.uint8),
        "mistakes": int(wrong.sum()),
        "slope": slope,
    }


def nudge(request: Nudge) -> dict[str, Any]:
    """``total`` and its ``slope`` along w₁ and w₂, by back-propagation; and what nudging finds.

    ``nudged``: the total after w₁, or w₂, is moved; ``quotients``: how much it rose for each unit
    that the weight was moved, which comes the nearer to the slope the smaller the move.
    """
    hill = Slope(request.points, request.line)
    _, _, error, slope = hill.look()
    total = error.sum()
    nudged = np.zeros(2)
    for k in range(2):
        kept = hill.vector[k]
        hill.vector[k] = kept + request.by
        nudged[k] = hill.look()[2].sum()
        hill.vector[k] = kept
    return {
        "total": float(total),
        "slope": slope[:2],
        "nudged": nudged,
        "quotients": (nudged - total) / request.by,
    }


def heights(request: Hill) -> Floats:
    """The error at the middle of each cell, (n, n): w₂ rises row by row, w₁ along each row."""
    low, high = np.array(request.low), np.array(request.high)
    middles = low + (np.arange(request.n)[:, np.newaxis] + 0.5) / request.n * (high - low)  # (n, 2)
    W = np.stack(np.meshgrid(*middles.T), axis=-1).reshape(-1, 2)  # (n n, 2)
    totals = _totals(request.points, W, request.bias) + held(W, request.hold)
    return totals.reshape(request.n, request.n)


def held(W: Floats, hold: float) -> Floats:
    """What L2 adds to the error of each pair of weights, (..., 2) → (...,)."""
    added: Floats = hold / 2 * np.square(W).sum(axis=-1)
    return added


def cut(request: Cut) -> dict[str, Any]:
    """``at``: n + 1 values of the weight; ``totals``: the error at each of them, the other held."""
    at = np.linspace(request.low, request.high, request.n + 1)
    W = np.tile(np.array(request.line.weights), (len(at), 1))
    W[:, request.along] = at
    return {"at": at, "totals": _totals(request.points, W, request.line.bias)}


def _totals(points: list[Point], W: Floats, bias: float) -> Floats:
    """The error of each of many lines, (n, 2) → (n,).

    Each line is a neuron of one large layer, so that all of them are one forward pass.
    """
    layer = Dense(W.astype(np.float32), np.full(len(W), bias, np.float32), activation("sigmoid"))
    x = np.array([point.x for point in points], np.float32)
    y = np.array([[point.y] for point in points], np.float32)
    with np.errstate(over="ignore"):
        ((z, _),) = Network("", [layer]).forward(x)  # (points, n)
    total: Floats = sigmoid_losses(z, y).sum(axis=0)
    return total


def hill(request: Hill) -> dict[str, Any]:
    """The heights as bytes, on a scale of equal ratios: 0 is ``least``, 255 ``most``."""
    found = np.log(heights(request))
    least, most = found.min(), found.max()
    share = (found - least) / max(most - least, np.finfo(float).tiny)
    levels: NDArray[np.uint8] = np.rint(share * LEVELS).astype(np.uint8)
    return {"levels": levels, "least": float(np.exp(least)), "most": float(np.exp(most))}


def descend(request: Descend | Roll) -> Long:
    """Gradient descent: against the slope, by the rate times the slope, again and again.

    ``weights`` (k, 2) and ``totals`` (k,): at the start, then at places of the path that are
    evenly spread, the last step's with them; ``at`` (k,): after how many steps each. ``left``: it
    ends early, since a weight is beyond what this lesson takes.
    """
    hill = Slope(request.points, request.line)
    weights = hill.vector[:2]
    every = -(-request.steps // N_KEPT)
    at, path, totals = [0], [weights.copy()], []
    _, _, error, slope = hill.look()
    totals.append(error.sum() + held(weights, request.hold))
    left = False
    for step in range(1, request.steps + 1):
        moved = weights - request.rate * (slope[:2] + request.hold * weights)
        left = bool(np.abs(moved).max() > LARGEST)
        if left:
            break
        weights[:] = moved
        _, _, error, slope = hill.look()
        if step % every == 0 or step == request.steps:
            at.append(step)
            path.append(weights.copy())
            totals.append(error.sum() + held(weights, request.hold))
            yield step / request.steps
    return {"at": at, "weights": np.array(path), "totals": np.array(totals), "left": left}


# Pupils: test and grades, above or below the class's average, and whether they got in. A line parts
# the first eight; of all twelve none gets every one right.
PARTED = [
    (3, 1, 1), (2, 3, 1), (4, -1, 1), (1, 2, 1),
    (-3, -1, 0), (-2, -3, 0), (-4, 1, 0), (-1, -2, 0),
]  # fmt: skip
OVERLAPPING = [*PARTED, (1, -3, 1), (-1, -1, 1), (-1, 3, 0), (1.5, 1, 0)]

LESSON = Lesson(
    number=4,
    title="Downhill",
    question="Two lines make the same mistakes. Which is worse?",
    minutes=25,
    limits=Limits(layers=1, neurons=1, inputs=2, size=LARGEST),
    start={
        "pupils": OVERLAPPING,
        "n_parted": len(PARTED),
        "lines": {"A": {"weights": [1, 0.5], "bias": 0}, "B": {"weights": [0.5, 1], "bias": 0}},
        "rates": {"small": 0.003, "right": 0.1, "large": 0.5},
        "ball": [-1.5, 2],
        "map": {"low": [-2, -4.5], "high": [7, 4.5], "n": MAX_SIDE},
        "few": FEW_STEPS,
        # Where the new pupil stands; where nothing is said, she is not there.
        "new": {"chance": [0.5, -1], "wrong": [2, 0], "ten": [1, 0]},
    },
    asks={
        "errors": Ask(Errors, errors),
        "nudge": Ask(Nudge, nudge),
        "hill": Ask(Hill, hill),
        "cut": Ask(Cut, cut),
        "step": Ask(Descend, descend),
        "roll": Ask(Roll, descend, long=True),
    },
    picture="scene=nudge&guess=-1&ball=0_1.5",
    styles=("plane", "plane-points"),
)
