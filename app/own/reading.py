"""A file of somebody's own, read in a process of its own: layers, numbers, and what was compared.

What kind of file it is, its content says and not its name. Nothing in it is run, and nothing
outside it is read, but the card beside it where its kind has one.
"""

from pathlib import Path

import msgspec
import numpy as np

from app.config import MAX_OWN_FILE, OWN_WORK
from app.files import open_regular
from app.forward_pass.arrays import Grey
from app.forward_pass.digit import SIDE, network_input
from app.forward_pass.errors import InvalidInput
from app.forward_pass.layers import Layer
from app.forward_pass.network import Network
from app.layer_cards import LayerCard, layer_card
from app.model_store import ModelError
from app.own import archive, described, keras_file, onnx_file
from app.own.chain import Chain
from app.workers.limit import working_at_most

KINDS = "ONNX, Keras 3 (.keras), safetensors with a card, and our own weights.npz with its card"
_PICKLED = """it is a pickle, which can run programs and is never read. Export the network instead:
  PyTorch:
    torch.onnx.export(model.eval(), (torch.zeros(1, 1, 28, 28),), "model.onnx", external_data=False)
  scikit-learn:
    from skl2onnx import to_onnx
    open("model.onnx", "wb").write(to_onnx(model, X[:1].astype("float32")).SerializeToString())
  Keras:
    model.save("model.keras")"""

_OLD_KERAS = "it is HDF5, as older versions of Keras wrote: save the model anew as model.keras"


class Request(msgspec.Struct, frozen=True):
    """A file to read. ``ground``, ``ink``: what its network reads for paper and for ink.

    ``images``: (n, 28, 28) bytes, to compare its answers by.
    """

    file: str
    ground: float
    ink: float
    images: bytes


class Found(msgspec.Struct, frozen=True):
    """What is in it, or why it cannot be shown, ``refused``.

    ``arrays``: float32, by their names in an archive. ``difference``: the largest one between the
    outputs of ONNX Runtime and ours; None where they were not compared, and ``why`` not.
    ``added_softmax``: whether the file's network ends in scores, of which probabilities were made.
    """

    refused: str = ""
    kind: str = ""
    layers: list[LayerCard] = []
    arrays: dict[str, bytes] = {}
    labels: list[str] | None = None
    added_softmax: bool = False
    difference: float | None = None
    why: str = ""


def read(request: Request) -> Found:
    """All of a file; ends this process where that takes ``OWN_WORK``."""
    with working_at_most(OWN_WORK):
        try:
            return _read(request)
        except (ModelError, InvalidInput) as error:
            return Found(refused=str(error))
        except OSError as error:
            return Found(refused=error.strerror or str(error))


def _read(request: Request) -> Found:
    file = Path(request.file)
    with open_regular(file) as stream:
        data = stream.read(MAX_OWN_FILE + 1)
    if len(data) > MAX_OWN_FILE:
        raise ModelError(f"it has more than {MAX_OWN_FILE // 2**20} MB")
    chain = Chain(request.ground, request.ink)
    images = np.frombuffer(request.images, np.uint8).reshape(-1, SIDE, SIDE)
    labels = None
    match kind := _kind(data, file):
        case "ONNX":
            return _from_onnx(data, chain, request, images)
        case "Keras":
            value = keras_file.read(data, chain)
        case "safetensors":
            value, labels = described.read_safetensors(data, file, chain)
        case _:
            value, labels = described.read_npz(file, chain)
    found, _ = _found(kind, *chain.finished(value))
    why = "that is done for ONNX alone"
    return msgspec.structs.replace(found, labels=labels, why=why)


def _kind(data: bytes, file: Path) -> str:
    """What a file is, by its content.

    Raises:
        ModelError: nothing that is read here.
    """
    if not data:
        raise ModelError("it is empty")
    if data[:1] == b"\x80" and data[1:2] in b"\2\3\4\5":
        raise ModelError(_PICKLED)
    if data[:2] == b"PK":
        return _kind_of_archive(data)
    if data[:1] == b"\x08" or file.suffix.lower() == ".onnx":
        return "ONNX"
    if data[8:9] == b"{":  # after the length of what follows
        return "safetensors"
    if data[:4] == b"\x89HDF":
        raise ModelError(_OLD_KERAS)
    raise ModelError(f"it is none of the files that are read here: {KINDS}")


def _kind_of_archive(data: bytes) -> str:
    """What a zip archive is, by the names in it."""
    names = {name.rpartition("/")[2] for name in archive.names(data)}
    if "data.pkl" in names:
        raise ModelError(_PICKLED)
    if {keras_file.CONFIG, keras_file.NUMBERS} <= names:
        return "Keras"
    if any(name.endswith(".npy") for name in names):
        return "npz"
    raise ModelError(f"it is none of the files that are read here: {KINDS}")


def _from_onnx(data: bytes, chain: Chain, request: Request, images: Grey) -> Found:
    graph = onnx_file.Graph(onnx_file.read(data), chain)
    found, network = _found("ONNX", *chain.finished(graph.value))
    try:
        theirs = graph.run(
            data, request.ground + (request.ink - request.ground) * network_input(images)
        )
    except ImportError:
        return msgspec.structs.replace(found, why="onnxruntime is not installed")
    except Exception as error:  # noqa: BLE001  # the library has an error of its own for each cause
        said = str(error).partition("\n")[0]
        return msgspec.structs.replace(found, why=f"ONNX Runtime cannot run it: {said:.160}")
    with np.errstate(all="ignore"):
        z, a = network.forward(network_input(images))[-1]
        ours = z if found.added_softmax else np.log(a) if graph.is_logarithm else a
    difference = float(np.abs(ours - theirs).max())
    return msgspec.structs.replace(found, difference=difference)


def _found(kind: str, layers: list[Layer], added_softmax: bool) -> tuple[Found, Network]:
    """Layers as they are sent, and as a network."""
    arrays = {
        f"{name}{k}": array.tobytes()
        for k, layer in enumerate(layers, start=1)
        for name, array in layer.parameters.items()
    }
    cards = [layer_card(layer) for layer in layers]
    found = Found(kind=kind, layers=cards, arrays=arrays, added_softmax=added_softmax)
    return found, Network("own", layers)
