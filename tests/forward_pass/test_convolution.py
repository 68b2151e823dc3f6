"""Convolution and pooling: against loops in float64, and run, explained and edited as any layer."""

import numpy as np
import pytest

from app.forward_pass import Dense, Edit, InvalidInput, Network, Place, edited, explain, run_input
from app.forward_pass.activations import activation
from app.forward_pass.arrays import Floats
from app.forward_pass.convolution import Conv2d, Windowed
from app.forward_pass.pooling import AvgPool2d, MaxPool2d
from app.forward_pass.shown import running, shown
from app.forward_pass.sweep import sweep
from tests.forward_pass.networks import doubles


def network(dtype: type = np.float32) -> Network:
    """One 6×5 image → three channels of 4×3, → two of 3×2, → three outputs."""
    rng = np.random.default_rng(4)

    def some(*shape: int) -> Floats:
        numbers: Floats = rng.normal(size=shape).astype(dtype)
        return numbers

    return Network(
        "convolutional",
        [
            Conv2d(image=(1, 6, 5), W=some(3, 1, 3, 3), b=some(3), f=activation("tanh")),
            Conv2d(image=(3, 4, 3), W=some(2, 3, 2, 2), b=some(2), f=activation("sigmoid")),
            Dense(some(3, 12), some(3), activation("softmax")),
        ],
    )


IMAGE = np.random.default_rng(5).uniform(0, 1, 30).astype(np.float32)


def test_runs_in_one_and_in_many() -> None:
    first, second, third = network().forward(IMAGE)
    assert [len(each.z) for each in (first, second, third)] == [36, 12, 3]
    W, b = network().layers[0].parameters.values()
    window = IMAGE.reshape(6, 5)[2:5, 1:4]  # of the second channel, its row 2, column 1
    assert first.z[12 + 2 * 3 + 1] == pytest.approx((W[1, 0] * window).sum() + b[1], abs=1e-5)
    together = network().forward(np.stack([IMAGE, IMAGE * 2]))
    np.testing.assert_allclose(together[1].a[0], second.a, atol=1e-6)
    assert repr(network().layers[0]) == "Conv2d(1×6×5 → 3×4×3, tanh)"
    assert network().sizes == (30, 36, 12, 3)
    assert network().n_parameters == 3 * 10 + 2 * 13 + 3 * 13


@pytest.mark.parametrize("layer", range(3))
def test_every_neurons_terms_add_up_to_z_and_say_what_they_read(layer: int) -> None:
    trace = run_input(IMAGE, network())
    read = trace.layers[layer - 1].a if layer else IMAGE
    for neuron in range(trace.network.layers[layer].n_out):
        found = explain(trace, layer, neuron)
        assert len(found.terms) == (9, 12, 12)[layer]
        assert np.array_equal(found.inputs, read[found.reads])
        assert found.terms.sum() + found.bias == pytest.approx(found.z, abs=1e-5)
        assert found.positive + found.negative + found.bias == pytest.approx(found.z, abs=1e-5)
        figures, grown = shown(found), running(found)
        assert {row.input for row in figures.rows} <= set(found.reads.tolist())
        total = (
            sum(row.term for row in figures.rows)
            + figures.rest.term
            + figures.rounding
            + figures.bias
        )
        assert round(total, 2) == figures.z
        assert round(grown.sums[-1] + grown.rounding + grown.bias, 4) == grown.z


@pytest.mark.parametrize(("layer", "neuron"), [(0, 17), (1, 3), (2, 1)])
@pytest.mark.parametrize("pin", [None, 20])
def test_the_gradient_agrees_with_small_differences(
    layer: int, neuron: int, pin: int | None
) -> None:
    net = network(np.float64)
    if pin is not None:
        net = edited(net, [Edit(Place("activation", 0, pin), 0.9)])
    a, step = doubles(IMAGE), 1e-6
    measured = [
        (net.forward(a + nudge)[layer].z[neuron] - net.forward(a - nudge)[layer].z[neuron])
        / (2 * step)
        for nudge in np.eye(30) * step
    ]
    found = explain(run_input(a, net), layer, neuron)
    np.testing.assert_allclose(found.gradient, measured, atol=1e-8)


