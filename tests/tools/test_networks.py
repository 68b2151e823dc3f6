"""Tools in a worker read the server's networks by their names, and nothing else."""

import pytest

from app.forward_pass import InvalidInput
from app.tools.networks import network


def test_a_network_is_found_by_its_name_and_read_once() -> None:
    assert network("classic").name == "classic"
    assert network("classic") is network("classic")


@pytest.mark.parametrize("name", ["", ".", "..", "../models/classic", "nobody"])
def test_what_is_no_networks_name_is_refused(name: str) -> None:
    with pytest.raises(InvalidInput, match="one of the server's networks"):
        network(name)
