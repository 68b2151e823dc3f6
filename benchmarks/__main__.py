"""``python -m benchmarks``: measure, print a table, write ``build/bench.json``."""

import os
from importlib import import_module
from pathlib import Path

import click

# The peers run on one thread, so NumPy does, too, here and in every server and loader that is
# started. Read when NumPy is imported, so nothing that needs it is imported before.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

SECTIONS = (
    "forward",
    "convolution",
    "digit_image",
    "fool",
    "live",
    "crowd",
    "classroom",
    "lessons",
    "learning",
    "mistakes",
    "photo",
    "screen",
    "payload",
    "training",
    "start",
)


@click.command()
@click.argument("sections", nargs=-1, type=click.Choice(SECTIONS))
@click.option("--quick", is_flag=True, help="Few and short rounds: whether it works, not how fast.")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("build/bench.json"),
    show_default=True,
    help="Where the figures go.",
)
@click.option(
    "--into",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="A file whose block of figures is written anew.",
)
def main(sections: tuple[str, ...], quick: bool, output: Path, into: Path | None) -> None:
    """Measure all SECTIONS, or those that are named."""
    from benchmarks import report
    from benchmarks.machine import describe, sentence
    from benchmarks.measure import FULL, QUICK, LeftOut, Row

    machine = describe()
    click.echo(f"On: {sentence(machine)}.\n\n{report.heading()}")
    rows: list[Row] = []
    left_out: list[str] = []
    for section in sections or SECTIONS:
        try:
            for row in import_module(f"benchmarks.{section}").rows(QUICK if quick else FULL):
                click.echo(report.line(row))
                rows.append(row)
        except LeftOut as reason:
            click.echo(f"left out: {reason}")
            left_out.append(str(reason))

    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_bytes(report.as_json(machine, rows, left_out))
    if into:
        report.write_block(into, report.as_markdown(machine, rows))
    bounded = [row for row in rows if row.met is not None]
    n_met = sum(1 for row in bounded if row.met)
    click.echo(f"\n{n_met} of {len(bounded)} targets met. Figures: {output}")


if __name__ == "__main__":
    main()
