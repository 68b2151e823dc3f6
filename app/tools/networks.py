"""The networks that tools ask about, as a worker process has them."""

import os
from functools import cache
from pathlib import Path

from app.config import Config
from app.forward_pass import InvalidInput, Network


def models() -> Path:
    """The folder of the server's networks."""
    return Config.from_environment(os.environ).models


@cache
def network(name: str) -> Network:
    """The server's network of this name.

    Raises:
        InvalidInput: there is none.
    """
    from app.model_store import ModelError, load

    folder = models()
    if name not in {each.name for each in folder.iterdir()}:  # never a path
        raise InvalidInput("network", "one of the server's networks", f"{name!r:.80}")
    try:
        return load(folder / name).network
    except ModelError as error:
        raise InvalidInput("network", "a network that can be read", str(error)) from None
