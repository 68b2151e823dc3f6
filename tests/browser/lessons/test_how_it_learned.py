"""Lesson 10: one number's story, slopes that go back, a network that grows, and eight 7s."""

import re

import pytest
from playwright.sync_api import expect

from app.lessons.sent_back import Back, back
from tests.browser.lessons.lesson import LONG, LessonPage, figures

SLUG = "how-it-learned"
TARGET = 24  # px that a finger or a shaky mouse needs


def test_13_002_numbers_were_changed_107_850_times(lesson: LessonPage) -> None:
    ends = lesson.page.locator("[data-part=ends]")
    expect(ends).to_contain_text("It began as", timeout=LONG)
    said = lesson.guess("Once")
    expect(said).to_contain_text("107,850 times, each time by a little", timeout=LONG)
    before = ends.inner_text()
    lesson.button("Another number").click()
    expect(ends).not_to_have_text(before, timeout=LONG)
    expect(lesson.page.locator("[data-part=story] canvas")).to_be_visible()


def test_every_slope_is_worked_out_with_next_and_checked_by_a_nudge(lesson: LessonPage) -> None:
    slopes = back(Back(1, 0, 0.01))["slopes"]
    lesson.enter("last")
    wires = lesson.page.locator(".back-network .wire")
    expect(wires).to_have_count(8)
    said = lesson.guess("The larger one, from neuron 1")
    expect(said).to_contain_text("−0.1914 and −0.4636")
    current = lesson.page.locator("[data-part=current]")
    following = lesson.page.locator("[data-part=next]")
    for slope in slopes[:5]:
        following.click()
        lesson.settle()
        expect(current).to_contain_text(f"= {slope['value']:.4f}".replace("-", "−"))
        if "measured" in slope:
            expect(current).to_contain_text(f"/ 0.01 = {slope['measured']:.4f}".replace("-", "−"))
    expect(following).to_have_attribute("aria-disabled", "true")
    lesson.page.locator("[data-part=before]").click()
    lesson.settle()
    table = lesson.page.locator("[data-part=slopes] tbody tr")
    expect(table).to_have_count(4)

    lesson.enter("back")
    said = lesson.guess("More")
    expect(said).to_contain_text("The error’s slope there is 0.4322")
    expect(table).to_have_count(5)
    lesson.button("All").click()
    expect(table).to_have_count(len(slopes))
    for row, slope in zip(table.all(), slopes, strict=True):
        *product, value = figures(row.locator("td").nth(0).inner_text())
        assert value == round(slope["value"], 4)
        if len(product) == 2:  # as it is written, it is right
            assert product[0] * product[1] == pytest.approx(value, abs=0.000_050_01)
    lesson.button("0.001").click()
    lesson.settle()
    for row, slope in zip(table.all(), slopes, strict=True):
        if "measured" in slope:
            (measured,) = figures(row.locator("td").nth(1).inner_text())
            assert measured == pytest.approx(slope["value"], abs=2e-4)
    lesson.button("Learn: one step").click()
    lesson.settle()
    learned = lesson.page.locator("[data-part=learned]")
    expect(learned).to_contain_text("After 1 step it says")
    _, a, error = figures(learned.inner_text())
    assert a > 0.4598
    assert error < 0.7770
    lesson.page.locator(".teacher summary").click()
    answer = lesson.page.locator("[data-part=answer-weights]")
    expect(answer).to_contain_text("Each goes against its slope: down, down, up, down.")


