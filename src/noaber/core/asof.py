"""The two dates of every question to the register: valid on, and known on."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.translation import gettext as _

from noaber.core.errors import DomainError
from noaber.core.rules.dutch import parse_date

VALID_ON = "geldig-op"
KNOWN_ON = "bekend-op"


@dataclass(frozen=True, slots=True)
class AsOf:
    """Valid on a day, as it was known at a moment (None: as it is known now)."""

    valid_on: dt.date
    known_at: dt.datetime | None = None
    is_asked: bool = False

    @property
    def known_on(self) -> dt.date | None:
        """The day of `known_at`: what was known at the end of that day."""
        return timezone.localtime(self.known_at).date() - dt.timedelta(days=1) if self.known_at else None

    @property
    def query(self) -> str:
        """The part of an address that asks the same question, or nothing when it is today's."""
        if not self.is_asked:
            return ""
        asked = {VALID_ON: self.valid_on.isoformat()}
        if self.known_on:
            asked[KNOWN_ON] = self.known_on.isoformat()
        return urlencode(asked)


def end_of_day(day: dt.date) -> dt.datetime:
    """The first moment after `day`, in the network's time zone; the last day there is has no day after it."""
    if day == dt.date.max:
        raise DomainError(_("31-12-9999 is te ver weg. Kies een eerdere datum."))
    return timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=1), dt.time.min))


def knowledge_of(day: dt.date | None, *, today: dt.date) -> dt.datetime | None:
    """The moment for "as known on `day`"; today and later ask what is known now.

    A demonstration stands still on its day, while what is recorded in it carries the real time: so what was
    recorded a minute ago is known today.
    """
    if day is None:
        return None
    moment = end_of_day(day)
    return None if day >= today else moment


def read_as_of(query: Mapping[str, str], *, today: dt.date) -> AsOf:
    """The dates asked in an address; a date that does not exist raises a Dutch `ValueError`."""
    valid_text, known_text = query.get(VALID_ON, "").strip(), query.get(KNOWN_ON, "").strip()
    valid_on = parse_date(valid_text) if valid_text else today
    known_at = knowledge_of(parse_date(known_text) if known_text else None, today=today)
    return AsOf(valid_on, known_at, is_asked=bool(valid_text or known_text))
