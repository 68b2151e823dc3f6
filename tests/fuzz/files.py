"""Strokes files and network folders that somebody altered: read, or refused in one plain line."""

import hashlib
import io
import zipfile
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from hypothesis import strategies as st

from app.forward_pass import Dense, Network
from app.forward_pass.activations import activation
from app.layer_cards import layer_card
from app.model_store import Card, ModelError, load, load_checkpoints, save
from app.training.data import DataError, read_strokes
from tests.fuzz.packets import mutated, mutated_bytes

STROKES = {
    "box": [500, 500],
    "samples": [
        {"label": 8, "writer": "12", "strokes": [[[3, 4], [250.5, 499]], [[0, 0]]]},
        {"label": 0, "strokes": [[[100, 100], [400, 400]]]},
    ],
}
_NAME = "toy"


def strokes_files() -> st.SearchStrategy[bytes]:
    """Strokes files with a part of their JSON altered, or bytes of it."""
    base = msgspec.json.encode(STROKES)
    return mutated(STROKES).map(_json) | mutated_bytes(base)


def read_altered_strokes(content: bytes, folder: Path) -> bool:
    """Whether an altered file is read; all its points are then on the pad."""
    file = folder / "strokes.json"
    file.write_bytes(content)
    try:
        samples = read_strokes(file)
    except DataError:
        return False
    for sample in samples:
        assert np.isfinite(sample.drawing.points).all()
        assert 0 <= sample.drawing.points.min() <= sample.drawing.points.max() <= 1
    return True


def network_folders(base: Path) -> st.SearchStrategy[dict[str, bytes]]:
    """The files of a folder, one or both altered; the card knows the hash of what is there.

    Otherwise every altered archive would be found out by its hash, and none be opened.
    """
    card = msgspec.json.decode((base / "network.json").read_bytes())
    weights = (base / "weights.npz").read_bytes()

    @st.composite
    def folders(draw: st.DrawFn) -> dict[str, bytes]:
        packed = draw(st.just(weights) | mutated_bytes(weights) | _archives(weights))
        hashed = card | {"weights_sha256": hashlib.sha256(packed).hexdigest()}
        hashed |= {"checkpoints_sha256": hashlib.sha256(packed).hexdigest()}
        text = draw(
            st.just(_json(hashed)) | mutated(hashed).map(_json) | mutated_bytes(_json(hashed))
        )
        return {"network.json": text, "weights.npz": packed, "checkpoints.npz": packed}

    return folders()


def read_altered_network(files: dict[str, bytes], folder: Path) -> bool:
    """Whether an altered folder is read; the network then computes finite numbers from zeros."""
    place = folder / _NAME
    place.mkdir(exist_ok=True)
    for name, content in files.items():
        (place / name).write_bytes(content)
    try:
        model = load(place)
        list(load_checkpoints(place, model.card))
    except ModelError:
        return False
    for layer in model.network.layers:
        assert np.isfinite(layer.parameters["W"]).all()
        assert np.isfinite(layer.parameters["b"]).all()
    return True


def make_base(folder: Path) -> Path:
    """A network of a few bytes, to alter."""
    layers = [
        Dense(np.ones((3, 4), np.float32), np.zeros(3, np.float32), activation("relu")),
        Dense(np.ones((2, 3), np.float32), np.zeros(2, np.float32), activation("softmax")),
    ]
    card = Card(
        name=_NAME, title="", summary="", group="networks", order=0, outputs="scores",
        layers=[layer_card(layer) for layer in layers],
        input_normalisation="", training={}, accuracy={}, weights_sha256="", licence="",
    )  # fmt: skip
    save(folder / _NAME, card, Network(_NAME, layers))
    return folder / _NAME


def _archives(weights: bytes) -> st.SearchStrategy[bytes]:
    """The archive packed anew, with one of its arrays altered: its head, its shape, its numbers."""
    with zipfile.ZipFile(io.BytesIO(weights)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}

    def packed(name: str, content: bytes) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for each, kept in members.items():
                archive.writestr(each, content if each == name else kept)
        return buffer.getvalue()

    return st.sampled_from(list(members)).flatmap(
        lambda name: mutated_bytes(members[name]).map(lambda content: packed(name, content))
    )


def _json(value: Any) -> bytes:
    """JSON where the value has one: other keys than text, and bytes, become text."""
    try:
        return msgspec.json.encode(value)
    except (TypeError, ValueError, UnicodeEncodeError):
        return repr(value).encode(errors="replace")
