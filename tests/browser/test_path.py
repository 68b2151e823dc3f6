"""The strongest path, from an output or any neuron back to one pixel."""

import re

import numpy as np
import socketio
from playwright.sync_api import expect

from tests.browser.beside import choose, open_tool
from tests.browser.digits import digit
from tests.browser.figures import exactly
from tests.browser.page import Visualizer
from tests.browser.trace import opened


def links(visualizer: Visualizer) -> list[tuple[str, str]]:
    """Where each link comes from, and its term as it is shown."""
    rows = visualizer.page.locator("ol.path li")
    return [
        (
            rows.nth(k).locator(":scope > :first-child").text_content() or "",
            rows.nth(k).locator(".path-term").text_content() or "",
        )
        for k in range(rows.count())
    ]


def strongest(
    visualizer: Visualizer, peer: socketio.Client, layer: int, neuron: int
) -> list[tuple[str, float]]:
    """The same from the server's own terms."""
    path = []
    while layer >= 0:
        answer = opened(peer, "classic", visualizer.drawing(), layer, neuron)
        terms = np.frombuffer(answer["terms"], "<f4")
        neuron = int(np.abs(terms).argmax())
        name = (
            f"from neuron {neuron + 1} of hidden layer {layer}"
            if layer
            else f"from row {neuron // 28 + 1}, column {neuron % 28 + 1}"
        )
        path.append((name, float(terms[neuron])))
        layer -= 1
    return path


def is_shown(visualizer: Visualizer, path: list[tuple[str, float]]) -> None:
    shown = links(visualizer)
    assert [name for name, _ in shown] == [name for name, _ in path]
    for (_, text), (_, term) in zip(shown, path, strict=True):
        assert abs(float(exactly(text)) - term) <= 0.0051


def test_each_link_is_the_largest_term_of_its_neuron(
    visualizer: Visualizer, peer: socketio.Client
) -> None:
    visualizer.draw_anew(digit(2).sketch)
    plain = visualizer.picture(visualizer.stage)
    open_tool(visualizer, "path")
    is_shown(visualizer, strongest(visualizer, peer, 2, visualizer.answer() or 0))
    assert visualizer.picture(visualizer.stage) != plain, "the stage lights it"

    choose(visualizer, 1, 4)
    is_shown(visualizer, strongest(visualizer, peer, 1, 4))

    visualizer.page.locator("ol.path button").first.press("Enter")
    name = links(visualizer.settle())[0][0]
    assert name.startswith("from row"), "the path goes on from the neuron that was pressed"
    open_tool(visualizer, "neuron").press("Escape").settle()
    assert visualizer.picture(visualizer.stage) == plain


def test_a_blank_page_has_no_path_to_its_pixels(visualizer: Visualizer) -> None:
    visualizer.button("Blank page read as zeros").click()
    open_tool(visualizer, "path")
    names = [name for name, _ in links(visualizer)]
    assert len(names) == 2, "from the output through both hidden layers"
    assert not any(name.startswith("from row") for name in names)
    expect(visualizer.page.locator("#explore .hint")).to_have_text(re.compile("path ends here"))
