"""Valid messages at the edge of every limit: each kind says which, and is one choice at random."""

from collections.abc import Callable
from random import Random
from typing import Any

import msgspec
import numpy as np

from app.config import (
    MAX_INLINE_INPUTS,
    MAX_INLINE_LAYERS,
    MAX_INLINE_NEURONS,
    MAX_MESSAGE,
    MAX_PACE,
    MAX_REGION,
    MAX_SHADED,
    MAX_SWEEP,
    MAX_SWEPT,
    MAX_VECTORS,
)
from app.forward_pass.stroke import MAX_POINTS
from app.lessons import one_neuron, pixels_to_numbers, what_a_neuron_looks_for
from app.wire.requests import MAX_SEQ
from benchmarks.attack.patterns import dense

Message = tuple[str, dict[str, Any]]

NETWORKS = ("classic", "deep", "linear", "one-hidden")  # with 784 inputs each
_SIZES = {"classic": (16, 16, 10), "deep": (128, 64, 10)}
_ROOM = MAX_MESSAGE - 600  # bytes of one part of a message, beside the rest of it


def edge(random: Random, kind: str) -> Message:
    """A message of one kind; the same ``random`` makes the same."""
    event, data = EDGES[kind](random)
    return event, {"seq": random.choice((0, 1, MAX_SEQ)), **data}


def _floats(random: Random, n: int, size: float = 3.0) -> bytes:
    rng = np.random.default_rng(random.getrandbits(32))
    return rng.uniform(-size, size, n).astype("<f4").tobytes()


