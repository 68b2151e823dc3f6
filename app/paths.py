"""Where folders are: those beside the code, in a wheel inside it, and the one for MNIST."""

from pathlib import Path

FETCHED_MNIST = Path("data/mnist")  # where `mnist fetch` puts it, unless it is told where

_APP = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The folder `static`, `templates` or `models`."""
    inside = _APP / name
    return inside if inside.is_dir() else _APP.parent / name
