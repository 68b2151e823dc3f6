"""What the first view takes over the wire, and what the second one does."""

import time
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

from app.linked import SUFFIX
from tests.browser.conftest import OpenPage

FIRST = 100_000  # bytes, compressed, without weights
AGAIN = 10_000  # bytes: the page itself
PACKED_WITHIN = 10  # seconds, or visits: a server that has just started still packs at its best


@dataclass
class Wire:
    """Every answer that came over the network: its address, its headers, its bytes."""

    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)

    def watch(self, page: Page) -> None:
        debugger = page.context.new_cdp_session(page)
        debugger.send("Network.enable")
        debugger.on("Network.responseReceived", self._answered)
        debugger.on("Network.loadingFinished", self._finished)

    def _answered(self, event: dict[str, Any]) -> None:
        self.answers[event["requestId"]] = event["response"]

    def _finished(self, event: dict[str, Any]) -> None:
        self.sizes[event["requestId"]] = int(event["encodedDataLength"])

    def forget(self) -> None:
        self.answers.clear()
        self.sizes.clear()

    def by_size(self) -> list[tuple[int, str]]:
        """The largest first."""
        sizes = ((size, self.answers[key]["url"]) for key, size in self.sizes.items())
        return sorted(sizes, reverse=True)


def is_weights(url: str) -> bool:
    return "/api/networks/" in url


def is_later(url: str) -> bool:
    """What is asked for once the first view is there."""
    return url.endswith(SUFFIX) and not url.endswith(f"/main{SUFFIX}")


def first_view(wire: Wire) -> list[tuple[int, str]]:
    sizes = wire.by_size()
    assert any(is_weights(url) for _, url in sizes), "the weights are asked for apart"
    return [(size, url) for size, url in sizes if not is_weights(url) and not is_later(url)]


def test_the_first_view_is_small_and_compressed(open_page: OpenPage) -> None:
    wire = Wire()
    open_page(prepare=wire.watch)
    for _ in range(PACKED_WITHIN):
        if sum(size for size, _ in first_view(wire)) <= FIRST:
            break
        time.sleep(1)
        wire = Wire()
        open_page(prepare=wire.watch)
    assert sum(size for size, _ in first_view(wire)) <= FIRST, first_view(wire)
    for key, answer in wire.answers.items():
        headers = {name.lower() for name in answer["headers"]}
        if answer["mimeType"].startswith("text/") and wire.sizes[key] > 2_000:
            assert "content-encoding" in headers, f"{answer['url']} travels uncompressed"


def test_the_second_visit_takes_everything_from_the_cache(open_page: OpenPage) -> None:
    wire = Wire()
    visualizer = open_page(prepare=wire.watch)
    visualizer.page.goto("about:blank")
    wire.forget()
    visualizer.open()
    sizes = wire.by_size()
    assert sum(size for size, _ in sizes) <= AGAIN, sizes
