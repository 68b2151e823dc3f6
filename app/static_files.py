"""The folder `static`: read once, served under a path that names its content.

The path carries one hash over all files, so that a browser may keep every file for ever. A page
asks for one script and one style sheet, put together here from the modules and the sheets; these
are served beside them, as they were written, for whoever wants to read them. With ``live`` the
files are read anew for each request, and the page asks for each of them.
"""

import hashlib
import mimetypes
from pathlib import Path
from typing import NamedTuple

from app.linked import link

SCRIPT = "js/main.js"
STYLES = tuple(
    f"css/{part}.css"
    for part in ("tokens", "page", "parts", "stage", "stepper", "inspector", "wall", "explore")
)
CLIENT = "lib/socket.io.msgpack.min.js"
_LINKED_SCRIPT, _LINKED_STYLE = "js/linked.js", "css/linked.css"

_TYPES = {".js": "text/javascript", ".webmanifest": "application/manifest+json"}


class File(NamedTuple):
    """One static file. ``packed``: the same as brotli makes it at its best, once that is done."""

    content: bytes
    mimetype: str
    packed: bytes | None = None


class StaticFiles:
    """All files of one folder, by their path inside it (``js/main.js``)."""

    def __init__(self, folder: Path, *, live: bool = False) -> None:
        """Read the folder.

        Raises:
            LinkError: modules that cannot be put together.
        """
        self._folder = folder
        self._live = live
        self._files = self._read()
        digest = hashlib.sha256()
        for name, file in self._files.items():
            digest.update(name.encode() + b"\0" + hashlib.sha256(file.content).digest())
        self.version = digest.hexdigest()[:16]

    def refresh(self) -> None:
        """Read the files anew: once for each request, where they are live."""
        self._files = self._read()

    def get(self, name: str) -> File | None:
        """One file, or None. Names are looked up, never joined to a path."""
        return self._files.get(name)

    def path(self, name: str) -> str:
        """The path in the address of a file.

        Raises:
            KeyError: there is no such file.
        """
        if self.get(name) is None:
            raise KeyError(f"no static file {name!r}")
        return f"/static/{self.version}/{name}"

    @property
    def script(self) -> str:
        """The name of the script that the page asks for."""
        return SCRIPT if self._live else _LINKED_SCRIPT

    @property
    def styles(self) -> tuple[str, ...]:
        """The names of the style sheets that the page asks for, in order."""
        return STYLES if self._live else (_LINKED_STYLE,)

    def pack(self) -> None:
        """Compress what every visitor asks for; takes seconds, so it is for a thread of its own."""
        import brotli  # type: ignore[import-untyped]  # it publishes no types

        for name in (_LINKED_SCRIPT, _LINKED_STYLE, CLIENT, "digits.json"):
            if file := self._files.get(name):
                self._files[name] = file._replace(packed=brotli.compress(file.content))

    def _read(self) -> dict[str, File]:
        files = {
            path.relative_to(self._folder).as_posix(): File(path.read_bytes(), _mimetype(path.name))
            for path in sorted(self._folder.rglob("*"))
            if path.is_file() and not path.name.startswith(".")
        }
        if not self._live and SCRIPT in files:
            script = link(SCRIPT, lambda name: files[name].content.decode())
            style = b"".join(files[name].content for name in STYLES)
            files[_LINKED_SCRIPT] = File(script.encode(), _mimetype(_LINKED_SCRIPT))
            files[_LINKED_STYLE] = File(style, _mimetype(_LINKED_STYLE))
        return files


def _mimetype(name: str) -> str:
    suffix = name[name.rfind(".") :]
    return _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
