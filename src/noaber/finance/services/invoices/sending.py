"""Asking that documents go to who pays them: once each, unless it failed. The worker does the sending itself."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.audit import verb
from noaber.core.errors import DomainError
from noaber.core.history import count_change, lock, recorded_by
from noaber.core.mail import withdraw_mail
from noaber.core.models import Demonstration, MailState, OutboxMail
from noaber.finance.access import may_send_invoices
from noaber.finance.formats.content_json import from_json
from noaber.finance.formats.peppol_envelope import participant
from noaber.finance.models import Buyer, DeliveryStatement, Invoice, Transmission
from noaber.finance.queries.invoices.deliveries import Delivery, deliveries
from noaber.finance.queries.invoices.transmissions import TransmissionRow, last_transmissions
from noaber.finance.rules.invoices.transmissions import Channel, StepKind
from noaber.finance.services.invoices.access_points import access_point
from noaber.finance.services.invoices.transmitting import append_step, enqueue, mail_key
from noaber.network.api import organisation_id

UNDER_WAY = (MailState.WAITING, MailState.SENDING)


@dataclass(frozen=True, slots=True)
class NotSent:
    """A document that is not sent, and why."""

    number: str
    reason: str


@dataclass(frozen=True, slots=True)
class SentOut:
    """What came of asking: the keys of what is on its way, and what is not."""

    queued: tuple[int, ...] = ()
    refused: tuple[NotSent, ...] = ()


def why_nothing_is_sent() -> str:
    """In a demonstration nothing leaves the house; empty elsewhere."""
    if Demonstration.objects.exists():
        return _("Dit is een demonstratie: er wordt niets verstuurd.")
    return ""


def send_invoices(numbers: Collection[str], *, actor: Actor, now: dt.datetime) -> SentOut:
    """Put documents ready to be sent, each by the channel of its payer; what was sent or is on its way is refused."""
    require(may_send_invoices(actor))
    if why := why_nothing_is_sent():
        raise DomainError(why)
    with verb("finance.send_invoices", actor=actor) as trail:
        invoices = _lock(numbers)
        before, wishes, has_point = last_transmissions(numbers), deliveries(), access_point() is not None
        refused, made = [], []
        for number, row in sorted(invoices.items()):
            wish = wishes.get(row.buyer.code, Delivery())
            to = _recipient(row, wish)
            why = _why_not(before.get(number), wish, to, has_point=has_point)
            if why:
                refused.append(NotSent(number, why))
                continue
            sending = _make(row, wish, to, before.get(number), actor, now)
            step = append_step(sending.pk, 1, StepKind.QUEUED, actor=actor, now=now)
            trail.note(row, {"number": number, "channel": sending.channel}, records=[sending, step])
            made.append(sending)
        for sending in made:
            if sending.channel != Channel.DOWNLOAD:
                enqueue(sending.pk)
    return SentOut(tuple(sending.pk for sending in made), tuple(refused))


def _lock(numbers: Collection[str]) -> dict[str, Invoice]:
    found = Invoice.objects.select_for_update(of=("self",)).select_related("buyer")
    rows = {row.number: row for row in found.filter(number__in=list(numbers)).order_by("pk").defer("ubl")}
    if unknown := sorted(set(numbers) - set(rows)):
        raise DomainError(_("Factuur %(number)s bestaat niet.") % {"number": unknown[0]})
    return rows


def _recipient(invoice: Invoice, wish: Delivery) -> str:
    """Peppol goes to the address that the document itself names."""
    if wish.channel is Channel.PEPPOL:
        return participant(from_json(invoice.content).buyer)
    return wish.email if wish.channel is Channel.MAIL else ""


def _why_not(before: TransmissionRow | None, wish: Delivery, to: str, *, has_point: bool) -> str:
    if before and before.progress.kind is StepKind.DELIVERED:
        return _("Dit stuk is al afgeleverd.")
    if before and not before.progress.is_over:
        return _("Dit stuk is al onderweg.")
    if before and before.channel is Channel.MAIL and _is_sent_again(before):
        return _("De beheerder heeft het bericht zelf opnieuw verstuurd.")
    if wish.channel is Channel.MAIL and not to:
        return _("Er is geen e-mailadres voor facturen vastgelegd.")
    if wish.channel is Channel.PEPPOL and not to:
        return _("De factuur noemt geen e-factuuradres van de betaler.")
    if wish.channel is Channel.PEPPOL and not has_point:
        return _("Er is geen Peppol-toegangspunt ingesteld.")
    return ""


def _is_sent_again(before: TransmissionRow) -> bool:
    key = mail_key(before.invoice, before.number)
    return OutboxMail.objects.filter(key=key, state__in=UNDER_WAY).exists()


def _make(
    invoice: Invoice,
    wish: Delivery,
    to: str,
    before: TransmissionRow | None,
    actor: Actor,
    now: dt.datetime,
) -> Transmission:
    if before and before.channel is Channel.MAIL:
        withdraw_mail(mail_key(before.invoice, before.number), now=now)
    return Transmission.objects.create(
        invoice=invoice,
        number=before.number + 1 if before else 1,
        channel=wish.channel.value,
        profile=invoice.content["profile"],
        recipient=to,
        **recorded_by(actor, now),
    )


def hand_over(number: str, *, note: str, actor: Actor, now: dt.datetime) -> bool:
    """Say that the file of a document was handed over, and how; False when that was said before."""
    require(may_send_invoices(actor))
    if not note.strip():
        raise DomainError(_("Schrijf hoe u het bestand hebt afgegeven."), field="reason")
    with verb("finance.hand_over_invoice", actor=actor) as trail:
        invoice = _lock([number])[number]
        row = last_transmissions([number]).get(number)
        if row is None:
            raise DomainError(
                _("Dit stuk is nog niet verstuurd. Kies eerst Verstuur; daarna legt u dit vast.")
            )
        if row.channel is not Channel.DOWNLOAD:
            text = _(
                "Dit stuk ging het laatst niet als bestand. Verstuur het opnieuw; daarna legt u dit vast."
            )
            raise DomainError(text)
        if row.progress.kind is StepKind.DELIVERED:
            return False
        step = append_step(
            row.id, row.step_number + 1, StepKind.DELIVERED, actor=actor, now=now, reason=note.strip()
        )
        trail.note(invoice, {"number": number}, records=[step])
    return True


def record_delivery(code: str, wish: Delivery, *, actor: Actor, now: dt.datetime) -> bool:
    """Keep how an organisation wants to get its invoices; False when that was known. It holds for what is sent next."""
    require(may_send_invoices(actor))
    if wish.asked is Channel.MAIL and not wish.email:
        raise DomainError(_("Vul het e-mailadres in waarop facturen binnenkomen."), field="email")
    with verb("finance.record_delivery", actor=actor) as trail:
        made, _is_new = Buyer.objects.get_or_create(organisation_id=organisation_id(code))
        buyer = lock(Buyer, made.pk, revision=None, label=code)
        if deliveries().get(code) == wish:
            return False
        count_change(buyer)
        said = DeliveryStatement.objects.create(
            buyer=buyer,
            number=buyer.revision,
            channel=wish.asked.value if wish.asked else "",
            email=wish.email,
            **recorded_by(actor, now),
        )
        trail.note(buyer, {"organisation": code, "number": said.number}, records=[said])
    return True
