"""The page of mistakes, as a person meets it: a table, a gallery, one digit at a time, a neuron."""

import base64
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from app.forward_pass import run_input
from app.forward_pass.arrays import Grey
from app.forward_pass.digit import SIDE, network_input
from app.model_store import load_all
from app.paths import folder
from app.tools.mistakes import N_LIKED
from app.tools.samples import N_OURS
from tests.browser.conftest import OpenPage, Watch
from tests.browser.figures import number
from tests.browser.test_accessibility import AXE, RUN
from tests.browser.test_connection import BACK_WITHIN
from tests.serving import Server, serving

OpenMistakes = Callable[..., Page]

GREYS = """(canvas) => Array.from(canvas.getContext("2d").getImageData(0, 0, 28, 28).data)"""


@pytest.fixture
def open_mistakes(open_page: OpenPage, server: Server) -> OpenMistakes:
    """Opens the page at a moment."""

    def opened(moment: str = "", url: str = "", path: str = "/mistakes", **options: object) -> Page:
        page = open_page(url=url or None, settle=False, **options).page  # type: ignore[arg-type]
        page.goto(f"{url or server.url}{path}#v=1&{moment}")
        page.reload()  # from a page of the same path, an address alone is not a visit
        return page

    return opened


def _image_of(text: str) -> Grey:
    """The image that a link holds: a bit for each pixel that has ink, then their greys."""
    found = np.frombuffer(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)), np.uint8)
    image = np.zeros(SIDE * SIDE, np.uint8)
    image[np.unpackbits(found[: SIDE * SIDE // 8]).astype(bool)] = found[SIDE * SIDE // 8 :]
    return image.reshape(SIDE, SIDE)


def told(page: Page) -> None:
    """Answer whatever is asked first without a guess."""
    page.get_by_role("button", name="Show it").click(timeout=BACK_WITHIN)


def count(page: Page, truth: int, read: int) -> int:
    what = "read right" if truth == read else f"read as {read}"
    cell = page.get_by_role("button", name=re.compile(rf"\d of the {truth}s {what}"))
    return int(cell.inner_text())


def test_the_table_is_hidden_until_the_guess_and_counts_every_digit(
    open_mistakes: OpenMistakes,
) -> None:
    page = open_mistakes()
    expect(page.get_by_role("table")).to_have_count(0)
    page.get_by_role("group", name="Your guess").get_by_role("button", name="8").click()
    expect(page.get_by_role("table")).to_be_visible(timeout=BACK_WITHIN)
    expect(page.locator(".verdict").first).to_contain_text("You said 8")
    cells = page.locator(".matrix-count").all_inner_texts()
    assert len(cells) == 100
    assert sum(map(int, cells)) == N_OURS
    recall = page.locator("tbody .share").all_inner_texts()
    for truth in range(10):
        row = [int(text) for text in cells[10 * truth : 10 * truth + 10]]
        assert recall[truth] == number(row[truth] / sum(row))


def test_a_number_of_the_table_leads_to_its_digits_and_one_of_them_to_its_pass(
    open_mistakes: OpenMistakes,
) -> None:
    page = open_mistakes("network=classic")
    told(page)
    n = count(page, 4, 9)
    assert n > 0
    page.get_by_role("button", name=re.compile(rf"^{n} of the 4s read as 9")).click()
    page.locator(".sample[href]").first.click()  # at once, before the address has come to rest
    expect(page.locator("#step-title")).to_be_visible(timeout=BACK_WITHIN)
    page.go_back()
    expect(page.locator(".total:visible")).to_have_text(f"{n} 4s read as 9", timeout=BACK_WITHIN)
    tile = page.get_by_role("link", name=re.compile("^4 read 9, .* mistake")).first
    expect(tile).to_contain_text("read 9")
    shown = re.findall(r"0\.\d\d|1\.00", tile.inner_text())[0]
    greys = tile.locator("canvas").evaluate(GREYS)
    tile.click()
    expect(page.locator("#step-title")).to_be_visible(timeout=BACK_WITHIN)
    expect(page.locator("#step-title")).to_contain_text("9", timeout=BACK_WITHIN)
    expect(page.locator(".step-sentence")).to_contain_text(f"9, with a score of {shown}")
    assert any(greys)
    page.reload()
    expect(page.locator(".step-sentence")).to_contain_text(f"9, with a score of {shown}")
    page.go_back()
    expect(page.locator(".total:visible")).to_have_text(f"{n} 4s read as 9", timeout=BACK_WITHIN)


def test_ten_thousand_digits_are_scrolled_through_with_few_of_them_there(
    open_mistakes: OpenMistakes,
) -> None:
    page = open_mistakes("network=classic&view=gallery&order=digit")
    expect(page.locator(".total:visible")).to_have_text("10,000 digits", timeout=BACK_WITHIN)
    box = page.get_by_role("group", name="The samples, row by row")
    expect(page.get_by_role("link", name=re.compile("^0 read")).first).to_be_visible()
    box.evaluate("(box) => box.scrollTo(0, box.scrollHeight / 2)")
    there = page.get_by_role("link", name=re.compile("^[45] read"))
    expect(there.first).to_be_visible()
    there.nth(there.count() // 2).click()
    expect(page.locator("#step-title")).to_be_visible(timeout=BACK_WITHIN)
    page.go_back()  # to where one was among the ten thousand
    expect(there.first).to_be_visible(timeout=BACK_WITHIN)
    page.get_by_role("button", name="One by one").click()
    expect(page.locator("#one .total").last).to_have_text(re.compile(r"^[45],\d{3} of"))
    page.get_by_role("button", name="Gallery").click()
    box.evaluate("(box) => box.scrollTo(0, box.scrollHeight)")
    last = page.get_by_role("link", name=re.compile("^9 read"))
    expect(last.last).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("^[0-8] read"))).to_have_count(0)
    assert page.locator(".sample").count() < 200
    expect(last.last).to_have_attribute("href", re.compile("^/#v=1&n=classic&r="))


def test_mistakes_alone_are_all_marked_by_more_than_a_colour(open_mistakes: OpenMistakes) -> None:
    page = open_mistakes("network=classic&view=gallery&order=surest")
    first = page.locator(".sample[href]").first
    expect(first).to_have_accessible_name(re.compile("a mistake"), timeout=BACK_WITHIN)
    tiles = page.locator(".sample[href]:visible")
    assert tiles.count() > 10
    for tile in tiles.all()[:20]:
        mark = "(tile) => getComputedStyle(tile.querySelector('b'), '::before').content"
        assert "✗" in tile.evaluate(mark)


def test_what_is_read_of_one_digit_is_told_after_the_guess_and_next_asks_again(
    open_mistakes: OpenMistakes, watch: Watch
) -> None:
    del watch
    page = open_mistakes("network=classic&view=one&order=surest")
    asked = page.get_by_text("What does classic read here?")
    expect(asked).to_be_visible(timeout=BACK_WITHIN)
    assert "classic reads" not in page.inner_text("#one")
    page.locator("#one").get_by_role("button", name="3", exact=True).click()
    expect(page.locator("#one .verdict")).to_contain_text("You said 3")
    expect(page.locator("#one .verdict")).to_contain_text(": a mistake.")
    expect(page.get_by_role("link", name="Open its pass")).to_be_visible()
    page.get_by_role("button", name="Next digit").click()
    expect(asked).to_be_visible()
    expect(page.locator("#one .verdict")).to_be_hidden()
    page.get_by_role("button", name="Back", exact=True).click()
    expect(asked).to_be_visible()


READ_WITHIN = 90_000  # ms: of maps, ten thousand digits take some seconds of the processor


@pytest.mark.parametrize("unit", ["0.3", "1.7", "2.4"])
def test_a_neurons_page_has_its_means_and_what_excites_it_most_and_least(
    open_mistakes: OpenMistakes, unit: str
) -> None:
    layer, neuron = map(int, unit.split("."))
    page = open_mistakes(f"network=classic&view=neuron&unit={unit}")
    if layer < 2:
        told(page)
    expect(page.locator(".means")).to_be_visible(timeout=BACK_WITHIN)
    tiles = page.locator(".liked .sample")
    expect(tiles).to_have_count(2 * N_LIKED)
    tiles.first.click()
    expect(page.locator("#step-title")).to_be_visible(timeout=BACK_WITHIN)
    page.go_back()
    network = load_all(folder("models"))["classic"].network
    weights = network.layers[layer].parameters["W"][neuron]
    expect(page.locator("canvas.weights")).to_have_attribute(
        "width", "28" if weights.size == 784 else re.compile(r"\d+")
    )


@pytest.mark.timeout(240)
def test_a_place_of_a_maps_page_has_its_kernel_and_a_pool_has_none(
    open_mistakes: OpenMistakes,
) -> None:
    page = open_mistakes("network=convolutional&view=neuron&unit=2.100")
    title = page.locator("#neuron h2")
    expect(title).to_have_text("map 2, row 5, column 5 of hidden layer 3")
    weights = page.locator("canvas.weights")
    expect(weights).to_be_visible(timeout=READ_WITHIN)
    assert (weights.get_attribute("width"), weights.get_attribute("height")) == ("20", "15")
    page.locator("#layer").select_option(index=1)
    expect(page.get_by_text("A pool has no weights")).to_be_visible(timeout=READ_WITHIN)
    expect(weights).to_be_hidden()


def test_the_inspector_leads_to_its_neurons_page(open_page: OpenPage) -> None:
    visualizer = open_page(newcomer=False)
    visualizer.walk_to("Hidden layer 1 of 2: the weighted sums")
    visualizer.inspect()
    name = visualizer.inspector.locator("h2").first.inner_text().lower()
    visualizer.inspector.get_by_role("link", name="Which digits excite it most?").click()
    title = visualizer.page.locator("#neuron h2")
    expect(title).to_have_text(re.compile(name, re.IGNORECASE), timeout=BACK_WITHIN)


def test_the_picker_and_the_list_of_lessons_lead_to_the_mistakes(open_page: OpenPage) -> None:
    visualizer = open_page(newcomer=False)
    visualizer.choose_network("linear")
    page = visualizer.page
    page.locator("#picker-button").click()
    page.get_by_role("link", name="right and wrong").click()
    expect(page.get_by_label("Network")).to_have_value("linear")
    page.get_by_role("link", name="Lessons").click()
    page.get_by_role("link", name="Mistakes", exact=True).click()
    expect(page.get_by_role("heading", name="Mistakes")).to_be_visible()


def test_where_mnist_is_not_the_page_says_how_to_get_it(open_mistakes: OpenMistakes) -> None:
    page = open_mistakes("network=classic")
    page.get_by_label("Digits", exact=True).select_option("t10k")
    expect(page.get_by_text("forward-pass mnist fetch")).to_be_visible(timeout=BACK_WITHIN)
    expect(page.locator("#table")).to_be_hidden()
    page.get_by_role("button", name="Take our digits").click()
    told(page)
    expect(page.get_by_role("table")).to_be_visible(timeout=BACK_WITHIN)


def test_an_mnist_that_is_not_mnists_own_is_refused_in_a_sentence(
    open_mistakes: OpenMistakes, models: Path, tmp_path: Path
) -> None:
    """Such as one that was half downloaded."""
    (tmp_path / "t10k-images-idx3-ubyte.gz").write_bytes(b"\x1f\x8b\x08half")
    settings = {"FORWARD_PASS_MNIST": str(tmp_path)}
    with serving(models=models, settings=settings) as own:
        page = open_mistakes("network=classic&source=t10k", url=own.url)
        expect(page.locator("#status")).to_contain_text("is not whole", timeout=BACK_WITHIN)
        page.get_by_label("Digits", exact=True).select_option("ours")
        told(page)
        expect(page.get_by_role("table")).to_be_visible(timeout=BACK_WITHIN)
        page.goto("about:blank")


# limit: samples of a page of the gallery
def test_a_gallery_that_asks_for_too_much_says_so_and_the_table_is_there(
    open_mistakes: OpenMistakes, models: Path
) -> None:
    with serving(models=models, first="import app.config as c; c.MAX_TILES = 10") as own:
        page = open_mistakes("network=classic&view=gallery", url=own.url)
        expect(page.locator("#status")).to_contain_text("Load it again", timeout=BACK_WITHIN)
        page.get_by_role("button", name="Table").click()
        told(page)
        expect(page.get_by_role("table")).to_be_visible(timeout=BACK_WITHIN)
        page.goto("about:blank")


MOMENTS = {
    "table": "network=classic",
    "gallery": "network=classic&view=gallery&order=mistakes",
    "one": "network=classic&view=one",
    "neuron": "network=classic&view=neuron&unit=1.3",
}


@pytest.fixture(params=[(1366, 768, "dark"), (360, 740, "light")], ids=["laptop", "phone"])
def sized(request: pytest.FixtureRequest, open_mistakes: OpenMistakes) -> OpenMistakes:
    width, height, theme = request.param
    return lambda moment: open_mistakes(moment, size=(width, height), theme=theme)


@pytest.mark.parametrize("name", MOMENTS)
def test_no_violation_and_nothing_beyond_the_edge(sized: OpenMistakes, name: str) -> None:
    page = sized(MOMENTS[name])
    if name != "gallery":
        told(page)
    shown = {"table": ".matrix", "gallery": ".sample[href]", "one": ".verdict", "neuron": ".liked"}
    expect(page.locator(f"#{name} {shown[name]}").first).to_be_visible(timeout=BACK_WITHIN)
    beyond = "(all) => all.filter((each) => each.scrollWidth > each.clientWidth).length"
    for text in (".matrix-count", ".scroll .sample:not([hidden])"):
        assert page.locator(text).evaluate_all(beyond) == 0, text
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(RUN) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_whole_page_goes_by_keyboard(open_mistakes: OpenMistakes) -> None:
    page = open_mistakes("network=classic&view=one&order=mistakes")
    expect(page.get_by_text("What does classic read here?")).to_be_visible(timeout=BACK_WITHIN)
    page.locator("#one").get_by_role("button", name="7", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Next digit")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("What does classic read here?")).to_be_visible()


def test_what_a_tile_says_is_what_a_pass_says(open_mistakes: OpenMistakes) -> None:
    page = open_mistakes("network=deep&view=one")
    told(page)
    verdict = page.locator("#one .verdict")
    expect(verdict).to_contain_text("deep reads", timeout=BACK_WITHIN)
    href = page.get_by_role("link", name="Open its pass").get_attribute("href") or ""
    image = _image_of(href.partition("&r=")[2])
    network = load_all(folder("models"))["deep"].network
    trace = run_input(network_input(image), network)
    read = trace.ranking[0]
    said = f"deep reads {read}, probability {number(trace.layers[-1].a[read])}"
    expect(verdict).to_contain_text(said)
