"""What is answered to a message that cannot be served: in plain words, with what was found."""

import re
from typing import Any, TypeVar, get_args

import msgspec

from app.forward_pass import InvalidInput
from app.forward_pass.explain import Order
from app.wire.answers import WIRE, Answer
from app.wire.requests import MAX_SEQ, AnyEdit, AnyHandle, LessonRequest, Want

_Struct = TypeVar("_Struct", bound=msgspec.Struct)


class TooMany(InvalidInput):
    """A message too soon after the others. ``wait``: seconds until the next may come."""

    def __init__(self, expected: str, wait: float) -> None:
        super().__init__("rate", expected, "more")
        self.wait = wait


INTERNAL = InvalidInput("internal", "an answer", "a fault of the server, which has been logged")


def lesson_data(request: LessonRequest, kind: type[_Struct]) -> _Struct:
    """Parse the data of a lesson's own question.

    Raises:
        InvalidInput: it is not of the shape that the lesson declares.
    """
    try:
        return msgspec.convert(request.data, kind, builtin_types=(bytes,))
    except msgspec.ValidationError as error:
        raise _from_validation(error, request.data) from None


def error_answer(data: object, error: msgspec.ValidationError | InvalidInput) -> Answer:
    """The answer to a message that cannot be served."""
    invalid = error if isinstance(error, InvalidInput) else _from_validation(error, data)
    described: dict[str, str | float] = {
        "code": invalid.code,
        "expected": invalid.expected,
        "found": invalid.found,
        "message": str(invalid),
    }
    if isinstance(invalid, TooMany):
        described["retry_after"] = invalid.wait
    return {"v": WIRE, "seq": _seq_of(data), "error": described}


def _seq_of(data: object) -> int | None:
    seq = data.get("seq") if isinstance(data, dict) else None
    is_seq = isinstance(seq, int) and not isinstance(seq, bool) and 0 <= seq <= MAX_SEQ
    return seq if is_seq else None


_FIELD = re.compile(r"Object (missing required|contains unknown) field `(.+)`")
_STEP = re.compile(r"\.(\w+)|\[(\d+)\]")
_WORDS = {
    "int": "a whole number",
    "float": "a number",
    "str": "text",
    "bytes": "bytes",
    "array": "a list",
    "object": "an object",
    "null": "nothing",
    " |": " or",
    "`": "",
    "of length >=": ">=",
    "of length <=": "<=",
    ">=": "of at least",
    "<=": "of at most",
    ".0": "",
}
_CHOICES = {
    "want": get_args(Want),
    "order": get_args(Order),
    "edits.kind": tuple(each.__struct_config__.tag for each in get_args(AnyEdit)),
    "handle.kind": tuple(each.__struct_config__.tag for each in get_args(AnyHandle)),
}


def _from_validation(error: msgspec.ValidationError, data: object) -> InvalidInput:
    """msgspec's sentence in plain words: "Expected `int`, got `str` - at `$.seq`"."""
    what, _, path = str(error).partition(" - at ")
    steps = path.replace("`key` in ", "").strip("`").removeprefix("$")
    place = f" at {steps.removeprefix('.')}" if steps else ""
    if match := _FIELD.fullmatch(what):
        is_missing = match[1] == "missing required"
        expected = f"a field {match[2]}" if is_missing else "no field but the known ones"
        return InvalidInput("message", expected + place, "none" if is_missing else match[2])
    if path.startswith("`key` in "):
        return InvalidInput("message", "fields named in text" + place, "another key")
    if what.startswith("Invalid"):  # none of the choices of the last field on the way
        names = [name for name, _ in _STEP.findall(steps) if name]
        choices = _CHOICES.get(".".join(names))
        expected = f"one of {', '.join(choices)}" if choices else "a known value"
    else:
        expected = what.partition(", got ")[0].removeprefix("Expected ")
        for word, plain in _WORDS.items():
            expected = expected.replace(word, plain)
    return InvalidInput("message", expected + place, _described(_at(data, steps)))


def _at(data: Any, steps: str) -> Any:
    """The value that a path like ``.edits[0].value`` leads to, or how far it can be followed."""
    for name, index in _STEP.findall(steps):
        try:
            data = data[name] if name else data[int(index)]
        except (KeyError, IndexError, TypeError):
            return data
    return data


def _described(value: object) -> str:
    """A value in a few words: never more of it than a line."""
    if isinstance(value, bytes):
        return f"{len(value)} bytes"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    if isinstance(value, dict):
        return "an object"
    return "nothing" if value is None else f"{value!r:.60}"
