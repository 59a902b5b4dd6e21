"""The file of a national grant (R23): needs, application, award and implementation in their order, without amounts."""

import datetime as dt
from dataclasses import replace
from typing import Any, Final

import pytest
from django.core.files.base import ContentFile
from django.db import DatabaseError, transaction

from noaber.core.access import Actor, Grant
from noaber.core.asof import AsOf
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.models import StoredFile
from noaber.strategy.models import (
    GrantFile,
    GrantNeed,
    GrantNeedWithdrawal,
    GrantStatement,
    GrantStep,
    GrantStepWithdrawal,
)
from noaber.strategy.queries.grants import GrantRow, grant_file
from noaber.strategy.rules.grants.grant import GrantState, GrantText, StepKind, StepText
from noaber.strategy.services.grants import record_grant, record_grant_step, remove_grant_file, state_need
from noaber.strategy.services.withdrawing import withdraw_grant_step, withdraw_need
from noaber.strategy.tests.conftest import CONTACT, COORDINATOR, LATER, NOW, OTHER_TOWN, STRANGER, TODAY, TOWN
from tests.made_once import made_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("network")]
AFTER: Final = LATER + dt.timedelta(hours=1)
CODE: Final = "gelden"
TEXT: Final = GrantText("Landelijke gelden", "Fonds van het Rijk")
DAY: Final = dt.date(2020, 1, 10)


@pytest.fixture(autouse=True)
@made_once
def _opened(network: object) -> None:
    record_grant(CODE, "", TEXT, actor=COORDINATOR, now=NOW, today=TODAY)


def step(kind: StepKind, *, day: int = 10, actor: Actor = COORDINATOR, **more: Any) -> int | None:
    text = StepText(kind, dt.date(2020, 1, day), "Gebeurd.")
    return record_grant_step(CODE, text, actor=actor, now=LATER, today=TODAY, **more)


def found(asof: AsOf | None = None) -> GrantRow:
    row = grant_file(CODE, asof or AsOf(TODAY))
    assert row
    return row


def test_r23_a_grant_is_followed_from_need_to_implementation() -> None:
    assert found().state is GrantState.NEEDS
    states = []
    kinds = (StepKind.POSITION, StepKind.APPLICATION, StepKind.AWARD, StepKind.IMPLEMENTATION)
    for number, kind in enumerate(kinds):
        step(kind, day=10 + number)
        states.append(found().state)
    assert states == [
        GrantState.BROUGHT_IN,
        GrantState.APPLIED,
        GrantState.AWARDED,
        GrantState.IMPLEMENTED,
    ]
    assert found(AsOf(dt.date(2020, 1, 11))).state is GrantState.APPLIED


def test_r23_nothing_is_awarded_before_it_was_asked() -> None:
    for kind in (StepKind.AWARD, StepKind.REFUSAL, StepKind.IMPLEMENTATION):
        with pytest.raises(DomainError) as refused:
            step(kind)
        assert refused.value.field == "kind"
    step(StepKind.APPLICATION, day=12)
    with pytest.raises(DomainError, match="eerst de aanvraag"):
        step(StepKind.AWARD, day=11)


def test_r23_an_application_is_answered_once_and_a_refusal_is_followed_by_a_new_one() -> None:
    step(StepKind.APPLICATION, day=10)
    step(StepKind.AWARD, day=12)
    with pytest.raises(DomainError, match="al beantwoord: toekenning op 12 januari 2020"):
        step(StepKind.REFUSAL, day=13)
    step(StepKind.APPLICATION, day=14)
    step(StepKind.REFUSAL, day=15)
    with pytest.raises(DomainError, match="afgewezen op 15 januari 2020"):
        step(StepKind.IMPLEMENTATION, day=16)
    with pytest.raises(DomainError, match="Daarna staat al een afwijzing"):
        step(StepKind.AWARD, day=14)
    step(StepKind.APPLICATION, day=16)
    assert found().state is GrantState.APPLIED


def withdraw(key: int | None, reason: str = "Dit was de verkeerde dag.", **more: Any) -> None:
    said: dict[str, Any] = {"actor": COORDINATOR, "now": LATER, "today": TODAY, **more}
    withdraw_grant_step(CODE, key or 0, reason, **said)


def test_r23_a_wrong_step_is_taken_back_with_a_reason_the_last_first() -> None:
    asked, granted = step(StepKind.APPLICATION, day=10), step(StepKind.AWARD, day=12)
    with pytest.raises(DomainError, match=r"Hierna staat nog een toekenning \(12 januari 2020\)"):
        withdraw(asked)
    with pytest.raises(DomainError, match="Zeg waarom"):
        withdraw(granted, "")
    with pytest.raises(Conflict, match="‘Landelijke gelden’"):
        withdraw(granted, expected_revision=0)
    with pytest.raises(AccessRefused):
        withdraw(granted, actor=CONTACT)
    withdraw(granted, now=AFTER)
    row = found()
    assert row.state is GrantState.APPLIED
    assert [(each.text.kind, each.withdrawn) for each in row.withdrawn_steps] == [
        (StepKind.AWARD, "Dit was de verkeerde dag.")
    ]
    assert found(AsOf(TODAY, known_at=AFTER)).state is GrantState.AWARDED
    with pytest.raises(DomainError, match="al ingetrokken"):
        withdraw(granted)
    step(StepKind.REFUSAL, day=12)


