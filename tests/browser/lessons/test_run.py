"""A run of training that is watched: its numbers are those of the core at that very step."""

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from app.lessons.runs import MOST_STEPS, Setting, Watch, watch
from app.workers import Pool
from tests.browser.lessons.conftest import OpenLesson
from tests.browser.lessons.lesson import LONG, LessonPage
from tests.workers.test_pool import Asker

SLUG, SCENE = "how-it-learned", "live"


def words(lesson: LessonPage) -> Locator:
    return lesson.page.locator(".run-words")


def step_of(page: Page) -> int:
    return int(page.locator(".run caption b").first.inner_text().replace(",", ""))


def at_step(lesson: LessonPage, step: int) -> None:
    expect(lesson.page.locator(".run caption b").first).to_have_text(f"{step:,}", timeout=LONG)


def picture_at(step: int, **setting: Any) -> dict[str, Any]:
    """What a worker of our own says of that step."""
    pool = Pool(1)
    asker = Asker(pool, watch, Watch(Setting(**setting), step, n=1))
    asker.last()
    pool.stop()
    (picture,) = asker.said("piece")
    found: dict[str, Any] = picture
    return found


# limit: run of training that is watched
def test_a_run_can_be_watched_paused_stepped_and_linked_to(open_lesson: OpenLesson) -> None:
    lesson = open_lesson(SLUG, f"#v=1&scene={SCENE}&guess=-1")
    page = lesson.page
    expect(words(lesson)).to_contain_text("Nothing is learned yet", timeout=LONG)
    expect(page.locator(".run .weight-tile canvas")).to_have_count(16)

    lesson.button("Run").click()
    expect(lesson.button("Pause")).to_be_visible()
    page.wait_for_function(
        "() => +document.querySelector('.run caption b').textContent >= 60", timeout=LONG
    )
    lesson.button("Pause").click()
    expect(words(lesson)).to_contain_text("Paused after step")
    step = step_of(page)
    truth = picture_at(step)
    shown = lesson.net(".run")
    measured = [truth[of][what] for of in ("old", "new") for what in ("loss", "right")]
    moved = [change for *_, change in truth["mistake"]["most"]] if truth["mistake"] else []
    assert shown == measured + moved
    assert lesson.answers.missing(shown) == []
    assert measured[1] > 0.5

    controls = page.locator(".run .row").first
    controls.get_by_role("button", name="One step").click()
    at_step(lesson, step + 1)
    controls.get_by_role("button", name="Back").click()
    at_step(lesson, step)
    assert lesson.net(".run") == shown

    link = re.compile(f"run=1_100_0_ours_{step}_{truth['mark']}$")
    expect(page).to_have_url(link, timeout=LONG)
    fragment = "#" + page.url.partition("#")[2]
    lesson.open(fragment)
    expect(words(lesson)).to_contain_text(f"Paused after step {step}.", timeout=LONG)
    assert lesson.net(".run") == shown
    lesson.open(f"{fragment[:-8]}0badf00d")
    expect(words(lesson)).to_contain_text("has other numbers here", timeout=LONG)

    # Mini-batches of one digit: the way to the last step is short.
    lesson.open(f"#v=1&scene={SCENE}&guess=-1&run=1_1_0_ours_{MOST_STEPS - 5}_")
    expect(words(lesson)).to_contain_text("Paused after step", timeout=LONG)
    lesson.button("Run").click()
    at_step(lesson, MOST_STEPS)
    expect(words(lesson)).to_contain_text(f"Done: {MOST_STEPS:,} steps")
    expect(lesson.button("Run")).to_be_disabled()
    expect(lesson.button("One step")).to_be_disabled()
