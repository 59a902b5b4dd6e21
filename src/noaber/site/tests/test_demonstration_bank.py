"""The bank of the demonstration goes on where somebody played on by hand."""

import pytest

from noaber.finance.models import Allocation, BankEntry
from noaber.finance.rules.bank.statements import Direction
from noaber.finance.tests.bank.test_services_allocating import left, paid
from noaber.finance.tests.bank_samples import entry, iban
from noaber.finance.tests.invoices_in_books import NOW, issue_invoices
from noaber.site.demonstration.bank import PAID_TWICE, _confirm_by_hand


@pytest.mark.django_db
def test_what_somebody_left_to_look_at_stays_and_what_was_paid_twice_goes_back() -> None:
    issue_invoices((100_00,))
    out = {"direction": Direction.DEBIT}
    gift, reversal, unknown, double, back, again = paid(
        entry(250_00, counterparty_iban=iban(1)),
        entry(250_00, counterparty_iban=iban(1), is_reversal=True, **out),
        entry(77_00, counterparty_iban=iban(2), text="kosten", **out),
        entry(12_00, counterparty_iban=iban(3)),
        entry(12_00, counterparty_iban=iban(3), text=f"{PAID_TWICE}: 2021-0021", **out),
        entry(12_00, counterparty_iban=iban(4), text=f"{PAID_TWICE}: 2021-0022", **out),
    )
    _confirm_by_hand(NOW)
    assert [left(key) for key in (double, back)] == [0, 0]
    for key in (gift, reversal, unknown, again):
        assert left(key) == BankEntry.objects.get(pk=key).amount_cents
    assert Allocation.objects.count() == 1
