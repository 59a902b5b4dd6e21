"""Who did not pay in time, with what can be done today; and the letters."""

from collections.abc import Sequence
from typing import Final

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.accounts.editing import crumbs_of
from noaber.core.access import require
from noaber.core.addresses import organisation_address
from noaber.core.components.columns import Column, Row
from noaber.core.components.filters import ChoiceFilter, TextFilter
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.status import Status
from noaber.core.components.table import Table, list_table
from noaber.core.components.texts import Notice
from noaber.core.requests import Request
from noaber.core.rules.dutch import format_number, short_date
from noaber.core.rules.money import format_euro
from noaber.finance.access import may_read_invoices, may_remind
from noaber.finance.models import REMINDERS
from noaber.finance.papers.reminder import reminder_pdf
from noaber.finance.queries.dunning.reminders import LateRow, late_rows, reminders_of
from noaber.finance.views.invoices.invoice import file_response, find_invoice
from noaber.finance.views.places.billing import invoice_address, invoices_crumbs
from noaber.finance.views.places.dunning import SEND, TERMS

PAGE: Final = "finance/billing.html"


def reminders_page(request: Request) -> HttpResponse:
    """Every invoice that is too late: which step can be taken today, and what comes when."""
    require(may_read_invoices(request.actor))
    rows = late_rows(request.today)
    due = [row for row in rows if row.due]
    heading = PageHeading(
        _("Herinneren"),
        kicker=_("Facturen"),
        intro=_(
            "Facturen die na de laatste betaaldag nog open staan. Noaber stelt voor wie u vandaag herinnert; er gaat "
            "niets uit zonder dat u het bevestigt. Rente en kosten worden niet gevraagd."
        ),
        actions=_actions(request, due),
    )
    around = {
        "heading": heading,
        **crumbs_of(invoices_crumbs(), _("Herinneren")),
        "notices": _notices(due),
    }
    return _table(request, rows).respond(request, PAGE, around)


def _actions(request: Request, due: list[LateRow]) -> tuple[Action, ...]:
    if not may_remind(request.actor):
        return ()
    first = (Action(_("Kijk na en verstuur"), SEND, "primary"),) if due else ()
    return (*first, Action(_("Stel de termijnen in"), TERMS))


def _notices(due: list[LateRow]) -> list[Notice]:
    if not due:
        return []
    total = sum(row.invoice.settlement.open_cents for row in due)
    words = ngettext(
        "Vandaag te herinneren: %(count)s factuur, samen %(total)s.",
        "Vandaag te herinneren: %(count)s facturen, samen %(total)s.",
        len(due),
    )
    notices = [Notice(words % {"count": format_number(len(due)), "total": format_euro(total)}, "warning")]
    unreached = sorted({row.invoice.buyer_name for row in due if not row.email})
    if unreached:
        text = _("Van deze organisaties is geen e-mailadres bekend; zij krijgen een brief die u print.")
        notices.append(Notice(text, points=tuple(unreached)))
    return notices


def _table(request: Request, rows: Sequence[LateRow]) -> Table:
    return list_table(
        request.GET,
        name="herinneren",
        caption=_("Te laat"),
        columns=[
            Column("number", _("Factuur"), "link"),
            Column("buyer", _("Aan"), url_key="buyer_url"),
            Column("buyer_code", _("Code"), is_on_screen=False),
            Column("open", _("Nog open"), "money", is_totalled=True),
            Column("paid", _("Al betaald"), "money", is_totalled=True, is_on_screen=False),
            Column("state", _("Vandaag"), "status"),
            Column("due_on", _("Uiterlijk betalen"), "date"),
            Column("last", _("Laatste stap")),
            Column("next", _("Volgende stap")),
            Column("email", _("E-mailadres"), is_on_screen=False),
        ],
        rows=[_row(row) for row in rows],
        filters=[
            TextFilter(("number", "buyer", "buyer_code")),
            ChoiceFilter("state_word", _("Vandaag"), "vandaag"),
        ],
        empty_text=_("Alles is op tijd betaald, of er is nog tijd."),
        phone="scroll",
    )


def _row(row: LateRow) -> Row:
    invoice, status = row.invoice, late_status(row)
    last = max(row.sent.items(), key=lambda each: each[1], default=None)
    coming = row.next if not row.is_disputed else None
    return {
        "number": invoice.number,
        "url": invoice_address(invoice.number),
        "buyer": invoice.buyer_name,
        "buyer_url": organisation_address(invoice.buyer_code),
        "buyer_code": invoice.buyer_code,
        "open": invoice.settlement.open_cents,
        "paid": invoice.settlement.paid_cents,
        "state": status,
        "state_word": status.label,
        "due_on": invoice.due_on,
        "last": f"{REMINDERS[last[0]]}, {short_date(last[1])}" if last else "",
        "next": f"{REMINDERS[coming.step]}, {short_date(coming.from_on)}" if coming else "",
        "email": row.email,
    }


def late_status(row: LateRow) -> Status:
    """What today asks of it."""
    if row.is_disputed:
        return Status(_("betwist"), "neutral")
    if row.is_waiting:
        return Status(_("eerst de bank nakijken"), "info")
    if row.due:
        return Status(str(REMINDERS[row.due]), "warning")
    if row.next is None:
        return Status(_("alle stappen gezet"), "danger")
    return Status(_("nog even wachten"), "info")


def reminder_file(request: Request, number: str, step: str) -> HttpResponse:
    """The letter of a step as it was sent."""
    found = find_invoice(request.actor, number)
    row = next((each for each in reminders_of(number) if each.step.value == step), None)
    if row is None:
        raise Http404
    return file_response(reminder_pdf(row, found), f"{row.file_name}.pdf", "application/pdf")
