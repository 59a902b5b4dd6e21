"""Co-funding: pledged, delivered and asked beside each other, never in the cash (R19, R44, R58)."""

import datetime as dt
from dataclasses import fields, replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Final

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from noaber.core.access import Actor, Grant
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.finance.models import Delivery, Pledge
from noaber.finance.queries.budget.co_funding import PledgeRow, fte_checks, pledges_of, sums_of
from noaber.finance.rules.budget.co_funding import CoFundingKind, DeliverySaid, PledgeTerms
from noaber.finance.services.budget.co_funding import (
    Promise,
    record_pledge,
    report_delivery,
    reverse_delivery,
)
from noaber.finance.tests.budget.test_views_budget import client_of
from noaber.finance.tests.budget_books import (
    CODE,
    CONTROLLER,
    COORDINATOR,
    MAYOR,
    NOW,
    WHY,
    YEAR,
    agree,
    budget,
)
from noaber.finance.tests.samples import MEMO
from noaber.finance.views.budget.co_funding import _fte_status, fte_decimal
from noaber.network.api import OrganisationRow
from noaber.network.models import Organisation
from noaber.network.tests.pages import errors, send, words

HALF: Final = PledgeTerms(CoFundingKind.CAPACITY, Decimal("0.5"), 70_000_00)
AFTER: Final = dt.date(YEAR + 1, 1, 15)
POLICE: Final = Actor(1005, grants=frozenset({Grant("head", "organisation:POLITIE")}))
FIRST_HALF: Final = DeliverySaid(
    dt.date(YEAR, 1, 1), dt.date(YEAR, 6, 30), "urenstaat van het team", Decimal("0.5")
)


def promise(item: str = "capaciteit", organisation: str = "POLITIE", name: str = "") -> Promise:
    return Promise(CODE, YEAR, item, organisation, name)


def pledged(terms: PledgeTerms = HALF) -> PledgeRow:
    agree()
    Organisation.objects.get_or_create(code="POLITIE", kind="police")
    record_pledge(promise(), terms, actor=CONTROLLER, now=NOW)
    return again()


def again() -> PledgeRow:
    return next(row for row in pledges_of(CODE, YEAR) if row.party == "politie")


def police() -> OrganisationRow:
    texts = [each.name for each in fields(OrganisationRow) if each.name not in ("id", "revision")]
    known = {"code": "POLITIE", "kind": "police", "name": "Politie"}
    return OrganisationRow(
        id=Organisation.objects.get().pk, revision=1, **{name: known.get(name, "") for name in texts}
    )


@pytest.mark.django_db
def test_asked_pledged_and_delivered_stand_beside_each_other_and_not_in_the_cash() -> None:
    row = pledged()
    record_pledge(
        promise("subsidie", "", "Fonds"), PledgeTerms(CoFundingKind.GRANT, amount_cents=10_000_00),
        actor=COORDINATOR, now=NOW,
    )  # fmt: skip
    assert report_delivery(row, FIRST_HALF, actor=POLICE, now=NOW, today=AFTER)
    sums = sums_of(MEMO, pledges_of(CODE, YEAR))
    assert [(each.asked_cents, each.pledged_cents, each.delivered_cents) for each in sums] == [
        (120_000_00, 35_000_00, 1_735_616),
        (10_000_00, 0, 0),
        (10_000_00, 10_000_00, 0),
    ]
    assert sum(each.asked_cents for each in sums) == 140_000_00
    assert MEMO.size_cents == 370_000_00
    assert not budget().lines, "nothing of it is in the budget"


@pytest.mark.django_db
def test_a_kind_that_does_not_fit_the_line_is_refused_with_those_that_do() -> None:
    pledged()
    with pytest.raises(DomainError, match="Wel past: subsidie") as refused:
        record_pledge(promise("subsidie"), HALF, actor=CONTROLLER, now=NOW)
    assert refused.value.field == "kind"


@pytest.mark.django_db
def test_what_is_said_twice_is_said_once_and_a_period_is_reported_once() -> None:
    row = pledged()
    assert not record_pledge(promise(), HALF, actor=CONTROLLER, now=NOW)
    assert report_delivery(row, FIRST_HALF, actor=POLICE, now=NOW, today=AFTER)
    assert not report_delivery(row, FIRST_HALF, actor=POLICE, now=NOW, today=AFTER)
    late = DeliverySaid(dt.date(YEAR, 6, 30), dt.date(YEAR, 9, 30), "urenstaat", Decimal(1))
    with pytest.raises(DomainError, match="al gemeld"):
        report_delivery(row, late, actor=POLICE, now=NOW, today=AFTER)
    [made] = Delivery.objects.all()
    assert reverse_delivery(again(), made.pk, reason=WHY, actor=POLICE, now=NOW)
    assert not reverse_delivery(again(), made.pk, reason=WHY, actor=POLICE, now=NOW)
    assert again().delivered_cents == 0
    assert report_delivery(again(), FIRST_HALF, actor=POLICE, now=NOW, today=AFTER), "it can be reported anew"


@pytest.mark.django_db
def test_only_the_party_and_who_keeps_the_books_report_and_only_the_latter_promise() -> None:
    row = pledged()
    with pytest.raises(AccessRefused):
        report_delivery(row, FIRST_HALF, actor=MAYOR, now=NOW, today=AFTER)
    for actor in (POLICE, MAYOR):
        with pytest.raises(AccessRefused):
            record_pledge(promise(), HALF, actor=actor, now=NOW)
    assert report_delivery(row, FIRST_HALF, actor=COORDINATOR, now=NOW, today=AFTER)


