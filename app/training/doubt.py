"""What the network of doubt learns from and is measured with, besides digits.

Letters that look like digits are left out of its training. What measures it is by people who are
kept apart by name in ``recipes``, and of other random numbers.
"""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from app.forward_pass import Doubter, Drawing, Network, normalise
from app.forward_pass.arrays import Grey
from app.forward_pass.digit import SIDE, network_input
from app.forward_pass.raster import PEN_WIDTH
from app.model_store import Score
from app.training.data import Digits, Letter, Sample
from app.training.evaluation import doubted_images
from app.training.feed import Pool
from app.training.no_digits import SCRIBBLES, Rng, pair_of_images, scribble, side_by_side
from app.training.recipes import AMBIGUOUS, HELD_OUT_LETTERS, LIKE_DIGITS
from app.training.redraw import redraw

ASIDE = 10_000  # of MNIST's training digits, not trained on: they set the threshold
FALSE_ALARMS = 0.0115  # the share of them that is called no digit

_TWO, _OTHER = 1, 2  # of ``ANSWERS``
_COPIES = 60  # of each letter, redrawn
_FREEDOM = 1.2  # of redrawing: few people wrote the letters, and others write otherwise
_SCRIBBLES, _PAIRS = 42_000, 30_000
_MEASURED = 2_000  # scribbles, and pairs of either kind

Report = Callable[[int, int], None]


def apart(train: Digits) -> tuple[Digits, Grey]:
    """MNIST's training part, all with the first label, and the images that are kept aside."""
    kept = min(ASIDE, len(train.images) // 6)
    images = train.images[:-kept]
    return Digits(images, np.zeros(len(images), np.uint8), train.name), train.images[-kept:]


def pools(
    train: Digits, samples: Sequence[Sample], letters: Sequence[Letter], rng: Rng, report: Report
) -> Iterator[Pool]:
    """Letters, scribbles and pairs to learn from; fewer where there are fewer digits than MNIST's.

    ``report`` is called with how many of a kind are drawn, of how many.
    """
    share = min(1.0, len(train.images) / 50_000)
    n_scribbles, n_pairs = round(_SCRIBBLES * share), round(_PAIRS * share)
    clear = [letter.drawing for letter in letters if letter.label not in LIKE_DIGITS]
    if clear:
        drawn = (redraw(each, rng, _FREEDOM) for _ in range(_COPIES) for each in clear)
        yield Pool(_images(drawn, _COPIES * len(clear), report), _OTHER, round(24_000 * share))
    yield Pool(
        _images(map(_inked(rng), _scribbles(n_scribbles, rng)), n_scribbles, report),
        _OTHER,
        round(18_000 * share),
    )
    if samples:
        pairs = map(_inked(rng), _pairs_of_drawings(samples, n_pairs, rng))
        yield Pool(_images(pairs, n_pairs, report), _TWO, round(8_000 * share))
    halves = _pairs_of_images(train.images, n_pairs, rng)
    yield Pool(_images(halves, n_pairs, report), _TWO, round(8_000 * share))


def threshold_of(network: Network, aside: Grey) -> float:
    """The doubt that no more than ``FALSE_ALARMS`` of these digits are above, (n, 28, 28)."""
    doubts = Doubter(network, 0.0).doubts(network_input(aside))
    return round(float(np.quantile(doubts, 1 - FALSE_ALARMS)), 4)


def caught(
    doubter: Doubter,
    t10k: Digits,
    held_out: Sequence[Sample],
    letters: Sequence[Letter],
    rng: Rng,
) -> dict[str, Score]:
    """How much of what is no digit it calls so, by kind."""
    clear = [letter.drawing for letter in letters if letter.label not in AMBIGUOUS]
    kinds = {
        "scribbles": (map(_plain, _scribbles(_MEASURED, rng)), "scribbles of other random numbers"),
        "pairs": (_pairs_of_images(t10k.images, _MEASURED, rng), f"pairs of digits of {t10k.name}"),
    }
    if held_out:
        drawn = map(_plain, _pairs_of_drawings(held_out, _MEASURED, rng))
        kinds["drawn_pairs"] = (drawn, "pairs of pen-stroke digits of the held-out writers")
    if clear:
        writers = ", ".join(HELD_OUT_LETTERS)
        kinds["letters"] = (map(_plain, clear), f"clear letters by {writers}, not trained on")
    scores = {}
    for kind, (images, told) in kinds.items():
        found = doubted_images(doubter, np.stack(list(images)))
        n, right = len(found), int(found.sum())
        scores[kind] = Score(round(right / n, 6), right, n, f"{told}, called no digit")
    return scores


def _scribbles(n: int, rng: Rng) -> Iterator[Drawing]:
    kinds = list(SCRIBBLES)
    return (scribble(kinds[k % len(kinds)], rng) for k in range(n))


def _pairs_of_drawings(samples: Sequence[Sample], n: int, rng: Rng) -> Iterator[Drawing]:
    for left, right in rng.integers(len(samples), size=(n, 2)).tolist():
        yield side_by_side(samples[left].drawing, samples[right].drawing, rng)


def _pairs_of_images(images: Grey, n: int, rng: Rng) -> Iterator[Grey]:
    for left, right in rng.integers(len(images), size=(n, 2)).tolist():
        yield pair_of_images(images[left], images[right], rng)


def _inked(rng: Rng) -> Callable[[Drawing], Grey]:
    return lambda drawing: normalise(drawing, PEN_WIDTH * float(rng.uniform(0.75, 1.35))).image


def _plain(drawing: Drawing) -> Grey:
    return normalise(drawing).image


def _images(drawn: Iterator[Grey], n: int, report: Report) -> Grey:
    images = np.empty((n, SIDE * SIDE), np.uint8)
    for k, image in enumerate(drawn, start=1):
        images[k - 1] = image.ravel()
        if k % 500 == 0 or k == n:
            report(k, n)
    return images
