"""A moment kept as a file, and opened again: the page is as it was, pixel by pixel."""

import base64
import io
import json
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage, Watch
from tests.browser.page import Visualizer
from tests.browser.states import enter

PNG = "Save a picture (PNG)"
SVG = "Save a drawing for print (SVG)"
NPZ = "Save the numbers for Python (NPZ)"
JSON = "Save the numbers for anything (JSON)"
LINK = re.compile(rb"v=1&(amp;)?n=[^\0<]*")

DROP = """async ([bytes, name, type]) => {
  const transfer = new DataTransfer();
  const content = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
  transfer.items.add(new File([content], name, { type }));
  for (const event of ["dragover", "drop"]) {
    const how = { bubbles: true, cancelable: true, dataTransfer: transfer };
    document.body.dispatchEvent(new DragEvent(event, how));
  }
}"""


def sheet(visualizer: Visualizer) -> None:
    if not visualizer.page.locator(".keep").is_visible():
        visualizer.button("Keep or print").click()


def saved(visualizer: Visualizer, button: str) -> bytes:
    """The file that a button of the sheet saves."""
    sheet(visualizer)
    with visualizer.page.expect_download() as download:
        visualizer.button(button).click()
    content = Path(download.value.path()).read_bytes()
    visualizer.page.locator(".keep").get_by_role("button", name="Close").click()
    return content


def drop(visualizer: Visualizer, content: bytes, name: str = "kept") -> Visualizer:
    kind = "image/svg+xml" if content.startswith(b"<svg") else "image/png"
    visualizer.page.evaluate(DROP, [base64.b64encode(content).decode(), name, kind])
    return visualizer.frame()


def looks(visualizer: Visualizer) -> tuple[str, ...]:
    visualizer.settle()
    visualizer.places()
    return (
        visualizer.title_text(),
        visualizer.picture(visualizer.stage),
        visualizer.picture(visualizer.pad_canvas),
        visualizer.inspector.inner_text(),
    )


@pytest.mark.parametrize(
    ("name", "button"),
    [
        ("answer", PNG), ("by-term", PNG), ("edited", PNG),
        ("sums", SVG), ("compared", SVG), ("deep", SVG),
    ],
)  # fmt: skip
def test_a_kept_picture_dropped_back_paints_the_same_page(
    visualizer: Visualizer, open_page: OpenPage, name: str, button: str
) -> None:
    before = looks(enter(visualizer, name))
    content = saved(visualizer, button)
    other = open_page()
    drop(other, content)
    expect(other.title).to_have_text(before[0])
    assert looks(other) == before


def test_back_leads_from_a_kept_picture_to_where_one_was(visualizer: Visualizer) -> None:
    content = saved(visualizer, PNG)
    visualizer.press("Home").settle()
    before = visualizer.title_text()
    expect(visualizer.page).to_have_url(re.compile("s=drawing"))
    drop(visualizer, content).settle()
    assert visualizer.answer() is not None
    visualizer.page.go_back()
    expect(visualizer.title).to_have_text(before)


def test_a_kept_picture_says_what_it_shows(visualizer: Visualizer) -> None:
    enter(visualizer, "sums")
    png, svg = saved(visualizer, PNG), saved(visualizer, SVG).decode()
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    assert min(picture.size) > 800
    assert len(picture.getcolors(2**24) or []) > 1000
    words = re.findall(r"<text[^>]*>([^<]*)</text>", svg)
    for text in (visualizer.title_text(), visualizer.sentence.text_content()):
        assert text in words
    on_stage = [text.text for text in visualizer.stage_texts()]
    assert words[: len(on_stage)] == on_stage
    assert {"W", "+10", "Forward Pass · network classic"} <= set(words)


