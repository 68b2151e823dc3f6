"""The wheel holds all that the server needs; an install in place copies nothing."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.packaging.project import ROOT, read_json

LIB = "app/static/lib"


def names(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


@pytest.mark.parametrize("folder", ["static", "templates", "models"])
def test_wheel_holds_every_file_of_the_folders_beside_the_code(
    wheel: Path, sdist_tree: Path, folder: str
) -> None:
    files = [path for path in (sdist_tree / folder).rglob("*") if path.is_file()]
    assert files
    assert {f"app/{path.relative_to(sdist_tree).as_posix()}" for path in files} <= set(names(wheel))


def test_wheel_holds_the_browser_client_and_its_licences(installed: Path) -> None:
    client = (installed / LIB / "socket.io.msgpack.min.js").read_text()
    version = read_json(ROOT / "package.json")["dependencies"]["socket.io-client"]
    assert client.startswith(f"/*!\n * Socket.IO v{version}\n")
    licences = (installed / LIB / "LICENSES.txt").read_text()
    assert f"socket.io-client {version}\n\nThe MIT License (MIT)" in licences
    assert "notepack.io" in licences  # bundled into the client, with a holder of its own


def test_wheel_holds_nothing_twice_and_no_source_map(wheel: Path) -> None:
    held = names(wheel)
    assert len(held) == len(set(held))
    assert [name for name in held if name.endswith(".map") or "node_modules" in name] == []


def test_wheel_puts_nothing_beside_the_package(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in names(wheel)}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"app"}


def test_wheel_build_leaves_its_source_alone(wheel: Path, sdist_tree: Path) -> None:
    assert wheel.is_file()
    assert not (sdist_tree / "static" / "lib").exists()


def test_wheel_carries_the_projects_licence_and_command(installed: Path) -> None:
    (info,) = installed.glob("forward_pass-*.dist-info")
    assert "MIT License" in (info / "licenses" / "LICENSE").read_text()
    assert "forward-pass = app.cli:main" in (info / "entry_points.txt").read_text()


def test_editable_install_copies_nothing(editable_wheel: Path, checkout: Path) -> None:
    (link,) = [name for name in names(editable_wheel) if ".dist-info/" not in name]
    assert link.endswith(".pth")
    assert (checkout / "static" / "lib" / "socket.io.msgpack.min.js").is_file()


def test_installed_wheel_serves_page_and_client_from_any_folder(
    installed: Path, tmp_path: Path
) -> None:
    program = """
import re
from pathlib import Path
import app

assert Path(app.__file__).is_relative_to(PLACE), app.__file__
client = app.create_app().test_client()
page = client.get("/")
assert page.status_code == 200, page.status
files = set(re.findall(r'"(/static/[^"]+)"', page.text))
assert any(name.endswith("/lib/socket.io.msgpack.min.js") for name in files), files
for name in files:
    assert client.get(name).status_code == 200, name
""".replace("PLACE", repr(str(installed)))
    subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(installed)},
        check=True,
    )
