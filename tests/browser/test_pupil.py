"""A pupil's page in a class: it follows, looks around, votes, draws, and comes back."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from app.wire import WIRE
from tests.browser.conftest import OpenPage, Watch
from tests.browser.digits import digit
from tests.browser.page import PATIENCE, Visualizer
from tests.browser.steering import Steering, joined, steering
from tests.browser.test_accessibility import violations
from tests.browser.test_connection import BACK_WITHIN, GONE
from tests.browser.test_denied import NO_STORAGE
from tests.serving import Server, connected, serving

PHONE: dict[str, Any] = {"size": (360, 740), "touch": True, "newcomer": False}
DIGITS = [str(k) for k in range(10)]
TRIES = PATIENCE // 50


@pytest.fixture
def teacher(server: Server) -> Iterator[Steering]:
    with steering(server.url) as begun:
        yield begun


def strip(page: Page) -> Locator:
    return page.locator(".class-standing")


def until(page: Page, what: Callable[[], object]) -> None:
    """Wait for news that only the other side hears."""
    for _ in range(TRIES):
        if what():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it did not come about")


def fragment_of(visualizer: Visualizer, step: str) -> str:
    """A moment of the teacher's own digit: what this page shows, at a step."""
    visualizer.page.wait_for_function("location.hash.includes('d=')")
    fragment: str = visualizer.page.evaluate("location.hash.slice(1)")
    return re.sub(r"(^|&)s=[^&]*", rf"\1s={step}", fragment)


def test_a_phone_goes_where_the_class_goes_and_is_not_said_to_look_around(
    open_page: OpenPage, teacher: Steering
) -> None:
    visualizer = joined(open_page(**PHONE), teacher.code)
    page = visualizer.page
    expect(strip(page)).to_have_text("You follow")
    now = page.locator(".class-step")
    expect(now).to_contain_text("The answer:")
    moment = fragment_of(visualizer, "sums-1")
    teacher.show(moment)
    expect(now).to_contain_text("Hidden layer 1 of 2: the weighted sums.")
    expect(now).to_contain_text(
        re.compile(r"With this digit, neuron \d+ of hidden layer 1 is strongest: z\s=\s\+\d")
    )
    teacher.show("", "/lessons/downhill")
    expect(page).to_have_url(re.compile("/lessons/downhill"))
    expect(strip(page)).to_have_text("You follow")
    teacher.show(moment)
    expect(page.locator(".class-step")).to_contain_text("Hidden layer 1 of 2")
    expect(strip(page)).to_have_text("You follow")
    assert teacher.pupil(page)["following"]


def test_the_stage_comes_on_request_and_the_choice_is_remembered(
    open_page: OpenPage, teacher: Steering
) -> None:
    visualizer = joined(open_page(**PHONE), teacher.code)
    page = visualizer.page
    expect(page.locator("#stage")).to_be_hidden()
    expect(page.locator("#stepper")).to_be_hidden()
    visualizer.button("Show the stage").click()
    expect(page.locator("#stage")).to_be_visible()
    page.reload()
    expect(visualizer.button("Hide the stage")).to_be_visible()
    expect(page.locator("#stage")).to_be_visible()


def test_next_makes_a_wanderer_whom_one_press_takes_to_where_the_class_is_by_then(
    open_page: OpenPage, teacher: Steering
) -> None:
    visualizer = joined(open_page(newcomer=False), teacher.code)
    page = visualizer.page
    moment = fragment_of(visualizer, "sums-1")
    teacher.show(moment)
    expect(visualizer.title).to_contain_text("Hidden layer 1 of 2: the weighted sums")
    visualizer.press("n")
    expect(strip(page)).to_have_text("You look around")
    until(page, lambda: not teacher.pupil(page)["following"])
    teacher.show(re.sub("sums-1", "crop", moment))
    visualizer.press("n").settle()
    assert "Hidden layer 2" in visualizer.title_text()
    visualizer.button("Back to the class").click()
    expect(visualizer.title).to_contain_text("Crop")
    expect(strip(page)).to_have_text("You follow")
    until(page, lambda: teacher.pupil(page)["following"])


