"""A class that draws while five ask all that is allowed, as a person runs it, only shorter."""

import json
import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from app.config import MAX_MESSAGE
from benchmarks.attack.edges import EDGES, edge
from benchmarks.frames import question
from tests.serving import ROOT


@pytest.mark.parametrize("kind", EDGES)
def test_a_message_is_at_random_and_yet_the_same_and_fits(kind: str) -> None:
    asked = {question(*edge(Random(seed), kind)) for seed in range(20)}  # noqa: S311
    assert asked == {question(*edge(Random(seed), kind)) for seed in range(20)}  # noqa: S311
    assert len(asked) > 1
    assert max(map(len, asked)) <= MAX_MESSAGE


@pytest.mark.timeout(300)
def test_pupils_keep_their_answers_whatever_others_may_ask(tmp_path: Path) -> None:
    output = tmp_path / "edges.json"
    arguments = ["--seconds", "3", "--seed", "1", "--output", str(output)]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.attack.fuzz", *arguments],
        cwd=ROOT,
        env=dict(os.environ),
        capture_output=True,
        text=True,
        check=False,  # how quick it is depends on the machine
    )
    assert output.exists(), done.stderr
    rows = json.loads(output.read_bytes())["rows"]
    assert {row["unit"] for row in rows} == {"ms", "MB", ""}
    assert rows[0]["value"] > 0
    for row in rows:
        if row["unit"] != "ms":
            assert row["met"], (row, done.stdout)
