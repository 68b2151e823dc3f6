"""``python -m benchmarks.soak``: what only shows after minutes. Fails if a bound is broken."""

import asyncio
import os
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

import click

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # as the server sets it; read when NumPy is imported

import numpy as np

from benchmarks.browser import Hand, chromium, watched_page
from benchmarks.drawings import digits
from benchmarks.measure import LeftOut, Row, percentile
from benchmarks.people import Person, Tally, draw_together, join, leave
from benchmarks.report import hold
from benchmarks.serving import Usage, serving

_PEOPLE, _STAY, _RATE = 60, 60, 10  # people at a time, seconds of each, drawings a second
_WARM_UP = 0.2  # of the time
_EMPTY_WITHIN = 40  # seconds for the server to notice that everybody has gone
_DIGIT, _PAUSE = 1.2, 0.3  # seconds to draw one in the browser, and to look at it
_DIGITS = 4  # in the browser, between two looks at its heap


class Length(NamedTuple):
    """How long each part lasts, in seconds."""

    visits: float
    hall: float


class Bound(NamedTuple):
    """What may grow: MB a minute, and MB between any two moments however near."""

    a_minute: float
    at_all: float


FULL, SHORT = Length(600, 120), Length(20, 5)
_SERVER, _PAGE = Bound(1.0, 5.0), Bound(0.1, 1.0)

Samples = list[tuple[float, float]]  # seconds, MB


def rows(length: Length) -> Iterator[Row]:
    """People who come and go while a browser draws, then a hall full of them."""
    with serving() as port:
        usage = Usage(port)
        before = {what: usage[what] for what in ("files", "threads")}
        tally, memory, heap = asyncio.run(_visits(port, usage, length.visits))
        yield _growth("the server's memory", memory, _SERVER)
        if heap:
            yield _growth("the heap of a page that is drawn on", heap, _PAGE)
        yield Row(
            name=f"of {tally.n_sent:,} drawings of people who come and go: not answered",
            value=tally.n_unanswered,
            unit="",
            target=0,
        )
        for what, n in before.items():
            yield Row(
                name=f"{what} of the server, more than before everybody came",
                value=_left_over(usage, what, n),
                unit="",
                target=0,
            )
    with serving() as port:
        tally = asyncio.run(_hall(port, length.hall))
        most_memory = Usage(port)["most_memory"]
    hall = f"120 people, 10 drawings a second each for {length.hall:g} s:"
    yield Row(name=f"{hall} not answered", value=tally.n_unanswered, unit="", target=0)
    yield Row(name=f"{hall} most memory", value=most_memory / 1e6, unit="MB", target=300)
    p95 = percentile(tally.delays, 95) * 1e3
    yield Row(name=f"{hall} p95 to the answer", value=p95, unit="ms", target=100)


async def _visits(port: int, usage: Usage, seconds: float) -> tuple[Tally, Samples, Samples]:
    """A second for a second somebody comes and somebody goes, and all of them draw."""
    tally = Tally()
    memory: Samples = []
    ready = asyncio.Event()
    browser = asyncio.create_task(_browser(f"http://127.0.0.1:{port}/", seconds, ready))
    await ready.wait()  # what its parts are packed with, once, is no growth
    start = time.perf_counter()
    visits = [
        asyncio.create_task(_visit(port, tally, k, min(k + 1, seconds))) for k in range(_PEOPLE)
    ]
    while (passed := time.perf_counter() - start) < seconds:
        memory.append((passed, (await asyncio.to_thread(usage.__getitem__, "memory")) / 1e6))
        stay = min(_STAY, seconds - passed)
        visits.append(asyncio.create_task(_visit(port, tally, len(visits), stay)))
        await asyncio.sleep(1)
    await asyncio.gather(*visits)
    while not browser.done():  # whoever says nothing for long is cut off
        await asyncio.to_thread(usage.__getitem__, "memory")
        await asyncio.sleep(1)
    return tally, memory, await browser


async def _visit(port: int, tally: Tally, k: int, seconds: float) -> None:
    person = await Person.joined(port, tally)
    await person.draw(k, _RATE, seconds)
    person.leave()


async def _browser(url: str, seconds: float, ready: asyncio.Event) -> Samples:
    """The heap of a page, swept before each look; nothing where there is no browser.

    ``ready``: set once the page has all its parts, or will not come.
    """
    heap: Samples = []
    try:
        async with chromium() as browser:
            page = await watched_page(browser)
            await page.goto(url)
            await page.locator("#stage canvas").wait_for()
            await page.wait_for_load_state("networkidle")
            ready.set()
            session = await page.context.new_cdp_session(page)
            hand = await Hand.over(page)
            choice = cycle(digits())
            start = time.perf_counter()
            while (passed := time.perf_counter() - start) < seconds:
                for _ in range(_DIGITS):
                    await page.keyboard.press("c")  # clears
                    await hand.draw(next(choice), _DIGIT)
                    await asyncio.sleep(_PAUSE)
                await session.send("HeapProfiler.collectGarbage")
                used = await session.send("Runtime.getHeapUsage")
                heap.append((passed, used["usedSize"] / 1e6))
    except LeftOut as reason:
        click.echo(f"left out: the heap of a page: {reason}")
    finally:
        ready.set()
    return heap


async def _hall(port: int, seconds: float) -> Tally:
    tally = Tally()
    people = await join(port, 120, tally)
    await draw_together(people, _RATE, seconds)
    leave(people)
    return tally


def _growth(what: str, samples: Samples, bound: Bound) -> Row:
    """How much it grew after the warm-up, by the straight line through all samples."""
    warm = [sample for sample in samples if sample[0] >= _WARM_UP * samples[-1][0]]
    minutes = (warm[-1][0] - warm[0][0]) / 60
    seconds, megabytes = zip(*warm, strict=True)
    growth = float(np.polyfit(seconds, megabytes, 1)[0]) * 60 * minutes
    return Row(
        name=f"growth of {what} in {minutes:.1f} minutes after warming up",
        value=growth,
        unit="MB",
        target=max(bound.a_minute * minutes, bound.at_all),
    )


def _left_over(usage: Usage, what: str, before: float) -> float:
    """How many more there are than before, once the last connection is given up."""
    for _ in range(_EMPTY_WITHIN):
        if usage[what] <= before:
            break
        time.sleep(1)
    return usage[what] - before


@click.command()
@click.option("--short", is_flag=True, help="Half a minute: whether it works.")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("build/soak.json"),
    show_default=True,
    help="Where the figures go.",
)
def main(short: bool, output: Path) -> None:
    """Draw with many people for twelve minutes."""
    hold(rows(SHORT if short else FULL), output)


if __name__ == "__main__":
    main()
