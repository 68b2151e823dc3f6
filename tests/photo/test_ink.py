"""Photos that the tests make: what `deep` reads on them, and that it is the digit's ink alone."""

from dataclasses import replace

import numpy as np
import pytest

from app.forward_pass import InvalidInput, Network, normalise
from app.forward_pass.digit import network_input
from app.model_store import load
from app.paths import folder
from app.photo.decode import decoded
from app.photo.ink import find_ink
from app.photo.strokes import traced
from tests.photo.photos import Look, encoded, jpeg, photo

CHALK = Look(ink=(225, 225, 215), paper=(38, 44, 48), line=(80, 95, 105))
PENCIL = (110, 110, 115)
YELLOW = (245, 225, 90)

# One thing at a time, harder than in the crowd below; three digits each.
HARDER = {
    "perspective": Look(perspective=0.4, tilt=5, shadow=0.3),
    "thin pencil": Look(pen=0.02, ink=PENCIL, digit=0.3, shadow=0.4, texture=6),
    "thick marker": Look(pen=0.2, digit=0.8, shadow=0.3),
    "marker that fills the photo": Look(pen=0.15, digit=0.92, shadow=0.5),
    "blue on yellow": Look(paper=YELLOW, ink=(60, 90, 220), shadow=0.4),
    "red on yellow": Look(paper=YELLOW, ink=(220, 60, 60), shadow=0.4),
    "ruled": Look(lines=0.1, is_grid=False, tilt=4, shadow=0.4),
    "strong grid": Look(lines=0.05, line=(110, 130, 190), shadow=0.4, tilt=3, blur=1),
    "grid aslant": Look(lines=0.05, perspective=0.3, tilt=-8, blur=1),
    "a finger's shadow": Look(finger=0.5, shadow=0.2),
    "small": Look(digit=0.12, at=(0.4, 0.6), shadow=0.5, noise=6),
    "in a corner": Look(digit=0.3, at=(0.25, 0.3), shadow=0.5, noise=6),
    "noise": Look(noise=25, shadow=0.5),
    "chalk": replace(CHALK, texture=8, shadow=0.5),
    "pale": Look(ink=(170, 170, 175), shadow=0.6, noise=5),
    "upright": Look(size=(900, 1600), digit=0.6, shadow=0.6, lines=0.08),
    "a sheet on a table": Look(table=0.12, digit=0.15, pen=0.09, shadow=0.3),
    "a sheet on a black table": Look(table=0.08, digit=0.2, wood=(30, 30, 32), lines=0.05),
    "in the dark": Look(paper=(90, 88, 80), ink=(15, 15, 20), shadow=0.6, noise=6),
}


@pytest.fixture(scope="module")
def deep() -> Network:
    return load(folder("models") / "deep").network


def _read(network: Network, k: int, look: Look) -> tuple[int, int]:
    """The digit that was written, and the one that is read."""
    label, image = photo(k, look)
    mask = find_ink(decoded(jpeg(image, look.quality))).mask
    digit = normalise(traced(mask).drawing)
    outputs = network.forward(network_input(digit.image))[-1].a
    return label, int(outputs.argmax())


def crowd(n: int) -> list[Look]:
    """Photos of everything at once.

    Paper texture; shadows that take up to 60 % of the light; tilts up to 15°; blurs up to 2
    pixels; JPEG of quality 60; a third each on plain paper and on two grids; half of them dark on
    light, half light on dark.
    """
    rng = np.random.default_rng(15)
    return [
        replace(
            CHALK if k % 2 else Look(),
            tilt=rng.uniform(-15, 15),
            shadow=rng.uniform(0, 0.6),
            blur=rng.uniform(0, 2),
            lines=(0.0, 0.05, 0.08)[k % 3],
            pen=rng.uniform(0.05, 0.12),
            digit=rng.uniform(0.3, 0.6),
            seed=k,
        )
        for k in range(n)
    ]


def test_deep_reads_nine_of_ten_photos_of_our_digits(deep: Network) -> None:
    results = [_read(deep, 7 * k + k // 10, look) for k, look in enumerate(crowd(40))]
    wrong = [(k, label, found) for k, (label, found) in enumerate(results) if label != found]
    assert len(wrong) <= 0.1 * len(results), wrong


@pytest.mark.parametrize("name", HARDER)
def test_deep_reads_a_digit_also(deep: Network, name: str) -> None:
    for k in (12, 33, 51):
        label, found = _read(deep, k, HARDER[name])
        assert label == found, k


@pytest.mark.slow
def test_a_phones_photo_of_twelve_megapixels_is_read(deep: Network) -> None:
    label, found = _read(deep, 24, Look(size=(4000, 3000), shadow=0.5, blur=2, lines=0.04))
    assert label == found


def test_lines_of_the_paper_and_what_the_edge_cuts_off_are_no_ink() -> None:
    plain = find_ink(decoded(jpeg(photo(5, Look())[1]))).mask
    lined = find_ink(decoded(jpeg(photo(5, Look(lines=0.06))[1]))).mask
    assert abs(int(lined.sum()) - int(plain.sum())) < 0.1 * plain.sum()


def test_two_digits_on_a_photo_are_not_read_as_one_of_them() -> None:
    doubt = load(folder("models") / "doubt").network
    for k, beside in ((20, 40), (33, 61), (51, 12)):
        image = photo(k, Look(digit=0.4, at=(0.3, 0.5), beside=beside, shadow=0.3, lines=0.06))[1]
        mask = find_ink(decoded(jpeg(image))).mask
        digit = normalise(traced(mask).drawing)
        assert doubt.forward(network_input(digit.image))[-1].a.argmax() == 1, (k, beside)


@pytest.mark.parametrize("shade", [0, 128, 255])
def test_a_photo_without_ink_has_no_digit(shade: int) -> None:
    blank = photo(0, Look(ink=(shade, shade, shade), paper=(shade, shade, shade)))[1]
    with pytest.raises(InvalidInput, match="ink on paper"):
        find_ink(decoded(encoded(blank, "PNG")))


def test_a_dot_is_a_drawing_of_one_point() -> None:
    mask = np.zeros((40, 60), np.bool_)
    mask[20, 30] = True
    found = traced(mask)
    assert len(found.drawing.points) == 1
    assert found.corner == pytest.approx((0.5, 0.5), abs=0.01)


@pytest.mark.parametrize("radius", range(4, 150, 12))
def test_a_large_spot_is_read_too_and_not_called_a_drawing_without_points(radius: int) -> None:
    y, x = np.mgrid[:600, :900]
    mask = np.hypot(x - 450, y - 300) < radius
    assert normalise(traced(mask).drawing).image.any()


def test_a_pattern_of_squares_has_no_digit() -> None:
    squares = np.indices((900, 900)).sum(axis=0) // 8 % 2 == 0
    with pytest.raises(InvalidInput, match="found a pattern") as refused:
        traced(squares)
    assert refused.value.values == {"what": "ink"}


def test_where_the_digit_stands_is_told_in_a_square_around_the_photo() -> None:
    mask = np.zeros((100, 200), np.bool_)
    mask[40:60, 150] = True
    found = traced(mask)
    assert found.corner == (0.75, (40 + 50) / 200)
    assert found.size == 0.1
    assert np.ptp(found.drawing.points[:, 1]) > 0.9
