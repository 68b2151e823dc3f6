"""Answers that take long are computed in a process of their own, so that nobody waits for them."""

import multiprocessing
from collections import OrderedDict
from collections.abc import Mapping
from multiprocessing.pool import AsyncResult, Pool
from typing import Any

import gevent
import msgspec

from app.config import LONGEST_ANSWER, MOST_LONG_ANSWERS
from app.forward_pass import InvalidInput
from app.lessons import find_lessons

_KEPT = 64  # answers; the same question is computed once

Answer = Mapping[str, Any]


class Worker:
    """One process, started for the first question, and a short queue in front of it."""

    def __init__(self) -> None:
        self._pool: Pool | None = None
        self._results: OrderedDict[bytes, AsyncResult[Answer]] = OrderedDict()

    def answer(self, slug: str, ask: str, request: msgspec.Struct) -> Answer:
        """The answer to a lesson's long question. The caller waits, and nobody else does.

        Raises:
            InvalidInput: the question itself, too many waiting before it, or it took too long.
        """
        key = msgspec.msgpack.encode((slug, ask, request))
        result = self._results.get(key)
        if result is None:
            n_waiting = sum(not each.ready() for each in self._results.values())
            if n_waiting >= MOST_LONG_ANSWERS:
                expected = f"at most {MOST_LONG_ANSWERS} long answers under way; ask again soon"
                raise InvalidInput("busy", expected, f"{n_waiting}")
            result = self._results[key] = self._started().apply_async(
                _compute, (slug, ask, request)
            )
        self._results.move_to_end(key)
        while len(self._results) > _KEPT:
            self._results.popitem(last=False)
        return self._wait(key, result)

    def _wait(self, key: bytes, result: AsyncResult[Answer]) -> Answer:
        # A thread waits, not the event loop.
        gevent.get_hub().threadpool.apply(result.wait, (LONGEST_ANSWER,))
        if not result.ready():
            self.stop()
            raise InvalidInput("busy", f"an answer within {LONGEST_ANSWER:g} seconds", "none")
        if not result.successful():
            self._results.pop(key, None)  # the next who asks gets another chance
        return result.get()

    def _started(self) -> Pool:
        if self._pool is None:
            # Not forked: a copy of a process with an event loop and threads may never wake up.
            self._pool = multiprocessing.get_context("spawn").Pool(1)
        return self._pool

    def stop(self) -> None:
        """End the process and forget what it was asked; the next question starts another."""
        if self._pool is not None:
            self._pool.terminate()
            self._pool = None
        self._results.clear()


def _compute(slug: str, ask: str, request: msgspec.Struct) -> Answer:
    return find_lessons()[slug].asks[ask].answer(request)
