"""Lesson 9: layers that do not bend are one layer; layers that do can follow, and fold, a line."""

from collections.abc import Generator
from itertools import pairwise
from typing import Annotated, Any, Literal

import msgspec
import numpy as np
from msgspec import Meta

from app.forward_pass import Dense, Drawing, Network, run, run_input
from app.forward_pass.activations import activation
from app.forward_pass.arrays import Floats
from app.lessons.lesson import Ask, Lesson, Limits
from app.lessons.what_a_neuron_looks_for import ten_digits
from app.wire import Input, input_of

Long = Generator[float | None, None, dict[str, Any]]
Function = Literal["sigmoid", "tanh", "relu", "step", "linear"]

NETWORK = "classic"
N_TESTED = 500  # digits that a network with another function reads
SEED = 0

N_KNOTS = 9  # of a curve, evenly spaced from 0 to 1
MOST_BUMPS = 128  # hidden neurons that follow a curve
STEEPNESS = 40.0  # of each, times how many there are: z goes from −20 to 20 in the room of one
N_SAMPLES = 2_048  # places at which a curve and its network are compared

MOST_FOLDS = 8


# Without bends


class Collapse(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Take all activation functions out of ``classic``: what is left of its three layers?"""

    input: Input


def collapse(request: Collapse) -> dict[str, Any]:
    """The three layers without functions, and the one that they are.

    W = W³W²W¹ and b = W³W²b¹ + W³b² + b³. ``three`` and ``one``: what both say of the input, (10,),
    and ``apart``: the largest difference, relative to the largest output. ``W``: (10, 784), ``b``:
    (10,). ``rank`` of W; ``narrowest``: neurons of the narrowest layer, which no rank exceeds.
    ``numbers``: how many each of the two has, three layers first.

    Raises:
        InvalidInput: the input is none that ``classic`` reads.
    """
    from app.tools.networks import network

    straight = without_functions(network(NETWORK))
    flat = collapsed(straight)
    x = _read(straight, request.input)
    three, one = (each.forward(x)[-1].a for each in (straight, flat))
    return {
        "three": three,
        "one": one,
        "apart": float(np.abs(three - one).max() / np.abs(three).max()),
        "W": flat.layers[0].parameters["W"],
        "b": flat.layers[0].parameters["b"],
        "rank": int(np.linalg.matrix_rank(flat.layers[0].parameters["W"])),
        "narrowest": min(layer.n_out for layer in straight.layers),
        "numbers": [straight.n_parameters, flat.n_parameters],
    }


def without_functions(network: Network) -> Network:
    """The same weights and biases, and every a is z."""
    return with_function(network, "linear", last="linear")


def with_function(network: Network, hidden: Function, last: str | None = None) -> Network:
    """The same numbers with another function in the hidden layers, and if given in the last."""
    *_, output = network.layers
    functions = [*(activation(hidden) for _ in network.layers[:-1])]
    functions.append(output.f if last is None else activation(last))
    return Network(
        network.name,
        [
            Dense(layer.parameters["W"], layer.parameters["b"], f)
            for layer, f in zip(network.layers, functions, strict=True)
        ],
    )


def collapsed(network: Network) -> Network:
    """One layer that says what dense layers without functions say, computed in double precision."""
    W, b = (network.layers[0].parameters[name].astype(np.float64) for name in ("W", "b"))
    for layer in network.layers[1:]:
        more, bias = layer.parameters["W"], layer.parameters["b"]
        W, b = more @ W, more @ b + bias
    return Network("", [Dense(W.astype(np.float32), b.astype(np.float32), activation("linear"))])


def _read(network: Network, source: Input) -> Floats:
    """What the first layer reads of an input."""
    given = input_of(source)
    trace = run(given, network) if isinstance(given, Drawing) else run_input(given, network)
    return trace.input


class Swap(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Put another function into the hidden layers of ``classic``, and change nothing else."""

    function: Function


def swap(request: Swap) -> Long:
    """``right``: how many ``of`` our own digits, drawn anew, it still reads right.

    ``outputs``: (10, 10), what it says of one drawing of each digit.
    """
    from app.lessons.digits import drawings, ours
    from app.tools.networks import network
    from app.training.evaluation import evaluate_images

    swapped = with_function(network(NETWORK), request.function)
    digits = ours(N_TESTED, None, np.random.default_rng(SEED))
    yield 0.5
    found = evaluate_images(swapped, digits)
    first = {sample.label: sample for sample in reversed(drawings())}
    with np.errstate(over="ignore"):  # a sigmoid's e^-z, where a is 0
        outputs = np.stack([run(first[digit].drawing, swapped).layers[-1].a for digit in range(10)])
    return {"right": found.correct, "of": found.n, "outputs": outputs}


# A curve


class Curve(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Follow a curve with so many hidden sigmoids.

    ``shape``: a curve by its name, or ``knots``: its heights at places evenly spaced from 0 to 1,
    with straight lines between them.
    """

    n: Annotated[int, Meta(ge=1, le=MOST_BUMPS)]
    shape: Literal["sine", "root", "cliff"] | None = None
    knots: (
        Annotated[
            list[Annotated[float, Meta(ge=0, le=1)]], Meta(min_length=N_KNOTS, max_length=N_KNOTS)
        ]
        | None
    ) = None


def follow(request: Curve) -> dict[str, Any]:
    """``x``, the ``curve`` and what the network says, ``follows``, each (N_SAMPLES + 1,).

    Also ``error``: the largest distance between both, ``at`` which x, and the same of a network
    with half as many hidden neurons, ``before``, where there is one. ``used``: hidden neurons whose
    weight in the output is not 0.
    """
    x = np.linspace(0, 1, N_SAMPLES + 1)
    curve = _curve(request, x)
    follows, used = _followed(request, request.n, x)
    apart = np.abs(follows - curve)
    half = request.n // 2
    before = np.abs(_followed(request, half, x)[0] - curve).max() if half else None
    return {
        "x": x.astype(np.float32),
        "curve": curve.astype(np.float32),
        "follows": follows.astype(np.float32),
        "error": float(apart.max()),
        "at": float(x[apart.argmax()]),
        "before": None if before is None else float(before),
        "used": used,
    }


def following(heights: Floats) -> Network:
    """A network 1-N-1 that goes through heights, (N + 1,), one step between each two.

    Each hidden sigmoid is a step, as steep as there are many: it stands in the middle between two
    places and is weighted by how much higher the second one is. Two steps, one up and one down, are
    a bump.
    """
    n = len(heights) - 1
    steep = STEEPNESS * n
    middles = (np.arange(n) + 0.5) / n
    hidden = Dense(
        np.full((n, 1), steep, np.float32),
        (-steep * middles).astype(np.float32),
        activation("sigmoid"),
    )
    rises = np.diff(heights)[np.newaxis].astype(np.float32)  # (1, N)
    output = Dense(rises, heights[:1].astype(np.float32), activation("linear"))
    return Network("", [hidden, output])


def _followed(request: Curve, n: int, x: Any) -> tuple[Floats, int]:
    """What ``n`` hidden sigmoids make of the curve at each x, and how many of them take part."""
    network = following(_curve(request, np.linspace(0, 1, n + 1)).astype(np.float32))
    with np.errstate(over="ignore"):  # a sigmoid's e^-z, where a is 0
        follows = network.forward(x.astype(np.float32)[:, np.newaxis])[-1].a[:, 0]
    return follows, int(np.count_nonzero(network.layers[-1].parameters["W"]))


def _curve(request: Curve, x: Any) -> Any:
    """Heights, from 0 to 1, at each x from 0 to 1."""
    if request.knots is not None:
        return np.interp(x, np.linspace(0, 1, N_KNOTS), request.knots)
    if request.shape == "root":
        return np.sqrt(x)
    if request.shape == "cliff":
        return np.where(x < 0.4, 0.2, 0.8)  # it jumps at no place that is sampled
    return 0.5 + 0.5 * np.sin(2 * np.pi * x)


# Folding


class Fold(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Apply the tent 2·ReLU(x) − 4·ReLU(x − ½) so many times."""

    n: Annotated[int, Meta(ge=1, le=MOST_FOLDS)]


def fold(request: Fold) -> dict[str, Any]:
    """``x`` and ``y`` of the folded line, from 0 to 1, with all its corners among the places.

    ``pieces``: straight ones. ``deep``: hidden neurons of the network that folds. ``wide``: those
    of one hidden layer that draws the same line, a neuron a piece.
    """
    corners = 2**request.n
    x = np.linspace(0, 1, 4 * corners + 1).astype(np.float32)  # exact in binary
    deep = folding(request.n)
    y = deep.forward(x[:, np.newaxis])[-1].a[:, 0]
    wide = unfolded(x, y)
    same = wide.forward(x[:, np.newaxis])[-1].a[:, 0]
    return {
        "x": x,
        "y": y,
        "pieces": 1 + len(_bends(y)),
        "deep": sum(layer.n_out for layer in deep.layers[:-1]),
        "wide": wide.layers[0].n_out,
        "apart": float(np.abs(same - y).max()),
    }


def folding(n: int) -> Network:
    """``n`` hidden layers of two ReLUs each, and an output that says the height."""
    tent = np.array([2, -4], np.float32)  # of the two, ReLU(x) and ReLU(x − ½)
    bend = np.array([0, -0.5], np.float32)
    relu, one = activation("relu"), np.ones((2, 1), np.float32)
    first = Dense(one, bend, relu)
    again = [Dense(one * tent, bend, relu) for _ in range(n - 1)]
    output = Dense(tent[np.newaxis], np.zeros(1, np.float32), activation("linear"))
    return Network("", [first, *again, output])


def unfolded(x: Floats, y: Floats) -> Network:
    """One hidden layer of ReLUs that draws the same line: one for its start, one for each bend."""
    slopes = np.diff(y) / np.diff(x)
    corners = _bends(y)
    starts = np.array([x[0], *x[corners]], np.float32)
    turns = np.array([slopes[0], *(slopes[k] - slopes[k - 1] for k in corners)], np.float32)
    hidden = Dense(np.ones((len(starts), 1), np.float32), -starts, activation("relu"))
    return Network("", [hidden, Dense(turns[np.newaxis], y[:1], activation("linear"))])


def _bends(y: Floats) -> list[int]:
    """Where a line that was sampled evenly turns."""
    return [k for k, (a, b) in enumerate(pairwise(np.diff(y)), start=1) if a != b]


LESSON = Lesson(
    number=9,
    title="Why deep",
    question="13,002 numbers, and nothing that bends. How many would do?",
    minutes=25,
    limits=Limits(layers=9, neurons=MOST_BUMPS, inputs=1, size=STEEPNESS * MOST_BUMPS),
    start={
        "digits": ten_digits(),
        "knots": [0.1, 0.3, 0.8, 0.9, 0.6, 0.3, 0.25, 0.6, 0.9],
        "most": MOST_BUMPS,
        "folds": MOST_FOLDS,
    },
    asks={
        "collapse": Ask(Collapse, collapse, long=True),
        "swap": Ask(Swap, swap, long=True),
        "follow": Ask(Curve, follow),
        "fold": Ask(Fold, fold),
    },
    picture="scene=fold&guess=-1&folds=4",
    styles=("stage", "weight-tiles"),
)
