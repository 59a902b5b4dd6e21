"""What a payer reads of its years goes through all agreements, the newest year first; its account goes by day."""

import io
import zipfile
from typing import Final

import pytest

from noaber.finance.papers.payer import share_table
from noaber.finance.queries.agreements.agreement import agreement_called
from noaber.finance.queries.budget.year_budget import budget_of
from noaber.finance.queries.dunning.payer_account import account
from noaber.finance.queries.dunning.payer_page import own_invoices
from noaber.finance.rules.dunning.payer_account import MovementKind
from noaber.finance.services.agreements import record_agreement
from noaber.finance.services.budget.year_budget import approve_budget, first_lines, propose_budget
from noaber.finance.services.reports.vat_passing import record_vat_passing
from noaber.finance.tests.budget.test_views_budget import client_of
from noaber.finance.tests.budget_books import CODE, CONTROLLER, INCOME, NOW, SECOND, WHY
from noaber.finance.tests.invoices_in_books import NOW as ISSUED_AT
from noaber.finance.tests.paying_books import contributions
from noaber.finance.tests.reports.test_year_books import AFTER, HOUR, adopted, bought, closed_years
from noaber.finance.tests.samples import MEMO, terms
from noaber.network.tests.pages import links, words

pytestmark = pytest.mark.django_db

NEXT: Final = "afspraak-hierna"
PAYER: Final = "GM9001"
PAGE: Final = f"/bijdragen/gemeente/{PAYER}/"
NEWEST_FIRST: Final = [2022, 2021, 2020]


@pytest.fixture
def three_years() -> None:
    """Two of one agreement and one of the next, whose code is before it in the alphabet; all adopted on one day."""
    closed_years(0)
    record_agreement(CODE, terms(last_year=2021), actor=CONTROLLER, now=NOW)
    record_agreement(NEXT, terms(title="Hierna", first_year=2022, last_year=2025), actor=CONTROLLER, now=NOW)
    number = propose_budget(NEXT, 2022, first_lines(MEMO, INCOME), actor=CONTROLLER, now=NOW)
    found = agreement_called(NEXT)
    proposal = found and budget_of(found, 2022).proposal(number)
    assert proposal
    approve_budget(proposal, actor=SECOND, now=NOW)
    contributions(2022, (150_00, 250_00), payers=2, code=NEXT)
    bought(2022, 80_00, 0, code=NEXT)
    for year in (2020, 2021, 2022):
        code = NEXT if year == 2022 else CODE
        record_vat_passing(code, year, is_passed_on=True, motive=WHY, actor=CONTROLLER, now=ISSUED_AT)
        if year != 2020:
            adopted(year, ISSUED_AT + (year - 2018) * HOUR, back_cents=40_00, code=code)


@pytest.mark.usefixtures("three_years")
def test_the_years_of_a_payer_are_in_one_order_through_both_agreements() -> None:
    client, codes = client_of("controller"), {2022: NEXT, 2021: CODE, 2020: CODE}
    answer = client.get(PAGE)
    page = words(answer)
    assert [row["year"] for row in share_table(own_invoices(PAYER, AFTER)).rows] == list(
        map(str, NEWEST_FIRST)
    )
    places = [page.index(f"Wat het geld deed in {year}") for year in NEWEST_FIRST]
    assert places == sorted(places)
    passed = dict.fromkeys(each for each in links(answer) if "/bcf/" in each)
    assert list(passed) == [f"{PAGE}bcf/{codes[year]}/{year}/" for year in NEWEST_FIRST]
    with zipfile.ZipFile(io.BytesIO(client.get(f"{PAGE}zip/").content)) as bundle:
        names = bundle.namelist()
    assert names[-6:] == [
        *(f"jaarrekeningen/jaarrekening-{year}-12.pdf" for year in NEWEST_FIRST),
        *(f"bcf/bcf-opgave-{codes[year]}-{year}.pdf" for year in NEWEST_FIRST),
    ]
    found = account(PAYER, AFTER)
    assert found
    backs = [each for each in found.account.movements if each.kind is MovementKind.RESULT]
    assert len({each.on for each in backs}) == 1
    assert [each.year for each in backs] == NEWEST_FIRST[::-1], "by day, and on one day by year"
