"""Lessons: found by their place, each with its page, its limits and what it starts with."""

import re
from typing import Any

import msgspec
import numpy as np
import pytest

from app.forward_pass import InvalidInput
from app.lessons import Limits, find_lessons
from app.paths import folder
from tests.forward_pass.networks import random_network
from tests.serving import Server, fetch

LESSONS = find_lessons()
LIMITS = Limits(layers=2, neurons=3, inputs=4, size=8.0)


def test_lessons_stand_in_the_order_of_their_numbers() -> None:
    numbers = [lesson.number for lesson in LESSONS.values()]
    assert numbers == sorted(set(numbers))
    assert numbers[0] == 1


@pytest.mark.parametrize("slug", LESSONS)
def test_a_lesson_is_one_python_file_one_template_and_one_module(slug: str) -> None:
    assert (folder("templates") / "lessons" / f"{slug}.html").is_file()
    assert (folder("static") / "js" / "lessons" / f"{slug}.js").is_file()


@pytest.mark.parametrize("slug", LESSONS)
def test_its_page_begins_with_what_it_declares(server: Server, slug: str) -> None:
    status, headers, body = fetch(f"{server.url}/lessons/{slug}")
    assert status == 200
    found = re.search(r'<script type="application/json" id="boot">(.*?)</script>', body.decode())
    assert found is not None
    boot: dict[str, Any] = msgspec.json.decode(found[1])
    assert boot["slug"] == slug
    assert boot["start"] == msgspec.json.decode(msgspec.json.encode(LESSONS[slug].start))
    assert headers["Cache-Control"] == "no-cache"
    assert fetch(f"{server.url}/lessons/{slug}", If_None_Match=headers["ETag"])[0] == 304
    names = re.findall(r'(?:href|src)="(/static/[^"]*)"', body.decode())
    assert any(name.endswith(".js") for name in names)
    for name in names:
        assert fetch(server.url + name)[0] == 200


def test_the_list_leads_to_each_in_order(server: Server) -> None:
    _, _, body = fetch(server.url + "/lessons")
    assert re.findall(r'href="/lessons/([^"]*)"', body.decode()) == list(LESSONS)


@pytest.mark.parametrize("path", ["/lessons", "/lessons/one-neuron"])
def test_links_between_lessons_keep_the_view(server: Server, path: str) -> None:
    _, _, body = fetch(f"{server.url}{path}?view=projector&embed=1&x=%22%3E")
    links = re.findall(r'href="(/lessons[^"]*)"', body.decode())
    assert links
    assert all(link.endswith("?view=projector&amp;embed=1") for link in links)


def test_a_lesson_that_is_not_there_is_said_in_words(server: Server) -> None:
    status, _, body = fetch(server.url + "/lessons/no-such")
    assert status == 404
    assert "There is no lesson" in body.decode()


def test_what_is_at_the_limits_passes() -> None:
    network = random_network((4, 3, 3), ("step", "step"), seed=1)
    LIMITS.check(network, np.array([8, -8, 0, 1], np.float32))


@pytest.mark.parametrize(
    ("sizes", "numbers", "named"),
    [
        ((4, 3, 3, 3), [], "at most 2 layers"),
        ((4, 3, 4), [], "at most 3 neurons"),
        ((5, 3), [], "at most 4 inputs"),
        ((4, 3), [0, 8.5], "numbers from −8 to 8"),
        ((4, 3), [0, -9], "numbers from −8 to 8"),
    ],
)
def test_what_is_beyond_a_limit_is_refused_with_its_name(
    sizes: tuple[int, ...], numbers: list[float], named: str
) -> None:
    network = random_network(sizes, ["step"] * (len(sizes) - 1), seed=1)
    with pytest.raises(InvalidInput, match=named) as caught:
        LIMITS.check(network, np.array(numbers, np.float32))
    assert caught.value.code == "limit"


@pytest.mark.parametrize("slug", LESSONS)
def test_every_scene_asks_first_and_ends_in_a_sentence_to_take_along(slug: str) -> None:
    words = (folder("templates") / "lessons" / f"{slug}.html").read_text()
    scenes = re.findall(r'<section data-scene="([\w-]+)"(.*?)</section>', words, re.DOTALL)
    assert len(scenes) >= 5
    for scene, text in scenes:
        assert 'class="take"' in text, scene
        # Four images are put in order there, before the neuron is asked.
        assert "data-ask=" in text or scene == "rank", scene
