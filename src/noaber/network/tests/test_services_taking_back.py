"""A succession that does not take place: all is as before, unless something was said since; and it stays readable."""

import datetime as dt
import uuid

import pytest

from noaber.core.access import COMMAND, Actor
from noaber.core.asof import AsOf
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.models import AuditEntry
from noaber.network.models import (
    Handover,
    HandoverItem,
    Membership,
    MembershipVersion,
    PortfolioVersion,
)
from noaber.network.queries.handovers import handovers, open_handovers
from noaber.network.services.handovers import change_holder, settle_handover_item
from noaber.network.services.memberships import appoint, end_membership
from noaber.network.services.personal_data import RegisteredPersons
from noaber.network.services.taking_back import take_back_succession
from noaber.network.tests.conftest import NOW, TODAY, newcomer, person_named

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("voorbeeldland")]

ON = dt.date(2020, 9, 1)
LATER = NOW + dt.timedelta(days=1)
Held = set[tuple[object, ...]]


def held_by_whom() -> Held:
    """Every term and portfolio as it is known: who, what, from when, until when, how."""
    terms = MembershipVersion.objects.known(None).values_list(
        "membership__person",
        "membership__post",
        "valid_from",
        "valid_until",
        "on_behalf_of",
        "is_substitute",
    )
    themes = PortfolioVersion.objects.known(None).values_list(
        "portfolio__person", "portfolio__theme", "valid_from", "valid_until"
    )
    return {*terms, *themes}


@pytest.fixture
def successor() -> uuid.UUID:
    return newcomer("Nieuwe burgemeester van Aardam")


def take_over(successor: uuid.UUID, post: str = "GM9001:mayor") -> Handover:
    return change_holder(post, successor, actor=COMMAND, now=NOW, effective_on=ON)


def take_back(handover: Handover, *, actor: Actor = COMMAND, revision: int | None = None) -> Handover:
    return take_back_succession(handover.pk, actor=actor, now=LATER, expected_revision=revision)


def test_everything_is_held_as_before_and_what_was_recorded_stays_known(successor: uuid.UUID) -> None:
    before = held_by_whom()
    handover = take_over(successor)
    after = held_by_whom()

    taken = take_back(handover)

    assert after != before
    assert held_by_whom() == before
    assert taken.cancelled_at == LATER
    in_between = AsOf(ON, LATER)
    assert MembershipVersion.objects.as_of(in_between).filter(membership__person=successor).count() == 5
    assert AuditEntry.objects.order_by("pk").last().verb == "network.take_back_succession"  # type: ignore[union-attr]


def test_a_vacant_seat_is_vacant_again_and_asked_for_again(successor: uuid.UUID) -> None:
    for held in Membership.objects.filter(post__code="GM9001:contact"):
        end_membership(held.pk, actor=COMMAND, now=NOW - dt.timedelta(hours=1), valid_until=TODAY)
    asking = take_over(successor)
    item = HandoverItem.objects.create(
        handover=asking,
        kind="vacant_seat",
        key=str(Membership.objects.filter(post__code="GM9001:contact")[0].post_id),
        outcome="open",
    )
    filling = change_holder(
        "GM9001:contact",
        newcomer("Contact"),
        actor=COMMAND,
        now=LATER - dt.timedelta(hours=1),
        effective_on=ON,
    )
    item.refresh_from_db()
    assert item.outcome == "done"

    take_back(filling)

    item.refresh_from_db()
    assert (item.outcome, item.settled_at) == ("open", None)
    now_holding = MembershipVersion.objects.known(None).valid_on(ON)
    assert not now_holding.filter(membership__post__code="GM9001:contact").exists()


def test_what_was_said_since_goes_first(successor: uuid.UUID) -> None:
    handover = take_over(successor)
    seat = Membership.objects.get(person=successor, post__code="rvo:noord")
    end_membership(seat.pk, actor=COMMAND, now=NOW + dt.timedelta(hours=1), valid_until=dt.date(2021, 1, 1))
    known = held_by_whom()

    with pytest.raises(DomainError, match=r"Sinds de opvolging is er bij “.+” iets vastgelegd"):
        take_back(handover)

    assert held_by_whom() == known
    handover.refresh_from_db()
    assert handover.cancelled_at is None


def test_it_is_done_once_by_who_may_at_the_revision_that_was_seen(successor: uuid.UUID) -> None:
    handover = take_over(successor)
    with pytest.raises(AccessRefused):
        take_back(handover, actor=Actor(1))
    with pytest.raises(Conflict):
        take_back(handover, revision=7)
    take_back(handover, revision=0)
    with pytest.raises(DomainError, match="al teruggenomen"):
        take_back(handover)


def test_its_list_asks_nothing_any_more(successor: uuid.UUID) -> None:
    mayor = person_named("Burgemeester van Aardam")
    appoint(
        mayor,
        "team-jeugd:noord",
        actor=COMMAND,
        now=NOW,
        valid_from=TODAY,
        is_substitute=True,
    )
    handover = take_over(successor)
    item = handover.items.get(outcome="open")
    assert [row.open for row in open_handovers(COMMAND, AsOf(TODAY))] == [1]

    take_back(handover)

    assert open_handovers(COMMAND, AsOf(TODAY)) == []
    assert [row.cancelled_at for row in handovers(COMMAND, AsOf(TODAY))] == [LATER]
    then = handovers(COMMAND, AsOf(ON, LATER, is_asked=True))
    assert [(row.open, row.cancelled_at) for row in then] == [(1, None)], "as it was known before"
    with pytest.raises(DomainError, match="teruggenomen"):
        settle_handover_item(item.pk, actor=COMMAND, now=LATER)


def test_who_was_erased_does_not_come_back(successor: uuid.UUID) -> None:
    handover = take_over(successor)
    mayor = str(handover.predecessor_id)
    RegisteredPersons().erase(mayor, actor=COMMAND, now=NOW)

    with pytest.raises(DomainError, match="gewist"):
        take_back(handover)


def test_other_causes_are_not_taken_back(successor: uuid.UUID) -> None:
    handover = take_over(successor)
    Handover.objects.filter(pk=handover.pk).update(cause="merger")
    with pytest.raises(DomainError, match="Alleen een opvolging"):
        take_back(handover)
    Handover.objects.filter(pk=handover.pk).update(cause="succession")
    HandoverItem.objects.create(handover=handover, kind="action_item", key="17", outcome="moved")
    with pytest.raises(DomainError, match="taken mee die niet terug kunnen"):
        take_back(handover)
