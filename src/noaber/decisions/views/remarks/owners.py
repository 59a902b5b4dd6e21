"""The coordinator says whose remarks are to answer: one, or many at once."""

from collections.abc import Sequence
from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core import clock
from noaber.core.access import require
from noaber.core.asof import AsOf
from noaber.core.components.form import form_panel
from noaber.core.components.frame import NavItem, PageHeading
from noaber.core.errors import AccessRefused, DomainError
from noaber.core.requests import Request
from noaber.decisions.access import may_assign_remarks
from noaber.decisions.forms.remarks import OwnersForm
from noaber.decisions.queries.proposals.proposal import ProposalRow, may_seat_read
from noaber.decisions.queries.remarks import RemarkRow, remarks
from noaber.decisions.rules.remarks import RemarkState
from noaber.decisions.services.remarks import assign_remarks
from noaber.decisions.views.remarks.overview import NOBODY, crumbs, readable_proposal
from noaber.decisions.views.remarks.places import remarks_address
from noaber.network.api import SeatRow, seats

# Seats that speak for more than themselves; a single member of a council answers for nobody.
OFFERED: Final = ("coordinator", "secretary", "chair", "team_lead", "project_leader", "head")


def owners_page(request: Request, code: str) -> HttpResponse:
    """The form; the address may narrow it to what the list was narrowed to."""
    found = readable_proposal(request, code)
    require(may_assign_remarks(request.actor))
    rows, chosen = _offered(request, code)
    form = OwnersForm(request.POST or None, rows=rows, chosen=chosen, seats=_seats(request, code))
    if request.method == "POST" and form.is_valid():
        try:
            return _assign(request, code, form)
        except AccessRefused:
            raise
        except DomainError as error:
            form.refuse(error)
    return _page(request, found, form)


def _offered(request: Request, code: str) -> tuple[list[RemarkRow], list[int]]:
    """The remarks to choose from, and those that are ticked: one that was asked for, else what nobody has."""
    asked = request.GET
    rows = [row for row in remarks(request.actor, code, AsOf(request.today)) if row.counts]
    one = asked.get("kanttekening", "")
    if one:
        rows = [row for row in rows if str(row.id) == one] or rows
        return rows, [row.id for row in rows if str(row.id) == one]
    left = [row for row in rows if _fits(row, asked)]
    return left, [row.id for row in left if row.owner is None and row.state is RemarkState.OPEN]


def _fits(row: RemarkRow, asked: dict[str, str]) -> bool:
    own = {
        "stap": row.stage_title,
        "punt": row.label,
        "eigenaar": row.owner.shown if row.owner else NOBODY,
        "stand": row.state.value,
    }
    return all(not asked.get(key) or asked.get(key) == value for key, value in own.items())


def _seats(request: Request, code: str) -> Sequence[SeatRow]:
    found = seats(request.actor, AsOf(request.today), roles=OFFERED)
    return [seat for seat in found if seat.body_code and may_seat_read(seat, code)]


def _assign(request: Request, code: str, form: OwnersForm) -> HttpResponse:
    new = assign_remarks(
        code,
        form.cleaned_data["remarks"],
        form.cleaned_data["owner"],
        actor=request.actor,
        now=clock.now(),
        today=request.today,
    )
    if new:
        text = ngettext(
            "%(number)s kanttekening heeft een eigenaar.",
            "%(number)s kanttekeningen hebben een eigenaar.",
            len(new),
        )
        messages.success(request, text % {"number": len(new)})
    else:
        messages.info(request, _("Dit stond al zo; er is niets gewijzigd."))
    return redirect(remarks_address(code))


def _page(request: Request, found: ProposalRow, form: OwnersForm) -> HttpResponse:
    title, back = _("Kies een eigenaar"), remarks_address(found.code)
    intro = _("Een kanttekening hoort bij een zetel, niet bij een persoon: een opvolger krijgt haar mee.")
    context = {
        "heading": PageHeading(title, kicker=found.title, intro=intro),
        "breadcrumbs": crumbs(found, NavItem(_("Kanttekeningen"), back), NavItem(title, "", is_current=True)),
        "notice": None,
        "panel": form_panel(form, submit_label=_("Geef aan deze zetel"), cancel_url=back),
    }
    return render(request, "decisions/position.html", context)
