"""Lesson 6: a forward pass by hand, term by term, and the same pass in three forms."""

from typing import Any

from app.lessons.lesson import Lesson, Limits

LARGEST = 20.0  # of a weight, a bias, an input


def _layer(weights: list[list[float]], biases: list[float]) -> dict[str, Any]:
    return {"weights": weights, "biases": biases}


THREE_TWO_ONE: dict[str, Any] = {
    "network": "3-2-1",
    "input": [1, 0.5, -1],
    "layers": [
        _layer([[0.5, -1, 0.8], [1.5, 0.4, -0.6]], [0.2, -0.5]),
        _layer([[1.2, -0.8]], [0.1]),
    ],
}
# Three lines leave each hidden neuron.
_TWO_TWO_THREE = {
    "network": "2-2-3",
    "input": [1, -0.5],
    "layers": [
        _layer([[1.2, -0.4], [-0.6, 0.8]], [0.1, 0.5]),
        _layer([[0.9, -0.3], [-1.1, 0.6], [0.4, 0.7]], [-0.2, 0.3, 0.1]),
    ],
}
# Read from left to right the weights are of order 0.01, and no two rows are alike.
_NEARLY_ZERO = {
    "network": "2-4-2",
    "input": [0.5, 0.8],
    "layers": [
        _layer([[0.01, -0.02], [0.02, 0.01], [-0.01, 0.03], [0.03, -0.01]], [0.01, -0.01, 0.02, 0]),
        _layer([[0.02, -0.01, 0.01, 0.03], [-0.03, 0.02, -0.01, 0.01]], [0.01, -0.02]),
    ],
}


def _moment(start: dict[str, Any], place: str) -> str:
    """A scene's pass at a place, as ``static/js/kit/pass-link.js`` writes it into a link."""
    rows = [row for layer in start["layers"] for row in (*layer["weights"], layer["biases"])]
    numbers = [f"{number:g}" for row in rows for number in row]
    return "~".join(["_".join(f"{each:g}" for each in start["input"]), "_".join(numbers), place])


LESSON = Lesson(
    number=6,
    title="A forward pass by hand",
    question="What does a network do with three numbers? Nothing that you could not do on paper.",
    minutes=20,
    limits=Limits(layers=3, neurons=4, inputs=3, size=LARGEST),
    start={
        "walk": THREE_TWO_ONE,
        "copied": _TWO_TWO_THREE,
        "forms": THREE_TWO_ONE,
        # `added`: the layer that can be put between the two.
        "deeper": {**THREE_TWO_ONE, "added": _layer([[0.7, -1.1], [-0.4, 0.9]], [0.3, -0.2])},
        "small": _NEARLY_ZERO,
    },
    picture="scene=walk&guess=2&pass="
    + _moment(THREE_TWO_ONE, "v:1,n:3-2-1,s:sums-2,g:term,o:index,i:0.1,p:terms"),
    styles=("glossary", "stage", "stepper", "inspector"),
)
