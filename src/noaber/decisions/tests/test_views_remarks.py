"""The pages of remarks: who reads, who answers, who hands out, and the reply note as PDF and as editable text."""

import datetime as dt
import io
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from django.test import Client

from noaber.accounts.models import User
from noaber.core import clock
from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.reading import forget
from noaber.decisions.models import Consultation, Disposition, RemarkOwner
from noaber.decisions.queries.proposals.standing import standing
from noaber.decisions.queries.remarks import RemarkRow, standing_remarks, unanswered
from noaber.decisions.rules.positions import Answer
from noaber.decisions.rules.remarks import RemarkState
from noaber.decisions.rules.route import Role
from noaber.decisions.services.answers.recording import Said, record_positions
from noaber.decisions.views.remarks.notes import waiting_at_adoption
from noaber.network.tests.pages import errors, links, send, typed_in, words
from tests.people import PEOPLE, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
CODE = "veiligheidsstrategie-2019-2022"
PAGE = f"/voorstellen/{CODE}/"
LIST = f"{PAGE}kanttekeningen/"
OWNERS = f"{LIST}eigenaar/"
ANSWER = "Dat staat voortaan in het jaarverslag."


def open_one() -> RemarkRow:
    """The one remark of the demonstration that still waits; it is for the chair of the steering group."""
    (row,) = unanswered(CODE)
    return row


def page_of(row: RemarkRow) -> str:
    return f"{LIST}{row.id}/"


def test_the_list_says_who_said_what_whose_it_is_and_how_many_are_answered(client: Client) -> None:
    sign_in(client, "controller")
    text = words(client.get(LIST))

    assert "4 van 5 kanttekeningen beantwoord" in text
    for said in (
        "DVO Noord- en Oost-Gelderland",
        "De bijdrage van de kleine gemeenten verdient aandacht bij de evaluatie.",
        "Voorzitter van de BBG",
        "beantwoord, zonder gevolg voor de tekst",
    ):
        assert said in text


def test_a_visitor_reads_no_remark_nor_how_many_there_are(client: Client) -> None:
    assert client.get(LIST).status_code == 302
    assert client.get(f"{PAGE}nota-van-beantwoording.pdf").status_code == 302
    page = client.get(PAGE)
    assert LIST not in links(page)
    assert "kanttekeningen beantwoord" not in words(page)


def test_the_page_of_the_proposal_counts_and_leads_there(client: Client) -> None:
    sign_in(client, "mayor of Zwolle")
    page = client.get(PAGE)

    assert "4 van 5 kanttekeningen beantwoord" in words(page)
    assert LIST in links(page)


def test_the_list_narrows_and_downloads(client: Client) -> None:
    sign_in(client, "coordinator")
    rows = words(client.get(f"{LIST}?stand=open"))
    assert open_one().party_name in rows
    assert "DVO Noord- en Oost-Gelderland" not in rows

    table = client.get(f"{LIST}?formaat=csv&punt=3").content.decode()
    assert table.count("\r\n") == 2
    assert "evaluatie" in table
    assert client.get(f"{LIST}?formaat=xlsx").status_code == 200


def test_who_holds_the_seat_finds_the_remark_at_home_and_answers_it(client: Client) -> None:
    row = open_one()
    sign_in(client, "mayor of Enschede")
    home = client.get("/mijn/")
    assert f"Beantwoord de kanttekening van {row.party_name}" in words(home)
    assert page_of(row) in links(home)

    answer = send(client, page_of(row), answer=ANSWER, effect="answered")

    assert answer.status_code == 302
    assert "5 van 5 kanttekeningen beantwoord" in words(client.get(LIST))
    assert ANSWER in words(client.get(page_of(row)))
    assert "Beantwoord de kanttekening" not in words(client.get("/mijn/"))


