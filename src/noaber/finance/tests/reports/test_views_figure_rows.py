"""Behind a figure every booking of the bank and every step of a grant is a row of its own; together they are it."""

import datetime as dt
import io
from typing import Any, Final

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from noaber.core import clock
from noaber.core.access import COMMAND
from noaber.finance.models import BankBooking, BankEntry
from noaber.finance.papers.report_tables import STEPS, step_cents
from noaber.finance.queries.bank.entries import balance_of
from noaber.finance.queries.grants import grant_called
from noaber.finance.queries.reports.report import report_of
from noaber.finance.rules.bank.statements import Direction
from noaber.finance.rules.budget.year_budget import AskedLine, BudgetSide
from noaber.finance.rules.grants.grant import (
    GrantDetails,
    GrantStepKind,
    GrantStepText,
    IncomeLine,
    KnownStep,
    standing,
    sums_of,
)
from noaber.finance.rules.grants.movements import GrantEvent, as_of_day, brings_in, moves_of
from noaber.finance.rules.reports.report import Threshold, period_of
from noaber.finance.services.bank.importing import import_bank_file
from noaber.finance.services.budget.year_budget import approve_budget
from noaber.finance.services.grants.grant import correct_grant_step, record_grant, record_grant_step
from noaber.finance.services.reports.report import ReportWords, adopt_report, write_report
from noaber.finance.services.spending.bank_bookings import OnLine, book_entry, release_entry_booking
from noaber.finance.tests.bank_samples import OURS, camt
from noaber.finance.tests.bank_samples import entry as said_entry
from noaber.finance.tests.budget.test_views_budget import client_of
from noaber.finance.tests.budget_books import (
    CODE,
    CONTROLLER,
    NOW,
    SECOND,
    approved_budget,
    propose,
)
from noaber.finance.tests.budget_books import standing as lines_now
from noaber.finance.tests.invoices_in_books import NOW as INVOICED
from noaber.finance.tests.paying_books import contributions
from noaber.finance.tests.reports.test_services_reports import AFTER, FIRST, booked
from noaber.finance.tests.reports.test_views_figures import amounts
from noaber.network.services.organisations import register_organisation
from noaber.network.tests.pages import links, words

YEAR: Final = 2021
LINE: Final = IncomeLine(CODE, FIRST, "subsidie-van-het-fonds")
JUNE: Final = dt.date(2020, 6, 1)
JULY: Final = dt.date(2020, 7, 1)
HOUR: Final = dt.timedelta(hours=1)
WORDS: Final = ReportWords(Threshold(cents=10**9))


def bank(cents: int, on: dt.date, post: str) -> BankBooking:
    """Money of the bank of a day, booked on a line of 2020."""
    direction = Direction.CREDIT if cents > 0 else Direction.DEBIT
    said = said_entry(abs(cents), direction=direction, booked_on=on)
    data = camt([said], number=f"{on}{cents}", opening=balance_of(OURS))
    import_bank_file(io.BytesIO(data), "bank.xml", actor=CONTROLLER, now=NOW)
    key = BankEntry.objects.latest("pk").pk
    asked = OnLine(key, CODE, FIRST, post, abs(cents))
    book_entry(asked, reason=f"Dit was voor proef {cents}", actor=CONTROLLER, now=NOW)
    return BankBooking.objects.latest("pk")


def granted(kind: GrantStepKind, cents: int, on: dt.date) -> int | None:
    text = GrantStepText(kind, on, cents, "", "Brief in het archief")
    return record_grant_step("buurt", text, actor=CONTROLLER, now=NOW, today=AFTER)


def report(year: int, month: int, now: dt.datetime, *, is_final: bool = True) -> None:
    period = period_of(CODE, year, month)
    assert write_report(period, WORDS, actor=CONTROLLER, now=now, today=AFTER)
    found = report_of(CODE, year, period.code)
    assert found
    assert not is_final or adopt_report(found, actor=SECOND, now=now)


@pytest.fixture
def controller(db: None, monkeypatch: pytest.MonkeyPatch) -> Client:
    """2020 has money of all kinds and is adopted; its grant is corrected after that, and 2021 is written as well."""
    monkeypatch.setattr(clock, "today", lambda: AFTER)
    known: dict[str, Any] = {"kind": "municipality", "valid_from": dt.date(2020, 1, 1)}
    register_organisation("GM0193", actor=COMMAND, now=NOW, values={"name": "Zwolle"}, **known)
    approved_budget(FIRST)
    more = AskedLine("", BudgetSide.INCOME, "Subsidie van het fonds", "", 10_000_00)
    for year in (FIRST, YEAR):
        assert approve_budget(propose([*lines_now(FIRST), more][:6], year=year), actor=SECOND, now=NOW)
    contributions(FIRST)
    booked()
    bank(-12_50, JUNE, "projecten")
    bank(250_00, JULY, LINE.post)
    wrong = bank(-7_00, JUNE, "projecten")
    release_entry_booking(wrong.pk, reason="Dit was voor iets anders", actor=CONTROLLER, now=NOW)
    details = GrantDetails("Buurt", "Fonds", "", "GM0193", "", LINE)
    record_grant("buurt", details, actor=CONTROLLER, now=NOW, today=AFTER)
    granted(GrantStepKind.APPLICATION, 900_00, JUNE)
    granted(GrantStepKind.AWARD, 900_00, JUNE)
    granted(GrantStepKind.ADVANCE, 700_00, JULY)
    report(FIRST, 6, INVOICED)
    report(FIRST, 12, INVOICED)
    grant = grant_called("buurt")
    assert grant
    key = next(each.key for each in grant.steps if each.text.kind is GrantStepKind.AWARD)
    better = GrantStepText(GrantStepKind.AWARD, JUNE, 950_00, "", "Brief in het archief")
    later: dict[str, Any] = {"actor": CONTROLLER, "now": INVOICED + HOUR, "today": AFTER}
    assert correct_grant_step("buurt", key, better, reason="Een tikfout in het bedrag", **later)
    report(YEAR, 12, INVOICED + 2 * HOUR, is_final=False)
    return client_of("controller")


