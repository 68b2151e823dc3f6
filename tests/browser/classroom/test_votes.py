"""Votes: what the page asks is put to the class, twice, and only then does Next reveal."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.classes import Pupil, begin, code_of
from tests.browser.conftest import OpenPage
from tests.browser.digits import digit
from tests.browser.page import Visualizer
from tests.browser.test_accessibility import violations
from tests.serving import Server

Join = Callable[[int], list[Pupil]]


@pytest.fixture
def teacher(visualizer: Visualizer) -> Visualizer:
    """A class without anybody in it yet, at the inputs of an 8."""
    visualizer.draw_anew(digit(8).sketch)
    begin(visualizer)
    return visualizer


@pytest.fixture
def join(teacher: Visualizer, server: Server) -> Iterator[Join]:
    code = code_of(teacher)
    with ExitStack() as stack:
        yield lambda n: [Pupil(stack, server.url, code) for _ in range(n)]


def panel(teacher: Visualizer) -> Locator:
    return teacher.page.locator(".vote-panel")


def state(teacher: Visualizer) -> Locator:
    """How far the vote is, in words."""
    return panel(teacher).locator(".vote-state")


def bars(teacher: Visualizer) -> list[str]:
    """Of each choice its label and counts."""
    return panel(teacher).locator("li").all_inner_texts()


def predict(teacher: Visualizer) -> None:
    teacher.page.get_by_label("Predict first").check()
    teacher.settle().press("n")
    expect(panel(teacher)).to_be_visible()


def test_next_shows_both_votes_and_the_next_one_the_networks_own_answer(
    teacher: Visualizer, join: Join
) -> None:
    pupils = join(3)
    predict(teacher)
    expect(panel(teacher).get_by_role("heading")).to_contain_text("hidden layer 1 will light up")
    expect(teacher.page.locator("#question")).to_be_hidden()
    for pupil, choice in zip(pupils, (0, 1, 1), strict=True):
        pupil.vote(choice)
    expect(state(teacher)).to_have_text("3 of 3 have answered.")
    assert not any(re.search(r"\b[12]$", row) for row in bars(teacher))
    assert pupils[0].head()["vote"]["counts"] is None

    panel(teacher).get_by_role("button", name="Talk, then vote again").click()
    for pupil in pupils[:2]:
        pupil.vote(2, of_round=2)
    expect(state(teacher)).to_have_text(
        "Talk with your neighbour, then vote again. 2 of 3 have answered."
    )
    teacher.press("n")
    expect(state(teacher)).to_have_text("3 votes at first, 2 after talking.")
    shown = [re.sub(r"\s+", " ", row) for row in bars(teacher)]
    counts = [re.findall(r"(?:at first|after talking): ?(\d)", row) for row in shown]
    assert counts == [["1", "0"], ["2", "0"], ["0", "2"]]
    assert pupils[2].head(phase="shown")["vote"]["counts"] == [[1, 2, 0], [0, 0, 2]]
    expect(teacher.title).to_have_text(re.compile("^Input"))
    assert not panel(teacher).locator("[data-right]").count()

    teacher.press("n")
    sums = re.compile("^Hidden layer 1 of 2: the weighted sums")
    expect(teacher.title).to_have_text(sums)
    answer = panel(teacher).locator(".vote-answer")
    expect(answer).to_have_text(
        re.compile(r"^2 of 2 said Neuron \d+(; it is Neuron \d+|, and so it is)\.$")
    )
    assert [re.sub(r"\s+", " ", row) for row in bars(teacher)] == shown
    expect(teacher.page.locator("#note")).to_be_empty()
    expect(teacher.page.locator("#predict-words")).to_have_text("Next asks before it shows.")

    teacher.press("n")  # puts it away, and goes on
    expect(panel(teacher)).to_be_hidden()
    expect(teacher.title).to_have_text(re.compile("^Hidden layer 1 of 2: the activations"))


def test_next_pressed_twice_at_once_gives_no_answer_away(teacher: Visualizer, join: Join) -> None:
    join(1)
    teacher.page.get_by_label("Predict first").check()
    teacher.settle()
    teacher.page.evaluate(
        """() => { for (let k = 0; k < 2; k += 1) document.dispatchEvent(
             new KeyboardEvent("keydown", { key: "n", bubbles: true })); }"""
    )
    expect(panel(teacher)).to_be_visible()
    expect(teacher.title).to_have_text(re.compile("^Input"))


def test_without_phones_raised_hands_are_counted(teacher: Visualizer) -> None:
    predict(teacher)
    expect(state(teacher)).to_have_text("Count raised hands with + and −.")
    more = panel(teacher).get_by_role("button", name=re.compile("^One hand more"))
    for _ in range(3):
        more.nth(1).click()
    panel(teacher).get_by_role("button", name=re.compile("^One hand less")).nth(1).click()
    expect(panel(teacher).locator(".hands-count").nth(1)).to_have_text("2")
    panel(teacher).get_by_role("button", name="Show the votes").click()
    expect(state(teacher)).to_have_text("2 votes.")
    assert [row.split(":")[-1].strip() for row in bars(teacher)] == ["0", "2", "0"]


def test_a_question_that_is_spoken_has_an_empty_vote(teacher: Visualizer, join: Join) -> None:
    (pupil,) = join(1)
    teacher.page.get_by_role("group", name="Ask aloud").get_by_role("button", name="A to D").click()
    assert pupil.head(kind="letters")["vote"]["labels"] == ["A", "B", "C", "D"]
    pupil.vote(3)
    expect(state(teacher)).to_have_text("1 of 1 have answered.")
    title = teacher.title_text()
    teacher.press("n")
    expect(state(teacher)).to_have_text("1 vote.")
    teacher.press("n")
    expect(panel(teacher)).to_be_hidden()
    assert teacher.title_text() == title  # Next was for the vote


def test_a_reloaded_page_finds_its_vote_again(teacher: Visualizer, join: Join) -> None:
    (pupil,) = join(1)
    predict(teacher)
    pupil.vote(0)
    expect(state(teacher)).to_have_text("1 of 1 have answered.")
    teacher.page.reload()
    expect(state(teacher)).to_have_text("1 of 1 have answered.")


def test_a_lessons_question_is_put_to_the_class_and_next_shows_first(
    open_page: OpenPage, server: Server
) -> None:
    lesson = open_page(url=server.url, settle=False)
    code = begin(lesson)
    page = lesson.page
    page.goto(f"{server.url}/lessons/one-neuron")
    asked = page.locator("[data-ask=party] .ask-choices")
    with ExitStack() as stack:
        pupil = Pupil(stack, server.url, code)
        page.get_by_role("button", name="Put this question to the class").click()
        expect(page.locator(".vote-panel h2")).to_contain_text("What will it be?")
        expect(asked).to_be_hidden()
        assert pupil.head(kind="lesson")["vote"]["about"] == "/lessons/one-neuron#party"
        pupil.vote(1)
        following = page.locator("#scenes").get_by_role("button", name="Next scene")
        following.click()
        expect(page.locator(".vote-state")).to_have_text("1 vote.")
        expect(page.locator("[data-ask=party] .verdict")).to_be_empty()
        following.click()
        expect(page.locator("[data-ask=party] .verdict")).not_to_be_empty()
        expect(page.locator("[data-scene=party]")).to_be_visible()
        expect(page.locator(".vote-answer")).to_have_text(re.compile(r"^1 of 1 said “.+$"))
        following.click()
        expect(page.locator(".vote-panel")).to_be_hidden()
        expect(page.locator("[data-scene=party]")).to_be_hidden()


def test_the_quiz_of_a_lesson_is_put_to_the_class_question_by_question(
    open_page: OpenPage, server: Server
) -> None:
    lesson = open_page(url=server.url, settle=False)
    code = begin(lesson)
    page = lesson.page
    page.goto(f"{server.url}/lessons/one-neuron#v=1&scene=quiz")
    items = page.locator(".quiz-items > li")
    with ExitStack() as stack:
        pupil = Pupil(stack, server.url, code)
        for k in range(2):
            text = items.nth(k).locator(".ask-text").text_content()
            page.get_by_role("button", name="Put this question to the class").click()
            expect(page.locator(".vote-panel h2")).to_have_text(str(text))
            expect(items.nth(k).locator(".ask-choices")).to_be_hidden()
            expect(items.nth(k + 1).locator(".ask-choices")).to_be_visible()
            asked = pupil.head(about=f"/lessons/one-neuron#quiz-{k + 1}", kind="lesson")["vote"]
            assert asked["labels"] == items.nth(k).locator(".choice").all_text_contents()
            pupil.vote(0)
            expect(page.locator(".vote-state")).to_have_text("1 of 1 have answered.")
            panel(lesson).get_by_role("button", name="Show the votes").click()
            expect(page.locator(".vote-state")).to_have_text("1 vote.")
            expect(items.nth(k).locator(".verdict")).to_be_empty()
            panel(lesson).get_by_role("button", name="Show the answer").click()
            expect(items.nth(k).locator(".verdict")).not_to_be_empty()
            expect(items.nth(k).locator("[data-right=true]")).to_have_count(1)
            expect(page.locator(".vote-answer")).to_have_text(re.compile("^1 of 1 said “"))
            expect(page.locator(".vote-panel h2")).to_have_text(str(text))
            panel(lesson).get_by_role("button", name="Put away").click()
            expect(page.locator(".vote-panel")).to_be_hidden()
        expect(page.locator(".quiz-score")).to_contain_text("2 of")
        expect(page.locator(".quiz-score")).to_contain_text("0 at the first try.")


@pytest.mark.parametrize(("size", "query"), [((1366, 768), ""), ((1920, 1080), "?view=projector")])
def test_a_vote_covers_nothing_of_the_stage(
    open_page: OpenPage, size: tuple[int, int], query: str
) -> None:
    teacher = open_page(size=size, query=query)
    begin(teacher)
    teacher.page.get_by_label("Predict first").check()
    teacher.settle().press("End", "p", "p", "p", "n")  # which digit? Ten choices
    expect(panel(teacher)).to_be_visible()
    for is_shown in (False, True):
        if is_shown:
            panel(teacher).get_by_role("button", name="Show the votes").click()
            expect(state(teacher)).to_have_text("0 votes.")
        box = panel(teacher).bounding_box()
        stage = teacher.page.locator("#stage-side").bounding_box()
        assert box is not None
        assert stage is not None
        assert box["x"] + box["width"] <= stage["x"]
        side = teacher.page.locator(".pad-side")
        assert side.evaluate("(each) => each.scrollWidth <= each.clientWidth")
        assert violations(teacher) == []
    teacher.press("n", "n").settle()
    expect(teacher.pad).to_be_visible()


def test_predict_first_and_its_question_outlive_a_reload(teacher: Visualizer, join: Join) -> None:
    (pupil,) = join(1)
    predict(teacher)
    pupil.vote(0)
    expect(teacher.page).to_have_url(re.compile("s=inputs"))
    heading = panel(teacher).get_by_role("heading").text_content()
    teacher.page.reload()
    expect(state(teacher)).to_have_text("1 of 1 have answered.")
    expect(panel(teacher).get_by_role("heading")).to_have_text(str(heading))
    expect(teacher.page.locator("#predict-first")).to_be_checked()
    teacher.settle().press("n")
    expect(state(teacher)).to_have_text("1 vote.")
    teacher.press("n")
    expect(panel(teacher).locator(".vote-answer")).to_contain_text("1 of 1 said Neuron")


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize(
    ("size", "query"), [((1366, 768), ""), ((1920, 1080), "?view=projector"), ((360, 740), "")]
)
def test_a_vote_is_read_from_the_last_row_and_by_a_screen_reader(
    open_page: OpenPage, server: Server, theme: str, size: tuple[int, int], query: str
) -> None:
    teacher = open_page(theme=theme, size=size, query=query)
    code = begin(teacher)
    with ExitStack() as stack:
        pupils = [Pupil(stack, server.url, code) for _ in range(2)]
        aloud = teacher.page.get_by_role("group", name="Ask aloud")
        aloud.get_by_role("button", name="0 to 9").click()
        for pupil in pupils:
            pupil.vote(7)
        panel(teacher).get_by_role("button", name="Count hands").click()
        assert violations(teacher) == []
        panel(teacher).get_by_role("button", name="Show the votes").click()
        expect(state(teacher)).to_have_text("2 votes.")
        assert violations(teacher) == []
        box = panel(teacher).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= size[0]
        assert box["y"] + box["height"] <= size[1]
        if query:
            label = panel(teacher).locator(".vote-label").first
            assert (
                float(label.evaluate("(each) => parseFloat(getComputedStyle(each).fontSize)")) > 30
            )


def test_a_vote_that_was_begun_by_mistake_is_called_off(teacher: Visualizer, join: Join) -> None:
    join(1)
    teacher.button("Yes or no").click()
    expect(panel(teacher)).to_be_visible()
    teacher.button("Call it off").click()
    expect(panel(teacher)).to_be_hidden()
    predict(teacher)
    teacher.button("Call it off").click()
    expect(panel(teacher)).to_be_hidden()
    expect(teacher.page.locator("#question .choice").first).to_be_visible()
    teacher.press("n")
    expect(teacher.title).to_contain_text("Hidden layer 1")


def test_what_was_asked_aloud_is_headed_by_what_the_class_said_once_it_is_shown(
    teacher: Visualizer, join: Join
) -> None:
    join(1)
    teacher.button("A to D").click()
    heading = panel(teacher).get_by_role("heading")
    expect(heading).to_have_text("Listen to the question, then vote")
    teacher.button("Show the votes").click()
    expect(heading).to_have_text("What the class said")
