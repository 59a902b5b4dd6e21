"""Sending one queued mail: claim it, hand it to the mail server, write down what came of it.

The claim and the outcome are two short transactions with the network between them, so no lock is held while a
mail server thinks. A worker that dies in between leaves the row claimed; after `CLAIM_ENDS_AFTER` another may
take it. If the server had accepted it by then, a second copy goes out under the same Message-ID.
"""

import datetime as dt
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django_tasks import default_task_backend, task

from noaber.core import clock
from noaber.core.mail.composing import compose
from noaber.core.mail.delivery import Outcome, deliver
from noaber.core.mail.outcomes import tell_outcome
from noaber.core.mail.retention import empty
from noaber.core.models import MailState, OutboxAttempt, OutboxMail
from noaber.core.rules.retries import next_attempt

CLAIM_ENDS_AFTER: Final = dt.timedelta(minutes=15)


@task(priority=10)  # people wait for mail, nobody for an import
def send_queued_mail(mail_id: str) -> None:
    """The worker's task. Running it twice, or at once in two workers, sends once."""
    send(UUID(mail_id), now=clock.now())


def enqueue(mail: OutboxMail) -> None:
    """Ask a worker to send `mail` at its time; inside the caller's transaction, so it lands or not with it."""
    if default_task_backend.supports_defer:
        send_queued_mail.using(run_after=mail.next_attempt_at).enqueue(str(mail.pk))
    elif (
        mail.next_attempt_at <= clock.now()
    ):  # without waiting queue (tests): now, or when the outbox is swept
        send_queued_mail.enqueue(str(mail.pk))


def send(mail_id: UUID, *, now: dt.datetime) -> None:
    """Send one mail if it is its turn; otherwise do nothing."""
    mail = _claim(mail_id, now=now)
    if mail is not None:
        _settle(mail, deliver(compose(mail)), now=clock.now())


def _claim(mail_id: UUID, *, now: dt.datetime) -> OutboxMail | None:
    """Take the mail for this worker, or None: not due, already sent, or in other hands."""
    is_due = Q(state=MailState.WAITING, next_attempt_at__lte=now)
    is_abandoned = Q(state=MailState.SENDING, claimed_at__lte=now - CLAIM_ENDS_AFTER)
    with transaction.atomic():
        rows = OutboxMail.objects.filter(is_due | is_abandoned, pk=mail_id)
        # One UPDATE with its condition: of two workers, the second one's condition no longer holds.
        if not rows.update(state=MailState.SENDING, claimed_at=now, attempt_count=F("attempt_count") + 1):
            return None
        mail = OutboxMail.objects.get(pk=mail_id)
        OutboxAttempt.objects.create(mail=mail, number=mail.attempt_count, started_at=now)
    return mail


def _settle(mail: OutboxMail, outcome: Outcome, *, now: dt.datetime) -> None:
    state, again_at = _next_state(mail, outcome, now)
    with transaction.atomic():
        OutboxAttempt.objects.filter(mail=mail, number=mail.attempt_count).update(
            ended_at=now, result=outcome.result, reply_code=outcome.reply_code, detail=outcome.detail
        )
        mine = OutboxMail.objects.filter(
            pk=mail.pk, state=MailState.SENDING, attempt_count=mail.attempt_count
        )
        mail.state, mail.next_attempt_at = state, again_at or now
        settled_at = None if again_at else now
        is_mine = mine.update(
            state=state,
            next_attempt_at=mail.next_attempt_at,
            claimed_at=None,
            enqueued_at=now,
            settled_at=settled_at,
        )
        if is_mine and again_at:
            enqueue(mail)
        elif is_mine:
            tell_outcome(mail, outcome.detail, now=now)
        if is_mine and not again_at and mail.is_secret:
            empty([mail.pk], now=now)


def _next_state(mail: OutboxMail, outcome: Outcome, now: dt.datetime) -> tuple[MailState, dt.datetime | None]:
    if outcome.result == "sent":
        return MailState.SENT, None
    again_at = (
        next_attempt(mail.attempt_count - mail.attempts_before, now)
        if outcome.result == "temporary"
        else None
    )
    return (MailState.WAITING, again_at) if again_at else (MailState.FAILED, None)
