"""A network's folder comes back as it was written, or is refused in one plain line."""

import hashlib
import io
import json
import os
import pickle
import tracemalloc
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from app.forward_pass import Network
from app.forward_pass.activations import NAMES
from app.layer_cards import layer_card
from app.model_store import (
    MAX_CARD,
    MAX_FILE,
    MAX_MEMBERS,
    Card,
    ModelError,
    Score,
    load,
    load_all,
    load_checkpoints,
    save,
)
from tests.forward_pass.networks import random_network

Arrays = dict[str, NDArray[Any]]


def card_of(network: Network, name: str = "small", order: int = 0) -> Card:
    return Card(
        name=name,
        title="A small one",
        summary="For tests.",
        group="experiments",
        order=order,
        outputs="probabilities",
        layers=[layer_card(layer) for layer in network.layers],
        input_normalisation="none",
        training={"data": []},
        accuracy={"t10k": Score(0.5, 1, 2, "two digits")},
        weights_sha256="",
        licence="MIT",
    )


@pytest.fixture
def network() -> Network:
    return random_network([6, 5, 3], ["relu", "softmax"], 0)


@pytest.fixture
def folder(tmp_path: Path, network: Network) -> Path:
    """The folder of a small network."""
    save(tmp_path / "small", card_of(network), network)
    return tmp_path / "small"


def refusal(folder: Path) -> str:
    """What is said about a folder that cannot be loaded."""
    with pytest.raises(ModelError) as caught:
        load(folder)
    message = str(caught.value)
    assert message.startswith(str(folder))
    assert "\n" not in message
    return message


def pack(write: Callable[[zipfile.ZipFile], object]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        write(archive)
    return buffer.getvalue()


def put_weights(folder: Path, content: bytes) -> None:
    """Other weights, with a card that vouches for them."""
    (folder / "weights.npz").write_bytes(content)
    change_card(folder, weights_sha256=hashlib.sha256(content).hexdigest())


def packed(arrays: Arrays) -> bytes:
    buffer = io.BytesIO()
    np.savez(buffer, **arrays)  # type: ignore[arg-type]  # its stub takes ** for its own option
    return buffer.getvalue()


def change_card(folder: Path, **changes: object) -> None:
    card = json.loads((folder / "network.json").read_text())
    (folder / "network.json").write_text(json.dumps({**card, **changes}))


def arrays_of(network: Network) -> Arrays:
    arrays: Arrays = {}
    for k, layer in enumerate(network.layers, start=1):
        arrays |= {f"W{k}": layer.parameters["W"], f"b{k}": layer.parameters["b"]}
    return arrays


def test_comes_back_as_it_was_written(folder: Path, network: Network) -> None:
    model = load(folder)
    assert model.card.title == "A small one"
    assert model.card.accuracy["t10k"] == Score(0.5, 1, 2, "two digits")
    for found, layer in zip(model.network.layers, network.layers, strict=True):
        np.testing.assert_array_equal(found.parameters["W"], layer.parameters["W"])
        np.testing.assert_array_equal(found.parameters["b"], layer.parameters["b"])
        assert found.parameters["W"].dtype == np.float32
    x = np.ones(6, np.float32)
    np.testing.assert_array_equal(model.network.forward(x)[-1].a, network.forward(x)[-1].a)


@pytest.mark.parametrize("name", NAMES)
def test_every_activation_function_comes_back(tmp_path: Path, name: str) -> None:
    network = random_network([4, 3], [name], 1)
    save(tmp_path / "small", card_of(network), network)
    x = np.array([1, -2, 3, -4], np.float32)
    found = load(tmp_path / "small").network.forward(x)[-1].a
    np.testing.assert_allclose(found, network.forward(x)[-1].a, rtol=1e-6)


def test_the_same_network_makes_the_same_bytes(tmp_path: Path, network: Network) -> None:
    for name in ("a", "b"):
        save(tmp_path / name, card_of(network), network)
    for file in ("network.json", "weights.npz"):
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()


def test_networks_come_in_the_pickers_order(tmp_path: Path, network: Network) -> None:
    for name, order in (("b", 1), ("a", 2), ("d", 0), ("c", 1)):
        save(tmp_path / name, card_of(network, name, order), network)
    assert list(load_all(tmp_path)) == ["d", "b", "c", "a"]


def test_a_folder_of_no_networks_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"expected folders with a network\.json, found none"):
        load_all(tmp_path)
    with pytest.raises(ModelError, match="found none"):
        load_all(tmp_path / "nowhere")


def test_one_bad_network_is_not_passed_over(folder: Path) -> None:
    (folder / "weights.npz").unlink()
    with pytest.raises(ModelError, match=r"weights\.npz"):
        load_all(folder.parent)


