"""What was sent of a month: per reader, in which state, and sending it again."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from noaber.accounts.editing import crumbs_of
from noaber.core import clock
from noaber.core.access import require
from noaber.core.components.columns import Column, Row
from noaber.core.components.filters import ChoiceFilter, TextFilter
from noaber.core.components.frame import PageHeading
from noaber.core.components.status import Status, Tone
from noaber.core.components.table import Table, list_table
from noaber.core.models import MailState
from noaber.core.requests import Request
from noaber.core.rules.dutch import format_number
from noaber.figures.access import may_send_reports
from noaber.figures.queries.areas import area_names
from noaber.figures.queries.reports.runs import DeliveryRow, deliveries
from noaber.figures.rules.numbers import month_text
from noaber.figures.rules.periods import period_text
from noaber.figures.services.reports.worker import send_again
from noaber.figures.views.reports.places import month_address, to_month, typed_month

TONES: dict[str, Tone] = {MailState.SENT: "ok", MailState.FAILED: "warning", MailState.HELD: "warning"}


def log_page(request: Request, month: str) -> HttpResponse:
    require(may_send_reports(request.actor))
    period = typed_month(month)
    rows = deliveries(period, request.today)
    failed = sum(row.has_failed for row in rows)
    context = {
        "heading": PageHeading(_("Wat is verzonden"), kicker=month_text(period).capitalize(), intro=_intro()),
        "again_url": month_address(period, "opnieuw/"),
        "failed": _failed_words(failed) if failed else "",
        "places": [(_value(row), _label(request, row)) for row in rows if row.can_go_again],
        **crumbs_of(to_month(period), _("Wat is verzonden")),
    }
    return _table(request, period, rows).respond(request, "figures/reports/log.html", context)


def _intro() -> str:
    return _("Van elke lezer de laatste keer. “Verzonden” betekent: aangenomen door de mailserver.")


def _failed_words(count: int) -> str:
    words = ngettext(
        "Stuur opnieuw wat mislukte (%(count)s)", "Stuur opnieuw wat mislukte (%(count)s)", count
    )
    return words % {"count": format_number(count)}


def _value(row: DeliveryRow) -> str:
    return f"{row.run_id} {row.person_id} {row.area} {row.attempt}"


def _label(request: Request, row: DeliveryRow) -> str:
    names = area_names(request.actor, request.today)
    edition = _("uitgave %(number)s") % {"number": row.edition}
    return f"{names.get(row.area, row.area)}, {row.name} ({edition})"


def _table(request: Request, period: int, found: list[DeliveryRow]) -> Table:
    names = area_names(request.actor, request.today)
    labels = dict(MailState.choices)
    rows = [_cells(row, names) for row in found]
    return list_table(
        request.GET,
        name=f"maandberichten-{period_text(period)}-verzonden",
        caption=_("Verzonden maandberichten"),
        columns=_columns(),
        rows=rows,
        filters=[
            TextFilter(("area", "name")),
            ChoiceFilter(
                "stand", _("Stand"), "stand", tuple((value, str(label)) for value, label in labels.items())
            ),
        ],
        empty_text=_("Van deze maand is nog niets verstuurd."),
    )


def _cells(row: DeliveryRow, names: Mapping[str, str]) -> Row:
    label = str(MailState(row.state).label) if row.state else _("onbekend")
    return {
        "area": names.get(row.area, row.area),
        "name": row.name,
        "state": Status(label, TONES.get(row.state, "neutral")),
        "sent_on": clock.day_of(row.sent_at),
        "attempt": row.attempt,
        "edition": row.edition,
        "note": "" if row.is_reader else _("krijgt het niet meer"),
        "code": row.area,
        "stand": row.state,
    }


def _columns() -> list[Column]:
    return [
        Column("area", _("Gebied")),
        Column("name", _("Lezer")),
        Column("state", _("Stand"), "status"),
        Column("sent_on", _("Klaargezet op"), "date"),
        Column("attempt", _("Keer"), "number"),
        Column("edition", _("Uitgave"), "number"),
        Column("note", _("Opmerking")),
        Column("code", _("Code"), is_on_screen=False),
    ]


@require_POST
def again_page(request: Request, month: str) -> HttpResponse:
    """One reader, or all to whom it failed."""
    require(may_send_reports(request.actor))
    period = typed_month(month)
    chosen = request.POST.get("wie", "")
    rows = deliveries(period, request.today)
    found = [
        row for row in rows if (_value(row) == chosen if chosen else row.has_failed) and row.can_go_again
    ]
    for run_id in {row.run_id for row in found}:
        places = [(str(row.person_id), row.area, row.attempt) for row in found if row.run_id == run_id]
        send_again.enqueue(str(run_id), places)
    said = ngettext("%(count)s bericht gaat opnieuw.", "%(count)s berichten gaan opnieuw.", len(found))
    messages.success(request, said % {"count": format_number(len(found))})
    return redirect(month_address(period, "verzonden/"))