def _drawing(random: Random, n: int, strokes: int = 1) -> dict[str, Any]:
    framing: dict[str, Any] = {}
    if random.random() < 0.5:
        framing = {"centred": False, "shift": [random.choice((-14, 14)), random.randint(-14, 14)]}
    lengths = [n // strokes] * (strokes - 1)
    return {"points": random.randbytes(4 * n), "lengths": [*lengths, n - sum(lengths)], **framing}


def _scribble(random: Random) -> Message:
    strokes = random.choice((1, 2, MAX_POINTS))
    data = {"network": random.choice(NETWORKS), "input": _drawing(random, MAX_POINTS, strokes)}
    return "pass", data | {"want": random.choice(([], ["raster"]))}


def _dot(random: Random) -> Message:
    return "pass", {"network": random.choice(NETWORKS), "input": _drawing(random, 1)}


def _image(random: Random) -> Message:
    return "pass", {"network": random.choice(NETWORKS), "input": {"image": random.randbytes(784)}}


def _numbers(random: Random) -> Message:
    """A vector of as many inputs as there may be, as a list."""
    numbers = [random.uniform(-3, 3) for _ in range(MAX_INLINE_INPUTS)]
    return "pass", {"network": dense(MAX_INLINE_INPUTS, 40, 3), "input": {"vector": numbers}}


def _vectors(random: Random) -> Message:
    n_in = random.choice((1, 200))
    vectors = [_floats(random, n_in) for _ in range(MAX_VECTORS)]
    return "pass", {"network": dense(n_in, 32, 10), "input": {"vectors": vectors}}


def _many_vectors(random: Random) -> Message:
    """As many images as vectors as a message holds."""
    vectors = [_floats(random, 784) for _ in range(_ROOM // (4 * 784 + 4))]
    return "pass", {"network": "deep", "input": {"vectors": vectors}}


def _deepest(random: Random) -> Message:
    network = dense(*[MAX_INLINE_NEURONS] * (MAX_INLINE_LAYERS + 1))
    for layer in network["layers"]:
        layer["activation"] = random.choice(
            (
                *("step", "linear", "sigmoid", "tanh", "relu", "gelu", "swish", "softmax"),
                {"name": "parametric-relu", "alpha": [0.5] * MAX_INLINE_NEURONS},
            )
        )
    vector = _floats(random, MAX_INLINE_NEURONS)
    return "pass", {"network": network, "input": {"vector": vector}}


def _edits(random: Random) -> Message:
    """As many changes of one number each as a message holds."""
    name = random.choice(list(_SIZES))
    made: list[dict[str, Any]] = []
    n_bytes = 0
    while n_bytes < _ROOM - 100:
        layer = random.randrange(3)
        place = {
            "kind": random.choice(("weight", "bias", "activation")),
            "layer": layer,
            "neuron": random.randrange(_SIZES[name][layer]),
        }
        if place["kind"] == "weight":
            place["input"] = random.randrange(10)
        made.append({"place": place, "value": _floats(random, 1)})
        n_bytes += len(msgspec.msgpack.encode(made[-1]))
    return "pass", {"network": name, "input": _drawing(random, 20), "edits": made}


def _grids(random: Random) -> Message:
    """Every neuron of a first layer painted, in a few values."""
    name = random.choice(list(_SIZES))
    n_values = random.randint(1, 3)
    edits = [
        {
            "place": {
                "kind": "weights",
                "layer": 0,
                "neuron": k,
                "masks": random.randbytes(98 * n_values),
            },
            "value": _floats(random, n_values),
        }
        for k in range(_SIZES[name][0])
    ]
    return "pass", {"network": name, "input": _drawing(random, 40), "edits": edits}


def _weights(random: Random) -> Message:
    """Neurons painted weight by weight, as many as a message holds."""
    edits = [
        {
            "place": {
                "kind": "weights",
                "layer": 0,
                "neuron": k,
                "inputs": np.arange(784, dtype="<u2").tobytes(),
            },
            "value": _floats(random, 784),
        }
        for k in range(_ROOM // (6 * 784 + 80))
    ]
    return "pass", {"network": "classic", "input": _drawing(random, 40), "edits": edits}


def _stream(random: Random) -> Message:
    pace = random.choice((0, 1, MAX_PACE))
    data = {"network": "deep", "input": _drawing(random, 100), "want": ["stream", "raster"]}
    return "pass", data | {"pace": pace}


def _explain(random: Random) -> Message:
    if random.random() < 0.5:
        network: Any = dense(MAX_INLINE_INPUTS, 40, 3)
        source = {"vector": _floats(random, MAX_INLINE_INPUTS)}
    else:
        network, source = "deep", _drawing(random, 100)
    place = {"layer": random.randrange(2), "neuron": random.randrange(3)}
    order = random.choice(("size", "index"))
    return "explain", {"network": network, "input": source, "order": order, **place}


def _sweep(random: Random) -> Message:
    """As many values, or as many sums, as there may be."""
    n_vectors = random.choice((1, 2, MAX_VECTORS))
    n_values = min(MAX_SWEEP, MAX_SWEPT // n_vectors)
    n_neurons = MAX_SWEPT // (n_vectors * n_values)
    sizes = (3, n_neurons) if n_neurons <= MAX_INLINE_NEURONS else (3, MAX_INLINE_NEURONS)
    kind = random.choice(("weight", "bias", "activation", "input"))
    place: dict[str, Any] = {"kind": kind}
    place |= {} if kind == "input" else {"layer": 0, "neuron": 0}
    place |= {"input": 0} if kind in ("weight", "input") else {}
    vectors = [_floats(random, 3) for _ in range(n_vectors)]
    data = {"network": dense(*sizes), "input": {"vectors": vectors}, "place": place}
    return "sweep", data | {"low": -1.0, "high": 1.0, "n": n_values}


def _wide_sweep(random: Random) -> Message:
    source = {"vector": _floats(random, 1_000)}
    place = {"kind": "weight", "layer": 0, "neuron": 0, "input": 999}
    data = {"network": dense(1_000, 60, 3), "input": source, "place": place}
    return "sweep", data | {"low": -1.0, "high": 1.0, "n": MAX_SWEEP}


def _region(random: Random) -> Message:
    """As many points, or as many sums, as there may be."""
    n_hidden = MAX_SHADED // MAX_REGION**2 - 1
    across, up = ({"input": k, "low": -1.0, "high": 2.0} for k in (0, 1))
    network = dense(2, n_hidden, 1)
    for layer in network["layers"]:
        layer["activation"] = random.choice(("step", "sigmoid", "gelu"))
    return "region", {
        "network": network,
        "input": {"vector": _floats(random, 2)},
        "across": across,
        "up": up,
        "n": MAX_REGION,
        "layers": random.choice(([0], [1], [0, 1])),
    }


def _lesson(random: Random) -> Message:
    """A network of a lesson, as large as that lesson lets it be."""
    limits = one_neuron.LESSON.limits
    numbers = [random.choice((-1, 1)) * limits.size for _ in range(limits.inputs)]
    network = dense(limits.inputs, limits.neurons)
    for row in network["layers"][0]["weights"]:
        row[:] = numbers
    return "pass", {"network": network, "input": {"vector": numbers}, "lesson": "one-neuron"}


def _learn(random: Random) -> Message:
    largest = one_neuron.LARGEST
    x = [random.uniform(-largest, largest), random.choice((-largest, largest))]
    same = random.random() < 0.5  # nights that no line can tell apart
    nights = [
        {"x": x if same else [random.uniform(-largest, largest), 1.0], "goes": k % 2}
        for k in range(one_neuron.MAX_NIGHTS)
    ]
    data = {"nights": nights, "weights": x, "bias": largest}
    return "lesson", {"lesson": "one-neuron", "ask": "learn", "data": data}


def _count(random: Random) -> Message:
    most = what_a_neuron_looks_for.MOST_NEURONS
    sizes = [random.choice((1, most)) for _ in range(what_a_neuron_looks_for.MOST_LAYERS + 1)]
    return "lesson", {
        "lesson": "what-a-neuron-looks-for",
        "ask": "count",
        "data": {"sizes": sizes},
    }


def _sample(random: Random) -> Message:
    data = {"source": "ours", "seed": random.randint(0, pixels_to_numbers.MAX_SEED)}
    return "lesson", {"lesson": "pixels-to-numbers", "ask": "sample", "data": data}


def _train(random: Random) -> Message:
    data = {"seed": random.randint(0, what_a_neuron_looks_for.MAX_SEED)}
    return "lesson", {"lesson": "what-a-neuron-looks-for", "ask": "train", "data": data}


EDGES: dict[str, Callable[[Random], Message]] = {
    "5,000 points": _scribble,
    "one point": _dot,
    "an image": _image,
    "1,024 numbers as a list": _numbers,
    "64 vectors": _vectors,
    "images as vectors": _many_vectors,
    "8 layers of 64": _deepest,
    "edits of one number": _edits,
    "edits of whole grids": _grids,
    "edits of 784 weights": _weights,
    "a stream": _stream,
    "explain": _explain,
    "a sweep of many": _sweep,
    "a sweep of a wide network": _wide_sweep,
    "a region": _region,
    "a lesson's largest network": _lesson,
    "learn": _learn,
    "count": _count,
    "sample": _sample,
    "train": _train,
}
