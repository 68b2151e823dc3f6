"""The front of a class, with real pages: how one joins, who steers, what a second window shows."""

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import BrowserContext, Locator, Page, expect

from app.config import SNAPSHOT_EVERY
from tests.browser.browsing import new_context
from tests.browser.conftest import BrowserWith, Watch
from tests.browser.page import PATIENCE
from tests.browser.test_accessibility import AXE, RUN
from tests.browser.test_denied import NO_STORAGE
from tests.browser.test_present import LIMITS, PROJECTORS
from tests.serving import Server, serving

PHONES = "127.0.0.2"  # stands for an address on the network: another than the one it listens on
FIRST = f"""
import app.entrance
from app.addresses import Place
app.entrance.phone_places = lambda: [Place("{PHONES}", "wlp3s0"), Place("127.0.0.3", "eth0")]
"""
LAPTOP, PHONE = (1366, 768), (390, 844)

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def school(models: Path) -> Iterator[Server]:
    """A server that listens for its own machine alone, until a class lets phones in."""
    with serving(models=models, first=FIRST) as server:
        yield server


@pytest.fixture
def device(browser_with: BrowserWith, watch: Watch) -> Iterator[Open]:
    """Another device, at an address."""
    contexts: list[BrowserContext] = []

    def open_one(
        url: str,
        size: tuple[int, int] = PHONE,
        theme: str = "dark",
        prepare: Callable[[Page], object] | None = None,
    ) -> Page:
        context = new_context(
            browser_with(None), size=size, theme=theme, touch=size[0] < 600, newcomer=False
        )
        contexts.append(context)
        watch.follow(context, url[: url.index("/", 8)] if "/" in url[8:] else url)
        page = context.new_page()
        if prepare:
            prepare(page)
        page.goto(url)
        return page

    yield open_one
    for context in contexts:
        context.close()


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def begin(device: Open, server: Server, size: tuple[int, int] = LAPTOP, query: str = "") -> Page:
    """The teacher's page, with phones let in and the code shown large."""
    teacher = device(f"{server.url}/{query}", size)
    teacher.locator("#class-button").click()
    letting = button(teacher, "Let phones in")
    code = teacher.locator(".invite-code")
    letting.or_(code).first.wait_for()
    if letting.is_visible():
        letting.click()
    expect(code).to_have_text(re.compile(r"^\w{3} \w{3}$"))
    return teacher


def code_of(teacher: Page) -> str:
    return (teacher.locator(".invite-code").text_content() or "").replace(" ", "")


def join(device: Open, server: Server, code: str, **options: object) -> Page:
    """A phone that scanned the code, and follows."""
    phone = device(f"http://{PHONES}:{server.port}/c/{code}", **options)
    expect(phone.locator(".class-name")).to_have_text(re.compile(r"\w+ \w+"))
    expect(phone.locator(".class-standing")).to_have_text("You follow")
    return phone


def settings(teacher: Page) -> Locator:
    """The sheet of the class, opened."""
    sheet = teacher.locator(".class-settings")
    if not sheet.is_visible():
        teacher.locator("#class-button").click()
    expect(sheet).to_be_visible()
    return sheet


def title(page: Page) -> str:
    return page.locator("#step-title").text_content() or ""


# How one joins


def test_one_press_lets_phones_in_and_a_camera_reads_the_code_on_the_wall(
    device: Open, models: Path
) -> None:
    with serving(models=models, first=FIRST) as school:
        teacher = device(school.url + "/", LAPTOP)
        teacher.locator("#class-button").click()
        expect(teacher.locator(".invite-closed")).to_contain_text("only this computer")
        expect(teacher.locator(".invite-qr")).to_be_hidden()
        button(teacher, "Let phones in").click()
        picture = teacher.locator(".invite-qr")
        expect(picture).to_be_visible()
        expect(teacher.locator(".invite-count")).to_have_text("No device has come yet.")
        teacher.wait_for_function("document.querySelector('.invite-qr').naturalWidth > 0")
        teacher.evaluate("document.querySelector('.invite-qr').decode()")
        seen = Image.open(io.BytesIO(picture.screenshot()))
        read = {each.text for each in zxingcpp.read_barcodes(seen)}
        assert read == {f"http://{PHONES}:{school.port}/c/{code_of(teacher)}"}
        address = teacher.locator(".invite-address")
        expect(address).to_have_text(f"{PHONES}:{school.port}/c")
        teacher.get_by_role("button", name=re.compile("eth0")).click()
        expect(address).to_have_text(f"127.0.0.3:{school.port}/c")
        phone = join(device, school, code_of(teacher))
        expect(teacher.locator(".invite-count")).to_have_text("1 device has come.")
        # The server goes now: not while a page still loads what it needs later.
        phone.wait_for_load_state("networkidle")