def test_others_read_it_and_cannot_answer(client: Client) -> None:
    row = open_one()
    sign_in(client, "mayor of Zwolle")

    page = client.get(page_of(row))
    assert row.text in words(page)
    assert "answer" not in typed_in(page)
    assert (
        client.post(page_of(row), {"answer": ANSWER, "effect": "answered", "reply": "0"}).status_code == 403
    )
    assert not Disposition.objects.filter(answer=ANSWER).exists()
    assert page_of(row) not in links(client.get("/mijn/"))


def test_sent_twice_it_is_answered_once(client: Client) -> None:
    row = open_one()
    sign_in(client, "coordinator")
    typed = {**typed_in(client.get(page_of(row))), "answer": ANSWER, "effect": "answered"}

    client.post(page_of(row), typed)
    again = client.post(page_of(row), typed, follow=True)

    assert "er is niets gewijzigd" in words(again)
    assert Disposition.objects.filter(answer=ANSWER).count() == 1


def test_who_was_first_is_not_overwritten(client: Client) -> None:
    row = open_one()
    sign_in(client, "coordinator")
    old = typed_in(client.get(page_of(row)))
    client.post(page_of(row), {**old, "answer": ANSWER, "effect": "answered"})

    assert client.post(page_of(row), {**old, "answer": "Nee.", "effect": "not_adopted"}).status_code == 409


def test_what_is_wrong_stands_at_its_field(client: Client) -> None:
    row = open_one()
    sign_in(client, "coordinator")

    wrong = client.post(
        page_of(row), {**typed_in(client.get(page_of(row))), "answer": " ", "effect": "answered"}
    )

    assert "Antwoord: " in errors(wrong)
    assert not Disposition.objects.filter(position=row.id).exists()


def test_an_assistant_puts_the_answer_ready_and_the_mayor_sends_it(client: Client) -> None:
    row = open_one()
    sign_in(client, "secretary of Enschede")
    principal = User.objects.get(display_name=PEOPLE["mayor of Enschede"])
    client.post(f"/account/namens/{principal.pk}/")
    page = client.get(page_of(row))
    assert "U zet dit klaar." in words(page)
    assert "Zet klaar" in page.content.decode()
    client.post(page_of(row), {**typed_in(page), "answer": ANSWER, "effect": "answered"})
    assert not Disposition.objects.filter(answer=ANSWER).exists()

    mayor = Client()
    sign_in(mayor, "mayor of Enschede")
    ready = next(link for link in links(mayor.get("/mijn/")) if "klaargezet=" in link)
    prepared = mayor.get(ready)
    assert ANSWER in typed_in(prepared)["answer"]
    mayor.post(ready, typed_in(prepared))
    assert Disposition.objects.filter(answer=ANSWER).count() == 1


def test_the_coordinator_gives_many_remarks_to_a_seat_at_once(client: Client) -> None:
    sign_in(client, "coordinator")
    page = client.get(f"{OWNERS}?stap=iedere+organisatie+voor+zich")
    assert "1 kanttekening" not in errors(page)
    keys = sorted(
        set(
            RemarkOwner.objects.filter(owner__code="netwerkbureau:coordinator").values_list(
                "position", flat=True
            )
        )
    )

    answer = client.post(OWNERS, {"remarks": keys, "owner": "werkgroep:chair"}, follow=True)

    assert f"{len(keys)} kanttekeningen hebben een eigenaar." in words(answer)
    assert RemarkOwner.objects.filter(owner__code="werkgroep:chair").count() == len(keys) == 3
    assert "er is niets gewijzigd" in words(
        client.post(OWNERS, {"remarks": keys, "owner": "werkgroep:chair"}, follow=True)
    )


def test_nothing_chosen_is_said_and_nobody_else_hands_out(client: Client) -> None:
    sign_in(client, "mayor of Enschede")
    assert client.get(OWNERS).status_code == 403
    assert client.post(OWNERS, {"remarks": [1], "owner": "werkgroep:chair"}).status_code == 403

    client.logout()
    sign_in(client, "coordinator")
    assert "Kies ten minste één kanttekening." in errors(client.post(OWNERS, {"owner": "werkgroep:chair"}))


