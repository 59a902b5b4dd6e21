"""Health promises: what is missing is named, with who can mend it and the rows behind it; rooms above add rules."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.network.health import findings
from noaber.network.health.findings import Finding, HealthRule, Severity, SubjectKind, register_health_check
from noaber.network.health.report import network_health
from noaber.network.models import Membership, Post
from noaber.network.queries.themes import theme_states, themes
from noaber.network.services.bodies import change_body, change_post
from noaber.network.services.memberships import end_membership
from noaber.network.services.themes import assign_portfolio
from noaber.network.services.vacancies import open_vacancy
from noaber.network.tests.conftest import NOW, TODAY, person_named

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("voorbeeldland")]


def found(code: str, on: dt.date = TODAY) -> list[Finding]:
    return [finding for finding in network_health(AsOf(on)).findings if finding.code == code]


def empty(post: str, *, on: dt.date = TODAY) -> None:
    for membership in Membership.objects.filter(post__code=post):
        end_membership(membership.pk, actor=COMMAND, now=NOW, valid_until=on)


def test_r34_a_district_without_a_mayor_in_the_steering_group_is_named() -> None:
    empty("stuurgroep:zuid")

    district = next(finding for finding in found("R34") if finding.missing == ("zuid",))
    assert district.message == "In Stuurgroep ontbreekt een burgemeester uit het district Zuid."
    assert "de coördinator legt de benoeming vast" in district.mended_by
    assert {row.text for row in district.evidence} == {
        "Burgemeester van Aardam",
        "Politiechef Voorbeeldland",
        "vacant",
    }


def test_r36_a_chair_who_is_not_in_the_regional_council_is_named() -> None:
    assert not found("R36")
    empty("rvo:noord")

    assert "Burgemeester van Aardam" in found("R36")[0].message


def test_r36_a_steering_group_without_a_chair_is_named() -> None:
    empty("stuurgroep:chair")

    assert found("R36")[0].message == "Stuurgroep heeft geen voorzitter."


def test_r37_a_mayor_without_a_theme_and_a_theme_without_a_mayor_are_named_until_both_are_mended() -> None:
    assert len(found("R37")) == 2

    assign_portfolio(
        "verkeer",
        person_named("Burgemeester van Eikenrode"),
        actor=COMMAND,
        now=NOW,
        valid_from=TODAY,
    )

    assert not found("R37")


def test_r37_a_theme_of_who_left_the_steering_group_is_carried_nowhere(client: Client) -> None:
    carried = next(row for row in themes(COMMAND, AsOf(TODAY)) if row.is_carried)
    leaving = carried.holders[0]
    for term in Membership.objects.filter(person=leaving.person_id, post__body__kind="steering_group"):
        end_membership(term.pk, actor=COMMAND, now=NOW, valid_until=TODAY)

    after = {row.code: row for row in themes(COMMAND, AsOf(TODAY))}
    assert not after[carried.code].is_carried
    assert (carried.name, False) in theme_states(AsOf(TODAY))
    assert any(carried.name in finding.message for finding in found("R37"))
    page = client.get(f"/themas/?geldig-op={TODAY.isoformat()}").content.decode()
    assert "(zit niet in de Bestuurlijke Begeleidingsgroep)" in page


def test_r39_a_team_with_municipalities_only_is_named() -> None:
    assert ("partner",) in {finding.missing for finding in found("R39")}


def test_r40_a_team_outside_the_working_group_is_named() -> None:
    assert not found("R40")
    change_body("team-jeugd", actor=COMMAND, now=NOW, valid_from=TODAY, values={"parent": None})

    assert found("R40")[0].subject_key == "team-jeugd"


def test_r41_a_body_of_officials_that_stands_as_formal_is_named() -> None:
    change_body("werkgroep", actor=COMMAND, now=NOW, valid_from=TODAY, values={"is_formal": True})

    assert "ambtelijk overleg" in found("R41")[0].message


def test_a_council_without_a_chair_is_named() -> None:
    empty("overleg-zuid:chair")

    assert [finding.subject_key for finding in found("R03")] == ["overleg-zuid"]


@pytest.mark.parametrize(("days_ahead", "expected"), [(90, 1), (91, 0)])
def test_a_term_is_named_from_ninety_days_before_its_last_day(days_ahead: int, expected: int) -> None:
    last_day = TODAY + dt.timedelta(days=days_ahead)
    empty("team-jeugd:noord", on=last_day + dt.timedelta(days=1))

    assert len(found("TERM")) == expected


def test_a_vacant_seat_is_named_and_says_so_when_it_was_opened() -> None:
    (vacant,) = [finding for finding in found("VACANT") if finding.missing == ("team-jeugd:zuid",)]
    assert vacant.message == "De zetel “Lid uit Zuid” (Team Jeugd) is vacant."

    open_vacancy("team-jeugd:zuid", actor=COMMAND, now=NOW, today=TODAY)

    (opened,) = [finding for finding in found("VACANT") if finding.missing == ("team-jeugd:zuid",)]
    assert opened.message.endswith("is vacant; de vacature staat open.")


def test_seats_that_follow_a_vacant_post_are_not_named_apart() -> None:
    for post in ("GM9001:mayor", "overleg-noord:GM9001", "stuurgroep:chair"):
        empty(post)

    assert {finding.missing for finding in found("MAYOR")} == {("GM9001",)}
    assert {finding.missing for finding in found("VACANT")} == {("team-jeugd:zuid",)}


def test_a_seat_whose_holder_does_not_have_the_post_it_belongs_to_is_named() -> None:
    other = Post.objects.get(code="GM9002:mayor").pk
    change_post("stuurgroep:chair", actor=COMMAND, now=NOW, valid_from=TODAY, values={"follows": other})

    assert "Burgemeester van Beekstad" in found("FOLLOWS")[0].message


def test_a_seat_that_is_kept_while_its_post_is_vacant_is_named() -> None:
    empty("GM9001:mayor")

    kept = {finding.missing for finding in found("FOLLOWS")}
    assert ("overleg-noord:GM9001",) in kept
    assert "hoort bij een functie die vacant is" in found("FOLLOWS")[0].message


def test_it_is_computed_for_the_day_that_is_asked() -> None:
    empty("overleg-zuid:chair")

    assert not found("R03", TODAY - dt.timedelta(days=1))


def test_rooms_above_add_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(findings, "_added", {})
    missing = Finding(
        "R50", Severity.WARNING, SubjectKind.NETWORK, "", "Nog 3 besluiten te gaan.", "de gemeenten"
    )
    register_health_check(HealthRule("R50", "Alle partners doen mee.", lambda _asof: [missing]))

    report = network_health(AsOf(TODAY))

    assert report.rules[-1].asks == "Alle partners doen mee."
    assert missing in report.findings


def test_the_register_is_read_in_a_fixed_number_of_queries() -> None:
    with CaptureQueriesContext(connection) as asked:
        network_health(AsOf(TODAY))

    assert len(asked) <= 12, "with the host, and who provides the project leader (R52)"
