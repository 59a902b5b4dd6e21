"""What was recorded last of a term is taken back: an appointment, an end; never a piece of something larger."""

import datetime as dt
import uuid

import pytest

from noaber.core.access import COMMAND, Actor
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.models import AuditEntry
from noaber.network.models import (
    Handover,
    HandoverItem,
    Membership,
    MembershipVersion,
    Person,
    Post,
    VacancyVersion,
)
from noaber.network.queries.last_recordings import Whole, last_recording
from noaber.network.services.endings import cancel_ending, end_seat
from noaber.network.services.handovers import change_holder
from noaber.network.services.memberships import appoint, end_membership, name_substitute
from noaber.network.services.mergers import merge_municipalities
from noaber.network.services.taking_back import take_back_succession
from noaber.network.services.taking_back_terms import take_back_term
from noaber.network.services.vacancies import fill_vacancy, open_vacancy
from noaber.network.tests.conftest import NOW, TODAY, holder, newcomer

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("voorbeeldland")]

SEAT, MAYOR = "team-jeugd:zuid", "GM9001:mayor"
ENDS = dt.date(2020, 9, 1)
HOUR = dt.timedelta(hours=1)
LATER = NOW + 24 * HOUR


def put(name: str = "Nieuw", *, now: dt.datetime = NOW, until: dt.date | None = None) -> Membership:
    person = newcomer(name, "GM9006")
    return appoint(person, SEAT, actor=COMMAND, now=now, valid_from=TODAY, valid_until=until)


def end(held: Membership, *, now: dt.datetime = NOW + HOUR, on: dt.date = ENDS) -> None:
    end_membership(held.pk, actor=COMMAND, now=now, valid_until=on)


def take_back(held: Membership, *, now: dt.datetime = LATER, revision: int | None = None) -> Membership:
    return take_back_term(held.pk, actor=COMMAND, now=now, expected_revision=revision)


def mayor_term() -> Membership:
    return Membership.objects.get(post__code=MAYOR)


def known(held: Membership) -> list[tuple[dt.date, dt.date | None]]:
    rows = MembershipVersion.objects.known(None).filter(membership=held).order_by("valid_from")
    return list(rows.values_list("valid_from", "valid_until"))


def test_an_appointment_is_not_there_any_more_and_stays_readable() -> None:
    held = put()
    revision = Post.objects.get(code=SEAT).revision

    take_back(held)

    assert known(held) == []
    assert holder(SEAT) == ""
    assert holder(SEAT, known_at=LATER) == "Nieuw"
    assert Post.objects.get(code=SEAT).revision == revision + 1
    assert AuditEntry.objects.order_by("pk").last().verb == "network.take_back_term"  # type: ignore[union-attr]
    with pytest.raises(DomainError, match="al teruggenomen"):
        take_back(held)


def test_an_end_is_taken_back_first_and_the_appointment_after_it() -> None:
    held = put()
    end(held)
    recording = last_recording(held.pk)
    assert recording is not None
    assert (recording.is_end, recording.is_appointment) == (True, False)

    take_back(held)
    assert known(held) == [(TODAY, None)]


def test_a_longer_term_is_as_long_as_it_was() -> None:
    held = put(until=ENDS)
    appoint(held.person_id, SEAT, actor=COMMAND, now=NOW + HOUR, valid_from=ENDS, on_behalf_of="GM9006")
    recording = last_recording(held.pk)
    assert recording is not None
    assert [str(period) for period in recording.now] == ["vanaf 1 juni 2020"]
    assert not recording.is_end

    take_back(held)

    assert known(held) == [(TODAY, ENDS)]


def test_what_clashes_with_who_sits_there_by_now_is_refused() -> None:
    held = put()
    end(held)
    appoint(
        newcomer("Ander", "GM9006"),
        SEAT,
        actor=COMMAND,
        now=NOW + 2 * HOUR,
        valid_from=ENDS,
        valid_until=None,
    )

    with pytest.raises(DomainError, match="al bezet"):
        take_back(held)

    assert known(held) == [(TODAY, ENDS)]
    assert holder(SEAT, ENDS) == "Ander"


def test_a_term_does_not_outlive_its_seat() -> None:
    held = put()
    end(held)
    end_seat(SEAT, actor=COMMAND, now=NOW + 2 * HOUR, valid_until=dt.date(2021, 1, 1), reason="Klaar")

    with pytest.raises(DomainError, match=r"bestaat niet vanaf 1 januari 2021.*Toch niet opheffen"):
        take_back(held)

    assert known(held) == [(TODAY, ENDS)]


