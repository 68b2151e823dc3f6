"""Draw with the pointer, read the answer, walk the pass there and back.

Every number shown is the trace's: a second client asks the same server for it, with the very
message that the page sent.
"""

import re

import pytest
import socketio
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.digits import digit
from tests.browser.figures import number, parsed, short
from tests.browser.page import Text, Visualizer
from tests.browser.trace import Layer, Trace, opened, read

LAYER_TITLES = ["Hidden layer 1 of 2", "Hidden layer 2 of 2", "Output layer"]
PROJECTOR = (1920, 1080)  # numbers fit inside the neurons of `classic`


@pytest.mark.parametrize("label", range(10))
def test_a_digit_drawn_with_the_mouse_is_read(visualizer: Visualizer, label: int) -> None:
    visualizer.draw_anew(digit(label).strokes)
    assert visualizer.answer() == label


def test_the_drawing_that_is_read_is_the_one_that_was_drawn(visualizer: Visualizer) -> None:
    strokes = digit(5).strokes
    visualizer.draw_anew(strokes)
    asked = visualizer.drawing()
    assert len(asked["lengths"]) == len(strokes)
    ends = [stroke[0] for stroke in strokes]
    starts = [sum(asked["lengths"][:k]) for k in range(len(strokes))]
    for point, start in zip(ends, starts, strict=True):
        sent = [
            int.from_bytes(asked["points"][4 * start + at : 4 * start + at + 2], "little") / 65_535
            for at in (0, 2)
        ]
        assert sent == pytest.approx(point, abs=0.005)


@pytest.mark.parametrize("label", [2, 7])
def test_every_step_shows_the_numbers_of_the_trace(
    open_page: OpenPage, peer: socketio.Client, label: int
) -> None:
    visualizer = open_page(size=PROJECTOR).draw_anew(digit(label).sketch)
    source = visualizer.drawing()
    trace = read(peer, "classic", source)
    assert visualizer.answer() == trace.prediction

    visualizer.walk_to("Input")
    black = int((trace.image == 0).sum())
    expect(visualizer.sentence).to_contain_text(f"{black} pixels are black")
    for k, (title, layer) in enumerate(zip(LAYER_TITLES, trace.layers, strict=True)):
        best = int(layer.a.argmax())
        visualizer.walk_to(f"{title}: the weighted sums")
        shows_layer(visualizer, k, layer, opened(peer, "classic", source, k, best), "sums")
        visualizer.walk_to(f"{title}: the activations")
        shows_layer(visualizer, k, layer, opened(peer, "classic", source, k, best), "activations")
    visualizer.press("End").settle()
    shows_answer(visualizer, trace)


def shows_layer(
    visualizer: Visualizer, k: int, layer: Layer, neuron: dict[str, object], kind: str
) -> None:
    """The stage, the inspector and the formula all show this layer at this step."""
    values = layer.z if kind == "sums" else layer.a
    if k == len(LAYER_TITLES) - 1 and kind == "activations":
        assert visualizer.scores() == [number(value) for value in values]
    else:
        assert texts_of_neurons(visualizer)[k] == [short(value) for value in values]

    shown = neuron["shown"]
    assert isinstance(shown, dict)
    rows = visualizer.sums()
    assert parsed(rows["positive terms"]) == pytest.approx(shown["positive"])
    assert parsed(rows["negative terms"]) == pytest.approx(shown["negative"])
    assert parsed(rows["bias"]) == pytest.approx(shown["bias"])
    best = int(layer.a.argmax())
    z = rows["weighted sum z"]
    decimals = len(z.partition(".")[2])
    assert z == number(layer.z[best], decimals)
    figures = visualizer.page.locator("#stage-head mn").all_text_contents()
    if kind == "sums":
        assert "activation a" not in rows, "its step has not come yet"
        assert z.removeprefix("−") in figures
    else:
        assert rows["activation a"] == number(layer.a[best], decimals)
        assert rows["activation a"].removeprefix("−") in figures


def shows_answer(visualizer: Visualizer, trace: Trace) -> None:
    outputs = trace.layers[-1].a
    assert visualizer.answer() == trace.prediction
    sentence = visualizer.sentence.text_content() or ""
    best, second = number(outputs[trace.prediction]), number(outputs[trace.runner_up])
    rest = ["0.01"] if second == "0.00" else [second]  # all others are below it
    assert re.findall(r"\d\.\d\d", sentence)[:2] == [best, *rest]
    assert visualizer.scores() == [number(value) for value in outputs]


def texts_of_neurons(visualizer: Visualizer) -> list[list[str]]:
    """What is written inside the neurons, layer by layer: texts that share a column."""
    figures = [text for text in visualizer.stage_texts() if re.fullmatch(r"−?\d*\.?\d+", text.text)]
    columns: list[list[Text]] = []
    for text in figures:
        if columns and abs(columns[-1][-1].x - text.x) < 90 and columns[-1][-1].y < text.y:
            columns[-1].append(text)
        else:
            columns.append([text])
    return [[text.text for text in column] for column in columns]


def test_back_shows_what_stood_there_before_next(visualizer: Visualizer) -> None:
    visualizer.draw_anew(digit(3).sketch).press("Home").settle()
    forwards = [snapshot(visualizer)]
    while forwards[-1][0][:10] != "The answer":
        visualizer.button("Next").click()
        forwards.append(snapshot(visualizer))
    assert len(forwards) > 8
    backwards = [forwards[-1]]
    for _ in forwards[1:]:
        visualizer.button("Back").click()
        backwards.append(snapshot(visualizer))
    assert backwards[::-1] == forwards
    expect(visualizer.button("Back")).to_be_disabled()


def snapshot(visualizer: Visualizer) -> tuple[str, str, str]:
    """Words, inspector and pixels of a step at rest."""
    visualizer.page.mouse.move(0, 0)  # nothing is under the pointer
    visualizer.settle()
    return (
        visualizer.title_text(),
        visualizer.inspector.inner_text(),
        visualizer.picture(visualizer.stage),
    )


@pytest.mark.parametrize("label", [1, 8])
def test_the_digit_image_on_the_page_is_the_trace_s(
    visualizer: Visualizer, peer: socketio.Client, label: int
) -> None:
    visualizer.draw_anew(digit(label).sketch).walk_to("Input")
    image = read(peer, "classic", visualizer.drawing()).image.ravel()
    shown = visualizer.pixels(visualizer.inspector.locator("canvas:visible").first)
    greys = [int(value) for value in shown[::4]]
    black, white = greys[image.argmin()], max(greys)
    for grey, value in zip(greys, image, strict=True):
        assert grey == pytest.approx(black + (white - black) * int(value) / int(image.max()), abs=1)
