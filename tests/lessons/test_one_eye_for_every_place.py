"""Lesson 13 in double precision: kernels, windows, maps and pools worked out pixel by pixel."""

from itertools import product
from typing import Any

import numpy as np
import pytest

from app.forward_pass import Dense, InvalidInput
from app.forward_pass.convolution import Conv2d
from app.forward_pass.digit import SIDE, network_input, normalise
from app.lessons import one_eye_for_every_place
from app.lessons.digits import drawings
from app.lessons.one_eye_for_every_place import (
    LEARNERS,
    LESSON,
    PICTURE,
    REACH,
    READERS,
    THREE,
    Fit,
    Learned,
    Long,
    Look,
    Ours,
    Pool,
    Slid,
    Slides,
    Training,
    Window,
    fit,
    house,
    learned,
    look,
    moved,
    ours,
    pool,
    slid,
    slides,
    train,
    window,
)
from app.tools.networks import network
from app.turns import by_turns
from app.wire import Input

UPRIGHT = [-1.0, 0, 1] * 3
FIVE = [round(float(each), 3) for each in np.random.default_rng(13).uniform(-1, 1, 25)]


def three() -> Any:
    return normalise(next(each for each in drawings() if each.label == 3).drawing).image


def by_hand(image: Any, kernel: list[float]) -> Any:
    """The map, place by place."""
    side = int(len(kernel) ** 0.5)
    a, weights = image / 255, np.array(kernel).reshape(side, side)
    out = len(image) - side + 1
    return np.array(
        [[(a[y : y + side, x : x + side] * weights).sum() for x in range(out)] for y in range(out)]
    )


# A kernel slides


@pytest.mark.parametrize("kernel", [UPRIGHT, FIVE])
@pytest.mark.parametrize("subject", ["house", "digit", "photo"])
def test_a_map_has_the_sum_of_each_window(kernel: list[float], subject: str) -> None:
    photo = np.random.default_rng(1).integers(0, 256, (PICTURE, PICTURE), np.uint8)
    subjects: dict[str, tuple[dict[str, Any], Any]] = {
        "house": ({}, house()),
        "digit": ({"input": Input(image=three().tobytes())}, three()),
        "photo": ({"pixels": photo.tobytes()}, photo),
    }
    sent, image = subjects[subject]
    found = slid(Slid(kernel, **sent))
    expected = by_hand(image, kernel)
    assert found["side"] == len(image)
    assert found["out"] == len(expected)
    np.testing.assert_array_equal(found["image"], image)
    np.testing.assert_allclose(found["z"], expected.ravel(), atol=2e-6)
    at = found["out"] * 9 + 4
    looked = window(Window(kernel, at=at, **sent))
    side = int(len(kernel) ** 0.5)
    inside = image[9 : 9 + side, 4 : 4 + side].ravel() / 255
    np.testing.assert_allclose(looked["inputs"], inside, atol=1e-7)
    np.testing.assert_allclose(looked["products"], inside * kernel, atol=1e-7)
    assert looked["z"] == pytest.approx(expected[9, 4], abs=2e-6)
    assert (looked["row"], looked["column"]) == (9, 4)


