"""A place of a map, opened: its window, its kernel, its sum; what a pool takes; what is shared."""

import re
from typing import Any

import numpy as np
import pytest
import socketio
from playwright.sync_api import expect

from tests.browser.beside import inside, open_tool
from tests.browser.conftest import OpenPage
from tests.browser.digits import digit
from tests.browser.figures import exactly, number
from tests.browser.page import Visualizer
from tests.browser.sight import watched
from tests.serving import ask

NETWORK = "convolutional"


@pytest.fixture
def reading(open_page: OpenPage) -> Visualizer:
    """The page, reading a 3 with maps."""
    visualizer = open_page(newcomer=False, prepare=watched)
    return visualizer.draw_anew(digit(3).sketch).choose_network(NETWORK)


def choose(visualizer: Visualizer, layer: int, map_: int, place: int) -> Visualizer:
    """Open a place of a map; all count from 0."""
    chooser = visualizer.page.locator("#tray .chooser:visible")
    chooser.locator(".chooser-layer").select_option(index=layer)
    chooser.get_by_label("Map").select_option(index=map_)
    chooser.get_by_label("Place").select_option(index=place)
    return visualizer.settle()


def table(visualizer: Visualizer) -> dict[str, str]:
    """The sum's figures by their names."""
    found: dict[str, str] = {}
    for row in visualizer.inspector.locator("table.sums:visible").first.locator("tr:visible").all():
        found[row.locator("th").inner_text()] = row.locator("td").inner_text()
    return found


def explained(
    visualizer: Visualizer, peer: socketio.Client, layer: int, neuron: int
) -> dict[str, Any]:
    """What the server says of the neuron, asked as the page asked last."""
    asked: dict[str, Any] = visualizer.messages("pass")[-1]
    question: dict[str, Any] = {
        name: asked[name] for name in ("network", "input", "edits") if name in asked
    }
    return ask(peer, "explain", {"seq": 1, **question, "layer": layer, "neuron": neuron})


