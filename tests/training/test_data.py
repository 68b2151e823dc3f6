import gzip
import json
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest

from app.forward_pass import normalise
from app.training.data import (
    MAX_DIGITS,
    MAX_STROKES_FILE,
    DataError,
    Digits,
    read_letters,
    read_mnist,
    read_strokes,
    split_by_writer,
)
from tests.forward_pass.drawings import DIGITS_FILE
from tests.training.synthetic import images_file, labels_file, write_gzip, write_mnist

IMAGES = np.arange(2 * 784, dtype=np.uint8).reshape(2, 28, 28)
LABELS = np.array([3, 9], np.uint8)
TWO = Digits(IMAGES, LABELS, "two")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_mnist(tmp_path, TWO, TWO)


def test_reads_what_was_written(folder: Path) -> None:
    images, labels, name = read_mnist(folder, "t10k")
    np.testing.assert_array_equal(images, IMAGES)
    np.testing.assert_array_equal(labels, LABELS)
    assert name == f"{folder} t10k, not MNIST"


def bomb() -> bytes:
    """A gzip file of 200 million zeros, behind a header that looks right."""
    packer = zlib.compressobj(wbits=31)
    packed = packer.compress(struct.pack(">4I", 2051, 2, 28, 28))
    for _ in range(200):
        packed += packer.compress(bytes(1_000_000))
    return packed + packer.flush()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "expected a header of 16 bytes, found 0 bytes"),
        (b"not gzip at all", "expected a gzip file, found"),
        (gzip.compress(images_file(IMAGES))[:-20], "expected a whole gzip file, found a truncated"),
        (gzip.compress(bytes(10)), "expected a header of 16 bytes, found 10 bytes"),
        (
            gzip.compress(labels_file(LABELS) + bytes(99)),
            "expected the magic number 2051, found 2049",
        ),
        (
            gzip.compress(struct.pack(">4I", 2051, 2, 32, 32) + bytes(2048)),
            "expected images of 28×28, found 32×32",
        ),
        (gzip.compress(images_file(IMAGES)[:-1]), "expected 1584 bytes for 2 digits, found 1583"),
        (gzip.compress(images_file(IMAGES) + b"x"), "expected 1584 bytes for 2 digits, found 1585"),
        (gzip.compress(images_file(IMAGES[:0])), f"expected 1 to {MAX_DIGITS} digits, found 0"),
        (
            gzip.compress(struct.pack(">4I", 2051, 2**32 - 1, 28, 28)),
            f"expected 1 to {MAX_DIGITS} digits, found 4294967295",
        ),
        (bomb(), "expected 1584 bytes for 2 digits, found more than 78400016"),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_refuses_images_that_are_none(folder: Path, content: bytes, message: str) -> None:
    file = folder / "t10k-images-idx3-ubyte.gz"
    file.write_bytes(content)
    with pytest.raises(DataError) as caught:
        read_mnist(folder, "t10k")
    assert str(caught.value).startswith(f"{file}: {message}")


def test_refuses_damaged_gzip(folder: Path) -> None:
    file = folder / "t10k-images-idx3-ubyte.gz"
    content = bytearray(gzip.compress(images_file(IMAGES)))
    content[-8] ^= 1  # in the checksum
    file.write_bytes(content)
    with pytest.raises(DataError, match="damaged"):
        read_mnist(folder, "t10k")


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        ([3], "expected 2 labels, one an image, found 1"),
        ([3, 10], "expected labels 0 to 9, found 10"),
    ],
)
def test_refuses_labels_that_do_not_fit(folder: Path, labels: list[int], message: str) -> None:
    write_gzip(folder / "t10k-labels-idx1-ubyte.gz", labels_file(np.array(labels)))
    with pytest.raises(DataError, match=message):
        read_mnist(folder, "t10k")


def test_says_which_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"train-images-idx3-ubyte\.gz: .* found no such file"):
        read_mnist(tmp_path, "train")


def write_strokes(tmp_path: Path, **changes: object) -> Path:
    """A strokes file of one diagonal line, with parts of it changed."""
    sample = {"label": 1, "writer": "w", "strokes": [[[0, 0], [50, 100]]]}
    file = tmp_path / "strokes.json"
    file.write_text(json.dumps({"box": [50, 100], "samples": [sample], **changes}))
    return file


def test_the_box_is_fitted_into_the_pad_with_its_shape_kept(tmp_path: Path) -> None:
    (sample,) = read_strokes(write_strokes(tmp_path))
    assert (sample.label, sample.writer) == (1, "w")
    np.testing.assert_allclose(sample.drawing.points, [[0.25, 0], [0.75, 1]], atol=1e-5)


