"""Many people drawing at once on one server."""

import asyncio
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.measure import Effort, Row, percentile
from benchmarks.people import Tally, draw_together, join, leave
from benchmarks.serving import Usage, serving

_AUDIENCE, _DRAWING = 1_000, 100


def rows(effort: Effort) -> Iterator[Row]:
    """Three crowds, each with a server of its own."""
    with _crowd_server() as (port, usage):
        tally, cores = asyncio.run(_drawing(port, usage, 30, 30, 20 * effort.length))
    yield Row(
        name="30 people, 30 drawings a second each: p99 to the answer",
        value=percentile(tally.delays, 99) * 1e3,
        unit="ms",
        target=40,
    )
    yield Row(name="the same: the server's part of a core", value=cores, unit="cores", target=0.6)
    yield Row(name="the same: final drawings lost", value=tally.n_lost, unit="", target=0)

    with _crowd_server() as (port, usage):
        tally, _ = asyncio.run(_drawing(port, usage, 120, 10, 15 * effort.length))
        most_memory = usage["most_memory"]
    yield Row(
        name="120 people, 10 drawings a second each: p95 to the answer",
        value=percentile(tally.delays, 95) * 1e3,
        unit="ms",
        target=100,
    )
    yield Row(name="the same: drawings not answered", value=tally.n_unanswered, unit="", target=0)
    yield Row(name="the same: most memory", value=most_memory / 1e6, unit="MB", target=300)

    with _crowd_server() as (port, usage):
        tally, memory = asyncio.run(_audience(port, usage, 10 * effort.length))
    yield Row(
        name=f"{_AUDIENCE:,} connected, {_DRAWING} of them drawing: p95 to the answer",
        value=percentile(tally.delays, 95) * 1e3,
        unit="ms",
    )
    yield Row(name="the same: memory for a connection", value=memory / 1e3, unit="kB")


@contextmanager
def _crowd_server() -> Iterator[tuple[int, Usage]]:
    allow_files(2 * _AUDIENCE)
    with serving() as port:
        yield port, Usage(port)


def allow_files(n: int) -> None:
    """Let this process, and those it starts, have as many files open."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < n:
        resource.setrlimit(resource.RLIMIT_NOFILE, (n, hard))


async def _drawing(
    port: int, usage: Usage, n: int, rate: float, seconds: float
) -> tuple[Tally, float]:
    """What became of the drawings, and what part of a core the server took."""
    tally = Tally()
    people = await join(port, n, tally)
    start, cpu = time.perf_counter(), usage["cpu"]
    await draw_together(people, rate, seconds)
    cores = (usage["cpu"] - cpu) / (time.perf_counter() - start)
    leave(people)
    return tally, cores


async def _audience(port: int, usage: Usage, seconds: float) -> tuple[Tally, float]:
    """What became of the drawings, and how many bytes of memory a connection takes."""
    tally = Tally()
    before = usage["memory"]
    people = await join(port, _AUDIENCE, tally)
    memory = (usage["memory"] - before) / _AUDIENCE
    await draw_together(people[:_DRAWING], 10, seconds)
    leave(people)
    return tally, memory
