"""Undo, redo, clear, eraser, blank page, surprise: each does what it says; the answer follows."""

import re

import socketio
from playwright.sync_api import expect

from tests.browser.conftest import Watch
from tests.browser.digits import digit
from tests.browser.page import Visualizer
from tests.browser.trace import read

LINE = [(0.2, 0.5), (0.4, 0.5), (0.6, 0.5), (0.8, 0.5)]
BAR = [(0.5, 0.2), (0.5, 0.4), (0.5, 0.6), (0.5, 0.8)]


def test_undo_and_redo_go_stroke_by_stroke(visualizer: Visualizer) -> None:
    visualizer.button("Clear").click()
    pictures = []
    for stroke in (LINE, BAR):
        visualizer.draw([stroke])
        pictures.append(visualizer.picture(visualizer.pad_canvas))
    visualizer.button("Undo").click()
    assert visualizer.settle().picture(visualizer.pad_canvas) == pictures[0]
    assert len(visualizer.drawing()["lengths"]) == 1, "what is read is what stands on the pad"
    visualizer.button("Redo").click()
    assert visualizer.settle().picture(visualizer.pad_canvas) == pictures[1]
    assert len(visualizer.drawing()["lengths"]) == 2
    expect(visualizer.button("Redo")).to_be_disabled()


def test_clear_waits_for_a_digit_and_undo_brings_it_back(visualizer: Visualizer) -> None:
    before = visualizer.answer()
    visualizer.button("Clear").click()
    expect(visualizer.title).not_to_contain_text(re.compile(r"\d"))
    expect(visualizer.sentence).to_contain_text("empty")
    expect(visualizer.button("Clear")).to_be_disabled()
    outputs = [text.text for text in visualizer.stage_texts()]
    assert not [text for text in outputs if re.fullmatch(r"\d\.\d+", text)], "no scores of nothing"
    visualizer.button("Undo").click()
    assert visualizer.settle().answer() == before


def test_the_eraser_rubs_out_and_what_is_left_is_read(visualizer: Visualizer) -> None:
    visualizer.draw_anew([LINE])
    visualizer.button("Erase").click()
    visualizer.draw([[(0.5, 0.3), (0.5, 0.5), (0.5, 0.7)]])
    lengths = visualizer.drawing()["lengths"]
    assert len(lengths) == 2, "the line is cut in two"
    visualizer.draw([[(0.1, 0.5), (0.9, 0.5)]])
    expect(visualizer.sentence).to_contain_text("empty")
    visualizer.button("Undo").click()
    visualizer.settle()
    assert visualizer.drawing()["lengths"] == lengths, "one move of the eraser is one undo"
    visualizer.button("Pen").click()
    visualizer.draw([BAR])
    assert len(visualizer.drawing()["lengths"]) == 3


def test_a_blank_page_is_read_on_purpose(visualizer: Visualizer, peer: socketio.Client) -> None:
    visualizer.button("Blank page read as zeros").click()
    visualizer.settle()
    asked = visualizer.drawing()
    assert asked == {"image": bytes(784)}
    trace = read(peer, "classic", asked)
    assert visualizer.answer() == trace.prediction
    expect(visualizer.sentence).to_contain_text("biases alone")
    visualizer.draw([LINE])
    assert "points" in visualizer.drawing()


def test_surprise_me_puts_another_of_our_digits_on_the_pad(visualizer: Visualizer) -> None:
    seen = [visualizer.picture(visualizer.pad_canvas)]
    for _ in range(4):
        visualizer.button("Surprise me").click()
        seen.append(visualizer.settle().picture(visualizer.pad_canvas))
        assert seen[-1] != seen[-2]
        assert visualizer.answer() is not None
    assert len(set(seen)) > 2
    visualizer.button("Undo").click()
    assert visualizer.settle().picture(visualizer.pad_canvas) == seen[-2]


def test_ink_is_on_the_pad_without_the_server(visualizer: Visualizer, watch: Watch) -> None:
    watch.allow("ERR_INTERNET_DISCONNECTED|WebSocket connection to")
    visualizer.button("Clear").click()
    visualizer.page.context.set_offline(True)
    empty = visualizer.picture(visualizer.pad_canvas)
    visualizer.page.mouse.move(*visualizer.on_pad((0.3, 0.3)))
    visualizer.page.mouse.down()
    visualizer.page.mouse.move(*visualizer.on_pad((0.7, 0.7)))
    visualizer.frame()
    assert visualizer.picture(visualizer.pad_canvas) != empty
    visualizer.page.mouse.up()


def test_every_layer_follows_the_pen(visualizer: Visualizer) -> None:
    """The stage changes while the pen is still down."""
    visualizer.button("Clear").click()
    pictures = set()
    visualizer.page.mouse.move(*visualizer.on_pad(digit(2).strokes[0][0]))
    visualizer.page.mouse.down()
    for k, point in enumerate(digit(2).strokes[0]):
        visualizer.page.mouse.move(*visualizer.on_pad(point))
        if k % 10 == 9:
            pictures.add(visualizer.settle().picture(visualizer.stage))
    visualizer.page.mouse.up()
    assert len(pictures) >= 3
