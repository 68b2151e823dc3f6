"""Break it: how many of a thousand digits a network still reads right with its edits."""

from collections.abc import Generator
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from app.forward_pass import InvalidInput, edited
from app.lessons import Ask
from app.tools.networks import network
from app.tools.samples import samples
from app.wire.requests import Edits, edits_of

if TYPE_CHECKING:
    from app.training.data import Digits

N = 1_000  # digits
SEED = 1  # by which ours are drawn anew: always the same thousand
PIECE = 50  # of them, drawn between two words on how far it is


class BrokenRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many digits does the network read right with ``edits``?"""

    network: str
    edits: Edits = []


def measure(request: BrokenRequest) -> Generator[float, None, dict[str, Any]]:
    """Read two thousand digits: ours, drawn anew, and MNIST's first of t10k where it is there.

    ``read``: of each thousand its ``name``, ``n``, and how many are read right: ``right`` with the
    edits, ``trained`` without.

    Raises:
        InvalidInput: no such network, or an edit that it has no place for.
    """
    from app.training.evaluation import evaluate_images  # only the worker process needs it

    as_trained = network(request.network)
    broken = edited(as_trained, edits_of(request))
    yield from _drawing()
    read = []
    for digits in (_ours(), _first_of_mnist()):
        if digits is None:
            continue
        with np.errstate(over="ignore", invalid="ignore"):
            right, trained = (evaluate_images(each, digits) for each in (broken, as_trained))
        read.append(
            {"name": digits.name, "n": right.n, "right": right.correct, "trained": trained.correct}
        )
    return {"read": read}


_drawn: list["Digits"] = []


def _drawing() -> Generator[float, None, None]:
    """Draw ours, once a worker, a piece at a time."""
    from app.lessons import digits

    for k in range(len(_drawn), N // PIECE):
        if k == len(_drawn):  # not by another question meanwhile
            _drawn.append(digits.ours(PIECE, None, np.random.default_rng((SEED, k))))
        yield (k + 1) * PIECE / N


@cache
def _ours() -> "Digits":
    images, labels = (np.concatenate([each[k] for each in _drawn]) for k in (0, 1))
    return _drawn[0]._replace(images=images, labels=labels)


def _first_of_mnist() -> "Digits | None":
    try:
        digits = samples("t10k")
    except InvalidInput:  # it is not there, or damaged, which the page of mistakes says
        return None
    return digits._replace(
        images=digits.images[:N], labels=digits.labels[:N], name="the first of MNIST's test digits"
    )


ASKS = {"measure": Ask(BrokenRequest, measure, long=True)}
