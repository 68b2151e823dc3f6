"""Which number stands where: each is the one that its own question has, by the core.

That a number came over the socket (`test_every_lesson.py`) says little of 0, ½ and 1, which come
with every other answer. Here each number of a figure is named, with what it is made of.
"""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

import numpy as np
import pytest

from app.forward_pass import Dense, Network, run_input
from app.forward_pass.activations import activation
from app.forward_pass.arrays import Floats
from app.forward_pass.digit import network_input
from app.lessons import find_lessons
from app.lessons.downhill import OVERLAPPING, Errors, Line, Point, errors
from app.lessons.keeping_it_honest import Masks, masks, shipped
from app.lessons.one_eye_for_every_place import house
from app.lessons.pixels_to_numbers import SampleRequest, sample
from app.lessons.what_a_neuron_looks_for import Architecture, count
from app.model_store import load_all
from app.paths import folder
from app.training.held import STEPS, Setting
from app.turns import by_turns
from tests.browser.lessons.conftest import OpenLesson

LESSONS = find_lessons()


def read(layers: Sequence[Dense], *inputs: Sequence[float] | Floats) -> Iterator[Any]:
    """The last layer's pass of each input."""
    network = Network("", list(layers))
    for vector in inputs:
        yield network.forward(np.array(vector, np.float32))[-1]


def dense(weights: Sequence[Sequence[float]], biases: Sequence[float], f: str) -> Dense:
    return Dense(np.array(weights, np.float32), np.array(biases, np.float32), activation(f))


def sums_and_activations(
    weights: Sequence[Sequence[float]], biases: Sequence[float], f: str, *inputs: Sequence[float]
) -> list[float]:
    """z and a of one layer, input by input."""
    passes = read([dense(weights, biases, f)], *inputs)
    return [float(each) for layer in passes for each in (*layer.z, *layer.a)]


def heard() -> list[float]:
    """What five friends say between −1 and 1, and the total."""
    wants = [-2.0, -2, -2, -2, 1_000_000]
    friends = dense(np.eye(5).tolist(), [0] * 5, "tanh")
    (said,) = read([friends], wants)
    (total,) = read([friends, dense([[1] * 5], [0], "linear")], wants)
    return [*map(float, said.a), float(total.a[0])]


def spread() -> list[float]:
    """The outputs of the network with weights near zero."""
    start = LESSONS["by-hand"].start["small"]
    layers = [dense(each["weights"], each["biases"], "sigmoid") for each in start["layers"]]
    inputs = [start["input"], [0, 0], [1, -1], [-0.5, 0.2]]
    return [float(a) for layer in read(layers, *inputs) for a in layer.a]


def box(rows: tuple[int, int], columns: tuple[int, int]) -> Floats:
    """An image that is white there, ends included."""
    image = np.zeros((28, 28), np.float32)
    image[rows[0] : rows[1] + 1, columns[0] : columns[1] + 1] = 1
    return image.ravel()


def looks() -> list[float]:
    """Of each image: the sums over blue and over red, z, and a."""
    bar = box((6, 21), (12, 14))
    edge, blob = box((0, 27), (0, 14)), box((6, 21), (6, 20))
    moved, turned, white = box((6, 21), (15, 17)), box((12, 14), (6, 21)), box((0, 27), (0, 27))
    images = [bar, edge, blob, moved, turned, white]
    passes = read([Dense(bar[np.newaxis], np.zeros(1, np.float32), activation("sigmoid"))], *images)
    return [
        float(each)
        for image, layer in zip(images, passes, strict=True)
        for each in (bar @ image, 0, layer.z[0], layer.a[0])
    ]


def outputs() -> list[float]:
    """z and a of the ten templates, for the first digit of the sample."""
    linear = load_all(folder("models"))["linear"].network
    image = sample(SampleRequest("ours", 1))["images"][0].reshape(28, 28)
    last = run_input(network_input(image), linear).layers[-1]
    return [float(each) for pair in zip(last.z, last.a, strict=True) for each in pair]


