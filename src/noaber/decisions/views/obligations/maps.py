"""How far municipalities are with one year of their obligation, on the tile map."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from noaber.core.components.columns import Column
from noaber.core.components.pictures import TileMap, tile_map
from noaber.core.components.table import plain_table
from noaber.core.components.tiles import LegendItem, MapTile
from noaber.core.rules.dutch import format_number
from noaber.decisions.obligation_words import SHORT, STATES, TONES, state_status
from noaber.decisions.queries.obligations.obligation import ObligationRow
from noaber.decisions.rules.obligations import counts_of
from noaber.decisions.views.places import chain_address
from noaber.network.api import short_label, tiles


def budget_map(rows: Sequence[ObligationRow], year: int) -> TileMap | None:
    """The municipalities that are asked something in this year; None when there are none."""
    places = tiles()
    shown = {row.party: row for row in rows if row.year == year and row.party in places}
    if not shown:
        return None
    counts = {
        state: count for state, count in counts_of(row.state for row in shown.values()).items() if count
    }
    return tile_map(
        title=_("%(year)s op de kaart") % {"year": year},
        tiles=[_tile(row, places[row.party]) for row in shown.values()],
        legend=[
            LegendItem(TONES[state], str(STATES[state]), format_number(count))
            for state, count in counts.items()
        ],
        table=plain_table(
            name=f"kaart-{year}",
            caption=_("Gemeenten in %(year)s") % {"year": year},
            columns=[
                Column("state", _("Stand")),
                Column("count", _("Gemeenten"), "number", is_totalled=True),
            ],
            rows=[{"state": str(STATES[state]), "count": count} for state, count in counts.items()],
        ),
    )


def _tile(row: ObligationRow, place: tuple[int, int]) -> MapTile:
    return MapTile(
        key=row.party,
        row=place[0],
        column=place[1],
        short=short_label(row.name),
        name=row.name,
        shown=str(SHORT[row.state]),
        spoken=f"{row.name}: {state_status(row).label}",
        ground=TONES[row.state],
        url=chain_address(row.proposal, row.party),
    )
