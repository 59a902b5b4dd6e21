"""Planning meetings, their agendas, and who was there: what may be done, by whom, and what is refused."""

import datetime as dt
import uuid
from contextlib import AbstractContextManager

import pytest

from noaber.core.access import COMMAND, Actor
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.models import AuditEntry
from noaber.decisions.api import offers
from noaber.decisions.models import Position
from noaber.decisions.queries.proposals.matrix import Standing
from noaber.decisions.rules.positions import Answer
from noaber.decisions.services.answers.recording import Said
from noaber.decisions.tests.conftest import (
    AGREED,
    MEETING,
    NORTH,
    NOW,
    STRANGER,
    TODAY,
    holding,
    record,
    stage,
)
from noaber.decisions.tests.test_services_next_text import send_next
from noaber.meetings.models import AgendaItem, Attendance, Sitting
from noaber.meetings.queries.agendas import agenda, treated
from noaber.meetings.queries.attendance import attendance, quorum_of
from noaber.meetings.queries.sittings import sitting
from noaber.meetings.rules.attendance import Presence
from noaber.meetings.rules.quorum import Quorum
from noaber.meetings.services.agendas import (
    ItemText,
    add_item,
    change_item,
    follow_consent_items,
    move_item,
    record_treatment,
    remove_item,
)
from noaber.meetings.services.attendance import Attended
from noaber.meetings.services.releasing import release_paper
from noaber.meetings.services.sittings import SittingPlan, cancel_sitting, change_sitting, resume_sitting
from noaber.meetings.tests.sittings import ABSENT, CHAIR, COUNCIL, MAYORS, PRESENT, asked, attend, plan, put
from noaber.network.models import PostVersion
from noaber.network.services.memberships import appoint
from noaber.network.tests.conftest import newcomer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("voorbeeldland")]
LATER = SittingPlan(dt.date(2020, 4, 8), dt.time(15), location="Zaal 2")


def refused(text: str) -> AbstractContextManager[pytest.ExceptionInfo[DomainError]]:
    return pytest.raises(DomainError, match=text)


def acts(name: str) -> int:
    return AuditEntry.objects.filter(verb=f"meetings.{name}").count()


def follow(held: Sitting, *, motive: str = "") -> list[Position]:
    recorded = follow_consent_items(held.pk, actor=COMMAND, now=NOW, today=TODAY, motive=motive)
    return list(Position.objects.filter(pk__in=recorded).order_by("pk"))


def quorum(held: Sitting) -> Quorum:
    row = sitting(COMMAND, held.pk)
    assert row is not None
    return quorum_of(row, attendance(COMMAND, row))


def numbers(held: Sitting) -> list[str]:
    return [f"{row.number} {row.title}" for row in agenda(COMMAND, held.pk)]


# Planning


@pytest.mark.parametrize(
    "actor", [COMMAND, holding("coordinator"), holding("secretary", "body:overleg-noord")]
)
def test_who_keeps_the_meetings_of_a_body_plans_one(actor: Actor) -> None:
    planned = plan(actor=actor)
    assert (planned.state, planned.sequence) == ("planned", 0)


@pytest.mark.parametrize(
    "actor", [STRANGER, holding("member", "body:overleg-noord"), holding("chair", "body:overleg-zuid")]
)
def test_nobody_else_plans_one(actor: Actor) -> None:
    with pytest.raises(AccessRefused):
        plan(actor=actor)
    assert not Sitting.objects.exists()


def test_a_body_does_not_meet_twice_at_once() -> None:
    plan()
    with refused("vergadert al op dat moment"):
        plan()
    assert Sitting.objects.count() == 1


def test_a_meeting_that_was_called_off_makes_room() -> None:
    cancel_sitting(plan().pk, actor=COMMAND)
    plan()
    assert Sitting.objects.count() == 2


def test_each_change_raises_the_sequence_for_calendars_and_none_does_not() -> None:
    planned = plan()
    changed = change_sitting(planned.pk, LATER, actor=COMMAND, expected_revision=0)
    assert (changed.held_on, changed.sequence) == (LATER.held_on, 1)
    assert change_sitting(planned.pk, LATER, actor=COMMAND, expected_revision=1).sequence == 1
    assert cancel_sitting(planned.pk, actor=COMMAND).sequence == 2
    assert cancel_sitting(planned.pk, actor=COMMAND).sequence == 2
    assert resume_sitting(planned.pk, actor=COMMAND).sequence == 3
    assert (acts("change_sitting"), acts("cancel_sitting"), acts("resume_sitting")) == (1, 1, 1)


