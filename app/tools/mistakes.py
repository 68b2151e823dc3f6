"""What a network gets right and wrong of thousands of digits, and what each of its neurons likes.

All of it is read in worker processes, many digits at a time. A worker keeps what a network made of
a source's digits, and the pool each answer: a server's networks stay the same while it runs.
"""

from collections.abc import Generator
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple

import msgspec
import numpy as np
from msgspec import Meta
from numpy.typing import NDArray

from app.config import MAX_TILES
from app.forward_pass import InvalidInput, Network
from app.forward_pass.arrays import Floats, Grey
from app.forward_pass.digit import SIDE, network_input
from app.forward_pass.network import LayerPass
from app.lessons import Ask
from app.lessons.digits import mnist_folder
from app.tools.networks import network
from app.tools.samples import Source, samples

if TYPE_CHECKING:
    from app.training.data import Digits

N_DIGITS = 10
N_LIKED = 12  # samples that excite a neuron most, and as many that do least
MAX_SEED = 999

_CHUNK = 500  # digits at a time: about 10 ms, then it is another question's turn
_KEPT = 24  # readings that a worker keeps, 0.1 MB each: of all networks, from both sources

Digit = Annotated[int, Meta(ge=0, lt=N_DIGITS)]
Index = Annotated[int, Meta(ge=0)]
Long = Generator[float, None, dict[str, Any]]


class SourcesRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which sources are there?"""


class MatrixRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which digits does a network take for which?"""

    network: str
    source: Source


class SamplesRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A page of samples with their readings.

    ``order``: at random by ``seed``; by their digit; the mistakes alone as they come; the mistakes
    of which the network was most sure first. ``truth`` and ``read``: those alone that are this
    digit, or were read as that. ``start``: the place of the first one in that order.
    """

    network: str
    source: Source
    order: Literal["random", "digit", "mistakes", "surest"]
    start: Index
    n: Annotated[int, Meta(ge=1, le=MAX_TILES)]
    seed: Annotated[int, Meta(ge=0, le=MAX_SEED)] = 0
    truth: Digit | None = None
    read: Digit | None = None


class NeuronRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What does a neuron like?"""

    network: str
    source: Source
    layer: Index
    neuron: Index


class Readings(NamedTuple):
    """What a network made of a source's digits.

    ``answers``: (n,), the strongest output of each. ``sure``: (n,), its activation.
    """

    answers: NDArray[np.intp]
    sure: Floats


def sources(request: SourcesRequest) -> dict[str, Any]:
    """The sources, and whether each is there."""
    del request
    return {"sources": {"ours": True, "t10k": mnist_folder() is not None}}


def matrix(request: MatrixRequest) -> Long:
    """Counts, rows the true digits; recall of each row, precision of each column.

    ``hardest``: the digit of the least recall. Recall and precision are nil where there is nothing
    to count.

    Raises:
        InvalidInput: no such network, or MNIST is not there or is not what it should be.
    """
    digits, found = yield from _read(request.network, request.source)
    labels = digits.labels
    flat = np.bincount(labels * N_DIGITS + found.answers, minlength=N_DIGITS**2)
    counts = flat.reshape(N_DIGITS, N_DIGITS)
    right = counts.diagonal()
    recall = _shares(right, counts.sum(axis=1))
    return {
        "name": digits.name,
        "n": len(labels),
        "right": int(right.sum()),
        "counts": counts.tolist(),
        "recall": recall,
        "precision": _shares(right, counts.sum(axis=0)),
        "hardest": int(np.argmin([1.0 if each is None else each for each in recall])),
    }


def page(request: SamplesRequest) -> Long:
    """Some samples in an order, and how many there are in it in all.

    Raises:
        InvalidInput: as for ``matrix``.
    """
    digits, found = yield from _read(request.network, request.source)
    ordered = _ordered(digits.labels, found, request)
    chosen = ordered[request.start : request.start + request.n]
    return {
        "total": len(ordered),
        "images": digits.images[chosen].reshape(-1, SIDE * SIDE),
        "labels": digits.labels[chosen].tolist(),
        "answers": found.answers[chosen].tolist(),
        "sure": found.sure[chosen],
    }


