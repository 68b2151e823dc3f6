"""Networks to serve, and a server of them that the tests of a run share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.forward_pass import Network
from tests.serving import Server, make_networks, serving


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Those that are given more time come first: none is left for the end, on one core alone."""
    items.sort(key=_patience, reverse=True)


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
    with serving(models=models) as running:
        yield running
