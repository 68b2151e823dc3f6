"""Every network can be chosen, and gives its own answer."""

import json
import re

import socketio
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.digits import digit
from tests.browser.figures import number
from tests.browser.page import Visualizer
from tests.browser.trace import read
from tests.serving import Server, fetch


def test_each_one_shows_its_own_numbers(
    visualizer: Visualizer, server: Server, peer: socketio.Client
) -> None:
    cards = json.loads(fetch(f"{server.url}/api/networks")[2])
    assert len(cards) > 1
    visualizer.draw_anew(digit(4).sketch)
    source = visualizer.drawing()
    shown = set()
    for card in cards:
        visualizer.choose_network(card["name"])
        expect(visualizer.page.locator("#picker-button")).to_contain_text(card["name"])
        trace = read(peer, card["name"], source)
        if labels := card.get("labels"):
            assert labels[trace.prediction] in visualizer.title_text().lower()
        else:
            assert visualizer.answer() == trace.prediction
        texts = [text.text for text in visualizer.stage_texts()]
        for value in trace.layers[-1].a:
            assert number(value) in texts
        word = "score" if card["outputs"] == "scores" else "probability"
        expect(visualizer.sentence).to_contain_text(word)
        shown.add((visualizer.sentence.text_content(), tuple(texts)))
    # Two of them are so certain of this 4 that both show 1.00 and nine times 0.00.
    assert len(shown) >= len(cards) - 1, "networks show the same numbers"


def test_the_cards_say_what_a_network_is(visualizer: Visualizer, server: Server) -> None:
    visualizer.page.locator("#picker-button").click()
    for card in json.loads(fetch(f"{server.url}/api/networks")[2]):
        name = visualizer.page.locator("strong", has_text=re.compile(f"^{card['name']}$"))
        entry = visualizer.page.locator("#picker").get_by_role("button").filter(has=name)
        shape = (
            "784 · 12×24×24 · 24×8×8 · 96 · 10 relu + softmax"
            if card["name"] == "convolutional"
            else " · ".join(map(str, card["sizes"]))
        )
        expect(entry).to_contain_text(shape)
        for score in card["accuracy"].values():
            expect(entry).to_contain_text(f"{score['accuracy'] * 100:.1f} %")


def test_the_choice_is_there_again_after_a_reload(visualizer: Visualizer) -> None:
    visualizer.choose_network("linear")
    visualizer.page.wait_for_url(lambda url: "n=linear" in url)  # it holds the moment
    visualizer.page.reload()
    visualizer.settle()
    expect(visualizer.page.locator("#picker-button")).to_contain_text("linear")


def test_a_remembered_network_that_is_gone_is_no_error(open_page: OpenPage) -> None:
    visualizer = open_page()
    visualizer.page.evaluate("localStorage.setItem('forward-pass', '{\"network\": \"gone\"}')")
    visualizer.page.reload()
    visualizer.settle()
    expect(visualizer.page.locator("#picker-button")).to_contain_text("classic")
