"""Long functions for the tests, which a worker imports from here."""

import os
import time
from collections.abc import Generator
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from app.forward_pass import InvalidInput


class Question(msgspec.Struct, frozen=True):
    """``file``: where the function leaves a trace, so that a test sees how often it ran."""

    n: int = 0
    file: str = ""


def times(question: Question) -> dict[str, Any]:
    """How often it was computed; once, where answers are shared."""
    with Path(question.file).open("a", encoding="utf-8") as file:
        file.write(".")
    return {"pid": os.getpid(), "numbers": np.arange(3)}


def steps(question: Question) -> Generator[Any, None, dict[str, Any]]:
    """``n`` pieces, a slice and more of time for each."""
    for k in range(question.n):
        time.sleep(0.06)
        _note(question, k)
        yield {"k": k}
        yield (k + 1) / question.n
    return {"n": question.n}


def dies_once(question: Question) -> Generator[Any, None, dict[str, Any]]:
    """Its process ends in the middle, the first time."""
    yield {"k": 0}
    path = Path(question.file)
    if not path.exists():
        path.touch()
        os._exit(1)
    yield {"k": 1}
    return {"pid": os.getpid()}


def always_dies(question: Question) -> dict[str, Any]:
    """Its process ends."""
    _note(question, 0)
    os._exit(1)


def never_gives_way(question: Question) -> dict[str, Any]:
    """Longer than any test waits."""
    _note(question, 0)
    time.sleep(600)
    return {}


def sleeps(question: Question) -> dict[str, Any]:
    """``n`` seconds in one piece."""
    time.sleep(question.n)
    return {"n": question.n}


def refuses(question: Question) -> dict[str, Any]:
    """Says what it expected."""
    raise InvalidInput("limit", "at most 3", f"{question.n}", most=3)


def is_at_fault(question: Question) -> dict[str, Any]:
    """A fault of ours."""
    return {"never": 1 / question.n}


def greedy(question: Question) -> Generator[Any, None, dict[str, Any]]:
    """Holds ``n`` megabytes for a while."""
    held = np.ones((question.n, 1024 * 1024), np.uint8)
    for _ in range(3):
        time.sleep(0.06)
        yield None
    return {"sum": int(held[:, 0].sum())}


def about(question: Question) -> dict[str, Any]:
    """What a process is like."""
    del question
    priority = os.getpriority(os.PRIO_PROCESS, 0)
    return {
        "numpy": np.__file__,
        "priority": priority,
        "threads": os.environ["OPENBLAS_NUM_THREADS"],
    }


def _note(question: Question, k: int) -> None:
    if question.file:
        with Path(question.file).open("a", encoding="utf-8") as file:
            file.write(f"{question.n}:{k} ")
