"""A process that reads files, and a folder for what is added."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from app.config import Config
from app.own.adding import asked
from app.own.reading import Found, Request
from app.workers.process import Process

Ask = Callable[..., Found]


def pictures() -> bytes:
    """The pictures that the frameworks answered, as tests/fixtures/own/make.py makes them."""
    return np.random.default_rng(17).integers(0, 256, (10, 28, 28)).astype(np.uint8).tobytes()


@pytest.fixture(scope="session")
def ask() -> Iterator[Ask]:
    """What is found in a file."""
    process = Process()

    def found(file: Path, ground: float = 0.0, ink: float = 1.0) -> Found:
        return asked(process, Request(str(file), ground, ink, pictures()))

    yield found
    process.end()


@pytest.fixture
def config(models: Path, tmp_path: Path) -> Config:
    """A server's settings, with a folder of networks that is not there yet."""
    return Config(models=models, own=tmp_path / "networks")
