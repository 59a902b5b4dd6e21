"""The pages of versions: what changed, said in words and not by colour alone, and who saw which text."""

import datetime as dt
import uuid
from collections.abc import Mapping
from decimal import Decimal

import pytest
from django.apps import apps
from django.test import Client

from noaber.core.access import COMMAND
from noaber.core.reading import forget
from noaber.decisions.models import ProposalVersion
from noaber.decisions.queries.versions.version import whole_versions
from noaber.decisions.services.drafts.sending import send_proposal
from noaber.decisions.services.drafts.versions import write_next_version
from noaber.decisions.tests.remarks import second_version
from noaber.decisions.tests.test_views_proposals import take_away
from noaber.network.tests.pages import links, words
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
CODE = "veiligheidsstrategie-2019-2022"
PAGE = f"/voorstellen/{CODE}/"
LIST = f"{PAGE}versies/"
POINT = "Iedere gemeente stelt van 2020 tot en met 2023 jaarlijks 8 cent per inwoner beschikbaar."


def agree_to(rate: Decimal) -> None:
    """The agreement that is decided upon with the proposal says so too: a text that contradicts it is not sent."""
    said = apps.get_model("finance", "AgreementStatement").objects.get(decided_by=CODE)
    lines = list(said.lines.all())
    said.pk, said.number, said.rate, said.mark = None, said.number + 1, rate, uuid.uuid4()
    said.save(force_insert=True)
    for line in lines:
        line.pk, line.statement = None, said
        line.save(force_insert=True)


def figures_as_they_were() -> None:
    """As if no final figures of 2019 came after the provisional ones, with which the first version was sent."""
    figures = apps.get_model("network", "PopulationFigure").objects.filter(reference_on="2019-01-01")
    figures.filter(is_provisional=False).delete()
    figures.update(known_until=None)


def change(*, is_material: bool = True, is_sent: bool = True) -> None:
    """A second version, before the board adopted: another rate, another background, on the page at once."""
    take_away(stage__role="adopt")
    agree_to(Decimal("0.08"))
    forget()
    second_version(
        code=CODE,
        points={"3a": POINT},
        rate=Decimal("0.08"),
        words={
            "background": "De strategie 2015-2018 loopt af.\n\nDe nieuwe steunt ook op de misdaadcijfers."
        },
        is_material=is_material,
        is_sent=is_sent,
    )
    forget()


def change_background(*, is_material: bool) -> None:
    """A second version in which nothing that is asked differs."""
    take_away(stage__role="adopt")
    forget()
    background = "De strategie 2015-2018 loopt af.\n\nDe nieuwe steunt ook op de misdaadcijfers."
    second_version(code=CODE, words={"background": background}, is_material=is_material)
    forget()


def test_everyone_reads_which_versions_were_sent_and_who_saw_which(client: Client) -> None:
    assert LIST in links(client.get(PAGE))
    text = words(client.get(LIST))

    assert "eerste versie" in text
    assert "Alle antwoorden (85) gaan over de tekst van versie 1." in text
    assert "dezelfde tekst" in text


def test_the_first_version_has_nothing_to_compare_with(client: Client) -> None:
    page = client.get(f"{LIST}1/")

    assert "Zo leest u de wijzigingen" not in words(page)
    assert "7 cent per inwoner" in words(page)
    assert "<ins" not in page.content.decode()


def test_a_change_is_marked_by_word_and_told_to_who_cannot_see_it(client: Client) -> None:
    change()
    page = client.get(f"{LIST}2/")
    html = page.content.decode()

    assert '[weggehaald: </span>7<span class="noaber-hidden">]</span></del>' in html
    assert '[toegevoegd: </span>8<span class="noaber-hidden">]</span></ins>' in html
    text = words(page)
    for said in (
        "Anders dan versie 1",
        "De tekst van punt 3a is anders.",
        "Wat punt 3a per jaar vraagt, is anders.",
        "Per jaar: was “€ 0,07 per inwoner, 2020 tot en met 2023”, is nu “€ 0,08 per inwoner, 2020 tot en met 2023”.",
        "De toelichting is anders: aanleiding.",
        "Deze wijziging lijkt wezenlijk",
    ):
        assert said in text
    assert f"{LIST}1/" in links(page)