def test_two_planners_at_once_hear_of_each_other() -> None:
    planned = plan()
    change_sitting(planned.pk, LATER, actor=COMMAND, expected_revision=0)
    with pytest.raises(Conflict):
        change_sitting(planned.pk, SittingPlan(MEETING, dt.time(9)), actor=COMMAND, expected_revision=0)


def test_an_end_before_the_begin_and_a_body_that_was_not_there_yet_are_refused() -> None:
    with refused("eindtijd"):
        change_sitting(plan().pk, SittingPlan(MEETING, dt.time(14), dt.time(13)), actor=COMMAND)
    with refused("bestaat niet op die dag"):
        plan(on=dt.date(1990, 1, 1))


def test_what_was_held_is_not_moved_or_called_off() -> None:
    held = plan()
    attend(held)
    with refused("Alleen een vergadering die nog gepland staat"):
        change_sitting(held.pk, LATER, actor=COMMAND)
    with refused("al gehouden"):
        cancel_sitting(held.pk, actor=COMMAND)


# The agenda


def test_what_waits_for_a_body_is_offered_until_it_has_answered(memo: Standing) -> None:
    assert [offer.consultation_id for offer in offers(COMMAND, COUNCIL)] == [asked().pk]
    record(1, NORTH, AGREED)
    assert offers(COMMAND, COUNCIL) == []


def test_what_was_deferred_is_offered_again(memo: Standing) -> None:
    record(1, NORTH, {**AGREED, "3": Said(Answer.DEFERRED)})
    assert [offer.is_deferred for offer in offers(COMMAND, COUNCIL)] == [True]
    record(1, NORTH, {"3": Said(Answer.CONSENT)})
    assert offers(COMMAND, COUNCIL) == []


def test_an_item_about_a_proposal_is_called_after_it(memo: Standing) -> None:
    assert put(plan(), consultation=asked()).title == "Strategie 2020-2023"


def test_a_proposal_of_another_body_or_twice_is_refused(memo: Standing) -> None:
    held = plan()
    with refused("niet aan dit overleg gevraagd"):
        put(held, consultation=asked("overleg-zuid"))
    with refused("niet aan dit overleg gevraagd"):
        add_item(held.pk, ItemText("discussion", consultation=uuid.uuid4()), actor=COMMAND)
    put(held, consultation=asked())
    with refused("staat al op deze agenda"):
        put(held, consultation=asked())


def test_an_item_without_a_subject_is_refused() -> None:
    with refused("Vul het onderwerp in"):
        put(plan(), " ")


def test_items_are_moved_and_removed_until_numbers_are_fixed() -> None:
    held = plan()
    first, _second, third = put(held, "a"), put(held, "b"), put(held, "c")
    move_item(third.pk, 1, actor=COMMAND)
    assert numbers(held) == ["1 c", "2 a", "3 b"]
    remove_item(first.pk, actor=COMMAND)
    assert numbers(held) == ["1 c", "2 b"]
    assert change_item(third.pk, ItemText("information", "d"), actor=COMMAND).kind == "information"


def test_a_number_stays_when_the_meeting_treats_it_earlier() -> None:
    held = plan()
    items = [put(held, title) for title in "abc"]
    record_treatment(items[2].pk, actor=COMMAND, today=TODAY, decision="Akkoord.", minutes="", treated_as=1)
    rows = agenda(COMMAND, held.pk)
    assert [row.number for row in rows] == [1, 2, 3]
    assert [row.number for row in treated(rows)] == [3, 1, 2]
    with refused("Een ander punt"):
        record_treatment(items[0].pk, actor=COMMAND, today=TODAY, decision="", minutes="", treated_as=1)
    with refused("Kies een beurt"):
        record_treatment(items[0].pk, actor=COMMAND, today=TODAY, decision="", minutes="", treated_as=9)


def test_nothing_is_decided_before_the_meeting() -> None:
    item = put(plan(on=dt.date(2020, 9, 1)), "a")
    with refused("nog niet geweest"):
        record_treatment(item.pk, actor=COMMAND, today=TODAY, decision="Akkoord.", minutes="")


def test_two_secretaries_at_one_agenda_hear_of_each_other() -> None:
    held = plan()
    add_item(held.pk, ItemText("discussion", "a"), actor=COMMAND, expected_revision=0)
    with pytest.raises(Conflict):
        add_item(held.pk, ItemText("discussion", "b"), actor=COMMAND, expected_revision=0)
    assert AgendaItem.objects.count() == 1


# Attendance


def test_who_was_there_makes_the_meeting_held_and_counts_the_quorum() -> None:
    held = plan()
    assert attend(held)
    found = quorum(held)
    assert Sitting.objects.get(pk=held.pk).state == "held"
    assert (found.taken, found.is_reached) == (found.voting, True)
    assert not attend(held)  # sent twice
    assert acts("record_attendance") == 1


