"""What the messages of all families share. ``docs/wire.md`` is the contract.

``requests``: network, input, edits. ``answers``: numbers as they travel. ``parsing``: messages
checked against their structs. ``errors``: what is answered instead.
"""

from app.wire.answers import WIRE, Answer, f32, maps, require_finite, sent
from app.wire.errors import INTERNAL, TooMany, error_answer, guarded
from app.wire.parsing import described, kinds_of, parser
from app.wire.requests import (
    PAD,
    ActivationPlace,
    BiasPlace,
    EditedPlace,
    Index,
    InlineNetwork,
    Input,
    InputPlace,
    Request,
    Seq,
    WeightPlace,
    edits_of,
    framing_of,
    inline_network,
    input_of,
    place_of,
)

__all__ = [
    "INTERNAL",
    "PAD",
    "WIRE",
    "ActivationPlace",
    "Answer",
    "BiasPlace",
    "EditedPlace",
    "Index",
    "InlineNetwork",
    "Input",
    "InputPlace",
    "Request",
    "Seq",
    "TooMany",
    "WeightPlace",
    "described",
    "edits_of",
    "error_answer",
    "f32",
    "framing_of",
    "guarded",
    "inline_network",
    "input_of",
    "kinds_of",
    "maps",
    "parser",
    "place_of",
    "require_finite",
    "sent",
]
