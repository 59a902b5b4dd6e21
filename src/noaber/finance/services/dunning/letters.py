"""The mail of a reminder: made by the worker, with the letter and the invoice, and queued once."""

import datetime as dt
from typing import Final

from django.conf import settings
from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _
from django_tasks import task

from noaber.core import clock
from noaber.core.mail import Attachment, queue_mail
from noaber.core.models import Demonstration, OutboxMail
from noaber.core.rules.dutch import long_date
from noaber.core.rules.money import format_euro
from noaber.finance.models import REMINDERS, PaymentReminder
from noaber.finance.papers.invoice import invoice_pdf
from noaber.finance.papers.reminder import reminder_pdf
from noaber.finance.queries.dunning.reminders import ReminderRow, reminder_row
from noaber.finance.queries.invoices.invoice import InvoiceWhole, invoice

TEMPLATE: Final = "finance/mail/reminder.txt"
KEY: Final = "finance.reminder "
LOST_AFTER: Final = dt.timedelta(minutes=30)
GIVEN_UP_AFTER: Final = dt.timedelta(days=7)


@task()
def mail_reminder(key: int) -> None:
    """The worker's task. Twice, it mails once: the key names the reminder."""
    queue_reminder(key, now=clock.now())


def queue_reminder(key: int, *, now: dt.datetime) -> bool:
    """Put the mail in the outbox; False when it was there, or goes by letter."""
    found = PaymentReminder.objects.select_related("invoice").filter(pk=key).first()
    if found is None or not found.recipient or OutboxMail.objects.filter(key=f"{KEY}{key}").exists():
        return False
    row, sent = reminder_row(found), invoice(found.invoice.number)
    if sent is None:
        return False
    mail = queue_mail(
        key=f"{KEY}{key}",
        to=row.recipient,
        subject=subject_of(row),
        template=TEMPLATE,
        context=_context(row, sent),
        now=now,
        attachments=_attachments(row, sent),
    )
    return mail.queued_at == now


def mail_lost_reminders(now: dt.datetime) -> str:
    """The job: what was confirmed and of which the task was lost is mailed after all."""
    key = Concat(Value(KEY), Cast(OuterRef("pk"), CharField()))
    lost = PaymentReminder.objects.filter(
        ~Exists(OutboxMail.objects.filter(key=key)),
        recorded_at__gte=now - GIVEN_UP_AFTER,
        recorded_at__lte=now - LOST_AFTER,
    ).exclude(recipient="")
    count = sum(queue_reminder(found, now=now) for found in lost.values_list("pk", flat=True))
    return _("%(count)s herinneringen alsnog klaargezet.") % {"count": count}


def subject_of(row: ReminderRow) -> str:
    facts = {"kind": str(REMINDERS[row.step]).capitalize(), "number": row.number}
    return _("%(kind)s: factuur %(number)s") % facts


def _context(row: ReminderRow, sent: InvoiceWhole) -> dict[str, object]:
    content = sent.content
    return {
        "step": row.step.value,
        "name": content.buyer.name,
        "number": row.number,
        "total": format_euro(content.total_cents),
        "issued_on": long_date(content.issued_on),
        "due_on": long_date(row.due_on),
        "paid": format_euro(row.paid_cents) if row.paid_cents else "",
        "open": format_euro(row.open_cents),
        "pay_until": long_date(row.pay_until),
        "iban": content.payee.iban,
        "seller": content.seller.name,
        "reference": content.reference,
        "contact": ", ".join(filter(None, (content.payee.contact_name, content.payee.contact_email))),
        "url": f"{settings.SITE_URL}/facturen/{row.number}/",
        "is_example": Demonstration.objects.exists(),
    }


def _attachments(row: ReminderRow, sent: InvoiceWhole) -> list[Attachment]:
    mark = "-voorbeeldgegevens" if Demonstration.objects.exists() else ""
    return [
        Attachment(f"{row.file_name}{mark}.pdf", reminder_pdf(row, sent), "application/pdf"),
        Attachment(f"{row.number}{mark}.pdf", invoice_pdf(sent), "application/pdf"),
    ]
