"""What stands beside the stage, and how hands use it."""

from collections.abc import Sequence

from playwright.sync_api import Locator

from tests.browser.page import Visualizer

Place = tuple[float, float]  # px in the window


def open_tool(visualizer: Visualizer, name: str) -> Visualizer:
    """Neuron, path, edit, input or compare."""
    visualizer.page.locator(f"#beside [data-tool={name}]").click()
    return visualizer.settle()


def unfold(visualizer: Visualizer, name: str) -> Visualizer:
    """What is folded in one of them."""
    open_tool(visualizer, name).page.locator("#explore summary").click()
    return visualizer.settle()


def choose(visualizer: Visualizer, layer: int, neuron: int) -> Visualizer:
    """Open a neuron with the tool's own chooser; both count from 0."""
    chooser = visualizer.page.locator("#tray .chooser:visible select")
    chooser.first.select_option(index=layer)
    chooser.last.select_option(index=neuron)
    return visualizer.settle()


def inside(element: Locator, x: float, y: float) -> Place:
    """A place in the window, from shares of an element's box."""
    element.scroll_into_view_if_needed()
    box = element.bounding_box()
    assert box is not None
    return box["x"] + x * box["width"], box["y"] + y * box["height"]


def drag(visualizer: Visualizer, start: Place, end: Place) -> Visualizer:
    """With the mouse, over some frames, as a hand is slower than the page."""
    mouse = visualizer.page.mouse
    mouse.move(*start)
    mouse.down()
    visualizer.frame()
    mouse.move(*end, steps=4)
    mouse.up()
    return visualizer.settle()


def swipe(visualizer: Visualizer, places: Sequence[Place]) -> Visualizer:
    """With a finger, from place to place."""
    debugger = visualizer.debugger()
    kinds = ["touchStart", *["touchMove"] * (len(places) - 1)]
    for kind, (x, y) in zip(kinds, places, strict=True):
        touch = {"type": kind, "touchPoints": [{"x": x, "y": y}]}
        debugger.send("Input.dispatchTouchEvent", touch)
    debugger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    return visualizer.settle()
