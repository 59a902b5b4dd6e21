"""Appointing promises: one holder per seat and day, the right organisation, and a past that stays as it was."""

import datetime as dt
import uuid

import pytest

from noaber.core.access import COMMAND, Actor, Grant
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.models import AuditEntry
from noaber.network.models import Membership, MembershipVersion, Post
from noaber.network.services.bodies import change_post, establish_post
from noaber.network.services.memberships import appoint, end_membership, name_substitute
from noaber.network.services.themes import assign_portfolio, end_portfolio
from noaber.network.tests.conftest import NOW, TODAY, holder, newcomer, person_named

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("voorbeeldland")]

TOMORROW = TODAY + dt.timedelta(days=1)


def put(person: uuid.UUID, post: str, *, actor: Actor = COMMAND, **more: object) -> Membership:
    terms: dict[str, object] = {"valid_from": TODAY, **more}
    return appoint(person, post, actor=actor, now=NOW, **terms)  # type: ignore[arg-type]


def term_of(membership: Membership) -> MembershipVersion:
    version: MembershipVersion = MembershipVersion.objects.known(None).get(membership=membership)
    return version


def test_a_vacant_seat_is_filled_from_the_day_on() -> None:
    put(newcomer("Adviseur van Eikenrode", "GM9005"), "team-jeugd:zuid")

    assert holder("team-jeugd:zuid", TODAY) == "Adviseur van Eikenrode"
    assert holder("team-jeugd:zuid", TODAY - dt.timedelta(days=1)) == ""


def test_it_is_on_behalf_of_the_employer_unless_said_otherwise() -> None:
    membership = put(newcomer("Adviseur van Eikenrode", "GM9005"), "team-jeugd:zuid")

    assert term_of(membership).on_behalf_of.code == "GM9005"  # type: ignore[union-attr]


def test_the_audit_tells_ids_and_no_names() -> None:
    membership = put(newcomer("Adviseur van Eikenrode", "GM9005"), "team-jeugd:zuid")

    entry = AuditEntry.objects.get(verb="network.appoint", object_id=str(membership.pk))
    assert set(entry.facts) == {"person", "post", "from", "until"}
    assert "Eikenrode" not in str(entry.facts)


def test_two_holders_on_the_same_day_are_refused() -> None:
    with pytest.raises(DomainError, match="al bezet") as caught:
        put(newcomer("Ander uit Beekstad", "GM9002"), "team-jeugd:noord")

    assert caught.value.field == "valid_from"
    assert holder("team-jeugd:noord") == "Adviseur van Beekstad"


def test_a_term_may_start_on_the_day_the_other_ends() -> None:
    sitting = Membership.objects.get(post__code="team-jeugd:noord")
    end_membership(sitting.pk, actor=COMMAND, now=NOW, valid_until=TOMORROW)

    put(newcomer("Ander uit Beekstad", "GM9002"), "team-jeugd:noord", valid_from=TOMORROW)

    assert holder("team-jeugd:noord", TODAY) == "Adviseur van Beekstad"
    assert holder("team-jeugd:noord", TOMORROW) == "Ander uit Beekstad"


def test_a_term_that_would_run_into_a_later_one_is_refused() -> None:
    put(newcomer("Later", "GM9005"), "team-jeugd:zuid", valid_from=TOMORROW)

    with pytest.raises(DomainError, match="vanaf 2 juni 2020 al bezet"):
        put(newcomer("Eerder", "GM9005"), "team-jeugd:zuid")


def test_a_substitute_sits_beside_the_holder() -> None:
    name_substitute(
        person_named("Adviseur van Aardam"), "team-jeugd:noord", actor=COMMAND, now=NOW, valid_from=TODAY
    )

    assert holder("team-jeugd:noord") == "Adviseur van Beekstad"
    assert MembershipVersion.objects.filter(
        membership__post__code="team-jeugd:noord", is_substitute=True
    ).exists()


@pytest.mark.parametrize(
    ("post", "employer", "expected"),
    [
        ("GM9006:contact", "GM9001", "alleen voor iemand van GM9006"),
        ("team-jeugd:zuid", "GM9001", "alleen voor iemand uit het district Zuid"),
        ("team-jeugd:zuid", "POLITIE-VL", "de soort gemeente"),
    ],
)
@pytest.mark.parametrize("is_substitute", [False, True])
def test_a_seat_asks_for_the_right_organisation(
    post: str, employer: str, expected: str, is_substitute: bool
) -> None:
    with pytest.raises(DomainError, match=expected) as caught:
        put(newcomer("Verkeerde", employer), post, is_substitute=is_substitute)

    assert caught.value.field == "person"  # nothing else was typed that could be wrong


