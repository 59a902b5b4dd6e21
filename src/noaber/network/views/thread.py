"""What the register adds to the thread: who take part, on which themes, in which bodies."""

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.addresses import with_dates
from noaber.core.asof import AsOf
from noaber.core.components.pictures import StatusLine, ThreadStep
from noaber.core.rules.dutch import format_number
from noaber.network.queries.organisations import organisations
from noaber.network.queries.populations import latest_populations
from noaber.network.queries.seats import seats
from noaber.network.queries.themes import themes


def partners_step(actor: Actor, asof: AsOf) -> ThreadStep:
    """How many municipalities and other partners, and for how many inhabitants."""
    found = organisations(actor, asof)
    municipalities = sum(row.is_municipality for row in found)
    inhabitants = sum(row.population for row in latest_populations(asof).values())
    text = _(
        "%(municipalities)s gemeenten en %(partners)s andere partners, voor %(inhabitants)s inwoners."
    ) % {
        "municipalities": municipalities,
        "partners": len(found) - municipalities,
        "inhabitants": format_number(inhabitants),
    }
    return ThreadStep(
        _("Wie doen er mee"), with_dates("/organisaties/", asof), text, state="done" if found else "open"
    )


def themes_step(actor: Actor, asof: AsOf) -> ThreadStep:
    """How many themes are held by a mayor."""
    found = themes(actor, asof)
    held = sum(bool(theme.holders) for theme in found)
    text = ", ".join(theme.name for theme in found)
    line = StatusLine(held, len(found), _("thema's in portefeuille")) if found else None
    return ThreadStep(
        _("Thema's"), with_dates("/themas/", asof), text, state="done" if found else "open", count=line
    )


def seats_step(actor: Actor, asof: AsOf) -> ThreadStep:
    """How many seats of the bodies are held."""
    found = [seat for seat in seats(actor, asof) if seat.body_code]
    held = sum(not seat.is_vacant for seat in found)
    text = _("Wie er in de overleggen en teams zitten, en namens wie.")
    line = StatusLine(held, len(found), _("zetels bezet")) if found else None
    is_full = bool(found) and held == len(found)
    url = with_dates("/overleggen/", asof)
    return ThreadStep(
        _("Overleggen en teams"),
        url,
        text,
        state="done" if is_full else "current" if found else "open",
        count=line,
    )
