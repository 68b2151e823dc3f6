"""What the server and a worker say to each other: a length, then MessagePack."""

from typing import BinaryIO

import msgspec

from app.forward_pass.errors import Code, RoomCode

_LENGTH = 4  # bytes


class Opening(msgspec.Struct, array_like=True):
    """A question: a function of this package, and the struct that it is given, in MessagePack."""

    function: tuple[str, str]  # module, name
    kind: tuple[str, str]
    data: bytes


class Turn(msgspec.Struct, array_like=True):
    """Compute a slice of one job, opened now or by an earlier turn; first forget ``dropped``."""

    dropped: list[int]
    job: int | None = None
    opening: Opening | None = None


class Refusal(msgspec.Struct, array_like=True):
    """An InvalidInput, on its way."""

    code: Code | RoomCode
    expected: str
    found: str
    values: dict[str, float | str]


class Slice(msgspec.Struct, array_like=True):
    """What came of a turn; without an answer, a refusal or a fault the job goes on.

    ``seconds``: of the processor. ``pieces`` and ``answer`` are MessagePack. ``fault``: a
    traceback. ``is_full``: there was no memory for it.
    """

    seconds: float = 0.0
    progress: float | None = None
    pieces: list[bytes] = []
    answer: bytes | None = None
    refused: Refusal | None = None
    fault: str | None = None
    is_full: bool = False

    @property
    def is_last(self) -> bool:
        """Whether the job has come to its end, good or bad."""
        return (self.answer, self.refused, self.fault) != (None, None, None)


def read_frame(stream: BinaryIO) -> bytes | None:
    """The next frame, empty for a sign of life; None when there will be no more."""
    length = stream.read(_LENGTH)
    if not length or len(length) < _LENGTH:
        return None
    n = int.from_bytes(length)
    frame = stream.read(n)
    return frame if len(frame) == n else None


def write_frame(stream: BinaryIO, message: msgspec.Struct | None) -> None:
    """Send one frame; None for a sign of life."""
    frame = b"" if message is None else msgspec.msgpack.encode(message)
    stream.write(len(frame).to_bytes(_LENGTH))
    stream.write(frame)
    stream.flush()
