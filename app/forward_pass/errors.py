"""The one error of the core."""

from typing import Literal, get_args

# What can be wrong with a message: the core's own codes, then those that the server adds.
Code = Literal[
    "activation", "edit", "image", "input", "layer", "network", "neuron", "numbers", "overflow",
    "photo", "points", "region", "shape", "sweep", "vector",
    "busy", "event", "internal", "lesson", "limit", "message", "mnist", "rate", "replaced", "slow",
    "stopped",
]  # fmt: skip
CODES: tuple[Code, ...] = get_args(Code)

# And with what is said to a room; the page has the words for them where it has a class.
RoomCode = Literal[
    "away", "code", "ended", "forbidden", "full", "gone", "locked", "paused", "port", "taken",
    "vote",
]  # fmt: skip
ROOM_CODES: tuple[RoomCode, ...] = get_args(RoomCode)


class InvalidInput(ValueError):
    """Something from outside is not what the core can compute with.

    ``code`` names the kind of error, and ``values`` what goes with it, such as a limit: the page
    has words of its own for them. ``expected`` and ``found`` complete the sentence "expected …,
    found …", which a person reads in the terminal and a program gets with its answer. ``wait``:
    seconds after which it may be tried again, where that helps.
    """

    wait: float | None = None

    def __init__(
        self, code: Code | RoomCode, expected: str, found: str, **values: float | str
    ) -> None:
        super().__init__(f"expected {expected}, found {found}")
        self.code = code
        self.expected = expected
        self.found = found
        self.values: dict[str, float | str] = values
