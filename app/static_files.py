"""The folder `static`: read once, served under a path that names its content.

The path carries one hash over all files, so that a module's relative imports carry it, too, and a
browser may keep every file for ever. Modules travel without their JSDoc comments. With ``live``
the files are read anew for each request, and travel as they are.
"""

import hashlib
import mimetypes
import posixpath
import re
from pathlib import Path
from typing import NamedTuple

_TYPES = {".js": "text/javascript", ".webmanifest": "application/manifest+json"}
# Types and contracts are for readers of the repository and for tsc: two fifths of the bytes.
_JSDOC = re.compile(rb"^[ \t]*/\*\*(?:(?!\*/).)*\*/[ \t]*\n", re.MULTILINE | re.DOTALL)
_IMPORT = re.compile(rb"""^(?:import|export)\b[^"';]*?["'](\.{1,2}/[^"']+)["']""", re.MULTILINE)


class File(NamedTuple):
    """One static file."""

    content: bytes
    mimetype: str


class StaticFiles:
    """All files of one folder, by their path inside it (``js/main.js``)."""

    def __init__(self, folder: Path, *, live: bool = False) -> None:
        self._folder = folder
        self._live = live
        self._files = self._read()
        digest = hashlib.sha256()
        for name, file in self._files.items():
            digest.update(name.encode() + b"\0" + hashlib.sha256(file.content).digest())
        self.version = digest.hexdigest()[:16]

    def __contains__(self, name: str) -> bool:
        return name in self._files

    def get(self, name: str) -> File | None:
        """One file, or None. Names are looked up, never joined to a path."""
        if self._live:
            self._files = self._read()
        return self._files.get(name)

    def path(self, name: str) -> str:
        """The path in the address of a file.

        Raises:
            KeyError: there is no such file.
        """
        if self.get(name) is None:
            raise KeyError(f"no static file {name!r}")
        return f"/static/{self.version}/{name}"

    def modules(self, entry: str) -> list[str]:
        """The modules that a module needs, itself first: what a page can ask for at once."""
        found, rest = [entry], [entry]
        while rest:
            name = rest.pop()
            file = self.get(name)
            for match in _IMPORT.findall(file.content if file else b""):
                imported = posixpath.normpath(
                    posixpath.join(posixpath.dirname(name), match.decode())
                )
                if imported not in found:
                    found.append(imported)
                    rest.append(imported)
        return found

    def _read(self) -> dict[str, File]:
        return {
            path.relative_to(self._folder).as_posix(): File(self._content(path), _mimetype(path))
            for path in sorted(self._folder.rglob("*"))
            if path.is_file() and not path.name.startswith(".")
        }

    def _content(self, path: Path) -> bytes:
        content = path.read_bytes()
        if self._live or path.suffix != ".js":
            return content
        return _JSDOC.sub(b"", content)


def _mimetype(path: Path) -> str:
    guess = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0]
    return guess or "application/octet-stream"
