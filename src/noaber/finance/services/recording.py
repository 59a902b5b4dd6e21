"""What is recorded in the books comes before a report or after it, never beside it: both hold one lock.

Who records takes it together with others who record; who writes or adopts a report alone. Each takes it first, before
any row, so that they wait for each other and never for ever. In which year something stands follows from whether it
was recorded after the adoption (`rules.reports.year_books`), so who had to wait for one records after it.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Final

from django.db import connection, models
from django.db.models import Max

from noaber.finance.models import AgreementStatement, ReportAdoption, ReportStatement

TABLES: Final[tuple[type[models.Model], ...]] = (ReportStatement, ReportAdoption)
AGREED: Final[tuple[type[models.Model], ...]] = (AgreementStatement,)
LEAST: Final = dt.timedelta(microseconds=1)


def recording(now: dt.datetime) -> dt.datetime:
    """No report is written or adopted until this transaction ends; the moment of what it records: after the last one.

    Call it first in a verb that records invoices, payments, bookings, grants or what the bank said.
    """
    _lock(TABLES, "SHARE")
    moments: list[dt.datetime | None] = [
        each._default_manager.aggregate(last=Max("recorded_at"))["last"] for each in TABLES
    ]
    return max([now, *(moment + LEAST for moment in moments if moment)])


def reporting() -> None:
    """Nothing is recorded in the books until this transaction ends, and no other report is written or adopted."""
    _lock(TABLES, "SHARE ROW EXCLUSIVE")


def carrying() -> None:
    """No agreement changes or goes until this transaction ends: for a verb that hangs something on a year of one."""
    _lock(AGREED, "SHARE")


def agreeing() -> None:
    """Nothing new hangs on any agreement until this transaction ends, and no other agreement is recorded."""
    _lock(AGREED, "SHARE ROW EXCLUSIVE")


def _lock(locked: Sequence[type[models.Model]], mode: str) -> None:
    """SQLite has one writer at a time already; on PostgreSQL those that record do not wait for each other."""
    if connection.vendor != "postgresql":
        return
    tables = ", ".join(connection.ops.quote_name(each._meta.db_table) for each in locked)
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {tables} IN {mode} MODE")
