"""What the answers of every family are made of. Numbers travel as little-endian float32."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.forward_pass import InvalidInput
from app.forward_pass.arrays import Floats

WIRE = 3  # the version of the contract

_F32 = np.dtype("<f4")  # made once, not read from its name for every array

_LEVELS = 127  # of a byte with a sign, above 0

Answer = dict[str, Any]


def require_finite(*arrays: Floats) -> None:
    """Refuse to send what the page could not draw.

    Large weights, edits and vectors can drive a weighted sum beyond float32.

    Raises:
        InvalidInput: a number that is infinite or not a number.
    """
    finite = np.isfinite(np.concatenate(arrays, axis=None))  # all at once: a fifth of the time
    if np.count_nonzero(finite) < finite.size:
        raise InvalidInput("overflow", "results within float32", "infinite or not a number")


def f32(array: NDArray[Any]) -> bytes:
    """Numbers as they travel: float32, little-endian, row after row."""
    return np.asarray(array, _F32).tobytes()


def maps(a: Floats, shape: tuple[int, ...]) -> Answer:
    """Maps as they travel, to be looked at: a byte a neuron, −127 to 127, and a scale a map.

    ``a``: (..., n_out), arranged as ``shape``, (maps, height, width); a ≈ byte × scale.
    """
    by_map = a.reshape(*a.shape[:-1], shape[0], -1)
    scale = (np.abs(by_map).max(axis=-1) / _LEVELS).astype(np.float32)
    levels = np.rint(by_map / np.where(scale, scale, 1)[..., np.newaxis])
    return {"a": levels.astype(np.int8).tobytes(), "scale": f32(scale)}


def sent(array: NDArray[Any]) -> bytes | Answer:
    """An array in a lesson's answer: bytes as they are, marked as bytes; else float32."""
    return {"u8": array.tobytes()} if array.dtype == np.uint8 else f32(array)
