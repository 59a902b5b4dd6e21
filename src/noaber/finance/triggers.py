"""What the database itself refuses: changing what was said, worked out or issued, and numbers that go back."""

from typing import Final

from noaber.core.append_only import Frozen, freezing
from noaber.core.append_only import statements as appending

AGREEMENTS: Final = ("finance_agreementstatement", "finance_budgetline")
INVOICING: Final = (
    "finance_hoststatement",
    "finance_buyerstatement",
    "finance_billingterms",
    "finance_participationstatement",
    "finance_runcontribution",
    "finance_runstep",
    "finance_invoice",
    "finance_leaveoutstep",
)
BANK: Final = ("finance_bankstatement", "finance_bankentry", "finance_allocation")
SERIES: Final = (
    Frozen("finance_invoiceseries", ("year",), forward="NEW.last_number < OLD.last_number", unique=("year",)),
)


def statements(vendor: str) -> list[str]:
    return [*appending(vendor, (*AGREEMENTS, *INVOICING, *BANK)), *freezing(vendor, SERIES)]
