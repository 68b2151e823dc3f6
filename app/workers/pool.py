"""The pool: long questions, each computed once for all who ask, taking turns."""

import atexit
import logging
import os
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import Any, Literal, NamedTuple

import gevent
import msgspec

from app.config import (
    ABANDONED_AFTER,
    KEPT_ANSWERS,
    KEPT_AT_LEAST,
    LONGEST_ANSWER,
    LONGEST_TURN,
    MOST_AT_ONCE,
    MOST_SAID,
    MOST_WAITING,
    MOST_WORKERS,
    PLACES_EVERY,
)
from app.forward_pass import InvalidInput
from app.log import fields
from app.wire import INTERNAL
from app.workers.frames import Opening, Refusal, Slice, Turn
from app.workers.process import LostWorker, Process

_log = logging.getLogger(__name__)

_TRIES = 2  # of a question whose worker was lost
_SLOW = InvalidInput(
    "slow", f"an answer within {LONGEST_ANSWER:g} seconds", "none", seconds=LONGEST_ANSWER
)


class News(NamedTuple):
    """What whoever asked is told.

    ``place``: in the line, from 1; 0 once it is being computed. ``progress``: 0 to 1. ``piece``
    and ``answer``: MessagePack. ``error``: an InvalidInput.
    """

    kind: Literal["place", "progress", "piece", "answer", "error"]
    value: Any

    @property
    def is_last(self) -> bool:
        """Whether nothing follows."""
        return self.kind in ("answer", "error")


class _Job:
    """A question, how far it is, and who waits for it."""

    def __init__(self, number: int, key: bytes, opening: Opening) -> None:
        self.number = number
        self.key = key
        self.opening = opening
        self.tickets: list[Ticket] = []
        self.told: list[News] = []  # pieces, then the answer or an error
        self.n_bytes = 0  # of what was told
        self.n_lost = 0  # workers
        self.begin_again()

    def begin_again(self) -> None:
        """Forget what its worker knew; the pieces that were told already will be said again."""
        self.has_begun = False
        self.seconds = 0.0  # of the processor
        self.n_repeated = len(self.told)

    @property
    def is_done(self) -> bool:
        return bool(self.told) and self.told[-1].is_last

    @property
    def n_kept(self) -> int:
        """Bytes that it takes to keep, about: a question of 60 KB may have a short answer."""
        return max(KEPT_AT_LEAST, len(self.key) + len(self.opening.data) + self.n_bytes)

    def say(self, news: News) -> None:
        """Tell all who wait, and keep it for those who ask later."""
        self.told.append(news)
        self.n_bytes += 0 if news.kind == "error" else len(news.value)
        self.tell(news)
        if self.is_done:
            self.tickets = [each for each in self.tickets if not each.is_up_to_date]

    def tell(self, news: News) -> None:
        for ticket in tuple(self.tickets):
            ticket.tell(news)


class Ticket:
    """One who waits for an answer."""

    def __init__(self, job: _Job, hear: Callable[[News], None], place: int) -> None:
        self.job = job
        self.place = place  # as it was told last
        self.is_up_to_date = False
        self.hear = hear

    def catch_up(self) -> None:
        """Hear what was told before this one asked."""
        if self not in self.job.tickets:
            return
        self.is_up_to_date = True
        for news in self.job.told:
            self.hear(news)
        if self.job.is_done:
            self.job.tickets.remove(self)

    def tell(self, news: News) -> None:
        """Hear something new."""
        if self.is_up_to_date:
            self.hear(news)

    def tell_place(self, place: int) -> None:
        """Hear of this one's place in the line, if it has changed."""
        if place != self.place:
            self.place = place
            self.tell(News("place", place))


class _Worker:
    """A worker process, and the jobs that it has begun."""

    def __init__(self) -> None:
        self.process = Process()
        self.jobs: deque[_Job] = deque()  # in the order of their turns
        self.current: _Job | None = None
        self.dropped: list[int] = []
        self.room = MOST_AT_ONCE
        self.is_busy = False


