import numpy as np
import pytest

from app.forward_pass import Drawing
from app.forward_pass.raster import FIT, OVERSAMPLE, PEN_WIDTH, SMALLEST, rasterise


def line(length: float) -> Drawing:
    """A level line in the middle of the pad."""
    return Drawing.from_strokes([[(0.5 - length / 2, 0.5), (0.5 + length / 2, 0.5)]])


@pytest.mark.parametrize("length", [0.1, 0.4, 1.0])
def test_the_pen_is_as_wide_at_every_size(length: float) -> None:
    image = np.asarray(rasterise(line(length)).image)
    ink = image[:, image.shape[1] // 2] > 127
    assert ink.sum() == pytest.approx(PEN_WIDTH * OVERSAMPLE, abs=1)


def test_the_ink_fills_the_longer_side_and_is_not_cut() -> None:
    raster = rasterise(line(0.7))
    inked = np.asarray(raster.image).any(axis=0)
    assert inked.all()
    assert raster.image.size == (FIT * OVERSAMPLE, FIT * OVERSAMPLE)


def test_the_box_covers_the_ink() -> None:
    raster = rasterise(Drawing.from_strokes([[(0.2, 0.3), (0.6, 0.3), (0.6, 0.9)]]))
    half = PEN_WIDTH / raster.scale / 2
    assert raster.box == pytest.approx((0.2 - half, 0.3 - half, 0.6 + half, 0.9 + half))
    height = raster.box.bottom - raster.box.top
    assert height * raster.scale == pytest.approx(FIT)


def test_a_speck_stays_a_speck() -> None:
    image = np.asarray(rasterise(Drawing.from_strokes([[(0.1, 0.9)]])).image)
    assert (image > 0).sum() < (1.5 * PEN_WIDTH * OVERSAMPLE) ** 2
    longest = np.asarray(rasterise(line(SMALLEST / 2)).image).any(axis=0).sum()
    assert longest < 0.75 * FIT * OVERSAMPLE
