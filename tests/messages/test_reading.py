"""Who answers when everyone is asked."""

import numpy as np
import socketio

from app.forward_pass import Dense, Network, run_input
from app.forward_pass.activations import activation
from app.forward_pass.explain import explain
from app.lessons import School
from app.messages import Client
from app.messages.reading import Reading, explain_answer, explain_request, pass_answer, pass_request
from app.transport.connections import Connection
from app.transport.origin import Origin
from app.wire import maps
from tests.fixtures.messages import MAPS

QUESTION = {"seq": 1, "network": "maps", "input": {"image": bytes(range(196)) * 4}}


def test_the_maps_of_a_pass_are_bytes_that_come_within_half_a_level_of_it() -> None:
    x = np.random.default_rng(0).uniform(0, 1, (3, 784)).astype(np.float32)
    for source in (x[0], x):
        trace = run_input(source, MAPS)
        answer = pass_answer(pass_request(QUESTION), trace)
        for sent, (_, a) in zip(answer["layers"][:2], trace.layers[:2], strict=True):
            by_map = a.reshape(*a.shape[:-1], 2, -1)
            scale = np.frombuffer(sent["scale"], "<f4").reshape(*by_map.shape[:-1], 1)
            levels = np.frombuffer(sent["a"], np.int8).reshape(by_map.shape)
            assert (np.abs(levels * scale - by_map) <= 0.501 * scale).all()
            assert (np.abs(levels.astype(int)).max(axis=-1) == 127).all()
            assert "z" not in sent
        z = np.frombuffer(answer["layers"][2]["z"], "<f4")
        assert np.array_equal(z, trace.layers[2].z.ravel())


def test_a_silent_map_is_zeros() -> None:
    sent = maps(np.zeros(8, np.float32), (2, 2, 2))
    assert sent == {"a": bytes(8), "scale": bytes(8)}


def test_a_place_of_a_map_is_opened_with_its_map_as_computed() -> None:
    trace = run_input(np.random.default_rng(0).uniform(0, 1, 784).astype(np.float32), MAPS)
    asked = explain_request(QUESTION | {"layer": 0, "neuron": 81 + 8})  # a corner: padding
    answer = explain_answer(asked, explain(trace, 0, 81 + 8))
    assert np.array_equal(np.frombuffer(answer["map"]["z"], "<f4"), trace.layers[0].z[81:])
    assert np.array_equal(np.frombuffer(answer["map"]["a"], "<f4"), trace.layers[0].a[81:])
    reads = np.frombuffer(answer["reads"], "<u4")
    assert np.array_equal(np.frombuffer(answer["inputs"], "<f4"), trace.input[reads])
    assert len(reads) == 4 * 5


def network(name: str, n_out: int) -> Network:
    weights = np.zeros((n_out, 784), np.float32)
    return Network(name, [Dense(weights, np.zeros(n_out, np.float32), activation("sigmoid"))])


def test_a_network_that_says_no_digit_is_not_asked_for_one() -> None:
    sizes = {"digits": 10, "clothes": 10, "is-it-one": 1}
    networks = {name: network(name, n) for name, n in sizes.items()}
    client = Client(socketio.Server(), "sid", Connection(), Origin("", is_here=False))
    ask = Reading(networks, {"digits"}, School({})).handlers["everyone"]
    answer = ask(client, {"seq": 1, "input": {"image": bytes(784)}})
    assert [each["network"] for each in answer["readings"]] == ["digits"]
