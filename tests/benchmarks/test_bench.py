"""The bench and the soak, run as a person runs them, only shorter."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.serving import ROOT


def run(tmp_path: Path, models: Path, *arguments: str) -> list[dict[str, Any]]:
    """The figures that a program of the bench writes."""
    output = tmp_path / "figures.json"
    done = subprocess.run(
        [sys.executable, "-m", *arguments, "--output", output],
        cwd=ROOT,
        env={**os.environ, "FORWARD_PASS_MODELS": str(models)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert output.exists(), done.stderr
    figures = json.loads(output.read_bytes())
    if figures["left_out"]:
        pytest.skip(f"left out: {figures['left_out']}")
    rows: list[dict[str, Any]] = figures["rows"]
    return rows


@pytest.mark.timeout(240)
@pytest.mark.parametrize(
    "section",
    ["live", "crowd", "classroom", "lessons", "learning", "photo", "payload", "start"],
)
def test_each_section_measures(tmp_path: Path, models: Path, section: str) -> None:
    are_measured(run(tmp_path, models, "benchmarks", section, "--quick"))


@pytest.mark.timeout(240)
@pytest.mark.parametrize("section", ["forward", "convolution", "fool"])
def test_networks_that_have_learned_are_measured(tmp_path: Path, section: str) -> None:
    are_measured(run(tmp_path, ROOT / "models", "benchmarks", section, "--quick"))


def are_measured(rows: list[dict[str, Any]]) -> None:
    assert rows
    for row in rows:
        assert row["value"] >= 0
        bounded = row["value"] if row["ratio"] is None else row["ratio"]
        assert row["met"] == (None if row["target"] is None else bounded <= row["target"])
        assert (row["ratio"] is None) == (row["peer"] is None)


@pytest.mark.browser
@pytest.mark.timeout(180)
def test_the_browser_is_measured(tmp_path: Path, models: Path) -> None:
    rows = run(tmp_path, models, "benchmarks", "screen", "--quick")
    pointer, frame, left_out, view, step, neuron, typed = rows
    assert "pointer event" in pointer["name"]
    assert 0 < frame["value"] < 1_000
    assert -100 <= left_out["value"] <= 100  # %, less those of an empty page
    assert 10 < view["value"] < 1_000  # kB
    assert step["value"] >= 1  # frames
    assert neuron["value"] >= 1
    assert 0 < typed["value"] < 1_000  # ms: none that never came


@pytest.mark.browser
def test_people_come_back_to_a_server_that_is_killed_or_stopped(
    tmp_path: Path, models: Path
) -> None:
    killed, stopped, silent = run(tmp_path, models, "benchmarks.faults", "--short")
    assert killed["met"], killed
    assert stopped["met"], stopped
    assert silent["met"], silent


@pytest.mark.browser
@pytest.mark.timeout(180)
def test_a_short_soak_holds(tmp_path: Path, models: Path) -> None:
    rows = run(tmp_path, models, "benchmarks.soak", "--short")
    # How long an answer takes is for an idle machine to tell.
    assert [row["name"] for row in rows if row["unit"] != "ms" and not row["met"]] == []
