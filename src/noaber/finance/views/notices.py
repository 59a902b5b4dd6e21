"""What a reader must know before trusting a sum."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.components.frame import Action
from noaber.core.components.texts import EmptyState, Notice
from noaber.core.rules.dutch import in_a_row, long_date
from noaber.finance.access import may_record_agreement
from noaber.finance.queries.agreements.roll_calls import RollCall
from noaber.finance.views.places.agreements import NEW

MOST_NAMED = 12


def missing_notice(rolls: Iterable[RollCall]) -> Notice | None:
    """Which municipalities a sum leaves out because their number of inhabitants is not known."""
    names = sorted({entry.name for roll in rolls for entry in roll.missing})
    if not names:
        return None
    if len(names) > MOST_NAMED:
        text = _("Van %(count)s gemeenten is op deze peildatum geen inwonertal bekend; zij tellen niet mee.")
        return Notice(text % {"count": len(names)}, "warning")
    text = ngettext(
        "Van deze gemeente is geen inwonertal bekend; zij telt niet mee: %(names)s.",
        "Van deze gemeenten is geen inwonertal bekend; zij tellen niet mee: %(names)s.",
        len(names),
    )
    return Notice(text % {"names": in_a_row(names)}, "warning")


def no_agreement(actor: Actor, asof: AsOf) -> EmptyState:
    """What is missing, and who can add it; of a day in the past, that there was none yet."""
    if asof.is_asked:
        title = _("Op %(date)s was er nog geen afspraak over bijdragen") % {"date": long_date(asof.valid_on)}
        return EmptyState(title, _("Kies een latere datum om te zien wat er daarna is voorgesteld."))
    title = _("Er is nog geen afspraak over bijdragen")
    if not may_record_agreement(actor):
        text = _(
            "De coördinator of de controller legt haar vast: het tarief per inwoner, de jaren en de begroting. "
            "Daarna rekent deze pagina uit wat elke gemeente bijdraagt."
        )
        return EmptyState(title, text)
    text = _(
        "Leg het tarief per inwoner, de jaren en de begroting vast. Daarna rekent Noaber de bijdragen uit."
    )
    return EmptyState(title, text, Action(_("Leg de afspraak vast"), NEW, tone="primary"))
