"""Remarks promise: only the owner's seat or the coordinator answers, answers are appended, and nothing counts twice."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from noaber.accounts.models import Role
from noaber.accounts.tests.people import make_user
from noaber.core.access import ANONYMOUS, COMMAND, Actor
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.models import AuditEntry
from noaber.core.records import FACT, changed_records
from noaber.decisions.models import Disposition, Position, Proposal, ProposalVersion, RemarkOwner
from noaber.decisions.rules.positions import Answer
from noaber.decisions.rules.remarks import RemarkState
from noaber.decisions.services.answers.recording import Said
from noaber.decisions.services.drafts.versions import discard_draft, write_next_version
from noaber.decisions.services.remarks import assign_remarks
from noaber.decisions.tests.conftest import (
    AGREE,
    AGREED,
    CODE,
    NORTH,
    NOW,
    SOUTH,
    STRANGER,
    TODAY,
    draft,
    holding,
    record,
    send,
)
from noaber.decisions.tests.remarks import (
    AGAINST,
    CHAIR,
    OTHER_SEAT,
    TOO_DEAR,
    account_of,
    all_remarks,
    answer,
    assign,
    second_version,
)
from noaber.decisions.views.remarks import owners as remark_owners
from noaber.decisions.views.remarks.words import effect_words
from noaber.network.services.handovers import change_holder
from noaber.network.tests.conftest import newcomer

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("memo")]
MAYOR = "Burgemeester van Aardam"  # who chairs the steering group


def remark_of(key: str = NORTH, said: Said = TOO_DEAR) -> int:
    """One remark on point 1; its key."""
    (position,) = record(1, key, {"1": said})
    return position.pk


def rows_of_everything() -> tuple[object, ...]:
    return (
        list(RemarkOwner.objects.order_by("pk").values_list()),
        list(Disposition.objects.order_by("pk").values_list()),
        AuditEntry.objects.count(),
    )


# Whose it is


def test_a_remark_is_given_to_a_seat_and_shows_who_it_is() -> None:
    key = remark_of()

    (owner,) = assign(key)

    assert (owner.recorded_by_id, owner.recorded_at) == (COMMAND.user_id, NOW)
    (row,) = all_remarks()
    assert row.owner is not None
    assert row.owner.code == CHAIR


def test_many_remarks_are_given_at_once_and_only_the_new_ones_count() -> None:
    first, second = remark_of(), remark_of(SOUTH, AGAINST)
    assign(first)

    assert [each.position_id for each in assign(first, second)] == [second]
    assert {row.owner.code for row in all_remarks() if row.owner} == {CHAIR}


def test_given_twice_changes_nothing() -> None:
    key = remark_of()
    assign(key)
    before = rows_of_everything()

    assert assign(key) == []
    assert assign(key, key) == []
    assert rows_of_everything() == before


def test_another_seat_takes_it_over_and_the_earlier_row_stays() -> None:
    key = remark_of()
    assign(key)

    assign(key, post=OTHER_SEAT)

    assert [row.owner.code for row in all_remarks() if row.owner] == [OTHER_SEAT]
    assert RemarkOwner.objects.count() == 2


@pytest.mark.parametrize(
    "actor", [ANONYMOUS, STRANGER, holding("chair", "body:stuurgroep"), holding("controller")]
)
def test_only_the_coordinator_hands_them_out(actor: Actor) -> None:
    key = remark_of()
    before = rows_of_everything()

    with pytest.raises(AccessRefused):
        assign(key, actor=actor)

    assert rows_of_everything() == before


def test_what_cannot_be_given_is_refused_with_its_reason() -> None:
    key = remark_of()
    record(1, SOUTH, AGREED)
    agreed = Position.objects.latest("pk").pk
    before = rows_of_everything()

    with pytest.raises(DomainError, match="Deze zetel is er vandaag niet"):
        assign(key, post="stuurgroep:onbekend")
    with pytest.raises(DomainError, match="ten minste één"):
        assign()
    with pytest.raises(DomainError, match="hoort niet bij dit voorstel"):
        assign(key, agreed)

    assert rows_of_everything() == before


def test_of_a_restricted_proposal_only_a_seat_that_may_read_it_gets_a_remark(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft("besloten", classification="restricted")
    send("besloten")
    (position,) = record(1, NORTH, {"1": TOO_DEAR}, code="besloten")
    before = rows_of_everything()

    with pytest.raises(DomainError, match="“Voorzitter overleg Noord” mag het niet lezen"):
        assign_remarks("besloten", [position.pk], "rvo:noord", actor=COMMAND, now=NOW, today=TODAY)

    assert rows_of_everything() == before
    monkeypatch.setattr(remark_owners, "OFFERED", ("chair", "member"))
    client.force_login(make_user("Carla", Role.COORDINATOR))
    page = client.get("/voorstellen/besloten/kanttekeningen/eigenaar/").content.decode()
    assert "rvo:noord" not in page
    assert CHAIR in page
    assert assign_remarks("besloten", [position.pk], CHAIR, actor=COMMAND, now=NOW, today=TODAY)


# Who answers


def test_who_holds_the_seat_answers() -> None:
    key = remark_of()
    assign(key)
    mayor = account_of(MAYOR)

    reply = answer(key, actor=mayor)

    assert reply is not None
    assert (reply.recorded_by_id, reply.on_behalf_of_id) == (mayor.user_id, None)
    assert [row.state for row in all_remarks()] == [RemarkState.ANSWERED]


def test_who_holds_another_seat_of_the_same_body_does_not() -> None:
    key = remark_of()
    assign(key)
    other = account_of("Burgemeester van Eikenrode")  # a member of the steering group too
    before = rows_of_everything()

    with pytest.raises(AccessRefused, match="mag de beantwoording van deze kanttekening niet wijzigen"):
        answer(key, actor=other)
    with pytest.raises(AccessRefused):
        answer(key, actor=holding("chair", "body:stuurgroep", user_id=99_999))

    assert rows_of_everything() == before


def test_without_an_owner_nobody_answers_and_the_coordinator_hears_to_choose_one_first() -> None:
    """Each remark gets an owner (R10): what nobody takes up is not answered in passing."""
    key, coordinator = remark_of(), holding("coordinator")

    with pytest.raises(AccessRefused):
        answer(key, actor=account_of(MAYOR))
    with pytest.raises(DomainError, match="nog geen eigenaar"):
        answer(key, actor=coordinator)
    assert not Disposition.objects.exists()
    assign(key)
    assert answer(key, actor=coordinator)


@pytest.mark.parametrize("actor", [ANONYMOUS, STRANGER])
def test_for_who_is_not_in_the_network_there_is_no_proposal_to_answer(actor: Actor) -> None:
    key = remark_of()

    with pytest.raises(AccessRefused) as caught:
        answer(key, actor=actor)
    assert caught.value.is_secret


def test_an_assistant_prepares_and_does_not_answer() -> None:
    key = remark_of()
    assign(key)
    mayor = account_of(MAYOR)
    assistant = Actor(9, mayor.user_id, mayor.grants, prepares_only=True)

    with pytest.raises(AccessRefused, match="voorbereiden"):
        answer(key, actor=assistant)
    reply = answer(key, actor=assistant.acting())
    assert reply is not None
    assert (reply.recorded_by_id, reply.on_behalf_of_id) == (9, mayor.user_id)


def test_the_remark_moves_with_the_seat() -> None:
    key = remark_of()
    assign(key)
    predecessor = account_of(MAYOR)
    successor = newcomer("Nieuwe Opvolger")
    change_holder("GM9001:mayor", successor, actor=COMMAND, now=NOW, effective_on=TODAY)

    with pytest.raises(AccessRefused):
        answer(key, actor=predecessor)
    assert answer(key, actor=account_of("Nieuwe Opvolger"))


# What is answered


def test_the_last_answer_counts_and_the_earlier_stay() -> None:
    key = remark_of()
    answer(key, "Nee.", effect="not_adopted")

    answer(key, "Toch wel.", effect="adopted")

    (row,) = all_remarks()
    assert [reply.answer for reply in row.replies] == ["Nee.", "Toch wel."]
    assert row.reply is not None
    assert (row.reply.effect, row.reply.in_version) == ("adopted", None)


def test_the_same_answer_twice_changes_nothing_also_when_the_form_was_old() -> None:
    key = remark_of()
    answer(key, expected=0)
    before = rows_of_everything()

    assert answer(key, "  Daar letten we op. ", expected=0) is None
    assert rows_of_everything() == before


def test_of_two_who_answer_at_once_the_second_meets_the_conflict() -> None:
    key = remark_of()
    answer(key, expected=0)
    before = rows_of_everything()

    with pytest.raises(Conflict):
        answer(key, "Iets anders.", expected=0)
    assert rows_of_everything() == before


def test_the_audit_log_holds_numbers_and_no_texts() -> None:
    key = remark_of()
    assign(key)
    answer(key)

    entries = {entry.verb: entry.facts for entry in AuditEntry.objects.filter(verb__endswith="_remark")} | {
        entry.verb: entry.facts for entry in AuditEntry.objects.filter(verb__endswith="_remarks")
    }
    for facts in entries.values():
        assert len(facts.pop(FACT)) == 1
    assert entries["decisions.assign_remarks"] == {"remarks": [key], "owner": CHAIR}
    assert entries["decisions.answer_remark"] == {"position": key, "effect": "answered", "in_version": None}


def test_an_effect_is_read_in_a_later_version() -> None:
    key = remark_of()
    second_version()

    answer(key, effect="adopted", in_version=2)

    assert [row.reply.in_version for row in all_remarks() if row.reply] == [2]


def test_an_answer_that_cannot_be_is_refused_at_its_field() -> None:
    key = remark_of()
    assign(key)
    second_version()
    before = rows_of_everything()

    for given, field in (
        ({"text": " "}, "answer"),
        ({"text": "x" * 4001}, "answer"),
        ({"effect": "misschien"}, "effect"),
        ({"effect": "adopted", "in_version": 1}, "in_version"),
        ({"effect": "adopted", "in_version": 3}, "in_version"),
        ({"effect": "answered", "in_version": 2}, "in_version"),
    ):
        with pytest.raises(DomainError) as caught:
            answer(key, **given)
        assert caught.value.field == field

    assert rows_of_everything() == before


def test_a_remark_that_lapsed_is_not_answered_any_more() -> None:
    key = remark_of()
    record(1, NORTH, {"1": AGREE})

    assert [row.state for row in all_remarks()] == [RemarkState.LAPSED]
    with pytest.raises(DomainError, match="vervallen"):
        answer(key, actor=holding("coordinator"))
    with pytest.raises(DomainError, match="vervallen"):
        assign(key)


def test_a_withdrawn_proposal_takes_no_answers() -> None:
    key = remark_of()
    Proposal.objects.update(withdrawn_at=NOW)

    with pytest.raises(DomainError, match="ingetrokken"):
        answer(key, actor=holding("coordinator"))


def test_neither_owners_nor_answers_are_ever_changed() -> None:
    key = remark_of()
    assign(key)
    answer(key)

    for statement in (
        "UPDATE decisions_disposition SET answer = 'x'",
        "DELETE FROM decisions_disposition",
        "DELETE FROM decisions_remarkowner",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_an_objection_asks_for_an_answer_as_well() -> None:
    remark_of(said=AGAINST)

    (row,) = all_remarks()
    assert (row.answer, row.text, row.label) == (Answer.OBJECTION, "Te duur.", "1")


def adopted_in_a_draft() -> int:
    """A remark that was answered as adopted in a text that is still being written; its key."""
    key = remark_of()
    write_next_version(CODE, actor=COMMAND, today=TODAY)
    answer(key, effect="adopted", in_version=2)
    return key


def effect_now() -> str:
    (row,) = all_remarks()
    return effect_words(row.reply)


def test_a_draft_in_which_a_remark_was_adopted_can_be_thrown_away() -> None:
    """The answer stays as it was given; where it can be read is no more, and that is said."""
    adopted_in_a_draft()
    given = Disposition.objects.values().get()

    assert not discard_draft(CODE, actor=COMMAND, now=NOW)

    assert list(ProposalVersion.objects.values_list("number", flat=True)) == [1]
    assert Disposition.objects.values().get() == given
    assert AuditEntry.objects.get(verb="decisions.discard_draft").facts["answers"] == [given["id"]]
    assert effect_now() == (
        "overgenomen, nog te verwerken in de tekst: het concept waarin het stond, is weggegooid"
    )
    noted = AuditEntry.objects.filter(facts__has_key=FACT)
    assert changed_records(each.facts[FACT] for each in noted)[1] == []


def test_a_later_draft_is_another_text() -> None:
    key = adopted_in_a_draft()
    discard_draft(CODE, actor=COMMAND, now=NOW)
    write_next_version(CODE, actor=COMMAND, today=TODAY)
    assert "nog te verwerken" in effect_now()
    assert answer(key, effect="adopted", in_version=2)
    assert effect_now() == "wordt overgenomen in de volgende versie"


def test_where_it_can_be_read_is_said_once_that_was_sent() -> None:
    key = remark_of()
    second_version(is_sent=False)
    answer(key, effect="partly", in_version=2)
    assert effect_now() == "wordt deels overgenomen in de volgende versie"
    send()
    assert effect_now() == "deels overgenomen, in versie 2"
