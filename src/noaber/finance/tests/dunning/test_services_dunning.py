"""Reminding who did not pay: once per step, never what is paid, credited or disputed, with what is left."""

import datetime as dt
from typing import Final

import pytest
from django.db import DatabaseError, transaction

from noaber.core.access import Actor, Grant
from noaber.core.components.status import Status
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.models import OutboxMail
from noaber.finance.models import Allocation, Invoice, PaymentReminder
from noaber.finance.queries.dunning.reminders import disputes, late_rows, reminder_terms, seem_paid, to_remind
from noaber.finance.queries.invoices.invoice import invoice
from noaber.finance.rules.dunning.reminders import ReminderStep, ReminderTerms
from noaber.finance.services.dunning.letters import mail_lost_reminders
from noaber.finance.services.dunning.reminders import (
    AskedReminder,
    Reminded,
    dispute_invoice,
    send_reminders,
    set_reminder_terms,
    settle_dispute,
)
from noaber.finance.tests.bank.test_services_allocating import book, paid
from noaber.finance.tests.bank_samples import entry as said_entry
from noaber.finance.tests.invoices_in_books import CONTROLLER, DUE, credit, issue_invoices
from noaber.finance.views.invoices.invoice import invoice_status, waiting_at_bank
from noaber.network.models import OrganisationVersion

A, B, C = "2023-0001", "2023-0002", "2023-0003"
FIRST, SECOND, DEMAND = ReminderStep
DAY: Final = DUE + dt.timedelta(days=14)
AT: Final = dt.datetime(2023, 6, 28, 9, tzinfo=dt.UTC)
WHY: Final = "De gemeente betwist het aantal inwoners."
COORDINATOR: Final = Actor(1003, grants=frozenset({Grant("coordinator")}))

pytestmark = [pytest.mark.django_db, pytest.mark.db]


@pytest.fixture(autouse=True)
def invoices(db: None) -> dict[str, Invoice]:
    """Three invoices, of 100, 200 and 300 euro; the buyer of the first has an address."""
    found = issue_invoices((100_00, 200_00, 300_00))
    OrganisationVersion.objects.create(
        organisation=found[A].buyer,
        name="Proef 1",
        email="financien@proef.invalid",
        valid_from=dt.date(2020, 1, 1),
        known_from=dt.datetime(2020, 1, 1, tzinfo=dt.UTC),
    )
    return found


def remind(*asked: AskedReminder, on: dt.date = DAY, actor: Actor = CONTROLLER) -> Reminded:
    return send_reminders(asked, actor=actor, now=AT, today=on)


def _status(number: str) -> Status:
    row = invoice(number).row  # type: ignore[union-attr]
    return invoice_status(row, DAY, waiting_at_bank([row], DAY))


def first(number: str, cents: int) -> AskedReminder:
    return AskedReminder(number, FIRST, cents)


def proposed(on: dt.date) -> dict[str, ReminderStep | None]:
    return {row.invoice.number: row.due for row in to_remind(on)}


def test_each_step_is_proposed_in_its_turn_and_sent_once() -> None:
    assert proposed(DAY - dt.timedelta(days=1)) == {}
    assert proposed(DAY) == {A: FIRST, B: FIRST, C: FIRST}
    on = DAY
    for step in ReminderStep:
        assert proposed(on)[A] is step
        asked = AskedReminder(A, step, 100_00)
        assert len(remind(asked, on=on).sent) == 1
        again = remind(asked, on=on)
        assert (again.sent, again.refused[0].reason) == ((), "Deze stap is al verstuurd.")
        assert A not in proposed(on)
        on += dt.timedelta(days=14)
    assert A not in proposed(on)
    [row] = [row for row in late_rows(on) if row.invoice.number == A]
    assert (row.next, PaymentReminder.objects.count()) == (None, 3)


def test_who_seems_to_have_paid_is_not_proposed_before_the_bank_was_looked_at(
    invoices: dict[str, Invoice],
) -> None:
    paid(said_entry(100_00, text=invoices[A].reference))
    assert proposed(DAY) == {B: FIRST, C: FIRST}
    assert [row.is_waiting for row in late_rows(DAY)] == [True, False, False]
    said = [str(_status(number).label) for number in (A, B)]
    assert said == ["betaling wacht op verwerking", "te laat"], "the invoice says the same"
    assert seem_paid(dt.date(2020, 1, 1)) == frozenset(), "not before the bank had it"


def test_a_step_out_of_turn_is_refused() -> None:
    assert remind(AskedReminder(A, DEMAND, 100_00)).refused[0].reason.startswith("Deze stap is vandaag")
    assert remind(first(A, 100_00), on=DUE).refused


