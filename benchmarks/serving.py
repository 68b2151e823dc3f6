"""Programs of the bench in processes of their own."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.client import Client

_REST_WITHIN = 20  # seconds
_AT_REST = 0.02  # seconds of the processor in one second


class Usage:
    """What the server's process has used, asked over a connection of its own."""

    def __init__(self, port: int) -> None:
        self._client = Client(port)

    def __getitem__(self, what: str) -> float:
        return float(self._client.ask("usage")[what])

    def close(self) -> None:
        """End the connection."""
        self._client.close()


@contextmanager
def serving(*, packed: bool = False) -> Iterator[int]:
    """The server, at rest: the port. ``packed``: with the pages as small as they can be."""
    with running("benchmarks.server", *(["--packed"] if packed else [])) as port:
        _come_to_rest(port)
        yield port


@contextmanager
def running(module: str, *arguments: str) -> Iterator[int]:
    """A program that prints its port once it listens: the port."""
    process = subprocess.Popen(
        [sys.executable, "-m", module, *arguments], stdout=subprocess.PIPE, text=True
    )
    try:
        port = process.stdout.readline() if process.stdout else ""
        yield int(port)
    finally:
        process.terminate()
        process.wait()


def _come_to_rest(port: int) -> None:
    """Wait until a server that has just started has prepared all that it will serve."""
    usage = Usage(port)
    for _ in range(_REST_WITHIN):
        before = usage["cpu"]
        time.sleep(1)
        if usage["cpu"] - before < _AT_REST:
            break
    usage.close()
