"""The own decisions that follow on a proposal: of all organisations, with organ, deadline, advice and state."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from noaber.core.access import require
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.filters import ChoiceFilter, TextFilter
from noaber.core.components.frame import Action, NavItem, PageHeading
from noaber.core.components.pictures import StatusLine
from noaber.core.components.table import Table, list_table, plain_table
from noaber.core.components.texts import Notice
from noaber.core.requests import Request
from noaber.core.rules.dutch import in_a_row
from noaber.decisions.access import may_read_follow_up, may_write_proposals
from noaber.decisions.forwarding_words import (
    advice_status,
    district_words,
    organ_words,
    state_status,
)
from noaber.decisions.queries.forwarding.overview import FollowUp, by_district, counted, follow_ups
from noaber.decisions.queries.proposals.matrix import GateState, Standing
from noaber.decisions.queries.proposals.proposal import proposal
from noaber.decisions.rules.forwarding import Count
from noaber.decisions.views.places import bundle_address, follow_up_address, proposal_address
from noaber.decisions.words import counted_words


def read_follow_ups(request: Request, code: str) -> tuple[Standing, list[FollowUp]]:
    """A proposal with its own decisions; 404 when it is not there or nobody decides for itself on it."""
    found = proposal(request.actor, code, AsOf(request.today))
    rows = follow_ups(found, request.today) if found else []
    if found is None or not rows:
        raise Http404
    require(may_read_follow_up(request.actor))
    return found, rows


def trail(found: Standing, *names: str) -> list[NavItem]:
    """The way here: proposals, this one, its own decisions."""
    items = [NavItem(_("Voorstellen"), "/voorstellen/"), NavItem(found.title, proposal_address(found.code))]
    if names:
        items.append(NavItem(_("Vervolg"), follow_up_address(found.code)))
    return [*items, NavItem(names[-1] if names else _("Vervolg"), "", is_current=True)]


@require_safe
def follow_up_list(request: Request, code: str) -> HttpResponse:
    """Everyone who decides for itself, to sort, filter and take along."""
    found, rows = read_follow_ups(request, code)
    whole = counted(rows)
    context = {
        "heading": PageHeading(
            _("Vervolg: wie besluit zelf"),
            kicker=found.title,
            actions=_actions(request, found),
            intro=_(
                "Elke organisatie besluit zelf over de punten die haar aangaan. Kies een naam voor haar stukken."
            ),
        ),
        "breadcrumbs": trail(found),
        "notice": gate_notice(rows[0].gate),
        "line": StatusLine(whole.decided, whole.total, _decided_words(whole)),
        "districts": district_table(rows),
    }
    return _table(request, found, rows).respond(request, "decisions/follow_ups.html", context)


def _decided_words(whole: Count) -> str:
    return counted_words(
        whole.decided,
        whole.total,
        _("organisatie heeft besloten"),
        _("organisaties heeft besloten"),
        _("organisaties hebben besloten"),
    )


def _actions(request: Request, found: Standing) -> tuple[Action, ...]:
    may = bool(may_write_proposals(request.actor))
    return (Action(_("Alle pakketten in één ZIP"), bundle_address(found.code)),) if may else ()


def gate_notice(gate: GateState) -> Notice | None:
    """Why nobody can decide yet."""
    if gate.is_open:
        return None
    text = _(
        "Deze besluiten zijn nog niet aan de beurt: de overleggen zijn nog niet akkoord op punt %(labels)s."
    )
    return Notice(text % {"labels": in_a_row(gate.labels)}, "warning")


def _table(request: Request, found: Standing, rows: list[FollowUp]) -> Table:
    return list_table(
        request.GET,
        name=f"vervolg-{found.code}",
        caption=_("Wie zelf besluit"),
        columns=_columns(),
        rows=[_cells(found, row) for row in rows],
        filters=[
            TextFilter(("name", "code"), label=_("Zoek een organisatie")),
            ChoiceFilter("district", _("District"), "district"),
            ChoiceFilter("state", _("Stand"), "stand"),
            ChoiceFilter("organ", _("Wie besluit"), "orgaan"),
            ChoiceFilter("advice", _("Advies"), "advies"),
        ],
    )


def _columns() -> list[Column]:
    return [
        Column("name", _("Organisatie"), "link"),
        Column("code", _("Code"), is_on_screen=False),
        Column("district", _("District")),
        Column("labels", _("Punt")),
        Column("organ", _("Wie besluit")),
        Column("due_on", _("Uiterlijk"), "date"),
        Column("advice", _("Advies"), "status"),
        Column("state", _("Stand"), "status"),
        Column("decided_on", _("Besloten op"), "date"),
        Column("remarks", _("Kanttekening of bezwaar"), is_on_screen=False),
    ]


def _cells(found: Standing, row: FollowUp) -> Row:
    return {
        "name": row.party.name_now,
        "url": follow_up_address(found.code, row.code),
        "code": row.code,
        "district": row.district,
        "labels": in_a_row(row.party.labels),
        "organ": organ_words(row.party.organ),
        "due_on": row.party.due_on,
        "advice": advice_status(row.advice),
        "state": state_status(row),
        "decided_on": row.decided_on,
        "remarks": "; ".join(f"{label}: {cell.text}" for label, cell in row.cells.items() if cell.text),
    }


def district_table(rows: list[FollowUp]) -> Table:
    """Per district how many decided what; the whole below."""
    columns = [
        Column("district", _("District")),
        Column("agreed", _("Akkoord"), "number", is_totalled=True),
        Column("with_remark", _("Met kanttekening"), "number", is_totalled=True),
        Column("objected", _("Bezwaar"), "number", is_totalled=True),
        Column("waiting", _("Nog niet"), "number", is_totalled=True),
        Column("total", _("Samen"), "number", is_totalled=True),
    ]
    cells = [_district_cells(district_words(name), group) for name, group in by_district(rows).items()]
    return plain_table(name="per-district", caption=_("Per district"), columns=columns, rows=cells)


def _district_cells(name: str, rows: list[FollowUp]) -> Row:
    found = counted(rows)
    return {
        "district": name,
        "agreed": found.agreed,
        "with_remark": found.with_remark,
        "objected": found.objected,
        "waiting": found.waiting,
        "total": found.total,
    }
