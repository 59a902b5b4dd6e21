"""The demonstration network holds what the memo says of it, on 28 January 2019 and on 15 May 2023."""

import datetime as dt
from collections import Counter

import pytest

from noaber.core import clock
from noaber.core.access import COMMAND
from noaber.core.asof import AsOf, end_of_day
from noaber.network.api import OOST_NEDERLAND, may_decide
from noaber.network.health.report import HealthReport, network_health
from noaber.network.models import (
    BodyVersion,
    Membership,
    MembershipVersion,
    OrganisationVersion,
    PersonVersion,
    PopulationFigure,
)
from noaber.network.queries.bodies import bodies
from noaber.network.queries.organisations import municipalities, organisations
from noaber.network.queries.populations import populations
from noaber.network.queries.seats import seats
from noaber.network.queries.themes import themes
from noaber.network.rules.seats import seven_largest
from noaber.network.services.endings import end_body
from noaber.network.services.load_network import load_network
from noaber.network.services.memberships import end_membership
from noaber.network.tests.conftest import holder

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("oost_nederland")]

MEMO = AsOf(dt.date(2019, 1, 28))
EVALUATION = AsOf(dt.date(2023, 5, 15))


def codes(report: HealthReport) -> set[str]:
    return {finding.code for finding in report.findings}


@pytest.mark.parametrize("asof", [MEMO, EVALUATION], ids=["memo", "evaluation"])
def test_r02_there_are_76_municipalities_in_five_districts(asof: AsOf) -> None:
    per_district = Counter(row.district_name for row in municipalities(COMMAND, asof))

    assert per_district == {
        "IJsselland": 11,
        "Twente": 14,
        "Noord- en Oost-Gelderland": 22,
        "Gelderland-Midden": 15,
        "Gelderland-Zuid": 14,
    }


def test_before_the_merger_of_west_betuwe_there_were_78() -> None:
    assert len(municipalities(COMMAND, AsOf(dt.date(2018, 12, 31)))) == 78


@pytest.mark.parametrize("asof", [MEMO, EVALUATION], ids=["memo", "evaluation"])
def test_r03_each_municipality_sits_in_exactly_one_district_council(asof: AsOf) -> None:
    councils = [row for row in bodies(COMMAND, asof) if row.kind == "district_safety_council"]
    seated = Counter(
        seat.organisation_code
        for council in councils
        for seat in seats(COMMAND, asof, body_code=council.code, roles=("member",))
        if seat.organisation_code.startswith("GM") and not seat.is_vacant
    )

    assert len(councils) == 5
    assert seated == {row.code: 1 for row in municipalities(COMMAND, asof)}


def test_r04_the_partners_are_76_and_3() -> None:
    kinds = Counter(row.kind for row in organisations(COMMAND, MEMO))

    assert kinds == {"municipality": 76, "police": 1, "prosecution_service": 1, "riec": 1}


def test_r11_there_are_four_named_themes_each_with_a_mayor_and_a_text() -> None:
    rows = themes(COMMAND, MEMO)

    assert [row.name for row in rows] == [
        "Ondermijning",
        "Kwetsbare personen",
        "Cybercrime/gedigitaliseerde criminaliteit",
        "Informatiegestuurd werken",
    ]
    assert all(row.holders and row.description for row in rows)


def test_r17_the_seven_largest_follow_from_the_populations() -> None:
    figures = {code: row.population for code, row in populations(dt.date(2020, 1, 1)).items()}

    assert seven_largest(figures) == ("GM0268", "GM0200", "GM0202", "GM0153", "GM0193", "GM0228", "GM0150")


def test_the_populations_of_2019_add_up() -> None:
    rows = populations(dt.date(2019, 1, 1))

    assert (len(rows), sum(row.population for row in rows.values())) == (76, 3_228_403)


def test_populations_run_from_2013_to_2025_published_and_provisional_told_apart() -> None:
    known = PopulationFigure.objects.known(None)
    status = {(row.reference_on.year, row.is_provisional) for row in known}

    published = {2017, 2018, 2019, 2022, 2023, 2024}
    assert status == {(year, year not in published) for year in range(2013, 2026)}


def test_on_the_day_of_the_memo_the_figures_of_2019_were_provisional() -> None:
    asked = end_of_day(MEMO.valid_on)

    assert all(row.is_provisional for row in populations(dt.date(2019, 1, 1), known_at=asked).values())


@pytest.mark.parametrize("rule", ["R34", "R36", "R37", "R38", "R39", "R40", "R41", "AVO"])
def test_on_the_day_of_the_memo_the_rule_holds(rule: str) -> None:
    results = {result.code: result for result in network_health(MEMO).rules}

    assert results[rule].holds, results[rule].findings


def test_r34_and_r36_the_steering_group_is_led_by_enschede_who_sits_in_the_rvo() -> None:
    assert holder("bbg:chair", MEMO.valid_on) == "Burgemeester van Enschede"
    assert holder("rvo:twente", MEMO.valid_on) == "Burgemeester van Enschede"


def test_r40_the_teams_report_to_the_working_group() -> None:
    teams = [row for row in bodies(COMMAND, MEMO) if row.kind == "expert_team"]

    assert {team.parent_code for team in teams} == {"werkgroep"}
    assert len(teams) == 4


@pytest.mark.parametrize(
    ("body", "allowed"),
    [("avo", False), ("werkgroep", False), ("dvo-twente", True), ("bbg", True), ("niets", False)],
)
def test_r41_an_informal_body_may_not_decide(body: str, *, allowed: bool) -> None:
    assert bool(may_decide(body, MEMO)) is allowed


