"""A next text promises: what was answered on an earlier one is never taken for an answer on it (R10, R60)."""

import datetime as dt
import uuid

import pytest

from noaber.core.access import ANONYMOUS, COMMAND
from noaber.core.errors import Conflict, DomainError
from noaber.decisions.models import Proposal
from noaber.decisions.queries.matrix import Standing
from noaber.decisions.services.editing import Around, write_text
from noaber.decisions.services.reporting import report_decision
from noaber.decisions.services.sending import send_proposal
from noaber.decisions.services.settling import confirm_report
from noaber.decisions.services.versions import discard_draft, write_next_version
from noaber.decisions.services.written import ProposalText
from noaber.decisions.tests.conftest import (
    AGREE,
    AGREED,
    BOARD,
    CODE,
    DATED,
    NORTH,
    NOW,
    TODAY,
    all_councils_agree,
    draft,
    nothing_changes,
    party,
    record,
    send,
    stand,
)
from noaber.decisions.tests.follow_up import ask, memo_with_deadlines, token_for
from noaber.decisions.tests.test_services_asking import adviser

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("voorbeeldland")]
LATER = NOW + dt.timedelta(hours=1)
TEXT = ProposalText("Strategie 2020-2023", "de stuurgroep", "de overleggen", DATED)


def write_next(*, is_material: bool = True, linked_to: str = "") -> None:
    write_next_version(CODE, actor=COMMAND, today=TODAY)
    around = Around("network", linked_to, is_material, "Herschreven.")
    write_text(CODE, TEXT, around, actor=COMMAND, expected_revision=None)


def send_next(*, is_material: bool = True, now: dt.datetime = LATER) -> None:
    write_next(is_material=is_material)
    send_proposal(CODE, actor=COMMAND, now=now)


@pytest.mark.parametrize("is_material", [True, False])
def test_who_had_an_earlier_text_open_looks_again(memo: Standing, is_material: bool) -> None:
    seen = party(1, NORTH).revision
    send_next(is_material=is_material)
    with nothing_changes(), pytest.raises(Conflict):
        record(1, NORTH, AGREED, expected_revision=seen)
    assert record(1, NORTH, AGREED, expected_revision=party(1, NORTH).revision)


def test_a_text_that_was_being_written_at_the_adoption_is_never_sent(memo: Standing) -> None:
    write_next()
    all_councils_agree()
    record(2, BOARD, {"1": AGREE})
    with nothing_changes(), pytest.raises(DomainError, match="is vastgesteld"):
        send()
    with nothing_changes(), pytest.raises(DomainError, match="is vastgesteld"):
        write_text(CODE, TEXT, Around("network"), actor=COMMAND, expected_revision=None)
    assert not discard_draft(CODE, actor=COMMAND, now=NOW)
    assert stand().number == 1


def test_only_a_first_text_says_with_which_plan_it_goes(memo: Standing) -> None:
    draft("politieplan")
    write_next(linked_to="politieplan")
    assert Proposal.objects.get(code=CODE).linked_to is None


@pytest.mark.parametrize("is_material", [True, False])
def test_a_report_on_a_text_that_changed_does_not_count(is_material: bool) -> None:
    memo_with_deadlines()
    ask()
    made = report(token_for(adviser(2)))
    send_next(is_material=is_material)
    if is_material:
        with nothing_changes(), pytest.raises(DomainError, match="Stuur de melding terug"):
            confirm_report(made, actor=COMMAND, now=LATER, today=TODAY)
    else:
        assert confirm_report(made, actor=COMMAND, now=LATER, today=TODAY)


def test_who_reports_what_they_did_not_read_looks_again() -> None:
    memo_with_deadlines()
    ask()
    token = token_for(adviser(2))
    seen = party(3, "organisation:GM9002").revision
    send_next(is_material=False)
    with pytest.raises(Conflict):
        report(token, expected_revision=seen)


def report(token: str, *, expected_revision: int | None = None) -> uuid.UUID:
    return report_decision(
        token,
        {"3a": AGREE},
        actor=ANONYMOUS,
        now=NOW,
        today=TODAY,
        decided_on=dt.date(2020, 5, 20),
        evidence="besluitenlijst 12",
        expected_revision=expected_revision,
    ).pk
