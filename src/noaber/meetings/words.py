"""How meetings, attendance and quorums read."""

import datetime as dt
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from noaber.core.components.status import Status, Tone
from noaber.core.rules.dutch import weekday_date
from noaber.meetings.models import ActionItem, Sitting
from noaber.meetings.queries.actions import ActionRow
from noaber.meetings.queries.sittings import SittingRow
from noaber.meetings.rules.attendance import Presence, ProxyBar
from noaber.meetings.rules.quorum import Quorum

PRESENCES: Final[dict[Presence, Promise]] = {
    Presence.PRESENT: gettext_lazy("aanwezig"),
    Presence.SUBSTITUTED: gettext_lazy("vervangen door plaatsvervanger"),
    Presence.PROXY: gettext_lazy("volmacht gegeven"),
    Presence.ABSENT: gettext_lazy("afwezig"),
}
BARS: Final[dict[ProxyBar, Promise]] = {
    ProxyBar.NOBODY_NAMED: gettext_lazy("Kies bij %(seat)s wie de volmacht heeft."),
    ProxyBar.NOT_GIVEN: gettext_lazy(
        "Bij %(seat)s staat een gevolmachtigde, maar er is geen volmacht gegeven. Wie er is, geeft geen volmacht."
    ),
    ProxyBar.ITSELF: gettext_lazy("%(seat)s kan zichzelf geen volmacht geven."),
    ProxyBar.UNKNOWN: gettext_lazy("De gevolmachtigde van %(seat)s heeft geen zetel in dit overleg."),
    ProxyBar.HOLDER_HAS_NO_VOTE: gettext_lazy(
        "De gevolmachtigde van %(seat)s heeft zelf geen stem. Kies een stemhebbende zetel."
    ),
    ProxyBar.HOLDER_AWAY: gettext_lazy(
        "De gevolmachtigde van %(seat)s is er zelf niet. Kies een zetel die er is."
    ),
    ProxyBar.HOLDER_HAS_ONE: gettext_lazy(
        "De gevolmachtigde van %(seat)s heeft al een volmacht. Een zetel spreekt voor hoogstens één andere."
    ),
}


def sitting_status(row: SittingRow) -> Status:
    tones: dict[str, Tone] = {
        Sitting.State.PLANNED: "info",
        Sitting.State.HELD: "ok",
        Sitting.State.CANCELLED: "danger",
    }
    return Status(row.state_label, tones[row.state])


def action_status(row: ActionRow, today: dt.date) -> Status:
    if row.is_overdue(today):
        return Status(_("te laat"), "danger")
    tones: dict[str, Tone] = {
        ActionItem.State.OPEN: "info",
        ActionItem.State.DONE: "ok",
        ActionItem.State.DROPPED: "neutral",
    }
    return Status(row.state_label, tones[row.state])


def when(row: SittingRow) -> str:
    """Day and time in words: "woensdag 20 februari 2019, 14:00 tot 16:00"."""
    facts = {"day": weekday_date(row.held_on), "from": f"{row.starts_at:%H:%M}"}
    if row.ends_at is None:
        return _("%(day)s, %(from)s") % facts
    return _("%(day)s, %(from)s tot %(until)s") % {**facts, "until": f"{row.ends_at:%H:%M}"}


def quorum_in_words(found: Quorum, fixed: int) -> str:
    """The arithmetic: who counted, what was needed, and what does not count."""
    if not found.voting:
        return _("Dit overleg heeft geen stemhebbende zetels; er geldt geen quorum.")
    rule = _("vastgesteld voor deze vergadering") if fixed else _("meer dan de helft")
    facts = {"taken": found.taken, "voting": found.voting, "needed": found.needed, "rule": rule}
    parts = [
        _("%(taken)s van de %(voting)s stemhebbende zetels zijn bezet, nodig %(needed)s (%(rule)s)") % facts
    ]
    if found.substituted:
        text = ngettext(
            "%(count)s daarvan door een plaatsvervanger",
            "%(count)s daarvan door plaatsvervangers",
            found.substituted,
        )
        parts.append(text % {"count": found.substituted})
    if found.proxies:
        text = ngettext(
            "%(count)s volmacht telt niet mee voor het quorum",
            "%(count)s volmachten tellen niet mee voor het quorum",
            found.proxies,
        )
        parts.append(text % {"count": found.proxies})
    return "; ".join(parts) + "."
