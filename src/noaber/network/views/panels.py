"""The register's panels on the page of an organisation and on the home page."""

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.addresses import body_address, person_address
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column
from noaber.core.components.frame import Action
from noaber.core.components.table import plain_table
from noaber.core.components.texts import Definition, DefinitionList, Panel
from noaber.network.queries.organisations import OrganisationRow, organisation
from noaber.network.queries.populations import population_series
from noaber.network.queries.seats import SeatRow, seats

FACTS = "core/components/facts_panel.html"
TABLE = "core/components/table_panel.html"


def facts_panel(actor: Actor, code: str, asof: AsOf) -> Panel | None:
    """Address and contact data; contact data only for the network."""
    row = organisation(actor, code, asof)
    if row is None:
        return None
    link = Action(_("Wijzig gegevens"), f"/register/organisaties/{code}/wijzigen/") if actor.has("coordinator") else None
    return Panel(_("Gegevens"), FACTS, DefinitionList(tuple(_facts(row))), width="half", link=link)


def _facts(row: OrganisationRow) -> list[Definition]:
    facts = [Definition(_("CBS-code") if row.is_municipality else _("Code"), row.code)]
    if row.district_name:
        facts.append(Definition(_("District"), row.district_name, url=f"/gemeenten/?district={row.district_name}"))
    if row.province:
        facts.append(Definition(_("Provincie"), row.province))
    optional = (
        Definition(_("Adres"), row.address),
        Definition(_("E-mailadres"), row.email, url=f"mailto:{row.email}" if row.email else ""),
        Definition(_("Telefoon"), row.phone),
        Definition(_("OIN"), row.oin),
        Definition(_("KvK-nummer"), row.kvk),
        Definition(_("E-factuuradres"), f"{row.e_invoice_scheme}:{row.e_invoice_id}" if row.e_invoice_id else ""),
    )
    return facts + [item for item in optional if item.value]


def population_panel(actor: Actor, code: str, asof: AsOf) -> Panel | None:
    """Every figure of a municipality with its source."""
    series = [row for row in population_series(code, known_at=asof.known_at) if row.reference_on <= asof.valid_on]
    if not series:
        return None
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
            "state": _("voorlopig") if row.is_provisional else _("vastgesteld"),
            "source": row.source,
        }
        for row in reversed(series)
    ]
    table = plain_table(name="inwoners", caption=_("Inwoners"), columns=columns, rows=rows)
    return Panel(_("Inwoners"), TABLE, table, width="half")


def seats_panel(actor: Actor, code: str, asof: AsOf) -> Panel | None:
    """Who holds a function in the organisation, and which seats are held on its behalf."""
    found = [seat for seat in seats(actor, asof) if _concerns(seat, code)]
    columns = [
        Column("title", _("Functie of zetel"), "link", url_key="place_url"),
        Column("holder", _("Wie"), "link", url_key="holder_url"),
        Column("since", _("Vanaf"), "date"),
        Column("until", _("Tot"), "date"),
    ]
    table = plain_table(
        name="zetels",
        caption=_("Functies en zetels"),
        columns=columns,
        rows=[_seat_cells(actor, seat, asof) for seat in found],
        empty_text=_("Er zijn geen zetels namens deze organisatie."),
    )
    return Panel(_("Wie zit waar"), TABLE, table)


def _concerns(seat: SeatRow, code: str) -> bool:
    behalf = {holder.on_behalf_of_code for holder in seat.holders}
    return code in behalf or seat.organisation_code == code


def _seat_cells(actor: Actor, seat: SeatRow, asof: AsOf) -> dict[str, object]:
    holder = seat.holder
    return {
        "title": f"{seat.title} ({seat.body_name})" if seat.body_name else seat.title,
        "place_url": body_address(seat.body_code, asof) if seat.body_code else "",
        "holder": holder.shown if holder else _("vacant"),
        "holder_url": person_address(holder.person_id, asof) if holder and actor.is_signed_in else "",
        "since": holder.valid_from if holder else None,
        "until": holder.valid_until if holder else None,
    }
