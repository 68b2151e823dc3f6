"""The numbers of a pass as a file: what NumPy and JSON read back is the trace, number by number."""

from io import BytesIO
from typing import Any

import msgspec
import numpy as np
import pytest

from app import wire
from app.forward_pass import Drawing, InvalidInput, Trace, edited, run, run_input
from app.forward_pass.digit import network_input
from app.tools import find_tools
from app.tools.keep import FileRequest, file_part
from app.tools.networks import network
from app.wire import Input, WeightPlace, edits_of
from app.wire.requests import ActivationPlace, SentEdit

POINTS = np.array([[9000, 9000], [50000, 12000], [30000, 30000], [52000, 51000]], "<u2")
DRAWN = Input(points=POINTS.tobytes(), lengths=[2, 2])
IMAGE = bytes(k % 256 for k in range(784))
EDITS = [
    SentEdit(WeightPlace(0, 3, 400), 1.5),
    SentEdit(ActivationPlace(1, 2), 0.25),
]
NETWORKS = ("classic", "deep", "linear")


def file_of(name: str, kind: Any, source: Input = DRAWN, edits: Any = ()) -> bytes:
    first = file_part(FileRequest(name, source, kind, 0, list(edits)))
    rest = [
        file_part(FileRequest(name, source, kind, part, list(edits)))["bytes"]
        for part in range(1, first["n"])
    ]
    return b"".join(part.tobytes() for part in [first["bytes"], *rest])


def loaded(content: bytes) -> dict[str, Any]:
    with np.load(BytesIO(content), allow_pickle=False) as archive:
        return dict(archive)


def trace_of(name: str, edits: Any = ()) -> Trace:
    drawing = Drawing.from_lengths(POINTS / 65535, [2, 2])
    asked = wire.Request(0, name, DRAWN, list(edits))
    return run(drawing, edited(network(name), edits_of(asked)))


def check(found: dict[str, Any], trace: Trace) -> None:
    """Every number of the trace is in what was found, with its name, shape and value."""
    assert trace.digit is not None
    expected: dict[str, Any] = {
        "input": trace.input,
        "digit_image": trace.digit.image,
        "stages.raster": trace.digit.raster,
        "stages.fitted": trace.digit.fitted,
        "stages.box": trace.digit.box,
        "stages.scale": trace.digit.scale,
        "stages.shift": trace.digit.shift,
        "ranking": trace.ranking,
    }
    for k, (layer, (z, a)) in enumerate(
        zip(trace.network.layers, trace.layers, strict=True), start=1
    ):
        expected |= {f"layer{k}.z": z, f"layer{k}.a": a}
        expected |= {f"layer{k}.{name}": each for name, each in layer.parameters.items()}
    for name, each in expected.items():
        numbers = np.asarray(each)
        kept = np.asarray(found[name])
        assert kept.shape == numbers.shape, name
        assert np.array_equal(kept.astype(numbers.dtype), numbers), name
    assert str(found["network"]) == trace.network.name
    assert int(found["wire_version"]) == wire.WIRE


@pytest.mark.parametrize("name", NETWORKS)
def test_the_arrays_of_an_npz_are_those_of_the_trace(name: str) -> None:
    found = loaded(file_of(name, "npz"))
    check(found, trace_of(name))
    assert {found[f"layer1.{each}"].dtype for each in "Wbza"} == {np.dtype("float32")}
    assert found["digit_image"].dtype == np.uint8


@pytest.mark.parametrize("name", NETWORKS)
def test_the_numbers_of_a_json_are_those_of_the_trace(name: str) -> None:
    check(msgspec.json.decode(file_of(name, "json")), trace_of(name))


def test_a_layer_can_be_worked_out_again_from_its_file() -> None:
    found = loaded(file_of("classic", "npz"))
    z = found["layer1.W"] @ found["input"] + found["layer1.b"]
    np.testing.assert_allclose(z, found["layer1.z"], rtol=1e-4, atol=1e-5)
    assert str(found["layer1.activation"]) == "sigmoid"
    assert found["ranking"][0] == found["layer3.a"].argmax()


def test_what_was_edited_is_in_the_file() -> None:
    found = loaded(file_of("classic", "npz", edits=EDITS))
    check(found, trace_of("classic", EDITS))
    assert found["layer1.W"][3, 400] == np.float32(1.5)
    assert found["layer2.a"][2] == np.float32(0.25)
    assert found["layer2.held"].nonzero()[0].tolist() == [2]
    assert found["edits"] == 2


def test_every_name_is_explained_in_a_sentence() -> None:
    about = msgspec.json.decode(file_of("classic", "json", edits=EDITS))
    names = set(about) - {"README"}
    assert set(about["README"]) == names
    assert about["README"]["layer2.W"].endswith("shape [16, 16]")
    text = str(loaded(file_of("classic", "npz", edits=EDITS))["README"])
    assert {line.partition(" ")[0] for line in text.splitlines()} == names


def test_an_image_is_kept_as_it_was_read() -> None:
    found = loaded(file_of("classic", "npz", Input(image=IMAGE)))
    assert found["digit_image"].tobytes() == IMAGE
    read = network_input(np.frombuffer(IMAGE, np.uint8).reshape(28, 28))
    assert np.array_equal(found["layer3.a"], run_input(read, network("classic")).layers[-1].a)
    assert not any(name.startswith("stages") for name in found)


def test_the_same_pass_makes_the_same_file() -> None:
    first = file_of("classic", "npz")
    file_of("deep", "npz")
    file_of("linear", "npz")  # the first is forgotten
    assert file_of("classic", "npz") == first


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (FileRequest("nobody", DRAWN, "npz", 0), "network"),
        (FileRequest("../models/classic", DRAWN, "npz", 0), "network"),
        (FileRequest("classic", DRAWN, "npz", 1000), "message"),
        (FileRequest("classic", Input(vectors=[[1.0]]), "npz", 0), "input"),
        (FileRequest("classic", Input(image=b"short"), "npz", 0), "image"),
        (FileRequest("classic", Input(vector=[1.0]), "npz", 0), "input"),
    ],
)
def test_what_is_no_pass_is_refused(request_: FileRequest, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        file_part(request_)
    assert refused.value.code == code


def test_the_page_may_ask_for_it() -> None:
    assert find_tools()["keep"]["file"].long
