"""Runs of training that lessons watch: pictures of a network that learns digits.

A page asks for the next few pictures of a run, and again once it has shown them, so that nobody's
run gets ahead of who watches it. Whoever asks for the same ones gets the same. A worker keeps
weights on the way; without them it goes there again from the start, to the very same numbers.
"""

from collections import OrderedDict
from collections.abc import Generator
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec
import numpy as np
from msgspec import Meta

from app.forward_pass import InvalidInput
from app.forward_pass.arrays import Floats, Grey
from app.forward_pass.digit import SIDE
from app.lessons import digits
from app.lessons.lesson import Ask

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from app.training.data import Sample
    from app.training.run import Mistake, Run

Long = Generator[float | dict[str, Any] | None, None, dict[str, Any]]

MOST_STEPS = 3_000
MOST_DIGITS = 2_000
MEASURED = 250  # digits, of those that are learned from and of those that are new
CHART = 12  # as in ``app.training.run``, which the server itself does not import
MAX_SEED = 999
MAX_RATE = 100
MAX_BATCH = 200
_NEW = 2  # of our drawings of each digit, which nothing is learned from
_BLOCK = 50  # digits that are redrawn, and steps that are taken, before others have their turn
_EVERY = 100  # steps from one kept state of the weights to the next
_KEPT = 24 * 1024 * 1024  # bytes of them


class Setting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A run of a network of ``classic``'s shape. ``n``: digits that it learns from."""

    seed: Annotated[int, Meta(ge=0, le=MAX_SEED)] = 0
    rate: Annotated[float, Meta(ge=0, le=MAX_RATE)] = 1.0
    batch: Annotated[int, Meta(ge=1, le=MAX_BATCH)] = 100
    source: Literal["ours", "mnist"] = "ours"
    n: Annotated[int, Meta(ge=10, le=MOST_DIGITS)] = MOST_DIGITS


