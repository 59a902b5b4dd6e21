"""The texts of a strategy: drafts, what is shared, and why it changes once it was adopted (R49)."""

from dataclasses import replace
from typing import Any, Final

import pytest
from django.db import DatabaseError, transaction

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.strategy.models import StrategyTextStatement
from noaber.strategy.queries.texts import TextKey, TextRow, strategy_texts
from noaber.strategy.rules.periods.period import PeriodState
from noaber.strategy.rules.texts import TextPart, WrittenText
from noaber.strategy.services.periods.period import record_period
from noaber.strategy.services.texts import write_text
from noaber.strategy.tests.conftest import (
    ADOPTED,
    CONTACT,
    COORDINATOR,
    LATER,
    NOT_REVIEWED,
    NOW,
    PERIOD,
    STRANGER,
    STRATEGY,
    TODAY,
)

DRAFT: Final = WrittenText("Wij werken samen.")
SHARED: Final = WrittenText("Wij werken samen.", is_shared=True)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("network")]


@pytest.fixture(autouse=True)
def _period(network: object) -> None:
    record_period(PERIOD, STRATEGY, actor=COORDINATOR, now=NOW, today=TODAY)


def write(
    text: WrittenText = SHARED,
    *,
    part: TextPart = TextPart.INTRODUCTION,
    theme: str = "",
    actor: Actor = COORDINATOR,
    **more: Any,
) -> bool:
    said = {"now": NOW, "today": TODAY, **more}
    return write_text(PERIOD, part, theme, text, actor=actor, **said)


def found(asof: AsOf | None = None) -> TextRow | None:
    return strategy_texts(PERIOD, asof or AsOf(TODAY)).get(TextKey(TextPart.INTRODUCTION))


def test_a_draft_is_for_who_writes_and_what_is_shared_stays_beside_the_next_draft() -> None:
    assert write(DRAFT)
    row = found()
    assert row
    assert row.shown(with_draft=False) is None
    assert write(SHARED)
    assert not write(SHARED)
    assert write(replace(DRAFT, body="Een nieuw begin."))
    row = found()
    assert row
    public, own = row.shown(with_draft=False), row.shown(with_draft=True)
    assert public
    assert own
    assert (public.text.body, own.text.body) == ("Wij werken samen.", "Een nieuw begin.")
    assert [each.number for each in row.shared] == [2]


def test_r49_once_adopted_a_shared_text_changes_with_a_reason_and_the_earlier_one_stays() -> None:
    write(SHARED)
    record_period(PERIOD, ADOPTED, actor=COORDINATOR, now=NOW, today=TODAY)
    better = replace(SHARED, body="Wij werken beter samen.")
    assert write(replace(better, is_shared=False))
    with pytest.raises(DomainError, match="Zeg waarom") as refused:
        write(better)
    assert refused.value.field == "reason"
    assert write(replace(better, reason="Op verzoek van een raad."), now=LATER)
    row = found()
    assert row
    assert [(each.text.body, each.text.reason) for each in row.shared] == [
        ("Wij werken samen.", ""),
        ("Wij werken beter samen.", "Op verzoek van een raad."),
    ]
    before = found(AsOf(TODAY, known_at=LATER))
    assert before
    assert len(before.shared) == 1


def test_r05_the_texts_of_a_closed_period_stand() -> None:
    write(SHARED)
    record_period(PERIOD, ADOPTED, actor=COORDINATOR, now=NOW, today=TODAY)
    closed = replace(ADOPTED, state=PeriodState.CLOSED, decided_on=ADOPTED.ends_on, note=NOT_REVIEWED)
    record_period(PERIOD, closed, actor=COORDINATOR, now=NOW, today=ADOPTED.ends_on)
    with pytest.raises(DomainError, match="afgesloten"):
        write(replace(SHARED, body="Alsnog.", reason="Het kon niet eerder."))
    assert found()


def test_what_is_wrong_is_named_and_nothing_is_kept() -> None:
    with pytest.raises(DomainError) as refused:
        write(WrittenText(" ", is_shared=True))
    assert refused.value.field == "body"
    for part, theme in ((TextPart.THEME, ""), (TextPart.SUMMARY, "themaatje"), (TextPart.THEME, "themaatje")):
        with pytest.raises(DomainError) as refused:
            write(part=part, theme=theme)
        assert refused.value.field == "theme"
    with pytest.raises(DomainError, match="er niet"):
        write_text("1999", TextPart.SUMMARY, "", SHARED, actor=COORDINATOR, now=NOW, today=TODAY)
    assert not StrategyTextStatement.objects.exists()


def test_only_the_coordinator_writes_and_who_was_overtaken_is_told() -> None:
    for actor in (STRANGER, CONTACT, COORDINATOR.preparing()):
        with pytest.raises(AccessRefused):
            write(actor=actor)
    write(expected_revision=0)
    with pytest.raises(Conflict):
        write(replace(SHARED, body="Tegelijk."), expected_revision=0)


def test_the_database_keeps_what_was_written() -> None:
    write()
    with pytest.raises(DatabaseError), transaction.atomic():
        StrategyTextStatement.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        StrategyTextStatement.objects.update(body="Anders")
