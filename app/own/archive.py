"""Members of a zip archive, read without trusting what it says of their sizes."""

import io
import zipfile
import zlib

from app.config import MAX_OWN_FILE
from app.model_store import MAX_MEMBERS, ModelError

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, OSError, RuntimeError,
    ValueError,
)  # fmt: skip


def names(data: bytes) -> list[str]:
    """The names in an archive.

    Raises:
        ModelError: it is cut off or damaged, or there are too many.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = archive.namelist()
    except _BROKEN as error:
        raise ModelError(f"it is an archive that is cut off or damaged: {error}") from None
    if len(found) > MAX_MEMBERS:
        raise ModelError(f"it is an archive of {len(found):,} files")
    return found


def member(data: bytes, name: str, most: int = MAX_OWN_FILE) -> bytes:
    """One of them.

    Raises:
        ModelError: it is not there, is damaged, or takes more than ``most`` bytes.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entry = archive.getinfo(name)
            if entry.file_size > most:
                size = f"{entry.file_size / 2**20:,.0f} MB, more than {most / 2**20:.0f}"
                raise ModelError(f"its {name} unpacks to {size}")
            if entry.compress_type not in _METHODS:
                raise ModelError(f"its {name} is packed in a way that is not read here")
            with archive.open(entry) as stream:
                # Without a size, zipfile unpacks everything and then cuts off what is too much.
                return stream.read(entry.file_size + 1)
    except _BROKEN as error:
        raise ModelError(f"its {name} is cut off or damaged: {error}") from None
