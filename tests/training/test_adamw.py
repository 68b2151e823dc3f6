import math

import numpy as np
import pytest

from app.forward_pass.arrays import Floats
from app.training.adamw import AdamW, cosine
from tests.forward_pass.networks import doubles


def by_the_formula(
    theta: list[float],
    gradients: list[list[float]],
    decays: list[int],
    *,
    rate: float,
    decay: float,
    epsilon: float,
) -> list[float]:
    """Algorithm 2 of Loshchilov and Hutter, one number at a time."""
    m, v = [0.0] * len(theta), [0.0] * len(theta)
    for t, g in enumerate(gradients, start=1):
        for k in range(len(theta)):
            m[k] = 0.9 * m[k] + 0.1 * g[k]
            v[k] = 0.999 * v[k] + 0.001 * g[k] ** 2
            m_hat, v_hat = m[k] / (1 - 0.9**t), v[k] / (1 - 0.999**t)
            step = m_hat / (math.sqrt(v_hat) + epsilon)
            theta[k] -= rate * (step + decay * decays[k] * theta[k])
    return theta


@pytest.mark.parametrize("epsilon", [1e-8, 0.1])
def test_agrees_with_the_formula(epsilon: float) -> None:
    rng = np.random.default_rng(0)
    theta, gradients = rng.normal(size=6), rng.normal(size=(7, 6))
    gradients[3] = 0
    decays = [1, 1, 1, 0, 0, 1]
    optimiser, found = AdamW(doubles(decays), decay=0.3, epsilon=epsilon), doubles(theta.copy())
    for gradient in gradients:
        optimiser.update(found, doubles(gradient.copy()), 0.05)
    expected = by_the_formula(
        theta.tolist(), gradients.tolist(), decays, rate=0.05, decay=0.3, epsilon=epsilon
    )
    np.testing.assert_allclose(found, expected, rtol=1e-9)


def test_without_a_gradient_weights_decay_and_biases_stay() -> None:
    optimiser = AdamW(np.array([1, 0], np.float32), decay=0.5)
    parameters: Floats = np.array([4, 4], np.float32)
    optimiser.update(parameters, np.zeros(2, np.float32), 0.1)
    assert parameters.tolist() == pytest.approx([3.8, 4])
    assert parameters.dtype == np.float32


def test_finds_the_bottom_of_a_bowl() -> None:
    bottom: Floats = np.array([1, -2, 3], np.float32)
    optimiser, found = AdamW(np.ones_like(bottom), decay=0), np.zeros_like(bottom)
    for step in range(400):
        rate = cosine(step, 400, peak=0.1, warmup=10)
        optimiser.update(found, 2 * (found - bottom), rate)
    np.testing.assert_allclose(found, bottom, atol=1e-3)


def test_the_rate_warms_up_and_runs_out() -> None:
    rates = [cosine(step, 1000, peak=2.0, warmup=100) for step in range(1001)]
    assert rates[0] == pytest.approx(0.02)
    assert max(rates) == rates[100] == rates[99] == pytest.approx(2.0)
    assert rates[550] == pytest.approx(1.0)
    assert rates[1000] == pytest.approx(0.0)
    assert rates[100:] == sorted(rates[100:], reverse=True)
