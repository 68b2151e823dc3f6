"""The line breaks and comes back: the page says which, keeps the drawing, and reads it anew."""

import os
import re
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import socketio
from playwright.sync_api import Browser, Page, Route, expect

from app.wire import WIRE
from benchmarks.proxy import WebSockets, network
from tests.browser.conftest import OpenPage, Watch
from tests.browser.digits import digit
from tests.browser.page import Visualizer
from tests.browser.test_first_minute import box_of, meet
from tests.browser.trace import read
from tests.serving import Server, serving

GONE = (
    r"WebSocket (connection to|is closed before)|status of 503"
    r"|net::ERR_(CONNECTION_(REFUSED|RESET)|INTERNET_DISCONNECTED|EMPTY_RESPONSE)"
)
BACK_WITHIN = 15_000  # ms
POLLS_WITHIN = 5  # seconds
# A minute of silence in a few seconds: the server notices it, and the page, after two.
SHORT_SILENCE = "import app.config as c; c.PING_INTERVAL, c.PING_TIMEOUT = 1, 1"


@pytest.fixture
def own_server(models: Path) -> Iterator[Server]:
    """A server that the test may stop."""
    with serving(models=models) as running:
        yield running


def prepare_times(page: Page) -> None:
    page.add_init_script("""
      window.WebSocket = class extends window.WebSocket {
        constructor(...parameters) {
          super(...parameters);
          performance.mark("websocket");
        }
      };
    """)


def seconds_until_polling(page: Page) -> float:
    """From the first WebSocket that was tried."""
    return 1e-3 * float(
        page.evaluate("""
          performance.getEntriesByType("resource").find(({ name }) =>
            name.includes("transport=polling")).startTime
            - performance.getEntriesByName("websocket")[0].startTime
        """)
    )


def ink(visualizer: Visualizer) -> str:
    return visualizer.picture(visualizer.pad_canvas)


def test_a_server_that_stops_is_missed_and_welcomed_back(
    open_page: OpenPage, own_server: Server, models: Path, watch: Watch
) -> None:
    watch.allow(GONE)
    visualizer = open_page(url=own_server.url)
    visualizer.draw_anew(digit(5).sketch)
    before = ink(visualizer)
    own_server.stop()
    expect(visualizer.status).to_contain_text("server does not answer")
    assert ink(visualizer) == before
    assert visualizer.answer() == 5, "what was read stays"
    with serving("--port", str(own_server.port), models=models):
        expect(visualizer.status).to_contain_text("read anew", timeout=BACK_WITHIN)
        assert ink(visualizer) == before
        assert visualizer.answer() == 5
        # By long-polling, perhaps, on a busy machine; the probe counts no answers there.
        visualizer.button("Clear").click()
        visualizer.trace_out(digit(2).sketch)
        visualizer.press("End")
        expect(visualizer.title).to_have_text("The answer: 2")


def test_what_is_drawn_while_the_server_is_away_is_read_when_it_is_back(
    open_page: OpenPage, own_server: Server, models: Path, watch: Watch
) -> None:
    watch.allow(GONE)
    visualizer = open_page(url=own_server.url)
    own_server.stop()
    expect(visualizer.status).to_contain_text("server does not answer")
    visualizer.button("Clear").click()
    visualizer.trace_out(digit(7).sketch)
    before = ink(visualizer.frame())
    visualizer.press("Home")
    with serving("--port", str(own_server.port), models=models):
        expect(visualizer.status).to_contain_text("read anew", timeout=BACK_WITHIN)
        visualizer.press("End")
        expect(visualizer.title).to_have_text("The answer: 7")
        assert ink(visualizer) == before


def test_a_device_without_network_is_told_apart_from_a_server_that_is_gone(
    visualizer: Visualizer, watch: Watch
) -> None:
    watch.allow(GONE)
    before = ink(visualizer)
    visualizer.page.context.set_offline(True)
    expect(visualizer.status).to_contain_text("offline")
    expect(visualizer.status).not_to_contain_text("server")
    assert ink(visualizer) == before
    visualizer.page.context.set_offline(False)
    expect(visualizer.status).not_to_contain_text("offline", timeout=BACK_WITHIN)
    visualizer.button("Clear").click()
    visualizer.trace_out(digit(3).sketch)
    expect(visualizer.title).to_have_text("The answer: 3", timeout=BACK_WITHIN)