class Watch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``n`` pictures of a run: at step ``at``, and every ``every`` steps from there."""

    setting: Setting
    at: Annotated[int, Meta(ge=0, le=MOST_STEPS)] = 0
    every: Annotated[int, Meta(ge=1, le=100)] = 10
    n: Annotated[int, Meta(ge=1, le=10)] = 10


def watch(request: Watch) -> Long:
    """The pictures, a piece each; the answer: after which step the loss ``left`` the chart, or nil.

    ``has_mnist``: whether the server has MNIST.

    Raises:
        InvalidInput: MNIST is asked for and is not available.
    """
    setting = request.setting
    stock = _stock(setting.source)
    yield from stock.drawn(min(setting.n, MEASURED), MEASURED)
    run = _begun(setting, request.at)
    mistake: Mistake | None = None
    for step in range(request.at, MOST_STEPS + 1, request.every)[: request.n]:
        if step > run.step:
            yield from stock.drawn(setting.n, MEASURED)
        images, labels = stock.old(setting)
        begun = run.step
        while run.step < step and not run.left:
            mistake = run.advance(images, labels, watched=run.step == step - 1)
            if run.step % _EVERY == 0:
                _keep(setting, run)
            if run.step % _BLOCK == 0:
                yield (run.step - begun) / (step - begun) if step == request.at else None
        yield _picture(run, (images, labels), stock.new(), mistake)
        if run.left:
            break
    _keep(setting, run)
    return {"left": run.step if run.left else None, "has_mnist": digits.mnist_folder() is not None}


ASKS = {"watch": Ask(Watch, watch, long=True)}

# What the page of a lesson that watches runs is told about them
LIMITS = {
    "steps": MOST_STEPS,
    "digits": MOST_DIGITS,
    "seed": MAX_SEED,
    "rate": MAX_RATE,
    "batch": MAX_BATCH,
    "chart": CHART,
}


# The digits


class _Stock:
    """Digits to learn from, and new ones, drawn as they are needed and then kept."""

    def __init__(self) -> None:
        self._drawn = [0, 0]
        sizes = MOST_DIGITS, MEASURED
        self._images: list[Grey] = [np.empty((n, SIDE * SIDE), np.uint8) for n in sizes]
        self._labels: list[NDArray[np.uint8]] = [np.empty(n, np.uint8) for n in sizes]

    def drawn(self, n_old: int, n_new: int) -> Generator[float, None, None]:
        """Have at least so many of both, a few at a time."""
        for part, n in enumerate((n_old, n_new)):
            while (begun := self._drawn[part]) < n:
                end = begun + _BLOCK  # all at once, since others draw from the same stock
                self._draw(part, slice(begun, end))
                self._drawn[part] = end
                yield min(1.0, end / n)

    def _draw(self, part: int, where: slice) -> None:
        rng = np.random.default_rng([part, where.start])
        chosen = digits.redrawn(_ours()[part], where.stop - where.start, rng)
        self._images[part][where] = chosen.images.reshape(-1, SIDE * SIDE)
        self._labels[part][where] = chosen.labels

    def old(self, setting: Setting) -> "tuple[Grey, NDArray[np.uint8]]":
        """What a run learns from, as far as it has been drawn."""
        n = min(setting.n, self._drawn[0])
        return self._images[0][:n], self._labels[0][:n]

    def new(self) -> "tuple[Grey, NDArray[np.uint8]]":
        """What no run learns from."""
        return self._images[1], self._labels[1]


class _MNISTStock(_Stock):
    """Those of MNIST, in an order that is always the same."""

    def __init__(self) -> None:
        images, labels, _ = digits.t10k()
        n = MOST_DIGITS + MEASURED
        if len(labels) < n:
            raise InvalidInput("mnist", f"at least {n} digits", f"{len(labels)}")
        order = np.random.default_rng(0).permutation(len(labels))[:n]
        parts = order[:MOST_DIGITS], order[MOST_DIGITS:]
        self._drawn = [MOST_DIGITS, MEASURED]
        self._images = [images[part].reshape(-1, SIDE * SIDE) for part in parts]
        self._labels = [labels[part] for part in parts]


def digits_of(setting: Setting) -> "tuple[Grey, NDArray[np.uint8]]":
    """All that a run learns from: images, (n, 784), and labels, (n,)."""
    stock = _stock(setting.source)
    for _ in stock.drawn(setting.n, 0):
        pass
    return stock.old(setting)


@cache
def _stock(source: str) -> _Stock:
    return _MNISTStock() if source == "mnist" else _Stock()


@cache
def _ours() -> "tuple[list[Sample], list[Sample]]":
    """Our drawings in two parts, so that no drawing that is learned from is among the new ones."""
    parts: tuple[list[Sample], list[Sample]] = [], []
    for label in range(10):
        of_label = [each for each in digits.drawings() if each.label == label]
        parts[0].extend(of_label[:-_NEW])
        parts[1].extend(of_label[-_NEW:])
    return parts


# The run


_kept: OrderedDict[tuple[Setting, int], Floats] = OrderedDict()


def _begun(setting: Setting, step: int) -> "Run":
    """The run at the last kept step that is not beyond this one."""
    from app.training.run import Plan, Run

    plan = Plan(seed=setting.seed, rate=setting.rate, batch=setting.batch)
    # One before: the step to the first picture is taken, so that its worst mistake is known.
    last = max((at for its, at in _kept if its == setting and at < step), default=None)
    return Run(plan) if last is None else Run(plan, last, _kept[setting, last])


def _keep(setting: Setting, run: "Run") -> None:
    _kept[setting, run.step] = run.vector.copy()
    _kept.move_to_end((setting, run.step))
    while sum(each.nbytes for each in _kept.values()) > _KEPT:
        _kept.popitem(last=False)


# A picture of it


def _picture(
    run: "Run",
    old: "tuple[Grey, NDArray[np.uint8]]",
    new: "tuple[Grey, NDArray[np.uint8]]",
    mistake: "Mistake | None",
) -> dict[str, Any]:
    """What a page shows of a step.

    ``mark``: a fingerprint of all weights. ``old``, ``new``: ``loss``, nil where it is not finite,
    and ``right``, a share, of digits that it learns from and of new ones. ``grids``: the first
    layer's weights, (16, 784) bytes, of which 1 to 255 are −``end`` to ``end``. ``mistake``: the
    worst of the mini-batch that led here, nil where it has none or the loss has left the chart: its
    ``image``, ``label``, what
    it was ``said`` to be, and the weights that it moved ``most``, as layer, neuron, input, all from
    0, and change. ``moved``: how it moved those of ``neuron`` of the first layer, the one it moved
    most, in bytes as ``grids``, of which 255 is ``end``.
    """
    W = np.nan_to_num(run.network.layers[0].parameters["W"])
    end = float(np.abs(W).max()) or 1.0
    images, labels = old
    moved_end = float(np.abs(mistake.moved).max()) or 1.0 if mistake else 1.0
    found = mistake and {
        "image": images[mistake.row],
        "label": int(labels[mistake.row]),
        "said": mistake.said,
        "loss": mistake.loss,
        "most": [list(each) for each in mistake.most],
        "neuron": mistake.neuron,
        "moved": _grid(mistake.moved, moved_end),
        "end": moved_end,
    }
    return {
        "step": run.step,
        "left": run.left,
        "mark": run.mark,
        "old": _measured(run, images[:MEASURED], labels[:MEASURED]),
        "new": _measured(run, *new),
        "grids": _grid(W, end),
        "end": end,
        "mistake": found,
    }


def _grid(weights: Floats, end: float) -> Grey:
    levels: Grey = np.rint(128 + weights / np.float32(end) * 127).astype(np.uint8)
    return levels


def _measured(run: "Run", images: Grey, labels: "NDArray[np.uint8]") -> dict[str, Any]:
    from app.training.backprop import loss, targets

    with np.errstate(all="ignore"):
        a = run.network.forward(np.divide(images, 255, dtype=np.float32))[-1].a
        of_all = loss(run.network, a, targets(labels))
    return {
        "n": len(labels),
        "loss": of_all if np.isfinite(of_all) else None,
        "right": float((a.argmax(axis=1) == labels).mean()),
    }
