"""What goes back of a result is set off against an open invoice of the same payer, and can be taken back."""

import datetime as dt
from typing import Any, Final

import pytest

from noaber.core.access import Actor
from noaber.core.audit import verify_chain
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.finance.models import Invoice, ResultSetOff
from noaber.finance.papers.account import account_row, account_words
from noaber.finance.queries.dunning.payer_account import account
from noaber.finance.queries.invoices.open_items import settlements
from noaber.finance.queries.reports.audit_tables import audit_tables
from noaber.finance.queries.reports.figures import figures_of
from noaber.finance.queries.reports.report import ReportRow, report_of
from noaber.finance.queries.reports.returns import open_returns, returns_of
from noaber.finance.queries.reports.year_books import journal_postings
from noaber.finance.rules.dunning.payer_account import MovementKind
from noaber.finance.rules.spending.journal import balances_of
from noaber.finance.services.billing.credited_results import release_of_credited
from noaber.finance.services.reports.result_set_offs import (
    SetOff,
    release_result_set_off,
    set_off_result,
)
from noaber.finance.services.reports.returning import return_result
from noaber.finance.tests.budget.test_views_budget import client_of
from noaber.finance.tests.budget_books import CODE, CONTROLLER, COORDINATOR, WHY
from noaber.finance.tests.paying_books import pay
from noaber.finance.tests.reports.test_result_returns import LATER, money_out
from noaber.finance.tests.reports.test_year_books import AFTER, closed_years
from noaber.network.tests.pages import errors, links, send, words

pytestmark = [pytest.mark.django_db, pytest.mark.db]

PAYER = "GM9001"
PAGE = f"/begroting/{CODE}/2020/terug/"
A, B = "2021-0001", "2021-0002"
DAY: Final = LATER.date()
SAID: Final[dict[str, Any]] = {"actor": CONTROLLER, "now": LATER, "today": DAY}


@pytest.fixture
def closed() -> ReportRow:
    """Of the result of 2020 15, 30 and 45 go back; for 2021 the first two owe 150 and 250."""
    closed_years(0)
    found = report_of(CODE, 2020, "jaarrekening")
    assert found
    return found


def set_off(
    closed: ReportRow,
    cents: int,
    number: str = A,
    actor: Actor = CONTROLLER,
    seen_left: int | None = None,
) -> bool:
    asked = SetOff(PAYER, number, cents, WHY, seen_left)
    return set_off_result(closed, asked, actor=actor, now=LATER, today=DAY)


def left(closed: ReportRow, number: str = A) -> tuple[int, int]:
    """What still goes back to the payer, and what the invoice still asks."""
    [row] = [each for each in returns_of(closed) if each.code == PAYER]
    return row.open_cents, settlements([number])[0].settlement.open_cents


def books() -> tuple[int, int]:
    found = [balances_of(journal_postings(CODE, year)) for year in (2021, 2022, 2023)]
    return found[-1].get("debiteuren", 0), -found[-1].get("terug-naar-betalers", 0)


def test_a_part_of_it_makes_an_invoice_ask_less_in_every_book_until_it_is_taken_back(
    closed: ReportRow,
) -> None:
    asked, fixed = books(), journal_postings(CODE, 2020)
    assert set_off(closed, 10_00)
    assert left(closed) == (5_00, 140_00)
    assert [each.open_cents for each in open_returns()] == [80_00]
    assert books() == (asked[0] - 10_00, asked[1] - 10_00)
    assert journal_postings(CODE, 2020) == fixed
    found = account(PAYER, AFTER)
    assert found
    rows = {
        (row["kind"], row["number"], row["asked"], row["taken"])
        for row in map(account_row, found.account.lines)
    }
    assert ("verrekend met het resultaat van 2020", A, None, 10_00) in rows
    assert ("resultaat van 2020, verrekend met een factuur", A, 10_00, None) in rows
    assert (found.account.balance_cents, found.account.paid_by_number[A]) == (135_00, 10_00)
    said = found.account.standing
    assert (said.open_cents, said.back_cents) == (140_00, 5_00)
    key = ResultSetOff.objects.get().pk
    assert release_result_set_off(key, reason=WHY, **SAID)
    assert not release_result_set_off(key, reason=WHY, **SAID), "twice is once"
    assert (left(closed), books()) == ((15_00, 150_00), asked)
    assert verify_chain()[1] is None


def test_never_more_than_either_has_nor_for_another_nor_by_another(closed: ReportRow) -> None:
    for number, cents, why in ((A, 15_01, "ten hoogste"), (A, 0, "ten hoogste"), (B, 1, "dezelfde betaler")):
        with pytest.raises(DomainError, match=why):
            set_off(closed, cents, number)
    with pytest.raises(AccessRefused):
        set_off(closed, 1, actor=COORDINATOR)
    assert set_off(closed, 10_00, seen_left=15_00)
    assert not set_off(closed, 10_00, seen_left=15_00), "sent twice"
    with pytest.raises(Conflict):
        set_off(closed, 4_00, seen_left=15_00)
    (out,) = money_out(15_00)
    return_result(closed, PAYER, out, actor=CONTROLLER, now=LATER)
    assert left(closed) == (0, 140_00), "the bank paid the rest and no more"
    with pytest.raises(Conflict):
        set_off(closed, 1)


