"""Fool it: the smallest change of the digit image found that makes the answer another digit."""

from collections.abc import Generator
from typing import Annotated, Any

import msgspec
import numpy as np
from msgspec import Meta

from app.forward_pass import Drawing, InvalidInput, edited
from app.forward_pass.arrays import Grey
from app.forward_pass.digit import SIDE, framed
from app.forward_pass.fool import Fooled, by_steps
from app.lessons import Ask
from app.tools.networks import network
from app.wire.requests import Edits, Input, edits_of, framing_of, input_of


class FoolRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Change the digit image of ``input`` so that the network, with ``edits``, says ``target``.

    ``clear``: it must say so plainly, not just lean to it.
    """

    network: str
    input: Input
    target: Annotated[int, Meta(ge=0, le=9)]
    clear: bool = True
    edits: Edits = []


def change(request: FoolRequest) -> Generator[None, None, dict[str, Any]]:
    """The digit image before and after, (784,) of 0 to 255 each, with the change's size.

    ``change``: (784,), after − before as the network reads them, 0 to 1. ``largest``: of one
    pixel. ``rms``: the root of the mean square over all of them. ``pixels``: how many are another
    grey. Where no such image was found, ``found`` is False, and there is nothing else.

    Raises:
        InvalidInput: no such network, or no drawing or image in ``input``.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        before = _image(request.input)
        read_by = edited(network(request.network), edits_of(request))
    found = yield from _quiet(by_steps(read_by, before, request.target, clear=request.clear))
    if found is None:
        return {"found": False}
    moved = (found.image.astype(np.float32) - before) / np.float32(255)
    return {
        "found": True,
        "before": before.ravel(),
        "image": found.image.ravel(),
        "change": moved.ravel(),
        "largest": float(np.abs(moved).max()),
        "rms": float(np.sqrt(np.square(moved).mean())),
        "pixels": int(np.count_nonzero(moved)),
    }


def _quiet(steps: Generator[None, None, Fooled | None]) -> Generator[None, None, Fooled | None]:
    """The same; what is beyond float32 is found out by its end, and others' turns are not meant."""
    while True:
        try:
            with np.errstate(over="ignore", invalid="ignore"):
                next(steps)
        except StopIteration as end:
            found: Fooled | None = end.value
            return found
        yield


def _image(source: Input) -> Grey:
    read = input_of(source)
    if isinstance(read, Drawing):
        return framed(read, framing_of(source)).image
    if source.image is None:
        raise InvalidInput("input", "a drawing or an image", "a vector")
    return np.frombuffer(source.image, np.uint8).reshape(SIDE, SIDE)


ASKS = {"change": Ask(FoolRequest, change, long=True)}
