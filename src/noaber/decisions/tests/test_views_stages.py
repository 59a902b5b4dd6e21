"""What is asked of me comes first; a stage opens all its answers; and every answer keeps its history and evidence."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from noaber.core import clock
from noaber.core.files import file_address
from noaber.core.models import Demonstration, StoredFile
from noaber.core.reading import forget
from noaber.decisions.models import Consultation, Proposal
from noaber.decisions.rules.positions import Answer
from noaber.decisions.services.answers.recording import Said
from noaber.decisions.tests.conftest import record
from noaber.decisions.tests.test_views_proposals import take_away
from noaber.network.tests.pages import links, typed_in, words
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
CODE = "veiligheidsstrategie-2019-2022"
PAGE = f"/voorstellen/{CODE}/"
ZWOLLE = {"organisation__code": "GM0193"}


def asked(**which: Any) -> Consultation:
    """Who is asked something by the memo; the police's plan asks the same parties."""
    return Consultation.objects.get(stage__proposal__code="veiligheidsstrategie-2019-2022", **which)


def address(**which: Any) -> str:
    return f"{PAGE}standpunt/{asked(**which).pk}/"


def read(answer: Any) -> bytes:
    """The bytes of a download, which is closed by it."""
    return b"".join(answer.streaming_content)


def test_a_mayor_first_reads_what_the_municipality_and_its_council_answered(client: Client) -> None:
    sign_in(client, "mayor of Zwolle")
    text = words(client.get(PAGE))
    assert "DVO IJsselland: stap 1" in text
    assert (
        text.index("Zwolle: stap 3") < text.index("Wat er wordt gevraagd") < text.index("Uitkomst per punt")
    )


