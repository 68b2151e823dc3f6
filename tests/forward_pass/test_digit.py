import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.forward_pass import DigitImage, Drawing, InvalidInput, normalise
from app.forward_pass.arrays import Grey
from app.forward_pass.digit import CENTRE, MARGIN, Framing, framed, network_input
from tests.forward_pass.drawings import drawings, moved, our_digits


def centre_of_mass(image: Grey) -> tuple[float, float]:
    """(x, y) in pixels, of at least a little ink."""
    ink = image.astype(float)
    y, x = np.mgrid[: image.shape[0], : image.shape[1]]
    return float((ink * x).sum() / ink.sum()), float((ink * y).sum() / ink.sum())


def difference(a: DigitImage, b: DigitImage) -> float:
    """The part of the ink that is not in the same place, where shifts may differ by a rounding."""
    return float(np.abs(a.fitted.astype(int) - b.fitted).sum() / a.fitted.sum(dtype=int))


# Dots alone have so little ink that rounding to the raster's pixels is a tenth of it.
lines = drawings(shortest=5)


@given(drawing=lines, right=st.floats(-0.29, 0.29), down=st.floats(-0.29, 0.29))
def test_moving_a_drawing_hardly_changes_it(drawing: Drawing, right: float, down: float) -> None:
    assert difference(normalise(drawing), normalise(moved(drawing, 1, right, down))) < 0.05


@given(drawing=lines, scale=st.floats(0.3, 1.6))
def test_scaling_a_drawing_hardly_changes_it(drawing: Drawing, scale: float) -> None:
    extent = float(np.ptp(drawing.points, axis=0).max())
    assume(extent * min(1, scale) > 0.08)  # below that, what is small is meant to stay small
    assert difference(normalise(drawing), normalise(moved(drawing, scale, 0, 0))) < 0.05


@given(drawings())
def test_no_ink_is_cut_off(drawing: Drawing) -> None:
    digit = normalise(drawing)
    assert digit.image.sum(dtype=int) == digit.fitted.sum(dtype=int) > 0
    # The raster is averaged down; nothing is lost but each pixel's rounding.
    averaged = digit.raster.reshape(20, 4, 20, 4).mean(axis=(1, 3))
    np.testing.assert_allclose(digit.fitted, averaged, atol=0.51)


@given(drawings())
def test_the_centre_of_mass_comes_to_the_centre_of_the_field(drawing: Drawing) -> None:
    digit = normalise(drawing)
    for shift, centre in zip(digit.shift, centre_of_mass(digit.image), strict=True):
        if abs(shift) < MARGIN:
            assert abs(centre - CENTRE) <= 0.5 + 1e-4


@settings(deadline=None)
@given(data=st.data())
def test_our_digits_fit_the_box_that_mnists_fit(data: st.DataObject) -> None:
    drawing = data.draw(st.sampled_from(our_digits())).drawing
    rows, columns = np.nonzero(normalise(drawing).image)
    assert 18 <= max(np.ptp(rows), np.ptp(columns)) + 1 <= 20


def test_every_stage_is_kept() -> None:
    digit = normalise(our_digits()[0].drawing)
    assert (digit.raster.shape, digit.fitted.shape, digit.image.shape) == (
        (80, 80),
        (20, 20),
        (28, 28),
    )
    assert {stage.dtype for stage in (digit.raster, digit.fitted, digit.image)} == {np.dtype("u1")}
    left, top = MARGIN + digit.shift[0], MARGIN + digit.shift[1]
    np.testing.assert_array_equal(digit.image[top : top + 20, left : left + 20], digit.fitted)


def test_no_stage_can_be_changed() -> None:
    digit = normalise(our_digits()[0].drawing)
    for stage in (digit.raster, digit.fitted, digit.image):
        with pytest.raises(ValueError, match="read-only"):
            stage[0, 0] = 1


def test_as_drawn_is_the_pad_in_pixels() -> None:
    # A level line a quarter down the pad, over its left half.
    drawing = Drawing.from_strokes([[(0.1, 0.25), (0.5, 0.25)]])
    digit = framed(drawing, Framing(centred=False))
    assert digit.image.shape == digit.fitted.shape == (28, 28)
    assert (digit.box, digit.scale, digit.shift) == ((0, 0, 1, 1), 28, (0, 0))
    rows, columns = np.nonzero(digit.image > 127)
    assert (rows.min(), rows.max()) == (6, 7)  # 0.25 × 28 = 7, and the pen is 2.2 pixels wide
    assert columns.min() == pytest.approx(0.1 * 28 - 1, abs=1)
    assert columns.max() == pytest.approx(0.5 * 28 + 1, abs=1)


def test_framed_as_mnist_is_normalised() -> None:
    for digit in our_digits()[:5]:
        np.testing.assert_array_equal(framed(digit.drawing).image, normalise(digit.drawing).image)


@given(right=st.integers(-14, 14), down=st.integers(-14, 14), centred=st.booleans())
def test_a_shift_moves_every_pixel_and_cuts_off_what_leaves(
    right: int, down: int, centred: bool
) -> None:
    drawing = our_digits()[0].drawing
    at_rest = framed(drawing, Framing(centred))
    moved = framed(drawing, Framing(centred, (right, down)))
    for y in range(28):
        for x in range(28):
            inside = 0 <= x - right < 28 and 0 <= y - down < 28
            expected = at_rest.image[y - down, x - right] if inside else 0
            assert moved.image[y, x] == expected
    assert moved.shift == (at_rest.shift[0] + right, at_rest.shift[1] + down)
    np.testing.assert_array_equal(moved.fitted, at_rest.fitted)


@pytest.mark.parametrize("shift", [(15, 0), (0, -15)])
def test_a_shift_out_of_the_field_is_refused(shift: tuple[int, int]) -> None:
    with pytest.raises(InvalidInput, match="a shift of -14 to 14 pixels"):
        Framing(shift=shift)


def test_a_single_tap_is_a_dot_in_the_middle() -> None:
    image = normalise(Drawing.from_strokes([[(0.03, 0.98)]])).image
    assert centre_of_mass(image) == pytest.approx((CENTRE, CENTRE), abs=0.5)
    assert 0 < (image > 0).sum() < 25


def test_a_network_reads_bytes_as_parts_of_white() -> None:
    images = np.array([[[0, 51], [102, 255]]], np.uint8)
    a = network_input(images)
    assert a.dtype == np.float32
    np.testing.assert_allclose(a, [[0, 0.2, 0.4, 1]])
    np.testing.assert_array_equal(network_input(images[0]), a[0])
