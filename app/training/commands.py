"""`forward-pass train`, `evaluate` and `mnist`: thin wrappers around the modules beside this one.

NumPy is imported by the commands and not by this module, so that `--help` is quick.
"""

import os
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import click

from app.config import Config, ConfigError, variable
from app.paths import FETCHED_MNIST
from app.training.progress import ProgressLine

if TYPE_CHECKING:
    from app.model_store import Model
    from app.training.data import Sample
    from app.training.evaluation import Evaluation

_P = ParamSpec("_P")
_R = TypeVar("_R")

_FOLDER = click.Path(path_type=Path, file_okay=False)
_FILE = click.Path(path_type=Path, dir_okay=False)


def _guarded(command: Callable[_P, _R]) -> Callable[_P, _R]:
    """Say in one line what is wrong with data, networks, settings or files; exit with 1."""

    @wraps(command)
    def guarded(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        # On batches this small, two threads of NumPy's matrix library get in each other's way.
        # Read when NumPy is imported; the environment's own setting wins.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        from app.model_store import ModelError
        from app.training.data import DataError

        try:
            return command(*args, **kwargs)
        except (ConfigError, DataError, ModelError) as error:
            raise click.ClickException(str(error)) from None
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            raise click.ClickException(f"{where}{error.strerror or error}") from None

    return guarded


@click.command()
@click.argument("network")
@click.option("--mnist", metavar="DIR", type=_FOLDER, help="Read the t10k part of MNIST there.")
@click.option("--strokes", metavar="FILE", type=_FILE, help="Read the drawings of a strokes file.")
@click.option("--writers", metavar="LIST", help="Only these writers' drawings, such as 5,10,15.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@_guarded
def evaluate(
    network: str, mnist: Path | None, strokes: Path | None, writers: str | None, as_json: bool
) -> None:
    """Measure how many digits NETWORK reads right, and which it takes for which."""
    if writers is not None and strokes is None:
        raise click.UsageError("--writers goes with --strokes FILE.")
    from app.training.data import read_mnist
    from app.training.evaluation import evaluate_images, evaluate_strokes

    if mnist is not None and strokes is None:
        evaluation = evaluate_images(_model(network).network, read_mnist(mnist, "t10k"))
    elif strokes is not None and mnist is None:
        evaluation = evaluate_strokes(_model(network).network, *_samples(strokes, writers))
    else:
        raise click.UsageError("Expected one of --mnist DIR and --strokes FILE.")
    if as_json:
        import msgspec

        click.echo(msgspec.json.encode(evaluation).decode())
    else:
        click.echo(_table(evaluation))


def _samples(strokes: Path, writers: str | None) -> "tuple[list[Sample], str]":
    from app.training.data import read_strokes, split_by_writer

    samples = read_strokes(strokes)
    if writers is None:
        return samples, str(strokes)
    chosen = {writer.strip() for writer in writers.split(",")}
    unknown = chosen - {sample.writer for sample in samples}
    if unknown:
        names = ", ".join(sorted(unknown))
        raise click.BadParameter(f"{strokes} has nobody called {names}.", param_hint="--writers")
    theirs, _ = split_by_writer(samples, chosen)
    return theirs, f"{strokes}, writers {writers}"


def _model(name: str) -> "Model":
    from app.model_store import load

    models = _models()
    names = sorted(card.parent.name for card in models.glob("*/network.json"))
    if name not in names:
        raise _unknown(name, f"{models} has", names or ["no network"])
    return load(models / name)


def _models() -> Path:
    return Config.from_environment(os.environ).models


def _table(evaluation: "Evaluation") -> str:
    n, correct = evaluation.n, evaluation.correct
    lines = [
        f"{evaluation.network} on {evaluation.dataset}",
        f"{100 * evaluation.accuracy:.2f} % right: {correct} of {n}",
        "",
        "true   read as" + "".join(f"{digit:>6}" for digit in range(10)),
    ]
    for digit, row in enumerate(evaluation.confusion):
        lines.append(f"{digit:>4}          " + "".join(f"{count or '·':>6}" for count in row))
    return "\n".join(lines)


@click.command()
@click.argument("network")
@click.option(
    "--mnist",
    metavar="DIR",
    type=_FOLDER,
    envvar=variable("mnist"),
    show_envvar=True,
    required=True,
    help="The folder of MNIST's four files.",
)
@click.option(
    "--strokes",
    metavar="FILE",
    type=_FILE,
    envvar=variable("strokes"),
    show_envvar=True,
    help="Pen strokes to train on and to measure with; without them, MNIST alone.",
)
@click.option("--seed", default=0, show_default=True, type=click.IntRange(min=0))
@click.option(
    "--to",
    metavar="DIR",
    type=_FOLDER,
    help="Where the network's folder is written.  [default: where networks are read from]",
)
@_guarded
def train(network: str, mnist: Path, strokes: Path | None, seed: int, to: Path | None) -> None:
    """Train NETWORK from a random start by its recipe, measure it and write its folder."""
    from app.model_store import check_writable
    from app.training.bake import bake
    from app.training.data import read_mnist, read_strokes
    from app.training.recipes import RECIPES

    if network not in RECIPES:
        raise _unknown(network, "there are recipes for", list(RECIPES))
    folder = (to or _models()) / network
    check_writable(folder)
    digits, t10k = read_mnist(mnist, "train"), read_mnist(mnist, "t10k")
    samples = read_strokes(strokes) if strokes else []
    with ProgressLine(sys.stderr) as line:
        baked = bake(
            RECIPES[network],
            digits,
            t10k,
            samples,
            seed=seed,
            on_redrawn=line.redrawn,
            on_progress=line.progress,
        )
    baked.write(folder)
    for score in baked.card.accuracy.values():
        percent = 100 * score.accuracy
        click.echo(f"{percent:.2f} % of {score.dataset} ({score.correct} of {score.n})")
    click.echo(f"Written to {folder}")


def _unknown(name: str, instead: str, names: list[str]) -> click.BadParameter:
    return click.BadParameter(f"{name!r}; {instead} {', '.join(names)}.", param_hint="NETWORK")


@click.group()
def mnist() -> None:
    """The data that networks are trained on and measured with."""


@mnist.command("fetch")
@click.option(
    "--to",
    metavar="DIR",
    type=_FOLDER,
    default=FETCHED_MNIST,
    show_default=True,
    envvar=variable("mnist"),
    show_envvar=True,
    help="Where the files are put.",
)
@_guarded
def fetch_mnist(to: Path) -> None:
    """Download MNIST's four files (11 MB); goes on where a broken download stopped."""
    from app.training import fetch
    from app.training.data import MNIST_SHA256

    try:
        with ProgressLine(sys.stderr) as line:
            fetched = fetch.fetch(to, MNIST_SHA256, fetch.MIRRORS, line.bytes)
    except fetch.FetchError as error:
        raise click.ClickException(str(error)) from None
    done = f"{len(fetched)} of 4 files downloaded" if fetched else "Nothing to do: all four files"
    click.echo(f"{done}, contents checked: {to}")
