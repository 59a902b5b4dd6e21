"""Billing a year: on terms that are set, approved by another, invoiced once, corrected in the open (R43, R45, R57)."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Final

import pytest
from django.db import DatabaseError, connection, transaction

from noaber.core.access import COMMAND, Actor, Grant
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.models import AuditEntry
from noaber.finance.models import BillingTerms, ContributionRun, Invoice, InvoiceSeries
from noaber.finance.queries.billing.before_issue import before_issue
from noaber.finance.queries.billing.run_differences import differences_of
from noaber.finance.queries.billing.runs import (
    RunRow,
    outcome_of_run,
    run_of,
    runs_of_year,
    standing_invoices,
)
from noaber.finance.queries.billing.terms import host_on, terms_of_year
from noaber.finance.rules.billing.composing import BuyerWishes
from noaber.finance.rules.billing.participation import Participation
from noaber.finance.rules.billing.terms import RunState, YearRules
from noaber.finance.rules.invoices.invoice import DocumentKind, Profile, Vat, VatTreatment
from noaber.finance.services.billing.hosts import record_host
from noaber.finance.services.billing.issuing import LacksSomething, credit_invoice, issue_run
from noaber.finance.services.billing.participation import record_participation
from noaber.finance.services.billing.runs import approve_run, make_run, withdraw_run
from noaber.finance.services.billing.terms import set_billing_terms
from noaber.finance.services.invoices.buyers import record_buyer
from noaber.finance.views.billing.run_table import changed_words
from noaber.network.api import Figure, record_populations
from noaber.network.models import OrganisationVersion

CODE: Final = "bijdragen-2020-2023"
NOW: Final = dt.datetime(2023, 5, 15, 9, tzinfo=dt.UTC)
TODAY: Final = dt.date(2023, 5, 15)
CONTROLLER: Final = Actor(1001, grants=frozenset({Grant("controller")}))
SECOND: Final = Actor(1002, grants=frozenset({Grant("controller")}))
COORDINATOR: Final = Actor(1003, grants=frozenset({Grant("coordinator")}))
MAYOR: Final = Actor(1004, grants=frozenset({Grant("mayor", "organisation:GM0193")}))
WHY: Final = "Het CBS heeft het inwonertal van Zwolle verbeterd."

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]


def make(year: int = 2023, *, actor: Actor = CONTROLLER, reason: str = WHY) -> RunRow:
    """A correction; where nothing else is to be corrected, of the inhabitants of Zwolle."""
    try:
        return make_run(CODE, year, actor=actor, now=NOW, today=TODAY, reason=reason)
    except DomainError as error:
        if "Er verandert niets" not in str(error):
            raise
    correct_population()
    return make_run(CODE, year, actor=actor, now=NOW, today=TODAY, reason=reason)


def approved(year: int = 2023) -> RunRow:
    run = make(year)
    assert approve_run(run, actor=SECOND, now=NOW)
    return again(run)


def again(run: RunRow) -> RunRow:
    found = run_of(CODE, run.year, run.number)
    assert found
    return found


def issue(run: RunRow) -> int:
    return issue_run(run, actor=CONTROLLER, now=NOW, issued_on=TODAY)


def correct_population(code: str = "GM0193", people: int = 130_000, *, is_provisional: bool = False) -> None:
    source = "Een correctie van het CBS"
    figure = Figure(code, dt.date(2022, 1, 1), people, is_provisional=is_provisional, source=source)
    record_populations([figure], actor=COMMAND, now=NOW)


def numbers_of(year: int) -> list[int]:
    return list(
        Invoice.objects.filter(series__year=year).order_by("sequence").values_list("sequence", flat=True)
    )


@pytest.mark.parametrize(
    ("year", "total_cents"),
    [(2020, 22598821), (2021, 22738499), (2022, 22841945), (2023, 22976674)],
)
def test_each_year_has_76_invoices_that_come_to_the_sum_of_the_run(year: int, total_cents: int) -> None:
    """The sums of facts/README.md, on 1 January of the year before (R43); 76 x 4 = 304 (R57)."""
    [run] = runs_of_year(CODE, year)
    outcome = outcome_of_run(run)
    sent = Invoice.objects.filter(contribution__run=run.id)
    assert (len(outcome.rows), outcome.total_cents) == (76, total_cents)
    assert (sent.count(), sum(each.total_cents for each in sent)) == (76, total_cents)


def test_nothing_is_asked_for_a_year_outside_the_agreement() -> None:
    known = terms_of_year(CODE, 2020)
    assert known
    for year in (2019, 2024):
        rules = replace(known.rules, year=year, reference_on=dt.date(year, 1, 1))
        with pytest.raises(DomainError, match=f"Voor {year} wordt niets gevraagd"):
            set_billing_terms(CODE, rules, actor=CONTROLLER, now=NOW)
        with pytest.raises(DomainError, match=f"Voor {year} wordt niets gevraagd"):
            make(year)


def test_terms_are_set_once_and_a_stale_page_is_refused() -> None:
    rules = known_rules()
    assert not set_billing_terms(CODE, rules, actor=CONTROLLER, now=NOW)
    assert set_billing_terms(
        CODE, replace(rules, payment_days=45), actor=CONTROLLER, now=NOW, expected_number=1
    )
    with pytest.raises(Conflict):
        set_billing_terms(CODE, replace(rules, payment_days=60), actor=CONTROLLER, now=NOW, expected_number=1)
    assert known_rules().payment_days == 45
    assert runs_of_year(CODE, 2023)[0].rules.payment_days == 30, (
        "a run keeps the terms that it was worked out on"
    )


def known_rules(year: int = 2023) -> YearRules:
    found = terms_of_year(CODE, year)
    assert found
    return found.rules


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"rate": Decimal("-0.07")}, "rate"),
        ({"rate": Decimal("0.7")}, "rate"),
        ({"reference_on": dt.date(2024, 1, 1)}, "reference_on"),
        ({"payment_days": 0}, "payment_days"),
        ({"motive": "x"}, "motive"),
    ],
)
def test_faulty_terms_are_refused_at_their_field(changes: dict[str, object], field: str) -> None:
    rules = replace(known_rules(), **changes)  # type: ignore[arg-type]
    with pytest.raises(DomainError) as refused:
        set_billing_terms(CODE, rules, actor=CONTROLLER, now=NOW)
    assert refused.value.field == field
    assert BillingTerms.objects.filter(billing_year__year=2023).count() == 1


def test_who_made_a_run_cannot_approve_it() -> None:
    run = make()
    with pytest.raises(AccessRefused, match="Iemand anders"):
        approve_run(run, actor=CONTROLLER, now=NOW)
    assert approve_run(run, actor=COORDINATOR, now=NOW)
    assert not approve_run(again(run), actor=SECOND, now=NOW), "a second time changes nothing"
    assert again(run).state is RunState.APPROVED


def test_only_the_controller_makes_a_run_and_its_invoices() -> None:
    for actor in (COORDINATOR, MAYOR):
        with pytest.raises(AccessRefused):
            make(actor=actor)
    run = approved()
    with pytest.raises(AccessRefused):
        issue_run(run, actor=COORDINATOR, now=NOW, issued_on=TODAY)


def test_a_run_is_not_invoiced_before_another_approved_it() -> None:
    correct_population()
    run = make()
    before = numbers_of(2023)
    with pytest.raises(DomainError, match="goedkeuren"):
        issue(run)
    assert numbers_of(2023) == before


def test_a_second_run_of_a_year_says_why_and_one_is_underway_at_a_time() -> None:
    with pytest.raises(DomainError) as refused:
        make(reason="")
    assert refused.value.field == "reason"
    run = make()
    with pytest.raises(DomainError, match="loopt al een ronde"):
        make()
    assert withdraw_run(run, actor=CONTROLLER, now=NOW, reason="De verkeerde peildatum stond ingesteld.")
    assert make().number == 3


def test_a_corrected_population_changes_one_invoice_and_no_other() -> None:
    """The invoice of Zwolle is taken off whole and another comes instead; the 74 others stand as they were."""
    before = {code: each.number for code, each in standing_invoices(CODE, 2023).items()}
    correct_population()
    assert {code: each.number for code, each in standing_invoices(CODE, 2023).items()} == before

    assert issue(approved()) == 2

    after = standing_invoices(CODE, 2023)
    changed = {code for code, each in after.items() if each.number != before.get(code)}
    assert changed == {"GM0193"}
    assert after["GM0193"].total_cents == 130_000 * 7
    note = Invoice.objects.get(credits__number=before["GM0193"])
    assert (note.kind, note.reason, note.total_cents) == (
        DocumentKind.CREDIT_NOTE,
        WHY,
        Invoice.objects.get(number=before["GM0193"]).total_cents,
    )
    assert numbers_of(2023) == list(range(1, len(numbers_of(2023)) + 1))


def test_who_left_is_not_billed_again_by_a_correction() -> None:
    """Scherpenzeel took no part in 2023: its invoice was taken off, and a later run leaves it alone."""
    correct_population()
    assert "GM0279" not in {row.code for row in outcome_of_run(make()).rows}


def test_part_of_a_year_is_paid_by_its_days() -> None:
    half = Participation(until_on=dt.date(2023, 7, 1), reason="Zwolle stopt halverwege het jaar.")
    assert record_participation(CODE, "GM0193", half, actor=CONTROLLER, now=NOW)
    assert not record_participation(CODE, "GM0193", half, actor=CONTROLLER, now=NOW)
    [row] = [row for row in outcome_of_run(make()).rows if row.code == "GM0193"]
    exact = Decimal(row.population) * 181 / 365 * Decimal("0.07") * 100
    assert (row.days, abs(row.amount_cents - exact) <= Decimal("0.5")) == (181, True)


def test_invoicing_a_second_time_changes_nothing() -> None:
    correct_population()
    run = approved()
    assert issue(run) == 2
    made, audited = Invoice.objects.count(), AuditEntry.objects.count()
    assert issue(again(run)) == 0
    assert (Invoice.objects.count(), AuditEntry.objects.count()) == (made, audited)


def test_a_correction_that_changes_nothing_is_not_made() -> None:
    with pytest.raises(DomainError, match="Er verandert niets"):
        make_run(CODE, 2023, actor=CONTROLLER, now=NOW, today=TODAY, reason=WHY)
    assert len(runs_of_year(CODE, 2023)) == 1


def test_another_tax_over_the_same_amount_is_a_correction() -> None:
    """Each invoice is taken off and comes again, since it tells the tax."""
    exempt = Vat(VatTreatment.EXEMPT, reason="Vrijgesteld: Wet OB, artikel 11.")
    host = host_on(TODAY)
    assert host
    number = "NL000099998B57"
    record_host(host.code, host.payee, from_on=host.from_on, vat_number=number, actor=CONTROLLER, now=NOW)
    set_billing_terms(CODE, replace(known_rules(), vat=exempt), actor=CONTROLLER, now=NOW)
    run = make_run(CODE, 2023, actor=CONTROLLER, now=NOW, today=TODAY, reason=WHY)
    before = before_issue(run, TODAY)
    assert (len(before.drafts), before.invoiced_cents) == (150, before.credited_cents)
    told = changed_words(run, outcome_of_run(run), differences_of(run))
    assert told == "75 gemeenten veranderen, samen €\xa00,00, met een andere btw"


def test_what_is_missing_is_named_at_its_organisation_before_anything_is_numbered() -> None:
    correct_population()
    run = approved()
    OrganisationVersion.objects.filter(organisation__code="GM0193").update(street="", oin="", kvk="")
    before = numbers_of(2023)
    with pytest.raises(LacksSomething) as refused:
        issue(run)
    told = [str(lack) for lack in refused.value.lacks]
    assert any("Gemeente Zwolle" in each and "straat" in each.lower() for each in told), told
    assert any("Gemeente Zwolle" in each and ("OIN" in each or "KvK" in each) for each in told), told
    assert numbers_of(2023) == before
    assert again(run).state is RunState.APPROVED


def test_an_invoice_is_credited_once_and_nothing_comes_instead() -> None:
    sent = standing_invoices(CODE, 2023)["GM0193"]
    note = credit_invoice(
        sent, reason="Verkeerde afzender op deze factuur.", actor=CONTROLLER, now=NOW, issued_on=TODAY
    )
    assert (note.kind, note.total_cents, note.credits) == (DocumentKind.CREDIT_NOTE, sent.total_cents, sent)
    assert "GM0193" not in standing_invoices(CODE, 2023)
    for wrong, text in ((sent, "al gecrediteerd"), (note, "kan niet worden gecrediteerd")):
        with pytest.raises(DomainError, match=text):
            credit_invoice(
                wrong, reason="Nog een keer van hetzelfde.", actor=CONTROLLER, now=NOW, issued_on=TODAY
            )
    assert numbers_of(2023) == list(range(1, len(numbers_of(2023)) + 1))


def test_a_credit_note_says_why() -> None:
    sent = standing_invoices(CODE, 2023)["GM0193"]
    with pytest.raises(DomainError) as refused:
        credit_invoice(sent, reason=".", actor=CONTROLLER, now=NOW, issued_on=TODAY)
    assert refused.value.field == "reason"


def test_an_invoice_follows_the_wishes_of_who_pays() -> None:
    wishes = BuyerWishes(Profile.PEPPOL, "afdeling 12", "PO-77")
    assert record_buyer("GM0193", wishes, actor=CONTROLLER, now=NOW)
    assert not record_buyer("GM0193", wishes, actor=CONTROLLER, now=NOW)
    correct_population()
    issue(approved())
    sent = standing_invoices(CODE, 2023)["GM0193"]
    assert "urn:fdc:peppol.eu:2017:poacc:billing:3.0" in sent.ubl
    assert "afdeling 12" in sent.ubl
    assert "PO-77" in sent.ubl


def test_seller_and_buyer_are_copied_onto_the_invoice() -> None:
    sent = standing_invoices(CODE, 2023)["GM0193"]
    OrganisationVersion.objects.filter(organisation__code="GM0193").update(street="Elders 9")
    stored = Invoice.objects.get(pk=sent.pk)
    assert stored.content["buyer"]["street"] == "Voorbeeldplein 1"
    assert "Elders 9" not in stored.ubl


@pytest.mark.db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE finance_invoice SET total_cents = 1",
        "DELETE FROM finance_invoice",
        "UPDATE finance_runcontribution SET amount_cents = 1",
        "DELETE FROM finance_runstep",
        "UPDATE finance_invoiceseries SET last_number = last_number - 1",
        "DELETE FROM finance_invoiceseries",
    ],
)
def test_the_database_refuses_to_change_what_was_issued(statement: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert (
        InvoiceSeries.objects.get(year=2023).last_number == Invoice.objects.filter(series__year=2023).count()
    )
    assert ContributionRun.objects.filter(billing_year__year=2023).count() == 1
