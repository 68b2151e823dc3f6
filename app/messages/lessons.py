"""Lessons: ``lesson``, what only one of them asks, and ``stop``.

A long answer follows in messages of its own.
"""

from collections.abc import Generator, Mapping
from typing import Any

import msgspec
import numpy as np

from app.forward_pass import InvalidInput
from app.lessons import School
from app.messages import Client, Handler
from app.turns import by_turns
from app.wire import WIRE, Answer, Seq, error_answer, parser, sent
from app.workers import News, Pool

# What is asked


class LessonRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``lesson``: a question that only one lesson asks. ``data``: for that lesson to parse."""

    seq: Seq
    lesson: str
    ask: str
    data: Any


class StopRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``stop``: the long answer to this question is not wanted any more."""

    seq: Seq
    lesson: str
    ask: str


lesson_request = parser(LessonRequest)
stop_request = parser(StopRequest)


# Who answers

REPLACED = InvalidInput("replaced", "one question of a kind at a time", "a newer one")
STOPPED = InvalidInput("stopped", "an answer that is waited for", "a stop")


class Lessons:
    """Answers what lessons ask, or has it answered by the pool."""

    def __init__(self, school: School, pool: Pool) -> None:
        self._school = school
        self._pool = pool

    @property
    def handlers(self) -> dict[str, Handler]:
        """The family's messages."""
        return {"lesson": self._lesson, "stop": self._stop}

    def leave(self, client: Client) -> None:
        """A client has gone: nothing is computed for it alone."""
        for ticket in client.waiting.values():
            self._pool.leave(ticket)

    def _lesson(self, client: Client, data: object) -> Answer:
        request = lesson_request(data)
        ask = self._school.ask(request.lesson, request.ask)
        question = parser(ask.request)(request.data)
        if not ask.long:
            found = ask.answer(question)
            fields = by_turns(found) if isinstance(found, Generator) else found
            return lesson_answer(request, fields)
        kind = request.lesson, request.ask

        def hear(news: News) -> None:
            if news.is_last and client.waiting.get(kind) is ticket:
                del client.waiting[kind]
            client.send("lesson", news_message(request, news))

        ticket = self._pool.ask(ask.answer, question, hear)
        before = client.waiting.get(kind)
        client.waiting[kind] = ticket
        if before is not None:  # whoever asks again does not wait for the old answer
            self._pool.leave(before, REPLACED)
        return waiting_answer(request, ticket.place)

    def _stop(self, client: Client, data: object) -> Answer:
        request = stop_request(data)
        self._school.ask(request.lesson, request.ask)
        ticket = client.waiting.pop((request.lesson, request.ask), None)
        if ticket is not None:
            self._pool.leave(ticket, STOPPED)
        return {"v": WIRE, "seq": request.seq, "stopped": ticket is not None}


# What is answered


def lesson_answer(request: LessonRequest, fields: Mapping[str, Any]) -> Answer:
    """What a lesson answers; its arrays travel as float32, and those of bytes as they are."""
    return {"v": WIRE, "seq": request.seq, "answer": _numbers(fields)}


def waiting_answer(request: LessonRequest, place: int) -> Answer:
    """What goes ahead of a long answer, which follows in messages of its own."""
    return {"v": WIRE, "seq": request.seq, "waiting": True, "place": place}


def news_message(request: LessonRequest, news: News) -> Answer:
    """How far a long answer is, and at last the answer itself."""
    if news.kind == "error":
        return error_answer({"seq": request.seq}, news.value)
    value = msgspec.Raw(news.value) if news.kind in ("piece", "answer") else news.value
    return {"v": WIRE, "seq": request.seq, news.kind: value}


def _numbers(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return sent(value)
    if isinstance(value, Mapping):
        return {name: _numbers(each) for name, each in value.items()}
    return [_numbers(each) for each in value] if isinstance(value, list | tuple) else value
