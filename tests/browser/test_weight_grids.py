"""The weights wall: every pixel of every grid is a weight, blue or red by its sign."""

import re

import numpy as np
import pytest
from playwright.sync_api import Locator

from app.forward_pass.arrays import Floats
from tests.browser.conftest import OpenPage
from tests.browser.figures import parsed
from tests.browser.page import Visualizer
from tests.serving import Server, fetch

Colours = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


def weights(server: Server, network: str, layer: int) -> Floats:
    """(n_out, n_in), as the page fetches them."""
    biases = fetch(f"{server.url}/api/networks/{network}/layers/{layer}/biases")[2]
    content = fetch(f"{server.url}/api/networks/{network}/layers/{layer}/weights")[2]
    return np.frombuffer(content, "<f4").reshape(len(biases) // 4, -1)


def wall(visualizer: Visualizer) -> Locator:
    return visualizer.page.get_by_role("group", name="Neurons of the first layer")


def token(visualizer: Visualizer, name: str) -> Colours:
    """One of the style sheet's colours."""
    text = visualizer.page.evaluate(
        "(name) => getComputedStyle(document.documentElement).getPropertyValue(name)", name
    ).strip()
    return np.array([int(text[k : k + 2], 16) for k in (1, 3, 5)], np.float64)


def share(colours: Colours, middle: Colours, end: Colours) -> Colours:
    """How far each colour is on the way from the middle to an end."""
    way = end - middle
    share: Colours = (colours - middle) @ way / (way @ way)
    return share


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_pixels_have_the_sign_and_the_size_of_the_weights(
    open_page: OpenPage, server: Server, theme: str
) -> None:
    visualizer = open_page(theme=theme)
    visualizer.button("Weights").click()
    tiles = wall(visualizer).locator("canvas")
    tiles.first.wait_for()
    W = weights(server, "classic", 1)
    assert tiles.count() == len(W)
    middle, blue, red = (token(visualizer, name) for name in ("--bg", "--pos", "--neg"))
    assert blue[2] > blue[0]
    assert red[0] > red[2]
    end = visualizer.page.locator("#wall .wall-legend .scale-end").last.inner_text()
    high = parsed(end.removeprefix("≥ "))
    beyond = np.abs(W) > high
    assert beyond.any() == end.startswith("≥ ")
    assert beyond.mean() <= 0.005, "the scale ends where nearly all weights end"
    for neuron in range(len(W)):
        pixels = np.frombuffer(visualizer.pixels(tiles.nth(neuron)), np.uint8)
        colours = pixels.reshape(-1, 4)[:, :3].astype(np.float64)
        expected = np.where(W[neuron] > 0, blue[:, None], red[:, None]).T
        off = np.minimum(1, np.abs(W[neuron]) / high)
        np.testing.assert_allclose(colours, middle + off[:, None] * (expected - middle), atol=1)
        clear = off > 0.02
        toward_blue = share(colours, middle, blue) > share(colours, middle, red)
        assert np.array_equal(toward_blue[clear], W[neuron][clear] > 0)
        assert clear.any()


def test_a_grid_of_its_own_scale_says_so(open_page: OpenPage, server: Server) -> None:
    visualizer = open_page()
    visualizer.button("Weights").click()
    tile = (
        wall(visualizer)
        .locator("canvas")
        .nth(int(np.abs(weights(server, "classic", 1)).max(axis=1).argmin()))
    )
    before = np.frombuffer(visualizer.pixels(tile), np.uint8)
    visualizer.page.get_by_label(re.compile("stretch each grid")).check()
    visualizer.page.get_by_text("do not compare colours").wait_for()
    after = np.frombuffer(visualizer.pixels(tile), np.uint8)
    assert not np.array_equal(before, after)
    visualizer.page.get_by_label(re.compile("stretch each grid")).uncheck()
    visualizer.page.get_by_text("do not compare colours").wait_for(state="detached")
    assert np.array_equal(np.frombuffer(visualizer.pixels(tile), np.uint8), before)


def test_a_grid_opens_its_neuron(visualizer: Visualizer) -> None:
    visualizer.button("Weights").click()
    wall(visualizer).get_by_role("button").nth(4).click()
    visualizer.settle()
    visualizer.inspector.get_by_role("heading", name="Neuron 5 of hidden layer 1").wait_for()
