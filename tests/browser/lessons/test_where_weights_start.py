"""Lesson 11: sixteen alike, ten layers and their scale, normalisations, dead ReLUs, ways past."""

import re

from playwright.sync_api import Locator, expect

from tests.browser.lessons.conftest import OpenLesson
from tests.browser.lessons.lesson import LONG, LessonPage

SLUG = "where-weights-start"
TARGET = 24  # px


def open_at(open_lesson: OpenLesson, scene: str) -> LessonPage:
    return open_lesson(SLUG, f"#v=1&scene={scene}")


def part(lesson: LessonPage, name: str) -> Locator:
    return lesson.page.locator(f"[data-part={name}]")


def cells(table: Locator, row: int) -> list[str]:
    return table.locator("tbody tr").nth(row).locator("td").all_inner_texts()


def test_sixteen_that_start_alike_are_one_and_with_tanh_only_biases_move(
    open_lesson: OpenLesson,
) -> None:
    lesson = open_at(open_lesson, "alike")
    expect(part(lesson, "grids").locator("canvas")).to_have_count(16, timeout=LONG)
    ramp = part(lesson, "grids").locator(".ramp").bounding_box() or {"width": 0}
    assert ramp["width"] > TARGET  # between the ends of the scale, which would run together
    expect(part(lesson, "sixteen")).to_be_hidden()
    expect(lesson.guess("Sixteen")).to_contain_text(
        "Only 1 is left: whatever a digit does", timeout=LONG
    )
    words = part(lesson, "sixteen")
    expect(words).to_contain_text("Different neurons: 1.")
    pictures = part(lesson, "grids").locator("canvas")
    assert len({each.evaluate("(one) => one.toDataURL()") for each in pictures.all()}) == 1
    for name in ("tanh", "ReLU"):
        lesson.button(name).click()
        expect(words).to_contain_text("only 10 biases of the outputs", timeout=LONG)
    lesson.button("random").click()
    expect(words).to_contain_text("Different neurons: 16.", timeout=LONG)
    shown = pictures.first.evaluate("(one) => one.toDataURL()")
    lesson.handle("Steps learned").focus()
    lesson.press("Home")
    before = pictures.first.evaluate("(one) => one.toDataURL()")
    assert before != shown
    expect(lesson.page).to_have_url(re.compile("look=0"))  # a link holds the step
    lesson.page.reload()
    expect(words).to_contain_text("Different neurons: 16.", timeout=LONG)
    assert pictures.first.evaluate("(one) => one.toDataURL()") == before


def test_slopes_and_weights_multiply_through_ten_layers(open_lesson: OpenLesson) -> None:
    lesson = open_at(open_lesson, "ten")
    expect(part(lesson, "ratios")).to_be_hidden()
    said = lesson.guess("About a tenth")
    expect(said).to_contain_text("0.00000049 times the output’s", timeout=LONG)
    expect(said).to_contain_text("¼¹⁰ = 0.00000095")
    ratios = part(lesson, "ratios").locator("table")
    reaches = ratios.locator("td").first
    assert [cells(ratios, k) for k in range(3)] == [["0.00000049"], ["0.00000046"], ["0.00000095"]]
    handle = lesson.handle("Standard deviation of the weights")
    handle.focus()
    lesson.press("End")
    expect(handle).to_have_attribute("aria-valuetext", "0.500")
    assert float(reaches.get_attribute("data-net") or 0) > 0.001  # the weights multiply, too
    lesson.page.evaluate("location.hash = '#v=1&scene=relu'")
    expect(lesson.button("Xavier")).to_be_visible()
    expect(lesson.button("He")).to_be_hidden()  # his name is the answer
    lesson.open("#v=1&scene=ten&guess=-1")
    lesson.button("tanh").click()
    expect(reaches).to_have_text("0.28", timeout=LONG)
    lesson.button("ReLU").click()
    expect(reaches).to_have_text("0.03", timeout=LONG)
    lesson.button("He").click()
    expect(reaches).to_have_text("0.95")
    expect(handle).to_have_attribute("aria-valuetext", "0.177")


