"""models/ ↔ Network: the only reader and writer of weights.

One folder a network: ``network.json`` (the card) and ``weights.npz`` (W1, b1, W2, b2, … float32).
``checkpoints.npz``, where there is one, holds the same arrays in float16 at moments of training.
"""

import hashlib
import io
import math
import tokenize
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
import numpy as np
from msgspec import Meta
from numpy.typing import NDArray

from app.forward_pass.activations import activation
from app.forward_pass.arrays import Floats
from app.forward_pass.errors import InvalidInput
from app.forward_pass.layers import Dense, Layer
from app.forward_pass.network import Network

MAX_FILE = 64 * 1024 * 1024  # bytes: what a card or an archive may hold, packed or unpacked

_PRECISIONS = {np.dtype(np.float32), np.dtype(np.float16)}  # of weights, and of checkpoints
# What zipfile and NumPy raise on archives that are broken, encrypted or of another make. Neither
# has an error of its own for all of it, and the hash says only that the file is the card's: whoever
# writes a folder of networks may write both.
_NO_ARRAYS = (
    EOFError,
    KeyError,
    MemoryError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,
    ValueError,
    tokenize.TokenError,
    zipfile.BadZipFile,
    zlib.error,
)


class ModelError(Exception):
    """A network's folder is missing something, or is not what its card says."""


