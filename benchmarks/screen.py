"""What a person sees, in a real Chromium: how soon, how smoothly, and after how many bytes."""

import asyncio
import json
from collections.abc import Iterator
from itertools import count, pairwise
from pathlib import Path
from statistics import median

from playwright.async_api import Browser, Page

from app.linked import SUFFIX
from benchmarks.browser import Hand, chromium, watched_page
from benchmarks.drawings import digits
from benchmarks.measure import Effort, Row, percentile
from benchmarks.networks import network
from benchmarks.serving import serving

_INK_ONLY = Path(__file__).parent / "ink.html"
_DIGIT = 1.2  # seconds to draw one
_LAST = 0.3  # seconds for the last frame of a digit
_DIGITS = 3  # in a round
_PLAYING = 8.0  # seconds
_STEPS = [*["ArrowLeft"] * 6, *["ArrowRight"] * 6]
_OPENS = ["button[aria-label='Next neuron']"]
_FRAME = 1e3 / 60  # ms, of the screen that Chromium takes for granted without one
# Times of all frames in some milliseconds; waits for each of them, as a page in motion does.
FRAMES = """(lasting) => new Promise((settle) => {
  const times = [];
  const frame = (time) => {
    times.push(time);
    if (time - times[0] < lasting) requestAnimationFrame(frame);
    else settle(times);
  };
  requestAnimationFrame(frame);
})"""

# How many frames it took until a text was another one, each time an act was done.
_ACTS = """async ([text, acts, times]) => {
  const frame = () => new Promise(requestAnimationFrame);
  const pressed = (key) => new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
  const frames = [];
  for (let k = 0; k < times; k += 1) {
    for (let rest = 0; rest < 6; rest += 1) await frame(); // some ten a second
    const act = acts[k % acts.length];
    const before = document.querySelector(text).textContent;
    const button = document.querySelector(act);
    if (button) button.click();
    else document.body.dispatchEvent(pressed(act));
    let n = 0;
    while (document.querySelector(text).textContent === before && n < 60) {
      await frame();
      n += 1;
    }
    frames.push(n);
  }
  return frames;
}"""
# Times of key presses, each to a number that was never asked about, until it is worked out.
_TYPING = """async (field, [working, moves]) => {
  const frame = () => new Promise(requestAnimationFrame);
  const times = [];
  for (let k = 0; k < moves; k += 1) {
    for (let rest = 0; rest < 6; rest += 1) await frame(); // some ten keys a second
    const before = working.textContent;
    const start = performance.now();
    const key = { key: "ArrowUp", bubbles: true, cancelable: true };
    field.dispatchEvent(new KeyboardEvent("keydown", key));
    while (working.textContent === before && performance.now() - start < 1000) await frame();
    times.push(performance.now() - start);
  }
  return times;
}"""


def rows(effort: Effort) -> Iterator[Row]:
    """From pointer to paint, a frame of the largest network, the first view."""
    with serving(packed=True) as port:
        yield from asyncio.run(_rows(f"http://127.0.0.1:{port}/", effort))


async def _rows(url: str, effort: Effort) -> list[Row]:
    async with chromium() as browser:
        return [
            await _pointer_to_paint(browser, url, effort),
            *await _playing(browser, url, effort),
            await _first_view(browser, url),
            await _acted(browser, url, effort, "step taken → painted", "#step-title", _STEPS),
            await _acted(browser, url, effort, "neuron opened → painted", "#inspector h2", _OPENS),
            await _typed(browser, url, effort),
        ]


async def _pointer_to_paint(browser: Browser, url: str, effort: Effort) -> Row:
    """From a pointer event's time stamp to the end of the frame callback that painted it.

    On our page it is painted when the stage shows activations of a drawing with the event's
    point in it. The page it is compared with does nothing but ink, without a server, a store or
    a second canvas: the least that the browser itself asks.
    """
    ours = await watched_page(browser)
    await ours.goto(url)
    await ours.locator("#stage canvas").wait_for()
    ink = await watched_page(browser)
    await ink.goto(_INK_ONLY.as_uri())
    choice = count()
    differences, delays = [], []
    for _ in range(effort.rounds):
        seen, least = [await _delays(page, choice) for page in (ours, ink)]
        differences.append(percentile(seen, 95) - percentile(least, 95))
        delays.append(percentile(seen, 95))
    return Row(
        name="pointer event → its activations painted, p95 of "
        f"{median(delays):.0f} ms less that of ink alone",
        value=median(differences),
        unit="ms",
        target=8,
    )


