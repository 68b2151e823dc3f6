"""Turns: how work on the server's one loop gives way to others, and what it costs.

The one place where turns are taken. Everybody is served by one loop, so whoever works long lets all
others wait; and ``gevent.sleep(0)`` is no turn, since some fifty callbacks run after it before any
socket is looked at.
"""

from collections.abc import Generator
from time import monotonic, thread_time
from typing import Self, TypeVar

import gevent

from app.config import LONGEST_HOLD

_TURN = 1e-6  # seconds: a timer, however short, comes after the sockets

_Result = TypeVar("_Result")


class Work:
    """A piece of work, such as a message: ``seconds`` of the processor, without others' turns."""

    __slots__ = ("_begun", "_since", "seconds")

    def __enter__(self) -> Self:
        """Begin."""
        global _current  # noqa: PLW0603  # one loop, so one piece of work at a time
        self.seconds = 0.0
        self.resume()
        _current = self
        return self

    def __exit__(self, *_: object) -> None:
        """End, well or not."""
        global _current  # noqa: PLW0603
        self.pause()
        _current = None

    def pause(self) -> None:
        """Count no more: it is the turn of others."""
        self.seconds += thread_time() - self._begun

    def resume(self) -> None:
        """Go on counting."""
        self._begun = thread_time()
        self._since = monotonic()

    @property
    def is_long(self) -> bool:
        """Whether the loop has been held for long enough."""
        return monotonic() - self._since >= LONGEST_HOLD


_current: Work | None = None  # what the loop works on now


def give_way(seconds: float = 0.0) -> None:
    """Let everybody else go first, those who wait at a socket, too; and rest for some seconds."""
    global _current  # noqa: PLW0603
    work, _current = _current, None
    if work is None:
        gevent.sleep(max(seconds, _TURN))
        return
    work.pause()
    gevent.sleep(max(seconds, _TURN))
    work.resume()
    _current = work


def breathe() -> None:
    """Between two pieces of what takes long: give way if it has held the loop for long enough."""
    if _current is None or _current.is_long:
        give_way()


def by_turns(run: Generator[object, None, _Result]) -> _Result:
    """What a generator returns, which gives way at each ``yield`` if it has gone on for long."""
    while True:
        try:
            next(run)
        except StopIteration as ended:
            result: _Result = ended.value
            return result
        breathe()
