"""Text travels compressed, and what does not change is compressed once."""

from collections import OrderedDict

from flask import Flask
from flask_compress import Compress

MOST_KEPT = 256  # answers; an address may carry any query, so there is no end of them

_BROTLI_LEVEL = 9  # of 11: the two above take ten times as long; see StaticFiles.pack


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
        """Keep a compressed answer, instead of the one not asked for the longest."""
        self._kept[key] = value
        if len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)


def register(app: Flask, *, debug: bool) -> None:
    """Compress the app's answers; with ``debug`` each one anew, since files change."""
    # A browser that takes zstd takes brotli, too, which makes scripts a tenth smaller.
    app.config["COMPRESS_ALGORITHM"] = ["br", "gzip"]
    app.config["COMPRESS_BR_LEVEL"] = _BROTLI_LEVEL
    if not debug:
        app.config["COMPRESS_CACHE_BACKEND"] = Recent
        app.config["COMPRESS_CACHE_KEY"] = lambda request: request.full_path
    Compress(app)
