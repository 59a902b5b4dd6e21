"""A next text promises: what was answered on an earlier one is never taken for an answer on it (R10, R60)."""

import datetime as dt
import uuid
from dataclasses import replace

import pytest

from noaber.core.access import ANONYMOUS, COMMAND
from noaber.core.errors import Conflict, DomainError
from noaber.decisions.models import Position, Proposal, ProposalVersion
from noaber.decisions.queries.proposals.matrix import Standing
from noaber.decisions.queries.versions.drift import text_seen
from noaber.decisions.rules.positions import Answer
from noaber.decisions.services.answers.recording import Said
from noaber.decisions.services.answers.seen_texts import OtherText
from noaber.decisions.services.answers.taking_back import take_back_positions
from noaber.decisions.services.drafts.editing import Around, write_text
from noaber.decisions.services.drafts.sending import send_proposal
from noaber.decisions.services.drafts.versions import discard_draft, write_next_version
from noaber.decisions.services.drafts.written import ProposalText
from noaber.decisions.services.follow_up.reporting import report_decision
from noaber.decisions.services.follow_up.settling import confirm_report
from noaber.decisions.tests.conftest import (
    AGREE,
    AGREED,
    BOARD,
    CODE,
    DATED,
    MEETING,
    NORTH,
    NOW,
    SOUTH,
    TODAY,
    all_councils_agree,
    draft,
    nothing_changes,
    party,
    record,
    send,
    stand,
)
from noaber.decisions.tests.follow_up import ask, token_for
from noaber.decisions.tests.test_services_asking import adviser

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("voorbeeldland")]
LATER = NOW + dt.timedelta(hours=1)
TEXT = ProposalText("Strategie 2020-2023", "de stuurgroep", "de overleggen", DATED)


def write_next(*, is_material: bool = True, linked_to: str = "", dated_on: dt.date = MEETING) -> None:
    write_next_version(CODE, actor=COMMAND, today=TODAY)
    around = Around("network", linked_to, is_material, "Herschreven.")
    write_text(CODE, replace(TEXT, dated_on=dated_on), around, actor=COMMAND, expected_revision=None)


def send_next(*, is_material: bool = True, now: dt.datetime = LATER, dated_on: dt.date = MEETING) -> None:
    write_next(is_material=is_material, dated_on=dated_on)
    send_proposal(CODE, actor=COMMAND, now=now)


@pytest.mark.parametrize("is_material", [True, False])
def test_who_had_an_earlier_text_open_looks_again(memo: Standing, is_material: bool) -> None:
    seen = party(1, NORTH).revision
    send_next(is_material=is_material)
    with (
        nothing_changes(),
        pytest.raises(OtherText, match=r"\(versie 2, op 1 juni 2020\)\. U las versie 1\."),
    ):
        record(1, NORTH, AGREED, expected_revision=seen, seen_version=1)
    assert record(1, NORTH, AGREED, expected_revision=seen, seen_version=2)


def test_only_who_was_really_preceded_meets_the_conflict(memo: Standing) -> None:
    seen = party(1, NORTH).revision
    send_next()
    record(1, NORTH, AGREED)
    with nothing_changes(), pytest.raises(Conflict):
        record(1, NORTH, {"1": Said(Answer.DEFERRED)}, expected_revision=seen, seen_version=2)


def test_a_decision_of_before_a_text_that_hardly_changed_stands_on_the_text_it_was_taken_on(
    memo: Standing,
) -> None:
    send_next(is_material=False, dated_on=TODAY)
    for _again in range(2):  # sent twice, it stands there once
        record(1, NORTH, AGREED, decided_on=MEETING)
    record(1, SOUTH, AGREED, decided_on=TODAY)
    answered = {(each.party.key, each.version) for each in text_seen(stand()) if each.has_answered}
    assert answered == {(NORTH, 1), (SOUTH, 2)}
    assert stand().stages[0].is_passed
    assert Position.objects.count() == 2 * len(AGREED)
    with nothing_changes(), pytest.raises(DomainError, match="van 28 januari 2020"):
        record(1, NORTH, {"1": AGREE}, decided_on=DATED - dt.timedelta(days=1))