def test_another_page_makes_a_wanderer_who_finds_back_from_there(
    open_page: OpenPage, teacher: Steering
) -> None:
    visualizer = joined(open_page(newcomer=False), teacher.code)
    page = visualizer.page
    page.get_by_role("link", name="Lessons", exact=True).click()
    expect(page).to_have_url(re.compile("/lessons$"))
    expect(strip(page)).to_have_text("You look around")
    page.get_by_role("link", name=re.compile("Downhill")).click()
    expect(page).to_have_url(re.compile("/lessons/downhill"))
    expect(strip(page)).to_have_text("You look around")
    visualizer.button("Back to the class").click()
    expect(page).to_have_url(re.compile(r"/(#.*)?$"))
    expect(strip(page)).to_have_text("You follow")


def test_nobody_looks_elsewhere_while_the_steps_are_held_or_a_vote_is_on(
    open_page: OpenPage, teacher: Steering
) -> None:
    visualizer = joined(open_page(newcomer=False), teacher.code)
    page = visualizer.page
    before = visualizer.title_text()
    teacher.show(fragment_of(visualizer, "answer"))
    visualizer.settle().press("p")
    expect(strip(page)).to_have_text("You look around")
    teacher.do("set", held=True)
    expect(strip(page)).to_have_text("Your teacher holds the steps")
    expect(visualizer.title).to_have_text(before)
    for key in ("p", "Home", "Enter"):
        visualizer.press(key).frame()
        assert visualizer.title_text() == before
    expect(strip(page)).to_have_attribute("data-nudged", "true")
    page.get_by_role("link", name="Lessons", exact=True).click()
    teacher.do("set", held=False)
    expect(strip(page)).to_have_text("You follow")
    teacher.ask(*DIGITS)
    expect(strip(page)).to_have_text("Your teacher asks")
    visualizer.press("p").frame()
    assert visualizer.title_text() == before
    teacher.do("reveal")
    expect(strip(page)).to_have_text("You follow")
    visualizer.press("p")
    expect(strip(page)).to_have_text("You look around")


def test_a_lessons_question_has_one_row_of_choices_until_the_vote_on_it_is_shown(
    open_page: OpenPage, teacher: Steering
) -> None:
    visualizer = joined(open_page(**PHONE), teacher.code)
    page = visualizer.page
    teacher.show("", "/lessons/downhill")
    expect(page).to_have_url(re.compile("/lessons/downhill"))
    teacher.ask("Yes", "No", kind="yes-no", about="")
    expect(strip(page)).to_have_text("Your teacher asks")
    show = visualizer.button("Show me")
    show.click()
    expect(strip(page)).to_have_attribute("data-nudged", "true")
    expect(show).to_be_visible()
    page.mouse.wheel(0, 3000)
    page.wait_for_function("scrollY > 300")
    teacher.ask("Line A", "Line B", "Neither", kind="lesson", about="/lessons/downhill#two")
    expect(page.locator(".class-answers .choice").first).to_be_in_viewport()
    expect(page.locator(".class-question")).to_have_text(
        "Both lines make the same mistakes. Which line is worse?"
    )
    expect(visualizer.button("Neither")).to_have_count(1)
    expect(show).to_be_hidden()
    teacher.do("close")
    expect(page.locator(".class-said")).to_have_text("The vote is closed.")
    expect(show).to_be_hidden()
    teacher.do("reveal")
    expect(strip(page)).to_have_text("You follow")
    show.click()
    expect(show).to_be_hidden()
    expect(strip(page)).to_have_text("You follow")


