"""Lesson 11: how weights start, what becomes of signals and slopes then, and what holds them."""

from collections.abc import Generator
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec
import numpy as np
from msgspec import Meta

from app.forward_pass import Dense, InvalidInput, Layer, Network
from app.forward_pass.activations import activation
from app.forward_pass.arrays import Floats
from app.forward_pass.per_neuron import BatchNorm
from app.lessons.lesson import Ask, Lesson, Limits
from app.lessons.stacks import (
    BLOCK,
    HE,
    N_BLOCKS,
    N_LAYERS,
    XAVIER,
    Function,
    Norm,
    paths,
    size,
    ten_layers,
    there_and_back,
    thirty_layers,
)

if TYPE_CHECKING:
    from app.training.data import Digits

Long = Generator[Any, None, dict[str, Any]]

SCALES = [XAVIER * 2 ** (k / 4 - 2) for k in range(17)]  # from a quarter of Xavier's to four times
N_SEEDS = 25  # networks, of which the one in the middle counts
N_INPUTS = 16  # that each of them reads at once
N_SEEN = 64  # that the first of them reads, for its histograms
N_BINS = 32
DECADES = (-12, 4)  # of a gradient, as a power of ten of the output's
STEEPEST = {"sigmoid": 0.25, "tanh": 1.0, "relu": 1.0}  # slopes
SHOWN = {"sigmoid": (0.0, 1.0), "tanh": (-1.0, 1.0), "relu": (0.0, 4.0)}  # of a histogram

N_DEEP = 9  # networks of that kind

N_DIGITS, N_NEW = 300, 200  # to learn from, and to be tested with
SIXTEEN = (784, 16, 10)
ALIKE_STEPS, LOOK, ALIKE_RATE, BATCH = 240, 24, 0.2, 50
SAME = 0.02  # every weight, where all are the same and not 0
ALIKE = 1e-4  # of the largest weight: no larger a difference than rounding makes
DEEP = (784, 32, 32, 10)
RATES = [0.03, 0.1, 0.3, 1, 3, 10]
RATE_STEPS = 100

HEIGHTS = [138.0, 142, 145, 147, 150, 153, 156, 161]  # of eight pupils, cm


# Sixteen alike


