"""Mail to the coordinators about an evaluation that is decided and not adopted yet (R59)."""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.accounts.api import User, coordinators_on
from noaber.core import clock
from noaber.core.asof import AsOf
from noaber.core.mail import queue_mail
from noaber.decisions.models import Classification
from noaber.decisions.queries.obligations.obligation import ObligationRow, codes_with_terms, every_obligation
from noaber.decisions.queries.proposals.standing import standing
from noaber.decisions.rules.obligations import (
    EvaluationStep,
    ObligationKind,
    ObligationState,
    Terms,
    evaluation_step,
)

TEMPLATE: Final = "decisions/mail/evaluation_reminder.txt"


def remind_of_evaluations(now: dt.datetime) -> str:
    """The job: from the reminder date once, and from 1 October once more; nothing once it was adopted."""
    today = clock.today()
    waiting = list(_waiting(today))
    if not waiting:
        return _("Er wacht geen evaluatie.")
    receivers = coordinators_on(today)
    count = sum(_queue(row, step, user, today, now) for row, step in waiting for user in receivers)
    text = ngettext(
        "%(count)s herinnering aan een evaluatie.", "%(count)s herinneringen aan een evaluatie.", count
    )
    return text % {"count": count}


def _waiting(today: dt.date) -> Iterator[tuple[ObligationRow, EvaluationStep]]:
    for code in sorted(codes_with_terms(today.year)):
        for row in every_obligation(code, AsOf(today)):
            if (
                row.kind is not ObligationKind.EVALUATION
                or row.state is not ObligationState.BINDING
                or row.party
            ):
                continue
            terms = Terms(row.kind, row.year, row.year, reminder_on=row.reminder_on)
            if step := evaluation_step(terms, row.year, today):
                yield row, step


def _queue(row: ObligationRow, step: EvaluationStep, user: User, today: dt.date, now: dt.datetime) -> bool:
    """Answers whether this is the first time that it is sent."""
    found = standing(row.proposal, AsOf(today))
    title = _("Is de evaluatie van %(year)s al vastgesteld?") % {"year": row.year}
    mail = queue_mail(
        key=f"decisions.evaluation {row.proposal} {row.point} {row.year} {step} {user.pk}",
        to=user.email,
        subject=title,
        template=TEMPLATE,
        context={
            "title": title,
            "name": user.display_name,
            "year": row.year,
            "next": row.year + 1,
            "point": row.point,
            "proposal": found.title if found else row.proposal,
            "decided_on": row.decided_on,
            "is_last": step is EvaluationStep.BUDGETS,
            "url": f"{settings.SITE_URL}/voorstellen/{row.proposal}/verplichtingen/evaluatie/",
        },
        now=now,
        is_restricted=found is not None and found.classification == Classification.RESTRICTED,
    )
    return mail.queued_at == now
