"""A short run of `make fuzz`; the long one takes minutes."""

from pathlib import Path

import pytest

from tests.fuzz.run import fuzz_files, fuzz_packets

pytestmark = pytest.mark.slow


def test_malformed_packets_harm_nobody(tmp_path: Path) -> None:
    assert "answered" in fuzz_packets(400, 1, tmp_path)


def test_altered_files_are_read_or_refused(tmp_path: Path) -> None:
    assert "refused" in fuzz_files(200, 1, tmp_path)
