"""A kind of layer that the core does not know runs, is explained and edited as any other."""

import numpy as np
import pytest

from app.forward_pass import Dense, Edit, InvalidInput, Network, Place, edited, explain, run_input
from app.forward_pass.activations import activation
from app.forward_pass.arrays import Floats
from app.forward_pass.shown import running, shown
from app.forward_pass.sweep import sweep
from tests.forward_pass.convolution import Convolution
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
            Convolution((1, 6, 5), some(3, 1, 3, 3), some(3), activation("tanh")),
            Convolution((3, 4, 3), some(2, 3, 2, 2), some(2), activation("sigmoid")),
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
    assert repr(network().layers[0]) == "Convolution(1×6×5 → 3×4×3, tanh)"
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
