"""Functions opened to the partners (R51): the list, one of them, and opening, filling and withdrawing."""

import datetime as dt
import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from noaber.accounts.editing import EditPage, crumbs_of
from noaber.core import clock
from noaber.core.access import Refused, require
from noaber.core.asof import AsOf
from noaber.core.components.asof_bar import asof_bar
from noaber.core.components.columns import Column, Row
from noaber.core.components.confirmation import Confirmation
from noaber.core.components.filters import ChoiceFilter
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.status import Status, Tone
from noaber.core.components.table import Table, list_table
from noaber.core.components.texts import Definition, DefinitionList, Notice
from noaber.core.requests import Request, asof_of, sent_revision
from noaber.core.rules.dutch import long_date
from noaber.network.access import may_maintain_register, may_see_contacts
from noaber.network.forms.seats import AppointForm, OpenVacancyForm
from noaber.network.models import VacancyState
from noaber.network.queries.seats import SeatRow, seat, seats
from noaber.network.queries.vacancies import VacancyRow, vacancies, vacancy
from noaber.network.services.vacancies import fill_vacancy, gate_answers, open_vacancy, withdraw_vacancy
from noaber.network.views.editing import ask, edit
from noaber.network.views.nothing import none_on
from noaber.network.views.places import seat_address, vacancy_address
from noaber.network.views.seats.changes import new_person, seat_on, tell_sits_for_another
from noaber.network.views.seats.seat import seat_kicker

TONES: dict[str, Tone] = {
    VacancyState.OPEN: "current",
    VacancyState.FILLED: "ok",
    VacancyState.WITHDRAWN: "neutral",
    VacancyState.PREPARED: "info",
}


def vacancy_list(request: Request) -> HttpResponse:
    """Every vacancy of the day, and the seats that nobody holds."""
    require(may_see_contacts(request.actor))
    asof = asof_of(request)
    table = _table(request, vacancies(request.actor, asof), asof)
    # A function is opened from today; one that is still to begin is filled beforehand, or opened on its day.
    may_change = bool(may_maintain_register(request.actor))
    is_ahead = asof.valid_on > request.today
    found = seats(request.actor, asof)
    context = {
        "heading": PageHeading(_("Vacatures"), intro=_("Functies die voor de partners zijn opengesteld.")),
        "asof": asof_bar(asof, request.GET.dict()),
        "conditions": conditions(request.today),
        "empty_seats": [
            _empty_seat(row, may_open=may_change and not is_ahead, may_appoint=may_change)
            for row in found
            if row.is_vacant
        ],
        "no_empty_seats": _no_empty_seats(asof, has_seats=bool(found)),
    }
    return table.respond(request, "network/vacancies.html", context)


def _no_empty_seats(asof: AsOf, *, has_seats: bool) -> str:
    """Why no empty seat is listed: every one is held, or there are none at all."""
    if has_seats:
        return _("Alle zetels zijn bezet.")
    return none_on(asof, _("Op %(day)s zijn er geen zetels.")) or _("Er zijn nog geen zetels.")


def conditions(today: dt.date, post_code: str = "") -> Notice:
    """When a function may be opened (R51), and what the rooms that know say of it."""
    answers = gate_answers(post_code, today)
    refused = tuple(answer.reason for answer in answers if isinstance(answer, Refused))
    if refused:
        text = _("Openstellen kan nu niet.") if post_code else _("Niet elke functie kan nu open.")
        return Notice(text, "warning", _("Nog niet aan de voorwaarden voldaan"), refused)
    if answers:
        return Notice(_("Aan alle voorwaarden is voldaan."), "ok", _("Openstellen kan"))
    return Notice(
        _("Een functie gaat pas open voor de partners als dit is geregeld. Let daar zelf op:"),
        "neutral",
        _("Voorwaarden voor openstellen"),
        (
            _("de strategie is vastgesteld door het Bestuurscollege: nog niet te toetsen in dit register;"),
            _("de financiering is geregeld: nog niet te toetsen in dit register."),
        ),
    )


def _empty_seat(row: SeatRow, *, may_open: bool, may_appoint: bool) -> dict[str, object]:
    place = row.body_name or row.organisation_name
    is_office = not row.body_code  # of an organisation: it appoints itself, partners cannot apply
    address = seat_address(row.code)
    return {
        "title": row.title,
        "place": place,
        "url": address,
        "open_url": f"/vacatures/openstellen/{row.code}/" if may_open and not is_office else "",
        "appoint_url": f"{address}benoemen/" if may_appoint and (is_office or not may_open) else "",
    }


def vacancy_page(request: Request, key: uuid.UUID) -> HttpResponse:
    """One vacancy: what is asked, until when, and how it stands."""
    asof = asof_of(request)
    row = _find(request, key, asof)
    actions: tuple[Action, ...] = ()
    if row.is_open and may_maintain_register(request.actor):
        address = vacancy_address(key)
        actions = (
            Action(_("Benoem iemand"), f"{address}vervullen/", "primary"),
            Action(_("Trek de vacature in"), f"{address}intrekken/"),
        )
    context = {
        "heading": PageHeading(
            row.title, kicker=_("Vacature in %(place)s") % {"place": row.place}, actions=actions
        ),
        **crumbs_of([(_("Vacatures"), "/vacatures/")], row.title),
        "asof": asof_bar(asof, request.GET.dict()),
        "description": row.description,
        "facts": _facts(row),
    }
    return render(request, "network/vacancy.html", context)