def counted() -> list[float]:
    """The total, then of each layer its biases, weights, biases, and the sum."""
    found = count(Architecture([784, 16, 16, 10]))
    layers = [
        layer[name] for layer in found["layers"] for name in ("biases", "weights", "biases", "sum")
    ]
    return [found["total"], *layers]


def evenings() -> list[float]:
    """z and a of each hidden neuron and of the output, evening by evening."""
    start = LESSONS["bending-the-line"].start
    W1, b1, W2, b2 = np.split(np.array(start["xor"]), [4, 6, 8])
    hidden = dense(W1.reshape(2, 2).tolist(), b1.tolist(), "step")
    output = dense([W2.tolist()], b2.tolist(), "step")
    first = read([hidden], *start["evenings"])
    last = read([hidden, output], *start["evenings"])
    return [
        float(each)
        for layer, said in zip(first, last, strict=True)
        for each in (layer.z[0], layer.a[0], layer.z[1], layer.a[1], said.z[0], said.a[0])
    ]


def tallied() -> list[float]:
    """Of each pupil the chance of the right answer and its error, under line A; product and sum."""
    points = [Point(list(map(float, x)), y) for *x, y in OVERLAPPING]
    (found,) = errors(Errors(points, [Line([1, 0.5], 0)]))["lines"]
    pairs = zip(found["chance"], found["error"], strict=True)
    return [*(float(each) for pair in pairs for each in pair), found["product"], found["total"]]


def sent_back() -> list[float]:
    """z, a and a (1 − a) of each neuron of 3-2-1, then the error, had it been 1."""
    start = LESSONS["by-hand"].start["walk"]
    read, found = np.array(start["input"]), []
    for layer in start["layers"]:
        z = np.array(layer["weights"]) @ read + layer["biases"]
        read = 1 / (1 + np.exp(-z))
        found += [[*each] for each in zip(z, read, read * (1 - read), strict=True)]
    return [*(float(number) for row in found for number in row), -float(np.log(read[0]))]


def normalised() -> list[float]:
    """Of one pupil, in training and in use: what comes out, the mean, the deviation."""
    height, heights = 170.0, np.array(LESSONS["where-weights-start"].start["heights"])
    mean, deviation = heights.mean(), np.sqrt(heights.var(ddof=1) + 1e-5)
    return [0, (height - mean) / deviation, height, mean, np.sqrt(1e-5), deviation]


def one_layer_back() -> list[float]:
    """Factors, product and what a nudge of 0.01 measures, of the slopes of the output layer."""
    *hidden, error = sent_back()
    a, out, weights, bias = [hidden[1], hidden[4]], hidden[7], [1.2, -0.8], 0.1

    def measured(by: Sequence[float]) -> float:
        w1, w2, b = np.array([*weights, bias]) + 0.01 * np.array(by)
        nudged = np.log1p(np.exp(-(w1 * a[0] + w2 * a[1] + b)))
        return float(nudged - error) / 0.01

    dz = out - 1
    weighed = [(dz, a[0], [1, 0, 0]), (dz, a[1], [0, 1, 0]), (dz, 1, [0, 0, 1])]
    checked = [each for x, y, by in weighed for each in (x, y, x * y, measured(by))]
    return [-1 / out, -1 / out, out * (1 - out), dz, *checked]


