"""A link brings back the very moment, in a browser that was never there: every word and pixel."""

import random
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.beside import choose, open_tool
from tests.browser.conftest import OpenPage
from tests.browser.digits import DIGITS, digit
from tests.browser.page import Visualizer
from tests.browser.sight import sight, watched
from tests.serving import Server

N_STATES = 50
DEEDS_A_STATE = 4
NETWORKS = ("classic", "deep", "linear", "one-hidden", "untrained", "classic-mnist")

Deed = Callable[[Visualizer, random.Random], object]


def _draw(visualizer: Visualizer, seeded: random.Random) -> None:
    visualizer.button("Clear").evaluate("(button) => button.click()")  # or not, if it is empty
    visualizer.draw(seeded.choice(DIGITS).sketch)


def _blank(visualizer: Visualizer, _: random.Random) -> None:
    visualizer.button("Blank page read as zeros").click()


def _network(visualizer: Visualizer, seeded: random.Random) -> None:
    visualizer.choose_network(seeded.choice(NETWORKS))


def _granularity(visualizer: Visualizer, seeded: random.Random) -> None:
    choice = visualizer.page.get_by_label("Next goes by")
    choice.select_option(seeded.choice(("layer", "neuron", "term")))


def _go(visualizer: Visualizer, seeded: random.Random) -> None:
    group = visualizer.stepper.locator(".group-name")
    group.nth(seeded.randrange(group.count())).click()
    visualizer.settle().press(*("n" * seeded.randint(0, 12)))


def _group(visualizer: Visualizer, seeded: random.Random) -> None:
    _any_of(visualizer.stepper.locator(".group-open"), seeded)


def _point(visualizer: Visualizer, seeded: random.Random) -> None:
    """Click on whatever is there on the stage."""
    box = visualizer.stage.bounding_box()
    if box is not None:
        x, y = seeded.uniform(0.3, 0.95), seeded.random()
        visualizer.page.mouse.click(box["x"] + x * box["width"], box["y"] + y * box["height"])


def _choose(visualizer: Visualizer, seeded: random.Random) -> None:
    _any_of(visualizer.page.locator("#tray [aria-label='Next neuron']"), seeded)


def _look(visualizer: Visualizer, seeded: random.Random) -> None:
    """Another view, panel, form, order, notation, kind of line."""
    looks = "#tabs button, #legend button, #inspector .choices button, #inspector .panels button"
    _any_of(visualizer.page.locator(f"{looks}, #notation-button, .stretch input"), seeded)
    close = visualizer.page.locator("dialog[open] [aria-label=Close]")
    if close.count():
        close.click()


def _cover(visualizer: Visualizer, _: random.Random) -> None:
    visualizer.press("a")


def _beside(visualizer: Visualizer, seeded: random.Random) -> None:
    _any_of(visualizer.page.locator("#beside button"), seeded)


def _edit(visualizer: Visualizer, seeded: random.Random) -> None:
    visualizer.page.locator("#beside [data-tool=edit]").click()
    box = visualizer.page.get_by_role("textbox", name=seeded.choice(("activation", "bias")))
    box.fill(str(seeded.randint(-8, 8) / 4))
    box.press("Enter")
    if seeded.random() < 0.3:
        _any_of(visualizer.page.locator(".paint-surface, .edits .icon-button"), seeded)
    _beside(visualizer, seeded)


def _framing(visualizer: Visualizer, seeded: random.Random) -> None:
    visualizer.page.locator("#beside [data-tool=input]").click()
    # Not "Fool it": its question is no part of a link, and what it finds takes its time.
    _any_of(visualizer.page.locator("#explore button:not(details *)"), seeded)


def _compare(visualizer: Visualizer, seeded: random.Random) -> None:
    """Keep the pass as A, go back to it, or forget it."""
    visualizer.page.locator("#beside [data-tool=compare]").click()
    _any_of(visualizer.page.locator(".compare-buttons button"), seeded)


def _any_of(controls: Locator, seeded: random.Random) -> None:
    """Press one of those that are there and can be pressed."""
    seen = [each for each in controls.all() if each.is_visible() and each.is_enabled()]
    if seen:
        seeded.choice(seen).click()


DEEDS: tuple[Deed, ...] = (
    _draw, _draw, _blank, _network, _granularity, _granularity, _go, _go, _go, _group, _point,
    _choose, _look, _look, _look, _cover, _beside, _edit, _framing,
    _compare, _compare,
)  # fmt: skip


