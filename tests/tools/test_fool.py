"""The tool "Fool it", asked as the page asks it."""

from typing import Any

import msgspec
import numpy as np
import pytest

from app.forward_pass import InvalidInput
from app.forward_pass.digit import network_input
from app.tools.fool import ASKS, FoolRequest
from app.tools.networks import network
from app.wire.parsing import parser


def asked(**fields: Any) -> dict[str, Any]:
    """What the tool answers to these fields."""
    return in_turns(**fields)[0]


def in_turns(**fields: Any) -> tuple[dict[str, Any], int]:
    """The same, and how often it gave way."""
    run = ASKS["change"].answer(parser(FoolRequest)(fields))
    answer: dict[str, Any] = {}
    n_turns = 0
    while not answer:
        try:
            next(run)
            n_turns += 1
        except StopIteration as ended:
            answer = ended.value
    msgspec.msgpack.encode({k: v for k, v in answer.items() if not isinstance(v, np.ndarray)})
    return answer, n_turns


IMAGE = bytes(250 if 4 <= k // 28 < 24 and 12 <= k % 28 < 16 else 0 for k in range(784))  # a 1


def test_the_change_is_told_with_its_size_and_a_pass_reads_it_as_the_digit() -> None:
    found = asked(network="deep", input={"image": IMAGE}, target=7)
    assert found["before"].tobytes() == IMAGE
    after = network("deep").forward(network_input(found["image"].reshape(28, 28)))[-1].a
    assert int(after.argmax()) == 7
    assert float(after[7]) >= 0.5
    moved = (found["image"].astype(float) - found["before"]) / 255
    np.testing.assert_allclose(found["change"], moved, atol=1e-7)
    assert found["largest"] == pytest.approx(np.abs(moved).max())
    assert found["rms"] == pytest.approx(np.sqrt(np.square(moved).mean()))
    assert found["pixels"] == np.count_nonzero(moved)


def test_a_drawing_is_changed_as_the_digit_image_that_it_becomes() -> None:
    points = np.array([(30_000, 10_000), (30_000, 50_000)], "<u2").tobytes()
    drawn = {"points": points, "lengths": [2]}
    as_it_is, moved = (
        asked(network="classic", input=drawn | more, target=4, clear=False)["before"]
        for more in ({}, {"shift": [3, 0]})
    )
    assert np.array_equal(np.roll(as_it_is.reshape(28, 28), 3, axis=1).ravel(), moved)


def test_the_edited_network_is_fooled_and_not_the_shipped_one() -> None:
    held = [{"place": {"kind": "activation", "layer": 2, "neuron": 5, "value": 0}}]
    with pytest.raises(InvalidInput):
        asked(network="deep", input={"image": IMAGE}, target=5, edits=held)
    silent = [{"place": {"kind": "activation", "layer": 2, "neuron": 5}, "value": 0}]
    found, n_turns = in_turns(network="deep", input={"image": IMAGE}, target=5, edits=silent)
    assert found == {"found": False}
    assert n_turns > 10  # others are answered meanwhile, and whoever leaves ends it
    assert asked(network="deep", input={"image": IMAGE}, target=5)["found"]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"network": "../deep"}, "one of the server's networks"),
        ({"input": {"vector": [0] * 784}}, "a drawing or an image"),
        ({"input": {"image": b"123"}}, "784 bytes"),
        ({"target": 10}, "at most 9"),
        ({"more": 1}, "more"),
    ],
)
def test_what_cannot_be_fooled_is_refused_in_words(fields: dict[str, Any], expected: str) -> None:
    with pytest.raises(InvalidInput, match=expected):
        asked(**{"network": "deep", "input": {"image": IMAGE}, "target": 7} | fields)
