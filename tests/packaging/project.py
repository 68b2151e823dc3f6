"""Where the project stands, and how its wheels are built."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def read_toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text())


def read_json(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text())
    return content


def git_lines(*arguments: str) -> list[str]:
    done = subprocess.run(["git", *arguments], cwd=ROOT, check=True, capture_output=True, text=True)
    return done.stdout.splitlines()


def build(method: str, project: Path, target: Path) -> Path:
    """Call one of the build backend's methods as pip does: in the project's folder."""
    target.mkdir()
    call = f"import hatchling.build; hatchling.build.{method}({str(target)!r})"
    subprocess.run([sys.executable, "-c", call], cwd=project, check=True)
    (built,) = target.iterdir()
    return built
