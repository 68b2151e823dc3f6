"""Changing the network: every edit is answered, marked, listed, undone; the original stays."""

import base64
import re
from typing import Any

import msgpack
import numpy as np
import pytest
import socketio
from playwright.sync_api import expect

from app.config import MAX_EDITS, MAX_MESSAGE
from app.forward_pass.arrays import Floats
from tests.browser.beside import choose, drag, inside, open_tool, swipe
from tests.browser.conftest import OpenPage
from tests.browser.digits import digit
from tests.browser.figures import exactly, number
from tests.browser.page import Visualizer
from tests.browser.sight import sight, watched
from tests.browser.trace import answer_to
from tests.serving import Server, fetch

CLASSIC = (16, 16, 10)  # neurons of each layer
RANGE = "−3.4 × 10³⁸ to 3.4 × 10³⁸"


@pytest.fixture
def editing(open_page: OpenPage) -> Visualizer:
    """The page with the tool open, at neuron 1 of hidden layer 1."""
    visualizer = open_page(newcomer=False, prepare=watched)
    visualizer.draw_anew(digit(9).sketch)
    return choose(open_tool(visualizer, "edit"), 0, 0)


def set_number(visualizer: Visualizer, name: str, text: str) -> Visualizer:
    """Type a number and press Enter."""
    box = visualizer.page.get_by_role("textbox", name=name)
    box.fill(text)
    box.press("Enter")
    return visualizer.settle()


def listed(visualizer: Visualizer) -> list[str]:
    """The list of edits."""
    return visualizer.page.locator(".edits .link-button").all_text_contents()


def n_weights(place: dict[str, Any]) -> int:
    """How many weights an edit sets."""
    if "inputs" in place:
        return len(place["inputs"]) // 2
    return int.from_bytes(place["masks"], "big").bit_count()


def activations(visualizer: Visualizer, peer: socketio.Client) -> list[list[str]]:
    """Every activation of the edited network, as the page would write it."""
    trace = answer_to(peer, visualizer.messages("pass")[-1])
    return [[number(value) for value in layer.a] for layer in trace.layers]


def test_a_silenced_neuron_is_marked_listed_and_undone(
    editing: Visualizer, peer: socketio.Client
) -> None:
    before = sight(editing)
    untouched = activations(editing, peer)
    editing.button("Silence it").click()
    assert listed(editing.settle()) == ["neuron 1 of hidden layer 1 silenced"]
    expect(editing.button("Silence it")).to_have_attribute("aria-pressed", "true")
    expect(editing.page.locator("#beside [data-tool=edit]")).to_have_text("Edit · 1")
    assert sight(editing)[-2:] != before[-2:], "the stage shows it"
    changed = activations(editing, peer)
    assert changed[0] == ["0.00", *untouched[0][1:]]
    assert changed[1:] != untouched[1:]
    assert editing.scores() == changed[-1]

    editing.button("Silence it").click()
    assert listed(editing.settle()) == [], "pressed again, it speaks again"
    editing.button("Silence it").click()
    editing.settle()

    open_tool(editing, "neuron")
    assert editing.sums()["activation a"] == "0.00"
    expect(editing.inspector).to_contain_text("held by an edit")
    open_tool(editing, "edit")
    editing.button("Undo: neuron 1 of hidden layer 1 silenced").click()
    assert listed(editing.settle()) == []
    assert sight(editing) == before


