"""Where there is little room: a long word wraps, and the arrow of a sorted column stays with its name."""

import pytest

from tests.browsing import Visit

pytestmark = pytest.mark.journey

LONG = "beleidsadviseurhandhavingsaangelegenheden@samenwerkingsgemeenten.voorbeeld.invalid"
# What stands beside its name: on the last line of it, and before the end of that line with its own room.
ASTRAY = """links => links.filter(link => {
  const lines = link.querySelector("span").getClientRects(), last = lines[lines.length - 1]
  const arrow = link.querySelector("svg").getBoundingClientRect()
  return arrow.top < last.top - 1 || arrow.bottom > last.bottom + 1 || arrow.right > last.right + 1
}).map(link => link.textContent)"""


def test_one_long_word_in_the_head_of_a_page_wraps_on_a_phone(phone_page: Visit) -> None:
    page = phone_page.open("/gemeenten/")
    page.locator(".noaber-heading__texts > *").last.evaluate(
        "(text, word) => { text.textContent = word }", LONG
    )
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_an_arrow_stands_with_the_last_word_of_a_name_that_wraps(browser_page: Visit) -> None:
    shown = browser_page.open("/gemeenten/")
    shown.set_viewport_size({"width": 800, "height": 900})
    heads = shown.locator(".noaber-sort")
    assert heads.evaluate_all(
        "all => all.some(link => link.querySelector('span').getClientRects().length > 1)"
    )
    assert heads.evaluate_all(ASTRAY) == []
