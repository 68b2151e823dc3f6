"""Lesson 13: convolution. One kernel for every place, what it finds, and what pooling forgets."""

from collections.abc import Generator
from itertools import product
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec
import numpy as np
from msgspec import Meta
from numpy.typing import NDArray

from app.forward_pass import Dense, Drawing, InvalidInput, Network, run, run_input
from app.forward_pass.activations import activation
from app.forward_pass.arrays import Floats, Grey
from app.forward_pass.convolution import Conv2d
from app.forward_pass.digit import MOST_SHIFT, SIDE, network_input, normalise
from app.forward_pass.pooling import AvgPool2d, MaxPool2d, Pool2d
from app.lessons.lesson import Ask, Lesson, Limits
from app.lessons.what_a_neuron_looks_for import learned_and_tested, ten_digits
from app.wire import Input, input_of

if TYPE_CHECKING:
    from app.training.data import Digits

Long = Generator[float | dict[str, Any] | None, None, dict[str, Any]]

READERS = ("deep", "convolutional")
REACH = 7  # pixels that the digit is slid, each way
FAR = 8  # the same, of all our drawings
PICTURE = 64  # pixels across a picture that is no digit
WHITE = 255

MOST_SIZE, MOST_STRIDE, MOST_PADDING = 7, 4, 4
LEAST_SIDE, MOST_SIDE = 8, 32  # pixels across the image whose map is measured

MAX_SEED = 999
N_LEARNED = 2_000  # digits that small networks learn from
EPOCHS = 6

POOLED = 4  # numbers across an image that is pooled
LEVELS = (0, 3, 6, 9)  # what each of them may be


# The digit slides


