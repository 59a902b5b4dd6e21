"""Agendas and reviews beside municipalities and partners (R06), and the plan itself as a file."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client

from noaber.core.access import COMMAND, Actor
from noaber.core.asof import AsOf
from noaber.core.clock import today
from noaber.core.documents.paper import Paper, Paragraph
from noaber.core.documents.pdf import to_pdf
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.models import StoredFile
from noaber.network.tests.pages import errors, links, send, typed_in, words
from noaber.strategy.models import LocalPlan
from noaber.strategy.queries.inventory.coverage import coverage
from noaber.strategy.queries.inventory.plans import plan, plans, source, sources
from noaber.strategy.rules.inventory import PlanText, PriorityText, SourceKind
from noaber.strategy.services.inventory.plans import hand_in_plan, record_source
from noaber.strategy.tests.conftest import CONTACT, COORDINATOR
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
NOW = dt.datetime(2023, 5, 15, 9, tzinfo=dt.UTC)
PERIOD, ZWOLLE = "2019-2022", "GM0193"
NEW, PAGE = f"/strategie/{PERIOD}/bronnen/nieuw/", f"/strategie/{PERIOD}/bronnen/endterm-review/"
FORM = f"/strategie/{PERIOD}/prioriteiten/{ZWOLLE}/invullen/"
AGENDA = PlanText("Agenda", dt.date(2019, 1, 1), dt.date(2022, 12, 31), (PriorityText(1, "4.1"),))
PDF = to_pdf(
    Paper(title="Plan", network="Voorbeeldland", kind="Plan", made_at=NOW, blocks=[Paragraph("Tekst")])
)


def record(
    code: str = "agenda", text: PlanText = AGENDA, *, actor: Actor = COORDINATOR, **more: object
) -> bool:
    return record_source(PERIOD, code, SourceKind.AGENDA, text, actor=actor, now=NOW, **more)  # type: ignore[arg-type]


def test_a_source_stands_beside_the_organisations_and_is_not_counted_with_them() -> None:
    before = len(plans(PERIOD, AsOf(today())))
    assert record()
    assert not record()
    assert len(plans(PERIOD, AsOf(today()))) == before
    found = coverage(PERIOD, AsOf(today()))
    assert "Agenda" in [row.text.title for row in found.sources]
    assert found.also_named_by("4.1") == ("Agenda",)
    assert found.also_named_by("5.2")[:1] != ()
    assert len(found.plans) == 76
    earlier = sources(PERIOD, AsOf(today(), known_at=NOW))
    assert "agenda" not in [row.source for row in earlier]


@pytest.mark.parametrize("actor", [CONTACT, COORDINATOR.preparing(), Actor(9)])
def test_only_the_coordinator_records_one(actor: Actor) -> None:
    with pytest.raises(AccessRefused):
        record(actor=actor)


def test_what_cannot_be_is_refused_and_a_newer_one_is_not_overwritten() -> None:
    with pytest.raises(DomainError, match="eindigt voor het begint"):
        record(text=replace(AGENDA, ends_on=dt.date(2018, 1, 1)))
    for code in ("bevindingen", "nieuw"):
        with pytest.raises(
            DomainError, match="met het jaar erbij" if code == "bevindingen" else "alleen ‘nieuw’"
        ):
            record(code)
    record(expected_revision=0)
    with pytest.raises(Conflict):
        record(text=replace(AGENDA, title="Anders"), expected_revision=0)
    period = LocalPlan.objects.filter(source="agenda").values_list("period", flat=True)[0]
    for wrong in ({"source": "x"}, {}, {"kind": "agenda"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            LocalPlan.objects.create(period_id=period, **wrong)


def test_anyone_reads_it_and_the_coordinator_changes_it(client: Client) -> None:
    inventory = client.get(f"/strategie/{PERIOD}/prioriteiten/")
    assert PAGE in links(inventory)
    assert "Endterm review 2015-2018" in words(inventory)
    assert "Bevindingen van de evaluatie" in words(client.get(PAGE))
    assert f"{PAGE}wijzigen/" not in links(client.get(PAGE))
    assert client.get(f"/strategie/{PERIOD}/bronnen/iets/").status_code == 404
    assert client.get(f"{PAGE}?geldig-op=2018-01-01&bekend-op=2018-01-01").status_code == 404
    sign_in(client, "coordinator")
    old = typed_in(client.get(f"{PAGE}wijzigen/"))
    assert (
        client.post(f"{PAGE}wijzigen/", {**old, "p1_wording": "Nog niet af", "kind": "agenda"})["Location"]
        == PAGE
    )
    found = source(PERIOD, "endterm-review", AsOf(today()))
    assert found
    assert (found.text.priorities[0].wording, found.kind) == ("Nog niet af", "review")
    assert client.post(f"{PAGE}wijzigen/", {**old, "p1_wording": "Anders"}).status_code == 409


def test_the_coordinator_records_a_new_one(client: Client) -> None:
    sign_in(client, "coordinator")
    assert NEW in links(client.get(f"/strategie/{PERIOD}/prioriteiten/"))
    assert "Vul" in errors(send(client, NEW, title="Agenda van het ministerie", kind="agenda"))
    typed = {"title": "Agenda van het ministerie", "kind": "agenda", "p1_field": "5.1", "p1_rank": "1"}
    answer = send(client, NEW, **typed)
    assert answer["Location"] == f"/strategie/{PERIOD}/bronnen/agenda-van-het-ministerie/"
    assert "Polarisatie en radicalisering" in words(client.get(answer["Location"]))


def upload(name: str = "plan.pdf", data: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def test_the_plan_itself_goes_along_and_everyone_can_read_it(client: Client) -> None:
    sign_in(client, "adviser of Zwolle")
    assert send(client, FORM, file=upload()).status_code == 302
    found = plan(PERIOD, ZWOLLE, AsOf(today()))
    assert found
    visitor = Client()
    page = visitor.get(f"/strategie/{PERIOD}/prioriteiten/{ZWOLLE}/")
    assert "plan.pdf" in words(page)
    address = f"/bestanden/{found.text.file}/"
    assert address in links(page)
    assert b"".join(visitor.get(address)) == PDF
    # What is typed later keeps the file, until somebody takes it away.
    assert send(client, FORM, title="Ander plan").status_code == 302
    kept = plan(PERIOD, ZWOLLE, AsOf(today()))
    assert kept
    assert kept.text.file == found.text.file


@pytest.mark.parametrize(
    ("name", "data", "complaint"),
    [
        ("plan.exe", b"MZ", "Een bestand van het soort"),
        ("plan.pdf", b"geen pdf", "PDF"),
        ("plan.pdf", b"", "leeg"),
    ],
)
def test_a_file_that_is_not_right_is_refused_and_nothing_is_saved(
    client: Client, name: str, data: bytes, complaint: str
) -> None:
    sign_in(client, "adviser of Zwolle")
    before, files = plan(PERIOD, ZWOLLE, AsOf(today())), StoredFile.objects.count()
    assert complaint in errors(send(client, FORM, title="Ander plan", file=upload(name, data)))
    assert plan(PERIOD, ZWOLLE, AsOf(today())) == before
    assert StoredFile.objects.count() == files


def test_the_earlier_statement_keeps_its_own_file() -> None:
    first = plan(PERIOD, ZWOLLE, AsOf(today()))
    assert first
    hand_in_plan(PERIOD, ZWOLLE, first.text, actor=COMMAND, now=NOW, upload=upload())
    later = NOW + dt.timedelta(hours=1)
    now_known = plan(PERIOD, ZWOLLE, AsOf(today()))
    assert now_known
    hand_in_plan(
        PERIOD, ZWOLLE, now_known.text, actor=COMMAND, now=later, upload=upload("nieuw.pdf", PDF + b"%")
    )
    last, before = plan(PERIOD, ZWOLLE, AsOf(today())), plan(PERIOD, ZWOLLE, AsOf(today(), known_at=later))
    assert last
    assert before
    assert (last.file_name, before.file_name) == ("nieuw.pdf", "plan.pdf")


@pytest.mark.parametrize("code", ["", "nieuw"])
def test_a_source_has_an_address_of_its_own(code: str) -> None:
    plans = LocalPlan.objects.count()
    with pytest.raises(DomainError, match="met letters of cijfers") as caught:
        record(code)
    assert caught.value.field == "title"
    assert LocalPlan.objects.count() == plans
