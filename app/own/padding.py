"""What several kinds of files say in the same way: padding, and normalisation in use."""

from collections.abc import Sequence

import numpy as np

from app.own.chain import Array


def normalisation(
    gamma: Array, beta: Array, mean: Array, variance: Array, epsilon: float
) -> tuple[Array, Array]:
    """Batch normalisation in use, as a scale and a shift of each channel."""
    if not gamma.shape == beta.shape == mean.shape == variance.shape or (variance < 0).any():
        raise ValueError(
            "a normalisation's numbers are not of one length, or a variance is below 0"
        )
    scale = gamma / np.sqrt(variance + epsilon)
    return scale, beta - mean * scale


def same_padding(
    image: Sequence[int], window: Sequence[int], stride: Sequence[int], *, is_upper: bool = True
) -> list[int]:
    """The padding with which there are as many places as steps fit into the image."""
    before, after = [], []
    for side, size, step in zip(image, window, stride, strict=True):
        total = max(0, (-(-side // step) - 1) * step + size - side)
        less, more = total // 2, total - total // 2
        before.append(less if is_upper else more)
        after.append(more if is_upper else less)
    return before + after
