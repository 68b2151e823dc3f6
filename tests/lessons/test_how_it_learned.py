"""Lesson 10 against double precision, by hand and by the shipped network."""

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.forward_pass import Dense, InvalidInput, Network, run
from app.lessons import how_it_learned
from app.lessons.digits import drawings
from app.lessons.how_it_learned import (
    MOST_STEPS,
    N_KEPT,
    N_NUMBERS,
    N_SEVENS,
    SEVEN,
    Back,
    Growth,
    Reads,
    Sevens,
    Story,
    back,
    fingerprint,
    growth,
    reads,
    sevens,
    story,
)
from app.tools.networks import network
from app.training.bake import checkpoint_steps
from app.wire import Input
from tests.serving import make_networks


def asked(question: Any, request: Any) -> tuple[list[Any], dict[str, Any]]:
    """The pieces of a long question, and what it comes to."""
    going, pieces = question(request), []
    while True:
        try:
            pieces.append(next(going))
        except StopIteration as end:
            return [each for each in pieces if isinstance(each, dict)], end.value


def error(numbers: np.ndarray, target: int) -> float:
    """−ln of the chance of what is right, of the 3-2-1 network with these numbers, by hand."""

    def sigmoid(z: float) -> float:
        return 1 / (1 + math.exp(-z))

    W1, b1, W2, b2 = np.split(numbers, [6, 8, 10])
    x = [1, 0.5, -1]
    a = [sigmoid(sum(W1[3 * k + r] * x[r] for r in range(3)) + b1[k]) for k in range(2)]
    out = sigmoid(W2[0] * a[0] + W2[1] * a[1] + b2[0])
    return -math.log(out if target else 1 - out)


def numbers_of(found: dict[str, Any]) -> np.ndarray:
    return np.concatenate([np.ravel(layer[name]) for layer in found["layers"] for name in "Wb"])


@pytest.mark.parametrize("steps", [0, 3, MOST_STEPS])
@pytest.mark.parametrize("target", [0, 1])
def test_each_slope_is_a_product_and_what_a_nudge_measures(target: Any, steps: int) -> None:
    found = back(Back(target, steps, 0.001))
    numbers = numbers_of(found)
    assert found["error"] == pytest.approx(error(numbers, target), rel=1e-12)
    known = {1.0}
    for layer in found["layers"]:
        known |= {*np.ravel(layer["W"]), *layer["a"], *layer["slope"]}
    known |= {*found["input"]}
    places = {(0, "w"): 0, (0, "b"): 6, (1, "w"): 8, (1, "b"): 10}
    checked = 0
    for slope in found["slopes"]:
        assert math.prod(slope["factors"]) == pytest.approx(slope["value"], rel=1e-12)
        if len(slope["factors"]) == 2:  # of numbers that are there already
            assert all(any(math.isclose(each, one) for one in known) for each in slope["factors"])
        known.add(slope["value"])
        if slope["of"] not in "wb":
            continue
        first = places[slope["layer"], slope["of"]]
        width = 3 if slope["layer"] == 0 else 2
        read = slope["input"]
        place = first + (slope["neuron"] if read is None else slope["neuron"] * width + read)
        ends = []
        for by in (1e-5, -1e-5):
            moved = numbers.copy()
            moved[place] += by
            ends.append(error(moved, target))
        assert slope["value"] == pytest.approx((ends[0] - ends[1]) / 2e-5, rel=1e-6, abs=1e-9)
        assert slope["now"] == numbers[place]
        moved = numbers.copy()
        moved[place] += 0.001
        assert slope["error"] == pytest.approx(error(moved, target), rel=1e-12)
        assert slope["measured"] == pytest.approx(slope["value"], abs=2e-4)
        checked += 1
    assert checked == len(numbers) == 11


def test_a_smaller_nudge_measures_more_exactly() -> None:
    def apart(nudge: float) -> float:
        slopes = back(Back(1, 0, nudge))["slopes"]
        return max(float(abs(each["measured"] - each["value"])) for each in slopes if "now" in each)

    assert apart(0.1) > 5 * apart(0.01) > 25 * apart(0.001)


def test_learning_makes_the_error_smaller_step_by_step() -> None:
    errors = [back(Back(1, steps, 0.01))["error"] for steps in range(MOST_STEPS + 1)]
    assert errors == sorted(errors, reverse=True)
    assert errors[-1] < errors[0] / 3


