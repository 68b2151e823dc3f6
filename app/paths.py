"""Where folders are: beside the code, in a wheel inside it, MNIST's, and what is the user's own."""

import os
from collections.abc import Mapping
from pathlib import Path

FETCHED_MNIST = Path("data/mnist")  # where `mnist fetch` puts it, unless it is told where

_DATA = ("XDG_DATA_HOME", ".local/share")
_APP = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The folder `static`, `templates` or `models`."""
    inside = _APP / name
    return inside if inside.is_dir() else _APP.parent / name


def own_networks(environment: Mapping[str, str]) -> Path:
    """Where the user's own networks are kept, unless a setting names another folder."""
    name, usual = ("LOCALAPPDATA", "AppData/Local") if os.name == "nt" else _DATA
    try:
        data = Path(environment.get(name) or Path.home() / usual)
    except RuntimeError:  # a user of a container who has no home
        data = Path("/nonexistent")
    return data / "forward-pass" / "networks"