def link(visualizer: Visualizer) -> str:
    """The address that "Copy link" puts on the clipboard."""
    visualizer.page.evaluate("navigator.clipboard.writeText('')")
    visualizer.page.locator("#share-button").click()
    copied = visualizer.page.wait_for_function("navigator.clipboard.readText()")
    return str(copied.json_value())


WATCHED, EDITED = "Start over", ", without your edits"


def at_this_moment(visualizer: Visualizer) -> list[str]:
    """What is in sight, but for Undo and whether the pass was watched: a link holds no past."""
    visualizer.page.locator("#doubt button").wait_for(state="attached")  # it comes later
    seen = [line for line in sight(visualizer) if not re.search("tool-(undo|redo)", line)]
    # Nor does it hold that other networks have edits, or where one came from to the question.
    after = [False, *("Back to" in line for line in seen)]
    return [
        "" if is_reader else line.replace(WATCHED, "Watch it read").replace(EDITED, "")
        for line, is_reader in zip(seen, after, strict=False)
    ]


@pytest.mark.timeout(480)  # fifty browsers, each opened anew
def test_a_link_shows_the_same_moment_in_a_fresh_browser(open_page: OpenPage) -> None:
    seeded = random.Random(4)  # noqa: S311  # a state is no secret
    clipboard = ["clipboard-read", "clipboard-write"]
    here = open_page(newcomer=False, prepare=watched, permissions=clipboard)
    for _ in range(N_STATES):
        deeds = [seeded.choice(DEEDS) for _ in range(DEEDS_A_STATE)]
        for deed in deeds:
            deed(here, seeded)
        seen = at_this_moment(here)
        address = link(here)
        there = open_page(
            newcomer=False, prepare=watched, query=address.removeprefix(here.url), settle=False
        )
        found = at_this_moment(there)
        differences = [pair for pair in zip(seen, found, strict=False) if pair[0] != pair[1]]
        assert len(found) == len(seen), [deed.__name__ for deed in deeds]
        assert differences == [], [deed.__name__ for deed in deeds]
        there.page.context.close()


# What was done to the link, the parts that the note names, and what must still be there.
TAMPERED = {
    "version": (("v=1", "v=7"), "its version"),
    "network": (("n=one-hidden", "n=gone"), 'the network "gone" and the opened groups'),
    "step": (("s=sums-1", "s=sums-9"), "the step"),
    "edits": (("e=a0.2_0", "e=a0.2_1e99"), "the edits"),
    "cut": ((".....", ""), "a part of the drawing"),
}


@pytest.mark.parametrize("part", TAMPERED)
def test_a_tampered_link_opens_with_a_note_and_what_could_be_read(
    visualizer: Visualizer, open_page: OpenPage, part: str
) -> None:
    visualizer.draw_anew(digit(5).sketch).choose_network("one-hidden")
    visualizer.page.get_by_role("button", name="Hidden 1", exact=True).click()
    open_tool(visualizer, "edit")
    choose(visualizer, 0, 2).button("Silence it").click()
    moment = link_of(visualizer.settle())
    (old, new), unread = TAMPERED[part]
    assert re.search(old, moment)
    tampered = re.sub(f"{old}$" if part == "cut" else old, new, moment)

    there = open_page(newcomer=False, query=tampered)
    expect(there.page.locator("#note")).to_have_text(
        f"This link was changed, or made by another version of the page. Not read: {unread}. "
        "The rest is as it was."
    )
    network = "classic" if part == "network" else "one-hidden"
    expect(there.page.locator("#picker-button")).to_contain_text(network)
    assert there.page.locator("#beside [data-tool=edit]").get_attribute("aria-pressed") == "true"
    if part not in ("network", "edits"):
        expect(there.page.locator(".edits .link-button")).to_have_text(
            "neuron 3 of hidden layer 1 silenced"
        )
    if part != "step":
        assert re.fullmatch("(The h|H)idden layer( 1 of 2)?: the weighted sums", there.title_text())
    drawn = visualizer.drawing()["lengths"]
    read = there.drawing()["lengths"]
    assert sum(read) < sum(drawn) if part == "cut" else read == drawn
    there.button("Close the note").click()
    expect(there.page.locator("#note")).to_have_attribute("data-shown", "false")


