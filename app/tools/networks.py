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
    from app.own.folder import place

    folder = place(Config.from_environment(os.environ), name)
    if folder is None:
        raise InvalidInput("network", "one of the server's networks", f"{name!r:.80}")
    try:
        return load(folder).network
    except ModelError as error:
        raise InvalidInput("network", "a network that can be read", str(error)) from None