def test_numbers_are_set_by_keyboard_and_all_undone_at_once(
    editing: Visualizer, peer: socketio.Client
) -> None:
    before = sight(editing)
    set_number(editing, "activation", "0.5")
    choose(editing, 1, 6)
    set_number(editing, "bias", "−2,25")
    editing.page.get_by_label("Which weight").select_option(index=3)
    set_number(editing, "weight", "1.5")
    assert listed(editing) == [
        "neuron 1 of hidden layer 1 held at a = 0.50",
        "bias of neuron 7 of hidden layer 2 = −2.25",
        "weight 4 of neuron 7 of hidden layer 2 = +1.50",
    ]
    edits = editing.messages("pass")[-1]["edits"]
    values = {edit["place"]["kind"]: np.frombuffer(edit["value"], "<f4")[0] for edit in edits}
    assert values == {"activation": 0.5, "bias": -2.25, "weights": 1.5}
    assert activations(editing, peer)[0][0] == "0.50"
    assert editing.scores() == activations(editing, peer)[-1]

    open_tool(editing, "neuron")
    sums = editing.sums()
    assert sums["bias"] == "−2.25"
    parts = ("positive terms", "negative terms", "bias")
    assert sum(exactly(sums[part]) for part in parts) == exactly(sums["weighted sum z"])
    open_tool(editing, "edit")
    editing.button("Undo all edits").click()
    assert listed(editing.settle()) == []
    choose(editing, 0, 0)
    assert sight(editing) == before


def test_a_weight_grid_is_painted_with_mouse_and_keyboard(
    editing: Visualizer, peer: socketio.Client
) -> None:
    surface = editing.page.locator(".paint-surface")
    grid = surface.locator("canvas")
    before = editing.picture(grid)
    drag(editing, inside(surface, 0.3, 0.5), inside(surface, 0.7, 0.5))
    [edit] = editing.messages("pass")[-1]["edits"]
    n_painted = n_weights(edit["place"])
    assert n_painted > 28 * 0.4, "a row of cells and those beside it"
    assert listed(editing) == [f"{n_painted} weights of neuron 1 of hidden layer 1 painted"]
    painted = editing.picture(grid)
    assert painted != before

    editing.button("Red −").click()
    surface.focus()
    editing.press("ArrowUp", "ArrowUp", "ArrowUp", " ").settle()
    expect(editing.page.locator(".paint-cell")).to_contain_text(re.compile("Row 12, .* weight −"))
    assert editing.picture(grid) != painted
    assert editing.scores() == activations(editing, peer)[-1]


def test_a_weight_grid_is_painted_with_a_finger(open_page: OpenPage) -> None:
    visualizer = open_page(size=(390, 844), touch=True)
    open_tool(visualizer.inspect(), "edit")
    choose(visualizer, 0, 4)
    surface = visualizer.page.locator(".paint-surface")
    swipe(visualizer, [inside(surface, x, 0.4) for x in (0.3, 0.4, 0.5)])
    [words] = listed(visualizer)
    assert re.fullmatch(r"\d+ weights of neuron 5 of hidden layer 1 painted", words)


@pytest.mark.parametrize("text", ["1e39", "-4e38", "many", "", "Infinity"])
def test_what_is_no_number_within_float32_is_refused_with_the_range(
    editing: Visualizer, text: str
) -> None:
    before = editing.probe("sentCount")
    set_number(editing, "bias", text)
    expect(editing.page.get_by_role("alert")).to_contain_text(RANGE)
    expect(editing.page.get_by_role("textbox", name="bias")).to_have_attribute(
        "aria-invalid", "true"
    )
    assert listed(editing) == []
    assert editing.probe("sentCount") == before


def test_an_edit_that_drives_a_sum_beyond_float32_is_undone_and_said(editing: Visualizer) -> None:
    set_number(editing, "activation", "1e30")
    choose(editing, 1, 0)
    before = sight(editing)
    set_number(editing, "weight", "1e30")  # from that neuron: 1e60
    expect(editing.page.locator("#note")).to_contain_text(RANGE)
    assert listed(editing.settle()) == ["neuron 1 of hidden layer 1 held at a = 1.00e+30"]
    assert sight(editing)[-1:] == before[-1:]
    expect(editing.status).to_have_text("")


