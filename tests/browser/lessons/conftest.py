"""A lesson in a context of its own, watched as every page is."""

from collections.abc import Callable, Iterator
from typing import Any, Protocol

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.browsing import new_context
from tests.browser.conftest import BrowserWith, Watch
from tests.browser.lessons.lesson import LessonPage
from tests.serving import Server


class OpenLesson(Protocol):
    """Opens a lesson; unless told otherwise on a laptop, dark, still."""

    def __call__(
        self,
        slug: str,
        fragment: str = "",
        *,
        size: tuple[int, int] = (1366, 768),
        theme: str = "dark",
        touch: bool = False,
        query: str = "",
        font: str | None = None,
        prepare: Callable[[Page], object] | None = None,
        **options: Any,
    ) -> LessonPage: ...


@pytest.fixture
def open_lesson(browser_with: BrowserWith, server: Server, watch: Watch) -> Iterator[OpenLesson]:
    contexts: list[BrowserContext] = []

    def open_one(
        slug: str,
        fragment: str = "",
        *,
        size: tuple[int, int] = (1366, 768),
        query: str = "",
        font: str | None = None,
        prepare: Callable[[Page], object] | None = None,
        **options: Any,
    ) -> LessonPage:
        context = new_context(browser_with(font), size=size, **options)
        contexts.append(context)
        watch.follow(context, server.url)
        page = context.new_page()
        if prepare:
            prepare(page)
        return LessonPage(page, f"{server.url}/lessons/{slug}{query}").open(fragment)

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def lesson(open_lesson: OpenLesson, request: pytest.FixtureRequest) -> LessonPage:
    """The lesson that a module's tests are about, at its start."""
    return open_lesson(request.module.SLUG)
