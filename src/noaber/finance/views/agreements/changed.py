"""How the agreement behind a proposal differs from what it was when the proposal was sent, for who writes it."""

import datetime as dt
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from noaber.core.rules.dutch import long_date
from noaber.core.rules.money import format_euro
from noaber.decisions.api import Standing
from noaber.finance.queries.agreements.agreement import agreements_of
from noaber.finance.rules.agreements.agreement import AgreementTerms, Side
from noaber.finance.rules.agreements.asked import fte_in_words
from noaber.finance.rules.rate_text import rate_in_words


def changed_agreements(found: Standing) -> Iterator[str]:
    """One text for each agreement that went with it; what was read before is at hand, so it seldom costs a query."""
    now = {row.code: row.terms for row in agreements_of(found.code, None)}
    # With what was recorded at that very moment.
    sent = found.sent_at + dt.timedelta(microseconds=1) if found.sent_at else None
    for row in agreements_of(found.code, sent):
        facts = {"title": row.terms.title}
        if row.code not in now:
            yield _("De afspraak “%(title)s” hoort sinds de verzending niet meer bij dit voorstel.") % facts
        elif changes := _changes(_parts(row.terms), _parts(now[row.code])):
            text = _("De afspraak “%(title)s” is na verzending gewijzigd: %(changes)s.")
            yield text % (facts | {"changes": "; ".join(changes)})


def _changes(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    text = _("%(what)s was %(before)s, nu %(after)s")
    nothing = _("niets")
    return [
        text % {"what": what, "before": before.get(what, nothing), "after": after.get(what, nothing)}
        for what in dict.fromkeys([*before, *after])
        if before.get(what) != after.get(what)
    ]


def _parts(terms: AgreementTerms) -> dict[str, str]:
    """What organisations decide upon, in words."""
    years = {"first": terms.first_year, "last": terms.last_year}
    return {
        _("datum"): long_date(terms.proposed_on),
        _("tarief"): rate_in_words(terms.rate),
        _("looptijd"): _("%(first)s tot en met %(last)s") % years,
        _("capaciteit"): fte_in_words(terms.fte),
        _("faciliteiten"): terms.facilities or _("niets"),
        **{line.title: format_euro(line.amount_cents) for line in terms.of(Side.CONTRIBUTION)},
        **{
            _("%(title)s (cofinanciering)") % {"title": line.title}: format_euro(line.amount_cents)
            for line in terms.of(Side.CO_FUNDING)
        },
    }
