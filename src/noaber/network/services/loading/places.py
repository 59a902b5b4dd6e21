"""Districts, organisations, mergers before the network knew them, and the tile map."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from noaber.core.rules.period import Period
from noaber.network.models import (
    District,
    Network,
    Organisation,
    OrganisationVersion,
    Succession,
    TilePosition,
)
from noaber.network.rules.tilemap import place_tiles
from noaber.network.services.loading.checking import Entry
from noaber.network.services.loading.folder import NetworkFiles
from noaber.network.services.loading.shapes import DISTRICTS, IDENTIFIERS, MERGERS, MUNICIPALITIES, PARTNERS
from noaber.network.services.loading.writing import Book, Newcomer, Saying, by_key

MUNICIPALITY = "municipality"


def load_places(files: NetworkFiles, book: Book, today: dt.date) -> None:
    network = files.network
    row = Network(
        code=network["code"], name=network["name"], region=network["region"], source=network["source"]
    )
    book.add_plain(Network, [row])
    book.add_plain(
        District,
        [
            District(code=entry["code"], name=entry["name"], position=entry["position"] or order)
            for order, entry in enumerate(files[DISTRICTS], start=1)
        ],
    )
    _load_organisations(files, book)
    _load_mergers(files, book)


def _load_organisations(files: NetworkFiles, book: Book) -> None:
    identifiers = {entry["code"]: entry for entry in files[IDENTIFIERS]}
    wanted = {
        code[0]: Newcomer(
            {"code": code[0], "kind": entries[0]["kind"] or MUNICIPALITY},
            tuple(Saying(entry, _said_of(entry, identifiers.get(code[0]))) for entry in entries),
        )
        for code, entries in by_key(_organisations(files)).items()
    }
    known = dict(Organisation.objects.values_list("code", "pk"))
    book.add(Organisation, OrganisationVersion, wanted, known)


def _organisations(files: NetworkFiles) -> Iterator[Entry]:
    """Municipalities (from their merger on), the predecessors of those (until then) and the partners."""
    merged_on = {entry["successor"]: entry["effective_on"] for entry in files[MERGERS]}
    for entry in files[MUNICIPALITIES]:
        start = max(entry.period.start, merged_on.get(entry["code"], entry.period.start))
        yield replace(entry, period=Period(start, entry.period.until))
    for entry in files[MERGERS]:
        yield replace(entry, period=Period(entry.period.start, entry["effective_on"]))
    yield from files[PARTNERS]


def _said_of(entry: Entry, identifiers: Entry | None) -> dict[str, Any]:
    stated: dict[str, Any] = {
        "name": entry["name"],
        "province": entry["province"] or "",
        "district_id": entry["district"] or None,
    }
    if identifiers is not None:
        stated |= {name: value for name, value in identifiers.values.items() if name != "code" and value}
    return stated


def _load_mergers(files: NetworkFiles, book: Book) -> None:
    ids = dict(Organisation.objects.values_list("code", "pk"))
    standing = Succession.objects.filter(cancelled_at__isnull=True)
    recorded = set(standing.values_list("predecessor__code", flat=True))
    new = [entry for entry in files[MERGERS] if entry["code"] not in recorded]
    for entry in new:
        succession = Succession.objects.create(
            predecessor_id=ids[entry["code"]],
            successor_id=ids[entry["successor"]],
            effective_on=entry["effective_on"],
            recorded_at=book.now,
        )
        book.trail.note(succession)
    book.tally.count(Succession, added=len(new), kept=len(files[MERGERS]) - len(new))


def load_tiles(files: NetworkFiles, book: Book, today: dt.date) -> None:
    """Place every municipality of the files on the tile map; drawn again only when one has no tile yet."""
    centres = {entry["code"]: (entry["latitude"], entry["longitude"]) for entry in files[MUNICIPALITIES]}
    placed = set(TilePosition.objects.values_list("organisation__code", flat=True))
    if centres.keys() <= placed:
        return
    ids = dict(Organisation.objects.values_list("code", "pk"))
    TilePosition.objects.all().delete()
    TilePosition.objects.bulk_create(
        TilePosition(organisation_id=ids[code], row=tile.row, column=tile.column)
        for code, tile in place_tiles(centres).items()
    )
    book.trail.note(TilePosition._meta.label_lower, {"places": len(centres)}, key="all")
