"""Strategies: what a client might send, at three levels.

Engine: bytes that are no frames, texts that are none of Engine.IO's, HTTP requests to its path.
Socket: binary messages that are no Socket.IO packets, or unusual ones. Message: events with data
that is not what the contract wants.
"""

from typing import Any, Literal, NamedTuple

import msgspec
from hypothesis import strategies as st

from tests.fuzz.corpus import BINARIES, EVENTS, PACKETS, QUERIES, TEXTS

Kind = Literal["frames", "text", "binary", "body", "query"]


class Case(NamedTuple):
    """What is sent, and as what: raw bytes, a text or binary message, an HTTP body or query."""

    kind: Kind
    content: Any


_numbers = st.sampled_from([0, -1, 1, 2**31, 2**53, 2**53 + 1, 2**63 - 1, -(2**63), 2**64 - 1])
_scalars = (
    st.none() | st.booleans() | _numbers | st.floats() | st.text(max_size=20)
    | st.binary(max_size=64) | st.sampled_from(["pass", "../classic", "__class__", "raster"])
)  # fmt: skip
_keys = st.sampled_from(
    ["seq", "network", "input", "edits", "want", "pace", "layers", "vector", "points", "wire"]
)
anything = st.recursive(
    _scalars,
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.dictionaries(_keys | st.text(max_size=5) | st.integers(0, 9), inner, max_size=5)
    ),
    max_leaves=12,
)


@st.composite
def mutated(draw: st.DrawFn, value: Any) -> Any:
    """A structure with one part of it replaced, left out, doubled or cut."""
    if isinstance(value, dict) and value and draw(st.integers(0, 4)):
        key = draw(st.sampled_from(list(value)))
        if not draw(st.integers(0, 5)):
            return {name: each for name, each in value.items() if name != key}
        return value | {key: draw(mutated(value[key]))}
    if isinstance(value, list | tuple) and value and draw(st.integers(0, 4)):
        k = draw(st.integers(0, len(value) - 1))
        part = draw(st.sampled_from([[], [draw(mutated(value[k]))], [value[k]] * 300]))
        return [*value[:k], *part, *value[k + 1 :]]
    if isinstance(value, bytes) and draw(st.booleans()):
        return draw(mutated_bytes(value))
    return draw(anything)


@st.composite
def mutated_bytes(draw: st.DrawFn, content: bytes) -> bytes:
    """Bytes with some of them changed, left out, put in or repeated."""
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(content)))
        n = draw(st.integers(0, 8))
        part = draw(st.binary(max_size=8) | st.just(content[at : at + n] * 2))
        content = content[:at] + part + content[at + n :]
    return content


def _encoded(packet: Any) -> bytes:
    return msgspec.msgpack.encode(packet)


@st.composite
def _events(draw: st.DrawFn) -> bytes:
    """Events whose name is right and whose data is not, most of the time."""
    name, data = draw(st.sampled_from(EVENTS))
    event = [name, draw(mutated(data))]
    if not draw(st.integers(0, 5)):
        event = draw(mutated(event))
    return _encoded({"type": 2, "nsp": "/", "id": 1, "data": event})


_packets = st.sampled_from(PACKETS).flatmap(mutated).map(_encoded) | anything.map(_encoded)
_binaries = st.sampled_from(BINARIES) | st.sampled_from(BINARIES).flatmap(mutated_bytes)


@st.composite
def _frames(draw: st.DrawFn) -> bytes:
    """WebSocket frames whose head need not fit what follows it."""
    content = b""
    for _ in range(draw(st.integers(1, 3))):
        payload = draw(_binaries | st.binary(max_size=200))
        length = draw(st.sampled_from([len(payload), 0, 125, 126, 127, 2**16, 2**40, 2**64 - 1]))
        first = draw(st.integers(0, 255) | st.sampled_from([0x82, 0x81, 0x02, 0x80, 0x88, 0x89]))
        masked = draw(st.sampled_from([0x80, 0x80, 0x80, 0]))
        if length < 126:
            head = bytes((first, masked | length))
        elif length < 2**16:
            head = bytes((first, masked | 126)) + length.to_bytes(2, "big")
        else:
            head = bytes((first, masked | 127)) + length.to_bytes(8, "big")
        content += head + (bytes(4) if masked else b"") + payload
    return content


_texts = st.sampled_from(TEXTS) | st.text(max_size=40)
_bodies = st.lists(
    _texts.map(str.encode) | st.binary(max_size=60), min_size=1, max_size=40
).map(b"\x1e".join)  # fmt: skip
_queries = st.sampled_from(QUERIES) | st.tuples(
    st.sampled_from(QUERIES), st.text("abcEIOsid=&%0149\x7f+", max_size=20)
).map("&".join)

CORPUS = [
    *(Case("binary", content) for content in BINARIES),
    *(Case("text", text) for text in TEXTS),
    *(Case("query", query) for query in QUERIES),
    Case("body", b"3"),
    Case("frames", b"\x82\xff"),
]

_binary = st.just("binary")
# Most of what decodes is found out late, so half of the cases are events.
cases = st.one_of(
    *(st.builds(Case, _binary, _events()) for _ in range(6)),
    st.builds(Case, _binary, _packets),
    st.builds(Case, _binary, _binaries),
    st.builds(Case, st.just("text"), _texts),
    st.builds(Case, st.just("frames"), _frames()),
    st.builds(Case, st.just("body"), _bodies),
    st.builds(Case, st.just("query"), _queries),
)
