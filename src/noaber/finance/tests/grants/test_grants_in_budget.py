"""A grant comes in on a line of a budget: what was received and what is to come are its parts, to the cent."""

import datetime as dt
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.core.access import COMMAND, Actor
from noaber.core.asof import AsOf
from noaber.core.audit import verify_chain
from noaber.core.errors import DomainError
from noaber.finance.models import GrantLine
from noaber.finance.queries.grants import grant_called
from noaber.finance.rules.budget.year_budget import AskedLine, BudgetSide, LineFigures
from noaber.finance.rules.grants.grant import (
    GrantDetails,
    GrantStepKind,
    GrantStepText,
    GrantSums,
    IncomeLine,
)
from noaber.finance.rules.grants.income import income_of
from noaber.finance.services.budget.year_budget import approve_budget
from noaber.finance.services.grants.grant import record_grant, record_grant_step
from noaber.finance.tests.budget.test_views_budget import client_of
from noaber.finance.tests.budget_books import (
    CODE,
    CONTROLLER,
    MAYOR,
    NOW,
    SECOND,
    TODAY,
    YEAR,
    approved_budget,
    budget,
    propose,
    standing,
)
from noaber.finance.views.search import finance_hits
from noaber.network.services.organisations import register_organisation
from noaber.network.tests.pages import links, send, words

LINE: Final = IncomeLine(CODE, YEAR, "subsidie-van-het-fonds")
PAGE: Final = f"/begroting/{CODE}/{YEAR}/post/{LINE.post}/"


@pytest.fixture
def _books(db: None) -> None:
    values = {"name": "Zwolle"}
    day = dt.date(2020, 1, 1)
    register_organisation(
        "GM0193", actor=COMMAND, now=NOW, kind="municipality", valid_from=day, values=values
    )
    approved_budget()
    more = AskedLine("", BudgetSide.INCOME, "Subsidie van het fonds", "", 10_000_00)
    approve_budget(propose([*standing(), more]), actor=SECOND, now=NOW)


def details(title: str, line: IncomeLine | None) -> GrantDetails:
    return GrantDetails(title, "Fonds", "", "GM0193", "", line)


def grant(code: str, line: IncomeLine | None, actor: Actor = CONTROLLER) -> bool:
    return record_grant(code, details(code, line), actor=actor, now=NOW, today=TODAY)


def step(code: str, kind: GrantStepKind, cents: int) -> None:
    text = GrantStepText(kind, TODAY, cents, "", "Brief in het archief")
    record_grant_step(code, text, actor=CONTROLLER, now=NOW, today=TODAY)


def on_line() -> LineFigures:
    found = budget().line(LINE.post)
    assert found
    return found


@pytest.mark.usefixtures("_books")
def test_what_came_in_of_grants_is_received_on_their_line_and_the_rest_still_to_come() -> None:
    for code, awarded, advance in (("buurt", 8_000_00, 3_000_00), ("school", 1_000_00, 0)):
        assert grant(code, LINE)
        assert not grant(code, LINE), "twice is once"
        step(code, GrantStepKind.APPLICATION, awarded)
        step(code, GrantStepKind.AWARD, awarded)
        if advance:
            step(code, GrantStepKind.ADVANCE, advance)
    assert (on_line().use.spent_cents, on_line().use.requested_cents) == (3_000_00, 6_000_00)
    assert on_line().left_cents == 7_000_00
    assert grant("school", None), "it comes in somewhere else after all"
    assert on_line().use.requested_cents == 5_000_00
    assert GrantLine.objects.count() == 3, "what was said stays"
    assert verify_chain()[1] is None


@pytest.mark.usefixtures("_books")
def test_only_a_line_of_income_that_exists_can_be_chosen() -> None:
    for line in (
        IncomeLine(CODE, YEAR, "projecten"),
        IncomeLine(CODE, YEAR, "bijdragen-van-gemeenten"),
        IncomeLine(CODE, YEAR + 1, LINE.post),
        IncomeLine("anders", YEAR, LINE.post),
    ):
        with pytest.raises(DomainError) as refused:
            grant("buurt", line)
        assert refused.value.field == "line"
    assert grant_called("buurt") is None


@pytest.mark.usefixtures("_books")
def test_the_form_offers_the_lines_and_the_page_of_a_line_its_grants() -> None:
    client = client_of("controller")
    key = f"{LINE.agreement}/{LINE.year}/{LINE.post}"
    assert f"{YEAR}: Subsidie van het fonds" in words(client.get("/subsidies/nieuw/"))
    made = send(client, "/subsidies/nieuw/", title="Buurt", funder="Fonds", applicant="GM0193", line=key)
    assert made.url == "/subsidies/buurt/"
    assert PAGE in links(client.get(made.url))
    assert "/subsidies/buurt/" in links(client.get(PAGE))
    assert [hit.url for hit in finance_hits(MAYOR, ["buurt"], AsOf(TODAY))] == ["/subsidies/buurt/"]
    assert list(finance_hits(Actor(), ["buurt"], AsOf(TODAY))) == []


CENTS: Final = st.integers(0, 10**9)
SUMS: Final = st.builds(GrantSums, asked=CENTS, awarded=CENTS, advances=CENTS, settled=st.none() | CENTS)
LINES: Final = st.none() | st.builds(
    IncomeLine, st.sampled_from("ab"), st.integers(2020, 2022), st.sampled_from("xy")
)


@given(st.lists(st.tuples(LINES, SUMS), max_size=20))
def test_lines_are_the_sum_of_their_grants(found: list[tuple[IncomeLine | None, GrantSums]]) -> None:
    uses = income_of(found)
    for line, use in uses.items():
        own = [sums for each, sums in found if each == line]
        assert use.spent_cents + use.to_return_cents == sum(sums.received for sums in own)
        assert use.requested_cents == sum(sums.still_to_come for sums in own)
    tied = [sums for line, sums in found if line is not None]
    assert sum(use.spent_cents + use.to_return_cents for use in uses.values()) == sum(
        sums.received for sums in tied
    )
