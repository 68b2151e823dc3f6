import numpy as np
import pytest

from app.forward_pass import Drawing, InvalidInput
from app.forward_pass.stroke import MAX_POINTS


def test_strokes_lie_one_after_the_other() -> None:
    drawing = Drawing.from_strokes([[(0, 0), (1, 1)], [], [(0.5, 0.25)]])
    assert drawing.points.tolist() == [[0, 0], [1, 1], [0.5, 0.25]]
    assert drawing.starts == (0, 2)
    assert repr(drawing) == "Drawing(2 strokes, 3 points)"


def test_knows_the_corners_of_the_box_around_its_points() -> None:
    drawing = Drawing.from_strokes([[(0.25, 0.5), (1, 0.125)], [(0.5, 0.75)]])
    assert (drawing.low, drawing.high) == ((0.25, 0.125), (1, 0.75))


def test_cannot_be_changed() -> None:
    drawing = Drawing.from_strokes([[(0, 0)]])
    with pytest.raises(ValueError, match="read-only"):
        drawing.points[0] = 1


def test_takes_as_many_points_as_it_says_and_not_one_more() -> None:
    assert len(Drawing(np.full((MAX_POINTS, 2), 0.5), (0,)).points) == MAX_POINTS
    with pytest.raises(InvalidInput, match="expected 1 to 5000 points in a drawing, found 5001"):
        Drawing(np.full((MAX_POINTS + 1, 2), 0.5), (0,))


@pytest.mark.parametrize("strokes", [[], [[]], [[], []]])
def test_refuses_a_drawing_of_nothing(strokes: list[list[float]]) -> None:
    with pytest.raises(InvalidInput, match="found 0"):
        Drawing.from_strokes(strokes)


@pytest.mark.parametrize("bad", [-1e-9, 1 + 1e-9, float("nan"), float("inf"), float("-inf")])
def test_refuses_points_off_the_pad(bad: float) -> None:
    with pytest.raises(InvalidInput, match="every point on the pad"):
        Drawing.from_strokes([[(0.5, 0.5), (0.5, bad)]])


@pytest.mark.parametrize(
    "stroke", [[(1, 2, 3)], [1, 0], [[(0, 0)]], "a line", [(0, 0), (1,)], [{}]]
)
def test_refuses_what_is_no_stroke(stroke: object) -> None:
    with pytest.raises(InvalidInput, match="expected a stroke"):
        Drawing.from_strokes([stroke])  # type: ignore[list-item]  # what the wire may bring
