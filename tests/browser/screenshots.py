"""Pictures of every state, to look at: `python -m tests.browser.screenshots [WORD ...]`.

They go to `build/screenshots`. With words only those whose name contains one of them are taken:
`weights`, `phone-light`, `laptop-dark-answer`.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.browsing import launch, new_context
from tests.browser.page import Visualizer
from tests.browser.screens import SCREENS
from tests.browser.states import STATES, enter
from tests.serving import ROOT, serving

FOLDER = ROOT / "build" / "screenshots"
# On the laptop every state is taken, elsewhere those whose rooms differ most.
ELSEWHERE = ("answer", "sums", "chosen", "terms", "enlarged", "picker", "help", "deep")


def names(words: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Screen, theme and state of each picture."""
    for screen in SCREENS:
        for theme in ("dark", "light"):
            for state in STATES if screen == "laptop" else ELSEWHERE:
                name = f"{screen}-{theme}-{state}"
                if not words or any(word in name for word in words):
                    yield screen, theme, state


def take(browser: Browser, url: str, screen: str, theme: str, state: str) -> Path:
    """One picture, in a profile of its own."""
    size, touch, _, query = SCREENS[screen]
    context = new_context(browser, size=size, theme=theme, touch=touch, newcomer=False)
    try:
        visualizer = Visualizer(context.new_page(), url + "/")
        visualizer.query = query
        enter(visualizer, state)
        path = FOLDER / f"{screen}-{theme}-{state}.png"
        visualizer.page.screenshot(path=path)
        return path
    finally:
        context.close()


def main() -> None:
    """Take them all."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    models = Path(os.environ.get("FORWARD_PASS_MODELS") or ROOT / "models")
    with (
        serving(models=models) as server,
        sync_playwright() as playwright,
        launch(playwright) as browser,
    ):
        for screen, theme, state in names(sys.argv[1:]):
            print(take(browser, server.url, screen, theme, state))  # noqa: T201  # says what to open


if __name__ == "__main__":
    main()