def neuron(request: NeuronRequest) -> Long:
    """The digits that excite a neuron most and least, its mean of each digit, and its weights.

    Raises:
        InvalidInput: as for ``matrix``, or no such neuron.
    """
    found = _reader(request.network)
    last = len(found.layers) - 1
    if request.layer > last:
        raise InvalidInput("layer", f"a layer from 0 to {last}", f"{request.layer}")
    layer = found.layers[request.layer]
    if request.neuron >= layer.n_out:
        raise InvalidInput("neuron", f"a neuron from 0 to {layer.n_out - 1}", f"{request.neuron}")
    digits = samples(request.source)
    yield 0.0
    parts = []
    for start in range(0, len(digits.labels), _CHUNK):
        z, a = _forward(found, digits.images[start : start + _CHUNK])[request.layer]
        # Copied: a part of an array keeps the whole of it, 10 MB a question.
        parts.append((a[:, request.neuron].copy(), z[:, request.neuron].copy()))
        yield start / len(digits.labels)
    a, z = (np.concatenate(each) for each in zip(*parts, strict=True))
    excited = np.lexsort((z, a))  # by a; where that is the same, as beyond a bend, by z
    most, least = excited[: -N_LIKED - 1 : -1], excited[:N_LIKED]
    groups = [a[digits.labels == k] for k in range(N_DIGITS)]
    terms = layer.terms(np.zeros(layer.n_in, np.float32), request.neuron)
    return {
        "name": digits.name,
        "means": [float(each.mean()) if each.size else None for each in groups],
        "low": float(a.min()),
        "high": float(a.max()),
        "weights": terms.weights,
        "bias": terms.bias,
        **{
            side: {
                "images": digits.images[chosen].reshape(-1, SIDE * SIDE),
                "labels": digits.labels[chosen].tolist(),
                "a": a[chosen],
            }
            for side, chosen in (("most", most), ("least", least))
        },
    }


def _reader(name: str) -> Network:
    """A network that reads digits and answers with one.

    Raises:
        InvalidInput: there is none of this name, or it reads or answers something else.
    """
    found = network(name)
    if (found.sizes[0], found.sizes[-1]) != (SIDE * SIDE, N_DIGITS):
        raise InvalidInput("network", "a network that reads digits", f"{name!r:.80}")
    return found


@lru_cache(maxsize=_KEPT)
def _kept(found: Network, source: Source) -> list[Readings]:
    """Where the readings are put once they are there: networks go by what they are."""
    del found, source
    return []


def _read(name: str, source: Source) -> Generator[float, None, tuple["Digits", Readings]]:
    """All samples of a source, and what the network makes of them."""
    found, digits = _reader(name), samples(source)
    kept = _kept(found, source)
    if not kept:
        answers, sure = [], []
        for start in range(0, len(digits.labels), _CHUNK):
            outputs = _forward(found, digits.images[start : start + _CHUNK])[-1].a
            answers.append(outputs.argmax(axis=1))
            sure.append(outputs.max(axis=1))
            yield start / len(digits.labels)
        kept.append(Readings(np.concatenate(answers), np.concatenate(sure)))
    return digits, kept[0]


@np.errstate(over="ignore")  # a sigmoid's e^-z, where a is 0
def _forward(found: Network, images: Grey) -> tuple[LayerPass, ...]:
    return found.forward(network_input(images))


def _ordered(
    labels: NDArray[np.uint8], found: Readings, request: SamplesRequest
) -> NDArray[np.intp]:
    """Which samples there are, in the order that was asked for."""
    n = len(labels)
    order = np.arange(n)
    if request.order == "random":
        order = np.random.default_rng(request.seed).permutation(n)
    elif request.order == "digit":
        order = np.argsort(labels, kind="stable")
    elif request.order == "surest":
        order = np.argsort(-found.sure, kind="stable")
    keep = np.ones(n, bool)
    if request.order in ("mistakes", "surest"):
        keep &= found.answers != labels
    if request.truth is not None:
        keep &= labels == request.truth
    if request.read is not None:
        keep &= found.answers == request.read
    return order[keep[order]]


def _shares(parts: NDArray[Any], wholes: NDArray[Any]) -> list[float | None]:
    return [
        part / whole if whole else None
        for part, whole in zip(parts.tolist(), wholes.tolist(), strict=True)
    ]


ASKS = {
    "sources": Ask(SourcesRequest, sources),
    "matrix": Ask(MatrixRequest, matrix, long=True),
    "page": Ask(SamplesRequest, page, long=True),
    "neuron": Ask(NeuronRequest, neuron, long=True),
}
