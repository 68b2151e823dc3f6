"""The line to Redis: calls that wait at most two seconds, and a channel that is listened to.

Its sockets are gevent's (see ``app.cooperative``), so nobody else waits for it.
"""

import logging
from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from typing import Any, Protocol, TypeVar

import gevent
import redis
from gevent.event import Event
from gevent.lock import BoundedSemaphore

from app.config import LONGEST_CALL, REDIS_TIMEOUT
from app.forward_pass import InvalidInput

CHANNEL = "forward-pass"
_AT_ONCE = 16  # calls
_SILENT = 5  # waits without a word, after which it is lost
_AGAIN = 0.05  # seconds between two tries of a call
_LOST = (redis.ConnectionError, redis.TimeoutError)

_log = logging.getLogger(__name__)
_Result = TypeVar("_Result")


class Waiting(InvalidInput):
    """Redis does not answer: what all processes share cannot be changed now."""

    wait = 1.0

    def __init__(self) -> None:
        super().__init__("away", "classes that can be reached", "that Redis does not answer")


class Listener(Protocol):
    """Who hears what is said on the channel."""

    def hear(self, message: bytes) -> None:
        """Something was said."""

    def lose(self) -> None:
        """Redis answers no more."""

    def regain(self) -> None:
        """It answers again; whatever was said meanwhile was not heard."""


class Link:
    """Redis at a URL, and whether it answers."""

    def __init__(self, url: str) -> None:
        self._redis: Any = redis.Redis.from_url(
            url,
            socket_timeout=REDIS_TIMEOUT,
            socket_connect_timeout=REDIS_TIMEOUT,
            retry=None,
            protocol=2,
        )
        self._places = BoundedSemaphore(_AT_ONCE)
        self.is_up = False
        self._was_tried = Event()

    def script(self, source: str) -> Callable[..., int]:
        """A Lua script, called with ``keys`` and ``args``, by ``call`` only."""
        made: Callable[..., int] = self._redis.register_script(source)
        return made

    def call(self, do: Callable[[Any], _Result]) -> _Result:
        """What Redis answers; asked again for two seconds.

        Raises:
            Waiting: it does not.
        """
        end = monotonic() + LONGEST_CALL
        self._was_tried.wait(LONGEST_CALL)
        while self.is_up:
            with self._places:
                try:
                    return do(self._redis)
                except _LOST:
                    pass
            if monotonic() + _AGAIN > end:
                break
            gevent.sleep(_AGAIN)
        raise Waiting

    def say(self, message: bytes) -> None:
        """Say something on the channel, or nothing while Redis does not answer."""
        with suppress(Waiting):
            self.call(lambda server: server.publish(CHANNEL, message))

    def listen(self, listener: Listener) -> None:
        """Listen to the channel for ever, in a greenlet of its own."""
        gevent.spawn(self._listen, listener)

    def _listen(self, listener: Listener) -> None:
        while True:
            try:
                self._hear(listener)
            except _LOST as error:
                if self.is_up or not self._was_tried.is_set():
                    self.is_up = False
                    self._was_tried.set()
                    _log.warning("Redis does not answer: %s", error)
                    listener.lose()
            gevent.sleep(4 * _AGAIN)

    def _hear(self, listener: Listener) -> None:
        """Listen until nothing is heard any more, though it is pinged.

        Counted in waits, since a process that stood still has heard nothing for long, either.

        Raises:
            redis.RedisError: one of _LOST.
        """
        with self._redis.pubsub() as channel:
            channel.subscribe(CHANNEL)
            n_silent = 0
            while n_silent < _SILENT:
                message = channel.get_message(timeout=REDIS_TIMEOUT / _SILENT)
                if message is None:
                    n_silent += 1
                    channel.ping()
                    continue
                n_silent = 0
                if message["type"] == "subscribe":
                    self.is_up = True
                    self._was_tried.set()
                    listener.regain()
                elif message["type"] == "message":
                    listener.hear(message["data"])
            raise redis.TimeoutError("no answer to a ping")
