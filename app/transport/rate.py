"""How often a connection may do something: a token bucket, and how long it was too often."""

from time import monotonic

_PAUSE = 1.0  # seconds without a refusal after which an excess is over


class Bucket:
    """A token bucket: ``rate`` tokens a second flow in, up to ``burst``; each use takes one."""

    __slots__ = ("_at", "_first_refusal", "_last_refusal", "_tokens", "burst", "rate")

    def __init__(self, rate: float, burst: float) -> None:
        self.rate = rate
        self.burst = burst
        self._tokens = burst
        self._at = monotonic()
        self._first_refusal = self._last_refusal = float("-inf")

    def take(self) -> float:
        """Take a token: 0.0, or if there is none the seconds until there will be one."""
        now = monotonic()
        self._tokens = min(self.burst, self._tokens + (now - self._at) * self.rate)
        self._at = now
        if self._tokens >= 1:
            self._tokens -= 1
            return 0.0
        if now - self._last_refusal > _PAUSE:
            self._first_refusal = now
        self._last_refusal = now
        return (1 - self._tokens) / self.rate

    @property
    def excess(self) -> float:
        """For how many seconds it was asked too much, without a second's pause between."""
        return max(0.0, self._last_refusal - self._first_refusal)
