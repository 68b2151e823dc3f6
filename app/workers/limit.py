"""A process that ends itself once it has worked too long."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def working_at_most(seconds: float) -> Iterator[None]:
    """Inside, this process ends after so many seconds of the processor.

    Nothing else ends a library in the middle of a file of thousands of layers, or of nothing but
    stuffing. On Windows there is no such timer, only the clock of whoever waits.
    """
    if not hasattr(signal, "setitimer"):
        yield
        return
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
