"""Grants that come in: who records them, in which order, and what is corrected stays to be read."""

import datetime as dt
from dataclasses import replace
from typing import Any, Final

import pytest
from django.db import DatabaseError, transaction

from noaber.core.access import Actor, Grant
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.models import AuditEntry
from noaber.finance.models import FundedActivityStatement, GrantStep
from noaber.finance.queries.grants import (
    GrantRow,
    funded_activities,
    funded_activity,
    grant_called,
    said_of_activity,
)
from noaber.finance.rules.grants.funded_activities import ActivityStatus, FundedActivityText
from noaber.finance.rules.grants.grant import GrantDetails, GrantState, GrantStepKind, GrantStepText
from noaber.finance.services.grants.funded_activities import record_funded_activity
from noaber.finance.services.grants.grant import (
    correct_grant_step,
    record_grant,
    record_grant_step,
    withdraw_grant_step,
)

NOW: Final = dt.datetime(2023, 5, 15, 9, tzinfo=dt.UTC)
TODAY: Final = dt.date(2023, 5, 15)
CONTROLLER: Final = Actor(1001, grants=frozenset({Grant("controller")}))
COORDINATOR: Final = Actor(1003, grants=frozenset({Grant("coordinator")}))
MAYOR: Final = Actor(1004, grants=frozenset({Grant("mayor", "organisation:GM0193")}))
CODE: Final = "samen-thuis"
DETAILS: Final = GrantDetails("Samen thuis", "Fonds van het Rijk", "Ronde 4", "GM0193", "ondermijningsgelden")
ACTIVITY: Final = FundedActivityText(
    "Buurtteam",
    "GM0150",
    "Fonds van het Rijk",
    "ondermijning",
    ActivityStatus.RUNNING,
    dt.date(2022, 9, 1),
    CODE,
)
WHY: Final = "Het bedrag stond verkeerd in de brief."

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]


def step(kind: str, day: dt.date, euros: int | None = None, reference: str = "") -> GrantStepText:
    cents = None if euros is None else euros * 100
    return GrantStepText(GrantStepKind(kind), day, cents, reference, "Brief in het archief (voorbeeld)")


def record(text: GrantStepText, **more: Any) -> int | None:
    return record_grant_step(CODE, text, **{"actor": CONTROLLER, "now": NOW, "today": TODAY, **more})


def opened() -> GrantRow:
    record_grant(CODE, DETAILS, actor=CONTROLLER, now=NOW, today=TODAY)
    return there()


def there() -> GrantRow:
    found = grant_called(CODE)
    assert found
    return found


def awarded(euros: int = 900) -> GrantRow:
    opened()
    record(step("application", dt.date(2022, 3, 1), 1000))
    record(step("award", dt.date(2022, 6, 1), euros))
    return there()


def say(code: str = "buurtteam", **changes: Any) -> bool:
    said = replace(ACTIVITY, **changes)
    return record_funded_activity(code, said, actor=COORDINATOR, now=NOW, today=TODAY)


def test_a_grant_goes_from_application_to_paying_back() -> None:
    awarded()
    record(step("advance", dt.date(2022, 7, 1), 800))
    record(step("report_sent", dt.date(2023, 2, 1), 650))
    record(step("settlement", dt.date(2023, 4, 1), 650))
    assert (there().state, there().sums.to_pay_back) == (GrantState.TO_PAY_BACK, 150_00)
    record(step("repaid", dt.date(2023, 5, 1), 150))
    sums = there().sums
    assert (there().state, sums.to_pay_back, sums.not_paid_out) == (GrantState.SETTLED, 0, 0)
    assert sums.lapsed == 250_00, "awarded and not settled"
    assert AuditEntry.objects.filter(verb="finance.record_grant_step").count() >= 6


def test_an_advance_above_the_award_is_refused_with_the_reason_and_changes_nothing() -> None:
    awarded()
    record(step("advance", dt.date(2022, 7, 1), 800))
    with pytest.raises(DomainError, match="hoogstens") as refused:
        record(step("advance", dt.date(2022, 8, 1), 101))
    assert refused.value.field == "amount"
    assert there().sums.advances == 800_00


@pytest.mark.parametrize("actor", [MAYOR, Actor(), COORDINATOR.preparing()])
def test_only_who_keeps_the_grants_records_them(actor: Actor) -> None:
    opened()
    with pytest.raises(AccessRefused):
        record_grant("ander", replace(DETAILS, title="Ander"), actor=actor, now=NOW, today=TODAY)
    with pytest.raises(AccessRefused):
        record(step("application", TODAY, 5), actor=actor)
    with pytest.raises(AccessRefused):
        record_funded_activity("x", ACTIVITY, actor=actor, now=NOW, today=TODAY)


def test_twice_is_once() -> None:
    assert awarded().revision == 3
    assert record(step("award", dt.date(2022, 6, 1), 900)) is None
    assert not record_grant(CODE, DETAILS, actor=CONTROLLER, now=NOW, today=TODAY)
    with pytest.raises(DomainError, match="is er al"):
        record_grant("nog-eens", DETAILS, actor=CONTROLLER, now=NOW, today=TODAY)
    assert there().revision == 3


