"""What is tried in every engine but Chromium, in which all the other tests run."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import ClassVar

import pytest
from selenium.webdriver.remote.webdriver import WebDriver

from app.lessons import find_lessons
from tests.browser.digits import digit
from tests.browser.screens import SCREENS
from tests.engines.engine import END, HOME, LEFT, RIGHT, Engine, watched_server

LESSONS = find_lessons()


@pytest.mark.timeout(300)
class Walk:
    """One server and one browser for all of an engine's tests."""

    launch: ClassVar[Callable[[], AbstractContextManager[WebDriver]]]

    @pytest.fixture(scope="class")
    @classmethod
    def engine(cls) -> Iterator[Engine]:
        with watched_server() as server, cls.launch() as driver:
            yield Engine(driver, server.url)

    @pytest.fixture(autouse=True)
    def told(self, engine: Engine) -> Iterator[None]:
        engine.resize(*SCREENS["laptop"].size)
        yield
        problems = engine.problems()
        assert problems == [], problems

    def test_a_digit_is_drawn_walked_through_and_opened(self, engine: Engine) -> None:
        engine.open().press("c").draw(digit(7).sketch)
        assert engine.text("#step-title").startswith("The answer: 7")

        engine.press(HOME)
        there = [engine.text("#step-title")]
        while not there[-1].startswith("The answer"):
            there.append(engine.press(RIGHT).text("#step-title"))
        assert len(there) == len(set(there)) > 5
        back = [there[-1], *(engine.press(LEFT).text("#step-title") for _ in there[1:])]
        assert back == there[::-1]

        written = engine.press(END).run(
            "return probe.textsOn(document.querySelector('#stage canvas')).map(({ text }) => text)"
        )
        engine.click_on_stage(next(each for each in written if each.startswith(".")))
        assert "hidden layer 1" in engine.text("#inspector")

    def test_every_scene_of_every_lesson_opens(self, engine: Engine) -> None:
        for slug in LESSONS:
            engine.open(f"/lessons/{slug}")
            seen = 0
            for tab in engine.find_all(".scene-tab"):
                engine.run("arguments[0].click()", tab)
                engine.settle()
                name = tab.get_attribute("textContent") or ""
                title = engine.find("[data-scene]:not([hidden])").get_attribute("data-title")
                assert title, name
                assert name.endswith(title)
                for show in engine.find_all("[data-scene]:not([hidden]) .show-me:not([hidden])"):
                    engine.run("arguments[0].click()", show)
                    engine.settle()
                seen += engine.run(
                    "return [...document.querySelectorAll('[data-net]')]"
                    ".filter((one) => one.getClientRects().length > 0).length"
                )
            assert seen > 0, slug

    @pytest.mark.parametrize("size", [(1366, 768), (500, 844)])  # as narrow as Firefox can be
    def test_everything_has_its_room(self, engine: Engine, size: tuple[int, int]) -> None:
        limits = SCREENS["laptop"].limits | {"scrolls": size[0] < 600}
        problems = {"answer": engine.resize(*size).open().audit(limits)}
        for _ in range(2):
            engine.press(LEFT)
        problems[engine.text("#step-title")] = engine.audit(limits)
        found = {state: found for state, found in problems.items() if found}
        assert found == {}, found

    def test_a_word_of_the_glossary_is_dotted_and_no_layers_name_is_cut(
        self, engine: Engine
    ) -> None:
        engine.open()
        underline = engine.run(
            """const style = getComputedStyle(document.querySelector(".word"));
               return [style.textDecorationLine, style.textDecorationStyle]"""
        )
        assert underline == ["underline", "dotted"]
        engine.press(LEFT, LEFT, LEFT)
        room = engine.run(
            """const chooser = document.querySelector(".chooser-layer");
               const { width } = chooser.getBoundingClientRect();
               chooser.style.cssText = "flex: none; width: max-content";
               return [width, chooser.getBoundingClientRect().width]"""
        )
        assert room[0] >= room[1] - 1

    def test_no_number_touches_the_brackets_of_its_matrix(self, engine: Engine) -> None:
        engine.open("/lessons/one-neuron#v=1&scene=two&guess=1")
        gaps = engine.run(
            """return [...document.querySelectorAll(".sum-lines mtable")].flatMap((matrix) => {
                 const outer = matrix.getBoundingClientRect();
                 return [...matrix.querySelectorAll("mn")].map((number) => {
                   const { left, right } = number.getBoundingClientRect();
                   return Math.min(left - outer.left, outer.right - right);
                 });
               })"""
        )
        assert min(gaps) >= 4  # px
