"""The pages of signals and annotations: what is told, what can be done, and that nothing of it is public."""

import io
import re
import zipfile

import pytest
from django.test import Client

from noaber.core.access import COMMAND
from noaber.core.models import Demonstration
from noaber.figures.models import Annotation
from noaber.figures.queries.signal_cards import cards
from noaber.figures.rules.signals.course import Act, CardState
from noaber.figures.services.annotations import AnnotationText, annotate
from noaber.figures.services.signals.steps import StepText, record_step
from noaber.figures.tests.conftest import Become
from noaber.figures.tests.signals_played import AREA, KIND, NOW, PEAK, TODAY, opened, take_in
from tests.made_once import made_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("played")]
LIST, NOTES = "/cijfers/signalen/", "/cijfers/aantekeningen/"
NOTE = "300 meldingen door één webwinkel"


@pytest.fixture
@made_once
def played(voorbeeldland: object) -> None:
    """A demonstration in which one month rang, was taken up, and has a remark."""
    Demonstration.objects.create(started_at=NOW, reached_on=TODAY, story="proef")
    take_in({(AREA, PEAK): 70})
    opened()
    opened(202004)
    annotate(AnnotationText(AREA, PEAK, PEAK, NOTE, KIND), actor=COMMAND, now=NOW, today=TODAY)
    said = StepText(Act.FOUND, "Eén dader, aangehouden.", happened_on=TODAY)
    record_step(cards(COMMAND)[0].id, said, actor=COMMAND, now=NOW, today=TODAY)


def card_url() -> str:
    return f"{LIST}{cards(COMMAND)[0].id}/"


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return " ".join(answer.content.decode().split())


def test_the_list_tells_what_rang_how_sure_and_what_chance_gives(become: Become) -> None:
    client = become(f"{AREA}:contact")
    found = text_of(client, f"{LIST}?maand=2020-03")
    for words in (
        "Woninginbraak",
        "Aardam",
        "zeker",
        "nog niemand kijkt",
        "2 reeksen getoetst",
        "0,0 signalen",
    ):
        assert words in found, words
    assert "Geen signalen in april 2020" in text_of(client, LIST)
    assert "februari 2020 is nog niet gelezen" in text_of(client, f"{LIST}?maand=2020-02")
    assert "geen maand met cijfers" in text_of(client, f"{LIST}?maand=morgen")
    assert "Aardam" in text_of(client, f"{LIST}?maand=alle&stand=waiting&zoek=aardam")
    assert NOTE not in found


def test_the_list_goes_out_with_its_codes_and_what_chance_gives(become: Become) -> None:
    client = become(f"{AREA}:contact")
    csv = client.get(f"{LIST}?maand=2020-03&formaat=csv").content.decode()
    assert f"{AREA},{KIND},2020-03,2020-03" in csv
    sheet = zipfile.ZipFile(io.BytesIO(client.get(f"{LIST}?maand=2020-03&formaat=xlsx").content))
    words = " ".join(sheet.read(name).decode() for name in sheet.namelist() if name.endswith(".xml"))
    for said in ("2 reeksen getoetst", "eigen inschatting van Noaber", "oorbeeldgegevens"):
        assert said in words, said
    for said in (NOTE, "dader"):
        assert said not in csv + words


def test_a_card_is_worked_on_by_who_speaks_for_the_municipality(become: Become) -> None:
    client = become(f"{AREA}:contact")
    page = text_of(client, card_url())
    assert not re.search(r">\s*\d+\.\d\s*<", page), "a number has a comma"
    for words in ("Pak dit op", "Eén dader, aangehouden.", NOTE, "Het aantal volgt", "70"):
        assert words in page, words
    table = client.get(f"{card_url()}?grafiek=signaal&formaat=csv").content.decode()
    assert "maart 2020" in table
    assert "april 2020" in table, "what came after it as well"
    form = {"revision": 1, "holder": f"zetel:{AREA}:contact", "text": ""}
    assert client.post(f"{card_url()}oppakken/", form).status_code == 302
    assert cards(COMMAND)[0].state is CardState.LOOKED_AT
    assert client.get(f"{card_url()}oppakken/").status_code == 403
    assert client.get(f"{card_url()}heropenen/").status_code == 403
    assert client.get(f"{card_url()}weggooien/").status_code == 404
    overtaken = {"revision": 1, "reason": "chance", "text": "Niets gevonden."}
    assert client.post(f"{card_url()}sluiten/", overtaken).status_code == 409
    assert "is verplicht" in client.post(f"{card_url()}sluiten/", {"revision": 2}).content.decode()
    assert client.post(f"{card_url()}sluiten/", {**overtaken, "revision": 2}).status_code == 302
    assert "gesloten: toeval" in text_of(client, f"{LIST}?maand=2020-03")


def test_another_municipality_reads_and_changes_nothing(become: Become) -> None:
    client = become("GM9003:contact")
    page = text_of(client, card_url())
    assert "Pak dit op" not in page
    assert client.get(f"{card_url()}sluiten/").status_code == 403
    assert client.get(f"{LIST}lezen/").status_code == 403


