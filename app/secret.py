"""The key that classes' tokens are signed with: given, else kept by the user, else of this run."""

import logging
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from app.log import fields

_LENGTH = 32  # bytes
_log = logging.getLogger(__name__)


def key(given: str | None, environment: Mapping[str, str]) -> bytes:
    """The setting, else what the user's state folder holds, made if need be; else a new one."""
    if given:
        return given.encode()
    file = state_folder(environment) / "secret"
    try:
        return _kept(file)
    except OSError as error:
        _log.warning(
            "no key can be kept, so classes do not outlast this run: set FORWARD_PASS_SECRET",
            extra=fields(why=str(error)),
        )
        return secrets.token_bytes(_LENGTH)


def state_folder(environment: Mapping[str, str]) -> Path:
    """Where programs keep what they need again and nobody else may read."""
    if os.name == "nt":
        base = environment.get("LOCALAPPDATA")
        return Path(base or Path.home() / "AppData" / "Local") / "forward-pass"
    base = environment.get("XDG_STATE_HOME")
    return Path(base or Path.home() / ".local" / "state") / "forward-pass"


def _kept(file: Path) -> bytes:
    """The key in a file, which only its owner reads.

    Raises:
        OSError: it cannot be read or written, or others may read it.
    """
    try:
        descriptor = os.open(file, os.O_RDONLY)
    except FileNotFoundError:
        return _made(file)
    with os.fdopen(descriptor, "rb") as stream:
        if os.name != "nt" and os.fstat(stream.fileno()).st_mode & 0o077:
            raise PermissionError(f"{file} can be read by others")
        found = stream.read(1_000)
    if len(found) < _LENGTH:
        raise OSError(f"{file} is cut off")
    return found


def _made(file: Path) -> bytes:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = secrets.token_bytes(_LENGTH)
    part = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        with os.fdopen(os.open(part, flags, 0o600), "wb") as stream:
            stream.write(new)
        try:
            os.link(part, file)  # whole or not at all, and the first of several processes wins
        except FileExistsError:
            return _kept(file)
    finally:
        part.unlink(missing_ok=True)
    return new
