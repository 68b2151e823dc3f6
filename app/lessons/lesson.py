"""What a lesson is: its question, the networks it may ask about, and the questions only it asks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec
import numpy as np

from app.forward_pass import InvalidInput, Network
from app.forward_pass.arrays import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds on a network that the lesson's page brings along.

    ``layers``: of weights. ``neurons``: in one layer. ``inputs``: of the network.
    ``size``: the largest magnitude of a weight, a bias, an input or an end of a sweep.
    """

    layers: int
    neurons: int
    inputs: int
    size: float

    def check(self, network: Network, *numbers: Floats) -> None:
        """Accept a network, and the ``numbers`` that it is to read.

        Raises:
            InvalidInput: something is beyond a limit, which the error names.
        """
        n_neurons = max(layer.n_out for layer in network.layers)
        _at_most(self.layers, "layers", len(network.layers))
        _at_most(self.neurons, "neurons in a layer", n_neurons)
        _at_most(self.inputs, "inputs", network.n_in)
        arrays = [each for layer in network.layers for each in layer.parameters.values()]
        self.check_size(*arrays, *numbers)

    def check_size(self, *numbers: Floats) -> None:
        """Accept numbers, of any shape, that are within ``size``.

        Raises:
            InvalidInput: one of them is not.
        """
        largest = max((float(np.abs(each).max(initial=0)) for each in numbers), default=0.0)
        if largest > self.size:
            expected = f"numbers from −{self.size:g} to {self.size:g} in this lesson"
            raise InvalidInput(
                "limit", expected, f"one of size {largest:g}", what="size", most=self.size
            )


def _at_most(limit: int, what: str, found: int) -> None:
    if found > limit:
        expected = f"at most {limit} {what} in this lesson"
        raise InvalidInput("limit", expected, f"{found}", what=what, most=limit)


@dataclass(frozen=True, slots=True)
class Ask:
    """A question that only this lesson asks.

    ``request``: the type of its data, parsed strictly. ``answer``: a module's function, from the
    parsed data to the fields of the answer: numbers, text, lists, objects, and arrays, which travel
    as float32. It may be a generator, which gives way to others at each ``yield``. ``long``: it
    takes more than 5 ms, so it runs in a worker process; then it may also say how far it is (see
    ``app.workers``).
    """

    request: type[msgspec.Struct]
    answer: Callable[[Any], Any]
    long: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One lesson.

    ``number``: its place in the list, from 1. ``question``: what it opens with. ``minutes`` that it
    takes, about. ``start``: what its page begins with, all of it JSON. ``asks``: by name.
    ``styles``: sheets of the main page whose parts it shows, such as ``stage``. ``picture``: the
    moment that the list's picture shows, as in a link, such as ``scene=friends``; without it, the
    start.
    """

    number: int
    title: str
    question: str
    minutes: int
    limits: Limits
    start: Mapping[str, Any]
    asks: Mapping[str, Ask] = field(default_factory=dict)
    styles: tuple[str, ...] = ()
    picture: str = ""