class Alike(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Train 784-16-10 from weights that are all 0, all the same, or random; biases 0."""

    function: Function
    start: Literal["zero", "same", "random"]


def alike(request: Alike) -> Long:
    """Sixteen neurons, watched while they learn.

    Pieces: ``step``, and the sixteen grids, ``levels`` (16, 784): 0 to 254, which mean −``end`` to
    ``end``. The answer: ``W`` (16, 784), ``different``: how many neurons differ in their weights,
    bias, or what the outputs make of them; ``moved``: how many numbers of W, b, and the outputs' W
    and b are not what they were; ``right`` of ``of`` new digits.
    """
    from app.training.backprop import backward, targets
    from app.training.parameters import Parameters

    functions = [activation(request.function), activation("sigmoid")]
    rng = np.random.default_rng(0)
    # In double precision: what rounding makes of equals would grow while they learn.
    parameters = Parameters.dense("", SIXTEEN, functions, np.float64)
    if request.start == "random":
        parameters.vector[:] = Parameters.random("", SIXTEEN, functions, rng).vector
    else:
        for view in parameters.views(parameters.vector):
            view["W"][:] = SAME if request.start == "same" else 0
    began = parameters.vector.copy()
    network, gradient = parameters.network, np.zeros_like(began)
    digits, new = _digits()
    doubles: list[Any] = [
        each.astype(np.float64) for each in (_read(digits), targets(digits.labels))
    ]
    x, y = doubles
    for step in range(ALIKE_STEPS):
        if step % LOOK == 0:
            yield step / ALIKE_STEPS
            yield {"step": step, **_levels(network.layers[0].parameters["W"])}
        batch = rng.integers(N_DIGITS, size=BATCH)
        passes = network.forward(x[batch])
        backward(network, x[batch], passes, y[batch], parameters.views(gradient))
        parameters.vector -= ALIKE_RATE * gradient
    hidden, output = (layer.parameters for layer in parameters.snapshot().layers)
    moved = parameters.views((parameters.vector != began).astype(np.float32))
    return {
        "W": hidden["W"],
        "different": _different(np.column_stack([hidden["W"], hidden["b"], output["W"].T])),
        "moved": [int(each.sum()) for pair in moved for each in pair.values()],
        "right": _right(network, new),
        "of": N_NEW,
    }


def _levels(W: Floats) -> dict[str, Any]:
    end = float(np.abs(W).max()) or 1.0
    return {"levels": np.rint(127 + 127 / end * W).astype(np.uint8), "end": end}


def _different(neurons: Floats) -> int:
    """How many rows there are that no other one before is like."""
    near = ALIKE * np.abs(neurons).max()
    kinds: list[Floats] = []
    for each in neurons:
        if all(np.abs(each - kind).max() > near for kind in kinds):
            kinds.append(each)
    return len(kinds)


@cache
def _digits() -> "tuple[Digits, Digits]":
    """Our own, drawn anew: to learn from, and to be tested with."""
    from app.lessons.digits import ours

    rng = np.random.default_rng(11)
    return ours(N_DIGITS, None, rng), ours(N_NEW, None, rng)


def _read(digits: "Digits") -> Floats:
    return np.divide(digits.images.reshape(len(digits.images), -1), 255, dtype=np.float32)


def _right(network: Network, digits: "Digits") -> int:
    with np.errstate(over="ignore"):
        said = network.forward(_read(digits))[-1].a
    return int((said.argmax(axis=1) == digits.labels).sum())


# Ten layers


class Flow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What becomes of signals and of slopes in ten layers of 64, for each of ``SCALES``?

    ``norm``: what stands between each weighted sum and its function.
    """

    function: Function
    norm: Norm = "none"


def flow(request: Flow) -> Long:
    """Signals forwards and slopes backwards, scale by scale.

    ``activations`` and ``gradients`` (17, 10, 32): histograms of each layer's, as bytes of the
    tallest bar; activations by ``range``, gradients by powers of ten, ``decades``, of the output's.
    ``spread`` (17, 10): standard deviations of the activations. Medians of 25 networks:
    ``reaches`` (17,), the input's gradient ÷ the output's; ``slopes`` (17,), what the functions'
    mean slopes alone multiply to, which ``bound`` bounds. Piece: all but those.
    """
    low, high = SHOWN[request.function]
    bars: dict[str, list[Any]] = {"activations": [], "gradients": []}
    spread: list[list[float]] = []
    for k, scale in enumerate(SCALES):
        activations, gradients = _through(request, scale, 0, N_SEEN)
        output = size(gradients[-1])
        bars["activations"].append([_bars(a, low, high) for a in activations])
        bars["gradients"].append(
            [_bars(_powers(each / output), *DECADES) for each in gradients[1:]]
        )
        spread.append([float(a.std()) for a in activations])
        yield k / len(SCALES) / 4
    drawn = {
        **{name: np.array(each, np.uint8) for name, each in bars.items()},
        "spread": np.array(spread, np.float32),
        "range": [low, high],
        "decades": list(DECADES),
    }
    yield drawn
    found: list[Any] = []
    for k, scale in enumerate(SCALES):
        found.append(np.median([_ratios(request, scale, seed) for seed in range(N_SEEDS)], axis=0))
        yield 1 / 4 + 3 * k / len(SCALES) / 4
    reaches, slopes = np.array(found, np.float32).T
    return drawn | {
        "reaches": reaches,
        "slopes": slopes,
        "bound": STEEPEST[request.function] ** N_LAYERS,
    }


def _through(request: Flow, scale: float, seed: int, n: int) -> tuple[list[Floats], list[Floats]]:
    """Activations of ten layers, and gradients: of the input, then of those, (n, 64) each."""
    rng = np.random.default_rng(seed)
    layers = ten_layers(request.function, request.norm, scale, rng)
    way = there_and_back(layers, n, rng)
    every = len(layers) // N_LAYERS  # with a normalisation there are two of each
    return [a for _, a in way.passes[every - 1 :: every]], way.gradients[::every]


def _ratios(request: Flow, scale: float, seed: int) -> tuple[float, float]:
    """The input's gradient ÷ the output's, and what the layers' mean slopes multiply to."""
    activations, gradients = _through(request, scale, seed, N_INPUTS)
    f = activation(request.function)
    # None of the three functions needs z for its slope: a ReLU's a is positive where its z is.
    slopes = [float(f.slope(a, a).mean()) for a in activations]
    return size(gradients[0]) / size(gradients[-1]), float(np.prod(slopes))


def _powers(values: Floats) -> Floats:
    """Of ten; of 0 the lowest there is."""
    powers: Floats = np.log10(np.maximum(np.abs(values), 10.0 ** DECADES[0]))
    return powers


def _bars(values: Floats, low: float, high: float) -> Any:
    counts, _ = np.histogram(np.clip(values, low, high), N_BINS, (low, high))
    return np.rint(255 / counts.max() * counts)


# A batch


class Batch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Normalise heights, in cm, as a batch in training, and in use."""

    heights: Annotated[list[Annotated[float, Meta(ge=0, le=300)]], Meta(min_length=1, max_length=8)]


def batch(request: Batch) -> dict[str, Any]:
    """Of each height ``training`` and ``use``; the ``mean`` and ``deviation`` of both, two each."""
    one, zero = np.ones(1, np.float32), np.zeros(1, np.float32)
    seen = np.array(HEIGHTS, np.float32)[:, np.newaxis]
    use = BatchNorm(gamma=one, beta=zero, mean=zero, variance=one).moved(seen, 1)
    training = use.training()
    read = np.array(request.heights, np.float32)[:, np.newaxis]
    spreads = [layer.spread(read) for layer in (training, use)]
    return {
        "training": training.weighted_sum(read)[:, 0],
        "use": use.weighted_sum(read)[:, 0],
        "mean": [float(each.mean[0]) for each in spreads],
        "deviation": [float(each.deviation[0]) for each in spreads],
    }


# Learning rates


class Rates(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Train 784-32-32-10, with ReLUs, at each of ``RATES``; ``norm``: with batch normalisation."""

    norm: bool


def rates(request: Rates) -> Long:
    """Of each rate: ``losses`` (100,) of its batches, ``right`` of ``of`` new digits, ``dead``.

    ``fired`` (64,): 1 for each ReLU that some digit makes fire, after training as in use; others
    are ``dead``. Losses end early, where a number is not finite any more. Pieces: ``rows`` so far.
    """
    from app.training.backprop import targets
    from app.training.descent import Descent

    digits, new = _digits()
    x, y = _read(digits), targets(digits.labels)
    rows: list[dict[str, Any]] = []
    for k, rate in enumerate(RATES):
        rng = np.random.default_rng(1)
        descent = Descent(_rectified(request.norm, rng))
        losses: list[float] = []
        for step in range(RATE_STEPS):
            chosen = rng.integers(N_DIGITS, size=BATCH)
            try:
                losses.append(descent.step(x[chosen], y[chosen], rate))
            except InvalidInput:  # a number is beyond all numbers
                break
            if step % 20 == 0:
                yield (k + step / RATE_STEPS) / len(RATES)
        network = descent.network
        with np.errstate(over="ignore", invalid="ignore"):
            passes = network.forward(x)
        relus = [
            a.max(axis=0) > 0
            for layer, (_, a) in zip(network.layers, passes, strict=True)
            if layer.f.name == "relu"
        ]
        fired = np.concatenate(relus)
        rows.append(
            {
                "rate": rate,
                "losses": np.array(losses, np.float32),
                "right": _right(network, new),
                "of": N_NEW,
                "dead": int((~fired).sum()),
                "fired": fired.astype(np.uint8),
            }
        )
        yield {"rows": [*rows]}
    return {"rows": rows}


def _rectified(norm: bool, rng: "np.random.Generator") -> Network:
    """He's start; the last layer's functions are softmax."""
    layers: list[Layer] = []
    for n_in, n_out in pairwise(DEEP):
        is_last = n_out == DEEP[-1]
        W = ((2 / n_in) ** 0.5 * rng.standard_normal((n_out, n_in))).astype(np.float32)
        zero, one = np.zeros(n_out, np.float32), np.ones(n_out, np.float32)
        f = activation("softmax" if is_last else "relu")
        if norm and not is_last:
            layers += [
                Dense(W, zero, activation("linear")),
                BatchNorm(gamma=one, beta=zero, mean=zero, variance=one, f=f),
            ]
        else:
            layers.append(Dense(W, zero, f))
    return Network("", layers)


# Thirty layers


class Deep(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Ten blocks of three layers of 64. ``skips``: which blocks have an arrow past them."""

    function: Function
    skips: Annotated[list[bool], Meta(min_length=N_BLOCKS, max_length=N_BLOCKS)]


def deep(request: Deep) -> Long:
    """What reaches each of thirty layers, from the input on, of the output's gradient.

    ``reaches`` (31,): of the input, then of each layer's activations, ÷ the output's. ``shares``
    (11,): how much of what reaches the input came by paths through 0, 1 … 10 blocks. All are
    medians of nine networks. ``shortest``: layers that the shortest path goes through. ``paths``.
    """
    found = []
    for seed in range(N_DEEP):
        found.append(_deep(request, seed))
        yield seed / N_DEEP
    reaches, shares = (np.median(each, axis=0) for each in zip(*found, strict=True))
    return {
        "reaches": reaches.astype(np.float32),
        "shares": shares.astype(np.float32),
        "shortest": BLOCK * request.skips.count(False),
        "paths": 2 ** request.skips.count(True),
    }


def _deep(request: Deep, seed: int) -> tuple[Any, Any]:
    rng = np.random.default_rng(seed)
    layers = thirty_layers(request.function, request.skips, rng)
    way = there_and_back(layers, N_INPUTS, rng)
    places = [0, *(k for k, layer in enumerate(layers, 1) if not layer.reach)]
    reaches = np.array([size(way.gradients[k]) for k in places]) / size(way.gradients[-1])
    whole = way.gradients[0].astype(np.float64)
    shares = [(each * whole).sum() / (whole * whole).sum() for each in paths(layers, way)]
    return reaches, np.array(shares)


LESSON = Lesson(
    number=11,
    title="Where weights start",
    question="Sixteen neurons start alike. How many different ones are there after training?",
    minutes=35,
    limits=Limits(layers=1, neurons=1, inputs=1, size=10),
    start={
        "scales": SCALES,
        "xavier": XAVIER,
        "he": HE,
        "heights": HEIGHTS,
        "rates": RATES,
        "blocks": N_BLOCKS,
    },
    asks={
        "alike": Ask(Alike, alike, long=True),
        "flow": Ask(Flow, flow, long=True),
        "batch": Ask(Batch, batch),
        "rates": Ask(Rates, rates, long=True),
        "deep": Ask(Deep, deep, long=True),
    },
    picture="scene=skip&guess=-1&bend=tanh&skips=1023",
    styles=("stage", "weight-tiles"),
)
