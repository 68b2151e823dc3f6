"""A small network and few digits: what keeps it from learning them by heart.

Our own drawings, redrawn: it learns those of four people, and is tried on those of three others.
Some labels are wrong, as in every real pile. It learns them held by nothing, L2, L1 or dropout, and
is looked at on its way. ``python -m app.training.held`` makes the runs that are shipped.
"""

from collections.abc import Generator
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

import msgspec
import numpy as np
from msgspec import Meta
from numpy.typing import NDArray

from app.forward_pass import Network
from app.forward_pass.arrays import Grey
from app.forward_pass.digit import SIDE
from app.paths import folder
from app.training.run import Plan, Rule, Run, shuffled

# How much each rule holds: see ``app.training.run.Plan``
STRENGTHS: dict[Rule, float] = {"none": 0.0, "l2": 0.02, "l1": 0.001, "dropout": 0.5}

LEARNED = frozenset("abcd")  # whose drawings it learns; the others' are new to it
FREEDOM = 0.5  # how different the hands are that redraw
N_LEARNED = 100
N_WRONG = 20  # of these have a wrong label
N_NEW = 300  # and as many more to choose by
PILES_SEED = 16
N_SHOWN = 20  # of those that it learns

RATE = 0.5
BATCH = 20
STEPS = 1_000
SEED = 8  # of the shipped runs: one that does as most do
EVERY = 20  # steps from one look to the next
SOON = 4  # and at first, where most happens

FEWEST, MOST = 2, 64  # hidden neurons
HIDDEN = 16
SHUFFLED = (2, 4, 16, 64)  # hidden neurons of the shipped runs with shuffled labels
GREY = 127  # steps from 0 to the largest weight, in a grid's bytes


