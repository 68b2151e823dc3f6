from functools import partial
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from app.forward_pass import Drawing, raster
from app.forward_pass.digit import SIDE
from app.forward_pass.raster import (
    FIT,
    OVERSAMPLE,
    PEN_WIDTH,
    SMALLEST,
    rasterise,
    rasterise_pad,
)
from app.forward_pass.stroke import MAX_POINTS
from tests.forward_pass.drawings import our_digits


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


def ink_of_every_disc(
    points: NDArray[np.float64], starts: tuple[int, ...], width: float, size: int, _: object
) -> Image.Image:
    """What the shipped networks were trained on: a line a stroke, and a disc on every point."""
    image = Image.new("L", (size, size))
    pen = ImageDraw.Draw(image)
    for start, end in zip(starts, (*starts[1:], len(points)), strict=True):
        pen.line(points[start:end].ravel().tolist(), fill=255, width=round(width))
    for x, y in points.tolist():
        box = (x - width / 2, y - width / 2, x + width / 2, y + width / 2)
        pen.ellipse(box, fill=255)
    return image


def densified(drawing: Drawing, n: int) -> Drawing:
    """The same strokes with ``n`` points in all, as a slow hand or a fast pen leaves them."""
    strokes = np.split(drawing.points, drawing.starts[1:])
    share = n / len(drawing.points)
    dense = []
    for stroke in strokes:
        at = np.linspace(0, len(stroke) - 1, max(1, int(len(stroke) * share)))
        columns = [np.interp(at, range(len(stroke)), column) for column in stroke.T]
        dense.append(np.stack(columns, axis=1))
    return Drawing.from_strokes(dense)


def test_discs_that_are_left_out_change_no_pixel(monkeypatch: pytest.MonkeyPatch) -> None:
    digits = [sample.drawing for sample in our_digits()]
    drawings = [*digits, *(densified(each, n) for each in digits for n in (300, MAX_POINTS))]

    def images() -> list[bytes]:
        rasters = [(rasterise(each), rasterise_pad(each, SIDE)) for each in drawings]
        return [each.image.tobytes() for pair in rasters for each in pair]

    found = images()
    monkeypatch.setattr(raster, "_ink", ink_of_every_disc)
    assert found == images()


@pytest.mark.parametrize("lengths", [[MAX_POINTS], [1] * 2_000, [700, 1, 2, 1_297]])
@pytest.mark.parametrize("draw", [rasterise, partial(rasterise_pad, side=SIDE)])
def test_a_long_drawing_is_drawn_in_pieces(lengths: list[int], draw: Any) -> None:
    points = np.random.default_rng(4).random((sum(lengths), 2))
    pieces = 0

    def between() -> None:
        nonlocal pieces
        pieces += 1

    draw(Drawing.from_lengths(points, lengths), between=between)
    assert pieces >= sum(lengths) / 250
