"""Text travels compressed, and what does not change is compressed once."""

from collections import OrderedDict
from typing import Any

from flask import Flask, Request, request
from flask_compress import Compress

from app.documents import said

MOST_KEPT = 256  # answers

_BROTLI_LEVEL = 8  # of 11: 9 takes ten times as long, for 16 bytes of a page; see StaticFiles.pack


class Recent:
    """The answers compressed most recently, by address and algorithm."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, bytes] = OrderedDict()

    def get(self, key: str) -> bytes | None:
        """A compressed answer, if it is kept."""
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)

    def set(self, key: str, value: bytes) -> None:
        """Keep a compressed answer, in place of the least recently used one."""
        self._kept[key] = value
        if len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)


def register(app: Flask, *, debug: bool) -> None:
    """Compress the app's answers; with ``debug`` again each time, since files change."""
    # A browser that takes zstd also takes brotli, which makes scripts a tenth smaller.
    app.config["COMPRESS_ALGORITHM"] = ["br", "gzip"]
    app.config["COMPRESS_BR_LEVEL"] = _BROTLI_LEVEL
    if not debug:
        app.config["COMPRESS_CACHE_BACKEND"] = Recent
        app.config["COMPRESS_CACHE_KEY"] = _key
    app.extensions["compressed"] = Compress(app).cache


def pack(app: Flask) -> None:
    """Keep the page in brotli's best form, a tenth smaller; for a thread of its own."""
    import brotli  # type: ignore[import-untyped]  # it publishes no types

    kept: Recent | None = app.extensions["compressed"]
    if kept is not None:
        with app.test_request_context("/"):
            page: Any = app.view_functions[str(request.endpoint)]()
            kept.set(f"br;{_key(request)}", brotli.compress(page.get_data()))


def _key(request: Request) -> str:
    """The address without what changes no answer: anybody can make up a query."""
    return f"{request.path} {said(request.args)}"
