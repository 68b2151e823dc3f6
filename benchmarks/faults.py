"""``python -m benchmarks.faults``: the server is killed while people draw. Are they back in time?

And a page whose network is silent for a minute: does it come back?

Each person does what the page does: when the line breaks it tries again after half a second, then
after longer, up to three; and the first that it sends is the drawing that it had sent last.
"""

import asyncio
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import click

from benchmarks.measure import Row
from benchmarks.outage import back_after
from benchmarks.people import Person, Tally, messages
from benchmarks.report import hold

_PEOPLE, _FAULTS, _RATE = 60, 10, 10  # people, faults of each kind, drawings a second
_BACK_WITHIN = 15  # seconds
_ENDS_WITHIN = 5  # seconds for a server that is told to stop
_SILENCE, _SHORT_SILENCE = 60, 2  # seconds
_AT_WORK = 1.5  # seconds between all being back and the next fault
_DELAY, _MOST_DELAY = 0.5, 3.0  # seconds: static/js/wire/socket.js
_SIGNALS = (signal.SIGKILL, signal.SIGTERM)


class Supervised:
    """A server that is started again on its port whenever it has ended."""

    def __init__(self) -> None:
        self.port = 0
        self._start()

    def _start(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "app", "--port", str(self.port)],
            stdout=subprocess.PIPE,
            text=True,
        )
        greeting = self._process.stdout.readline() if self._process.stdout else ""
        self.port = int(greeting.rpartition(":")[2])

    def fail(self, number: signal.Signals) -> None:
        """End it by a signal, and start it again."""
        self._process.send_signal(number)
        self._process.wait(_ENDS_WITHIN)
        self._start()

    def stop(self) -> None:
        """End it for good."""
        self._process.kill()
        self._process.wait()


class Visitor:
    """Somebody who draws, and comes back."""

    def __init__(self, k: int, port: int) -> None:
        self._k = k
        self._port = port
        self._random = random.Random(k)  # noqa: S311  # for delays
        self.back_at = 0.0  # when the last drawing was answered on the newest connection

    async def stay(self) -> None:
        """Draw until told to stop, on one connection after the other."""
        drawings = messages(self._k, sys.maxsize)
        last = next(drawings)
        while True:
            person = await self._join()
            person.send(last[0], is_final=last[1])
            if not await person.settle():
                continue
            self.back_at = time.perf_counter()
            while not person.is_gone:
                last = next(drawings)
                person.send(last[0], is_final=last[1])
                await asyncio.sleep(1 / _RATE)

    async def _join(self) -> Person:
        delay = _DELAY
        while True:
            try:
                return await Person.joined(self._port, Tally())
            except (OSError, TimeoutError):
                await asyncio.sleep(delay * self._random.uniform(0.5, 1.5))
                delay = min(_MOST_DELAY, 2 * delay)


async def _slowest(n_people: int, n_faults: int) -> dict[signal.Signals, float]:
    """The longest time from a signal of each kind to the last drawing's answer, over all people.

    Infinite if somebody was not back in time.
    """
    server = Supervised()
    visitors = [Visitor(k, server.port) for k in range(n_people)]
    stays = [asyncio.create_task(visitor.stay()) for visitor in visitors]
    slowest = dict.fromkeys(_SIGNALS, 0.0)
    try:
        await _all_back(visitors, 0.0)
        for number in _SIGNALS * n_faults:
            await asyncio.sleep(_AT_WORK)
            begun = time.perf_counter()
            await asyncio.to_thread(server.fail, number)
            slowest[number] = max(slowest[number], await _all_back(visitors, begun))
    finally:
        for stay in stays:
            stay.cancel()
        await asyncio.gather(*stays, return_exceptions=True)
        server.stop()
    return slowest


async def _all_back(visitors: list[Visitor], since: float) -> float:
    deadline = time.perf_counter() + 2 * _BACK_WITHIN
    while any(visitor.back_at <= since for visitor in visitors):
        if time.perf_counter() > deadline:
            return float("inf")
        await asyncio.sleep(0.05)
    return max(visitor.back_at for visitor in visitors) - since


def rows(
    n_people: int = _PEOPLE, n_faults: int = _FAULTS, silence: float = _SILENCE
) -> Iterator[Row]:
    """Each kind of end, so many times in turns; and a silence of so many seconds.

    Raises:
        LeftOut: there is no browser for the silence.
    """
    for number, seconds in asyncio.run(_slowest(n_people, n_faults)).items():
        yield Row(
            name=f"{n_people} people draw, {n_faults} × {number.name}: all drawings answered again",
            value=seconds,
            unit="s",
            target=_BACK_WITHIN,
        )
    yield Row(
        name=f"network silent for {silence} s: what was drawn meanwhile is read",
        value=asyncio.run(back_after(silence, _BACK_WITHIN)),
        unit="s",
        target=_BACK_WITHIN,
    )


@click.command()
@click.option("--short", is_flag=True, help="Ten people, each fault once, a short silence.")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("build/faults.json"),
    show_default=True,
    help="Where the figures go.",
)
def main(short: bool, output: Path) -> None:
    """Kill, stop and silence the server, and count the seconds until all are back."""
    hold(rows(10, 1, _SHORT_SILENCE) if short else rows(), output)


if __name__ == "__main__":
    main()