def test_r23_a_need_is_taken_back_by_who_said_it_and_can_be_said_anew() -> None:
    said: dict[str, Any] = {"actor": CONTACT, "now": AFTER}
    state_need(CODE, TOWN, "Hulp aan de balie", actor=CONTACT, now=NOW)
    key = found().needs[0].key
    with pytest.raises(AccessRefused):
        withdraw_need(CODE, OTHER_TOWN, "Niet van ons", **said)
    with pytest.raises(Conflict):
        withdraw_need(CODE, TOWN, "Het is geregeld", **said, expected_key=key + 1)
    withdraw_need(CODE, TOWN, "Het is geregeld", **said, expected_key=key)
    assert found().needs == ()
    assert [(each.text, each.withdrawn) for each in found().withdrawn_needs] == [
        ("Hulp aan de balie", "Het is geregeld")
    ]
    assert found(AsOf(TODAY, known_at=AFTER)).needs[0].text == "Hulp aan de balie"
    with pytest.raises(DomainError, match="al ingetrokken"):
        withdraw_need(CODE, TOWN, "Dit nog eens", **said)
    with pytest.raises(Conflict):
        state_need(CODE, TOWN, "Tegelijk", **said, expected_key=key)
    assert state_need(CODE, TOWN, "Hulp aan de balie", **said, expected_key=0)
    assert found().withdrawn_needs == ()


def test_r23_the_same_step_sent_twice_is_one_step() -> None:
    seen = found().revision
    assert step(StepKind.APPLICATION, expected_revision=seen)
    assert step(StepKind.APPLICATION, expected_revision=seen) is None
    assert len(found().steps) == 1


def test_r23_each_municipality_says_for_itself_what_it_needs() -> None:
    assert state_need(CODE, TOWN, "Hulp aan de balie", actor=CONTACT, now=NOW)
    assert state_need(CODE, TOWN, "Training aan de balie", actor=CONTACT, now=LATER)
    assert not state_need(CODE, TOWN, "Training aan de balie", actor=CONTACT, now=LATER)
    assert [(each.organisation, each.text) for each in found().needs] == [(TOWN, "Training aan de balie")]
    assert found(AsOf(TODAY, known_at=LATER)).needs[0].text == "Hulp aan de balie"
    with pytest.raises(AccessRefused):
        state_need(CODE, OTHER_TOWN, "Voor een ander", actor=CONTACT, now=NOW)
    assert state_need(CODE, OTHER_TOWN, "Op papier", actor=COORDINATOR, now=NOW)
    with pytest.raises(Conflict):
        state_need(CODE, TOWN, "Tegelijk", actor=CONTACT, now=LATER, expected_key=0)
    with pytest.raises(DomainError) as refused:
        state_need(CODE, TOWN, "  ", actor=CONTACT, now=LATER)
    assert refused.value.field == "text"


def test_r23_a_file_has_no_place_for_an_amount() -> None:
    for model in (GrantFile, GrantStatement, GrantNeed, GrantStep):
        names = {field.name for field in model._meta.get_fields()}
        assert not any("cents" in name or "amount" in name for name in names)


def test_the_document_of_a_step_goes_for_good_and_the_step_stays() -> None:
    step(StepKind.APPLICATION, upload=ContentFile(b"De aanvraag.", name="aanvraag.txt"))
    (stored,) = StoredFile.objects.filter(owner_kind="strategy.grant")
    (row,) = found().steps
    assert (row.text.file, row.file_name) == (str(stored.pk), "aanvraag.txt")
    said: dict[str, Any] = {"now": LATER, "today": TODAY, "expected_revision": found().revision}
    with pytest.raises(AccessRefused):
        remove_grant_file(CODE, str(stored.pk), actor=CONTACT, **said)
    remove_grant_file(CODE, str(stored.pk), actor=COORDINATOR, **said)
    (row,) = found().steps
    assert (row.text.file, row.text.text) == ("", "Gebeurd.")


def test_who_was_overtaken_is_told_and_others_may_not() -> None:
    seen = found().revision
    step(StepKind.POSITION, expected_revision=seen)
    with pytest.raises(Conflict):
        step(StepKind.APPLICATION, expected_revision=seen)
    with pytest.raises(Conflict):
        record_grant(
            CODE,
            "",
            replace(TEXT, title="Anders"),
            actor=COORDINATOR,
            now=LATER,
            today=TODAY,
            expected_revision=seen,
        )
    mayor = Actor(4, grants=frozenset({Grant("mayor", f"organisation:{TOWN}")}))
    for actor in (STRANGER, mayor, COORDINATOR.preparing()):
        with pytest.raises(AccessRefused):
            step(StepKind.APPLICATION, actor=actor)


def test_the_database_keeps_what_was_said() -> None:
    step(StepKind.POSITION)
    state_need(CODE, TOWN, "Hulp", actor=CONTACT, now=NOW)
    withdraw(found().steps[0].key)
    withdraw_need(CODE, TOWN, "Het is geregeld", actor=CONTACT, now=NOW)
    for model in (GrantStatement, GrantNeed, GrantStep, GrantStepWithdrawal, GrantNeedWithdrawal):
        with pytest.raises(DatabaseError), transaction.atomic():
            model._default_manager.all().delete()