def test_who_was_overtaken_hears_so() -> None:
    seen = awarded().revision
    record(step("advance", dt.date(2022, 7, 1), 10))
    with pytest.raises(Conflict):
        record(step("advance", dt.date(2022, 7, 2), 10), expected_revision=seen)


def test_a_correction_stands_in_the_place_of_a_step_that_stays_to_be_read() -> None:
    wrong = awarded().steps[-1]
    better = replace(wrong.text, amount_cents=950_00)
    facts: dict[str, Any] = {"actor": CONTROLLER, "now": NOW, "today": TODAY}
    assert correct_grant_step(CODE, wrong.key, better, reason=WHY, **facts)
    assert not correct_grant_step(CODE, wrong.key, better, reason=WHY, **facts)
    assert there().sums.awarded == 950_00
    assert [each.text.amount_cents for each in there().every] == [1000_00, 900_00, 950_00]
    with pytest.raises(DomainError, match="al verbeterd"):
        correct_grant_step(CODE, wrong.key, replace(better, amount_cents=1), reason=WHY, **facts)


def test_a_step_on_which_others_rest_is_not_withdrawn() -> None:
    award = awarded().steps[-1]
    record(step("advance", dt.date(2022, 7, 1), 800))
    facts: dict[str, Any] = {"actor": CONTROLLER, "now": NOW, "today": TODAY}
    with pytest.raises(DomainError, match="nog niets verleend"):
        withdraw_grant_step(CODE, award.key, reason=WHY, **facts)
    advance = there().steps[-1]
    assert withdraw_grant_step(CODE, advance.key, reason=WHY, **facts)
    assert not withdraw_grant_step(CODE, advance.key, reason=WHY, **facts)
    assert there().sums.advances == 0


def test_settled_once_unless_it_is_withdrawn() -> None:
    awarded()
    first = record(step("settlement", dt.date(2023, 1, 1), 500))
    with pytest.raises(DomainError, match="al vastgesteld"):
        record(step("settlement", dt.date(2023, 2, 1), 600))
    assert first
    withdraw_grant_step(CODE, first, reason=WHY, actor=CONTROLLER, now=NOW, today=TODAY)
    assert record(step("settlement", dt.date(2023, 2, 1), 600))


def test_a_report_that_was_overdue_when_it_was_moved_stays_overdue_until_it_is_sent() -> None:
    """The fault that another product had: a moving day silences what is too late."""
    awarded()
    due = record(step("report_due", dt.date(2023, 4, 1)))
    assert due
    later = step("report_due", dt.date(2023, 9, 1))
    correct_grant_step(CODE, due, later, reason=WHY, actor=CONTROLLER, now=NOW, today=TODAY)
    [open_one] = there().reports
    assert (open_one.counts_on, open_one.due_on) == (dt.date(2023, 4, 1), dt.date(2023, 9, 1))
    record(step("report_sent", dt.date(2023, 5, 10), 100), answers=open_one.key)
    assert there().reports == ()
    with pytest.raises(DomainError, match="niet \\(meer\\) gevraagd"):
        record(step("report_sent", dt.date(2023, 5, 11), 100), answers=open_one.key)


def test_the_application_file_and_the_applicant_must_exist() -> None:
    unknown = {
        "file": replace(DETAILS, file="bestaat-niet"),
        "applicant": replace(DETAILS, applicant="GM9999"),
    }
    for field, details in unknown.items():
        with pytest.raises(DomainError) as refused:
            record_grant(CODE, details, actor=CONTROLLER, now=NOW, today=TODAY)
        assert refused.value.field == field


def test_activities_cannot_have_more_of_a_grant_than_it_is() -> None:
    awarded()
    assert say(amount_cents=600_00)
    with pytest.raises(DomainError, match="vrij voor activiteiten"):
        say("tweede", title="Tweede", amount_cents=400_00)
    assert say("tweede", title="Tweede", amount_cents=300_00)
    award = there().steps[-1]
    lower = replace(award.text, amount_cents=800_00)
    with pytest.raises(DomainError, match="toegewezen"):
        correct_grant_step(CODE, award.key, lower, reason=WHY, actor=CONTROLLER, now=NOW, today=TODAY)


def test_an_activity_keeps_what_was_said_before_and_one_funder_has_one_spelling() -> None:
    opened()
    assert say()
    assert say(status=ActivityStatus.FINISHED, status_on=dt.date(2023, 3, 1), funder="fonds van het  rijk")
    assert not say(status=ActivityStatus.FINISHED, status_on=dt.date(2023, 3, 1))
    found = funded_activity("buurtteam")
    assert found
    assert (found.text.funder, found.text.status) == ("Fonds van het Rijk", ActivityStatus.FINISHED)
    assert [row.text.status for row in said_of_activity("buurtteam")] == ["running", "finished"]
    with pytest.raises(DomainError, match="is er al"):
        say("nog-eens")
    assert sum(row.text.title == "Buurtteam" for row in funded_activities()) == 1


def test_the_database_refuses_to_change_what_was_recorded() -> None:
    awarded()
    say()
    for rows in (GrantStep.objects.all(), FundedActivityStatement.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(amount_cents=1)
