"""``forward-pass add``: a file is read, checked, measured and kept; else nothing has changed."""

import logging
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np

from app.config import (
    LONGEST_OWN,
    LONGEST_START,
    OWN_WORK,
    WORKER_MEMORY,
    Config,
)
from app.forward_pass import InvalidInput, Network
from app.forward_pass.arrays import Grey
from app.forward_pass.digit import SIDE
from app.log import fields
from app.model_store import Card, ModelError, Score, build, save
from app.own.folder import own_names
from app.own.reading import Found, Request, read
from app.workers.frames import Opening, Turn
from app.workers.process import LostWorker, Process

_log = logging.getLogger(__name__)

GROUP = "own"
N_COMPARED = 10  # pictures whose answers are compared with ONNX Runtime's
MOST_DIFFERENT = 0.01  # beyond which our answers are not the file's
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
_LONGEST_LABEL = 16
_DIGITS = tuple("0123456789")
_FUNCTION = (read.__module__, read.__name__)
_KIND = (Request.__module__, Request.__name__)


class Wish(msgspec.Struct, frozen=True):
    """What is asked beside the file. ``labels``: none for those of the file, or the ten digits."""

    file: Path
    name: str | None = None
    labels: tuple[str, ...] = ()
    ground: float = 0.0
    ink: float = 1.0


def add(wish: Wish, config: Config, process: Process | None = None) -> Iterator[str]:
    """Add a network, and tell in lines what came of it.

    ``process``: one that has read other files and is to read this one; else a new one does.

    Raises:
        ModelError: it cannot be shown, or not under this name; the folder is as it was.
        DataError: MNIST's files are not what they should be.
        OSError: the folder cannot be written.
    """
    name = _name(wish, config)
    if not np.isfinite([wish.ground, wish.ink]).all() or wish.ground == wish.ink:
        raise ModelError(f"paper and ink are two numbers, found {wish.ground} and {wish.ink}")
    t10k = None
    if config.mnist is not None:
        from app.training.data import read_mnist

        t10k = read_mnist(config.mnist, "t10k")
    compared = _some_pictures() if t10k is None else t10k.images[:N_COMPARED]
    found = _found(wish, compared, process)
    labels = _labels(wish, found)
    card = _card(name, wish, found, labels)
    network = _network(card, found)
    if found.difference is not None and not found.difference <= MOST_DIFFERENT:
        raise ModelError(
            f"{wish.file}: its answers here differ from ONNX Runtime's by {found.difference:.2g}, "
            "so it was not added"
        )
    if t10k is not None and labels is None:
        from app.training.evaluation import evaluate_images

        evaluation = evaluate_images(network, t10k)
        score = Score(
            evaluation.correct / evaluation.n, evaluation.correct, evaluation.n, "MNIST's t10k"
        )
        card = msgspec.structs.replace(card, accuracy={"t10k": score})
    save(config.own / name, card, network)
    yield f"Added {name}: {' · '.join(map(str, network.sizes))}, {network.n_parameters:,} numbers"
    yield from _told(found, card)
    yield f"It is in {config.own / name}, and on the page once the server starts anew."


def _told(found: Found, card: Card) -> Iterator[str]:
    if found.added_softmax:
        yield "It ends in scores: softmax makes probabilities of them on the page."
    if found.difference is not None:
        n = N_COMPARED
        yield f"ONNX Runtime's answers to {n} pictures: largest difference {found.difference:.2g}"
    elif found.why:
        yield f"Not compared with its own answers: {found.why}"
    for score in card.accuracy.values():
        right = f"{score.correct} of {score.n}"
        yield f"{100 * score.accuracy:.2f} % of {score.dataset} ({right})"


def _name(wish: Wish, config: Config) -> str:
    """The network's name, else one made of the file's.

    Raises:
        ModelError: it cannot be one, or another network has it.
    """
    stem = re.sub(r"[^a-z0-9]+", "-", wish.file.stem.lower()).strip("-")[:40].strip("-")
    name = stem if wish.name is None else wish.name
    if not _NAME.fullmatch(name):
        raise ModelError(
            f"{name!r:.60} cannot be a name: up to 40 of a–z, 0–9 and - can; give one with --name"
        )
    if (config.models / name).is_dir():
        raise ModelError(f"{name!r} is a network that comes with Forward Pass; give another --name")
    if name in own_names(config):
        raise ModelError(
            f"{name!r} is there already: forward-pass remove {name}, or another --name"
        )
    return name


