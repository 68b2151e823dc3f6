"""Data for tests that holds nothing of MNIST: our own digits, as other hands would draw them."""

import gzip
import struct
from pathlib import Path

import numpy as np

from app.training.data import Digits
from app.training.redraw import redraw
from tests.forward_pass.drawings import our_digits


def digits(times: int, seed: int) -> Digits:
    """Each of our digits, redrawn so many times."""
    rng = np.random.default_rng(seed)
    samples = our_digits() * times
    images = np.stack([redraw(sample.drawing, rng) for sample in samples])
    labels = np.array([sample.label for sample in samples], np.uint8)
    return Digits(images, labels, "our digits, redrawn")


def unheard(*_: object) -> None:
    """Somebody who is told of progress and does nothing about it."""


def images_file(images: np.ndarray) -> bytes:
    """An IDX file of images."""
    return struct.pack(">4I", 2051, *images.shape) + images.astype(np.uint8).tobytes()


def labels_file(labels: np.ndarray) -> bytes:
    """An IDX file of labels."""
    return struct.pack(">2I", 2049, len(labels)) + labels.astype(np.uint8).tobytes()


def write_mnist(folder: Path, train: Digits, t10k: Digits) -> Path:
    """A folder of four files in MNIST's format."""
    folder.mkdir(parents=True, exist_ok=True)
    for part, (images, labels, _) in (("train", train), ("t10k", t10k)):
        write_gzip(folder / f"{part}-images-idx3-ubyte.gz", images_file(images))
        write_gzip(folder / f"{part}-labels-idx1-ubyte.gz", labels_file(labels))
    return folder


def write_gzip(file: Path, content: bytes) -> None:
    file.write_bytes(gzip.compress(content, 1))
