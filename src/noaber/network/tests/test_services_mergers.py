"""A merger promises: a successor in the place of its predecessors, people and figures follow, the past stays."""

import datetime as dt

import pytest

from noaber.accounts.actors import actor_for
from noaber.accounts.api import own_grants
from noaber.accounts.models import User
from noaber.accounts.services.assistants import name_assistant
from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.errors import AccessRefused, DomainError
from noaber.network.health.report import network_health
from noaber.network.models import (
    Handover,
    HandoverItem,
    Membership,
    MembershipVersion,
    Organisation,
    PortfolioVersion,
    Post,
    PostVersion,
    Theme,
    TilePosition,
)
from noaber.network.queries.organisations import municipalities
from noaber.network.queries.populations import inhabitants, latest_populations, populations
from noaber.network.queries.rolls import rolls
from noaber.network.services.handovers import settle_handover_item
from noaber.network.services.memberships import appoint, end_membership
from noaber.network.services.mergers import merge_municipalities
from noaber.network.services.people import link_account
from noaber.network.services.populations import Figure, record_populations
from noaber.network.tests.conftest import NOW, TODAY, holder, newcomer, organisation, person_named

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("voorbeeldland")]

ON = dt.date(2021, 1, 1)
BEFORE = ON - dt.timedelta(days=1)


def merge(*codes: str, code: str = "GM9010", name: str = "Beek en Veen") -> Organisation:
    return merge_municipalities(codes, actor=COMMAND, now=NOW, code=code, name=name, effective_on=ON)


def codes_on(day: dt.date) -> list[str]:
    return sorted(row.code for row in municipalities(COMMAND, AsOf(day)))


def test_predecessors_end_and_the_successor_starts() -> None:
    merge("GM9002", "GM9003")

    assert codes_on(BEFORE) == ["GM9001", "GM9002", "GM9003", "GM9004", "GM9005", "GM9006"]
    assert codes_on(ON) == ["GM9001", "GM9004", "GM9005", "GM9006", "GM9010"]
    assert organisation("GM9010", ON).district_id == "noord"


def test_the_successor_gets_one_of_each_seat() -> None:
    merge("GM9002", "GM9003")

    seats = PostVersion.objects.known(None).valid_on(ON).filter(post__code__contains="GM9010")
    titles = {version.post.code: version.title for version in seats}
    assert titles == {
        "GM9010:mayor": "Burgemeester van Beek en Veen",
        "GM9010:contact": "Contactpersoon van Beek en Veen",
        "overleg-noord:GM9010": "Burgemeester van Beek en Veen",
    }
    assert seats.get(post__code="overleg-noord:GM9010").follows.code == "GM9010:mayor"
    assert not PostVersion.objects.known(None).valid_on(ON).filter(post__code__contains="GM9002").exists()


def test_seats_of_the_predecessors_stay_in_the_past() -> None:
    merge("GM9002", "GM9003")

    assert holder("overleg-noord:GM9002", BEFORE) == "Burgemeester van Beekstad"
    assert holder("overleg-noord:GM9002", ON) == ""


def test_who_sat_in_a_team_for_a_predecessor_sits_there_for_the_successor() -> None:
    merge("GM9002", "GM9003")

    terms = MembershipVersion.objects.known(None).filter(membership__post__code="team-jeugd:noord")
    assert [(term.on_behalf_of.code, term.valid_from) for term in terms.order_by("valid_from")] == [
        ("GM9002", dt.date(2020, 1, 1)),
        ("GM9010", ON),
    ]
    person = person_named("Adviseur van Beekstad", ON)
    assert person == terms[0].membership.person_id


def test_figures_follow() -> None:
    merge("GM9002", "GM9003")

    recast = populations(dt.date(2020, 1, 1), recast_on=ON)
    assert recast["GM9010"].population == 50_000
    assert set(recast["GM9010"].parts) == {"GM9002", "GM9003"}