def test_upright_edges_are_where_left_and_right_differ() -> None:
    image = np.zeros((PICTURE, PICTURE), np.uint8)
    image[:, 32:] = 255
    found = slid(Slid(UPRIGHT, pixels=image.tobytes()))["z"].reshape(62, 62)
    assert np.flatnonzero(found[0]).tolist() == [30, 31]
    assert (found[:, 30:32] == 3).all()
    level = slid(Slid(UPRIGHT, pixels=image.T.tobytes()))["z"]
    assert not level.any()


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (Slid([0.0] * 16), "shape"),
        (Slid(UPRIGHT, pixels=bytes(100)), "image"),
        (Slid(UPRIGHT, Input(image=bytes(784)), bytes(PICTURE**2)), "input"),
        (Slid(UPRIGHT, Input(vector=[0.5, 1])), "input"),
    ],
)
def test_what_no_kernel_slides_over_is_refused(request_: Slid, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        slid(request_)
    assert refused.value.code == code


def test_a_place_beyond_the_map_is_refused() -> None:
    with pytest.raises(InvalidInput, match="0 to 3843"):
        window(Window(UPRIGHT, at=62 * 62))


# The digit slides


def test_the_page_sees_a_drawing_as_networks_do() -> None:
    image = three()
    found = look(Look(Input(image=image.tobytes())))["image"]
    np.testing.assert_array_equal(found, image.ravel())


def test_a_slid_digit_is_the_same_pixels_farther_on() -> None:
    image = three()
    np.testing.assert_array_equal(moved(image, 3, 0)[:, 3:], image[:, :-3])
    np.testing.assert_array_equal(moved(image, -2, 1)[1:, :-2], image[:-1, 2:])
    assert not moved(image, 0, 14)[:14].any()


def test_each_place_says_what_the_network_says_there() -> None:
    image = three()
    found = slides(Slides(Input(image=image.tobytes())))
    across = 2 * REACH + 1
    for name in READERS:
        reader = found["readers"][name]
        middle = reader["said"][across * across // 2]
        for right, down in ((0, 0), (THREE, 0), (-5, 2), (REACH, -REACH)):
            at = (down + REACH) * across + right + REACH
            x = network_input(moved(image, right, down))
            a = network(name).forward(x)[-1].a
            assert reader["said"][at] == int(a.argmax())
            assert reader["scores"][at] == pytest.approx(float(a[middle]), abs=1e-5)
        assert reader["kept"] == sum(said == middle for said in reader["said"])
        assert reader["kept"] < across * across  # for ever is what neither does


def test_the_maps_slide_along_and_the_dense_sums_do_not() -> None:
    found = slides(Slides(Input(image=three().tobytes())))
    assert found["maps"] < 1e-5
    assert found["sums"] > 0.1


def test_our_drawings_are_all_read_in_the_middle_and_few_at_the_rim() -> None:
    found = by_turns(ours(Ours(LESSON.start["far"])))
    for name in READERS:
        right = found["right"][name]
        assert len(right) == LESSON.start["far"] + 1
        assert right[0] > 0.95 * found["of"]
        assert right[-1] < 0.5 * found["of"]


# Shared


def test_the_learned_maps_are_those_of_the_network() -> None:
    image = three()
    found = learned(Learned(Input(image=image.tobytes())))
    layer = network("convolutional").layers[0]
    assert isinstance(layer, Conv2d)
    for k, (row, column, a) in enumerate(found["best"]):
        z = by_hand(image, layer.W[k, 0].astype(float).ravel().tolist()) + float(layer.b[k])
        np.testing.assert_allclose(found["maps"][k].reshape(z.shape), np.maximum(z, 0), atol=1e-5)
        assert a == pytest.approx(max(z.max(), 0), abs=1e-5)
        assert found["maps"][k].reshape(z.shape)[row, column] == pytest.approx(a)


def test_26_numbers_serve_576_places() -> None:
    found = learned(Learned(Input(image=three().tobytes())))
    n = len(found["best"])
    assert (found["shared"], found["places"]) == (n * (5 * 5 + 1), 24 * 24)
    assert found["apart"] == found["shared"] * 576


# Stride and padding


def test_a_window_fits_as_often_as_the_rule_says() -> None:
    for side, size, stride, padding in product((8, 13, 28), (1, 3, 5, 7), (1, 2, 3, 4), (0, 1, 4)):
        found = fit(Fit(side, size, stride, padding))
        out = (side + 2 * padding - size) // stride + 1
        assert found["out"] == out
        seen = np.zeros((side + 2 * padding,) * 2, int)
        for y, x in product(range(out), repeat=2):
            seen[y * stride : y * stride + size, x * stride : x * stride + size] += 1
        inner = seen[padding : padding + side, padding : padding + side]
        np.testing.assert_array_equal(found["looks"].reshape(side, side), inner)
        assert found["unseen"] == (inner == 0).sum()


# Pooling


@pytest.mark.parametrize("kind", ["max", "mean"])
def test_a_pool_leaves_one_number_of_four_and_counts_all_that_leave_it(kind: Any) -> None:
    rng = np.random.default_rng(5)
    squares = [*product((0, 3, 6, 9), repeat=4)]
    said = max if kind == "max" else lambda square: sum(square) / 4
    for _ in range(20):
        pixels = rng.choice([0, 3, 6, 9], 16).tolist()
        found = pool(Pool(kind, pixels))
        grid = np.array(pixels).reshape(2, 2, 2, 2).swapaxes(1, 2).reshape(4, 4)
        left = [said(square.tolist()) for square in grid]
        assert found["z"].tolist() == left
        alike = np.prod([sum(said(each) == z for each in squares) for z in left])
        assert found["alike"] == alike
        assert found["shares"].sum() == 4
        assert set(found["shares"].tolist()) == ({0, 1} if kind == "max" else {0.25})


# Shuffled pixels


def test_who_has_windows_suffers_from_shuffled_pixels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(one_eye_for_every_place, "N_LEARNED", 1_000)
    ended: list[dict[str, Any]] = []

    def heard() -> Long:
        ended.append((yield from train(Training(1))))
        return ended[0]

    pieces = [each for each in heard() if isinstance(each, dict)]
    assert len(pieces) == 2 * len(LEARNERS)
    assert sorted(ended[0]["order"]) == [*range(SIDE * SIDE)]
    convolution, dense = ended[0]["results"]
    fell = convolution["plain"] - convolution["shuffled"]
    assert fell > 0.01
    assert fell > dense["plain"] - dense["shuffled"] + 0.01


def test_the_small_networks_are_as_small_as_the_page_says() -> None:
    made = {name: make() for name, make in LEARNERS.items()}
    assert LESSON.start["learners"] == {name: each.n_parameters for name, each in made.items()}
    assert {type(layer) for layer in made["dense"].layers} == {Dense}
    assert made["convolution"].n_parameters < made["dense"].n_parameters / 4