def test_one_press_votes_and_may_be_changed_until_both_votes_are_shown(
    open_page: OpenPage, teacher: Steering
) -> None:
    visualizer = joined(open_page(**PHONE), teacher.code)
    page = visualizer.page
    said = page.locator(".class-said")
    teacher.ask(*DIGITS)
    expect(page.get_by_role("heading", name="Which digit will the network see?")).to_be_visible()
    visualizer.button("4").click()
    expect(said).to_contain_text("You said 4.")
    visualizer.button("7").click()
    expect(said).to_contain_text("You said 7.")
    expect(visualizer.button("7")).to_have_attribute("aria-pressed", "true")
    until(page, lambda: teacher.pupil(page)["votes"] == [7, None])
    page.reload()
    expect(page.locator(".class-said")).to_contain_text("You said 7.")
    teacher.do("again")
    expect(said).to_contain_text("First you said 7. Talk, then vote again.")
    visualizer.button("3").click()
    until(page, lambda: teacher.pupil(page)["votes"] == [7, 3])
    teacher.do("close")
    expect(said).to_have_text("You said 3. The vote is closed.")
    expect(visualizer.button("3")).to_have_attribute("aria-disabled", "true")
    teacher.do("reveal")
    counts = page.locator(".class-counts li")
    expect(counts.nth(7)).to_have_text(re.compile("^7: 1 first, then 0"))
    expect(counts.nth(3)).to_have_text(re.compile("^3: 0 first, then 1"))
    teacher.do("done")
    expect(page.locator(".class-vote")).to_be_hidden()


def test_a_vote_about_neurons_shows_on_a_phone_what_each_of_them_reads(
    open_page: OpenPage, teacher: Steering
) -> None:
    visualizer = joined(open_page(**PHONE), teacher.code)
    page = visualizer.page
    teacher.ask("Neuron 2", "Neuron 7", "Neuron 9", kind="neuron", about="/#1")
    drawn = page.locator(".class-answers .choice canvas")
    expect(drawn).to_have_count(3)
    assert len({visualizer.picture(each) for each in drawn.all()}) == 3
    expect(page.locator(".class-colours")).to_be_visible()
    tops = {(box := each.bounding_box()) and box["y"] for each in drawn.all()}
    assert len(tops) == 1  # side by side
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(visualizer) == []
    visualizer.button("Neuron 7").click()
    expect(page.locator(".class-said")).to_contain_text("You said Neuron 7.")
    teacher.do("done")
    teacher.ask(*DIGITS)
    expect(drawn).to_have_count(0)
    expect(page.locator(".class-colours")).to_be_hidden()


def test_a_vote_by_keyboard_alone_is_announced_as_it_begins(
    open_page: OpenPage, teacher: Steering
) -> None:
    visualizer = joined(open_page(newcomer=False), teacher.code)
    page = visualizer.page
    teacher.ask("Yes", "No", kind="yes-no", about="")
    news = page.get_by_role("status").filter(has_text="Your teacher asks: Yes or no? 2 choices.")
    expect(news).to_have_count(1)
    for _ in range(40):
        visualizer.press("Tab")
        if page.evaluate("document.activeElement?.textContent") == "No":
            break
    visualizer.press("Enter")
    expect(page.locator(".class-said")).to_contain_text("You said No.")
    teacher.do("reveal")
    expect(page.locator(".class-question")).to_be_focused()


def test_each_finished_stroke_goes_to_the_class_and_a_cleared_pad_does_too(
    open_page: OpenPage, teacher: Steering
) -> None:
    visualizer = joined(open_page(newcomer=False), teacher.code)
    page = visualizer.page
    teacher.do("set", steps="own")
    expect(page.locator(".pad-hint")).to_have_text("Draw a digit here")
    visualizer.draw(digit(4).sketch)
    n = len(digit(4).sketch)
    until(page, lambda: (teacher.pupil(page)["drawing"] or {}).get("prediction") is not None)
    until(page, lambda: len(teacher.pupil(page)["drawing"]["lengths"]) == n)
    until(page, lambda: teacher.pupil(page)["drawing"]["prediction"] == visualizer.answer())
    visualizer.button("Clear").click()
    until(page, lambda: teacher.pupil(page)["drawing"] is None)


def test_a_question_that_comes_during_a_stroke_moves_the_pad_after_it_only(
    open_page: OpenPage, teacher: Steering
) -> None:
    visualizer = joined(open_page(newcomer=False), teacher.code)
    page = visualizer.page
    before = visualizer.pad.bounding_box()
    page.mouse.move(*visualizer.on_pad((0.3, 0.3)))
    page.mouse.down()
    page.mouse.move(*visualizer.on_pad((0.5, 0.5)))
    teacher.ask(*DIGITS)
    expect(strip(page)).to_have_text("Your teacher asks")
    assert visualizer.pad.bounding_box() == before
    page.mouse.up()
    expect(visualizer.button("7")).to_be_in_viewport()
    assert visualizer.pad.bounding_box() != before


