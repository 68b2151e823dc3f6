"""Readers of the data that networks are trained on and measured with.

MNIST is four gzip files of the IDX format (LeCun, Cortes, Burges); pen strokes are a strokes file
of ours. Both are read in bounded memory and time, and a file that is not what it should be raises
one plain error.
"""

import gzip
import hashlib
import math
import zlib
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Annotated, NamedTuple, TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from app.files import open_regular
from app.forward_pass import Drawing, InvalidInput
from app.forward_pass.arrays import Grey
from app.forward_pass.digit import SIDE
from app.wire import PAD

# SHA-256 of what is inside each file; the gzip wrapping may differ from mirror to mirror.
MNIST_SHA256 = {
    "train-images-idx3-ubyte": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    "t10k-images-idx3-ubyte": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "t10k-labels-idx1-ubyte": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
}
MAX_DIGITS = 100_000  # in one file of either kind
MAX_STROKES_FILE = 32 * 1024 * 1024  # bytes

_IMAGES_MAGIC = 2051
_LABELS_MAGIC = 2049
_TEN = frozenset("0123456789")


class DataError(Exception):
    """A file of data is missing or is not what it should be."""

    def __init__(self, file: Path, expected: str, found: str) -> None:
        super().__init__(f"{file}: expected {expected}, found {found}")
        self.file = file
        self.expected = expected
        self.found = found


class Digits(NamedTuple):
    """Digit images with what they show.

    ``images``: (n, 28, 28); ``labels``: (n,), 0 to 9; ``name``: what the data are called on cards.
    """

    images: Grey
    labels: NDArray[np.uint8]
    name: str


class Letter(NamedTuple):
    """Something that somebody drew, and what it is: a letter, or a digit by its name."""

    label: str
    writer: str
    drawing: Drawing


class Sample(NamedTuple):
    """One digit that somebody drew. ``writer`` is "" where nobody knows."""

    label: int
    writer: str
    drawing: Drawing


_Written = TypeVar("_Written", Sample, Letter)


def read_mnist(folder: Path, part: str) -> Digits:
    """MNIST, or other digits in its format, from a folder of its four gzip files.

    ``part`` is "train" or "t10k". The digits are named "MNIST train" or "MNIST t10k" only if the
    contents are MNIST's own.

    Raises:
        DataError: a file is missing, truncated or not of its format, or the two do not match.
    """
    images_file = folder / f"{part}-images-idx3-ubyte.gz"
    labels_file = folder / f"{part}-labels-idx1-ubyte.gz"
    images, images_are_mnist = _read_idx(images_file, _IMAGES_MAGIC, (SIDE, SIDE))
    labels, labels_are_mnist = _read_idx(labels_file, _LABELS_MAGIC, ())
    if len(labels) != len(images):
        raise DataError(labels_file, f"{len(images)} labels, one an image", f"{len(labels)}")
    if labels.max() > 9:
        raise DataError(labels_file, "labels 0 to 9", f"{labels.max()}")
    is_mnist = images_are_mnist and labels_are_mnist
    return Digits(images, labels, f"MNIST {part}" if is_mnist else f"{folder} {part}, not MNIST")


def _read_idx(file: Path, magic: int, shape: tuple[int, ...]) -> tuple[Grey, bool]:
    """One IDX file: magic number, counts (big-endian uint32 each), then the bytes.

    Also says whether they are MNIST's own.
    """
    header = 4 * (2 + len(shape))
    each = math.prod(shape)
    most = header + MAX_DIGITS * each
    content = _unzip(file, most)
    if len(content) < header:
        raise DataError(file, f"a header of {header} bytes", f"{len(content)} bytes")
    found_magic, n, *sides = np.frombuffer(content, ">u4", 2 + len(shape)).tolist()
    if found_magic != magic:
        raise DataError(file, f"the magic number {magic}", f"{found_magic}")
    if tuple(sides) != shape:
        raise DataError(file, f"images of {SIDE}×{SIDE}", "×".join(map(str, sides)))
    if not 1 <= n <= MAX_DIGITS:
        raise DataError(file, f"1 to {MAX_DIGITS} digits", f"{n}")
    if len(content) != header + n * each:
        found = f"{len(content)}" if len(content) <= most else f"more than {most}"
        raise DataError(file, f"{header + n * each} bytes for {n} digits", found)
    is_mnist = hashlib.sha256(content).hexdigest() == MNIST_SHA256[file.stem]
    return np.frombuffer(content, np.uint8, offset=header).reshape(n, *shape), is_mnist


