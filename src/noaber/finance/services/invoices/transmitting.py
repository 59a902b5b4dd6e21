"""One sending, as far as the worker can bring it: by mail through the outbox, or to the access point.

To claim and to settle are two short transactions with the network between them. Who dies in between leaves the sending
in flight; after a while another asks again with the same key, and whoever took it answers that it has it already.
"""

import datetime as dt
from typing import Final

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django_tasks import default_task_backend, task

from noaber.core import clock
from noaber.core.access import WORKER, Actor
from noaber.core.audit import verb
from noaber.core.history import recorded_by
from noaber.core.mail import Attachment, queue_mail
from noaber.core.models import MailState, OutboxMail
from noaber.core.rules.dutch import long_date
from noaber.core.rules.money import format_euro
from noaber.finance.formats.peppol_envelope import envelope, participant
from noaber.finance.models import KINDS, Transmission, TransmissionStep
from noaber.finance.papers.invoice import UBL_MEDIA_TYPE, invoice_pdf
from noaber.finance.queries.invoices.invoice import InvoiceWhole, invoice
from noaber.finance.queries.invoices.transmissions import TransmissionRow, transmission
from noaber.finance.rules.invoices.invoice import DocumentKind
from noaber.finance.rules.invoices.transmissions import CLAIM_ENDS_AFTER, Channel, StepKind, tried_again_at
from noaber.finance.services.invoices.access_points import NotAccepted, access_point

KIND: Final = "finance.invoice"
TEMPLATE: Final = "finance/mail/invoice.txt"
LOST_AFTER: Final = dt.timedelta(minutes=10)
LONGEST_REASON: Final = 500


@task()
def transmit_invoice(key: int) -> None:
    """The worker's task. Twice, or at once in two workers, it sends once."""
    transmit(key, now=clock.now())


def enqueue(key: int, at: dt.datetime | None = None) -> None:
    """Ask a worker, at a time; inside the caller's transaction, so it lands or not with it."""
    if at is None:
        transmit_invoice.enqueue(key)
    elif default_task_backend.supports_defer:
        transmit_invoice.using(run_after=at).enqueue(key)


def mail_key(number: str, time: int) -> str:
    return f"{KIND} {number} {time}"


def transmit(key: int, *, now: dt.datetime) -> None:
    """Take a sending a step further, if it is its turn."""
    row = transmission(key)
    sent = invoice(row.invoice) if row else None
    if row is None or sent is None or not row.progress.may_start(now):
        return
    if row.channel is Channel.MAIL:
        _mail(row, sent, now)
    elif row.channel is Channel.PEPPOL and (attempt := _claim(row, now)):
        _ask(row, sent, attempt)


def append_step(
    key: int,
    number: int,
    kind: StepKind,
    *,
    actor: Actor,
    now: dt.datetime,
    attempt: int = 0,
    reason: str = "",
    external_id: str = "",
    next_at: dt.datetime | None = None,
) -> TransmissionStep:
    """One line of the log; the caller notes it in the trail."""
    return TransmissionStep.objects.create(
        transmission_id=key,
        number=number,
        kind=kind.value,
        attempt=attempt,
        reason=reason[:LONGEST_REASON],
        external_id=external_id,
        next_at=next_at,
        **recorded_by(actor, now),
    )


def _locked(key: int) -> TransmissionRow | None:
    list(Transmission.objects.select_for_update().filter(pk=key).values_list("pk"))
    return transmission(key)


def _claim(seen: TransmissionRow, now: dt.datetime, external_id: str = "") -> int:
    """Take it for this worker: the number of the attempt, 0 when it is in other hands or over."""
    with verb("finance.transmit_invoice", actor=WORKER) as trail:
        row = _locked(seen.id)
        if row is None or not row.progress.may_start(now):
            return 0
        attempt = row.progress.attempts + 1
        step = append_step(
            row.id,
            row.step_number + 1,
            StepKind.IN_FLIGHT,
            actor=WORKER,
            now=now,
            attempt=attempt,
            external_id=external_id,
        )
        trail.note("finance.transmission", {"step": step.kind}, key=row.id, records=[step])
    return attempt


def _ask(row: TransmissionRow, sent: InvoiceWhole, attempt: int) -> None:
    point = access_point()
    try:
        if point is None:
            raise NotAccepted(_("Er is geen Peppol-toegangspunt ingesteld."), is_lasting=True)
        document = envelope(
            sent.ubl.encode(),
            key=row.invoice,
            kind=row.kind,
            sender=participant(sent.content.seller),
            receiver=row.recipient,
            made_at=sent.recorded_at,
        )
        identity = point.send(document)
    except NotAccepted as error:
        now = clock.now()
        again_at = None if error.is_lasting else tried_again_at(attempt, now)
        kind = StepKind.WAITING if again_at else StepKind.FAILED
        _settle(row.id, kind, attempt, now=now, reason=error.reason, next_at=again_at)
    else:
        _settle(row.id, StepKind.DELIVERED, attempt, now=clock.now(), external_id=identity)


