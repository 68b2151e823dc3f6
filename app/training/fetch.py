"""Download MNIST's four files from public mirrors; what is inside must be MNIST, bit for bit."""

import gzip
import hashlib
import http.client
import urllib.error
import urllib.parse
import urllib.request
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from app.files import open_regular

MIRRORS = (
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
)

_TIMEOUT = 20  # seconds without a byte
_CHUNK = 64 * 1024
_LARGEST = 16 * 1024 * 1024  # bytes of one file; the largest of the four has 9.9 million
_LARGEST_CONTENT = 64 * 1024 * 1024
_NOTHING_LEFT = 416  # "range not satisfiable": the part is as long as the file, or longer

_WRONG = "not the expected contents"

OnBytes = Callable[[str, int, int], None]


class FetchError(Exception):
    """No mirror gave a file; says why, in one line."""


def fetch(
    folder: Path, expected: Mapping[str, str], mirrors: Sequence[str], on_bytes: OnBytes
) -> list[Path]:
    """Download the files that ``folder`` lacks; returns them.

    ``expected``: the SHA-256 of each file's contents. An interrupted download goes on where it
    stopped. ``on_bytes`` is called with a file's name, the bytes here and the bytes in all.

    Raises:
        FetchError: no mirror can be reached, or none has the right file.
        OSError: the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    fetched = []
    for name, sha256 in expected.items():
        file = folder / f"{name}.gz"
        if file.is_file() and content_sha256(file) == sha256:
            continue
        _fetch_file(file, sha256, mirrors, on_bytes)
        fetched.append(file)
    return fetched


def content_sha256(file: Path) -> str | None:
    """The SHA-256 of what is inside a gzip file; None if it is not one, or far too long."""
    digest, size = hashlib.sha256(), 0
    try:
        with open_regular(file) as packed, gzip.open(packed) as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
                if size > _LARGEST_CONTENT:
                    return None
    except (gzip.BadGzipFile, EOFError, zlib.error):
        return None
    return digest.hexdigest()


def _fetch_file(file: Path, sha256: str, mirrors: Sequence[str], on_bytes: OnBytes) -> None:
    refusals = []
    for mirror in mirrors:
        host = urllib.parse.urlsplit(mirror).hostname
        # The gzip wrapping may differ: what one mirror began, another cannot continue.
        part = file.with_name(f"{file.name}.{host}.part")
        was_begun = part.exists()
        if was_begun:
            open_regular(part).close()
        why = _bring(mirror, file, part, sha256, on_bytes)
        if why == _WRONG and was_begun:  # perhaps only what an earlier run had left
            why = _bring(mirror, file, part, sha256, on_bytes)
        if why is None:
            return
        refusals.append(f"{host}: {why}")
    reasons = "; ".join(refusals)
    raise FetchError(f"{file.name}: no mirror gave it; is there a network? ({reasons})")


def _bring(mirror: str, file: Path, part: Path, sha256: str, on_bytes: OnBytes) -> str | None:
    """Download one file from one mirror; returns why that failed, if it did.

    A part that another run can continue is left there.
    """
    why = _WRONG
    try:
        _download(mirror + file.name, part, lambda here, total: on_bytes(file.name, here, total))
    except (
        urllib.error.URLError,
        http.client.HTTPException,
        ConnectionError,
        TimeoutError,
    ) as error:
        why = _why(error)
    if not part.exists():
        return why
    if content_sha256(part) == sha256:  # whatever length was announced
        part.replace(file)
        return None
    if why == _WRONG:
        part.unlink()
    return why


def _why(error: Exception) -> str:
    reason = getattr(error, "reason", error)  # what a URLError wraps
    return f"{getattr(reason, 'strerror', None) or reason}"


def _download(url: str, part: Path, on_bytes: Callable[[int, int], None]) -> None:
    """Append to ``part`` what it still lacks of ``url``."""
    here = part.stat().st_size if part.exists() else 0
    request = urllib.request.Request(url)  # noqa: S310  # the addresses are ours, all https
    if here:
        request.add_header("Range", f"bytes={here}-")
    try:
        answer = urllib.request.urlopen(request, timeout=_TIMEOUT)  # noqa: S310  # see above
    except urllib.error.HTTPError as error:
        error.close()
        if error.code == _NOTHING_LEFT:
            return
        raise
    with answer:
        if answer.status != http.HTTPStatus.PARTIAL_CONTENT:
            here = 0  # a mirror that cannot resume sends everything again
        total = here + _length(answer.headers.get("Content-Length"))
        with part.open("ab" if here else "wb") as stream:
            while chunk := answer.read(_CHUNK):
                here += len(chunk)
                if here > _LARGEST:
                    return  # whatever it is, it is not the file
                stream.write(chunk)
                on_bytes(here, total)
        if here < total:
            raise http.client.IncompleteRead(b"", total - here)


def _length(announced: str | None) -> int:
    """The bytes that a mirror says will follow; 0 where it says nothing, or no number."""
    try:
        return max(0, int(announced or 0))
    except ValueError:
        return 0
