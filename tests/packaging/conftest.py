"""A copy of the project as a commit would hold it, and the wheels built from that copy."""

import shutil
import zipfile
from pathlib import Path

import pytest

from tests.packaging.project import ROOT, build, git_lines


@pytest.fixture(scope="session")
def tracked_files() -> list[Path]:
    """The project's own files: in git, or new and not ignored by it."""
    names = git_lines("ls-files", "--cached", "--others", "--exclude-standard")
    return sorted(path for name in set(names) if (path := ROOT / name).is_file())


@pytest.fixture(scope="session")
def checkout(tracked_files: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("checkout")
    for path in tracked_files:
        place = copy / path.relative_to(ROOT)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, place)
    return copy


@pytest.fixture(scope="session")
def sdist_tree(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source distribution, unpacked."""
    folder = tmp_path_factory.mktemp("sdist")
    archive = build("build_sdist", checkout, folder / "dist")
    shutil.unpack_archive(archive, folder)
    return next(folder.glob("forward_pass-*"))


@pytest.fixture(scope="session")
def wheel(sdist_tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that travels, built from the source distribution."""
    return build("build_wheel", sdist_tree, tmp_path_factory.mktemp("wheel") / "dist")


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder like site-packages with the wheel unpacked in it."""
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture(scope="session")
def editable_wheel(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What an install in place puts into site-packages; the client lands in `checkout`."""
    return build("build_editable", checkout, tmp_path_factory.mktemp("editable") / "dist")