def test_the_rule_suggests_and_the_sender_decides(client: Client) -> None:
    figures_as_they_were()
    change_background(is_material=True)

    assert "De afzender besloot anders: wezenlijk" in words(client.get(f"{LIST}2/"))


def test_after_a_change_the_page_and_the_matrix_say_who_saw_the_older_text(client: Client) -> None:
    change_background(is_material=False)

    text = words(client.get(LIST))
    assert (
        "84 van de 84 antwoorden gaan over een andere tekst dan versie 2; die antwoorden blijven staan."
        in text
    )
    assert "gewijzigd, antwoord blijft staan" in text
    assert "zag versie 1" in words(client.get(PAGE))


def test_after_a_material_change_who_answered_must_answer_again(client: Client) -> None:
    change()

    assert "84 daarvan tellen niet meer" in words(client.get(LIST))
    assert "zag versie 1; moet opnieuw antwoorden" in words(client.get(PAGE))


def test_who_saw_which_text_narrows_and_downloads(client: Client) -> None:
    change()

    stage = "de vijf districtelijke veiligheidsoverleggen"
    answer = client.get(LIST, {"formaat": "csv", "stap": stage})
    rows = answer.content.decode().splitlines()
    assert len(rows) == 1 + 5
    assert all(stage in row for row in rows[1:])
    assert client.get(f"{LIST}?formaat=xlsx").status_code == 200


def test_a_draft_is_seen_by_its_writers_only(client: Client) -> None:
    change(is_sent=False)

    assert f"{LIST}2/" not in links(client.get(LIST))
    assert client.get(f"{LIST}2/").status_code == 404
    sign_in(client, "coordinator")
    assert f"{LIST}2/" in links(client.get(LIST))
    assert "nog niet: dit is een concept" in words(client.get(f"{LIST}2/"))


def test_a_draft_compares_with_the_figures_that_it_would_be_sent_with(client: Client) -> None:
    """The population figures became final since the first text; a third text says what the second one does."""
    take_away()
    for number in (2, 3):
        forget()
        write_next_version(CODE, actor=COMMAND, today=dt.date(2019, 1, 28))
        ProposalVersion.objects.filter(number=number).update(change_note="Bijgewerkt.")
        if number == 2:
            drafted = figures(number)
            send_proposal(CODE, actor=COMMAND, now=dt.datetime(2019, 2, 1, 9, tzinfo=dt.UTC))
            assert figures(number) == drafted
    forget()
    sign_in(client, "coordinator")
    page = words(client.get(f"{LIST}3/"))
    assert "ingevoegde cijfersniet gewijzigd" in page
    assert "Ingevoegde cijfers zijn anders" not in page


def figures(number: int) -> Mapping[str, str]:
    forget()
    return whole_versions(CODE, (number,))[number].content.inserts


def test_an_older_text_keeps_its_files_and_its_figures(client: Client) -> None:
    files = [link for link in links(client.get(PAGE)) if link.startswith("/bestanden/")]
    change()

    page = client.get(f"{LIST}1/")
    assert files
    assert [link for link in links(page) if link.startswith("/bestanden/")] == files
    for said in ("Bijlage 1", "Toon de tabel", "Het tarief doorgerekend: 7 cent per inwoner per jaar"):
        assert said in words(page)


def test_what_is_not_there_is_not_found(client: Client) -> None:
    assert client.get(f"{LIST}9/").status_code == 404
    assert client.get("/voorstellen/bestaat-niet/versies/").status_code == 404
    assert client.get("/voorstellen/bestaat-niet/versies/1/").status_code == 404
