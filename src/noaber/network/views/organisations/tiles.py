"""The map of the network: its municipalities as tiles or within their boundaries, the ground says the district."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from noaber.core.addresses import organisation_address
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column
from noaber.core.components.maps import BoundaryMap, MapForm, drawn_map
from noaber.core.components.pictures import TileMap
from noaber.core.components.table import plain_table
from noaber.core.components.tiles import LegendItem, MapTile
from noaber.network.queries.organisations import DistrictRow, OrganisationRow, districts, tiles
from noaber.network.rules.short_labels import short_label


def district_map(
    municipalities: Sequence[OrganisationRow], asof: AsOf, form: MapForm
) -> TileMap | BoundaryMap:
    """Which municipality lies in which district; every tile opens its municipality."""
    found = districts()
    grounds = {district.code: f"group-{index % 6 + 1}" for index, district in enumerate(found)}
    places, word = form.places(tiles()), _("district")
    shown = [row for row in municipalities if row.code in places]
    return drawn_map(
        form,
        name="districten",
        title=_("De gemeenten in hun districten"),
        tiles=[
            _tile(row, places[row.code], grounds.get(row.district_code, "neutral"), word, asof)
            for row in shown
        ],
        legend=_legend(found, municipalities, grounds),
        table=plain_table(
            name="districten",
            caption=_("Gemeenten per district"),
            columns=[Column("district", _("District")), Column("municipalities", _("Gemeenten"))],
            rows=_per_district(found, municipalities),
        ),
    )


def _tile(row: OrganisationRow, place: tuple[int, int], ground: str, word: str, asof: AsOf) -> MapTile:
    return MapTile(
        key=row.code,
        row=place[0],
        column=place[1],
        short=short_label(row.name),
        name=row.name,
        shown=initials(row.district_name),
        spoken=f"{row.name}, {word} {row.district_name}",
        ground=ground,
        url=organisation_address(row.code, asof),
    )


def initials(district: str) -> str:
    """What stands small on a tile, so that its colour is not the only one to say which district it is in.

    >>> initials("Twente"), initials("IJsselland"), initials("Noord- en Oost-Gelderland")
    ('Tw', 'IJ', 'NOG')
    """
    words = [word for word in district.replace("-", " ").split() if word[:1].isupper()]
    return "".join(word[0] for word in words) if len(words) > 1 else district[:2]


def _legend(
    found: Sequence[DistrictRow], municipalities: Sequence[OrganisationRow], grounds: Mapping[str, str]
) -> list[LegendItem]:
    counts = {code: sum(row.district_code == code for row in municipalities) for code in grounds}
    return [
        LegendItem(
            grounds[district.code], f"{district.name} ({initials(district.name)})", str(counts[district.code])
        )
        for district in found
        if counts[district.code]
    ]


def _per_district(
    found: Sequence[DistrictRow], municipalities: Sequence[OrganisationRow]
) -> list[dict[str, object]]:
    return [
        {
            "district": district.name,
            "municipalities": ", ".join(
                row.name for row in municipalities if row.district_code == district.code
            ),
        }
        for district in found
    ]
