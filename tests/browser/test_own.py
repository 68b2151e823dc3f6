"""Networks that were added: each file of a framework is stepped through, and adds up as shown."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from app.config import Config
from app.own.adding import Wish, add
from app.workers.process import Process
from tests.browser.conftest import OpenPage
from tests.browser.digits import digit
from tests.browser.figures import exactly
from tests.browser.trace import read
from tests.own.test_exporters import FILES, LETTERS, NAMES
from tests.serving import Server, connected, fetch, serving

CLOTHES = ("T-shirt", "Trousers", "Pullover", "Dress", "Coat",
           "Sandal", "Shirt", "Sneaker", "Bag", "Boot")  # fmt: skip
PARTS = ("positive terms", "negative terms", "bias")
LAYER = ".chooser-layer"


def name_of(file: str) -> str:
    """What a file's network is called here."""
    return file.replace(".", "-")


def cards(server: Server) -> list[dict[str, Any]]:
    """The cards of a server's networks."""
    found: list[dict[str, Any]] = json.loads(fetch(f"{server.url}/api/networks")[2])
    return found


@pytest.fixture(scope="module")
def own(models: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with a network of each file, and one of clothes."""
    folder = tmp_path_factory.mktemp("own")
    config = Config(models=models, own=folder)
    process = Process()
    for file in NAMES:
        labels = LETTERS if "letters" in file else ()
        list(add(Wish(FILES / file, name_of(file), labels), config, process))
    list(add(Wish(FILES / "torch-dense.onnx", "clothes", CLOTHES), config, process))
    process.end()
    with serving(models=models, settings={"FORWARD_PASS_OWN": str(folder)}) as running:
        yield running


@pytest.mark.parametrize("file", NAMES)
def test_a_file_of_a_framework_is_stepped_through_and_adds_up(
    file: str, own: Server, open_page: OpenPage
) -> None:
    visualizer = open_page(url=own.url).draw_anew(digit(4).sketch).choose_network(name_of(file))
    with connected(own.url) as peer:
        trace = read(peer, name_of(file), visualizer.drawing())
    visualizer.press("Home").settle()
    titles = [visualizer.title_text()]
    while not visualizer.at_end():
        titles.append(visualizer.press("n").settle().title_text())
    assert len(titles) > 2 + len(trace.layers), titles
    label = LETTERS[trace.prediction] if "letters" in file else str(trace.prediction)
    assert f" {label} " in f"{titles[-1]} ".replace(",", " "), titles[-1]
    (card,) = (each for each in cards(own) if each["name"] == name_of(file))
    kinds = [layer["type"] for layer in card["layers"]]
    layers = visualizer.inspector.locator(LAYER)
    assert layers.locator("option").count() == len(trace.layers)
    for k in range(len(trace.layers)):
        layers.select_option(index=k)
        visualizer.settle().button("Sum").click()
        sums = visualizer.settle().sums()
        if "bias" in sums:
            total = sum(exactly(sums[part]) for part in PARTS)
            assert total == exactly(sums["weighted sum z"]), (k, sums)
        else:
            assert "pool2d" in kinds[k], sums  # one of four, which sums nothing


def test_letters_are_letters_everywhere(own: Server, open_page: OpenPage) -> None:
    name = name_of("torch-letters.onnx")
    visualizer = open_page(url=own.url).draw_anew(digit(4).sketch).choose_network(name)
    visualizer.walk_to("No clear answer")
    texts = [text.text for text in visualizer.stage_texts()]
    assert [text for text in texts if text in LETTERS] == list(LETTERS)
    page = visualizer.page
    expect(page.locator("#pad-title")).to_have_text("Draw")
    expect(page.get_by_text("Is this a digit at all?").first).to_be_hidden()
    expect(page.get_by_text("Which digits excite it most?")).to_be_hidden()
    page.locator("#picker-button").click()
    expect(page.locator("#picker")).to_contain_text("Added here")
    entry = page.locator("#picker").get_by_role("button", name=name)
    expect(entry).to_contain_text("From torch-letters.onnx (ONNX).")
    expect(entry).to_contain_text("Trained on data of its own.")


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)])
def test_ten_clothes_are_no_digits(size: tuple[int, int], own: Server, open_page: OpenPage) -> None:
    visualizer = open_page(url=own.url, size=size).draw_anew(digit(4).sketch)
    visualizer.choose_network("clothes").walk_to("No clear answer")
    texts = [text.text for text in visualizer.stage_texts()]
    for word in CLOTHES:
        assert any(len(text) > 1 and word.startswith(text) for text in texts), texts
    expect(visualizer.page.get_by_text("Is this a digit at all?").first).to_be_hidden()


def test_a_network_of_clothes_is_not_asked_which_digit_it_is(own: Server) -> None:
    with connected(own.url) as peer:
        answer = peer.call("everyone", {"seq": 1, "input": {"image": bytes(784)}}, timeout=10)
        asked = {each["network"] for each in answer["readings"]}
        assert name_of("keras-conv.keras") in asked
        assert not asked & {"clothes", name_of("torch-letters.onnx")}
