"""Nothing is drawn when nothing changes, and a burst of drawing leaves nothing behind."""

import pytest

from tests.browser.conftest import OpenPage
from tests.browser.digits import digit
from tests.browser.page import Visualizer

IDLE = 5_000  # ms
ROUNDS = 25
GROWTH = 400_000  # bytes; one trace with its drawing is about 20,000


def at_rest(visualizer: Visualizer) -> None:
    visualizer.page.wait_for_load_state("networkidle")  # what comes later has come
    visualizer.settle().frame()
    before = (visualizer.probe("frames"), visualizer.probe("drawn"), visualizer.probe("sentCount"))
    visualizer.page.evaluate("(time) => new Promise((done) => setTimeout(done, time))", IDLE)
    after = (visualizer.probe("frames"), visualizer.probe("drawn"), visualizer.probe("sentCount"))
    assert after == before, "frames, drawings and messages while idle"


def test_idle_at_the_answer(visualizer: Visualizer) -> None:
    at_rest(visualizer)


def test_idle_after_a_movement_on_the_weights_wall(open_page: OpenPage) -> None:
    visualizer = open_page(motion=True)
    visualizer.button("Back").click()
    visualizer.button("Weights").click()
    visualizer.places()
    at_rest(visualizer)


def heap(visualizer: Visualizer) -> int:
    debugger = visualizer.debugger()
    debugger.send("HeapProfiler.enable")
    debugger.send("HeapProfiler.collectGarbage")
    used: int = debugger.send("Runtime.getHeapUsage")["usedSize"]
    debugger.detach()
    return used


@pytest.mark.timeout(360)
def test_the_heap_is_flat_over_a_burst_of_drawing(visualizer: Visualizer) -> None:
    sparse = [stroke[::6] for stroke in digit(8).strokes]

    def burst() -> int:
        for _ in range(ROUNDS):
            visualizer.trace_out(sparse)
            visualizer.press("c", "n", "p", "End")
        visualizer.page.evaluate("probe.sent = []")
        visualizer.settle()
        return heap(visualizer)

    first = burst()
    # Undo keeps a hundred drawings; after that an old one goes for each that comes.
    second, third = burst(), burst()
    assert third - second < GROWTH, (first, second, third)
