"""A run of training that is watched: an epoch beside scikit-learn's, pictures, thirty at once."""

import asyncio
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from app.lessons import find_lessons
from app.lessons.runs import Setting, Watch, digits_of
from app.training.run import Plan, Run
from benchmarks.client import Client
from benchmarks.frames import question
from benchmarks.lessons import last
from benchmarks.measure import Effort, LeftOut, Row, compare, percentile
from benchmarks.people import Tally, draw_together, join, leave
from benchmarks.serving import serving

_PUPILS = 30
_EPOCHS = 10
_DRAWN = 6.0  # seconds in which somebody draws while thirty begin


def rows(effort: Effort) -> Iterator[Row]:
    """A network of classic's shape, on 2,000 digits of ours."""
    lesson = next((slug for slug, each in find_lessons().items() if "watch" in each.asks), None)
    if lesson is None:
        raise LeftOut("no lesson lets one watch a run")
    peer = compare(min(effort.rounds, 5), *_epochs())
    yield Row(
        name="a watched run's epoch: classic's shape, 2,000 digits",
        value=peer.ours * 1e3,
        unit="ms",
        peer="scikit-learn's MLPClassifier, same shape, batch and rate",
        ratio=peer.ratio,
        target=0.7,
    )
    with serving() as port:
        with Client(port) as client:
            cold = _first(client, lesson, Setting(seed=1))
            warm = [_first(client, lesson, Setting(seed=2 + k)) for k in range(effort.rounds)]
            pace = _pace(client, lesson, Setting(seed=1))
        yield Row(name="first picture of a run, before a worker runs", value=cold, unit="s")
        yield Row(name="the same, once it runs, slowest", value=max(warm), unit="s", target=0.5)
        yield Row(name="a picture of ten steps and its way", value=pace, unit="ms", target=100)
        yield from _thirty(port, lesson, _DRAWN * effort.length)


def _epochs() -> tuple[Callable[[], float], Callable[[], float]]:
    """Seconds an epoch, ours and scikit-learn's."""
    images, labels = digits_of(Setting())
    plan = Plan()
    x = np.divide(images, 255, dtype=np.float32)
    classifier = MLPClassifier(
        hidden_layer_sizes=plan.sizes[1:-1],
        activation="logistic",
        solver="sgd",
        momentum=0,
        alpha=0,
        batch_size=plan.batch,
        learning_rate_init=plan.rate,
        max_iter=_EPOCHS,
        n_iter_no_change=_EPOCHS + 1,
        random_state=0,
    )

    def ours() -> float:
        run = Run(plan)
        begun = time.perf_counter()
        for _ in range(_EPOCHS * len(labels) // plan.batch):
            run.advance(images, labels)
        return (time.perf_counter() - begun) / _EPOCHS

    def theirs() -> float:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)  # a few epochs are all we want
            begun = time.perf_counter()
            classifier.fit(x, labels)
            return (time.perf_counter() - begun) / _EPOCHS

    return ours, theirs


def _asked(lesson: str, watch: Watch) -> bytes:
    setting = {"seed": watch.setting.seed}
    data = {"setting": setting, "at": watch.at, "every": watch.every, "n": watch.n}
    return question("lesson", {"seq": 1, "lesson": lesson, "ask": "watch", "data": data})


def _first(client: Client, lesson: str, setting: Setting) -> float:
    """Seconds to the picture that a page asks for when it is opened."""
    begun = time.perf_counter()
    client.send(_asked(lesson, Watch(setting, n=1)))
    _hear_picture(client)
    took = time.perf_counter() - begun
    last(client)
    return took


def _pace(client: Client, lesson: str, setting: Setting) -> float:
    """Milliseconds a picture, for whoever watches alone: ten questions of ten pictures."""
    client.send(_asked(lesson, Watch(setting, n=2)))  # so that all digits are drawn
    last(client)
    begun = time.perf_counter()
    for k in range(10):
        client.send(_asked(lesson, Watch(setting, at=100 * k + 10)))
        last(client)
    return (time.perf_counter() - begun) * 10


def _hear_picture(client: Client) -> None:
    while "piece" not in (message := client.hear()):
        if "error" in message:
            raise AssertionError(message)


def _thirty(port: int, lesson: str, seconds: float) -> Iterator[Row]:
    """Thirty open the scene and press Run, each with a seed of their own, while somebody draws."""
    alone, tally = Tally(), Tally()
    asyncio.run(_draw(port, alone, seconds))
    drawing = threading.Thread(target=lambda: asyncio.run(_draw(port, tally, seconds)))
    drawing.start()
    settings = [Setting(seed=100 + k) for k in range(_PUPILS)]
    with ExitStack() as stack:
        pupils = [stack.enter_context(Client(port)) for _ in settings]
        begun = time.perf_counter()
        for pupil, setting in zip(pupils, settings, strict=True):
            pupil.send(_asked(lesson, Watch(setting, n=1)))
        for pupil in pupils:
            _hear_picture(pupil)
        first = time.perf_counter() - begun
        n_seconds = 0  # of a run
        while drawing.is_alive():
            for pupil, setting in zip(pupils, settings, strict=True):
                last(pupil)
                pupil.send(_asked(lesson, Watch(setting, at=10 + 100 * n_seconds)))
            n_seconds += 1
        for pupil in pupils:
            last(pupil)
        whole = time.perf_counter() - begun
    yield Row(
        name=f"{_PUPILS} pupils begin a run of their own at once: to the last one's first picture",
        value=first,
        unit="s",
        target=3,
    )
    yield Row(
        name="the same: pictures a second of all of them together",
        value=(1 + 10 * n_seconds) * _PUPILS / whole,
        unit="",
    )
    yield Row(
        name="the same: a drawing meanwhile, p95 to the answer",
        value=percentile(tally.delays, 95) * 1e3,
        unit="ms",
        target=40,
    )
    yield Row(
        name="a drawing while nobody learns, p95",
        value=percentile(alone.delays, 95) * 1e3,
        unit="ms",
    )


async def _draw(port: int, tally: Tally, seconds: float) -> None:
    people = await join(port, 1, tally)
    await draw_together(people, 30, seconds)
    leave(people)
