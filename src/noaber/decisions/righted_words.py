"""How it reads, for everyone, that something of a decision was put right after it was adopted."""

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from noaber.core.rules.dutch import in_a_row, long_date
from noaber.decisions.queries.proposals.put_right import RightedRow
from noaber.decisions.rules.put_right import PutRight
from noaber.decisions.rules.route import Role

_ANSWERED: Final = {
    PutRight.GONE: gettext_lazy("dat %(name)s op %(was)s niet antwoordde%(points)s"),
    PutRight.ADDED: gettext_lazy("dat %(name)s op %(now)s antwoordde%(points)s"),
    PutRight.DAY: gettext_lazy("op welke dag %(name)s antwoordde%(points)s (niet %(was)s maar %(now)s)"),
    PutRight.ANSWER: gettext_lazy("wat %(name)s op %(now)s antwoordde%(points)s"),
    PutRight.BOTH: gettext_lazy(
        "wat %(name)s antwoordde%(points)s, en op welke dag (niet %(was)s maar %(now)s)"
    ),
}
_HEARD: Final = {
    PutRight.GONE: gettext_lazy("dat %(name)s op %(was)s niet is gehoord%(points)s"),
    PutRight.ADDED: gettext_lazy("dat %(name)s op %(now)s is gehoord%(points)s"),
    PutRight.DAY: gettext_lazy("op welke dag %(name)s is gehoord%(points)s (niet %(was)s maar %(now)s)"),
    PutRight.ANSWER: gettext_lazy("wat %(name)s op %(now)s zei%(points)s"),
    PutRight.BOTH: gettext_lazy("wat %(name)s zei%(points)s, en op welke dag (niet %(was)s maar %(now)s)"),
}


def righted_words(rows: Sequence[RightedRow]) -> str:
    """What was put right and on which day, in a sentence per day; empty for nothing."""
    days = dict.fromkeys(row.on for row in rows)
    text = _("Rechtgezet op %(day)s: %(what)s.")
    return " ".join(
        text % {"day": long_date(day), "what": "; ".join(righted_what(row) for row in rows if row.on == day)}
        for day in days
    )


def righted_what(row: RightedRow) -> str:
    """Of whom what was put right, without why."""
    facts = {
        "name": row.party.name,
        "was": long_date(row.was_on),
        "now": long_date(row.now_on),
        "points": "" if row.is_on_all else _at_points(row),
    }
    if row.role is Role.ADOPT:
        return (
            _("op welke dag %(name)s vaststelde%(points)s (niet %(was)s maar %(now)s)") % facts
            if row.what is PutRight.DAY
            else _("wat %(name)s op %(was)s besloot%(points)s") % facts
        )
    return str(_HEARD[row.what] if row.is_hearing else _ANSWERED[row.what]) % facts


def _at_points(row: RightedRow) -> str:
    text = ngettext(" bij punt %(labels)s", " bij de punten %(labels)s", len(row.labels))
    return text % {"labels": in_a_row(row.labels)}