def test_points_have_the_wires_precision(tmp_path: Path) -> None:
    (sample,) = read_strokes(write_strokes(tmp_path))
    steps = sample.drawing.points * 65_535
    np.testing.assert_allclose(steps, np.round(steps), atol=1e-9)


def test_a_writer_may_be_unknown_and_a_stroke_empty(tmp_path: Path) -> None:
    samples = [{"label": 0, "strokes": [[], [[1, 1]]]}]
    (sample,) = read_strokes(write_strokes(tmp_path, samples=samples))
    assert sample.writer == ""
    assert len(sample.drawing.points) == 1


def sample(**changes: object) -> list[dict[str, object]]:
    return [{"label": 1, "writer": "w", "strokes": [[[0, 0], [5, 5]]], **changes}]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"box": [0, 100]}, "a box with two sides above 0, found 0 × 100"),
        ({"box": [50]}, "a strokes file, found"),
        ({"box": None}, "a strokes file, found"),
        ({"samples": []}, "a strokes file, found Expected `array` of length >= 1"),
        ({"samples": 7}, "a strokes file, found"),
        ({"samples": sample(label=10)}, "a strokes file, found Expected `int` <= 9"),
        ({"samples": sample(label="")}, "a strokes file, found Expected `str` of length >= 1"),
        ({"samples": sample(label="x" * 21)}, "a strokes file, found Expected `str` of length <="),
        ({"samples": sample(label="A")}, "labels 0 to 9, found sample 0: 'A'"),
        ({"samples": sample(strokes=[[[1, 2, 3]]])}, "a strokes file, found"),
        ({"samples": sample(strokes=[[[1, "x"]]])}, "a strokes file, found"),
        ({"samples": sample(strokes=[])}, "1 to 5000 points in a drawing, found sample 0: 0"),
        ({"samples": sample(strokes=[[[1, 1]] * 5001])}, "found sample 0: 5001"),
        (
            {"samples": sample(strokes=[[[0, 0], [51, 0]]])},
            "points in the box of 50 × 100, found sample 0: x 0 to 51, y 0 to 0",
        ),
        ({"samples": sample(strokes=[[[0, -1]]])}, "found sample 0: x 0 to 0, y -1 to -1"),
    ],
)
def test_refuses_strokes_that_are_none(
    tmp_path: Path, changes: dict[str, object], message: str
) -> None:
    file = write_strokes(tmp_path, **changes)
    with pytest.raises(DataError) as caught:
        read_strokes(file)
    assert str(caught.value).startswith(f"{file}: expected ")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"null",
        b"[]",
        b'{"box": [1, 1], "samples": [{"label": 1, "strokes": [[[1e999, 0]]]}]}',
        b'{"box": [1, 1], "samples": [{"label": 1, "strokes": [[[NaN, 0]]]}]}',
        b'{"box": [1e999, 1], "samples": [{"label": 1, "strokes": [[[0, 0]]]}]}',
        b'{"box":' + b"[" * 100_000,
    ],
    ids=["empty", "bytes", "null", "array", "infinite point", "nan", "infinite box", "deep"],
)
def test_refuses_what_is_no_strokes_file(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "strokes.json"
    file.write_bytes(content)
    with pytest.raises(DataError, match="expected"):
        read_strokes(file)


def test_refuses_a_file_that_is_too_long_without_reading_it_all(tmp_path: Path) -> None:
    file = tmp_path / "strokes.json"
    with file.open("wb") as stream:
        stream.truncate(2**40)  # takes no room on disk
    with pytest.raises(DataError, match=f"at most {MAX_STROKES_FILE} bytes, found more"):
        read_strokes(file)


def test_refuses_a_folder_and_nothing(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nothing.json"):
        with pytest.raises(DataError, match="expected a file that can be read"):
            read_strokes(path)


def test_our_own_digits_are_a_strokes_file() -> None:
    samples = read_strokes(DIGITS_FILE)
    assert {each.label for each in samples} == set(range(10))
    assert all(normalise(each.drawing).image.any() for each in samples)


def test_splits_by_writer() -> None:
    samples = read_strokes(DIGITS_FILE)
    names = {each.writer for each in samples}
    chosen = {min(names)}
    theirs, others = split_by_writer(samples, chosen)
    assert {each.writer for each in theirs} == chosen
    assert {each.writer for each in others} == names - chosen
    assert len(theirs) + len(others) == len(samples)


def test_letters_and_digits_may_be_in_one_file(tmp_path: Path) -> None:
    file = write_strokes(tmp_path, samples=[*sample(label="A"), *sample(label=7)])
    assert [letter.label for letter in read_letters(file)] == ["A", "7"]
