"""Computes one long answer: what the worker starts.

The question comes on standard input, in MessagePack: the lesson's slug, the name of the question,
and its data. The answer goes to standard output, and whatever else is printed to standard error.
"""

import os
import sys
from contextlib import redirect_stdout
from typing import Any

import msgspec
import numpy as np

from app import wire
from app.forward_pass import InvalidInput
from app.lessons import find_lessons

_NICE = 5  # whoever draws comes first


def main() -> None:
    """Read, compute, write."""
    if hasattr(os, "nice"):  # Windows is told by the worker
        os.nice(_NICE)
    slug, name, data = msgspec.msgpack.decode(sys.stdin.buffer.read())
    ask = find_lessons()[slug].asks[name]
    request = msgspec.convert(data, ask.request, builtin_types=(bytes,))
    told: tuple[str, Any]
    with redirect_stdout(sys.stderr):
        try:
            told = "answer", ask.answer(request)
        except InvalidInput as error:
            refused = {"code": error.code, "expected": error.expected, "found": error.found}
            told = "refused", refused
    sys.stdout.buffer.write(msgspec.msgpack.encode(told, enc_hook=_plain))


def _plain(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return wire.f32(value)
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"expected numbers, text, lists or arrays, found {type(value).__name__}")


if __name__ == "__main__":
    main()
