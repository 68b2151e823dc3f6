import numpy as np

from app.forward_pass import Drawing, normalise
from app.training.redraw import redraw
from tests.forward_pass.drawings import our_digits


def test_is_another_picture_of_the_same_digit() -> None:
    rng = np.random.default_rng(0)
    likeness = []
    for sample in our_digits():
        image = normalise(sample.drawing).image
        copy = redraw(sample.drawing, rng)
        assert (copy != image).any()
        likeness.append(np.corrcoef(image.ravel(), copy.ravel())[0, 1])
    assert np.median(likeness) > 0.6


def test_the_same_seed_draws_the_same() -> None:
    drawing = our_digits()[0].drawing
    first, again = (redraw(drawing, np.random.default_rng(5)) for _ in range(2))
    np.testing.assert_array_equal(first, again)


def test_a_dot_can_be_redrawn() -> None:
    assert redraw(Drawing.from_strokes([[(0.5, 0.5)]]), np.random.default_rng(0)).any()
