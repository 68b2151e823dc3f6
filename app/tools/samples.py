"""The samples that tools ask about, thousands at a time, as a worker process has them.

Training's modules are imported inside the functions: the server itself has no use for them.
"""

from functools import cache
from typing import TYPE_CHECKING, Literal

import numpy as np

from app.forward_pass import InvalidInput, normalise
from app.lessons.digits import drawings, mnist_folder

if TYPE_CHECKING:
    from app.training.data import Digits

Source = Literal["ours", "t10k"]

N_OURS = 10_000
_SEED = 1998


@cache
def samples(source: Source) -> "Digits":
    """All samples of a source.

    Raises:
        InvalidInput: MNIST is not on the server, or its files are not MNIST's own.
    """
    return _ours() if source == "ours" else _t10k()


def _ours() -> "Digits":
    """Our own drawings, each turned, slanted, stretched, moved and thickened in many ways."""
    from app.training.data import Digits
    from app.training.warp import WarpBank, WarpRange

    # Within what the pen does: no digit outgrows the field.
    limits = WarpRange(0.14, 0.17, zoom=0.03, aspect=0.05, wobble=0)

    drawn = drawings()
    rng = np.random.default_rng(_SEED)
    n_warps = -(-N_OURS // len(drawn))
    bank = WarpBank(n_warps, limits, rng)
    images = np.stack([normalise(each.drawing).image for each in drawn]).reshape(len(drawn), -1)
    warped = np.concatenate([bank(images, rng) for _ in range(n_warps)])[:N_OURS]
    labels = np.array([each.label for each in drawn], np.uint8)
    return Digits(warped.reshape(N_OURS, 28, 28), np.resize(labels, N_OURS), "our own digits")


def _t10k() -> "Digits":
    from app.training.data import DataError, read_mnist

    where = mnist_folder()
    if where is None:
        raise InvalidInput("mnist", "MNIST on the server (`forward-pass mnist fetch`)", "none")
    try:
        digits = read_mnist(where, "t10k")
    except DataError as error:
        raise InvalidInput("mnist", error.expected, error.found, damaged=1) from None
    if digits.name != "MNIST t10k":  # it goes by the hash of what is inside
        raise InvalidInput("mnist", "MNIST’s own test digits, bit for bit", "others", damaged=1)
    return digits