def test_a_code_is_understood_as_people_type_it(device: Open, school: Server) -> None:
    code = code_of(begin(device, school))
    phone = device(f"http://{PHONES}:{school.port}/c")
    told = phone.locator("#told")
    phone.locator("#code").fill("7k")
    button(phone, "Join").click()
    expect(told).to_have_text("A code has 6 letters and digits; this has 2.")
    phone.locator("#code").fill("777777" if code != "777777" else "999999")
    phone.keyboard.press("Enter")
    expect(told).to_contain_text("No class has this code.")
    looks = code.replace("D", "O").replace("6", "G").lower()
    phone.locator("#code").fill(f" {looks[:3]}-{looks[3:]}")
    phone.keyboard.press("Enter")
    expect(phone.locator(".class-standing")).to_have_text("You follow")


def test_a_phone_that_scans_again_is_the_same_pupil(device: Open, school: Server) -> None:
    code = code_of(begin(device, school))
    phone = join(device, school, code)
    name = phone.locator(".class-name").text_content()
    phone.goto(f"http://{PHONES}:{school.port}/c/{code}")
    expect(phone.locator(".class-name")).to_have_text(f"{name}")


def test_without_storage_a_phone_is_still_a_pupil_on_the_next_page(
    device: Open, school: Server
) -> None:
    code = code_of(begin(device, school))
    join(device, school, code, prepare=lambda page: page.add_init_script(NO_STORAGE))


def test_whoever_waits_a_minute_is_told_what_may_be_wrong(device: Open, school: Server) -> None:
    teacher = begin(device, school)
    expect(teacher.locator(".invite-causes")).to_be_hidden()
    button(teacher, "Begin").click()
    teacher.clock.install()
    teacher.keyboard.press("q")
    teacher.clock.fast_forward("01:01")
    causes = teacher.locator(".invite-causes")
    expect(causes).to_contain_text("firewall")
    expect(causes).to_contain_text("another network")
    expect(causes).to_contain_text("hotspot")
    teacher.clock.resume()
    join(device, school, code_of(teacher))
    expect(causes).to_be_hidden()


def test_a_link_that_steers_is_for_one_device_at_a_time(device: Open, school: Server) -> None:
    teacher = begin(device, school)
    token = teacher.evaluate("JSON.parse(localStorage['forward-pass-class']).token")
    other = device(f"{school.url}/c/start#{token}", LAPTOP)
    expect(other).to_have_url(re.compile(r"/#v="))
    expect(other.locator(".corner-code")).to_have_text(re.compile(r"^\w{3} \w{3}$"))
    cut = device(f"{school.url}/c/start", LAPTOP)
    expect(cut.locator("#told")).to_contain_text("lost its end")
    expect(cut.locator("#door")).to_be_hidden()


def test_a_server_that_was_started_anew_says_that_phones_are_to_be_let_in_again(
    device: Open, models: Path, watch: Watch
) -> None:
    watch.allow("ERR_CONNECTION_REFUSED|WebSocket connection to|503|ERR_SOCKET|ERR_EMPTY")
    settings = {"FORWARD_PASS_SECRET": "a key of the tests, of 32 letters"}
    with serving(models=models, first=FIRST, settings=settings) as school:
        teacher = begin(device, school)
        phone = join(device, school, code_of(teacher))
        name = phone.locator(".class-name").text_content()
        button(teacher, "Begin").click()
        teacher.wait_for_timeout(1500 * SNAPSHOT_EVERY)  # until the page holds the pupil, too
        school.process.kill()
        school.process.wait()
    port = f"{school.port}"
    with serving("--port", port, models=models, first=FIRST, settings=settings):
        expect(teacher.locator(".class-trouble")).to_contain_text(
            "Press Q to let the phones in again", timeout=20_000
        )
        teacher.keyboard.press("q")
        button(teacher, "Let phones in").click()
        expect(phone.locator(".class-standing")).to_have_text("You follow", timeout=20_000)
        assert phone.locator(".class-name").text_content() == name
        expect(teacher.locator(".class-trouble")).to_be_hidden()