def test_of_a_withdrawn_proposal_nothing_can_be_recorded_and_no_command_picks_it(
    client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    sign_in(client, "coordinator")
    page = f"{PAGE}stap/3/?zoek=zwolle"
    form = address(**ZWOLLE)
    assert form in links(client.get(page))
    call_command("obligations", "--csv")
    assert CODE in capsys.readouterr().out
    Proposal.objects.filter(code=CODE).update(withdrawn_at=clock.now())
    forget()
    for each in (PAGE, page):
        assert "leg vast" not in words(client.get(each))
        assert form not in links(client.get(each))
    call_command("matrix", "--csv")
    assert CODE not in capsys.readouterr().out
    with pytest.raises(CommandError, match="nog geen voorstel dat jaarlijks iets vraagt"):
        call_command("obligations", "--csv")


def test_who_speaks_for_nobody_has_no_turn(client: Client) -> None:
    for person in ("nobody", "coordinator", "controller"):
        sign_in(client, person)
        assert "Zwolle: stap 3" not in words(client.get(PAGE))


def test_a_long_stage_is_told_per_district_and_opens_its_rows(client: Client) -> None:
    page = client.get(PAGE)
    assert "13 akkoord, 1 akkoord met kanttekening" in words(page)
    assert f"{PAGE}stap/3/?district=Twente" in links(page)
    twente = words(client.get(f"{PAGE}stap/3/?district=Twente"))
    assert "14 van 79 regels" in twente
    assert "Hengelo" in twente
    assert "Apeldoorn" not in twente.partition("Wie wat vindt")[2]


def test_a_long_stage_is_folded_by_district_with_the_own_organisation_first_and_open(client: Client) -> None:
    sign_in(client, "mayor of Zwolle")
    page = client.get(f"{PAGE}stap/3/")
    own, *districts = page.context["folds"]
    assert (own.title, own.is_open, len(own.table.rows)) == ("Voor wie u spreekt", True, 1)
    assert not any(fold.is_open for fold in districts)
    assert sum(len(fold.table.rows) for fold in districts) == 79
    assert "Twente: alle 14 besloten" in words(page)
    assert "79 regels" in words(page)
    whole = client.get(f"{PAGE}stap/3/?sorteer=party")
    assert (whole.context["folds"], len(whole.context["head"].rows)) == ((), 79)
    take_away(**ZWOLLE)
    forget()
    assert "IJsselland: 1 van 11 nog niet" in words(client.get(f"{PAGE}stap/3/"))


def test_who_put_it_off_has_not_decided_anywhere(client: Client) -> None:
    take_away(**ZWOLLE)
    record(
        3,
        "organisation:GM0193",
        {"3a": Said(Answer.DEFERRED)},
        code=CODE,
        now=dt.datetime(2023, 5, 15, 10, tzinfo=dt.UTC),
        decided_on=dt.date(2023, 5, 8),
    )
    forget()
    assert "78 van 79 besloten" in words(client.get(PAGE))
    assert "IJsselland: 1 van 11 nog niet" in words(client.get(f"{PAGE}stap/3/"))
    assert "78 van 79 besloten." in words(client.get(f"/besluiten/{CODE}/"))
    sign_in(client, "coordinator")
    assert f"{PAGE}openstaand/" in links(client.get(PAGE))
    assert "Zwolle" in words(client.get(f"{PAGE}openstaand/"))


def test_a_short_stage_and_a_search_are_not_folded(client: Client) -> None:
    for page in ("stap/1/", "stap/3/?zoek=zwolle", "stap/3/?district=Twente"):
        assert client.get(f"{PAGE}{page}").context["folds"] == ()
    dated = client.get(f"{PAGE}stap/3/?geldig-op=2019-07-01")
    assert dated.context["folds"]
    assert "?sorteer=party&geldig-op=2019-07-01" in links(dated)


def test_a_stage_is_filtered_by_answer_and_downloaded(client: Client) -> None:
    chosen = f"{PAGE}stap/3/?punt-3a=akkoord met kanttekening"
    assert "4 van 79 regels" in words(client.get(chosen))
    lines = client.get(f"{chosen}&formaat=csv").content.decode("utf-8-sig").splitlines()
    assert len([line for line in lines if "akkoord met kanttekening" in line]) == 4


def test_a_stage_that_is_not_there_is_not_found(client: Client) -> None:
    assert client.get(f"{PAGE}stap/9/").status_code == 404


def test_the_page_shows_how_it_stood_on_a_day(client: Client) -> None:
    text = words(client.get(f"{PAGE}?geldig-op=2019-03-20"))
    assert "3 akkoord, 0 bezwaar, 2 nog niet = 5" in text
    assert "0 van 79 besloten" in text
    sign_in(client, "mayor of Zwolle")
    assert address(**ZWOLLE) not in links(client.get(f"{PAGE}?geldig-op=2019-03-20"))


THEN = "?geldig-op=2019-02-25&bekend-op=2019-02-25"


@pytest.mark.parametrize("page", ["/voorstellen/", PAGE, f"{PAGE}stap/2/"])
def test_no_page_of_an_earlier_day_tells_what_came_after_it(client: Client, page: str) -> None:
    later = "vastgesteld op 24-4-2019" if page == "/voorstellen/" else "Vastgesteld op 24 april 2019"
    assert later in words(client.get(page))
    text = words(client.get(page + THEN))
    assert later not in text
    if page == "/voorstellen/":
        assert "Veiligheidsstrategie 2023-2026" not in text
        assert "onderweg" in text
        assert PAGE + THEN in links(client.get(page + THEN))


def test_no_page_of_an_earlier_day_offers_a_change(client: Client) -> None:
    """What is done, is done to how it stands today."""
    take_away(stage__number__gt=1)
    take_away(body__code="dvo-twente")
    sign_in(client, "coordinator")
    changes = ("/doorbreken/", "/termijn/", "/intrekken/", "/nieuwe-versie/", "/nieuw/", "/sjablonen/")

    def offered(page: str) -> set[str]:
        return {each for each in changes if any(each in link for link in links(client.get(page)))}

    pages = ("/voorstellen/", PAGE, f"{PAGE}stap/2/")
    assert {each for page in pages for each in offered(page)} == set(changes)
    assert [offered(page + THEN) for page in pages] == [set(), set(), set()]


def test_an_answer_comes_with_its_document_and_keeps_what_stood_before(
    client: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.FILES_ROOT = tmp_path / "files"
    sign_in(client, "mayor of Zwolle")
    page = address(**ZWOLLE)
    typed = {
        **typed_in(client.get(page)),
        "answer_3a": "consent_with_remark",
        "text_3a": "Mits de evaluatie openbaar is.",
        "decided_on": "8-5-2023",
        "evidence": "https://example.invalid/besluitenlijst",
        "document": SimpleUploadedFile("besluit.txt", b"De raad besluit."),
    }
    assert "Het standpunt van Zwolle is vastgelegd." in words(client.post(page, typed, follow=True))

    history = client.get(f"{page}geschiedenis/")
    text = words(history)
    assert text.index("Mits de evaluatie openbaar is.") < text.rindex("akkoord")
    assert "Burgemeester van Zwolle" in text
    for head in ("Vastgelegd op", "Vastgelegd door", "Namens"):
        assert text.count(head) >= 1
    assert [row["on_behalf_of"] for row in history.context["table"].data] == ["Zwolle"] * 2
    assert history.context["table"].data[0]["recorded_by"] == "Burgemeester van Zwolle"
    assert "https://example.invalid/besluitenlijst" in links(history)
    stored = StoredFile.objects.get(name="besluit.txt")
    assert file_address(stored) in links(history)
    assert read(client.get(file_address(stored))) == b"De raad besluit."


def test_the_document_of_a_decision_is_for_the_network(
    client: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.FILES_ROOT = tmp_path / "files"
    sign_in(client, "mayor of Zwolle")
    page = address(**ZWOLLE)
    document = SimpleUploadedFile("besluit.txt", b"De raad besluit.")
    typed = {**typed_in(client.get(page)), "decided_on": "8-5-2023", "document": document}
    client.post(page, typed)
    stored = StoredFile.objects.get(name="besluit.txt")

    assert Client().get(file_address(stored)).status_code == 302
    assert Client().get(f"{page}geschiedenis/").status_code == 302
    other = Client()
    sign_in(other, "controller")
    assert read(other.get(file_address(stored))) == b"De raad besluit."


def test_a_file_that_is_not_a_document_is_refused_and_nothing_is_recorded(
    client: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.FILES_ROOT = tmp_path / "files"
    sign_in(client, "mayor of Zwolle")
    page = address(**ZWOLLE)
    typed = {
        **typed_in(client.get(page)),
        "text_3a": "",
        "decided_on": "8-5-2023",
        "document": SimpleUploadedFile("virus.exe", b"MZ"),
    }
    assert "kan hier niet" in words(client.post(page, typed))
    assert not StoredFile.objects.filter(name="virus.exe").exists()


def test_who_prepares_hands_in_words_only(client: Client) -> None:
    sign_in(client, "secretary of Enschede")
    page = client.get(address(organisation__code="GM0153"))
    assert "document" not in typed_in(page)


def test_of_a_step_that_was_built_upon_only_the_evidence_can_be_added(client: Client) -> None:
    sign_in(client, "mayor of Zwolle")
    page = client.get(address(body__code="dvo-ijsselland"))
    assert "Deze stap is gesloten" in words(page)
    assert "U kunt alleen nog toevoegen waar het besluit staat." in words(page)
    assert page.content.count(b" disabled") >= 9  # an answer and a text on each of four points, and the day


def test_in_a_demonstration_every_page_says_that_own_moments_are_real(client: Client) -> None:
    sign_in(client, "mayor of Zwolle")
    pages = [PAGE, f"{PAGE}versies/", f"{PAGE}kanttekeningen/", address(body__code="dvo-ijsselland")]
    said = "Het is hier 15 mei 2023. Wat u zelf vastlegt, krijgt de echte tijd."
    assert [page for page in pages if said not in client.get(page).content.decode()] == []
    Demonstration.objects.all().delete()
    forget()
    assert "echte tijd" not in client.get(PAGE).content.decode()


def test_in_a_demonstration_a_list_says_which_moments_are_real(client: Client) -> None:
    sign_in(client, "mayor of Zwolle")
    page = f"{PAGE}standpunt/{asked(**ZWOLLE).pk}/geschiedenis/"
    note = "Wat de demonstratie afspeelde, heeft de tijd van toen."
    assert note in words(client.get(page))
    office, log = Client(), "niet de dag van de demonstratie"
    sign_in(office, "administrator")
    assert log in words(office.get("/beheer/logboek/"))
    Demonstration.objects.all().delete()
    forget()
    assert note not in words(client.get(page))
    assert log not in words(office.get("/beheer/logboek/"))