def test_r41_the_refusal_names_the_body_and_why() -> None:
    answer = may_decide("avo", MEMO)

    assert getattr(answer, "reason", "").startswith(
        "Ambtelijk veiligheidsoverleg Oost-Nederland is een informeel"
    )


def test_the_avo_seats_the_heads_of_the_seven_largest_and_three_partners() -> None:
    rows = seats(COMMAND, MEMO, body_code="avo")

    assert len(rows) == 10
    assert not any(row.is_vacant for row in rows)


@pytest.mark.parametrize(
    ("body", "rule", "missing"),
    [
        ("bbg:police", "R34", "politie"),
        ("bbg:om", "R34", "Openbaar Ministerie"),
        ("et-cybercrime:police", "R39", "Politie-eenheid Oost-Nederland"),
        ("platform-ondermijning:riec", "R39", "RIEC Oost-Nederland"),
        ("platform-ondermijning:twente", "R39", "Twente"),
        ("avo:police", "AVO", "politie"),
        ("avo:GM0153", "AVO", "Enschede"),
    ],
)
def test_a_partner_the_memo_asks_for_is_missed_with_the_seat_to_fill(
    body: str, rule: str, missing: str
) -> None:
    held = Membership.objects.filter(post__code=body)
    for membership in held:
        end_membership(membership.pk, actor=COMMAND, now=clock.now(), valid_until=EVALUATION.valid_on)

    found = [one for one in network_health(EVALUATION).findings if one.code == rule and body in one.seats]

    assert len(found) == 1
    assert missing in found[0].message


def test_a_network_without_its_steering_group_is_not_in_order() -> None:
    end_body("bbg", actor=COMMAND, now=clock.now(), valid_until=EVALUATION.valid_on, reason="Proef")

    found = [one for one in network_health(EVALUATION).findings if one.code == "R34"]
    assert [one.message for one in found] == ["Het netwerk heeft geen bestuurlijke begeleidingsgroep."]


def test_the_network_itself_is_missed_in_the_council_of_officials() -> None:
    for membership in Membership.objects.filter(post__code="avo:network"):
        end_membership(membership.pk, actor=COMMAND, now=clock.now(), valid_until=EVALUATION.valid_on)

    (found,) = [one for one in network_health(EVALUATION).findings if one.code == "AVO"]
    assert found.message == "In AVO zit niemand van het netwerkbureau."


def test_the_college_seats_all_mayors_and_the_chief_prosecutor() -> None:
    rows = [row for row in seats(COMMAND, MEMO, body_code="bestuurscollege") if row.role == "member"]

    assert len(rows) == 77
    assert not any(row.is_vacant for row in rows)


def test_in_2023_health_has_something_to_say() -> None:
    report = network_health(EVALUATION)

    assert codes(report) == {"R39", "CONTACT", "TERM", "VACANT"}
    assert {finding.missing for finding in report.findings} >= {("gelderland-zuid",), ("GM0277",)}
    assert all(finding.mended_by and finding.evidence for finding in report.findings)


def test_the_mayor_of_zwolle_changed_with_every_seat_and_theme() -> None:
    before, after = dt.date(2021, 5, 31), dt.date(2021, 6, 1)
    followed = (
        "GM0193:mayor",
        "dvo-ijsselland:GM0193",
        "dvo-ijsselland:chair",
        "rvo:ijsselland",
        "bbg:ijsselland",
    )

    assert {holder(post, before) for post in followed} == {"Burgemeester van Zwolle"}
    assert {holder(post, after) for post in followed} == {"Burgemeester van Zwolle (sinds 2021)"}
    carried = {row.code: [one.name for one in row.holders] for row in themes(COMMAND, AsOf(after))}
    assert carried["kwetsbare-personen"] == ["Burgemeester van Zwolle (sinds 2021)"]


def test_a_correction_known_later_is_not_seen_before_it_was_known() -> None:
    day = dt.date(2020, 1, 15)

    assert holder("GM0164:contact", day) == "Adviseur veiligheid van Hengelo (sinds 2020)"
    assert (
        holder("GM0164:contact", day, known_at=end_of_day(dt.date(2020, 2, 1)))
        == "Adviseur veiligheid van Hengelo"
    )


def test_a_team_had_another_name_before() -> None:
    names = BodyVersion.objects.filter(body__code="et-kwetsbare-personen").order_by("valid_from")

    assert [version.short_name for version in names] == ["ET Verwarde Personen", "ET Kwetsbare Personen"]


def test_all_people_are_functions_with_addresses_that_reach_nobody() -> None:
    assert not PersonVersion.objects.exclude(email__endswith=".invalid").exists()
    assert not PersonVersion.objects.exclude(phone="").exists()
    assert not PersonVersion.objects.filter(job_title="").exists()


def test_identifiers_come_from_a_range_that_is_not_issued() -> None:
    partners = OrganisationVersion.objects.exclude(oin="")

    assert partners.count() == 79
    assert not partners.exclude(oin__startswith="99999999").exists()
    assert not partners.exclude(kvk__startswith="0000").exists()


def test_loading_the_files_over_the_demonstration_changes_nothing() -> None:
    memberships, versions = Membership.objects.count(), MembershipVersion.objects.count()

    report = load_network(
        OOST_NEDERLAND,
        actor=COMMAND,
        now=dt.datetime(2023, 5, 15, 12, tzinfo=dt.UTC),
        today=EVALUATION.valid_on,
    )

    assert not report.has_changes
    assert (Membership.objects.count(), MembershipVersion.objects.count()) == (memberships, versions)
