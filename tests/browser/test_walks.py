"""Back from any position shows what stood there before Next: every text, every pixel."""

import random

import pytest

from tests.browser.conftest import OpenPage
from tests.browser.digits import digit
from tests.browser.sight import watched

N_WALKS = 200
GRANULARITIES = ("layer", "neuron", "term")
NETWORKS = ("classic", "deep", "one-hidden")
MOST_AHEAD = {"layer": 0, "neuron": 3, "term": 40}  # the timeline leads to a neuron's first term


@pytest.mark.timeout(180)
@pytest.mark.parametrize("granularity", GRANULARITIES)
def test_back_from_any_position_undoes_next(open_page: OpenPage, granularity: str) -> None:
    seeded = random.Random(granularity)  # noqa: S311  # a walk is no secret
    visualizer = open_page(prepare=watched)
    visualizer.draw_anew(digit(6).sketch)
    visualizer.page.get_by_label("Next goes by").select_option(granularity)
    n_walks = -(-N_WALKS // len(GRANULARITIES))
    compared = 0
    for k in range(n_walks):
        if k % (n_walks // len(NETWORKS)) == 0:
            visualizer.choose_network(NETWORKS[k * len(NETWORKS) // n_walks])
            visualizer.page.mouse.move(0, 0)  # nothing is under the pointer
        walk = {
            "from": seeded.random(),
            "ahead": seeded.randint(0, MOST_AHEAD[granularity]),
            "moves": [True, *(seeded.random() < 0.7 for _ in range(4))],
        }
        result = visualizer.page.evaluate("(walk) => sight.walk(walk)", walk)
        assert result["found"] == [], walk
        compared += result["compared"]
    assert compared > 2 * n_walks
