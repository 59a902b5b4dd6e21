"""How long the address and the texts of a mail are kept."""

import datetime as dt
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from django.db import transaction

from noaber.core.mail.eml import remove_letters
from noaber.core.models import MailState, OutboxAttachment, OutboxAttempt, OutboxMail

KEPT_FOR: Final = dt.timedelta(days=90)
BATCH: Final = 500
SETTLED: Final = (MailState.SENT, MailState.FAILED, MailState.WITHDRAWN)


def empty_old_mail(*, now: dt.datetime) -> int:
    """Empty what was settled more than `KEPT_FOR` ago, files of mail too; returns how many mails."""
    remove_letters(before=now - KEPT_FOR)
    old = OutboxMail.objects.filter(state__in=SETTLED, settled_at__lt=now - KEPT_FOR, emptied_at__isnull=True)
    count = 0
    while batch := list(old.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        count += empty(batch, now=now)
    return count


def withdraw_mail(key: str, *, now: dt.datetime) -> bool:
    """Take back a mail that failed or is held, so that nobody sends it after all; False when it is not so."""
    rows = OutboxMail.objects.filter(key=key, state__in=[MailState.FAILED, MailState.HELD])
    return bool(rows.update(state=MailState.WITHDRAWN, settled_at=now))


def withdraw_mail_to(address: str, *, now: dt.datetime) -> int:
    """Empty every mail to an address (erasure of a person); what was still waiting is never sent."""
    with transaction.atomic():
        rows = OutboxMail.objects.filter(to__iexact=address)
        waiting = rows.filter(state__in=[MailState.WAITING, MailState.HELD])
        waiting.update(state=MailState.WITHDRAWN, settled_at=now)
        transaction.on_commit(lambda: remove_letters(to=address))
        return empty([*rows.values_list("pk", flat=True)], now=now)


def empty(mail_ids: Sequence[UUID], *, now: dt.datetime) -> int:
    """Empty address, texts and attachments of these mails; the rows with their times stay."""
    OutboxAttachment.objects.filter(mail__in=mail_ids).delete()
    OutboxAttempt.objects.filter(mail__in=mail_ids).update(detail="")
    return OutboxMail.objects.filter(pk__in=mail_ids).update(
        to="", subject="", text="", unsubscribe_url="", emptied_at=now
    )