@pytest.mark.parametrize(("layer", "side", "channels"), [(0, 24, 1), (2, 8, 12)])
def test_a_place_of_a_map_shows_its_window_and_adds_up_as_displayed(
    reading: Visualizer, peer: socketio.Client, layer: int, side: int, channels: int
) -> None:
    place = side * (side // 2) + side // 2
    choose(reading, layer, 3, place)
    half = side // 2 + 1
    title = reading.inspector.locator("h2").first
    expect(title).to_have_text(f"map 4, row {half}, column {half} of hidden layer {layer + 1}")
    for name in ("window", "× kernel", "= products"):
        figure = reading.inspector.locator("figure:visible", has_text=name)
        expect(figure.locator("canvas")).to_have_count(channels)
    answer = explained(reading, peer, layer, 3 * side * side + place)
    figures = table(reading)
    parts = [exactly(figures[part]) for part in ("positive terms", "negative terms", "bias")]
    assert sum(parts) == exactly(figures["weighted sum z"])
    assert figures["activation a"] == number(answer["a"])
    reading.inspector.get_by_role("button", name="Terms", exact=True).click()
    reading.button("All terms").click()
    rows = reading.page.locator(".all-terms-table tbody tr").all_inner_texts()
    n_terms = int(np.count_nonzero(np.frombuffer(answer["terms"], "<f4")))
    assert len([row for row in rows if re.match(r"(map \d+, )?row \d+, column", row)]) == n_terms


def test_the_window_is_where_it_stands_on_the_digit(reading: Visualizer) -> None:
    choose(reading, 2, 0, 0)  # 5×5 places of pools of 2, which read 5×5 pixels each
    words = reading.inspector.get_by_text("It sees rows 1 to 14, columns 1 to 14 of the digit.")
    expect(words).to_be_visible()
    frame = reading.inspector.locator(".window-frame")
    assert frame.evaluate("frame => frame.style.width") == "50%"


def test_a_pool_says_which_of_its_four_won_and_that_the_others_are_forgotten(
    reading: Visualizer, peer: socketio.Client
) -> None:
    side = 12
    found = next(
        (place, answer)
        for place in range(4 * side + 4, 8 * side)
        if len(set((answer := explained(reading, peer, 1, place))["inputs"])) > 1
        and np.ptp(np.frombuffer(answer["inputs"], "<f4")) > 0.1
    )
    place, answer = found
    choose(reading, 1, 0, place)
    inputs = np.frombuffer(answer["inputs"], "<f4")
    cells = reading.inspector.locator(".window-pool td")
    assert cells.all_inner_texts() == [number(value) for value in inputs]
    expect(reading.inspector.locator(".window-pool .won")).to_have_text(number(inputs.max()))
    expect(reading.inspector.get_by_text("The other 3 are forgotten")).to_be_visible()
    assert table(reading) == {"activation a": number(answer["a"])}


def test_what_a_kernel_shares_is_counted(reading: Visualizer) -> None:
    choose(reading, 2, 5, 27)
    reading.inspector.get_by_text("What is shared").click()
    numbers = reading.inspector.locator("details .sums td").all_inner_texts()
    each, maps, places = 5 * 5 * 12 + 1, 24, 8 * 8
    expected = [each, maps * each, maps * places * each, maps * places * (12 * 12 * 12 + 1)]
    assert numbers == [f"{count:,}" for count in expected]


def test_a_weight_of_a_kernel_is_changed_at_all_its_places(
    reading: Visualizer, peer: socketio.Client
) -> None:
    choose(open_tool(reading, "edit"), 0, 2, 100)
    page = reading.page
    expect(page.get_by_text("a change counts at all its 576 places")).to_be_visible()
    page.get_by_label("Which weight").select_option(label="row 1, column 2")
    box = page.get_by_role("textbox", name="weight")
    box.fill("9")
    box.press("Enter")
    reading.settle()
    words = "weight (row 1, column 2) of map 3 of hidden layer 1 = +9.00, at 576 places"
    assert page.locator(".edits .link-button").all_text_contents() == [words]
    for neuron in (2 * 576, 2 * 576 + 300):
        weights = np.frombuffer(explained(reading, peer, 0, neuron)["weights"], "<f4")
        assert weights[1] == 9
    assert 9 not in np.frombuffer(explained(reading, peer, 0, 576)["weights"], "<f4")


def test_a_kernel_is_painted_cell_by_cell_for_the_map_that_is_chosen(
    reading: Visualizer, peer: socketio.Client
) -> None:
    choose(open_tool(reading, "edit"), 2, 1, 63)
    page = reading.page
    page.get_by_label("Painted for which map").select_option(label="map 4")
    surface = page.locator(".paint-surface")
    reading.settle()
    page.mouse.click(*inside(surface, 0.1, 0.1))
    page.mouse.click(*inside(surface, 0.9, 0.9))
    reading.press("ArrowUp", " ")
    reading.settle()
    expect(page.locator(".paint-cell")).to_contain_text("Row 4, column 5: weight +")
    listed = page.locator(".edits .link-button").all_text_contents()
    assert listed == ["3 weights of map 2 of hidden layer 3 painted, at 64 places"]
    weights = np.frombuffer(explained(reading, peer, 2, 64 + 63)["weights"], "<f4")
    painted = weights.reshape(12, 5, 5)[3]
    assert painted[0, 0] == painted[4, 4] == painted[3, 4] == weights.max()
    expect(reading.page.locator("#tray .chooser:visible").get_by_label("Place")).to_have_value("63")


def test_a_map_is_silenced_and_its_link_brings_it_back_silent(
    reading: Visualizer, open_page: OpenPage
) -> None:
    choose(open_tool(reading, "edit"), 0, 2, 100)
    reading.button("Silence its map").click()
    reading.settle()
    assert reading.messages("pass")[-1]["edits"][0]["place"] == {
        "kind": "activations", "layer": 0, "map": 2,
    }  # fmt: skip
    expect(reading.page).to_have_url(re.compile(r"[=~]s0\.2_0"))  # once the hand rests
    link = reading.page.url
    again = open_page(query=link[link.index("#") :], newcomer=False)
    edits = again.page.locator(".edits .link-button")
    expect(edits).to_have_text(["map 3 of hidden layer 1 silenced"], timeout=30_000)
    expect(again.button("Silence its map")).to_have_attribute("aria-pressed", "true")


def test_the_strongest_path_leads_through_maps_and_pools_in_figures_of_the_server(
    reading: Visualizer, peer: socketio.Client
) -> None:
    open_tool(reading, "path")
    links = reading.page.locator("ol.path > li")
    expect(links).to_have_count(6)
    unit = (5, 3)
    for link in links.all():
        layer, neuron = unit
        answer = explained(reading, peer, layer, neuron)
        terms = np.frombuffer(answer["terms"], "<f4")
        best = int(np.abs(terms).argmax())
        assert link.locator(".path-term").inner_text().lstrip("+") == number(terms[best])
        reads = (
            np.frombuffer(answer["reads"], "<u4") if "reads" in answer else np.arange(terms.size)
        )
        unit = (layer - 1, int(reads[best]))
    assert re.search(r"from row \d+, column \d+", links.last.inner_text())