@pytest.mark.django_db
def test_an_overtaken_pledge_is_a_conflict_and_what_is_wrong_is_named() -> None:
    row = pledged()
    more = PledgeTerms(CoFundingKind.CAPACITY, Decimal(1), 70_000_00)
    assert record_pledge(promise(), more, actor=CONTROLLER, now=NOW, expected_revision=row.revision)
    with pytest.raises(Conflict):
        record_pledge(promise(), HALF, actor=CONTROLLER, now=NOW, expected_revision=row.revision)
    for asked, terms, field in (
        (promise("bestaat-niet"), HALF, "item"),
        (promise(organisation="NIET"), HALF, "organisation"),
        (promise(organisation=""), HALF, "name"),
        (promise(), PledgeTerms(CoFundingKind.CAPACITY, Decimal(-1), 1), "fte"),
        (promise(), PledgeTerms(CoFundingKind.FACILITIES, amount_cents=-1), "amount"),
    ):
        with pytest.raises(DomainError) as refused:
            record_pledge(asked, terms, actor=CONTROLLER, now=NOW)
        assert refused.value.field == field
    assert Pledge.objects.count() == 1


@pytest.mark.django_db
def test_the_capacity_of_a_partner_is_met_or_how_much_is_short() -> None:
    row = pledged(PledgeTerms(CoFundingKind.CAPACITY, Decimal("0.3"), 70_000_00))
    partner = police()
    [check] = fte_checks(MEMO, [row], [partner], AFTER)
    assert (check.asked, check.pledged, check.short, check.is_promised) == (
        Decimal("0.5"),
        Decimal("0.3"),
        Decimal("0.2"),
        False,
    )


@pytest.mark.django_db
def test_what_is_promised_is_met_once_it_was_delivered_and_never_before_its_day() -> None:
    row = pledged()
    whole = replace(FIRST_HALF, last_on=dt.date(YEAR, 12, 31))
    with pytest.raises(DomainError, match="moet nog komen") as refused:
        report_delivery(row, whole, actor=POLICE, now=NOW, today=dt.date(YEAR, 12, 30))
    assert refused.value.field == "last_on"

    def said(*, is_over: bool) -> str:
        [check] = fte_checks(MEMO, [again()], [police()], AFTER)
        return str(_fte_status(check, is_over=is_over).label)

    assert (said(is_over=False), said(is_over=True)) == ("toegezegd", "0,50 fte niet geleverd")
    assert report_delivery(row, whole, actor=POLICE, now=NOW, today=AFTER)
    assert said(is_over=True) == "gehaald"


@pytest.mark.django_db
def test_the_pages_from_a_pledge_to_a_delivery_that_is_taken_back() -> None:
    pledged()
    controller, address = client_of("controller"), f"/begroting/{CODE}/{YEAR}/cofinanciering/"
    made = send(
        controller, f"{address}nieuw/", item="subsidie", kind="grant", name="Fonds Veilig", amount="10.000"
    )
    assert made.url == address
    page = words(controller.get(address))
    for text in ("Fonds Veilig", "140.000,00", "370.000,00", "niemand betaalt dit bedrag"):
        assert text in page
    assert "370.000,00" in words(controller.get("/begroting/cofinanciering/"))
    pledge = f"/begroting/inbreng/{again().id}/"
    half = {"first_on": "1-1-2021", "last_on": "30-6-2021", "evidence": "urenstaat van het team"}
    assert "hoeveel fte" in errors(send(controller, f"{pledge}melden/", fte="0", **half))
    assert send(controller, f"{pledge}melden/", fte="0,5", **half).url == pledge
    [made] = Delivery.objects.all()
    undo = f"{pledge}leveringen/{made.pk}/terugnemen/"
    assert send(controller, undo, reason=WHY).url == pledge
    assert "teruggenomen" in words(controller.get(pledge))
    assert Client().get(pledge).status_code == 302


@given(st.fractions(0, 100))
def test_fte_is_shown_half_up_on_two_decimals(fte: Fraction) -> None:
    shown = fte_decimal(fte)
    assert abs(Fraction(shown) - fte) <= Fraction(1, 200)
    assert shown == round(shown, 2)


@given(
    st.lists(st.integers(1, 364), unique=True, max_size=4),
    st.decimals(Decimal("0.01"), 9, places=2),
    st.integers(1, 10**7),
)
def test_periods_that_fill_a_year_are_worth_the_pledge_but_for_a_cent_each(
    cuts: list[int], fte: Decimal, tariff: int
) -> None:
    terms = PledgeTerms(CoFundingKind.CAPACITY, fte, tariff)
    bounds = [0, *sorted(cuts), 365]
    parts = [
        DeliverySaid(
            dt.date(YEAR, 1, 1) + dt.timedelta(days=first),
            dt.date(YEAR, 1, 1) + dt.timedelta(days=last - 1),
            "x",
            fte,
        )
        for first, last in pairwise(bounds)
    ]
    assert sum((part.fte_of_year for part in parts), Fraction(0)) == Fraction(fte)
    assert abs(sum(part.value_cents(terms) for part in parts) - terms.value_cents) <= len(parts)
