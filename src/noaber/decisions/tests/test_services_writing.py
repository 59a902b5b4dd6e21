"""Writing promises: one writer at a time, faults at their field, nothing changes after sending, and nothing is lost."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import get_resolver

from noaber.core.access import ANONYMOUS, COMMAND, Actor, Grant
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.models import AuditEntry, StoredFile
from noaber.decisions.models import (
    DecisionPoint,
    ObligationTerms,
    Proposal,
    ProposalAttachment,
    ProposalVersion,
    Stage,
)
from noaber.decisions.queries.drafts.draft import draft_of
from noaber.decisions.queries.proposals import inserts
from noaber.decisions.rules.points import PointKind
from noaber.decisions.services.drafts.attachments import (
    add_attachment,
    choose_inserts,
    move_attachment,
    remove_attachment,
    rename_attachment,
)
from noaber.decisions.services.drafts.editing import RESERVED, Around, suggested_code, write_text
from noaber.decisions.services.drafts.points import add_point, change_point, remove_point
from noaber.decisions.services.drafts.starting import start_proposal
from noaber.decisions.services.drafts.written import ObligationText, PointText, ProposalText
from noaber.decisions.tests.conftest import (
    CODE,
    COUNCILS,
    DATED,
    NOW,
    POINTS,
    STRANGER,
    TODAY,
    draft,
    holding,
    nothing_changes,
    send,
    stand,
)

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("voorbeeldland")]

PREPARING = Actor(9, 8, frozenset({Grant("coordinator")}), prepares_only=True)
EXTRA = PointText("5", PointKind.DECIDE, "Nog iets besluiten.")
TEXT = ProposalText("Strategie 2020-2023", "de stuurgroep", "de overleggen", DATED)
OPEN = Around("network")


def revision() -> int:
    return Proposal.objects.get(code=CODE).revision


def upload(name: str = "strategie.txt", content: bytes = b"De concept-strategie.") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def attach(**given: Any) -> ProposalAttachment:
    return add_attachment(
        CODE, upload(), **{"actor": COMMAND, "now": NOW, "expected_revision": None, "title": "", **given}
    )


def labels() -> list[str]:
    return [point.label for point in stand().points]


VERBS: dict[str, Callable[[Actor, int | None], object]] = {
    "write_text": lambda actor, seen: write_text(CODE, TEXT, OPEN, actor=actor, expected_revision=seen),
    "add_point": lambda actor, seen: add_point(CODE, EXTRA, actor=actor, expected_revision=seen),
    "change_point": lambda actor, seen: change_point(
        CODE, "4", replace(POINTS[-1], text="Anders."), actor=actor, expected_revision=seen
    ),
    "remove_point": lambda actor, seen: remove_point(CODE, "4", actor=actor, expected_revision=seen),
    "add_attachment": lambda actor, seen: attach(actor=actor, expected_revision=seen),
    "choose_inserts": lambda actor, seen: choose_inserts(CODE, [], actor=actor, expected_revision=seen),
}


@pytest.mark.usefixtures("drafted")
@pytest.mark.parametrize("name", VERBS)
def test_of_two_writers_the_second_meets_the_conflict(name: str) -> None:
    seen = revision()
    VERBS[name](COMMAND, seen)
    assert revision() == seen + 1
    assert AuditEntry.objects.filter(verb=f"decisions.{name}").count() == 1
    with nothing_changes(), pytest.raises(Conflict):
        VERBS[name](COMMAND, seen)


@pytest.mark.usefixtures("drafted")
@pytest.mark.parametrize("name", VERBS)
@pytest.mark.parametrize("actor", [ANONYMOUS, STRANGER, holding("chair", COUNCILS[0]), PREPARING])
def test_only_who_writes_proposals_writes(name: str, actor: Actor) -> None:
    with nothing_changes(), pytest.raises(AccessRefused):
        VERBS[name](actor, None)


@pytest.mark.usefixtures("memo")
@pytest.mark.parametrize("name", VERBS)
def test_after_sending_nothing_of_the_text_changes(name: str) -> None:
    with nothing_changes(), pytest.raises(DomainError, match="verstuurd"):
        VERBS[name](COMMAND, None)


@pytest.mark.usefixtures("drafted")
def test_a_conflict_shows_what_both_wrote() -> None:
    seen = revision()
    write_text(CODE, replace(TEXT, sender="de BBG"), OPEN, actor=COMMAND, expected_revision=seen)
    with pytest.raises(Conflict) as caught:
        write_text(CODE, replace(TEXT, sender="het bureau"), OPEN, actor=COMMAND, expected_revision=seen)
    assert [(clash.label, clash.yours, clash.stored) for clash in caught.value.clashes] == [
        ("Van", "het bureau", "de BBG")
    ]


@pytest.mark.usefixtures("drafted")
@pytest.mark.parametrize("field", ["author", "sender", "addressee", "portfolio_holder"])
@pytest.mark.parametrize("number", ["06-12345678", "+31 38 498 12 34", "tel. 498 1234"])
def test_a_telephone_number_is_refused_where_a_name_belongs(field: str, number: str) -> None:
    """R01: the number of the author is never public."""
    text = replace(TEXT, **{field: f"de coördinator, {number}"})  # type: ignore[arg-type]
    with nothing_changes(), pytest.raises(DomainError, match="telefoonnummer") as caught:
        write_text(CODE, text, OPEN, actor=COMMAND, expected_revision=None)
    assert caught.value.field == field


@pytest.mark.usefixtures("drafted")
def test_a_proposal_does_not_go_together_with_itself() -> None:
    with nothing_changes(), pytest.raises(DomainError) as caught:
        write_text(CODE, TEXT, Around("network", linked_to=CODE), actor=COMMAND, expected_revision=None)
    assert caught.value.field == "linked_to"


def test_a_title_is_enough_to_begin_and_gives_the_code() -> None:
    def start(title: str, code: str = "") -> Proposal:
        return start_proposal(title, code=code, classification="network", actor=COMMAND, now=NOW, today=TODAY)

    assert start("Samen verder: 2024").code == "samen-verder-2024"
    assert suggested_code("Samen verder 2024") == "samen-verder-2024-2"
    with pytest.raises(DomainError, match="al een concept") as caught:
        start("Samen verder: 2024")
    assert caught.value.field == "title"
    with pytest.raises(DomainError, match="al een voorstel") as caught:
        start("Iets anders", "samen-verder-2024")
    assert caught.value.field == "code"
    with pytest.raises(DomainError, match="andere pagina"):
        start("Nieuws", "nieuw")
    assert suggested_code("Nieuw") == "nieuw-2"
    assert suggested_code("Beleid 2020–2023 — samen") == "beleid-2020-2023-samen"
    with pytest.raises(DomainError, match="onderwerp"):
        start("")


def test_the_code_of_a_restricted_proposal_says_nothing() -> None:
    def start(title: str, classification: str = "restricted", code: str = "") -> Proposal:
        return start_proposal(
            title, code=code, classification=classification, actor=COMMAND, now=NOW, today=TODAY
        )

    assert start("Vertrek van de voorzitter").code == "voorstel-2020-1"
    assert start("Vertrek van de secretaris").code == "voorstel-2020-2"
    assert not AuditEntry.objects.filter(facts__icontains="vertrek").exists()
    with pytest.raises(DomainError, match="kiest Noaber") as caught:
        start("Iets anders", code="vertrek")
    assert caught.value.field == "code"
    start("Samen verder", "network")
    closed = Around("restricted")
    with nothing_changes(), pytest.raises(DomainError, match="neutrale code") as caught:
        write_text("samen-verder", TEXT, closed, actor=COMMAND, expected_revision=None)
    assert caught.value.field == "classification"
    write_text("voorstel-2020-1", TEXT, OPEN, actor=COMMAND, expected_revision=None)
    write_text("voorstel-2020-1", TEXT, closed, actor=COMMAND, expected_revision=None)


def test_no_proposal_takes_the_address_of_another_page() -> None:
    routes = (str(each.pattern) for each in get_resolver("noaber.decisions.urls").url_patterns)
    first = {route.split("/")[1] for route in routes if route.startswith("voorstellen/")}
    assert {each for each in first if each and "<" not in each} == RESERVED


@pytest.mark.usefixtures("drafted")
@pytest.mark.parametrize(
    ("point", "field", "says"),
    [
        (replace(EXTRA, label="4"), "label", "Punt 4 staat er twee keer."),
        (replace(EXTRA, label="vijf"), "label", "geen nummer"),
        (replace(EXTRA, parent="9"), "parent", "een punt dat er niet is"),
        (replace(EXTRA, parent="5"), "parent", "onder zichzelf"),
        (replace(EXTRA, text="  "), "text", "wat er wordt gevraagd"),
        (replace(EXTRA, advice="een positief advies"), "forwarded_to", "naar wie"),
        (replace(EXTRA, obligation=ObligationText("contribution", 2020, 2023)), "rate", "bedrag per inwoner"),
        (
            replace(EXTRA, obligation=ObligationText("contribution", 2023, 2020, rate=Decimal("0.07"))),
            "last_year",
            "voor het eerste",
        ),
        (replace(EXTRA, obligation=ObligationText("capacity", 2020, 2023, fte=Decimal(0))), "fte", "boven 0"),
        (
            replace(EXTRA, obligation=ObligationText("evaluation", 2023, 2023, fte=Decimal(1))),
            "fte",
            "hoort",
        ),
        (
            replace(EXTRA, obligation=ObligationText("contribution", 2020, 2023, rate=Decimal("0.07001"))),
            "rate",
            "achter de komma",
        ),
    ],
)
def test_a_faulty_point_is_refused_at_its_field(point: PointText, field: str, says: str) -> None:
    with nothing_changes(), pytest.raises(DomainError, match=says) as caught:
        add_point(CODE, point, actor=COMMAND, expected_revision=None)
    assert caught.value.field == field


@pytest.mark.usefixtures("drafted")
def test_a_circle_of_parents_is_refused_with_its_reason() -> None:
    with nothing_changes(), pytest.raises(DomainError, match="Punt 3 valt in een kring") as caught:
        change_point(CODE, "3", replace(POINTS[2], parent="3a"), actor=COMMAND, expected_revision=None)
    assert caught.value.field == "parent"


@pytest.mark.usefixtures("drafted")
def test_another_label_goes_along_to_what_names_it() -> None:
    change_point(CODE, "3", replace(POINTS[2], label="7"), actor=COMMAND, expected_revision=None)
    assert labels() == ["1", "2", "3a", "3b", "4", "7"]
    assert set(DecisionPoint.objects.filter(label__startswith="3").values_list("parent", flat=True)) == {"7"}
    assert Stage.objects.get(number=1).labels == ["1", "2", "7", "4"]


@pytest.mark.usefixtures("drafted")
def test_terms_come_and_go_with_a_point() -> None:
    terms = ObligationText("contribution", 2020, 2023, rate=Decimal("0.07"))
    change_point(CODE, "3a", replace(POINTS[3], obligation=terms), actor=COMMAND, expected_revision=None)
    kept = next(point.terms for point in stand().points if point.label == "3a")
    assert kept is not None
    assert (kept.years, kept.rate) == ((2020, 2021, 2022, 2023), Decimal("0.0700"))
    change_point(CODE, "3a", POINTS[3], actor=COMMAND, expected_revision=None)
    assert not ObligationTerms.objects.exists()


@pytest.mark.usefixtures("drafted")
def test_a_point_goes_only_when_nothing_hangs_on_it() -> None:
    with nothing_changes(), pytest.raises(DomainError, match="3a en 3b"):
        remove_point(CODE, "3", actor=COMMAND, expected_revision=None)
    with nothing_changes(), pytest.raises(DomainError, match="Stap 2"):
        remove_point(CODE, "1", actor=COMMAND, expected_revision=None)  # the board is asked nothing else
    remove_point(CODE, "2", actor=COMMAND, expected_revision=None)
    assert "2" not in labels()
    assert Stage.objects.get(number=1).labels == ["1", "3", "4"]


@pytest.mark.usefixtures("drafted")
def test_attachments_are_renamed_moved_and_taken_away_in_a_draft() -> None:
    first, second = attach(), attach(title="De terugblik")
    assert first.title == "strategie"
    rename_attachment(CODE, first.pk, "De strategie", actor=COMMAND, expected_revision=None)
    move_attachment(CODE, second.pk, is_up=True, actor=COMMAND, expected_revision=None)
    version = ProposalVersion.objects.get()
    assert [each.title for each in version.attachments.all()] == ["De terugblik", "De strategie"]
    remove_attachment(CODE, first.pk, actor=COMMAND, now=NOW, expected_revision=None)
    assert StoredFile.objects.get(pk=first.file_id).is_removed
    assert not StoredFile.objects.get(pk=second.file_id).is_removed


@pytest.mark.usefixtures("drafted")
def test_a_file_that_cannot_be_kept_is_refused_at_its_field() -> None:
    with nothing_changes(), pytest.raises(DomainError) as caught:
        add_attachment(CODE, upload("programma.exe"), actor=COMMAND, now=NOW, expected_revision=None)
    assert caught.value.field == "file"


@pytest.mark.usefixtures("drafted")
def test_attachments_stand_after_sending_for_the_service_and_for_the_database() -> None:
    """An attachment that is replaced after sending: refused with its reason (R60)."""
    kept = attach()
    send()
    changes: tuple[Callable[[], object], ...] = (
        lambda: rename_attachment(CODE, kept.pk, "Anders", actor=COMMAND, expected_revision=None),
        lambda: move_attachment(CODE, kept.pk, is_up=True, actor=COMMAND, expected_revision=None),
        lambda: remove_attachment(CODE, kept.pk, actor=COMMAND, now=NOW, expected_revision=None),
    )
    for change in changes:
        with nothing_changes(), pytest.raises(DomainError, match="Versie 1 is verstuurd"):
            change()
    with pytest.raises(DatabaseError), transaction.atomic():
        ProposalAttachment.objects.filter(pk=kept.pk).update(title="Anders")
    with pytest.raises(DatabaseError), transaction.atomic():
        kept.delete()


def table(_found: object, _asof: object, _code: str) -> inserts.InsertTable:
    return inserts.InsertTable(
        "Bijdragen", (("who", "Wie", "text"),), ({"who": "Noorddorp"},), source="register"
    )


def test_figures_are_live_in_a_draft_and_frozen_by_sending(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inserts, "_inserts", {})
    inserts.register_insert("money", title="Bijdragen", compose=table)
    inserts.register_insert("empty", title="Nog niets", compose=lambda _found, _asof, _code: None)
    draft()
    with nothing_changes(), pytest.raises(DomainError) as caught:
        choose_inserts(CODE, ["nowhere"], actor=COMMAND, expected_revision=None)
    assert caught.value.field == "inserts"
    choose_inserts(CODE, ["money", "empty"], actor=COMMAND, expected_revision=None)
    with nothing_changes(), pytest.raises(DomainError, match="“Nog niets” heeft nog geen cijfers"):
        send()
    choose_inserts(CODE, ["money"], actor=COMMAND, expected_revision=None)
    version = send()
    assert version.inserts.get().frozen["rows"] == [{"who": "Noorddorp"}]


@pytest.mark.usefixtures("drafted")
def test_another_day_asks_the_organisations_of_that_day() -> None:
    later = dt.date(2035, 1, 1)
    write_text(CODE, replace(TEXT, dated_on=later), OPEN, actor=COMMAND, expected_revision=None)
    found = draft_of(CODE)
    assert found is not None
    assert found.dated_on == later
    assert {party.body_code for party in stand().stages[0].parties} == {"overleg-noord", "overleg-zuid"}


def test_a_proposal_has_no_more_points_than_people_can_decide_on() -> None:
    draft(
        points=[PointText(str(number), PointKind.CONSENT, "Instemmen.") for number in range(1, 61)], stages=()
    )
    with nothing_changes(), pytest.raises(DomainError, match="hoogstens 60 beslispunten; punt 61"):
        add_point(CODE, PointText("61", PointKind.DECIDE, "x"), actor=COMMAND, expected_revision=None)
