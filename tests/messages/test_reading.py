"""Who answers when everyone is asked."""

import numpy as np
import socketio

from app.forward_pass import Dense, Network
from app.forward_pass.activations import activation
from app.lessons import School
from app.messages import Client
from app.messages.reading import Reading
from app.transport.connections import Connection
from app.transport.origin import Origin


def network(name: str, n_out: int) -> Network:
    weights = np.zeros((n_out, 784), np.float32)
    return Network(name, [Dense(weights, np.zeros(n_out, np.float32), activation("sigmoid"))])


def test_a_network_that_says_no_digit_is_not_asked_for_one() -> None:
    networks = {"digits": network("digits", 10), "is-it-one": network("is-it-one", 1)}
    client = Client(socketio.Server(), "sid", Connection(), Origin("", is_here=False))
    ask = Reading(networks, School({})).handlers["everyone"]
    answer = ask(client, {"seq": 1, "input": {"image": bytes(784)}})
    assert [each["network"] for each in answer["readings"]] == ["digits"]