def test_ones_own_digit_outlasts_the_teachers_and_comes_back(
    open_page: OpenPage, teacher: Steering
) -> None:
    visualizer = joined(open_page(newcomer=False), teacher.code)
    page = visualizer.page
    moment = fragment_of(visualizer, "sums-1")
    teacher.do("set", steps="own")
    visualizer.draw(digit(5).sketch)
    mine = visualizer.picture(visualizer.pad_canvas)
    teacher.do("set", steps="mine")
    teacher.show(moment)
    expect(visualizer.title).to_contain_text("Hidden layer 1 of 2")
    assert visualizer.settle().picture(visualizer.pad_canvas) != mine, "the teacher's digit"
    visualizer.button("My digit").click()
    assert visualizer.settle().picture(visualizer.pad_canvas) == mine
    expect(strip(page)).to_have_text("You follow")
    visualizer.button("The class’s digit").click()
    assert visualizer.settle().picture(visualizer.pad_canvas) != mine
    teacher.show("", "/lessons/downhill")
    expect(page).to_have_url(re.compile("/lessons/downhill"))
    teacher.show(moment)
    visualizer.pad.wait_for()
    teacher.do("set", steps="own")
    visualizer.settle()
    expect(visualizer.title).to_contain_text("Hidden layer 1 of 2")
    assert visualizer.picture(visualizer.pad_canvas) == mine


def test_a_stroke_on_the_teachers_digit_begins_ones_own_which_the_next_step_leaves(
    open_page: OpenPage, teacher: Steering
) -> None:
    visualizer = joined(open_page(newcomer=False), teacher.code)
    page = visualizer.page
    moment = fragment_of(visualizer, "crop")
    teacher.show(moment)
    expect(visualizer.title).to_contain_text("Crop")
    visualizer.draw(digit(1).sketch)
    until(page, lambda: teacher.pupil(page)["drawing"])
    assert len(teacher.pupil(page)["drawing"]["lengths"]) == len(digit(1).sketch)
    mine = visualizer.picture(visualizer.pad_canvas)
    teacher.show(re.sub("crop", "fit", moment))
    expect(visualizer.title).to_contain_text("Fit")
    assert visualizer.picture(visualizer.pad_canvas) == mine
    expect(strip(page)).to_have_text("You follow")


def test_a_task_begins_on_a_clean_pad_and_a_paused_pad_takes_no_ink(
    open_page: OpenPage, teacher: Steering
) -> None:
    visualizer = joined(open_page(newcomer=False), teacher.code)
    page = visualizer.page
    teacher.do("set", steps="own")
    visualizer.draw(digit(2).sketch)
    two = visualizer.picture(visualizer.pad_canvas)
    teacher.show(fragment_of(visualizer, "crop"))
    expect(visualizer.title).to_contain_text("Crop")
    teacher.do("set", task=8)
    expect(page.locator(".class-pad")).to_have_text("Draw an 8. Undo brings back what you drew.")
    expect(page.locator(".pad-hint")).to_have_text("Draw a digit here")
    empty = visualizer.frame().picture(visualizer.pad_canvas)
    teacher.do("set", paused=True)
    expect(page.locator(".class-pad")).to_have_text("Your teacher has paused drawing")
    visualizer.trace_out(digit(8).sketch)
    visualizer.press("z").frame()
    assert visualizer.picture(visualizer.pad_canvas) == empty
    teacher.do("set", paused=False)
    visualizer.press("z").settle()
    expect(page.locator(".class-pad")).to_have_text("Draw an 8")
    assert visualizer.picture(visualizer.pad_canvas) == two, (
        "Undo has the drawing from before the task"
    )


def test_who_already_drew_what_was_said_aloud_keeps_it_as_the_task_is_set(
    open_page: OpenPage, teacher: Steering
) -> None:
    visualizer = joined(open_page(**PHONE), teacher.code)
    page = visualizer.page
    teacher.show(fragment_of(visualizer, "crop"))
    expect(page.locator(".class-step")).to_contain_text("Crop")
    visualizer.draw(digit(7).sketch)
    mine = visualizer.picture(visualizer.pad_canvas)
    teacher.do("set", task=7)
    expect(page.locator(".class-pad")).to_have_text("Draw a 7")
    assert visualizer.settle().picture(visualizer.pad_canvas) == mine
    teacher.do("set", task=3)
    expect(page.locator(".class-pad")).to_have_text("Draw a 3. Undo brings back what you drew.")
    assert visualizer.settle().picture(visualizer.pad_canvas) != mine


