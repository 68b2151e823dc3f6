"""Turns: how work on the server's one loop gives way to others, and what it costs.

The one place where turns are taken. Everybody is served by one loop, so whoever works long keeps
all others waiting; and ``gevent.sleep(0)`` is no turn, since some fifty callbacks run after it
before any socket is looked at.
"""

from collections import deque
from collections.abc import Generator
from time import monotonic, thread_time
from typing import Self, TypeVar

import gevent
from gevent.event import Event

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
        """Stop counting: it is others' turn."""
        self.seconds += thread_time() - self._begun

    def resume(self) -> None:
        """Go on counting."""
        self._begun = thread_time()
        self._since = monotonic()

    @property
    def is_long(self) -> bool:
        """Whether the loop has been held for long enough; a machine that is busy counts for none.

        The clock is asked first, since it is quicker.
        """
        if monotonic() - self._since < LONGEST_HOLD:
            return False
        return thread_time() - self._begun >= LONGEST_HOLD


_current: Work | None = None  # what the loop works on now


class _Line:
    """Whoever has something costly to do stands here: one goes on each time the loop goes round."""

    def __init__(self) -> None:
        self._waiting: deque[Event] = deque()
        self._usher: gevent.Greenlet | None = None
        self._seen_in = -1  # the round of the loop in which somebody went on

    def pass_by(self) -> None:
        """Go on at once if nobody else has in this round, else wait for one's turn."""
        if self._usher is not None or self._seen_in == loop_round():
            self.stand()
        self._seen_in = loop_round()

    def stand(self) -> None:
        """Wait for one's turn."""
        turn = Event()
        self._waiting.append(turn)
        if self._usher is None:
            self._usher = gevent.spawn(self._lead)
        turn.wait()

    def _lead(self) -> None:
        while self._waiting:
            gevent.sleep(_TURN)
            self._waiting.popleft().set()
        self._usher = None


_readers, _requests, _pieces = _Line(), _Line(), _Line()


def loop_round() -> int:
    """How often the loop has gone round: while it is the same, nobody else had a turn."""
    n: int = gevent.get_hub().loop.iteration
    return n


def give_way(seconds: float = 0.0) -> None:
    """Let everybody else go first, whoever waits at a socket included; then rest some seconds."""
    gevent.sleep(max(seconds, _TURN))


def after_reading() -> None:
    """After something came over HTTP, or a connection ended: hundreds of them may at once."""
    _readers.pass_by()


def stand_in_line() -> None:
    """Before a request is answered: one at a time, and whoever draws comes in between.

    Hundreds may come at once, and have no allowance.
    """
    _requests.stand()


def breathe() -> None:
    """Between two pieces of long work: stand in line if it has held the loop for long."""
    global _current  # noqa: PLW0603
    work, _current = _current, None
    if work is None:
        _pieces.stand()
        return
    if work.is_long:
        work.pause()
        _pieces.stand()
        work.resume()
    _current = work


def by_turns(run: Generator[object, None, _Result]) -> _Result:
    """What a generator returns; at each ``yield`` it gives way if it has held the loop for long."""
    while True:
        try:
            next(run)
        except StopIteration as ended:
            result: _Result = ended.value
            return result
        breathe()
