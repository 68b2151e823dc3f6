"""Mistakes: what is counted, in which order samples come, what a neuron likes, what is refused."""

import os
import tracemalloc
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any, get_args

import msgspec
import numpy as np
import pytest

from app.config import MAX_TILES
from app.forward_pass import InvalidInput, run_input
from app.forward_pass.digit import network_input
from app.model_store import load_all
from app.paths import folder
from app.tools.mistakes import (
    ASKS,
    N_LIKED,
    MatrixRequest,
    NeuronRequest,
    SamplesRequest,
    SourcesRequest,
    _kept,
    matrix,
    neuron,
    page,
    sources,
)
from app.tools.samples import N_OURS, Source, samples
from app.wire import parser
from tests.training.synthetic import digits as synthetic
from tests.training.synthetic import write_mnist

MNIST = os.environ.get("FORWARD_PASS_MNIST")
SOURCES: tuple[Source, ...] = get_args(Source)


@pytest.fixture
def no_mnist(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A folder to work in where MNIST is not."""
    monkeypatch.delenv("FORWARD_PASS_MNIST", raising=False)
    monkeypatch.chdir(tmp_path)
    samples.cache_clear()
    yield tmp_path
    samples.cache_clear()


def answer(asked: Generator[float, None, dict[str, Any]]) -> dict[str, Any]:
    """What a long question answers; how far it is goes from 0 to 1."""
    said = 0.0
    while True:
        try:
            progress = next(asked)
        except StopIteration as end:
            found: dict[str, Any] = end.value
            return found
        assert said <= progress < 1
        said = progress


def test_ours_are_the_same_every_time_and_no_two_of_them_alike() -> None:
    images = samples("ours").images
    samples.cache_clear()
    again = samples("ours")
    assert np.array_equal(images, again.images)
    assert len(np.unique(images, axis=0)) == N_OURS
    assert np.bincount(again.labels, minlength=10).min() >= 950


def test_the_matrix_counts_every_sample_once_and_its_shares_are_those_of_its_counts() -> None:
    found = answer(matrix(MatrixRequest("classic", "ours")))
    counts = np.array(found["counts"])
    assert counts.sum() == found["n"] == N_OURS
    assert counts.sum(axis=1).tolist() == np.bincount(samples("ours").labels).tolist()
    assert found["right"] == counts.trace()
    assert found["recall"] == pytest.approx(counts.diagonal() / counts.sum(axis=1))
    assert found["precision"] == pytest.approx(counts.diagonal() / counts.sum(axis=0))
    assert found["hardest"] == np.argmin(found["recall"])


def test_a_class_that_looks_at_every_network_has_each_read_once() -> None:
    networks = [each.network for each in load_all(folder("models")).values()]
    kept = [_kept(each, source) for each in networks for source in SOURCES]
    again = [_kept(each, source) for each in networks for source in SOURCES]
    assert all(one is other for one, other in zip(kept, again, strict=True))


def test_a_digit_that_is_never_answered_has_no_precision() -> None:
    found = answer(matrix(MatrixRequest("untrained", "ours")))
    assert None in found["precision"]
    assert None not in found["recall"]


def test_what_a_page_says_is_what_a_pass_of_each_sample_says() -> None:
    deep = load_all(folder("models"))["deep"].network
    found = answer(page(SamplesRequest("deep", "ours", "random", 40, 20, seed=3)))
    assert found["total"] == N_OURS
    for image, said, sure in zip(found["images"], found["answers"], found["sure"], strict=True):
        trace = run_input(network_input(image.reshape(28, 28)), deep)
        assert trace.ranking[0] == said
        assert trace.layers[-1].a[said] == pytest.approx(sure, abs=1e-5)


def test_pages_of_a_random_order_hold_every_sample_once() -> None:
    asked = [
        SamplesRequest("linear", "ours", "random", start, MAX_TILES, seed=7)
        for start in range(0, N_OURS, MAX_TILES)
    ]
    pages = [answer(page(each)) for each in asked]
    images = np.concatenate([each["images"] for each in pages])
    assert len(np.unique(images, axis=0)) == N_OURS
    other = answer(page(SamplesRequest("linear", "ours", "random", 0, MAX_TILES, seed=8)))
    assert not np.array_equal(pages[0]["images"], other["images"])


def test_by_digit_the_zeros_come_first() -> None:
    first = answer(page(SamplesRequest("classic", "ours", "digit", 0, 50)))
    last = answer(page(SamplesRequest("classic", "ours", "digit", N_OURS - 50, 50)))
    assert (first["labels"], last["labels"]) == ([0] * 50, [9] * 50)


def test_mistakes_are_mistakes_and_the_surest_come_first() -> None:
    counted = answer(matrix(MatrixRequest("classic", "ours")))
    mistakes, surest = (
        answer(page(SamplesRequest("classic", "ours", order, 0, MAX_TILES)))
        for order in ("mistakes", "surest")
    )
    for found in (mistakes, surest):
        assert found["total"] == counted["n"] - counted["right"]
        assert all(a != b for a, b in zip(found["labels"], found["answers"], strict=True))
    assert (np.diff(surest["sure"]) <= 0).all()


def test_a_cell_of_the_matrix_has_as_many_samples_as_it_counts() -> None:
    counts = answer(matrix(MatrixRequest("classic", "ours")))["counts"]
    for truth, read in ((4, 4), (4, 9), (9, 4), (0, 1)):
        asked = SamplesRequest("classic", "ours", "random", 0, 5, truth=truth, read=read)
        found = answer(page(asked))
        assert found["total"] == counts[truth][read]
        assert set(found["labels"]) <= {truth}
        assert set(found["answers"]) <= {read}


def test_beyond_the_last_sample_there_is_nothing() -> None:
    found = answer(page(SamplesRequest("classic", "ours", "random", N_OURS + 5, 5)))
    assert (len(found["images"]), found["labels"], found["total"]) == (0, [], N_OURS)


@pytest.mark.parametrize(("layer", "which"), [(0, 3), (1, 60), (2, 4)])
def test_a_neurons_page_is_what_the_passes_say(layer: int, which: int) -> None:
    deep = load_all(folder("models"))["deep"].network
    digits = samples("ours")
    tracemalloc.start()
    found = answer(neuron(NeuronRequest("deep", "ours", layer, which)))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 5 * 2**20  # thirty pages are asked for at once
    a = deep.forward(network_input(digits.images))[layer].a[:, which]
    assert found["means"] == pytest.approx(
        [a[digits.labels == k].mean() for k in range(10)], abs=1e-4
    )
    assert np.array_equal(found["weights"], deep.layers[layer].parameters["W"][which])
    assert found["bias"] == deep.layers[layer].parameters["b"][which]
    for side, extreme in (("most", a.max()), ("least", a.min())):
        assert len(found[side]["images"]) == N_LIKED
        image, said = found[side]["images"][0], found[side]["a"][0]
        assert said == pytest.approx(extreme, abs=1e-4)
        trace = run_input(network_input(image.reshape(28, 28)), deep)
        assert trace.layers[layer].a[which] == pytest.approx(said, abs=1e-4)


@pytest.mark.parametrize(("layer", "which"), [(3, 0), (0, 128), (2, 10)])
def test_a_neuron_that_is_not_there_is_refused(layer: int, which: int) -> None:
    with pytest.raises(InvalidInput, match=r"expected a (layer|neuron) from 0 to"):
        answer(neuron(NeuronRequest("deep", "ours", layer, which)))


def test_a_network_that_is_not_there_is_refused() -> None:
    with pytest.raises(InvalidInput, match="one of the server's networks"):
        answer(matrix(MatrixRequest("../deep", "ours")))


GOOD = {"network": "deep", "source": "ours", "order": "random", "start": 0, "n": 10}


@pytest.mark.parametrize(
    "wrong",
    [
        {"n": 0},
        {"n": MAX_TILES + 1},
        {"start": -1},
        {"order": "best"},
        {"source": "train"},
        {"seed": 1_000},
        {"truth": 10},
        {"read": -1},
        {"network": 4},
        {"more": 1},
    ],
)
def test_a_page_that_nobody_may_ask_for_is_refused(wrong: dict[str, object]) -> None:
    parse = parser(ASKS["page"].request)
    parse(GOOD)
    with pytest.raises(InvalidInput):
        parse(GOOD | wrong)


def test_without_mnist_ours_are_there(no_mnist: Path) -> None:
    del no_mnist
    assert sources(SourcesRequest())["sources"] == {"ours": True, "t10k": False}
    with pytest.raises(InvalidInput, match="mnist fetch"):
        answer(matrix(MatrixRequest("deep", "t10k")))


def test_digits_that_are_not_mnists_own_are_refused_by_their_hash(no_mnist: Path) -> None:
    write_mnist(no_mnist / "data" / "mnist", synthetic(1, 1), synthetic(1, 2))
    assert sources(SourcesRequest())["sources"]["t10k"]
    with pytest.raises(InvalidInput, match="MNIST’s own test digits"):
        answer(matrix(MatrixRequest("deep", "t10k")))


def test_an_mnist_that_was_half_downloaded_is_refused(no_mnist: Path) -> None:
    where = write_mnist(no_mnist / "data" / "mnist", synthetic(1, 1), synthetic(1, 2))
    file = where / "t10k-images-idx3-ubyte.gz"
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    with pytest.raises(InvalidInput, match="a whole gzip file"):
        answer(matrix(MatrixRequest("deep", "t10k")))


@pytest.mark.skipif(not MNIST, reason="FORWARD_PASS_MNIST is not set")
def test_the_matrix_of_mnist_has_the_cards_accuracy() -> None:
    card = msgspec.json.decode((folder("models") / "deep" / "network.json").read_bytes())
    found = answer(matrix(MatrixRequest("deep", "t10k")))
    assert found["name"] == "MNIST t10k"
    assert found["right"] in {score["correct"] for score in card["accuracy"].values()}
