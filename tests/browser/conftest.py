"""A browser and a server for all tests of a run, and a page of its own for each test.

Every page is watched: a test fails if an error was written to its console, if a script threw, or
if anything was asked of another host.
"""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest
import socketio
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from app import wire
from tests.browser.browsing import launch, new_context
from tests.browser.fonts import FAMILIES, configure
from tests.browser.page import Visualizer
from tests.serving import ROOT, Server, connected, serving

HERE = Path(__file__).parent


class OpenPage(Protocol):
    """Opens the page in a context of its own; unless told otherwise on a laptop, dark, still.

    `font` is one of those in `fonts.py`; without it the page has the machine's own.
    """

    def __call__(
        self,
        *,
        size: tuple[int, int] = (1366, 768),
        theme: str = "dark",
        touch: bool = False,
        motion: bool = False,
        newcomer: bool = True,
        query: str = "",
        font: str | None = None,
        url: str | None = None,
        settle: bool = True,
        prepare: Callable[[Page], object] | None = None,
        **options: Any,
    ) -> Visualizer: ...


BrowserWith = Callable[[str | None], Browser]


class Watch:
    """What went wrong on a page, apart from what the test means to go wrong."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._meant: list[str] = []

    def allow(self, pattern: str) -> None:
        """A console error that the test brings about."""
        self._meant.append(pattern)

    def follow(self, context: BrowserContext, url: str) -> None:
        context.on(
            "console",
            lambda message: (
                self.found.append(f"console: {message.text} {message.location['url']}")
                if message.type in ("error", "warning")
                else None
            ),
        )
        context.on("weberror", lambda error: self.found.append(f"thrown: {error.error}"))
        context.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((url, "data:", "blob:"))
                else self.found.append(f"asked of another host: {request.url}")
            ),
        )

    def problems(self) -> list[str]:
        return [
            text
            for text in self.found
            if not text.startswith("console: ")
            or not any(re.search(pattern, text) for pattern in self._meant)
        ]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    with launch(playwright) as running:
        yield running


@pytest.fixture(scope="session")
def browser_with(
    browser: Browser, playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BrowserWith]:
    """One browser a font, started when a test first asks for it."""
    running: dict[str | None, Browser] = {None: browser}

    def with_font(font: str | None) -> Browser:
        if font not in running:
            assert font in FAMILIES, f"{font} is none of the fonts {', '.join(FAMILIES)}"
            fonts = configure(tmp_path_factory.mktemp("fonts"), font)
            running[font] = launch(playwright, fonts=fonts)
        return running[font]

    yield with_font
    for font, started in running.items():
        if font:
            started.close()


@pytest.fixture(scope="session")
def models() -> Path:
    """The shipped networks."""
    return Path(os.environ.get("FORWARD_PASS_MODELS") or ROOT / "models")


@pytest.fixture(scope="session")
def server(models: Path) -> Iterator[Server]:
    """A server that tests may use, but not stop or break."""
    with serving(models=models, packs=True) as running:
        yield running


@pytest.fixture
def peer(server: Server) -> Iterator[socketio.Client]:
    """Another client of the same server, to ask what the page asked."""
    with connected(server.url, auth={"wire": wire.WIRE}) as client:
        yield client


@pytest.fixture
def watch() -> Iterator[Watch]:
    watching = Watch()
    yield watching
    assert watching.problems() == []


@pytest.fixture
def open_page(browser_with: BrowserWith, server: Server, watch: Watch) -> Iterator[OpenPage]:
    contexts: list[BrowserContext] = []

    def open_one(
        *,
        size: tuple[int, int] = (1366, 768),
        query: str = "",
        font: str | None = None,
        url: str | None = None,
        settle: bool = True,
        prepare: Callable[[Page], object] | None = None,
        **options: Any,
    ) -> Visualizer:
        address = url or server.url
        context = new_context(browser_with(font), size=size, **options)
        contexts.append(context)
        watch.follow(context, address)
        page = context.new_page()
        if prepare:
            prepare(page)
        return Visualizer(page, address + "/").open(query, settle=settle)

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def visualizer(open_page: OpenPage) -> Visualizer:
    """The page as it is first seen, on a laptop, without motion."""
    return open_page()
