"""A photo read, in a process of its own: every stage of it, and the digit image."""

from typing import Any

import msgspec
import numpy as np
from PIL import Image

from app.config import PHOTO_WORK
from app.forward_pass import normalise
from app.forward_pass.arrays import Grey
from app.photo.decode import decoded
from app.photo.ink import find_ink
from app.photo.strokes import traced
from app.workers.limit import working_at_most

SHOWN = 256  # pixels of the longer side of a stage, as it is shown


class PhotoRequest(msgspec.Struct, frozen=True):
    """A file, as it was chosen."""

    data: bytes


def read_photo(request: PhotoRequest) -> bytes:
    """The answer to a photo, in JSON; ends this process where that takes ``PHOTO_WORK``.

    Raises:
        InvalidInput: it cannot be read, or there is no digit on it.
    """
    with working_at_most(PHOTO_WORK):
        return _read(request.data)


def _read(data: bytes) -> bytes:
    photo = decoded(data)
    ink = find_ink(photo)
    trace = traced(ink.mask)
    digit = normalise(trace.drawing)
    stages = {
        "photo": _shown(photo),
        "grey": _shown(Image.fromarray(ink.grey)),
        "even": _shown(Image.fromarray(ink.even)),
        "ink": _shown(Image.fromarray(ink.mask.astype(np.uint8) * np.uint8(255))),
    }
    left, top, right, bottom = digit.box
    x, y = trace.corner
    answer = {
        "stages": stages,
        "digit": {
            "box": [x + left * trace.size, y + top * trace.size,
                    x + right * trace.size, y + bottom * trace.size],
            "scale": digit.scale / trace.size,
            "shift": digit.shift,
            "fitted": _bytes(digit.fitted),
        },
        "image": _bytes(digit.image),
    }  # fmt: skip
    return msgspec.json.encode(answer)


def _shown(image: Image.Image) -> dict[str, Any]:
    small = image.copy()
    small.thumbnail((SHOWN, SHOWN), Image.Resampling.BOX)
    return {"width": small.width, "height": small.height, "pixels": small.tobytes()}


def _bytes(image: Grey) -> bytes:
    return image.tobytes()