@pytest.mark.parametrize(
    ("going", "code"),
    [(("GM9002", "GM9003"), "GM9010"), (("GM9001", "GM9002"), "GM9001")],
    ids=["new", "stays"],
)
@pytest.mark.parametrize("counted_on", [dt.date(2020, 1, 1), ON, dt.date(2022, 1, 1)])
def test_nobody_gets_lost_from_the_sums(going: tuple[str, str], code: str, counted_on: dt.date) -> None:
    """Figures of before, of the day itself and of after (still counted under the old names) all stay whole."""
    everyone = {code: 1_000 * number for number, code in enumerate(codes_on(BEFORE), start=1)}
    figures = [
        Figure(each, counted_on, count, is_provisional=False, source="x") for each, count in everyone.items()
    ]
    record_populations(figures, actor=COMMAND, now=NOW)

    merge(*going, code=code)

    later = max(counted_on, ON)
    of_the_new = everyone[going[0]] + everyone[going[1]]
    for shown in (populations(counted_on, recast_on=later), latest_populations(AsOf(later))):
        assert shown[code].population == of_the_new
        assert sum(row.population for row in shown.values()) == sum(everyone.values())
    entries = rolls({counted_on: later})[counted_on]
    assert {each.code: each.figure.population for each in entries if each.figure}[code] == of_the_new
    assert sum(each.figure.population for each in entries if each.figure) == sum(everyone.values())
    assert inhabitants(AsOf(later)) == sum(everyone.values())


def test_the_successor_stands_on_the_map_where_a_predecessor_stood() -> None:
    old = TilePosition.objects.get(organisation__code="GM9002")

    merge("GM9002", "GM9003")

    new = TilePosition.objects.get(organisation__code="GM9010")
    assert (new.row, new.column) == (old.row, old.column)


def test_health_asks_for_the_new_mayor() -> None:
    merge("GM9002", "GM9003")

    found = {finding.missing for finding in network_health(AsOf(ON)).findings if finding.code == "MAYOR"}
    assert found == {("GM9010",)}


def test_a_municipality_can_take_in_another_and_keep_its_own_seats() -> None:
    merge("GM9001", "GM9002", code="GM9001", name="Groot-Aardam")

    assert codes_on(ON) == ["GM9001", "GM9003", "GM9004", "GM9005", "GM9006"]
    assert organisation("GM9001", ON).name == "Groot-Aardam"
    assert holder("overleg-noord:GM9001", ON) == "Burgemeester van Aardam"
    assert holder("stuurgroep:chair", ON) == "Burgemeester van Aardam"


def merger_list() -> Handover:
    return Handover.objects.get(cause="merger")


def listed(kind: str) -> dict[str, str]:
    return dict(merger_list().items.filter(kind=kind).values_list("key", "outcome"))


def test_what_is_to_be_refilled_stands_on_one_list_about_the_new_mayor() -> None:
    merge("GM9002", "GM9003")

    assert (merger_list().post.code, merger_list().effective_on) == ("GM9010:mayor", ON)
    codes = {Post.objects.get(pk=key).code for key in listed("vacant_seat")}
    assert codes == {"GM9010:mayor", "GM9010:contact", "overleg-noord:GM9010"}
    assert set(listed("vacant_seat").values()) == {"open"}


def test_a_seat_that_followed_a_mayor_who_left_is_to_be_refilled_and_the_theme_to_be_taken_over() -> None:
    merge("GM9001", "GM9002")

    codes = {Post.objects.get(pk=key).code for key in listed("vacant_seat")}
    assert {"stuurgroep:chair", "overleg-noord:chair"} <= codes
    youth = Theme.objects.get(code="jeugd").pk
    assert listed("portfolio") == {str(youth): "open"}


def test_every_seat_that_follows_a_post_which_lost_its_holder_loses_that_holder_too() -> None:
    """The seat in the council follows the chair of the district, which follows the mayor."""
    assert holder("rvo:noord", BEFORE) == "Burgemeester van Aardam"

    merge("GM9001", "GM9002")

    assert (holder("overleg-noord:chair", ON), holder("rvo:noord", ON)) == ("", "")
    assert listed("vacant_seat")[str(Post.objects.get(code="rvo:noord").pk)] == "open"
    assert holder("rvo:noord", BEFORE) == "Burgemeester van Aardam"
    assert holder("stuurgroep:zuid", ON) == "Burgemeester van Eikenrode", "which follows another mayor"


