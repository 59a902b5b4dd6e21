"""Taking in a purchase invoice by hand or from a file, approving, refusing and reversing."""

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.accounts.editing import AsItStood, EditPage, crumbs_of, edit
from noaber.core import clock
from noaber.core.access import require, require_form
from noaber.core.components.columns import Column, Row
from noaber.core.components.confirmation import Confirmation
from noaber.core.components.frame import PageHeading
from noaber.core.components.refusing import RefusingForm
from noaber.core.components.table import Table, plain_table
from noaber.core.components.texts import Definition, DefinitionList, Notice
from noaber.core.errors import DomainError
from noaber.core.models import StoredFile
from noaber.core.requests import Request
from noaber.core.rules.dutch import long_date
from noaber.core.rules.money import format_euro
from noaber.finance.access import may_approve_purchase, may_commit, may_take_in_purchase
from noaber.finance.formats.purchase_invoices import PurchaseInvoice
from noaber.finance.forms.billing import ReasonForm, SureForm
from noaber.finance.forms.spending import PurchaseFileForm, PurchaseForm
from noaber.finance.models import KINDS
from noaber.finance.queries.reports.report import is_closed
from noaber.finance.queries.spending.bookings import IncomingRow, bookings_of_invoice
from noaber.finance.rules.invoices.invoice import DocumentKind
from noaber.finance.rules.spending.bookings import Purchase, purchase_warnings
from noaber.finance.services.spending.purchase_files import (
    host_instead,
    preview_purchase,
    take_in_by_hand,
    take_in_file,
    take_over_file,
    throw_file_away,
    waiting_file,
)
from noaber.finance.services.spending.purchases import (
    approve_purchase,
    refuse_purchase,
    reverse_purchase,
    why_not_approve,
)
from noaber.finance.views.places.budget import (
    PURCHASE_FILES,
    PURCHASES,
    purchase_address,
    purchase_crumbs,
    purchase_file_address,
)
from noaber.finance.views.spending.purchase_paid import part_of_total
from noaber.finance.views.spending.purchases import approved_by, find_purchase
from noaber.finance.views.taken import names_in, who

PREVIEW: Final = "finance/bank_preview.html"


def new_purchase_page(request: Request) -> HttpResponse:
    """Type an invoice over, with its PDF."""
    require_form(may_take_in_purchase(request.actor))
    is_sent = request.method == "POST"
    form = PurchaseForm(sent(request), request.FILES if is_sent else None)
    page = EditPage(
        title=_("Typ een inkoopfactuur over"),
        crumbs=purchase_crumbs(),
        back_url=PURCHASES,
        saved=_("De factuur is opgenomen. Nu geven twee personen akkoord."),
        submit_label=_("Neem op"),
    )

    def save() -> str:
        pdf = form.cleaned_data["pdf"]
        now = clock.now()
        number = take_in_by_hand(form.said, pdf, actor=request.actor, now=now, today=request.today)
        for text in purchase_warnings(form.said, request.today):
            messages.warning(request, text)
        return purchase_address(number)

    return edit(request, form, page, save)


def read_purchase_page(request: Request) -> HttpResponse:
    """Hand in an e-invoice; nothing is written until it was looked at."""
    require_form(may_take_in_purchase(request.actor))
    is_sent = request.method == "POST"
    form = PurchaseFileForm(*((request.POST, request.FILES) if is_sent else (None, None)))
    page = EditPage(
        title=_("Lees een e-factuur in"),
        crumbs=purchase_crumbs(),
        back_url=PURCHASES,
        saved=_("Het bestand is gelezen. Kijk het na en beslis."),
        submit_label=_("Nakijken"),
        intro=_("Noaber rekent de bedragen na. Klopt er iets niet, dan leest u wat en waar."),
    )

    def save() -> str:
        upload, now = form.cleaned_data["file"], clock.now()
        stored = take_in_file(upload, actor=request.actor, now=now, today=request.today)
        return purchase_file_address(stored.pk)

    return edit(request, form, page, save)


def purchase_preview_page(request: Request, key: uuid.UUID) -> HttpResponse:
    """What the file says; sending the page takes it in."""
    require(may_take_in_purchase(request.actor))
    stored = _waiting(request, key)
    try:
        if request.method == "POST":
            return _take_over(request, stored)
        found, purchase = preview_purchase(stored, today=request.today)
    except DomainError as error:
        messages.error(request, error.message)
        is_asked = error.field == "for_another"
        return redirect(purchase_file_address(key) if is_asked else PURCHASE_FILES)  # it came in meanwhile
    title, host = f"{purchase.supplier}, {purchase.number}", host_instead(found, request.today)
    context = {
        "heading": PageHeading(title, kicker=_("Dit staat erin"), intro=_sum_words(purchase)),
        **crumbs_of([*purchase_crumbs(), (_("Inlezen"), PURCHASE_FILES)], stored.name),
        "notices": [*_for_another(found, host), *_to_look_at(found, purchase, request.today)],
        "facts": _said(found, purchase),
        "sure": _("Deze factuur is toch voor %(host)s") % {"host": host} if host else "",
        "table": _lines_table(found),
        "asked": Confirmation("", "", _("Neem op"), PURCHASES, action=purchase_file_address(key)),
        "throw_away": purchase_file_address(key, "weggooien/"),
    }
    return render(request, PREVIEW, context)


