"""A change of mayor promises: seats, themes and access go along, the rest is on a list, the past stays."""

import datetime as dt
import uuid

import pytest

from noaber.accounts.api import own_grants
from noaber.accounts.models import Assistance, User
from noaber.core.access import COMMAND, Actor
from noaber.core.asof import AsOf
from noaber.core.errors import AccessRefused, DomainError
from noaber.core.models import AuditEntry
from noaber.network.models import Handover, HandoverItem, PortfolioVersion, Post
from noaber.network.queries import handovers as queries
from noaber.network.services import handovers
from noaber.network.services.handovers import (
    HandoverEvent,
    HandoverNotice,
    change_holder,
    reopen_handover_item,
    settle_handover_item,
)
from noaber.network.services.memberships import appoint, end_membership, name_substitute
from noaber.network.services.people import link_account
from noaber.network.tests.conftest import NOW, TODAY, holder, newcomer, person_named

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("voorbeeldland")]

ON = dt.date(2020, 9, 1)
BEFORE = ON - dt.timedelta(days=1)
FOLLOWED = ("GM9001:mayor", "overleg-noord:GM9001", "overleg-noord:chair", "stuurgroep:chair", "rvo:noord")


@pytest.fixture
def successor() -> uuid.UUID:
    return newcomer("Nieuwe burgemeester van Aardam")


def take_over(successor: uuid.UUID) -> Handover:
    return change_holder("GM9001:mayor", successor, actor=COMMAND, now=NOW, effective_on=ON)


def items(handover: Handover, kind: str) -> dict[str, str]:
    return dict(handover.items.filter(kind=kind).values_list("key", "outcome"))


def test_every_seat_that_follows_goes_along_even_through_another(successor: uuid.UUID) -> None:
    handover = take_over(successor)

    assert {holder(post, ON) for post in FOLLOWED} == {"Nieuwe burgemeester van Aardam"}
    assert {holder(post, BEFORE) for post in FOLLOWED} == {"Burgemeester van Aardam"}
    moved = {str(pk) for pk in Post.objects.filter(code__in=FOLLOWED).values_list("pk", flat=True)}
    assert items(handover, "seat") == dict.fromkeys(moved, "moved")


def test_portfolios_go_along(successor: uuid.UUID) -> None:
    handover = take_over(successor)

    carried = PortfolioVersion.objects.known(None).valid_on(ON).filter(portfolio__theme__code="jeugd")
    assert [version.portfolio.person_id for version in carried] == [successor]
    assert list(items(handover, "portfolio").values()) == ["moved"]


def test_a_place_as_substitute_stays_open_until_somebody_settles_it(successor: uuid.UUID) -> None:
    mayor = person_named("Burgemeester van Aardam")
    name_substitute(mayor, "team-jeugd:noord", actor=COMMAND, now=NOW, valid_from=TODAY)

    handover = take_over(successor)

    item = handover.items.get(outcome="open")
    assert (item.kind, item.key) == ("seat", str(Post.objects.get(code="team-jeugd:noord").pk))
    settled = settle_handover_item(item.pk, actor=COMMAND, now=NOW)
    assert (settled.outcome, settled.settled_at) == ("done", NOW)
    with pytest.raises(DomainError, match="al geregeld"):
        settle_handover_item(item.pk, actor=COMMAND, now=NOW)


def test_what_was_settled_by_mistake_is_put_back_on_the_list_by_who_may(successor: uuid.UUID) -> None:
    mayor = person_named("Burgemeester van Aardam")
    name_substitute(mayor, "team-jeugd:noord", actor=COMMAND, now=NOW, valid_from=TODAY)
    handover = take_over(successor)
    item = handover.items.get(outcome="open")
    settle_handover_item(item.pk, actor=COMMAND, now=NOW)

    with pytest.raises(AccessRefused, match="mag het register niet wijzigen"):
        reopen_handover_item(item.pk, actor=Actor(1), now=NOW)
    reopened = reopen_handover_item(item.pk, actor=COMMAND, now=NOW)

    assert (reopened.outcome, reopened.settled_at) == ("open", None)
    with pytest.raises(DomainError, match="staat al open"):
        reopen_handover_item(item.pk, actor=COMMAND, now=NOW)
    assert AuditEntry.objects.filter(verb="network.reopen_handover_item").count() == 1


def test_what_went_along_by_itself_is_not_reopened(successor: uuid.UUID) -> None:
    moved = take_over(successor).items.filter(outcome="moved")[0]
    with pytest.raises(DomainError, match="nooit afgevinkt"):
        reopen_handover_item(moved.pk, actor=COMMAND, now=NOW)


