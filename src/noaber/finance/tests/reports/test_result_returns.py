"""What of an adopted result goes back is a debt to each payer, on its account and in the journal, until it is paid."""

import datetime as dt
import io
from typing import Any

import pytest

from noaber.core.asof import AsOf
from noaber.core.audit import verify_chain
from noaber.core.errors import AccessRefused, DomainError
from noaber.finance.models import BankEntry
from noaber.finance.queries.bank.entries import entry
from noaber.finance.queries.dunning.payer_account import account
from noaber.finance.queries.reports.audit_tables import audit_tables
from noaber.finance.queries.reports.report import ReportRow, report_of
from noaber.finance.queries.reports.returns import returns_of
from noaber.finance.queries.reports.year_books import journal_postings
from noaber.finance.rules.bank.statements import Direction
from noaber.finance.rules.spending.journal import balances_of
from noaber.finance.services.bank.importing import import_bank_file
from noaber.finance.services.reports.returning import release_return, return_result
from noaber.finance.tests.bank_samples import camt, iban
from noaber.finance.tests.bank_samples import entry as said_entry
from noaber.finance.tests.budget.test_views_budget import client_of
from noaber.finance.tests.budget_books import CODE, CONTROLLER, COORDINATOR, WHY
from noaber.finance.tests.invoices_in_books import NOW as ISSUED_AT
from noaber.finance.tests.reports.test_year_books import AFTER, HOUR, closed_years
from noaber.finance.views.reports.tasks import return_tasks
from noaber.network.tests.pages import errors, links, send, typed_in, words

pytestmark = pytest.mark.django_db

LATER = ISSUED_AT + 4 * HOUR
PAGE = f"/begroting/{CODE}/2020/terug/"


@pytest.fixture
def closed() -> ReportRow:
    closed_years(0)
    found = report_of(CODE, 2020, "jaarrekening")
    assert found
    return found


def money_out(*cents: int, **more: Any) -> list[int]:
    before = BankEntry.objects.count()
    said = [said_entry(each, direction=Direction.DEBIT, text=f"Terug {each}", **more) for each in cents]
    data = camt(said, number=str(before), opening=before)
    import_bank_file(io.BytesIO(data), "juni.xml", actor=CONTROLLER, now=LATER)
    return list(BankEntry.objects.order_by("pk").values_list("pk", flat=True)[before:])


def owed() -> int:
    """What the journal of the year that is open says that payers have to get."""
    return -balances_of(journal_postings(CODE, 2021)).get("terug-naar-betalers", 0)


def balance(code: str) -> int:
    found = account(code, AFTER)
    assert found
    return found.account.balance_cents


def test_it_is_owed_from_the_adoption_on_until_the_bank_paid_it(closed: ReportRow) -> None:
    assert [(row.code, row.due_cents) for row in returns_of(closed)] == [
        ("GM9001", 15_00),
        ("GM9002", 30_00),
        ("GM9003", 45_00),
    ]
    assert owed() == 90_00
    before = balance("GM9001")
    assert before == 150_00 - 15_00, "what was asked for 2021, less what goes back"
    whole, part = money_out(15_00, 40_00)
    assert return_result(closed, "GM9001", whole, actor=CONTROLLER, now=LATER)
    assert not return_result(closed, "GM9001", whole, actor=CONTROLLER, now=LATER), "twice is once"
    assert return_result(closed, "GM9003", part, actor=CONTROLLER, now=LATER)
    assert [row.open_cents for row in returns_of(closed)] == [0, 30_00, 5_00]
    assert owed() == 35_00
    assert balance("GM9001") == before + 15_00
    left = entry(part)
    assert left
    assert left.left_cents == 0
    key = closed_returns()[0]
    assert release_return(key, reason=WHY, actor=CONTROLLER, now=LATER)
    assert not release_return(key, reason=WHY, actor=CONTROLLER, now=LATER)
    assert (owed(), balance("GM9001")) == (50_00, before)
    assert verify_chain()[1] is None


def closed_returns() -> list[int]:
    from noaber.finance.models import ResultReturn

    return list(ResultReturn.objects.order_by("pk").values_list("pk", flat=True))


def test_nothing_more_and_by_nobody_else(closed: ReportRow) -> None:
    out, more = money_out(500_00, 1_00)
    with pytest.raises(AccessRefused):
        return_result(closed, "GM9001", out, actor=COORDINATOR, now=LATER)
    assert return_result(closed, "GM9001", out, actor=CONTROLLER, now=LATER)
    for payer, key, text in (
        ("GM9001", more, "al terugbetaald"),
        ("GM9999", more, "niets terug"),
        ("GM9002", BankEntry.objects.filter(direction="credit")[0].pk, "kwam binnen"),
    ):
        with pytest.raises(DomainError, match=text):
            return_result(closed, payer, key, actor=CONTROLLER, now=LATER)
    left = entry(out)
    assert left
    assert left.left_cents == 485_00, "the rest can pay another"


