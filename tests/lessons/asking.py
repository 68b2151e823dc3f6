"""A long question, asked to its end."""

from typing import Any


def asked(question: Any, request: Any) -> tuple[dict[str, Any], list[Any]]:
    """What a long question comes to, and what it says on the way."""
    going, told = question(request), []
    while True:
        try:
            told.append(next(going))
        except StopIteration as end:
            found: dict[str, Any] = end.value
            return found, told
