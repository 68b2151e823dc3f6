"""WebP, in a third of the memory that Pillow takes: it keeps a large photo four times over.

libwebp, which Pillow brings along, gives the three planes of a photo (brightness, and two of
colour at half the size). Where it cannot be called, and for see-through pictures, Pillow decodes.
"""

import ctypes
from collections.abc import Callable
from typing import Any

import numpy as np
from PIL import Image

from app.forward_pass.arrays import Floats


def small_webp(data: bytes, factor: int) -> Image.Image | None:
    """An RGB picture, ``factor`` times smaller; None where libwebp cannot be called.

    Raises:
        ValueError: it is damaged.
    """
    library = _library()
    if library is None:
        return None
    decode, free = library
    width, height, stride, half_stride = (ctypes.c_int() for _ in range(4))
    u, v = ctypes.c_void_p(), ctypes.c_void_p()
    numbers = (width, height, u, v, stride, half_stride)
    y = decode(data, len(data), *map(ctypes.byref, numbers))
    if not y:
        raise ValueError("expected a whole WebP")
    try:
        size = (width.value, height.value)
        half = ((size[0] + 1) // 2, (size[1] + 1) // 2)
        bright = _plane(y, size, stride.value).reduce(factor)
        colours = [
            _plane(each.value or 0, half, half_stride.value).resize(bright.size, reducing_gap=2.0)
            for each in (u, v)
        ]
    finally:
        free(y)
    # Of their 256 steps video's planes use 219 and 224 (ITU-R BT.601).
    full = [_stretched(bright, 16, 219, 0), *(_stretched(each, 128, 224, 128) for each in colours)]
    return Image.merge("YCbCr", full).convert("RGB")


def _plane(address: int, size: tuple[int, int], stride: int) -> Image.Image:
    n = stride * (size[1] - 1) + size[0]
    content = (ctypes.c_uint8 * n).from_address(address)
    return Image.frombuffer("L", size, content, "raw", "L", stride, 1)  # type: ignore[arg-type]  # any buffer


def _stretched(plane: Image.Image, zero: int, steps: int, to: int) -> Image.Image:
    values: Floats = (np.asarray(plane, np.float32) - zero) * np.float32(255 / steps) + to
    return Image.fromarray(np.clip(np.round(values), 0, 255).astype(np.uint8))


def _library() -> tuple[Callable[..., Any], Callable[..., Any]] | None:
    """What decodes, and what frees its planes."""
    try:
        from PIL import _webp

        library = ctypes.CDLL(_webp.__file__)
        decode, free = library.WebPDecodeYUV, library.WebPFree
    except (ImportError, OSError, AttributeError):  # built into Pillow, on Windows for example
        return None
    decode.restype = ctypes.c_void_p
    decode.argtypes = [ctypes.c_char_p, ctypes.c_size_t, *[ctypes.c_void_p] * 6]
    free.restype = None
    free.argtypes = [ctypes.c_void_p]
    return decode, free
