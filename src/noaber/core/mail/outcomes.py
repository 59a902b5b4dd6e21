"""Telling a room what became of a mail that it queued, in the transaction that settles the mail.

register_mail_outcome("finance.invoice", tell)   # the first word of the keys of its mails
"""

import datetime as dt
import logging
from collections.abc import Callable

from django.db import transaction

from noaber.core.models import MailState, OutboxMail

logger = logging.getLogger(__name__)

Listener = Callable[[OutboxMail, str, dt.datetime], None]
_listeners: dict[str, Listener] = {}


def register_mail_outcome(kind: str, listener: Listener) -> None:
    """``listener(mail, what the mail server said, now)`` hears when a mail was sent or given up."""
    _listeners[kind] = listener


def tell_outcome(mail: OutboxMail, detail: str, *, now: dt.datetime) -> None:
    """A listener that fails leaves the mail settled: it was sent, and a second copy would be worse."""
    listener = _listeners.get(mail.key.partition(" ")[0])
    if listener is None or mail.state not in (MailState.SENT, MailState.FAILED):
        return
    try:
        with transaction.atomic():
            listener(mail, detail, now)
    except Exception:
        logger.exception("what became of mail %s was not told", mail.pk)