def compared(open_page: OpenPage) -> Visualizer:
    """A: a 4, read with a neuron silenced, as drawn. B: a 7, read by another network."""
    visualizer = open_page(newcomer=False, prepare=watched).draw_anew(digit(4).strokes)
    choose(open_tool(visualizer, "edit"), 0, 2).button("Silence it").click()
    open_tool(visualizer, "input").button("As drawn").click()
    open_tool(visualizer.settle(), "compare").button("Keep as A").click()
    open_tool(visualizer, "input").button("Centred").click()
    open_tool(visualizer, "compare").choose_network("classic-mnist")
    return visualizer.draw_anew(digit(7).strokes)


def compare_words(visualizer: Visualizer) -> str:
    return visualizer.page.locator(".compare-words:visible").text_content() or ""


def test_a_link_brings_back_what_was_kept_as_a(open_page: OpenPage) -> None:
    here = compared(open_page)
    assert compare_words(here) == "Changed: the network, the drawing, the edits, the framing."
    seen = at_this_moment(here)
    there = open_page(newcomer=False, prepare=watched, query=link_of(here))
    assert at_this_moment(there) == seen

    there.press("Home")
    link_of(there)
    there.button("Clear").click()
    assert compare_words(there.settle()).startswith("B is empty")
    there.page.go_back()
    expect(there.title).to_have_text("Waiting for a digit")
    assert compare_words(there.settle()).startswith("B is empty"), "A is work, as the drawing is"

    for visualizer in (here, there):
        visualizer.button("Back to A").click()
        visualizer.settle().press("End").settle()
    assert at_this_moment(there) == at_this_moment(here)


# What was done to A in a link, what the note says, and how A and B differ then: not, without A.
TAMPERED_A = (
    ("an=classic", "an=gone", "Not read: A, the pass to compare with. The rest", ""),
    ("ae=a0.2_0", "ae=a0.99_0", "Not read: the edits of A.", "network, the drawing, the framing"),
    ("....$", "", "Not read: a part of the drawing of A.", "network, the drawing, the edits"),
    ("ae=a0.2_0", "ae=a0.0_3e38~w1.0.0_3e38", "A could not be read", ""),
)


def test_an_a_that_was_tampered_with_is_named_and_the_rest_is_read(open_page: OpenPage) -> None:
    here = compared(open_page)
    moment = link_of(here)
    for old, new, note, differences in TAMPERED_A:
        assert re.search(old, moment)
        there = open_page(newcomer=False, query=re.sub(old, new, moment))
        expect(there.page.locator("#note")).to_contain_text(note)
        assert there.answer() == here.answer()
        if differences:
            assert compare_words(there).startswith(f"Changed: the {differences}")
        else:
            expect(there.button("Keep as A")).to_be_visible()
        there.page.context.close()


REST = 600  # ms: the address follows when the page has been at rest for a while


def link_of(visualizer: Visualizer) -> str:
    """The fragment of the address, once it holds the moment."""
    visualizer.page.wait_for_timeout(REST)
    fragment: str = visualizer.page.evaluate("location.hash")
    return fragment


def test_back_returns_to_where_one_looked_and_undo_to_what_one_drew(visualizer: Visualizer) -> None:
    visualizer.draw_anew(digit(2).sketch)
    link_of(visualizer)
    visualizer.press("Home")
    link_of(visualizer)
    visualizer.draw_anew(digit(3).sketch)
    drawn = visualizer.drawing()
    visualizer.page.go_back()
    visualizer.settle()
    assert visualizer.answer() == 3, "the place of before, the drawing of now"
    visualizer.page.go_forward()
    expect(visualizer.title).to_have_text("Your drawing")
    assert visualizer.drawing() == drawn
    visualizer.press("z", "z", "End").settle()
    assert visualizer.answer() == 2


def test_a_look_at_the_lessons_loses_neither_digit_nor_step(open_page: OpenPage) -> None:
    visualizer = open_page(newcomer=False, prepare=watched)
    visualizer.draw_anew(digit(7).strokes).press("Home", "n", "n")
    before = at_this_moment(visualizer)
    visualizer.page.get_by_role("link", name="Lessons", exact=True).click()
    visualizer.page.locator(".list-link").first.click()
    visualizer.page.locator(".brand").click()
    visualizer.stage.wait_for()
    assert at_this_moment(visualizer.settle()) == before


def test_somebody_who_types_the_address_starts_anew(visualizer: Visualizer, server: Server) -> None:
    sample = visualizer.answer()
    assert visualizer.draw_anew(digit(7).strokes).answer() == 7
    visualizer.page.goto(f"{server.url}/lessons")
    visualizer.page.goto(server.url)
    assert visualizer.settle().answer() == sample
