"""The attack, as a person runs it, only shorter: whoever is polite is answered, whatever it is."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from benchmarks.attack.patterns import PATTERNS
from tests.serving import ROOT


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What each pattern did in a second."""
    output = tmp_path_factory.mktemp("attack") / "attack.json"
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.attack", "--short", "--output", output],
        cwd=ROOT,
        env=dict(os.environ),
        capture_output=True,
        text=True,
        check=False,  # how quick it is depends on the machine
    )
    assert output.exists(), done.stderr
    found: list[dict[str, Any]] = json.loads(output.read_bytes())
    return found


@pytest.mark.timeout(600)
def test_every_pattern_is_tried_and_everybody_polite_is_answered_in_order(
    rows: list[dict[str, Any]],
) -> None:
    named = [row["pattern"] for row in rows]
    assert named == ["undisturbed", *(name for name, _ in PATTERNS.values())]
    for row in rows:
        assert row["answered"] > 0, row
        assert row["unanswered"] == 0, row  # nor out of order, nor refused
        assert row["sent"] > 0 or row["pattern"] == "undisturbed", row


@pytest.mark.timeout(600)
def test_no_pattern_takes_much_memory_or_leaves_a_traceback(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        assert row["peak"] <= 300, row
        assert row["tracebacks"] == 0, row
