"""A number of cases from a seed, and what must hold while and after they come."""

import json
import resource
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.fuzz import files
from tests.fuzz.packets import CORPUS, Case, cases
from tests.fuzz.target import Target, come_to_rest
from tests.serving import make_networks, serving

MOST_GROWTH = 60_000_000  # bytes of the server's memory: caches fill, but nothing piles up
MOST_READ = 300_000_000  # bytes of ours while files are read


def _settings(n: int) -> settings:
    """So many cases; one that fails is made as small as may be."""
    return settings(
        max_examples=n,
        database=None,
        deadline=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
    )


def fuzz_packets(n: int, seed_: int, folder: Path) -> str:
    """Throw packets at a server: what became of them.

    Raises:
        AssertionError: a good message was not served, an answer was not as the contract says, the
            server logged a fault, or something of it was left open.
    """
    models = folder / "models"
    make_networks(models)
    with serving(models=models) as server:
        target = Target(server)

        @seed(seed_)
        @_settings(n)
        @given(cases)
        def each(case: Case) -> None:
            target.throw(case)

        for case in CORPUS:  # what starts with the first of a kind has started
            target.throw(case)
        before, memory = target.at_rest(), server.memory()
        each()
        more_files, more_threads = come_to_rest(target, before)
        left = server.files()
        growth = server.memory() - memory
        target.close()
        status, errors = server.stop()
    faults = [line for line in errors.splitlines() if "traceback" in json.loads(line)]
    assert status == 0
    assert not faults, f"{len(faults)} faults were logged, the first of them: {faults[0]}"
    assert (more_files, more_threads) == (0, 0), f"left over: {left}"
    assert growth < MOST_GROWTH
    return (
        f"{target.n_answered:,} answered, {target.n_errors:,} of them with an error; "
        f"{target.n_closed:,} closed their own connection; no file or thread left over; "
        f"the server's memory grew by {growth / 1e6:.0f} MB"
    )


def fuzz_files(n: int, seed_: int, folder: Path) -> str:
    """Read altered files, half of them strokes and half networks: how many were still read.

    Raises:
        AssertionError: an error that is not the reader's own, a number that is not finite, too much
            memory, or a file left open.
    """
    base = files.make_base(folder / "base")
    n_read = {"strokes": 0, "networks": 0}

    @seed(seed_)
    @_settings(n // 2)
    @given(files.strokes_files())
    def strokes(content: bytes) -> None:
        n_read["strokes"] += files.read_altered_strokes(content, folder)

    @seed(seed_)
    @_settings(n - n // 2)
    @given(files.network_folders(base))
    def networks(altered: dict[str, bytes]) -> None:
        n_read["networks"] += files.read_altered_network(altered, folder)

    n_open, most = _n_open(), _most_memory()
    strokes()
    networks()
    assert _n_open() <= n_open
    grown = _most_memory() - most
    assert grown < MOST_READ
    return (
        f"{n_read['strokes']:,} strokes files and {n_read['networks']:,} networks were still good, "
        f"the others refused; {grown / 1e6:.0f} MB at most"
    )


def _n_open() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def _most_memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
