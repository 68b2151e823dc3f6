"""How often a connection may do something: a token bucket, and for how long it was too often."""

from time import monotonic

_PAUSE = 1.0  # seconds without another one after which an excess is over
_AT_ONCE = 2  # questions that a page has out at a time; each waits as it was told


class Bucket:
    """A token bucket: ``rate`` tokens a second flow in, up to ``burst``; each use takes one.

    Whoever is refused is told how long to wait. Waiting that long is no excess, however often.
    """

    __slots__ = (
        "_at", "_first_excess", "_last_excess", "_n_refused", "_tokens", "_until", "burst", "rate",
    )  # fmt: skip

    def __init__(self, rate: float, burst: float) -> None:
        self.rate = rate
        self.burst = burst
        self._tokens = burst
        self._at = monotonic()
        self._until = float("-inf")  # until when it was told to wait
        self._n_refused = 0  # since it was told so
        self._first_excess = self._last_excess = float("-inf")

    def take(self) -> float:
        """Take a token: 0.0, or if there is none the seconds until there will be one."""
        now = monotonic()
        self._tokens = min(self.burst, self._tokens + (now - self._at) * self.rate)
        self._at = now
        if self._tokens >= 1:
            self._tokens -= 1
            return 0.0
        wait = (1 - self._tokens) / self.rate
        if now >= self._until:
            self._until = now + wait
            self._n_refused = 0
        self._n_refused += 1
        if self._n_refused > _AT_ONCE:
            if now - self._last_excess > _PAUSE:
                self._first_excess = now
            self._last_excess = now
        return wait

    def charge(self, tokens: float) -> None:
        """Take more tokens for what was let in; the next one waits until they have flowed in."""
        self._tokens -= tokens

    @property
    def excess(self) -> float:
        """For how many seconds it was asked too much, without a second's pause between."""
        return max(0.0, self._last_excess - self._first_excess)
