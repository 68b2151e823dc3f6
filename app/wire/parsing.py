"""Parsing: decoded MessagePack checked against a struct; what is wrong is said in plain words."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar, get_args

import msgspec

from app.forward_pass import InvalidInput

_Kind = TypeVar("_Kind")


def parser(kind: type[_Kind], /, **choices: Sequence[str]) -> Callable[[object], _Kind]:
    """Parses messages of one kind. ``choices``: what a field may hold, named where it does not.

    The parser raises InvalidInput where a message is not of the contract's shape.
    """

    def parse(data: object) -> _Kind:
        try:
            return msgspec.convert(data, kind, builtin_types=(bytes,))
        except msgspec.ValidationError as error:
            raise _in_words(error, data, choices) from None

    return parse


def kinds_of(union: Any) -> tuple[str, ...]:
    """The ``kind`` of each struct of a tagged union."""
    return tuple(each.__struct_config__.tag for each in get_args(union))


_FIELD = re.compile(r"Object (missing required|contains unknown) field `(.+)`")
_STEP = re.compile(r"\.(\w+)|\[(\d+)\]")
_PATTERN = re.compile(r" matching regex '.*'")
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


def _in_words(
    error: msgspec.ValidationError, data: object, choices: Mapping[str, Sequence[str]]
) -> InvalidInput:
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
        known = choices.get(".".join(names))
        expected = f"one of {', '.join(known)}" if known else "a known value"
    else:
        expected = _PATTERN.sub(" of the characters that it may have", what)
        expected = expected.partition(", got ")[0].removeprefix("Expected ")
        for word, plain in _WORDS.items():
            expected = expected.replace(word, plain)
    return InvalidInput("message", expected + place, described(_at(data, steps)))


def _at(data: Any, steps: str) -> Any:
    """The value that a path like ``.edits[0].value`` leads to, or how far it can be followed."""
    for name, index in _STEP.findall(steps):
        try:
            data = data[name] if name else data[int(index)]
        except (KeyError, IndexError, TypeError):
            return data
    return data


def described(value: object) -> str:
    """A value in a few words, never more than a line."""
    if isinstance(value, bytes):
        return f"{len(value)} bytes"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, str | int | float):
        return f"{value!r:.60}"
    return "nothing" if value is None else "something else"
