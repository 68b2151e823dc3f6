"""``POST /api/photo``: a file comes in, its stages go out, and nothing is kept.

A photo never touches the disk: its bytes are read from the connection into memory, and go to a
process of its own that is ended if it takes too long. One is read at a time.
"""

import atexit
import logging

import msgspec
from flask import Blueprint, Response, request
from gevent.lock import BoundedSemaphore

from app.config import (
    LONGEST_PHOTO,
    LONGEST_START,
    MAX_PHOTO,
    MOST_PHOTOS,
    PHOTO_PATH,
    PHOTO_WORK,
)
from app.forward_pass import InvalidInput
from app.log import fields
from app.photo.reading import PhotoRequest, read_photo
from app.wire import INTERNAL, error_answer
from app.workers.frames import Opening, Turn
from app.workers.process import LostWorker, Process

_log = logging.getLogger(__name__)

_FUNCTION = (read_photo.__module__, read_photo.__name__)
_KIND = (PhotoRequest.__module__, PhotoRequest.__name__)
_SLOW = InvalidInput(
    "photo", f"a photo that is read within {PHOTO_WORK:g} seconds", "a longer one", what="slow"
)
_TOO_MANY = InvalidInput("rate", "one photo at a time; try again in a second", "another")
_TOO_MANY.wait = 1.0


def blueprint() -> Blueprint:
    """The route, and the process behind it, which starts with the first photo."""
    photos = Blueprint("photos", __name__)
    reader = Reader()
    visitors: set[str] = set()

    @photos.post(PHOTO_PATH)
    def photo() -> Response:
        visitor = f"{request.remote_addr} {request.args.get('page', '')[:40]}"
        if visitor in visitors or len(visitors) >= MOST_PHOTOS:
            return _refused(_TOO_MANY, 429)
        visitors.add(visitor)
        try:
            answer = Response(reader.read(_body()), mimetype="application/json")
            answer.content_encoding = "identity"  # what is compressed is kept for the next who asks
            return answer
        except InvalidInput as error:
            return _refused(error, 503 if error is INTERNAL else 422)
        finally:
            visitors.discard(visitor)

    return photos


def _body() -> bytes:
    """All of it, in memory; the gate has seen to its length."""
    length = request.content_length or 0
    try:
        data: bytes = request.environ["wsgi.input"].read(min(length, MAX_PHOTO))
    except OSError:  # it ended early, or did not come in time
        data = b""
    if len(data) < length or not data:
        raise InvalidInput("photo", "a whole file", f"{len(data)} bytes", what="broken")
    return data


class Reader:
    """Reads one photo at a time, in a process of its own."""

    def __init__(self) -> None:
        self._process = Process()
        self._turn = BoundedSemaphore()
        atexit.register(self.end)

    def end(self) -> None:
        """End the process; another photo starts it again."""
        self._process.end()

    def read(self, data: bytes) -> bytes:
        """What comes of a photo, in JSON.

        Raises:
            InvalidInput: it cannot be read.
        """
        opening = Opening(_FUNCTION, _KIND, msgspec.msgpack.encode(PhotoRequest(data)))
        with self._turn:
            try:
                self._process.take(Turn([]), LONGEST_START)  # its start is nobody's fault
                told = self._process.take(Turn([], 0, opening), LONGEST_PHOTO)
            except LostWorker as lost:
                _log.warning("a photo was given up", extra=fields(late=lost.is_late))
                raise _SLOW from None
        if told.refused is not None:
            refused = told.refused
            raise InvalidInput(refused.code, refused.expected, refused.found, **refused.values)
        if told.answer is None:
            _log.error("a photo could not be read", extra=fields(fault=told.fault))
            raise INTERNAL
        answer: bytes = msgspec.msgpack.decode(told.answer)
        return answer


def _refused(error: InvalidInput, status: int) -> Response:
    response = Response(
        msgspec.json.encode(error_answer(None, error)), status, mimetype="application/json"
    )
    if error.wait is not None:
        response.headers["Retry-After"] = f"{error.wait:.0f}"
    return response
