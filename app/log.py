"""The log: one JSON object per line on standard error. No drawings; addresses only if asked for.

A module logs what happened in a few fixed words and the rest as fields:
``_log.info("connected", extra=fields(sid=sid))``. What a client sent is never one of them.
"""

import logging
from datetime import UTC, datetime
from time import perf_counter
from typing import Any

import msgspec
from flask import Flask, Response, g, request

from app.config import Config

# At a lower level than errors they log whole messages, with the drawings in them.
_LIBRARIES = ("engineio.server", "socketio.server")
_ADDRESS = "address"

_log = logging.getLogger(__name__)


def fields(**values: object) -> dict[str, Any]:
    """What a record says beside its words, for ``extra``."""
    return {"fields": values}


class JsonLines(logging.Formatter):
    """A record as one line of JSON: time, level, event, and its fields."""

    def __init__(self, *, with_addresses: bool) -> None:
        super().__init__()
        self._with_addresses = with_addresses

    def format(self, record: logging.LogRecord) -> str:
        """One line, whatever the fields hold."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if not self._with_addresses:
            line.pop(_ADDRESS, None)
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return msgspec.json.encode(line, enc_hook=str).decode()


def configure(config: Config) -> None:
    """Log this server, and its libraries' errors, as the settings say."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines(with_addresses=config.log_addresses))
    for name in ("app", *_LIBRARIES):
        logger = logging.getLogger(name)
        logger.setLevel("ERROR" if name in _LIBRARIES else config.log.upper())
        logger.handlers = [handler]
        logger.filters = [_is_fault] if name in _LIBRARIES else []
        logger.propagate = False


def _is_fault(record: logging.LogRecord) -> bool:
    """Whether a library reports an exception; its other errors are what a client wrote."""
    return record.exc_info is not None


def unread_network(error: Exception) -> None:
    """Log a network that could not be read; the server does without it."""
    _log.error("a network cannot be read, so it is left out", extra=fields(why=str(error)))


def register(app: Flask) -> None:
    """Log each request: its path without the query, its status and how long it took."""

    @app.before_request
    def begin() -> None:
        g.begun = perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        _log.info(
            "request",
            extra=fields(
                method=request.method,
                path=request.path,
                status=response.status_code,
                ms=round((perf_counter() - g.begun) * 1e3, 1),
                address=request.remote_addr,
            ),
        )
        return response
