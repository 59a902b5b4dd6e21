"""What an agreement carries stands, whoever decided upon it or nobody; and a year has one agreement."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

import pytest

from noaber.core.errors import DomainError
from noaber.finance.queries.agreements.agreement import agreement_called
from noaber.finance.rules.billing.terms import Rounding, YearRules
from noaber.finance.rules.invoices.invoice import Vat, VatTreatment
from noaber.finance.rules.reports.report import Threshold, period_of
from noaber.finance.services.agreements import record_agreement, withdraw_agreement
from noaber.finance.services.billing.terms import set_billing_terms
from noaber.finance.services.budget.year_budget import first_lines
from noaber.finance.services.reports.report import ReportWords, write_report
from noaber.finance.services.reports.vat_passing import record_vat_passing
from noaber.finance.tests.bank.test_views_bank import client_of
from noaber.finance.tests.budget_books import (
    CODE,
    CONTROLLER,
    INCOME,
    NOW,
    agree,
    agreement,
    approved_budget,
    propose,
)
from noaber.finance.tests.paying_books import contributions
from noaber.finance.tests.reports.test_year_books import AFTER, bought
from noaber.finance.tests.samples import LINES, MEMO, terms
from noaber.network.tests.pages import links, send, words

pytestmark = pytest.mark.django_db

NEXT: Final = "bijdragen-2024-2027"
LATER: Final = dt.datetime(2024, 3, 1, 9, tzinfo=dt.UTC)
CHANGE: Final = f"/bijdragen/afspraak/{CODE}/wijzigen/"
WITHDRAW: Final = f"/bijdragen/afspraak/{CODE}/intrekken/"


def following(**changes: Any) -> bool:
    said = {"title": "Bijdragen 2024-2027", "first_year": 2024, "last_year": 2027} | changes
    return record_agreement(NEXT, terms(**said), actor=CONTROLLER, now=LATER)


def withdraw(code: str = CODE) -> bool:
    revision = agreement().revision
    return withdraw_agreement(code, actor=CONTROLLER, now=LATER, expected_revision=revision)


def change(**changes: Any) -> bool:
    return record_agreement(CODE, terms(**changes), actor=CONTROLLER, now=LATER)


def billed() -> None:
    agree()
    contributions(2021)


def proposed() -> None:
    agree()
    propose(list(first_lines(MEMO, INCOME)), year=2021)


def reported() -> None:
    approved_budget(2021)
    bought(2021, 100_00, 0)
    words = ReportWords(Threshold(cents=10**9))
    write_report(period_of(CODE, 2021, 12), words, actor=CONTROLLER, now=NOW, today=AFTER)


def passed_on() -> None:
    agree()
    motive = "Zo staat het in de afspraak."
    record_vat_passing(CODE, 2021, is_passed_on=True, motive=motive, actor=CONTROLLER, now=NOW)


@pytest.mark.parametrize(
    ("made", "named"),
    [
        (billed, "instellingen voor factureren 2021, ronde 2021, facturen 2021"),
        (proposed, "voorgestelde begroting 2021"),
        (
            reported,
            "goedgekeurde begroting 2021, inkoopfacturen 2021, verslag 2021",
        ),
        (passed_on, "doorschuiven van btw 2021"),
    ],
)
def test_an_agreement_that_carries_something_stays_with_its_years(
    made: Callable[[], None], named: str
) -> None:
    made()
    with pytest.raises(DomainError, match=named):
        withdraw()
    for years in ({"first_year": 2022}, {"last_year": 2020}):
        with pytest.raises(DomainError, match="Deze jaren horen erbij") as refused:
            change(**years)
        assert refused.value.field in years
    assert agreement().terms == MEMO
    assert change(first_year=2021, last_year=2024), "years with nothing come and go"


@pytest.mark.parametrize(
    "changes",
    [
        {"rate": Decimal("0.08")},
        {"fte": Decimal(1)},
        {"proposed_on": dt.date(2019, 2, 1)},
        {"lines": (replace(LINES[0], amount_cents=1), *LINES[1:])},
        {"lines": LINES[1:]},
    ],
    ids=["rate", "capacity", "day", "amount", "line"],
)
@pytest.mark.parametrize("made", [billed, reported])
def test_what_was_worked_out_with_stands_and_words_do_not(
    made: Callable[[], None], changes: dict[str, Any]
) -> None:
    made()
    with pytest.raises(DomainError, match="Dit staat vast"):
        change(**changes)
    assert change(title="Beter", lines=(replace(LINES[0], title="regie"), *LINES[1:]))


def only_terms() -> None:
    agree()
    rules = YearRules(
        2023,
        dt.date(2022, 1, 1),
        Decimal("0.07"),
        Rounding.HALF_UP,
        Vat(VatTreatment.OUT_OF_SCOPE, reason="Geen prestatie."),
        30,
        "Zo is het afgesproken.",
    )
    set_billing_terms(CODE, rules, actor=CONTROLLER, now=NOW)


def switched_off() -> None:
    passed_on()
    motive = "Bij nader inzien mag het niet."
    record_vat_passing(CODE, 2021, is_passed_on=False, motive=motive, actor=CONTROLLER, now=NOW)


@pytest.mark.parametrize("made", [only_terms, switched_off])
def test_what_carries_nothing_by_itself_goes_with_its_agreement(made: Callable[[], None]) -> None:
    made()
    assert change(first_year=2022, last_year=2022)
    assert withdraw()
    assert agreement_called(CODE) is None


def test_the_pages_say_what_goes_along() -> None:
    only_terms()
    client = client_of("controller")
    page = client.get(WITHDRAW)
    assert "Dit gaat mee: instellingen voor factureren 2023" in words(page)
    assert "neemt mee wat eraan hangt: instellingen voor factureren 2023" in words(client.get(CHANGE))
    assert change(last_year=2022)
    assert client.get("/bijdragen/").status_code == 200
    assert client.get(f"/bijdragen/factureren/{CODE}/2023/").status_code == 404
    assert send(client, WITHDRAW, revision="2").url == "/bijdragen/"
    assert agreement_called(CODE) is None


def test_the_page_names_a_choice_not_to_pass_tax_on_that_goes_along() -> None:
    switched_off()
    page = client_of("controller").get(WITHDRAW)
    assert "Dit gaat mee: de keuze om btw niet door te schuiven 2021" in words(page)


def test_before_anything_was_worked_out_the_rate_may_be_mended() -> None:
    proposed()
    assert change(rate=Decimal("0.08"))


def test_the_pages_say_beforehand_what_stands_and_where_it_is() -> None:
    billed()
    client = client_of("controller")
    page = client.get(WITHDRAW)
    assert "Intrekken kan niet" in words(page)
    assert "Trek de afspraak in" not in words(page)
    assert f"/bijdragen/factureren/{CODE}/2021/" in links(page)
    form = client.get(CHANGE)
    assert "De jaren waar iets aan hangt, blijven erbij: 2021" in words(form)
    fixed = set(re.findall(r'name="(\w+)"[^>]*\bdisabled\b', form.content.decode()))
    assert {"rate", "fte", "contribution_1_amount"} <= fixed
    assert not {"title", "first_year", "last_year", "contribution_1_title"} & fixed
    assert send(client, WITHDRAW, revision="1").url.startswith("/bijdragen/afspraak/")
    assert agreement_called(CODE)


def test_a_year_has_one_agreement_that_stands() -> None:
    agree()
    with pytest.raises(
        DomainError, match="Over 2023 is er al een afspraak: “Bijdragen 2020-2023”"
    ) as refused:
        following(first_year=2023)
    assert refused.value.field == "first_year"
    assert agreement_called(NEXT) is None
    assert following()
    with pytest.raises(DomainError, match="Over 2024 is er al"):
        change(last_year=2024)
    assert change(title="Een andere naam"), "words can be mended"


def test_what_is_only_proposed_may_ask_the_same_years_and_has_no_books() -> None:
    agree()
    assert following(first_year=2023, decided_by="een-voorstel")
    with pytest.raises(DomainError, match="Voor 2023 geldt de afspraak “Bijdragen 2020-2023”"):
        record_vat_passing(
            NEXT, 2023, is_passed_on=True, motive="Zo staat het er.", actor=CONTROLLER, now=LATER
        )
    with pytest.raises(DomainError, match="Over 2023 is er al"):
        following(first_year=2023, decided_by="")


def test_taken_back_and_recorded_anew_it_is_held_to_what_it_carries() -> None:
    agree()
    assert withdraw()
    assert following(first_year=2020, last_year=2021)
    with pytest.raises(DomainError, match="Over 2020 en 2021 is er al"):
        change()
