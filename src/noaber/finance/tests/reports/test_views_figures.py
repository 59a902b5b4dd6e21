"""Each figure of an account opens exactly its rows, nought opens nothing, and who supplied is among what is open."""

import datetime as dt
import re
from html import unescape
from typing import Final

import pytest
from django.test import Client

from noaber.core import clock
from noaber.core.rules.money import format_euro
from noaber.finance.models import Invoice
from noaber.finance.papers.report_tables import STEPS, step_cents
from noaber.finance.queries.reports.report import report_of
from noaber.finance.rules.reports.report import period_of
from noaber.finance.services.budget.year_budget import approve_budget
from noaber.finance.services.reports.report import write_report
from noaber.finance.tests.budget.test_views_budget import client_of, csv_rows
from noaber.finance.tests.budget_books import (
    CODE,
    CONTROLLER,
    NOW,
    SECOND,
    approved_budget,
    propose,
    standing,
)
from noaber.finance.tests.invoices_in_books import NOW as INVOICED
from noaber.finance.tests.invoices_in_books import credit
from noaber.finance.tests.paying_books import contributions, pay
from noaber.finance.tests.reports.test_services_reports import (
    AFTER,
    FIRST,
    WORDS,
    adopt,
    booked,
    report,
)
from noaber.network.tests.pages import links, words

YEAR: Final = 2021
ACCOUNT: Final = f"/begroting/{CODE}/{YEAR}/verslag/jaarrekening/"
LATER: Final = dt.timedelta(hours=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def controller(monkeypatch: pytest.MonkeyPatch) -> Client:
    """The account of 2020 is adopted, then an invoice of that year is credited, and 2021 is closed as well."""
    monkeypatch.setattr(clock, "today", lambda: AFTER)
    approved_budget(FIRST)
    contributions(FIRST)
    pay("2020-0001", 60_01)
    booked()
    assert write_report(period_of(CODE, FIRST, 12), WORDS, actor=CONTROLLER, now=INVOICED, today=AFTER)
    assert adopt()
    credit(Invoice.objects.get(number="2020-0002"), INVOICED + LATER)
    assert approve_budget(propose(standing(FIRST), year=YEAR), actor=SECOND, now=NOW)
    period = period_of(CODE, YEAR, 12)
    assert write_report(period, WORDS, actor=CONTROLLER, now=INVOICED + 2 * LATER, today=AFTER)
    return client_of("controller")


def amounts(client: Client, address: str) -> list[int]:
    rows = [row.split(",") for row in csv_rows(client, f"{address}?formaat=csv")]
    at = rows[0].index("amount_cents")
    return [int(row[at]) for row in rows[1:]]


def test_a_correction_of_earlier_years_names_the_documents_that_make_it(controller: Client) -> None:
    page = controller.get(f"{ACCOUNT}cijfer/correcties/")
    assert "Creditnota 2020-0004" in words(page)
    assert "/facturen/2020-0004/" in links(page)
    assert amounts(controller, f"{ACCOUNT}cijfer/correcties/") == [-200_02]
    member = client_of("coordinator")
    assert amounts(member, f"{ACCOUNT}cijfer/correcties/") == [-200_02]


def test_every_figure_that_is_not_nought_opens_rows_that_are_the_figure(controller: Client) -> None:
    first = f"/begroting/{CODE}/{FIRST}/verslag/jaarrekening/"
    for address, row in ((first, report()), (ACCOUNT, report_of(CODE, YEAR, "jaarrekening"))):
        assert row
        opened = links(controller.get(address))
        cents = step_cents(row.content)
        for step in STEPS:
            way = f"{address}cijfer/{step}/"
            assert (way in opened) is bool(cents[step]), step
            assert not cents[step] or sum(amounts(controller, way)) == cents[step], step
            shown = f'href="{way}">{format_euro(cents[step])}<'
            assert not cents[step] or shown in controller.get(address).content.decode(), step


def test_each_figure_is_the_same_in_every_table_of_the_account_and_behind_it(controller: Client) -> None:
    """What was spent stands above nought in both tables: it is called what goes off."""
    address = f"/begroting/{CODE}/{FIRST}/verslag/jaarrekening/"
    page = controller.get(address).content.decode()
    for way in {each for each in links(controller.get(address)) if "/cijfer/" in each}:
        said = {unescape(each) for each in re.findall(rf'href="{way}"[^>]*>([^<]+)<', page) if "€" in each}
        assert said == {format_euro(sum(amounts(controller, way)))}, way
    assert "Af: uitgaven" in words(controller.get(address))


def test_what_suppliers_still_get_is_open_and_only_those_who_keep_the_books_see_it(
    controller: Client,
) -> None:
    first = f"/begroting/{CODE}/{FIRST}/verslag/jaarrekening/"
    assert report().content.figures.open_cents("payable") == 12_100_00
    opened = links(controller.get(first))
    assert f"{first}cijfer/te-betalen/" in opened
    assert f"{first}cijfer/inkoop/" not in opened, "nothing waits to be booked"
    assert amounts(controller, f"{first}cijfer/te-betalen/") == [12_100_00]
    assert len(amounts(controller, f"{first}cijfer/open-facturen/")) == 3
    assert controller.get(f"{first}cijfer/iets-anders/").status_code == 404