# While it is presented


def test_the_code_stays_in_a_corner_and_who_follows_is_counted(
    device: Open, school: Server
) -> None:
    teacher = begin(device, school)
    phone = join(device, school, code_of(teacher))
    button(teacher, "Begin").click()
    count = teacher.locator(".class-bar .class-count")
    expect(count).to_have_text("1 of 1 follow")
    button(phone, "Show the stage").click()
    phone.locator(".step-button.next").click()
    expect(count).to_have_text("0 of 1 follow")
    button(phone, "Back to the class").click()
    expect(count).to_have_text("1 of 1 follow")
    teacher.keyboard.press("q")
    expect(teacher.locator(".invite-qr")).to_be_visible()
    teacher.keyboard.press("q")
    expect(teacher.locator(".invite-qr")).to_be_hidden()
    teacher.locator(".class-corner").click()
    expect(teacher.locator(".invite-qr")).to_be_visible()
    teacher.keyboard.press("q")
    button(teacher, "The wall").click()
    expect(teacher.locator(".class-wall")).to_be_visible()
    teacher.keyboard.press("q")
    expect(teacher.locator(".invite-qr")).to_be_visible()


def test_what_is_set_is_so_on_every_phone(device: Open, school: Server) -> None:
    teacher = begin(device, school)
    code = code_of(teacher)
    phone = join(device, school, code)
    button(teacher, "Begin").click()
    sheet = settings(teacher)
    sheet.get_by_label("Lock the steps").check()
    expect(phone.locator(".class-standing")).to_have_text("Your teacher holds the steps")
    sheet.get_by_label("Pause the pads").check()
    expect(phone.locator(".class-pad")).to_have_text("Your teacher has paused drawing")
    sheet.get_by_label("Lock the class").check()
    late = device(f"http://{PHONES}:{school.port}/c/{code}")
    expect(late.locator("#told")).to_contain_text("Nobody can join this class just now")
    locks = teacher.locator(".class-locks")
    expect(locks).to_have_text("The steps are locked, the pads are paused, the class is locked")
    sheet.get_by_label("Lock the class").uncheck()
    button(late, "Join").click()
    expect(late.locator(".class-name")).to_have_text(re.compile(r"\w+ \w+"))
    own = button(teacher, "Everyone steps through their own")
    own.click()
    expect(own).to_have_attribute("aria-pressed", "true")


def test_a_second_window_shows_the_class_without_controls_and_b_blanks_it(
    device: Open, school: Server
) -> None:
    teacher = begin(device, school)
    join(device, school, code_of(teacher))
    button(teacher, "Begin").click()
    settings(teacher)
    with teacher.context.expect_page() as opened:
        button(teacher, "Open a window for the projector").click()
    window = opened.value
    expect(window.locator(".corner-code")).to_be_visible()
    for controls in (".stepper", ".pad-side", ".top-tools"):
        expect(window.locator(controls)).to_be_hidden()
    teacher.keyboard.press("Escape")
    teacher.keyboard.press("Home")
    expect(window.locator("#step-title")).to_have_text(title(teacher))
    before = title(window)
    teacher.keyboard.press("n")
    expect(window.locator("#step-title")).not_to_have_text(before)
    window.keyboard.press("n")
    expect(window.locator("#step-title")).to_have_text(title(teacher))
    teacher.keyboard.press("q")
    expect(window.locator(".invite-qr")).to_be_visible()
    expect(window.locator(".invite-code")).to_have_text(
        teacher.locator(".invite-code").inner_text()
    )
    teacher.keyboard.press("q")
    expect(window.locator(".invite-qr")).to_be_hidden()
    teacher.keyboard.press("b")
    expect(window.locator(".class-curtain")).to_be_visible()
    expect(teacher.locator(".class-curtain")).to_be_hidden()
    expect(teacher.locator(".class-trouble")).to_contain_text("blank")
    teacher.keyboard.press("b")
    expect(window.locator(".class-curtain")).to_be_hidden()
    teacher.locator(".lessons-link").click()
    teacher.locator(".list-link").first.click()
    expect(window).to_have_url(re.compile(r"/lessons/.*view=projector"))
    teacher.reload()
    expect(teacher.locator(".class-bar")).to_be_visible()
    assert teacher.evaluate("document.documentElement.dataset.class") == "steerer"


