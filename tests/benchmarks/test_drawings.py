"""The drawings that are measured with."""

import numpy as np
import pytest

from app import wire
from app.forward_pass import Drawing, normalise
from app.messages import reading
from benchmarks.drawings import as_input, digits, growing, resampled


@pytest.mark.parametrize("n", [20, 40, 80])
def test_resampling_keeps_the_ink_and_gives_the_number_of_points(n: int) -> None:
    for digit in digits():
        again = resampled(digit, n)
        assert len(again.points) == n
        assert len(again.starts) == len(digit.starts)
        apart = np.abs(again.points.mean(axis=0) - digit.points.mean(axis=0))
        assert apart.max() < 0.1
        np.testing.assert_array_equal(again.points[0], digit.points[0])


def test_a_resampled_digit_looks_the_same() -> None:
    for digit in digits()[::10]:
        images = [normalise(each).image.astype(int) for each in (digit, resampled(digit, 80))]
        assert np.abs(images[0] - images[1]).mean() < 8  # of 255


def test_a_growing_drawing_ends_whole() -> None:
    digit = Drawing.from_strokes([[[0.0, 0.0], [0.5, 0.0], [1.0, 0.0]], [[0.0, 1.0], [1.0, 1.0]]])
    steps = list(growing(digit, 4))
    assert [len(step.points) for step in steps] == [1, 2, 3, 5]
    assert steps[-1].starts == (0, 3)
    assert steps[2].starts == (0,)


def test_a_message_holds_the_drawing() -> None:
    digit = digits()[40]
    request = reading.pass_request({"seq": 1, "network": "classic", "input": as_input(digit)})
    found = wire.input_of(request.input)
    assert isinstance(found, Drawing)
    assert found.starts == digit.starts
    np.testing.assert_allclose(found.points, digit.points, atol=1e-5)
