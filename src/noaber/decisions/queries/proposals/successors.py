"""Who speaks for an organisation that is no more: what went on in its place, by the law its successor in all rights.

A merged municipality succeeds the old ones in rights and obligations (Wet algemene regels herindeling):
what they decided stays binding for it, and what was still asked of them is asked of it. All of it is computed from the
register on the day; who was asked, and how that counts, stays as it was sent.
"""

import datetime as dt
from collections.abc import Collection
from typing import Final

from django.db.models import Q

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.decisions.models import Consultation
from noaber.network.api import organisation, successions

MOST_MERGERS: Final = 3  # one after another, while a proposal runs


def successors_of(code: str, asof: AsOf) -> tuple[str, ...]:
    """What went on in its place by the day, the first merger first; empty while it is there itself."""
    known = {
        row.predecessor: row.successor
        for row in successions(known_at=asof.known_at)
        if row.effective_on <= asof.valid_on
    }
    found: list[str] = []
    while (code := known.get(code, "")) and code not in found:
        found.append(code)
    return tuple(found)


def last_merger(code: str, asof: AsOf) -> dt.date | None:
    """Since when what decides in its place does so; None while it is there itself."""
    chain = (code, *successors_of(code, asof))
    known = {row.predecessor: row.effective_on for row in successions(known_at=asof.known_at)}
    return known[chain[-2]] if len(chain) > 1 else None


def predecessors_of(code: str, asof: AsOf) -> list[str]:
    """Those in whose place this one decides on the day."""
    gone = (row.predecessor for row in successions(known_at=asof.known_at))
    return sorted(each for each in gone if each != code and successors_of(each, asof)[-1:] == (code,))


def present_name(code: str, on: dt.date) -> str:
    """How what decides in its place is called on the day; empty when nothing went on, or it is there itself."""
    last = successors_of(code, AsOf(on))[-1:]
    row = organisation(COMMAND, last[0], AsOf(on)) if last else None
    return row.name if row else ""


def of_predecessors(codes: Collection[str], day: dt.date) -> Q:
    """What is asked of an organisation that went up into one of these by the day; without a query of its own."""
    mine = Q(pk__in=[])
    for depth in range(1, MOST_MERGERS + 1):
        path, steps = "organisation", Q()
        for _step in range(depth):
            path += "__successions"
            steps &= Q(**{f"{path}__cancelled_at__isnull": True, f"{path}__effective_on__lte": day})
            path += "__successor"
        mine |= Q(pk__in=Consultation.objects.filter(steps & Q(**{f"{path}__code__in": codes})).values("pk"))
    return mine