def test_trouble_is_told_over_neither_stepper_nor_title_nor_formula(
    open_page: OpenPage, watch: Watch
) -> None:
    watch.allow(GONE)
    visualizer = open_page(size=(820, 1180), newcomer=False)
    visualizer.press("p").settle()
    visualizer.page.context.set_offline(True)
    expect(visualizer.status).to_contain_text("offline")
    for width, height in ((820, 1180), (768, 1024), (844, 390), (390, 844)):
        visualizer.page.set_viewport_size({"width": width, "height": height})
        told = box_of(visualizer.settle(), "#status")
        assert told is not None
        for part in (".stepper", "#step-title", ".head-formula"):
            assert not meet(told, box_of(visualizer, part)), (width, part)


@pytest.mark.parametrize("websockets", ["refused", "hung", "mute", "deaf"])
def test_a_network_without_websockets_is_served_by_long_polling(
    open_page: OpenPage,
    server: Server,
    peer: socketio.Client,
    watch: Watch,
    websockets: WebSockets,
) -> None:
    """Refused, never answered, or accepted while what they carry is swallowed."""
    watch.allow(GONE)
    with network(server.port, websockets=websockets) as (url, proxy):
        visualizer = open_page(url=url, settle=False, prepare=prepare_times)
        if websockets != "refused":
            expect(visualizer.status).to_contain_text("The page waits, and asks again")
        expect(visualizer.title).to_have_text(re.compile(r"The answer: \d"), timeout=BACK_WITHIN)
        assert seconds_until_polling(visualizer.page) < POLLS_WITHIN
        visualizer.button("Clear").click()
        visualizer.trace_out(digit(9).sketch)
        expect(visualizer.title).to_have_text("The answer: 9")
        expect(visualizer.status).to_have_text("")
        visualizer.button("Blank page read as zeros").click()
        blank = read(peer, "classic", {"image": bytes(784)})
        expect(visualizer.title).to_contain_text(f" {blank.prediction}")
        assert proxy.n_websockets, "no WebSocket was tried"
        visualizer.page.goto("about:blank")


def test_answers_that_are_swallowed_are_asked_for_again_by_long_polling_which_stays(
    open_page: OpenPage, own_server: Server, models: Path, watch: Watch
) -> None:
    watch.allow(GONE)
    with network(own_server.port) as (url, proxy):
        visualizer = open_page(url=url)
        proxy.websockets = "deaf"
        visualizer.button("Clear").click()
        visualizer.trace_out(digit(7).sketch)
        expect(visualizer.status).to_contain_text("The page waits, and asks again")
        expect(visualizer.title).to_have_text("The answer: 7", timeout=BACK_WITHIN)
        expect(visualizer.status).to_have_text("")
        n_websockets = proxy.n_websockets
        own_server.stop()
        expect(visualizer.status).to_contain_text("server does not answer")
        with serving("--port", str(own_server.port), models=models):
            expect(visualizer.status).to_contain_text("read anew", timeout=BACK_WITHIN)
            visualizer.page.goto(f"{url}/lessons/one-neuron")
            expect(visualizer.page.locator("main")).to_have_attribute("aria-busy", "false")
            assert proxy.n_websockets == n_websockets, "a WebSocket was tried again"
            visualizer.page.goto("about:blank")


def test_a_lesson_asks_again_for_the_learning_that_was_swallowed(
    open_page: OpenPage, server: Server, watch: Watch
) -> None:
    watch.allow(GONE)
    with network(server.port) as (url, proxy):
        page = open_page(url=url).page
        page.goto(f"{url}/lessons/one-neuron#v=1&scene=learn&guess=0")
        expect(page.locator("main")).to_have_attribute("aria-busy", "false")
        proxy.websockets = "deaf"
        page.get_by_role("button", name="To the end", exact=True).click()
        expect(page.locator("#status")).to_contain_text("The page waits, and asks again")
        expect(page.locator(".learning-said")).to_contain_text(
            re.compile("label|night"), timeout=BACK_WITHIN
        )
        expect(page.locator("#status")).to_have_text("")
        page.goto("about:blank")


def test_a_network_that_is_gone_is_said_and_another_one_reads(
    open_page: OpenPage, own_server: Server, models: Path, watch: Watch, tmp_path: Path
) -> None:
    """The server comes back with fewer networks than the page knows."""
    watch.allow(GONE)
    shutil.copytree(models / "classic", tmp_path / "classic")
    visualizer = open_page(url=own_server.url)
    visualizer.choose_network("linear")
    before = ink(visualizer)
    own_server.stop()
    with serving("--port", str(own_server.port), models=tmp_path):
        expect(visualizer.status).to_contain_text("no longer has this network", timeout=BACK_WITHIN)
        assert ink(visualizer) == before
        visualizer.page.evaluate("probe.forget()")
        visualizer.choose_network("classic")
        expect(visualizer.status).not_to_contain_text("no longer")
        assert visualizer.answer() is not None