def test_a_network_without_a_voice_still_draws_and_adds_up(editing: Visualizer) -> None:
    """Every neuron silenced: all-zero layers, in every panel."""
    for layer, n in enumerate(CLASSIC):
        choose(editing, layer, 0)
        for _ in range(n):
            editing.button("Silence it").click()
            editing.page.locator("#explore").get_by_role("button", name="Next neuron").click()
    assert len(listed(editing.settle())) == sum(CLASSIC)
    assert editing.scores() == ["0.00"] * 10
    open_tool(editing, "neuron")
    for layer in (0, 1, 2):
        choose(editing, layer, 3)
        for panel in ("Terms", "Formula", "Pixels", "Sum")[: 4 if layer else 1]:
            editing.button(panel).click()
            editing.settle()
            if panel == "Terms":
                adds_up(editing, layer)
        editing.button("Sum").click()
    editing.press("End").settle()
    expect(editing.title).to_contain_text("No clear answer")


def adds_up(visualizer: Visualizer, layer: int) -> None:
    rows: list[list[str]] = visualizer.inspector.locator(".ledger tbody").first.evaluate(
        "(body) => [...body.rows].map((row) => [...row.cells].map((cell) => cell.textContent))"
    )
    *terms, z, activation = rows
    assert sum(exactly(row[-1]) for row in terms) == exactly(z[-1])
    assert exactly(activation[-1]) == 0
    if layer > 0:
        assert [row[0] for row in terms] == ["16 of the neurons add 0", "bias"]


def test_the_original_network_is_never_altered(
    editing: Visualizer, peer: socketio.Client, server: Server
) -> None:
    def original() -> list[bytes]:
        parts = [(layer, part) for layer in (1, 2, 3) for part in ("weights", "biases")]
        address = f"{server.url}/api/networks/classic/layers"
        return [fetch(f"{address}/{layer}/{part}")[2] for layer, part in parts]

    before = original()
    message = editing.messages("pass")[-1]
    read_before = answer_to(peer, message)
    set_number(editing, "bias", "50")
    choose(editing, 2, 2)
    editing.button("Silence it").click()
    editing.settle()
    assert len(editing.messages("pass")[-1]["edits"]) == 2
    assert original() == before
    for one, other in zip(answer_to(peer, message).layers, read_before.layers, strict=True):
        assert one.a.tobytes() == other.a.tobytes()


def test_a_grid_stays_under_the_finger_and_says_where_it_paints(open_page: OpenPage) -> None:
    visualizer = open_page(size=(390, 844), touch=True, newcomer=False).inspect()
    choose(open_tool(visualizer, "edit"), 0, 2)
    surface = visualizer.page.locator(".paint-surface")
    first, second, third = (inside(surface, x, y) for x, y in ((0.3, 0.3), (0.4, 0.3), (0.8, 0.9)))
    before = surface.bounding_box()
    debugger = visualizer.debugger()

    def touch(kind: str, *places: tuple[float, float]) -> None:
        points = [{"x": x, "y": y, "id": k} for k, (x, y) in enumerate(places)]
        debugger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        visualizer.frame()

    touch("touchStart", first)
    touch("touchMove", second)
    visualizer.settle()
    assert surface.bounding_box() == before
    words = visualizer.page.locator(".paint-cell")
    expect(words).to_have_text(re.compile(r"Row 9, column 12: weight \+"))
    touch("touchStart", second, third)  # a palm
    touch("touchMove", second, inside(surface, 0.8, 0.8))
    touch("touchEnd")
    visualizer.settle()
    expect(words).to_have_text(re.compile("Row 9, column 12: "))
    assert listed(visualizer) == ["14 weights of neuron 3 of hidden layer 1 painted"]


def test_a_number_under_the_keyboard_is_that_of_the_neuron_named_above(
    editing: Visualizer, server: Server
) -> None:
    box = editing.page.get_by_role("textbox", name="bias")
    box.focus()
    # By a script, as a pass that plays goes on: a press would take the keyboard from the number.
    editing.button("Next neuron").evaluate("(button) => button.click()")
    editing.settle()
    expect(box).to_be_focused()
    biases = np.frombuffer(fetch(f"{server.url}/api/networks/classic/layers/1/biases")[2], "<f4")
    assert float(box.input_value().replace("−", "-")) == pytest.approx(biases[1], rel=1e-5)


