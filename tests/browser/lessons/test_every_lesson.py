"""What holds for every lesson that is found: room, names, keys, links, print, and whose numbers."""

import re

import pytest
from playwright.sync_api import expect

from app.lessons import find_lessons
from tests.browser.conftest import Watch
from tests.browser.fonts import FAMILIES
from tests.browser.lessons.conftest import OpenLesson
from tests.browser.lessons.lesson import LONG, figures
from tests.browser.screens import SCREENS
from tests.browser.test_accessibility import AXE, RUN

LESSONS = find_lessons()
# Of a kind of screen the smallest comes last, on which the lesson is walked on.
MEASURED = [
    (("tablet", "phone", "small-phone"), "dark"),
    (("full-hd", "laptop"), "dark"),
    (("laptop",), "light"),
    (("projector", "small-projector"), "light"),
]
TAMPERED = ("#v=1&scene=nowhere", "#v=9", "#v=1&nothing=1", "#scene", "#v=1&scene=")

each_lesson = pytest.mark.parametrize("slug", LESSONS)


@pytest.mark.timeout(180)
@pytest.mark.parametrize("font", FAMILIES)
@pytest.mark.parametrize(("screens", "theme"), MEASURED)
@each_lesson
def test_everything_has_its_room(
    open_lesson: OpenLesson, slug: str, screens: tuple[str, ...], theme: str, font: str
) -> None:
    first = SCREENS[screens[0]]
    lesson = open_lesson(
        slug, size=first.size, touch=first.touch, theme=theme, query=first.query, font=font
    )
    found = {}
    for scene in lesson.walk():
        for screen in screens:
            width, height = SCREENS[screen].size
            lesson.page.set_viewport_size({"width": width, "height": height})
            limits = SCREENS[screen].limits | {"scrolls": True}
            if problems := lesson.settle().audit(limits):
                found[scene, screen] = problems
    assert found == {}


@pytest.mark.timeout(180)
@pytest.mark.parametrize("theme", ["dark", "light"])
@each_lesson
def test_axe_finds_no_violation(open_lesson: OpenLesson, slug: str, theme: str) -> None:
    lesson = open_lesson(slug, theme=theme)
    lesson.page.locator(".teacher summary").click()
    lesson.page.evaluate(AXE.read_text(encoding="utf-8"))
    found = {scene: lesson.page.evaluate(RUN) for scene in lesson.walk()}
    assert {scene: problems for scene, problems in found.items() if problems} == {}


@each_lesson
def test_every_number_of_a_network_came_over_the_socket(open_lesson: OpenLesson, slug: str) -> None:
    lesson = open_lesson(slug)
    seen = 0
    for scene in lesson.walk():
        numbers = lesson.show_me().net()
        assert lesson.answers.missing(numbers) == [], scene
        seen += len(numbers)
    assert seen > 0


@each_lesson
def test_its_scenes_can_be_walked_through_by_keys_alone(open_lesson: OpenLesson, slug: str) -> None:
    lesson = open_lesson(slug)
    forward = lesson.page.locator(".scene-steps button").last
    for _ in range(60):
        lesson.page.keyboard.press("Tab")
        if forward.evaluate("(button) => button === document.activeElement"):
            break
    walked = [lesson.scene]
    for _ in lesson.scenes[1:]:
        lesson.press("Enter")
        walked.append(lesson.scene)
    assert walked == lesson.scenes


@each_lesson
def test_a_link_leads_back_to_its_scene(open_lesson: OpenLesson, slug: str) -> None:
    lesson = open_lesson(slug)
    last = lesson.scenes[-1]
    for _ in lesson.scenes[1:]:
        lesson.page.locator(".scene-steps button").last.click()
    expect(lesson.page).to_have_url(re.compile(f"scene={last}"))
    lesson.page.reload()
    lesson.settle()
    assert lesson.scene == last
    lesson.page.go_back()
    expect(lesson.page).not_to_have_url(re.compile(f"scene={last}"))


@each_lesson
def test_a_tampered_link_opens_its_start_with_a_note(open_lesson: OpenLesson, slug: str) -> None:
    lesson = open_lesson(slug)
    for fragment in TAMPERED:
        lesson.open(fragment)
        assert lesson.scene == lesson.scenes[0], fragment
        expect(lesson.note).to_contain_text("This link was changed")


@each_lesson
def test_a_wrong_answer_in_its_quiz_says_why_and_can_be_mended(
    open_lesson: OpenLesson, slug: str
) -> None:
    lesson = open_lesson(slug)
    assert lesson.scenes[-1] == "quiz"
    lesson.enter("quiz")
    items = lesson.page.locator(".quiz-items > li")
    assert items.count() >= 3
    at_once = 0
    for k in range(items.count()):
        asked = items.nth(k)
        said = asked.get_by_role("status")
        for tries, choice in enumerate(asked.get_by_role("button").all()):
            expect(asked.locator("[data-right=true]")).to_have_count(0)
            choice.click()
            lesson.settle()
            expect(said).not_to_have_text(re.compile("^(The server is computing…)?$"), timeout=LONG)
            if choice.get_attribute("data-right") == "true":
                expect(said).to_contain_text(re.compile(r"^Right\. .*\d"))
                at_once += tries == 0
                break
            expect(said).to_contain_text(re.compile(r"^Not quite\. .+ Try another\.$"))
        expect(asked.locator("[data-right=true]")).to_have_count(1)
    n = items.count()
    expect(lesson.page.locator(".quiz-score")).to_have_text(
        f"{n} of {n} answered, {at_once} at the first try."
    )


