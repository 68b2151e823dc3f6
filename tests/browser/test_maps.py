"""Layers of maps on the stage: tiles, windows, and Next through them."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.digits import digit
from tests.browser.page import Visualizer

FRAME = 1000 / 60  # ms


@pytest.fixture
def maps(visualizer: Visualizer) -> Visualizer:
    """The convolutional network, which has read a digit."""
    visualizer.choose_network("convolutional").draw_anew(digit(7).sketch)
    visualizer.page.mouse.move(1, 1)
    return visualizer


def by(visualizer: Visualizer, granularity: str) -> Visualizer:
    visualizer.page.get_by_label("Next goes by").select_option(label=granularity)
    return visualizer.settle()


def test_each_layer_of_maps_is_a_step_that_says_how_many(maps: Visualizer) -> None:
    maps.walk_to("Hidden layer 1")
    assert re.search(r": \d+ maps of 24 × 24$", maps.title_text())
    before = maps.picture(maps.stage)
    maps.press("n").settle()
    assert re.search(r": \d+ maps of 12 × 12$", maps.title_text())
    assert maps.picture(maps.stage) != before


def test_next_goes_by_map_then_back_to_the_letter(maps: Visualizer) -> None:
    by(maps.walk_to("Hidden layer 1"), "map")
    assert maps.title_text().startswith("Maps 1: map 1 of ")
    assert maps.title_text().endswith("the weighted sums")
    expect(maps.page.locator("#legend")).to_contain_text("map z")
    first = maps.picture(maps.stage)
    maps.press("n").settle()
    assert not maps.title_text().endswith("the weighted sums")
    maps.press("n").settle()
    assert maps.title_text().startswith("Maps 1: map 2 of ")
    maps.press("p", "p").settle()
    assert maps.picture(maps.stage) == first


def test_by_position_the_window_slides_and_its_sum_is_the_inspectors(maps: Visualizer) -> None:
    by(maps.walk_to("Hidden layer 1"), "position")
    assert maps.title_text().endswith("row 1, column 1")
    pictures = {maps.picture(maps.stage)}
    for column in (2, 3, 4):
        maps.press("n").settle()
        assert maps.title_text().endswith(f"row 1, column {column}")
        pictures.add(maps.picture(maps.stage))
    assert len(pictures) == 4
    told = re.search(r"z = (−?[\d.]+)", maps.sentence.inner_text())
    assert told
    assert told[1] == maps.sums()["weighted sum z"]


def test_a_pool_says_what_it_keeps_and_what_it_forgets(maps: Visualizer) -> None:
    by(maps.walk_to("Hidden layer 2"), "position")
    found = re.match(r"Of (.*) the largest stays, ([\d.]+);", maps.sentence.inner_text())
    assert found
    values = re.findall(r"\d+\.\d\d", found[1])
    assert len(values) == 4
    assert found[2] == max(values, key=float)


def test_the_keyboard_goes_from_place_to_place_and_says_where_it_is(maps: Visualizer) -> None:
    maps.walk_to("Hidden layer 2")
    stage = maps.page.get_by_role("application", name=re.compile("maps of 24 × 24"))
    stage.focus()
    before = maps.picture(maps.stage)
    maps.press("ArrowDown").settle()
    tip = maps.page.get_by_role("status").filter(has_text="of hidden layer 2")
    expect(tip).to_contain_text(re.compile(r"^Map \d+, row \d+, column \d+"))
    assert maps.picture(maps.stage) != before
    maps.press("Shift+PageUp").settle()
    expect(maps.page.locator("#stage .tip")).to_contain_text("of hidden layer 1")
    maps.choose_network("deep")
    expect(maps.page.locator("#stage")).not_to_have_attribute("role", "application")


def test_what_is_pointed_at_shows_its_window_and_the_pixels_behind(maps: Visualizer) -> None:
    maps.page.get_by_label("Next goes by").focus()
    box = maps.stage.bounding_box()
    assert box
    before = maps.picture(maps.stage)
    for share in (0.26, 0.3, 0.34, 0.38):  # over the first maps, whatever their size
        maps.page.mouse.move(box["x"] + box["width"] * share, box["y"] + box["height"] / 2 - 7)
        if "of hidden layer 1" in maps.frame().page.locator("#stage .tip").inner_text():
            break
    expect(maps.page.locator("#stage .tip")).to_contain_text(re.compile("Map .* of hidden layer 1"))
    assert maps.picture(maps.stage) != before


def test_weights_are_the_kernels(maps: Visualizer) -> None:
    maps.button("Weights").click()
    wall = maps.page.get_by_role("group", name="Kernels of the first layer")
    expect(wall.locator("canvas").first).to_have_attribute("width", "5")
    expect(maps.title).to_have_text("What each map of the first layer looks for")
    wall.get_by_role("button", name="map 2").click()
    maps.settle()
    expect(maps.inspector).to_contain_text(re.compile("^map 2, row"))


def test_what_maps_need_comes_with_them(open_page: OpenPage) -> None:
    visualizer = open_page()
    asked: list[str] = []
    visualizer.page.on("request", lambda request: asked.append(request.url))
    visualizer.choose_network("convolutional")
    assert any("parts/maps" in url for url in asked)
