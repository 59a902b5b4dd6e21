"""What the register adds to the thread: who take part, on which themes, in which bodies."""

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.addresses import with_dates
from noaber.core.asof import AsOf
from noaber.core.components.pictures import StatusLine, ThreadStep
from noaber.core.rules.dutch import format_number
from noaber.network.queries.organisations import organisations
from noaber.network.queries.populations import inhabitants
from noaber.network.queries.seats import occupation
from noaber.network.queries.themes import theme_states


def partners_step(actor: Actor, asof: AsOf) -> ThreadStep:
    """How many municipalities and other partners, and for how many inhabitants."""
    found = organisations(actor, asof)
    municipalities = sum(row.is_municipality for row in found)
    text = _(
        "%(municipalities)s gemeenten en %(partners)s andere partners, voor %(inhabitants)s inwoners."
    ) % {
        "municipalities": municipalities,
        "partners": len(found) - municipalities,
        "inhabitants": format_number(inhabitants(asof)),
    }
    return ThreadStep(
        _("Wie doen er mee"), with_dates("/organisaties/", asof), text, state="done" if found else "open"
    )


def themes_step(actor: Actor, asof: AsOf) -> ThreadStep:
    """How many themes are held by a mayor."""
    found = theme_states(asof)
    held = sum(is_held for _name, is_held in found)
    text = ", ".join(name for name, _is_held in found)
    line = StatusLine(held, len(found), _("thema's in portefeuille")) if found else None
    return ThreadStep(
        _("Thema's"), with_dates("/themas/", asof), text, state="done" if found else "open", count=line
    )


def seats_step(actor: Actor, asof: AsOf) -> ThreadStep:
    """How many seats of the bodies are held."""
    seats = occupation(asof)
    text = _("Wie er in de overleggen en teams zitten, en namens wie.")
    line = StatusLine(seats.held, seats.total, _("zetels bezet")) if seats.total else None
    is_full = bool(seats.total) and seats.held == seats.total
    url = with_dates("/overleggen/", asof)
    return ThreadStep(
        _("Overleggen en teams"),
        url,
        text,
        state="done" if is_full else "current" if seats.total else "open",
        count=line,
    )
