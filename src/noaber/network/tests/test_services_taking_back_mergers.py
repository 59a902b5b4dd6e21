"""A merger that does not take place: the register reads as before, unless something was said since."""

import datetime as dt
from typing import Any

import pytest

from noaber.accounts.models import User
from noaber.core.access import COMMAND, Actor
from noaber.core.asof import AsOf
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.models import AuditEntry
from noaber.network.models import (
    BodyVersion,
    Handover,
    Membership,
    MembershipVersion,
    Organisation,
    OrganisationVersion,
    PersonVersion,
    PortfolioVersion,
    PostVersion,
    Succession,
    TilePosition,
    VacancyVersion,
)
from noaber.network.queries.handovers import handover_lines, handovers, open_handovers
from noaber.network.queries.mergers import merger_to_come
from noaber.network.queries.organisations import municipalities, successions
from noaber.network.queries.populations import latest_populations, population_series
from noaber.network.services.memberships import appoint, end_membership
from noaber.network.services.mergers import merge_municipalities
from noaber.network.services.organisations import change_organisation
from noaber.network.services.people import change_person, link_account
from noaber.network.services.personal_data import RegisteredPersons
from noaber.network.services.populations import Figure, record_populations
from noaber.network.services.taking_back import take_back_succession
from noaber.network.services.taking_back_mergers import take_back_merger
from noaber.network.tests.conftest import NOW, TODAY, newcomer, person_named

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("voorbeeldland")]

ON = dt.date(2021, 1, 1)
MERGED = NOW + dt.timedelta(hours=1)
SINCE = NOW + dt.timedelta(hours=2)
LATER = NOW + dt.timedelta(hours=3)
VERSIONS = (
    OrganisationVersion,
    BodyVersion,
    PostVersion,
    PersonVersion,
    MembershipVersion,
    PortfolioVersion,
    VacancyVersion,
)
MERGERS = {
    "new": (("GM9002", "GM9003"), "GM9010", "Beek en Veen"),
    "new-with-chair": (("GM9001", "GM9002"), "GM9010", "Aardam-Beek"),
    "three": (("GM9001", "GM9002", "GM9003"), "GM9010", "Noord"),
    "new-in-the-south": (("GM9004", "GM9005"), "GM9010", "Zuid"),
}


def merge(which: str = "new", *, now: dt.datetime = MERGED) -> Handover:
    going, code, name = MERGERS[which]
    merge_municipalities(going, actor=COMMAND, now=now, code=code, name=name, effective_on=ON)
    return Handover.objects.get(cause="merger", recorded_at=now)


def take_back(handover: Handover, *, actor: Actor = COMMAND, revision: int | None = None) -> Handover:
    return take_back_merger(handover.pk, actor=actor, now=LATER, expected_revision=revision)


def contents() -> list[Any]:
    """Everything that is held to be true, in all tables, and what pages make of it."""
    said = [
        {
            (getattr(row, f"{model.subject_field}_id"), row.period, tuple(row.stated.items()))
            for row in model.objects.known(None)
        }
        for model in VERSIONS
    ]
    tiles = set(TilePosition.objects.values_list("organisation__code", "row", "column"))
    return [*said, tiles, successions(), latest_populations(AsOf(ON)), population_series("GM9002")]


@pytest.mark.parametrize("which", MERGERS)
def test_the_register_reads_as_before_and_what_was_recorded_stays_known(which: str) -> None:
    before = contents()
    handover = merge(which)
    after = contents()

    taken = take_back(handover)

    assert after[0] != before[0]
    assert contents() == before
    assert taken.cancelled_at == LATER
    assert "GM9010" in {row.code for row in municipalities(COMMAND, AsOf(ON, LATER))}
    assert "GM9010" not in {row.code for row in municipalities(COMMAND, AsOf(ON))}
    assert AuditEntry.objects.order_by("pk").last().verb == "network.take_back_merger"  # type: ignore[union-attr]


def test_one_that_took_in_another_goes_on_with_its_own_name_and_seats() -> None:
    user_of_mayor("Burgemeester van Beekstad")
    before = contents()
    merge_municipalities(
        ("GM9001", "GM9002"),
        actor=COMMAND,
        now=MERGED,
        code="GM9001",
        name="Groot-Aardam",
        effective_on=ON,
    )
    take_back(Handover.objects.get(cause="merger"))

    assert contents() == before


def user_of_mayor(name: str) -> None:
    user = User.objects.create_user("oud@voorbeeld.invalid", display_name="Oud")
    link_account(person_named(name), actor=COMMAND, user_id=user.pk)


def test_the_successions_are_known_until_they_were_taken_back() -> None:
    take_back(merge())

    assert successions("GM9002") == []
    assert {row.predecessor for row in successions("GM9010", known_at=LATER)} == {"GM9002", "GM9003"}
    assert merger_to_come(COMMAND, "GM9002", AsOf(TODAY)) is None
    then = merger_to_come(COMMAND, "GM9002", AsOf(TODAY, LATER))
    assert then is not None
    assert then.names == ("Beekstad", "Cederveen")


