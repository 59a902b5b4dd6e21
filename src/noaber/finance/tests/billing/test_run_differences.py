"""What a run changed stays readable: beside what stood when it was issued, not beside what stands today."""

import datetime as dt
from typing import Final

import pytest
from django.test import Client

from noaber.core.documents.paper import DataTable
from noaber.finance.papers.invoice import invoice_paper
from noaber.finance.queries.billing.run_differences import differences_of
from noaber.finance.queries.billing.runs import outcome_of_run, run_of, standing_invoices
from noaber.finance.queries.invoices.invoice import invoice
from noaber.finance.rules.billing.participation import Participation
from noaber.finance.services.billing.issuing import credit_invoice
from noaber.finance.services.billing.participation import record_participation
from noaber.finance.services.billing.runs import withdraw_run
from noaber.finance.tests.billing.test_services_billing import (
    CODE,
    CONTROLLER,
    NOW,
    TODAY,
    again,
    approved,
    correct_population,
    issue,
    make,
)
from noaber.finance.tests.billing.test_views_billing import FIRST, SECOND, visitor
from noaber.finance.views.billing.run_table import changed_words
from noaber.network.tests.pages import words

ZWOLLE: Final = "GM0193"
FORMER_CENTS, CORRECT_CENTS = 9_146_76, 9_100_00

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]


def row_of(client: Client, page: str, code: str = ZWOLLE) -> tuple[int, int, int, str]:
    """Asked, invoiced before, difference, and the number of the invoice."""
    [row] = [row for row in client.get(page).context["table"].data if row["code"] == code]
    return row["amount"], row["invoiced"], row["difference"], row["invoice"]


def test_a_correction_keeps_its_differences_once_it_is_issued() -> None:
    controller = visitor("controller")
    correct_population()
    run = approved()
    expected = (CORRECT_CENTS, FORMER_CENTS, CORRECT_CENTS - FORMER_CENTS)
    assert row_of(controller, SECOND) == (*expected, "2023-0076")
    issue(run)
    new = standing_invoices(CODE, 2023)[ZWOLLE].number
    assert row_of(controller, SECOND) == (*expected, new)
    correct_population(people=120_000)
    issue(approved())
    assert row_of(controller, SECOND) == (*expected, new), "also after a next correction"
    assert changed_words(again(run), outcome_of_run(again(run)), differences_of(again(run))) == (
        "1 gemeente verandert, samen €\xa0-46,76"
    )


def test_the_first_run_compares_with_nothing_whatever_came_after() -> None:
    correct_population()
    issue(approved())
    assert row_of(visitor("controller"), FIRST) == (FORMER_CENTS, 0, FORMER_CENTS, "2023-0076")
    first = run_of(CODE, 2023, 1)
    assert first
    assert not differences_of(first).before


def test_a_withdrawn_run_keeps_what_it_would_have_changed() -> None:
    correct_population()
    withdraw_run(make(), actor=CONTROLLER, now=NOW, reason="Het CBS verbetert dit nog een keer.")
    later = NOW + dt.timedelta(days=1)
    sent = standing_invoices(CODE, 2023)[ZWOLLE]
    credit_invoice(
        sent, reason="Verkeerde afdeling op de factuur.", actor=CONTROLLER, now=later, issued_on=TODAY
    )
    asked, before, difference, number = row_of(visitor("controller"), SECOND)
    assert (asked, before, difference) == (CORRECT_CENTS, FORMER_CENTS, CORRECT_CENTS - FORMER_CENTS)
    assert number == "2023-0076"


def test_provisional_figures_stand_in_the_run_and_before_who_approves() -> None:
    """That of Zwolle is of CBS for now: a correction may follow."""
    correct_population(people=130_000, is_provisional=True)
    make()
    told = "1 van 75 inwonertallen is voorlopig."
    for path, person in ((SECOND, "controller"), (f"{SECOND}goedkeuren/", "coordinator")):
        assert told in words(visitor(person).get(path))
    page = visitor("controller").get(SECOND)
    figures = {row["code"]: row["status"].label for row in page.context["table"].data if row["status"]}
    assert (figures[ZWOLLE], figures["GM0150"]) == ("voorlopig", "vastgesteld")
    written = visitor("controller").get(f"{SECOND}?formaat=csv").content.decode()
    assert "voorlopig" in written
    assert "Een correctie van het CBS" in written


def test_who_is_asked_no_more_has_a_row_of_what_is_taken_off() -> None:
    """Its invoice is the first document of the run, before any that is made."""
    stops = Participation(until_on=dt.date(2023, 1, 1), reason="Zwolle doet in 2023 niet mee.")
    record_participation(CODE, ZWOLLE, stops, actor=CONTROLLER, now=NOW)
    issue(approved())
    assert row_of(visitor("controller"), SECOND) == (0, FORMER_CENTS, -FORMER_CENTS, "2023-0076")


def test_part_of_a_year_is_told_with_the_same_sum_on_the_run_the_invoice_and_its_paper() -> None:
    """130.668 x 181 / 365 = 64.797, of which the paper has four decimals."""
    half = Participation(until_on=dt.date(2023, 7, 1), reason="Zwolle stopt halverwege het jaar.")
    record_participation(CODE, ZWOLLE, half, actor=CONTROLLER, now=NOW)
    issue(approved())
    controller, number = visitor("controller"), standing_invoices(CODE, 2023)[ZWOLLE].number
    quantity, amount = "64.797,0082", "4.535,79"
    [row] = [row for row in controller.get(SECOND).context["table"].data if row["code"] == ZWOLLE]
    assert quantity in row["working"]
    assert amount in row["working"]
    page = words(controller.get(f"/facturen/{number}/"))
    assert quantity in page
    assert amount in page
    found = invoice(number)
    assert found
    [table] = [each for each in invoice_paper(found).blocks if isinstance(each, DataTable)]
    assert table.rows[0]["quantity"] == quantity
