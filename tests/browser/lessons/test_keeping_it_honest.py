"""Lesson 12: learning by heart, stopping early, what holds a network, and dropout."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from app.lessons.keeping_it_honest import Masks, masks, shipped, shown
from app.training.held import STRENGTHS, Setting, learning
from app.turns import by_turns
from tests.browser.lessons.lesson import LONG, LessonPage

SLUG = "keeping-it-honest"


def rows(lesson: LessonPage, part: str) -> list[list[str]]:
    table = lesson.page.locator(f"[data-part={part}] :is(tbody, tfoot) tr:visible")
    return [row.locator("th, td").all_inner_texts() for row in table.all()]


# limit: small run that is held by a rule
def test_shuffled_labels_are_learned_by_heart(lesson: LessonPage) -> None:
    digits = lesson.page.locator("[data-part=pile] li")
    expect(digits).to_have_count(20)  # shipped, so that a first look waits for no worker
    said = lesson.guess("About one in ten: it guesses")
    expect(said).to_contain_text("It says 100 of 100 labels")
    outcome = lesson.page.locator("[data-part=outcome]")
    known = shipped(Setting(labels="shuffled"))
    expect(outcome).to_contain_text(f"reads {known['new'][-1]} of 300 new ones")
    assert lesson.net("[data-part=outcome]") == [known["learned"][-1], known["new"][-1]]
    assert known["new"][-1] < 45

    lesson.button("2").click()
    small = shipped(Setting(labels="shuffled", hidden=2))
    expect(outcome).to_contain_text(f"given of {small['learned'][-1]} of 100")

    lesson.button("64").click()  # as many as there may be
    large = shipped(Setting(labels="shuffled", hidden=64))
    expect(outcome).to_contain_text(f"given of {large['learned'][-1]} of 100")
    lesson.button("Train it again").click()
    expect(outcome).to_contain_text("Trained just now.", timeout=LONG)
    lesson.button("16").click()
    lesson.button("Another start").click()
    expect(outcome).to_contain_text("After 1,000 steps", timeout=LONG)
    expect(outcome).to_contain_text("Trained just now.", timeout=LONG)
    expect(outcome).to_contain_text(re.compile(r"given of (9\d|100) of 100 digits"))
    assert lesson.net("[data-part=outcome]")[1] < 60


def test_stopping_early_reads_more_new_digits_and_fewer_wrong_labels(lesson: LessonPage) -> None:
    lesson.enter("early")
    run = shipped(Setting())
    best = int(np.argmax(run["checked"]))
    expect(lesson.page.locator("[data-part=stopped]")).to_be_hidden()
    wrong = lesson.page.locator("[data-part=pile] li", has_text="✗")
    expect(wrong).to_have_count(0)
    said = lesson.guess("At the end")
    digits = shown(Setting())
    odd = [a for a, b in zip(digits["labels"], digits["true"], strict=True) if a != b]
    expect(wrong).to_have_text([f"“{label}” ✗" for label in odd])
    expect(said).to_contain_text(f"At step {run['steps'][best]} it read {run['checked'][best]} of")
    stop = lesson.handle("Stop after step")
    stop.focus()
    lesson.press("Home")
    for _ in range(4):
        lesson.press("ArrowRight")
    expect(stop).to_have_attribute("aria-valuenow", "80")
    table = rows(lesson, "stopped")
    names = ("learned", "repeated", "checked", "new")
    assert [row[1:] for row in table] == [
        [f"{run[name][best]}", f"{run[name][-1]}"] for name in names
    ]
    assert run["new"][best] > run["new"][-1] + 10
    canvas = lesson.page.locator("[data-part=early] canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    lesson.page.mouse.move(box["x"] + 0.3 * box["width"], box["y"] + 0.5 * box["height"])
    lesson.page.mouse.down()
    lesson.page.mouse.move(box["x"] + 0.75 * box["width"], box["y"] + 0.5 * box["height"])
    lesson.page.mouse.up()
    lesson.settle()
    assert 700 < int(stop.get_attribute("aria-valuenow") or 0) < 800

    # A link holds the start and the step: whoever opens it sees the same run.
    lesson.open("#v=1&scene=early&guess=-1&seed=5&stop=80")
    *_, again = learning(Setting(seed=5))
    heads = lesson.page.locator("[data-part=stopped] thead th")
    expect(heads).to_have_text(["", "at step 80", "at the end"], timeout=LONG)
    k = again.steps.index(80)
    counts = [(getattr(again, name)[k], getattr(again, name)[-1]) for name in names]
    seen = np.array(lesson.net("[data-part=stopped]")).reshape(4, 2)
    np.testing.assert_allclose(seen, counts, atol=2)  # machines may round differently


def test_l1_is_sparse_l2_is_soft_and_each_has_its_number(lesson: LessonPage) -> None:
    lesson.enter("held")
    expect(lesson.page.locator("[data-part=grids] canvas:visible")).to_have_count(0)
    said = lesson.guess("L2")
    runs = {rule: shipped(Setting(rule=rule)) for rule in STRENGTHS}
    expect(said).to_contain_text(f"With L1 {runs['l1']['zeros']:,} of 12,544 are exactly 0")
    expect(lesson.page.locator("[data-part=grids] canvas:visible")).to_have_count(4 * 8)
    table = {name: cells for name, *cells in rows(lesson, "compared")}
    for (name, cells), (rule, run) in zip(table.items(), runs.items(), strict=False):
        counts = [run[key][-1] for key in ("learned", "repeated", "new")]
        assert cells == [*map(str, counts), f"{run['zeros']:,}", f"{run['size']:.3f}"], (name, rule)
    assert [*table] == ["nothing", "L2", "L1", "dropout", "stopping at 80"]
    assert int(table["L2"][2]) > int(table["nothing"][2])
    assert float(table["L2"][4]) < float(table["nothing"][4]) / 2

    picture = lesson.page.locator("[data-part=held] canvas")
    lesson.page.get_by_role("group", name="Held by").get_by_role("button", name="L2").click()
    end = runs["l2"]["learned"][-1]
    expect(picture).to_have_attribute("aria-label", re.compile(f"learns: {end} of 100"))
    lesson.button("Another start").click()
    cell = lesson.page.locator("[data-part=compared] tbody tr:nth-child(4) td").first
    expect(cell).to_have_text(re.compile(r"\d+"), timeout=LONG)
    expect(lesson.status).to_have_text("", timeout=LONG)
    assert rows(lesson, "compared")[0][1:3] == ["100", "20"]

    # What nobody waits for any more is given up, and is there for whoever comes back.
    lesson.page.evaluate("""async () => {
      const press = (selector) => document.querySelector(selector).click();
      const frame = () => new Promise(requestAnimationFrame);
      press("[data-part=another-held]");
      for (let k = 0; k < 3; k += 1) await frame();
      press(".scene-steps button:last-child");
      for (let k = 0; k < 3; k += 1) await frame();
      press(".scene-steps button:first-child");
    }""")
    expect(cell).to_have_text(re.compile(r"\d+"), timeout=LONG)
    assert {"lesson": SLUG, "seq": 0, "ask": "train"} in lesson.sent("stop")


def test_the_ball_that_never_stopped_is_held_by_l2(lesson: LessonPage) -> None:
    lesson.enter("ball")
    said = lesson.guess("Nowhere, it still rolls on")
    expect(said).to_contain_text("It rests at (1.48, 1.08)", timeout=LONG)
    free = lesson.page.locator("[data-part=rest] tbody tr").first
    expect(free).to_contain_text("3.4575", timeout=LONG)
    assert rows(lesson, "rest") == [
        ["0", "10,000", "3.4575", "2.9469", "0.00021"],
        ["0.1", "1,000", "1.4763", "1.0775", "0.24746"],
        ["0.1", "10,000", "1.4763", "1.0775", "0.24746"],
    ]
    lesson.button("0.5").click()
    lesson.button("100 steps").click()
    last = lesson.page.locator("[data-part=rest] tbody tr").last
    expect(last).to_contain_text("0.5", timeout=LONG)
    expect(last).to_contain_text("100")
    w1, w2, _ = lesson.net("[data-part=rest]")[-3:]
    assert 0 < w1 < 1.4763
    assert 0 < w2 < 1.0775


def test_dropout_is_another_pass_each_time(lesson: LessonPage) -> None:
    lesson.enter("passes")
    expect(lesson.page.locator("[data-part=layer] tfoot")).to_be_hidden()
    said = lesson.guess("The same each time").inner_text()
    told = lesson.page.locator("[data-part=said]")
    expect(told).to_contain_text("This pass said")
    spans = lesson.net("[data-part=said]")
    assert len(re.findall(re.escape(f"{spans[0]:.4f}"), said)) == 1  # no number is told twice
    drawn = by_turns(masks(Masks(0.5, "sigmoid", True, 0)))
    lesson.button("Another pass").click()
    lesson.button("Another pass").click()
    lesson.settle()
    expect(told).to_contain_text("The last 3 passes said")
    outs = drawn["outs"][drawn["drawn"][:3]]
    assert lesson.net("[data-part=said]") == pytest.approx(outs.tolist(), abs=2e-6)
    assert len({*outs}) == 3
    foot = "[data-part=layer] tfoot"
    assert lesson.net(foot) == pytest.approx([outs[-1], drawn["full"]], abs=2e-6)

    for k in range(6):
        neuron = lesson.page.get_by_role("button", name=f"Neuron {k + 1}: stays")
        if neuron.count():
            neuron.click()
            lesson.settle()
    assert lesson.net(foot)[0] == pytest.approx(drawn["outs"][0], abs=2e-6)
    lesson.button("all, in use").click()
    lesson.settle()
    scaled = by_turns(masks(Masks(0.5, "sigmoid", False, 0)))
    assert lesson.net(foot) == pytest.approx([scaled["outs"][0], scaled["full"]], abs=2e-6)


def test_all_64_masks_average_to_the_full_network_if_nothing_bends(lesson: LessonPage) -> None:
    lesson.enter("masks")
    said = lesson.guess("Yes, exactly, always")
    expect(said).to_contain_text("Without bends both say")
    *samples, average, full = lesson.net("[data-part=averages]")
    assert average == pytest.approx(full, abs=1e-12)
    assert abs(samples[0] - average) > abs(samples[-1] - average) > 0
    lesson.button("sigmoid").click()
    lesson.settle()
    *_, average, full = lesson.net("[data-part=averages]")
    assert 0.001 < abs(average - full) < 0.1
    lesson.button("Another sample").click()
    lesson.settle()
    found = by_turns(masks(Masks(0.5, "sigmoid", True, 1)))
    sampled = found["averages"][[0, 9, 99, 999]].tolist()
    expected = [*sampled, found["average"], found["full"]]
    assert lesson.net("[data-part=averages]") == pytest.approx(expected, abs=2e-6)
    lesson.page.locator(".teacher summary").click()
    lesson.settle()
    for part, words in (
        ("masks", "1, 5, 9, 13. Their average is what the full network says: 7"),
        ("stop", "At step 80: 229 of 300; at the end 216"),
        (
            "pulled",
            "0.18225. L1: 0.9, 0.8, 0.7, and 0.15, 0.05, 0. So L1’s 0.25 is 0 first",
        ),
    ):
        expect(lesson.page.locator(f"[data-part=answer-{part}]")).to_contain_text(words)
    lesson.page.emulate_media(media="print")
    axes = lesson.page.locator(".worksheet svg")
    assert axes.evaluate("(svg) => getComputedStyle(svg).overflow") == "visible"  # its "steps"
    lesson.page.emulate_media(media="screen")
    note = lesson.page.locator("[data-scene=masks] .book")
    for name in ("Recurrent networks", "Attention", "Generative adversarial networks"):
        expect(note).to_contain_text(name)