def test_a_bad_network_is_named_and_the_others_are_there(folder: Path, network: Network) -> None:
    for name in ("a", "b", "c"):
        save(folder.parent / name, card_of(network, name), network)
    (folder / "weights.npz").write_bytes(b"")
    (folder.parent / "b" / "network.json").unlink()
    heard: list[ModelError] = []
    assert list(load_all(folder.parent, heard.append)) == ["a", "c"]
    missing, truncated = map(str, heard)
    assert "b/network.json: No such file" in missing
    assert "small/weights.npz: expected SHA-256" in truncated


def test_the_only_network_may_not_be_bad(folder: Path) -> None:
    (folder / "weights.npz").unlink()
    heard: list[ModelError] = []
    with pytest.raises(ModelError, match=r"small/weights\.npz: No such file"):
        load_all(folder.parent, heard.append)


@pytest.mark.parametrize("file", ["network.json", "weights.npz"])
def test_a_missing_file_is_named(folder: Path, file: str) -> None:
    (folder / file).unlink()
    assert f"{file}: No such file" in refusal(folder)


@pytest.mark.parametrize("file", ["network.json", "weights.npz"])
def test_what_is_no_file_is_refused_at_once(folder: Path, file: str) -> None:
    (folder / file).unlink()
    (folder / file).symlink_to("/dev/zero")
    assert f"{file}: A device and not a file" in refusal(folder)
    (folder / file).unlink()
    os.mkfifo(folder / file)  # nobody writes there, so opening it would never end
    assert f"{file}: A pipe and not a file" in refusal(folder)
    (folder / file).unlink()
    (folder / file).mkdir()
    assert f"{file}: A folder and not a file" in refusal(folder)


@pytest.mark.parametrize("keep", [0, 1, 100, -1])
def test_truncated_weights_are_refused(folder: Path, keep: int) -> None:
    file = folder / "weights.npz"
    file.write_bytes(file.read_bytes()[:keep])
    assert "truncated or altered" in refusal(folder)


def test_altered_weights_are_refused_wherever_a_bit_flips(folder: Path) -> None:
    file = folder / "weights.npz"
    whole = file.read_bytes()
    for place in range(0, len(whole), 37):
        altered = bytearray(whole)
        altered[place] ^= 1
        file.write_bytes(altered)
        assert "truncated or altered" in refusal(folder)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"null", b"[]", b"\xff", b'{"name": "small"}', b"[" * 100_000]
)
def test_a_card_that_is_none_is_refused(folder: Path, content: bytes) -> None:
    (folder / "network.json").write_bytes(content)
    assert "expected a network's card, found" in refusal(folder)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": "other"}, "expected the name 'small', found 'other'"),
        ({"weights_sha256": "0" * 64}, "expected SHA-256 000000000000…"),
        ({"order": "first"}, "expected a network's card"),
        ({"layers": []}, "a network of at least one layer, found none"),
        (
            {"layers": [{"type": "dense", "inputs": 6, "outputs": 4, "activation": "relu"}]},
            r"W1 of shape (4, 6), found (5, 6)",
        ),
        (
            {"layers": [{"type": "dense", "inputs": 6, "outputs": 5, "activation": "sinus"}]},
            "expected one of step, linear",
        ),
        ({"layers": [{"type": "dense", "inputs": 6, "outputs": 5}]}, "expected a network's card"),
        (
            {
                "layers": [
                    {"type": "dense", "inputs": 6, "outputs": 5, "activation": "relu", "colour": 1}
                ]
            },
            "expected a network's card",
        ),
    ],
)
def test_a_card_that_does_not_fit_is_refused(
    folder: Path, changes: dict[str, object], message: str
) -> None:
    change_card(folder, **changes)
    assert message in refusal(folder)


def test_a_field_that_no_card_has_is_refused(folder: Path) -> None:
    card = json.loads((folder / "network.json").read_text())
    scores = {"t10k": {**card["accuracy"]["t10k"], "accurracy": 0.9}}
    layers = [{**card["layers"][0], "type": "conv"}, *card["layers"][1:]]
    changes: list[tuple[dict[str, object], str]] = [
        ({"sumary": ""}, "sumary"),
        ({"accuracy": scores}, "accurracy"),
        ({"layers": layers}, "conv"),
        ({"group": "others"}, "group"),
        ({"outputs": "score"}, "score"),
    ]
    for change, found in changes:
        (folder / "network.json").write_text(json.dumps({**card, **change}))
        with pytest.raises(ModelError, match=found):
            load(folder)


def test_missing_arrays_are_named(folder: Path, network: Network) -> None:
    arrays = arrays_of(network)
    del arrays["b2"]
    put_weights(folder, packed(arrays))
    assert "expected b2 of shape (3,), found nothing" in refusal(folder)