def test_the_mail_says_what_was_paid_and_what_is_left_and_goes_once() -> None:
    [key] = paid(said_entry(40_00))
    book(key, {A: 40_00})
    remind(first(A, 60_00), first(B, 200_00))
    [mail] = OutboxMail.objects.all()
    assert (mail.to, "€\xa040,00" in mail.text, "€\xa060,00" in mail.text) == (
        "financien@proef.invalid",
        True,
        True,
    )
    names = list(mail.attachments.order_by("position").values_list("name", flat=True))
    assert names == [f"betalingsherinnering-{A}.pdf", f"{A}.pdf"]
    assert PaymentReminder.objects.get(invoice__number=B).recipient == ""
    later = AT + dt.timedelta(hours=1)
    assert mail_lost_reminders(later) == "0 herinneringen alsnog klaargezet."
    OutboxMail.objects.all().delete()
    assert mail_lost_reminders(later) == "1 herinneringen alsnog klaargezet."


def test_what_happened_in_between_refuses_that_one_and_the_rest_goes(invoices: dict[str, Invoice]) -> None:
    """A payment in full, in part, a credit note and a dispute, each after the list was shown."""
    assert remind(first(C, 300_00)).sent
    [key] = paid(said_entry(50_00))
    book(key, {A: 50_00})
    credit(invoices[B])
    done = remind(first(A, 100_00), first(B, 200_00), first(C, 300_00))
    reasons = {each.number: each.reason for each in done.refused}
    assert done.sent == ()
    assert "nu staat nog €\xa050,00 open" in reasons[A]
    assert reasons[B] == "Deze factuur is gecrediteerd."
    assert reasons[C] == "Deze stap is al verstuurd."


def test_what_is_disputed_is_not_reminded_of_until_that_is_over() -> None:
    assert dispute_invoice(A, reason=WHY, actor=CONTROLLER, now=AT)
    assert not dispute_invoice(A, reason=WHY, actor=CONTROLLER, now=AT)
    assert A not in proposed(DAY)
    assert remind(first(A, 100_00), first(B, 200_00)).refused[0].reason == "Deze factuur is betwist."
    assert PaymentReminder.objects.filter(invoice__number=B).exists()
    assert settle_dispute(A, reason="Het aantal inwoners klopt toch.", actor=CONTROLLER, now=AT)
    assert not settle_dispute(A, reason=WHY, actor=CONTROLLER, now=AT)
    assert proposed(DAY)[A] is FIRST
    assert (disputes()[A].number, disputes()[A].is_disputed) == (2, False)


def test_what_is_paid_is_neither_disputed_nor_reminded_of() -> None:
    [key] = paid(said_entry(100_00))
    book(key, {A: 100_00})
    assert Allocation.objects.count() == 1
    assert A not in proposed(DAY)
    assert remind(first(A, 100_00)).refused[0].reason == "Deze factuur is betaald."
    with pytest.raises(DomainError, match="is betaald"):
        dispute_invoice(A, reason=WHY, actor=CONTROLLER, now=AT)


def test_the_days_are_set_with_a_reason_and_a_stale_page_is_refused() -> None:
    terms = ReminderTerms(7, 10, 21, 8, "Zo sprak de stuurgroep het af.")
    assert set_reminder_terms(terms, actor=CONTROLLER, now=AT, expected_number=0)
    assert not set_reminder_terms(terms, actor=CONTROLLER, now=AT, expected_number=0)
    assert reminder_terms().terms == terms
    with pytest.raises(Conflict):
        set_reminder_terms(ReminderTerms(motive=WHY), actor=CONTROLLER, now=AT, expected_number=0)
    with pytest.raises(DomainError, match="dagen"):
        set_reminder_terms(ReminderTerms(0, motive=WHY), actor=CONTROLLER, now=AT)
    assert proposed(DUE + dt.timedelta(days=7))[A] is FIRST
    remind(first(A, 100_00), on=DUE + dt.timedelta(days=7))
    assert PaymentReminder.objects.get().pay_until == DUE + dt.timedelta(days=15)


def test_only_the_controller_reminds_and_what_was_sent_is_never_changed() -> None:
    for act in (
        lambda: remind(first(A, 100_00), actor=COORDINATOR),
        lambda: dispute_invoice(A, reason=WHY, actor=COORDINATOR, now=AT),
        lambda: set_reminder_terms(ReminderTerms(motive=WHY), actor=COORDINATOR, now=AT),
    ):
        with pytest.raises(AccessRefused):
            act()
    remind(first(B, 200_00))
    with pytest.raises(DatabaseError), transaction.atomic():
        PaymentReminder.objects.update(open_cents=5)
