"""Where the folders beside the code are: in a checkout beside `app/`, in a wheel inside it."""

from pathlib import Path

_APP = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The folder `static`, `templates` or `models`."""
    inside = _APP / name
    return inside if inside.is_dir() else _APP.parent / name