def test_a_teacher_begins_large_for_a_projector_at_one_press(device: Open, school: Server) -> None:
    teacher = begin(device, school)
    button(teacher, "Begin, large for a projector").click()
    expect(teacher).to_have_url(re.compile("view=projector"))
    expect(teacher.locator(".class-corner")).to_be_visible()
    teacher.keyboard.press("q")
    expect(teacher.locator(".invite-qr")).to_be_visible()
    expect(teacher.get_by_role("button", name=re.compile("large for"))).to_have_count(0)


def test_a_class_without_phones_has_its_sheet_and_goes_on_after_its_code(
    device: Open, school: Server
) -> None:
    teacher = device(school.url + "/", LAPTOP)
    teacher.locator("#class-button").dblclick()
    teacher.locator(".invitation[open]").wait_for()
    teacher.wait_for_timeout(300)
    expect(teacher.locator(".class-settings")).to_be_hidden()
    button(teacher, "Close").click()
    sheet = settings(teacher)
    for name in ("Open a window for the projector", "End the class"):
        expect(sheet.get_by_role("button", name=name)).to_be_visible()
    button(teacher, "Show the code large (Q)").click()
    expect(button(teacher, "Begin")).to_have_count(0)
    button(teacher, "Go on").click()
    teacher.reload()
    settings(teacher)


def test_the_page_on_the_projector_itself_goes_black_and_comes_back(
    device: Open, school: Server
) -> None:
    teacher = begin(device, school, query="?view=projector")
    button(teacher, "Begin").click()
    teacher.keyboard.press("b")
    expect(teacher.locator(".class-curtain")).to_be_visible()
    teacher.keyboard.press("b")
    expect(teacher.locator(".class-curtain")).to_be_hidden()


def test_on_every_projector_all_has_its_room(device: Open, school: Server) -> None:
    teacher = begin(device, school, query="?view=projector")
    problems = {}

    def look(name: str) -> None:
        for width, height in PROJECTORS:
            teacher.set_viewport_size({"width": width, "height": height})
            teacher.evaluate("(patience) => probe.settled(patience)", PATIENCE)
            if found := teacher.evaluate("(limits) => audit(limits)", LIMITS):
                problems[name, width, height] = found

    look("invitation")
    button(teacher, "Begin").click()
    look("bar")
    assert problems == {}


# Walking around, and the end


def test_a_phone_takes_over_by_its_nickname_and_hands_back(device: Open, school: Server) -> None:
    teacher = begin(device, school)
    phone = join(device, school, code_of(teacher))
    name = phone.locator(".class-name").text_content() or ""
    button(teacher, "Begin").click()
    sheet = settings(teacher)
    sheet.get_by_label("Pupil").select_option(label=name)
    button(teacher, "Offer the steering").click()
    expect(sheet).to_contain_text(f"{name} has been asked")
    button(phone, "Steer the class").click()
    expect(teacher.locator(".class-trouble")).to_have_text("Another device steers now.")
    expect(phone.locator(".class-bar")).to_be_visible()
    expect(sheet).to_be_hidden()
    phone.keyboard.press("Home")
    phone.keyboard.press("n")
    expect(teacher.locator("#step-title")).to_have_text(title(phone))
    teacher.reload()
    expect(teacher.locator(".class-trouble")).to_have_text("Another device steers now.")
    button(teacher, "Take the steering back").click()
    expect(teacher.locator(".stepper")).to_be_visible()
    expect(phone.locator(".class-trouble")).to_have_text("Another device steers now.")
    expect(button(phone, "Take the steering back")).to_be_hidden()
    settings(teacher)
    expect(sheet).not_to_contain_text(f"{name} has been asked")
    expect(button(teacher, "Take the offer back")).to_be_hidden()
    teacher.keyboard.press("Escape")
    teacher.keyboard.press("n")
    expect(phone.locator("#step-title")).to_have_text(title(teacher))
    phone.get_by_role("link", name="Follow as a pupil").click()
    expect(phone.locator(".class-standing")).to_have_text("You follow")
    expect(phone.locator(".class-name")).to_have_text(name)