def test_nothing_is_public(become: Become) -> None:
    key = Annotation.objects.get().pk
    paths = (LIST, card_url(), f"{card_url()}sluiten/", NOTES, f"{NOTES}nieuw/", f"{NOTES}{key}/intrekken/")
    nobody = become("")
    picture = f"{card_url()}?grafiek=signaal&formaat=svg"
    for path in (*paths, picture, f"{LIST}?formaat=csv", f"{NOTES}?formaat=xlsx"):
        assert Client().get(path)["Location"].startswith("/account/login/"), path
        assert nobody.get(path).status_code == 404, path
    for public in ("/", "/draad/", f"/gemeenten/{AREA}/", "/zoeken/?q=webwinkel"):
        assert NOTE not in Client().get(public).content.decode()
    for reader in (Client(), nobody):
        assert card_url() not in reader.get("/zoeken/?q=signaal").content.decode()


def test_the_search_box_finds_a_signal_by_what_and_where_and_not_by_what_people_wrote(
    become: Become,
) -> None:
    client = become("GM9003:contact")
    for typed in ("signaal", "woninginbraak aardam", "maart 2020 aardam"):
        assert card_url() in text_of(client, f"/zoeken/?q={typed}&precies=ja"), typed
    assert card_url() not in text_of(client, f"/zoeken/?q={NOTE.split()[-1]}&precies=ja")


def test_the_home_page_says_how_many_wait_and_leads_there(become: Become) -> None:
    client = become(f"{AREA}:contact")
    page = text_of(client, "/mijn/")
    assert "1 signaal wacht op u" in page
    assert card_url() in page
    assert "wacht op u" not in text_of(become("GM9003:contact"), "/mijn/")


def test_a_remark_is_written_filtered_and_withdrawn(become: Become) -> None:
    client = become(f"{AREA}:contact")
    page = text_of(client, f"{NOTES}nieuw/?gemeente={AREA}&soort={KIND}")
    assert 'value="2020-04"' in page
    typed = {
        "area": AREA,
        "offence": "",
        "first_period": "2020-01",
        "last_period": "maart",
        "text": "Storing.",
    }
    assert "is geen maand" in client.post(f"{NOTES}nieuw/", typed).content.decode()
    typed["last_period"] = "2020-02"
    assert client.post(f"{NOTES}nieuw/", typed).status_code == 302
    assert "Storing." in text_of(client, f"{NOTES}?gemeente={AREA}")
    assert "Storing." not in text_of(client, f"{NOTES}?soort={KIND}")
    key = Annotation.objects.order_by("-pk")[0].pk
    client.post(f"{NOTES}{key}/intrekken/", {"text": "Toch geen storing."})
    assert "ingetrokken: Toch geen storing." in text_of(client, NOTES)
    assert client.get(f"{NOTES}{key}/intrekken/").status_code == 403


def test_a_card_of_older_figures_says_of_which_and_what_it_is_now(become: Become) -> None:
    client = become(f"{AREA}:contact")
    assert "In maart 2020 is dit 70 keer geregistreerd" in text_of(client, card_url())
    take_in({(AREA, PEAK): 82}, published="2020-06-15T02:00:00")
    page = text_of(client, card_url())
    for words in (
        "In maart 2020 was dit volgens de cijfers van 15 mei 2020 70 keer geregistreerd.",
        "Nu is dat 82, volgens de nieuwste cijfers.",
        "In de nieuwste, van 15 juni 2020, is maart 2020 nog niet op signalen bekeken.",
    ):
        assert words in page, words
    take_in({(AREA, PEAK): None}, published="2020-07-15T02:00:00")
    assert "In de nieuwste cijfers staat van deze maand geen aantal." in text_of(client, card_url())
    take_in({(AREA, PEAK): 70}, published="2020-08-15T02:00:00")
    assert "In de nieuwste cijfers staat hetzelfde aantal." in text_of(client, card_url())


def test_the_list_marks_what_was_read_from_older_figures(become: Become) -> None:
    client = become(f"{AREA}:contact")
    month, every = f"{LIST}?maand=2020-03", f"{LIST}?maand=alle"
    older = "Zo was het in de cijfers van 15 mei 2020. In de nieuwste, van 15 juni 2020"
    assert "Zo was het" not in text_of(client, month)
    assert "oudere cijfers" not in text_of(client, every)
    take_in({}, published="2020-06-15T02:00:00")
    assert f"{older}, is maart 2020 nog niet op signalen bekeken." in text_of(client, month)
    assert "Bij 1 signaal is het aantal van oudere cijfers" in text_of(client, every)
    assert "2020-05-15" in client.get(f"{month}&formaat=csv").content.decode()
    opened()
    assert "Zo was het" not in text_of(client, month)
    take_in({}, last=202002, published="2020-07-15T02:00:00", accept_gone=True)
    assert "staat maart 2020 niet meer" in text_of(client, month)
