"""Several who read the same file in and book the same payments at one moment: everything is there once.

Real processes on a database of their own, on SQLite and on PostgreSQL.
"""

from collections.abc import Callable
from typing import Final

import pytest

from tests.databases import EMPTY, Installation, in_rounds

AT_ONCE: Final = 4
PREPARE: Final = """
import io
from noaber.core.audit import verify_chain
from noaber.core.errors import DomainError
from noaber.finance.models import Allocation, BankAccount, BankEntry, BankStatement, Invoice
from noaber.finance.queries.bank.entries import entries
from noaber.finance.queries.invoices.open_items import settlements
from noaber.finance.services.bank.allocating import Shares, allocate, confirm_proposals, release, set_aside
from noaber.finance.services.bank.importing import import_bank_file
from noaber.finance.tests.bank_samples import camt, entry
from noaber.finance.tests.invoices_in_books import CONTROLLER, NOW, issue_invoices
WHY = "Dit is een proef met velen tegelijk."
A, B = "2023-0001", "2023-0002"
def take(said, number="1"):
    return import_bank_file(io.BytesIO(camt(said, number=number)), "mei.xml", actor=CONTROLLER, now=NOW)
def act(what):
    try:
        print("did", what())
    except DomainError as error:
        print("refused", error.message)
"""
INVOICED: Final = "issue_invoices((100_00, 200_00)); print('ready')"
READ: Final = """
assert verify_chain()[1] is None
sums = {row.number: row.settlement.open_cents for row in settlements()}
left = sum(row.left_cents for row in entries())
print(BankEntry.objects.count(), BankStatement.objects.count(), Allocation.objects.count(), sums[A], sums[B], left)
"""
PAID: Final = f"{INVOICED}; take([entry(150_00, text='een'), entry(150_00, text='twee')])"

pytestmark = pytest.mark.db


def together(
    installation: Callable[[str], Installation], first: str, acts: list[str]
) -> tuple[list[str], list[int]]:
    made, said, found = in_rounds(installation(EMPTY), PREPARE, [first], acts, [READ])
    assert made[0].strip() == "ready"
    return said, [int(each) for each in found[0].split()]


def test_a_file_that_several_read_in_is_there_once(installation: Callable[[str], Installation]) -> None:
    read_in = "print(take([entry(100 + at, text='x') for at in range(300)]).new)"
    said, (entries, statements, *_rest) = together(installation, INVOICED, [read_in] * AT_ONCE)
    assert sorted(int(each) for each in said) == [0, 0, 0, 300]
    assert (entries, statements) == (300, 1)


def test_files_that_overlap_bring_each_entry_once(installation: Callable[[str], Installation]) -> None:
    read_in = [
        f"said = [entry(100 + at, bank_reference=f'{{at}}') for at in range({start}, {start} + 200)];"
        f"print(take(said, '{start}').new)"
        for start in range(0, 400, 100)
    ]
    said, (entries, *_rest) = together(installation, INVOICED, read_in)
    assert (sum(int(each) for each in said), entries) == (500, 500)


def test_an_invoice_is_never_paid_more_than_it_asks(installation: Callable[[str], Installation]) -> None:
    """Two payments of 150 euro, and each process wants all of both for the same two invoices."""
    book = """
for row in sorted(entries(), key=lambda row: {order}row.id):
    for number, cents in ((A, 60_00), (B, 90_00)):
        act(lambda: allocate(Shares(row.id, {{number: cents}}), actor=CONTROLLER, now=NOW))
"""
    acts = [book.format(order="-" if at % 2 else "") for at in range(AT_ONCE)]
    said, (_entries, _statements, rows, open_a, open_b, left) = together(installation, PAID, acts)
    assert sum(each.count("did") for each in said) == rows
    assert (open_a, open_b, left) == (40_00, 20_00, 60_00)


def test_certain_payments_that_several_confirm_are_booked_once(
    installation: Callable[[str], Installation],
) -> None:
    paid = """
issue_invoices(tuple(100_00 + at for at in range(60)))
references = Invoice.objects.order_by("sequence").values_list("reference", "total_cents")
take([entry(cents, text=reference) for reference, cents in references])
print("ready")
"""
    confirm = "print(confirm_proposals(actor=CONTROLLER, now=NOW))"
    said, (_entries, _statements, rows, *_open, left) = together(installation, paid, [confirm] * AT_ONCE)
    assert (sum(int(each) for each in said), rows, left) == (60, 60, 0)


def test_releasing_and_setting_aside_at_once_happen_once(installation: Callable[[str], Installation]) -> None:
    booked = f"{PAID}; allocate(Shares(entries()[0].id, {{A: 100_00}}), actor=CONTROLLER, now=NOW)"
    undo = """
key = Allocation.objects.order_by("pk")[0].pk
act(lambda: release(key, reason=WHY, actor=CONTROLLER, now=NOW))
act(lambda: set_aside(entries()[1].id, reason=WHY, actor=CONTROLLER, now=NOW))
"""
    said, (_entries, _statements, rows, open_a, _open_b, left) = together(
        installation, booked, [undo] * AT_ONCE
    )
    assert sum(each.count("did True") for each in said) == 2
    assert (rows, open_a, left) == (3, 100_00, 150_00)
