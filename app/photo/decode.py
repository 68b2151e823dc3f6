"""From the bytes of a file to pixels, safely: by its content, bounded, and without its metadata.

Size and kind are read from the file's head before anything is unpacked. A JPEG is decoded at a
fraction of its size, so that a phone's photo takes no more memory than a small one.
"""

import io
import struct
import warnings
import zlib

import numpy as np
from PIL import Image

from app.config import MAX_PIXELS
from app.forward_pass.errors import InvalidInput
from app.photo.ink import SIDE
from app.photo.webp import small_webp

MOST_COPIED = 8_000_000  # pixels of a WebP that only Pillow can decode

_LEAST = 16  # pixels of the shorter side
_ORIENTATION = 0x0112  # EXIF's tag
_TURNED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_READABLE = {b"\xff\xd8\xff": "JPEG", b"\x89PNG\r\n\x1a\n": "PNG"}
_BROKEN = (
    OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, OverflowError, TypeError,
    struct.error, zlib.error, Image.DecompressionBombError,
)  # fmt: skip
_UNREADABLE = {
    b"GIF8": "gif",
    b"II*\0": "other",  # TIFF, and many cameras' raw files
    b"MM\0*": "other",
    b"BM": "other",
    b"%PDF": "other",
}

Image.MAX_IMAGE_PIXELS = None  # this module counts for itself, before anything is unpacked


def decoded(data: bytes) -> Image.Image:
    """The photo upright, in RGB, its longer side ``SIDE`` pixels; nothing else of the file.

    Raises:
        InvalidInput: not a photo that can be read; ``what`` says why.
    """
    kind = _kind(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd metadata, which is dropped
            return _pixels(data, kind)
    except MemoryError:
        raise _refusal("pixels", "a photo that fits the memory", "a larger one") from None
    except InvalidInput:
        raise
    except _BROKEN:
        raise _refusal("broken", "a whole file; send or save it anew", "a damaged one") from None


def _pixels(data: bytes, kind: str) -> Image.Image:
    planes = None
    if kind == "WEBP":
        width, height, has_alpha = _webp_head(data)
        if not has_alpha:
            planes = small_webp(data, max(1, max(width, height) // SIDE))
        if planes is None and width * height > MOST_COPIED:
            found = f"{width} × {height}, see-through"
            raise _refusal("clear", f"at most {MOST_COPIED / 1e6:g} megapixels of those", found)
    with Image.open(io.BytesIO(data), formats=[kind]) as file:
        _check_size(*file.size)
        if kind == "PNG" and getattr(file, "is_animated", False):
            raise _moves()
        if kind == "JPEG":
            file.draft(None, (SIDE, SIDE))
        if planes is None:
            file.load()
        turn = _TURNED.get(_orientation(file))
        image = planes or _small(file)
    image = image if turn is None else image.transpose(turn)
    scale = SIDE / max(image.size)
    size = (max(8, round(image.width * scale)), max(8, round(image.height * scale)))
    resized = image.resize(size, Image.Resampling.BILINEAR)
    resized.info = {}  # Pillow hands on what it read besides the pixels
    return resized


def _small(file: Image.Image) -> Image.Image:
    """RGB, the longer side at most twice ``SIDE``; what is transparent is white paper."""
    image = file
    has_alpha = "A" in image.mode or "transparency" in image.info
    if image.mode in ("P", "1", "PA"):
        image = image.convert("RGBA" if has_alpha else "L" if image.mode == "1" else "RGB")
    elif image.mode.startswith("I"):  # 16 bits a pixel
        deep = np.asarray(image)
        image = Image.fromarray((deep >> 8).astype(np.uint8))
    image = image.reduce(max(1, max(image.size) // SIDE))
    if image.mode in ("RGBA", "LA"):
        page = Image.new("RGBA", image.size, "white")
        page.alpha_composite(image.convert("RGBA"))
        image = page
    return image.convert("RGB")


def _orientation(file: Image.Image) -> int:
    try:
        return int(file.getexif().get(_ORIENTATION, 1))
    except _BROKEN:  # EXIF that cannot be read says nothing
        return 1


def _kind(data: bytes) -> str:
    for head, kind in _READABLE.items():
        if data.startswith(head):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    raise _refusal_of(data)


def _webp_head(data: bytes) -> tuple[int, int, bool]:
    """Its size, before its decoder makes room for it, and whether some of it is see-through."""
    kind, head = data[12:16], data[20:30]
    has_alpha = False
    if len(head) < 10:
        raise _refusal("broken", "a whole file; send or save it anew", "a damaged one")
    if kind == b"VP8X":
        if head[0] & 2:
            raise _moves()
        has_alpha = bool(head[0] & 16)
        width = 1 + int.from_bytes(head[4:7], "little")
        height = 1 + int.from_bytes(head[7:10], "little")
    elif kind == b"VP8L":
        bits = int.from_bytes(head[1:5], "little")
        has_alpha = bool(bits >> 28 & 1)
        width, height = 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    else:
        width = int.from_bytes(head[6:8], "little") & 0x3FFF
        height = int.from_bytes(head[8:10], "little") & 0x3FFF
    _check_size(width, height)
    return width, height, has_alpha


def _check_size(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        found = f"{width} × {height}"
        raise _refusal("pixels", f"a photo of at most {MAX_PIXELS / 1e6:g} megapixels", found)
    if min(width, height) < _LEAST or max(width, height) > 50 * min(width, height):
        found = f"{width} × {height}"
        raise _refusal("small", f"a photo of at least {_LEAST} × {_LEAST} pixels", found)


def _refusal_of(data: bytes) -> InvalidInput:
    """What it is instead, by its first bytes."""
    expected = "a photo as JPEG, PNG or WebP; save it as one of these"
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not data:
        return _refusal("broken", expected, "an empty file")
    if data[4:8] == b"ftyp":
        return _refusal("heic", expected, "HEIC, AVIF or a film")
    if start.startswith(b"<svg") or (
        start.startswith((b"<?xml", b"<!--", b"<!doctype")) and b"<svg" in start
    ):
        return _refusal("svg", expected, "an SVG")
    for head, what in _UNREADABLE.items():
        if data.startswith(head):
            return _refusal(what, expected, "another kind of file")
    return _refusal("other", expected, "no picture")


def _refusal(what: str, expected: str, found: str) -> InvalidInput:
    return InvalidInput("photo", expected, found, what=what)


def _moves() -> InvalidInput:
    return _refusal("moves", "a photo that stands still", "an animation")
