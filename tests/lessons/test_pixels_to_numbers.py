"""Lesson 7: samples that are the same for the same seed, and what it starts with."""

from pathlib import Path

import msgspec
import numpy as np
import pytest

from app.forward_pass import InvalidInput, run_input
from app.forward_pass.digit import network_input
from app.lessons.pixels_to_numbers import FIRST, LESSON, N_DIGITS, SampleRequest, sample
from app.model_store import load_all
from app.paths import folder
from tests.training.synthetic import digits as synthetic
from tests.training.synthetic import write_mnist


@pytest.fixture
def no_mnist(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder to work in where MNIST is not."""
    monkeypatch.delenv("FORWARD_PASS_MNIST", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_sample_has_images_with_labels_and_counts_their_ink() -> None:
    found = sample(SampleRequest("ours", 3))
    images, inked = found["images"], found["inked"]
    assert images.shape == (N_DIGITS, 784)
    assert images.dtype == np.uint8
    assert len(found["labels"]) == N_DIGITS
    assert inked.tolist() == [(images[:, k] > 0).sum() for k in range(784)]
    assert found["black"] == (images.max(axis=0) == 0).sum()


def test_the_same_seed_draws_the_same_digits_and_another_one_others() -> None:
    one, same, other = (sample(SampleRequest("ours", seed))["images"] for seed in (1, 1, 2))
    assert np.array_equal(one, same)
    assert not np.array_equal(one, other)


def test_no_two_digits_are_drawn_by_the_same_hand() -> None:
    images = sample(SampleRequest("ours", 5, 7))["images"]
    assert len(np.unique(images, axis=0)) == N_DIGITS


@pytest.mark.parametrize("digit", range(10))
def test_a_sample_can_be_all_of_one_digit(digit: int) -> None:
    assert sample(SampleRequest("ours", 1, digit))["labels"] == [digit] * N_DIGITS


def test_ten_templates_read_most_of_them() -> None:
    linear = load_all(folder("models"))["linear"].network
    read = right = 0
    for seed in range(5):
        found = sample(SampleRequest("ours", seed))
        for image, label in zip(found["images"], found["labels"], strict=True):
            trace = run_input(network_input(image.reshape(28, 28)), linear)
            read += 1
            right += trace.ranking[0] == label
    assert 0.8 < right / read < 1


def test_without_mnist_only_ours_can_be_had(no_mnist: Path) -> None:
    del no_mnist
    assert not sample(SampleRequest("ours", 1))["has_mnist"]
    with pytest.raises(InvalidInput, match="MNIST on the server"):
        sample(SampleRequest("mnist", 1))


def test_mnist_is_used_where_the_settings_say_that_it_is(
    no_mnist: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_mnist(no_mnist / "given", synthetic(1, 1), synthetic(1, 2))
    monkeypatch.setenv("FORWARD_PASS_MNIST", str(no_mnist / "given"))
    found = sample(SampleRequest("mnist", 1))
    assert found["has_mnist"]
    assert found["images"].shape == (N_DIGITS, 784)


def test_mnist_is_used_where_it_was_fetched_to(no_mnist: Path) -> None:
    write_mnist(no_mnist / "data" / "mnist", synthetic(1, 1), synthetic(1, 2))
    assert sample(SampleRequest("ours", 1))["has_mnist"]
    assert len(sample(SampleRequest("mnist", 1))["labels"]) == N_DIGITS


def test_a_broken_mnist_is_refused_in_words(no_mnist: Path) -> None:
    (no_mnist / "data" / "mnist").mkdir(parents=True)
    with pytest.raises(InvalidInput, match="a file that can be read"):
        sample(SampleRequest("mnist", 1))


def test_it_starts_with_one_digit_of_ours() -> None:
    (first,) = LESSON.start["first"]["samples"]
    assert first["label"] == FIRST
    assert len(msgspec.json.encode(LESSON.start)) < 2_000
