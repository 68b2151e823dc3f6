"""What each connection may do, whatever sessions of Socket.IO begin and end on it."""

from app.config import LIVE_BURST, LIVE_RATE, OTHER_BURST, OTHER_RATE, TOKEN
from app.transport.rate import Bucket

_FREE = 2 * TOKEN  # seconds that the token of a message pays for
_REST = 4  # times as long as it took, after a message that was refused


class Connection:
    """The allowance of one transport."""

    __slots__ = ("_is_refused", "_paying", "live", "other")

    def __init__(self) -> None:
        self.live = Bucket(LIVE_RATE, LIVE_BURST)
        self.other = Bucket(OTHER_RATE, OTHER_BURST)
        self._paying = self.other
        self._is_refused = False

    def take(self, bucket: Bucket) -> float:
        """Take the token of a message: 0.0, or the seconds until there will be one."""
        self._paying = bucket
        wait = bucket.take()
        self._is_refused = wait > 0
        return wait

    def pay(self, seconds: float) -> float:
        """Pay for what a message took, let in or not: how many seconds to rest before the next."""
        self._paying.charge(max(0.0, seconds - _FREE) / TOKEN)
        rest = _REST * seconds if self._is_refused else 0.0
        self._paying, self._is_refused = self.other, False
        return rest


class Connections:
    """The connections of one server, by their number."""

    def __init__(self) -> None:
        self._open: dict[str, Connection] = {}

    def __getitem__(self, eio_sid: str) -> Connection:
        """One that is open."""
        return self._open[eio_sid]

    def get(self, eio_sid: str) -> Connection | None:
        """One, if it is still open."""
        return self._open.get(eio_sid)

    def begin(self, eio_sid: str) -> None:
        """One has been opened."""
        self._open[eio_sid] = Connection()

    def end(self, eio_sid: str) -> None:
        """One has been closed."""
        self._open.pop(eio_sid, None)
