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
    from app.forward_pass import Doubter, Network
    from app.training.data import Digits, Letter
    from app.training.evaluation import Evaluation

_P = ParamSpec("_P")
_R = TypeVar("_R")

_FOLDER = click.Path(path_type=Path, file_okay=False)
_FILE = click.Path(path_type=Path, dir_okay=False)


def guarded(command: Callable[_P, _R]) -> Callable[_P, _R]:
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
@click.option(
    "--card", is_flag=True, help="Write into its card how often an answer is right by its lead."
)
@guarded
def evaluate(
    network: str,
    mnist: Path | None,
    strokes: Path | None,
    writers: str | None,
    as_json: bool,
    card: bool,
) -> None:
    """Measure how many digits NETWORK reads right, and which it takes for which.

    Beside it, how many samples are called no digit, where there is a network that doubts.
    """
    if writers is not None and strokes is None:
        raise click.UsageError("--writers goes with --strokes FILE.")
    if card and mnist is None:
        raise click.UsageError("--card goes with --mnist DIR.")
    from app.training.data import read_mnist
    from app.training.evaluation import evaluate_images, evaluate_strokes

    if mnist is not None and strokes is None:
        reader, doubter = _readers(network)
        t10k = read_mnist(mnist, "t10k")
        evaluation = evaluate_images(reader, t10k, doubter)
        if card:
            _write_margins(network, t10k)
    elif strokes is not None and mnist is None:
        reader, doubter = _readers(network)
        evaluation = evaluate_strokes(reader, *_samples(strokes, writers), doubter)
    else:
        raise click.UsageError("Expected one of --mnist DIR and --strokes FILE.")
    if as_json:
        import msgspec

        click.echo(msgspec.json.encode(evaluation).decode())
    else:
        click.echo(_table(evaluation))


def _write_margins(name: str, t10k: "Digits") -> None:
    import msgspec

    from app.model_store import load, save_card
    from app.training.evaluation import margins_of

    model = load(_models() / name)
    if model.card.labels is not None:
        raise click.UsageError(f"{name} reads no digits, so none of them can be right.")
    margins = margins_of(model.network, t10k)
    save_card(_models() / name, msgspec.structs.replace(model.card, margins=margins))


def _samples(strokes: Path, writers: str | None) -> "tuple[list[Letter], str]":
    from app.training.data import read_letters, split_by_writer

    samples = read_letters(strokes)
    if writers is None:
        return samples, str(strokes)
    chosen = {writer.strip() for writer in writers.split(",")}
    unknown = chosen - {sample.writer for sample in samples}
    if unknown:
        names = ", ".join(sorted(unknown))
        raise click.BadParameter(f"{strokes} has nobody called {names}.", param_hint="--writers")
    theirs, _ = split_by_writer(samples, chosen)
    return theirs, f"{strokes}, writers {writers}"


def _readers(name: str) -> "tuple[Network, Doubter | None]":
    """A network, and the one beside it that doubts, if the folder has one."""
    from app.model_store import doubter, load, load_all

    models = _models()
    names = sorted(card.parent.name for card in models.glob("*/network.json"))
    if name not in names:
        raise _unknown(name, f"{models} has", names or ["no network"])
    read = load(models / name)
    beside = doubter(load_all(models, unread=lambda _: None) | {name: read})
    return read.network, beside


def _models() -> Path:
    return Config.from_environment(os.environ).models


def _table(evaluation: "Evaluation") -> str:
    n, n_digits = evaluation.n, evaluation.n_digits
    lines = [f"{evaluation.network} on {evaluation.dataset}"]
    if evaluation.accuracy is not None:
        lines.append(f"{100 * evaluation.accuracy:.2f} % right: {evaluation.correct} of {n_digits}")
    if evaluation.doubted is not None:
        lines.append(f"{100 * evaluation.doubted:.2f} % called no digit, of {n}")
    if evaluation.accuracy is not None:
        columns = range(len(evaluation.confusion[0]))
        lines += ["", "true   read as" + "".join(f"{k:>6}" for k in columns)]
        for digit, row in enumerate(evaluation.confusion):
            lines.append(f"{digit:>4}          " + "".join(f"{count or '·':>6}" for count in row))
    if evaluation.doubted_per_label is not None and n_digits < n:
        lines += ["", "called no digit"]
        for label, share in evaluation.doubted_per_label.items():
            lines.append(f"{label:>4}  {100 * share:6.1f} %")
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
@click.option(
    "--letters",
    metavar="FILE",
    type=_FILE,
    envvar=variable("letters"),
    show_envvar=True,
    help="Letters, in the format of pen strokes: what is no digit, for the network that doubts.",
)
@click.option("--seed", default=0, show_default=True, type=click.IntRange(min=0))
@click.option(
    "--to",
    metavar="DIR",
    type=_FOLDER,
    help="Where the network's folder is written.  [default: where networks are read from]",
)
@guarded
def train(
    network: str,
    mnist: Path,
    strokes: Path | None,
    letters: Path | None,
    seed: int,
    to: Path | None,
) -> None:
    """Train NETWORK from a random start by its recipe, measure it and write its folder."""
    from app.model_store import check_writable
    from app.training.bake import bake
    from app.training.data import read_letters, read_mnist, read_strokes
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
            letters=read_letters(letters) if letters else [],
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
@guarded
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
