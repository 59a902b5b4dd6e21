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
BUDGET: Final = (
    "finance_budgetpost",
    "finance_budgetproposal",
    "finance_budgetchange",
    "finance_budgetstep",
)
CO_FUNDING: Final = ("finance_pledgestatement", "finance_delivery")
SPENDING: Final = (
    "finance_commitment",
    "finance_commitmentstep",
    "finance_carriedcommitment",
    "finance_incominginvoice",
    "finance_incomingstep",
    "finance_spendingbooking",
    "finance_purchasepayment",
    "finance_purchasesetoff",
    "finance_bankbooking",
    "finance_vatsettlement",
)
SCENARIOS: Final = ("finance_scenariostatement",)
GRANTS: Final = (
    "finance_grantstatement",
    "finance_grantline",
    "finance_grantstep",
    "finance_fundedactivitystatement",
)
SENDING: Final = (
    "finance_deliverystatement",
    "finance_transmission",
    "finance_transmissionstep",
)
DUNNING: Final = ("finance_reminderstatement", "finance_disputestep", "finance_paymentreminder")
REPORTS: Final = (
    "finance_reportstatement",
    "finance_reportadoption",
    "finance_resultreturn",
    "finance_resultsetoff",
    "finance_vatpassingstatement",
)
SERIES: Final = (
    Frozen("finance_invoiceseries", ("year",), forward="NEW.last_number < OLD.last_number", unique=("year",)),
)


APPENDED: Final = (
    *AGREEMENTS,
    *INVOICING,
    *BANK,
    *BUDGET,
    *CO_FUNDING,
    *SPENDING,
    *SCENARIOS,
    *GRANTS,
    *SENDING,
    *DUNNING,
    *REPORTS,
)


def statements(vendor: str) -> list[str]:
    return [*appending(vendor, APPENDED), *freezing(vendor, SERIES)]