class Look(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What do the networks get to see of a drawing?"""

    input: Input


def look(request: Look) -> dict[str, Any]:
    """``image``: the digit image, 784 bytes.

    Raises:
        InvalidInput: the input is none that a network reads.
    """
    return {"image": _digit(request.input).ravel()}


class Slides(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What do both networks say of a digit, wherever it is slid?"""

    input: Input


def slides(request: Slides) -> dict[str, Any]:
    """The digit at each of (2·REACH + 1)² places, row by row, from the upper left.

    ``readers``, by name: ``said``: a digit at each place,
    ``scores``: of the answer that it gives in the middle, ``kept``: at how many places it still
    gives that. ``maps``: by how much the first layer's maps of ``convolutional`` differ, slid back
    by three, from those of the digit in the middle; ``sums``: the same of z of its dense layer.

    Raises:
        InvalidInput: no such network, or the input is none that it reads.
    """
    from app.tools.networks import network

    image = _digit(request.input)
    ways = range(-REACH, REACH + 1)
    places = np.stack([moved(image, right, down) for down, right in product(ways, ways)])
    x = network_input(places)
    middle = len(x) // 2
    readers = {}
    for name in READERS:
        outputs = network(name).forward(x)[-1].a
        said = outputs.argmax(axis=1)
        answer = int(said[middle])
        readers[name] = {
            "said": said.tolist(),
            "scores": outputs[:, answer],
            "kept": int((said == answer).sum()),
        }
    maps, sums = along(network(READERS[1]), x[middle], x[middle + THREE])
    return {"readers": readers, "maps": maps, "sums": sums}


THREE = 3  # pixels to the right that the first question slides the digit


class Ours(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many of our own drawings do both networks still read when slid by 0, 1 … ``far``?"""

    far: Annotated[int, Meta(ge=0, le=MOST_SHIFT)]


def ours(request: Ours) -> Long:
    """By name: how many are read right by how far they were slid, ``of`` how many.

    Each drawing is slid to the left, to the right, up and down.
    """
    from app.lessons.digits import drawings
    from app.tools.networks import network

    images = [normalise(sample.drawing).image for sample in drawings()]
    labels = np.array([sample.label for sample in drawings()])
    right: dict[str, list[int]] = {name: [] for name in READERS}
    for far in range(request.far + 1):
        for name in READERS:
            read = 0
            for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1)):
                slid = np.stack([moved(image, far * x, far * y) for image in images])
                said = network(name).forward(network_input(slid))[-1].a.argmax(axis=1)
                read += int((said == labels).sum())
                yield None
            right[name].append(read)
    return {"right": right, "of": 4 * len(labels)}


def along(network: Network, still: Floats, slid: Floats) -> tuple[float, float]:
    """How far the first layer's maps, slid back, and the dense layer's sums, are apart.

    Where the window lies wholly on what both images have, the same kernel has read the same pixels.
    """
    before, after = network.forward(still), network.forward(slid)
    shape = network.layers[0].shape_out
    first, second = (passes[0].z.reshape(shape) for passes in (before, after))
    maps = np.abs(first[:, :, :-THREE] - second[:, :, THREE:]).max()
    dense = next(k for k, layer in enumerate(network.layers) if len(layer.shape_out) == 1)
    return float(maps), float(np.abs(before[dense].z - after[dense].z).max())


def moved(image: Grey, right: int, down: int) -> Grey:
    """An image slid by whole pixels; what leaves the field is cut off."""
    room = np.zeros((SIDE + 2 * MOST_SHIFT, SIDE + 2 * MOST_SHIFT), np.uint8)
    top, left = MOST_SHIFT + down, MOST_SHIFT + right
    room[top : top + SIDE, left : left + SIDE] = image
    return room[MOST_SHIFT:-MOST_SHIFT, MOST_SHIFT:-MOST_SHIFT]


def _digit(source: Input) -> Grey:
    """The digit image that a network reads, (28, 28) bytes."""
    given = input_of(source)
    if isinstance(given, Drawing):
        return normalise(given).image
    if given.shape != (SIDE * SIDE,):
        raise InvalidInput("input", "a drawing or an image", f"{given.shape} numbers")
    image: Grey = np.rint(given * WHITE).astype(np.uint8).reshape(SIDE, SIDE)
    return image


# A kernel slides


class Slid(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Slide a kernel over a digit, over a picture that is sent, or over ours.

    ``kernel``: 3×3 or 5×5 weights, row by row. ``pixels``: PICTURE² grey bytes.
    """

    kernel: Annotated[list[Annotated[float, Meta(ge=-1, le=1)]], Meta(min_length=9, max_length=25)]
    input: Input | None = None
    pixels: bytes | None = None


def slid(request: Slid) -> dict[str, Any]:
    """``image``: the pixels, bytes; ``side``: how many across. ``z``: the map; ``out``: across.

    Raises:
        InvalidInput: a kernel of another size, or a picture that is not what it must be.
    """
    image, layer = _eye(request)
    z = layer.weighted_sum(network_input(image))
    return {"image": image, "side": len(image), "z": z, "out": layer.shape_out[-1]}


class Window(Slid, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The same, and what stands in the window at one of its places."""

    at: Annotated[int, Meta(ge=0)]


def window(request: Window) -> dict[str, Any]:
    """``inputs`` and ``products``, row by row, and their sum ``z``; ``row`` and ``column`` of it.

    Raises:
        InvalidInput: as ``slid``, or a place beyond the map.
    """
    image, layer = _eye(request)
    if request.at >= layer.n_out:
        raise InvalidInput("neuron", f"a place from 0 to {layer.n_out - 1}", f"{request.at}")
    a = network_input(image)
    terms = layer.terms(a, request.at)
    row, column = divmod(request.at, layer.shape_out[-1])
    return {
        "inputs": terms.inputs,
        "products": terms.weights * terms.inputs,
        "z": float(layer.weighted_sum(a)[request.at]),
        "row": row,
        "column": column,
    }


def _eye(request: Slid) -> tuple[Grey, Conv2d]:
    """What is looked at, and the layer of one map that looks."""
    side = {9: 3, 25: 5}.get(len(request.kernel))
    if side is None:
        raise InvalidInput("shape", "a kernel of 9 or 25 weights", f"{len(request.kernel)}")
    if request.input is not None and request.pixels is not None:
        raise InvalidInput("input", "a digit or a picture", "both")
    if request.input is not None:
        image = _digit(request.input)
    elif request.pixels is not None:
        if len(request.pixels) != PICTURE**2:
            raise InvalidInput("image", f"{PICTURE**2} bytes", f"{len(request.pixels)}")
        image = np.frombuffer(request.pixels, np.uint8).reshape(PICTURE, PICTURE)
    else:
        image = house()
    W = np.array(request.kernel, np.float32).reshape(1, 1, side, side)
    height, width = image.shape
    return image, Conv2d(image=(1, height, width), W=W, b=np.zeros(1, np.float32))


def house() -> Grey:
    """Our own picture, (PICTURE, PICTURE): a house by a fence, under a sun, made of formulas."""
    y, x = np.indices((PICTURE, PICTURE))
    picture = 150 + y  # the sky, lighter towards the ground
    picture[y > 48] = 95  # the meadow
    picture[(x - 51) ** 2 + (y - 12) ** 2 < 40] = 250  # the sun
    picture[(x > 14) & (x < 40) & (y > 28) & (y < 54)] = 205  # a wall
    picture[(y > 12) & (y <= 28) & (abs(x - 27) < y - 11)] = 60  # the roof
    for left in (18, 30):
        picture[(x >= left) & (x < left + 7) & (y > 32) & (y < 40)] = 40  # windows
    picture[(x > 23) & (x < 31) & (y > 43) & (y < 54)] = 80  # a door
    posts = (y > 46) & (y < 60) & (x > 41) & (x % 5 < 2)
    picture[posts | ((y > 49) & (y < 52) & (x > 41))] = 235  # the fence
    made: Grey = picture.astype(np.uint8)
    return made


# What was learned, and what is shared


class Learned(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What do the kernels of ``convolutional`` find in a digit?"""

    input: Input


def learned(request: Learned) -> dict[str, Any]:
    """Its first layer: ``W``, (n, side, side), and ``maps``, a of each, (n, out, out).

    ``best``: of each map the row, the column and a of the place where it is largest. ``shared``:
    how many numbers the layer has, ``places`` that each kernel serves, ``apart``: how many numbers
    it would have with a kernel of its own at every place.

    Raises:
        InvalidInput: no such network, or the input is none that it reads.
    """
    from app.tools.networks import network

    found = network(READERS[1])
    layer = found.layers[0]
    if not isinstance(layer, Conv2d):
        raise InvalidInput("network", "a network that begins with convolution", repr(layer))
    given = input_of(request.input)
    trace = run(given, found) if isinstance(given, Drawing) else run_input(given, found)
    channels, down, across = layer.shape_out
    maps = trace.layers[0].a.reshape(channels, down * across)
    strongest = maps.argmax(axis=1)
    n_shared = sum(each.size for each in layer.parameters.values())
    return {
        "W": layer.W[:, 0],
        "side": layer.W.shape[-1],
        "maps": maps,
        "out": across,
        "best": [
            [*map(int, divmod(int(at), across)), float(maps[k, at])]
            for k, at in enumerate(strongest)
        ],
        "shared": n_shared,
        "places": down * across,
        "apart": n_shared * down * across,
    }


# Stride and padding


class Fit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How often does a window of ``size`` × ``size`` fit into ``side`` × ``side`` pixels?"""

    side: Annotated[int, Meta(ge=LEAST_SIDE, le=MOST_SIDE)]
    size: Annotated[int, Meta(ge=1, le=MOST_SIZE)]
    stride: Annotated[int, Meta(ge=1, le=MOST_STRIDE)]
    padding: Annotated[int, Meta(ge=0, le=MOST_PADDING)]


def fit(request: Fit) -> dict[str, Any]:
    """``out``: places across. ``looks``: how many windows see each pixel, (side, side).

    ``unseen``: pixels that no window sees.
    """
    n, size = request.side, request.size
    layer = Conv2d(
        image=(1, n, n),
        W=np.ones((1, 1, size, size), np.float32),
        b=np.zeros(1, np.float32),
        stride=request.stride,
        padding=request.padding,
    )
    # A pixel's slope along the sum of a map whose weights are all 1: a 1 from each window.
    looks = layer.back_through_sum(np.ones(layer.n_out, np.float32), np.zeros(n * n, np.float32))
    return {"out": layer.shape_out[-1], "looks": looks, "unseen": int((looks == 0).sum())}


# Pooling


class Pool(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Pool 4×4 numbers, each 0, 3, 6 or 9: the largest of each square of four, or their mean."""

    kind: Literal["max", "mean"]
    pixels: Annotated[list[Literal[0, 3, 6, 9]], Meta(min_length=16, max_length=16)]


def pool(request: Pool) -> dict[str, Any]:
    """``z``: the four numbers that are left. ``shares``: what each of the sixteen counts, 0 to 1.

    ``alike``: how many of all 4×4 images leave just these four.
    """
    a = np.array(request.pixels, np.float32)
    layer = _pooling(request.kind, POOLED, POOLED)
    z = layer.weighted_sum(a)
    squares = np.array([*product(LEVELS, repeat=4)], np.float32)  # every square there is
    # Side by side they are one image, two pixels high.
    beside = np.concatenate([squares[:, :2].ravel(), squares[:, 2:].ravel()])
    of_each = _pooling(request.kind, 2, 2 * len(squares)).weighted_sum(beside)
    return {
        "z": z,
        # What each weighs in the sum of the four outputs.
        "shares": layer.back_through_sum(np.ones(layer.n_out, np.float32), a),
        "alike": int(np.prod([(of_each == each).sum() for each in z])),
    }


def _pooling(kind: str, height: int, width: int) -> Pool2d:
    layer = MaxPool2d if kind == "max" else AvgPool2d
    return layer(image=(1, height, width), side=2)


# Shuffled pixels


class Training(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Train two networks on digits, and on the same with their pixels shuffled, all alike."""

    seed: Annotated[int, Meta(ge=0, le=MAX_SEED)]


def train(request: Training) -> Long:
    """Pieces, one after each training: ``results`` so far, in the order of ``LEARNERS``.

    A result: the accuracies ``plain`` and ``shuffled``, 0 to 1, each nil until it is there. The
    answer has ``name``, ``n_learned`` and ``n_tested`` of the digits besides, the ``order`` in
    which pixels were put, and one digit, ``image``.

    Raises:
        InvalidInput: MNIST's files are there, but are not what they should be.
    """
    from app.training.evaluation import evaluate_images  # only the worker process needs these
    from app.training.feed import Feed
    from app.training.learn import Pace, learning
    from app.training.parameters import Parameters

    rng = np.random.default_rng(request.seed)
    learned, tested, name = yield from learned_and_tested(rng, N_LEARNED)
    order = rng.permutation(SIDE * SIDE)
    pace = Pace(EPOCHS, batch=50, rate=3e-3, decay=0.01, epsilon=1e-8)
    steps = EPOCHS * (N_LEARNED // pace.batch)
    results: list[dict[str, float | None]] = [{"plain": None, "shuffled": None} for _ in LEARNERS]
    begun = 0
    for k, made in enumerate(LEARNERS.values()):
        for way, places in (("plain", np.arange(len(order))), ("shuffled", order)):

            def seen(digits: "Digits", places: NDArray[np.int64] = places) -> "Digits":
                pixels = digits.images.reshape(-1, SIDE * SIDE)[:, places]
                return digits._replace(images=pixels.reshape(digits.images.shape))

            parameters = Parameters(made())
            parameters.randomise(np.random.default_rng(request.seed))
            few = learned._replace(
                images=learned.images[:N_LEARNED], labels=learned.labels[:N_LEARNED]
            )
            feed = Feed(seen(few), warps=None, seed=request.seed)
            for progress in learning(parameters, feed.epochs(EPOCHS), pace, steps=steps):
                yield (begun + progress.step / steps) / (2 * len(LEARNERS))
            begun += 1
            results[k][way] = evaluate_images(parameters.network, seen(tested)).accuracy
            yield {"results": results}
    return {
        "results": results,
        "name": name,
        "n_learned": N_LEARNED,
        "n_tested": len(tested.images),
        "order": order.tolist(),
        "image": tested.images[0].ravel(),
    }


def small_convolution() -> Network:
    """Two layers of convolution, the first in steps of two, pooling, and ten outputs."""
    first = _maps((1, SIDE, SIDE), 8, 5, stride=2)
    second = _maps(first.shape_out, 16, 3)
    channels, height, width = second.shape_out
    pooled = MaxPool2d(image=(channels, height, width), side=2)
    return Network("", [first, second, pooled, _dense(pooled.n_out, 10, "softmax")])


def small_dense() -> Network:
    """One hidden layer that reads every pixel."""
    return Network("", [_dense(SIDE * SIDE, 32, "relu"), _dense(32, 10, "softmax")])


LEARNERS = {"convolution": small_convolution, "dense": small_dense}


def _maps(image: tuple[int, ...], n: int, size: int, stride: int = 1) -> Conv2d:
    channels, height, width = image
    return Conv2d(
        image=(channels, height, width),
        W=np.zeros((n, channels, size, size), np.float32),
        b=np.zeros(n, np.float32),
        f=activation("relu"),
        stride=stride,
    )


def _dense(n_in: int, n_out: int, f: str) -> Dense:
    return Dense(np.zeros((n_out, n_in), np.float32), np.zeros(n_out, np.float32), activation(f))


LESSON = Lesson(
    number=13,
    title="One eye for every place",
    question="Your 3 slides three pixels. Who still reads it?",
    minutes=30,
    limits=Limits(layers=1, neurons=1, inputs=25, size=1),
    start={
        "digits": ten_digits(),
        "readers": READERS,
        "reach": REACH,
        "slide": THREE,
        "far": FAR,
        "picture": PICTURE,
        "side": SIDE,
        "size": MOST_SIZE,
        "stride": MOST_STRIDE,
        "padding": MOST_PADDING,
        "sides": [LEAST_SIDE, MOST_SIDE],
        "levels": LEVELS,
        "pooled": POOLED,
        "learners": {name: made().n_parameters for name, made in LEARNERS.items()},
        "learned": N_LEARNED,
    },
    asks={
        "look": Ask(Look, look),
        "slides": Ask(Slides, slides, long=True),
        "ours": Ask(Ours, ours, long=True),
        "slid": Ask(Slid, slid),
        "window": Ask(Window, window),
        "learned": Ask(Learned, learned, long=True),
        "fit": Ask(Fit, fit),
        "pool": Ask(Pool, pool),
        "train": Ask(Training, train, long=True),
    },
    picture="scene=edges&guess=-1&whole=1",
    styles=("weight-tiles", "own-digit", "stage"),
)
