"""Networks to serve, and a server of them that the tests of a run share."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as workers have it; NumPy comes with the next

from app.forward_pass import Network
from tests.serving import Server, make_networks, serving

# What a module has at hand where its tests start a server or another program.
STARTERS = {"serving", "start", "subprocess"}

# Of these it is the machine that decides how fast they get there: one that fails is run once more,
# and named in the summary. Whatever needs neither a browser nor a server has one chance.
SECOND_CHANCE = pytest.mark.flaky(reruns=1)


@pytest.hookimpl(tryfirst=True)  # before -m chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what `make quick` leaves out, and put the tests that are given more time first.

    So none of those is left for the end, on one core alone.
    """
    for item in items:
        if _starts_a_program(item):
            item.add_marker(pytest.mark.slow)
            item.add_marker(SECOND_CHANCE)
    items.sort(key=_patience, reverse=True)


def _starts_a_program(item: pytest.Item) -> bool:
    assert isinstance(item, pytest.Function)
    return "server" in item.fixturenames or not STARTERS.isdisjoint(vars(item.module))


def _patience(item: pytest.Item) -> float:
    """Seconds, where a test asks for its own."""
    asked = item.get_closest_marker("timeout")
    return float(asked.args[0]) if asked else 0


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of small networks."""
    folder = tmp_path_factory.mktemp("models")
    make_networks(folder)
    return folder


@pytest.fixture(scope="session")
def networks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Network]:
    """The networks of `models`."""
    return make_networks(tmp_path_factory.mktemp("networks"))


@pytest.fixture(scope="session")
def server(models: Path) -> Iterator[Server]:
    """A server that tests may use, but not stop or break."""
    with serving(models=models, packs=True) as running:
        yield running