class LayerCard(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One layer's shape and activation function."""

    inputs: int
    outputs: int
    activation: str | dict[str, Any]
    type: Literal["dense"] = "dense"

    @property
    def shapes(self) -> dict[str, tuple[int, ...]]:
        """The shapes of the layer's parameters."""
        return {"W": (self.outputs, self.inputs), "b": (self.outputs,)}

    def layer(self, parameters: Mapping[str, Floats]) -> Layer:
        """The layer with its parameters.

        Raises:
            InvalidInput: they do not fit together, or are not finite.
        """
        return Dense(parameters["W"], parameters["b"], activation(self.activation))


class Score(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An accuracy, 0 to 1, with the count behind it and where it was measured."""

    accuracy: float
    correct: int
    n: int
    dataset: str


class Card(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``network.json``: all that is known about a network but its numbers.

    ``outputs``: "scores" (ten separate ones) or "probabilities" (they add up to 1).
    ``group``: "networks" or "experiments", for the picker; ``order``: its place there.
    """

    name: str
    title: str
    summary: str
    group: Annotated[str, Meta(pattern="^(networks|experiments)$")]
    order: int
    outputs: Literal["scores", "probabilities"]
    layers: list[LayerCard]
    input_normalisation: str
    training: dict[str, Any]
    accuracy: dict[str, Score]
    weights_sha256: str
    licence: str
    checkpoints_sha256: str | None = None


class Model(msgspec.Struct, frozen=True):
    """A network with its card."""

    card: Card
    network: Network


Arrays = Mapping[str, NDArray[Any]]


def load_all(folder: Path) -> dict[str, Model]:
    """Every network of a folder, in the picker's order.

    Raises:
        ModelError: the folder has no network, or one of them is missing, truncated or altered.
    """
    folders = sorted(card.parent for card in folder.glob("*/network.json"))
    if not folders:
        raise ModelError(f"{folder}: expected folders with a network.json, found none")
    models = [load(each) for each in folders]
    models.sort(key=lambda model: (model.card.order, model.card.name))
    return {model.card.name: model for model in models}


def load(folder: Path) -> Model:
    """One network from its folder.

    Raises:
        ModelError: a file is missing, truncated, altered, or does not fit the card.
    """
    card_file = folder / "network.json"
    try:
        card = msgspec.json.decode(_bytes(card_file), type=Card)
    except (ValueError, RecursionError) as error:  # not JSON, not UTF-8, not a card, no end
        raise ModelError(f"{card_file}: expected a network's card, found {error}") from None
    if card.name != folder.name:
        raise ModelError(f"{card_file}: expected the name {folder.name!r}, found {card.name!r}")
    arrays = _arrays(folder / "weights.npz", card.weights_sha256)
    try:
        network = build(card, arrays)
    except InvalidInput as error:
        raise ModelError(f"{folder / 'weights.npz'}: {error}") from None
    return Model(card, network)


def load_checkpoints(folder: Path, card: Card) -> Iterator[tuple[int, Network]]:
    """The networks kept during training, with the step of training each was taken at.

    Raises:
        ModelError: the card names checkpoints and their file is missing or altered.
    """
    if card.checkpoints_sha256 is None:
        return
    file = folder / "checkpoints.npz"
    arrays = _arrays(file, card.checkpoints_sha256)
    steps = arrays.pop("steps", np.empty(0))
    if not steps.size or any(each.shape[:1] != steps.shape for each in arrays.values()):
        raise ModelError(f"{file}: expected steps, and arrays with one entry for each, found none")
    for k, step in enumerate(steps.tolist()):
        try:
            yield int(step), build(card, {key: value[k] for key, value in arrays.items()})
        except InvalidInput as error:
            raise ModelError(f"{file}: {error}") from None


def build(card: Card, arrays: Arrays) -> Network:
    """A network of the card's shape from its arrays.

    Raises:
        InvalidInput: an array is missing, has another shape than the card says, or is not finite.
    """
    layers = []
    for k, layer in enumerate(card.layers, start=1):
        parameters = {}
        for name, shape in layer.shapes.items():
            array = arrays.get(f"{name}{k}")
            if array is None or array.shape != shape:
                found = "nothing" if array is None else f"{array.shape}"
                raise InvalidInput("network", f"{name}{k} of shape {shape}", found)
            if array.dtype not in _PRECISIONS:
                raise InvalidInput("network", "numbers in float32 or float16", f"{array.dtype}")
            parameters[name] = array.astype(np.float32)
        layers.append(layer.layer(parameters))
    return Network(card.name, layers)


def save(folder: Path, card: Card, network: Network) -> Card:
    """Write a network's folder; the card comes back with the weights' hash filled in."""
    folder.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, NDArray[Any]] = {}
    for k, layer in enumerate(network.layers, start=1):
        arrays |= {f"{name}{k}": array for name, array in layer.parameters.items()}
    card = msgspec.structs.replace(card, weights_sha256=_write(folder / "weights.npz", arrays))
    text = msgspec.json.format(msgspec.json.encode(card), indent=2)
    (folder / "network.json").write_bytes(text + b"\n")
    return card


def save_checkpoints(folder: Path, steps: list[int], networks: list[Network]) -> str:
    """Write ``checkpoints.npz``: float16, stacked over the steps. Returns its SHA-256."""
    arrays: dict[str, NDArray[Any]] = {"steps": np.array(steps, np.int64)}
    for k, layer in enumerate(networks[0].layers):
        for name in layer.parameters:
            kept = [network.layers[k].parameters[name] for network in networks]
            arrays[f"{name}{k + 1}"] = np.stack(kept).astype(np.float16)
    folder.mkdir(parents=True, exist_ok=True)
    return _write(folder / "checkpoints.npz", arrays)


def _write(file: Path, arrays: Arrays) -> str:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in arrays.items():
            # A fixed date, so that the same weights make the same bytes.
            entry = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            member = io.BytesIO()
            np.lib.format.write_array(member, np.asarray(array), allow_pickle=False)
            archive.writestr(entry, member.getvalue())
    file.write_bytes(buffer.getvalue())
    return hashlib.sha256(buffer.getvalue()).hexdigest()


def _arrays(file: Path, sha256: str) -> dict[str, NDArray[Any]]:
    packed = _bytes(file)
    found = hashlib.sha256(packed).hexdigest()
    if found != sha256:
        raise ModelError(
            f"{file}: expected SHA-256 {sha256[:12]}…, found {found[:12]}…: "
            "truncated or altered; restore the file or train the network again"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
            if size > MAX_FILE:
                raise ModelError(
                    f"{file}: expected at most {MAX_FILE} bytes unpacked, found {size}"
                )
            return {
                name.removesuffix(".npy"): _array(archive.read(name)) for name in archive.namelist()
            }
    except _NO_ARRAYS as error:
        found = str(error).partition("\n")[0] or type(error).__name__
        raise ModelError(f"{file}: expected an archive of arrays, found {found}") from None


def _array(member: bytes) -> NDArray[Any]:
    """One array in NumPy's format, with no more memory than its bytes take.

    ``numpy.load`` makes room for the shape that a header claims before it looks for the numbers.
    """
    stream = io.BytesIO(member)
    version = np.lib.format.read_magic(stream)
    if version != (1, 0):
        raise ValueError(f"version {version} of the array format")
    shape, is_fortran, dtype = np.lib.format.read_array_header_1_0(stream)
    if is_fortran or dtype.hasobject or min(shape, default=0) < 0:
        raise ValueError(f"an array of {dtype} with the shape {shape}, which is not read here")
    numbers = member[stream.tell() :]
    if len(numbers) != math.prod(shape) * dtype.itemsize:
        raise ValueError(f"{len(numbers)} bytes for an array of {dtype} with the shape {shape}")
    return np.frombuffer(numbers, dtype).reshape(shape)


def _bytes(file: Path) -> bytes:
    try:
        size = file.stat().st_size
        if size > MAX_FILE:
            raise ModelError(f"{file}: expected at most {MAX_FILE} bytes, found {size}")
        return file.read_bytes()
    except OSError as error:
        raise ModelError(f"{file}: {error.strerror or error}") from None
