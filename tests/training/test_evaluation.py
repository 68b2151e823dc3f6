import numpy as np

from app.forward_pass import Dense, Network, run
from app.forward_pass.activations import activation
from app.training.data import Digits
from app.training.evaluation import evaluate_images, evaluate_strokes
from tests.forward_pass.drawings import our_digits
from tests.forward_pass.networks import random_network


def says(digit: int) -> Network:
    """A network that calls everything the same."""
    bias = np.zeros(10, np.float32)
    bias[digit] = 1
    return Network(
        "stubborn", [Dense(np.zeros((10, 784), np.float32), bias, activation("softmax"))]
    )


def test_counts_what_is_taken_for_what() -> None:
    digits = Digits(np.zeros((5, 28, 28), np.uint8), np.array([0, 3, 3, 7, 3], np.uint8), "five")
    found = evaluate_images(says(3), digits)
    assert (found.network, found.dataset, found.n, found.correct) == ("stubborn", "five", 5, 3)
    assert found.accuracy == 0.6
    expected = np.zeros((10, 10), int)
    expected[[0, 7], 3] = 1
    expected[3, 3] = 3
    assert found.confusion == expected.tolist()


def test_many_images_are_read_as_one_by_one(train_digits: Digits) -> None:
    network = random_network([784, 16, 10], ["tanh", "softmax"], 0)
    found = evaluate_images(network, train_digits)  # more than one chunk
    assert found.n == len(train_digits.images) > 2000
    assert np.array(found.confusion).sum() == found.n
    rows = np.bincount(train_digits.labels, minlength=10)
    assert np.array(found.confusion).sum(axis=1).tolist() == rows.tolist()


def test_strokes_are_read_as_a_drawing_from_the_browser_is() -> None:
    network = random_network([784, 16, 10], ["tanh", "softmax"], 0)
    samples = our_digits()
    found = evaluate_strokes(network, samples, "ours")
    answers = [run(sample.drawing, network).ranking[0] for sample in samples]
    right = sum(a == sample.label for a, sample in zip(answers, samples, strict=True))
    assert (found.n, found.correct, found.dataset) == (len(samples), right, "ours")
    for digit in range(10):
        assert sum(row[digit] for row in found.confusion) == answers.count(digit)
