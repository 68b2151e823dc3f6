"""The live message beside an echo: the server's work for it, and the time it takes."""

import time
from collections.abc import Iterator
from contextlib import ExitStack

from benchmarks.client import Client
from benchmarks.drawings import as_input, digits, resampled
from benchmarks.frames import question
from benchmarks.measure import Effort, Row, compare, percentile
from benchmarks.serving import Usage, running, serving

_CLIENTS = 20
_EACH = 100  # messages of a client in a round: below the burst that the server lets through
_REST = 0.007  # seconds for each, in which the server's rate limit recovers from them


def rows(effort: Effort) -> Iterator[Row]:
    """A drawing of 40 points read by classic, beside echoes of as many bytes both ways."""
    drawing = resampled(digits()[0], 40)
    asked = question("pass", {"seq": 1, "network": "classic", "input": as_input(drawing)})
    with ExitStack() as stack:
        port = stack.enter_context(serving())
        clients = [stack.enter_context(Client(port)) for _ in range(_CLIENTS)]
        n = len(clients[0].exchange(asked))
        echoed = _echo(clients[0], len(asked), n)
        raw_port = stack.enter_context(running("benchmarks.raw_echo", str(n)))
        raw = stack.enter_context(Client(raw_port, join=False))
        usage = Usage(port)
        n_each = round(_EACH * effort.length)

        cpu = compare(
            effort.rounds,
            lambda: _processor_time(usage, clients, asked, n_each),
            lambda: _processor_time(usage, clients, echoed, n_each),
        )
        yield Row(
            name=f"server's processor time for a live pass, {len(asked)} bytes in, {n} out",
            value=cpu.ours * 1e6,
            unit="µs",
            peer="an echo of as many bytes on the same server",
            ratio=cpu.ratio,
            target=2.0,
        )

        times: list[float] = []
        echo = compare(
            effort.rounds,
            lambda: _p50(clients, asked, n_each, times),
            lambda: _p50(clients, echoed, n_each, []),
        )
        yield Row(
            name="round trip of a live pass, p50",
            value=echo.ours * 1e3,
            unit="ms",
            peer="an echo of as many bytes on the same server",
            ratio=echo.ratio,
            target=3.0,
        )
        bare = compare(
            effort.rounds,
            lambda: _p50(clients, asked, n_each, times),
            lambda: _p50([raw] * _CLIENTS, asked, n_each, []),
        )
        yield Row(
            name="round trip of a live pass, p50",
            value=bare.ours * 1e3,
            unit="ms",
            peer="a bare WebSocket echo of as many bytes",
            ratio=bare.ratio,
            target=6.0,
        )
        yield Row(
            name=f"round trip of a live pass, p99 of {len(times):,}",
            value=percentile(times, 99) * 1e3,
            unit="ms",
            target=8.0,
        )


def _echo(client: Client, n_asked: int, n_answered: int) -> bytes:
    """The frame of an echo that is as long as the pass, both ways."""

    def lengths(size: int, filler: int) -> tuple[int, int]:
        frame = question("echo", size, bytes(filler))
        return len(frame), len(client.exchange(frame))

    asked, received = lengths(n_answered, n_asked)
    frame = question("echo", 2 * n_answered - received, bytes(2 * n_asked - asked))
    if (len(frame), len(client.exchange(frame))) != (n_asked, n_answered):
        raise AssertionError("an echo of another size would compare nothing")
    return frame


def _processor_time(usage: Usage, clients: list[Client], frame: bytes, n_each: int) -> float:
    """Seconds of the server's processor for one message."""
    before = usage["cpu"]
    times = _send(clients, frame, n_each)
    return (usage["cpu"] - before) / len(times)


def _p50(clients: list[Client], frame: bytes, n_each: int, keep: list[float]) -> float:
    """Seconds from a question to its answer."""
    times = _send(clients, frame, n_each)
    keep += times
    return percentile(times, 50)


def _send(clients: list[Client], frame: bytes, n_each: int) -> list[float]:
    """Questions, one after the other; how long each took."""
    time.sleep(_REST * n_each)
    times = []
    for _ in range(n_each):
        for client in clients:
            start = time.perf_counter()
            client.exchange(frame)
            times.append(time.perf_counter() - start)
    return times
