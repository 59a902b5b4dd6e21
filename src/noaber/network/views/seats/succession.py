"""Someone takes over a seat: a form, a preview of everything that moves, and only then the change itself."""

import datetime as dt
from collections.abc import Iterator

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from noaber.accounts.editing import EditPage, frame
from noaber.core import clock
from noaber.core.access import require
from noaber.core.asof import AsOf
from noaber.core.components.texts import Notice
from noaber.core.rehearsing import rehearse
from noaber.core.requests import Request
from noaber.core.rules.dutch import long_date
from noaber.network.access import may_maintain_register
from noaber.network.forms.seats import SuccessionForm
from noaber.network.queries.handovers import HandoverLine, HandoverRow, handover, handover_lines
from noaber.network.queries.people import person
from noaber.network.queries.seats import SeatRow, seat, seats
from noaber.network.services.handovers import change_holder
from noaber.network.views.editing import carried, edit_after_preview
from noaber.network.views.places import handover_address, seat_address
from noaber.network.views.seats.changes import day_of_seat, find_seat, new_person, seat_on
from noaber.network.views.seats.handovers import grouped, in_one_sentence
from noaber.network.views.seats.seat import seat_crumbs, seat_kicker


def succession_page(request: Request, code: str) -> HttpResponse:
    """The form; sent, the preview; confirmed, the change, and on to its list."""
    require(may_maintain_register(request.actor))
    row = find_seat(request, code)
    form = SuccessionForm(
        request.POST or None,
        seat=row,
        actor=request.actor,
        asof=day_of_seat(request, code),
        seat_on=seat_on(request, code),
        successor=request.GET.get("persoon", ""),
    )

    def save() -> str:
        done = change_holder(row.id, actor=request.actor, now=clock.now(), **form.said)
        return handover_address(done.pk)

    return edit_after_preview(request, form, _page(row), lambda: _preview(request, row, form), save)


def _page(row: SeatRow) -> EditPage:
    notice = _("Staat de opvolger nog niet in het register? Voeg die dan eerst toe.")
    return EditPage(
        title=_("Opvolging vastleggen"),
        kicker=seat_kicker(row),
        intro=_("U ziet eerst wat er allemaal verandert. Daarna bevestigt u."),
        crumbs=[*seat_crumbs(row), (row.title, seat_address(row.code))],
        back_url=seat_address(row.code),
        saved=_(
            "De opvolging is vastgelegd. Hieronder staat wat meeging, en wat u misschien nog moet regelen."
        ),
        submit_label=_("Bekijk wat er verandert"),
        notice=Notice(notice, action=new_person(row, f"{seat_address(row.code)}opvolging/")),
    )


def _preview(request: Request, row: SeatRow, form: SuccessionForm) -> HttpResponse:
    """Do it, read the list, undo it: so the list is what it will be."""
    found, lines = rehearse(lambda: _rehearsed(request, row, form))
    was_vacant = _was_vacant(request, found)
    context = {
        **frame(
            _("Klopt dit?"),
            [*seat_crumbs(row), (row.title, seat_address(row.code))],
            kicker=(_("Benoeming: %(seat)s") if was_vacant else _("Opvolging: %(seat)s"))
            % {"seat": row.title},
            intro=_appointed(found) if was_vacant else in_one_sentence(found),
        ),
        "groups": grouped(request.actor, lines),
        "warnings": list(_warnings(request, row, found)),
        "consequences": list(_consequences(request, found, lines, was_vacant=was_vacant)),
        "hidden": carried(request),
        "back_url": seat_address(row.code),
        "confirm_label": _("Bevestig de benoeming") if was_vacant else _("Bevestig de opvolging"),
    }
    return render(request, "network/succession_preview.html", context)


def _was_vacant(request: Request, found: HandoverRow) -> bool:
    """Whether nobody held the seat on the last day before: then nobody gives it up, whoever held it long ago."""
    before = seat(request.actor, found.post_code, AsOf(found.effective_on - dt.timedelta(days=1)))
    return before is None or before.is_vacant


def _appointed(found: HandoverRow) -> str:
    facts = {"name": found.successor, "day": long_date(found.effective_on)}
    return _("%(name)s begint op %(day)s: een benoeming op een vacante zetel.") % facts


def _warnings(request: Request, row: SeatRow, found: HandoverRow) -> Iterator[Notice]:
    """The successor has the same function somewhere else on that day: it may be, or be a slip."""
    if row.body_code or found.successor_id is None:
        return
    asof = AsOf(found.effective_on)
    for other in seats(request.actor, asof, person_id=found.successor_id, roles=(row.role,)):
        if other.holder and not other.body_code and other.organisation_code != row.organisation_code:
            facts = {"name": found.successor, "role": other.role_label, "place": other.organisation_name}
            yield Notice(
                _("%(name)s is op die dag ook %(role)s van %(place)s. Klopt dat?") % facts, "warning"
            )


def _rehearsed(
    request: Request, row: SeatRow, form: SuccessionForm
) -> tuple[HandoverRow, list[HandoverLine]]:
    done = change_holder(row.id, actor=request.actor, now=clock.now(), **form.said)
    asof = AsOf(done.effective_on)
    found = handover(request.actor, done.pk, asof)
    if found is None:
        raise LookupError(done.pk)
    return found, handover_lines(request.actor, done.pk, asof)


def _consequences(
    request: Request, row: HandoverRow, lines: list[HandoverLine], *, was_vacant: bool
) -> Iterator[str]:
    """What follows by itself from the seats that move: access and tasks."""
    asof = AsOf(row.effective_on)
    successor = person(request.actor, row.successor_id, asof) if row.successor_id else None
    if successor and successor.user_id:
        yield _("%(name)s krijgt op die dag vanzelf de rechten en taken van deze functie.") % {
            "name": row.successor
        }
    elif successor:
        yield _(
            "%(name)s heeft nog geen account. Na het bevestigen kunt u meteen een uitnodiging sturen."
        ) % {"name": row.successor}
    if row.predecessor and not was_vacant:
        yield _("%(name)s verliest op die dag de rechten die bij deze zetels horen.") % {
            "name": row.predecessor
        }
    if any(line.kind == "assistance" for line in lines):
        yield _("Assistenten van de voorganger gaan niet mee. De opvolger wijst zelf een assistent aan.")
    yield _("De contactgegevens bij deze functie zijn vanaf die dag die van de opvolger.")
    yield _("Wat eerder gold, blijft in het register staan.")