def test_what_is_credited_asks_nothing_so_it_goes_back_again(closed: ReportRow) -> None:
    set_off(closed, 15_00)
    release_of_credited([A], **SAID)
    assert left(closed) == (15_00, 150_00)
    assert verify_chain()[1] is None


@pytest.mark.parametrize("how", ["credited", "by a person"])
def test_what_was_taken_back_later_stands_on_the_days_before_that(closed: ReportRow, how: str) -> None:
    set_off(closed, 10_00)
    week = dt.timedelta(days=7)
    undone: dict[str, Any] = {**SAID, "now": LATER + week, "today": DAY + week}
    if how == "credited":
        release_of_credited([A], **undone)
    else:
        release_result_set_off(ResultSetOff.objects.get().pk, reason=WHY, **undone)
    client, page = client_of("controller"), f"/facturen/overzicht/{PAYER}/?geldig-op="
    for day, off in (
        (DAY - week, 0),
        (DAY, 10_00),
        (DAY + week - dt.timedelta(days=1), 10_00),
        (DAY + week, 0),
    ):
        found = account(PAYER, day)
        assert found
        said = found.account
        assert (said.total_cents(MovementKind.SET_OFF), said.total_cents(MovementKind.RESULT_SET_OFF)) == (
            off,
            off,
        )
        assert said.paid_by_number.get(A, 0) == off
        assert {each.code: each.paid_cents for each in figures_of(CODE, 2021, day).payers}[PAYER] == off
        assert said.standing.balance_cents == said.balance_cents
        told = words(client.get(f"{page}{day}"))
        assert ("verrekend met het resultaat van 2020" in told) is bool(off)
    assert said.standing.back_cents == 15_00, "and then it goes back again"


def test_what_the_bank_paid_while_it_was_set_off_as_well_had_been_given_twice_until_that_was_undone(
    closed: ReportRow,
) -> None:
    set_off(closed, 15_00)
    week, paid_on = dt.timedelta(days=7), DAY + dt.timedelta(days=2)
    release_of_credited([A], actor=CONTROLLER, now=LATER + week, today=DAY + week)
    (out,) = money_out(15_00, booked_on=paid_on)
    return_result(closed, PAYER, out, actor=CONTROLLER, now=LATER + week)
    for day, twice in ((DAY, 0), (paid_on, 15_00), (DAY + week, 0)):
        found = account(PAYER, day)
        assert found
        said = found.account.standing
        assert (said.twice_cents, said.back_cents) == (twice, 0)
        assert said.balance_cents == found.account.balance_cents
        assert ("€\xa015,00 te veel betaald of verrekend" in account_words(found)) is bool(twice)


def test_the_pages_set_it_off_and_take_it_back(closed: ReportRow) -> None:
    client, page = client_of("controller"), f"{PAGE}{PAYER}/verrekenen/"
    assert page in links(client.get(PAGE))
    pay("2020-0003", 300_00, at=LATER)
    assert f"{PAGE}GM9003/verrekenen/" not in links(client.get(PAGE)), "nothing is open there"
    form = client.get(page)
    assert f'value="{A}" selected' in form.content.decode()
    assert B not in form.content.decode()
    said = {"invoice": A, "amount": "10,00", "reason": WHY, "left": "1500"}
    assert "ten hoogste" in str(errors(send(client, page, **(said | {"amount": "20,00"}))))
    assert send(client, page, **said).url == PAGE
    assert send(client, page, **said).url == PAGE, "a stale page sent again"
    undo = f"{PAGE}verrekening/{ResultSetOff.objects.get().pk}/losmaken/"
    shown = client.get(PAGE)
    assert {undo, f"/facturen/{A}/"} <= set(links(shown))
    assert "Verrekend met facturen" in words(shown)
    assert "Verrekend met een resultaat" in words(client.get(f"/facturen/{A}/"))
    own = words(client.get(f"/bijdragen/gemeente/{PAYER}/"))
    assert f"resultaat van 2020, verrekend met een factuur {A}" in own
    journal = words(client.get(f"/begroting/{CODE}/2024/journaal/"))
    assert "verrekend" in journal
    assert send(client, undo, reason=WHY).url == PAGE
    assert left(closed) == (15_00, 150_00)
    assert "geen factuur open" in words(client.get(f"{PAGE}GM9003/verrekenen/"))


def test_the_auditor_finds_it_with_the_result_and_with_the_invoice(closed: ReportRow) -> None:
    set_off(closed, 15_00)
    for year in (2020, 2021):
        tables = {each.name: each.rows for each in audit_tables(CODE, year)}
        assert [row["invoice_number"] for row in tables["result_set_offs"]] == [A]
    assert Invoice.objects.filter(number=A).exists()