def test_sixteen_grids_grow_from_dice_to_digits(lesson: LessonPage) -> None:
    lesson.enter("grow")
    grids = lesson.page.locator("[data-part=grids] canvas")
    expect(grids).to_have_count(16, timeout=LONG)
    said = lesson.guess("Close to the end")
    expect(said).to_contain_text("At step 795 it reads 94.0 %", timeout=LONG)
    score = lesson.page.locator("[data-part=score]")
    expect(score).to_contain_text("Step 0: it reads", timeout=LONG)
    before = grids.first.evaluate("(canvas) => canvas.toDataURL()")
    slider = lesson.page.get_by_role("slider", name="Step of training")
    assert (slider.bounding_box() or {"height": 0})["height"] >= TARGET
    slider.focus()
    lesson.press("End")
    expect(score).to_contain_text("Step 107,850: it reads 494 of 500")
    expect(score).to_contain_text("Loss: 0.11")
    assert grids.first.evaluate("(canvas) => canvas.toDataURL()") != before
    expect(lesson.page).to_have_url(re.compile("k=15"))
    words = lesson.page.locator("[data-part=outputs] [role=status]")
    expect(words).to_have_text("It reads a 3.", timeout=LONG)

    # A digit of one's own is read at every step, and is in the link.
    box = lesson.page.locator(".own-surface").bounding_box()
    assert box is not None
    mouse = lesson.page.mouse
    mouse.move(box["x"] + 0.5 * box["width"], box["y"] + 0.15 * box["height"])
    mouse.down()
    mouse.move(box["x"] + 0.5 * box["width"], box["y"] + 0.85 * box["height"], steps=8)
    mouse.up()
    expect(words).to_have_text("It reads a 1.", timeout=LONG)
    expect(lesson.page).to_have_url(re.compile("ink="))
    lesson.page.reload()
    lesson.settle()
    expect(words).to_have_text("It reads a 1.", timeout=LONG)
    lesson.page.get_by_role("group", name="Digit").get_by_role("button", name="8").click()
    expect(words).to_have_text("It reads an 8.", timeout=LONG)


def test_it_misreads_seven_7s_and_is_not_better_at_the_eighth(lesson: LessonPage) -> None:
    lesson.enter("seven")
    expect(lesson.page.locator(".sevens canvas")).to_have_count(8, timeout=LONG)
    read = lesson.button("Read the next one")
    for n in range(1, 8):
        expect(lesson.page.locator(".sevens", has_text="not read yet")).to_have_count(1)
        read.click()
        expect(lesson.page.locator(".sevens").get_by_text(re.compile("“an? "))).to_have_count(
            n, timeout=LONG
        )
    said = lesson.guess("Yes, a little")
    expect(said).to_contain_text("reading changes 0 of its numbers", timeout=LONG)
    rows = lesson.page.locator("[data-part=fingerprints] tbody tr")
    expect(rows).to_have_count(2)
    before, after = ([*row.locator("td").all_inner_texts()] for row in rows.all())
    assert before == after
    lesson.button("Learn from one").click()
    expect(rows).to_have_count(3, timeout=LONG)
    learned = rows.last.locator("td").all_inner_texts()
    assert learned[0] != after[0]
    assert (after[2], learned[2]) == ("a 1", "a 7")


def test_a_run_is_watched_paused_and_goes_back_and_a_long_step_leaves_the_chart(
    lesson: LessonPage,
) -> None:
    lesson.enter("live")
    said = lesson.guess("Yes, thirty times as fast")
    expect(said).to_contain_text("After step 1 its loss has left the chart", timeout=LONG)
    run = lesson.page.locator("[data-part=run]")
    words = run.get_by_role("status").first
    expect(words).to_contain_text("Nothing is learned yet", timeout=LONG)
    expect(run.locator(".run-grids canvas")).to_have_count(16)
    lesson.button("One step").click()
    expect(words).to_contain_text("Paused after step 1.", timeout=LONG)
    expect(run).to_contain_text("This mistake changed these weights most")
    mistake = run.locator(".run-mistake [data-net]")
    expect(mistake).to_have_count(5)
    moved = [abs(float(each.get_attribute("data-net") or 0)) for each in mistake.all()]
    assert moved == sorted(moved, reverse=True)
    assert moved[0] > 0
    expect(lesson.page).to_have_url(re.compile("run=1_100_0_ours_1_[0-9a-f]{8}"))
    numbers = run.locator(".run-table").first.inner_text()
    lesson.page.reload()  # the link holds the very step
    expect(words).to_contain_text("Paused after step 1.", timeout=LONG)
    assert "rounds in another way" not in words.inner_text()
    expect(run.locator(".run-mistake [data-net]")).to_have_count(5)
    assert run.locator(".run-table").first.inner_text() == numbers
    lesson.page.locator("[data-part=run]").get_by_role("button", name="Back").click()
    expect(words).to_contain_text("Nothing is learned yet", timeout=LONG)
    lesson.button("Run").click()
    expect(words).to_contain_text("It learns.", timeout=LONG)
    expect(run.locator(".run-table b").first).not_to_have_text("0", timeout=LONG)
    lesson.button("Pause").click()
    expect(words).to_contain_text("Paused after step", timeout=LONG)
    run.get_by_role("button", name="30", exact=True).click()
    expect(words).to_contain_text("Nothing is learned yet", timeout=LONG)
    lesson.button("One step").click()
    expect(words).to_contain_text("The loss left the chart at step 1", timeout=LONG)