def _unzip(file: Path, most: int) -> bytes:
    """What is in a gzip file, up to one byte more than ``most``."""
    try:
        with open_regular(file) as packed, gzip.open(packed) as stream:
            return stream.read(most + 1)
    except gzip.BadGzipFile:
        raise DataError(file, "a gzip file", "another kind, or a damaged one") from None
    except (EOFError, zlib.error):
        raise DataError(file, "a whole gzip file", "a truncated or damaged one") from None
    except OSError as error:
        raise DataError(file, "a file that can be read", f"{_plain(error)}") from None


def _plain(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


class _StrokesSample(msgspec.Struct):
    label: (
        Annotated[int, msgspec.Meta(ge=0, le=9)]
        | Annotated[str, msgspec.Meta(min_length=1, max_length=20)]
    )
    strokes: list[list[tuple[float, float]]]
    writer: str = ""


class _StrokesFile(msgspec.Struct):
    box: tuple[float, float]
    samples: Annotated[list[_StrokesSample], msgspec.Meta(min_length=1, max_length=MAX_DIGITS)]


def read_strokes(file: Path) -> list[Sample]:
    """The digits of a strokes file that has nothing else.

    Raises:
        DataError: see ``read_letters``, or a label that is no digit.
    """
    samples = []
    for k, letter in enumerate(read_letters(file)):
        if not is_digit(letter.label):
            raise DataError(file, "labels 0 to 9", f"sample {k}: {letter.label!r}")
        samples.append(Sample(int(letter.label), letter.writer, letter.drawing))
    return samples


def read_letters(file: Path) -> list[Letter]:
    """A strokes file, brought from box units to the pad and the wire's precision.

    The box is fitted into the pad, its shape kept, and points are rounded as on their way from a
    browser, so that a sample is what drawing it on the page would give.

    Raises:
        DataError: the file is missing, too long, not a strokes file, or has points off its box.
    """
    try:
        with open_regular(file) as stream:
            content = stream.read(MAX_STROKES_FILE + 1)
    except OSError as error:
        raise DataError(file, "a file that can be read", f"{_plain(error)}") from None
    if len(content) > MAX_STROKES_FILE:
        raise DataError(file, f"at most {MAX_STROKES_FILE} bytes", "more")
    try:
        decoded = msgspec.json.decode(content, type=_StrokesFile)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise DataError(file, "a strokes file", f"{error}") from None
    width, height = decoded.box
    if not (0 < width < np.inf and 0 < height < np.inf):
        raise DataError(file, "a box with two sides above 0", f"{width:g} × {height:g}")
    letters = []
    for k, sample in enumerate(decoded.samples):
        try:
            strokes = [_to_pad(stroke, width, height) for stroke in sample.strokes if stroke]
            drawing = Drawing.from_strokes(strokes)
        except InvalidInput as error:
            where = f"sample {k}: {error.found}"
            raise DataError(file, error.expected, where) from None
        letters.append(Letter(str(sample.label), sample.writer, drawing))
    return letters


def is_digit(label: str) -> bool:
    """Whether a label names one of the ten digits."""
    return label in _TEN


def _to_pad(stroke: list[tuple[float, float]], width: float, height: float) -> NDArray[np.float64]:
    points = np.array(stroke)
    side, size = max(width, height), np.array((width, height))
    if not (points.min() >= 0 and (points <= size).all()):
        low, high = points.min(axis=0), points.max(axis=0)
        raise InvalidInput(
            "points",
            f"points in the box of {width:g} × {height:g}",
            f"x {low[0]:g} to {high[0]:g}, y {low[1]:g} to {high[1]:g}",
        )
    on_pad = (points + (side - size) / 2) / side
    quantised: NDArray[np.float64] = np.round(on_pad * PAD) / PAD
    return quantised


def split_by_writer(
    samples: Iterable[_Written], writers: Collection[str]
) -> tuple[list[_Written], list[_Written]]:
    """The samples of these writers, and those of all others."""
    theirs: list[_Written] = []
    others: list[_Written] = []
    for sample in samples:
        (theirs if sample.writer in writers else others).append(sample)
    return theirs, others
