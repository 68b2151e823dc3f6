"""Lesson 12: learning by heart, what holds a network back from it, and dropout pass by pass."""

from collections.abc import Generator
from typing import Annotated, Any, Literal, TypeVar

import msgspec
import numpy as np
from msgspec import Meta

from app.forward_pass import Dense, InvalidInput, Network
from app.forward_pass.activations import activation
from app.forward_pass.arrays import Floats
from app.forward_pass.per_neuron import Dropout
from app.lessons.downhill import LARGEST, MAX_SIDE, PARTED, Hill, Roll, descend, hill
from app.lessons.lesson import Ask, Lesson, Limits
from app.training import held
from app.training.held import (
    MOST,
    N_LEARNED,
    N_NEW,
    N_WRONG,
    SEED,
    SHUFFLED,
    STEPS,
    STRENGTHS,
    Record,
    Setting,
    learning,
)

Long = Generator[float | dict[str, Any] | None, None, dict[str, Any]]
Function = Literal["linear", "sigmoid", "relu"]

_Kept = TypeVar("_Kept")

A_PIECE = 5  # looks that are sent together
MOST_PASSES = 1_000


# Runs


def shipped(request: Setting) -> dict[str, Any]:
    """A run that is shipped, as ``train`` ends; of shuffled labels it has no ``grids``.

    Raises:
        InvalidInput: it is not among those that are shipped.
    """
    return _told(_kept(request, held.shipped().runs))


def shown(request: Setting) -> dict[str, Any]:
    """Digits of a run that is shipped, as ``pile`` ends.

    Raises:
        InvalidInput: it is not among those that are shipped.
    """
    return _seen(_kept(request, held.shipped().shown))


def _kept(setting: Setting, kept: list[tuple[Setting, _Kept]]) -> _Kept:
    for each, what in kept:
        if each == setting:
            return what
    raise InvalidInput("lesson", "one of the runs that are shipped", f"{setting}")


def pile(request: Setting) -> Long:
    """Some of the digits that it learns: ``images``, the ``labels`` given, and the ``true``."""
    yield None  # they are yet to be drawn
    return _seen(held.shown(request))


def _seen(digits: held.Shown) -> dict[str, Any]:
    return msgspec.structs.asdict(digits) | {"images": np.frombuffer(digits.images, np.uint8)}


def train(request: Setting) -> Long:
    """A run, watched: its pieces are the ``Record`` so far, its answer the whole."""
    looks = learning(request)
    last = next(looks)
    for k, run in enumerate(looks):
        last = run
        if k % A_PIECE == 0:
            yield _told(run)
            yield run.steps[-1] / STEPS
    return _told(last)


def _told(run: Record) -> dict[str, Any]:
    return msgspec.structs.asdict(run) | {"grids": np.frombuffer(run.grids, np.uint8)}


# Dropout

INPUT = (1.0, -0.5)
HIDDEN_W = ((1.5, 1), (-1, 0.5), (0.5, -2), (2, -1), (-0.5, -1.5), (1, 2))
HIDDEN_B = (0, 0.5, -0.5, 0, 0.25, 0.5)
OUTPUT_W = ((1.2, -0.8, 0.6, 0.9, -0.7, 0.5),)
OUTPUT_B = (-1,)
N = len(HIDDEN_B)  # neurons that may be dropped