@each_lesson
def test_nothing_gives_an_answer_away_before_the_guess(open_lesson: OpenLesson, slug: str) -> None:
    """Whatever figure answers the question is neither on the page nor in a name or a title."""
    lesson = open_lesson(slug)
    for scene in lesson.walk():
        asked = lesson.page.locator(f"[data-scene={scene}] .ask-first")
        if scene == "quiz" or asked.count() == 0:
            continue
        asked_with = {*figures(asked.inner_text()), *figures(lesson.given())}
        seen = {*figures(lesson.told())}
        lesson.show_me()
        said = asked.get_by_role("status")
        expect(said).not_to_have_text("The server is computing…", timeout=LONG)
        verdict = said.inner_text()
        if not verdict:
            continue  # it comes with a training that has yet to be started
        # Small whole numbers stand on axes and over columns, whatever the answer is.
        telling = {*figures(verdict)} - asked_with - {*map(float, range(11))}
        assert telling & seen == set(), scene


@each_lesson
def test_what_was_done_on_this_device_stands_in_the_list(
    open_lesson: OpenLesson, slug: str
) -> None:
    lesson = open_lesson(slug)
    scenes = lesson.scenes
    for scene in scenes[:2]:
        lesson.enter(scene).show_me()
    lesson.page.goto(lesson.page.url.partition("/lessons")[0] + "/lessons")
    facts = lesson.page.locator(f"[href='/lessons/{slug}'] .list-facts")
    expect(facts).to_contain_text(f"{LESSONS[slug].minutes} minutes")
    expect(facts).to_contain_text(f"2 of {len(scenes)} done")


@each_lesson
def test_the_teachers_card_says_what_it_must(open_lesson: OpenLesson, slug: str) -> None:
    lesson = open_lesson(slug)
    lesson.page.locator(".teacher summary").click()
    card = lesson.page.locator(".teacher")
    for heading in ("Two minutes", "prediction", "misconception"):
        expect(card).to_contain_text(heading)
    links = card.locator(".teacher-scenes a")
    expect(links).to_have_count(len(lesson.scenes))
    assert "view=projector#v=1&scene=quiz" in (links.last.get_attribute("href") or "")


@each_lesson
def test_the_worksheet_is_what_is_printed(open_lesson: OpenLesson, slug: str) -> None:
    lesson = open_lesson(slug)
    worksheet = lesson.page.locator(".worksheet:not(.answers)")
    page = lesson.page.locator("main")
    expect(worksheet).to_be_hidden()
    lesson.page.emulate_media(media="print")
    expect(worksheet).to_be_visible()
    expect(page).to_be_hidden()
    assert worksheet.locator("li").count() >= 2
    expect(lesson.page.locator(".answers")).to_be_hidden()


@each_lesson
def test_embedded_it_has_no_header(open_lesson: OpenLesson, slug: str) -> None:
    lesson = open_lesson(slug, query="?embed=1")
    expect(lesson.page.locator(".top")).to_be_hidden()
    expect(lesson.page.locator("h1").first).to_be_visible()


@each_lesson
def test_a_broken_line_is_told_and_mended(open_lesson: OpenLesson, watch: Watch, slug: str) -> None:
    watch.allow("ERR_INTERNET_DISCONNECTED|WebSocket connection to")
    lesson = open_lesson(slug)
    lesson.page.context.set_offline(True)
    expect(lesson.status).to_contain_text("offline")
    lesson.page.context.set_offline(False)
    expect(lesson.status).to_have_text("")


def test_the_list_shows_each_lesson_by_its_own_picture(open_lesson: OpenLesson) -> None:
    page = open_lesson(next(iter(LESSONS))).page
    page.goto(page.url.partition("/lessons")[0] + "/lessons")
    links = page.locator(".list-link")
    expect(links).to_have_count(len(LESSONS))
    for k, lesson in enumerate(LESSONS.values()):
        expect(links.nth(k)).to_contain_text(lesson.title)
        shown = links.nth(k).locator("img:visible")
        expect(shown).to_have_count(1)
        assert shown.evaluate("(image) => image.naturalWidth") > 0


def test_next_begins_a_scene_at_its_top(open_lesson: OpenLesson) -> None:
    lesson = open_lesson(next(iter(LESSONS)), size=(390, 844), touch=True)
    lesson.page.evaluate("scrollTo(0, document.body.scrollHeight)")
    lesson.page.locator(".scene-steps button").last.click()
    lesson.settle()
    expect(lesson.page.locator("[data-scene]:not([hidden]) h2")).to_be_in_viewport()


def test_a_scene_is_found_again_as_it_was_left(open_lesson: OpenLesson) -> None:
    lesson = open_lesson(next(iter(LESSONS))).show_me()
    said = lesson.page.locator("[data-scene]:not([hidden]) .verdict").first.text_content()
    assert said
    back, onward = lesson.page.locator(".scene-steps button").all()
    onward.click()
    lesson.settle()
    back.click()
    lesson.settle()
    expect(lesson.page.locator("[data-scene]:not([hidden]) .verdict").first).to_have_text(said)
