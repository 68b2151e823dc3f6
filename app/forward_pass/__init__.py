"""The forward pass: from a drawing to every number that a network computes about it."""

from app.forward_pass.digit import DigitImage, Framing, normalise
from app.forward_pass.doubt import Doubt, Doubter
from app.forward_pass.edit import Edit, edited
from app.forward_pass.errors import InvalidInput
from app.forward_pass.explain import Explanation, explain
from app.forward_pass.layers import Dense, Layer
from app.forward_pass.network import LayerPass, Network
from app.forward_pass.place import Place
from app.forward_pass.stroke import Drawing
from app.forward_pass.trace import Trace, run, run_input

__all__ = [
    "Dense",
    "DigitImage",
    "Doubt",
    "Doubter",
    "Drawing",
    "Edit",
    "Explanation",
    "Framing",
    "InvalidInput",
    "Layer",
    "LayerPass",
    "Network",
    "Place",
    "Trace",
    "edited",
    "explain",
    "normalise",
    "run",
    "run_input",
]
