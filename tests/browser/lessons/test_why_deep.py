"""Lesson 9: layers without bends, functions that are swapped, curves that are followed, folds."""

from playwright.sync_api import expect

from tests.browser.lessons.lesson import LONG, LessonPage

SLUG = "why-deep"


def rows(lesson: LessonPage, part: str) -> list[list[str]]:
    table = lesson.page.locator(f"[data-part={part}] tbody tr:visible")
    return [row.locator("th:visible, td:visible").all_inner_texts() for row in table.all()]


def test_13_002_numbers_that_do_not_bend_are_7_850(lesson: LessonPage) -> None:
    expect(lesson.page.locator("[data-part=compared] [data-net]")).to_have_count(10, timeout=LONG)
    assert all(len(row) == 2 for row in rows(lesson, "compared"))
    said = lesson.guess("All 13,002")
    expect(said).to_contain_text("7,850 do", timeout=LONG)
    expect(lesson.page.locator("[data-part=grids] canvas")).to_have_count(10)
    for _, three, one in rows(lesson, "compared"):
        assert three == one
    caption = lesson.page.locator("[data-part=compared] [role=status]")
    expect(caption).to_contain_text("0.000000")
    first = lesson.page.locator("[data-part=compared] [data-net]").first
    before = first.inner_text()
    lesson.page.get_by_role("group", name="Digit").first.get_by_role("button", name="7").click()
    expect(first).not_to_have_text(before, timeout=LONG)


def test_with_relus_classic_reads_a_third_of_our_digits(lesson: LessonPage) -> None:
    lesson.enter("swap")
    table = lesson.page.locator("[data-part=swapped] tbody tr")
    expect(table.nth(2)).to_contain_text("?")
    said = lesson.guess("Nearly all")
    expect(said).to_contain_text("its weights were learned for sigmoids", timeout=LONG)
    expect(table.locator("[data-net]")).to_have_count(5, timeout=LONG)
    counts = {name: int(right) for name, _, right in rows(lesson, "swapped")}
    assert counts["sigmoid"] > counts["step"] > counts["tanh"] > counts["ReLU"] > counts["none"]
    lesson.button("none").click()
    expect(lesson.page.locator("[data-part=swapped-outputs] .verdict")).to_contain_text("reads the")


def test_a_bump_takes_two_sigmoids_wherever_it_is(lesson: LessonPage) -> None:
    lesson.enter("bump")
    said = lesson.guess("1")
    expect(said).to_contain_text("never comes down again")
    words = lesson.page.locator("[data-part=bump-words]")
    expect(words).to_contain_text("2 of 8 hidden neurons take part")
    place = lesson.page.get_by_role("slider", name="Where the bump is")
    place.focus()
    lesson.press("End")
    expect(place).to_have_attribute("aria-valuenow", "6")
    expect(words).to_contain_text("2 of 8 hidden neurons take part")


def test_twice_as_many_neurons_halve_the_error_of_a_wave(lesson: LessonPage) -> None:
    lesson.enter("curve")
    said = lesson.guess("It is a quarter")
    expect(said).to_contain_text("Half as wide a step is half as high")
    words = lesson.page.locator("[data-part=curve-words]")
    for shape, ratio in (("A wave", "1.98"), ("A root", "1.41")):
        lesson.button(shape).click()
        lesson.button("16").click()
        expect(words).to_contain_text(f"which is {ratio} times as far")
    lesson.button("A cliff").click()
    lesson.button("128").click()
    expect(words).to_contain_text("Largest error: 0.6")


def test_a_curve_is_drawn_by_hand_and_by_keys(lesson: LessonPage) -> None:
    lesson.enter("curve").settle()
    canvas = lesson.page.locator("[data-part=curve] canvas")
    box = canvas.bounding_box()
    assert box is not None
    lesson.page.mouse.move(box["x"] + 0.5 * box["width"], box["y"] + 0.2 * box["height"])
    lesson.page.mouse.down()
    lesson.page.mouse.move(box["x"] + 0.52 * box["width"], box["y"] + 0.8 * box["height"])
    lesson.page.mouse.up()
    lesson.settle()
    place = lesson.page.get_by_role("slider", name="Place")
    height = lesson.page.get_by_role("slider", name="Height")
    expect(place).to_have_attribute("aria-valuenow", "4")
    low = float(height.get_attribute("aria-valuenow") or 1)
    assert 0 <= low < 0.3
    height.focus()
    lesson.press("End")
    expect(height).to_have_attribute("aria-valuenow", "1")
    lesson.settle()
    assert lesson.sent("lesson")[-1]["data"]["knots"][4] == 1


def test_eight_folds_make_256_pieces_of_sixteen_neurons(lesson: LessonPage) -> None:
    lesson.enter("fold")
    expect(lesson.button("4")).to_be_hidden()
    said = lesson.guess("16")
    expect(said).to_contain_text("each fold doubles the pieces")
    lesson.button("8").click()
    lesson.settle()
    assert rows(lesson, "counts")[-1] == ["8", "256", "16", "256"]
