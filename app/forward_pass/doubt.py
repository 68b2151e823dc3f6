"""Whether something is a digit at all: a second network is asked of the same digit image.

Ten outputs can only say which digit. Outputs of the second: a digit, two digits, no digit.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.forward_pass.arrays import Floats, frozen
from app.forward_pass.network import LayerPass, Network

ANSWERS = ("a digit", "two digits", "no digit")


class Doubt(NamedTuple):
    """What the second network says. ``a``: (3,), its outputs; ``says``: which of ``ANSWERS``."""

    a: Floats
    says: int


@dataclass(frozen=True, slots=True)
class Doubter:
    """The second network, and how much is needed for it to doubt.

    ``threshold``: no digit is what leaves more than this to the outputs other than the first.
    """

    network: Network
    threshold: float

    def ask(self, a: Floats) -> Doubt:
        """What it says of one digit image, (784,)."""
        return self.heard(self.network.forward(a))

    def heard(self, passes: tuple[LayerPass, ...]) -> Doubt:
        """What it says by its own pass over one digit image."""
        outputs = frozen(passes[-1].a)
        digit, two, other = outputs.tolist()
        return Doubt(outputs, 0 if 1 - digit <= self.threshold else 1 if two >= other else 2)

    def doubted(self, a: Floats) -> NDArray[np.bool_]:
        """Which of several digit images, (n, 784), are no digit: (n,)."""
        no_digit: NDArray[np.bool_] = self.doubts(a) > self.threshold
        return no_digit

    def doubts(self, a: Floats) -> Floats:
        """What the outputs other than the first have together, for several digit images: (n,)."""
        rest: Floats = 1 - self.network.forward(a)[-1].a[:, 0]
        return rest
