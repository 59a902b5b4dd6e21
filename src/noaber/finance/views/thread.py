"""The step of the money on the thread."""

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.addresses import with_dates
from noaber.core.asof import AsOf
from noaber.core.components.pictures import ThreadStep
from noaber.core.rules.dutch import long_date
from noaber.core.rules.money import format_euro
from noaber.finance.queries.agreements.choosing import agreement_for
from noaber.finance.queries.agreements.outcomes import memo_outcome
from noaber.finance.rules.rate_text import rate_in_words
from noaber.finance.views.wording import balance_words


def contributions_step(actor: Actor, asof: AsOf) -> ThreadStep | None:
    """What the agreement brings in, and what is still to be found; nothing before there is an agreement."""
    found = agreement_for(actor, asof)
    if found is None:
        return None
    title, url = _("Geld: bijdragen"), with_dates("/bijdragen/", asof)
    outcome = memo_outcome(asof, found.terms)
    if outcome is None:
        return ThreadStep(title, url, _("Er is nog geen inwonertal om de bijdragen mee uit te rekenen."))
    text = _(
        "%(rate)s per inwoner levert %(raised)s op (peildatum %(date)s): %(balance)s bij een begroting van %(budget)s."
    ) % {
        "rate": rate_in_words(found.terms.rate),
        "raised": format_euro(outcome.balance.raised_cents),
        "date": long_date(outcome.reference_on),
        "balance": balance_words(outcome.balance),
        "budget": format_euro(outcome.balance.budget_cents),
    }
    return ThreadStep(title, url, text, state="current")
