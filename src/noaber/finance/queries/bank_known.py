"""What of a bank file was read in before."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable
from typing import Final

from noaber.finance.models import BankAccount, BankEntry, BankStatement
from noaber.finance.rules.statements import EURO, StatementBalance
from noaber.finance.rules.statements import BankStatement as Said

MOST_PAGES: Final = 1_000
"""Of one day that are followed back; a bank gives a few."""


def is_known(account: BankAccount, said: Said, contents: str) -> bool:
    """Whether this very statement came in before, in whatever file; one query."""
    return BankStatement.objects.filter(
        account=account,
        statement_id=said.statement_id,
        sequence=said.sequence,
        opening_cents=said.opening.amount_cents if said.opening else 0,
        closing_cents=said.closing.amount_cents if said.closing else 0,
        contents=contents,
    ).exists()


def known_fingerprints(account: BankAccount, marks: Collection[str]) -> frozenset[str]:
    """Those of a portion that stand already; one query."""
    found = BankEntry.objects.filter(account=account, fingerprint__in=marks)
    return frozenset(found.values_list("fingerprint", flat=True))


def counted_before(account: BankAccount, said: Said) -> dict[str, int]:
    """How many of each key stood in the statements of the same day that this one goes on from.

    A bank that gives several statements a day may have two equal payments in two of them: those are two.
    """
    counted: dict[str, int] = {}
    for earlier in _pages_before(account, said):
        for mark in earlier.entries.filter(booked_on__gte=_first_of(said)).values_list(
            "fingerprint", flat=True
        ):
            key, _dash, number = mark.rpartition("-")
            counted[key] = max(counted.get(key, 0), int(number))
    return counted


def _pages_before(account: BankAccount, said: Said) -> Iterable[BankStatement]:
    opening = said.opening.amount_cents if said.opening else 0
    seen: set[uuid.UUID] = set()
    for _page in range(MOST_PAGES):
        found = BankStatement.objects.filter(
            account=account,
            closing_cents=opening,
            last_on__gte=_first_of(said),
            last_on__lte=_last_of(said),
        ).exclude(pk__in=seen)
        earlier = found.order_by("-last_on", "-recorded_at").first()
        if earlier is None:
            return
        yield earlier
        seen.add(earlier.pk)
        opening = earlier.opening_cents


def last_before(account: BankAccount, statements: Iterable[Said]) -> Said | None:
    """The newest statement that ended before those of a file begin, without its entries; one query."""
    first = min((_first_of(each) for each in statements if each.account == account.iban), default=dt.date.min)
    found = account.statements.filter(last_on__lt=first).order_by("-last_on", "-recorded_at").first()
    if found is None:
        return None
    return Said(
        account.iban,
        found.statement_id,
        found.sequence,
        found.first_on,
        found.last_on,
        EURO,
        StatementBalance(found.opening_cents, found.first_on),
        StatementBalance(found.closing_cents, found.last_on),
    )


def _first_of(said: Said) -> dt.date:
    return said.first_day or (said.opening and said.opening.on) or dt.date.min


def _last_of(said: Said) -> dt.date:
    return said.last_day or (said.closing and said.closing.on) or dt.date.max
