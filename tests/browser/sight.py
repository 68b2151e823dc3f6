"""What stands in sight on the page: every word and every pixel."""

from pathlib import Path

from playwright.sync_api import Page

from tests.browser.page import Visualizer

SIGHT = Path(__file__).with_name("sight.js")


def watched(page: Page) -> None:
    """Prepare a page to tell what is in sight."""
    page.add_init_script(path=SIGHT)


def sight(visualizer: Visualizer) -> list[str]:
    """Every element in sight with its words, then a hash of each canvas; all at rest."""
    visualizer.page.mouse.move(0, 0)  # nothing is under the pointer
    lines: list[str] = visualizer.settle().page.evaluate("sight.print()")
    return lines