def test_a_seat_by_virtue_of_another_post_is_for_its_holder() -> None:
    sitting = Membership.objects.get(post__code="stuurgroep:zuid")
    end_membership(sitting.pk, actor=COMMAND, now=NOW, valid_until=TODAY)

    with pytest.raises(DomainError, match="hoort bij een andere functie"):
        put(newcomer("Wethouder van Eikenrode", "GM9005"), "stuurgroep:zuid")

    put(person_named("Burgemeester van Eikenrode"), "stuurgroep:zuid")


def test_a_seat_that_is_not_there_yet_cannot_be_held() -> None:
    values = {"title": "Nieuwe zetel", "role": "member"}
    establish_post(
        "werkgroep:nieuw", actor=COMMAND, now=NOW, body="werkgroep", valid_from=TOMORROW, values=values
    )

    with pytest.raises(DomainError, match="bestaat niet op 1 juni 2020"):
        put(person_named("Adviseur van Aardam"), "werkgroep:nieuw")


def test_someone_cannot_be_appointed_before_being_in_the_register() -> None:
    with pytest.raises(DomainError, match="nog niet in het register"):
        put(newcomer("Nieuw", "GM9005", since=TOMORROW), "team-jeugd:zuid")


def test_an_end_before_the_start_is_refused_in_words() -> None:
    with pytest.raises(
        DomainError, match=r"laatste dag .31 mei 2020. ligt voor de eerste dag .1 juni 2020."
    ) as caught:
        put(newcomer("Nieuw", "GM9005"), "team-jeugd:zuid", valid_until=TODAY)

    assert caught.value.field == "valid_until"


def test_a_prescribed_term_ends_by_itself() -> None:
    change_post(
        "team-jeugd:zuid", actor=COMMAND, now=NOW, valid_from=dt.date(2020, 1, 1), values={"term_months": 7}
    )

    membership = put(newcomer("Nieuw", "GM9005"), "team-jeugd:zuid", valid_from=dt.date(2020, 7, 31))

    assert term_of(membership).valid_until == dt.date(2021, 2, 28)


def test_two_editors_of_one_seat_cannot_lose_each_other() -> None:
    seen = Post.objects.get(code="team-jeugd:zuid").revision
    put(newcomer("Eerste", "GM9005"), "team-jeugd:zuid", valid_until=TOMORROW, expected_revision=seen)

    with pytest.raises(Conflict):
        put(newcomer("Tweede", "GM9005"), "team-jeugd:zuid", valid_from=TOMORROW, expected_revision=seen)


def test_ending_keeps_the_past_and_what_was_known_of_it() -> None:
    before = dt.datetime(2020, 5, 1, tzinfo=dt.UTC)
    sitting = Membership.objects.get(post__code="team-jeugd:noord")

    end_membership(sitting.pk, actor=COMMAND, now=NOW, valid_until=TODAY)

    assert holder("team-jeugd:noord", TODAY - dt.timedelta(days=1)) == "Adviseur van Beekstad"
    assert holder("team-jeugd:noord", TODAY) == ""
    assert holder("team-jeugd:noord", TODAY, known_at=before) == "Adviseur van Beekstad"
    with pytest.raises(DomainError, match="al beëindigd"):
        end_membership(sitting.pk, actor=COMMAND, now=NOW, valid_until=TODAY)


def test_a_lead_fills_the_seats_of_the_own_team_only() -> None:
    lead = Actor(7, grants=frozenset({Grant("team_lead", "body:team-jeugd")}))
    person = newcomer("Adviseur van Eikenrode", "GM9005")

    put(person, "team-jeugd:zuid", actor=lead)
    with pytest.raises(AccessRefused):
        put(newcomer("Contact", "GM9006"), "GM9006:contact", actor=lead)


def test_a_theme_may_be_shared_and_dropped() -> None:
    mayor = person_named("Burgemeester van Eikenrode")

    shared = assign_portfolio("jeugd", mayor, actor=COMMAND, now=NOW, valid_from=TODAY)
    end_portfolio(shared.pk, actor=COMMAND, now=NOW, valid_until=TOMORROW)

    assert shared.versions.filter(known_until=None).get().valid_until == TOMORROW
    with pytest.raises(DomainError, match="al beëindigd"):
        end_portfolio(shared.pk, actor=COMMAND, now=NOW, valid_until=TOMORROW)


def test_an_end_before_the_beginning_takes_nothing_away() -> None:
    sitting = Membership.objects.get(post__code="team-jeugd:noord")
    first = term_of(sitting).valid_from
    long_before = first - dt.timedelta(days=400)

    with pytest.raises(DomainError, match="begint pas op") as caught:
        end_membership(sitting.pk, actor=COMMAND, now=NOW, valid_until=long_before)

    assert caught.value.field == "valid_until"
    assert term_of(sitting).valid_from == first
    end_membership(sitting.pk, actor=COMMAND, now=NOW, valid_until=first)
    assert holder("team-jeugd:noord") == "", "who names the day before the first means that it was a mistake"
