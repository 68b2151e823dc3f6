"""WebSocket frames as the bench's clients write and read them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wsproto.connection import Connection, ConnectionType
from wsproto.events import BytesMessage

from benchmarks.frames import BINARY, Frames, masked, unmasked


@pytest.mark.parametrize("n", [0, 1, 125, 126, 127, 65_535])
def test_a_server_reads_what_a_client_writes(n: int) -> None:
    server = Connection(ConnectionType.SERVER)
    server.receive_data(masked(BINARY, b"x" * n))
    messages = [event.data for event in server.events() if isinstance(event, BytesMessage)]
    assert b"".join(map(bytes, messages)) == b"x" * n


@given(st.lists(st.binary(max_size=300), max_size=5), st.integers(1, 50))
def test_frames_are_found_however_the_bytes_arrive(payloads: list[bytes], size: int) -> None:
    stream = b"".join(unmasked(BINARY, payload) for payload in payloads)
    frames = Frames()
    found = [
        payload
        for start in range(0, len(stream), size)
        for _, payload in frames.feed(stream[start : start + size])
    ]
    assert found == payloads


@pytest.mark.parametrize("size", [1, 7, 100_000])
def test_a_client_reads_an_answer_beyond_64_kilobytes(size: int) -> None:
    answer = bytes(range(250)) * 300
    server = Connection(ConnectionType.SERVER)
    stream = server.send(BytesMessage(data=answer))
    frames = Frames()
    pieces = [stream[start : start + size] for start in range(0, len(stream), size)]
    assert [payload for piece in pieces for _, payload in frames.feed(piece)] == [answer]
