"""A ready plan in the teacher's sheet, with a real page."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.classes import begin
from tests.browser.page import Visualizer


@pytest.fixture
def teacher(visualizer: Visualizer) -> Visualizer:
    begin(visualizer)
    return visualizer


def test_a_teacher_finds_the_plan_where_it_was_left_with_what_to_say_and_what_is_next(
    teacher: Visualizer,
) -> None:
    page = teacher.page
    button = page.locator("#class-button")
    now = page.locator(".plan-now")
    button.click()
    expect(now).to_be_hidden()
    page.get_by_text("A ready plan").click()
    page.get_by_role("button", name="25 minutes").click()
    page.get_by_role("button", name="Go there: What the machine gets").click()
    expect(page.locator(".class-settings")).to_be_hidden()
    button.click()
    expect(now).to_contain_text("2 of 7 in the plan: What the machine gets")
    expect(now.locator(".plan-say")).to_contain_text("784 numbers")
    now.get_by_role("button", name="Next in the plan: A neuron that goes to a party").click()
    expect(page).to_have_url(re.compile("/lessons/one-neuron"))
    page.locator(".class-bar").wait_for()
    page.reload()
    page.locator(".class-bar").wait_for()
    button.click()
    expect(now).to_contain_text("3 of 7")
    expect(page.get_by_role("button", name="25 minutes")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".plan-parts [aria-current]")).to_contain_text("goes to a party")
    expect(page.locator(".plan-parts [aria-current]")).to_be_visible()


def test_a_plan_on_paper_is_the_plan_alone(teacher: Visualizer) -> None:
    page = teacher.page
    page.evaluate("window.print = () => {}")
    page.locator("#class-button").click()
    page.get_by_text("A ready plan").click()
    page.get_by_role("button", name="Print the plan").click()
    expect(page.locator(".plan-paper")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".plan-paper")).to_be_visible()
    expect(page.locator(".class-settings")).to_be_hidden()
    expect(page.locator("main")).to_be_hidden()
