"""What stands there before anybody has done anything."""

from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.digits import DIGITS
from tests.browser.page import Visualizer


def sample_drawn(visualizer: Visualizer) -> int:
    """The label of the sample that stands on the pad."""
    asked = visualizer.drawing()
    lengths = asked["lengths"]
    labels = [
        digit.label
        for digit in DIGITS
        if [len(stroke) for stroke in digit.strokes] == lengths
        and near(digit.strokes[0][0], asked["points"][:4])
    ]
    assert len(labels) == 1, "what stands on the pad is not one of our digits"
    return labels[0]


def near(point: tuple[float, float], sent: bytes) -> bool:
    x, y = (int.from_bytes(sent[k : k + 2], "little") / 65_535 for k in (0, 2))
    return abs(x - point[0]) < 1e-3 and abs(y - point[1]) < 1e-3


def test_a_digit_is_drawn_and_read(visualizer: Visualizer) -> None:
    assert visualizer.answer() == sample_drawn(visualizer)
    expect(visualizer.page.locator("#picker-button")).to_contain_text("classic")
    expect(visualizer.sentence).to_contain_text("score of")


def test_it_is_the_same_digit_for_everybody(open_page: OpenPage) -> None:
    assert open_page().drawing() == open_page(theme="light").drawing()
