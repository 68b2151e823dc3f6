"""What each connection may do, whatever Socket.IO sessions begin and end on it."""

from collections.abc import Callable
from time import monotonic

import gevent

from app.config import (
    HELLO_WITHIN,
    LIVE_BURST,
    LIVE_RATE,
    MOST_STRANGERS,
    OTHER_BURST,
    OTHER_RATE,
    TOKEN,
)
from app.transport.rate import Bucket

_FREE = 2 * TOKEN  # seconds that the token of a message pays for
_REST = 4  # times as long as it took, after a message that was refused


class Connection:
    """The allowance of one transport."""

    __slots__ = ("_is_refused", "_paying", "live", "other", "seen_in")

    def __init__(self) -> None:
        self.live = Bucket(LIVE_RATE, LIVE_BURST)
        self.other = Bucket(OTHER_RATE, OTHER_BURST)
        self._paying = self.other
        self._is_refused = False
        self.seen_in = -1  # the round of the loop in which its last message was done

    def take(self, bucket: Bucket) -> float:
        """Take the token of a message: 0.0, or the seconds until there will be one."""
        self._paying = bucket
        wait = bucket.take()
        self._is_refused = wait > 0
        return wait

    def pay(self, seconds: float) -> float:
        """Pay for what a message took, let in or not; returns seconds to rest before the next."""
        self._paying.charge(max(0.0, seconds - _FREE) / TOKEN)
        rest = _REST * seconds if self._is_refused else 0.0
        self._paying, self._is_refused = self.other, False
        return rest


class Connections:
    """The connections of one server, by their number."""

    def __init__(self, close: Callable[[str], None], most: int) -> None:
        """``close`` ends one; ``most``: how many there may be."""
        self._close = close
        self._most = most
        self._most_strangers = max(1, min(MOST_STRANGERS, most // 4))
        self._open: dict[str, Connection] = {}
        self._strangers: dict[str, float] = {}  # since when they have not said hello, oldest first
        self._porter: gevent.Greenlet | None = None

    def __getitem__(self, eio_sid: str) -> Connection:
        """One that is open."""
        return self._open[eio_sid]

    def get(self, eio_sid: str) -> Connection | None:
        """One, if it is still open."""
        return self._open.get(eio_sid)

    def begin(self, eio_sid: str) -> None:
        """One has been opened; if that is one too many, the oldest of the strangers goes."""
        self._open[eio_sid] = Connection()
        self.estrange(eio_sid)
        if len(self._strangers) > self._most_strangers or len(self._open) > self._most:
            self._close(next(iter(self._strangers)))

    def end(self, eio_sid: str) -> None:
        """One has been closed."""
        self._open.pop(eio_sid, None)
        self._strangers.pop(eio_sid, None)

    def greet(self, eio_sid: str) -> None:
        """One has said hello, and stays."""
        self._strangers.pop(eio_sid, None)

    def estrange(self, eio_sid: str) -> None:
        """One has no Socket.IO session, not yet or no longer."""
        if eio_sid in self._open:
            self._strangers[eio_sid] = monotonic()
            if self._porter is None:
                self._porter = gevent.spawn(self._show_out)

    @property
    def is_full(self) -> bool:
        """Whether nobody can be let in: all places are taken by those who have said hello."""
        return len(self._open) - len(self._strangers) >= self._most

    def _show_out(self) -> None:
        while self._strangers:
            eio_sid, since = next(iter(self._strangers.items()))
            left = since + HELLO_WITHIN - monotonic()
            if left > 0:
                gevent.sleep(left)
            else:
                self._close(eio_sid)
        self._porter = None
