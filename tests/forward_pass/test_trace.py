import numpy as np
import pytest

from app.forward_pass import InvalidInput, normalise, run, run_input
from app.forward_pass.digit import network_input
from tests.forward_pass.drawings import our_digits
from tests.forward_pass.networks import random_network

NETWORK = random_network([784, 16, 16, 10], ["sigmoid"] * 3, 0)


def test_a_run_is_the_whole_story() -> None:
    drawing = our_digits()[3].drawing
    trace = run(drawing, NETWORK)
    digit = normalise(drawing)
    assert trace.digit is not None
    np.testing.assert_array_equal(trace.digit.image, digit.image)
    np.testing.assert_array_equal(trace.input, network_input(digit.image))
    for found, expected in zip(trace.layers, NETWORK.forward(trace.input), strict=True):
        np.testing.assert_array_equal(found.z, expected.z)
        np.testing.assert_array_equal(found.a, expected.a)


def test_nothing_in_a_trace_can_be_changed() -> None:
    trace = run(our_digits()[0].drawing, NETWORK)
    arrays = [trace.input, *(array for layer in trace.layers for array in layer)]
    for array in arrays:
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1
    with pytest.raises(AttributeError):
        trace.input = np.zeros(784, np.float32)  # type: ignore[misc]  # that is the point


def test_numbers_run_like_a_drawing() -> None:
    trace = run(our_digits()[5].drawing, NETWORK)
    again = run_input(trace.input.copy(), NETWORK)
    assert again.digit is None
    np.testing.assert_array_equal(again.layers[-1].a, trace.layers[-1].a)


def test_ranking_goes_from_strongest_to_weakest_and_keeps_equals_in_order() -> None:
    network = random_network([2, 4], ["linear"], 0)
    trace = run_input(np.zeros(2, np.float32), network)
    a = trace.layers[-1].a
    assert trace.ranking == sorted(range(4), key=lambda k: -a[k])
    step = random_network([2, 4], ["step"], 0)
    ranking = run_input(np.full(2, -1e6, np.float32), step).ranking
    fired = run_input(np.full(2, -1e6, np.float32), step).layers[-1].a
    assert ranking == [k for k in range(4) if fired[k] == 1] + [
        k for k in range(4) if fired[k] == 0
    ]


def test_refuses_numbers_of_another_size() -> None:
    with pytest.raises(InvalidInput, match="expected 784 inputs, found 783"):
        run_input(np.zeros(783, np.float32), NETWORK)
