"""The locks pin every package by hash, name no place to download from, and are up to date."""

import re

import pytest
from packaging.requirements import Requirement

from tests.packaging.project import ROOT, read_json, read_toml

PYPROJECT = read_toml(ROOT / "pyproject.toml")
NPM_LOCK = read_json(ROOT / "package-lock.json")["packages"]
LOCKS = ["requirements.lock", "requirements-dev.lock", "tests/fixtures/own/requirements.lock"]


def entries(lock: str) -> list[str]:
    """Each package of a lock file with its hashes, comments removed."""
    text = re.sub(r"(?m)^\s*#.*\n", "", (ROOT / lock).read_text())
    return re.findall(r"(?m)^\S.*\n(?:^\s+.*\n)*", text)


def pins(lock: str) -> dict[str, list[Requirement]]:
    """Pinned requirements by name; a name may have one pin for each Python version."""
    found: dict[str, list[Requirement]] = {}
    for entry in entries(lock):
        requirement = Requirement(entry.splitlines()[0].rstrip("\\ "))
        found.setdefault(requirement.name, []).append(requirement)
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_by_hash(lock: str) -> None:
    assert len(entries(lock)) > 20
    for entry in entries(lock):
        assert re.match(r"[a-z0-9-]+==\S+", entry), entry
        assert "--hash=sha256:" in entry


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_name_no_place(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert re.findall(r"\w+://|--(?:extra-)?index-url|--find-links|file:", text) == []


@pytest.mark.parametrize(
    ("lock", "declared"),
    [
        ("requirements.lock", PYPROJECT["project"]["dependencies"]),
        ("requirements-dev.lock", PYPROJECT["project"]["dependencies"]),
        ("requirements-dev.lock", PYPROJECT["dependency-groups"]["dev"]),
    ],
)
def test_locks_meet_what_the_project_declares(lock: str, declared: list[str]) -> None:
    pinned = pins(lock)
    for requirement in map(Requirement, declared):
        for pin in pinned[requirement.name]:
            (version,) = pin.specifier
            assert requirement.specifier.contains(version.version), f"{pin}: run make lock"


def test_nothing_is_locked_below_its_floor() -> None:
    lines = (ROOT / "floors.txt").read_text().splitlines()
    floors = [Requirement(line.partition("#")[0]) for line in lines if not line.startswith("#")]
    assert len(floors) > 10
    pinned = [pins(lock) for lock in LOCKS]
    for floor in floors:
        locked = [pin for each in pinned for pin in each.get(floor.name, [])]
        assert locked, f"{floor.name} is locked nowhere: drop its floor"
        for pin in locked:
            (version,) = pin.specifier
            assert floor.specifier.contains(version.version), f"{pin}: run make lock"


def test_tests_run_with_the_versions_that_people_run() -> None:
    dev = pins("requirements-dev.lock")
    for name, pinned in pins("requirements.lock").items():
        assert {str(pin.specifier) for pin in dev[name]} == {str(pin.specifier) for pin in pinned}


def test_npm_lock_names_hashes_and_no_download_address() -> None:
    installed = {place: package for place, package in NPM_LOCK.items() if place}
    assert "node_modules/socket.io-client" in installed
    for place, package in installed.items():
        assert package["integrity"].startswith("sha512-"), place
        assert "resolved" not in package, place


def test_npm_lock_is_up_to_date() -> None:
    declared = read_json(ROOT / "package.json")
    root = NPM_LOCK[""]
    for kind in ("dependencies", "devDependencies"):
        assert root[kind] == declared[kind], "run make lock"
