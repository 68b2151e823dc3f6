"""`forward-pass add` and `remove`: names, labels, pictures of other kinds, and the folder."""

from pathlib import Path

import msgspec
import numpy as np
import pytest

from app import paths
from app.config import Config
from app.forward_pass import run_input
from app.forward_pass.digit import network_input
from app.model_store import ModelError, load, load_all
from app.own import folder
from app.own.adding import Wish, add
from tests.own.conftest import Ask, pictures
from tests.own.models import dense, model, node, put, weights
from tests.serving import start
from tests.training.synthetic import digits, write_mnist


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A file that can be added."""
    return put(tmp_path / "My Net.v2.onnx", dense())


def test_a_network_is_called_as_its_file(good: Path, config: Config) -> None:
    said = list(add(Wish(good), config))
    assert said[0] == "Added my-net-v2: 784 · 10, 7,850 numbers"
    assert said[1] == "It ends in scores: softmax makes probabilities of them on the page."
    assert said[2].startswith("ONNX Runtime's answers to 10 pictures: largest difference ")
    card = load(config.own / "my-net-v2").card
    assert (card.group, card.outputs, card.labels) == ("own", "probabilities", None)


@pytest.mark.parametrize("name", ["classic", "My Net", "../up", "", "a" * 41, "-"])
def test_a_name_that_cannot_be_is_refused(name: str, good: Path, config: Config) -> None:
    with pytest.raises(ModelError):
        list(add(Wish(good, name), config))
    assert not config.own.exists()


def test_a_name_is_given_once(good: Path, config: Config) -> None:
    list(add(Wish(good, "net"), config))
    with pytest.raises(ModelError, match="is there already: forward-pass remove net"):
        list(add(Wish(good, "net"), config))


def test_letters_need_labels(tmp_path: Path, config: Config) -> None:
    file = put(tmp_path / "letters.onnx", dense(26))
    with pytest.raises(ModelError, match="it has 26 outputs; say what they stand for"):
        list(add(Wish(file), config))
    with pytest.raises(ModelError, match="it has 26 outputs, found 3 labels"):
        list(add(Wish(file, labels=("A", "B", "C")), config))
    list(add(Wish(file, labels=("ABCDEFGHIJKLMNOPQRSTUVWXYZ",)), config))
    assert load(config.own / "letters").card.labels == list("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


@pytest.mark.parametrize(("ground", "ink"), [(0, 255), (1, 0), (-1, 1), (-0.4242, 2.8215)])
@pytest.mark.parametrize("padding", [0, 1])
def test_pixels_of_another_range_or_polarity_become_part_of_the_first_layer(
    ground: float, ink: float, padding: int, tmp_path: Path, config: Config, ask: Ask
) -> None:
    kernels, side = weights(3, 1, 3, 3), 26 + 2 * padding
    V = weights(3 * side * side, 10)
    file = put(tmp_path / "conv.onnx", model(
        node("Conv", "x K", "z", pads=[padding] * 4), node("Relu", "z", "a"),
        node("Flatten", "a", "f"), node("MatMul", "f V", "s"), node("Softmax", "s"),
        tensors={"K": kernels / 100, "V": V / 100}, reads=("n", 1, 28, 28),
    ))  # fmt: skip
    difference = ask(file, ground, ink).difference
    assert difference is not None
    assert difference < 1e-5
    list(add(Wish(file, ground=ground, ink=ink), config))
    card = load(config.own / "conv").card
    assert f"The file's own reads {ground:g} for paper and {ink:g} for ink" in (
        card.input_normalisation
    )


def test_it_is_measured_where_mnist_is(good: Path, config: Config, tmp_path: Path) -> None:
    few = digits(5, seed=1)
    mnist = write_mnist(tmp_path / "mnist", few, few)
    said = list(add(Wish(good), msgspec.structs.replace(config, mnist=mnist)))
    assert "% of MNIST's t10k" in said[-2]
    (score,) = load(config.own / "my-net-v2").card.accuracy.values()
    assert score.n == len(few.labels)


def test_a_server_shows_what_was_added_after_its_own(good: Path, config: Config) -> None:
    list(add(Wish(good, "aa"), config))
    names = list(folder.networks(config, lambda error: pytest.fail(str(error))))
    assert names == [*load_all(config.models), "aa"]


def test_a_broken_network_keeps_no_server_from_starting(good: Path, config: Config) -> None:
    list(add(Wish(good, "net"), config))
    (config.own / "net" / "weights.npz").write_bytes(b"PK")
    said: list[str] = []
    names = list(folder.networks(config, lambda error: said.append(str(error))))
    assert names == list(load_all(config.models))
    assert "truncated or altered" in said[0]


def test_a_network_never_stands_for_one_that_comes_with_the_server(
    good: Path, config: Config
) -> None:
    list(add(Wish(good, "net"), config))
    (config.own / "net").rename(config.own / "classic")
    shipped = load_all(config.models)
    said: list[str] = []
    found = folder.networks(config, lambda error: said.append(str(error)))
    assert found["classic"].card == shipped["classic"].card
    assert "the name of a network that comes with it" in said[0]


def test_only_what_was_added_is_removed(good: Path, config: Config) -> None:
    list(add(Wish(good, "net"), config))
    folder.remove(config, "net")
    assert folder.own_names(config) == []
    for name in ("classic", "../models/classic", "net"):
        with pytest.raises(ModelError):
            folder.remove(config, name)
    assert "classic" in load_all(config.models)


def test_a_network_that_is_linked_from_elsewhere_stays_there(good: Path, config: Config) -> None:
    list(add(Wish(good, "net"), config))
    elsewhere = config.own.parent / "elsewhere"
    (config.own / "net").rename(elsewhere)
    (config.own / "net").symlink_to(elsewhere)
    folder.remove(config, "net")
    assert folder.own_names(config) == []
    assert (elsewhere / "network.json").is_file()


def test_the_command_adds_and_removes(good: Path, models: Path, tmp_path: Path) -> None:
    settings = {"FORWARD_PASS_OWN": str(tmp_path / "networks")}
    out, errors = start("add", str(good), models=models, settings=settings).communicate(timeout=60)
    assert "Added my-net-v2" in out, errors
    out, _ = start("remove", "my-net-v2", models=models, settings=settings).communicate(timeout=60)
    assert out.startswith("Removed my-net-v2")
    assert list((tmp_path / "networks").iterdir()) == []


def test_layers_that_scale_become_part_of_their_neighbours(tmp_path: Path, config: Config) -> None:
    """Normalisation before, between and after, each where it cannot be told from weights."""
    random = np.random.default_rng(3)
    tensors = {
        "K": weights(4, 1, 3, 3), "g": random.normal(size=4).astype(np.float32),
        "h": random.normal(size=4).astype(np.float32),
        "v": (random.random(4) + 0.5).astype(np.float32), "W": weights(676, 10, seed=2),
    }  # fmt: skip
    file = put(tmp_path / "net.onnx", model(
        node("Conv", "x K", "z"), node("Relu", "z", "a"),
        node("BatchNormalization", "a g h h v", "n"),
        node("MaxPool", "n", "p", kernel_shape=[2, 2], strides=[2, 2]), node("Flatten", "p", "f"),
        node("MatMul", "f W", "s"), node("Softmax", "s"), tensors=tensors, reads=(1, 1, 28, 28),
    ))  # fmt: skip
    list(add(Wish(file), config))
    network = load(config.own / "net").network
    images = network_input(np.frombuffer(pictures(), np.uint8).reshape(-1, 28, 28))
    assert run_input(images, network).layers[-1].a.shape == (10, 10)
    assert len(network.layers) == 4  # the normalisation is one of 1×1, before the largest is taken


def test_whoever_has_no_home_has_no_network_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere() -> Path:
        raise RuntimeError("no home")

    monkeypatch.setattr(Path, "home", nowhere)
    assert not paths.own_networks({}).parent.exists()
    kept = Path("forward-pass/networks")
    assert paths.own_networks({"XDG_DATA_HOME": "/data"}) == "/data" / kept
    assert paths.own_networks({"XDG_DATA_HOME": ""}).is_relative_to("/nonexistent")
