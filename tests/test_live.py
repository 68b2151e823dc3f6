"""Socket events, with a real server and real clients over both transports."""

import math
import queue
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
import socketio

from app import wire
from app.forward_pass import (
    Dense,
    Drawing,
    Edit,
    Framing,
    Network,
    Place,
    edited,
    explain,
    run,
)
from app.forward_pass.activations import activation
from app.layer_cards import DenseCard
from app.messages import reading
from app.model_store import doubter, load, load_all, save
from app.paths import folder
from tests.fixtures import messages as fixtures
from tests.serving import WAIT, RawSocket, Server, ask, ask_once, connected, serving

IMAGE = bytes(range(196)) * 4
BIAS = {"kind": "bias", "layer": 0, "neuron": 0}


@pytest.fixture(params=["websocket", "polling"])
def client(server: Server, request: pytest.FixtureRequest) -> Iterator[socketio.Client]:
    with connected(server.url, request.param, auth={"wire": wire.WIRE}) as connection:
        yield connection


def message(**changes: object) -> dict[str, Any]:
    return fixtures.request() | {"network": "classic", "want": []} | changes


def drawn() -> Drawing:
    drawing = wire.input_of(reading.pass_request(message()).input)
    assert isinstance(drawing, Drawing)
    return drawing


def floats(data: bytes) -> list[float]:
    numbers: list[float] = np.frombuffer(data, "<f4").tolist()
    return numbers