@pytest.mark.parametrize(
    ("name", "array", "message"),
    [
        ("W1", np.zeros((5, 7)), "W1 of shape (5, 6)"),
        ("b1", np.zeros(4, np.float32), "b1 of shape (5,), found (4,)"),
        ("b1", np.array([0, 1, 2, np.nan, 4], np.float32), "finite"),
        ("W2", np.full((3, 5), 1e300), "expected numbers in float32 or float16"),
        ("W2", np.full((3, 5), "one"), "expected numbers in float32 or float16"),
        ("W2", np.full((3, 5), 1j), "expected numbers in float32 or float16"),
    ],
)
def test_arrays_that_do_not_fit_are_refused(
    folder: Path, network: Network, name: str, array: NDArray[Any], message: str
) -> None:
    put_weights(folder, packed({**arrays_of(network), name: array}))
    assert message in refusal(folder)


class Trap:
    """What a pickle can do to whoever opens it."""

    def __reduce__(self) -> tuple[Callable[[str], object], tuple[str]]:
        return (pytest.fail, ("the pickle was opened",))


def test_pickles_are_never_opened(folder: Path, network: Network) -> None:
    trap = np.array([Trap()], dtype=object)
    put_weights(folder, packed({**arrays_of(network), "W1": trap}))
    assert "expected an archive of arrays, found an array of object" in refusal(folder)
    put_weights(folder, pickle.dumps(Trap()))
    assert "expected an archive of arrays" in refusal(folder)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(folder: Path) -> None:
    zeros = bytes(1024 * 1024)

    def write(archive: zipfile.ZipFile) -> None:
        with archive.open("W1.npy", "w") as member:
            for _ in range(MAX_FILE // len(zeros) + 1):
                member.write(zeros)

    put_weights(folder, pack(write))
    assert f"bytes unpacked, more than {MAX_FILE}" in refusal(folder)


def test_a_directory_that_lies_about_sizes_costs_no_more_memory_than_it_says(folder: Path) -> None:
    size = 96 * 1024 * 1024
    content = pack(lambda archive: archive.writestr("W1.npy", bytes(size)))
    claimed = content.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert claimed != content
    put_weights(folder, claimed)
    tracemalloc.start()
    assert "expected an archive of arrays, found Bad CRC-32" in refusal(folder)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8 * 1024 * 1024


@pytest.mark.parametrize("names", [("W1.npy", "W1.npy"), ("W1", "W1.npy")])
def test_an_array_that_comes_twice_is_refused(folder: Path, names: tuple[str, str]) -> None:
    member = io.BytesIO()
    np.save(member, np.zeros((5, 6), np.float32))

    def write(archive: zipfile.ZipFile) -> None:
        for name in names:
            archive.writestr(name, member.getvalue())

    with warnings.catch_warnings(action="ignore"):  # zipfile's, of a name that it has already
        put_weights(folder, pack(write))
    assert "found the array 'W1' twice" in refusal(folder)


def test_a_directory_of_too_many_entries_is_refused_before_it_is_read(folder: Path) -> None:
    def write(archive: zipfile.ZipFile) -> None:
        for k in range(MAX_MEMBERS + 1):
            archive.writestr(f"{k}", b"")

    put_weights(folder, pack(write))
    assert f"found more than {MAX_MEMBERS} arrays" in refusal(folder)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packing_that_cannot_be_unpacked_bit_by_bit_is_refused(folder: Path, method: int) -> None:
    put_weights(folder, pack(lambda archive: archive.writestr("W1.npy", bytes(10_000), method)))
    assert "found the array 'W1' packed in a way that is not read here" in refusal(folder)


def test_an_array_that_claims_to_be_huge_is_refused(folder: Path) -> None:
    member = io.BytesIO()
    header = {"descr": "<f4", "fortran_order": False, "shape": (10**7, 10**7)}
    np.lib.format.write_array_header_1_0(member, header)
    put_weights(folder, pack(lambda archive: archive.writestr("W1.npy", member.getvalue())))
    assert "expected an archive of arrays" in refusal(folder)


@pytest.mark.parametrize(
    "header",
    [
        b"",
        b"{",
        b"(",
        b'"""',
        b"{'descr': '<f4', 'fortran_order': False, 'shape': (5,",
        b"{'descr': '<f4', 'fortran_order': False, 'shape': (-5, 6)}",
        b"{'descr': '<f4', 'fortran_order': True, 'shape': (5, 6)}",
        b"{'descr': '|O', 'fortran_order': False, 'shape': (5, 6)}",
        b"0x",
        b"\xff" * 9,
        b"[" * 9_000,
    ],
)
def test_a_header_that_is_none_is_refused(folder: Path, header: bytes) -> None:
    member = b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header + bytes(120)
    put_weights(folder, pack(lambda archive: archive.writestr("W1.npy", member)))
    assert "expected an archive of arrays" in refusal(folder)


def test_a_member_that_is_no_array_is_refused(folder: Path) -> None:
    put_weights(folder, pack(lambda archive: archive.writestr("W1", b"text")))
    assert "expected an archive of arrays" in refusal(folder)


@pytest.mark.parametrize("content", [b'{"name": "\xff"}', b"[" * 100_000])
def test_a_card_that_is_no_text_or_has_no_end_is_refused(folder: Path, content: bytes) -> None:
    (folder / "network.json").write_bytes(content)
    assert "expected a network's card" in refusal(folder)


@pytest.mark.parametrize("file", ["network.json", "weights.npz"])
def test_a_file_that_is_too_long_is_refused_without_reading_it(folder: Path, file: str) -> None:
    most = MAX_CARD if file == "network.json" else MAX_FILE
    with (folder / file).open("r+b") as stream:
        stream.truncate(2**40)  # takes no room on disk
    assert f"Expected at most {most} bytes, found {2**40}" in refusal(folder)


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_no_mutation_of_a_vouched_archive_escapes(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    network = random_network([6, 5, 3], ["relu", "softmax"], 0)
    folder = tmp_path_factory.mktemp("mutated") / "small"
    save(folder, card_of(network), network)
    content = bytearray((folder / "weights.npz").read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    put_weights(folder, bytes(content))
    try:
        loaded = load(folder)
    except ModelError as error:
        assert str(error).startswith(str(folder))  # noqa: PT017  # either end is right
    else:
        assert loaded.network.sizes == (6, 5, 3)


@pytest.fixture
def kept() -> list[Network]:
    return [random_network([6, 5, 3], ["relu", "softmax"], seed) for seed in range(3)]


def vouched(network: Network, sha256: str) -> Card:
    return msgspec.structs.replace(card_of(network), checkpoints_sha256=sha256)


@pytest.fixture
def with_checkpoints(tmp_path: Path, kept: list[Network]) -> Card:
    """The card of a network whose folder is ``tmp_path / "small"``."""
    checkpoints = dict(zip([0, 10, 100], kept, strict=True))
    return save(tmp_path / "small", card_of(kept[-1]), kept[-1], checkpoints)


def test_checkpoints_come_back_in_half_precision(
    tmp_path: Path, kept: list[Network], with_checkpoints: Card
) -> None:
    found = list(load_checkpoints(tmp_path / "small", with_checkpoints))
    assert [step for step, _ in found] == [0, 10, 100]
    for (_, network), was in zip(found, kept, strict=True):
        np.testing.assert_allclose(
            network.layers[1].parameters["W"], was.layers[1].parameters["W"], rtol=1e-3
        )
        assert network.layers[1].parameters["W"].dtype == np.float32


def test_a_network_may_have_no_checkpoints(tmp_path: Path, kept: list[Network]) -> None:
    assert list(load_checkpoints(tmp_path, card_of(kept[0]))) == []


def test_altered_or_missing_checkpoints_are_refused(tmp_path: Path, with_checkpoints: Card) -> None:
    file = tmp_path / "small" / "checkpoints.npz"
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(ModelError, match="truncated or altered"):
        list(load_checkpoints(file.parent, with_checkpoints))
    file.unlink()
    with pytest.raises(ModelError, match="No such file"):
        list(load_checkpoints(file.parent, with_checkpoints))


@pytest.mark.parametrize(
    "changes",
    [
        {"steps": None},
        {"steps": np.arange(4)},
        {"W1": np.zeros((3, 5, 5))},
        {"b2": np.zeros(3, np.float32)},
    ],
    ids=["no steps", "too many steps", "another shape", "not stacked"],
)
def test_checkpoints_that_do_not_fit_are_refused(
    tmp_path: Path, kept: list[Network], changes: dict[str, NDArray[Any] | None]
) -> None:
    arrays: dict[str, NDArray[Any] | None] = {
        name: np.stack([arrays_of(network)[name] for network in kept])
        for name in ("W1", "b1", "W2", "b2")
    }
    chosen = {"steps": np.arange(3), **arrays, **changes}
    content = packed({name: array for name, array in chosen.items() if array is not None})
    (tmp_path / "checkpoints.npz").write_bytes(content)
    card = vouched(kept[0], hashlib.sha256(content).hexdigest())
    with pytest.raises(ModelError, match=r"checkpoints\.npz: expected"):
        list(load_checkpoints(tmp_path, card))
