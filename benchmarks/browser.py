"""A Chromium that is measured, and a hand that draws in it."""

import asyncio
import os
import shutil
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, CDPSession, Page, async_playwright

from app.forward_pass import Drawing
from benchmarks.measure import LeftOut

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
_INTERVAL = 0.008  # seconds between two events of a mouse
_PROBE = (Path(__file__).parent / "probe.js").read_text(encoding="utf-8")


def installed() -> str:
    """The path of the browser, named by CHROMIUM or found on the PATH.

    Raises:
        LeftOut: there is none.
    """
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        raise LeftOut("there is no Chromium or Chrome")
    return path


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """The installed browser, started.

    Raises:
        LeftOut: there is none.
    """
    path = installed()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        await browser.close()


async def watched_page(browser: Browser, first: str = "") -> Page:
    """A page of a new visitor with the probe in it; ``first``: JavaScript that runs before."""
    context = await browser.new_context(viewport={"width": 1280, "height": 800})
    await context.add_init_script(_PROBE + first)
    return await context.new_page()


class Hand:
    """Draws on a page's pad as a hand with a mouse does, whether or not the page keeps up.

    Playwright's own mouse waits until the page has handled each event, and so would never
    measure a page that is late.
    """

    def __init__(self, page: Page, session: CDPSession, box: tuple[float, float, float]) -> None:
        self._page = page
        self._session = session
        self._left, self._top, self._side = box

    @classmethod
    async def over(cls, page: Page) -> "Hand":
        """A hand over the pad of a page."""
        pad = page.locator("#pad .pad-surface")
        box = await pad.bounding_box()
        if box is None:
            raise AssertionError("the pad is not on the page")
        session = await page.context.new_cdp_session(page)
        return cls(page, session, (box["x"], box["y"], box["width"]))

    async def draw(self, drawing: Drawing, seconds: float) -> None:
        """Draw stroke after stroke, each of one point an interval."""
        ends = (*drawing.starts[1:], len(drawing.points))
        for start, end in zip(drawing.starts, ends, strict=True):
            stroke = drawing.points[start:end].tolist()
            await self._send("mousePressed", stroke[0])
            await self._move(stroke, seconds * len(stroke) / len(drawing.points))
            await self._send("mouseReleased", stroke[-1])

    async def _move(self, stroke: Sequence[Sequence[float]], seconds: float) -> None:
        n = max(2, round(seconds / _INTERVAL))
        start = time.perf_counter()
        under_way = []
        for k in range(1, n):
            await asyncio.sleep(start + k * _INTERVAL - time.perf_counter())
            under_way.append(asyncio.ensure_future(self._send("mouseMoved", _along(stroke, k / n))))
        await asyncio.gather(*under_way)

    async def _send(self, kind: str, point: Sequence[float]) -> None:
        await self._session.send(
            "Input.dispatchMouseEvent",
            {
                "type": kind,
                "x": self._left + point[0] * self._side,
                "y": self._top + point[1] * self._side,
                "button": "left",
                "buttons": 0 if kind == "mouseReleased" else 1,
                "clickCount": 1,
            },
        )


def _along(stroke: Sequence[Sequence[float]], share: float) -> list[float]:
    """The point after a share, 0 to 1, of a stroke's points."""
    place = share * (len(stroke) - 1)
    k = min(int(place), len(stroke) - 2)
    t = place - k
    return [a + (b - a) * t for a, b in zip(stroke[k], stroke[k + 1], strict=True)]
