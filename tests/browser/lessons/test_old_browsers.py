"""Lessons in a browser of 2022."""

import pytest

from app.lessons import find_lessons
from tests.browser.lessons.conftest import OpenLesson
from tests.browser.test_old_browsers import aged, removal_of_the_newer


@pytest.mark.parametrize("slug", find_lessons())
def test_an_ipad_of_2022_computes_every_lessons_numbers(open_lesson: OpenLesson, slug: str) -> None:
    removal = removal_of_the_newer()
    lesson = open_lesson(slug, prepare=lambda page: aged(page, removal))
    numbers = {scene: lesson.enter(scene).show_me().net() for scene in lesson.scenes}
    assert any(numbers.values())


def test_an_ipad_of_2022_moves_inputs_weights_and_biases(open_lesson: OpenLesson) -> None:
    removal = removal_of_the_newer()
    lesson = open_lesson("one-neuron", prepare=lambda page: aged(page, removal)).enter("friends")
    handles = [each for each in lesson.page.get_by_role("slider").all() if each.is_visible()]
    assert len(handles) >= 5
    for handle in handles:
        before = handle.text_content()
        handle.focus()
        lesson.press("Home")
        if handle.text_content() == before:
            lesson.press("End")
        assert handle.text_content() != before, handle.get_attribute("aria-label")
