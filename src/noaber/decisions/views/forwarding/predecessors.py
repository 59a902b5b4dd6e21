"""What a merged municipality decides in the place of those that it came from: each its own question, and their sum."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from noaber.core.asof import AsOf
from noaber.core.components.columns import Column
from noaber.core.components.frame import PageHeading
from noaber.core.components.table import plain_table
from noaber.core.components.texts import Panel
from noaber.core.requests import Request
from noaber.core.rules.dutch import in_a_row
from noaber.decisions.forwarding_words import state_status
from noaber.decisions.packs.yearly import asks_money, frozen_amounts, sent_for, years_asked
from noaber.decisions.queries.forwarding.overview import FollowUp
from noaber.decisions.queries.proposals.matrix import Standing
from noaber.decisions.views.forwarding.overview import trail
from noaber.decisions.views.places import follow_up_address
from noaber.network.api import organisation

TABLE = "core/components/table_panel.html"


def in_its_place(rows: Sequence[FollowUp], code: str) -> list[FollowUp]:
    """The own decisions of those that went on as this one."""
    return [row for row in rows if row.party.successors[-1:] == (code,)]


def successor_page(request: Request, found: Standing, rows: Sequence[FollowUp], code: str) -> HttpResponse:
    """The page of who was not asked itself, because it came after; 404 for anyone else."""
    place, mine = organisation(request.actor, code, AsOf(request.today)), in_its_place(rows, code)
    if place is None or not mine:
        raise Http404
    intro = _(
        "%(name)s kwam er na het versturen. Er is gevraagd aan %(asked)s; %(name)s besluit nu in hun plaats, voor elk "
        "gebied apart. Kies een gebied voor de stukken."
    )
    facts = {"name": place.name, "asked": in_a_row(row.name for row in mine)}
    heading = PageHeading(_("Besluiten van %(name)s") % facts, kicker=found.title, intro=intro % facts)
    context = {
        "heading": heading,
        "breadcrumbs": trail(found, place.name),
        "panels": [predecessors_panel(found, mine)],
    }
    return render(request, "decisions/own_decision.html", context)


def predecessors_panel(found: Standing, mine: Sequence[FollowUp]) -> Panel:
    """Each question with its amounts as they were sent, and what they are together."""
    years = years_asked(found)
    paid = _amounts(found, mine, years)
    columns = [
        Column("name", _("Gebied"), "link"),
        Column("labels", _("Punt")),
        Column("due_on", _("Uiterlijk"), "date"),
        Column("state", _("Stand"), "status"),
        *(
            Column(
                str(year),
                _("Bijdrage %(year)s") % {"year": year},
                "money",
                is_totalled=_is_whole([each[str(year)] for each in paid]),
            )
            for year in years
        ),
    ]
    rows = [
        {
            "name": row.name,
            "url": follow_up_address(found.code, row.code),
            "labels": in_a_row(row.party.labels),
            "due_on": row.party.due_on,
            "state": state_status(row),
            **cents,
        }
        for row, cents in zip(mine, paid, strict=True)
    ]
    table = plain_table(
        name="in-plaats-van",
        caption=_("In de plaats van"),
        columns=columns,
        rows=rows,
        is_caption_shown=False,
    )
    intro = _("Bedragen zoals ze met het voorstel zijn verstuurd.")
    return Panel(_("In de plaats van"), TABLE, table, intro=intro)


def _amounts(
    found: Standing, mine: Sequence[FollowUp], years: Sequence[int]
) -> list[dict[str, int | str | None]]:
    """What each is asked by year: cents, nothing, or that money is asked and the sent text does not say how much."""
    amounts, unknown = frozen_amounts(found), _("niet bekend in deze versie")
    return [
        {
            str(year): due.cents
            if (due := sent_for(row, year, amounts))
            else unknown
            if asks_money(row, year)
            else None
            for year in years
        }
        for row in mine
    ]


def _is_whole(amounts: Sequence[int | str | None]) -> bool:
    """A sum without the amounts that are unknown would be no sum."""
    return any(isinstance(each, int) for each in amounts) and not any(
        isinstance(each, str) for each in amounts
    )
