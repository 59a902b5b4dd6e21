"""What comes before the adoption of a strategy, and when: its themes are chosen and consented to (R09, R14, R15)."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from noaber.core import clock
from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.rules.dutch import long_date
from noaber.decisions.api import proposal
from noaber.strategy.queries.consulting.adopted_instead import follows_adoption
from noaber.strategy.queries.consulting.asked_themes import theme_consents
from noaber.strategy.queries.periods.period import as_adopted, periods
from noaber.strategy.queries.selection.chosen import themes_chosen
from noaber.strategy.rules.periods.period import PeriodTerms


@dataclass(frozen=True, slots=True)
class Before:
    """A step that was recorded, in words, and its last day."""

    words: str
    on: dt.date


def last_before(code: str, terms: PeriodTerms, today: AsOf) -> Before | None:
    """The last step before the adoption of a strategy, as it was known when that was recorded."""
    asof = as_adopted(code, today)
    chosen = themes_chosen(code, asof)
    if chosen is None:
        return None
    found = [Before(_("De keuze van de thema’s"), chosen.decided_on)]
    is_before = chosen.proposal and not follows_adoption(code, terms, today)
    asked = proposal(COMMAND, chosen.proposal, asof) if is_before else None
    text = _("De instemming van %(name)s met de thema’s (‘%(title)s’)")
    found += [
        Before(text % {"name": row.name, "title": asked.title}, row.decided_on)
        for row in (theme_consents(asked, chosen.weighed, asof) if asked else ())
        if asked and row.decided_on
    ]
    return max(found, key=lambda each: each.on)


def decided_before(code: str, day: dt.date) -> Iterator[str]:
    """That the themes of a strategy were decided on after a day, for who says that it was adopted then."""
    asof = AsOf(clock.today())
    for row in periods(asof):
        if code not in (row.adopted_by or row.terms.decided_by, row.terms.decided_by):
            continue
        last = last_before(row.code, replace(row.terms, decided_by=code), asof)
        if last and day < last.on:
            text = _(
                "%(step)s is van %(day)s. De strategie kan niet voor die dag zijn vastgesteld. Kies die dag of een "
                "latere."
            )
            yield text % {"step": last.words, "day": long_date(last.on)}
