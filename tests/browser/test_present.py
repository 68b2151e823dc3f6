"""The projector's view: on and off, from page to page, folded, and large enough for every room."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.fonts import FAMILIES
from tests.browser.page import Visualizer
from tests.browser.screens import SCREENS

PROJECTORS = ((1024, 768), (1280, 720), (1280, 800), (1366, 768), (1920, 1080))
BACK_ROW = 24  # px: a neuron's number at 1920 × 1080
LIMITS = SCREENS["projector"].limits | {"scrolls": False}

each_font = pytest.mark.parametrize("font", FAMILIES)


def text_size(page: Page) -> float:
    size: str = page.evaluate("getComputedStyle(document.body).fontSize")
    return float(size.removesuffix("px"))


def theme(page: Page) -> str | None:
    return page.locator("html").get_attribute("data-theme")


def press_present(page: Page) -> None:
    page.get_by_role("button", name="Present").click()


def test_pressed_it_is_large_light_and_full_screen_and_pressed_again_all_goes_back(
    visualizer: Visualizer,
) -> None:
    page, ordinary = visualizer.page, text_size(visualizer.page)
    press_present(page)
    visualizer.settle()
    page.wait_for_function("document.fullscreenElement !== null")
    assert text_size(page) >= 1.25 * ordinary
    assert theme(page) == "light"
    expect(visualizer.inspector).to_be_hidden()
    expect(page).to_have_url(re.compile("view=projector"))
    press_present(page)
    visualizer.settle()
    page.wait_for_function("document.fullscreenElement === null")
    assert text_size(page) == ordinary
    assert theme(page) == "system"
    expect(visualizer.inspector).to_be_visible()
    expect(page).not_to_have_url(re.compile("view="))


def test_it_stays_on_from_page_to_page(visualizer: Visualizer) -> None:
    page = visualizer.page
    press_present(page)
    sizes = [text_size(page)]
    for way in (".lessons-link", ".list-link", ".onward-link.next", "a.brand"):
        page.locator(way).first.click()
        page.get_by_role("button", name="Present").wait_for()
        assert page.locator("html").get_attribute("data-view") == "projector"
        expect(page.get_by_role("button", name="Present")).to_have_attribute("aria-pressed", "true")
        sizes.append(text_size(page))
    assert len(set(sizes)) == 1
    press_present(page)
    page.locator(".lessons-link").click()
    page.locator(".list-link").first.wait_for()
    expect(page.get_by_role("button", name="Present")).to_have_attribute("aria-pressed", "false")


def test_f_is_full_screen_on_every_page(visualizer: Visualizer) -> None:
    page = visualizer.page
    for way in ("", ".lessons-link", ".list-link"):
        if way:
            page.locator(way).first.click()
            page.get_by_role("button", name="Present").wait_for()
        page.keyboard.press("f")
        page.wait_for_function("document.fullscreenElement !== null")


def test_a_dark_projector_is_a_choice_of_its_own(visualizer: Visualizer) -> None:
    page = visualizer.page
    press_present(page)
    page.locator("#theme-button").click()
    assert theme(page) == "dark"
    visualizer.open("?view=projector")
    assert theme(page) == "dark"
    press_present(page)
    assert theme(page) == "system"


def test_a_press_on_a_neuron_opens_the_folded_inspector(open_page: OpenPage) -> None:
    visualizer = open_page(query="?view=projector", size=(1280, 800))
    expect(visualizer.inspector).to_be_hidden()
    number = next(each for each in visualizer.stage_texts() if re.fullmatch(r"\.\d\d", each.text))
    visualizer.stage.click(position={"x": number.x, "y": number.y})
    expect(visualizer.inspector).to_be_visible()
    visualizer.press("Escape").settle()
    expect(visualizer.inspector).to_be_hidden()
    visualizer.page.locator("#tray-handle").click()
    expect(visualizer.inspector).to_be_visible()


@pytest.mark.timeout(180)
@each_font
def test_on_every_projector_all_has_its_room_and_can_be_read_from_the_back_row(
    open_page: OpenPage, font: str
) -> None:
    visualizer = open_page(query="?view=projector", font=font, newcomer=False)
    problems = {}
    for network in ("classic", "deep"):
        visualizer.choose_network(network)
        for width, height in PROJECTORS:
            visualizer.page.set_viewport_size({"width": width, "height": height})
            visualizer.frame().settle()
            found: list[str] = visualizer.page.evaluate("(limits) => audit(limits)", LIMITS)
            hidden = visualizer.stepper.locator(".group:not(:visible)").count()
            if found or hidden:
                problems[network, width, height] = [*found, f"{hidden} labels are hidden"]
        sizes = [each.size for each in visualizer.stage_texts() if re.match(r"\.\d", each.text)]
        assert [size for size in sizes if size < BACK_ROW] == []
        assert sizes or network == "deep"
    assert problems == {}


@each_font
def test_with_the_inspector_open_nothing_overlaps(open_page: OpenPage, font: str) -> None:
    visualizer = open_page(query="?view=projector", font=font, size=(1280, 720), newcomer=False)
    visualizer.inspect().settle()
    limits = LIMITS | {"scrolls": True}  # the inspector does
    assert visualizer.page.evaluate("(limits) => audit(limits)", limits) == []
