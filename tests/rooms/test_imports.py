"""The rooms are pure: no sockets, no disk, no clock but one that is handed in.

But for what several processes share them by.
"""

from pathlib import Path

import pytest

import app.rooms
from tests.forward_pass.test_imports import PURE, imported

ROOMS = Path(app.rooms.__file__).parent
ALLOWED = {*PURE, "hashlib", "random", "msgspec", "itsdangerous"}
SHARED = {"link.py", "places.py", "shared.py"}
MODULES = [path for path in sorted(ROOMS.glob("*.py")) if path.name not in SHARED]
OURS = ("app.config", "app.forward_pass", "app.rooms")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_imports_only_what_is_pure(path: Path) -> None:
    names = [name for name in imported(path.read_text()) if not name.startswith(OURS)]
    assert set(names) <= ALLOWED