def stopped() -> list[float]:
    """Half-way and at the end: what it learns, wrong labels that it says, and two new piles."""
    run = shipped(Setting())
    half = run["steps"].index(STEPS // 2)
    names = ("learned", "repeated", "checked", "new")
    return [run[name][k] for name in names for k in (half, -1)]


def averaged() -> list[float]:
    """Of a sample of 1, 10, 100 and 1,000 passes, of all masks, and the full network."""
    found = by_turns(masks(Masks(0.5, "linear", True, 0)))
    sampled = found["averages"][[0, 9, 99, 999]]
    return [*map(float, sampled), found["average"], found["full"]]


NIGHTS = [*product((0, 1), range(7))]


def under_the_kernel(row: int, column: int) -> float:
    """What is right in a window of our picture, less what is left."""
    inside = house()[row : row + 3, column : column + 3] / 255
    return float((inside[:, 2] - inside[:, 0]).sum())


EXPECTED = {
    ("bending-the-line", "hand", "table"): evenings(),
    ("bending-the-line", "adds", "worth"): [
        50 * bedrooms + 30 * bathrooms + 100 for bedrooms in range(1, 7) for bathrooms in (1, 2)
    ],
    ("one-neuron", "one", "one"): sums_and_activations([[2]], [-1], "linear", [1]),
    ("one-neuron", "party", "field-party"): sums_and_activations(
        [[-10, 1]], [0], "step", *product((0, 1), (0, 1))
    ),
    ("one-neuron", "friends", "field-many"): sums_and_activations([[-4, 1]], [2], "step", *NIGHTS),
    ("one-neuron", "bias", "field-many"): sums_and_activations([[-4, 1]], [0], "step", *NIGHTS),
    ("one-neuron", "chance", "field-many"): sums_and_activations(
        [[-4, 1]], [2], "sigmoid", *NIGHTS
    ),
    ("one-neuron", "two", "two"): sums_and_activations([[-4, 1], [0, 1]], [2, -3], "step", [1, 3]),
    ("activation-functions", "million", "voices"): heard(),
    ("activation-functions", "together", "readings"): [
        float(each.a[0])
        for f in ("step", "linear", "sigmoid", "tanh", "relu")
        for each in read([dense([[1]], [0], f)], [-1.5])
    ],
    ("a-line-that-decides", "line", "sum"): [2],
    ("a-line-that-decides", "why", "sticks"): [
        float(layer.z[0])
        for layer in read(
            [dense([[0.5, 0.5]], [-0.7], "step")],
            *([0, 0], [1, 1], [0.5, 0.5], [0, 1], [1, 0], [0.5, 0.5]),
        )
    ],
    ("downhill", "sum", "tally"): tallied(),
    ("downhill", "ten", "about"): sums_and_activations([[1, 0.5]], [0], "sigmoid", [1, 0]),
    ("by-hand", "small", "spread"): spread(),
    ("pixels-to-numbers", "right", "outputs"): outputs(),
    ("what-a-neuron-looks-for", "paint", "looks"): looks(),
    ("what-a-neuron-looks-for", "count", "areas"): counted(),
    ("why-deep", "fold", "counts"): [2, 2, 2],
    ("how-it-learned", "last", "forward"): sent_back(),
    ("where-weights-start", "batch", "batch"): normalised(),
    ("how-it-learned", "back", "slopes"): one_layer_back(),
    ("keeping-it-honest", "early", "stopped"): stopped(),
    ("keeping-it-honest", "masks", "averages"): averaged(),
    ("one-eye-for-every-place", "edges", "sum"): [under_the_kernel(10, 43)],
    ("one-eye-for-every-place", "fit", "rule"): [(28 - 5) // 2 + 1, 28**2 - 27**2],
    ("one-eye-for-every-place", "pool", "alike"): [(4**4 - 3**4) * (2**4 - 1) * (3**4 - 2**4)],
}


@pytest.mark.parametrize(("slug", "scene", "part"), EXPECTED)
def test_each_number_is_the_one_that_its_question_has(
    open_lesson: OpenLesson, slug: str, scene: str, part: str
) -> None:
    lesson = open_lesson(slug, f"#v=1&scene={scene}").show_me()
    expected = EXPECTED[slug, scene, part]
    assert lesson.net(f"[data-part={part}]") == pytest.approx(expected, abs=2e-6)


def test_every_lesson_has_numbers_that_are_named() -> None:
    assert {slug for slug, _, _ in EXPECTED} == set(LESSONS)
