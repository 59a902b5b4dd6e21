"""From the first real result to a what-if that can be shared: what a controller and a mayor do with the money."""

from collections.abc import Callable

import pytest

from tests.browsing import Visit
from tests.servers.noaber import Server

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("is_phone", [False, True], ids=["wide", "phone"])
def test_the_answer_stands_before_everything_else(
    visit: Callable[..., Visit], server: Server, is_phone: bool
) -> None:
    page = visit(server, is_phone=is_phone).open("/bijdragen/")

    answer = page.get_by_role("region", name="Het antwoord")
    assert "€\xa04.011,79 te kort" in answer.inner_text()
    assert "3.228.403 × €\xa00,07 = €\xa0225.988,21" in answer.inner_text()
    box = answer.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= page.evaluate("window.innerHeight")


def test_from_the_reference_date_to_the_four_years(browser_page: Visit) -> None:
    page = browser_page.open("/bijdragen/")

    page.get_by_role("link", name="1 januari 2020").click()
    assert "€\xa02.615,01 te kort" in page.get_by_role("region", name="Het antwoord").inner_text()
    page.get_by_role("link", name="Vier jaar samen").click()
    assert "€\xa0917.834,05" in page.get_by_role("region", name="Het antwoord").inner_text()
    with page.expect_download() as download:
        page.get_by_role("link", name="Excel (XLSX)").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    browser_page.look()


def test_a_question_with_a_mistake_then_the_answer_to_share(phone_page: Visit) -> None:
    page = phone_page.open("/bijdragen/")
    page.get_by_role("link", name="Reken zelf: wat als?").click()

    page.get_by_label("Tarief per inwoner").fill("7")
    page.get_by_role("button", name="Reken uit").click()
    mistake = page.get_by_role("link", name="Tarief per inwoner: ‘7’ kan 7 cent of 7 euro zijn.")
    phone_page.look()
    mistake.click()
    assert page.evaluate("document.activeElement.id") == "id_tarief"

    page.get_by_label("Tarief per inwoner").fill("7 cent")
    page.locator("summary", has_text="Noord- en Oost-Gelderland").click()
    page.get_by_label("Apeldoorn").check()
    page.get_by_role("button", name="Reken uit").click()
    assert "€\xa015.382,94 te kort" in page.get_by_role("region", name="Het antwoord").inner_text()
    assert "niet: Apeldoorn" in page.locator("summary", has_text="Noord- en Oost-Gelderland").inner_text()
    phone_page.look()

    page.get_by_role("link", name="Adres van deze berekening, om te delen").click()
    assert "zonder=GM0200" in page.url
    assert "€\xa015.382,94 te kort" in page.get_by_role("region", name="Het antwoord").inner_text()


def test_a_municipality_finds_its_own_contribution_from_its_page(phone_page: Visit) -> None:
    page = phone_page.open("/gemeenten/GM0277/")

    panel = page.locator(".noaber-panel", has=page.get_by_role("heading", name="Bijdrage", exact=True))
    assert "7 cent per inwoner per jaar" in panel.inner_text()
    panel.get_by_role("link", name="Alle gemeenten").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Bijdragen"


def test_the_keyboard_alone_opens_a_district_and_leaves_someone_out(browser_page: Visit) -> None:
    page = browser_page.open("/bijdragen/wat-als/")

    page.locator("summary", has_text="Twente").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "zonder=GM0141" in url)

    assert "zonder Almelo" in page.get_by_role("region", name="Het antwoord").inner_text()
