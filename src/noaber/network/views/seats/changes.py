"""Appointing someone, naming a substitute, ending a term, and other demands of a seat."""

import datetime as dt
import uuid
from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.accounts.editing import EditPage
from noaber.core import clock
from noaber.core.access import require, require_form
from noaber.core.asof import AsOf
from noaber.core.components.frame import Action
from noaber.core.components.texts import Notice
from noaber.core.requests import Request, asof_of
from noaber.network.access import may_appoint, may_maintain_register
from noaber.network.forms.bodies import ChangeSeatForm
from noaber.network.forms.seats import AppointForm, EndForm
from noaber.network.queries.endings import first_day_of_seat
from noaber.network.queries.known import known_post
from noaber.network.queries.people import person
from noaber.network.queries.seats import SeatRow, seat
from noaber.network.queries.terms import Term, term_of
from noaber.network.rules.appointments import sits_for_another
from noaber.network.services.bodies import change_post
from noaber.network.services.memberships import appoint, end_membership
from noaber.network.views.bodies.changes import post_choices
from noaber.network.views.editing import edit
from noaber.network.views.places import seat_address
from noaber.network.views.seats.seat import seat_crumbs, seat_kicker


def find_seat(request: Request, code: str) -> SeatRow:
    """The seat as of the day asked, or else as it begins later; 404 when there is none."""
    row = seat(request.actor, code, day_of_seat(request, code))
    if row is None:
        raise Http404
    return row


def day_of_seat(request: Request, code: str) -> AsOf:
    """The day asked; for a seat that is still to begin its first day, so that it can be filled beforehand."""
    asof = asof_of(request)
    if seat(request.actor, code, asof) is not None:
        return asof
    begins = first_day_of_seat(code, asof)
    return AsOf(begins) if begins else asof


def seat_on(request: Request, code: str) -> Callable[[dt.date], SeatRow | None]:
    """For a conflict: the seat as it stands by now on another day."""
    return lambda day: seat(request.actor, code, AsOf(day))


def appoint_page(request: Request, code: str, *, is_substitute: bool = False) -> HttpResponse:
    """Put someone in a seat, or beside its holder as a substitute."""
    row = find_seat(request, code)
    require_form(may_appoint(request.actor, row.body_code))
    form = AppointForm(
        sent(request),
        seat=row,
        actor=request.actor,
        asof=day_of_seat(request, code),
        seat_on=seat_on(request, code),
        person=request.GET.get("persoon", ""),
        first_day=_first_day(request),
        is_substitute=is_substitute,
    )

    def save() -> str:
        said = {**form.said, "is_substitute": is_substitute}
        appoint(post=row.id, actor=request.actor, now=clock.now(), **said)
        tell_sits_for_another(request, form)
        return seat_address(code)

    return edit(request, form, _appoint_page(row, is_substitute=is_substitute), save)


def tell_sits_for_another(request: Request, form: AppointForm) -> None:
    """Say that somebody sits for another organisation than their own; it may be, or be the wrong choice."""
    typed = form.cleaned_data
    who = person(request.actor, typed["person"], AsOf(typed["valid_from"]))
    behalf = typed["on_behalf_of"] or ""
    if who and sits_for_another(who.employer_code, behalf):
        text = _("Let op: %(name)s werkt bij %(employer)s en zit hier namens %(code)s.")
        facts = {"name": who.name, "employer": who.employer_name or who.employer_code, "code": behalf}
        messages.warning(request, text % facts)


def _first_day(request: Request) -> dt.date | None:
    """The first day that a link proposes, such as the one after a term that ends."""
    try:
        return dt.date.fromisoformat(request.GET.get("vanaf", ""))
    except ValueError:
        return None


def substitute_page(request: Request, code: str) -> HttpResponse:
    """Name someone who sits in for the holder."""
    return appoint_page(request, code, is_substitute=True)


def _appoint_page(row: SeatRow, *, is_substitute: bool) -> EditPage:
    title = _("Plaatsvervanger aanwijzen") if is_substitute else _("Iemand benoemen")
    suffix = "plaatsvervanger" if is_substitute else "benoemen"
    notice = _("Staat de persoon er niet bij? Voeg die dan eerst toe.")
    return EditPage(
        title=title,
        kicker=seat_kicker(row),
        crumbs=[*seat_crumbs(row), (row.title, seat_address(row.code))],
        back_url=seat_address(row.code),
        saved=_("De benoeming is vastgelegd."),
        submit_label=_("Vastleggen"),
        notice=Notice(notice, action=new_person(row, f"{seat_address(row.code)}{suffix}/")),
    )


def new_person(row: SeatRow, back: str) -> Action:
    """The way to the form for a new person, and back here."""
    employer = urlencode({"terug": back, "organisatie": row.organisation_code})
    return Action(_("Persoon toevoegen"), f"/personen/nieuw/?{employer}")


def end_page(request: Request, code: str, key: uuid.UUID) -> HttpResponse:
    """Say on which day somebody's term ends; typed and checked in one form, so that it asks twice by itself."""
    row = find_seat(request, code)
    require_form(may_appoint(request.actor, row.body_code))
    term = term_of(request.actor, key, code, asof_of(request))
    if term is None:
        raise Http404
    form = EndForm(sent(request), term=term, last_day=request.today)

    def save() -> str:
        end_membership(key, actor=request.actor, now=clock.now(), **form.said)
        return seat_address(code)

    return edit(request, form, _end_page(row, term), save)


def _end_page(row: SeatRow, term: Term) -> EditPage:
    facts = {"name": term.shown}
    return EditPage(
        title=_("Termijn beëindigen"),
        kicker=seat_kicker(row),
        intro=_(
            "De termijn van %(name)s eindigt. Volgt er meteen iemand op? Kies dan “Leg een opvolging vast”."
        )
        % facts,
        crumbs=[*seat_crumbs(row), (row.title, seat_address(row.code))],
        back_url=seat_address(row.code),
        saved=_("Het einde van de termijn is vastgelegd."),
        submit_label=_("Beëindigen"),
        submit_tone="danger",
    )


def change_seat_page(request: Request, code: str) -> HttpResponse:
    """Other demands of a seat; who holds it does not change by that."""
    require(may_maintain_register(request.actor))
    row, asof = find_seat(request, code), asof_of(request)
    known = known_post(code, asof.valid_on)
    if known is None:
        raise Http404
    form = ChangeSeatForm(
        request.POST or None,
        known=known,
        actor=request.actor,
        asof=asof,
        posts=post_choices(request, asof, without=code),
    )

    def save() -> str:
        change_post(code, actor=request.actor, now=clock.now(), **form.said)
        return seat_address(code)

    return edit(request, form, _change_page(row), save)


def _change_page(row: SeatRow) -> EditPage:
    return EditPage(
        title=_("Zetel wijzigen"),
        kicker=seat_kicker(row),
        crumbs=[*seat_crumbs(row), (row.title, seat_address(row.code))],
        back_url=seat_address(row.code),
        saved=_("De zetel is gewijzigd."),
    )