def test_a_remark_of_nobody_waits_for_the_coordinator(client: Client) -> None:
    asked = Consultation.objects.get(organisation__code="GM0193", stage__proposal__code=CODE)
    day = dt.date(2023, 5, 15)
    said = {"3a": Said(Answer.OBJECTION, "Te duur geworden.")}
    record_positions(asked.pk, said, actor=COMMAND, now=clock.now(), today=day, decided_on=day)
    forget()
    sign_in(client, "coordinator")

    assert "Kies wie 1 kanttekening beantwoordt" in words(client.get("/mijn/"))
    assert "Van 1 open kanttekening is nog niet gekozen wie haar beantwoordt." in words(client.get(LIST))
    chosen = client.get(f"{OWNERS}?eigenaar=–")
    assert "Te duur geworden." in words(chosen)
    (row,) = (each for each in unanswered(CODE) if each.owner is None)
    page = client.get(page_of(row))
    assert "Deze kanttekening heeft nog geen eigenaar. Kies die eerst." in words(page)
    assert f"{OWNERS}?kanttekening={row.id}" in links(page)
    assert "effect" not in typed_in(page)


def test_there_is_no_page_for_a_remark_of_another_proposal(client: Client) -> None:
    sign_in(client, "coordinator")
    assert client.get(f"{LIST}999999/").status_code == 404
    assert client.get("/voorstellen/bestaat-niet/kanttekeningen/").status_code == 404


def test_at_the_adopting_stage_unanswered_remarks_warn_and_do_not_stop() -> None:
    """R10: the remarks of the councils before it; those of organisations after it are another matter."""
    found = standing(CODE, AsOf(dt.date(2023, 5, 15)))
    assert found is not None
    adopting = next(stage for stage in found.stages if stage.role is Role.ADOPT)
    rows = standing_remarks(found)
    assert waiting_at_adoption(found, adopting, rows) is None  # answered on 10 April 2019

    waiting = [replace(row, state=RemarkState.OPEN) for row in rows]
    notice = waiting_at_adoption(found, adopting, waiting)
    assert notice is not None
    assert (notice.tone, notice.points) == ("warning", ("DVO Noord- en Oost-Gelderland, punt 3",))
    assert all(
        waiting_at_adoption(found, stage, waiting) is None for stage in found.stages if stage is not adopting
    )


# The reply note


def note(client: Client, form: str) -> bytes:
    response = client.get(f"{PAGE}nota-van-beantwoording.{form}")
    assert response.status_code == 200
    assert f"nota-van-beantwoording-{CODE}-voorbeeldgegevens.{form}" in response["Content-Disposition"]
    return response.content


def test_the_note_as_pdf_is_accessible_and_names_what_waits(client: Client, tmp_path: Path) -> None:
    sign_in(client, "controller")
    written = note(client, "pdf")

    document = pikepdf.open(io.BytesIO(written))
    with document.open_metadata() as metadata:
        assert (metadata["pdfaid:conformance"], metadata["pdfuaid:part"]) == ("A", "1")
    path = tmp_path / "nota.pdf"
    path.write_bytes(written)
    text = " ".join(
        subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True, text=True).stdout.split()
    )
    assert "4 van 5" in text
    assert "Nog niet beantwoord" in text
    assert f"{open_one().party_name}, punt 3a" in text


def test_the_note_as_editable_text_has_every_remark_with_its_answer(client: Client) -> None:
    sign_in(client, "controller")
    content = zipfile.ZipFile(io.BytesIO(note(client, "odt"))).read("content.xml").decode()

    for said in (
        "Punt 3",
        "Punt 3a",
        "verdient aandacht bij de evaluatie",
        "kleine gemeenten bijdragen",
        "Nog niet beantwoord.",
    ):
        assert said in content
