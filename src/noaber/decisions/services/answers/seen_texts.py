"""Whoever answers, answers on the text that they read: one that was sent since is read first (R10, R60)."""

import datetime as dt

from django.utils.translation import gettext as _

from noaber.core import clock
from noaber.core.errors import DomainError
from noaber.core.rules.dutch import long_date
from noaber.decisions.models import ProposalVersion


class OtherText(DomainError):
    """Another text was sent than the one that was read; nobody else recorded anything."""


def refuse_other_text(newest: ProposalVersion, seen: int | None) -> None:
    """`seen`: the number of the version that was read; None where nobody read any, as at a meeting."""
    if seen is not None and seen != newest.number:
        advice = _("Lees wat er veranderde en vul uw standpunt opnieuw in.")
        words = next_text_words(newest.number, newest.sent_at)
        raise OtherText(" ".join([words, _("U las versie %(number)s.") % {"number": seen}, advice]))


def next_text_words(number: int, sent_at: dt.datetime | None) -> str:
    """That there is a newer text, and since when."""
    day = long_date(clock.day_of(sent_at)) if sent_at else ""
    return _("Er is een nieuwe tekst verstuurd (versie %(number)s, op %(day)s).") % {
        "number": number,
        "day": day,
    }
