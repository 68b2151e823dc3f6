"""Numbers that the page and the server both have, each in its own language: they are the same."""

import re
from typing import Any

import pytest

from app import config, wire
from app.forward_pass import digit, raster, stroke
from app.forward_pass.arrays import LARGEST
from app.paths import folder

MIRRORS = [
    ("digit-image.js", "SIDE", digit.SIDE),
    ("state/edits.js", "LARGEST", LARGEST),
    ("state/edits.js", "MOST_EDITS", config.MAX_EDITS),
    ("wire/decode.js", "MAX_VECTORS", config.MAX_VECTORS),
    ("kit/numbers.js", "MAX_SWEPT", config.MAX_SWEPT),
    ("state/explore.js", "MOST_SHIFT", digit.MOST_SHIFT),
    ("scene/plate.js", "FITTED_PEN", raster.PEN_WIDTH),
    ("scene/plate.js", "MIDDLE", digit.CENTRE + 0.5),
    ("scene/plate.js", "PAD_PEN", raster.PAD_PEN),
    ("wire/decode.js", "MAX_POINTS", stroke.MAX_POINTS),
    ("wire/decode.js", "WIRE", wire.WIRE),
]


@pytest.mark.parametrize(("module", "name", "ours"), MIRRORS)
def test_the_page_has_the_servers_number(module: str, name: str, ours: Any) -> None:
    assert float(constant(module, name, r"([\d_.e]+);")[1]) == ours


@pytest.mark.parametrize(
    ("module", "name", "rate", "burst"),
    [
        ("wire/reader.js", "PASSES", config.LIVE_RATE, config.LIVE_BURST),
        ("wire/socket.js", "OTHERS", config.OTHER_RATE, config.OTHER_BURST),
    ],
)
def test_the_page_keeps_to_the_servers_rates(
    module: str, name: str, rate: float, burst: float
) -> None:
    found = constant(module, name, r"\{ every: (\d+), saved: (\d+) \};")
    every, saved = int(found[1]), int(found[2])  # ms, messages
    assert 1000 / every <= rate
    assert saved < burst


def test_a_lesson_asks_no_more_at_once_than_one_request_of_long_polling_holds() -> None:
    at_once = constant("kit/numbers.js", "AT_ONCE", r"(\d+);")
    assert int(at_once[1]) < config.MOST_PACKETS  # beside a pong


def constant(module: str, name: str, value: str) -> re.Match[str]:
    """Where one of the page's modules says what a constant is."""
    text = (folder("static") / "js" / module).read_text()
    found = re.search(rf"^(?:export )?const {name} = {value}", text, re.MULTILINE)
    assert found is not None, f"expected `const {name} = …;` in {module}"
    return found
