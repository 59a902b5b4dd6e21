"""A bank entry as plain values, for the table and for the lines of a file that is read twice; and back.

What lists and matching ask for has a name of its own; `rest` holds what the bank says beside it.
"""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from noaber.finance.rules.bank.references import CreditorReference, ReferenceKind, read_reference
from noaber.finance.rules.bank.statements import BankEntry, Direction, ForeignAmount

COLUMNS: Final = (
    "amount_cents",
    "direction",
    "booked_on",
    "value_on",
    "is_reversal",
    "counterparty_name",
    "counterparty_iban",
    "on_behalf_of",
    "reference",
    "reference_kind",
    "text",
    "rest",
)
BALANCE: Final = "balance"
"""In `rest`: cents on the account after the entry, as the statement came to it."""
WHOLE_DAY: Final = "whole_day"
"""In `rest`: whether the statement held all that was booked on that day."""
_REST: Final = (
    "bank_reference",
    "end_to_end_id",
    "transaction_code",
    "return_reason",
    "batch_id",
    "batch_index",
)


def entry_values(entry: BankEntry) -> dict[str, Any]:
    """The values of `COLUMNS`; days are texts, and a sign that no database keeps is left out.

    >>> values = entry_values(BankEntry(5, Direction.CREDIT, dt.date(2020, 5, 1), text="twee", batch_index=2))
    >>> values["booked_on"], values["text"], values["rest"]
    ('2020-05-01', 'twee', {'batch_index': 2})
    """
    reference = entry.reference
    values = {
        "amount_cents": entry.amount_cents,
        "direction": entry.direction.value,
        "booked_on": entry.booked_on.isoformat(),
        "value_on": entry.value_on.isoformat() if entry.value_on else None,
        "is_reversal": entry.is_reversal,
        "counterparty_name": entry.counterparty_name,
        "counterparty_iban": entry.counterparty_iban,
        "on_behalf_of": entry.on_behalf_of,
        "reference": reference.value if reference else "",
        "reference_kind": reference.kind.value if reference else "",
        "text": entry.text,
    }
    kept = {
        name: value.replace("\0", "") if isinstance(value, str) else value for name, value in values.items()
    }
    return {**kept, "rest": _rest_of(entry)}


def _rest_of(entry: BankEntry) -> dict[str, Any]:
    rest: dict[str, Any] = {name: value for name in _REST if (value := getattr(entry, name))}
    if entry.documents:
        rest["documents"] = list(entry.documents)
    if entry.foreign:
        rate = entry.foreign.rate
        rest["foreign"] = {
            "currency": entry.foreign.currency,
            "amount": str(entry.foreign.amount),
            "rate": str(rate) if rate is not None else None,
        }
    return rest


def entry_of(values: Mapping[str, Any]) -> BankEntry:
    """The entry that the values are of; days may be days already."""
    rest = values["rest"]
    return BankEntry(
        values["amount_cents"],
        Direction(values["direction"]),
        day_of(values["booked_on"]) or dt.date.min,
        day_of(values["value_on"]),
        values["is_reversal"],
        counterparty_name=values["counterparty_name"],
        counterparty_iban=values["counterparty_iban"],
        on_behalf_of=values["on_behalf_of"],
        reference=_reference(values["reference"], values["reference_kind"]),
        text=values["text"],
        documents=tuple(rest.get("documents", ())),
        foreign=_foreign(rest.get("foreign")),
        **{name: rest[name] for name in _REST if name in rest},
    )


def day_of(value: dt.date | str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if isinstance(value, str) else value


def _reference(value: str, kind: str) -> CreditorReference | None:
    if not value:
        return None
    found = read_reference(value, "CUR" if kind == ReferenceKind.DUTCH else "")
    return CreditorReference(ReferenceKind(kind), value, found is not None and found.is_valid)


def _foreign(said: Mapping[str, Any] | None) -> ForeignAmount | None:
    if said is None:
        return None
    rate = Decimal(said["rate"]) if said["rate"] is not None else None
    return ForeignAmount(said["currency"], Decimal(said["amount"]), rate)
