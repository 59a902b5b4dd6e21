"""Changes of holder: the list of them, and of each what went over and what is still to be arranged."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from noaber.accounts.editing import crumbs_of
from noaber.core import clock
from noaber.core.access import Actor, require
from noaber.core.addresses import person_address
from noaber.core.asof import AsOf
from noaber.core.components.asof_bar import asof_bar
from noaber.core.components.columns import Column
from noaber.core.components.filters import ChoiceFilter, TextFilter
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.pictures import StatusLine
from noaber.core.components.status import Status, Tone
from noaber.core.components.table import list_table
from noaber.core.components.texts import Notice
from noaber.core.errors import AccessRefused, DomainError
from noaber.core.requests import Request, asof_of
from noaber.core.rules.dutch import long_date
from noaber.network.access import may_maintain_register, may_see_contacts
from noaber.network.models import HandoverItem
from noaber.network.queries.handovers import (
    HandoverLine,
    HandoverRow,
    handover,
    handover_lines,
    handovers,
)
from noaber.network.queries.people import person
from noaber.network.services.handovers import reopen_handover_item, settle_handover_item
from noaber.network.views.nothing import none_on
from noaber.network.views.places import handover_address, seat_address

Outcome = HandoverItem.Outcome


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One item: what it is, where it can be arranged, and which button settles or reopens it (0: none)."""

    kind_label: str
    text: str
    url: str
    settle_id: int = 0
    reopen_id: int = 0


@dataclass(frozen=True, slots=True)
class LineGroup:
    """The items with the same outcome."""

    title: str
    tone: Tone
    lines: tuple[ShownLine, ...]


def handover_list(request: Request) -> HttpResponse:
    """Every change of holder, with how much of it is arranged."""
    require(may_see_contacts(request.actor))
    asof = asof_of(request)
    table = list_table(
        request.GET,
        name="overdrachten",
        caption=_("Overdrachten"),
        columns=_columns(),
        rows=[_cells(row) for row in handovers(request.actor, asof)],
        filters=[
            TextFilter(("post", "predecessor", "successor")),
            ChoiceFilter("state", _("Stand"), "stand"),
            ChoiceFilter("cause", _("Aanleiding"), "aanleiding"),
        ],
        empty_text=_empty_text(asof),
    )
    intro = _("Elke keer dat iemand een functie overneemt: wat er meeging, en wat u nog moet regelen.")
    context = {
        "heading": PageHeading(_("Overdrachten"), intro=intro),
        "asof": asof_bar(asof, request.GET.dict()),
    }
    return table.respond(request, "network/handovers.html", context)


def _empty_text(asof: AsOf) -> str:
    nothing_then = none_on(asof, _("Tot en met %(day)s was er geen wisseling vastgelegd."))
    return nothing_then or _("Er is nog geen wisseling vastgelegd. Dat begint op de pagina van een zetel.")


def handover_page(request: Request, key: uuid.UUID) -> HttpResponse:
    """One change of holder, to walk through and to print."""
    asof = asof_of(request)
    row = handover(request.actor, key, asof)
    if row is None:
        raise Http404
    lines = handover_lines(request.actor, key, asof)
    may_change = bool(may_maintain_register(request.actor))
    label = _("Neem de samenvoeging terug") if row.is_merger else _("Neem de opvolging terug")
    take_back = Action(label, f"{handover_address(key)}terugnemen/")
    actions = (take_back,) if may_change and row.may_be_taken_back else ()
    show = _taken_back if row.cancelled_at else _to_walk_through
    context = {
        "heading": PageHeading(
            row.title, kicker=_("Overdracht"), intro=in_one_sentence(row), actions=actions
        ),
        **crumbs_of([(_("Overdrachten"), "/overdrachten/")], row.title),
        "row": row,
        **show(request.actor, row, lines, may_change),
    }
    return render(request, "network/handover.html", context)


def _to_walk_through(
    actor: Actor, row: HandoverRow, lines: Sequence[HandoverLine], may_change: bool
) -> dict[str, object]:
    """How far the list is, and what is left of it."""
    return {
        "line": StatusLine(row.total - row.open, row.total, _("punten geregeld")) if row.total else None,
        "groups": grouped(actor, lines, may_settle=may_change),
        "notice": _missing_account(actor, row) if may_change else None,
    }


def _taken_back(
    actor: Actor, row: HandoverRow, lines: Sequence[HandoverLine], _may_change: bool
) -> dict[str, object]:
    """What the list was; nothing on it went over, and nothing is asked."""
    shown = tuple(_shown(actor, line, line.text) for line in lines)
    recorded = LineGroup(_("Wat er was vastgelegd"), "neutral", shown)
    what = _("Deze samenvoeging is teruggenomen.") if row.is_merger else _("Deze opvolging is teruggenomen.")
    return {
        "notice": Notice(_("%(what)s Er valt niets meer te regelen.") % {"what": what}),
        "groups": (recorded,) if shown else (),
    }


def _missing_account(actor: Actor, row: HandoverRow) -> Notice | None:
    """Whoever holds the seat now and cannot sign in yet: the invitation is a person's choice, so it is said here."""
    asof = AsOf(max(row.effective_on, clock.today()))
    successor = person(actor, row.successor_id, asof) if row.successor_id else None
    if successor is None or successor.user_id is not None:
        return None
    text = _("%(name)s heeft nog geen account en kan dus nog niets doen in Noaber.") % {"name": row.successor}
    if not successor.email:
        address = f"{person_address(successor.id)}wijzigen/"
        return Notice(text, "warning", action=Action(_("Vul eerst het e-mailadres in"), address))
    address = f"{person_address(successor.id)}uitnodigen/"
    return Notice(text, "warning", action=Action(_("Nodig uit"), address))