def _take_over(request: Request, stored: StoredFile) -> HttpResponse:
    is_sure = "for_another" in request.POST
    taken = take_over_file(
        stored, actor=request.actor, now=clock.now(), today=request.today, for_another=is_sure
    )
    messages.success(request, _("De factuur is opgenomen. Nu geven twee personen akkoord."))
    if taken.lacks_pdf:
        text = _("De PDF in het bestand gaat niet open. Alleen de e-factuur is bewaard.")
        messages.warning(request, text)
    return redirect(purchase_address(taken.number))


def _waiting(request: Request, key: uuid.UUID) -> StoredFile:
    stored = waiting_file(key, actor=request.actor)
    if stored is None:
        raise Http404
    return stored


def _sum_words(purchase: Purchase) -> str:
    facts = {
        "net": format_euro(purchase.net_cents),
        "vat": format_euro(purchase.vat_cents),
        "total": format_euro(purchase.total_cents),
    }
    if purchase.kind is DocumentKind.CREDIT_NOTE:
        return _("Creditnota: u krijgt terug. %(net)s en %(vat)s btw, samen %(total)s.") % facts
    if not purchase.asks_payment:
        facts["back"] = format_euro(-purchase.owed_cents)
        return _("%(net)s en %(vat)s btw, samen %(total)s. Te veel vooruitbetaald: %(back)s.") % facts
    if purchase.owed_cents != purchase.total_cents:
        facts["payable"] = format_euro(purchase.owed_cents)
        return _("%(net)s en %(vat)s btw, samen %(total)s. Te betalen: %(payable)s.") % facts
    return _("%(net)s en %(vat)s btw, samen %(total)s.") % facts


def _for_another(found: PurchaseInvoice, host: str) -> list[Notice]:
    """That the invoice names another buyer than the host, before anything else."""
    if not host:
        return []
    facts = {"buyer": found.buyer.name or _("niemand"), "host": host}
    title = _("Deze factuur is gericht aan %(buyer)s, niet aan %(host)s.") % facts
    text = _(
        "Is hij verkeerd bezorgd? Gooi het bestand dan weg en vraag de leverancier om een nieuwe factuur."
    )
    return [Notice(text, "danger", title=title)]


def _to_look_at(found: PurchaseInvoice, purchase: Purchase, today: dt.date) -> list[Notice]:
    texts = [*map(str, found.remarks), *purchase_warnings(purchase, today)]
    return [Notice(text, "warning") for text in texts]


def _said(found: PurchaseInvoice, purchase: Purchase) -> DefinitionList:
    """Who asks whom to pay, when and where."""
    buyer = found.buyer
    numbers = (
        (_("OIN"), buyer.oin),
        (_("KvK"), buyer.kvk),
        (_("btw-nummer"), buyer.vat_number),
    )
    items = (
        Definition(_("Soort"), str(KINDS[purchase.kind]).capitalize()),
        Definition(_("Bij factuur"), found.credited_number),
        *part_of_total(purchase),
        Definition(
            _("Gericht aan"),
            buyer.name or _("staat er niet in"),
            note=", ".join(f"{name} {number}" for name, number in numbers if number),
        ),
        Definition(_("Factuurdatum"), long_date(purchase.issued_on)),
        Definition(_("Te betalen tot en met"), long_date(purchase.due_on) if purchase.due_on else ""),
        Definition(_("IBAN"), ", ".join(found.ibans)),
        Definition(_("Nummer van de leverancier"), purchase.supplier_id),
    )
    return DefinitionList(tuple(each for each in items if each.value))


def _lines_table(found: PurchaseInvoice) -> Table:
    columns = [
        Column("number", _("Regel")),
        Column("name", _("Omschrijving")),
        Column("quantity", _("Aantal"), "number", decimals=2),
        Column("amount", _("Bedrag"), "money", is_totalled=True),
    ]
    rows: list[Row] = [
        {"number": line.number, "name": line.name, "quantity": line.quantity, "amount": line.amount_cents}
        for line in found.lines
    ]
    return plain_table(name="regels", caption=_("Regels van de factuur"), columns=columns, rows=rows)