def test_a_substitute_of_the_register_takes_the_seat_and_counts() -> None:
    held, who = plan(), newcomer("Loco", since=dt.date(2020, 3, 1))
    for_her = Attended(Presence.SUBSTITUTED, substitute=who)
    with refused("Kies bij Burgemeester van"):
        attend(held, {MAYORS[0]: for_her})
    since = dt.date(2020, 3, 1)
    appoint(who, MAYORS[0], actor=COMMAND, now=NOW, valid_from=since, is_substitute=True)
    attend(held, {MAYORS[0]: for_her, MAYORS[1]: PRESENT, MAYORS[2]: ABSENT})
    assert (quorum(held).substituted, quorum(held).taken) == (1, 2)


def test_a_proxy_is_held_by_who_is_there_and_counts_for_no_quorum() -> None:
    held = plan()
    by_proxy = Attended(Presence.PROXY, proxy_to=MAYORS[0])
    attend(held, {CHAIR: ABSENT, MAYORS[0]: PRESENT, MAYORS[1]: by_proxy, MAYORS[2]: ABSENT})
    assert quorum(held).proxies == 1
    with refused("is er zelf niet"):
        attend(held, {MAYORS[0]: ABSENT})
    with refused("heeft al een volmacht"):
        attend(held, {MAYORS[2]: by_proxy})
    assert Attendance.objects.get(post__code=MAYORS[0]).state == "present"


def test_a_proxy_goes_to_a_seat_that_votes() -> None:
    held = plan()
    PostVersion.objects.filter(post__code=CHAIR).update(is_voting=False)
    with refused("heeft zelf geen stem"):
        attend(held, {CHAIR: PRESENT, MAYORS[0]: Attended(Presence.PROXY, proxy_to=CHAIR)})


def test_a_quorum_is_no_higher_than_the_seats_that_vote() -> None:
    with refused("Stemhebbende zetels op die dag: 4"):
        plan(quorum=5)
    held = plan(quorum=4)
    with refused("Een hoger quorum wordt nooit gehaald"):
        change_sitting(held.pk, SittingPlan(MEETING, dt.time(14), quorum=5), actor=COMMAND)


def test_a_seat_of_another_body_is_refused() -> None:
    with refused("is er niet op de dag"):
        attend(plan(), {"overleg-zuid:chair": PRESENT})


# Following the proposal on all consent items


def test_all_consent_items_are_followed_at_once(memo: Standing) -> None:
    held = plan()
    put(held, kind="consent_item", consultation=asked())
    attend(held)
    assert len(follow(held)) == len(AGREED)
    answers = {label: cell.answer for (key, label), cell in stage(1).cells.items() if key == NORTH}
    assert answers == {label: said.answer for label, said in AGREED.items()}
    with refused("geen hamerstukken"):
        follow(held)


def test_what_the_body_said_already_stands(memo: Standing) -> None:
    record(1, NORTH, {"3": Said(Answer.WITH_REMARK, "Mits het zo blijft.")})
    held = plan()
    put(held, kind="consent_item", consultation=asked())
    attend(held)
    follow(held)
    assert stage(1).cells[NORTH, "3"].answer is Answer.WITH_REMARK


def test_an_item_that_is_discussed_is_not_followed(memo: Standing) -> None:
    held = plan()
    put(held, consultation=asked())
    attend(held)
    with refused("geen hamerstukken"):
        follow(held)
    assert not Position.objects.exists()


def test_without_quorum_nothing_is_recorded_silently(memo: Standing) -> None:
    held = plan()
    put(held, kind="consent_item", consultation=asked())
    with refused("Leg eerst vast wie er was"):
        follow(held)
    attend(held, {MAYORS[0]: PRESENT})
    with refused("Er was geen quorum. 1 van de"):
        follow(held)
    assert not Position.objects.exists()
    assert follow(held, motive="De leden stemden vooraf per brief in.")
    entry = AuditEntry.objects.get(verb="meetings.follow_consent_items")
    assert entry.facts["without_quorum"] is True


def test_an_informal_body_follows_nothing(memo: Standing) -> None:
    held = plan("werkgroep")
    with refused("informeel overleg"):
        follow(held)


def test_a_body_does_not_follow_a_text_that_was_not_on_its_agenda(memo: Standing) -> None:
    held = plan(on=MEETING)
    put(held, kind="consent_item", consultation=asked())
    release_paper(held.pk, "agenda", actor=COMMAND, now=NOW, today=TODAY, is_public=False)
    attend(held)
    send_next()
    with pytest.raises(DomainError, match="Van punt 1 is na de agenda"):
        follow_consent_items(held.pk, actor=COMMAND, now=NOW + dt.timedelta(hours=1), today=TODAY)
    assert not Position.objects.exists()