def test_a_phone_calls_a_digit_the_classs_or_its_own_and_says_which_to_draw(
    open_page: OpenPage, teacher: Steering
) -> None:
    visualizer = joined(open_page(**PHONE), teacher.code)
    page = visualizer.page
    hint = "getComputedStyle(document.querySelector('.pad-hint'), '::after').content"
    now = page.locator(".class-step")
    teacher.show(fragment_of(visualizer, "drawing"))
    expect(now).to_contain_text("The class’s digit.")
    visualizer.draw(digit(4).sketch)
    expect(now).to_contain_text("Your drawing.")
    expect(visualizer.button("The class’s digit")).to_be_visible()
    gaps = page.evaluate(
        """() => {
            const boxes = [...document.querySelectorAll(".top :is(a, button)")]
                .map((each) => each.getBoundingClientRect()).filter(({ width }) => width > 0);
            return boxes.flatMap((one, k) => boxes.slice(k + 1).map((other) => Math.max(
                other.left - one.right, one.left - other.right,
                other.top - one.bottom, one.top - other.bottom)));
        }"""
    )
    assert min(gaps) >= 4, "px"
    teacher.do("set", task=7)
    expect(page.locator(".class-pad")).to_have_text("Draw a 7")
    visualizer.button("Clear").click()
    page.wait_for_function(f"{hint} === '\"Draw a 7 here\"'")
    teacher.do("set", task=None, steps="own")
    page.wait_for_function(f"{hint} === 'none'")
    expect(page.locator(".pad-hint")).to_have_text("Draw a digit here")


def test_everyone_sees_the_teachers_digit_again_at_the_moment_after_the_task(
    open_page: OpenPage, teacher: Steering
) -> None:
    visualizer = joined(open_page(**PHONE), teacher.code)
    page = visualizer.page
    moment = fragment_of(visualizer, "crop")
    teacher.show(moment)
    expect(page.locator(".class-step")).to_contain_text("Crop")
    theirs = visualizer.settle().picture(visualizer.pad_canvas)
    teacher.do("set", task=7)
    expect(page.locator(".class-pad")).to_have_text("Draw a 7")
    first, second = digit(7).sketch[0], [(0.3, 0.5), (0.6, 0.5)]
    visualizer.draw([first])
    page.mouse.move(*visualizer.on_pad(second[0]))
    page.mouse.down()
    page.mouse.move(*visualizer.on_pad(second[1]))
    teacher.show(re.sub("crop", "fit", moment))
    expect(page.locator(".class-step")).to_contain_text("Fit")
    expect(page.locator(".class-pad")).to_be_hidden()
    page.mouse.move(*visualizer.on_pad((0.9, 0.9)))
    page.mouse.up()
    assert visualizer.settle().picture(visualizer.pad_canvas) == theirs
    until(page, lambda: len((teacher.pupil(page)["drawing"] or {}).get("lengths", ())) == 2)
    expect(visualizer.button("My digit")).to_be_visible()


def test_undo_never_brings_a_pupil_the_teachers_digit(
    open_page: OpenPage, teacher: Steering
) -> None:
    visualizer = joined(open_page(**PHONE), teacher.code)
    page = visualizer.page
    moment = fragment_of(visualizer, "crop")
    teacher.show("", "/lessons/downhill")
    expect(page).to_have_url(re.compile("/lessons/downhill"))
    teacher.do("set", steps="own")
    teacher.show(moment)
    visualizer.pad.wait_for()
    teacher.do("set", task=7)
    expect(page.locator(".class-pad")).to_have_text("Draw a 7")
    expect(visualizer.button("Undo")).to_have_attribute("aria-disabled", "true")
    visualizer.press("Control+z").settle()
    assert teacher.pupil(page)["drawing"] is None
    visualizer.draw(digit(1).sketch)
    visualizer.button("Undo").click()
    until(page, lambda: teacher.pupil(page)["drawing"] is None)
    expect(visualizer.button("Undo")).to_have_attribute("aria-disabled", "true")


