"""Who would be asked for priorities, who was, and when."""

import datetime as dt
from collections.abc import Iterable, Mapping

from django.db.models import Max

from noaber.core.asof import AsOf, end_of_day
from noaber.core.reading import read_once
from noaber.decisions.api import PostAbout, contacts_on, letters_about
from noaber.network.api import OrganisationRow
from noaber.strategy.models import PriorityRequest


def letters_to(rows: Iterable[OrganisationRow], day: dt.date) -> PostAbout[OrganisationRow]:
    """One letter per person who speaks for any of these organisations on the day, and who cannot be reached."""
    contacts = contacts_on(day)
    return letters_about(rows, lambda row: contacts.asked(f"organisation:{row.code}"))


def last_asked(period: str) -> Mapping[str, dt.datetime]:
    """By organisation when somebody of it was last asked."""
    found = PriorityRequest.objects.filter(period__code=period).order_by()
    last = found.values("organisation__code").annotate(last=Max("sent_at"))
    return dict(last.values_list("organisation__code", "last"))


@read_once
def asked_until(period: str, asof: AsOf) -> dt.date | None:
    """The last day that whoever was asked last was told; None when nobody was told one. One query."""
    found = PriorityRequest.objects.filter(period__code=period)
    if asof.is_asked:
        found = found.filter(sent_at__lt=end_of_day(asof.valid_on))
    if asof.known_at is not None:
        found = found.filter(sent_at__lt=asof.known_at)
    told = found.exclude(due_on=None).order_by("-pk").values_list("due_on", flat=True)
    return told.first()


def newest_request(period: str) -> int:
    """The number of the last request, by which a preview says what it knew; 0 when nobody was asked."""
    return PriorityRequest.objects.filter(period__code=period).aggregate(last=Max("pk"))["last"] or 0
