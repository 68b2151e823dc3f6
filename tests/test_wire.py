"""Messages: what is parsed, what is refused and in which words, and what the bytes mean."""

import json
import math
import re
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import wire
from app.forward_pass import (
    Dense,
    Drawing,
    Edit,
    Framing,
    InvalidInput,
    Network,
    Place,
    explain,
    run,
    run_input,
)
from app.forward_pass.activations import activation
from app.forward_pass.errors import CODES, ROOM_CODES
from app.messages import lessons, reading
from app.workers import __main__ as workers
from tests.fixtures import messages as fixtures
from tests.serving import ROOT

ANSWERS = [
    "pass", "vectors", "everyone", "stream", "layer", "explain", "explain-map", "maps",
    "sweep", "region", "lesson", "error",
]  # fmt: skip
IMAGE = bytes(range(196)) * 4
INPUTS = "one of points with lengths, image, vector, vectors"
KINDS = (
    "one of weight, weights, bias, activation, biases, activations, noise at edits[0].place.kind"
)
BIAS = {"kind": "bias", "layer": 1, "neuron": 0}
WEIGHTS = {"kind": "weights", "layer": 0, "neuron": 1}  # and their inputs


def pass_data(**changes: object) -> dict[str, object]:
    return {"seq": 1, "network": "waves", "input": {"image": IMAGE}} | changes


def read(data: object, parse: Any) -> None:
    """Read a message as far as the server does before it computes."""
    request = parse(data)
    wire.input_of(request.input)
    if isinstance(request.network, wire.InlineNetwork):
        wire.inline_network(request.network)


def errors_of(data: object, parse: Any = reading.pass_request) -> dict[str, Any]:
    """The error that a message is answered with, wherever on its way it is found."""
    with pytest.raises(InvalidInput) as caught:
        read(data, parse)
    answer = wire.error_answer(data, caught.value)
    assert answer["v"] == wire.WIRE
    error: dict[str, Any] = answer["error"]
    assert error["message"] == f"expected {error['expected']}, found {error['found']}"
    return error


# What both test suites read


@pytest.mark.parametrize("name", ANSWERS)
def test_answers_are_those_of_the_fixtures(name: str) -> None:
    # Through the bytes and back: tuples become lists, as they do on the wire.
    message = msgspec.msgpack.decode(msgspec.msgpack.encode(fixtures.answers()[name]))
    kept = msgspec.msgpack.decode((fixtures.FOLDER / f"{name}.msgpack").read_bytes())
    assert_same(fixtures.meaning(message), fixtures.meaning(kept))


