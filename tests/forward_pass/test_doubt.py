import numpy as np
import pytest

from app.forward_pass import Dense, Doubter, Network
from app.forward_pass.activations import activation

THRESHOLD = 0.75


def saying(digit: float, two: float, other: float) -> Doubter:
    """A doubter whose network gives these probabilities, whatever it reads."""
    b = np.log(np.array([digit, two, other], np.float32))
    network = Network("doubt", [Dense(np.zeros((3, 784), np.float32), b, activation("softmax"))])
    return Doubter(network, THRESHOLD)


@pytest.mark.parametrize(
    ("outputs", "says"),
    [
        ((0.9, 0.05, 0.05), 0),
        ((0.3, 0.1, 0.6), 0),  # more no than yes, and not enough to doubt
        ((0.2, 0.7, 0.1), 1),
        ((0.2, 0.1, 0.7), 2),
    ],
)
def test_it_doubts_only_beyond_its_threshold(outputs: tuple[float, ...], says: int) -> None:
    doubter = saying(*outputs)
    image = np.zeros(784, np.float32)
    found = doubter.ask(image)
    assert found.says == says
    np.testing.assert_allclose(found.a, outputs, atol=1e-6)
    assert doubter.doubted(image[None]).tolist() == [says > 0]
