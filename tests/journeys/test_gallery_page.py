"""The gallery in a real browser: every part in every state, on a wide screen and on a phone."""

import pytest

from tests.browsing import Visit

pytestmark = pytest.mark.journey

# A map is to be seen whole: its tiles keep the least that a finger needs (WCAG 2.2, 2.5.8); lists lead there too.
SMALL_TILES = """() => [...document.querySelectorAll("a.noaber-tile")]
    .filter(tile => Math.min(tile.getBoundingClientRect().height, tile.getBoundingClientRect().width) < 24)
    .map(tile => tile.outerHTML.slice(0, 90))"""
# Links within running text and rows of a table may be as high as their line (WCAG 2.2, 2.5.8: inline).
SMALL_TARGETS = """() => [...document.querySelectorAll(
    "button, summary, .utrecht-button, .noaber-menu__link, .noaber-tabs__link, .noaber-paging__link, "
    + ".noaber-downloads__link, .noaber-footer__link, .utrecht-textbox, .utrecht-select, .noaber-choice"
)]
    .filter(part => part.offsetParent && part.getBoundingClientRect().height < 43.5)
    .map(part => part.outerHTML.slice(0, 90))"""


def test_axe_finds_nothing_and_nothing_sticks_out(browser_page: Visit) -> None:
    page = browser_page.open("/stijl/")

    for fold in page.locator("main details").all():
        fold.evaluate("part => part.open = true")

    browser_page.look()


def test_fingers_can_hit_every_button_on_a_phone(phone_page: Visit) -> None:
    page = phone_page.open("/stijl/")

    assert page.evaluate(SMALL_TARGETS) == []
    assert page.evaluate(SMALL_TILES) == []


def test_the_first_tab_leads_past_the_navigation(browser_page: Visit) -> None:
    page = browser_page.open("/bestaat-niet/")

    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.getAttribute('href')") == "#inhoud"
    assert page.locator(".noaber-skip").is_visible()


def test_a_form_with_errors_begins_at_its_summary(browser_page: Visit) -> None:
    page = browser_page.open("/stijl/")

    assert "noaber-errors" in page.evaluate("document.activeElement.className")
    page.get_by_role("link", name="Datum: 30-2-2019 bestaat niet.").click()
    assert page.evaluate("document.activeElement.id") == "id_fout-held_on"
