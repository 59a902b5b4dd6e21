"""Putting mail in the outbox, and bringing it back into motion."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q, Value
from django.db.models.functions import Replace
from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.administration import may_administer
from noaber.core.audit import verb
from noaber.core.errors import DomainError
from noaber.core.mail.composing import Attachment, checked_subject, message_id, render_text
from noaber.core.mail.sending import CLAIM_ENDS_AFTER, enqueue
from noaber.core.models import MailState, OutboxAttachment, OutboxMail

LARGEST_ATTACHMENTS: Final = 10 * 1024 * 1024  # bytes together; larger things go as a link
TASK_IS_LOST_AFTER: Final = dt.timedelta(hours=1)
RESENDABLE: Final = (MailState.FAILED, MailState.HELD)


def queue_mail(
    *,
    key: str,
    to: str,
    subject: str,
    template: str,
    context: Mapping[str, Any],
    now: dt.datetime,
    is_restricted: bool = False,
    names_restricted: bool = False,
    is_secret: bool = False,
    attachments: Sequence[Attachment] = (),
    unsubscribe_url: str = "",
) -> OutboxMail:
    """Put a mail in the outbox, inside the caller's transaction; the worker sends it after the commit.

    `key` names the effect: ids, no names. The same key a second time changes nothing and sends nothing.
    `template` is a plain-text template (how it becomes HTML: `rules.mail_text`). `is_restricted`: only
    `context["title"]` and `context["url"]` are sent, no other text and no attachments. `names_restricted`: the template
    itself names no more than that of something restricted, and the subject nothing; the office is then shown that it is
    restricted and no subject, as with `is_restricted`. `is_secret`: a link in
    the text is a key (an invitation), so the text is not kept once the mail was sent or given up.
    """
    _check_attachments(attachments, is_restricted=is_restricted)
    identity = uuid4()
    values: dict[str, Any] = {
        "id": identity,
        "template": template,
        "to": checked_address(to),
        "subject": checked_subject(str(context["title"]) if is_restricted else subject),
        "text": render_text(template, context, is_restricted=is_restricted),
        "is_restricted": is_restricted or names_restricted,
        "is_secret": is_secret,
        "message_id": message_id(identity),
        "unsubscribe_url": unsubscribe_url,
        **dict.fromkeys(("queued_at", "enqueued_at", "next_attempt_at"), now),
    }
    with transaction.atomic():
        mail, is_new = OutboxMail.objects.get_or_create(key=key, defaults=values)
        if is_new:
            _attach(mail, attachments)
            enqueue(mail)
    return mail


def _check_attachments(attachments: Sequence[Attachment], *, is_restricted: bool) -> None:
    if is_restricted and attachments:
        raise DomainError(_("Bij een besloten bericht gaan geen bijlagen mee: stuur alleen de link."))
    if sum(len(attachment.content) for attachment in attachments) > LARGEST_ATTACHMENTS:
        raise DomainError(_("De bijlagen zijn samen groter dan 10 MB: stuur een link."))


def checked_address(address: str) -> str:
    """The address without spaces around it; a Dutch `DomainError` when it cannot be one."""
    try:
        validate_email(address.strip())
    except ValidationError as error:
        raise DomainError(
            _("“%(address)s” is geen e-mailadres.") % {"address": address}, field="to"
        ) from error
    return address.strip()


def _attach(mail: OutboxMail, attachments: Sequence[Attachment]) -> None:
    OutboxAttachment.objects.bulk_create(
        OutboxAttachment(
            mail=mail,
            position=position,
            name=one.name,
            media_type=one.media_type,
            content=one.content,
            is_inline=one.is_inline,
        )
        for position, one in enumerate(attachments)
    )


def resend_mail(mail_id: UUID, *, actor: Actor, now: dt.datetime) -> OutboxMail:
    """Try a failed or held mail again, from the first delay on."""
    require(may_administer(actor, _("de uitgaande post")))
    with verb("mail.resend", actor=actor) as trail:
        mail = OutboxMail.objects.select_for_update().get(pk=mail_id)
        if mail.emptied_at:
            raise DomainError(_("De tekst van dit bericht is gewist. Het kan niet opnieuw worden verzonden."))
        if mail.state not in RESENDABLE:
            raise DomainError(_("Alleen een mislukt of vastgehouden bericht kan opnieuw worden verzonden."))
        trail.note(mail, {"from": mail.state, "attempts": mail.attempt_count})
        mail.state, mail.settled_at = MailState.WAITING, None
        mail.next_attempt_at = mail.enqueued_at = now
        mail.attempts_before = mail.attempt_count
        mail.save(update_fields=["state", "settled_at", "next_attempt_at", "enqueued_at", "attempts_before"])
        enqueue(mail)
    return mail


def move_links(old: str, new: str) -> int:
    """Mail that still waits leads to where the website is now; how many. It was queued when that was not known."""
    if old == new:
        return 0
    was, now = Value(f"{old}/"), Value(f"{new}/")
    waiting = OutboxMail.objects.filter(state=MailState.WAITING)
    found = waiting.filter(Q(text__contains=was) | Q(unsubscribe_url__startswith=was))
    return found.update(text=Replace("text", was, now), unsubscribe_url=Replace("unsubscribe_url", was, now))


def sweep_outbox(*, now: dt.datetime) -> int:
    """Give mail a new task when its worker died or its task was lost; returns how many. Safe to run at once."""
    is_abandoned = Q(
        state=MailState.SENDING,
        claimed_at__lte=now - CLAIM_ENDS_AFTER,
        enqueued_at__lte=now - CLAIM_ENDS_AFTER,
    )
    is_lost = Q(
        state=MailState.WAITING,
        next_attempt_at__lte=now - TASK_IS_LOST_AFTER,
        enqueued_at__lte=now - TASK_IS_LOST_AFTER,
    )
    count = 0
    for mail in OutboxMail.objects.filter(is_abandoned | is_lost):
        with transaction.atomic():
            unswept = OutboxMail.objects.filter(pk=mail.pk, state=mail.state, enqueued_at=mail.enqueued_at)
            if unswept.update(enqueued_at=now, next_attempt_at=now):
                mail.next_attempt_at = now
                enqueue(mail)
                count += 1
    return count
