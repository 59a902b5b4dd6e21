"""Results: no recorded one without evidence, several partners beside each other, and what was said stays."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

import pytest
from django.core.files.base import ContentFile
from django.db import DatabaseError, transaction

from noaber.core.access import ANONYMOUS, COMMAND, Actor, Grant
from noaber.core.asof import AsOf
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.files import may_read_file
from noaber.core.models import AuditEntry, StoredFile
from noaber.figures.api import AreaFigure, OffenceCounts, record_years
from noaber.strategy.access import seen_results
from noaber.strategy.models import FigureClaim, ResultEvidence, ResultPartner, ResultStatement
from noaber.strategy.queries.results.claims import area_codes, claimed
from noaber.strategy.queries.results.result import ResultRow, partner_names, results, versions
from noaber.strategy.rules.periods.period import PeriodState
from noaber.strategy.rules.results.claims import ClaimText
from noaber.strategy.rules.results.result import EvidenceText, PartnerText, ResultState, ResultText
from noaber.strategy.rules.reviews.review import FindingText, Finishing, ReviewKind, ReviewText
from noaber.strategy.services.periods.period import record_period
from noaber.strategy.services.results.result import record_result, remove_evidence_file
from noaber.strategy.services.reviews.review import finish_review, share_review, write_review
from noaber.strategy.tests.conftest import (
    ADOPTED,
    COORDINATOR,
    FIRST,
    LATER,
    NOW,
    OTHER_TOWN,
    PERIOD,
    STRANGER,
    STRATEGY,
    TODAY,
    TOWN,
)
from noaber.strategy.views.results.parts import claim_gaps, claim_notice
from tests.made_once import made_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("network")]
CODE: Final = "convenant"
PAGE: Final = EvidenceText("Verslag", "https://voorbeeld.invalid/verslag")
DRAFT: Final = ResultText(
    "Convenant",
    "Er is een convenant.",
    dt.date(2020, 1, 15),
    partners=(
        PartnerText(TOWN, role="schreef", sentence="Wij schreven het."),
        PartnerText(OTHER_TOWN, role="schreef", sentence="Wij schreven het ook."),
        PartnerText(body="stuurgroep"),
    ),
)
RECORDED: Final = replace(DRAFT, state=ResultState.RECORDED, evidence=(PAGE,))


@pytest.fixture(autouse=True)
@made_once
def _in_preparation(network: object) -> None:
    record_period(PERIOD, STRATEGY, actor=COORDINATOR, now=NOW, today=TODAY)


def record(
    text: ResultText = RECORDED,
    *,
    actor: Actor = COORDINATOR,
    code: str = CODE,
    theme: str = "",
    now: dt.datetime = NOW,
    expected: int | None = None,
    upload: bytes = b"",
    today: dt.date = TODAY,
) -> bool:
    uploads = {0: ContentFile(upload, name="convenant.txt")} if upload else None
    said = {"actor": actor, "now": now, "today": today, "expected_revision": expected, "uploads": uploads}
    return record_result(PERIOD, code, theme, text, **said)  # type: ignore[arg-type]


def found() -> ResultRow:
    (row,) = results(PERIOD, AsOf(TODAY))
    return row


def test_a_result_was_reached_in_its_period_or_before_that_was_reviewed() -> None:
    """What was recorded with an older day may still be corrected in other things."""
    for day, after in ((FIRST - dt.timedelta(days=1), TODAY), (dt.date(2012, 1, 1), TODAY)):
        with pytest.raises(DomainError, match="Deze periode begon op 1 januari 2019") as refused:
            record(replace(RECORDED, since_on=day), today=after)
        assert refused.value.field == "since_on"
    reviewed = dt.date(2023, 4, 18)
    record_period(PERIOD, ADOPTED, actor=COORDINATOR, now=NOW, today=TODAY)
    facts: dict[str, Any] = {"actor": COORDINATOR, "now": NOW}
    text = ReviewText("Het ging goed.", (), (FindingText("Te weinig mensen."),))
    write_review(PERIOD, ReviewKind.ENDTERM, text, **facts, today=dt.date(2023, 3, 1))
    share_review(PERIOD, ReviewKind.ENDTERM, dt.date(2023, 4, 1), **facts, today=dt.date(2023, 3, 1))
    said = Finishing(reviewed, "besluitenlijst")
    finish_review(PERIOD, ReviewKind.ENDTERM, said, **facts, today=reviewed)
    today = dt.date(2023, 5, 1)
    with pytest.raises(DomainError, match="de endterm review") as refused:
        record(replace(RECORDED, since_on=reviewed), today=today)
    assert refused.value.field == "since_on"
    assert record(replace(RECORDED, since_on=reviewed - dt.timedelta(days=1)), today=today)


def test_r20_nothing_is_recorded_without_evidence() -> None:
    bare = replace(RECORDED, evidence=())
    with pytest.raises(DomainError, match="ten minste één bewijs") as refused:
        record(bare)
    assert refused.value.field == "evidence"
    assert not ResultStatement.objects.exists()
    record(DRAFT)
    with pytest.raises(DomainError, match="ten minste één bewijs"):
        record(bare)
    record(RECORDED)
    with pytest.raises(DomainError, match="ten minste één bewijs"):
        record(replace(bare, reason="verslag klopt niet"))
    assert found().text == RECORDED


def test_r20_a_document_alone_is_evidence_and_once_taken_away_it_is_none() -> None:
    record(replace(RECORDED, evidence=(EvidenceText("Het convenant"),)), upload=b"Het convenant.")
    (stored,) = StoredFile.objects.filter(owner_kind="strategy.evidence")
    assert found().text.has_evidence
    assert may_read_file(ANONYMOUS, stored)
    remove(str(stored.pk), "Er stond een naam in.")
    assert not found().text.has_evidence
    assert found().text.evidence == (EvidenceText("Het convenant"),)


def remove(file: str, reason: str, *, today: dt.date = TODAY, seen: int | None = None) -> None:
    said: dict[str, Any] = {"actor": COORDINATOR, "now": LATER, "today": today, "expected_revision": seen}
    remove_evidence_file(PERIOD, CODE, file, reason, **said)


def discharge() -> dt.date:
    """The day on which the makers of the strategy are discharged."""
    day = dt.date(2023, 2, 1)
    with_note = replace(ADOPTED, note="Zo is het besloten.", source="besluitenlijst")
    for state in (PeriodState.ADOPTED, PeriodState.CLOSED, PeriodState.DISCHARGED):
        if state is PeriodState.CLOSED:
            finish_review_on(day)
        decided_on = ADOPTED.decided_on if state is PeriodState.ADOPTED else day
        terms = replace(with_note, state=state, decided_on=decided_on)
        record_period(PERIOD, terms, actor=COORDINATOR, now=NOW, today=day)
    return day


def finish_review_on(day: dt.date) -> None:
    facts: dict[str, Any] = {"actor": COORDINATOR, "now": NOW}
    shared, until = day - dt.timedelta(days=30), day - dt.timedelta(days=10)
    text = ReviewText("Het ging goed.", (), (FindingText("Te weinig mensen."),))
    write_review(PERIOD, ReviewKind.ENDTERM, text, **facts, today=shared)
    share_review(PERIOD, ReviewKind.ENDTERM, until, **facts, today=shared)
    finish_review(PERIOD, ReviewKind.ENDTERM, Finishing(day, "besluitenlijst"), **facts, today=day)


@pytest.mark.parametrize("state", [ResultState.DRAFT, ResultState.RECORDED])
def test_after_the_discharge_a_document_goes_only_with_a_reason_that_stays_to_be_read(
    state: ResultState,
) -> None:
    record(
        replace(RECORDED, state=state, evidence=(EvidenceText("Het convenant"),)), upload=b"Het convenant."
    )
    (stored,) = StoredFile.objects.filter(owner_kind="strategy.evidence")
    day, why = discharge(), "Er stond een naam in."
    for reason in ("", "Fout."):
        with pytest.raises(DomainError, match="Zeg in een paar woorden") as refused:
            remove(str(stored.pk), reason, today=day)
        assert refused.value.field == "reason"
    assert StoredFile.objects.filter(pk=stored.pk, is_removed=False).exists()
    remove(str(stored.pk), why, today=day, seen=1)
    newest, before = versions(PERIOD, CODE, AsOf(day))
    assert (newest.state, newest.reason, before.reason) == (state, f"Bestand weggehaald. {why}", "")
    entry = AuditEntry.objects.filter(verb="strategy.remove_evidence_file").latest("pk")
    assert (entry.facts["file"], why in str(entry.facts)) == (str(stored.pk), False)
    with pytest.raises(DomainError, match="Dit bestand is er niet meer"):
        remove(str(stored.pk), why, today=day)
    assert len(versions(PERIOD, CODE, AsOf(day))) == 2


def test_of_a_draft_a_document_goes_without_a_word() -> None:
    record(replace(DRAFT, evidence=(EvidenceText("Het convenant"),)), upload=b"Het convenant.")
    (stored,) = StoredFile.objects.filter(owner_kind="strategy.evidence")
    remove(str(stored.pk), "")
    assert len(versions(PERIOD, CODE, AsOf(TODAY))) == 1


def test_a_claim_is_of_several_areas_together_and_of_each_municipality_once() -> None:
    together = ClaimText("1.1.1", 2018, 2019, Decimal(-50), ("noord", TOWN, OTHER_TOWN))
    towns = set(area_codes(together.areas, AsOf(TODAY)))
    assert {TOWN, OTHER_TOWN} < towns
    counts = {2018: 10, 2019: 5}
    figures = [AreaFigure(town, year, count) for town in towns for year, count in counts.items()]
    record_years([OffenceCounts("1.1.1", "Inbraak", tuple(figures))], actor=COMMAND, now=NOW)
    record(replace(RECORDED, claim=together))
    assert found().text.claim == together
    shown = claimed(together, AsOf(TODAY))
    assert (shown.areas, shown.came_out.own.base.count) == (len(towns), 10 * len(towns))
    assert shown.came_out.own.agrees
    with pytest.raises(DomainError, match="gebied") as refused:
        record(replace(RECORDED, claim=replace(together, areas=(TOWN, "elders")), reason="Dit is nu ruimer"))
    assert refused.value.field == "claim_areas"


def test_r27_every_year_that_was_counted_is_tried_as_the_base_whatever_the_period() -> None:
    """Who claims a fall from 2013 hears from which other year it comes out, also from one before the period."""
    counts = {2011: 12_000, 2013: 10_841, 2014: 9_311, 2015: 9_534, 2017: 6_083, 2018: 5_100, 2019: 4_968}
    figures = [
        AreaFigure(town, year, count if town == TOWN else 0)
        for town in area_codes((), AsOf(TODAY))
        for year, count in counts.items()
    ]
    record_years([OffenceCounts("1.1.1", "Inbraak", tuple(figures))], actor=COMMAND, now=NOW)
    shown = claimed(ClaimText("1.1.1", 2013, 2019, Decimal("-47.9"), (TOWN,)), AsOf(TODAY))
    assert [each.base.year for each in shown.came_out.bases] == [2011, 2013, 2014, 2015, 2017, 2018]
    assert shown.came_out.agreeing == (2015,)
    notice = claim_notice(shown)
    assert notice.points == ("Met 2015 als eerste jaar komt -47,9\N{NO-BREAK SPACE}% wel uit.",)


def test_a_year_of_which_an_area_has_no_figure_is_noted_with_its_name() -> None:
    towns = area_codes((), AsOf(TODAY))
    figures = [AreaFigure(town, year, 10) for town in towns for year in (2017, 2018, 2019)]
    known = tuple(each for each in figures if (each.area, each.year) != (TOWN, 2018))
    record_years([OffenceCounts("1.1.1", "Inbraak", known)], actor=COMMAND, now=NOW)
    shown = claimed(ClaimText("1.1.1", 2017, 2019, Decimal(-30), ("noord",)), AsOf(TODAY))
    name = partner_names((), AsOf(TODAY))[f"organisation:{TOWN}"]
    note = claim_gaps(shown)
    assert note
    assert note.points == (f"over 2018 ontbreekt {name}",)
    whole = claimed(ClaimText("1.1.1", 2017, 2019, Decimal(-30), (OTHER_TOWN,)), AsOf(TODAY))
    assert claim_gaps(whole) is None


def test_r21_several_partners_stand_with_it_each_with_its_own_sentence() -> None:
    record()
    assert found().text.partners == RECORDED.partners
    fields = {field.name for field in (*ResultPartner._meta.fields, *ResultStatement._meta.fields)}
    assert not fields & {"owner", "lead", "is_lead", "share"}  # nowhere a single one to claim it
    with pytest.raises(DomainError, match="twee keer"):
        record(replace(RECORDED, partners=(*RECORDED.partners, PartnerText(TOWN)), reason="Er kwam meer bij"))
    with pytest.raises(DomainError, match="niet bekend"):
        record(
            replace(RECORDED, partners=(PartnerText("GM0000"), PartnerText(TOWN)), reason="Er kwam meer bij")
        )


def test_r21_a_result_that_is_recorded_stands_with_several_partners() -> None:
    """Several partners each; a draft may still lack them."""
    alone = RECORDED.partners[:1]
    with pytest.raises(DomainError, match="ten minste twee partners") as caught:
        record(replace(RECORDED, partners=alone))
    assert caught.value.field == "partners"
    record(replace(DRAFT, partners=alone))
    assert found().text.partners == alone


def test_a_figure_of_a_year_to_come_shows_nothing() -> None:
    claim = ClaimText("1.1.1", 2014, TODAY.year + 1, Decimal(-30))
    for text in (DRAFT, replace(RECORDED, evidence=())):
        with pytest.raises(DomainError, match="Dit jaar komt nog") as caught:
            record(replace(text, claim=claim))
        assert caught.value.field == "claim_end_year"


def test_what_was_recorded_changes_with_a_reason_only_and_stays_to_be_read() -> None:
    record()
    better = replace(RECORDED, reached="Er is een convenant, en het is getekend.")
    with pytest.raises(DomainError, match="Zeg waarom") as refused:
        record(better, now=LATER)
    assert refused.value.field == "reason"
    assert record(replace(better, reason="het is getekend"), now=LATER)
    assert not record(replace(better, reason="Dit nog eens"), now=LATER)
    said = versions(PERIOD, CODE, AsOf(TODAY))
    assert [(row.reason, row.state) for row in said] == [
        ("het is getekend", ResultState.RECORDED),
        ("", ResultState.RECORDED),
    ]
    assert found().text.reached == better.reached
    assert results(PERIOD, AsOf(TODAY, known_at=LATER))[0].text == RECORDED


def test_what_is_withdrawn_takes_nothing_any_more() -> None:
    record()
    gone = replace(RECORDED, state=ResultState.WITHDRAWN, reason="Dit stond er dubbel")
    record(gone, now=LATER)
    with pytest.raises(DomainError, match="er wordt niets meer op vastgelegd"):
        record(replace(RECORDED, reason="Het klopt toch"), now=LATER)
    assert [row.text.state for row in seen_results(ANONYMOUS, PERIOD, AsOf(TODAY))] == [ResultState.WITHDRAWN]


def test_who_was_overtaken_is_told() -> None:
    record(DRAFT, expected=0)
    with pytest.raises(Conflict):
        record(RECORDED, expected=0)
    assert found().text == DRAFT


def test_a_draft_is_for_who_writes_it() -> None:
    record(replace(DRAFT, evidence=(EvidenceText("Concept"),)), upload=b"Concept.")
    (stored,) = StoredFile.objects.filter(owner_kind="strategy.evidence")
    for actor in (ANONYMOUS, STRANGER, Actor(4, grants=frozenset({Grant("mayor", f"organisation:{TOWN}")}))):
        assert seen_results(actor, PERIOD, AsOf(TODAY)) == ()
        assert not may_read_file(actor, stored)
        with pytest.raises(AccessRefused):
            record(RECORDED, actor=actor)
    assert len(seen_results(COORDINATOR, PERIOD, AsOf(TODAY))) == 1
    with pytest.raises(AccessRefused):
        record(RECORDED, actor=COORDINATOR.preparing())


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": " "}, "title"),
        ({"since_on": dt.date(2020, 3, 3)}, "since_on"),
        ({"partners": ()}, "partners"),
        ({"evidence": (EvidenceText("Verslag", "ftp://voorbeeld.invalid"),)}, "evidence"),
        (
            {"evidence": (EvidenceText("Van een ander", file="00000000-0000-4000-8000-000000000000"),)},
            "evidence",
        ),
        ({"claim": ClaimText("9.9", 2014, 2018, Decimal(-30))}, "claim_offence"),
        ({"reached": "x" * 2001}, "reached"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_kept(wrong: dict[str, object], field: str) -> None:
    with pytest.raises(DomainError) as refused:
        record(replace(RECORDED, **wrong))  # type: ignore[arg-type]
    assert refused.value.field == field
    assert not results(PERIOD, AsOf(TODAY))


def test_no_result_without_a_period_or_with_the_address_of_another_page() -> None:
    with pytest.raises(DomainError, match="letters of cijfers"):
        record(code="nieuw")
    with pytest.raises(DomainError, match="niet bekend"):
        record(theme="geen-thema")
    with pytest.raises(DomainError, match="beleidsperiode"):
        record_result("1999-2002", CODE, "", RECORDED, actor=COORDINATOR, now=NOW, today=TODAY)


def test_the_database_keeps_what_was_said() -> None:
    record()
    for model in (ResultStatement, ResultPartner, ResultEvidence):
        with pytest.raises(DatabaseError), transaction.atomic():
            model._default_manager.all().delete()
    assert not FigureClaim.objects.exists()
    entry = AuditEntry.objects.filter(verb="strategy.record_result").latest("sequence")
    assert entry.facts["code"] == CODE
    assert "Convenant" not in str(entry.facts)
