"""R50 and R58: a partner that gives capacity stands beside what municipalities pay, as far as it was delivered."""

import datetime as dt
from decimal import Decimal
from typing import Final

import pytest

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.finance.queries.budget.co_funding import pledges_of
from noaber.finance.queries.solidarity import PartnerRow, solidarity_years
from noaber.finance.rules.budget.co_funding import CoFundingKind, DeliverySaid, PledgeTerms
from noaber.finance.rules.solidarity import Borne
from noaber.finance.services.budget.co_funding import Promise, record_pledge, report_delivery
from noaber.finance.tests.budget.test_views_budget import client_of
from noaber.finance.tests.budget_books import CODE, NOW, YEAR, agree, agreement
from noaber.network.services.organisations import register_organisation
from noaber.network.tests.pages import links, words

PAGE: Final = f"/bijdragen/solidariteit/?jaar={YEAR}"
HALF: Final = Decimal("0.5")

pytestmark = pytest.mark.django_db


def partner(day: dt.date) -> PartnerRow:
    years = solidarity_years(COMMAND, agreement(), AsOf(day))
    [row] = next(each for each in years if each.year == YEAR).rows
    return row


def borne(day: dt.date) -> Borne:
    return partner(day).share.borne


def promise(fte: Decimal) -> None:
    terms = PledgeTerms(CoFundingKind.CAPACITY, fte, 70_000_00)
    record_pledge(Promise(CODE, YEAR, "capaciteit", "POLITIE"), terms, actor=COMMAND, now=NOW)


def deliver(last_on: dt.date) -> None:
    said = DeliverySaid(dt.date(YEAR, 1, 1), last_on, "urenstaat van het team", HALF)
    [row] = pledges_of(CODE, YEAR)
    report_delivery(row, said, actor=COMMAND, now=NOW, today=dt.date(YEAR + 1, 1, 1))


@pytest.fixture(autouse=True)
def _partner() -> None:
    agree()
    values = {"name": "Politie-eenheid"}
    register_organisation(
        "POLITIE", actor=COMMAND, now=NOW, kind="police", valid_from=dt.date(2020, 1, 1), values=values
    )


def test_from_nothing_to_delivered() -> None:
    during, after = dt.date(YEAR, 8, 1), dt.date(YEAR + 1, 1, 15)
    assert borne(during) is Borne.NOT_RECORDED
    promise(Decimal("0.4"))
    assert borne(during) is Borne.SHORT
    promise(HALF)
    assert borne(during) is Borne.PLEDGED
    deliver(dt.date(YEAR, 6, 30))
    assert (borne(during), borne(after)) == (Borne.PLEDGED, Borne.SHORT)
    said = DeliverySaid(dt.date(YEAR, 7, 1), dt.date(YEAR, 12, 31), "urenstaat van het team", HALF)
    report_delivery(pledges_of(CODE, YEAR)[0], said, actor=COMMAND, now=NOW, today=dt.date(YEAR + 1, 1, 1))
    assert (borne(during), borne(after)) == (Borne.PLEDGED, Borne.DELIVERED)


def test_the_page_the_table_of_the_map_and_the_file_show_what_was_delivered() -> None:
    promise(HALF)
    deliver(dt.date(YEAR, 12, 31))
    client = client_of("controller")
    answer = client.get(PAGE)
    text = words(answer)
    assert "1 van de 1 partners betaalden of leverden" in text
    assert f"/begroting/{CODE}/{YEAR}/cofinanciering/#tabel-cofinanciering-{YEAR}" in links(answer)
    file = client.get(f"{PAGE}&formaat=csv").content.decode()
    assert "geleverd" in file
    assert "0.5,0.5,0.5" in file