def test_the_mayor_who_left_has_no_mandate_theme_or_assistant_any_more() -> None:
    user = User.objects.create_user("burgemeester@aardam.invalid", display_name="Oud")
    mayor = person_named("Burgemeester van Aardam")
    link_account(mayor, actor=COMMAND, user_id=user.pk)

    merge("GM9001", "GM9002")

    carried = PortfolioVersion.objects.known(None).filter(portfolio__person=mayor)
    assert [row.valid_until for row in carried] == [ON]
    assert "jeugd" in themes_without_mayor(ON)
    assert "jeugd" not in themes_without_mayor(BEFORE)
    assert own_grants(user.pk, BEFORE)
    assert own_grants(user.pk, ON) == frozenset()
    with pytest.raises(AccessRefused):
        name_assistant(
            actor=actor_for(user, ON),
            email="assistent@aardam.invalid",
            display_name="Assistent",
            kind="prepare",
            valid_from=ON,
            now=NOW,
            today=ON,
        )


def themes_without_mayor(on: dt.date) -> set[str]:
    return {
        key for found in network_health(AsOf(on)).findings if found.code == "R37" for key in found.missing
    }


def test_who_is_the_mayor_of_both_goes_on_as_mayor_of_the_one_that_stays() -> None:
    mayor = person_named("Burgemeester van Aardam")
    for held in Membership.objects.filter(post__code="GM9002:mayor"):
        end_membership(held.pk, actor=COMMAND, now=NOW, valid_until=TODAY)
    appoint(mayor, "GM9002:mayor", actor=COMMAND, now=NOW, valid_from=TODAY, on_behalf_of="GM9002")

    merge("GM9001", "GM9002", code="GM9001", name="Groot-Aardam")

    assert holder("GM9001:mayor", ON) == holder("rvo:noord", ON) == "Burgemeester van Aardam"
    assert PortfolioVersion.objects.known(None).valid_on(ON).filter(portfolio__person=mayor).exists()


def test_the_accounts_of_who_lost_an_office_are_in_question() -> None:
    user = User.objects.create_user("burgemeester@beekstad.invalid", display_name="Oud")
    link_account(person_named("Burgemeester van Beekstad"), actor=COMMAND, user_id=user.pk)

    merge("GM9002", "GM9003")

    assert listed("account") == {str(user.pk): "open"}


def test_the_name_of_a_municipality_that_stays_is_refused() -> None:
    with pytest.raises(DomainError, match="Er is al een gemeente") as refused:
        merge("GM9002", "GM9003", name="aardam")
    assert refused.value.field == "name"


def test_a_vacant_seat_is_not_ticked_off_but_filled() -> None:
    merge("GM9002", "GM9003")
    item = HandoverItem.objects.get(kind="vacant_seat", key=str(Post.objects.get(code="GM9010:mayor").pk))
    with pytest.raises(DomainError, match="nog vacant"):
        settle_handover_item(item.pk, actor=COMMAND, now=NOW)
    assert HandoverItem.objects.get(pk=item.pk).outcome == "open"


def test_who_is_appointed_settles_the_seat_on_the_list() -> None:
    merge("GM9002", "GM9003")
    mayor = newcomer("Burgemeester van Beek en Veen", "GM9002")

    appoint(mayor, "GM9010:mayor", actor=COMMAND, now=NOW, valid_from=ON, on_behalf_of="GM9010")

    assert listed("vacant_seat")[str(Post.objects.get(code="GM9010:mayor").pk)] == "done"
    assert set(listed("vacant_seat").values()) == {"done", "open"}


def test_a_municipality_that_keeps_its_own_seats_has_nothing_to_refill() -> None:
    merge("GM9001", "GM9002", code="GM9001", name="Groot-Aardam")

    assert not Handover.objects.exists()


@pytest.mark.parametrize(
    ("codes", "code", "expected"),
    [
        (["GM9002"], "GM9010", "ten minste twee"),
        (["GM9002", "GM9099"], "GM9010", "GM9099"),
        (["GM9002", "GM9005"], "GM9010", "verschillende districten"),
        (["GM9002", "GM9003"], "GM9001", "hoort al bij een andere organisatie"),
        (["GM9002", "GM9003"], "NIEUW", "CBS-code"),
    ],
)
def test_a_merger_that_cannot_be_changes_nothing(codes: list[str], code: str, expected: str) -> None:
    with pytest.raises(DomainError, match=expected):
        merge(*codes, code=code)

    assert len(codes_on(ON)) == 6
    assert organisation("GM9002", TODAY).name == "Beekstad"
