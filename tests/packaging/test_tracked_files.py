"""The repository holds the project's own work and no trace of where it was made."""

from pathlib import Path

from tests.packaging.project import ROOT

# Written in two halves, so that this file does not find itself.
DOWNLOAD_HOSTS = ["registry.npm" + "js", "pypi.org" + "/simple", "files.python" + "hosted"]
LARGEST_BYTES = 1_500_000


def test_no_file_names_a_download_host(tracked_files: list[Path]) -> None:
    hits = [
        (path.relative_to(ROOT).as_posix(), host)
        for path in tracked_files
        for host in DOWNLOAD_HOSTS
        if host.encode() in path.read_bytes()
    ]
    assert hits == []


def test_no_third_party_bundle_or_data_set(tracked_files: list[Path]) -> None:
    for path in tracked_files:
        name = path.relative_to(ROOT).as_posix()
        assert not name.endswith((".min.js", ".gz", "ubyte")), name
        assert "node_modules/" not in name


def test_no_file_is_large(tracked_files: list[Path]) -> None:
    assert [path.name for path in tracked_files if path.stat().st_size > LARGEST_BYTES] == []
