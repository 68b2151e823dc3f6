"""Pen strokes drawn through our pipeline have MNIST's ink: as much of it, and as wide."""

import os
from pathlib import Path

import numpy as np
import pytest

from app.forward_pass import normalise
from app.forward_pass.arrays import Grey
from app.forward_pass.digit import CENTRE
from app.training.data import read_mnist, read_strokes

MNIST, STROKES = os.environ.get("FORWARD_PASS_MNIST"), os.environ.get("FORWARD_PASS_STROKES")

pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(
        not (MNIST and STROKES), reason="FORWARD_PASS_MNIST or FORWARD_PASS_STROKES is not set"
    ),
]


@pytest.fixture(scope="module")
def mnist() -> Grey:
    return read_mnist(Path(str(MNIST)), "train").images


@pytest.fixture(scope="module")
def drawn() -> Grey:
    samples = read_strokes(Path(str(STROKES)))
    return np.stack([normalise(sample.drawing).image for sample in samples])


def stroke_width(images: Grey) -> float:
    """Pixels: twice the area of the ink over the length of its edge, a long line's width.

    The edge's length comes from the steps between neighbours (total variation), where a slanted
    edge of the same length has up to √2 times as many steps, in MNIST's digits as in ours.
    """
    ink = images[:6000].astype(np.float32) / 255
    edge = np.abs(np.diff(ink, axis=1)).sum() + np.abs(np.diff(ink, axis=2)).sum()
    return float(2 * ink.sum() / edge)


def test_mean_ink(mnist: Grey, drawn: Grey) -> None:
    assert drawn.mean() == pytest.approx(mnist.mean(), rel=0.05)


def test_stroke_width(mnist: Grey, drawn: Grey) -> None:
    assert stroke_width(drawn) == pytest.approx(stroke_width(mnist), rel=0.07)


def test_the_ink_lies_in_the_same_place(mnist: Grey, drawn: Grey) -> None:
    for axis in (1, 2):
        profiles = [images.mean(axis=(0, axis)) for images in (mnist, drawn)]
        assert np.corrcoef(*profiles)[0, 1] > 0.95
        for profile in profiles:
            centre = (profile * np.arange(28)).sum() / profile.sum()
            assert centre == pytest.approx(CENTRE, abs=0.05)
