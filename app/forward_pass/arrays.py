"""Array types of the core, and the one way to make an array that nobody can change."""

from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Grey = NDArray[np.uint8]  # 0 black … 255 white

LARGEST = float(np.finfo(np.float32).max)

_Array = TypeVar("_Array", bound=NDArray[Any])


def frozen(array: _Array) -> _Array:
    """The same array, marked read-only."""
    array.setflags(write=False)
    return array
