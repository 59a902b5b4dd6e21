"""The tax of a purchase that the host deducted is kept with its booking; until then the journal told it from sums."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any, NamedTuple

from django.db import migrations, models

from noaber.core.append_only import SqlOnly, append_only_again, not_append_only


class Booked(NamedTuple):
    """A booking with the amounts of its invoice."""

    key: int
    invoice: int
    moment: Any
    reverses: int | None
    cents: int
    net_cents: int
    vat_cents: int


def deducted_by_row(rows: Iterable[Booked]) -> dict[int, int]:
    """What was deducted of each booking, where it was: by what was booked of its invoice at once, as it was told."""
    ordered = sorted(rows, key=lambda row: (row.reverses is not None, row.invoice, row.moment, row.key))
    found: dict[int, int] = {}
    for _at_once, together in groupby(
        (row for row in ordered if row.reverses is None), key=lambda row: (row.invoice, row.moment)
    ):
        parts = list(together)
        found |= _shared(parts, _deducted(sum(part.cents for part in parts), *parts[0][-2:]))
    for row in ordered:
        if row.reverses in found:
            found[row.key] = -found[row.reverses]
    return found


def _deducted(booked_cents: int, net_cents: int, vat_cents: int) -> int:
    times, rest = divmod(abs(booked_cents), net_cents)
    if not vat_cents or rest or abs(booked_cents) % (net_cents + vat_cents) == 0:
        return 0
    return times * vat_cents if booked_cents > 0 else -times * vat_cents


def _shared(parts: list[Booked], deducted: int) -> dict[int, int]:
    """By amount, half up; the last one has what is left."""
    whole, left = sum(abs(part.cents) for part in parts), deducted
    found = {}
    for part in parts:
        share = left if part is parts[-1] else (2 * deducted * abs(part.cents) + whole) // (2 * whole)
        found[part.key], left = share, left - share
    return {key: cents for key, cents in found.items() if cents}


ROWS = (
    "SELECT booking.id, booking.invoice_id, booking.recorded_at, booking.reverses_id, booking.amount_cents, "
    "invoice.net_cents, invoice.vat_cents FROM finance_spendingbooking booking "
    "JOIN finance_incominginvoice invoice ON invoice.id = booking.invoice_id"
)


def fill(apps: Any, schema_editor: Any) -> None:
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(ROWS)
        found = deducted_by_row(Booked(*row) for row in cursor.fetchall())
        for key, cents in found.items():
            cursor.execute(
                "UPDATE finance_spendingbooking SET deducted_cents = %s WHERE id = %s", [cents, key]
            )


class Migration(migrations.Migration):
    dependencies = [
        ("finance", "0017_result_returns"),
    ]

    operations = [
        migrations.AddField(
            model_name="spendingbooking",
            name="deducted_cents",
            field=models.BigIntegerField(default=0, verbose_name="btw die is afgetrokken"),
        ),
        not_append_only("finance_spendingbooking"),
        SqlOnly(fill, SqlOnly.noop),
        append_only_again("finance_spendingbooking"),
    ]
