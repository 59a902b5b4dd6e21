"""How an entry of a history reads: what was recorded, and why."""

import datetime as dt
from typing import Final, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.rules.dutch import in_a_row, long_date
from noaber.core.rules.period import Period
from noaber.network.queries.history_entries import Cause, HeldTerm, HistoryEntry, Kind, Said

# Whose page it is: on that of a seat a term is somebody's, on that of a person it is one in a seat.
From = Literal["seat", "person", "itself"]

_OF_ITSELF: Final[dict[Kind, Promise]] = {
    Kind.BEGINS: gettext_lazy("Opgenomen, geldig vanaf %(day)s"),
    Kind.CHANGES: gettext_lazy("Gewijzigd vanaf %(day)s"),
    Kind.ENDS: gettext_lazy("Beëindigd per %(day)s"),
    Kind.WITHDRAWN: gettext_lazy("Opheffing per %(day)s teruggenomen"),
    Kind.PAUSES: gettext_lazy("Niet geldig van %(day)s tot en met %(last_day)s"),
    Kind.LONGER: gettext_lazy("Geldig tot en met %(last_day)s (was: %(was_last)s)"),
    Kind.EARLIER: gettext_lazy("Al geldig vanaf %(day)s (was: %(was)s)"),
    Kind.LATER: gettext_lazy("Pas geldig vanaf %(day)s (was: %(was)s)"),
    Kind.RETRACTED: gettext_lazy("Ingetrokken: was geldig vanaf %(day)s"),
    Kind.GOES_UP: gettext_lazy("Samengevoegd tot %(names)s per %(day)s"),
    Kind.FORMED: gettext_lazy("Ontstaan uit %(names)s per %(day)s"),
    Kind.TAKES_IN: gettext_lazy("%(names)s opgenomen per %(day)s"),
    Kind.UNMERGED: gettext_lazy("Samenvoeging per %(day)s teruggenomen"),
}
_OF_TERM: Final[dict[Kind, Promise]] = {
    Kind.CHANGES: gettext_lazy("%(term)s gewijzigd vanaf %(day)s"),
    Kind.ENDS: gettext_lazy("%(term)s eindigt op %(eve)s (was: %(was_last)s)"),
    Kind.PAUSES: gettext_lazy("%(term)s onderbroken van %(day)s tot en met %(last_day)s"),
    Kind.LONGER: gettext_lazy("%(term)s verlengd tot en met %(last_day)s (was: %(was_last)s)"),
    Kind.EARLIER: gettext_lazy("%(term)s begint al op %(day)s (was: %(was)s)"),
    Kind.LATER: gettext_lazy("%(term)s begint pas op %(day)s (was: %(was)s)"),
    Kind.RETRACTED: gettext_lazy("%(term)s ingetrokken, zou beginnen op %(day)s"),
}


def title_of(entry: HistoryEntry, seen_from: From) -> str:
    facts = _facts(entry)
    if entry.term is None:
        is_endless = entry.kind is Kind.LONGER and entry.valid_until is None
        sentence = gettext_lazy("Weer geldig vanaf %(day)s") if is_endless else _OF_ITSELF[entry.kind]
        return str(sentence % facts)
    if entry.kind is Kind.BEGINS:
        return _begins(entry, entry.term, seen_from)
    facts["term"] = _term(entry.term, seen_from)
    if entry.kind is Kind.LONGER and entry.valid_until is None:
        return _("%(term)s loopt door zonder einddatum (was: %(was_last)s)") % facts
    return str(_OF_TERM[entry.kind] % facts)


def _facts(entry: HistoryEntry) -> dict[str, str]:
    return {
        "day": long_date(entry.valid_from),
        "eve": _day_before(entry.valid_from),
        "last_day": _day_before(entry.valid_until),
        "was": long_date(entry.was) if entry.was else "",
        "was_last": _day_before(entry.was),
        "names": in_a_row(other.name for other in entry.merged),
    }


def _day_before(day: dt.date | None) -> str:
    return long_date(day - dt.timedelta(days=1)) if day else _("zonder einddatum")


def _begins(entry: HistoryEntry, term: HeldTerm, seen_from: From) -> str:
    facts = {"who": term.who, "what": term.what, "period": Period(entry.valid_from, entry.valid_until)}
    if not term.post_code:
        return _("Portefeuille %(what)s gekregen, %(period)s") % facts
    if seen_from == "person":
        if term.is_substitute:
            return _("Benoemd als plaatsvervanger: %(what)s, %(period)s") % facts
        return _("Benoemd: %(what)s, %(period)s") % facts
    if term.is_substitute:
        return _("%(who)s benoemd als plaatsvervanger, %(period)s") % facts
    return _("%(who)s benoemd, %(period)s") % facts


def _term(term: HeldTerm, seen_from: From) -> str:
    if not term.post_code:
        return _("Portefeuille %(what)s") % {"what": term.what}
    if seen_from == "person":
        return _("Termijn als %(what)s") % {"what": term.what}
    return _("Termijn van %(who)s") % {"who": term.who}


def text_of(entry: HistoryEntry) -> str:
    """What was said, and why; of a term that only moved, just why."""
    why = _because(entry.cause) if entry.cause else entry.reason
    return "; ".join(part for part in (*(_line(said) for said in entry.said), why) if part)


def _because(cause: Cause) -> str:
    if cause.reason:
        facts = {"reason": cause.reason}
        if cause.is_restored:
            return _("de opheffing is teruggenomen (reden was: %(reason)s)") % facts
        return _("door opheffing: %(reason)s") % facts
    if cause.is_merger:
        return _("door samenvoeging van gemeenten")
    words = ""
    if cause.predecessor:
        words = _("volgt %(name)s op") % {"name": cause.predecessor}
    elif cause.successor:
        words = _("opgevolgd door %(name)s") % {"name": cause.successor}
    return _("%(words)s (uit een ingelezen lijst)") % {"words": words} if words and cause.is_import else words


def _line(said: Said) -> str:
    facts = {"label": said.label, "now": said.now, "before": said.before}
    if not said.before:
        return _("%(label)s: %(now)s") % facts
    if not said.now:
        return _("%(label)s: %(before)s is vervallen") % facts
    return _("%(label)s: %(before)s werd %(now)s") % facts
