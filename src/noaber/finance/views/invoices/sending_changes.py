"""Sending documents, saying that a file was handed over, and how a payer wants to get them."""

from collections import Counter
from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.accounts.api import sent
from noaber.accounts.editing import AsItStood, EditPage, edit
from noaber.core import clock
from noaber.core.access import require_form
from noaber.core.asof import AsOf
from noaber.core.components.texts import Notice
from noaber.core.errors import DomainError
from noaber.core.requests import Request
from noaber.core.rules.dutch import format_number, in_a_row
from noaber.finance.access import may_send_invoices
from noaber.finance.forms.billing import SureForm
from noaber.finance.forms.invoices import DeliveryForm, HandOverForm
from noaber.finance.models import CHANNELS
from noaber.finance.queries.billing.runs import RunRow, documents_of_run
from noaber.finance.queries.invoices.deliveries import Delivery, deliveries
from noaber.finance.queries.invoices.transmissions import last_transmissions
from noaber.finance.services.invoices.sending import (
    SentOut,
    hand_over,
    record_delivery,
    send_invoices,
    why_nothing_is_sent,
)
from noaber.finance.views.billing.runs import find_run
from noaber.finance.views.invoices.invoice import find_invoice
from noaber.finance.views.places.billing import (
    BUYERS,
    billing_crumbs,
    invoice_address,
    invoices_crumbs,
    run_address,
    run_crumbs,
)
from noaber.finance.views.places.sending import SENDING
from noaber.network.api import organisation


def send_invoice_page(request: Request, number: str) -> HttpResponse:
    """Send one document, or send it again after it failed."""
    require_form(may_send_invoices(request.actor))
    row = find_invoice(request.actor, number).row
    said = deliveries().get(row.buyer_code, Delivery())
    facts = {"how": str(CHANNELS[said.channel]), "number": number}
    page = EditPage(
        title=_("Verstuur %(number)s") % facts,
        kicker=row.buyer_name,
        crumbs=[*invoices_crumbs(), (number, invoice_address(number))],
        back_url=invoice_address(number),
        saved=_("Het stuk staat klaar voor verzending."),
        submit_label=_("Verstuur"),
        intro=_("Zo gaat het naar de betaler: %(how)s.") % facts,
        notice=_demonstration_notice(),
    )

    def save() -> str:
        done = send_invoices([number], actor=request.actor, now=clock.now())
        if done.refused:
            raise DomainError(done.refused[0].reason)
        return invoice_address(number)

    return edit(request, SureForm(sent(request)), page, save)


def _demonstration_notice() -> Notice | None:
    why = why_nothing_is_sent()
    return Notice(why, "warning") if why else None


def send_run_page(request: Request, agreement_code: str, year: int, number: int) -> HttpResponse:
    """Send all documents of a run that were not sent yet."""
    require_form(may_send_invoices(request.actor))
    run = find_run(agreement_code, year, number)
    waiting = _waiting_of(run)
    if request.method != "POST" and not waiting:
        raise DomainError(_("Van deze ronde is niets meer te versturen."))
    page = _run_page(run, waiting)

    def save() -> str:
        if not waiting:
            return AsItStood(SENDING)
        numbers = [each for each, _code in waiting]
        done = send_invoices(numbers, actor=request.actor, now=clock.now())
        _tell_refused(request, done)
        return SENDING

    return edit(request, SureForm(sent(request)), page, save)


def _run_page(run: RunRow, waiting: Sequence[tuple[str, str]]) -> EditPage:
    return EditPage(
        title=_("Verstuur de facturen"),
        kicker=_("Bijdragen %(year)s, ronde %(number)s") % {"year": run.year, "number": run.number},
        crumbs=run_crumbs(run),
        back_url=run_address(run),
        saved=_("De stukken staan klaar voor verzending. Bij Verzending ziet u hoe ver elk is."),
        submit_label=_("Verstuur"),
        intro=_run_intro(waiting),
        notice=_demonstration_notice(),
    )


def _waiting_of(run: RunRow) -> list[tuple[str, str]]:
    """The documents that were never sent or of which that failed: number and payer."""
    documents = documents_of_run(run)
    known = last_transmissions([number for number, _code in documents])
    return [
        (number, code)
        for number, code in documents
        if number not in known or known[number].progress.kind == "failed"
    ]


def _run_intro(waiting: Sequence[tuple[str, str]]) -> str:
    said = deliveries()
    counted = Counter(str(CHANNELS[said.get(code, Delivery()).channel]) for _number, code in waiting)
    parts = [f"{how}: {format_number(count)}" for how, count in sorted(counted.items())]
    words = ngettext("%(count)s stuk gaat weg.", "%(count)s stukken gaan weg.", len(waiting))
    return f"{words % {'count': format_number(len(waiting))}} {in_a_row(parts).capitalize()}."


def _tell_refused(request: Request, done: SentOut) -> None:
    for each in done.refused:
        facts = {"number": each.number, "why": each.reason}
        messages.warning(request, _("%(number)s is niet verstuurd. %(why)s") % facts)


def hand_over_page(request: Request, number: str) -> HttpResponse:
    """Say that the file was handed over, and how."""
    require_form(may_send_invoices(request.actor))
    row = find_invoice(request.actor, number).row
    form = HandOverForm(sent(request))
    title = _("Leg vast: afgegeven")
    page = EditPage(
        title=title,
        kicker=row.buyer_name,
        crumbs=[*invoices_crumbs(), (number, invoice_address(number))],
        back_url=invoice_address(number),
        saved=_("Vastgelegd dat het bestand is afgegeven."),
        submit_label=title,
        intro=_("Haal de PDF en de e-factuur op bij de factuur, geef ze af en schrijf hier hoe dat ging."),
    )

    def save() -> str:
        note = form.cleaned_data["reason"]
        is_new = hand_over(number, note=note, actor=request.actor, now=clock.now())
        return invoice_address(number) if is_new else AsItStood(invoice_address(number))

    return edit(request, form, page, save)


def delivery_page(request: Request, code: str) -> HttpResponse:
    """How one organisation wants to get its invoices."""
    require_form(may_send_invoices(request.actor))
    row = organisation(request.actor, code, AsOf(request.today))
    if row is None:
        raise Http404
    known = deliveries().get(code, Delivery())
    initial = {"channel": known.asked.value if known.asked else "", "email": known.email}
    form = DeliveryForm(sent(request), initial=initial)
    page = EditPage(
        title=row.name,
        kicker=_("Hoe facturen worden verstuurd"),
        crumbs=[*billing_crumbs(), (_("Betalers"), BUYERS)],
        back_url=BUYERS,
        saved=_("Vastgelegd. Het geldt voor wat u hierna verstuurt."),
        submit_label=_("Leg vast"),
    )

    def save() -> str:
        is_new = record_delivery(code, form.delivery, actor=request.actor, now=clock.now())
        return BUYERS if is_new else AsItStood(BUYERS)

    return edit(request, form, page, save)
