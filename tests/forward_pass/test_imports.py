"""The promise of `app/forward_pass/README.md`, proved: the core imports nothing impure."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import app.forward_pass

CORE = Path(app.forward_pass.__file__).parent
MODULES = sorted(CORE.rglob("*.py"))
# Of the standard library, what neither reads nor writes anything, nor asks for the time.
PURE = {
    "abc", "collections.abc", "dataclasses", "functools", "itertools", "math", "types", "typing",
}  # fmt: skip
ALLOWED = {*PURE, "numpy", "PIL", "app.forward_pass"}


def imported(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in {"__import__", "open"}:
            yield ast.unparse(node)


def is_allowed(name: str) -> bool:
    return any(name == each or name.startswith(f"{each}.") for each in ALLOWED)


def test_there_is_something_to_prove() -> None:
    assert {"trace.py", "digit.py", "layers.py"} <= {path.name for path in MODULES}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(CORE)))
def test_imports_only_what_is_pure(path: Path) -> None:
    assert [name for name in imported(path.read_text()) if not is_allowed(name)] == []


@pytest.mark.parametrize(
    "line",
    ["import flask", "from app import wire", "import os.path", "open('x')", "from . import x"],
)
def test_would_notice(line: str) -> None:
    assert not all(is_allowed(name) for name in imported(line))
