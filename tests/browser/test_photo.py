"""A digit on paper: chosen, dropped or pasted; each stage is a step; what is wrong is told."""

import base64
import re

import pytest
from playwright.sync_api import expect

from app.config import MAX_PHOTO, PHOTO_PATH
from tests.browser.conftest import Watch
from tests.browser.page import PATIENCE, Visualizer
from tests.photo import files
from tests.photo.photos import Look, jpeg, photo

LABEL, IMAGE = photo(9, Look(size=(800, 600), lines=0.06, shadow=0.5, tilt=6))
PHOTO = {"name": "digit.jpg", "mimeType": "image/jpeg", "buffer": jpeg(IMAGE)}
STAGES = [
    "Your photo",
    "Grey: how light each pixel is",
    "Even: shadows are taken away",
    "Ink: what is kept of the paper",
    "Crop: the box around the ink",
    "Fit: 20 pixels on the longer side",
    "Centre: the ink’s centre of mass",
    "Input: 784 pixels become 784 numbers",
]

GIVE = """([name, content, more = 0]) => {
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  const data = new DataTransfer();
  data.items.add(new File([bytes, new Uint8Array(more)], "photo.jpg", { type: "image/jpeg" }));
  document.body.dispatchEvent(name === "drop"
    ? new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: data })
    : new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData: data }));
}"""


def _choose(visualizer: Visualizer, **file: object) -> None:
    visualizer.button("Photo").click()
    with visualizer.page.expect_file_chooser() as chooser:
        visualizer.button("Choose a photo").click()
    chooser.value.set_files({**PHOTO, **file})  # type: ignore[arg-type]


def test_a_photo_is_stepped_through_stage_by_stage_and_read(visualizer: Visualizer) -> None:
    visualizer.choose_network("deep")
    _choose(visualizer)
    seen, pictures = [], []
    for title in STAGES:
        expect(visualizer.title).to_have_text(title, timeout=3 * PATIENCE)
        visualizer.settle()
        seen.append(title)
        pictures.append(visualizer.picture(visualizer.stage))
        visualizer.press("n")
    assert len(set(pictures)) == len(pictures)
    visualizer.press("End").settle()
    assert visualizer.answer() == LABEL
    visualizer.press("Home").settle()
    assert visualizer.picture(visualizer.stage) == pictures[0]


def test_its_link_holds_the_digit_image_and_not_the_photo(visualizer: Visualizer) -> None:
    before = visualizer.drawing()
    _choose(visualizer)
    expect(visualizer.title).to_have_text(STAGES[0], timeout=3 * PATIENCE)
    visualizer.press("End").settle()
    asked, answer = visualizer.drawing(), visualizer.title.inner_text()
    assert len(asked["image"]) == 784
    visualizer.page.wait_for_url(re.compile("&r="))
    assert len(visualizer.page.url) < 1_000
    visualizer.page.reload()
    visualizer.settle()
    assert visualizer.drawing() == asked
    expect(visualizer.title).to_have_text(answer)
    visualizer.draw([[(0.3, 0.3), (0.6, 0.6)]])
    assert "points" in visualizer.drawing()
    visualizer.button("Undo").click()
    visualizer.settle()
    assert visualizer.drawing() == asked != before


@pytest.mark.parametrize("way", ["drop", "paste"])
def test_a_photo_may_be_dropped_anywhere_or_pasted(visualizer: Visualizer, way: str) -> None:
    content = base64.b64encode(PHOTO["buffer"]).decode()  # type: ignore[arg-type]
    visualizer.page.evaluate(GIVE, [way, content])
    expect(visualizer.title).to_have_text(STAGES[0], timeout=3 * PATIENCE)
    expect(visualizer.page.get_by_role("dialog")).to_be_hidden()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("an SVG", "This is an SVG"),
        ("HEIC", "Most Compatible"),
        ("a truncated JPEG", "damaged"),
        ("an animated WebP", "moves"),
        ("white paper", "No digit was found"),
        ("a JPEG of 30 megapixels", "24 million pixels"),
    ],
)
def test_what_cannot_be_read_is_told_in_words_and_another_may_be_chosen(
    visualizer: Visualizer, watch: Watch, name: str, words: str
) -> None:
    watch.allow("422")
    before = visualizer.drawing()
    _choose(visualizer, buffer=files.BAD[name][1])
    expect(visualizer.page.get_by_role("dialog")).to_contain_text(words, timeout=3 * PATIENCE)
    with visualizer.page.expect_file_chooser() as chooser:
        visualizer.button("Choose a photo").click()
    assert visualizer.drawing() == before
    chooser.value.set_files(PHOTO)  # type: ignore[arg-type]
    expect(visualizer.title).to_have_text(STAGES[0], timeout=3 * PATIENCE)


# limit: photo
def test_a_photo_that_is_too_large_is_made_smaller_by_the_page(visualizer: Visualizer) -> None:
    content = base64.b64encode(jpeg(IMAGE)).decode()
    with visualizer.page.expect_request("**" + PHOTO_PATH + "*") as sent:
        visualizer.page.evaluate(GIVE, ["drop", content, MAX_PHOTO])
    assert len(sent.value.post_data_buffer or b"") < MAX_PHOTO
    expect(visualizer.title).to_have_text(STAGES[0], timeout=3 * PATIENCE)


def test_a_server_that_is_away_is_told(visualizer: Visualizer, watch: Watch) -> None:
    watch.allow("ERR_FAILED|Failed to load|Failed to fetch")
    visualizer.page.route("**" + PHOTO_PATH + "*", lambda route: route.abort())
    _choose(visualizer)
    expect(visualizer.page.get_by_role("dialog")).to_contain_text("cannot be reached")


# limit: photos at once
def test_of_two_photos_dropped_one_after_the_other_the_newer_is_read(
    visualizer: Visualizer, watch: Watch
) -> None:
    watch.allow("429")
    other, image = photo(64, Look(size=(800, 600)))
    visualizer.choose_network("deep")
    contents = [base64.b64encode(jpeg(each)).decode() for each in (IMAGE, image)]
    visualizer.page.evaluate(
        f"(both) => both.forEach((content) => ({GIVE})(['drop', content]))", contents
    )
    expect(visualizer.title).to_have_text(STAGES[0], timeout=3 * PATIENCE)
    visualizer.press("End").settle()
    assert visualizer.answer() == other != LABEL
