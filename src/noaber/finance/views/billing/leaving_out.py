"""Who is not invoiced again after a credit note: told on that note, and lifted there."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.accounts.editing import AsItStood, EditPage, edit
from noaber.core import clock
from noaber.core.access import Actor, require_form
from noaber.core.components.frame import Action
from noaber.core.components.texts import Definition
from noaber.core.requests import Request
from noaber.finance.access import may_make_run
from noaber.finance.forms.billing import ReasonForm
from noaber.finance.models import LeaveOutStep
from noaber.finance.queries.billing.left_out import last_step_of
from noaber.finance.queries.invoices.invoice import InvoiceRow, stored_invoice
from noaber.finance.rules.invoices.invoice import DocumentKind
from noaber.finance.services.billing.leaving_out import bill_again
from noaber.finance.views.places.billing import invoice_address, invoices_crumbs


def left_out_of(row: InvoiceRow) -> LeaveOutStep | None:
    """What was said last of a credit note about invoicing again; of an invoice nothing, without a query."""
    return last_step_of(row.number) if row.kind is DocumentKind.CREDIT_NOTE else None


def left_out_facts(step: LeaveOutStep | None) -> list[Definition]:
    if step is None:
        return []
    value = _("niet opnieuw") if step.is_left_out else _("weer in een volgende ronde")
    return [Definition(_("Factureren"), value, note=step.reason)]


def left_out_actions(actor: Actor, row: InvoiceRow, step: LeaveOutStep | None) -> tuple[Action, ...]:
    if step is None or not step.is_left_out or not may_make_run(actor):
        return ()
    return (Action(_("Laat weer meedoen"), invoice_address(row.number, "weer-factureren/")),)


def bill_again_page(request: Request, number: str) -> HttpResponse:
    """Have a next run ask who was left out."""
    require_form(may_make_run(request.actor))
    note = stored_invoice(number)
    if note is None or last_step_of(number) is None:
        raise Http404
    form = ReasonForm(sent(request))
    address = invoice_address(number)

    def save() -> str:
        reason = form.cleaned_data["reason"]
        is_new = bill_again(note, reason=reason, actor=request.actor, now=clock.now())
        return address if is_new else AsItStood(address)

    page = EditPage(
        title=_("Laat weer meedoen"),
        kicker=note.content["buyer"]["name"],
        crumbs=[*invoices_crumbs(), (number, address)],
        back_url=address,
        saved=_("Vastgelegd. Een volgende ronde rekent deze gemeente weer mee."),
        submit_label=_("Leg vast"),
        intro=_("Na deze creditnota wordt deze gemeente voor dit jaar niet opnieuw gefactureerd."),
    )
    return edit(request, form, page, save)