def test_the_checkpoints_end_in_the_shipped_network_and_are_even_in_the_logarithm() -> None:
    pieces, whole = asked(growth, Growth())
    assert len(pieces) == whole["n"] == N_KEPT
    steps = [each["step"] for each in pieces]
    assert steps == sorted(checkpoint_steps(steps[-1], N_KEPT))
    W = network("classic").layers[0].parameters["W"]
    shown = (pieces[-1]["grids"].astype(float) / 127 - 1) * pieces[-1]["end"]
    np.testing.assert_allclose(shown, W.astype(np.float16), atol=pieces[-1]["end"] / 250)
    first, last = ([each["right"] / whole["of"] for each in pieces][k] for k in (0, -1))
    assert first < 0.2
    assert last > 0.97
    assert pieces[-1]["loss"] < 0.2
    assert pieces[0]["loss"] > 5
    nine_in_ten = next(each["step"] for each in pieces if each["right"] >= 0.9 * whole["of"])
    assert nine_in_ten < steps[-1] / 100


def test_what_it_said_of_a_digit_on_the_way_ends_in_what_classic_says() -> None:
    drawing = drawings()[33].drawing
    trace = run(drawing, network("classic"))
    found = reads(Reads(Input(vector=trace.input.tolist())))
    assert found["outputs"].shape == (N_KEPT, 10)
    np.testing.assert_array_equal(found["pixels"], trace.input)
    np.testing.assert_allclose(found["outputs"][-1], trace.layers[-1].a, atol=5e-3)  # float16
    untrained = network("untrained").forward(trace.input)[-1].a
    np.testing.assert_allclose(found["outputs"][0], untrained, atol=5e-3)


@pytest.mark.parametrize(
    ("number", "place"),
    [
        (0, (0, 0, 0)),
        (784, (0, 0, None)),
        (785, (0, 1, 0)),
        (16 * 785, (1, 0, 0)),
        (N_NUMBERS - 1, (2, 9, None)),
    ],
)
def test_a_number_s_story_ends_where_classic_has_it(
    number: int, place: tuple[int, int, int | None]
) -> None:
    found = story(Story(number))
    assert (found["layer"], found["neuron"], found["input"]) == place
    parameters = network("classic").layers[place[0]].parameters
    neuron, read = place[1:]
    last = parameters["b"][neuron] if read is None else parameters["W"][neuron, read]
    assert found["values"][-1] == float(last.astype(np.float16))
    assert len(found["values"]) == len(found["steps"]) == N_KEPT


def test_reading_seven_7s_changes_no_weight_and_learning_from_one_does() -> None:
    _, found = asked(sevens, Sevens(N_SEVENS - 1, 1))
    assert len(found["said"]) == N_SEVENS - 1
    assert SEVEN not in found["said"]
    before, after, learned = (found[name] for name in ("before", "after", "learned"))
    assert before["fingerprint"] == after["fingerprint"]
    assert after["changed"] == 0
    np.testing.assert_array_equal(before["outputs"], after["outputs"])
    assert learned["fingerprint"] != after["fingerprint"]
    assert learned["outputs"][SEVEN] > after["outputs"][SEVEN]
    inked = np.count_nonzero(found["images"][0])
    assert 0 < learned["changed"] <= 16 * inked + 16 + 17 * 16 + 17 * 10


def test_the_same_seven_7s_are_read_the_same_whoever_asks() -> None:
    _, some = asked(sevens, Sevens(3, 0))
    _, more = asked(sevens, Sevens(7, 0))
    np.testing.assert_array_equal(some["images"], more["images"])
    assert some["said"] == more["said"][:3]
    assert some["learned"]["fingerprint"] == some["before"]["fingerprint"]


def test_a_fingerprint_tells_a_single_bit() -> None:
    classic = network("classic")
    *others, last = classic.layers
    W, b = (last.parameters[name].copy() for name in "Wb")
    W[3, 5] = np.nextafter(W[3, 5], np.float32(1))
    altered = Network("", [*others, Dense(W, b, last.f)])
    assert fingerprint(altered) != fingerprint(classic)


def test_a_server_whose_classic_kept_nothing_on_the_way_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    make_networks(tmp_path)
    monkeypatch.setenv("FORWARD_PASS_MODELS", str(tmp_path))
    how_it_learned._grown.cache_clear()
    with pytest.raises(InvalidInput, match="checkpoints of classic"):
        story(Story(0))
    monkeypatch.undo()
    how_it_learned._grown.cache_clear()
