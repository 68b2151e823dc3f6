"""The figures as lines in a terminal, as JSON, and as a table in docs/figures.md."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import click
import msgspec

from benchmarks.machine import describe, sentence
from benchmarks.measure import Row

START, END = "<!-- bench:start -->", "<!-- bench:end -->"

_NAME, _PEER = 62, 44  # characters


class NoBlock(Exception):
    """A file has no place for the table."""


def line(row: Row) -> str:
    """One row in a terminal."""
    name, value, peer, ratio, target, met = _cells(row)
    return f"{name:{_NAME}} {value:>12}  {ratio:>7} {target:>8} {met:6} {peer:{_PEER}}".rstrip()


def heading() -> str:
    """What stands above the lines."""
    return f"{'figure':{_NAME}} {'value':>12}  {'ratio':>7} {'target':>8} {'met':6} compared with"


def hold(rows: Iterable[Row], output: Path) -> None:
    """Print rows as they are measured, write them, and fail where a target is missed."""
    machine = describe()
    click.echo(f"On: {sentence(machine)}.\n\n{heading()}")
    found = []
    for row in rows:
        click.echo(line(row))
        found.append(row)
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_bytes(as_json(machine, found, []))
    if not all(row.met for row in found):
        raise click.exceptions.Exit(1)


def as_json(machine: dict[str, object], rows: Sequence[Row], left_out: Sequence[str]) -> bytes:
    """What ``build/bench.json`` holds."""
    document = {
        "machine": machine,
        "rows": [msgspec.to_builtins(row) | {"met": row.met} for row in rows],
        "left_out": list(left_out),
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"


def as_markdown(machine: dict[str, object], rows: Sequence[Row]) -> str:
    """The table of docs/figures.md."""
    lines = [
        f"Measured by `make bench` on: {sentence(machine)}.",
        "",
        "| figure | value | compared with | ratio | target | met |",
        "|---|--:|---|--:|--:|---|",
        *(f"| {' | '.join(_cells(row))} |" for row in rows),
    ]
    return "\n".join(lines)


def write_block(file: Path, text: str) -> None:
    """Put text between the two marks of a file, in place of what is there.

    Raises:
        NoBlock: the file does not have both marks, in order.
    """
    content = file.read_text(encoding="utf-8")
    before, start, rest = content.partition(START)
    _, end, after = rest.partition(END)
    if not (start and end):
        raise NoBlock(f"{file}: expected {START} and then {END}")
    file.write_text(f"{before}{START}\n{text}\n{END}{after}", encoding="utf-8")


def _cells(row: Row) -> tuple[str, str, str, str, str, str]:
    return (
        row.name,
        f"{_number(row.value)} {row.unit}".strip(),
        row.peer or "",
        "" if row.ratio is None else f"{row.ratio:.2f}",
        "" if row.target is None else f"≤ {row.target:g}",
        {True: "yes", False: "no", None: ""}[row.met],
    )


def _number(value: float) -> str:
    """Three digits, or all of a whole number."""
    if value == round(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"