async def _delays(page: Page, choice: Iterator[int]) -> list[float]:
    """Milliseconds until each event of a few digits was painted."""
    await page.bring_to_front()
    hand = await Hand.over(page)
    await page.evaluate("probe.delays = []")
    for _ in range(_DIGITS):
        await page.keyboard.press("c")  # clears our page
        await hand.draw(digits()[7 * next(choice) % 70], _DIGIT)
        await asyncio.sleep(_LAST)
    delays: list[float] = await page.evaluate("probe.delays")
    return delays


async def _playing(browser: Browser, url: str, effort: Effort) -> list[Row]:
    """The whole frame callback, stage and all else, while a pass of deep plays; frames left out."""
    chosen = json.dumps({"network": network("deep").name})
    page = await watched_page(browser, f"localStorage.setItem('forward-pass', {chosen!r});")
    await page.goto(url)
    await page.locator("#stage canvas").wait_for()
    empty = await watched_page(browser)
    lasting = 1e3 * _PLAYING * effort.length
    least = await _left_out_of(empty, lasting)
    await page.bring_to_front()
    await page.keyboard.press("Home")
    await page.keyboard.press("Enter")  # play
    await page.evaluate("probe.frames = []")
    lost = await _left_out_of(page, lasting)
    frames: list[float] = await page.evaluate("probe.frames")
    await empty.bring_to_front()
    least = (least + await _left_out_of(empty, lasting)) / 2
    return [
        Row(
            name=f"frame callback while deep plays, p95 of {len(frames)}",
            value=percentile(frames, 95),
            unit="ms",
            target=4,
        ),
        Row(
            name="frames left out while deep plays, less those of an empty page",
            value=lost - least,
            unit="%",
            target=2,
        ),
    ]


async def _acted(
    browser: Browser, url: str, effort: Effort, name: str, text: str, acts: list[str]
) -> Row:
    """From an act to the frame that shows it, while the trace is there."""
    page = await watched_page(browser)
    await page.goto(url)
    await page.locator("#inspector .sums").first.wait_for()
    times = 10 * effort.rounds
    frames: list[float] = await page.evaluate(_ACTS, [text, acts, times])
    return Row(
        name=f"{name}, p95 of {times}", value=percentile(frames, 95), unit="frames", target=1
    )


async def _typed(browser: Browser, url: str, effort: Effort) -> Row:
    """From a key in a number field of lesson 6 to every neuron worked out with the new number."""
    page = await watched_page(browser)
    await page.goto(url + "lessons/by-hand")
    await page.locator("[data-part=working] math").first.wait_for()
    await page.keyboard.press("End")  # of the pass: all of it is written
    field = page.get_by_label("Weight from input 1 to neuron 1 of hidden layer 1")
    working = await page.locator("[data-part=working]").element_handle()
    await field.focus()
    moves = round(10 * effort.rounds)
    times: list[float] = await field.evaluate(_TYPING, [working, moves])
    return Row(
        name=f"number changed in lesson 6 → worked out, p95 of {moves}",
        value=percentile(times, 95),
        unit="ms",
        target=25,
    )


async def _left_out_of(page: Page, lasting: float) -> float:
    """Percent of the frames of some milliseconds that did not come."""
    times: list[float] = await page.evaluate(FRAMES, lasting)
    return left_out(times)


def left_out(times: list[float]) -> float:
    """Percent of the frames that did not come, of those that did at these times."""
    gaps = [after - before for before, after in pairwise(times)]
    due = sum(round(gap / _FRAME) for gap in gaps)
    return 100 * (1 - len(gaps) / due)


async def _first_view(browser: Browser, url: str) -> Row:
    """What the first digit on the stage takes, headers and all, but for weights."""
    page = await watched_page(browser)
    session = await page.context.new_cdp_session(page)
    paths: dict[str, str] = {}
    sizes: dict[str, float] = {}
    session.on(
        "Network.requestWillBeSent",
        lambda event: paths.update({event["requestId"]: event["request"]["url"]}),
    )
    session.on(
        "Network.loadingFinished",
        lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}),
    )
    await session.send("Network.enable")
    await page.goto(url)
    await page.locator("#stage canvas").wait_for()
    await page.wait_for_load_state("networkidle")
    script = await page.locator("script[type=module]").get_attribute("src") or ""
    total = sum(
        size
        for key, size in sizes.items()
        if "/api/networks/" not in paths[key]
        and (paths[key].endswith(script) or not paths[key].endswith(SUFFIX))  # what comes later
    )
    return Row(
        name="first view, compressed, without weights", value=total / 1e3, unit="kB", target=100
    )
