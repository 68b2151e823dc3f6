import numpy as np

from app.forward_pass import Drawing, normalise
from app.training.redraw import redraw
from tests.forward_pass.drawings import our_digits


def likeness(freedom: float) -> float:
    """How much redrawn digits look like the originals: the median correlation of pixels."""
    rng = np.random.default_rng(0)
    found = []
    for sample in our_digits():
        image, copy = normalise(sample.drawing).image, redraw(sample.drawing, rng, freedom)
        assert (copy != image).any()
        found.append(np.corrcoef(image.ravel(), copy.ravel())[0, 1])
    return float(np.median(found))


def test_is_another_picture_of_the_same_digit() -> None:
    assert 0.6 < likeness(1.0) < likeness(0.5) < likeness(0.0)


def test_without_freedom_only_the_pen_differs() -> None:
    assert likeness(0.0) > 0.9


def test_the_same_seed_draws_the_same() -> None:
    drawing = our_digits()[0].drawing
    first, again = (redraw(drawing, np.random.default_rng(5)) for _ in range(2))
    np.testing.assert_array_equal(first, again)


def test_a_dot_can_be_redrawn() -> None:
    assert redraw(Drawing.from_strokes([[(0.5, 0.5)]]), np.random.default_rng(0)).any()
