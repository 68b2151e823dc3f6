import numpy as np
import pytest

from app.training.data import Digits
from app.training.feed import Feed, redrawings
from app.training.warp import WarpRange
from tests.forward_pass.drawings import our_digits


def first_epochs(feed: Feed, n: int) -> list[tuple[np.ndarray, np.ndarray]]:
    return [(images[order], labels[order]) for images, labels, order in feed.epochs(n)]


def test_each_epoch_has_every_digit_once_in_an_order_of_its_own(t10k_digits: Digits) -> None:
    first, second = first_epochs(Feed(t10k_digits, None, seed=0), 2)
    flat = t10k_digits.images.reshape(-1, 784)
    for images, labels in (first, second):
        found = sorted(
            (row.tobytes(), int(label)) for row, label in zip(images, labels, strict=True)
        )
        pairs = zip(flat, t10k_digits.labels, strict=True)
        assert found == sorted((row.tobytes(), int(label)) for row, label in pairs)
    assert (first[1] != second[1]).any()
    assert (first[1] != t10k_digits.labels).any()


@pytest.mark.parametrize("warps", [None, WarpRange()])
def test_the_same_seed_feeds_the_same(t10k_digits: Digits, warps: WarpRange | None) -> None:
    runs = [first_epochs(Feed(t10k_digits, warps, seed=7), 3) for _ in range(2)]
    for (images, labels), (again, labels_again) in zip(*runs, strict=True):
        np.testing.assert_array_equal(images, again)
        np.testing.assert_array_equal(labels, labels_again)


def test_strokes_go_round(t10k_digits: Digits) -> None:
    feed = Feed(t10k_digits, None, seed=0)
    drawn = [np.full((2, 784), value, np.uint8) for value in (1, 2, 3)]
    feed.add_strokes(drawn, np.array([4, 5], np.uint8), sets=2)
    assert feed.size == len(t10k_digits.images) + 4
    seen = []
    for images, labels, _ in feed.epochs(3):
        mine = (images == images[:, :1]).all(axis=1) & (images[:, 0] > 0)
        seen.append(sorted(set(images[mine, 0].tolist())))
        assert sorted(labels[mine].tolist()) == [4, 4, 5, 5]
        assert len(images) == feed.size
    assert seen == [[1, 2], [1, 3], [2, 3]]


def test_no_epochs_feed_nothing(t10k_digits: Digits) -> None:
    assert list(Feed(t10k_digits, None, seed=0).epochs(0)) == []


def test_redrawings_report_how_far_they_are() -> None:
    samples = our_digits()[:3]
    heard: list[tuple[int, int]] = []
    drawn = redrawings(
        samples, 2, 1.0, np.random.default_rng(0), lambda done, total: heard.append((done, total))
    )
    assert heard == [(3, 6), (6, 6)]
    assert [images.shape for images in drawn] == [(3, 784), (3, 784)]
    assert (drawn[0] != drawn[1]).any()


def test_some_images_are_shown_as_they_are() -> None:
    images = np.random.default_rng(0).integers(0, 256, (1280, 28, 28), np.uint8)
    digits = Digits(images, np.zeros(1280, np.uint8), "noise")
    feed = Feed(digits, WarpRange(), seed=0, unwarped=0.5)
    epoch = next(feed.epochs(1))
    known = {each.tobytes() for each in images}
    same = sum(each.tobytes() in known for each in epoch.images)
    assert same % 128 == 0
    assert 0 < same < 1280
