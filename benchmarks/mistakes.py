"""The page of mistakes: the table and a page of the gallery, and how smoothly it scrolls."""

import asyncio
import os
import time
from collections.abc import Iterator

from benchmarks.browser import chromium, watched_page
from benchmarks.client import Client
from benchmarks.frames import question
from benchmarks.lessons import last
from benchmarks.measure import Effort, LeftOut, Row, percentile
from benchmarks.networks import network
from benchmarks.screen import FRAMES, left_out
from benchmarks.serving import serving

_PAGE = 60  # samples
_LASTING = 6_000.0  # ms of scrolling

# Scrolls a box by so many px a frame, and back at its end; the times of all frames.
_SCROLL = """(box, [lasting, step]) => new Promise((settle) => {
  const times = [];
  let by = step;
  const frame = (time) => {
    times.push(time);
    box.scrollTop += by;
    const isAtEnd = box.scrollTop <= 0 || box.scrollTop + box.clientHeight >= box.scrollHeight - 1;
    if (isAtEnd) by = -by;
    if (time - times[0] < lasting) requestAnimationFrame(frame);
    else settle(times);
  };
  requestAnimationFrame(frame);
})"""
_SPEED = 40  # px a frame: some 2,400 px a second, a row in three frames


def rows(effort: Effort) -> Iterator[Row]:
    """MNIST's 10,000 test digits read by deep: before a worker runs, anew, and once more; pages."""
    deep, classic = network("deep").name, network("classic").name
    if not os.environ.get("FORWARD_PASS_MNIST"):
        raise LeftOut("FORWARD_PASS_MNIST does not say where MNIST is")
    with serving() as port, Client(port) as client:

        def took(ask: str, **data: object) -> float:
            """Milliseconds until a question's answer is there."""
            begun = time.perf_counter()
            message = {"seq": 1, "lesson": "mistakes", "ask": ask, "data": data}
            client.send(question("lesson", message))
            answer = last(client)
            if "error" in answer:
                raise AssertionError(answer)
            return (time.perf_counter() - begun) * 1e3

        cold = took("matrix", network=deep, source="t10k")
        yield Row(name="table of 10,000 by deep, no worker yet", value=cold, unit="ms", target=1e3)
        other = took("matrix", network=classic, source="t10k")
        yield Row(name="the same by classic, once a worker runs", value=other, unit="ms")
        warm = [took("matrix", network=deep, source="t10k") for _ in range(effort.rounds)]
        yield Row(name="table once more, slowest", value=max(warm), unit="ms", target=50)
        asked = {"network": deep, "source": "t10k", "order": "random", "n": _PAGE}
        pages = [took("page", **asked, start=k * _PAGE) for k in range(10 * effort.rounds)]
        yield Row(
            name=f"a page of {_PAGE} samples nobody has asked for, p95 of {len(pages)}",
            value=percentile(pages, 95),
            unit="ms",
            target=100,
        )
        yield asyncio.run(_scrolled(f"http://127.0.0.1:{port}/mistakes", deep, effort))


async def _scrolled(url: str, name: str, effort: Effort) -> Row:
    """Frames that did not come while 10,000 samples scroll, pages being fetched meanwhile."""
    async with chromium() as browser:
        page = await watched_page(browser)
        await page.goto(f"{url}#v=1&network={name}&source=t10k&view=gallery")
        await page.locator("a.sample[href]").first.wait_for()
        box = page.locator(".scroll")
        lasting = _LASTING * effort.length
        times: list[float] = await box.evaluate(_SCROLL, [lasting, _SPEED])
        empty = await watched_page(browser)
        least: list[float] = await empty.evaluate(FRAMES, lasting)
    return Row(
        name="frames left out while the gallery scrolls, less those of an empty page",
        value=left_out(times) - left_out(least),
        unit="%",
        target=2,
    )
