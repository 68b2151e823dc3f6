"""Files: only regular ones are opened to be read, and none is ever half written."""

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

_KINDS = {
    stat.S_IFDIR: "A folder",
    stat.S_IFIFO: "A pipe",
    stat.S_IFSOCK: "A socket",
    stat.S_IFCHR: "A device",
    stat.S_IFBLK: "A device",
}


def open_regular(file: Path) -> BinaryIO:
    """A file, open to be read.

    Raises:
        OSError: it cannot be opened, or is a pipe, which may never end, or a device or a folder.
    """
    mode = file.stat().st_mode
    if not stat.S_ISREG(mode):
        kind = _KINDS.get(stat.S_IFMT(mode), "Something else")
        raise OSError(errno.EINVAL, f"{kind} and not a file", str(file))
    return file.open("rb")


def put(file: Path, content: bytes) -> None:
    """Write a file whole or not at all, on the disk when this returns: a rename makes the switch.

    Raises:
        OSError: it cannot be written; what was there before is still there.
    """
    part = file.with_name(f"{file.name}.part")
    try:
        with part.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(file)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    if os.name == "posix":  # Windows has no way to ask the same of a folder
        folder = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
