"""Mail to municipalities that decided to contribute and did not say yet that next year's contribution is in the budget.

Capacity is no money, and only municipalities send their budget to the province (Gemeentewet article 191).
"""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core import clock
from noaber.core.access import WORKER
from noaber.core.asof import AsOf
from noaber.core.mail import queue_mail
from noaber.decisions.access import OF_ORGANISATION
from noaber.decisions.models import Classification
from noaber.decisions.queries.obligations.obligation import ObligationRow, codes_with_terms, every_obligation
from noaber.decisions.queries.proposals.standing import standing
from noaber.decisions.rules.obligations import ObligationState, is_reminded_on
from noaber.network.api import people, seats

TEMPLATE: Final = "decisions/mail/budget_reminder.txt"
_FIRST_TO_HEAR: Final = (
    "contact",
    "head",
    "mayor",
)  # the contact prepares it; without one, who leads or chairs


def remind_of_budgets(now: dt.datetime) -> str:
    """The job: from 1 October until the day before 15 November. One mail per organisation and year, ever."""
    today = clock.today()
    waiting = _waiting(today)
    if not waiting:
        return _("Niemand hoeft te worden herinnerd.")
    addresses = _addresses(today)
    reached = [row for row in waiting if _voice(row) in addresses]
    office = _office(today) if reached else ""
    count = sum(_queue(row, addresses[_voice(row)], today, now, office=office) for row in reached)
    text = ngettext(
        "%(count)s organisatie herinnerd; van %(left)s is geen e-mailadres bekend.",
        "%(count)s organisaties herinnerd; van %(left)s is geen e-mailadres bekend.",
        count,
    )
    return text % {"count": count, "left": len(waiting) - len(reached)}


def _waiting(today: dt.date) -> list[ObligationRow]:
    """One row per proposal, organisation and year, whatever number of points asks it."""
    rows = (
        row for code in sorted(codes_with_terms(today.year)) for row in every_obligation(code, AsOf(today))
    )
    found = {
        (row.proposal, row.party, row.year): row
        for row in rows
        if row.is_paid_by_municipality
        and row.state is ObligationState.BINDING
        and is_reminded_on(row.year, today)
    }
    return list(found.values())


def _voice(row: ObligationRow) -> str:
    """Who answers for it today: itself, or what went on in its place."""
    return (row.party, *row.successors)[-1]


def _queue(row: ObligationRow, address: str, today: dt.date, now: dt.datetime, *, office: str) -> bool:
    """Answers whether this is the first time that it is asked."""
    found = standing(row.proposal, AsOf(today))
    title = _("Staat de bijdrage van %(year)s in uw begroting?") % {"year": row.year}
    url = f"{settings.SITE_URL}/voorstellen/{row.proposal}/verplichtingen/{row.party}/begroting/"
    mail = queue_mail(
        key=f"decisions.budget {row.consultation_id} {row.year}",
        to=address,
        subject=title,
        template=TEMPLATE,
        context={
            "title": title,
            "url": url,
            "year": row.year,
            "name": row.name,
            "proposal": found.title if found else row.proposal,
            "decided_on": row.decided_on,
            "office": office,
        },
        now=now,
        is_restricted=found is not None and found.classification == Classification.RESTRICTED,
    )
    return mail.queued_at == now


def _known(today: dt.date) -> Mapping[uuid.UUID, str]:
    return {person.id: person.email for person in people(WORKER, AsOf(today)) if person.email}


def _office(today: dt.date) -> str:
    """Where the register says that the coordinator reads mail; a mail itself cannot be answered."""
    known = _known(today)
    held = (row.holder for row in seats(WORKER, AsOf(today), roles=("coordinator",)))
    return next((known[holder.person_id] for holder in held if holder and holder.person_id in known), "")


def _addresses(today: dt.date) -> Mapping[str, str]:
    """Where each organisation reads its mail: its contact, else its head, else its mayor."""
    asof = AsOf(today)
    known = _known(today)
    found: dict[str, tuple[int, str]] = {}
    for row in seats(WORKER, asof, roles=OF_ORGANISATION):
        holder = row.holder
        email = known.get(holder.person_id) if holder and not row.body_code else None
        rank = _FIRST_TO_HEAR.index(row.role)
        if email and rank < found.get(row.organisation_code, (len(_FIRST_TO_HEAR), ""))[0]:
            found[row.organisation_code] = (rank, email)
    return {code: email for code, (_rank, email) in found.items()}