@pytest.mark.timeout(240)  # sixteen grids, painted with the mouse
def test_sixteen_painted_neurons_are_read_and_the_line_holds(
    editing: Visualizer, peer: socketio.Client
) -> None:
    surface = editing.page.locator(".paint-surface")
    mouse = editing.page.mouse
    for neuron in range(16):
        choose(editing, 0, neuron)
        mouse.move(*inside(surface, 0.02, 0.02))
        mouse.down()
        for k in range(1, 15):  # from side to side, until the grid is full
            mouse.move(*inside(surface, 0.98 if k % 2 else 0.02, k / 14.3), steps=2)
        mouse.up()
        editing.settle()
    assert len(listed(editing)) == 16
    message = editing.messages("pass")[-1]
    assert sum(n_weights(edit["place"]) for edit in message["edits"]) > 16 * 784 * 0.8
    assert len(msgpack.packb(message)) < 10_000
    assert editing.scores() == activations(editing, peer)[-1]
    expect(editing.status).to_have_text("")


def link_to(*grids: Floats) -> str:
    """The fragment of a link in which the first neurons have these as their weights."""
    edits = []
    for neuron, values in enumerate(grids):
        cells = np.zeros(len(values), np.dtype([("input", "<u2"), ("value", "<f4")]))
        cells["input"], cells["value"] = np.arange(len(values)), values
        packed = base64.urlsafe_b64encode(cells.tobytes()).decode().rstrip("=")
        edits.append(f"p0.{neuron}_{packed}")
    return f"#v=1&n=classic&e={'~'.join(edits)}"


# limit: one message
def test_an_edit_too_many_for_one_message_is_undone_and_said(
    open_page: OpenPage, peer: socketio.Client
) -> None:
    """No brush has so many values: they come with a link that somebody made."""
    grids = np.random.default_rng(0).normal(size=(14, 784)).astype(np.float32) / 100
    visualizer = open_page(newcomer=False, query=link_to(*grids[:13]))
    room = MAX_MESSAGE - len(msgpack.packb(visualizer.messages("pass")[-1]))
    grids_that_fit = [*grids[:13], grids[13][: (room - 260) // 6]]
    visualizer = open_page(newcomer=False, query=link_to(*grids_that_fit))
    assert len(listed(open_tool(visualizer, "edit"))) == 14
    before = visualizer.scores()
    choose(visualizer, 0, 14)
    surface = visualizer.page.locator(".paint-surface")
    drag(visualizer, inside(surface, 0.1, 0.5), inside(surface, 0.5, 0.5))
    expect(visualizer.page.locator("#note")).to_contain_text("64 KB: it was undone")
    assert len(listed(visualizer)) == 14
    assert visualizer.scores() == before == activations(visualizer, peer)[-1]
    expect(visualizer.status).to_have_text("")


# limit: edits of a question
def test_two_thousand_edits_are_read_and_one_more_is_not_made(
    open_page: OpenPage, peer: socketio.Client
) -> None:
    values = np.random.default_rng(0).normal(size=MAX_EDITS).round(3).tolist()
    edits = [f"w0.{k % 16}.{k // 16 * 5}_{value}" for k, value in enumerate(values)]
    visualizer = open_page(newcomer=False, query=f"#v=1&n=classic&e={'~'.join(edits)}")
    sent = visualizer.messages("pass")[-1]["edits"]
    assert sum(n_weights(edit["place"]) for edit in sent) == MAX_EDITS
    choose(open_tool(visualizer, "edit"), 1, 0)
    visualizer.button("Silence it").click()
    expect(visualizer.page.locator("#note")).to_contain_text("At most 2000 edits")
    assert visualizer.settle().scores() == activations(visualizer, peer)[-1]
    expect(visualizer.status).to_have_text("")
