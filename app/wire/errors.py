"""What is answered to a message that cannot be served: in plain words, with what was found."""

import logging
from collections.abc import Callable

from app.forward_pass import InvalidInput
from app.log import fields
from app.wire.answers import WIRE, Answer
from app.wire.requests import MAX_SEQ

_log = logging.getLogger(__name__)


class TooMany(InvalidInput):
    """A message too soon after the others. ``wait``: seconds until the next may come."""

    def __init__(self, expected: str, wait: float) -> None:
        super().__init__("rate", expected, "more")
        self.wait = wait


INTERNAL = InvalidInput("internal", "an answer", "a fault of the server, which has been logged")


def guarded(event: str, data: object, answer: Callable[[], Answer]) -> Answer:
    """An answer, or what was wrong instead: the one place where errors are caught."""
    try:
        return answer()
    except InvalidInput as error:
        return error_answer(data, error)
    except Exception:  # noqa: BLE001  # a fault of ours: logged, and still answered
        _log.exception("a message could not be answered", extra=fields(message=event))
        return error_answer(data, INTERNAL)


def error_answer(data: object, error: InvalidInput) -> Answer:
    """The answer to a message that cannot be served."""
    described: dict[str, object] = {
        "code": error.code,
        "values": error.values,
        "expected": error.expected,
        "found": error.found,
        "message": str(error),
    }
    if error.wait is not None:
        described["retry_after"] = error.wait
    return {"v": WIRE, "seq": _seq_of(data), "error": described}


def _seq_of(data: object) -> int | None:
    seq = data.get("seq") if isinstance(data, dict) else None
    is_seq = isinstance(seq, int) and not isinstance(seq, bool) and 0 <= seq <= MAX_SEQ
    return seq if is_seq else None
