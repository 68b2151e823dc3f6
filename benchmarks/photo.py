"""Photos: how long one takes from file to answer, and the worst file until it is refused."""

import io
import time
from collections.abc import Iterator
from contextlib import suppress

import numpy as np
from PIL import Image, ImageDraw

from app.forward_pass import InvalidInput
from app.photos import Reader
from benchmarks.drawings import digits
from benchmarks.measure import Effort, Row, percentile

_PHONE, _LARGEST = (4_000, 3_000), (6_000, 4_000)
_MOST = 2_000.0  # ms until anything that is sent is answered


def rows(effort: Effort) -> Iterator[Row]:
    """One of our digits on paper, in files of three kinds; then a file of nothing but stuffing."""
    reader = Reader()
    files = {
        "phone's photo, JPEG of 12 megapixels": _file(_PHONE, "JPEG"),
        "photo of 24 megapixels, JPEG": _file(_LARGEST, "JPEG"),
        "the same as PNG": _file(_LARGEST, "PNG"),
        "the same as WebP": _file(_LARGEST, "WEBP"),
    }
    reader.read(files["phone's photo, JPEG of 12 megapixels"])  # its process starts
    for name, data in files.items():
        times = [_took(reader, data) for _ in range(effort.rounds)]
        yield Row(name=name, value=percentile(times, 50), unit="ms", target=_MOST)
    first, *_ = files.values()
    stuffed = first[:2] + b"\xff" * 7_000_000 + first[2:]
    worst = _took(reader, stuffed)
    yield Row(name="JPEG of stuffing, until it is refused", value=worst, unit="ms", target=_MOST)
    reader.end()


def _took(reader: Reader, data: bytes) -> float:
    begun = time.perf_counter()
    with suppress(InvalidInput):
        reader.read(data)
    return (time.perf_counter() - begun) * 1e3


def _file(size: tuple[int, int], kind: str) -> bytes:
    width, height = size
    grain = np.random.default_rng(1).normal(228, 4, (height // 4, width // 4)).astype(np.uint8)
    page = Image.fromarray(grain).resize(size).convert("RGB")
    pen, drawing = ImageDraw.Draw(page), digits()[2]
    points = drawing.points / np.ptp(drawing.points, axis=0).max() * height / 2
    points += np.array(size) / 2 - (points.min(axis=0) + points.max(axis=0)) / 2
    for start, end in zip(drawing.starts, (*drawing.starts[1:], len(points)), strict=True):
        stroke = [tuple(point) for point in points[start:end].tolist()]
        pen.line(stroke, fill=(35, 40, 60), width=height // 30, joint="curve")
    out = io.BytesIO()
    page.save(out, kind)
    return out.getvalue()
