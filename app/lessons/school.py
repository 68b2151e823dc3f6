"""The lessons of one server: who may ask what of them, and who answers."""

from collections.abc import Mapping

import msgspec

from app.forward_pass import InvalidInput
from app.lessons.lesson import Ask, Lesson
from app.lessons.worker import Answer, Worker


class School:
    """Lessons by their slugs, and the worker for what takes long."""

    def __init__(self, lessons: Mapping[str, Lesson]) -> None:
        self._lessons = lessons
        self._worker = Worker()

    def lesson(self, slug: str) -> Lesson:
        """The lesson of this slug.

        Raises:
            InvalidInput: there is none.
        """
        if slug not in self._lessons:
            raise InvalidInput("lesson", f"one of {', '.join(self._lessons)}", f"{slug!r:.80}")
        return self._lessons[slug]

    def ask(self, slug: str, name: str) -> Ask:
        """What only this lesson asks, by its name.

        Raises:
            InvalidInput: there is no such lesson, or it does not ask that.
        """
        asks = self.lesson(slug).asks
        if name not in asks:
            expected = f"one of {', '.join(asks)}" if asks else "a lesson that asks something"
            raise InvalidInput("lesson", expected, f"{name!r:.80}")
        return asks[name]

    def answer_later(self, slug: str, name: str, question: msgspec.Struct) -> Answer:
        """The answer to a long question, once the worker has it.

        Raises:
            InvalidInput: what the worker refused.
        """
        return self._worker.answer(slug, name, question)
