"""Connections over HTTP: how long a request may take to arrive, and how many may wait at once."""

import io
import logging
import socket
from contextlib import suppress
from time import monotonic
from typing import Any

from app import config
from app.log import fields
from app.turns import after_reading

_log = logging.getLogger(__name__)


class Arriving(io.RawIOBase):
    """What comes on one connection, request by request, each bounded in time and in bytes."""

    def __init__(self, sock: socket.socket, most_idle: float) -> None:
        """``most_idle``: seconds between two bytes."""
        super().__init__()
        self._socket = sock
        self._most_idle = most_idle
        self.begin()

    def begin(self) -> None:
        """What comes from now on is another request."""
        self.has_ended = False
        self._end: float | None = None  # when it must have arrived, once it has begun
        self._n = 0  # bytes of it
        self._most = config.MAX_REQUEST
        self._longest = config.WHOLE_REQUEST

    def expect(self, n: int, seconds: float) -> None:
        """This request may be larger than others: ``n`` bytes more, within ``seconds``."""
        self._most += n
        self._longest = seconds
        if self._end is not None:
            self._end += seconds - config.WHOLE_REQUEST

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Some bytes.

        Raises:
            OSError: the connection is gone, or the request too slow or too long.
        """
        left = self._longest if self._end is None else self._end - monotonic()
        if left <= 0 or self._n > self._most:
            raise TimeoutError("timed out")
        self._socket.settimeout(min(left, self._most_idle))
        try:
            n = self._socket.recv_into(buffer)
        finally:
            self._socket.settimeout(self._most_idle)
        if self._end is None:
            self._end = monotonic() + self._longest
        after_reading()
        self._n += n
        self.has_ended = n == 0
        return n


class Visitors:
    """The connections of one server: of those that wait for a request, the oldest goes first."""

    def __init__(self, most: int) -> None:
        self._most = min(most, _files_for_them())
        self._is_short = self._most < most
        self._has_said = False
        self._n = 0
        self._waiting: dict[Any, socket.socket] = {}

    def admit(self) -> bool:
        """Admit one, if need be in place of another; False if there is no room at all."""
        self._n += 1
        if self._n <= self._most:
            return True
        if self._is_short:
            self._say_short()
        return self.make_room()

    def make_room(self) -> bool:
        """Close the oldest of those that wait for a request; False if there is none."""
        if not self._waiting:
            return False
        oldest = next(iter(self._waiting))
        with suppress(OSError):  # it has ended already
            self._waiting.pop(oldest).shutdown(socket.SHUT_RDWR)
        return True

    def run_short(self) -> None:
        """There was no file descriptor left."""
        self._say_short()
        self.make_room()

    def _say_short(self) -> None:
        if not self._has_said:  # once, however many go on asking
            self._has_said = True
            _log.warning("few file descriptors", extra=fields(connections=self._most))

    def wait(self, visitor: object, sock: socket.socket) -> None:
        """One waits for its next request to arrive."""
        self._waiting.pop(visitor, None)
        self._waiting[visitor] = sock
        if len(self._waiting) > config.MOST_VISITORS:
            self.make_room()

    def serve(self, visitor: object) -> None:
        """Its request has arrived."""
        self._waiting.pop(visitor, None)

    def leave(self, visitor: object) -> None:
        """One has gone."""
        self._n -= 1
        self._waiting.pop(visitor, None)


def _files_for_them() -> int:
    """How many more files this process may have open, less some that it needs itself."""
    try:
        import resource
    except ImportError:  # Windows has no such limit for sockets
        return 100_000
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != hard:
        soft = hard if hard != resource.RLIM_INFINITY else max(soft, 65_536)
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        except (OSError, ValueError):  # macOS promises more than it has
            soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    with socket.socket() as newest:
        return max(4, soft - newest.fileno() - config.SPARE_FILES)
