"""The wall of a class: counts first, then drawings; to the stage, side by side, hidden, kept."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.classes import Pupil, begin
from tests.browser.conftest import OpenPage
from tests.browser.digits import DIGITS, digit
from tests.browser.page import Visualizer
from tests.browser.test_accessibility import violations
from tests.browser.test_doubt import LETTER_A
from tests.serving import Server

Join = Callable[[str, int], list[Pupil]]


@pytest.fixture
def join(server: Server) -> Iterator[Join]:
    with ExitStack() as stack:
        yield lambda code, n: [Pupil(stack, server.url, code) for _ in range(n)]


@pytest.fixture
def teacher(visualizer: Visualizer, join: Join) -> Visualizer:
    """A class of three who drew a 7, a 1 and a 3; its wall is open."""
    pupils = join(begin(visualizer), 3)
    for pupil, label in zip(pupils, (7, 1, 3), strict=True):
        assert pupil.draw(digit(label).strokes)["prediction"] == label
    return open_wall(visualizer)


def open_wall(visualizer: Visualizer) -> Visualizer:
    visualizer.button("The wall").click()
    wall(visualizer).wait_for()
    return visualizer


def wall(visualizer: Visualizer) -> Locator:
    return visualizer.page.locator("dialog.class-wall[open]")


def tiles(visualizer: Visualizer) -> Locator:
    return wall(visualizer).locator(".class-tile")


def heard(visualizer: Visualizer) -> list[str]:
    """What a screen reader says of each tile, without the nickname."""
    texts = tiles(visualizer).evaluate_all("(tiles) => tiles.map((tile) => tile.innerText)")
    return [" ".join(text.partition(": ")[2].split()) for text in texts]


def say(visualizer: Visualizer) -> Locator:
    return wall(visualizer).locator(".wall-said")


def test_it_begins_as_counts_and_uncovers_tile_by_tile_or_all_at_once(teacher: Visualizer) -> None:
    heading = wall(teacher).get_by_role("heading")
    expect(heading).to_have_text("3 drawings: read 1 as a 1, 1 as a 3, 1 as a 7")
    wall(teacher).locator("#wall-task").select_option("7")
    expect(heading).to_have_text("1 of 3 read as a 7; the network’s mistakes: 2")
    assert heard(teacher) == ["covered ?"] * 3
    assert wall(teacher).locator("canvas:visible").count() == 0
    tiles(teacher).nth(1).click()
    expect(wall(teacher).locator("canvas:visible")).to_have_count(1)
    assert re.fullmatch(r"read as (✗ )?\d \d\.\d\d", heard(teacher)[1])
    teacher.button("Uncover all").click()
    expect(wall(teacher).locator("canvas:visible")).to_have_count(3)
    assert sum("✗" in text for text in heard(teacher)) == 2, "the network's mistakes are marked"
    teacher.press("b")
    expect(tiles(teacher)).to_have_count(0)
    expect(wall(teacher)).to_contain_text("The wall is blank.")
    teacher.press("b")
    expect(tiles(teacher)).to_have_count(3)


def test_hiding_sticks_to_the_pupil_and_can_be_undone(visualizer: Visualizer, join: Join) -> None:
    rude, other = join(begin(visualizer), 2)
    for pupil in (rude, other):
        pupil.draw(digit(7).strokes)
    open_wall(visualizer)
    visualizer.button("Uncover all").click()
    visualizer.button("Hide it").click()
    tiles(visualizer).and_(visualizer.page.get_by_title(rude.nickname)).click()
    expect(say(visualizer)).to_have_text(f"Hidden: {rude.nickname}.")
    heading = wall(visualizer).get_by_role("heading")
    expect(heading).to_have_text("1 drawing: read 1 as a 7")
    rude.draw(digit(3).strokes)
    visualizer.button("Step through it").click()
    expect(tiles(visualizer)).to_have_count(1)
    expect(heading).to_have_text("1 drawing: read 1 as a 7")
    visualizer.button("Hide it").click()
    tiles(visualizer).and_(visualizer.page.get_by_title(rude.nickname)).click()
    expect(heading).to_have_text("2 drawings: read 1 as a 3, 1 as a 7")


def test_removing_asks_first(teacher: Visualizer) -> None:
    teacher.button("Remove it").click()
    tiles(teacher).first.click()
    expect(say(teacher)).to_contain_text("the phone leaves the class")
    teacher.button("Leave it").click()
    expect(tiles(teacher)).to_have_count(3)
    tiles(teacher).first.click()
    teacher.button("Remove").click()
    expect(tiles(teacher)).to_have_count(2)


def test_a_tile_comes_to_the_stage_and_two_come_side_by_side(teacher: Visualizer) -> None:
    teacher.button("Uncover all").click()
    expect(wall(teacher).locator("canvas:visible")).to_have_count(3)
    seven = tiles(teacher).filter(has_text=re.compile("read as 7"))
    three = tiles(teacher).filter(has_text=re.compile("read as 3"))
    seven.click()
    expect(wall(teacher)).to_be_hidden()
    expect(teacher.title).to_have_text("Your drawing")
    teacher.press("End")
    assert teacher.settle().answer() == 7
    open_wall(teacher)
    teacher.button("Put two side by side").click()
    three.click()
    expect(say(teacher)).to_have_text("Now press the one that is B.")
    seven.click()
    expect(wall(teacher)).to_be_hidden()
    sides = teacher.settle().page.locator("#explore figcaption")
    expect(sides.nth(0)).to_contain_text("A 3,")
    expect(sides.nth(1)).to_contain_text("B 7,")


def test_from_a_lesson_a_tile_leads_to_the_stage(teacher: Visualizer, server: Server) -> None:
    teacher.page.goto(f"{server.url}/lessons/one-neuron")
    wall(teacher).wait_for()
    teacher.button("Uncover all").click()
    tiles(teacher).filter(has_text=re.compile("read as 7")).click()
    teacher.page.wait_for_url(f"{server.url}/#*")
    teacher.settle().press("End")
    assert teacher.settle().answer() == 7


def test_without_phones_pupils_draw_in_turn_at_the_laptop(visualizer: Visualizer) -> None:
    begin(visualizer)
    add = visualizer.button("Add this digit to the wall")
    expect(add).to_have_attribute("aria-disabled", "true")  # the sample is nobody's
    visualizer.button("Clear").click()
    for label in (8, 3):
        visualizer.draw(digit(label).sketch)  # on a pad that is free for the next
        add.click()
        expect(add).to_have_attribute("aria-disabled", "true")  # it is there already
    open_wall(visualizer)
    expect(wall(visualizer).get_by_role("heading")).to_contain_text("2 drawings: read")
    visualizer.button("Uncover all").click()
    expect(wall(visualizer).locator("canvas:visible")).to_have_count(2)


def test_what_is_probably_no_digit_stays_folded_until_the_teacher_looks_at_it(
    visualizer: Visualizer, join: Join
) -> None:
    seven, letter = join(begin(visualizer), 2)
    seven.draw(digit(7).strokes)
    letter.draw(LETTER_A)
    open_wall(visualizer)
    heading = wall(visualizer).get_by_role("heading")
    expect(heading).to_have_text("1 drawing: read 1 as a 7")
    visualizer.button("Uncover all").click()
    expect(wall(visualizer).locator("canvas:visible")).to_have_count(1)
    expect(tiles(visualizer)).to_have_count(1)
    visualizer.button("Show one that is probably no digit").click()
    expect(tiles(visualizer)).to_have_count(2)
    expect(wall(visualizer).locator("canvas:visible")).to_have_count(1)
    tiles(visualizer).filter(has_text="covered").click()
    expect(wall(visualizer).locator("canvas:visible")).to_have_count(2)
    expect(heading).to_contain_text("2 drawings: read")


def test_a_kept_class_opens_again_without_names(teacher: Visualizer, tmp_path: Path) -> None:
    page = teacher.page
    nickname = tiles(teacher).first.get_attribute("title")
    with page.expect_download() as kept:
        teacher.button("Keep").click()
    file = tmp_path / "class.html"
    kept.value.save_as(file)
    assert nickname
    assert nickname not in file.read_text(encoding="utf-8")
    page.get_by_label("A kept class").set_input_files(file)
    expect(wall(teacher).get_by_role("heading").first).to_have_text("A kept class: 3 drawings")
    expect(wall(teacher).locator("canvas:visible")).to_have_count(3)
    expect(wall(teacher).get_by_role("img", name="The stage as it was")).to_be_visible()
    teacher.press("Escape")
    expect(wall(teacher).get_by_role("heading")).to_contain_text("3 drawings: read")
    file.write_text("<p>Something else", encoding="utf-8")
    page.get_by_label("A kept class").set_input_files(file)
    expect(wall(teacher)).to_contain_text("holds no class that was kept here")


def test_a_kept_file_that_is_dropped_onto_the_page_opens(
    visualizer: Visualizer, tmp_path: Path
) -> None:
    begin(visualizer)
    draw_here(visualizer, 8)
    open_wall(visualizer)
    file = keep(visualizer, tmp_path)
    visualizer.press("Escape")
    expect(wall(visualizer)).to_be_hidden()
    drop(visualizer, file)
    expect(wall(visualizer).get_by_role("heading")).to_have_text("A kept class: 1 drawings")
    visualizer.press("Escape")
    expect(wall(visualizer)).to_be_hidden()
    file.write_text("<p>Something else", encoding="utf-8")
    drop(visualizer, file)
    expect(visualizer.page.locator("#note")).to_contain_text("holds no class that was kept here")
    expect(visualizer.title).to_be_visible()  # the browser did not go to the file


def draw_here(visualizer: Visualizer, label: int) -> None:
    """A pupil draws at the laptop, whose pad is free, or has our sample."""
    visualizer.draw(digit(label).sketch)
    visualizer.button("Add this digit to the wall").click()


def keep(visualizer: Visualizer, folder: Path) -> Path:
    """The class in a file."""
    with visualizer.page.expect_download() as kept:
        visualizer.button("Keep").click()
    kept.value.save_as(folder / "class.html")
    return folder / "class.html"


def drop(visualizer: Visualizer, file: Path) -> None:
    """Drag a file from the desktop to the middle of the page, and let it go."""
    debugger = visualizer.page.context.new_cdp_session(visualizer.page)
    data = {"items": [], "files": [str(file)], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        debugger.send("Input.dispatchDragEvent", {"type": kind, "x": 600, "y": 400, "data": data})


def test_what_was_made_at_the_laptop_outlives_a_reload_and_a_lesson_until_the_class_ends(
    visualizer: Visualizer, join: Join, server: Server, tmp_path: Path
) -> None:
    page = visualizer.page
    code = begin(visualizer)
    draw_here(visualizer, 8)
    draw_here(visualizer, 3)
    visualizer.button("Yes or no").click()
    page.get_by_role("button", name="One hand more for Yes").click()
    visualizer.button("Show the votes").click()
    expect(page.locator(".vote-state")).to_have_text("1 vote.")
    visualizer.button("Put away").click()
    open_wall(visualizer)
    tiles(visualizer).first.click()
    visualizer.button("Hide it").click()
    tiles(visualizer).last.click()
    expect(say(visualizer)).to_have_text("Hidden: drawn here.")
    visualizer.button("Step through it").click()

    page.reload()
    expect(wall(visualizer).get_by_role("heading")).to_contain_text("1 drawing: read")
    visualizer.press("Escape")
    draw_here(visualizer.settle(), 7)
    page.goto(f"{server.url}/lessons/one-neuron")
    open_wall(visualizer)
    expect(wall(visualizer).get_by_role("heading")).to_contain_text("2 drawings: read")
    expect(wall(visualizer).locator("canvas:visible")).to_have_count(1)
    page.get_by_label("A kept class").set_input_files(keep(visualizer, tmp_path))
    expect(wall(visualizer).get_by_role("heading").first).to_have_text("A kept class: 2 drawings")
    votes = wall(visualizer).get_by_role("region", name="Votes").locator("li")
    assert [re.sub(r"\s", "", text) for text in votes.all_inner_texts()] == ["Yes:1", "No:0"]

    visualizer.press("Escape", "Escape")
    join(code, 1)
    expect(page.locator(".class-bar")).not_to_contain_text("Nobody yet")
    page.locator("#class-button").click()
    visualizer.button("End the class").click()
    visualizer.button("End it").click()
    expect(page.locator(".class-bar")).to_be_hidden()
    assert not page.evaluate("sessionStorage.getItem('forward-pass-class-made')")


def test_a_drawing_that_is_on_the_wall_is_not_added_again_after_a_reload(
    visualizer: Visualizer,
) -> None:
    begin(visualizer)
    draw_here(visualizer, 8)
    visualizer.button("Undo").click()
    expect(visualizer.page).to_have_url(re.compile(r"&d=\w"))  # a reload brings the drawing back
    visualizer.page.reload()
    visualizer.page.locator(".class-bar").wait_for()
    add = visualizer.settle().button("Add this digit to the wall")
    expect(add).to_have_attribute("aria-disabled", "true")
    visualizer.button("Clear").click()
    draw_here(visualizer, 3)
    open_wall(visualizer)
    expect(tiles(visualizer)).to_have_count(2)


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize(
    ("size", "query"), [((1366, 768), "?view=projector"), ((1920, 1080), ""), ((360, 740), "")]
)
def test_the_wall_of_sixty_is_in_sight_and_heard(
    open_page: OpenPage, join: Join, theme: str, size: tuple[int, int], query: str
) -> None:
    n = 60 if theme == "dark" and size[0] > 1000 else 12
    teacher = open_page(theme=theme, size=size, query=query)
    pupils = join(begin(teacher), n)
    for k, pupil in enumerate(pupils):
        pupil.draw(DIGITS[k % len(DIGITS)].strokes)
    open_wall(teacher)
    teacher.button("Uncover all").click()
    expect(wall(teacher).locator("canvas:visible")).to_have_count(n)
    teacher.button("Hide it").click()
    tiles(teacher).first.click()
    expect(say(teacher)).to_contain_text("Hidden")
    assert violations(teacher) == []
    last = tiles(teacher).last.bounding_box()
    assert last is not None
    assert last["x"] + last["width"] <= size[0]
    if size[0] > 1000:
        assert last["y"] + last["height"] <= size[1]  # nothing scrolls
        assert last["width"] >= 60
    assert wall(teacher).evaluate("(each) => each.scrollWidth <= each.clientWidth")


def test_two_drawings_are_as_large_as_the_wall_has_room_for(
    open_page: OpenPage, join: Join
) -> None:
    teacher = open_page(size=(1920, 1080))
    for pupil, label in zip(join(begin(teacher), 2), (4, 9), strict=True):
        pupil.draw(digit(label).strokes)
    open_wall(teacher)
    box = tiles(teacher).last.bounding_box()
    assert box is not None
    assert box["width"] > 450


def test_the_window_for_the_projector_shows_vote_and_wall_without_the_controls(
    teacher: Visualizer,
) -> None:
    teacher.press("Escape")
    expect(wall(teacher)).to_be_hidden()
    teacher.page.locator("#class-button").click()
    with teacher.page.expect_popup() as opened:
        teacher.button("Open a window for the projector").click()
    teacher.press("Escape")
    shown = opened.value
    heading = shown.locator(".vote-panel h2")
    teacher.page.get_by_label("Predict first").check()
    teacher.settle().press("End", "p", "p", "p", "n")
    expect(heading).to_have_text("Which digit will the network see?")
    expect(shown.locator(".vote-panel").get_by_role("button")).to_have_count(0)
    teacher.press("n")
    expect(shown.locator(".vote-panel")).to_contain_text("0 votes.")
    teacher.press("n")
    expect(shown.locator(".vote-answer")).to_have_text(re.compile(r"^The network says \d\.$"))
    teacher.press("n")
    expect(heading).to_be_hidden()
    open_wall(teacher)
    teacher.button("Uncover all").click()
    projected = shown.locator("dialog.class-wall[open]")
    expect(projected.locator("canvas:visible")).to_have_count(3)
    expect(projected.locator("button:enabled:visible")).to_have_count(0)
    teacher.button("Hide it").click()
    tiles(teacher).first.click()
    expect(projected.locator(".class-tile")).to_have_count(2)
    teacher.press("Escape")
    expect(projected).to_be_hidden()
