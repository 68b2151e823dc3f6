"""A network that goes silent in front of a page: is what is drawn meanwhile read afterwards?"""

import asyncio
import re
import time

from playwright.async_api import Page, expect

from app.paths import folder
from app.training.data import Sample, read_strokes
from benchmarks.browser import chromium
from benchmarks.proxy import network
from benchmarks.serving import running

_NOT_BACK = 2  # times as long as it may take: it is not coming back


async def back_after(silence: float, within: float) -> float:
    """Seconds from the end of the silence until the page has read what was drawn in it.

    Infinite if that takes more than twice the seconds it may take, or the drawing is not there.

    Raises:
        LeftOut: there is no browser.
    """
    # Another one than the page begins with.
    digit = read_strokes(folder("static") / "digits.json")[0]
    with running("benchmarks.server") as port, network(port) as (url, way):
        async with chromium() as browser:
            page = await browser.new_page()
            await page.goto(url)
            await _is_read(page, _answer(r"\d"), within)
            way.is_silent = True
            begun = time.perf_counter()
            await _draw(page, digit)
            ink = await _ink(page)
            await asyncio.sleep(begun + silence - time.perf_counter())
            way.is_silent = False
            begun = time.perf_counter()
            try:
                await _is_read(page, _answer(f"{digit.label}"), _NOT_BACK * within)
            except AssertionError:
                return float("inf")
            seconds = time.perf_counter() - begun
            return seconds if await _ink(page) == ink else float("inf")


async def _draw(page: Page, digit: Sample) -> None:
    """With a mouse that waits for the page, however busy the machine is."""
    await page.get_by_role("button", name="Clear", exact=True).click()
    pad = await page.locator("#pad .pad-surface").bounding_box()
    if pad is None:
        raise AssertionError("the pad is not on the page")
    points, starts = digit.drawing.points.tolist(), digit.drawing.starts
    for k, (x, y) in enumerate(points):
        await page.mouse.move(pad["x"] + x * pad["width"], pad["y"] + y * pad["height"])
        if k in starts:
            await page.mouse.down()
        if k + 1 in (*starts, len(points)):
            await page.mouse.up()


def _answer(digit: str) -> re.Pattern[str]:
    """What the page calls a digit that is read, clearly or closely: a mouse draws it as it can."""
    return re.compile(rf"(The answer:|Probably) {digit}")


async def _is_read(page: Page, title: re.Pattern[str], within: float) -> None:
    """Wait until the page stands at an answer, and has nothing to say about the line."""
    ms = 1e3 * within
    await expect(page.locator("#step-title")).to_have_text(title, timeout=ms)
    await expect(page.locator("#status")).to_have_attribute("data-kind", "fine", timeout=ms)


async def _ink(page: Page) -> str:
    """The pad as a picture."""
    picture: str = await page.locator("#pad canvas").evaluate("(canvas) => canvas.toDataURL()")
    return picture
