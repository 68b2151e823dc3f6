"""A network's folder while it is saved: the old network or the new one, wherever saving stops."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from app.model_store import load
from tests.saving import NAME, name_of, save_one
from tests.serving import ROOT, fetch, serving


def sweep(folder: Path, old: str, new: str) -> list[tuple[str, frozenset[str]]]:
    """Which network and which files were there after each place where a save was killed."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.saving", folder, old, new],
        check=False,
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    lines = [line.split() for line in done.stdout.splitlines()]
    return [(found, frozenset(files)) for found, *files in lines]


@pytest.mark.timeout(300)
def test_a_save_killed_anywhere_leaves_the_old_network_or_the_new_one(tmp_path: Path) -> None:
    folder = tmp_path / NAME
    save_one(folder, "first")
    ends = sweep(folder, "first", "second")
    found = [name for name, _ in ends]
    assert set(found) == {"first", "second"}
    assert found == sorted(found)  # one switch, and no way back
    assert len({files for _, files in ends}) > 6  # names come and go, so all between was seen


@pytest.mark.timeout(300)
def test_a_save_after_one_that_was_killed_is_as_safe(tmp_path: Path) -> None:
    folder = tmp_path / NAME
    save_one(folder, "first")
    half_made(folder, "second")
    found = [name for name, _ in sweep(folder, "second", "third")]
    assert found == sorted(found)
    assert set(found) == {"second", "third"}


def half_made(folder: Path, name: str) -> None:
    """Leave a folder as one does that is killed at saving, right after the card's rename."""
    before = {file.name: file.read_bytes() for file in folder.glob("*.npz")}
    save_one(folder, name)
    card = json.loads((folder / "network.json").read_text())
    for kind in ("weights", "checkpoints"):
        file = folder / f"{kind}.npz"
        file.rename(folder / f"{kind}.{card[f'{kind}_sha256'][:16]}.npz")
        file.write_bytes(before[file.name])


def test_a_server_starts_with_a_network_whose_saving_was_killed(tmp_path: Path) -> None:
    folder = tmp_path / NAME
    save_one(folder, "first")
    half_made(folder, "second")
    with serving(models=tmp_path) as server:
        (card,) = json.loads(fetch(f"{server.url}/api/networks")[2])
    assert card["title"] == "second"
    assert (
        card["weights_sha256"]
        == json.loads((folder / "network.json").read_text())["weights_sha256"]
    )


def test_whoever_reads_while_another_saves_has_the_old_network_or_the_new_one(
    tmp_path: Path,
) -> None:
    folder = tmp_path / NAME
    save_one(folder, "first")
    program = (
        "import sys; from itertools import cycle; from pathlib import Path; "
        "from tests.saving import save_one; "
        "[save_one(Path(sys.argv[1]), name) for name in cycle(['second', 'third', 'first'])]"
    )
    saving = subprocess.Popen([sys.executable, "-c", program, folder], cwd=ROOT)
    try:
        seen: list[str] = []
        while seen.count("third") < 20:
            seen.append(load(folder).card.title)
            assert saving.poll() is None
    finally:
        saving.kill()
        saving.wait()
    assert set(seen) == {"first", "second", "third"}
    assert name_of(folder) in seen
