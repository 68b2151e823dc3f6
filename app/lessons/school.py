"""The lessons of one server: which there are, and what they and the page's tools ask."""

from collections.abc import Mapping

from app.forward_pass import InvalidInput
from app.lessons.lesson import Ask, Lesson


class School:
    """Lessons by their slugs, and what tools ask by theirs."""

    def __init__(
        self, lessons: Mapping[str, Lesson], tools: Mapping[str, Mapping[str, Ask]] | None = None
    ) -> None:
        self._lessons = lessons
        self._tools = tools or {}

    def lesson(self, slug: str) -> Lesson:
        """The lesson of this slug.

        Raises:
            InvalidInput: there is none.
        """
        if slug not in self._lessons:
            raise InvalidInput("lesson", f"one of {', '.join(self._lessons)}", f"{slug!r:.80}")
        return self._lessons[slug]

    def ask(self, slug: str, name: str) -> Ask:
        """What only this lesson or tool asks, by its name.

        Raises:
            InvalidInput: there is no such lesson or tool, or it does not ask that.
        """
        asks = self._tools.get(slug) or self.lesson(slug).asks
        if name not in asks:
            expected = f"one of {', '.join(asks)}" if asks else "a lesson that asks something"
            raise InvalidInput("lesson", expected, f"{name!r:.80}")
        return asks[name]
