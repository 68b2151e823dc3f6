"""A server that is attacked, in a process of its own."""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple


class Server(NamedTuple):
    """A server that is attacked."""

    process: subprocess.Popen[str]
    port: int
    log: IO[str]

    def memory(self, what: str) -> float:
        """MB that it holds (``VmRSS``), or held at most (``VmHWM``)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.partition(f"{what}:")[2].split()[0]) / 1024

    def forget_the_most(self) -> None:
        """Let the most that it held be counted from now on."""
        Path(f"/proc/{self.process.pid}/clear_refs").write_text("5")

    def tracebacks(self) -> int:
        """How many it has logged."""
        self.log.seek(0)
        return self.log.read().count("Traceback")


@contextmanager
def serving(checkout: Path = Path(), n_files: int | None = None) -> Iterator[Server]:
    """The server of a checkout, at rest; ``n_files``: how many files it may have open."""

    def begin() -> None:
        if n_files is not None:
            resource.setrlimit(resource.RLIMIT_NOFILE, (n_files, n_files))

    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.server", "--packed"],
            cwd=checkout,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            preexec_fn=begin,  # noqa: PLW1509  # this program runs no thread yet
        )
        try:
            port = int(process.stdout.readline() if process.stdout else "")
            time.sleep(2)  # it packs what it will serve
            yield Server(process, port, log)
        finally:
            process.terminate()
            process.wait()
