"""The rows that say what was agreed upon, for `noaber verify-audit`: which fields never change any more."""

from noaber.core.records import declare_record
from noaber.finance.models import AgreementStatement, BudgetLine


def declare_records() -> None:
    """The names stay when a table moves to another room: the log holds them."""
    said = "agreement number title source proposed_on rate first_year last_year fte facilities largest_paid decided_by"
    by = "recorded_at recorded_by_id on_behalf_of_id"
    declare_record("agreement", AgreementStatement, f"{said} {by}")
    declare_record("budget_line", BudgetLine, "statement side position title purpose amount_cents")
