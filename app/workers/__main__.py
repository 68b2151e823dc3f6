"""A worker: computes what it is told, a slice at a time, until nobody is there to tell it."""

import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Generator
from contextlib import suppress
from importlib import import_module
from time import monotonic, process_time
from typing import Any, BinaryIO

import msgspec
import numpy as np

from app.config import BEAT, SLICE, WORKER_MEMORY
from app.forward_pass import InvalidInput
from app.wire import sent
from app.workers.frames import Opening, Refusal, Slice, Turn, read_frame, write_frame

_NICE = 5  # whoever draws comes first
_STACK = 512 * 1024  # bytes for a thread, which count as memory from its start

Run = Generator[Any, None, Any]


def main() -> None:
    """Answer frames on standard input; what a function prints goes to standard error."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends this one
    if hasattr(os, "nice"):  # on Windows the server has seen to it
        os.nice(_NICE)
    _bound_memory()
    threading.stack_size(_STACK)
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    running: dict[int, Run] = {}
    heart = _Heart(out)
    with suppress(BrokenPipeError):
        while (frame := read_frame(sys.stdin.buffer)) is not None:
            with heart:
                turn = msgspec.msgpack.decode(frame, type=Turn)
                del frame  # of a photo, 8 MB
                for job in turn.dropped:
                    running.pop(job, None)
                told = Slice() if turn.job is None else _slice(turn, turn.job, running)
            write_frame(out, told)


class _Heart:
    """Gives a sign of life each second while something is computed, however long it takes."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._lock = threading.Lock()  # a frame is never cut by another
        self._beats = False
        threading.Thread(target=self._run, daemon=True).start()

    def __enter__(self) -> None:
        with self._lock:
            self._beats = True

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._beats = False

    def _run(self) -> None:
        with suppress(OSError):  # the server has gone
            while True:
                time.sleep(BEAT)
                with self._lock:
                    if self._beats:
                        write_frame(self._out, None)


def _slice(turn: Turn, job: int, running: dict[int, Run]) -> Slice:
    told, begun = Slice(pieces=[]), process_time()
    try:
        _compute(turn, job, running, told)
    except InvalidInput as error:
        told.refused = Refusal(error.code, error.expected, error.found, error.values)
    except MemoryError:
        running.pop(job, None)
        if running:  # once one of the others has come to its end there may be
            return Slice(is_full=True)
        told.fault = traceback.format_exc()
    except Exception:  # noqa: BLE001  # the server logs it, and says so to whoever asked
        told.fault = traceback.format_exc()
    told.seconds = process_time() - begun
    if told.is_last:
        running.pop(job, None)
    return told


def _compute(turn: Turn, job: int, running: dict[int, Run], told: Slice) -> None:
    if turn.opening is not None:
        function, request = _opened(turn.opening)
        turn.opening = None  # as above
        found = function(request)
        if not isinstance(found, Generator):
            told.answer = _encoded(found)
            return
        running[job] = found
    end = monotonic() + SLICE
    try:
        while monotonic() < end:
            said = next(running[job])
            if isinstance(said, int | float):
                told.progress = float(said)
            elif said is not None:
                told.pieces.append(_encoded(said))
    except StopIteration as ended:
        told.answer = _encoded(ended.value)


def _opened(opening: Opening) -> tuple[Callable[[Any], Any], Any]:
    function, kind = (
        getattr(import_module(module), name) for module, name in (opening.function, opening.kind)
    )
    return function, msgspec.msgpack.decode(opening.data, type=kind)


def _bound_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_DATA, (WORKER_MEMORY, WORKER_MEMORY))


def _encoded(value: Any) -> bytes:
    return msgspec.msgpack.encode(value, enc_hook=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return sent(value)
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"expected numbers, text, lists or arrays, found {type(value).__name__}")


if __name__ == "__main__":
    main()