def test_a_shared_tablet_is_handed_on_with_an_empty_pad_and_nothing_to_undo(
    open_page: OpenPage, teacher: Steering
) -> None:
    visualizer = joined(open_page(newcomer=False), teacher.code)
    page = visualizer.page
    teacher.do("set", steps="own")
    visualizer.draw(digit(3).sketch)
    until(page, lambda: (teacher.pupil(page)["drawing"] or {}).get("prediction") is not None)
    first = teacher.pupil(page)
    page.locator(".class-name").click()
    visualizer.button("Hand on to a new pupil").click()
    expect(page.locator(".class-name")).not_to_have_text(first["nickname"])
    expect(page.locator(".pad-hint")).to_have_text("Draw a digit here")
    expect(visualizer.button("Undo")).to_have_attribute("aria-disabled", "true")
    visualizer.draw(digit(6).sketch)
    until(page, lambda: teacher.pupil(page)["drawing"])
    assert teacher.pupils[first["id"]]["drawing"]["n"] == first["drawing"]["n"]


def test_a_device_that_comes_back_asks_whether_it_is_still_the_same_pupil(
    open_page: OpenPage, teacher: Steering
) -> None:
    visualizer = joined(open_page(newcomer=False), teacher.code)
    page = visualizer.page
    teacher.do("set", steps="own")
    visualizer.draw(digit(3).sketch)
    until(page, lambda: teacher.pupil(page)["drawing"])
    before = page.locator(".class-name").inner_text()
    mine = visualizer.picture(visualizer.pad_canvas)
    page.reload()
    expect(page.locator(".class-name")).to_have_text(before)
    expect(page.get_by_text("Is that not you?")).to_be_hidden()
    second = joined(Visualizer(page.context.new_page(), visualizer.url), teacher.code)
    again = second.page
    expect(again.locator(".class-name")).to_have_text(before)
    expect(again.get_by_text(f"You are {before} again. Is that not you?")).to_be_visible()
    assert second.settle().picture(second.pad_canvas) == mine, "drawn in the tab before"
    again.get_by_role("button", name="New pupil").click()
    expect(again.locator(".class-name")).not_to_have_text(before)
    expect(again.get_by_text("Is that not you?")).to_be_hidden()


def test_without_storage_a_reload_is_still_the_same_pupil(
    open_page: OpenPage, teacher: Steering
) -> None:
    prepare = lambda page: page.add_init_script(NO_STORAGE)  # noqa: E731
    visualizer = joined(open_page(prepare=prepare, newcomer=True), teacher.code)
    page = visualizer.page
    before = page.locator(".class-name").inner_text()
    teacher.show("", "/lessons/downhill")
    expect(page).to_have_url(re.compile("/lessons/downhill"))
    expect(page.locator(".class-name")).to_have_text(before)
    page.reload()
    expect(page.locator(".class-name")).to_have_text(before)


def test_offline_is_told_apart_from_a_teacher_who_is(
    open_page: OpenPage, server: Server, watch: Watch
) -> None:
    watch.allow("ERR_INTERNET_DISCONNECTED|WebSocket connection to")
    visualizer = open_page(newcomer=False)
    page = visualizer.page
    with steering(server.url) as teacher:
        joined(visualizer, teacher.code)
        expect(strip(page)).to_have_text("You follow")
        page.context.set_offline(True)
        expect(strip(page)).to_have_text("You are offline")
        page.context.set_offline(False)
        expect(strip(page)).to_have_text("You follow")
    expect(strip(page)).to_have_text("Your teacher is offline")
    visualizer.press("p")
    expect(strip(page)).to_have_text("Your teacher is offline")
    visualizer.button("Back to the class").click()
    expect(visualizer.button("Back to the class")).to_be_hidden()
    visualizer.draw_anew(digit(2).sketch).press("End")
    assert visualizer.settle().answer() is not None


