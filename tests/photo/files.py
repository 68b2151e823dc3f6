"""Files that are no photo that can be read, and one with much to hide."""

import struct
import zlib

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.photo.photos import Look, encoded, jpeg, photo


def _png(width: int, height: int, depth: int, colour: int, data: bytes) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def _animated(kind: str) -> bytes:
    frames = [Image.new("RGB", (64, 64), (k * 80, 0, 0)) for k in range(3)]
    return encoded(frames[0], kind, save_all=True, append_images=frames[1:], duration=50)


def with_metadata(image: Image.Image) -> bytes:
    """A JPEG with a camera's name, a place and a comment."""
    exif = Image.Exif()
    exif[0x010F] = "SECRET camera"
    exif.get_ifd(0x8825)[1] = "SECRET N"
    return encoded(image, "JPEG", exif=exif, comment=b"SECRET", xmp=b"<SECRET/>")


def _huge_webp() -> bytes:
    """A few bytes that claim 16,384 × 16,384."""
    head = bytes(4) + (16_383).to_bytes(3, "little") * 2
    body = b"WEBPVP8X" + struct.pack("<I", 10) + head
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _bloated_text() -> bytes:
    text = PngInfo()
    for k in range(40):
        text.add_text(f"k{k}", "a" * 1_000_000, zip=True)
    return encoded(Image.new("L", (64, 64)), "PNG", pnginfo=text)


_PAGE = photo(3, Look(size=(640, 480)))[1]
_SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><circle r="9"/></svg>'


def _stuffed() -> bytes:
    """A JPEG of 8 MB, nearly all of which says nothing."""
    data = jpeg(Image.new("L", (64, 64), 200))
    return data[:2] + b"\xff" * 8_000_000 + data[2:]


def _many_scans() -> bytes:
    """A progressive JPEG whose last layer of detail comes again and again."""
    data = jpeg(Image.new("L", (6_000, 4_000), 128), 10, progressive=True)
    last = data[data.rindex(b"\xff\xda") : -2]
    return data[:-2] + last * ((8_000_000 - len(data)) // len(last)) + data[-2:]


SLOW = (_many_scans(), _stuffed())

# What is told as the reason, and the file.
BAD: dict[str, tuple[str, bytes]] = {
    "nothing": ("broken", b""),
    "a text": ("other", b"This is my homework. " * 400),
    "a page": ("other", b"<!doctype html><title>no</title>" * 30),
    "rubbish": ("other", bytes(range(256)) * 40),
    "a JPEG's first bytes": ("broken", b"\xff\xd8\xff" + bytes(100)),
    "a truncated JPEG": ("broken", jpeg(_PAGE)[:9_000]),
    "a truncated PNG": ("broken", encoded(_PAGE, "PNG")[:20_000]),
    "a truncated WebP": ("broken", encoded(_PAGE, "WEBP")[:4_000]),
    "a PNG that is a bomb": ("pixels", _png(50_000, 50_000, 8, 2, zlib.compress(bytes(10**7), 9))),
    "a PNG whose size overflows": ("pixels", _png(2**31 - 1, 2**31 - 1, 16, 6, b"")),
    "a WebP that is a bomb": ("pixels", _huge_webp()),
    "a JPEG of 30 megapixels": ("pixels", jpeg(Image.new("L", (6_000, 5_000)))),
    "a PNG with bombs for texts": ("ink", _bloated_text()),
    "a GIF": ("gif", encoded(_PAGE, "GIF")),
    "an animated GIF called .png": ("gif", _animated("GIF")),
    "an animated PNG": ("moves", _animated("PNG")),
    "an animated WebP": ("moves", _animated("WEBP")),
    "an SVG": ("svg", _SVG),
    "an SVG with a head": ("svg", b'<?xml version="1.0"?>\n<!-- drawn -->\n' + _SVG),
    "HEIC": ("heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(400)),
    "AVIF": ("heic", b"\0\0\0\x18ftypavif\0\0\0\0mif1avif" + bytes(400)),
    "a TIFF": ("other", encoded(_PAGE, "TIFF")),
    "a BMP": ("other", encoded(_PAGE, "BMP")),
    "a PDF": ("other", b"%PDF-1.7\n" + bytes(100)),
    "a strip": ("small", jpeg(Image.new("L", (4_000, 20)))),
    "a dot": ("small", encoded(Image.new("L", (1, 1)), "PNG")),
    "white paper": ("ink", jpeg(Image.new("L", (640, 480), 230))),
}
