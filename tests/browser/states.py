"""The states of the page that are looked at, measured and checked: one list for all."""

import re
from collections.abc import Callable

from playwright.sync_api import FilePayload, expect

from tests.browser.page import PATIENCE, Visualizer
from tests.photo.photos import Look, jpeg, photo

State = Callable[[Visualizer], object]


def _first_view(visualizer: Visualizer) -> None:
    del visualizer  # it stands there already


def _step(title: str) -> State:
    return lambda visualizer: visualizer.walk_to(title)


def _network(name: str) -> State:
    return lambda visualizer: visualizer.choose_network(name)


def _pressed(name: str) -> State:
    return lambda visualizer: visualizer.button(name).click()


def _sheet(opener: str) -> State:
    return lambda visualizer: visualizer.page.locator(opener).click()


def _panel(name: str) -> State:
    def open_panel(visualizer: Visualizer) -> None:
        visualizer.walk_to("Hidden layer 2 of 2: the weighted sums")
        visualizer.inspect()
        visualizer.button(name).click()

    return open_panel


def _by(granularity: str) -> State:
    def walk(visualizer: Visualizer) -> None:
        visualizer.walk_to("Hidden layer 1 of 2: the weighted sums")
        visualizer.page.get_by_label("Next goes by").select_option(granularity)
        visualizer.settle()
        for _ in range(3):
            visualizer.press("n").settle()

    return walk


def _maps(visualizer: Visualizer, layer: int, granularity: str) -> None:
    visualizer.choose_network("convolutional").walk_to(f"Hidden layer {layer}")
    visualizer.page.get_by_label("Next goes by").select_option(label=granularity)
    visualizer.settle()
    for _ in range(3):
        visualizer.press("n").settle()


def _kernels(visualizer: Visualizer) -> None:
    visualizer.choose_network("convolutional").button("Weights").click()


def _chosen(visualizer: Visualizer) -> None:
    visualizer.inspect()
    visualizer.inspector.get_by_label("Layer").select_option("0")
    for _ in range(6):
        visualizer.inspector.get_by_role("button", name="Next neuron").click()


def _enlarged(visualizer: Visualizer) -> None:
    visualizer.button("Weights").click()
    visualizer.page.locator("#wall .tile").nth(4).click()


def _stretched(visualizer: Visualizer) -> None:
    visualizer.button("Weights").click()
    visualizer.page.get_by_label(re.compile("stretch each grid")).check()


def _photo(title: str) -> State:
    """A digit on paper that was chosen, at one of its steps."""

    def choose(visualizer: Visualizer) -> None:
        look = Look(size=(800, 600), lines=0.06, shadow=0.5, tilt=6)
        visualizer.button("Photo").click()
        with visualizer.page.expect_file_chooser() as chooser:
            visualizer.button("Choose a photo").click()
        content = jpeg(photo(9, look)[1])
        file = FilePayload(name="digit.jpg", mimeType="image/jpeg", buffer=content)
        chooser.value.set_files(file)
        expect(visualizer.title).to_have_text("Your photo", timeout=3 * PATIENCE)
        visualizer.settle()
        seen = []
        for _ in range(8):
            seen.append(visualizer.title.inner_text())
            if seen[-1].startswith(title):
                return
            visualizer.press("n").settle()
        raise AssertionError(f"expected the step {title!r} of a photo, found {seen}")

    return choose


def _covered(visualizer: Visualizer) -> None:
    visualizer.page.get_by_label(re.compile("Cover the answer")).check()


def _beside(tool: str, *buttons: str) -> State:
    """A tool beside the stage, and what is pressed there or on the pad."""

    def open_tool(visualizer: Visualizer) -> None:
        visualizer.inspect()
        visualizer.page.locator(f"#beside [data-tool={tool}]").click()
        for name in buttons:
            visualizer.settle().button(name).click()

    return open_tool


def _folded(tool: str, *buttons: str) -> State:
    """What is folded in a tool, unfolded, and what is pressed there."""

    def unfold(visualizer: Visualizer) -> None:
        _beside(tool)(visualizer)
        visualizer.settle().page.locator("#explore summary").click()
        for name in buttons:
            visualizer.settle().button(name).click()

    return unfold


def _asked(visualizer: Visualizer) -> None:
    visualizer.page.get_by_label("Predict first").check()
    visualizer.settle().press("n")


def _doubted(visualizer: Visualizer) -> None:
    visualizer.draw_anew([[(0.2, 0.9), (0.5, 0.1), (0.8, 0.9)], [(0.32, 0.6), (0.68, 0.6)]])


def _offline(visualizer: Visualizer) -> None:
    visualizer.page.context.set_offline(True)


# Each begins with the first view: a digit that was read, at its answer.
STATES: dict[str, State] = {
    "answer": _first_view,
    "empty": _pressed("Clear"),
    "blank": _pressed("Blank page read as zeros"),
    "drawing": _step("Your drawing"),
    "crop": _step("Crop"),
    "fit": _step("Fit"),
    "centre": _step("Centre"),
    "inputs": _step("Input"),
    "sums": _step("Hidden layer 1 of 2: the weighted sums"),
    "activations": _step("Hidden layer 2 of 2: the activations"),
    "chosen": _chosen,
    "terms": _panel("Terms"),
    "formula": _panel("Formula"),
    "pixels": _panel("Pixels"),
    "by-neuron": _by("neuron"),
    "by-term": _by("term"),
    "eraser": _pressed("Erase"),
    "covered": _covered,
    "weights": _pressed("Weights"),
    "stretched": _stretched,
    "enlarged": _enlarged,
    "path": _beside("path"),
    "edited": _beside("edit", "Silence it"),
    "input": _beside("input", "As drawn"),
    "fooled": _folded("input", "Make it an 8", "No"),
    "broken": _folded("edit", "No biases", "Just show me"),
    "compared": _beside("compare", "Keep as A", "Surprise me"),
    "everyone": _beside("everyone"),
    "asked": _asked,
    "photo-sheet": _pressed("Photo"),
    "photo": _photo("Your photo"),
    "photo-even": _photo("Even"),
    "photo-fit": _photo("Fit"),
    "picker": _sheet("#picker-button"),
    "help": _sheet("#help-button"),
    "keep": _sheet("#keep-button"),
    "offline": _offline,
    "doubted": _doubted,
    "doubt": _network("doubt"),
    "linear": _network("linear"),
    "deep": _network("deep"),
    "maps": lambda visualizer: visualizer.choose_network("convolutional"),
    "maps-by-map": lambda visualizer: _maps(visualizer, 1, "map"),
    "maps-by-position": lambda visualizer: _maps(visualizer, 2, "position"),
    "maps-by-term": lambda visualizer: _maps(visualizer, 3, "term"),
    "kernels": _kernels,
}


def enter(visualizer: Visualizer, name: str) -> Visualizer:
    """Open the page anew, bring it into a state, and to rest in it."""
    visualizer.page.evaluate("sessionStorage.clear()")  # of "Predict first"
    visualizer.open(visualizer.query)
    STATES[name](visualizer)
    visualizer.page.mouse.move(0, 0)
    if name != "offline":
        visualizer.settle()
    visualizer.places()
    return visualizer
