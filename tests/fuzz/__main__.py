"""``python -m tests.fuzz``: thousands of malformed packets and files. Fails if one does harm."""

import tempfile
import time
from pathlib import Path

import click

from tests.fuzz.run import fuzz_files, fuzz_packets


@click.command()
@click.option("--packets", default=20_000, show_default=True, help="How many, at all levels.")
@click.option("--files", default=2_000, show_default=True, help="Half strokes, half networks.")
@click.option("--seed", default=0, show_default=True, help="The same seed throws the same.")
def main(packets: int, files: int, seed: int) -> None:
    """Throw what is malformed at a server of its own, and at the readers of files."""
    with tempfile.TemporaryDirectory() as folder:
        for what, run, n in (("packets", fuzz_packets, packets), ("files", fuzz_files, files)):
            begun = time.monotonic()
            outcome = run(n, seed, Path(folder))
            click.echo(f"{n:,} {what} in {time.monotonic() - begun:.0f} s: {outcome}")


if __name__ == "__main__":
    main()
