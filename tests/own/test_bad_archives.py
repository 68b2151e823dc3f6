"""Keras' files, safetensors and our own arrays that nobody should have to read."""

import io
import json
import struct
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
from safetensors.numpy import save

from app.model_store import ModelError
from app.own import described, keras_file, onnx_file
from app.own.chain import Chain
from tests.own.conftest import Ask
from tests.own.models import weights
from tests.saving import save_one
from tests.serving import make_networks

FILES = Path(__file__).parents[1] / "fixtures" / "own"


def parts(name: str = "keras-conv.keras") -> dict[str, bytes]:
    """The members of a good file."""
    with zipfile.ZipFile(FILES / name) as archive:
        return {each: archive.read(each) for each in archive.namelist()}


def packed(members: Mapping[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", how) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def with_numbers(change: Callable[[h5py.File], object]) -> bytes:
    """A file whose HDF5 is changed."""
    members = parts()
    stream = io.BytesIO(members["model.weights.h5"])
    with h5py.File(stream, "r+") as file:
        change(file)
    return packed(members | {"model.weights.h5": stream.getvalue()})


def with_layer(k: int, change: Mapping[str, Any], **settings: Any) -> bytes:
    """A file one of whose layers is told otherwise."""
    members = parts()
    model = json.loads(members["config.json"])
    model["config"]["layers"][k].update(change)
    model["config"]["layers"][k]["config"].update(settings)
    return packed(members | {"config.json": json.dumps(model).encode()})


def linked_outside() -> bytes:
    def change(file: h5py.File) -> None:
        del file["layers/dense/vars/0"]
        file["layers/dense/vars/0"] = h5py.ExternalLink("/etc/passwd", "/")

    return with_numbers(change)


def linked_softly() -> bytes:
    def change(file: h5py.File) -> None:
        del file["layers/dense/vars"]
        file["layers/dense/vars"] = h5py.SoftLink("/layers/dense/vars")

    return with_numbers(change)


def stored_outside() -> bytes:
    def change(file: h5py.File) -> None:
        group = file["layers/dense/vars"]
        del group["0"]
        group.create_dataset("0", (216, 12), "f4", external=[("/etc/passwd", 0, 10_368)])

    return with_numbers(change)


def larger_than_it_is() -> bytes:
    def change(file: h5py.File) -> None:
        group = file["layers/dense/vars"]
        del group["0"]
        group.create_dataset("0", (100_000, 100_000), "f4", chunks=(1_000, 1_000))

    return with_numbers(change)


def without_numbers() -> bytes:
    def change(file: h5py.File) -> None:
        del file["layers/conv2d"]

    return with_numbers(change)


def with_nan() -> bytes:
    def change(file: h5py.File) -> None:
        file["layers/dense/vars/1"][0] = np.nan

    return with_numbers(change)


def a_bomb() -> bytes:
    """Some 800 kB that unpack to 794 MB."""
    zeros = bytes(794 * 2**20)
    return packed(parts() | {"model.weights.h5": zeros})


def a_bomb_that_lies() -> bytes:
    """The same, which says that it has 1,000 bytes."""
    bomb = packed(parts() | {"model.weights.h5": bytes(200 * 2**20)})
    size = struct.pack("<I", 200 * 2**20)
    return bomb.replace(size, struct.pack("<I", 1_000))


def cut_off() -> bytes:
    return (FILES / "keras-conv.keras").read_bytes()[:-4_000]


def with_cut_numbers() -> bytes:
    members = parts()
    return packed(members | {"model.weights.h5": members["model.weights.h5"][:5_000]})


def recurrent() -> bytes:
    return with_layer(2, {"class_name": "LSTM"})


def with_code() -> bytes:
    return with_layer(3, {"class_name": "Lambda"})


def of_another_picture() -> bytes:
    return with_layer(0, {}, batch_shape=[None, 32, 32, 3])


def with_odd_words() -> bytes:
    return with_layer(2, {}, strides="all")


def with_another_function() -> bytes:
    return with_layer(2, {}, activation="mish")


def with_a_branch() -> bytes:
    members = parts("keras-functional-half.keras")
    model = json.loads(members["config.json"])
    history = model["config"]["layers"][3]["inbound_nodes"][0]["args"][0]["config"]
    history["keras_history"][0] = "conv2d_2"
    return packed(members | {"config.json": json.dumps(model).encode()})


def nested() -> bytes:
    return packed(parts() | {"config.json": b"[" * 100_000})


KERAS: dict[Callable[[], bytes], str] = {
    linked_outside: "“dense_2”, has numbers behind a link, which is not followed",
    linked_softly: "has numbers behind a link, which is not followed",
    stored_outside: "has numbers that are in another file, which is not read",
    larger_than_it_is: "has 10,000,000,000 numbers",
    without_numbers: "“conv2d”, has no numbers that fit it",
    with_nan: "has weights that are no finite numbers",
    a_bomb: "its model.weights.h5 unpacks to 794 MB, more than 64",
    a_bomb_that_lies: "its model.weights.h5 is cut off or damaged",
    cut_off: "it is an archive that is cut off or damaged",
    with_cut_numbers: "its model.weights.h5 is cut off or damaged",
    recurrent: "“conv2d” is an LSTM; dense layers, convolution and pooling can be shown",
    with_code: "is a Lambda; dense layers",
    of_another_picture: "it reads 1×32×32×3 numbers; pictures of 28×28×1 can be read here",
    with_odd_words: "“conv2d”, has an odd strides: 'all'",
    with_another_function: "“conv2d”, has the activation function 'mish', which is not here",
    with_a_branch: "reads more than the layer before it",
    nested: "its config.json tells of no layers",
}


@pytest.mark.parametrize("make", KERAS, ids=lambda make: make.__name__)
def test_a_keras_file_that_cannot_be_shown_is_refused_in_one_line(
    make: Callable[[], bytes], ask: Ask, tmp_path: Path
) -> None:
    (tmp_path / "bad.keras").write_bytes(make())
    found = ask(tmp_path / "bad.keras")
    assert KERAS[make] in found.refused
    assert "\n" not in found.refused


def test_kerass_older_files_are_refused_with_what_to_do(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "model.keras").write_bytes(parts()["model.weights.h5"])
    assert "save the model anew as model.keras" in ask(tmp_path / "model.keras").refused


# safetensors

ARRAYS = {"fc.weight": weights(10, 784), "fc.bias": weights(10)}
LAYER = {"type": "dense", "tensors": "fc", "activation": "softmax"}


def put_described(folder: Path, arrays: Mapping[str, Any], card: object) -> Path:
    (folder / "net.json").write_text(json.dumps(card))
    (folder / "net.safetensors").write_bytes(save(dict(arrays)))
    return folder / "net.safetensors"


def test_a_card_tells_the_layers_of_safetensors(ask: Ask, tmp_path: Path) -> None:
    labels = list("ABCDEFGHIJ")
    found = ask(put_described(tmp_path, ARRAYS, {"layers": [LAYER], "labels": labels}))
    assert (found.refused, found.labels, len(found.layers)) == ("", labels, 1)


CARDS: dict[str, tuple[object, str]] = {
    "no layers": ({}, "its card, net.json, is not one"),
    "an unknown layer": ({"layers": [{"type": "lstm"}]}, "its card, net.json, is not one"),
    "another name": (
        {"layers": [LAYER | {"tensors": "fc2"}]},
        "layer 1, “fc2”, needs “fc2.weight”, which is not in it",
    ),
    "another function": ({"layers": [LAYER | {"activation": "mish"}]}, "expected one of step, "),
    "another shape": ({"layers": [LAYER | {"type": "conv2d"}]}, "layer 1, “fc”, does not fit: "),
    "a pool that learns": (
        {"layers": [LAYER, {"type": "max-pool2d"}]},
        "layer 2 reads 1×10; expected an image",
    ),
}


@pytest.mark.parametrize("name", CARDS)
def test_a_card_that_does_not_fit_is_refused(name: str, ask: Ask, tmp_path: Path) -> None:
    card, said = CARDS[name]
    assert said in ask(put_described(tmp_path, ARRAYS, card)).refused


def test_safetensors_without_a_card_say_what_is_expected(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "net.safetensors").write_bytes(save(ARRAYS))
    said = ask(tmp_path / "net.safetensors").refused
    assert said.startswith("its card, net.json, is expected beside it")


def test_safetensors_that_are_cut_off_are_refused(ask: Ask, tmp_path: Path) -> None:
    file = put_described(tmp_path, ARRAYS, {"layers": [LAYER]})
    file.write_bytes(file.read_bytes()[:-100])
    assert "it is cut off or damaged" in ask(file).refused


# Our own


def test_a_network_that_was_trained_here_can_be_added(ask: Ask, tmp_path: Path) -> None:
    network = make_networks(tmp_path)["deep"]
    found = ask(tmp_path / "deep" / "weights.npz")
    assert found.refused == ""
    first = np.frombuffer(found.arrays["W1"], "<f4")
    np.testing.assert_array_equal(first, network.layers[0].parameters["W"].ravel())


def test_our_own_arrays_without_their_card_are_refused(ask: Ask, tmp_path: Path) -> None:
    make_networks(tmp_path)
    (tmp_path / "deep" / "network.json").unlink()
    assert ask(tmp_path / "deep" / "weights.npz").refused.startswith("with the card beside it: ")


def test_a_network_of_another_size_is_refused(ask: Ask, tmp_path: Path) -> None:
    save_one(tmp_path / "small", "first")
    assert "layer 1 does not fit" in ask(tmp_path / "small" / "weights.npz").refused


@pytest.mark.parametrize("name", ["onnx", "h5py", "safetensors"])
def test_without_a_library_it_is_said_how_to_get_it(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    read: dict[str, Callable[[], object]] = {
        "onnx": lambda: onnx_file.read(b""),
        "h5py": lambda: keras_file.read(b"", Chain()),
        "safetensors": lambda: described.read_safetensors(b"", Path(), Chain()),
    }
    with pytest.raises(ModelError, match=r"pip install 'forward-pass\[models\]'"):
        read[name]()