def _find(request: Request, key: uuid.UUID, asof: AsOf) -> VacancyRow:
    row = vacancy(request.actor, key, asof)
    if row is None:
        raise Http404
    return row


def _facts(row: VacancyRow) -> DefinitionList:
    until = long_date(row.replies_until) if row.replies_until else _("geen uiterste datum")
    return DefinitionList(
        (
            Definition(_("Stand"), status=Status(row.state_label, TONES[row.state])),
            Definition(_("Sinds"), long_date(row.since)),
            Definition(_("Reageren tot en met"), until),
            Definition(_("De functie"), row.title, url=seat_address(row.post_code) if row.seat else ""),
        )
    )


def open_page(request: Request, code: str) -> HttpResponse:
    """Open a vacant function to the partners."""
    require(may_maintain_register(request.actor))
    row, today = seat(request.actor, code, asof_of(request)), request.today
    if row is None:
        raise Http404
    form = OpenVacancyForm(request.POST or None)
    page = EditPage(
        title=_("Functie openstellen"),
        kicker=seat_kicker(row),
        crumbs=[(_("Vacatures"), "/vacatures/")],
        back_url="/vacatures/",
        saved=_("De functie staat open voor de partners."),
        submit_label=_("Openstellen"),
        notice=conditions(today, code),
    )

    def save() -> str:
        said = {key: form.cleaned_data[key] for key in ("description", "replies_until")}
        return vacancy_address(
            open_vacancy(row.id, actor=request.actor, now=clock.now(), today=today, **said).pk
        )

    return edit(request, form, page, save)


def fill_page(request: Request, key: uuid.UUID) -> HttpResponse:
    """Appoint someone from a partner; the vacancy is then filled."""
    require(may_maintain_register(request.actor))
    asof = asof_of(request)
    row = _find(request, key, asof)
    if row.seat is None:
        raise Http404
    on, person = seat_on(request, row.post_code), request.GET.get("persoon", "")
    form = AppointForm(
        request.POST or None, seat=row.seat, actor=request.actor, asof=asof, seat_on=on, person=person
    )
    form.carry(row.revision)

    def save() -> str:
        fill_vacancy(key, actor=request.actor, now=clock.now(), today=request.today, **form.said)
        tell_sits_for_another(request, form)
        return seat_address(row.post_code)

    return edit(request, form, _fill_page(row, row.seat), save)


def _fill_page(row: VacancyRow, found: SeatRow) -> EditPage:
    notice = _("Staat de persoon er niet bij? Voeg die dan eerst toe.")
    address = vacancy_address(row.id)
    return EditPage(
        title=_("Vacature vervullen"),
        kicker=f"{row.title}, {row.place}",
        crumbs=[(_("Vacatures"), "/vacatures/"), (row.title, address)],
        back_url=address,
        saved=_("De benoeming is vastgelegd en de vacature is vervuld."),
        submit_label=_("Benoemen"),
        notice=Notice(notice, action=new_person(found, f"{address}vervullen/")),
    )


def withdraw_page(request: Request, key: uuid.UUID) -> HttpResponse:
    """Ask once more, then take an open vacancy back."""
    require(may_maintain_register(request.actor))
    row, today = _find(request, key, asof_of(request)), request.today
    if request.method == "POST":
        withdraw_vacancy(
            key, actor=request.actor, now=clock.now(), today=today, expected_revision=sent_revision(request)
        )
        messages.success(request, _("De vacature is ingetrokken."))
        return redirect(vacancy_address(key))
    confirmation = Confirmation(
        title=_("Vacature intrekken"),
        question=_("Wilt u de vacature “%(title)s” intrekken?") % {"title": row.title},
        consequences=(
            _("Partners kunnen er niet meer op reageren."),
            _("De functie blijft vacant; u kunt haar later opnieuw openstellen."),
        ),
        confirm_label=_("Intrekken"),
        cancel_url=vacancy_address(key),
        hidden=(("revision", str(row.revision)),),
    )
    return ask(request, confirmation, [(_("Vacatures"), "/vacatures/"), (row.title, vacancy_address(key))])


def _table(request: Request, rows: list[VacancyRow], asof: AsOf) -> Table:
    columns = [
        Column("title", _("Functie"), "link"),
        Column("place", _("Waar")),
        Column("state", _("Stand"), "status"),
        Column("since", _("Sinds"), "date"),
        Column("replies_until", _("Reageren tot en met"), "date"),
    ]
    return list_table(
        request.GET,
        name="vacatures",
        caption=_("Vacatures"),
        columns=columns,
        rows=[_cells(row) for row in rows],
        filters=[ChoiceFilter("state", _("Stand"), "stand")],
        empty_text=none_on(asof, _("Op %(day)s is er geen functie opengesteld."))
        or _("Er is nog geen functie opengesteld."),
    )


def _cells(row: VacancyRow) -> Row:
    return {
        "title": row.title,
        "url": vacancy_address(row.id),
        "place": row.place,
        "state": Status(row.state_label, TONES[row.state]),
        "since": row.since,
        "replies_until": row.replies_until,
    }
