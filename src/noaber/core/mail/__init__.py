"""Mail: queued in the transaction of what it tells, sent by the worker, retried, logged, once per key.

queue_mail(key=f"invitation {pk}", to=address, subject=_("..."), template="accounts/mail/invitation.txt",
           context={...}, now=now)
"""

from noaber.core.mail.composing import Attachment, render_text
from noaber.core.mail.outcomes import register_mail_outcome
from noaber.core.mail.queueing import move_links, queue_mail, resend_mail, sweep_outbox
from noaber.core.mail.recipients import Recipient, RecipientPreview, preview_recipients
from noaber.core.mail.retention import empty_old_mail, withdraw_mail, withdraw_mail_to

__all__ = [
    "Attachment",
    "Recipient",
    "RecipientPreview",
    "empty_old_mail",
    "move_links",
    "preview_recipients",
    "queue_mail",
    "register_mail_outcome",
    "render_text",
    "resend_mail",
    "sweep_outbox",
    "withdraw_mail",
    "withdraw_mail_to",
]