def test_what_is_drawn_and_chosen_offline_gets_through_once_the_line_is_back(
    open_page: OpenPage, teacher: Steering, watch: Watch
) -> None:
    watch.allow("ERR_INTERNET_DISCONNECTED|WebSocket connection to")
    visualizer = joined(open_page(newcomer=False), teacher.code)
    page = visualizer.page
    teacher.do("set", steps="own")
    teacher.ask(*DIGITS)
    visualizer.button("2").click()
    until(page, lambda: teacher.pupil(page)["votes"][0] == 2)
    page.context.set_offline(True)
    expect(strip(page)).to_have_text("You are offline")
    visualizer.button("9").click()
    visualizer.trace_out(digit(1).sketch)
    page.context.set_offline(False)
    until(page, lambda: teacher.pupil(page)["votes"][0] == 9)
    until(page, lambda: teacher.pupil(page)["drawing"])
    assert teacher.pupil(page)["drawing"]["n"] == len(digit(1).sketch)
    expect(page.locator(".class-said")).to_contain_text("You said 9.")


@pytest.mark.timeout(120)
def test_a_class_survives_its_server_and_a_reload_meanwhile_with_drawing_and_vote(
    open_page: OpenPage, models: Path, watch: Watch
) -> None:
    watch.allow(GONE)
    options: Any = {
        "models": models,
        "settings": {"FORWARD_PASS_SECRET": "a key of the tests, of 32 letters"},
    }
    with ExitStack() as lines:
        first = lines.enter_context(serving(**options))
        teacher = lines.enter_context(steering(first.url))
        visualizer = joined(open_page(url=first.url, newcomer=False), teacher.code)
        page = visualizer.page
        teacher.do("set", steps="own")
        teacher.ask(*DIGITS)
        expect(page.locator(".pad-hint")).to_have_text("Draw a digit here")
        visualizer.draw(digit(1).sketch)
        visualizer.button("5").click()
        until(page, lambda: teacher.pupil(page)["drawing"] and teacher.pupil(page)["votes"][0] == 5)
        before = teacher.pupil(page)
        until(page, lambda: teacher.snapshot != b"")
        page.wait_for_timeout(2500)  # the newest snapshot
        mine = visualizer.picture(visualizer.pad_canvas)
        first.stop()
        expect(strip(page)).to_have_text("The server does not answer")
        visualizer.button("6").click()
        lines.enter_context(serving("--port", str(first.port), **options))
        expect(strip(page)).to_have_text("Coming back to your class…", timeout=BACK_WITHIN)
        page.reload()
        expect(strip(page)).to_have_text("Coming back to your class…")
        teacher.pupils.clear()
        teacher.go_on(lines.enter_context(connected(first.url, auth={"wire": WIRE})))
        expect(page.locator(".class-name")).to_have_text(before["nickname"], timeout=BACK_WITHIN)
        until(page, lambda: (teacher.pupil(page)["drawing"] or {}).get("prediction") is not None)
        after = teacher.pupil(page)
        assert after["id"] == before["id"]
        assert after["drawing"]["n"] == before["drawing"]["n"]
        until(page, lambda: teacher.pupil(page)["votes"] == [6, None])
        assert visualizer.settle().picture(visualizer.pad_canvas) == mine


def test_a_pupil_who_is_offered_the_class_steers_it_from_then_on(
    open_page: OpenPage, teacher: Steering
) -> None:
    follower = joined(open_page(newcomer=False), teacher.code)
    visualizer = joined(open_page(newcomer=False), teacher.code)
    page = visualizer.page
    teacher.do("promote", pupil=teacher.pupil(page)["id"])
    expect(page.get_by_text("Your teacher hands the class to you.")).to_be_visible()
    visualizer.button("Steer the class").click()
    expect(page.locator(".class-name")).to_have_count(0)
    visualizer.press("Home")
    expect(follower.title).to_have_text("Your drawing")


def test_a_phone_that_steers_a_lesson_has_all_of_the_teachers_bar(
    open_page: OpenPage, teacher: Steering
) -> None:
    visualizer = joined(open_page(**PHONE), teacher.code)
    page = visualizer.page
    teacher.show("", "/lessons/downhill")
    expect(page).to_have_url(re.compile("/lessons/downhill"))
    teacher.ask("Yes", "No", kind="yes-no", about="")
    teacher.do("reveal")
    expect(page.locator(".class-counts")).to_be_visible()
    teacher.do("done")
    teacher.do("promote", pupil=teacher.pupil(page)["id"])
    visualizer.button("Steer the class").click()
    bar = page.locator(".class-bar")
    expect(bar.get_by_role("button", name="The wall")).to_be_in_viewport(ratio=1)
    assert bar.evaluate("(bar) => bar.clientHeight >= bar.scrollHeight")