class Layers:
    """Collects the `layer` messages of a stream, with the moment each one came."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []
        self.times: list[float] = []
        self._last = threading.Event()

    def __call__(self, layer: dict[str, Any]) -> None:
        self.messages.append(layer)
        self.times.append(time.monotonic())
        if "prediction" in layer:
            self._last.set()

    def wait(self) -> None:
        assert self._last.wait(WAIT)


# Connecting


@pytest.mark.parametrize("auth", [None, {"wire": wire.WIRE}, {"other": 5}])
def test_client_of_this_wire_or_of_none_is_welcome(server: Server, auth: object) -> None:
    with connected(server.url, auth=auth) as client:
        assert ask(client, "pass", message())["v"] == wire.WIRE


@pytest.mark.parametrize("field", ["seq", "network", "input", "edits", "want"])
def test_no_answer_shows_where_an_object_lies_in_memory(server: Server, field: str) -> None:
    odd = msgspec.msgpack.Ext(5, b"x")  # a kind of value that MessagePack leaves to programs
    socket = RawSocket(server.url)
    error = socket.ask("pass", fixtures.request() | {"network": "classic", field: odd})["error"]
    assert error["found"] == "something else"
    socket.close()
    refused = RawSocket(server.url, join=False)
    refused.send({"type": 0, "nsp": "/", "data": {"wire": odd}})
    assert refused.receive()["data"]["data"]["found"] == "something else"
    refused.close()


def test_client_of_another_wire_is_told_which_is_spoken(server: Server) -> None:
    refusals: list[dict[str, Any]] = []
    with (
        pytest.raises(socketio.exceptions.ConnectionError),
        connected(server.url, auth={"wire": 99}, connect_error=refusals.append),
    ):
        pass
    (refusal,) = refusals
    assert refusal["message"] == f"expected wire version {wire.WIRE}, found 99: load the page again"
    assert refusal["data"] == {"code": "wire", "expected": f"{wire.WIRE}", "found": "99"}


# pass


@pytest.mark.parametrize("name", ["classic", "deep"])
def test_pass_of_a_drawing_is_the_cores(
    client: socketio.Client, networks: dict[str, Network], name: str
) -> None:
    answer = ask(client, "pass", message(network=name, want=["raster"]))
    trace = run(drawn(), networks[name])
    assert trace.digit is not None
    assert (answer["v"], answer["seq"], answer["network"]) == (wire.WIRE, 7, name)
    fitted, image = fixtures.images_of(answer["digit"])
    assert fitted.tobytes() == trace.digit.fitted.tobytes()
    assert image.tobytes() == trace.digit.image.tobytes()
    assert answer["digit"]["raster"] == trace.digit.raster.tobytes()
    assert answer["digit"]["box"] == list(trace.digit.box)
    assert answer["digit"]["shift"] == list(trace.digit.shift)
    assert answer["digit"]["scale"] == trace.digit.scale
    for sent, layer in zip(answer["layers"], trace.layers, strict=True):
        assert floats(sent["z"]) == layer.z.tolist()
        assert floats(sent["a"]) == layer.a.tolist()
    assert [answer["prediction"], answer["runner_up"]] == trace.ranking[:2]


@pytest.fixture(scope="module")
def doubting() -> Iterator[socketio.Client]:
    """To a server of the shipped networks, one of which doubts."""
    with serving(models=folder("models")) as running, connected(running.url) as connection:
        yield connection


def test_pass_says_whether_it_is_a_digit_at_all(doubting: socketio.Client) -> None:
    second = doubter(load_all(folder("models")))
    assert second is not None
    expected = second.ask(run(drawn(), second.network).input)
    doubt = ask(doubting, "pass", message())["doubt"]
    assert (doubt["says"], floats(doubt["a"])) == (expected.says, expected.a.tolist())


@pytest.mark.parametrize(
    "changes",
    [
        {"network": "doubt"},
        {"input": message()["input"] | {"shift": [3, 0]}},
        {"input": message()["input"] | {"centred": False}},
    ],
)
def test_what_the_doubting_network_never_learned_it_is_not_asked(
    doubting: socketio.Client, changes: dict[str, Any]
) -> None:
    assert "doubt" not in ask(doubting, "pass", message(**changes))


def test_pass_of_an_image(client: socketio.Client) -> None:
    answer = ask(client, "pass", message(input={"image": IMAGE}))
    assert answer["image"] == IMAGE
    assert answer["digit"] is None
    assert len(answer["layers"]) == 3


def test_pass_of_a_vector_through_an_inline_network(client: socketio.Client) -> None:
    network = {"layers": [{"weights": [[2, -1]], "biases": [0.5], "activation": "relu"}]}
    answer = ask(client, "pass", message(network=network, input={"vector": [3, 4]}))
    assert (answer["network"], answer["digit"]) == (None, None)
    assert "image" not in answer
    assert floats(answer["input"]) == [3, 4]
    assert floats(answer["layers"][0]["z"]) == [2.5]
    assert (answer["prediction"], answer["runner_up"]) == (0, None)


@pytest.mark.parametrize("source", ["drawing", "framed", "image"])
def test_everyone_says_what_each_says_alone(
    client: socketio.Client, networks: dict[str, Network], source: str
) -> None:
    framed = message()["input"] | {"centred": False, "shift": [2, -1]}
    read = {"drawing": message()["input"], "framed": framed, "image": {"image": IMAGE}}[source]
    answer = ask(client, "everyone", {"seq": 5, "input": read})
    assert (answer["v"], answer["seq"]) == (wire.WIRE, 5)
    assert {each["network"] for each in answer["readings"]} == networks.keys()
    for said in answer["readings"]:
        alone = ask(client, "pass", message(network=said["network"], input=read))
        assert said["a"] == alone["layers"][-1]["a"]
        for name in ("prediction", "runner_up"):
            assert said[name] == alone[name]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"network": "classic"}, "message"),
        ({"edits": []}, "message"),
        ({"input": {"vectors": [[0.5] * 784] * 2}}, "input"),
        ({"input": {"vector": [1, 2]}}, "input"),
        ({"input": {"points": b"", "lengths": []}}, "points"),
    ],
)
def test_bad_question_to_everyone_is_told_what_was_expected(
    client: socketio.Client, changes: dict[str, object], code: str
) -> None:
    question = {"seq": 5, "input": message()["input"]} | changes
    assert ask(client, "everyone", question)["error"]["code"] == code


def test_edits_change_the_answer_and_not_the_network(
    client: socketio.Client, networks: dict[str, Network]
) -> None:
    edits = [
        {"place": {"kind": "weight", "layer": 1, "neuron": 2, "input": 3}, "value": 9},
        {"place": {"kind": "activation", "layer": 0, "neuron": 3}, "value": 0.5},
    ]
    answer = ask(client, "pass", message(edits=edits))
    network = edited(
        networks["classic"],
        [Edit(Place("weight", 1, 2, 3), 9), Edit(Place("activation", 0, 3), 0.5)],
    )
    assert floats(answer["layers"][2]["a"]) == run(drawn(), network).layers[2].a.tolist()
    unedited = ask(client, "pass", message())
    trace = run(drawn(), networks["classic"])
    assert floats(unedited["layers"][2]["a"]) == trace.layers[2].a.tolist()


@pytest.mark.parametrize("event", ["pass", "explain"])
def test_a_framing_changes_what_the_network_reads(
    client: socketio.Client, networks: dict[str, Network], event: str
) -> None:
    framing = {"centred": False, "shift": [3, -2]}
    question = message(input=fixtures.request()["input"] | framing)
    trace = run(drawn(), networks["classic"], Framing(centred=False, shift=(3, -2)))
    if event == "pass":
        answer = ask(client, "pass", question)
        assert trace.digit is not None
        assert fixtures.images_of(answer["digit"])[1].tobytes() == trace.digit.image.tobytes()
        assert answer["digit"]["shift"] == [3, -2]
    else:
        del question["want"]
        answer = ask(client, "explain", question | {"layer": 0, "neuron": 1})
        assert floats(answer["inputs"]) == trace.input.tolist()


def test_answers_come_in_the_order_of_their_messages(client: socketio.Client) -> None:
    n = 100 if client.transport() == "websocket" else 16  # as many as this client puts in a POST
    came: list[int] = []
    done = threading.Event()

    def note(answer: dict[str, Any]) -> None:
        came.append(answer["seq"])
        if len(came) == n:
            done.set()

    for seq in range(n):
        client.emit("pass", message(seq=seq), callback=note)
    assert done.wait(WAIT)
    assert came == list(range(n))


# Streams


@pytest.mark.parametrize("transport", ["websocket", "polling"])
def test_stream_sends_the_answer_then_each_layer_in_order(
    server: Server, networks: dict[str, Network], transport: str
) -> None:
    layers = Layers()
    with connected(server.url, transport, layer=layers) as client:
        answer = ask(client, "pass", message(want=["stream"]))
        assert (answer["layers"], answer["n_layers"], answer["streaming"]) == ([], 3, True)
        assert "prediction" not in answer
        layers.wait()
    trace = run(drawn(), networks["classic"])
    assert [(each["layer"], each["of"], each["seq"]) for each in layers.messages] == [
        (0, 3, 7), (1, 3, 7), (2, 3, 7),
    ]  # fmt: skip
    for sent, layer in zip(layers.messages, trace.layers, strict=True):
        assert floats(sent["z"]) == layer.z.tolist()
        assert floats(sent["a"]) == layer.a.tolist()
    last = layers.messages[-1]
    assert [last["prediction"], last["runner_up"]] == trace.ranking[:2]


def test_stream_keeps_the_pace_it_was_asked_for(server: Server) -> None:
    """In the best of five tries: a busy machine holds messages up."""

    def off() -> float:
        layers = Layers()
        with connected(server.url, layer=layers) as client:
            ask(client, "pass", message(want=["stream"], pace=150))
            layers.wait()
        return float(np.abs(np.diff(layers.times) - 0.15).max())

    assert any(off() <= 0.1 for _ in range(5))


def test_newer_pass_ends_an_unfinished_stream(server: Server) -> None:
    layers = Layers()
    with connected(server.url, layer=layers) as client:
        ask(client, "pass", message(seq=1, want=["stream"], pace=500))
        ask(client, "pass", message(seq=2, want=["stream"], pace=10))
        layers.wait()
        time.sleep(1.2)
    of_the_first = [each["layer"] for each in layers.messages if each["seq"] == 1]
    assert of_the_first in ([], [0])
    assert [each["layer"] for each in layers.messages if each["seq"] == 2] == [0, 1, 2]


def test_pass_without_a_stream_ends_one_too(server: Server) -> None:
    layers = Layers()
    with connected(server.url, layer=layers) as client:
        ask(client, "pass", message(want=["stream"], pace=500))
        ask(client, "pass", message())
        time.sleep(1.2)
    assert [each["layer"] for each in layers.messages] in ([], [0])


# explain


@pytest.mark.parametrize("order", ["size", "index"])
def test_explain_opens_a_neuron(
    client: socketio.Client, networks: dict[str, Network], order: Any
) -> None:
    answer = ask(client, "explain", _question(layer=1, neuron=4, order=order))
    expected = explain(run(drawn(), networks["classic"]), 1, 4, order)
    for name in ("weights", "inputs", "terms", "gradient", "pushes"):
        assert floats(answer[name]) == getattr(expected, name).tolist()
    for name in ("positive", "negative", "n_zero", "bias", "z", "a", "slope"):
        assert answer[name] == getattr(expected, name)
    assert np.frombuffer(answer["order"], "<u2").tolist() == expected.order.tolist()
    assert floats(answer["curve"]["a"]) == expected.curve.a.tolist()
    assert answer["shown"]["decimals"] == 2


def _question(**changes: object) -> dict[str, Any]:
    question = message(**changes)
    del question["want"]
    return question


# Errors: each one is answered on the same socket, and the next message is served


HUGE = {"layers": [{"weights": [[3e38, 3e38]], "biases": [0], "activation": "linear"}]}


@pytest.mark.parametrize(
    ("event", "data", "code"),
    [
        ("pass", None, "message"),
        ("pass", {"seq": 7}, "message"),
        ("pass", message(network="nobody"), "network"),
        ("pass", message(network="../classic"), "network"),
        ("pass", message(network={"layers": []}), "message"),
        ("pass", message(input={"points": b"", "lengths": []}), "points"),
        ("pass", message(input={"points": bytes(24_000), "lengths": [6_000]}), "points"),
        ("pass", message(input={"points": "text", "lengths": [1]}), "message"),
        ("pass", message(input={"image": b"short"}), "image"),
        ("pass", message(input={"vector": [1, 2]}), "input"),
        ("pass", message(input={"vector": [math.nan] * 784}), "vector"),
        ("pass", message(input={"vector": [math.inf] * 784}), "vector"),
        ("pass", message(input={"vector": [3e38] * 784}), "overflow"),
        ("pass", message(network=HUGE, input={"vector": [9, 9]}), "overflow"),
        ("pass", message(network=HUGE), "input"),
        ("pass", message(edits=[{"place": BIAS | {"layer": 9}, "value": 1}]), "edit"),
        ("pass", message(edits=[{"place": BIAS | {"neuron": 16}, "value": 1}]), "edit"),
        ("pass", message(edits=[{"place": BIAS, "value": 1e99}]), "edit"),
        ("pass", message(input={"vectors": [[1, 2]]}), "input"),
        ("pass", message(input={"vectors": [[0] * 784]}, want=["stream"]), "input"),
        ("explain", _question(input={"vectors": [[0] * 784]}, layer=0, neuron=0), "input"),
        ("explain", _question(layer=9, neuron=0), "layer"),
        ("explain", _question(layer=0, neuron=99), "neuron"),
        ("explain", _question(layer=0), "message"),
        ("explain", _question(network=HUGE, input={"vector": [1, -9]}, layer=0, neuron=0), None),
        ("delete", message(), "event"),
        ("pass", (message(), message()), "message"),
        ("pass", (), "message"),
    ],
)
def test_bad_message_gets_a_typed_error_and_the_next_is_served(
    client: socketio.Client, event: str, data: object, code: str | None
) -> None:
    answer = ask(client, event, data)
    error = answer["error"]
    assert code in (None, error["code"])
    assert error["message"] == f"expected {error['expected']}, found {error['found']}"
    assert ask(client, "pass", message(seq=8))["seq"] == 8


def test_shipped_weights_that_are_too_large_are_no_exception(models: Path, tmp_path: Path) -> None:
    model = load(models / "classic")
    W = np.full((10, 784), 3e38, np.float32)
    layer = Dense(W, np.zeros(10, np.float32), activation("linear"))
    card = msgspec.structs.replace(model.card, layers=[DenseCard(784, 10, "linear")])
    save(tmp_path / "classic", card, Network("classic", [layer]))
    with serving(models=tmp_path) as server, connected(server.url) as client:
        assert ask(client, "pass", message())["error"]["code"] == "overflow"
        assert "error" not in ask(client, "pass", message(input={"image": bytes(784)}))


def test_error_ends_no_stream(server: Server) -> None:
    layers = Layers()
    with connected(server.url, layer=layers) as client:
        ask(client, "pass", message(want=["stream"], pace=50))
        assert "error" in ask(client, "pass", message(network="nobody"))
        layers.wait()
    assert [each["layer"] for each in layers.messages] == [0, 1, 2]


# Too often


def test_too_many_messages_are_told_when_to_try_again(server: Server) -> None:
    answers: list[dict[str, Any]] = []
    with connected(server.url) as client:
        for seq in range(200):
            client.emit("explain", {"seq": seq}, callback=answers.append)
        deadline = time.monotonic() + WAIT
        while len(answers) < 200 and time.monotonic() < deadline:
            time.sleep(0.01)
        refused = [each["error"] for each in answers if each["error"]["code"] == "rate"]
        assert len(answers) - len(refused) >= 120  # the burst
        assert refused
        assert refused[0]["message"] == "expected at most 60 other messages a second, found more"
        assert 0 < refused[0]["retry_after"] <= 1 / 60
        # Drawing goes on: its messages are counted apart.
        assert "error" not in ask_once(client, "pass", message())
        time.sleep(0.1)
        assert "error" not in ask_once(client, "explain", _question(layer=0, neuron=0))


def equal_nights(seq: int) -> dict[str, Any]:
    """A question that takes ten milliseconds: nobody can tell these nights apart."""
    nights = [{"x": [1, 1], "goes": k % 2} for k in range(16)]
    data = {"nights": nights, "weights": [0, 0], "bias": 0}
    return {"seq": seq, "lesson": "one-neuron", "ask": "learn", "data": data}


def asked_at_once(client: socketio.Client, event: str, questions: list[object]) -> list[Any]:
    """The answers to questions that are sent without a pause."""
    answers: list[dict[str, Any]] = []
    for question in questions:
        client.emit(event, question, callback=answers.append)
    deadline = time.monotonic() + WAIT
    while len(answers) < len(questions) and time.monotonic() < deadline:
        time.sleep(0.01)
    return answers


def test_what_takes_long_is_paid_for_by_those_after_it(server: Server) -> None:
    with connected(server.url) as client:
        answers = asked_at_once(client, "lesson", [equal_nights(seq) for seq in range(100)])
        served = [each for each in answers if "error" not in each]
        refused = [each["error"] for each in answers if "error" in each]
        assert len(answers) == 100  # the burst would let 120 pass
        assert 1 <= len(served) < 50
        assert {each["code"] for each in refused} == {"rate"}
        wait = max(each["retry_after"] for each in refused)
        time.sleep(wait + 0.1)
        assert "error" not in ask_once(client, "lesson", equal_nights(101))


def test_a_refusal_that_takes_long_is_paid_for_too(server: Server) -> None:
    with connected(server.url) as client:
        nested = [[[[[1] * 10] * 10] * 10] * 50]  # refused once it has all been read
        answers = asked_at_once(client, "explain", [nested] * 119)
    codes = [each["error"]["code"] for each in answers]
    assert len(codes) == 119
    assert set(codes) == {"message", "rate"}


def test_a_new_session_on_a_connection_has_no_new_allowance(server: Server) -> None:
    raw = RawSocket(server.url)
    for _ in range(110):
        assert raw.ask("explain", {"seq": 1})["error"]["code"] == "message"
    raw.send({"type": 1, "nsp": "/"})
    raw.send({"type": 0, "nsp": "/"})
    assert raw.receive()["type"] == 0
    assert "rate" in [raw.ask("explain", {"seq": 1})["error"]["code"] for _ in range(110)]
    raw.close()


# Sweeps and lessons


_PASS = ("seq", "network", "input", "lesson")  # what a pass has of a sweep


def sweep_of(**changes: object) -> dict[str, Any]:
    network = {"layers": [{"weights": [[-4, 1]], "biases": [2], "activation": "step"}]}
    return {
        "seq": 3,
        "lesson": "one-neuron",
        "network": network,
        "input": {"vector": [1, 3]},
        "place": {"kind": "input", "input": 1},
        "low": 0,
        "high": 4,
        "n": 5,
    } | changes


def test_sweep_is_what_single_passes_are(client: socketio.Client) -> None:
    answer = ask(client, "sweep", sweep_of())
    assert floats(answer["values"]) == [0, 1, 2, 3, 4]
    (layer,) = answer["layers"]
    assert floats(layer["z"]) == [-2, -1, 0, 1, 2]
    assert floats(layer["a"]) == [0, 0, 0, 1, 1]


NIGHTS = [[tired, friends] for tired in (0, 1) for friends in range(7)]


def test_several_vectors_in_one_pass_are_what_single_passes_are(client: socketio.Client) -> None:
    question = {each: value for each, value in sweep_of().items() if each in _PASS}
    answer = ask(client, "pass", question | {"input": {"vectors": NIGHTS}})
    assert floats(answer["input"]) == np.ravel(NIGHTS).tolist()
    single = [ask(client, "pass", question | {"input": {"vector": each}}) for each in NIGHTS]
    for kind in "za":
        rows = [floats(each["layers"][0][kind]) for each in single]
        assert floats(answer["layers"][0][kind]) == np.ravel(rows).tolist()
    assert answer["prediction"] == [each["prediction"] for each in single]
    assert answer["runner_up"] is None  # there is one output


def test_a_sweep_of_several_vectors_is_what_single_sweeps_are(client: socketio.Client) -> None:
    place = {"kind": "weight", "layer": 0, "neuron": 0, "input": 1}
    answer = ask(client, "sweep", sweep_of(place=place, n=49, input={"vectors": NIGHTS}))
    z = np.reshape(floats(answer["layers"][0]["z"]), (49, 14))
    for k, night in enumerate(NIGHTS):
        alone = ask(client, "sweep", sweep_of(place=place, n=49, input={"vector": night}))
        assert z[:, k].tolist() == floats(alone["layers"][0]["z"])


def test_sweep_of_more_values_than_a_turn_takes_comes_whole(client: socketio.Client) -> None:
    answer = ask(client, "sweep", sweep_of(n=257, high=256 / 64))
    assert floats(answer["values"]) == [k / 64 for k in range(257)]
    assert floats(answer["layers"][0]["z"]) == [k / 64 - 2 for k in range(257)]


def test_shipped_network_can_be_swept(client: socketio.Client) -> None:
    changes: dict[str, object] = {"network": "classic", "input": {"image": IMAGE}, "lesson": None}
    place = {"kind": "bias", "layer": 1, "neuron": 3}
    answer = ask(client, "sweep", sweep_of(**changes, place=place))
    assert [len(floats(layer["z"])) for layer in answer["layers"]] == [5 * 16, 5 * 16, 5 * 10]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"n": 1}, "message"),
        ({"n": 258}, "message"),
        ({"low": 4}, "sweep"),
        ({"high": math.inf}, "sweep"),
        ({"low": math.nan}, "sweep"),
        ({"high": 201}, "limit"),
        ({"place": {"kind": "weight", "layer": 0, "neuron": 1, "input": 0}}, "edit"),
        ({"place": {"kind": "input", "input": 2}}, "input"),
        ({"place": {"kind": "slope"}}, "message"),
        ({"input": {"vector": [1]}}, "input"),
        ({"input": fixtures.request()["input"]}, "input"),
        ({"network": "deep", "input": {"image": IMAGE}, "n": 257}, "sweep"),
        ({"input": {"vectors": [[1, 3]] * 64}, "n": 257}, "sweep"),
        ({"input": {"vectors": [[1, 201]]}}, "limit"),
        ({"lesson": "no-such"}, "lesson"),
    ],
)
def test_bad_sweep_is_told_what_was_expected(
    client: socketio.Client, changes: dict[str, object], code: str
) -> None:
    assert ask(client, "sweep", sweep_of(**changes))["error"]["code"] == code
    assert "error" not in ask(client, "sweep", sweep_of())


def region_of(**changes: object) -> dict[str, Any]:
    layer = {"weights": [[-4, 1]], "biases": [2], "activation": "step"}
    return {
        "seq": 5,
        "lesson": "one-neuron",
        "network": {"layers": [layer]},
        "input": {"vector": [0, 0]},
        "across": {"input": 1, "low": 0, "high": 8},
        "up": {"input": 0, "low": 0, "high": 2},
        "n": 4,
        "layers": [0],
    } | changes


def test_region_is_a_byte_for_each_point_from_the_lowest_left(client: socketio.Client) -> None:
    answer = ask(client, "region", region_of())
    assert answer["seq"] == 5
    (layer,) = answer["layers"]
    assert (layer["low"], layer["high"]) == (0, 1)
    # Tired 0.25, 0.75, 1.25, 1.75 from below; friends 1, 3, 5, 7 across. It fires where
    # friends + 2 > 4 tired, and not where the two are equal.
    fires = [[1, 1, 1, 1], [0, 1, 1, 1], [0, 0, 1, 1], [0, 0, 0, 1]]
    levels = np.frombuffer(layer["levels"], np.uint8).reshape(4, 4)
    assert levels.tolist() == (255 * np.array(fires)).tolist()


_WIDE = {"weights": [[1, 1]] * 64, "biases": [0] * 64, "activation": "relu"}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"n": 1}, "message"),
        ({"n": 97}, "message"),
        ({"layers": []}, "message"),
        ({"layers": [1]}, "layer"),
        ({"layers": [0] * 9}, "message"),
        ({"network": "classic", "input": {"image": IMAGE}}, "message"),
        ({"input": {"vector": [0]}}, "input"),
        ({"input": {"vectors": [[0, 0]]}}, "input"),
        ({"input": fixtures.request()["input"]}, "input"),
        ({"across": {"input": 0, "low": 0, "high": 1}}, "region"),
        ({"across": {"input": 2, "low": 0, "high": 1}}, "input"),
        ({"across": {"input": 1, "low": 1, "high": 1}}, "region"),
        ({"across": {"input": 1, "low": math.nan, "high": 1}}, "region"),
        ({"across": {"input": 1, "low": -1e300, "high": 1}, "lesson": None}, "region"),
        ({"across": {"input": 1, "low": 0, "high": 201}}, "limit"),
        ({"n": 96, "lesson": None, "network": {"layers": [_WIDE]}}, "region"),
    ],
)
def test_bad_region_is_told_what_was_expected(
    client: socketio.Client, changes: dict[str, object], code: str
) -> None:
    assert ask(client, "region", region_of(**changes))["error"]["code"] == code
    assert "error" not in ask(client, "region", region_of())


@pytest.mark.parametrize("event", ["pass", "explain", "sweep", "region"])
def test_network_beyond_its_lessons_limits_is_refused_with_the_limit_named(
    client: socketio.Client, event: str
) -> None:
    layer = {"weights": [[1, 1]] * 3, "biases": [0, 0, 0], "activation": "step"}
    question = sweep_of(network={"layers": [layer]})
    if event == "region":
        question = region_of(network={"layers": [layer]})
    elif event != "sweep":
        question = {name: question[name] for name in _PASS}
    if event == "explain":
        question |= {"layer": 0, "neuron": 0}
    error = ask(client, event, question)["error"]
    assert (error["code"], error["expected"]) == ("limit", "at most 2 neurons in a layer in this lesson")  # fmt: skip  # noqa: E501
    del question["lesson"]
    assert "error" not in ask(client, event, question)


def test_lesson_answers_its_own_question(client: socketio.Client) -> None:
    nights = [{"x": [1, 3], "goes": 1}, {"x": [1, 1], "goes": 0}]
    data = {"nights": nights, "weights": [0, 0], "bias": 0}
    question = {"seq": 4, "lesson": "one-neuron", "ask": "learn", "data": data}
    answer = ask(client, "lesson", question)
    assert answer["seq"] == 4
    assert answer["answer"]["done"] is True


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"ask": "dance"}, "lesson"),
        ({"lesson": "no-such"}, "lesson"),
        ({"data": None}, "message"),
        ({"data": {"nights": [], "weights": [0, 0], "bias": 0}}, "message"),
        ({"data": {"nights": [{"x": [1, 1], "goes": 2}], "weights": [0, 0], "bias": 0}}, "message"),
        ({"extra": 1}, "message"),
    ],
)
def test_bad_question_of_a_lesson_is_told_what_was_expected(
    client: socketio.Client, changes: dict[str, object], code: str
) -> None:
    question = {"seq": 4, "lesson": "one-neuron", "ask": "learn", "data": {}} | changes
    assert ask(client, "lesson", question)["error"]["code"] == code


def sample_of(seed: int, **changes: object) -> dict[str, Any]:
    """A question that takes long."""
    data = {"source": "ours", "seed": seed}
    question = {"seq": seed, "lesson": "pixels-to-numbers", "ask": "sample", "data": data}
    return question | changes


class Samples:
    """What a client hears of the long questions that it asks."""

    def __init__(self, client: socketio.Client) -> None:
        self._client = client
        self.heard: queue.Queue[dict[str, Any]] = queue.Queue()
        client.on("lesson", self.heard.put)

    def ask(self, question: dict[str, Any]) -> dict[str, Any]:
        return ask(self._client, "lesson", question)

    def last(self) -> dict[str, Any]:
        """The next answer or error."""
        while True:
            message = self.heard.get(timeout=4 * WAIT)
            if "answer" in message or "error" in message:
                return message


def test_a_long_answer_follows_by_itself(client: socketio.Client) -> None:
    samples = Samples(client)
    assert samples.ask(sample_of(4)) == {"v": wire.WIRE, "seq": 4, "waiting": True, "place": 0}
    message = samples.last()
    assert (message["v"], message["seq"]) == (wire.WIRE, 4)
    assert len(message["answer"]["images"]["u8"]) == 20 * 784


def test_a_refusal_that_took_long_has_its_number_too(client: socketio.Client) -> None:
    samples = Samples(client)
    question = sample_of(5, data={"source": "mnist", "seed": 5})
    assert samples.ask(question)["waiting"]
    message = samples.last()
    assert (message["seq"], message["error"]["code"]) == (5, "mnist")


def test_who_asks_anew_does_not_wait_for_the_old_answer(client: socketio.Client) -> None:
    samples = Samples(client)
    changes: dict[str, Any] = {"lesson": "what-a-neuron-looks-for", "ask": "train"}
    for seed in (6, 7):
        samples.ask(sample_of(seed, **changes, data={"seed": seed}))
    old = samples.last()
    assert (old["seq"], old["error"]["code"]) == (6, "replaced")


def test_who_waits_no_longer_is_told_so_and_may_ask_again(client: socketio.Client) -> None:
    samples = Samples(client)
    kind = {"lesson": "what-a-neuron-looks-for", "ask": "train"}
    samples.ask(sample_of(8, **kind, data={"seed": 8}))
    assert ask(client, "stop", {"seq": 9, **kind}) == {"v": wire.WIRE, "seq": 9, "stopped": True}
    stopped = samples.last()
    assert (stopped["seq"], stopped["error"]["code"]) == (8, "stopped")
    assert ask(client, "stop", {"seq": 10, **kind})["stopped"] is False
    samples.ask(sample_of(11))
    assert "answer" in samples.last()


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"ask": "dance"}, "lesson"), ({"lesson": "no-such"}, "lesson"), ({"data": {}}, "message")],
)
def test_bad_stop_is_told_what_was_expected(
    client: socketio.Client, changes: dict[str, object], code: str
) -> None:
    question = {"seq": 4, "lesson": "what-a-neuron-looks-for", "ask": "train"} | changes
    assert ask(client, "stop", question)["error"]["code"] == code


def test_thirty_who_ask_at_once_are_all_answered(server: Server) -> None:
    with ExitStack() as stack:
        clients = [stack.enter_context(connected(server.url)) for _ in range(30)]
        pupils = [Samples(each) for each in clients]
        places = [each.ask(sample_of(100 + k))["place"] for k, each in enumerate(pupils)]
        assert [each.last().get("error") for each in pupils] == [None] * 30
    assert min(places) == 0
