"""What flipped the answer: a pass kept as A beside the one on the page, B."""

import socketio
from playwright.sync_api import expect

from tests.browser.beside import choose, open_tool
from tests.browser.conftest import OpenPage
from tests.browser.digits import digit
from tests.browser.figures import exactly, number
from tests.browser.page import Visualizer
from tests.browser.sight import sight, watched
from tests.browser.trace import Trace, answer_to

LAYERS = ["Hidden 1", "Hidden 2", "Output"]


def now(visualizer: Visualizer, peer: socketio.Client) -> Trace:
    """What is on the page, asked anew."""
    return answer_to(peer, visualizer.messages("pass")[-1])


def kept(open_page: OpenPage, label: int = 4) -> Visualizer:
    """A digit read by `classic`, kept as A."""
    visualizer = open_page(newcomer=False, prepare=watched).draw_anew(digit(label).sketch)
    open_tool(visualizer, "compare").button("Keep as A").click()
    return visualizer.settle()


def words(visualizer: Visualizer) -> str:
    """What the page says about A and B."""
    return visualizer.page.locator(".compare-words").text_content() or ""


def answers(visualizer: Visualizer) -> list[str]:
    """The answers under both images."""
    return visualizer.page.locator("#explore figcaption strong").all_text_contents()


def answer_in_words(trace: Trace) -> str:
    """An answer with its score."""
    return f"{trace.prediction}, {number(trace.layers[-1].a[trace.prediction])}"


def shows_the_differences(visualizer: Visualizer, a: Trace, b: Trace) -> None:
    """Layer by layer on average, and the neurons that moved most."""
    assert answers(visualizer) == [answer_in_words(a), answer_in_words(b)]
    changes = [to.a - of.a for of, to in zip(a.layers, b.layers, strict=True)]
    cells = visualizer.page.locator(".compare-layers tbody td").all_text_contents()
    assert visualizer.page.locator(".compare-layers tbody th").all_text_contents() == LAYERS
    for text, change in zip(cells, changes, strict=True):
        assert abs(float(exactly(text)) - abs(change).mean()) <= 0.00051
    rows = visualizer.page.locator("#explore .edits li")
    moves = [abs(change[k]) for change in changes for k in range(len(change))]
    largest = sorted(moves, reverse=True)
    for k in range(rows.count()):
        shown = rows.nth(k).locator(".nowrap").text_content() or ""
        moved = abs(float(exactly(shown.partition("(")[2].rstrip(")"))))
        assert abs(moved - largest[k]) <= 0.0051


def test_another_drawing(open_page: OpenPage, peer: socketio.Client) -> None:
    visualizer = kept(open_page)
    a = now(visualizer, peer)
    assert words(visualizer) == "B is the same as A so far. Change something."
    visualizer.draw_anew(digit(7).sketch)
    assert words(visualizer) == "Changed: the drawing."
    shows_the_differences(visualizer, a, now(visualizer, peer))
    most = visualizer.page.locator("#explore .edits li").first
    unit = most.get_attribute("data-unit")
    most.get_by_role("button").click()
    visualizer.settle()
    assert unit is not None
    layer, neuron = unit.split()
    open_tool(visualizer, "neuron")
    heading = visualizer.inspector.locator("h2").first
    name = f"output {neuron}" if layer == "2" else f"neuron {int(neuron) + 1}"
    expect(heading).to_contain_text(name)
    assert visualizer.inspector.locator(".chooser-layer").input_value() == layer


def test_another_network(open_page: OpenPage, peer: socketio.Client) -> None:
    visualizer = kept(open_page)
    a = now(visualizer, peer)
    visualizer.choose_network("classic-mnist")
    assert words(visualizer) == "Changed: the network."
    shows_the_differences(visualizer, a, now(visualizer, peer))
    visualizer.choose_network("deep")
    assert "different layers" in words(visualizer)
    expect(visualizer.page.locator(".compare-layers")).to_be_hidden()
    assert answers(visualizer) == [answer_in_words(a), answer_in_words(now(visualizer, peer))]


def test_an_edit_and_the_way_back_to_a(open_page: OpenPage, peer: socketio.Client) -> None:
    visualizer = kept(open_page)
    before = sight(visualizer)
    a = now(visualizer, peer)
    choose(open_tool(visualizer, "edit"), 0, 2)
    visualizer.button("Silence it").click()
    open_tool(visualizer, "compare")
    assert words(visualizer) == "Changed: the edits."
    b = now(visualizer, peer)
    assert b.layers[0].a[2] == 0
    shows_the_differences(visualizer, a, b)
    visualizer.draw_anew(digit(1).sketch)
    assert words(visualizer) == "Changed: the drawing, the edits."

    visualizer.button("Back to A").click()
    visualizer.settle().press("Escape").settle()
    assert words(visualizer) == "B is the same as A so far. Change something."
    assert sight(visualizer) == before
    visualizer.button("Forget").click()
    expect(visualizer.page.locator("#explore .hint")).to_contain_text("Keep this pass as A")


def test_a_covered_answer_is_not_told_by_b(open_page: OpenPage) -> None:
    visualizer = kept(open_page)
    visualizer.press("a").settle()
    assert answers(visualizer)[1] == "covered"
    assert "Output" not in visualizer.page.locator(".compare-layers tbody th").all_text_contents()


def test_an_empty_pad_is_nothing_to_compare_with(open_page: OpenPage) -> None:
    visualizer = kept(open_page)
    visualizer.button("Clear").click()
    expect(visualizer.page.locator(".compare-words")).to_contain_text("B is empty")
    expect(visualizer.button("Keep anew")).to_be_disabled()