class Pool:
    """A few worker processes, started once there is something to do."""

    def __init__(self, n_workers: int | None = None) -> None:
        n = n_workers or max(1, min(MOST_WORKERS, (os.cpu_count() or 1) - 1))
        self._workers = [_Worker() for _ in range(n)]
        self._line: deque[_Job] = deque()  # not begun
        self._jobs: OrderedDict[bytes, _Job] = OrderedDict()  # those, the begun, kept answers
        self._n_asked = 0
        self._announcer: gevent.Greenlet | None = None
        atexit.register(self.stop)

    @property
    def pids(self) -> list[int]:
        """The numbers of the processes that run."""
        return [each.process.pid for each in self._workers if each.process.pid is not None]

    def ask(
        self,
        function: Callable[[Any], Any],
        request: msgspec.Struct,
        hear: Callable[[News], None],
    ) -> Ticket:
        """Have a long function of a module computed; ``hear`` is called later, never from here.

        Raises:
            InvalidInput: too many others wait.
        """
        kind = type(request)
        opening = Opening(
            (function.__module__, function.__name__),
            (kind.__module__, kind.__name__),
            msgspec.msgpack.encode(request),
        )
        key = msgspec.msgpack.encode(opening)
        job = self._jobs.get(key)
        if job is None:
            if len(self._line) >= MOST_WAITING:
                expected = f"at most {MOST_WAITING} questions in the line; ask again soon"
                raise InvalidInput("busy", expected, f"{len(self._line)} of them")
            self._n_asked += 1
            job = self._jobs[key] = _Job(self._n_asked, key, opening)
            self._line.append(job)
            self._deal()
        self._jobs.move_to_end(key)
        place = self._line.index(job) + 1 if job in self._line else 0
        ticket = Ticket(job, hear, place)
        job.tickets.append(ticket)
        gevent.spawn(ticket.catch_up)
        return ticket

    def leave(self, ticket: Ticket, why: InvalidInput | None = None) -> None:
        """Hear nothing more except why; what nobody waits for leaves the line, or is stopped."""
        job = ticket.job
        if ticket not in job.tickets:
            return
        job.tickets.remove(ticket)
        if why is not None:
            gevent.spawn(ticket.hear, News("error", why))
        if job.tickets or job.is_done:
            return
        self._forget(job)
        if job in self._line:
            self._line.remove(job)
        for worker in self._workers:
            if job in worker.jobs:
                worker.jobs.remove(job)
                worker.dropped.append(job.number)
            elif job is worker.current:
                # A slice ends by itself; a function that does not give way is ended.
                gevent.spawn_later(ABANDONED_AFTER, self._end_if_still_at, worker, job)
        self._deal()

    def stop(self) -> None:
        """End the processes, and start none for what is still asked."""
        self._line.clear()
        for job in self._jobs.values():
            job.tickets.clear()
        for worker in self._workers:
            worker.jobs.clear()
            worker.process.end()

    def _end_if_still_at(self, worker: _Worker, job: _Job) -> None:
        if worker.current is job:
            worker.process.end()

    def _deal(self) -> None:
        """Set to work every idle worker that has something to do, the warm ones first."""
        for worker in sorted(self._workers, key=lambda each: not each.process.is_warm):
            if not worker.is_busy:
                worker.current = self._next(worker)
                if worker.current or worker.dropped:
                    worker.is_busy = True
                    gevent.spawn(self._work, worker)
        if self._line and not self._announcer:
            self._announcer = gevent.spawn(self._announce)

    def _next(self, worker: _Worker) -> _Job | None:
        """Whose turn it is: what has not begun comes first, so that what is short stays so."""
        if not worker.jobs:
            worker.room = MOST_AT_ONCE
        if self._line and len(worker.jobs) < worker.room:
            return self._line.popleft()
        return worker.jobs.popleft() if worker.jobs else None

    def _work(self, worker: _Worker) -> None:
        while worker.current or worker.dropped:
            job = worker.current
            if job and not job.tickets:  # all have left before their turn came
                if job.has_begun:
                    worker.dropped.append(job.number)
                worker.current = self._next(worker)
                continue
            try:
                told = _turn(worker)
            except LostWorker as lost:
                self._lose(worker, lost)
            else:
                if job:
                    self._take(worker, job, told)
            worker.current = self._next(worker)
        worker.is_busy = False

    def _take(self, worker: _Worker, job: _Job, told: Slice) -> None:
        """Tell what came of a turn, and give the job another one if it goes on."""
        job.seconds += told.seconds
        if told.is_full and job.tickets:
            worker.room = len(worker.jobs)
            job.begin_again()
            self._line.appendleft(job)
            return
        self._tell(job, told)
        if told.is_last:
            return
        if job.tickets and not job.is_done:
            worker.jobs.append(job)
        else:  # all have left in the meantime, or it has gone too far
            worker.dropped.append(job.number)

    def _tell(self, job: _Job, told: Slice) -> None:
        for piece in told.pieces:
            if job.n_repeated:
                job.n_repeated -= 1
            else:
                job.say(News("piece", piece))
        if told.progress is not None:
            job.tell(News("progress", told.progress))
        if told.answer is not None:
            job.say(News("answer", told.answer))
            self._forget_oldest()
        elif told.refused is not None:
            self._fail(job, _error_of(told.refused))
        elif told.fault is not None or job.n_bytes > MOST_SAID:
            fault = told.fault or f"expected at most {MOST_SAID} bytes of pieces"
            _log.error("a long answer failed", extra=fields(of=job.opening.function, fault=fault))
            self._fail(job, INTERNAL)
        elif job.seconds > LONGEST_ANSWER:
            self._fail(job, _SLOW)

    def _lose(self, worker: _Worker, lost: LostWorker) -> None:
        """Have everything that the worker had begun computed again, by the next one."""
        job = worker.current
        for each in reversed(worker.jobs):
            each.begin_again()
            self._line.appendleft(each)
        worker.jobs.clear()
        worker.dropped.clear()
        if job is None or not job.tickets:
            return
        job.n_lost += 1
        _log.warning("a worker was lost", extra=fields(of=job.opening.function, late=lost.is_late))
        if job.n_lost < _TRIES:
            job.begin_again()
            self._line.appendleft(job)
        else:
            self._fail(job, _SLOW if lost.is_late else INTERNAL)

    def _fail(self, job: _Job, error: InvalidInput) -> None:
        self._forget(job)  # the next who asks gets another chance
        job.say(News("error", error))

    def _forget_oldest(self) -> None:
        done = [job for job in self._jobs.values() if job.is_done]
        n_bytes = sum(job.n_kept for job in done)
        for job in done:
            if n_bytes <= KEPT_ANSWERS:
                return
            n_bytes -= job.n_kept
            self._forget(job)

    def _forget(self, job: _Job) -> None:
        if self._jobs.get(job.key) is job:
            del self._jobs[job.key]

    def _announce(self) -> None:
        """Tell everybody in the line where they stand, until there is nobody left."""
        while self._line:
            gevent.sleep(PLACES_EVERY)
            places = dict.fromkeys((job for job in self._jobs.values() if not job.is_done), 0)
            places |= {job: place for place, job in enumerate(self._line, 1)}
            for job, place in places.items():
                for ticket in tuple(job.tickets):
                    ticket.tell_place(place)
        self._announcer = None


def _error_of(refused: Refusal) -> InvalidInput:
    error = InvalidInput(refused.code, refused.expected, refused.found)
    error.values = refused.values
    return error


def _turn(worker: _Worker) -> Slice:
    job, dropped = worker.current, worker.dropped
    worker.dropped = []
    if job is None:
        return worker.process.take(Turn(dropped), LONGEST_TURN)
    opening = None if job.has_begun else job.opening
    job.has_begun = True
    return worker.process.take(Turn(dropped, job.number, opening), LONGEST_TURN)
