"""Forward Pass in a browser, as a person meets it: what can be drawn, pressed and read."""

import base64
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgpack
from playwright.sync_api import CDPSession, Locator, Page

from tests.browser.digits import Stroke

PATIENCE = 10_000  # ms: far more than anything here takes
PROBE = Path(__file__).with_name("probe.js")
AUDIT = Path(__file__).with_name("audit.js")


class Text(NamedTuple):
    """A text on a canvas, in CSS pixels of that canvas."""

    text: str
    x: float
    y: float
    left: float
    top: float
    right: float
    bottom: float
    size: float


class Visualizer:
    """The page, opened."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.query = ""
        self.url = url
        self.pad = page.locator("#pad .pad-surface")
        self.pad_canvas = page.locator("#pad canvas")
        self.stage = page.locator("#stage canvas")
        self.title = page.locator("#step-title")
        self.sentence = page.locator(".step-sentence")
        self.inspector = page.locator("#inspector")
        self.status = page.locator("#status")
        self.stepper = page.locator("#stepper")

    def open(self, query: str = "", *, settle: bool = True) -> "Visualizer":
        """Go to the page, and wait until its first digit has been read."""
        self.query = query
        self.page.goto(self.url + query)
        self.title.wait_for()
        return self.settle() if settle else self

    # What a person does

    def press(self, *keys: str) -> "Visualizer":
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def draw(self, strokes: Sequence[Stroke]) -> "Visualizer":
        """Move the mouse through strokes, given in pad units, and wait for the answer."""
        self.trace_out(strokes)
        return self.settle()

    def trace_out(self, strokes: Sequence[Stroke]) -> None:
        """Move the mouse through strokes, given in pad units, once the pad is in sight."""
        self.pad.wait_for()
        for stroke in strokes:
            points = [self.on_pad(point) for point in stroke]
            self.page.mouse.move(*points[0])
            self.page.mouse.down()
            for point in points[1:]:
                self.page.mouse.move(*point)
            self.page.mouse.up()

    def draw_anew(self, strokes: Sequence[Stroke]) -> "Visualizer":
        """Clear the pad first."""
        self.button("Clear").click()
        return self.draw(strokes)

    def on_pad(self, point: tuple[float, float]) -> tuple[float, float]:
        """Where a point of the pad stands in the window."""
        box = self.pad.bounding_box()
        assert box is not None, "the pad is not on the page"
        return box["x"] + point[0] * box["width"], box["y"] + point[1] * box["height"]

    def walk_to(self, title: str) -> "Visualizer":
        """With Next to the step whose title this is the beginning of, round by the start."""
        for start in ("", "Home"):
            if start:
                self.press(start)
            while not self.settle().title_text().startswith(title):
                if self.at_end():
                    break
                self.press("n")
            else:
                return self
        raise AssertionError(f"no step is called {title!r}")

    def choose_network(self, name: str) -> "Visualizer":
        self.page.locator("#picker-button").click()
        card = (
            self.page.locator("#picker")
            .get_by_role("button")
            .filter(has=self.page.locator("strong", has_text=re.compile(f"^{name}$")))
        )
        card.click()
        return self.settle()

    def inspect(self) -> "Visualizer":
        """Pull up the inspector, where it is a sheet."""
        handle = self.page.locator("#tray-handle[aria-expanded=false]")
        if handle.is_visible():
            handle.click()
        return self

    # What can be read

    def settle(self) -> "Visualizer":
        """Wait until everything asked of the server is answered and drawn."""
        self.page.evaluate("(patience) => probe.settled(patience)", PATIENCE)
        return self

    def frame(self) -> "Visualizer":
        """Wait until what has changed is drawn, whatever the server does."""
        self.page.evaluate(
            "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )
        return self

    def places(self) -> list[float]:
        """Where the timeline's handle stands, frame by frame, until it has come to rest."""
        seen: list[float] = self.page.evaluate("probe.places()")
        return seen

    def title_text(self) -> str:
        return self.title.text_content() or ""

    def at_end(self) -> bool:
        """Whether the pass stands at its answer, and Next has nothing more to show."""
        return self.stepper.locator(".next").text_content() != "Next"

    def answer(self) -> int | None:
        """The digit that the title tells, however plainly, where it tells one."""
        found = re.search(
            r"(?:The answer:|Probably|No clear answer:|the biases say) (\d)", self.title_text()
        )
        return int(found[1]) if found else None

    def stage_texts(self) -> list[Text]:
        """Everything written on the stage, in the order of drawing."""
        texts = self.stage.evaluate("(canvas) => probe.textsOn(canvas)")
        return [Text(**text) for text in texts]

    def scores(self) -> list[str]:
        """What is written behind the outputs' bars, from 0 to 9."""
        return [each.text for each in self.stage_texts() if re.fullmatch(r"\d\.\d\d", each.text)]

    def sums(self) -> dict[str, str]:
        """The inspector's table of sums: row heading to figure."""
        rows: list[list[str]] = self.inspector.locator("tr:visible").evaluate_all(
            "(rows) => rows.map((row) => [row.cells[0].textContent, row.cells[1].textContent])"
        )
        return dict(rows)

    def pixels(self, canvas: Locator) -> bytes:
        """A canvas' own pixels: red, green, blue, alpha, row by row."""
        text: str = canvas.evaluate(
            """(canvas) => {
              let text = "";
              for (const byte of probe.pixelsOf(canvas)) text += String.fromCharCode(byte);
              return btoa(text);
            }"""
        )
        return base64.b64decode(text)

    def picture(self, canvas: Locator) -> str:
        """A hash of a canvas' pixels: two pictures are the same if this is."""
        text: str = canvas.evaluate(
            """async (canvas) => {
              const hash = await crypto.subtle.digest("SHA-256", probe.pixelsOf(canvas));
              return btoa(String.fromCharCode(...new Uint8Array(hash)));
            }"""
        )
        return text

    def messages(self, event: str) -> list[dict[str, Any]]:
        """The last messages of this kind that the page sent, as the wire carried them."""
        frames: list[str] = self.page.evaluate(
            "probe.sent.map((bytes) => btoa(String.fromCharCode(...bytes)))"
        )
        packets = [msgpack.unpackb(base64.b64decode(frame)) for frame in frames]
        events = [packet["data"] for packet in packets if packet["type"] == 2]
        return [message for name, message, *_ in events if name == event]

    def drawing(self) -> dict[str, Any]:
        """What the page asked the server to read last."""
        source: dict[str, Any] = self.messages("pass")[-1]["input"]
        return source

    def probe(self, name: str) -> int:
        """One of the probe's counts."""
        value: int = self.page.evaluate("(name) => probe[name]", name)
        return value

    def debugger(self) -> CDPSession:
        """The browser's own measuring instruments."""
        return self.page.context.new_cdp_session(self.page)