def test_access_goes_with_the_mandate(successor: uuid.UUID) -> None:
    old = User.objects.create_user("oud@aardam.invalid", display_name="Oud")
    new = User.objects.create_user("nieuw@aardam.invalid", display_name="Nieuw")
    assistant = User.objects.create_user("hulp@aardam.invalid", display_name="Hulp")
    link_account(person_named("Burgemeester van Aardam"), actor=COMMAND, user_id=old.pk)
    link_account(successor, actor=COMMAND, user_id=new.pk)
    named = Assistance.objects.create(principal=old, assistant=assistant, kind="act", valid_from=TODAY)
    held = own_grants(old.pk, BEFORE)

    handover = take_over(successor)

    assert own_grants(old.pk, ON) == frozenset()
    assert own_grants(new.pk, ON) == held
    assert own_grants(old.pk, BEFORE) == held
    assert items(handover, "assistance") == {str(named.pk): "ended"}
    assert items(handover, "account") == {str(old.pk): "open"}


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[HandoverEvent]:
    events: list[HandoverEvent] = []

    def provider(event: HandoverEvent) -> list[HandoverNotice]:
        events.append(event)
        return [HandoverNotice("action_item", "17", HandoverItem.Outcome.MOVED)]

    monkeypatch.setattr(handovers, "_providers", [provider])
    return events


def test_rooms_above_hand_over_their_own_things(heard: list[HandoverEvent], successor: uuid.UUID) -> None:
    handover = take_over(successor)

    assert [(event.post_code, event.successor_id, event.effective_on) for event in heard] == [
        ("GM9001:mayor", successor, ON)
    ]
    assert items(handover, "action_item") == {"17": "moved"}


def test_who_fills_a_vacancy_takes_over_from_the_last_holder(successor: uuid.UUID) -> None:
    sitting = person_named("Burgemeester van Aardam")
    mayorship = Post.objects.get(code="GM9001:mayor").memberships.get()
    end_membership(mayorship.pk, actor=COMMAND, now=NOW, valid_until=TODAY)

    handover = take_over(successor)

    assert handover.predecessor_id == sitting
    assert holder("stuurgroep:chair", ON) == "Nieuwe burgemeester van Aardam"


def test_a_successor_who_already_holds_the_post_or_is_not_there_yet_is_refused() -> None:
    with pytest.raises(DomainError, match="bekleedt de functie al"):
        take_over(person_named("Burgemeester van Aardam"))
    with pytest.raises(DomainError, match="nog niet in het register"):
        take_over(newcomer("Later", since=ON + dt.timedelta(days=1)))
    assert not Handover.objects.exists()


def test_a_later_term_of_somebody_else_stops_the_whole_change(successor: uuid.UUID) -> None:
    member = Post.objects.get(code="stuurgroep:zuid").memberships.get()
    end_membership(member.pk, actor=COMMAND, now=NOW, valid_until=TODAY)
    mayor = person_named("Burgemeester van Eikenrode")
    appoint(mayor, "stuurgroep:zuid", actor=COMMAND, now=NOW, valid_from=ON)
    new_mayor = newcomer("Nieuwe burgemeester van Eikenrode", "GM9005")

    with pytest.raises(DomainError, match="al bezet"):
        change_holder(
            "stuurgroep:zuid", new_mayor, actor=COMMAND, now=NOW, effective_on=TODAY + dt.timedelta(days=30)
        )

    assert not Handover.objects.exists()


def test_only_whoever_keeps_the_register_changes_holders(successor: uuid.UUID) -> None:
    with pytest.raises(AccessRefused):
        change_holder("GM9001:mayor", successor, actor=Actor(1), now=NOW, effective_on=ON)


def test_the_list_shows_what_had_begun_and_what_was_arranged_as_far_as_was_known(
    successor: uuid.UUID,
) -> None:
    mayor = person_named("Burgemeester van Aardam")
    name_substitute(mayor, "team-jeugd:noord", actor=COMMAND, now=NOW, valid_from=TODAY)
    item = take_over(successor).items.get(outcome="open")
    later = NOW + dt.timedelta(days=100)
    settle_handover_item(item.pk, actor=COMMAND, now=later)

    def listed(day: dt.date, known_at: dt.datetime | None = None, *, is_asked: bool = True) -> list[int]:
        return [row.open for row in queries.handovers(COMMAND, AsOf(day, known_at, is_asked=is_asked))]

    assert listed(TODAY, is_asked=False) == [0], "one to come is work of today"
    assert listed(BEFORE) == []
    assert listed(ON) == [0]
    assert listed(ON, later) == [1], "not yet arranged, as far as was known"
    assert listed(ON, NOW) == [], "not yet recorded"
