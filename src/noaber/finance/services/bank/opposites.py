"""Undoing what was said of an entry of the bank: the opposite row, whole, with a reason; the row itself stays."""

from collections.abc import Mapping
from typing import Any, Final, TypeVar

from noaber.finance.models import (
    Allocation,
    BankBooking,
    PurchasePayment,
    ResultReturn,
    VatSettlement,
)

P = TypeVar("P", Allocation, BankBooking, PurchasePayment, ResultReturn, VatSettlement)

SAME: Final[Mapping[type, tuple[str, ...]]] = {
    Allocation: ("entry_id", "invoice_id", "outgoing_id"),
    BankBooking: ("entry_id", "budget_year_id", "post_id"),
    PurchasePayment: ("entry_id", "invoice_id"),
    ResultReturn: ("entry_id", "adoption_id", "payer_id"),
    VatSettlement: ("entry_id", "agreement_id", "year"),
}
"""Every way in which an entry is processed, and what a row says beside its amounts and its reason."""
AMOUNTS: Final[Mapping[type, tuple[str, ...]]] = {VatSettlement: ("due_cents", "deductible_cents")}
"""What is turned round with the amount."""
LONGEST: Final = 500


def undone(row: P, reason: str, recorded: Mapping[str, Any]) -> P:
    """The caller holds the lock of what is released, and knows that it was not released before."""
    same = {name: getattr(row, name) for name in SAME[type(row)]}
    around = {name: -getattr(row, name) for name in ("amount_cents", *AMOUNTS.get(type(row), ()))}
    return type(row).objects.create(
        **same, **around, reason=reason.strip()[:LONGEST], releases=row, **recorded
    )
