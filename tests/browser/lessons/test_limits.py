"""Whatever a lesson lets one move, what it asks stays below the limits of the wire."""

from typing import Any

import pytest
from playwright.sync_api import expect

from app.config import (
    MAX_INLINE_INPUTS,
    MAX_INLINE_LAYERS,
    MAX_INLINE_NEURONS,
    MAX_MESSAGE,
    MAX_REGION,
    MAX_SHADED,
    MAX_SWEEP,
    MAX_SWEPT,
    MAX_VECTORS,
)
from app.lessons import Lesson, find_lessons
from tests.browser.lessons.conftest import OpenLesson
from tests.browser.talk import Talk

LESSONS = find_lessons()
MOST_MOVED = 8  # handles of a scene


def sizes(network: Any) -> list[int]:
    """Inputs, then the neurons of each layer; nothing for one that is only named."""
    if isinstance(network, str):
        return []
    layers = network["layers"]
    return [len(layers[0]["weights"][0]), *(len(layer["weights"]) for layer in layers)]


def check(event: str, message: dict[str, Any], lesson: Lesson) -> None:
    if "network" not in message:
        return
    n_in, *neurons = sizes(message["network"]) or [0]
    assert n_in <= min(MAX_INLINE_INPUTS, lesson.limits.inputs)
    assert len(neurons) <= min(MAX_INLINE_LAYERS, lesson.limits.layers)
    assert max(neurons, default=0) <= min(MAX_INLINE_NEURONS, lesson.limits.neurons)
    n_vectors = len(message["input"].get("vectors", [0]))
    assert n_vectors <= MAX_VECTORS
    assert not message.get("pace")
    if event == "sweep":
        assert message["n"] <= MAX_SWEEP
        assert message["n"] * n_vectors * sum(neurons) <= MAX_SWEPT
    if event == "region":
        assert message["n"] <= MAX_REGION
        assert message["n"] ** 2 * sum(neurons) <= MAX_SHADED


# limit: inline network
# limit: inline network in a lesson
# limit: vectors of a question
# limit: values of a sweep
# limit: points of a region
# limit: pace of a stream
@pytest.mark.timeout(240)
@pytest.mark.parametrize("slug", LESSONS)
def test_whatever_is_moved_no_question_is_refused(open_lesson: OpenLesson, slug: str) -> None:
    talk = Talk()
    lesson = open_lesson(slug, prepare=talk.listen)
    for _ in lesson.walk():
        lesson.show_me()
        handles = lesson.page.locator("[role=slider]:visible, input[type=range]:visible")
        for handle in handles.all()[:MOST_MOVED]:
            if handle.is_visible() and handle.is_enabled():
                handle.focus()
                lesson.press("ArrowUp", "ArrowRight", "Home", "End")
    assert talk.refused == []
    expect(lesson.status).to_have_text("")
    assert max(talk.sizes) <= MAX_MESSAGE
    for event, message in talk.asked:
        check(event, message, LESSONS[slug])
