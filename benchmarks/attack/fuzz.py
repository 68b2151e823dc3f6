"""``python -m benchmarks.attack.fuzz``: thirty pupils draw while five ask all that is allowed.

The five choose among the messages of ``edges``, several at once, and wait as they are told. Fails
where a bound is broken. The same seed asks the same.
"""

import asyncio
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random
from threading import Barrier, Thread

import click
import msgspec

from benchmarks.attack.edges import EDGES, edge
from benchmarks.attack.server import Server, serving
from benchmarks.client import Client
from benchmarks.frames import question
from benchmarks.measure import Row, percentile
from benchmarks.people import STEPS, Person, Tally, join, leave, messages
from benchmarks.report import hold

_ATTACKERS, _PUPILS = 5, 30
_RATE = 40  # passes a second while a pupil's pen is down, STEPS of them for a digit
_LOOKS = 0.5, 2.5  # seconds that a pupil looks at a digit before drawing the next
_WAIT = 30.0  # seconds for the last answer
_AT_ONCE = 4  # questions that an attacker has out
_LONGEST = 120  # seconds for each kind to have been asked, however slowly it is answered


class Attacked(msgspec.Struct):
    """What became of the five's questions."""

    answered: dict[str, int] = {}  # by kind
    told_to_wait: int = 0
    refused: list[str] = []  # valid, and yet an error
    closed: int = 0


def attack(port: int, seconds: float, seed: int) -> Attacked:
    """Ask for so long, and until each kind was answered."""
    found, together = Attacked(), Barrier(_ATTACKERS)

    def one(random: Random) -> None:
        together.wait()
        end = time.monotonic() + seconds
        deck: list[str] = []
        client, pause = _client(port), 0.0
        while time.monotonic() < end or (
            len(found.answered) < len(EDGES) and time.monotonic() < end + _LONGEST
        ):
            if not deck:  # each kind comes once before any comes again
                deck = random.sample(list(EDGES), len(EDGES))
            most = 1 if pause else _AT_ONCE  # who was told to wait tries whether it may
            kinds = [deck.pop() for _ in range(min(len(deck), random.randint(1, most)))]
            try:
                pause = _converse(client, [(kind, random) for kind in kinds], found)
                client.rest(pause)
            except OSError:
                found.closed += 1
                client, pause = _client(port), 0.0
        client.close()

    threads = [Thread(target=one, args=(_repeatable(seed, k),)) for k in range(_ATTACKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def _client(port: int) -> Client:
    client = Client(port)
    client.socket.settimeout(_LONGEST)
    return client


def _repeatable(seed: int, who: int) -> Random:
    return Random(f"{seed} {who}")  # noqa: S311  # not a secret


def _converse(client: Client, chosen: list[tuple[str, Random]], found: Attacked) -> float:
    """Ask some at once: how long to wait before the next."""
    for kind, random in chosen:
        client.send(question(*edge(random, kind)))
    pause = 0.0
    for kind, _ in chosen:
        error = client.hear_answer().get("error")
        if error is None:
            found.answered[kind] = found.answered.get(kind, 0) + 1
        elif error["code"] in ("rate", "busy"):
            found.told_to_wait += 1
            pause = max(pause, error.get("retry_after", 1.0))
        else:
            found.refused.append(f"{kind}: {error}")
    return pause


async def _draw(port: int, seconds: float, seed: int) -> tuple[Tally, int]:
    """What became of the pupils' drawings, and how many pupils were cut off."""
    tally, end = Tally(), time.perf_counter() + seconds
    pupils = await join(port, _PUPILS, tally)

    async def one(k: int, pupil: Person) -> None:
        random = _repeatable(seed, _ATTACKERS + k)
        while time.perf_counter() < end and not pupil.is_gone:
            await asyncio.sleep(random.uniform(*_LOOKS))
            start = time.perf_counter()
            for step, (message, is_final) in enumerate(messages(random.randrange(10), STEPS)):
                due = start + step / _RATE
                await asyncio.sleep(due - time.perf_counter())
                # As on the page: while one is under way, the newest waits in place of the others.
                patience = _WAIT if is_final else due + 1 / _RATE - time.perf_counter()
                if await pupil.settle(patience) or is_final:
                    pupil.send(message, is_final=is_final, due=due)
        await pupil.settle()

    await asyncio.gather(*(one(k, pupil) for k, pupil in enumerate(pupils)))
    n_gone = sum(pupil.is_gone for pupil in pupils)
    leave(pupils)
    return tally, n_gone


def rows(seconds: float, seed: int) -> Iterator[Row]:
    """The pupils, then the five, then the server."""
    with serving() as server:
        arguments = [sys.executable, "-m", __spec__.name, "--at", f"{server.port}"]
        arguments += ["--seconds", f"{seconds}", "--seed", f"{seed}"]
        with subprocess.Popen(arguments, stdout=subprocess.PIPE) as attackers:
            tally, n_gone = asyncio.run(_draw(server.port, seconds, seed))
            told, _ = attackers.communicate(timeout=seconds + 2 * _LONGEST)
        found = msgspec.json.decode(told, type=Attacked)
        yield from _rows(tally, n_gone, found, server)


def _rows(tally: Tally, n_gone: int, found: Attacked, server: Server) -> Iterator[Row]:
    p50, p99 = (percentile(tally.delays, percent) * 1e3 for percent in (50, 99))
    slowest = max(tally.delays) * 1e3
    pupils = f"{_PUPILS} pupils, {tally.n_sent:,} drawings"
    yield Row(name=f"{pupils}: p99 to the answer", value=p99, unit="ms", target=40)
    yield Row(name="the same: p50", value=p50, unit="ms", target=40)
    yield Row(name="the same: the slowest", value=slowest, unit="ms", target=1_000)
    yield Row(name="the same: not answered", value=tally.n_unanswered, unit="", target=0)
    yield Row(name="the same: whole digits lost", value=tally.n_lost, unit="", target=0)
    yield Row(name="the same: pupils cut off", value=n_gone, unit="", target=0)
    for refused in found.refused[:5]:
        click.echo(f"refused: {refused:.200}")
    n = sum(found.answered.values())
    asked = f"{_ATTACKERS} who ask {len(EDGES)} kinds of message, {n:,} answered"
    unasked = len(EDGES) - len(found.answered)
    yield Row(name=f"{asked}: kinds that never were", value=unasked, unit="", target=0)
    yield Row(name="the same: refused", value=len(found.refused), unit="", target=0)
    yield Row(name="the same: cut off", value=found.closed, unit="", target=0)
    yield Row(name="most memory of the server", value=server.memory("VmHWM"), unit="MB", target=300)
    yield Row(name="tracebacks in its log", value=server.tracebacks(), unit="", target=0)


@click.command()
@click.option("--seconds", default=600.0, show_default=True, help="How long to ask.")
@click.option("--seed", default=0, show_default=True, help="The same seed asks the same.")
@click.option("--at", "port", type=int, hidden=True, help="Only ask, of who listens there.")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("build/edges.json"),
    show_default=True,
    help="Where the figures go.",
)
def main(seconds: float, seed: int, port: int | None, output: Path) -> None:
    """Ask all that is allowed, as often as is allowed, while a class draws."""
    if port is None:
        hold(rows(seconds, seed), output)
    else:
        with suppress(BrokenPipeError):
            click.echo(msgspec.json.encode(attack(port, seconds, seed)))


if __name__ == "__main__":
    main()