@pytest.mark.usefixtures("closed")
def test_the_controller_says_so_on_a_page_and_the_payer_sees_it() -> None:
    (key,) = money_out(15_00)
    client = client_of("controller")
    assert "€ 90,00" in words(client.get(PAGE)).replace("\xa0", " ")
    assert send(client, f"{PAGE}GM9001/", entry=str(key)).url == PAGE
    assert "€ 75,00" in words(client.get(PAGE)).replace("\xa0", " ")
    own = words(client.get("/bijdragen/gemeente/GM9001/")).replace("\xa0", " ")
    paid, _title, back = own.partition("Gaat naar u terug")
    assert "resultaat van" not in paid.split("Wat u betaalde")[1], "what goes back is no payment of the payer"
    assert "terug uit het resultaat van 2020€ 15,00" in back
    assert "terugbetaling uit het resultaat van 2020–€ 15,00" in back
    said = words(client.get("/facturen/overzicht/GM9001/"))
    assert "terug uit het resultaat van 2020" in said
    assert "terugbetaling uit het resultaat van 2020" in said
    undo = f"{PAGE}betaling/{closed_returns()[0]}/losmaken/"
    assert "Proef 1 (GM9001)" in words(client.get(undo)), "by its name"
    assert send(client, f"{PAGE}GM9001/", entry=str(key)).url == PAGE, "a stale page sent again"
    assert len(closed_returns()) == 1
    entry_page = client.get(f"/bank/{key}/")
    assert "terug uit het resultaat van 2020, " in words(entry_page)
    assert {PAGE, undo} <= set(links(entry_page))
    assert send(client, undo, reason=WHY).url == PAGE
    assert WHY in words(client.get(PAGE))
    assert "€ 15,00, telt niet mee" in words(client.get(PAGE)).replace("\xa0", " ")


@pytest.mark.usefixtures("closed")
def test_from_an_open_entry_and_from_what_waits_it_is_one_way_on_and_another_party_is_warned_of() -> None:
    (key,) = money_out(15_00)
    client = client_of("controller")
    assert f"{PAGE}?boeking={key}" in links(client.get(f"/bank/{key}/"))
    assert f"{PAGE}GM9001/?boeking={key}" in links(client.get(f"{PAGE}?boeking={key}"))
    page = client.get(f"{PAGE}GM9001/?boeking={key}")
    assert "Let op, andere naam en rekening" in words(page)
    assert typed_in(page)["entry"] == str(key)
    assert "verwerkt of bestaat niet" in str(errors(send(client, f"{PAGE}GM9001/", entry="999")))
    [task] = return_tasks(CONTROLLER, AsOf(AFTER))
    assert (task.title, task.url) == ("Betaal terug uit het resultaat van 2020", PAGE)
    assert "3 betalers" in task.text
    assert not list(return_tasks(COORDINATOR, AsOf(AFTER)))


def test_the_auditor_can_follow_every_payment_to_its_entry(closed: ReportRow) -> None:
    (key,) = money_out(15_00, booked_on=dt.date(2021, 5, 4))
    return_result(closed, "GM9001", key, actor=CONTROLLER, now=LATER)
    assert BankEntry.objects.get(pk=key).booked_on.year != closed.year, "paid in a later year"
    tables = {each.name: each.rows for each in audit_tables(CODE, closed.year)}
    for table, column, other in (
        ("result_returns", "entry_id", "bank_entries"),
        ("result_returns", "adoption_id", "report_adoptions"),
        ("bank_entries", "statement_id", "bank_statements"),
    ):
        pointing = {row[column] for row in tables[table]}
        assert pointing
        assert pointing <= {row["id"] for row in tables[other]}, (table, column)


@pytest.mark.parametrize("is_released", [False, True])
def test_what_the_bank_sent_back_of_a_return_is_owed_once(closed: ReportRow, is_released: bool) -> None:
    """On the page of the money that came back, also after the return was released by hand."""
    before = balance("GM9001")
    party = {"counterparty_name": "Gemeente Proef 1", "counterparty_iban": iban(7)}
    (out,) = money_out(15_00, booked_on=dt.date(2023, 6, 8), **party)
    return_result(closed, "GM9001", out, actor=CONTROLLER, now=LATER)
    came = said_entry(15_00, booked_on=dt.date(2023, 6, 9), is_reversal=True, **party)
    import_bank_file(io.BytesIO(camt([came], number="terug")), "juni.xml", actor=CONTROLLER, now=LATER)
    back = BankEntry.objects.latest("pk").pk
    assert balance("GM9001") == before, "it went out and came in again"
    if is_released:
        release_return(closed_returns()[0], reason=WHY, actor=CONTROLLER, now=LATER)
        assert balance("GM9001") == before, "and counts once"
    client, page = client_of("controller"), f"/bank/{back}/teruggedraaid/"
    assert {page, f"/bank/{out}/"} <= set(links(client.get(f"/bank/{back}/")))
    assert send(client, page, payment=str(out), reason=WHY).url == f"/bank/{back}/"
    assert [row.open_cents for row in returns_of(closed)] == [15_00, 30_00, 45_00]
    assert (balance("GM9001"), owed()) == (before, 90_00)
