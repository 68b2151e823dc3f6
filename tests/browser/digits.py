"""The digits that were drawn for this project."""

import json
from typing import NamedTuple

from tests.serving import ROOT

Stroke = list[tuple[float, float]]


class Digit(NamedTuple):
    """One drawn digit; points in pad units."""

    label: int
    strokes: list[Stroke]

    @property
    def sketch(self) -> list[Stroke]:
        """The strokes with a quarter of their points: read as the same digit, and sooner drawn."""
        return [[*stroke[:-1:4], stroke[-1]] for stroke in self.strokes]


def _read() -> list[Digit]:
    content = json.loads((ROOT / "static" / "digits.json").read_text())
    width, height = content["box"]
    return [
        Digit(
            sample["label"],
            [[(x / width, y / height) for x, y in stroke] for stroke in sample["strokes"]],
        )
        for sample in content["samples"]
    ]


DIGITS = _read()


def digit(label: int, which: int = 0) -> Digit:
    """One of those that are meant to be this digit."""
    return [each for each in DIGITS if each.label == label][which]