def test_a_kept_picture_can_be_chosen_where_nothing_can_be_dropped(visualizer: Visualizer) -> None:
    enter(visualizer, "sums")
    title = visualizer.title_text()
    content = saved(visualizer, SVG)
    visualizer.press("End").settle()
    sheet(visualizer)
    visualizer.page.get_by_label("Kept file").set_input_files(
        {"name": "kept.svg", "mimeType": "image/svg+xml", "buffer": content}
    )
    expect(visualizer.title).to_have_text(title)
    expect(visualizer.page.locator(".keep")).to_be_hidden()


def test_a_picture_is_kept_without_the_server(visualizer: Visualizer, watch: Watch) -> None:
    watch.allow("ERR_INTERNET_DISCONNECTED|WebSocket connection to")
    visualizer.page.context.set_offline(True)
    assert LINK.search(saved(visualizer, PNG))
    assert LINK.search(saved(visualizer, SVG))


def test_pictures_that_hold_no_moment_are_refused_in_a_sentence(visualizer: Visualizer) -> None:
    note = visualizer.page.locator("#note")
    before = looks(visualizer)
    kept = saved(visualizer, PNG)
    foreign = io.BytesIO()
    Image.new("L", (28, 28)).save(foreign, "PNG")
    script = "<svg xmlns='http://www.w3.org/2000/svg'><script>window.hit = 1</script></svg>"
    changed = kept.replace(b"n=classic", b"n=classiv", 1)
    for content in (kept[:100], changed):
        drop(visualizer, content)
        expect(note).to_contain_text("was changed or cut off")
        visualizer.button("Close the note").click()
    sheet(visualizer)
    for content in (foreign.getvalue(), script.encode(), b""):
        visualizer.page.get_by_label("Kept file").set_input_files(
            {"name": "kept.png", "mimeType": "image/png", "buffer": content}
        )
        told = visualizer.page.locator(".keep [role=status]")
        expect(told).to_contain_text("holds no moment")
    visualizer.page.keyboard.press("Escape")
    assert visualizer.page.evaluate("window.hit === undefined")
    assert looks(visualizer) == before


def test_what_was_changed_in_a_kept_drawing_is_named(visualizer: Visualizer) -> None:
    content = saved(visualizer, SVG).replace(b"n=classic", b"n=nobody")
    drop(visualizer, content).settle()
    expect(visualizer.page.locator("#note")).to_contain_text('Not read: the network "nobody"')
    assert visualizer.answer() is not None


# limit: part of a pass's file
def test_the_numbers_of_a_pass_are_those_on_the_page(visualizer: Visualizer) -> None:
    enter(visualizer, "deep")
    with np.load(io.BytesIO(saved(visualizer, NPZ)), allow_pickle=False) as archive:
        found = dict(archive)
    assert found["layer1.W"].shape == (128, 784)
    assert found["ranking"][0] == visualizer.answer()
    assert [f"{a:.2f}" for a in found["layer3.a"]] == visualizer.scores()
    written = json.loads(saved(visualizer, JSON))
    assert written["network"] == "deep"
    for name in ("layer1.W", "layer2.z", "layer3.a", "digit_image"):
        assert np.array_equal(np.array(written[name], found[name].dtype), found[name]), name


def test_an_empty_pad_has_no_numbers_to_keep(visualizer: Visualizer) -> None:
    enter(visualizer, "empty")
    sheet(visualizer)
    expect(visualizer.page.locator(".keep [role=status]")).to_contain_text("draw a digit first")
    expect(visualizer.button(NPZ)).to_have_attribute("aria-disabled", "true")


def test_a_phone_hands_the_file_on_where_it_can(open_page: OpenPage) -> None:
    visualizer = open_page(
        size=(390, 844),
        touch=True,
        prepare=lambda page: page.add_init_script(
            "navigator.canShare = () => true;"
            "navigator.share = async ({ files }) => "
            "void (document.documentElement.dataset.shared = files[0].name);"
        ),
    )
    sheet(visualizer)
    visualizer.button(PNG).click()
    told = visualizer.page.locator("html[data-shared='forward-pass-classic-answer.png']")
    told.wait_for(state="attached")
