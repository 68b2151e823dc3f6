from itertools import pairwise

import numpy as np
import pytest

from app.forward_pass import normalise
from app.training.no_digits import SCRIBBLES, pair_of_images, scribble, side_by_side
from tests.forward_pass.drawings import our_digits


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


@pytest.mark.parametrize("kind", SCRIBBLES)
def test_a_scribble_has_ink_and_comes_again_with_its_seed(kind: str) -> None:
    random = rng()
    images = [normalise(scribble(kind, random)).image for _ in range(20)]
    assert min(image.sum() for image in images) > 0
    assert len({image.tobytes() for image in images}) == 20
    again = rng()
    np.testing.assert_array_equal(images[0], normalise(scribble(kind, again)).image)


def test_a_pair_is_a_digit_with_another_to_its_right() -> None:
    one, other = our_digits()[:2]
    pair = side_by_side(one.drawing, other.drawing, rng())
    n = len(one.drawing.points)
    assert len(pair.points) == n + len(other.drawing.points)
    assert len(pair.starts) == len(one.drawing.starts) + len(other.drawing.starts)
    assert pair.points[:n, 0].max() < pair.points[n:, 0].min()


def test_two_digit_images_side_by_side_are_normalised_as_one() -> None:
    images = [normalise(each.drawing).image for each in our_digits()]
    random = rng()
    for left, right in pairwise(images):
        pair = pair_of_images(left, right, random).astype(float)
        rows, columns = np.flatnonzero(pair.any(axis=1)), np.flatnonzero(pair.any(axis=0))
        assert max(np.ptp(rows), np.ptp(columns)) + 1 in (19, 20)
        centre = np.array(np.nonzero(pair)) @ pair[np.nonzero(pair)] / pair.sum()
        np.testing.assert_allclose(centre, 14, atol=1)