def test_a_decision_of_before_a_text_with_another_meaning_is_refused(memo: Standing) -> None:
    send_next(dated_on=TODAY)
    send_next(is_material=False, dated_on=TODAY)
    with nothing_changes(), pytest.raises(DomainError, match="wezenlijk gewijzigd op 1 juni 2020"):
        record(1, NORTH, AGREED, decided_on=MEETING)


@pytest.mark.parametrize("is_material", [True, False])
def test_a_text_is_not_of_before_an_answer_on_the_one_that_it_follows(
    memo: Standing, is_material: bool
) -> None:
    """Said again with that day, the answer would count for a text that nobody had read."""
    record(1, NORTH, {"1": AGREE})
    record(1, SOUTH, {"1": AGREE}, decided_on=TODAY)
    take_back_positions(
        party(1, SOUTH).consultation_id, actor=COMMAND, now=NOW, today=TODAY, reason="Verkeerd overleg."
    )
    write_next(is_material=is_material, dated_on=MEETING - dt.timedelta(days=1))
    with (
        nothing_changes(),
        pytest.raises(DomainError, match="Op 1 april 2020 is nog op de vorige tekst geantwoord") as refused,
    ):
        send_proposal(CODE, actor=COMMAND, now=LATER)
    assert refused.value.field == "dated_on"
    discard_draft(CODE, actor=COMMAND, now=NOW)
    send_next(is_material=is_material, dated_on=MEETING)


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


@pytest.mark.usefixtures("with_deadlines")
@pytest.mark.parametrize("is_material", [True, False])
def test_a_report_on_a_text_that_changed_does_not_count(is_material: bool) -> None:
    ask()
    made = report(token_for(adviser(2)))
    send_next(is_material=is_material)
    if is_material:
        with nothing_changes(), pytest.raises(DomainError, match="Stuur de melding terug"):
            confirm_report(made, actor=COMMAND, now=LATER, today=TODAY)
    else:
        assert confirm_report(made, actor=COMMAND, now=LATER, today=TODAY)


@pytest.mark.usefixtures("with_deadlines")
def test_who_reports_what_they_did_not_read_looks_again() -> None:
    ask()
    token = token_for(adviser(2))
    send_next(is_material=False)
    with pytest.raises(OtherText):
        report(token, seen_version=1)
    report(token, seen_version=2)


def report(token: str, *, seen_version: int | None = None) -> uuid.UUID:
    return report_decision(
        token,
        {"3a": AGREE},
        actor=ANONYMOUS,
        now=NOW,
        today=TODAY,
        decided_on=dt.date(2020, 5, 20),
        evidence="besluitenlijst 12",
        seen_version=seen_version,
    ).pk


def test_a_next_text_is_not_of_a_day_before_the_last_that_was_sent(memo: Standing) -> None:
    """Who decided in between would have decided on a text that was not there."""
    with pytest.raises(DomainError, match=r"De vorige tekst is van 28 januari 2020\.") as refused:
        write_next(dated_on=DATED - dt.timedelta(days=1))
    assert refused.value.field == "dated_on"
    ProposalVersion.objects.filter(sent_at=None).update(dated_on=dt.date(2020, 1, 2), change_note="Anders.")
    with nothing_changes(), pytest.raises(DomainError, match="De vorige tekst is van") as refused:
        send_proposal(CODE, actor=COMMAND, now=LATER)
    assert refused.value.field == "dated_on"


@pytest.mark.usefixtures("drafted")
def test_a_text_of_a_day_to_come_is_not_sent() -> None:
    day_before = DATED - dt.timedelta(days=1)
    with nothing_changes(), pytest.raises(DomainError, match="28 januari 2020; die dag komt nog") as refused:
        send_proposal(CODE, actor=COMMAND, now=NOW, today=day_before)
    assert refused.value.field == "dated_on"
    assert send_proposal(CODE, actor=COMMAND, now=NOW, today=DATED).sent_at
