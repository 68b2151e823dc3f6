"""The commands as a person types them: answers, exit codes, and errors in one plain line."""

import gzip
import hashlib
import json
import os
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from app.cli import main
from app.model_store import load, save_card
from app.training import recipes
from app.training.learn import Pace
from tests.forward_pass.drawings import DIGITS_FILE, our_digits


def run(*args: object, models: Path | None = None) -> Result:
    env = {
        "FORWARD_PASS_MODELS": str(models) if models else None,
        "FORWARD_PASS_MNIST": None,
        "FORWARD_PASS_STROKES": None,
    }
    return CliRunner().invoke(main, [str(arg) for arg in args], env=env)


def line_of(result: Result) -> str:
    """The last line of an error that is said plainly: no traceback, nothing after it."""
    assert "Traceback" not in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    *_, line = result.stderr.splitlines()
    assert line.startswith("Error: ")
    return line


@pytest.fixture(scope="module")
def trained(mnist_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a network that `train` has just made."""
    folder = tmp_path_factory.mktemp("trained")
    linear = replace(recipes.RECIPES["linear"], pace=Pace(epochs=2, rate=0.01), redrawings=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(recipes.RECIPES, "linear", linear)
        result = run("train", "linear", "--mnist", mnist_folder, "--to", folder, "--seed", 4)
    assert result.exit_code == 0, result.output
    assert "of " + str(mnist_folder) in result.stdout
    assert result.stdout.splitlines()[-1] == f"Written to {folder / 'linear'}"
    assert "training" in result.stderr
    return folder


def test_train_writes_a_network_that_can_be_read(trained: Path) -> None:
    card = load(trained / "linear").card
    assert card.training["seed"] == 4
    assert card.accuracy["t10k"].accuracy > 0.6
    assert "strokes" not in card.accuracy


def test_train_writes_to_where_networks_are_read_from(
    mnist_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    linear = replace(recipes.RECIPES["linear"], pace=Pace(epochs=1))
    monkeypatch.setitem(recipes.RECIPES, "linear", linear)
    assert run("train", "linear", "--mnist", mnist_folder, models=tmp_path).exit_code == 0
    assert run("evaluate", "linear", "--mnist", mnist_folder, models=tmp_path).exit_code == 0


def test_train_on_strokes_says_how_many_it_learned_from(
    mnist_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    linear = replace(recipes.RECIPES["linear"], pace=Pace(epochs=1), redrawings=1)
    monkeypatch.setitem(recipes.RECIPES, "linear", linear)
    args = ("train", "linear", "--mnist", mnist_folder, "--to", tmp_path)
    result = run(*args, "--strokes", DIGITS_FILE)
    assert result.exit_code == 0
    assert "drawings" in result.stderr
    _, pen = load(tmp_path / "linear").card.training["data"]
    assert pen["n"] == len(our_digits())


def test_evaluate_prints_one_json_object(trained: Path, mnist_folder: Path) -> None:
    result = run("evaluate", "linear", "--mnist", mnist_folder, "--json", models=trained)
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert (found["network"], found["n"]) == ("linear", 350)
    assert found["accuracy"] == load(trained / "linear").card.accuracy["t10k"].correct / 350
    confusion = found["confusion"]
    assert [len(row) for row in confusion] == [10] * 10
    assert sum(confusion[k][k] for k in range(10)) / 350 == found["accuracy"]
    assert "t10k" in found["dataset"]


def test_evaluate_prints_a_table_for_people(trained: Path) -> None:
    result = run("evaluate", "linear", "--strokes", DIGITS_FILE, models=trained)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == f"linear on {DIGITS_FILE}"
    assert f"of {len(our_digits())}" in lines[1]
    assert len(lines) == 14


def test_evaluate_some_writers_only(trained: Path) -> None:
    writers = sorted({sample.writer for sample in our_digits()})
    args = ("evaluate", "linear", "--strokes", DIGITS_FILE, "--json", "--writers")
    found = json.loads(run(*args, f"{writers[0]}, {writers[1]}", models=trained).stdout)
    chosen = [each for each in our_digits() if each.writer in writers[:2]]
    assert 0 < found["n"] == len(chosen) < len(our_digits())
    result = run(*args, f"{writers[0]},nobody", models=trained)
    assert result.exit_code == 2
    assert "nobody called nobody" in line_of(result)


@pytest.fixture
def letters_file(tmp_path: Path) -> Path:
    """Two letters A and a 1, drawn by us."""
    a = [[[10, 90], [50, 5], [90, 90]], [[25, 60], [75, 60]]]
    samples = [
        {"label": "A", "writer": "us", "strokes": a},
        {"label": "A", "writer": "us", "strokes": a},
        {"label": 1, "writer": "us", "strokes": [[[50, 5], [50, 95]]]},
    ]
    file = tmp_path / "letters.json"
    file.write_text(json.dumps({"box": [100, 100], "samples": samples}))
    return file


@pytest.mark.parametrize("network", ["classic", "doubt"])
def test_evaluate_says_how_many_letters_are_called_no_digit(
    letters_file: Path, network: str
) -> None:
    args = ("evaluate", network, "--strokes", letters_file)
    found = json.loads(run(*args, "--json").stdout)
    assert (found["n"], found["n_digits"], found["accuracy"]) == (3, 1, 1.0)
    assert sum(map(sum, found["confusion"])) == 1
    assert found["doubted_per_label"] == {"1": 0.0, "A": 1.0}
    assert found["doubted"] == pytest.approx(2 / 3)
    table = run(*args).stdout
    assert "66.67 % called no digit, of 3" in table
    assert "   A   100.0 %" in table


def test_letters_alone_have_no_accuracy(letters_file: Path) -> None:
    content = json.loads(letters_file.read_text())
    letters_file.write_text(json.dumps(content | {"samples": content["samples"][:2]}))
    args = ("evaluate", "classic", "--strokes", letters_file)
    assert json.loads(run(*args, "--json").stdout)["accuracy"] is None
    assert "right" not in run(*args).stdout


def test_evaluate_writes_into_the_card_how_often_a_lead_was_right(
    trained: Path, mnist_folder: Path
) -> None:
    args = ("evaluate", "linear", "--mnist", mnist_folder, "--card")
    before = load(trained / "linear").card.margins
    assert before is not None
    save_card(
        trained / "linear", msgspec.structs.replace(load(trained / "linear").card, margins=None)
    )
    assert load(trained / "linear").card.margins is None
    assert run(*args, models=trained).exit_code == 0
    assert load(trained / "linear").card.margins == before
    assert sum(each.n for each in before) == 350


def test_a_network_that_reads_no_digits_has_no_lead_to_be_right(mnist_folder: Path) -> None:
    result = run("evaluate", "doubt", "--mnist", mnist_folder, "--card")
    assert result.exit_code == 2
    assert "doubt reads no digits" in line_of(result)


@pytest.mark.parametrize("command", ["train", "evaluate", "mnist"])
def test_every_command_has_help(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert "Usage:" in result.stdout


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("evaluate", "linear"), "Expected one of --mnist DIR and --strokes FILE."),
        (("evaluate", "linear", "--mnist", "x", "--strokes", "y"), "Expected one of"),
        (("evaluate", "linear", "--mnist", "x", "--writers", "5"), "--writers goes with"),
        (("evaluate", "linear", "--strokes", "x", "--card"), "--card goes with --mnist"),
        (("evaluate", "nosuch", "--mnist", "x"), "'nosuch'; "),
        (("evaluate", "../linear", "--mnist", "x"), "'../linear'; "),
        (("evaluate",), "Missing argument 'NETWORK'"),
        (("train", "linear"), "Missing option '--mnist'"),
        (("train", "nosuch", "--mnist", "x"), "there are recipes for classic, deep"),
        (("train", "linear", "--mnist", "x", "--seed", "-1"), "-1"),
        (("train", "linear", "--mnist", "x", "--seed", "many"), "many"),
    ],
)
def test_bad_usage_exits_with_2(trained: Path, args: tuple[str, ...], message: str) -> None:
    result = run(*args, models=trained)
    assert result.exit_code == 2
    assert message in line_of(result)


def test_missing_data_exits_with_1(trained: Path, tmp_path: Path) -> None:
    result = run("evaluate", "linear", "--mnist", tmp_path, models=trained)
    assert result.exit_code == 1
    assert line_of(result).endswith(
        "expected a file that can be read, found no such file or directory"
    )
    result = run("evaluate", "linear", "--strokes", tmp_path / "x.json", models=trained)
    assert result.exit_code == 1
    assert str(tmp_path / "x.json") in line_of(result)
    result = run("train", "linear", "--mnist", tmp_path)
    assert result.exit_code == 1
    assert "train-images-idx3-ubyte.gz" in line_of(result)


def test_an_altered_network_exits_with_1(trained: Path, mnist_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "linear"
    folder.mkdir()
    for file in (trained / "linear").iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    with (folder / "weights.npz").open("ab") as stream:
        stream.write(b"x")
    result = run("evaluate", "linear", "--mnist", mnist_folder, models=tmp_path)
    assert result.exit_code == 1
    assert "truncated or altered" in line_of(result)


@pytest.mark.parametrize("file", ["network.json", "weights.npz", "checkpoints.npz"])
def test_a_folder_that_cannot_be_written_is_told_before_the_first_epoch(
    mnist_folder: Path, tmp_path: Path, file: str
) -> None:
    (tmp_path / "linear" / file).mkdir(parents=True)
    result = run("train", "linear", "--mnist", mnist_folder, "--to", tmp_path)
    assert result.exit_code == 1
    assert line_of(result) == f"Error: {tmp_path / 'linear' / file}: Is a directory"
    assert "training" not in result.stderr


def test_a_file_in_the_place_of_the_folder_is_told_before_the_first_epoch(
    mnist_folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "linear").write_bytes(b"")
    result = run("train", "linear", "--mnist", mnist_folder, "--to", tmp_path)
    assert result.exit_code == 1
    assert line_of(result) == f"Error: {tmp_path / 'linear'}: File exists"
    assert "training" not in result.stderr


def test_a_pipe_as_data_is_told_at_once(trained: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "t10k-images-idx3-ubyte.gz")
    result = run("evaluate", "linear", "--mnist", tmp_path, models=trained)
    assert result.exit_code == 1
    assert line_of(result).endswith("found a pipe and not a file")


def test_fetch_without_a_network_exits_with_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.training.fetch.MIRRORS", ("http://127.0.0.1:9/mnist/",))
    result = run("mnist", "fetch", "--to", tmp_path)
    assert result.exit_code == 1
    assert "is there a network?" in line_of(result)


def test_fetch_has_nothing_to_do_where_all_is_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = b"what is expected"
    monkeypatch.setattr(
        "app.training.data.MNIST_SHA256", {"some-file": hashlib.sha256(content).hexdigest()}
    )
    (tmp_path / "some-file.gz").write_bytes(gzip.compress(content))
    result = run("mnist", "fetch", "--to", tmp_path)
    assert result.exit_code == 0
    assert result.stdout == f"Nothing to do: all four files, contents checked: {tmp_path}\n"
