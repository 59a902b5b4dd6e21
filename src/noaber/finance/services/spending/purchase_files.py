"""The files of purchase invoices: a UBL between its preview and the decision, and what is kept of it."""

import datetime as dt
import uuid
from dataclasses import dataclass, replace
from typing import Final

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.audit import verb
from noaber.core.errors import DomainError
from noaber.core.files import FileKind, FileRefused, Upload, open_file, remove_file, store_file
from noaber.core.files.kinds import PDF
from noaber.core.models import StoredFile
from noaber.finance.access import may_take_in_purchase
from noaber.finance.formats.purchase_invoices import Attachment, Complaint, InvoiceRefused, PurchaseInvoice
from noaber.finance.formats.ubl_reading import read_purchase_invoice
from noaber.finance.queries.billing.terms import host_on
from noaber.finance.queries.parties import parties_on
from noaber.finance.rules.spending.addressees import is_addressed_to
from noaber.finance.rules.spending.bookings import Purchase
from noaber.finance.services.spending.purchases import (
    refuse_duplicate,
    refuse_purchase_faults,
    take_in_purchase,
)
from noaber.network.api import network_name

WAITING: Final = "finance.purchase_upload"
KEPT: Final = "finance.purchase"
UBL: Final = FileKind("text/xml", ("xml", "ubl"), "UBL", is_text=True)
KEPT_FOR: Final = dt.timedelta(days=1)
"""How long a file waits for a decision; then the next one that comes in takes it away."""


def take_in_file(upload: Upload, *, actor: Actor, now: dt.datetime, today: dt.date) -> StoredFile:
    """Keep a UBL until it is decided upon. DomainError at `file`: all that is wrong with it; then it is not kept."""
    require(may_take_in_purchase(actor))
    old = StoredFile.objects.filter(owner_kind=WAITING, is_removed=False, uploaded_at__lt=now - KEPT_FOR)
    for each in old:
        remove_file(each, actor=actor, now=now)
    try:
        stored = store_file(
            upload, actor=actor, owner_kind=WAITING, owner_key="inkoop", now=now, allowed={UBL}
        )
    except DomainError as error:
        raise DomainError(error.message, field="file") from error
    try:
        preview_purchase(stored, today=today)
    except DomainError as error:
        remove_file(stored, actor=actor, now=now)
        raise DomainError(error.message, field="file") from error
    return stored


def waiting_file(key: uuid.UUID, *, actor: Actor) -> StoredFile | None:
    """A file that waits for a decision."""
    require(may_take_in_purchase(actor))
    return StoredFile.objects.filter(pk=key, owner_kind=WAITING, is_removed=False).first()


def preview_purchase(stored: StoredFile, *, today: dt.date) -> tuple[PurchaseInvoice, Purchase]:
    """What the file says, and how it is taken in. DomainError: it cannot be, and why."""
    with open_file(stored) as file:
        data = file.read()
    try:
        found = read_purchase_invoice(data)
    except InvoiceRefused as refused:
        said = "; ".join(map(_named, refused.complaints))
        raise DomainError(_("Deze factuur is niet goed: %(said)s") % {"said": said}) from refused
    purchase = as_purchase(found)
    refuse_purchase_faults(purchase, today)
    refuse_duplicate(purchase)
    return found, purchase


def _named(complaint: Complaint) -> str:
    """What is wrong, and the place in the file for who made it."""
    return f"{complaint.message} ({complaint.field})" if complaint.field else complaint.message


def as_purchase(found: PurchaseInvoice) -> Purchase:
    """The part of a UBL that the books keep; a negative invoice is taken in as what it is: refused there."""
    supplier = found.supplier
    return Purchase(
        found.kind,
        supplier.name,
        found.number,
        found.issued_on,
        found.totals.net_cents,
        found.totals.vat_cents,
        found.due_on,
        supplier.kvk or supplier.oin or supplier.vat_number or supplier.company_id,
        found.ibans[0] if found.ibans else "",
        found.note or "; ".join(line.name for line in found.lines)[:500],
        found.totals.prepaid_cents,
        found.totals.rounding_cents,
    )


@dataclass(frozen=True, slots=True)
class TakenIn:
    """An invoice that was taken in from a file; `lacks_pdf`: the PDF inside does not open, only the UBL is kept."""

    number: int
    lacks_pdf: bool


def host_instead(found: PurchaseInvoice, day: dt.date) -> str:
    """The host that keeps the books, when the invoice is addressed to another than it; otherwise empty."""
    host = host_on(day)
    party = parties_on(day).party(host.code, vat_number=host.vat_number) if host else None
    if party is None or is_addressed_to(found.buyer, party, (network_name(),)):
        return ""
    return party.name


def take_over_file(
    stored: StoredFile, *, actor: Actor, now: dt.datetime, today: dt.date, for_another: bool = False
) -> TakenIn:
    """Take the invoice in, with its UBL and the PDF inside; the waiting file goes. All of it or nothing.

    DomainError at `for_another`: it is addressed to another than the host, and nobody said that this is known. Who
    said so stays with the invoice: to whom it is addressed, beside who took it in and when.
    """
    found, purchase = preview_purchase(stored, today=today)
    if host_instead(found, today):
        if not for_another:
            text = _("Deze factuur is aan een ander gericht. Zet er een vinkje bij als hij toch voor ons is.")
            raise DomainError(text, field="for_another")
        purchase = replace(purchase, addressed_to=found.buyer.name or _("niemand"))
    with open_file(stored) as file:
        data = file.read()
    with verb("finance.take_in_purchase", actor=actor):
        number = take_in_purchase(purchase, source="ubl", actor=actor, now=now, today=today)
        keep_file(number, ContentFile(data, stored.name), actor=actor, now=now)
        lacks_pdf = found.pdf is not None and not _keep_pdf(number, found.pdf, actor, now)
        remove_file(stored, actor=actor, now=now)
    return TakenIn(number, lacks_pdf)


def _keep_pdf(number: int, pdf: Attachment, actor: Actor, now: dt.datetime) -> bool:
    """Whether the PDF inside could be kept; a damaged one holds no invoice up, and is still in the UBL."""
    name = pdf.name if pdf.name.lower().endswith(".pdf") else "factuur.pdf"
    try:
        keep_file(number, ContentFile(pdf.content, name), actor=actor, now=now)
    except FileRefused:
        return False
    return True


def take_in_by_hand(
    purchase: Purchase, pdf: Upload | None, *, actor: Actor, now: dt.datetime, today: dt.date
) -> int:
    """Take in an invoice that was typed, with its PDF where there is one."""
    with verb("finance.take_in_purchase", actor=actor):
        number = take_in_purchase(purchase, source="hand", actor=actor, now=now, today=today)
        if pdf is not None:
            try:
                keep_file(number, pdf, actor=actor, now=now)
            except DomainError as error:
                raise DomainError(error.message, field="pdf") from error
    return number


def keep_file(number: int, upload: Upload, *, actor: Actor, now: dt.datetime) -> StoredFile:
    return store_file(
        upload, actor=actor, owner_kind=KEPT, owner_key=str(number), now=now, allowed={UBL, PDF}
    )


def files_of(number: int) -> list[StoredFile]:
    """The UBL and the PDF of an invoice."""
    return list(
        StoredFile.objects.filter(owner_kind=KEPT, owner_key=str(number), is_removed=False).order_by("name")
    )


def throw_file_away(stored: StoredFile, *, actor: Actor, now: dt.datetime) -> None:
    """Not taken in after all."""
    require(may_take_in_purchase(actor))
    remove_file(stored, actor=actor, now=now)
