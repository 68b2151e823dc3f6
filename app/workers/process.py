"""One worker process, as the server sees it."""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import gevent
import msgspec
from gevent.subprocess import PIPE, Popen

from app.config import LONGEST_SILENCE, LONGEST_START
from app.workers.frames import Slice, Turn, read_frame, write_frame


class LostWorker(Exception):
    """The worker has died, or did not answer in time. ``is_late``: which of the two."""

    def __init__(self, *, is_late: bool = False) -> None:
        super().__init__(
            "expected an answer of a worker, found " + ("none" if is_late else "its end")
        )
        self.is_late = is_late


class Process:
    """A process that is started with its first turn, and again with the first after its end."""

    def __init__(self) -> None:
        self._process: Popen | None = None
        self._patience = LONGEST_START

    @property
    def is_warm(self) -> bool:
        """Whether it runs, so that a question need not wait for Python to start."""
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int | None:
        """Its number, while it runs."""
        return self._process.pid if self._process is not None and self.is_warm else None

    def take(self, turn: Turn, seconds: float) -> Slice:
        """What comes of a turn. Only the greenlet that asks waits.

        Raises:
            LostWorker: it has died, or took longer than ``seconds`` and was ended.
        """
        try:
            with gevent.Timeout(seconds, LostWorker(is_late=True)):
                frame = self._answer(turn)
            if frame is None:
                raise LostWorker
            return msgspec.msgpack.decode(frame, type=Slice)
        except (OSError, msgspec.DecodeError) as error:  # the pipe is broken, or what came of it
            self.end()
            raise LostWorker from error
        except LostWorker:
            self.end()
            raise

    def _answer(self, turn: Turn) -> bytes | None:
        """The frame that follows, after any number of signs of life."""
        process = self._started()
        frame: bytes | None = b""
        with gevent.Timeout(self._patience, LostWorker()):
            write_frame(process.stdin, turn)
        while frame == b"":
            with gevent.Timeout(self._patience, LostWorker()):
                frame = read_frame(process.stdout)
            self._patience = LONGEST_SILENCE
        return frame

    def end(self) -> None:
        """End it, if it runs; whoever waits for a turn of it is told so."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                self._process.kill()
            self._process.wait()

    def _started(self) -> Popen:
        if not self.is_warm:
            self._patience = LONGEST_START
            self._process = Popen(
                # -P: nothing is imported from the folder that the server was started in.
                [sys.executable, "-P", "-m", "app.workers"],
                stdin=PIPE,
                stdout=PIPE,
                env=os.environ | {"OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": _python_path()},
                creationflags=getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0),
            )
        return self._process


def _python_path() -> str:
    """PYTHONPATH without that folder, which an empty or relative part would name."""
    parts = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    return os.pathsep.join(part for part in parts if Path(part).is_absolute())
