"""What an invoice of a contribution brings in: the contribution itself. Tax that stands on it is owed on, no income."""

from typing import Final

from noaber.finance.models import Invoice

INCOME: Final = "contribution__amount_cents"
"""The column of it, for sums over invoices; budget, reports, account and journal take it from here."""


def income_of(document: Invoice) -> int:
    """The same of one document: of a credit note what it takes off. No query where `contribution` was selected."""
    contribution = (document.credits or document).contribution
    return contribution.amount_cents if contribution else document.total_cents
