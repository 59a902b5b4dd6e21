"""The map of the municipalities: whole on a phone, with letters that can be read."""

import pytest

from tests.browsing import Visit

pytestmark = pytest.mark.journey
SMALLEST = 11  # pixels


def test_the_whole_map_is_in_sight_on_a_phone(phone_page: Visit) -> None:
    page = phone_page.open("/gemeenten/")
    frame = page.get_by_role("region", name="De gemeenten in hun districten")

    assert frame.evaluate("map => map.scrollWidth <= map.clientWidth")
    sizes = page.locator(".noaber-tile__name").evaluate_all(
        "names => names.map(name => parseFloat(getComputedStyle(name).fontSize))"
    )
    assert sizes
    assert min(sizes) >= SMALLEST
    assert not page.get_by_text("Schuif hem dan opzij").is_visible()
