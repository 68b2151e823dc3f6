"""What is under way for a client ends with what it was for, and takes nothing along."""

from weakref import ref

import gevent
import pytest
import socketio

from app.messages import Client
from app.transport.connections import Connection
from app.transport.origin import Origin


class Trace:
    """Stands for what a stream has in hand."""


def slowly(client: Client, trace: Trace) -> None:
    del client
    gevent.sleep(60)
    raise AssertionError(trace)


@pytest.mark.parametrize("how", ["end_stream", "leave"])
@pytest.mark.parametrize("has_begun", [True, False])
def test_a_stream_that_is_superseded_is_gone_at_once(how: str, has_begun: bool) -> None:
    client = Client(socketio.Server(), "sid", Connection(), Origin("", is_here=False))
    trace = Trace()
    seen = ref(trace)
    client.begin_stream(slowly, trace)
    del trace
    if has_begun:
        gevent.sleep(0.001)
    getattr(client, how)()
    gevent.sleep(0.001)
    assert seen() is None


def test_nothing_is_begun_for_who_has_left() -> None:
    client = Client(socketio.Server(), "sid", Connection(), Origin("", is_here=False))
    client.leave()
    trace = Trace()
    seen = ref(trace)
    client.begin_stream(slowly, trace)
    del trace
    assert seen() is None
