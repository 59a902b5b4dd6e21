"""What organisations answered on one point, on the tile map."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.addresses import organisation_address
from noaber.core.components.columns import Column
from noaber.core.components.pictures import TileMap, tile_map
from noaber.core.components.table import plain_table
from noaber.core.components.tiles import LegendItem, MapTile
from noaber.core.rules.dutch import format_number, in_a_row
from noaber.decisions.queries.proposals.matrix import Party, StageStanding
from noaber.decisions.rules.positions import Answer
from noaber.decisions.words import TONES, answer_status
from noaber.network.api import short_label, tiles

SHOWN: Final[dict[Answer | None, str | Promise]] = {
    Answer.CONSENT: gettext_lazy("ja"),
    Answer.WITH_REMARK: gettext_lazy("mits"),
    Answer.OBJECTION: gettext_lazy("nee"),
    Answer.TOOK_NOTE: gettext_lazy("gelezen"),
    Answer.DEFERRED: gettext_lazy("later"),
    Answer.NOT_DISCUSSED: gettext_lazy("niet"),
    None: "–",
}
MOST_TILES: Final = 700  # on the maps of a stage together; a page with more would weigh megabytes


def answer_maps(stage: StageStanding) -> list[TileMap]:
    """A map per point that municipalities are asked, as many as a page can carry; none at a stage of bodies."""
    places = tiles() if any(party.organisation_code for party in stage.parties) else {}
    asked = {
        label: [
            party for party in stage.parties if party.organisation_code in places and label in party.labels
        ]
        for label in stage.labels
    }
    drawn: list[str] = []
    left = [label for label in stage.labels if asked[label]]
    while left and (not drawn or sum(len(asked[label]) for label in (*drawn, left[0])) <= MOST_TILES):
        drawn.append(left.pop(0))
    maps = [_map(stage, label, asked[label], places) for label in drawn]
    return [*maps[:-1], replace(maps[-1], note=_in_the_table(left))] if left else maps


def _in_the_table(labels: list[str]) -> str:
    """Said under the last map, when there is no room for those of the other points."""
    return _(
        "Voor de kaarten van de andere punten (%(labels)s) is hier geen plaats; de tabel heeft ze wel."
    ) % {"labels": in_a_row(labels)}


def _map(
    stage: StageStanding, label: str, asked: list[Party], places: Mapping[str, tuple[int, int]]
) -> TileMap:
    answers = {party.key: _answer(stage, party, label) for party in asked}
    counts = Counter(answers.values())
    known = [answer for answer in (*Answer, None) if counts[answer]]
    words = {
        answer: answer_status(answer, stage.role, is_lapsed=label in stage.lapsed).label for answer in known
    }
    return tile_map(
        title=_("Punt %(label)s op de kaart") % {"label": label},
        tiles=[
            _tile(party, places[party.organisation_code], answers[party.key], words[answers[party.key]])
            for party in asked
        ],
        legend=[
            LegendItem(_ground(answer), words[answer], format_number(counts[answer])) for answer in known
        ],
        table=plain_table(
            name=f"kaart-{stage.number}-{label}",
            caption=_("Antwoorden van gemeenten op punt %(label)s") % {"label": label},
            columns=[Column("answer", _("Antwoord")), Column("count", _("Gemeenten"), "number")],
            rows=[{"answer": words[answer], "count": counts[answer]} for answer in known],
        ),
    )


def _answer(stage: StageStanding, party: Party, label: str) -> Answer | None:
    cell = stage.cells.get((party.key, label))
    return cell.answer if cell else None


def _ground(answer: Answer | None) -> str:
    return TONES[answer] if answer else "open"


def _tile(party: Party, place: tuple[int, int], answer: Answer | None, word: str) -> MapTile:
    return MapTile(
        key=party.organisation_code,
        row=place[0],
        column=place[1],
        short=short_label(party.name),
        name=party.name,
        shown=str(SHOWN[answer]),
        spoken=f"{party.name}: {word}",
        ground=_ground(answer),
        url=organisation_address(party.organisation_code),
    )