def test_a_list_that_the_appointment_settled_asks_again() -> None:
    post = Post.objects.get(code=SEAT)
    asking = Handover.objects.create(post=post, cause="merger", effective_on=TODAY, recorded_at=NOW - HOUR)
    item = HandoverItem.objects.create(
        handover=asking, kind="vacant_seat", key=str(post.pk), outcome=HandoverItem.Outcome.OPEN
    )
    held = put()
    item.refresh_from_db()
    assert item.outcome == "done"

    take_back(held)

    item.refresh_from_db()
    assert (item.outcome, item.settled_at) == ("open", None)


def test_a_vacancy_that_the_appointment_filled_is_open_again() -> None:
    vacancy = open_vacancy(SEAT, actor=COMMAND, now=NOW, today=TODAY, replies_until=ENDS)
    held = fill_vacancy(
        vacancy.pk,
        actor=COMMAND,
        now=NOW + HOUR,
        today=TODAY,
        person=newcomer("Nieuw", "GM9006"),
        valid_from=TODAY,
    )

    take_back(held)

    states = VacancyVersion.objects.known(None).filter(vacancy=vacancy).values_list("state", flat=True)
    assert list(states) == ["open"]


def test_a_substitute_is_taken_back_beside_the_holder() -> None:
    sitting = put()
    beside = name_substitute(newcomer("Vervanger", "GM9006"), SEAT, actor=COMMAND, now=NOW, valid_from=TODAY)
    end(beside)
    take_back(beside)
    assert known(beside) == [(TODAY, None)]
    take_back(beside, now=LATER + HOUR)  # the end once more
    assert known(beside) == [(TODAY, ENDS)]
    assert known(sitting) == [(TODAY, None)]


def test_who_was_erased_does_not_come_back() -> None:
    held = put()
    end(held)
    Person.objects.filter(pk=held.person_id).update(erased_at=NOW)
    with pytest.raises(DomainError, match="gewist"):
        take_back(held)


def test_a_succession_is_taken_back_as_a_whole() -> None:
    old = mayor_term()
    handover = change_holder(MAYOR, newcomer("Opvolger"), actor=COMMAND, now=NOW, effective_on=ENDS)
    new = Membership.objects.get(post__code=MAYOR, person=handover.successor)
    for held in (old, new):
        with pytest.raises(DomainError, match="Neem dan de hele opvolging terug"):
            take_back(held)
    recording = last_recording(new.pk)
    assert recording is not None
    assert (recording.part_of, recording.key) == (Whole.SUCCESSION, handover.pk)

    take_back_succession(handover.pk, actor=COMMAND, now=NOW + HOUR)
    with pytest.raises(DomainError, match="zelf al iets terugnemen"):
        take_back(old)


def test_an_ending_is_taken_back_as_a_whole() -> None:
    held = put()
    ending = end_seat(SEAT, actor=COMMAND, now=NOW + HOUR, valid_until=ENDS, reason="Klaar")
    with pytest.raises(DomainError, match="Toch niet opheffen"):
        take_back(held)
    cancel_ending(ending.pk, actor=COMMAND, now=NOW + 2 * HOUR)
    with pytest.raises(DomainError, match="zelf al iets terugnemen"):
        take_back(held)


def test_a_merger_is_not_taken_back_seat_by_seat() -> None:
    held = mayor_term()
    merge_municipalities(
        ["GM9001", "GM9002"], actor=COMMAND, now=NOW, code="GM9010", name="Samen", effective_on=ENDS
    )
    with pytest.raises(DomainError, match="samenvoeging"):
        take_back(held)
    recording, listed = last_recording(held.pk), Handover.objects.get(cause="merger")
    assert recording is not None
    assert (recording.part_of, recording.key) == (Whole.MERGER, listed.pk)


def test_it_is_for_who_may_appoint_at_the_revision_that_was_seen() -> None:
    held = put()
    with pytest.raises(AccessRefused):
        take_back_term(held.pk, actor=Actor(1), now=LATER)
    with pytest.raises(Conflict):
        take_back(held, revision=7)
    with pytest.raises(Conflict):
        take_back(held, now=NOW - HOUR)
    with pytest.raises(DomainError, match="bestaat niet"):
        take_back_term(uuid.uuid4(), actor=COMMAND, now=LATER)
    assert known(held) == [(TODAY, None)]