def test_its_list_asks_nothing_any_more_and_keeps_its_words() -> None:
    handover = merge()
    assert open_handovers(COMMAND, AsOf(TODAY))

    take_back(handover)

    assert open_handovers(COMMAND, AsOf(TODAY)) == []
    row = handovers(COMMAND, AsOf(TODAY))[0]
    assert (row.title, row.cancelled_at, row.may_be_taken_back) == (
        "Samenvoeging: Beek en Veen",
        LATER,
        False,
    )
    lines = {line.text: line.seat_code for line in handover_lines(COMMAND, handover.pk, AsOf(TODAY))}
    assert lines["Burgemeester van Beek en Veen"] == ""


def test_the_same_municipalities_can_merge_again() -> None:
    first = merge()
    after = [set(model.objects.known(None).values_list("valid_from", "valid_until")) for model in VERSIONS]
    posts = set(PostVersion.objects.known(None).valid_on(ON).values_list("post__code", "follows__code"))
    take_back(first)

    merge(now=LATER + dt.timedelta(hours=1))

    again = [set(model.objects.known(None).values_list("valid_from", "valid_until")) for model in VERSIONS]
    assert again == after
    now_there = PostVersion.objects.known(None).valid_on(ON)
    assert set(now_there.values_list("post__code", "follows__code")) == posts
    assert Succession.objects.filter(predecessor__code="GM9002").count() == 2


def appoint_new_mayor() -> None:
    mayor = newcomer("Nieuw", "GM9001")
    appoint(mayor, "GM9010:mayor", actor=COMMAND, now=SINCE, valid_from=ON, on_behalf_of="GM9010")


def fill_freed_seat() -> None:
    mayor = person_named("Burgemeester van Cederveen")
    appoint(mayor, "rvo:noord", actor=COMMAND, now=SINCE, valid_from=ON)


def rename_successor() -> None:
    change_organisation("GM9010", actor=COMMAND, now=SINCE, valid_from=ON, values={"name": "Anders"})


def move_adviser() -> None:
    person = person_named("Adviseur van Beekstad")
    change_person(person, actor=COMMAND, now=SINCE, valid_from=ON, values={"job_title": "Hoofd"})


def hire_for_successor() -> None:
    person, employer = person_named("Adviseur van Aardam"), Organisation.objects.get(code="GM9010")
    change_person(person, actor=COMMAND, now=SINCE, valid_from=ON, values={"employer": employer})


@pytest.mark.parametrize(
    ("which", "since", "name"),
    [
        ("new", appoint_new_mayor, "Burgemeester van Beek en Veen"),
        ("new-with-chair", fill_freed_seat, "Voorzitter overleg Noord"),
        ("new", rename_successor, "Anders"),
        ("new", move_adviser, "Adviseur van Beekstad"),
        ("new", hire_for_successor, "Adviseur van Aardam"),
    ],
)
def test_what_was_changed_since_is_named_and_stays(which: str, since: Any, name: str) -> None:
    handover = merge(which)
    since()
    known = contents()

    with pytest.raises(DomainError, match=f"Sinds de samenvoeging is er bij “{name}” iets vastgelegd"):
        take_back(handover)

    assert contents() == known
    handover.refresh_from_db()
    assert handover.cancelled_at is None


def test_what_was_changed_since_and_changed_back_is_no_obstacle() -> None:
    before = contents()
    handover = merge()
    rename_successor()
    again = SINCE + dt.timedelta(minutes=1)
    words = {"name": "Beek en Veen"}
    change_organisation("GM9010", actor=COMMAND, now=again, valid_from=ON, values=words)

    take_back(handover)

    assert contents() == before


def test_who_was_appointed_since_and_left_before_the_first_day_is_no_obstacle() -> None:
    before = contents()
    handover = merge("new-with-chair")
    fill_freed_seat()
    held = Membership.objects.get(person=person_named("Burgemeester van Cederveen"), post__code="rvo:noord")
    again = SINCE + dt.timedelta(minutes=1)
    end_membership(held.pk, actor=COMMAND, now=again, valid_until=ON)

    take_back(handover)

    assert contents() == before


def test_figures_of_the_successor_keep_it() -> None:
    handover = merge()
    figure = Figure("GM9010", ON, 60_000, is_provisional=False, source="x")
    record_populations([figure], actor=COMMAND, now=SINCE)
    with pytest.raises(DomainError, match="inwonertallen"):
        take_back(handover)


def test_who_was_erased_does_not_come_back() -> None:
    handover = merge()
    mayor = str(Membership.objects.get(post__code="GM9002:mayor").person_id)
    RegisteredPersons().erase(mayor, actor=COMMAND, now=SINCE)
    with pytest.raises(DomainError, match="gewist"):
        take_back(handover)


def test_it_is_done_once_by_who_may_at_the_revision_that_was_seen() -> None:
    handover = merge()
    with pytest.raises(AccessRefused):
        take_back(handover, actor=Actor(1))
    with pytest.raises(Conflict):
        take_back(handover, revision=7)
    with pytest.raises(DomainError, match="Alleen een opvolging"):
        take_back_succession(handover.pk, actor=COMMAND, now=LATER)
    take_back(handover, revision=0)
    with pytest.raises(DomainError, match="al teruggenomen"):
        take_back(handover)
    Handover.objects.filter(pk=handover.pk).update(cause="import", cancelled_at=None)
    with pytest.raises(DomainError, match="geen samenvoeging"):
        take_back(handover)
