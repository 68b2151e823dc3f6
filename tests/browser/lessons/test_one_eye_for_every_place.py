"""Lesson 13: a digit that slides, a kernel by hand, sharing, windows, pools, shuffled pixels."""

import io

import numpy as np
from PIL import Image
from playwright.sync_api import Locator, expect

from app.forward_pass.digit import normalise
from app.lessons.digits import drawings
from app.lessons.one_eye_for_every_place import LESSON, Slid, Slides, Window, slid, slides, window
from app.wire import Input
from tests.browser.lessons.lesson import LONG, LessonPage

SLUG = "one-eye-for-every-place"
UPRIGHT = [-1.0, 0, 1] * 3


def part(lesson: LessonPage, name: str) -> Locator:
    return lesson.page.locator(f"[data-part={name}]")


def drag(lesson: LessonPage, name: str, across: float, down: float) -> None:
    """Put the pointer on a board, in shares of its sides."""
    canvas = part(lesson, name).locator("canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    canvas.click(position={"x": across * box["width"], "y": down * box["height"]})
    lesson.settle()


def test_my_digit_slides_and_neither_keeps_its_answer_for_ever(lesson: LessonPage) -> None:
    sample = next(each for each in drawings() if each.label == 3)
    found = slides(Slides(Input(image=normalise(sample.drawing).image.tobytes())))
    expect(part(lesson, "places-eye")).to_be_hidden()
    said = lesson.guess("Neither")
    expect(said).to_contain_text("“convolutional” said 3 and says", timeout=LONG)
    for name, which in (("deep", "places-dense"), ("convolutional", "places-eye")):
        kept = found["readers"][name]["kept"]
        expect(part(lesson, which)).to_contain_text(f"{name} keeps its answer at {kept} of 225")
        assert kept < 225
    expect(part(lesson, "along")).to_contain_text("the first layer of convolutional differs by")
    expect(part(lesson, "ours").locator("tbody tr")).to_have_count(2, timeout=LONG)
    first, last = (part(lesson, "ours").locator("td").nth(k).inner_text() for k in (0, 8))
    assert int(first) > int(last)
    # A press on the map of places slides it there, and so do keys.
    drag(lesson, "places-eye", 0.01, 0.99)
    right, down = lesson.handle("Pixels to the right"), lesson.handle("Pixels down")
    expect(right).to_have_attribute("aria-valuenow", "-7")
    expect(down).to_have_attribute("aria-valuenow", "7")
    right.focus()
    lesson.press("End")
    at = 14 * 15 + 14
    here = part(lesson, "said").locator("tbody tr").nth(1).locator("td").nth(1)
    expect(here).to_contain_text(str(found["readers"]["convolutional"]["said"][at]))


def test_a_kernel_painted_by_hand_finds_edges_window_by_window(lesson: LessonPage) -> None:
    lesson.enter("edges")
    expect(part(lesson, "map")).to_be_hidden()
    said = lesson.guess("Where all is bright")
    expect(said).to_contain_text("Dark on the left: 3. Dark above: 0.")
    at = 10 * 62 + 43
    for step in range(3):
        looked = window(Window(UPRIGHT, at=at + step))
        np.testing.assert_allclose(lesson.net("[data-part=window]"), looked["inputs"], atol=1e-6)
        np.testing.assert_allclose(
            lesson.net("[data-part=products]"), looked["products"], atol=1e-6
        )
        assert np.isclose(lesson.net("[data-part=sum]")[0], looked["z"], atol=1e-6)
        lesson.button("Next place").click()
        lesson.settle()
    expect(part(lesson, "sum")).to_contain_text("row 11, column 47 of the map")
    # A weight is pressed: 0 becomes +1, and the sum is another.
    lesson.page.get_by_role("button", name="Weight in row 2, column 2: 0").click()
    lesson.settle()
    painted = [*UPRIGHT]
    painted[4] = 1
    assert lesson.sent("lesson")[-1]["data"]["kernel"] == painted
    looked = window(Window(painted, at=at + 3))
    assert np.isclose(lesson.net("[data-part=sum]")[0], looked["z"], atol=1e-6)
    lesson.button("5 × 5").click()
    lesson.settle()
    expect(part(lesson, "kernel").get_by_role("button")).to_have_count(25)
    lesson.button("The digit").click()
    lesson.button("3 × 3").click()
    lesson.button("Level edges").click()
    lesson.settle()
    drag(lesson, "seen", 0.52, 0.52)
    assert lesson.sent("lesson")[-1]["data"]["at"] == 13 * 26 + 13


def test_the_kernel_slides_over_a_photo_of_mine(lesson: LessonPage) -> None:
    lesson.enter("edges").show_me()
    half = np.zeros((300, 400, 3), np.uint8)
    half[:, 200:] = 255
    file = io.BytesIO()
    Image.fromarray(half).save(file, "PNG")
    chosen = part(lesson, "photo").locator("input")
    chosen.set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": file.getvalue()})
    lesson.settle()
    pixels = next(
        message["data"]["pixels"]
        for message in lesson.sent("lesson")
        if "pixels" in message["data"]
    )
    sent = np.frombuffer(pixels, np.uint8).reshape(64, 64)
    assert (sent[:, :31] < 10).all()
    assert (sent[:, 33:] > 245).all()
    drag(lesson, "seen", 0.5, 0.5)
    expected = slid(Slid(UPRIGHT, pixels=pixels))["z"].reshape(62, 62)
    assert lesson.net("[data-part=sum]")[0] in expected
    assert lesson.net("[data-part=sum]")[0] > 2
    # What is no picture is told, and the photo stays.
    chosen.set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": b"no picture"})
    expect(part(lesson, "photo").get_by_role("status")).to_contain_text("cannot read that file")
    # It is in no link: a page that opens one has a picture of ours.
    assert "photo=" not in lesson.page.url


def test_26_numbers_serve_576_places(lesson: LessonPage) -> None:
    lesson.enter("shared")
    said = lesson.guess("25 times")
    expect(said).to_contain_text("24 · 24 = 576 places", timeout=LONG)
    shared, places, apart = lesson.net("[data-part=counted]")
    kernels = part(lesson, "kernels").get_by_role("button")
    assert (shared, places, apart) == (26 * kernels.count(), 576, 26 * kernels.count() * 576)
    kernels.nth(2).click()
    expect(kernels.nth(2)).to_have_attribute("aria-pressed", "true")
    expect(part(lesson, "finds")).to_contain_text("Kernel 3 says a =")
    drag(lesson, "large", 0.01, 0.99)
    expect(part(lesson, "finds")).to_contain_text("at row 24, column 1.")


def test_a_window_of_five_in_steps_of_two_fits_twelve_times(lesson: LessonPage) -> None:
    lesson.enter("fit")
    said = lesson.guess("14")
    expect(said).to_contain_text("with the place it begins at there are 12")
    rule = part(lesson, "rule")
    assert lesson.net("[data-part=rule]") == [12, 55]
    for name, key, law in (
        ("s, the stride", "ArrowLeft", "(28 + 2 · 0 − 5) / 1 + 1, rounded down: 24 places"),
        ("p, the padding", "ArrowRight", "(28 + 2 · 1 − 5) / 1 + 1, rounded down: 26 places"),
        ("k, the window", "Home", "(28 + 2 · 1 − 1) / 1 + 1, rounded down: 30 places"),
        ("n, pixels across", "Home", "(8 + 2 · 1 − 1) / 1 + 1, rounded down: 10 places"),
    ):
        lesson.handle(name).focus()
        lesson.press(key)
        expect(rule).to_contain_text(law)


def test_two_images_leave_the_same_four_numbers(lesson: LessonPage) -> None:
    lesson.enter("pool")
    assert lesson.net("[data-part=first]") == []
    said = lesson.guess("Other numbers")
    expect(said).to_contain_text("Of both 9, 3, 6, 0 is left")
    assert lesson.net("[data-part=first]") == lesson.net("[data-part=second]") == [9, 3, 6, 0]
    assert lesson.net("[data-part=alike]") == [175 * 15 * 65]
    second = part(lesson, "second")
    second.get_by_role("button", name="Row 4, column 4: 0").click()
    lesson.settle()
    assert lesson.net("[data-part=second]") == [9, 3, 6, 3]
    expect(part(lesson, "alike")).to_contain_text("They leave different numbers.")
    lesson.button("The mean").click()
    lesson.settle()
    assert lesson.net("[data-part=first]") == [2.25, 0.75, 1.5, 0]


def test_the_pixels_are_shuffled_and_both_learn_again(lesson: LessonPage) -> None:
    lesson.enter("shuffle")
    said = lesson.guess("The dense one")
    expect(said).to_contain_text("To a dense network pixels have no neighbours", timeout=LONG)
    convolution, mixed, *dense = lesson.net("[data-part=results]")
    assert convolution > mixed
    assert len(dense) == 2
    for name, n in LESSON.start["learners"].items():
        expect(part(lesson, "results")).to_contain_text(f"{name}, {n:,} numbers")
    expect(part(lesson, "pair").locator("canvas")).to_have_count(2)
