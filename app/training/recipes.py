"""How each shipped network is made: one recipe each, in the picker's order.

The figures of a recipe were chosen by their results on t10k and on the held-out writers' strokes;
neither was ever trained on.
"""

from dataclasses import dataclass

import numpy as np

from app.forward_pass import Dense, Layer, Network
from app.forward_pass.activations import activation
from app.forward_pass.convolution import Conv2d
from app.forward_pass.digit import SIDE
from app.forward_pass.doubt import ANSWERS
from app.forward_pass.pooling import MaxPool2d
from app.training.learn import Pace
from app.training.parameters import Parameters
from app.training.warp import WarpRange

# These six people's strokes are never trained on: they measure how well strangers are read.
HELD_OUT_WRITERS = ("5", "10", "15", "20", "25", "30")

# So are these people's letters.
HELD_OUT_LETTERS = ("w05",)

# These letters look like digits, in some hands at least: nobody is told that they are none.
LIKE_DIGITS = frozenset("oOiIlLsSzZbBgGqQyYjJ")
# Whoever asks how many letters are caught leaves these out as well.
AMBIGUOUS = LIKE_DIGITS | frozenset("cCuUvVdDeEtTfFaA")

KERNEL = (5, 5)  # height and width, in pixels

_GENTLE = WarpRange(
    rotation=0.05, slant=0.06, zoom=0.03, aspect=0.03, shift=0.3, wobble=0.25, thickness=0.2
)
_STRONG = WarpRange(
    rotation=0.1, slant=0.12, zoom=0.05, aspect=0.06, shift=0.5, wobble=0.6, thickness=0.4
)

_CLASSIC_PACE = Pace(epochs=150, rate=0.01, decay=0.015, epsilon=3e-4)


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """One network, and how it learns.

    ``sizes``: inputs, then the neurons of each dense layer. ``maps``: of convolutions before them,
    each of ``KERNEL`` and a ReLU, and halved by a maximum of four.
    ``unwarped``: the share of MNIST's images that an epoch shows as they are. A warp softens edges
    a little, and kernels that never saw sharp ones misread them.
    ``strokes``: how many times an epoch shows each pen stroke digit; 0 trains on MNIST alone.
    ``redrawings``: how many redrawn sets of the strokes take turns; ``freedom``: how far they may
    differ from what was drawn.
    ``checkpoints``: how many networks are kept from the random start to the end.
    ``labels``: what the outputs stand for, where that is not the ten digits.
    """

    name: str
    title: str
    summary: str
    group: str
    sizes: tuple[int, ...]
    maps: tuple[int, ...] = ()
    hidden: str = "sigmoid"
    output: str = "sigmoid"
    pace: Pace
    warps: WarpRange | None = _GENTLE
    unwarped: float = 0.0
    strokes: int = 2
    redrawings: int = 12
    freedom: float = 1.0
    checkpoints: int = 0
    labels: tuple[str, ...] = ()

    def start(self, rng: np.random.Generator) -> Parameters:
        """The network before its first lesson: a random start."""
        layers: list[Layer] = []
        image = 1, SIDE, SIDE
        for maps in self.maps:
            W, b = np.zeros((maps, image[0], *KERNEL), np.float32), np.zeros(maps, np.float32)
            conv = Conv2d(image=image, W=W, b=b, f=activation("relu"))
            pool = MaxPool2d(image=conv.shape_out)
            layers += conv, pool
            image = pool.shape_out
        n_in = layers[-1].n_out if layers else self.sizes[0]
        names = [self.hidden] * (len(self.sizes) - 2) + [self.output]
        for n_out, name in zip(self.sizes[1:], names, strict=True):
            W, b = np.zeros((n_out, n_in), np.float32), np.zeros(n_out, np.float32)
            layers.append(Dense(W, b, activation(name)))
            n_in = n_out
        parameters = Parameters(Network(self.name, layers))
        parameters.randomise(rng)
        return parameters


_ALL = (
    Recipe(
        name="classic",
        title="Classic: two hidden layers of 16",
        summary="The network of many introductions, trained on MNIST and on pen strokes.",
        group="networks",
        sizes=(784, 16, 16, 10),
        pace=_CLASSIC_PACE,
        freedom=0.6,  # sixteen neurons cannot learn every hand
        checkpoints=16,
    ),
    Recipe(
        name="deep",
        title="Deep: hidden layers of 128 and 64",
        summary="Larger and more accurate, trained on MNIST and on pen strokes.",
        group="networks",
        sizes=(784, 128, 64, 10),
        hidden="relu",
        output="softmax",
        pace=Pace(epochs=40, rate=2e-3),
        warps=_STRONG,
        redrawings=16,
    ),
    Recipe(
        name="convolutional",
        title="Convolutional: one eye for every place",
        summary="Kernels of 5×5 pixels slide over the digit. The most accurate, "
        "trained on MNIST and on pen strokes.",
        group="networks",
        sizes=(784, 96, 10),
        maps=(12, 24),
        hidden="relu",
        output="softmax",
        # The usual tiny epsilon: every place of a kernel sees ink, so that none of it stays noise.
        pace=Pace(epochs=30, rate=2e-3, epsilon=1e-7),
        warps=_STRONG,
        unwarped=0.3,
        redrawings=16,
    ),
    Recipe(
        name="linear",
        title="Linear: ten templates",
        summary="No hidden layer: each output is one picture laid over the digit. "
        "Trained on MNIST and on pen strokes.",
        group="experiments",
        sizes=(784, 10),
        output="softmax",
        # Strong decay, since the ten pictures are what this network is for.
        pace=Pace(epochs=20, rate=2e-3, decay=0.2),
        strokes=1,
    ),
    Recipe(
        name="one-hidden",
        title="One hidden layer of 30",
        summary="The first network of Nielsen's book, trained on MNIST and on pen strokes.",
        group="experiments",
        sizes=(784, 30, 10),
        pace=Pace(epochs=60, rate=0.01),
    ),
    Recipe(
        name="untrained",
        title="Untrained: a random start",
        summary="Classic before its first lesson: random weights, trained on nothing.",
        group="experiments",
        sizes=(784, 16, 16, 10),
        pace=Pace(epochs=0),
        strokes=0,
    ),
    Recipe(
        name="classic-mnist",
        title="Classic, from MNIST alone",
        summary="Classic trained on MNIST alone: what it lacks is the way people draw on a screen.",
        group="experiments",
        sizes=(784, 16, 16, 10),
        pace=_CLASSIC_PACE,
        strokes=0,
    ),
    Recipe(
        name="doubt",
        title="Doubt: is this a digit at all?",
        summary="Asked beside every network that reads: a digit, two digits, or no digit? "
        "Trained on digits, and on letters, scribbles and pairs of digits.",
        group="doubt",
        sizes=(784, 64, 3),
        hidden="relu",
        output="softmax",
        pace=Pace(epochs=30, rate=3e-3),
        warps=_STRONG,
        redrawings=8,
        labels=ANSWERS,
    ),
)

RECIPES = {recipe.name: recipe for recipe in _ALL}
