import numpy as np
import pytest
from numpy.typing import NDArray

from app.forward_pass.arrays import Grey
from app.training.data import Digits
from app.training.warp import WarpBank, WarpRange

STILL = WarpRange(rotation=0, slant=0, zoom=0, aspect=0, shift=0, wobble=0, thickness=0)


@pytest.fixture(scope="module")
def images(t10k_digits: Digits) -> Grey:
    return t10k_digits.images.reshape(-1, 784)


def warped(images: Grey, limits: WarpRange, seed: int = 0, group: int = 1) -> Grey:
    """Images, of which so many share a warp."""
    rng = np.random.default_rng(seed)
    bank = WarpBank(20, limits, rng)
    groups = [images[start : start + group] for start in range(0, len(images), group)]
    return np.concatenate([bank(each, rng) for each in groups])


def test_a_warp_of_nothing_changes_nothing(images: Grey) -> None:
    # Parts of a pixel are rounded to 256ths: white may lose one of its 255 steps.
    assert np.abs(warped(images, STILL).astype(int) - images).max() <= 1


def test_the_same_seed_warps_the_same(images: Grey) -> None:
    np.testing.assert_array_equal(warped(images, WarpRange(), 3), warped(images, WarpRange(), 3))
    assert (warped(images, WarpRange(), 3) != warped(images, WarpRange(), 4)).any()


def test_a_group_shares_a_warp_and_others_do_not(images: Grey) -> None:
    same = np.repeat(images[:1], 12, axis=0)
    out = warped(same, WarpRange(), group=4)
    for start in (0, 4, 8):
        assert (out[start : start + 4] == out[start]).all()
    assert (out[0] != out[4]).any()


def test_shifts_move_the_ink(images: Grey) -> None:
    def centres(images: Grey) -> NDArray[np.float64]:
        ink = images.reshape(-1, 28, 28).astype(float)
        found: NDArray[np.float64] = (ink.sum(axis=1) @ np.arange(28)) / ink.sum(axis=(1, 2))
        return found

    moved = centres(warped(images, STILL._replace(shift=2.0))) - centres(images)
    assert 1 < moved.std() < 3


def test_thickness_changes_the_ink_both_ways(images: Grey) -> None:
    out = warped(images, STILL._replace(thickness=0.9))
    change = out.mean(axis=1) / images.mean(axis=1)
    assert change.min() < 0.75
    assert change.max() > 1.25


def test_a_warped_digit_keeps_most_of_its_ink(images: Grey) -> None:
    gentle = warped(images, WarpRange()._replace(thickness=0))
    assert gentle.mean() == pytest.approx(images.mean(), rel=0.1)


def test_a_blank_page_stays_blank() -> None:
    assert not warped(np.zeros((5, 784), np.uint8), WarpRange()).any()
