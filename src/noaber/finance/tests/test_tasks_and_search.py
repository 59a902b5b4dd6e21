"""What waits on the home page of who can do it, and what the search box finds for who may read it."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from noaber.core.access import ANONYMOUS, Actor, Grant
from noaber.core.asof import AsOf
from noaber.core.points import SearchHit
from noaber.finance.queries.budget.co_funding import pledges_of
from noaber.finance.rules.budget.co_funding import CoFundingKind, DeliverySaid, PledgeTerms
from noaber.finance.rules.spending.bookings import BookingPart
from noaber.finance.services.budget.co_funding import (
    Promise,
    record_pledge,
    report_delivery,
    reverse_delivery,
)
from noaber.finance.services.budget.year_budget import approve_budget
from noaber.finance.services.spending.commitments import Wanted, commit, request_commitment
from noaber.finance.services.spending.purchases import approve_purchase, book_purchase, take_in_purchase
from noaber.finance.tests.budget_books import (
    CODE,
    CONTROLLER,
    COORDINATOR,
    MAYOR,
    NOW,
    SECOND,
    TODAY,
    WHY,
    YEAR,
    agree,
    approved_budget,
    budget,
    changed,
    propose,
)
from noaber.finance.tests.invoices_in_books import issue_invoices
from noaber.finance.tests.spending.test_services_spending import BILL
from noaber.finance.views.search import finance_hits
from noaber.finance.views.spending.tasks import budget_tasks, delivery_tasks, spending_tasks
from noaber.network.models import Organisation

DAY = AsOf(TODAY)

pytestmark = pytest.mark.django_db


def titles(actor: Actor) -> list[str]:
    return [task.title for task in (*budget_tasks(actor, DAY), *spending_tasks(actor, DAY))]


def test_a_budget_that_waits_is_asked_of_everyone_but_who_proposed_it() -> None:
    approved_budget()
    row = propose(changed("projecten", 80_000_00))
    asked = [f"Keur de wijziging van {YEAR} goed"]
    assert [titles(actor) for actor in (CONTROLLER, SECOND, COORDINATOR, MAYOR, ANONYMOUS)] == [
        [], asked, asked, [], [],
    ]  # fmt: skip
    assistant = replace(SECOND, on_behalf_of_id=CONTROLLER.user_id)
    assert titles(assistant) == [], "nor of who works for who proposed it"
    approve_budget(row, actor=SECOND, now=NOW)
    assert titles(COORDINATOR) == []
    assert budget().waiting is None


def test_a_purchase_invoice_asks_a_first_and_a_second_approval_and_a_booking() -> None:
    approved_budget()
    number = take_in_purchase(BILL, source="hand", actor=CONTROLLER, now=NOW, today=TODAY)
    approve = ["Geef akkoord op 1 inkoopfactuur"]
    assert [titles(actor) for actor in (CONTROLLER, COORDINATOR, MAYOR)] == [approve, approve, []]
    approve_purchase(number, actor=CONTROLLER, now=NOW)
    assert [titles(actor) for actor in (CONTROLLER, COORDINATOR)] == [[], approve]
    approve_purchase(number, actor=COORDINATOR, now=NOW)
    assert [titles(actor) for actor in (CONTROLLER, COORDINATOR)] == [["Boek 1 inkoopfactuur"], []]
    parts = [BookingPart("projecten", BILL.total_cents)]
    book_purchase(number, CODE, YEAR, parts, actor=CONTROLLER, now=NOW, today=TODAY)
    assert titles(CONTROLLER) == []


def test_money_that_is_asked_for_is_for_the_controller_to_decide() -> None:
    approved_budget()
    key = request_commitment(Wanted(CODE, YEAR, "projecten", "Een proef", 100_00), actor=COORDINATOR, now=NOW)
    assert titles(CONTROLLER) == ["Beslis over 1 aangevraagde verplichting"]
    assert titles(COORDINATOR) == []
    commit(key, actor=CONTROLLER, now=NOW)
    assert titles(CONTROLLER) == []


def test_a_partner_is_asked_what_it_delivered_when_the_year_has_ended() -> None:
    agree()
    Organisation.objects.create(code="POLITIE", kind="police")
    police = Actor(1005, grants=frozenset({Grant("contact", "organisation:POLITIE")}))
    terms = PledgeTerms(CoFundingKind.CAPACITY, Decimal("0.5"), 70_000_00)
    record_pledge(Promise(CODE, YEAR, "capaciteit", "POLITIE"), terms, actor=CONTROLLER, now=NOW)

    def asked(actor: Actor, day: dt.date) -> list[str]:
        return [task.title for task in delivery_tasks(actor, AsOf(day))]

    after = dt.date(YEAR + 1, 1, 2)
    assert asked(police, dt.date(YEAR, 12, 31)) == []
    assert asked(police, after) == [f"Meld wat u in {YEAR} leverde"]
    assert asked(MAYOR, after) == asked(CONTROLLER, after) == []
    said = DeliverySaid(dt.date(YEAR, 1, 1), dt.date(YEAR, 12, 31), "urenstaat van het team", Decimal("0.5"))
    [pledge] = pledges_of(CODE, YEAR)
    report_delivery(pledge, said, actor=police, now=NOW, today=said.last_on)
    assert asked(police, after) == []
    [pledge] = pledges_of(CODE, YEAR)
    reverse_delivery(pledge, pledge.deliveries[0].id, reason=WHY, actor=police, now=NOW)
    assert asked(police, after) == [f"Meld wat u in {YEAR} leverde"]


def found(actor: Actor, typed: str, day: dt.date = dt.date(2023, 12, 31)) -> list[SearchHit]:
    return list(finance_hits(actor, typed.casefold().split(), AsOf(day)))


def test_the_search_box_finds_invoices_for_who_may_read_them() -> None:
    first, *_others = issue_invoices((100_00, 200_00)).values()
    approved_budget()
    take_in_purchase(BILL, source="hand", actor=CONTROLLER, now=NOW, today=TODAY)
    assert [hit.url for hit in found(CONTROLLER, first.number)] == [f"/facturen/{first.number}/"]
    name = first.content["buyer"]["name"]
    assert first.number in [hit.title for hit in found(CONTROLLER, name)]
    assert found(CONTROLLER, first.number, dt.date(2020, 1, 1)) == [], "it was not there yet"
    own = Actor(7, grants=frozenset({Grant("contact", f"organisation:{first.buyer.code}")}))
    assert [hit.title for hit in found(own, "2023-")] == [first.number], "only its own"
    assert [hit.kind for hit in found(COORDINATOR, "zalencentrum f-77")] == ["inkoopfactuur"]
    for actor in (own, MAYOR, ANONYMOUS):
        assert found(actor, "zalencentrum") == []
    for actor in (MAYOR, ANONYMOUS):
        assert found(actor, first.number) == []
