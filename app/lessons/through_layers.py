"""What goes through many layers, and back: ten of any scale, thirty with ways past them."""

from collections.abc import Generator
from typing import Annotated, Any

import msgspec
import numpy as np
from msgspec import Meta

from app.forward_pass.activations import activation
from app.forward_pass.arrays import Floats
from app.lessons.stacks import (
    BLOCK,
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
