"""Motion carries the pass from step to step; it can be slowed, stopped, dragged and turned off."""

from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.digits import digit
from tests.browser.page import Visualizer


def test_next_moves_smoothly_and_comes_to_rest(open_page: OpenPage) -> None:
    visualizer = open_page(motion=True)
    visualizer.press("Home")
    visualizer.places()
    visualizer.button("Next").click()
    seen = visualizer.places()
    assert seen == sorted(seen)
    assert len(set(seen)) > 5, "it jumped"
    assert seen[-1] == round(seen[-1])


def test_back_moves_backwards(open_page: OpenPage) -> None:
    visualizer = open_page(motion=True)
    visualizer.places()
    visualizer.button("Back").click()
    seen = visualizer.places()
    assert seen == sorted(seen, reverse=True)
    assert len(set(seen)) > 5


def test_reduced_motion_goes_there_at_once(open_page: OpenPage) -> None:
    visualizer = open_page(motion=False)
    visualizer.press("Home").frame()
    visualizer.button("Next").click()
    seen = visualizer.frame().places()
    assert len(set(seen)) == 1
    moving = visualizer.page.evaluate(
        "document.getAnimations().filter(({ playState }) => playState === 'running').length"
    )
    assert moving == 0


def test_play_can_be_paused_and_goes_on(open_page: OpenPage) -> None:
    visualizer = open_page(motion=True)
    visualizer.press("Home")
    visualizer.button("Play").click()
    visualizer.button("Pause").click()
    title = visualizer.title_text()
    assert "The answer" not in title
    seen = visualizer.places()
    assert seen[-1] == seen[-10]
    assert visualizer.title_text() == title
    visualizer.page.get_by_label("Speed").select_option("4")
    visualizer.button("Play").click()
    expect(visualizer.title).to_contain_text("The answer", timeout=20_000)
    expect(visualizer.button("Play")).to_be_visible()


def test_the_timeline_can_be_dragged_backwards(visualizer: Visualizer) -> None:
    visualizer.draw_anew(digit(5).sketch)
    handle = visualizer.page.get_by_role("slider", name="Position in the pass")
    box = handle.bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2
    mouse = visualizer.page.mouse
    mouse.move(box["x"] + box["width"] - 8, middle)
    mouse.down()
    titles = []
    for k in range(20, -1, -1):
        mouse.move(box["x"] + 8 + (box["width"] - 16) * k / 20, middle)
        titles.append(visualizer.settle().title_text())
    mouse.up()
    expect(visualizer.button("Back")).to_be_disabled()
    assert len(set(titles)) > 6
    visualizer.press("End").settle()
    assert visualizer.answer() == 5
