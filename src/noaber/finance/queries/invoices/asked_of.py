"""Which documents are of a payer: what was asked of it or for it, and of whom it took up the rights and duties."""

import datetime as dt

from django.db.models import Q

from noaber.network.api import successors


def codes_of(code: str, on: dt.date, *, known_at: dt.datetime | None = None) -> frozenset[str]:
    """Itself, and whom it had taken up by a day (Wet arhi, article 44); one query."""
    went_on = successors(on, known_at=known_at)
    return frozenset({code, *(before for before, after in went_on.items() if after == code)})


def asked_of(codes: frozenset[str]) -> Q:
    """Invoices to one of them or for its contribution, and what takes those off."""
    return (
        Q(buyer__code__in=codes)
        | Q(contribution__organisation__code__in=codes)
        | Q(credits__buyer__code__in=codes)
        | Q(credits__contribution__organisation__code__in=codes)
    )