def test_an_edit_moves_the_weight_that_the_neuron_shares_with_its_channel() -> None:
    place = Place("weight", 0, neuron=12 + 2 * 3 + 1, input=3 * 5 + 2)  # the middle of its window
    before, after = (
        network(),
        edited(network(), [Edit(place, 7.0), Edit(Place("bias", 0, 35), 5.0)]),
    )
    W, b = before.layers[0].parameters["W"].copy(), before.layers[0].parameters["b"].copy()
    W[1, 0, 1, 1], b[2] = 7, 5
    np.testing.assert_array_equal(after.layers[0].parameters["W"], W)
    np.testing.assert_array_equal(after.layers[0].parameters["b"], b)
    found = explain(run_input(IMAGE, after), 0, place.neuron)
    assert found.weights[found.reads == place.input] == 7
    with pytest.raises(InvalidInput, match="that the neuron reads"):
        edited(network(), [Edit(Place("weight", 0, place.neuron, 0), 7.0)])


def test_a_weight_is_swept() -> None:
    place, values = Place("weight", 1, 4, 19), np.array([-1, 0, 2], np.float32)
    layers = sweep(network(), IMAGE, place, values)
    for k, value in enumerate(values):
        once = edited(network(), [Edit(place, float(value))]).forward(IMAGE)
        for swept, passed in zip(layers, once, strict=True):
            assert np.array_equal(swept.z[k], passed.z)


def test_an_image_that_lies_otherwise_is_refused() -> None:
    first, second, _ = network().layers
    with pytest.raises(InvalidInput, match="expected layer 2 with 2×3×2 inputs, found 1×6×5"):
        Network("misfit", [second, first])


CASES = range(200)  # random ones of each kind
KINDS = ("convolution", "maximum", "mean")


def made(kind: str, seed: int) -> tuple[Windowed, Floats]:
    """A layer and two images for it."""
    rng = np.random.default_rng(seed)
    channels, height, width = int(rng.integers(1, 4)), *map(int, rng.integers(4, 9, 2))
    image = channels, height, width
    a = rng.uniform(-2, 2, (2, channels * height * width)).astype(np.float32)
    if kind == "maximum":
        return MaxPool2d(image=image, side=int(rng.integers(1, 4))), a
    if kind == "mean":
        return AvgPool2d(image=image, side=int(rng.integers(1, 4))), a
    maps, *sides = map(int, rng.integers(1, 4, 3))
    return (
        Conv2d(
            image=image,
            W=rng.uniform(-2, 2, (maps, channels, *sides)).astype(np.float32),
            b=rng.uniform(-2, 2, maps).astype(np.float32),
            stride=int(rng.integers(1, 4)),
            padding=int(rng.integers(0, min(sides))),
        ),
        a,
    )


def by_loops(layer: Windowed, a: np.ndarray) -> np.ndarray:
    """What the layer computes of one image, written out place by place in float64."""
    z = np.zeros(layer.shape_out)
    height, width, stride, rim = layer.window
    image = np.pad(a.astype(float).reshape(layer.image), ((0, 0), (rim, rim), (rim, rim)))
    for channel, y, x in np.ndindex(*layer.shape_out):
        seen = image[:, y * stride : y * stride + height, x * stride : x * stride + width]
        if isinstance(layer, Conv2d):
            z[channel, y, x] = (seen * layer.W[channel]).sum() + layer.b[channel]
        else:
            square = seen[channel]
            z[channel, y, x] = square.max() if isinstance(layer, MaxPool2d) else square.mean()
    return z.ravel()


