"""models/ ↔ Network: the only reader and writer of weights.

One folder per network: ``network.json`` (the card) and ``weights.npz`` (W1, b1, W2, b2, … float32).
``checkpoints.npz``, where there is one, holds the same arrays in float16 at some steps of training.

The card names its arrays by their hash. New ones are written beside the old, under a name with
their hash; renaming the new card into place makes the switch, and then they take the usual name. So
a folder is either the old network or the new one, wherever saving stops and whoever reads it
meanwhile.
"""

import errno
import hashlib
import io
import math
import os
import tokenize
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
import numpy as np
from msgspec import Meta
from numpy.typing import NDArray

from app.files import open_regular, put
from app.forward_pass.digit import SIDE
from app.forward_pass.doubt import ANSWERS, Doubter
from app.forward_pass.errors import InvalidInput
from app.forward_pass.network import Network
from app.layer_cards import LayerCard

MAX_FILE = 64 * 1024 * 1024  # bytes: what an archive may hold, packed or unpacked
MAX_CARD = 1024 * 1024  # bytes: decoded, a card takes some twenty times as many
N_DIGITS = 10
MAX_MEMBERS = 1_000  # of an archive; each takes memory before any is read

_CARD = "network.json"
_ARCHIVES = ("weights.npz", "checkpoints.npz")
_DIGITS = 16  # of a hash in a name
_ENTRY = b"PK\x01\x02"  # what each entry of an archive's directory begins with
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others cannot be unpacked in pieces
_PRECISIONS = {np.dtype(np.float32), np.dtype(np.float16)}  # of weights, and of checkpoints
# What zipfile and NumPy raise on archives that are broken, encrypted or of another kind. Neither
# has one error for all of it, and the hash says only that the file is the card's: whoever can write
# one can write both.
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


