"""Several who issue and credit at the same moment: no number is skipped or used twice, and nothing is made twice.

Real processes on a database of their own, on SQLite and on PostgreSQL.
"""

from collections.abc import Callable
from typing import Final

import pytest

from tests.databases import DEMONSTRATION, Installation, in_rounds

PROCESSES: Final = 5
EACH: Final = 4
PREPARE: Final = """
from noaber.core.audit import verify_chain
from noaber.core.errors import Conflict, DomainError
from noaber.finance.models import Invoice, InvoiceSeries
from noaber.finance.queries.billing.runs import run_of
from noaber.finance.services.billing.paid_money import PaidMoney
from noaber.finance.tests.billing.test_services_billing import *
RUN = run_of(CODE, 2023, 2)
OF_2022 = list(Invoice.objects.filter(series__year=2022).order_by("sequence"))
def credit(invoice, why):
    try:
        kept = PaidMoney.REFUND
        made = credit_invoice(
            invoice, reason=why, actor=CONTROLLER, now=NOW, issued_on=TODAY, paid=kept
        )
        print("credited", made.number)
    except DomainError as error:
        print("refused", error.message)
"""
START: Final = """
correct_population()
run = make()
approve_run(run, actor=SECOND, now=NOW)
print("ready")
"""
CREDIT: Final = f"""
for invoice in OF_2022[{{start}} : {{start}} + {EACH}]:
    credit(invoice, "Van proces {{start}} voor deze proef.")
credit(OF_2022[75], "Allen willen deze factuur crediteren.")
"""
ISSUE: Final = """
try:
    print("issued", issue_run(RUN, actor=CONTROLLER, now=NOW, issued_on=TODAY))
except Conflict:
    print("conflict")
"""
STANDING: Final = """
sent = standing_invoices(CODE, 2023)["GM0193"]
credit(sent, "Terwijl een ander de ronde factureert.")
"""
READ: Final = """
assert verify_chain()[1] is None
rows = list(Invoice.objects.filter(series__year=2023).order_by("sequence"))
assert [row.sequence for row in rows] == list(range(1, len(rows) + 1))
assert len({row.number for row in rows} | {row.reference for row in rows}) == 2 * len(rows)
assert InvoiceSeries.objects.get(year=2023).last_number == len(rows)
credited = [row.credits_id for row in rows if row.credits_id]
assert len(credited) == len(set(credited))
print(len(rows))
"""


def at_once(installation: Callable[[str], Installation], *acts: str) -> tuple[list[str], int]:
    """What each says, and how many documents the series of 2023 then has; it has 77 before."""
    begun, said, found = in_rounds(installation(DEMONSTRATION), PREPARE, [START], list(acts), [READ])
    assert begun[0].strip() == "ready"
    return said, int(found[0])


@pytest.mark.db
def test_no_number_is_skipped_or_used_twice(installation: Callable[[str], Installation]) -> None:
    """Five processes credit four invoices each and all of them one more, while two make those of the same run."""
    acts = [CREDIT.format(start=number * EACH) for number in range(PROCESSES)]

    said, count = at_once(installation, *acts, ISSUE, ISSUE)

    lines = [line for text in said[:PROCESSES] for line in text.splitlines()]
    made = [line for line in lines if line.startswith("credited")]
    assert len(made) == len(set(made)) == PROCESSES * EACH + 1
    assert lines.count("refused Deze factuur is al gecrediteerd.") == PROCESSES - 1
    issued = sorted(text.strip() for text in said[PROCESSES:])
    assert issued in (["issued 0", "issued 2"], ["conflict", "issued 2"])
    assert count == 77 + PROCESSES * EACH + 1 + 2


@pytest.mark.db
def test_an_invoice_is_credited_once_by_a_run_and_a_person_together(
    installation: Callable[[str], Installation],
) -> None:
    """Whoever is first: Zwolle keeps one invoice that stands or none, and one credit note of the first."""
    said, count = at_once(installation, ISSUE, STANDING)

    issued, credited = said[0].strip(), said[1].split()[0]
    assert (issued, credited, count) in (
        ("issued 2", "refused", 79),  # the run took it off and made the new one
        ("issued 2", "credited", 80),  # the run was first, and the person credited the new one
        ("issued 1", "credited", 79),  # the person was first, and the run made the new one
    )


NEW_YEAR: Final = """
import datetime
def on(day):
    try:
        sent = OF_2022[10]
        made = credit_invoice(
            sent, reason=WHY, actor=CONTROLLER, now=NOW, issued_on=day, paid=PaidMoney.REFUND
        )
        print("credited")
    except DomainError as error:
        print("refused", error.message)
on(datetime.date({year}, {month}, {day}))
"""


@pytest.mark.db
def test_two_who_credit_one_invoice_in_two_years_are_told_who_was_first(
    installation: Callable[[str], Installation],
) -> None:
    """At the turn of a year each locks the numbers of a year of its own; the invoice itself is locked as well."""
    acts = [NEW_YEAR.format(year=2023, month=12, day=31), NEW_YEAR.format(year=2024, month=1, day=1)]
    _begun, said, _found = in_rounds(installation(DEMONSTRATION), PREPARE, ["print('ready')"], acts, [])
    assert sorted(each.strip() for each in said) == ["credited", "refused Deze factuur is al gecrediteerd."]
