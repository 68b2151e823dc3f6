"""The tool "Break it", asked as the page asks it."""

from pathlib import Path
from typing import Any

import pytest

from app.forward_pass import InvalidInput
from app.tools.breaking import ASKS, BrokenRequest
from app.tools.samples import samples
from app.wire.parsing import parser
from tests.training.synthetic import digits as synthetic
from tests.training.synthetic import write_mnist


def measured(**fields: Any) -> list[dict[str, Any]]:
    """What the tool answers to these fields."""
    run = ASKS["measure"].answer(parser(BrokenRequest)({"network": "deep"} | fields))
    said: list[float] = []
    while True:
        try:
            said.append(next(run))
        except StopIteration as ended:
            assert said == sorted(said)
            read: list[dict[str, Any]] = ended.value["read"]
            return read


@pytest.fixture(autouse=True)
def _no_mnist(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("FORWARD_PASS_MNIST", raising=False)
    monkeypatch.setattr("app.lessons.digits.FETCHED_MNIST", tmp_path / "none")
    samples.cache_clear()


def edits(kind: str, value: float, **more: int) -> list[dict[str, Any]]:
    return [{"place": {"kind": kind, "layer": layer, **more}, "value": value} for layer in range(3)]


def test_a_network_that_is_not_broken_reads_as_it_was_trained() -> None:
    (ours,) = measured()
    assert ours["n"] == 1_000
    assert ours["right"] == ours["trained"] > 900


def test_beside_an_mnist_that_is_damaged_or_anothers_ours_are_still_counted(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("app.lessons.digits.FETCHED_MNIST", tmp_path)
    write_mnist(tmp_path, synthetic(1, 1), synthetic(1, 2))
    assert len(measured()) == 1
    (tmp_path / "t10k-images-idx3-ubyte.gz").write_bytes(b"half")
    assert len(measured()) == 1


def test_the_more_noise_the_fewer_digits_are_read_right() -> None:
    right = [measured(edits=edits("noise", value, seed=3))[0]["right"] for value in (0, 1, 3)]
    assert right[0] > 900
    assert right[0] > right[1] > right[2]
    again = measured(edits=edits("noise", 1, seed=3))[0]["right"]
    assert again == right[1]
    assert measured(edits=edits("noise", 1, seed=4))[0]["right"] != right[1]


def test_a_silenced_layer_leaves_one_answer_for_all() -> None:
    (ours,) = measured(edits=edits("activations", 0)[:1])
    assert ours["right"] < 200
    assert ours["trained"] > 900


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        ({"place": {"kind": "noise", "layer": 3, "seed": 1}, "value": 1}, "layer 0 to 2"),
        ({"place": {"kind": "noise", "layer": 0, "seed": 1}, "value": 11}, "noise of 0 to 10"),
        ({"place": {"kind": "noise", "layer": 0, "seed": 1}, "value": -1}, "noise of 0 to 10"),
        ({"place": {"kind": "noise", "layer": 0, "seed": 1_000_000}, "value": 1}, "at most 999999"),
        ({"place": {"kind": "biases", "layer": 0, "neuron": 1}, "value": 0}, "neuron"),
    ],
)
def test_what_cannot_be_broken_is_refused_in_words(edit: dict[str, Any], expected: str) -> None:
    with pytest.raises(InvalidInput, match=expected):
        measured(edits=[edit])
