"""Lessons: ``lesson``, what only one of them asks. An answer that takes long follows by itself."""

from collections.abc import Mapping
from typing import Any

import gevent
import msgspec
import numpy as np

from app.config import MOST_LONG_AT_ONCE
from app.forward_pass import InvalidInput
from app.lessons import School
from app.messages import Client, Handler
from app.wire import WIRE, Answer, Seq, f32, guarded, parser

# What is asked


class LessonRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``lesson``: a question that only one lesson asks. ``data``: for that lesson to parse."""

    seq: Seq
    lesson: str
    ask: str
    data: Any


lesson_request = parser(LessonRequest)


# Who answers


class Lessons:
    """Answers what lessons ask."""

    def __init__(self, school: School) -> None:
        self._school = school

    @property
    def handlers(self) -> dict[str, Handler]:
        """The family's messages."""
        return {"lesson": self._lesson}

    def _lesson(self, client: Client, data: object) -> Answer:
        request = lesson_request(data)
        ask = self._school.ask(request.lesson, request.ask)
        question = parser(ask.request)(request.data)
        if not ask.long:
            return lesson_answer(request, ask.answer(question))
        if client.n_long >= MOST_LONG_AT_ONCE:
            expected = f"at most {MOST_LONG_AT_ONCE} long answers under way; ask again soon"
            raise InvalidInput("busy", expected, "more")
        # The task begins after this handler has returned: the connection answers others meanwhile.
        client.n_long += 1
        gevent.spawn(self._answer_later, client, request, question)
        return waiting_answer(request)

    def _answer_later(
        self, client: Client, request: LessonRequest, question: msgspec.Struct
    ) -> None:
        def answer() -> Answer:
            found = self._school.answer_later(request.lesson, request.ask, question)
            return lesson_answer(request, found)

        message = guarded("lesson", {"seq": request.seq}, answer)
        client.n_long -= 1
        client.send("lesson", message)


# What is answered


def lesson_answer(request: LessonRequest, fields: Mapping[str, Any]) -> Answer:
    """What a lesson answers; its arrays travel as float32."""
    return {"v": WIRE, "seq": request.seq, "answer": _numbers(fields)}


def waiting_answer(request: LessonRequest) -> Answer:
    """What goes ahead of an answer that takes long; it follows as a message of its own."""
    return {"v": WIRE, "seq": request.seq, "waiting": True}


def _numbers(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return f32(value)
    if isinstance(value, Mapping):
        return {name: _numbers(each) for name, each in value.items()}
    return [_numbers(each) for each in value] if isinstance(value, list | tuple) else value