@pytest.mark.parametrize("kind", KINDS)
def test_it_computes_what_loops_in_double_precision_do(kind: str) -> None:
    for seed in CASES:
        layer, a = made(kind, seed)
        z = layer.weighted_sum(a)
        assert z.dtype == np.float32
        expected = np.stack([by_loops(layer, each) for each in a])
        np.testing.assert_allclose(z, expected, rtol=1e-5, atol=1e-5 * np.abs(expected).max())
        np.testing.assert_allclose(layer.weighted_sum(a[0]), z[0], atol=1e-5)


@pytest.mark.parametrize("kind", KINDS)
def test_its_terms_add_up_and_name_what_stands_in_the_window(kind: str) -> None:
    for seed in CASES:
        layer, (a, _) = made(kind, seed)
        z = by_loops(layer, a)
        for neuron in range(0, layer.n_out, 5):
            weights, inputs, reads, bias = layer.terms(a, neuron)
            assert len(set(reads.tolist())) == len(reads) > 0
            assert np.array_equal(inputs, a[reads])
            total = (weights.astype(float) * inputs).sum() + bias
            assert total == pytest.approx(z[neuron], rel=1e-5, abs=1e-4)


@pytest.mark.parametrize("kind", KINDS)
def test_its_gradient_is_that_of_finite_differences(kind: str) -> None:
    step = 1e-6
    for seed in CASES:
        layer, (a, _) = made(kind, seed)
        x = doubles(a)
        towards = doubles(np.random.default_rng(seed).uniform(-1, 1, layer.n_out))
        inputs = np.random.default_rng(seed).choice(layer.n_in, min(6, layer.n_in), replace=False)
        found = layer.back_through_sum(towards, x)
        for each in inputs:
            nudge = np.zeros(layer.n_in)
            nudge[each] = step
            change = by_loops(layer, x + nudge) - by_loops(layer, x - nudge)
            measured = (towards * change).sum() / (2 * step)
            assert found[each] == pytest.approx(measured, rel=1e-5, abs=1e-5)


def test_of_equal_pixels_the_first_one_wins_and_the_others_are_forgotten() -> None:
    layer = MaxPool2d(image=(1, 2, 2))
    weights, inputs, reads, bias = layer.terms(np.array([0, 3, 3, 1], np.float32), 0)
    assert (weights.tolist(), inputs.tolist()) == ([0, 1, 0, 0], [0, 3, 3, 1])
    assert (reads.tolist(), bias) == ([0, 1, 2, 3], 0)


def test_pooling_has_no_weight_to_edit() -> None:
    net = Network("pooled", [MaxPool2d(image=(1, 4, 4))])
    with pytest.raises(InvalidInput, match="a weighted sum's weight or bias"):
        edited(net, [Edit(Place("weight", 0, 0, 0), 1.0)])


def test_several_weights_of_a_kernel_are_painted_at_once() -> None:
    place = Place("weight", 0, neuron=12 + 2 * 3 + 1, input=np.array([11, 12, 16]))
    after = edited(network(), [Edit(place, np.array([1, 2, 3], np.float32))])
    kernel = after.layers[0].parameters["W"][1, 0]
    assert (kernel[0, 0], kernel[0, 1], kernel[1, 0]) == (1, 2, 3)


@pytest.mark.parametrize(
    ("kernels", "image", "expected"),
    [
        ((2, 1, 3), (1, 5, 5), "maps, channels, height, width"),
        ((2, 3, 3, 3), (1, 5, 5), "kernels of 1 channels"),
        ((2, 1, 6, 3), (1, 5, 5), "a window inside the image"),
    ],
)
def test_a_kernel_that_fits_nowhere_is_refused(
    kernels: tuple[int, ...], image: tuple[int, int, int], expected: str
) -> None:
    with pytest.raises(InvalidInput, match=expected):
        Conv2d(image=image, W=np.ones(kernels, np.float32), b=np.ones(2, np.float32))