def test_a_network_that_goes_silent_is_noticed_and_welcomed_back(
    open_page: OpenPage, models: Path, watch: Watch
) -> None:
    watch.allow(GONE)
    with serving(models=models, first=SHORT_SILENCE) as server, network(server.port) as (url, way):
        visualizer = open_page(url=url)
        visualizer.draw_anew(digit(5).sketch)
        before = ink(visualizer)
        way.is_silent = True
        expect(visualizer.status).to_contain_text("server does not answer")
        assert ink(visualizer) == before
        assert visualizer.answer() == 5
        time.sleep(4)
        way.is_silent = False
        expect(visualizer.status).to_contain_text("read anew", timeout=2 * BACK_WITHIN)
        assert ink(visualizer) == before
        visualizer.page.evaluate("probe.forget()")
        visualizer.draw_anew(digit(2).sketch)
        assert visualizer.answer() == 2
        visualizer.page.goto("about:blank")


def test_a_tab_that_slept_comes_back_by_itself(
    open_page: OpenPage, browser: Browser, models: Path, watch: Watch
) -> None:
    watch.allow(GONE)
    with serving(models=models, first=SHORT_SILENCE) as server:
        visualizer = open_page(url=server.url)
        visualizer.draw_anew(digit(5).strokes).press("Home", "n")
        before, title = ink(visualizer.settle()), visualizer.title_text()
        visualizer.page.evaluate(TICKS)
        with asleep(browser):
            time.sleep(SLEEP)
        expect(visualizer.status).to_contain_text("read anew", timeout=BACK_WITHIN)
        said = visualizer.page.evaluate("said.join()")
        assert re.search("The server does not answer.*your drawing was read anew", said)
        assert visualizer.page.evaluate("longest") > 900 * SLEEP, "it did not sleep"
        assert ink(visualizer) == before
        assert visualizer.title_text() == title
        visualizer.page.evaluate("probe.forget()")
        visualizer.draw_anew(digit(2).strokes).press("End").settle()
        assert visualizer.answer() == 2


SLEEP = 3  # seconds: after two the server gives a silent client up
# How long the page's clock stood still at most, and what the page said about the line.
TICKS = """() => {
  let last = performance.now();
  window.longest = 0;
  setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 50);
  window.said = [];
  const status = document.querySelector("#status");
  new MutationObserver(() => said.push(status.textContent)).observe(status, { childList: true });
}"""


@contextmanager
def asleep(browser: Browser) -> Iterator[None]:
    """Tabs that get no time at all.

    The debugger's own "frozen" leaves a page's timers running here, so the processes are stopped.
    """
    processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    tabs = [process["id"] for process in processes if process["type"] == "renderer"]
    try:
        for tab in tabs:
            os.kill(tab, signal.SIGSTOP)
        yield
    finally:
        for tab in tabs:
            os.kill(tab, signal.SIGCONT)


def test_a_page_of_an_older_wire_is_told_to_load_again_and_keeps_its_drawing(
    open_page: OpenPage,
) -> None:
    module = re.compile(r"\.js$")
    version = re.compile(rf"\bWIRE\s*=\s*{WIRE}\b")

    def of_yesterday(route: Route) -> None:
        response = route.fetch()
        body = version.sub(f"WIRE = {WIRE - 1}", response.text())
        route.fulfill(response=response, body=body)

    visualizer = open_page(
        newcomer=False, settle=False, prepare=lambda page: page.route(module, of_yesterday)
    )
    expect(visualizer.status).to_have_text(
        "The server has a newer version of this page. Load the page again to go on."
    )
    visualizer.button("Clear").click()
    visualizer.trace_out(digit(7).sketch)
    before = ink(visualizer.frame())
    visualizer.page.wait_for_timeout(600)  # the address follows the pen when it rests
    # Loaded again, in a browser that does not keep what this test has sent it.
    again = open_page(newcomer=False, query="#" + visualizer.page.url.partition("#")[2])
    assert ink(again) == before
    again.press("End")
    expect(again.title).to_have_text("The answer: 7")
