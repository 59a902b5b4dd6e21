"""A year whose account was adopted takes no bookings, commitments or budget any more."""

from django.utils.translation import gettext as _

from noaber.core.errors import DomainError
from noaber.finance.queries.reports.report import is_closed


def refuse_closed(agreement_code: str, year: int, field: str = "") -> None:
    """DomainError: the year is closed. The caller holds the lock on the budget year, as adopting does.

    Invoices, credit notes and payments are not refused: they come when they come. The account of the next year tells
    what they change, and takes it in.
    """
    if is_closed(agreement_code, year):
        raise DomainError(
            _("De jaarrekening van %(year)s is vastgesteld. Boek of wijzig dit in een volgend jaar.")
            % {"year": year},
            field=field,
        )