def test_every_booking_and_every_step_is_a_row_and_together_they_are_the_figure(controller: Client) -> None:
    for year, period in ((FIRST, "t-m-juni"), (FIRST, "jaarrekening"), (YEAR, "jaarrekening")):
        row = report_of(CODE, year, period)
        assert row
        for step, cents in step_cents(row.content).items():
            way = f"/begroting/{CODE}/{year}/verslag/{period}/cijfer/{step}/"
            if cents and (period == "jaarrekening" or step in ("inkomsten", "uitgaven")):
                page = controller.get(way)
                assert sum(amounts(controller, way)) == cents, (period, step)
                assert "Verschil" not in words(page), (period, step)
    assert set(STEPS) > {"inkomsten", "uitgaven", "correcties"}


def test_each_row_names_its_line_and_opens_its_own_page(controller: Client) -> None:
    cost, _gift, wrong = BankEntry.objects.order_by("pk").values_list("pk", flat=True)
    account = f"/begroting/{CODE}/{FIRST}/verslag/jaarrekening/cijfer/"
    out = controller.get(f"{account}uitgaven/")
    assert {f"/bank/{cost}/", f"/bank/{wrong}/"} <= set(links(out))
    for text in ("Dit was voor proef -1250", "Dit was voor iets anders", "Van de post gehaald", "projecten"):
        assert text in words(out)
    assert amounts(controller, f"{account}uitgaven/") == [12_100_00, 12_50, 7_00, -7_00]
    came = controller.get(f"{account}inkomsten/")
    assert "/subsidies/buurt/" in links(came)
    assert "Subsidie van het fonds" in words(came)
    assert amounts(controller, f"{account}inkomsten/")[3:] == [900_00, 250_00]
    assert amounts(controller, f"{account}inkomsten/".replace("jaarrekening", "t-m-juni"))[3:] == [900_00]
    later = f"/begroting/{CODE}/{YEAR}/verslag/jaarrekening/cijfer/correcties/"
    assert amounts(controller, later) == [50_00]
    assert "Een tikfout in het bedrag" in words(controller.get(later))
    assert "/subsidies/buurt/" in links(controller.get(later))


AT: Final = dt.datetime(2021, 1, 1, tzinfo=dt.UTC)
DAYS: Final = st.dates(dt.date(2020, 1, 1), dt.date(2020, 1, 9))
KINDS: Final = st.sampled_from([kind for kind in GrantStepKind if kind is not GrantStepKind.WITHDRAWN])
POSTS: Final = st.none() | st.sampled_from("xy")


@st.composite
def histories(draw: st.DrawFn) -> list[GrantEvent]:
    """What was said of a grant in any order, with steps that replace or withdraw others."""
    found: list[GrantEvent] = []
    for key in range(draw(st.integers(0, 8))):
        if draw(st.booleans()):
            post = draw(POSTS)
            line = IncomeLine(CODE, YEAR, post) if post else None
            found.append(GrantEvent(AT, draw(DAYS), line=line))
            continue
        before = [event.step.key for event in found if event.step]
        replaces = draw(st.none() | st.sampled_from(before)) if before else None
        kind = GrantStepKind.WITHDRAWN if replaces is not None and draw(st.booleans()) else draw(KINDS)
        text = GrantStepText(kind, draw(DAYS), draw(st.integers(0, 100)))
        found.append(GrantEvent(AT, text.on, KnownStep(key, text, text.on, replaces)))
    return found


@given(histories(), st.none() | DAYS)
def test_what_steps_change_adds_up_to_what_the_grant_brings_in(
    events: list[GrantEvent], day: dt.date | None
) -> None:
    moves = list(moves_of(events if day is None else as_of_day(events, day)))
    held = standing(event.step for event in events if event.step)
    texts = [each.text for each in held if day is None or each.text.on <= day]
    line = next((event.line for event in reversed(events) if event.step is None), None)
    for each in {line, *(move.line for move in moves)} - {None}:
        expected = brings_in(sums_of(texts)) if each == line else 0
        assert sum(move.cents for move in moves if move.line == each) == expected
