"""``POST /api/photo``: a file comes in, its stages go out, and nothing is kept.

A photo never touches the disk: its bytes are read from the connection into memory, and go to a
process of its own that is ended if it takes too long. A few come at once, and one is read at a
time.
"""

import atexit
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

import gevent
import msgspec
from flask import Blueprint, Response, request
from gevent.lock import BoundedSemaphore

from app.config import (
    LONGEST_PHOTO,
    LONGEST_START,
    MAX_PHOTO,
    MOST_PHOTOS,
    MOST_PHOTOS_IN_LINE,
    PHOTO_LINE,
    PHOTO_PATH,
    PHOTO_WORK,
    SLOW_PHOTO,
)
from app.forward_pass import InvalidInput
from app.log import fields
from app.photo.reading import PhotoRequest, read_photo
from app.wire import INTERNAL, error_answer
from app.workers.frames import Opening, Turn
from app.workers.process import LostWorker, Process

_log = logging.getLogger(__name__)

_FUNCTION = (read_photo.__module__, read_photo.__name__)
_STATUS = {"rate": 429, "internal": 503}
_KIND = (PhotoRequest.__module__, PhotoRequest.__name__)


# Made anew each time: an error that is raised holds on to all that was at hand then, photo and all.


def _slow() -> InvalidInput:
    expected = f"a photo that is read within {PHOTO_WORK:g} seconds"
    return InvalidInput("photo", expected, "a longer one", what="slow")


def _too_many() -> InvalidInput:
    error = InvalidInput("rate", "one photo at a time; try again in a second", "another")
    error.wait = 1.0
    return error


def blueprint() -> Blueprint:
    """The route, and the process behind it, which starts with the first photo."""
    photos = Blueprint("photos", __name__)
    reader = Reader()
    places = _Places()
    visitors: set[str] = set()

    @photos.post(PHOTO_PATH)
    def photo() -> Response:
        visitor = f"{request.remote_addr} {request.args.get('page', '')[:40]}"
        if visitor in visitors or len(visitors) >= MOST_PHOTOS_IN_LINE:
            return _refused(_too_many())
        visitors.add(visitor)
        try:
            with places.place():
                found = reader.read(places.receive())
            answer = Response(found, mimetype="application/json")
            answer.content_encoding = "identity"  # what is compressed is kept for the next who asks
            return answer
        except InvalidInput as error:
            return _refused(error)
        finally:
            visitors.discard(visitor)

    return photos


class _Places:
    """Room for a few photos on their way; the others are not received before there is some."""

    def __init__(self) -> None:
        self._free = BoundedSemaphore(MOST_PHOTOS)
        self._arriving: dict[gevent.Greenlet, float] = {}  # since when; the oldest first

    @contextmanager
    def place(self) -> Iterator[None]:
        """Have one of the places, perhaps of a photo that comes too slowly.

        Raises:
            InvalidInput: none became free.
        """
        end = monotonic() + PHOTO_LINE
        while not self._free.acquire(timeout=0.5):
            if monotonic() > end:
                raise _too_many()
            self._end_slowest()
        try:
            yield
        finally:
            self._free.release()

    def receive(self) -> bytes:
        """All of the request's body, in memory; the gate has seen to its length.

        Raises:
            InvalidInput: it ended early, or gave its place to another.
        """
        length = min(request.content_length or 0, MAX_PHOTO)
        # A greenlet of its own can be ended without harm to what the request does next.
        receiving = gevent.spawn(_read, request.environ["wsgi.input"], length)
        self._arriving[receiving] = monotonic()
        try:
            data = receiving.get()
        finally:
            self._arriving.pop(receiving, None)
            receiving.kill()
        if isinstance(data, gevent.GreenletExit):
            raise _too_many()
        if len(data) < length or not data:
            raise InvalidInput("photo", "a whole file", f"{len(data)} bytes", what="broken")
        found: bytes = data
        return found

    def _end_slowest(self) -> None:
        receiving, since = next(iter(self._arriving.items()), (None, 0.0))
        if receiving is not None and monotonic() - since > SLOW_PHOTO:
            del self._arriving[receiving]
            receiving.kill(block=False)


def _read(body: Any, length: int) -> bytes:
    try:
        data: bytes = body.read(length)
    except OSError:  # it ended early, or did not come in time
        data = b""
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
        with self._turn:
            opening = Opening(_FUNCTION, _KIND, msgspec.msgpack.encode(PhotoRequest(data)))
            del data  # it is in there
            try:
                self._process.take(Turn([]), LONGEST_START)  # its start is nobody's fault
                told = self._process.take(Turn([], 0, opening), LONGEST_PHOTO)
            except LostWorker as lost:
                _log.warning("a photo was given up", extra=fields(late=lost.is_late))
                raise _slow() from None
        if told.refused is not None:
            refused = told.refused
            raise InvalidInput(refused.code, refused.expected, refused.found, **refused.values)
        if told.answer is None:
            _log.error("a photo could not be read", extra=fields(fault=told.fault))
            raise InvalidInput(INTERNAL.code, INTERNAL.expected, INTERNAL.found)
        answer: bytes = msgspec.msgpack.decode(told.answer)
        return answer


def _refused(error: InvalidInput) -> Response:
    answer = msgspec.json.encode(error_answer(None, error))
    status = _STATUS.get(error.code, 422)
    response = Response(answer, status, mimetype="application/json")
    if error.wait is not None:
        response.headers["Retry-After"] = f"{error.wait:.0f}"
    return response
