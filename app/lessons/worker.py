"""Answers that take long are computed in a process of their own, so that nobody waits for them."""

import atexit
import os
import subprocess
import sys
from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
from gevent.event import AsyncResult
from gevent.lock import BoundedSemaphore
from gevent.subprocess import PIPE, Popen, TimeoutExpired

from app.config import LONGEST_ANSWER, MOST_LONG_ANSWERS
from app.forward_pass import InvalidInput

_KEPT = 64  # answers; the same question is computed once
_LOW = getattr(
    subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0
)  # on Windows; else it is nice by itself
_HERE = Path(__file__).parents[2]  # where `app` is found

Answer = Mapping[str, Any]


class Worker:
    """One process at a time, and a short queue in front of it."""

    def __init__(self) -> None:
        self._turn = BoundedSemaphore(1)
        self._results: OrderedDict[bytes, AsyncResult] = OrderedDict()
        self._process: Popen | None = None
        atexit.register(self.stop)

    def answer(self, slug: str, ask: str, request: msgspec.Struct) -> Answer:
        """The answer to a lesson's long question. The greenlet that asks waits, and no other.

        Raises:
            InvalidInput: the question itself, too many waiting before it, or it took too long.
            ChildProcessError: a fault of ours, which the process has told.
        """
        key = msgspec.msgpack.encode((slug, ask, request))
        result = self._results.get(key)
        if result is not None:
            self._results.move_to_end(key)
            known: Answer = result.get()
            return known
        n_waiting = sum(not each.ready() for each in self._results.values())
        if n_waiting >= MOST_LONG_ANSWERS:
            expected = f"at most {MOST_LONG_ANSWERS} long answers under way; ask again soon"
            raise InvalidInput("busy", expected, f"{n_waiting} of them")
        result = self._results[key] = AsyncResult()
        while len(self._results) > _KEPT:
            self._results.popitem(last=False)
        try:
            with self._turn:
                answer = self._computed(key)
        except Exception as error:
            self._results.pop(key, None)  # the next who asks gets another chance
            result.set_exception(error)
            raise
        result.set(answer)
        return answer

    def _computed(self, question: bytes) -> Answer:
        environment = os.environ | {"PYTHONPATH": str(_HERE), "OPENBLAS_NUM_THREADS": "1"}
        command = [sys.executable, "-m", "app.lessons"]
        self._process = Popen(command, stdin=PIPE, stdout=PIPE, env=environment, creationflags=_LOW)
        try:
            told, _ = self._process.communicate(question, timeout=LONGEST_ANSWER)
        except TimeoutExpired:
            expected = f"an answer within {LONGEST_ANSWER:g} seconds"
            raise InvalidInput("busy", expected, "none") from None
        finally:
            self.stop()
        if self._process.returncode:
            raise ChildProcessError(f"a lesson's answer ended with {self._process.returncode}")
        answer: Answer
        kind, answer = msgspec.msgpack.decode(told)
        if kind == "refused":
            raise InvalidInput(**answer)
        return answer

    def stop(self) -> None:
        """End the process, if there is one."""
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait()