def throw_purchase_away_page(request: Request, key: uuid.UUID) -> HttpResponse:
    """Not this file after all."""
    require(may_take_in_purchase(request.actor))
    stored = _waiting(request, key)
    if request.method == "POST":
        throw_file_away(stored, actor=request.actor, now=clock.now())
        messages.success(request, _("Het bestand is weggegooid. Er is niets opgenomen."))
        return redirect(PURCHASES)
    asked = Confirmation(
        title=_("Gooi het bestand weg"),
        question=_("Gooit u %(name)s weg zonder het op te nemen?") % {"name": stored.name},
        confirm_label=_("Gooi weg"),
        cancel_url=purchase_file_address(key),
        tone="danger",
    )
    around = crumbs_of(purchase_crumbs(), asked.title)
    return render(request, "core/confirm.html", {"confirmation": asked, **around})


def approve_purchase_page(request: Request, number: int) -> HttpResponse:
    """One of the two approvals."""
    row = find_purchase(number)
    require_form(may_take_in_purchase(request.actor))
    if request.method != "POST":
        if why := why_not_approve(row):
            raise DomainError(why)
        require_form(may_approve_purchase(request.actor, approved_by(row)))
    intro = _("U zegt hiermee dat dit geleverd is en dat het bedrag klopt: %(total)s.")
    facts = {"total": format_euro(row.said.total_cents)}
    page = page_of(row, _("Geef akkoord"), _("U gaf akkoord."), intro % facts)
    page = replace(page, notice=addressed_notice(row))
    return _step(
        request,
        SureForm(sent(request)),
        page,
        lambda _why: bool(approve_purchase(number, actor=request.actor, now=clock.now())),
    )


def addressed_notice(row: IncomingRow) -> Notice | None:
    """Who said that an invoice that names another buyer is for the host, for who approves it."""
    if not row.said.addressed_to:
        return None
    facts = {
        "buyer": row.said.addressed_to,
        "who": who(row.made, names_in(row.made)),
        "day": long_date(row.made.at.date()),
    }
    text = _("Wie hem opnam, zei dat hij toch voor ons is: %(who)s, %(day)s. Kijk of dat klopt.") % facts
    return Notice(text, "warning", title=_("Deze factuur is gericht aan %(buyer)s.") % facts)


def refuse_purchase_page(request: Request, number: int) -> HttpResponse:
    """Not to be paid."""
    row = find_purchase(number)
    require_form(may_take_in_purchase(request.actor))
    page = page_of(row, _("Wijs de factuur af"), _("De factuur is afgewezen."))
    return _step(
        request,
        ReasonForm(sent(request)),
        page,
        lambda why: refuse_purchase(number, reason=why, actor=request.actor, now=clock.now()),
    )


def reverse_purchase_page(request: Request, number: int) -> HttpResponse:
    """Take back how it was booked; then it can be booked anew."""
    row = find_purchase(number)
    require_form(may_commit(request.actor))
    intro = _("De boeking blijft staan, met haar tegenboeking. Daarna kunt u de factuur opnieuw boeken.")
    if year := _closed_year(number):
        intro = _(
            "De jaarrekening van %(year)s is vastgesteld en verandert niet meer. Wat u terugdraait, staat als "
            "correctie in het eerste jaar dat nog open is. Daarna kunt u de factuur boeken in een jaar dat open is."
        ) % {"year": year}
    page = page_of(row, _("Draai de boeking terug"), _("De boeking is teruggedraaid."), intro)
    return _step(
        request,
        ReasonForm(sent(request)),
        page,
        lambda why: reverse_purchase(
            number, reason=why, actor=request.actor, now=clock.now(), today=request.today
        ),
    )


def _closed_year(number: int) -> int:
    """The year that the invoice stands booked in, where its account was adopted; otherwise 0."""
    standing = (row for row in bookings_of_invoice(number) if row.reverses is None and not row.is_reversed)
    row = next(standing, None)
    return row.year if row and is_closed(row.agreement_code, row.year) else 0


def page_of(row: IncomingRow, title: str, saved: str, intro: str = "") -> EditPage:
    address = purchase_address(row.number)
    return EditPage(
        title=title,
        kicker=f"{row.code}, {row.said.supplier}",
        crumbs=[*purchase_crumbs(), (row.code, address)],
        back_url=address,
        saved=saved,
        submit_label=title,
        intro=intro,
    )


def _step(request: Request, form: RefusingForm, page: EditPage, take: Callable[[str], bool]) -> HttpResponse:
    def save() -> str:
        is_new = take(form.cleaned_data.get("reason", ""))
        return page.back_url if is_new else AsItStood(page.back_url)

    return edit(request, form, page, save)