def test_a_normalisation_holds_the_spread_whatever_the_weights(open_lesson: OpenLesson) -> None:
    lesson = open_at(open_lesson, "norm")
    said = lesson.guess("It grows four times")
    expect(said).to_contain_text("each is divided by it", timeout=LONG)
    assert len(re.findall(r"0\.637", said.inner_text())) == 2  # before and after, each once
    spreads = part(lesson, "spreads").locator("[data-net]")
    expect(spreads.last).to_have_text("0.88")
    for name in ("batch normalisation", "layer normalisation"):
        lesson.button(name).click()
        for size in ("too small", "too large"):
            lesson.button(size).click()
            expect(spreads.last).to_have_text(re.compile(r"^0\.6[34]$"), timeout=LONG)
    lesson.enter("batch")
    assert set(cells(part(lesson, "batch"), 0)) == {"?"}
    expect(lesson.page.get_by_text("nobody can divide by 0")).to_be_hidden()
    expect(lesson.guess("It depends on the height")).to_contain_text("for 190 cm too")
    lesson.handle("Height of the first, cm").focus()
    lesson.press("Home")
    assert cells(part(lesson, "batch"), 0) == ["0", "−2.51"]
    lesson.set("Pupils in the batch", 8)
    assert len(part(lesson, "batch").locator("tbody tr").all()) == 8
    assert cells(part(lesson, "batch"), 0)[0] not in ("0", "?")
    lesson.page.locator(".teacher summary").click()
    answer = part(lesson, "answer-batch")
    expect(answer).to_contain_text("−1.22, 0, 1.22. The first one alone is the mean: 0.")


def test_batch_normalisation_bears_larger_steps_and_its_relus_live(open_lesson: OpenLesson) -> None:
    lesson = open_at(open_lesson, "rates")
    expect(part(lesson, "rate").get_by_role("button", name="3", exact=True)).to_be_hidden()
    said = lesson.guess("Both do")
    expect(said).to_contain_text("At rate 3 it reads", timeout=LONG)
    table = part(lesson, "learned")
    expect(table.locator("tbody tr")).to_have_count(6)
    without, normal = map(int, cells(table, 4))
    assert without < 60 < 160 < normal  # noqa: PLR0133  # so far apart
    words = part(lesson, "loss-words")
    part(lesson, "rate").get_by_role("button", name="10", exact=True).click()
    expect(words).to_contain_text("without batch normalisation (it left the picture on the way)")
    lesson.enter("dead")
    expect(lesson.guess("None")).to_contain_text("its slope is 0", timeout=LONG)
    bare, held = part(lesson, "dead").locator("[data-net]").all_inner_texts()
    assert int(bare) > 32
    assert int(held) < 5
    lamps = part(lesson, "dead").get_by_role("img").all_inner_texts()
    assert [text.count("○") for text in lamps] == [int(bare), int(held)]
    part(lesson, "dead-rate").get_by_role("button", name="0.1", exact=True).click()
    expect(part(lesson, "dead").locator("[data-net]").first).not_to_have_text(bare)


def test_arrows_past_thirty_layers_let_all_of_it_through(open_lesson: OpenLesson) -> None:
    lesson = open_at(open_lesson, "skip")
    said = lesson.guess("Next to nothing, as before")
    expect(said).to_contain_text("10⁻¹⁹", timeout=LONG)
    words = part(lesson, "skip-words")
    expect(words).to_contain_text("Ways back: 1; the shortest goes through 30")
    arrows = part(lesson, "blocks").get_by_role("button", name=re.compile("^Arrow past"))
    arrows.first.click()
    expect(words).to_contain_text("Ways back: 2; the shortest goes through 27", timeout=LONG)
    expect(arrows.first).to_have_attribute("aria-pressed", "true")
    arrows.first.click()
    lesson.button("All arrows on").click()
    expect(words).to_contain_text("Ways back: 1,024; the shortest goes through 0", timeout=LONG)
    expect(words).to_contain_text("What reaches the input: ≈ 1 ")
    assert part(lesson, "shares").locator("td").last.inner_text() == "100\N{NO-BREAK SPACE}%"
    lesson.button("tanh").click()
    expect(part(lesson, "shares").locator("tbody tr")).to_have_count(6, timeout=LONG)
