"""`forward-pass add` and `remove`: thin wrappers around the modules beside this one."""

import os
from pathlib import Path

import click

from app.config import Config, variable
from app.training.commands import guarded


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True))
@click.option("--name", help="What it is called.  [default: made from the file's name]")
@click.option(
    "--labels",
    metavar="LIST",
    help="What its outputs stand for, such as Shirt,Shoe,… or ABC…; else ten digits.",
)
@click.option(
    "--pixels",
    metavar="PAPER INK",
    type=(float, float),
    default=(0.0, 1.0),
    help="The numbers that it reads for paper and for ink, such as 0 255, -1 1 or 1 0.  "
    "[default: 0 1]",
)
@click.option(
    "--mnist",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    envvar=variable("mnist"),
    show_envvar=True,
    help="Measure it on the t10k part of MNIST there.",
)
@guarded
def add(
    file: Path,
    name: str | None,
    labels: str | None,
    pixels: tuple[float, float],
    mnist: Path | None,
) -> None:
    """Add the network in FILE to those that the server shows.

    FILE: ONNX, Keras 3 (.keras), safetensors with a card beside it, or our own weights.npz.
    """
    import msgspec

    from app.own.adding import Wish, add

    config = msgspec.structs.replace(Config.from_environment(os.environ), mnist=mnist)
    said = tuple(each.strip() for each in labels.split(",")) if labels else ()
    for line in add(Wish(file, name, said, *pixels), config):
        click.echo(line)


@click.command()
@click.argument("name")
@guarded
def remove(name: str) -> None:
    """Take NAME away, a network that was added; those that come with Forward Pass stay."""
    from app.own import folder

    folder.remove(Config.from_environment(os.environ), name)
    click.echo(f"Removed {name}; a server that runs shows it until it stops.")
