"""The README's pictures, taken from the running app: `python -m tests.browser.pictures [FOLDER]`.

A still in each theme, and Next through a whole pass on one of our own digits. While the pass moves
the page's frames come when they are asked for, so that none is missed on a slow machine.
"""

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests.browser.browsing import launch, new_context
from tests.browser.digits import digit
from tests.browser.page import Visualizer
from tests.serving import ROOT, serving

FOLDER = ROOT / "docs" / "pictures"
WINDOW = (1440, 810)
DRAWN = digit(3)

FRAME = 80  # ms between two frames of the animation
REST = 600  # ms at each step
LAST = 2_500  # ms at the answer
WIDTH = 800  # px
QUALITY = 75  # of 100; what keeps it below LIMIT
LIMIT = 700_000  # bytes

FRAMES = """(() => {
  const { requestAnimationFrame } = window;
  let held = null; // callbacks, once the frames are ours
  let time = 0;
  window.requestAnimationFrame = (callback) =>
    held ? held.push(callback) : requestAnimationFrame.call(window, callback);
  window.holdFrames = () => {
    held = [];
    time = performance.now();
  };
  const draw = () => {
    const due = held;
    held = [];
    for (const callback of due) callback(time);
  };
  window.nextFrame = async (after) => {
    time += after;
    draw();
    while (probe.sentCount > probe.receivedCount) await new Promise((done) => setTimeout(done, 10));
    draw(); // with what was asked for on the way
    return held.length;
  };
})()"""


def still(browser: Browser, url: str, theme: str, folder: Path) -> None:
    """The answer, at twice the window's density, in 256 colours."""
    context = new_context(browser, size=WINDOW, theme=theme, newcomer=False, device_scale_factor=2)
    visualizer = Visualizer(context.new_page(), url + "/").open()
    visualizer.draw_anew(DRAWN.strokes)
    visualizer.page.mouse.move(0, 0)
    picture = Image.open(io.BytesIO(visualizer.frame().page.screenshot()))
    reduced = picture.convert("RGB").quantize(256, dither=Image.Dither.NONE)
    reduced.save(folder / f"stage-{theme}.png", optimize=True)
    context.close()


def animation(browser: Browser, url: str, folder: Path) -> None:
    """Next, from the drawing to the answer."""
    context = new_context(browser, size=WINDOW, motion=True, newcomer=False)
    context.add_init_script(FRAMES)
    visualizer = Visualizer(context.new_page(), url + "/").open()
    visualizer.draw_anew(DRAWN.strokes).press("Home")
    visualizer.places()
    visualizer.page.mouse.move(0, 0)
    visualizer.settle().page.evaluate("holdFrames()")
    frames, times = [_picture(visualizer)], [2 * REST]
    while not visualizer.title_text().startswith("The answer"):
        visualizer.press("n")
        while True:
            more = visualizer.page.evaluate("(after) => nextFrame(after)", FRAME)
            frame = _picture(visualizer)
            if not more and frame == frames[-1]:
                break
            frames.append(frame)
            times.append(FRAME)
        times[-1] = REST
    times[-1] = LAST
    path = folder / "pass.webp"
    frames[0].save(
        path, save_all=True, append_images=frames[1:], duration=times, loop=0,
        quality=QUALITY, method=6, minimize_size=True,
    )  # fmt: skip
    size = path.stat().st_size
    assert size <= LIMIT, f"{path} has {size} bytes: lower WIDTH or QUALITY"
    context.close()


def _picture(visualizer: Visualizer) -> Image.Image:
    picture = Image.open(io.BytesIO(visualizer.page.screenshot())).convert("RGB")
    return picture.resize((WIDTH, WIDTH * WINDOW[1] // WINDOW[0]), Image.Resampling.LANCZOS)


def main() -> None:
    """Take them."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with (
        serving(models=ROOT / "models") as server,
        sync_playwright() as playwright,
        launch(playwright) as browser,
    ):
        for theme in ("dark", "light"):
            still(browser, server.url, theme, folder)
        animation(browser, server.url, folder)
    for path in sorted(folder.iterdir()):
        print(f"{path}: {path.stat().st_size:,} bytes")  # noqa: T201  # says what was made


if __name__ == "__main__":
    main()
