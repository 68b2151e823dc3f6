"""Programs of the bench in processes of their own."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.client import Client


@contextmanager
def serving(module: str = "benchmarks.server", *arguments: str) -> Iterator[int]:
    """A server on this machine: its port."""
    process = subprocess.Popen(
        [sys.executable, "-m", module, *arguments], stdout=subprocess.PIPE, text=True
    )
    try:
        port = process.stdout.readline() if process.stdout else ""
        yield int(port)
    finally:
        process.terminate()
        process.wait()


class Usage:
    """What the server's process has used, asked over a connection of its own."""

    def __init__(self, port: int) -> None:
        self._client = Client(port)

    def __getitem__(self, what: str) -> float:
        return float(self._client.ask("usage")[what])