def _settle(
    key: int,
    kind: StepKind,
    attempt: int,
    *,
    now: dt.datetime,
    reason: str = "",
    external_id: str = "",
    next_at: dt.datetime | None = None,
) -> bool:
    """Write down how an attempt ended. Who was overtaken has nothing to say, except that it was taken."""
    with verb("finance.transmit_invoice", actor=WORKER) as trail:
        row = _locked(key)
        is_delivered = kind is StepKind.DELIVERED
        if row is None or row.progress.kind is StepKind.DELIVERED:
            return False
        is_mine = row.progress.kind is StepKind.IN_FLIGHT and row.progress.attempts == attempt
        if not is_mine and not is_delivered:
            return False
        step = append_step(
            key,
            row.step_number + 1,
            kind,
            actor=WORKER,
            now=now,
            attempt=attempt,
            reason=reason,
            external_id=external_id,
            next_at=next_at,
        )
        trail.note("finance.transmission", {"step": step.kind}, key=key, records=[step])
        if next_at:
            enqueue(key, next_at)
    return True


def _mail(row: TransmissionRow, sent: InvoiceWhole, now: dt.datetime) -> None:
    """Into the outbox, which does the rest; once it is there, only the outbox says how it goes on."""
    if row.progress.kind is not StepKind.QUEUED:
        return
    name = row.invoice
    attachments = [
        Attachment(f"{name}.pdf", invoice_pdf(sent), "application/pdf"),
        Attachment(f"{name}.xml", sent.ubl.encode(), UBL_MEDIA_TYPE),
    ]
    with verb("finance.transmit_invoice", actor=WORKER):
        if not _claim(row, now):
            return
        queue_mail(
            key=mail_key(row.invoice, row.number),
            to=row.recipient,
            subject=_subject(sent),
            template=TEMPLATE,
            context=_context(sent),
            now=now,
            attachments=attachments,
        )


def _subject(sent: InvoiceWhole) -> str:
    facts = {"kind": str(KINDS[sent.row.kind]).capitalize(), "number": sent.row.number}
    return _("%(kind)s %(number)s") % facts


def _context(sent: InvoiceWhole) -> dict[str, object]:
    content = sent.content
    return {
        "is_credit_note": content.kind is DocumentKind.CREDIT_NOTE,
        "name": content.buyer.name,
        "number": content.number,
        "credited": content.credited.number if content.credited else "",
        "amount": format_euro(content.total_cents),
        "due_on": long_date(content.due_on) if content.due_on else "",
        "iban": content.payee.iban,
        "seller": content.seller.name,
        "reference": content.reference,
        "contact": ", ".join(filter(None, (content.payee.contact_name, content.payee.contact_email))),
        "url": f"{settings.SITE_URL}/facturen/{content.number}/",
    }


def hear_outcome(mail: OutboxMail, detail: str, now: dt.datetime) -> None:
    """The outbox tells that a mail was accepted or given up."""
    _kind, _space, rest = mail.key.partition(" ")
    number, _space, time = rest.partition(" ")
    found = Transmission.objects.filter(invoice__number=number, number=int(time)).first()
    row = transmission(found.pk) if found else None
    if row is None:
        return
    kind = StepKind.DELIVERED if mail.state == MailState.SENT else StepKind.FAILED
    _settle(row.id, kind, row.progress.attempts, now=now, reason=detail, external_id=mail.message_id)


def sweep_transmissions(now: dt.datetime) -> str:
    """The job: what lost its task gets a new one, and what the outbox settled unheard is settled here."""
    later = TransmissionStep.objects.filter(
        transmission=OuterRef("transmission"), number__gt=OuterRef("number")
    )
    last = TransmissionStep.objects.filter(~Exists(later)).exclude(
        transmission__channel=Channel.DOWNLOAD.value
    )
    count = 0
    going = last.filter(kind__in=[StepKind.QUEUED, StepKind.WAITING, StepKind.IN_FLIGHT])
    for key in list(going.order_by("pk").values_list("transmission", flat=True)):
        row = transmission(key)
        if row is None:
            continue
        if row.channel is Channel.MAIL and row.progress.kind is StepKind.IN_FLIGHT:
            count += _settle_unheard(row, now)
        elif row.progress.at <= now - LOST_AFTER and row.progress.may_start(now):
            enqueue(key)
            count += 1
    return _("%(count)s verzendingen weer opgepakt.") % {"count": count}


def _settle_unheard(row: TransmissionRow, now: dt.datetime) -> bool:
    if row.progress.at > now - CLAIM_ENDS_AFTER:
        return False
    mail = OutboxMail.objects.filter(key=mail_key(row.invoice, row.number)).first()
    if mail is None or mail.state == MailState.WITHDRAWN:
        reason = _("Het bericht is vervallen.")
        return _settle(row.id, StepKind.FAILED, row.progress.attempts, now=now, reason=reason)
    if mail.state in (MailState.SENT, MailState.FAILED):
        hear_outcome(mail, "", now)
        return True
    return False
