"""Fooling a network: the change is found, is real, and is small."""

import numpy as np
import pytest

from app.forward_pass import Dense, InvalidInput, Network
from app.forward_pass.activations import activation
from app.forward_pass.arrays import Grey
from app.forward_pass.digit import network_input
from app.forward_pass.fool import fool
from app.lessons.digits import ours
from app.tools.networks import network

DIGITS = 3  # times nine targets, of each network
USUAL = 2.5  # pixels, root of the sum of squares; half of the changes are smaller


@pytest.fixture(scope="module")
def images() -> list[Grey]:
    return list(ours(DIGITS, None, np.random.default_rng(11)).images)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("clear", [False, True])
@pytest.mark.parametrize("name", ["classic", "deep"])
def test_nearly_every_digit_becomes_every_other_by_a_small_change(
    name: str, clear: bool, images: list[Grey]
) -> None:
    net, tried = network(name), 0
    sizes: list[float] = []
    for image in images:
        says = int(net.forward(network_input(image))[-1].a.argmax())
        for target in set(range(10)) - {says}:
            tried += 1
            fooled = fool(net, image, target, clear=clear)
            if fooled is None:
                continue
            a = net.forward(network_input(fooled.image))[-1].a
            assert int(a.argmax()) == target
            np.testing.assert_array_equal(a, fooled.a)
            if clear:
                best, second = sorted(a.tolist(), reverse=True)[:2]
                assert best >= 0.5 > second / best
            moved = (fooled.image.astype(float) - image) / 255
            sizes.append(float(np.linalg.norm(moved)))
    assert len(sizes) >= 0.95 * tried
    assert 0 < np.median(sizes) < USUAL


def test_of_a_straight_network_the_change_is_the_smallest_there_is() -> None:
    """Two outputs: the nearest image on the other side stands straight across the border."""
    rng = np.random.default_rng(3)
    W = rng.normal(0, 0.1, (2, 784)).astype(np.float32)
    net = Network("straight", [Dense(W, np.zeros(2, np.float32), activation("linear"))])
    image = np.full((28, 28), 128, np.uint8)  # grey: neither black nor white stops a pixel
    z = net.forward(network_input(image))[-1].z
    across = W[1] - W[0] if z[0] > z[1] else W[0] - W[1]
    nearest = abs(float(z[0] - z[1])) / float(np.linalg.norm(across))
    fooled = fool(net, image, int(z.argmin()))
    assert fooled is not None
    moved = (fooled.image.astype(float) - image) / 255
    assert nearest <= np.linalg.norm(moved) < nearest + 0.1


def test_where_nothing_helps_none_is_found() -> None:
    """The weights are all 0, so no pixel matters."""
    b = np.array([1, 0], np.float32)
    net = Network("deaf", [Dense(np.zeros((2, 784), np.float32), b, activation("linear"))])
    assert fool(net, np.zeros((28, 28), np.uint8), 1) is None


def test_an_output_that_is_not_there_is_refused() -> None:
    with pytest.raises(InvalidInput, match="an output 0 to 9, found 10"):
        fool(network("classic"), np.zeros((28, 28), np.uint8), 10)