class Score(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An accuracy, 0 to 1, with the count behind it and where it was measured."""

    accuracy: float
    correct: int
    n: int
    dataset: str


class Bin(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many digits there were of a kind, and how many of them were read right."""

    n: int
    right: int


class Card(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``network.json``: all that is known about a network except its numbers.

    ``outputs``: "scores" (ten separate ones) or "probabilities" (they add up to 1).
    ``group``: "networks", "experiments", "doubt" or "own", for the picker; ``order``: its place.
    ``labels``: what the outputs stand for, where that is not the ten digits.
    ``threshold``: of the network that is asked whether something is a digit, see ``Doubter``.
    ``margins``: for t10k's digits whose best output was 0 to 0.1, 0.1 to 0.2 … ahead of the second.
    """

    name: str
    title: str
    summary: str
    group: Annotated[str, Meta(pattern="^(networks|experiments|doubt|own)$")]
    order: int
    outputs: Literal["scores", "probabilities"]
    layers: list[LayerCard]
    input_normalisation: str
    training: dict[str, Any]
    accuracy: dict[str, Score]
    weights_sha256: str
    licence: str
    checkpoints_sha256: str | None = None
    labels: list[str] | None = None
    threshold: float | None = None
    margins: list[Bin] | None = None


class Model(msgspec.Struct, frozen=True):
    """A network with its card."""

    card: Card
    network: Network

    @property
    def reads_digits(self) -> bool:
        """Whether its outputs stand for the ten digits."""
        return self.card.labels is None and self.network.sizes[-1] == N_DIGITS


def doubter(models: Mapping[str, Model]) -> Doubter | None:
    """The network that is asked whether something is a digit, where a folder has one.

    Raises:
        ModelError: its outputs are not those that it is asked for.
    """
    for model in models.values():
        if model.card.threshold is not None:
            sizes = model.network.sizes
            if (sizes[0], sizes[-1]) != (SIDE * SIDE, len(ANSWERS)):
                name, expected = model.card.name, f"{SIDE * SIDE} inputs, {len(ANSWERS)} outputs"
                raise ModelError(f"{name}: expected {expected}, found {sizes[0]} and {sizes[-1]}")
            return Doubter(model.network, model.card.threshold)
    return None


Arrays = Mapping[str, NDArray[Any]]


def _refuse(error: ModelError) -> None:
    raise error


def load_all(folder: Path, unread: Callable[[ModelError], object] = _refuse) -> dict[str, Model]:
    """Every network of a folder, in the picker's order.

    ``unread`` is called with the error of each network that is incomplete, truncated or altered,
    and the others are returned. Without it, the first such network is an error.

    Raises:
        ModelError: the folder has no network, or none that can be read.
    """
    names = (_CARD, "weights.npz")  # either shows that there is a network, or was one
    folders = sorted({file.parent for name in names for file in folder.glob(f"*/{name}")})
    if not folders:
        raise ModelError(f"{folder}: expected folders with a {_CARD}, found none")
    models: list[Model] = []
    refusals: list[ModelError] = []
    for each in folders:
        try:
            models.append(load(each))
        except ModelError as error:
            refusals.append(error)
    if not models:
        raise ModelError("; ".join(map(str, refusals)))
    for refusal in refusals:
        unread(refusal)
    models.sort(key=lambda model: (model.card.order, model.card.name))
    return {model.card.name: model for model in models}


def load(folder: Path) -> Model:
    """One network from its folder.

    Raises:
        ModelError: a file is missing, truncated, altered, or does not fit the card.
    """
    card = _card(folder)
    while True:
        try:
            return _model(folder, card)
        except ModelError:
            now = _card(folder)
            if now == card:
                raise
            card = now  # the network was saved again in the meantime


def _card(folder: Path) -> Card:
    file = folder / _CARD
    try:
        card = msgspec.json.decode(_bytes(file, MAX_CARD), type=Card)
    except OSError as error:
        raise _unreadable(file, error) from None
    except (ValueError, RecursionError) as error:  # not JSON, UTF-8 or a card, or nested too deep
        raise ModelError(f"{file}: expected a network's card, found {error}") from None
    if card.name != folder.name:
        raise ModelError(f"{file}: expected the name {folder.name!r}, found {card.name!r}")
    return card


def _model(folder: Path, card: Card) -> Model:
    file, arrays = _arrays(folder / "weights.npz", card.weights_sha256)
    try:
        return Model(card, build(card, arrays))
    except InvalidInput as error:
        raise ModelError(f"{file}: {error}") from None


def load_checkpoints(folder: Path, card: Card) -> Iterator[tuple[int, Network]]:
    """The networks kept during training, with the step of training each was taken at.

    Raises:
        ModelError: the card names checkpoints and their file is missing or altered.
    """
    if card.checkpoints_sha256 is None:
        return
    file, arrays = _arrays(folder / "checkpoints.npz", card.checkpoints_sha256)
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


def save(
    folder: Path, card: Card, network: Network, checkpoints: Mapping[int, Network] | None = None
) -> Card:
    """Write a network's folder; returns the card with the hashes of its arrays filled in.

    ``checkpoints``: networks by the step of training each was taken at, kept in float16.

    Raises:
        OSError: the folder cannot be written; the network that it had is still there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    packed = {"weights.npz": _packed(_parameters(network))}
    if checkpoints:
        packed["checkpoints.npz"] = _packed(_stacked(checkpoints))
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in packed.items()}
    for name, content in packed.items():
        put(_by_hash(folder / name, hashes[name]), content)
    card = msgspec.structs.replace(
        card,
        weights_sha256=hashes["weights.npz"],
        checkpoints_sha256=hashes.get("checkpoints.npz"),
    )
    save_card(folder, card)  # this makes the switch
    with suppress(OSError):  # the network is there, under one name or the other
        for name in _ARCHIVES:
            file = folder / name
            if name in hashes:
                _by_hash(file, hashes[name]).replace(file)
            else:
                file.unlink(missing_ok=True)
            for left in folder.glob(f"{file.stem}.{'[0-9a-f]' * _DIGITS}.npz*"):
                left.unlink()  # by a save that was cut short
    return card


def save_card(folder: Path, card: Card) -> None:
    """Write a network's card; what it does not say is left out.

    Raises:
        OSError: the folder cannot be written.
    """
    told = {name: value for name, value in msgspec.to_builtins(card).items() if value is not None}
    put(folder / _CARD, msgspec.json.format(msgspec.json.encode(told), indent=2) + b"\n")


def check_writable(folder: Path) -> None:
    """Make a network's folder, if need be, and see whether ``save`` can write there.

    Raises:
        OSError: it cannot.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for file in (folder / name for name in (_CARD, *_ARCHIVES)):
        if file.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(file))
        if file.exists() and not os.access(file, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(file))
    probe = folder / f"{_CARD}.probe"
    put(probe, b"")
    probe.unlink()


def _parameters(network: Network) -> dict[str, NDArray[Any]]:
    """The arrays of all layers by their names in an archive: W1, b1, W2 and so on."""
    return {
        f"{name}{k}": array
        for k, layer in enumerate(network.layers, start=1)
        for name, array in layer.parameters.items()
    }


def _stacked(checkpoints: Mapping[int, Network]) -> dict[str, NDArray[Any]]:
    kept = [_parameters(network) for network in checkpoints.values()]
    arrays = {name: np.stack([each[name] for each in kept]).astype(np.float16) for name in kept[0]}
    return {"steps": np.array(list(checkpoints), np.int64), **arrays}


def _packed(arrays: Arrays) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in arrays.items():
            # A fixed date, so that the same weights make the same bytes.
            entry = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            member = io.BytesIO()
            np.lib.format.write_array(member, np.asarray(array), allow_pickle=False)
            archive.writestr(entry, member.getvalue())
    return buffer.getvalue()


def _by_hash(file: Path, sha256: str) -> Path:
    """What an archive is called until the card has switched to it."""
    return file.with_suffix(f".{sha256[:_DIGITS]}{file.suffix}")


def _arrays(file: Path, sha256: str) -> tuple[Path, dict[str, NDArray[Any]]]:
    """The arrays with that hash, and the file that has them."""
    try:
        packed = None
        with suppress(FileNotFoundError):
            packed = _bytes(_by_hash(file, sha256), MAX_FILE)
        if packed is None:
            packed = _bytes(file, MAX_FILE)
    except OSError as error:
        raise _unreadable(file, error) from None
    found = hashlib.sha256(packed).hexdigest()
    if found != sha256:
        raise ModelError(
            f"{file}: expected SHA-256 {sha256[:12]}…, found {found[:12]}…: "
            "truncated or altered; restore the file or train the network again"
        )
    try:
        return file, _unpacked(packed)
    except _NO_ARRAYS as error:
        found = str(error).partition("\n")[0] or type(error).__name__
        raise ModelError(f"{file}: expected an archive of arrays, found {found}") from None


def _unpacked(packed: bytes) -> dict[str, NDArray[Any]]:
    """The arrays of an archive, using no more memory than its directory says that they take.

    Raises:
        ValueError: there are too many, one of them twice, or one packed in an unusual way.
    """
    arrays: dict[str, NDArray[Any]] = {}
    if packed.count(_ENTRY) > MAX_MEMBERS:
        raise ValueError(f"more than {MAX_MEMBERS} arrays")
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        entries = archive.infolist()
        size = sum(entry.file_size for entry in entries)
        if size > MAX_FILE:
            raise ValueError(f"{size} bytes unpacked, more than {MAX_FILE}")
        for entry in entries:
            name = entry.filename.removesuffix(".npy")
            if name in arrays:
                raise ValueError(f"the array {name!r:.60} twice")
            if entry.compress_type not in _METHODS:
                raise ValueError(f"the array {name!r:.60} packed in a way that is not read here")
            with archive.open(entry) as member:
                # Without a size, zipfile unpacks everything and then cuts off what is too much.
                arrays[name] = _array(member.read(entry.file_size + 1))
    return arrays


def _array(member: bytes) -> NDArray[Any]:
    """One array in NumPy's format, using no more memory than its bytes take.

    ``numpy.load`` allocates the shape that a header claims before it looks for the numbers.
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


def _bytes(file: Path, most: int) -> bytes:
    with open_regular(file) as stream:
        size = os.fstat(stream.fileno()).st_size
        if size > most:
            raise OSError(errno.EFBIG, f"Expected at most {most} bytes, found {size}", str(file))
        return stream.read(size)


def _unreadable(file: Path, error: OSError) -> ModelError:
    return ModelError(f"{error.filename or file}: {error.strerror or error}")
