"""The folder of people's own networks, beside the one of those that come with the server."""

import shutil
from collections.abc import Callable
from pathlib import Path

from app.config import Config
from app.model_store import Model, ModelError, load, load_all


def networks(config: Config, unread: Callable[[ModelError], object]) -> dict[str, Model]:
    """All networks of a server: those that come with it, then people's own, in the picker's order.

    ``unread`` is called with the error of each that cannot be read. One of people's own never
    stands for one that comes with the server.

    Raises:
        ModelError: none of those that come with it can be read.
    """
    return load_all(config.models, unread) | own_networks(config, unread)


def own_networks(config: Config, unread: Callable[[ModelError], object]) -> dict[str, Model]:
    """People's own networks alone, by their names."""
    own = {}
    for name in own_names(config):
        if (config.models / name).is_dir():
            unread(ModelError(f"{config.own / name}: the name of a network that comes with it"))
            continue
        try:
            own[name] = load(config.own / name)
        except ModelError as error:
            unread(error)
    return own


def own_names(config: Config) -> list[str]:
    """The names of people's own networks, also of those that cannot be read."""
    return sorted({file.parent.name for file in config.own.glob("*/network.json")})


def place(config: Config, name: str) -> Path | None:
    """The folder of a network of this name; None where there is none."""
    for folder in (config.models, config.own):
        if name in {file.parent.name for file in folder.glob("*/network.json")}:  # never a path
            return folder / name
    return None


def remove(config: Config, name: str) -> None:
    """Take away one of people's own networks.

    Raises:
        ModelError: there is none of this name, or it comes with the server.
        OSError: its folder cannot be removed.
    """
    if name in own_names(config):
        there = config.own / name
        if there.is_symlink():  # whatever it leads to was not added here
            there.unlink()
        else:
            shutil.rmtree(there)
    elif (config.models / name).is_dir():
        raise ModelError(f"{name!r} comes with Forward Pass and is never removed")
    else:
        names = ", ".join(own_names(config)) or "none"
        raise ModelError(f"{name!r:.60} was never added; those that were: {names}")
