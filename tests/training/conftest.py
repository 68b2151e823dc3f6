from pathlib import Path

import pytest
from hypothesis import settings

from app.training.data import Digits
from tests.training.synthetic import digits, write_mnist

# A shared machine may stand still for a moment: time is for the benchmarks to judge.
settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")


@pytest.fixture(scope="session")
def train_digits() -> Digits:
    return digits(30, seed=0)


@pytest.fixture(scope="session")
def t10k_digits() -> Digits:
    return digits(5, seed=1)


@pytest.fixture(scope="session")
def mnist_folder(
    train_digits: Digits, t10k_digits: Digits, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    return write_mnist(tmp_path_factory.mktemp("mnist"), train_digits, t10k_digits)
