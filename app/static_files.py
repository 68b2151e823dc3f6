"""The folder `static`: read once, served under a path that names its content.

The path carries one hash over all files, so that a browser may keep every file for ever. A page
asks for one script and one style sheet, put together here from its modules and sheets; these
are served beside them, as they were written, for whoever wants to read them. With ``live`` the
files are read again for each request, and the page asks for each of them.
"""

import hashlib
import mimetypes
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from app.linked import SUFFIX, Linker, linked_sheets

CLIENT = "lib/socket.io.msgpack.min.js"

# Python's own table: programs on Windows change the machine's, and a sheet may be plain text there.
_KNOWN = mimetypes.MimeTypes()
_TYPES = {".js": "text/javascript", ".webmanifest": "application/manifest+json"}


class Bundle(NamedTuple):
    """What one page asks for: the module that it starts with, and its style sheets in order."""

    script: str
    styles: tuple[str, ...]

    @property
    def linked_script(self) -> str:
        """The name of the bundle of the module and all that it imports."""
        return self.script.removesuffix(".js") + SUFFIX

    @property
    def linked_style(self) -> str:
        """The name of the bundle of the sheets."""
        return self.linked_script.removesuffix(".js").replace("js/", "css/", 1) + ".css"


class File(NamedTuple):
    """One static file. ``packed``: the same in brotli's best form, once that is done."""

    content: bytes
    mimetype: str
    packed: bytes | None = None


class StaticFiles:
    """All files of one folder, by their path inside it (``js/main.js``)."""

    def __init__(self, folder: Path, bundles: Iterable[Bundle] = (), *, live: bool = False) -> None:
        """Read the folder, and make the pages' bundles.

        Raises:
            KeyError: a module or a sheet of a bundle that is not there.
            LinkError: modules that cannot be bundled.
        """
        self._folder = folder
        self._bundles = tuple(bundles)
        self._live = live
        self._files = self._read()
        digest = hashlib.sha256()
        for name, file in self._files.items():
            digest.update(name.encode() + b"\0" + hashlib.sha256(file.content).digest())
        self.version = digest.hexdigest()[:16]

    def refresh(self) -> None:
        """Read the files again: once for each request, where they are live."""
        self._files = self._read()

    def get(self, name: str) -> File | None:
        """One file, or None. Names are looked up, never joined to a path."""
        return self._files.get(name)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all files, the bundles' too."""
        return tuple(self._files)

    def path(self, name: str) -> str:
        """The path in the address of a file.

        Raises:
            KeyError: there is no such file.
        """
        if self.get(name) is None:
            raise KeyError(f"no static file {name!r}")
        return f"/static/{self.version}/{name}"

    def script(self, bundle: Bundle) -> str:
        """The name of the script that a page asks for."""
        return bundle.script if self._live else bundle.linked_script

    def styles(self, bundle: Bundle) -> tuple[str, ...]:
        """The names of the style sheets that a page asks for, in order."""
        return bundle.styles if self._live else (bundle.linked_style,)

    def pack(self) -> None:
        """Compress what every visitor asks for; takes seconds, so it is for a thread of its own."""
        import brotli  # type: ignore[import-untyped]  # it publishes no types

        linked = [
            name for each in self._bundles for name in (each.linked_script, each.linked_style)
        ]
        # What every page asks for, then the pages in order. Nobody waits for what comes later.
        for name in (CLIENT, "digits.json", *linked):
            if file := self._files.get(name):
                self._files[name] = file._replace(packed=brotli.compress(file.content))

    def _read(self) -> dict[str, File]:
        files = {
            path.relative_to(self._folder).as_posix(): File(path.read_bytes(), _mimetype(path.name))
            for path in sorted(self._folder.rglob("*"))
            if path.is_file() and not path.name.startswith(".")
        }
        linker = Linker(lambda name: files[name].content.decode())
        for bundle in () if self._live else self._bundles:
            script, later = linker.link(bundle.script)
            style = linked_sheets(files[name].content.decode() for name in bundle.styles)
            for name, text in {bundle.linked_script: script, **later}.items():
                files[name] = File(text.encode(), _mimetype(name))
            files[bundle.linked_style] = File(style.encode(), _mimetype(bundle.linked_style))
        return files


def _mimetype(name: str) -> str:
    suffix = name[name.rfind(".") :]
    return _TYPES.get(suffix) or _KNOWN.guess_type(name)[0] or "application/octet-stream"