@pytest.mark.parametrize("name", ["request", *ANSWERS])
def test_fixtures_mean_what_their_json_says(name: str) -> None:
    kept = msgspec.msgpack.decode((fixtures.FOLDER / f"{name}.msgpack").read_bytes())
    said = json.loads((fixtures.FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    assert fixtures.meaning(kept) == said


def test_images_of_every_framing_are_those_that_both_sides_read() -> None:
    kept = msgspec.msgpack.decode((fixtures.FOLDER / "images.msgpack").read_bytes())
    for case, each in zip(fixtures.images(), kept, strict=True):
        assert_same(fixtures.meaning(case), fixtures.meaning(each))
        fitted, image = fixtures.images_of(each["answer"]["digit"])
        assert fitted.tobytes() == each["fitted"]
        assert image.tobytes() == each["image"]


def assert_same(found: Any, kept: Any) -> None:
    """Equal, numbers up to what another machine's matrix library may round differently."""
    if isinstance(kept, dict):
        assert found.keys() == kept.keys()
        for key in kept:
            assert_same(found[key], kept[key])
    elif isinstance(kept, list):
        assert len(found) == len(kept)
        for each_found, each_kept in zip(found, kept, strict=True):
            assert_same(each_found, each_kept)
    elif isinstance(kept, float):
        assert found == pytest.approx(kept, abs=1e-5)
    else:
        assert found == kept


# Requests


def test_drawing_arrives_in_pad_units_stroke_by_stroke() -> None:
    drawing = wire.input_of(reading.pass_request(fixtures.request()).input)
    assert isinstance(drawing, Drawing)
    assert drawing.starts == (0, 4)
    sent = np.concatenate([np.array(stroke) for stroke in fixtures.DRAWING])
    assert np.allclose(drawing.points, sent, atol=0.5 / wire.PAD)


def test_corners_of_the_pad_arrive_exactly() -> None:
    points = np.array([0, 0, 65535, 65535], "<u2").tobytes()
    drawing = wire.input_of(wire.Input(points=points, lengths=[2]))
    assert isinstance(drawing, Drawing)
    assert drawing.points.tolist() == [[0.0, 0.0], [1.0, 1.0]]


def test_image_arrives_as_what_the_network_reads() -> None:
    a = wire.input_of(wire.Input(image=IMAGE))
    assert isinstance(a, np.ndarray)
    assert a.dtype == np.float32
    assert np.array_equal(np.rint(a * 255), np.frombuffer(IMAGE, np.uint8))


@pytest.mark.parametrize("vector", [[0.5, -1, 2], np.array([0.5, -1, 2], "<f4").tobytes()])
def test_vector_arrives_from_numbers_and_from_bytes(vector: list[float] | bytes) -> None:
    a = wire.input_of(wire.Input(vector=vector))
    assert isinstance(a, np.ndarray)
    assert a.dtype == np.float32
    assert a.tolist() == [0.5, -1, 2]


def test_edits_arrive_as_the_core_makes_them() -> None:
    data = pass_data(
        edits=[
            {"place": {"kind": "weight", "layer": 0, "neuron": 1, "input": 2}, "value": 0.5},
            {"place": BIAS, "value": -3},
            {"place": {"kind": "activation", "layer": 0, "neuron": 3}, "value": 0},
            {"place": BIAS, "value": np.float32(1e30).tobytes()},
        ]
    )
    assert wire.edits_of(reading.pass_request(data)) == [
        Edit(Place("weight", 0, 1, 2), 0.5),
        Edit(Place("bias", 1, 0), -3.0),
        Edit(Place("activation", 0, 3), 0.0),
        Edit(Place("bias", 1, 0), float(np.float32(1e30))),
    ]


def test_an_edit_takes_one_number() -> None:
    edit = {"place": BIAS, "value": bytes(8)}
    with pytest.raises(InvalidInput, match="one float32 of 4 bytes, found 8 bytes"):
        wire.edits_of(reading.pass_request(pass_data(edits=[edit])))


def test_painted_weights_arrive_as_the_core_sets_them() -> None:
    inputs, values = np.array([2, 783], "<u2"), np.array([0.5, -1], "<f4")
    edit = {"place": WEIGHTS | {"inputs": inputs.tobytes()}, "value": values.tobytes()}
    (arrived,) = wire.edits_of(reading.pass_request(pass_data(edits=[edit])))
    place = arrived.place
    assert (place.kind, place.layer, place.neuron) == ("weight", 0, 1)
    assert np.array_equal(place.input, inputs)
    assert np.array_equal(arrived.value, values)


def test_a_painted_grid_arrives_as_a_bit_for_each_pixel_and_value() -> None:
    grid = np.random.default_rng(0).integers(0, 4, 784)  # 0: as it is
    values = np.array([0.5, -0.5, 0], "<f4")
    masks = np.packbits([grid == k for k in (1, 2, 3)], axis=1)
    edit = {"place": WEIGHTS | {"masks": masks.tobytes()}, "value": values.tobytes()}
    (arrived,) = wire.edits_of(reading.pass_request(pass_data(edits=[edit])))
    found = np.full(784, np.nan)
    found[arrived.place.input] = arrived.value
    assert np.array_equal(found, np.array([np.nan, *values])[grid], equal_nan=True)


F32 = b"\0\0\0\0"


@pytest.mark.parametrize(
    ("where", "value"),
    [
        ({"inputs": b"\0"}, F32),
        ({"inputs": b"\0\0"}, F32[1:]),
        ({"masks": b"\0\0\0"}, F32 * 2),
        ({"masks": b"\0"}, b""),
    ],
)
def test_painted_weights_in_broken_bytes_are_refused(where: object, value: bytes) -> None:
    assert isinstance(where, dict)
    edit = {"place": WEIGHTS | where, "value": value}
    request = reading.pass_request(pass_data(edits=[edit]))
    with pytest.raises(InvalidInput, match="bytes") as caught:
        wire.edits_of(request)
    assert caught.value.code == "edit"


@pytest.mark.parametrize(
    ("where", "value", "found"),
    [
        ({}, F32, "neither"),
        ({"inputs": b"\0\0", "masks": b"\1"}, F32, "both"),
        ({"masks": b"\1"}, 0.5, "one number"),
    ],
)
def test_painted_weights_of_another_form_are_refused(
    where: dict[str, bytes], value: object, found: str
) -> None:
    request = reading.pass_request(pass_data(edits=[{"place": WEIGHTS | where, "value": value}]))
    with pytest.raises(InvalidInput, match=f"found {found}"):
        wire.edits_of(request)


def test_framing_arrives_and_is_mnists_if_nothing_is_said() -> None:
    question = fixtures.request()
    assert wire.framing_of(reading.pass_request(question).input) == Framing()
    question["input"] |= {"centred": False, "shift": [3, -14]}
    framing = wire.framing_of(reading.pass_request(question).input)
    assert framing == Framing(centred=False, shift=(3, -14))


@pytest.mark.parametrize(
    "source", [{"image": IMAGE, "centred": False}, {"vector": [1], "shift": [1, 0]}]
)
def test_only_a_drawing_is_framed(source: dict[str, object]) -> None:
    with pytest.raises(InvalidInput, match="with a drawing only"):
        wire.framing_of(reading.pass_request(pass_data(input=source)).input)


def test_inline_network_arrives_whole() -> None:
    layers = [
        {"weights": [[1, 2], [3, 4]], "biases": [0.5, -0.5], "activation": "relu"},
        {
            "weights": [[1, -1]],
            "biases": [0],
            "activation": {"name": "leaky-relu", "alpha": 0.25},
        },
    ]
    request = reading.pass_request(pass_data(network={"layers": layers}))
    assert isinstance(request.network, wire.InlineNetwork)
    network = wire.inline_network(request.network)
    assert network.sizes == (2, 2, 1)
    trace = run_input(np.array([1, 1], np.float32), network)
    assert trace.layers[0].a.tolist() == [3.5, 6.5]
    assert trace.layers[1].a.tolist() == [-0.75]


@pytest.mark.parametrize(
    ("changes", "expected", "found"),
    [
        ({"seq": -1}, "a whole number of at least 0 at seq", "-1"),
        ({"seq": 2**53 + 1}, f"a whole number of at most {2**53} at seq", f"{2**53 + 1}"),
        ({"seq": 1.5}, "a whole number at seq", "1.5"),
        ({"seq": True}, "a whole number at seq", "True"),
        ({"network": 5}, "text or an object at network", "5"),
        ({"network": {"layers": []}}, "a list of at least 1 at network.layers", "a list of 0"),
        ({"input": 5}, "an object at input", "5"),
        ({"input": {}}, INPUTS, "none of them"),
        ({"input": {"image": IMAGE, "vector": [1]}}, None, "image and vector"),
        ({"input": {"image": IMAGE, "lengths": [1]}}, None, "image and lengths"),
        ({"input": {"points": b""}}, INPUTS, "points"),
        ({"input": {"points": b"", "lengths": []}}, "1 to 5000 points in a drawing", "0"),
        ({"input": {"points": b"123", "lengths": [1]}}, "4 bytes for 1 points", "3"),
        ({"input": {"points": bytes(8), "lengths": [1]}}, "4 bytes for 1 points", "8"),
        ({"input": {"points": b"", "lengths": [0]}}, None, "0"),
        ({"input": {"points": bytes(20_004), "lengths": [5_001]}}, None, "5001"),
        ({"input": {"points": "AAAA", "lengths": [1]}}, None, "'AAAA'"),
        ({"input": {"image": b"short"}}, "784 bytes", "5"),
        ({"input": {"image": 5}}, "bytes or nothing at input.image", "5"),
        ({"input": {"vector": b"12345"}}, "float32 numbers of 4 bytes each", "5 bytes"),
        ({"input": {"vector": [math.nan]}}, "finite numbers", "not a number or infinite"),
        ({"input": {"vector": [1e300]}}, "finite numbers", "not a number or infinite"),
        ({"input": {"vector": np.array([np.inf], "<f4").tobytes()}}, "finite numbers", None),
        ({"input": {"vector": ["1"]}}, "a number at input.vector[0]", "'1'"),
        ({"want": ["all"]}, "one of raster, stream at want[0]", "'all'"),
        ({"want": ["raster"] * 3}, "a list of at most 2 at want", "a list of 3"),
        ({"pace": -1}, "a number of at least 0 at pace", "-1"),
        ({"pace": math.inf}, "a number of at most 5000 at pace", "inf"),
        ({"pace": math.nan}, None, "nan"),
        ({"input": {"vectors": []}}, "a list of at least 1 at input.vectors", "a list of 0"),
        ({"input": {"vectors": [[1]] * 65}}, "a list of at most 64 at input.vectors", None),
        ({"input": {"vectors": [[1], [1, 2]]}}, "vectors of one length", "others"),
        ({"input": {"vectors": [[1], [math.nan]]}}, "finite numbers", None),
        ({"input": {"vectors": [[1]], "vector": [1]}}, None, "vector and vectors"),
        ({"edits": [{"place": {"kind": "shape"}, "value": 1}]}, KINDS, "'shape'"),
        ({"edits": [{"place": {"kind": "input", "input": 1}, "value": 1}]}, KINDS, "'input'"),
        ({"edits": [{"place": {"kind": 7}, "value": 1}]}, "text at edits[0].place.kind", "7"),
        ({"edits": [BIAS | {"value": 1}]}, "no field but the known ones at edits[0]", "kind"),
        ({1: 2}, "fields named in text", "another key"),
        ({"input": {1: 2}}, "fields named in text at input", "another key"),
        ({"edits": [{"place": BIAS}]}, None, "none"),
        ({"edits": [{"place": BIAS | {"layer": -1}, "value": 1}]}, None, "-1"),
        ({"edits": [{}] * 2_001}, "a list of at most 2000 at edits", "a list of 2001"),
        ({"edit": []}, "no field but the known ones", "edit"),
    ],
)  # fmt: skip
def test_bad_pass_is_told_what_was_expected(
    changes: dict[Any, object], expected: str | None, found: str | None
) -> None:
    error = errors_of(pass_data() | changes)
    assert expected in (None, error["expected"])
    assert found in (None, error["found"])


@pytest.mark.parametrize("data", [None, 5, "pass", b"pass", [], [1], {1: 2}, {None: 1}, {}])
def test_message_that_is_no_object_is_told_so(data: object) -> None:
    assert errors_of(data)["code"] == "message"


def test_choices_of_an_order_are_named() -> None:
    question = pass_data(layer=0, neuron=0, order="random")
    assert errors_of(question, reading.explain_request)["expected"] == "one of size, index at order"


@pytest.mark.parametrize("changes", [{"order": "random"}, {"layer": -1}, {"want": []}, {}])
def test_bad_explain_is_told_what_was_expected(changes: dict[str, object]) -> None:
    errors_of(pass_data(**changes), reading.explain_request)


@pytest.mark.parametrize(
    "layers",
    [
        [{"weights": [[1], [1, 2]], "biases": [0, 0], "activation": "relu"}],
        [{"weights": [[1]], "biases": [0, 0], "activation": "relu"}],
        [{"weights": [[1]], "biases": [0], "activation": "relux"}],
        [{"weights": [[1]], "biases": [0], "activation": {"name": "leaky-relu", "alpha": "x"}}],
        [{"weights": [[1]], "biases": [0], "activation": {"name": "parametric-relu", "alpha": []}}],
        [{"weights": [[math.inf]], "biases": [0], "activation": "relu"}],
        [{"weights": [[1e300]], "biases": [0], "activation": "relu"}],
        [{"weights": [[1]], "biases": [math.nan], "activation": "relu"}],
        [{"weights": [[1]], "biases": [0], "activation": "relu"}] * 9,
        [{"weights": [[1]] * 65, "biases": [0] * 65, "activation": "relu"}],
        [{"weights": [[1] * 1025], "biases": [0], "activation": "relu"}],
        [
            {"weights": [[1], [1]], "biases": [0, 0], "activation": "relu"},
            {"weights": [[1]], "biases": [0], "activation": "relu"},
        ],
    ],
)
def test_bad_inline_network_is_told_what_was_expected(layers: list[object]) -> None:
    errors_of(pass_data(network={"layers": layers}))


@pytest.mark.parametrize(
    ("data", "seq"),
    [({"seq": 5}, 5), ({"seq": "5"}, None), ({"seq": True}, None), ({"seq": -5}, None), ([], None)],
)
def test_error_carries_the_number_of_its_message_if_that_can_be_read(
    data: object, seq: int | None
) -> None:
    assert wire.error_answer(data, InvalidInput("points", "a", "b"))["seq"] == seq


def test_every_code_of_an_error_is_in_the_contract() -> None:
    _, _, errors = (ROOT / "docs" / "wire.md").read_text(encoding="utf-8").partition("## Errors")
    rows = re.findall(r"^\| (`[a-z]+`(?:, `[a-z]+`)*) \|", errors, re.MULTILINE)
    assert sorted(re.findall(r"[a-z]+", " ".join(rows[1:]))) == sorted((*CODES, *ROOM_CODES))


_anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)
_fields = st.sampled_from(
    ["seq", "network", "input", "edits", "want", "pace", "layer", "neuron", "lesson", "across"]
)


@given(st.dictionaries(_fields, _anything) | _anything)
def test_no_message_makes_another_error_than_the_one(data: object) -> None:
    parsers = (
        reading.pass_request,
        reading.explain_request,
        reading.sweep_request,
        reading.region_request,
    )
    for parse in parsers:
        try:
            read(data, parse)
        except InvalidInput as error:
            json.dumps(wire.error_answer(data, error), allow_nan=False)


def test_values_of_a_sweep_are_those_that_a_page_writes_as_decimals() -> None:
    swept = reading.sweep_request(fixtures.SWEEP | {"low": -12, "high": 12, "n": 241})
    decimals = [np.float32(f"{k / 10:.1f}") for k in range(-120, 121)]
    assert reading.values_of(swept).tolist() == decimals


# Answers


def test_pass_answer_holds_the_trace() -> None:
    request = reading.pass_request(fixtures.request())
    drawing = wire.input_of(request.input)
    assert isinstance(drawing, Drawing)
    trace = run(drawing, fixtures.NETWORK)
    assert trace.digit is not None
    answer = reading.pass_answer(request, trace)
    fitted, image = fixtures.images_of(answer["digit"])
    assert np.array_equal(fitted, trace.digit.fitted)
    assert np.array_equal(image, trace.digit.image)
    assert len(answer["digit"]["raster"]) == 80 * 80
    for sent, layer in zip(answer["layers"], trace.layers, strict=True):
        assert np.array_equal(np.frombuffer(sent["z"], "<f4"), layer.z)
        assert np.array_equal(np.frombuffer(sent["a"], "<f4"), layer.a)
    assert [answer["prediction"], answer["runner_up"]] == trace.ranking[:2]


def test_raster_travels_only_when_it_is_wanted() -> None:
    request = reading.pass_request(fixtures.request() | {"want": []})
    drawing = wire.input_of(request.input)
    assert isinstance(drawing, Drawing)
    assert "raster" not in reading.pass_answer(request, run(drawing, fixtures.NETWORK))["digit"]


def test_vector_comes_back_as_it_was_read() -> None:
    request = reading.pass_request(pass_data(input={"vector": [0.1, 0.2]}))
    network = Network("", [Dense(np.ones((1, 2), np.float32), np.zeros(1, np.float32), activation("linear"))])  # fmt: skip  # noqa: E501
    a = wire.input_of(request.input)
    assert isinstance(a, np.ndarray)
    answer = reading.pass_answer(request, run_input(a, network))
    assert np.frombuffer(answer["input"], "<f4").tolist() == a.tolist()
    assert (answer["digit"], answer["network"]) == (None, None)
    assert (answer["prediction"], answer["runner_up"]) == (0, None)


def test_last_layer_of_a_stream_carries_the_prediction() -> None:
    request = reading.pass_request(fixtures.request())
    drawing = wire.input_of(request.input)
    assert isinstance(drawing, Drawing)
    trace = run(drawing, fixtures.NETWORK)
    first, last = (reading.layer_message(request, trace, k) for k in range(2))
    assert "prediction" not in first
    assert (last["prediction"], last["layer"], last["of"]) == (trace.ranking[0], 1, 2)


def test_explanation_that_is_not_finite_is_refused() -> None:
    big = np.full((1, 2), 3e38, np.float32)
    network = Network("", [Dense(big, np.zeros(1, np.float32), activation("linear"))])
    with np.errstate(over="ignore", invalid="ignore"):
        explanation = explain(run_input(np.array([9, -9], np.float32), network), 0, 0)
    request = reading.explain_request(pass_data(layer=0, neuron=0))
    with pytest.raises(InvalidInput, match="infinite"):
        reading.explain_answer(request, explanation)


def test_images_of_a_sample_travel_as_bytes_from_the_worker_too() -> None:
    answer = {"images": np.arange(6, dtype=np.uint8), "weights": np.ones(1, np.float32)}
    images = {"u8": bytes(range(6))}
    request = lessons.lesson_request({"seq": 1, "lesson": "a", "ask": "b", "data": {}})
    assert lessons.lesson_answer(request, answer)["answer"]["images"] == images
    assert msgspec.msgpack.decode(workers._encoded(answer))["images"] == images


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ({"kind": "biases", "layer": 1}, Place("biases", 1)),
        ({"kind": "activations", "layer": 0}, Place("activations", 0)),
        ({"kind": "noise", "layer": 2, "seed": 999_999}, Place("noise", 2, seed=999_999)),
    ],
)
def test_an_edit_of_a_whole_layer_is_read(place: dict[str, Any], expected: Place) -> None:
    asked = reading.pass_request(fixtures.request() | {"edits": [{"place": place, "value": 0.5}]})
    assert wire.edits_of(asked) == [Edit(expected, 0.5)]