class Setting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One run.

    ``labels``: some are wrong, or all were shuffled. ``rule``: what holds it. ``seed``: which
    labels are wrong, where the weights start, in which order it learns, and who is dropped.
    """

    labels: Literal["some", "shuffled"] = "some"
    rule: Rule = "none"
    hidden: Annotated[int, Meta(ge=FEWEST, le=MOST)] = HIDDEN
    seed: Annotated[int, Meta(ge=0, le=999)] = SEED


class Look(NamedTuple):
    """At a step: how many digits it reads right.

    ``learned``: of those that it learns, by the labels it was given. ``checked``, ``new``: of
    others. ``repeated``: how many of the wrong labels it says.
    """

    step: int
    learned: int
    checked: int
    new: int
    repeated: int


class Record(msgspec.Struct, frozen=True):
    """A run, or what there is of it yet: at which ``steps`` it was looked at, and each ``Look``.

    ``grids``: the first layer's weights now,
    row by row, 128 is 0 and 255 ``largest``. ``zeros``: how many of them are exactly 0; ``size``:
    the root of their mean square.
    """

    steps: list[int]
    learned: list[int]
    checked: list[int]
    new: list[int]
    repeated: list[int]
    grids: bytes
    largest: float
    zeros: int
    size: float


class Pile(NamedTuple):
    """Digits: ``images`` (n, 784), and what they show, (n,)."""

    images: Grey
    labels: NDArray[np.uint8]


class Piles(NamedTuple):
    """To learn, to choose by, and those that are looked at last."""

    learned: Pile
    checked: Pile
    new: Pile


@cache
def piles() -> Piles:
    """The digits, the same at each call."""
    from app.training.data import read_strokes
    from app.training.redraw import redraw

    drawings = read_strokes(folder("static") / "digits.json")
    rng = np.random.default_rng(PILES_SEED)

    def pile(n: int, theirs: bool) -> Pile:
        chosen = [each for each in drawings if (each.writer in LEARNED) == theirs]
        samples = [chosen[k % len(chosen)] for k in range(n)]
        images = [redraw(each.drawing, rng, FREEDOM).ravel() for each in samples]
        return Pile(np.stack(images), np.array([each.label for each in samples], np.uint8))

    return Piles(pile(N_LEARNED, True), pile(N_NEW, False), pile(N_NEW, False))


def given(setting: Setting) -> NDArray[np.uint8]:
    """The labels that it is given: some are wrong, or they are shuffled."""
    labels = piles().learned.labels
    if setting.labels == "shuffled":
        return shuffled(labels, setting.seed)
    rng = np.random.default_rng([setting.seed, N_WRONG])
    wrong = rng.choice(len(labels), N_WRONG, replace=False)
    changed = labels.copy()
    changed[wrong] = (changed[wrong] + rng.integers(1, 10, N_WRONG)) % 10
    return changed


def learning(setting: Setting, steps: int = STEPS) -> Generator[Record, None, None]:
    """The run at each look, the last one the whole."""
    plan = Plan(
        sizes=(SIDE * SIDE, setting.hidden, 10),
        seed=setting.seed,
        rate=RATE,
        batch=BATCH,
        rule=setting.rule,
        strength=STRENGTHS[setting.rule],
    )
    run, labels = Run(plan), given(setting)
    looks: list[Look] = []
    while True:
        if run.step % EVERY == 0 or (run.step < 5 * EVERY and run.step % SOON == 0):
            looks.append(_look(run, labels))
            yield _record(looks, run.network)
        if run.step == steps:
            return
        run.advance(piles().learned.images, labels)


def _look(run: Run, labels: NDArray[np.uint8]) -> Look:
    learned, checked, new = piles()
    said, by_checked, by_new = (answers(run.network, pile.images) for pile in piles())
    return Look(
        run.step,
        learned=int((said == labels).sum()),
        checked=int((by_checked == checked.labels).sum()),
        new=int((by_new == new.labels).sum()),
        repeated=int(((said == labels) & (labels != learned.labels)).sum()),
    )


def answers(network: Network, images: Grey) -> NDArray[np.intp]:
    """What the network takes each image for."""
    x = np.divide(images, 255, dtype=np.float32)
    with np.errstate(over="ignore"):  # a sigmoid's e^-z, where a is 0
        said: NDArray[np.intp] = network.forward(x)[-1].a.argmax(axis=1)
    return said


def _record(looks: list[Look], network: Network) -> Record:
    W = network.layers[0].parameters["W"]
    largest = float(np.abs(W).max())
    grids = np.rint(W * (GREY / max(largest, 1e-9))) + (GREY + 1)
    steps, learned, checked, new, repeated = (list(each) for each in zip(*looks, strict=True))
    return Record(
        steps=steps,
        learned=learned,
        checked=checked,
        new=new,
        repeated=repeated,
        grids=grids.astype(np.uint8).tobytes(),
        largest=largest,
        zeros=int((W == 0).sum()),
        size=float(np.sqrt(np.square(W).mean())),
    )


def shipped_settings() -> list[Setting]:
    """Of the runs that are shipped."""
    shuffled = [Setting(labels="shuffled", hidden=hidden) for hidden in SHUFFLED]
    return [*shuffled, *(Setting(rule=rule) for rule in STRENGTHS)]


class Shown(msgspec.Struct, frozen=True):
    """Digits that a run learns: ``images``, 784 bytes each, the ``labels`` given, the ``true``."""

    images: bytes
    labels: list[int]
    true: list[int]


def shown(setting: Setting) -> Shown:
    """The first of the digits that it learns."""
    images, true = (each[:N_SHOWN] for each in piles().learned)
    return Shown(images.tobytes(), given(setting)[:N_SHOWN].tolist(), true.tolist())


class Shipped(msgspec.Struct, frozen=True):
    """What the page has at once: runs, and the digits of two of them, each with its setting."""

    runs: list[tuple[Setting, Record]]
    shown: list[tuple[Setting, Shown]]


def make() -> Shipped:
    """What is shipped, computed."""
    runs = []
    for setting in shipped_settings():
        *_, run = learning(setting)
        grids = b"" if setting.labels == "shuffled" else run.grids  # nobody looks at those
        runs.append((setting, msgspec.structs.replace(run, grids=grids)))
    settings = Setting(labels="shuffled"), Setting()
    return Shipped(runs, [(setting, shown(setting)) for setting in settings])


@cache
def shipped() -> Shipped:
    """What is shipped, read."""
    return msgspec.json.decode(file().read_bytes(), type=Shipped)


def file() -> Path:
    """Where the shipped runs are."""
    return folder("static") / "held.json"


if __name__ == "__main__":
    file().write_bytes(msgspec.json.encode(make()) + b"\n")
