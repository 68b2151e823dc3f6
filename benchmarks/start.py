"""From a cold start to the first page."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator

from benchmarks.measure import Effort, Row, compare

# What the server itself imports of each run-time dependency.
_MODULES = (
    "click",
    "flask",
    "flask_compress",
    "flask_socketio",
    "gevent.pywsgi",
    "msgspec",
    "numpy",
    "PIL.Image",
    "PIL.ImageDraw",
    "engineio",
    "socketio",
    "simple_websocket",
)


def rows(effort: Effort) -> Iterator[Row]:
    """Fresh interpreters, whose bytecode a first start of each has left compiled."""
    _start()
    _import()
    found = compare(effort.rounds, _start, _import)
    yield Row(
        name="start to the first page over HTTP",
        value=found.ours,
        unit="s",
        peer="importing all run-time dependencies",
        ratio=found.ratio,
        target=1.4,
    )


def _start() -> float:
    """Seconds until the command has answered with its page."""
    start = time.perf_counter()
    with _running("-m", "app", "--port", "0") as process:
        address = _line(process).split()[-1]
        with urllib.request.urlopen(address) as answer:  # noqa: S310  # our own server
            answer.read()
        seconds = time.perf_counter() - start
        process.terminate()
    return seconds


def _import() -> float:
    """Seconds until an interpreter has imported what the server stands on."""
    start = time.perf_counter()
    with _running("-c", f"import {', '.join(_MODULES)}; print('done')") as process:
        _line(process)
        return time.perf_counter() - start


def _running(*arguments: str) -> subprocess.Popen[str]:
    # Some machines keep no bytecode; a start is then mostly compiling, of ours and not of the peer.
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": ""}
    return subprocess.Popen(
        [sys.executable, *arguments], stdout=subprocess.PIPE, text=True, env=environment
    )


def _line(process: subprocess.Popen[str]) -> str:
    return process.stdout.readline() if process.stdout else ""
