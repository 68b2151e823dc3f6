"""Where mutation starts: every kind of good message, and packets that were trouble elsewhere."""

from typing import Any

import msgspec
import numpy as np

from tests.fixtures import messages as fixtures

Event = tuple[str, dict[str, Any]]  # name, data

_DRAWN = fixtures.request() | {"network": "classic"}
_TOY = {
    "layers": [
        {"weights": [[1, 1], [1, 1]], "biases": [-0.5, -1.5], "activation": "step"},
        {
            "weights": [[1, -2]],
            "biases": [-0.5],
            "activation": {"name": "leaky-relu", "alpha": 0.1},
        },
    ]
}
_EDITS = [
    {"place": {"kind": "weight", "layer": 1, "neuron": 2, "input": 3}, "value": 9},
    {"place": {"kind": "bias", "layer": 0, "neuron": 0}, "value": -1},
    {"place": {"kind": "activation", "layer": 0, "neuron": 3}, "value": 0.5},
    {
        "place": {
            "kind": "weights", "layer": 0, "neuron": 1,
            "inputs": np.array([2, 783], "<u2").tobytes(),
        },
        "value": np.array([0.5, -1], "<f4").tobytes(),
    },
]  # fmt: skip
_QUESTION = {name: value for name, value in _DRAWN.items() if name != "want"}
_SWEEP = {
    "seq": 43, "network": _TOY, "input": {"vector": [1, 3]},
    "place": {"kind": "bias", "layer": 0, "neuron": 0}, "low": -2, "high": 2, "n": 9,
}  # fmt: skip
_REGION = {
    "seq": 46, "network": _TOY, "input": {"vector": [1, 3]}, "n": 24, "layers": [0, 1],
    "across": {"input": 0, "low": -1, "high": 2}, "up": {"input": 1, "low": -1, "high": 2},
}  # fmt: skip
_LESSON = {
    "seq": 44, "lesson": "one-neuron", "ask": "learn",
    "data": {
        "nights": [{"x": [1, 3], "goes": 1}, {"x": [1, 1], "goes": 0}],
        "weights": [0, 0], "bias": 0,
    },
}  # fmt: skip

_MOMENT = {"page": "/", "fragment": "v=1&d=AA", "network": "deep"}
_STROKES = {"n": 1, "points": _DRAWN["input"]["points"], "lengths": _DRAWN["input"]["lengths"]}
_ROOM: list[dict[str, Any]] = [
    {"do": "open", "moment": _MOMENT},
    {"do": "ask", "kind": "letters", "labels": ["A", "B"], "about": "/"},
    {"do": "hands", "choice": 1, "n": 12},
    {"do": "set", "steps": "own", "held": True, "task": 7, "blank": False},
    {"do": "wall", "uncover": ["0123abcd"]},
    {"do": "kept", "drawings": [{"id": "0123abcd", "drawing": _STROKES}]},
    {"do": "join", "code": "4CH9PT", "drawing": _STROKES, "vote": None},
    {"do": "join", "token": "WyJhIl0.x", "vote": {"vote": "0123abcd", "round": 2, "choice": 0}},
    {"do": "steer", "token": "WyJhIl0.x", "snapshot": b"\x90.x", "take": True},
    {"do": "draw", "drawing": _STROKES},
    {"do": "vote", "vote": "0123abcd", "round": 1, "choice": 1},
]

EVENTS: list[Event] = [
    ("pass", _DRAWN),
    ("pass", _QUESTION | {"network": "deep", "edits": _EDITS}),
    ("pass", _QUESTION | {"input": _DRAWN["input"] | {"centred": False, "shift": [3, -14]}}),
    ("pass", _QUESTION | {"input": {"image": bytes(range(196)) * 4}}),
    ("pass", {"seq": 45, "network": _TOY, "input": {"vectors": [[1, 3], [0, 2]]}}),
    ("sweep", _SWEEP | {"input": {"vectors": [[1, 3], [0, 2], [1, 1]]}}),
    ("pass", _QUESTION | {"want": ["stream"], "pace": 1}),
    ("pass", {"seq": 1, "network": _TOY, "input": {"vector": [0.5, -3e38]}}),
    ("everyone", {"seq": 49, "input": _DRAWN["input"]}),
    ("explain", _QUESTION | {"layer": 0, "neuron": 6, "order": "index"}),
    ("explain", _QUESTION | {"network": "deep", "layer": 2, "neuron": 9, "edits": _EDITS}),
    ("sweep", _SWEEP),
    ("region", _REGION),
    ("lesson", _LESSON),
    *(("room", {"seq": 48, **fields}) for fields in _ROOM),
    ("stop", {"seq": 47, "lesson": "what-a-neuron-looks-for", "ask": "train"}),
]

PACKETS: list[dict[str, Any]] = [
    *({"type": 2, "nsp": "/", "id": 1, "data": list(event)} for event in EVENTS),
    {"type": 0, "nsp": "/", "data": {"wire": 99}},
    {"type": 1, "nsp": "/"},
    {"type": 3, "nsp": "/", "id": 1, "data": []},
    {"type": 4, "nsp": "/", "data": "error"},
    {"type": 5, "nsp": "/", "data": ["pass", {"_placeholder": True, "num": 0}]},
    {"type": 2, "nsp": "/", "data": ["connect", {}, {}]},
    {"type": 2, "nsp": "/elsewhere", "id": 1, "data": ["pass", _DRAWN]},
]

BINARIES: list[bytes] = [
    *map(msgspec.msgpack.encode, PACKETS),
    b"",
    b"\xc1",
    b"\x83\xa4type\x02\xa3nsp\xa1/\xa4data" + b"\x91" * 9_000 + b"\x00",  # nested without end
    b"\x81\xa4type\xdd\xff\xff\xff\xff",  # a list that says it has four billion elements
    b"\x81\xa4type\xc6\xff\xff\xff\xff",  # as many bytes
]

# Engine.IO's own, its other types, Socket.IO in text, base64.
TEXTS = [
    "0", "1", "2", "2probe", "3", "3probe", "4", "5", "6", "7", "", '42["pass",{}]', "40",
    '451-["pass",{"_placeholder":true,"num":0}]', "bAAAA", "²", "2probe2", "\x1e", "0{}",
]  # fmt: skip

QUERIES = [
    "EIO=4&transport=polling",
    "EIO=3&transport=polling",
    "EIO=4&transport=websocket",
    "EIO=4&transport=polling&j=0",
    "EIO=4&transport=polling&sid=nobody",
    "EIO=4&EIO=5&transport=polling&transport=websocket&b64=1",
    "",
]

GOOD: dict[str, Any] = _QUESTION