def _found(wish: Wish, compared: Grey, given: Process | None) -> Found:
    request = Request(str(wish.file.absolute()), wish.ground, wish.ink, compared.tobytes())
    process = given or Process()
    try:
        process.take(Turn([]), LONGEST_START)  # its start takes what the machine takes
        found = asked(process, request)
    finally:
        if given is None:
            process.end()
    if found.refused:
        raise ModelError(f"{wish.file}: {found.refused}")
    return found


def asked(process: Process, request: Request) -> Found:
    """What a process finds in a file; it is ended where that takes too much."""
    opening = Opening(_FUNCTION, _KIND, msgspec.msgpack.encode(request))
    try:
        told = process.take(Turn([], 0, opening), LONGEST_OWN)
    except LostWorker:
        return Found(refused=f"it takes more than {OWN_WORK:g} seconds, or all memory, to read")
    if told.answer is not None:
        return msgspec.msgpack.decode(told.answer, type=Found)
    if told.fault is not None and "MemoryError" in told.fault:
        return Found(refused=f"it takes more than {WORKER_MEMORY // 2**20} MB to read")
    _log.error("a file could not be read", extra=fields(fault=told.fault))
    return Found(refused="it is damaged, or of a kind that is not read here")


def _network(card: Card, found: Found) -> Network:
    arrays = {}
    for k, layer in enumerate(card.layers, start=1):
        for name, shape in layer.shapes.items():
            arrays[f"{name}{k}"] = np.frombuffer(found.arrays[f"{name}{k}"], "<f4").reshape(shape)
    try:
        return build(card, arrays)
    except InvalidInput as error:
        raise ModelError(str(error)) from None


def _labels(wish: Wish, found: Found) -> list[str] | None:
    """What the outputs stand for; None for the ten digits.

    Raises:
        ModelError: not one short word for each output.
    """
    n = _n_outputs(found)
    labels = list(wish.labels) or found.labels or (list(_DIGITS) if n == len(_DIGITS) else [])
    if not labels:
        raise ModelError(
            f"{wish.file}: it has {n} outputs; say what they stand for, such as --labels A,B,C"
        )
    if len(labels) == 1 < n == len(labels[0]):
        labels = list(labels[0])  # a character for each
    if len(labels) != n or len(set(labels)) != n:
        raise ModelError(f"{wish.file}: it has {n} outputs, found {len(set(labels))} labels")
    for label in labels:
        if not 0 < len(label) <= _LONGEST_LABEL or not label.isprintable():
            raise ModelError(
                f"{wish.file}: a label has 1 to {_LONGEST_LABEL} letters: {label!r:.40}"
            )
    return None if tuple(labels) == _DIGITS else labels


def _n_outputs(found: Found) -> int:
    return found.layers[-1].shapes["b"][0]


def _card(name: str, wish: Wish, found: Found, labels: list[str] | None) -> Card:
    last = found.layers[-1]
    softmax = (
        " It ends in scores; softmax makes probabilities of them." if found.added_softmax else ""
    )
    normalisation = "As for the other networks: 0 for paper to 1 for ink."
    if (wish.ground, wish.ink) != (0.0, 1.0):
        normalisation += (
            f" The file's own reads {wish.ground:g} for paper and {wish.ink:g} for ink; its first "
            "layer here has weights and biases that make up for it."
        )
    return Card(
        name=name,
        title=name,
        summary=f"From {wish.file.name:.80} ({found.kind}).{softmax}",
        group=GROUP,
        order=0,
        outputs="probabilities" if last.activation == "softmax" else "scores",
        layers=list(found.layers),
        input_normalisation=normalisation,
        training={"data": [{"name": "data of its own"}]},
        accuracy={},
        weights_sha256="",  # known once the weights are written
        licence="",
        labels=labels,
    )


def _some_pictures() -> Grey:
    """Pictures to compare answers by where MNIST is not there: noise, always the same."""
    random = np.random.default_rng(0)
    return random.integers(0, 256, (N_COMPARED, SIDE, SIDE), np.uint8)
