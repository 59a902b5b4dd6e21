"""How long the address and the texts of a mail are kept."""

import datetime as dt
from typing import Final

from noaber.core.mail.queueing import empty
from noaber.core.models import MailState, OutboxMail

KEPT_FOR: Final = dt.timedelta(days=90)
BATCH: Final = 500
SETTLED: Final = (MailState.SENT, MailState.FAILED, MailState.WITHDRAWN)


def empty_old_mail(*, now: dt.datetime) -> int:
    """Empty what was settled more than `KEPT_FOR` ago; returns how many mails."""
    old = OutboxMail.objects.filter(state__in=SETTLED, settled_at__lt=now - KEPT_FOR, emptied_at__isnull=True)
    count = 0
    while batch := list(old.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        count += empty(batch, now=now)
    return count