class Dropping(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How neurons are dropped: at which ``rate``, before which functions.

    ``inverted``: those that stay are divided by the share that stays, in training; else all are
    multiplied by it in use.
    """

    rate: Annotated[float, Meta(ge=0, le=0.9)]
    f: Function
    inverted: bool


class Pass(Dropping, frozen=True, forbid_unknown_fields=True):
    """One pass with dropout. ``mask``: bit j says whether neuron j stays."""

    mask: Annotated[int, Meta(ge=0, lt=2**N)]


def one_pass(request: Pass) -> dict[str, Any]:
    """``hidden``: a of each neuron, ``passed``: what of it goes on, ``out``: a of the output.

    In use, without a mask, ``used`` goes on and the output is ``full``.
    """
    first, dropout, output = _layers(request)
    thinned = Network("", [first, dropout.training(_stays(request.mask)), output])
    (_, hidden), (_, passed), (_, out) = thinned.forward(_input())
    _, (_, used), (_, full) = Network("", [first, dropout, output]).forward(_input())
    return {
        "hidden": hidden,
        "passed": passed,
        "out": float(out[0]),
        "used": used,
        "full": float(full[0]),
    }


class Masks(Dropping, frozen=True, forbid_unknown_fields=True):
    """All masks, and a sample of them that ``seed`` draws."""

    seed: Annotated[int, Meta(ge=0, le=999)]


def masks(request: Masks) -> Long:
    """``outs``: the output for each mask, ``chances`` that it is drawn, both (2ⁿ,).

    ``average``: of the outputs, by their chances; ``full``: the output in use. ``drawn``: the masks
    of a sample; ``averages``: of the outputs of the first one, the first two, and so on.
    """
    hidden, dropout, output = _layers(request)
    outs = np.empty(2**N)
    for mask in range(2**N):
        thinned = Network("", [hidden, dropout.training(_stays(mask)), output])
        outs[mask] = thinned.forward(_input())[-1].a[0]
        yield None
    staying = np.array([_stays(mask).sum() for mask in range(2**N)])
    chances = (1 - request.rate) ** staying * request.rate ** (N - staying)
    rng = np.random.default_rng(request.seed)
    drawn = (rng.random((MOST_PASSES, N)) >= request.rate) @ (1 << np.arange(N))
    counted = np.arange(1, MOST_PASSES + 1)
    return {
        "outs": outs,
        "chances": chances,
        "average": float(chances @ outs),
        "full": float(Network("", [hidden, dropout, output]).forward(_input())[-1].a[0]),
        "drawn": drawn.tolist(),
        "averages": np.cumsum(outs[drawn]) / counted,
    }


def _input() -> Floats:
    return np.array(INPUT)


def _layers(request: Dropping) -> tuple[Dense, Dropout, Dense]:
    """In double precision, so that an average over all masks is exact."""
    f = activation(request.f)
    hidden = Dense(np.array(HIDDEN_W), np.array(HIDDEN_B, np.float64), f)
    output = Dense(np.array(OUTPUT_W), np.array(OUTPUT_B, np.float64), f)
    return hidden, Dropout(n=N, rate=request.rate, inverted=request.inverted), output


def _stays(mask: int) -> Floats:
    stays: Floats = (mask >> np.arange(N) & 1).astype(np.float64)
    return stays


LESSON = Lesson(
    number=12,
    title="Keeping it honest",
    question="It knows every digit it has seen. Is it good?",
    minutes=30,
    limits=Limits(layers=3, neurons=N, inputs=2, size=LARGEST),
    start={
        "strengths": STRENGTHS,
        "hidden": SHUFFLED,
        "most": MOST,
        "seed": SEED,
        "steps": STEPS,
        "learned": N_LEARNED,
        "wrong": N_WRONG,
        "new": N_NEW,
        "pupils": PARTED,
        "ball": [-1.5, 2],
        "rate": 0.1,
        "holds": [0, 0.01, 0.1, 0.5],
        "map": {"low": [-2, -4.5], "high": [7, 4.5], "n": MAX_SIDE},
        "input": INPUT,
        "neurons": N,
        "passes": MOST_PASSES,
    },
    asks={
        "shipped": Ask(Setting, shipped),
        "shown": Ask(Setting, shown),
        "train": Ask(Setting, train, long=True),
        "pile": Ask(Setting, pile, long=True),
        "hill": Ask(Hill, hill),
        "roll": Ask(Roll, descend, long=True),
        "pass": Ask(Pass, one_pass),
        "masks": Ask(Masks, masks),
    },
    picture="scene=early&guess=-1&stop=80",
    styles=("plane", "plane-points", "stage", "weight-tiles"),
)
