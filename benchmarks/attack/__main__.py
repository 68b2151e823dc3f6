"""One pattern after the other, with a polite client beside it; fails where a bound is broken."""

import subprocess
import sys
import time
from contextlib import ExitStack, suppress
from pathlib import Path
from threading import Event, Thread

import click
import msgspec

from benchmarks.attack.patterns import N_FILES, PATTERNS, Poller
from benchmarks.attack.server import Server, serving
from benchmarks.client import Client
from benchmarks.drawings import as_input, digits, resampled
from benchmarks.machine import describe, sentence

_RATE = 40  # passes a second of the polite client
_SLOWEST, _GETS_IN = 50.0, 1_000.0  # ms
_PEAK, _MORE = 300.0, 20.0  # MB
_AFTER = 60  # seconds for what an attack left to go
_LONGEST = 90  # seconds of one pattern, however slowly it is answered


class Found(msgspec.Struct):
    """What one pattern did. Times in ms, memory in MB of the server without its workers."""

    pattern: str
    sent: int
    answered: int
    unanswered: int
    slowest: float
    gets_in: float
    peak: float
    more: float
    tracebacks: int

    @property
    def is_bearable(self) -> bool:
        """Whether every bound is kept."""
        is_quick = self.slowest <= _SLOWEST and self.gets_in <= _GETS_IN
        is_small = self.peak <= _PEAK and self.more <= _MORE
        return is_quick and is_small and not (self.unanswered or self.tracebacks)


class Polite:
    """Somebody who draws, and waits for each answer; and now and then somebody new."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._over = Event()
        self._threads = [Thread(target=each) for each in (self._draw, self._come)]
        self.delays: list[float] = []
        self.entries: list[float] = []
        self.n_failed = 0
        self.message = {"network": "classic", "input": as_input(resampled(digits()[0], 40))}

    def __enter__(self) -> "Polite":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _draw(self) -> None:
        client, seq = Client(self._port), 0
        while not self._over.wait(1 / _RATE):
            begun, seq = time.perf_counter(), seq + 1
            try:
                answer = client.ask("pass", {"seq": seq, **self.message})
                if answer["seq"] != seq or "error" in answer:
                    self.n_failed += 1
            except OSError:
                self.n_failed += 1
                client = self._again()
            self.delays.append((time.perf_counter() - begun) * 1e3)
        client.close()

    def _again(self) -> Client:
        """A new connection, however long that takes."""
        while True:
            with suppress(OSError):
                return Client(self._port)

    def _come(self) -> None:
        while not self._over.wait(0.5):
            begun, is_in = time.perf_counter(), False
            while not is_in and not self._over.is_set():
                with suppress(OSError, ValueError):
                    Poller(self._port).socket.close()
                    is_in = True
            self.entries.append((time.perf_counter() - begun) * 1e3)


def _attack(port: int, name: str, seconds: float) -> int:
    """Run one pattern: how many questions it has sent; 0 if it was not done in time."""
    attack = [sys.executable, "-m", "benchmarks.attack.patterns", name, f"{port}", f"{seconds}"]
    try:
        done = subprocess.run(
            attack, stdout=subprocess.PIPE, text=True, check=False, timeout=_LONGEST
        )
    except subprocess.TimeoutExpired:
        return 0
    return int(done.stdout or 0)


def _warm_up(server: Server) -> None:
    with Polite(server.port):
        time.sleep(1)


def _attacked(server: Server, name: str, seconds: float) -> Found:
    server.forget_the_most()
    before, n_tracebacks = server.memory("VmRSS"), server.tracebacks()
    with Polite(server.port) as polite:
        if name:
            sent = _attack(server.port, name, seconds)
        else:
            time.sleep(seconds)
            sent = 0
        time.sleep(0.5)
    peak = server.memory("VmHWM")
    for _ in range(_AFTER if seconds > 1 else 0):
        if server.memory("VmRSS") - before <= _MORE:
            break
        time.sleep(1)
    return Found(
        pattern=PATTERNS[name][0] if name else "undisturbed",
        sent=sent,
        answered=len(polite.delays) - polite.n_failed,
        unanswered=polite.n_failed,
        slowest=max(polite.delays, default=0.0),
        gets_in=max(polite.entries, default=0.0),
        peak=peak,
        more=server.memory("VmRSS") - before,
        tracebacks=server.tracebacks() - n_tracebacks,
    )


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(list(PATTERNS)))
@click.option("--short", is_flag=True, help="A second each, most on one server: whether it works.")
@click.option(
    "--checkout",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path(),
    help="Attack the server of another checkout.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("build/attack.json"),
    show_default=True,
    help="Where the figures go.",
)
def main(names: tuple[str, ...], short: bool, checkout: Path, output: Path) -> None:
    """Attack with all patterns, or with those that are NAMED."""
    click.echo(f"On: {sentence(describe())}.\n")
    click.echo("| pattern | slowest, ms | to get in, ms | at most, MB | left, MB | lost | traces |")
    click.echo("|---|--:|--:|--:|--:|--:|--:|")
    found = []
    with ExitStack() as stack:
        shared = stack.enter_context(serving(checkout)) if short else None
        if shared is not None:
            _warm_up(shared)
        for name in names or ("", *PATTERNS):
            if shared is not None and name not in N_FILES:
                found.append(_attacked(shared, name, 1.0))
            else:
                with serving(checkout, N_FILES.get(name)) as fresh:
                    _warm_up(fresh)
                    found.append(_attacked(fresh, name, 1.0 if short else 6.0))
            row = found[-1]
            click.echo(
                f"| {row.pattern} | {row.slowest:,.0f} | {row.gets_in:,.0f} | {row.peak:.0f} "
                f"| {row.more:.0f} | {row.unanswered} | {row.tracebacks} |"
            )
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_bytes(msgspec.json.format(msgspec.json.encode(found)))
    if not all(row.is_bearable for row in found):
        raise click.exceptions.Exit(1)


if __name__ == "__main__":
    main()
