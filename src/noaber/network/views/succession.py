"""Someone takes over a seat: a form, a preview of everything that moves, and only then the change itself."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from noaber.core import clock
from noaber.core.access import require
from noaber.core.asof import AsOf
from noaber.core.components.texts import Notice
from noaber.core.requests import Request
from noaber.network.access import may_maintain_register
from noaber.network.forms.seats import SuccessionForm
from noaber.network.queries.handovers import HandoverLine, HandoverRow, handover, handover_lines
from noaber.network.queries.people import person
from noaber.network.queries.seats import SeatRow
from noaber.network.services.handovers import change_holder
from noaber.network.services.rehearsing import rehearse
from noaber.network.views.editing import EditPage, carried, edit_after_preview, frame
from noaber.network.views.handovers import grouped, in_one_sentence
from noaber.network.views.places import handover_address, seat_address
from noaber.network.views.seat_changes import day_of_seat, find_seat, new_person, seat_on
from noaber.network.views.seats import seat_crumbs, seat_kicker


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
    context = {
        **frame(
            _("Klopt dit?"),
            [*seat_crumbs(row), (row.title, seat_address(row.code))],
            kicker=_("Opvolging: %(seat)s") % {"seat": row.title},
            intro=in_one_sentence(found),
        ),
        "groups": grouped(request.actor, lines),
        "consequences": list(_consequences(request, found, lines)),
        "hidden": carried(request),
        "back_url": seat_address(row.code),
        "confirm_label": _("Bevestig de opvolging"),
    }
    return render(request, "network/succession_preview.html", context)


def _rehearsed(
    request: Request, row: SeatRow, form: SuccessionForm
) -> tuple[HandoverRow, list[HandoverLine]]:
    done = change_holder(row.id, actor=request.actor, now=clock.now(), **form.said)
    asof = AsOf(done.effective_on)
    found = handover(request.actor, done.pk, asof)
    if found is None:
        raise LookupError(done.pk)
    return found, handover_lines(request.actor, done.pk, asof)


def _consequences(request: Request, row: HandoverRow, lines: list[HandoverLine]) -> Iterator[str]:
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
    if row.predecessor:
        yield _("%(name)s verliest op die dag de rechten die bij deze zetels horen.") % {
            "name": row.predecessor
        }
    if any(line.kind == "assistance" for line in lines):
        yield _("Assistenten van de voorganger gaan niet mee. De opvolger wijst zelf een assistent aan.")
    yield _("De contactgegevens bij deze functie zijn vanaf die dag die van de opvolger.")
    yield _("Wat eerder gold, blijft in het register staan.")
