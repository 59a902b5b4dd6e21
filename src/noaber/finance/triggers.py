"""What the database itself refuses: changing what was said of the agreement."""

from typing import Final

from noaber.core.append_only import statements as appending

APPENDED: Final = ("finance_agreementstatement", "finance_budgetline")


def statements(vendor: str) -> list[str]:
    return appending(vendor, APPENDED)
