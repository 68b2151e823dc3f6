"""A class that opens the samples of a lesson at once: each has a question that takes long."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial

from app.lessons import School
from app.messages.reading import Reading
from benchmarks.client import Client
from benchmarks.frames import question
from benchmarks.measure import Effort, Row, seconds_a_call
from benchmarks.serving import serving

_PUPILS = 30


def rows(effort: Effort) -> Iterator[Row]:
    """The first time, when no worker process has been started yet, and once they run; a region."""
    yield from _regions(effort)
    with serving() as port, ExitStack() as stack:
        pupils = [stack.enter_context(Client(port)) for _ in range(_PUPILS)]
        cold, n_refused = _sample(pupils, first_seed=0)
        warm, n_more = _sample(pupils, first_seed=_PUPILS)
    yield Row(
        name=f"{_PUPILS} ask for a sample at once, before a worker runs: to the last answer",
        value=cold,
        unit="s",
        target=2,
    )
    yield Row(name="the same, once it runs", value=warm, unit="s", target=2)
    yield Row(name="the same: refused", value=n_refused + n_more, unit="", target=0)


def _regions(effort: Effort) -> Iterator[Row]:
    """What a region takes on the server, of three sigmoids and one: while dragging, and at rest."""
    answer = Reading({}, (), School({})).handlers["region"]
    layers = [
        {"weights": [[1.5, -2.5]] * 3, "biases": [0.5] * 3, "activation": "sigmoid"},
        {"weights": [[2, -3, 1]], "biases": [-0.5], "activation": "sigmoid"},
    ]
    for n in (48, 96):
        asked = {
            "seq": 1,
            "network": {"layers": layers},
            "input": {"vector": [0, 0]},
            "across": {"input": 0, "low": -1, "high": 2},
            "up": {"input": 1, "low": -1, "high": 2},
            "n": n,
            "layers": [0, 1],
        }
        a_call = seconds_a_call(partial(answer, None, asked))  # type: ignore[arg-type]
        yield Row(
            name=f"a region of {n}×{n}, 2-3-1, parsed and answered",
            value=min(a_call() for _ in range(effort.rounds)) * 1e3,
            unit="ms",
            target=3,
        )


def _sample(pupils: list[Client], first_seed: int) -> tuple[float, int]:
    """Seconds until all have their sample, each one of its own, and how many were refused."""
    begun = time.perf_counter()
    for seed, pupil in enumerate(pupils, first_seed):
        data = {"source": "ours", "seed": seed}
        pupil.send(
            question(
                "lesson",
                {"seq": seed, "lesson": "pixels-to-numbers", "ask": "sample", "data": data},
            )
        )
    n_refused = sum("error" in last(pupil) for pupil in pupils)
    return time.perf_counter() - begun, n_refused


def last(pupil: Client) -> dict[str, object]:
    """The answer to a question that takes long, or its error; what comes before is passed over."""
    while True:
        message: dict[str, object] = pupil.hear()
        if "answer" in message or "error" in message:
            return message
