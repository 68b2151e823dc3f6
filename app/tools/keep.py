"""The numbers of a pass as a file, to go on with elsewhere: NPZ for Python, JSON for anything.

Both hold the same names: everything that the trace has, and the weights that made it. A file is
larger than a message had better be, so it is asked for part by part.
"""

from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from typing import Any, Literal
from zipfile import ZipFile, ZipInfo

import msgspec
import numpy as np
from numpy.typing import NDArray

from app.config import KEPT_PART
from app.forward_pass import Drawing, InvalidInput, Trace, edited, run, run_input
from app.forward_pass.digit import SIDE
from app.tools import Ask
from app.tools.networks import network
from app.wire import WIRE, Index, Input, Request, edits_of, framing_of, input_of, require_finite
from app.wire.requests import Edits

Array = NDArray[Any]


class FileRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A pass with one of the server's networks, as a file; ``part`` of it, from 0."""

    network: str
    input: Input
    kind: Literal["npz", "json"]
    part: Index
    edits: Edits = []


_ABOUT = {
    "README": "what each name means",
    "wire_version": "version of what the page and the server say to each other",
    "network": "name of the network that read the digit",
    "edits": "how many edits of the network were made before it read; they are in these numbers",
    "digit_image": "28×28, the image that the network read: 0 is black, 255 is white",
    "stages.raster": "the ink drawn large, 0 to 255, before it is made small",
    "stages.fitted": "the ink averaged down into its box, 0 to 255",
    "stages.box": "left, top, right, bottom of the ink on the pad, which is 1 wide and 1 high",
    "stages.scale": "pixels of the digit image for the whole pad's width",
    "stages.shift": "pixels right and down that brought the ink's centre of mass to the middle",
    "input": "what the first layer read: each pixel from 0 to 1, row after row",
    "ranking": "the outputs from the strongest to the weakest",
}
_ABOUT_LAYER = {
    "W": "weights: a row for each neuron, a column for each input",
    "b": "biases, one for each neuron",
    "z": "weighted sums: z = W · (what the layer read) + b",
    "a": "activations: a = f(z)",
    "activation": "name of the function f",
    "held": "neurons whose activation an edit holds, whatever their z: 1 is held",
}


def numbers_of(trace: Trace, n_edits: int = 0) -> dict[str, Array]:
    """Every number of a pass, by its name; activations and weights in float32, as computed."""
    found: dict[str, Array] = {
        "wire_version": np.array(WIRE),
        "network": np.array(trace.network.name),
        "edits": np.array(n_edits),
    }
    if (digit := trace.digit) is not None:
        found |= {
            "digit_image": digit.image,
            "stages.raster": digit.raster,
            "stages.fitted": digit.fitted,
            "stages.box": np.array(digit.box),
            "stages.scale": np.array(digit.scale),
            "stages.shift": np.array(digit.shift),
        }
    found["input"] = trace.input
    for k, (layer, (z, a)) in enumerate(
        zip(trace.network.layers, trace.layers, strict=True), start=1
    ):
        parts = {**layer.parameters, "z": z, "a": a, "activation": np.array(layer.f.name)}
        if layer.pins:
            parts["held"] = np.isin(np.arange(layer.n_out), list(layer.pins)).astype(np.uint8)
        found |= {f"layer{k}.{name}": each for name, each in parts.items()}
    found["ranking"] = np.array(trace.ranking)
    return found


def npz_of(numbers: Mapping[str, Array]) -> bytes:
    """A file for ``numpy.load``: the same numbers make the same bytes."""
    about = [f"{name} {each.shape}: {_about(name)}" for name, each in numbers.items()]
    written = BytesIO()
    with ZipFile(written, "w") as archive:
        for name, each in {"README": np.array("\n".join(about)), **numbers}.items():
            with archive.open(ZipInfo(f"{name}.npy"), "w") as member:
                np.lib.format.write_array(member, each, allow_pickle=False)
    return written.getvalue()


def json_of(numbers: Mapping[str, Array]) -> bytes:
    """A JSON object. Each float32 is written in full, so that it is the same number when read."""
    about = {name: f"{_about(name)}; shape {list(each.shape)}" for name, each in numbers.items()}
    return msgspec.json.encode(
        {"README": about} | {name: each.tolist() for name, each in numbers.items()}
    )


def _about(name: str) -> str:
    return _ABOUT.get(name) or _ABOUT_LAYER[name.partition(".")[2]]


def file_part(request: FileRequest) -> dict[str, Any]:
    """One part of a file, uint8, and how many parts there are."""
    whole = FileRequest(request.network, request.input, request.kind, 0, request.edits)
    content = _written(msgspec.msgpack.encode(whole))
    n = -(-len(content) // KEPT_PART)
    if request.part >= n:
        raise InvalidInput("message", f"a part from 0 to {n - 1}", f"{request.part}")
    part = content[request.part * KEPT_PART : (request.part + 1) * KEPT_PART]
    return {"bytes": np.frombuffer(part, np.uint8), "n": n}


@lru_cache(maxsize=2)  # its parts are asked for one after the other
def _written(question: bytes) -> bytes:
    request = msgspec.msgpack.decode(question, type=FileRequest)
    if request.input.vectors is not None:
        raise InvalidInput("input", "one input", f"{request.input.n} vectors")
    asked = Request(0, request.network, request.input, request.edits)
    source = input_of(request.input)
    framing = framing_of(request.input)
    read_by = edited(network(request.network), edits_of(asked))
    with np.errstate(over="ignore", invalid="ignore"):  # found out below, and answered
        if isinstance(source, Drawing):
            trace = run(source, read_by, framing)
        else:
            trace = run_input(source, read_by)
    require_finite(*(each for layer in trace.layers for each in layer))
    numbers = numbers_of(trace, len(request.edits))
    if request.input.image is not None:
        image = np.frombuffer(request.input.image, np.uint8).reshape(SIDE, SIDE)
        numbers = {"digit_image": image, **numbers}
    return npz_of(numbers) if request.kind == "npz" else json_of(numbers)


ASKS = {"file": Ask(FileRequest, file_part, long=True)}