def test_the_end_is_asked_for_once_and_told_to_all(device: Open, school: Server) -> None:
    teacher = begin(device, school)
    code = code_of(teacher)
    phone = join(device, school, code)
    button(teacher, "Begin").click()
    settings(teacher)
    button(teacher, "End the class").click()
    button(teacher, "Keep it first, on the wall").click()
    expect(button(teacher, "Keep")).to_be_visible()
    teacher.keyboard.press("Escape")
    settings(teacher)
    button(teacher, "End the class").click()
    button(teacher, "Go on").click()
    expect(phone.locator(".class-standing")).to_have_text("You follow")
    button(teacher, "End the class").click()
    button(teacher, "End it").click()
    expect(phone.locator("#note")).to_contain_text("The class has ended.")
    expect(teacher.locator(".class-bar")).to_have_count(0)
    late = device(f"http://{PHONES}:{school.port}/c/{code}")
    expect(late.locator("#told")).to_have_text("This class has ended.")
    teacher.locator("#class-button").click()
    expect(teacher.locator(".invite-code")).not_to_have_text(re.compile(f"^{code[:3]} {code[3:]}$"))


def test_each_side_is_told_whose_line_is_gone(device: Open, school: Server, watch: Watch) -> None:
    watch.allow("ERR_INTERNET_DISCONNECTED|WebSocket connection to")
    teacher = begin(device, school)
    phone = join(device, school, code_of(teacher))
    button(teacher, "Begin").click()
    teacher.context.set_offline(True)
    expect(teacher.locator(".class-trouble")).to_contain_text("This device is offline")
    teacher.context.set_offline(False)
    expect(teacher.locator(".class-trouble")).to_be_hidden()
    teacher.goto("about:blank")
    expect(phone.locator(".class-standing")).to_have_text("Your teacher is offline", timeout=20_000)
    teacher.goto(school.url)
    expect(phone.locator(".class-standing")).to_have_text("You follow")


# For everybody


@pytest.mark.timeout(180)
@pytest.mark.parametrize(("theme", "size"), [("dark", LAPTOP), ("light", LAPTOP), ("dark", PHONE)])
def test_no_violation_in_any_state(
    device: Open, models: Path, theme: str, size: tuple[int, int]
) -> None:
    found: dict[str, list[str]] = {}

    def look(name: str, page: Page) -> None:
        page.evaluate(AXE.read_text(encoding="utf-8"))
        if problems := page.evaluate(RUN):
            found[name] = problems

    with serving(models=models, first=FIRST) as school:
        door = device(school.url + "/c", size, theme)
        button(door, "Join").click()
        look("door", door)
        teacher = device(school.url + "/", LAPTOP, theme)
        teacher.locator("#class-button").click()
        button(teacher, "Let phones in").wait_for()
        look("closed", teacher)
        button(teacher, "Let phones in").click()
        teacher.locator(".invite-qr").wait_for()
        teacher.evaluate("document.querySelector('.invite-causes').hidden = false")
        teacher.set_viewport_size({"width": size[0], "height": size[1]})
        look("invitation", teacher)
        join(device, school, code_of(teacher))
        button(teacher, "Begin").click()
        look("bar", teacher)
        settings(teacher)
        button(teacher, "End the class").click()
        look("settings", teacher)
    assert found == {}
