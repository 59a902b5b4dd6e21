"""What the register asks this room: does everyone take part (R50), and may the functions of the office open (R51)?"""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from noaber.core.access import ALLOWED, ANONYMOUS, Decision, Refused
from noaber.core.asof import AsOf
from noaber.core.rules.dutch import long_date
from noaber.decisions.obligation_words import former_decision_words, shortened, taking_part_words
from noaber.decisions.queries.obligations.continuation import Continuation, Partner, continuations
from noaber.network.api import Evidence, Finding, Severity, SubjectKind, seats

CONTINUATION: Final = "R50"
OPENED_LAST: Final = ("project_leader", "coordinator")  # R51: only once the network is sure to go on


def everyone_takes_part(asof: AsOf) -> Iterator[Finding]:
    """Who has not decided, by name, and who declined. From the day on which the organisations are asked."""
    for found in continuations(asof):
        if found.is_asked and not found.is_arranged:
            yield _finding(found, asof)


def _finding(found: Continuation, asof: AsOf) -> Finding:
    """A warning until the last day to decide; then, or when somebody declined, it is urgent."""
    is_late = any(each.due_on and each.due_on < asof.valid_on for each in found.missing)
    lacking = (*found.declined, *found.missing)
    return Finding(
        code=CONTINUATION,
        severity=Severity.ALERT if is_late or found.declined else Severity.WARNING,
        subject_kind=SubjectKind.NETWORK,
        subject_key="",
        message=_message(found, lacking),
        mended_by=_(
            "de organisaties besluiten zelf; zonder hen kan alleen de begeleidingsgroep besluiten om door te gaan"
        ),
        missing=tuple(each.code for each in lacking),
        evidence=tuple(_evidence(each, found) for each in lacking),
    )


def _message(found: Continuation, lacking: tuple[Partner, ...]) -> str:
    facts = {"count": taking_part_words(found), "names": shortened(lacking)}
    told = (_("%(count)s Nog niet: %(names)s.") % facts, former_decision_words(found))
    return " ".join(filter(None, told))


def _evidence(each: Partner, found: Continuation) -> Evidence:
    has_declined = each in found.declined
    due = _("uiterlijk %(day)s") % {"day": long_date(each.due_on)} if each.due_on else _("nog niet besloten")
    text = _("heeft afgewezen") if has_declined else due
    return Evidence(each.name, text, SubjectKind.ORGANISATION, each.code)


def office_may_open(post_code: str, today: dt.date) -> Decision:
    """R51: project leader and coordinator open when the strategy is adopted and the money is arranged.

    One proposal that holds is enough: while a next one is on its way, the present one still carries the office. Where
    no proposal asks anything of organisations, there is nothing to wait for. Without a post: the condition itself.
    """
    asof = AsOf(today)
    if post_code and not _is_of_office(post_code, asof):
        return ALLOWED
    found = continuations(asof)
    if not found or any(each.is_adopted and each.is_arranged for each in found):
        return ALLOWED
    return Refused(_reason(found[0]))


def _is_of_office(post_code: str, asof: AsOf) -> bool:
    """By its role; a function that begins later is opened before it exists."""
    ever = AsOf(dt.date.max, asof.known_at)
    found = seats(ANONYMOUS, asof, code=post_code) or seats(ANONYMOUS, ever, code=post_code)
    return any(seat.role in OPENED_LAST for seat in found)


def _reason(found: Continuation) -> str:
    if not found.is_adopted:
        return _(
            "De functies van projectleider en coördinator gaan open als de strategie is vastgesteld; "
            "dat is zij nog niet."
        )
    facts = {"agreed": len(found.agreed), "asked": found.asked}
    return (
        _(
            "De functies van projectleider en coördinator gaan open als alle organisaties meedoen: "
            "nu %(agreed)s van %(asked)s."
        )
        % facts
    )
