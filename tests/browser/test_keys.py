"""Everything that the keys promise."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.digits import digit
from tests.browser.page import Visualizer


def title(visualizer: Visualizer) -> str:
    return visualizer.settle().title_text()


def test_home_and_end(visualizer: Visualizer) -> None:
    answer = title(visualizer)
    visualizer.press("Home")
    assert title(visualizer) == "Your drawing"
    visualizer.press("End")
    assert title(visualizer) == answer


@pytest.mark.parametrize(("onward", "back"), [("ArrowRight", "ArrowLeft"), ("n", "p"), (" ", "p")])
def test_next_and_back(visualizer: Visualizer, onward: str, back: str) -> None:
    visualizer.press("Home")
    seen = [title(visualizer)]
    for _ in range(4):
        visualizer.press(onward)
        seen.append(title(visualizer))
    assert len(set(seen)) == 5
    for earlier in seen[-2::-1]:
        visualizer.press(back)
        assert title(visualizer) == earlier


def test_letters_work_in_either_case(visualizer: Visualizer) -> None:
    visualizer.press("Home")
    before = title(visualizer)
    visualizer.press("Shift+N")
    assert title(visualizer) != before


def test_clear_and_undo(visualizer: Visualizer) -> None:
    answer = visualizer.answer()
    visualizer.press("c").settle()
    expect(visualizer.sentence).to_contain_text("empty")
    visualizer.press("z").settle()
    assert visualizer.answer() == answer
    visualizer.press("y").settle()
    expect(visualizer.sentence).to_contain_text("empty")
    visualizer.press("Control+z").settle()
    assert visualizer.answer() == answer


def test_cover(visualizer: Visualizer) -> None:
    cover = visualizer.page.get_by_role("checkbox", name="Cover the answer")
    visualizer.press("a")
    expect(cover).to_be_checked()
    visualizer.press("a")
    expect(cover).not_to_be_checked()


def test_full_screen(visualizer: Visualizer) -> None:
    visualizer.press("f")
    visualizer.page.locator("html:fullscreen").wait_for()
    visualizer.press("f")
    visualizer.page.locator("html:not(:fullscreen)").wait_for()


def test_help_says_every_key(visualizer: Visualizer) -> None:
    visualizer.press("?")
    help_sheet = visualizer.page.get_by_role("dialog")
    for key in ("→", "←", "Space", "N", "P", "Home", "End", "A", "F", "C", "Z", "?"):
        expect(help_sheet.locator("kbd", has_text=key).first).to_be_visible()
    before = title(visualizer)
    visualizer.press("ArrowLeft", "c")
    assert title(visualizer) == before, "an open sheet keeps the keys to itself"
    visualizer.press("Escape")
    expect(help_sheet).to_be_hidden()


def test_escape_lets_go_of_the_neuron(visualizer: Visualizer) -> None:
    heading = visualizer.inspector.get_by_role("heading").first
    before = heading.text_content()
    visualizer.inspector.get_by_role("button", name="Next neuron").click()
    visualizer.settle()
    assert heading.text_content() != before
    visualizer.press("Escape").settle()
    assert heading.text_content() == before


def test_buttons_keep_space_and_enter_to_themselves(visualizer: Visualizer) -> None:
    visualizer.press("Home").settle()
    visualizer.button("Clear").focus()
    visualizer.press("Enter").settle()
    expect(visualizer.sentence).to_contain_text("empty")
    assert title(visualizer) == "Your drawing"


def test_keys_of_the_browser_stay_the_browsers(visualizer: Visualizer) -> None:
    visualizer.press("Home")
    before = title(visualizer)
    for keys in ("Alt+ArrowRight", "Control+ArrowRight", "Meta+ArrowRight"):
        visualizer.press(keys)
        assert title(visualizer) == before


def test_play_runs_to_the_answer_and_stops(open_page: OpenPage) -> None:
    visualizer = open_page()
    visualizer.draw_anew(digit(0).sketch).press("Home").settle()
    visualizer.page.get_by_label("Speed").select_option("4")
    visualizer.press("Enter")
    expect(visualizer.button("Pause")).to_be_visible()
    expect(visualizer.title).to_have_text("The answer: 0")
    expect(visualizer.button("Play")).to_be_visible()
