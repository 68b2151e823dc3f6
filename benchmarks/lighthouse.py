"""``python -m benchmarks.lighthouse``: Lighthouse's scores for the page. Fails if one is too low.

Lighthouse brings a hundred packages along, so no lock file names it and no test run installs it:
npx fetches the version below where it is not there yet.
"""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import click
import msgspec

from benchmarks.browser import ARGUMENTS, installed
from benchmarks.machine import describe, sentence
from benchmarks.measure import LeftOut, Row
from benchmarks.report import as_json, heading, line
from benchmarks.serving import serving

_LIGHTHOUSE = "lighthouse@12.8.2"  # the last that runs on Node.js 18
_RUNS = 5
_AT_MOST = 120  # seconds for one run
_PRESETS = {"phone": (), "desktop": ("--preset=desktop",)}
_BELOW = {"performance": 5, "accessibility": 0, "best-practices": 0}  # 100: points, at most


class Category(msgspec.Struct):
    """One of the scores, 0 to 1; None if Lighthouse could not tell."""

    score: float | None


class Failure(msgspec.Struct):
    """Why a run came to nothing."""

    message: str


class Report(msgspec.Struct, rename="camel"):
    """What is read of Lighthouse's report."""

    categories: dict[str, Category]
    runtime_error: Failure | None = None


def rows(runs: int) -> Iterator[Row]:
    """The medians of each score, as a phone and as a desktop see the page."""
    with serving(packed=True) as port:
        for screen, preset in _PRESETS.items():
            found = [_scores(f"http://127.0.0.1:{port}/", preset) for _ in range(runs)]
            for name, points in _BELOW.items():
                yield Row(
                    name=f"Lighthouse, {screen}: {name}, points below 100",
                    value=100 - round(median(scores[name] for scores in found) * 100),
                    unit="",
                    target=points,
                )


def _scores(url: str, preset: tuple[str, ...]) -> dict[str, float]:
    """Each category's score of one run.

    Raises:
        LeftOut: there is no browser, or no npx.
        click.ClickException: Lighthouse failed; with its own words.
    """
    command = [
        "npx", "--yes", _LIGHTHOUSE, url, "--quiet", "--output=json", *preset,
        f"--only-categories={','.join(_BELOW)}",
        f"--chrome-flags={' '.join(('--headless=new', *ARGUMENTS))}",
    ]  # fmt: skip
    environment = os.environ | {"CHROME_PATH": installed()}
    try:
        run = subprocess.run(
            command, capture_output=True, env=environment, timeout=_AT_MOST, check=False
        )
    except FileNotFoundError:
        raise LeftOut("there is no npx") from None
    if run.returncode:
        raise click.ClickException(f"Lighthouse: {run.stderr.decode().strip()}")
    report = msgspec.json.decode(run.stdout, type=Report)
    if report.runtime_error:
        raise click.ClickException(f"Lighthouse: {report.runtime_error.message}")
    return {name: category.score or 0.0 for name, category in report.categories.items()}


@click.command()
@click.option("--runs", default=_RUNS, show_default=True, help="How many of each screen.")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("build/lighthouse.json"),
    show_default=True,
    help="Where the figures go.",
)
def main(runs: int, output: Path) -> None:
    """Let Lighthouse judge the page, as a phone and as a desktop."""
    machine = describe()
    click.echo(f"On: {sentence(machine)}.\n\n{heading()}")
    found = []
    try:
        for row in rows(runs):
            click.echo(line(row))
            found.append(row)
    except LeftOut as reason:
        raise click.ClickException(str(reason)) from None
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_bytes(as_json(machine, found, []))
    if not all(row.met for row in found):
        raise click.exceptions.Exit(1)


if __name__ == "__main__":
    main()
