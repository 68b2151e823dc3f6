"""The list's pictures, each of a lesson's own figure: `python -m tests.browser.lessons.pictures`.

With slugs only those lessons' pictures are taken.
"""

import io
import sys
from pathlib import Path

from PIL import Image, ImageOps
from playwright.sync_api import Browser, expect, sync_playwright

from app.lessons import Lesson, find_lessons
from tests.browser.browsing import launch, new_context
from tests.browser.lessons.lesson import LONG, LessonPage
from tests.serving import ROOT, serving

FOLDER = ROOT / "static" / "lessons"
WINDOW = (1280, 900)
CARD = (800, 500)  # px, about twice as many as on the list
TALLEST = 0.7  # of its width: of a longer figure the upper part is taken
LIMIT = 40_000  # bytes
COLOURS = (256, 160, 96, 64)  # as many as stay below it


def take(browser: Browser, url: str, slug: str, lesson: Lesson, theme: str) -> Path:
    """The figure, in the shape of a card, at twice its density."""
    context = new_context(browser, size=WINDOW, theme=theme, device_scale_factor=2)
    fragment = f"#v=1&{lesson.picture}" if lesson.picture else ""
    opened = LessonPage(context.new_page(), f"{url}/lessons/{slug}").open(fragment)
    busy = opened.page.locator(".figure :is([aria-busy=true], [data-computing]):visible")
    expect(busy).to_have_count(0, timeout=LONG)
    figure = Image.open(io.BytesIO(opened.page.locator(".figure").screenshot())).convert("RGB")
    context.close()
    width, height = figure.size
    if height > TALLEST * width:
        figure = figure.crop((0, 0, width, width * CARD[1] // CARD[0]))
    ground = figure.getpixel((0, 0))
    card = ImageOps.pad(figure, CARD, Image.Resampling.LANCZOS, color=ground)  # type: ignore[arg-type]  # a pixel of an RGB picture is a colour
    path = FOLDER / f"{slug}-{theme}.png"
    for n in COLOURS:
        few = card.quantize(n, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        few.save(path, optimize=True)
        if path.stat().st_size <= LIMIT:
            return path
    raise AssertionError(f"{path} has {path.stat().st_size} bytes: show less, or make CARD smaller")


def main() -> None:
    """Take them all, or those that are named."""
    FOLDER.mkdir(exist_ok=True)
    lessons = find_lessons()
    with (
        serving(models=ROOT / "models") as server,
        sync_playwright() as playwright,
        launch(playwright) as browser,
    ):
        for slug in sys.argv[1:] or lessons:
            for theme in ("dark", "light"):
                path = take(browser, server.url, slug, lessons[slug], theme)
                print(f"{path}: {path.stat().st_size:,} bytes")  # noqa: T201  # says what was made


if __name__ == "__main__":
    main()
