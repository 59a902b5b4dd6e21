"""The register's panels on the page of an organisation."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.addresses import organisation_address, person_address
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column
from noaber.core.components.frame import Action
from noaber.core.components.table import Table, plain_table
from noaber.core.components.texts import Definition, DefinitionList, Panel
from noaber.core.rules.dutch import format_number, long_date
from noaber.network.access import may_change_something_of
from noaber.network.queries.organisations import OrganisationRow, organisation, predecessors
from noaber.network.queries.populations import PopulationRow, population_series
from noaber.network.queries.seats import SeatRow, seats
from noaber.network.views.bodies.body import seat_status
from noaber.network.views.places import seat_address

FACTS = "core/components/facts_panel.html"
TABLE = "core/components/table_panel.html"


def facts_panel(actor: Actor, code: str, asof: AsOf) -> Panel | None:
    """Address and contact data; contact data only for the network."""
    row = organisation(actor, code, asof)
    if row is None:
        return None
    may_change = may_change_something_of(actor, code)
    link = Action(_("Wijzig gegevens"), f"/organisaties/{code}/wijzigen/") if may_change else None
    before = _predecessors(code, asof) if row.is_municipality else []
    facts = [*_facts(row), *before, *_history(actor, code)]
    return Panel(_("Gegevens"), FACTS, DefinitionList(tuple(facts)), width="half", link=link)


def _predecessors(code: str, asof: AsOf) -> list[Definition]:
    """The municipalities from which this one came, each as it was on its last day."""
    return [
        Definition(
            _("Voorganger"),
            one.name,
            url=organisation_address(one.code, AsOf(one.last_day, asof.known_at, is_asked=True)),
            note=_("tot en met %(day)s") % {"day": long_date(one.last_day)},
        )
        for one in predecessors(code, asof)
    ]


def _history(actor: Actor, code: str) -> list[Definition]:
    """The way to what was said before; for the network, since it holds contact data."""
    if not actor.is_in_network:
        return []
    return [
        Definition(
            _("Geschiedenis"), _("Wat wanneer is vastgelegd"), url=f"/organisaties/{code}/geschiedenis/"
        )
    ]


def _facts(row: OrganisationRow) -> list[Definition]:
    facts = [Definition(_("CBS-code") if row.is_municipality else _("Code"), row.code)]
    if row.district_name:
        facts.append(
            Definition(_("District"), row.district_name, url=f"/gemeenten/?district={row.district_name}")
        )
    if row.province:
        facts.append(Definition(_("Provincie"), row.province))
    optional = (
        Definition(_("Adres"), row.address),
        Definition(_("E-mailadres"), row.email, url=f"mailto:{row.email}" if row.email else ""),
        Definition(_("Telefoon"), row.phone),
        Definition(_("Website"), row.website, url=row.website),
        Definition(_("OIN"), row.oin),
        Definition(_("KvK-nummer"), row.kvk),
        Definition(
            _("E-factuuradres"), f"{row.e_invoice_scheme}:{row.e_invoice_id}" if row.e_invoice_id else ""
        ),
    )
    return facts + [item for item in optional if item.value]


@dataclass(frozen=True, slots=True)
class PopulationFigureBlock:
    """The last figure large, the years as a line, all of them in a table to open."""

    number: str
    note: str
    points: str
    first_year: int
    last_year: int
    spoken: str
    table: Table


def population_panel(actor: Actor, code: str, asof: AsOf) -> Panel | None:
    """The last figure of a municipality, how it went over the years, and every figure with its source."""
    series = [
        row for row in population_series(code, known_at=asof.known_at) if row.reference_on <= asof.valid_on
    ]
    if not series:
        return None
    last = series[-1]
    facts = {"day": long_date(last.reference_on), "state": _figure_state(last), "source": last.source}
    block = PopulationFigureBlock(
        number=format_number(last.population),
        note=_("op %(day)s (%(state)s). Bron: %(source)s.") % facts,
        points=_line([row.population for row in series]),
        first_year=series[0].reference_on.year,
        last_year=last.reference_on.year,
        spoken=_("Van %(first)s in %(from)s naar %(last)s in %(to)s.")
        % {
            "first": format_number(series[0].population),
            "from": series[0].reference_on.year,
            "last": format_number(last.population),
            "to": last.reference_on.year,
        },
        table=_population_table(series),
    )
    return Panel(_("Inwoners"), "network/population_panel.html", block, width="half")


def _figure_state(row: PopulationRow) -> str:
    return _("voorlopig") if row.is_provisional else _("vastgesteld")


def _line(values: Sequence[int]) -> str:
    """Points of a polyline in a picture of 100 by 30; empty when there is nothing to draw a line between."""
    if len(values) < 2:
        return ""
    low, span = min(values), max(values) - min(values) or 1
    step = 100 / (len(values) - 1)
    return " ".join(
        f"{index * step:.1f},{28 - 26 * (value - low) / span:.1f}" for index, value in enumerate(values)
    )


def _population_table(series: Sequence[PopulationRow]) -> Table:
    columns = [
        Column("on", _("Peildatum"), "date"),
        Column("population", _("Inwoners"), "number"),
        Column("state", _("Cijfer")),
        Column("source", _("Bron")),
    ]
    rows = [
        {
            "on": row.reference_on,
            "population": row.population,
            "state": _figure_state(row),
            "source": row.source,
        }
        for row in reversed(series)
    ]
    return plain_table(
        name="inwoners",
        caption=_("Inwoners per peildatum"),
        columns=columns,
        rows=rows,
        is_caption_shown=False,
    )


def seats_panel(actor: Actor, code: str, asof: AsOf) -> Panel | None:
    """Who holds a function in the organisation, and which seats are held on its behalf."""
    found = [seat for seat in seats(actor, asof) if _concerns(seat, code)]
    columns = [
        Column("title", _("Functie of zetel"), "link", url_key="place_url"),
        Column("holder", _("Wie"), "link", url_key="holder_url"),
        Column("since", _("Vanaf"), "date"),
        Column("status", _("Stand"), "status"),
    ]
    table = plain_table(
        name="zetels",
        caption=_("Functies in de organisatie, en zetels namens haar"),
        columns=columns,
        rows=[_seat_cells(actor, seat, asof) for seat in found],
        empty_text=_("Er zijn geen zetels namens deze organisatie."),
        is_caption_shown=False,
    )
    return Panel(_("Wie zit waar"), TABLE, table)


def _concerns(seat: SeatRow, code: str) -> bool:
    behalf = {holder.on_behalf_of_code for holder in seat.holders}
    return code in behalf or seat.organisation_code == code


def _seat_cells(actor: Actor, seat: SeatRow, asof: AsOf) -> dict[str, object]:
    holder = seat.holder
    return {
        "title": f"{seat.title} ({seat.body_name})" if seat.body_name else seat.title,
        "place_url": seat_address(seat.code, asof),
        "holder": holder.shown if holder else "",
        "holder_url": person_address(holder.person_id, asof) if holder and actor.is_in_network else "",
        "since": holder.valid_from if holder else None,
        "status": seat_status(seat, asof.valid_on),
    }
