"""Lesson 8: counting, and training with and without a shuffle."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.forward_pass import InvalidInput
from app.lessons import what_a_neuron_looks_for as lesson
from app.lessons.what_a_neuron_looks_for import Architecture, Training, count, train
from app.model_store import load
from app.paths import folder


@pytest.fixture
def few_digits(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Train for a moment, on digits of ours."""
    monkeypatch.delenv("FORWARD_PASS_MNIST", raising=False)
    monkeypatch.chdir(tmp_path)  # where nobody has fetched MNIST
    monkeypatch.setattr(lesson, "N_DRAWN", 500)
    monkeypatch.setattr(lesson, "HELD_OUT", 100)
    monkeypatch.setattr(lesson, "N_SEEN", 20_000)


def test_where_13002_comes_from() -> None:
    found = count(Architecture([784, 16, 16, 10]))
    assert [layer["weights"] for layer in found["layers"]] == [12_544, 256, 160]
    assert [layer["biases"] for layer in found["layers"]] == [16, 16, 10]
    assert found["total"] == 13_002


@pytest.mark.parametrize("name", ["classic", "deep", "linear", "one-hidden"])
def test_it_counts_as_the_network_itself(name: str) -> None:
    network = load(folder("models") / name).network
    found = count(Architecture(list(network.sizes)))
    assert found["total"] == network.n_parameters


@pytest.mark.parametrize(
    ("sizes", "named"),
    [
        ([784], "1 to 8 layers"),
        ([784] + [16] * 9, "1 to 8 layers"),
        ([784, 0, 10], "1 to 10,000 inputs or neurons"),
        ([784, 10_001, 10], "1 to 10,000 inputs or neurons"),
    ],
)
def test_an_architecture_beyond_a_limit_is_refused_with_its_name(
    sizes: list[int], named: str
) -> None:
    with pytest.raises(InvalidInput, match=named) as caught:
        count(Architecture(sizes))
    assert caught.value.code == "limit"


@pytest.mark.slow
@pytest.mark.usefixtures("few_digits")
def test_training_is_the_same_for_the_same_seed() -> None:
    first, again, other = (trained(seed) for seed in (1, 1, 2))
    for kind in ("plain", "shuffled"):
        assert np.array_equal(first[kind]["weights"], again[kind]["weights"])
        assert first[kind]["accuracy"] == again[kind]["accuracy"]
        assert not np.array_equal(first[kind]["weights"], other[kind]["weights"])
    assert first["order"] == again["order"] != other["order"]


@pytest.mark.slow
@pytest.mark.usefixtures("few_digits")
def test_a_shuffle_costs_nothing_and_is_undone_by_its_order() -> None:
    found = trained(0)
    assert (found["n_learned"], found["n_tested"]) == (500, 100)
    assert sorted(found["order"]) == list(range(784))
    plain, shuffled = found["plain"], found["shuffled"]
    assert plain["accuracy"] > 0.5  # five times what guessing has
    assert abs(plain["accuracy"] - shuffled["accuracy"]) <= 0.15

    undone = np.empty_like(shuffled["weights"])
    undone[:, found["order"]] = shuffled["weights"]
    # Neighbours are alike where pixels are in their places, and only there.
    assert likeness(plain["weights"]) > 0.3
    assert likeness(undone) > 0.3
    assert abs(likeness(shuffled["weights"])) < 0.1


def test_a_damaged_mnist_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FORWARD_PASS_MNIST", str(tmp_path))
    with pytest.raises(InvalidInput, match="a file that can be read"):
        trained(0)


@pytest.mark.slow
@pytest.mark.usefixtures("few_digits")
def test_training_gives_way_and_says_how_far_it_is() -> None:
    said = list(train(Training(0)))
    told = [each for each in said if each is not None]
    assert len(said) > len(told) > 3  # drawing digits anew gives way, too
    assert told == sorted(told)
    assert told[-1] == 1


def trained(seed: int) -> dict[str, Any]:
    """What training comes to."""
    run = train(Training(seed))
    while True:
        try:
            next(run)
        except StopIteration as ended:
            found: dict[str, Any] = ended.value
            return found


def likeness(W: np.ndarray) -> float:
    """How far a weight goes with its right neighbour's: their correlation."""
    grids = W.reshape(-1, 28, 28)
    return float(np.corrcoef(grids[:, :, 1:].ravel(), grids[:, :, :-1].ravel())[0, 1])
