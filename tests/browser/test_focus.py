"""What has the keyboard may go away by being used: the keyboard goes on to what stands near it."""

from playwright.sync_api import Locator, expect

from tests.browser.beside import choose, open_tool
from tests.browser.conftest import OpenPage
from tests.browser.page import Visualizer


def press_on(visualizer: Visualizer, control: Locator, key: str = "Enter") -> None:
    control.focus()
    visualizer.press(key).settle()


def test_the_way_back_to_the_step(visualizer: Visualizer) -> None:
    choose(visualizer, 0, 3)
    press_on(visualizer, visualizer.button("Follow the step"))
    expect(visualizer.button("Follow the step")).to_be_hidden()
    expect(visualizer.inspector).to_be_focused()


def test_stepping_through_the_terms(visualizer: Visualizer) -> None:
    choose(visualizer, 2, 3)
    visualizer.button("Terms").click()
    press_on(visualizer, visualizer.button("Step through them"))
    expect(visualizer.button("largest first")).to_be_focused()
    visualizer.page.locator("#step-by").evaluate(
        """(select) => {
          select.value = "layer";
          select.dispatchEvent(new Event("change"));
        }"""
    )
    expect(visualizer.button("Step through them")).to_be_focused()


def test_the_links_of_the_path(visualizer: Visualizer) -> None:
    links = open_tool(visualizer, "path").page.locator(".path button")
    assert links.count() == 2
    press_on(visualizer, links.first)
    expect(links).to_have_count(1)
    expect(links).to_be_focused()
    visualizer.press("Enter").settle()
    expect(links).to_have_count(0)
    expect(visualizer.page.locator("#explore").get_by_label("Previous neuron")).to_be_focused()


def test_the_list_of_edits(visualizer: Visualizer) -> None:
    open_tool(visualizer, "edit")
    for neuron in range(3):
        choose(visualizer, 0, neuron)
        visualizer.button("Silence it").click()
    undo = visualizer.settle().page.locator(".edits").get_by_role("button", name="Undo:")
    press_on(visualizer, undo.last)
    expect(undo).to_have_count(2)
    expect(undo.last).to_be_focused()
    press_on(visualizer, visualizer.button("Undo all edits"))
    expect(undo).to_have_count(0)
    expect(visualizer.button("Silence it")).to_be_focused()


def test_notes_that_are_closed(open_page: OpenPage) -> None:
    visualizer = open_page(query="#v=9")
    visualizer.button("Clear").focus()
    press_on(visualizer, visualizer.button("Close the note"))
    expect(visualizer.button("Clear")).to_be_focused()
    press_on(visualizer, visualizer.button("Close the hint"))
    expect(visualizer.stepper.locator(".next")).to_be_focused()


def test_a_grid_of_the_wall_that_is_no_longer_enlarged(visualizer: Visualizer) -> None:
    visualizer.button("Weights").click()
    tile = visualizer.page.locator(".tile").nth(4)
    press_on(visualizer, tile)
    press_on(visualizer, visualizer.button("Close the enlarged pair"), "Escape")
    expect(tile).to_be_focused()


def test_what_was_kept_is_forgotten(visualizer: Visualizer) -> None:
    open_tool(visualizer, "compare").button("Keep as A").click()
    press_on(visualizer, visualizer.button("Forget"))
    expect(visualizer.button("Keep as A")).to_be_focused()
