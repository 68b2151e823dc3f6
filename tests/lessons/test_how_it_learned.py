"""Lesson 10: classic as it grew, and seven 7s, by the shipped network."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.forward_pass import Dense, InvalidInput, Network, run
from app.lessons import how_it_learned
from app.lessons.digits import drawings
from app.lessons.how_it_learned import (
    N_KEPT,
    N_NUMBERS,
    N_SEVENS,
    SEVEN,
    Growth,
    Reads,
    Sevens,
    Story,
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