def in_one_sentence(row: HandoverRow) -> str:
    """What changes hands, and whether that was taken back."""
    sentence = _sentence(row)
    if row.cancelled_at is None:
        return sentence
    day = long_date(timezone.localtime(row.cancelled_at).date())
    return _("%(sentence)s Dit is op %(day)s teruggenomen.") % {"sentence": sentence, "day": day}


def _sentence(row: HandoverRow) -> str:
    facts = {
        "old": row.predecessor,
        "new": row.successor,
        "day": long_date(row.effective_on),
        "place": row.place,
    }
    if row.is_merger:
        return _("%(place)s gaat op %(day)s verder na een samenvoeging. Bezet de zetels opnieuw.") % facts
    if row.is_of_books:
        return _("De boeken gaan op %(day)s naar een andere beheerorganisatie.") % facts
    if not row.predecessor:
        return _("%(new)s begint op %(day)s.") % facts
    if row.was_vacant:
        return _("%(new)s is benoemd op een zetel die vacant was, vanaf %(day)s.") % facts
    return _("%(new)s volgt %(old)s op, vanaf %(day)s.") % facts


@require_POST
def settle_page(request: Request, key: uuid.UUID, item: int) -> HttpResponse:
    """Tick off one item; pressing twice says that it was done already."""
    return _mark(request, key, item, settle_handover_item, _("Afgevinkt."))


@require_POST
def reopen_page(request: Request, key: uuid.UUID, item: int) -> HttpResponse:
    """Put an item that was ticked off back on the list."""
    return _mark(request, key, item, reopen_handover_item, _("Staat weer bij “Nog regelen”."))


def _mark(
    request: Request, key: uuid.UUID, item: int, mark: Callable[..., HandoverItem], done: str
) -> HttpResponse:
    try:
        mark(item, actor=request.actor, now=clock.now())
    except AccessRefused:
        raise
    except DomainError as error:
        messages.info(request, error.message)
    else:
        messages.success(request, done)
    return redirect(handover_address(key))


def grouped(
    actor: Actor, lines: Sequence[HandoverLine], *, may_settle: bool = False
) -> tuple[LineGroup, ...]:
    """The items by outcome, what is open first; empty groups are left out."""
    heads: tuple[tuple[str, str, Tone], ...] = (
        (Outcome.OPEN, _("Nog regelen"), "warning"),
        (Outcome.MOVED, _("Gaat mee naar de opvolger"), "ok"),
        (Outcome.ENDED, _("Eindigt"), "neutral"),
        (Outcome.DONE, _("Geregeld"), "ok"),
    )
    groups = []
    for outcome, title, tone in heads:
        shown = tuple(
            _shown(actor, line, _text(line), may_settle) for line in lines if line.outcome == outcome
        )
        groups += [LineGroup(title, tone, shown)] if shown else []
    return tuple(groups)


def _shown(actor: Actor, line: HandoverLine, text: str, may_settle: bool = False) -> ShownLine:
    url = seat_address(line.seat_code) if line.seat_code else ""
    if line.kind == "portfolio":
        url = "/themas/"  # there a theme is assigned and ended, by whoever may
    if line.user_id and actor.has("administrator", "coordinator"):  # they see the accounts
        url = f"/beheer/gebruikers/{line.user_id}/"
    return ShownLine(
        line.kind_label,
        text,
        url,
        line.id if may_settle and line.is_open else 0,
        line.id if may_settle and line.is_settled else 0,
    )


def _text(line: HandoverLine) -> str:
    """What went over or ended, or what is asked of whoever arranges it."""
    if not line.is_open:
        return line.text
    if not line.has_holder:  # of a mayor whose municipality went up into another
        return _("%(theme)s: nu bij niemand in portefeuille. Wie neemt het over?") % {"theme": line.text}
    return _open_text(line)


def _open_text(line: HandoverLine) -> str:
    if line.kind == "seat":
        return _("%(seat)s: nog van de voorganger. Wie neemt die over?") % {"seat": line.text}
    if line.kind == "vacant_seat":
        return _("%(seat)s: nog vacant. Wie gaat daar zitten?") % {"seat": line.text}
    if line.kind == "portfolio":
        return _("%(theme)s: nog in portefeuille bij de voorganger. Wie neemt het over?") % {
            "theme": line.text
        }
    if line.kind == "account":
        return _("%(name)s: blijft dit account open, of wordt het gesloten?") % {"name": line.text}
    return line.text


def _columns() -> list[Column]:
    return [
        Column("post", _("Functie"), "link"),
        Column("predecessor", _("Van"), "link", url_key="predecessor_url"),
        Column("successor", _("Naar"), "link", url_key="successor_url"),
        Column("on", _("Vanaf"), "date"),
        Column("cause", _("Aanleiding")),
        Column("open", _("Nog te regelen"), "number"),
        Column("state", _("Stand"), "status"),
    ]


def _cells(row: HandoverRow) -> dict[str, object]:
    return {
        "post": row.title,
        "url": handover_address(row.id),
        "predecessor": row.predecessor,
        "predecessor_url": person_address(row.predecessor_id) if row.predecessor_id else "",
        "successor": row.successor,
        "successor_url": person_address(row.successor_id) if row.successor_id else "",
        "on": row.effective_on,
        "cause": row.cause_label,
        "open": row.open,
        "state": _state(row),
    }


def _state(row: HandoverRow) -> Status:
    if row.cancelled_at:
        return Status(_("teruggenomen"), "neutral")
    return Status(_("loopt"), "warning") if row.open else Status(_("geregeld"), "ok")


def open_points(row: HandoverRow) -> str:
    text = ngettext("nog %(count)s punt te regelen", "nog %(count)s punten te regelen", row.open)
    return text % {"count": row.open}
