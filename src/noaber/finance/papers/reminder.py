"""A reminder as a letter: what is open, what was paid, and by when the rest is asked. No interest, no costs."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from noaber.core.documents.paper import Block, Paper, Paragraph
from noaber.core.documents.pdf import to_pdf
from noaber.core.models import Demonstration
from noaber.core.rules.dutch import long_date
from noaber.core.rules.money import format_euro
from noaber.finance.models import REMINDERS
from noaber.finance.papers.invoice import contact_of, letter_address
from noaber.finance.queries.dunning.reminders import ReminderRow
from noaber.finance.queries.invoices.invoice import InvoiceWhole
from noaber.finance.rules.dunning.reminders import ReminderStep


def reminder_pdf(row: ReminderRow, sent: InvoiceWhole) -> bytes:
    return to_pdf(reminder_paper(row, sent))


def reminder_paper(row: ReminderRow, sent: InvoiceWhole) -> Paper:
    kind = str(REMINDERS[row.step]).capitalize()
    content = sent.content
    facts = [
        (_("Van"), content.seller.name),
        (_("Datum"), long_date(row.sent_on)),
        (_("Factuur"), _("%(number)s van %(date)s") % _of_invoice(sent)),
        (_("Bedrag van de factuur"), format_euro(content.total_cents)),
        (_("Al betaald"), format_euro(row.paid_cents) if row.paid_cents else ""),
        (_("Nog te betalen"), format_euro(row.open_cents)),
        (_("Betalingskenmerk"), content.reference),
    ]
    return Paper(
        title=f"{kind} bij factuur {row.number}",
        network=row.network or "Noaber",
        kind=kind,
        made_at=row.recorded_at,
        addressee=letter_address(content.buyer),
        facts=[(label, text) for label, text in facts if text],
        blocks=list(_blocks(row, sent)),
        is_demonstration=Demonstration.objects.exists(),
    )


def _of_invoice(sent: InvoiceWhole) -> dict[str, str]:
    return {"number": sent.row.number, "date": long_date(sent.content.issued_on)}


def _blocks(row: ReminderRow, sent: InvoiceWhole) -> Iterator[Block]:
    content = sent.content
    facts = {
        **_of_invoice(sent),
        "due": long_date(row.due_on),
        "open": format_euro(row.open_cents),
        "paid": format_euro(row.paid_cents),
        "pay_until": long_date(row.pay_until),
        "iban": content.payee.iban,
        "name": content.seller.name,
        "reference": content.reference,
    }
    yield Paragraph(_opening(row.step) % facts)
    if row.paid_cents:
        yield Paragraph(_("Wij ontvingen %(paid)s. Er staat nog %(open)s open.") % facts)
    yield Paragraph(
        _(
            "Wij vragen u %(open)s uiterlijk %(pay_until)s over te maken op %(iban)s van %(name)s, met "
            "betalingskenmerk %(reference)s."
        )
        % facts
    )
    yield Paragraph(
        _(
            "Hebt u intussen betaald, dan hoeft u niets te doen. Klopt de factuur volgens u niet, laat het ons weten."
        )
    )
    yield Paragraph(_("Vragen over deze factuur: %(who)s.") % {"who": contact_of(content)})


def _opening(step: ReminderStep) -> str:
    if step is ReminderStep.FIRST:
        return _(
            "Factuur %(number)s van %(date)s had op %(due)s betaald moeten zijn. Misschien is zij u ontgaan."
        )
    if step is ReminderStep.SECOND:
        return _("Wij herinnerden u eerder aan factuur %(number)s van %(date)s, te betalen op %(due)s.")
    return _(
        "Ondanks twee herinneringen is factuur %(number)s van %(date)s, te betalen op %(due)s, niet geheel betaald. "
        "Met deze brief manen wij u aan."
    )