def test_who_leaves_is_in_no_class_and_keeps_the_page(
    open_page: OpenPage, teacher: Steering
) -> None:
    visualizer = joined(open_page(newcomer=False), teacher.code)
    page = visualizer.page
    page.locator(".class-name").click()
    visualizer.button("Leave the class").click()
    expect(page.locator(".class-strip")).to_have_count(0)
    title = visualizer.title_text()
    teacher.show(fragment_of(visualizer, "crop"))
    page.reload()
    visualizer.settle()
    assert visualizer.title_text() == title
    expect(page.locator(".class-strip")).to_have_count(0)


def test_who_is_taken_out_and_whose_class_ends_is_told_so(
    open_page: OpenPage, teacher: Steering
) -> None:
    one, other = (joined(open_page(newcomer=False), teacher.code).page for _ in range(2))
    teacher.do("wall", remove=teacher.pupil(one)["id"])
    expect(one.locator("#note")).to_contain_text("taken this device out of the class")
    expect(one.locator(".class-strip")).to_have_count(0)
    teacher.do("end")
    expect(other.locator("#note")).to_contain_text("The class has ended.")


def test_a_school_that_blocks_websockets_follows_and_votes_by_long_polling(
    open_page: OpenPage, teacher: Steering, watch: Watch
) -> None:
    watch.allow("WebSocket")
    blocked = "window.WebSocket = class { constructor() { throw new Error('blocked'); } };"
    visualizer = open_page(
        newcomer=False, settle=False, prepare=lambda page: page.add_init_script(blocked)
    )
    page = visualizer.page
    page.goto(f"{visualizer.url}c/{teacher.code}")
    page.locator(".class-name").wait_for()
    teacher.ask("A", "B", "C", "D", kind="letters", about="")
    visualizer.button("C").click()
    until(page, lambda: teacher.pupil(page)["votes"][0] == 2)
    teacher.do("reveal")
    teacher.show(fragment_of(visualizer, "crop"))
    expect(visualizer.title).to_contain_text("Crop")


def _vote(teacher: Steering, page: Page) -> None:
    teacher.ask(*DIGITS)
    page.get_by_role("button", name="7", exact=True).click()


def _shown(teacher: Steering, page: Page) -> None:
    teacher.do("again")
    page.get_by_role("button", name="3", exact=True).click()
    teacher.do("reveal")
    page.locator(".class-counts li").first.wait_for()


def _paused(teacher: Steering, page: Page) -> None:
    teacher.do("done")
    teacher.do("set", paused=True, task=7, steps="own")
    page.get_by_text("paused drawing").first.wait_for()


def _away(teacher: Steering, page: Page) -> None:
    teacher.do("set", paused=False, task=None)
    page.keyboard.press("p")
    page.get_by_text("You look around").wait_for()


def _offered(teacher: Steering, page: Page) -> None:
    teacher.do("promote", pupil=teacher.pupil(page)["id"])
    page.get_by_text("hands the class to you").wait_for()


def _more(teacher: Steering, page: Page) -> None:
    del teacher
    page.locator(".class-name").click()


@pytest.mark.timeout(240)
@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("screen", [{"size": (360, 740), "touch": True}, {"size": (1366, 768)}])
def test_axe_finds_nothing_in_any_state_and_nothing_is_wider_than_the_screen(
    open_page: OpenPage, teacher: Steering, screen: dict[str, Any], theme: str
) -> None:
    visualizer = joined(open_page(**screen, theme=theme, newcomer=False), teacher.code)
    page = visualizer.page
    problems = {}
    for state in (_vote, _shown, _paused, _away, _offered, _more):
        state(teacher, page)
        found = violations(visualizer)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append("wider than the screen")
        if found:
            problems[state.__name__] = found
    assert problems == {}
