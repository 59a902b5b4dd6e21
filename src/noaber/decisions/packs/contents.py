"""What a decision pack is made from: read once for the proposal, then per organisation without asking again."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from noaber.core import clock
from noaber.core.access import ANONYMOUS
from noaber.core.asof import AsOf
from noaber.decisions.models import ProposalAttachment, ProposalVersion
from noaber.decisions.queries.forwarding import FollowUp, follow_up_of, follow_ups
from noaber.decisions.queries.inserts import InsertTable, local_tables
from noaber.decisions.queries.matrix import Standing
from noaber.decisions.queries.standing import TEXTS
from noaber.network.api import PopulationRow, latest_populations, network_name, seats

_DUTCH_TIME: Final = ZoneInfo("Europe/Amsterdam")


@dataclass(frozen=True, slots=True)
class PackSource:
    """A proposal with all that its packs share. `voices`: the bodies in which an organisation votes, by its code."""

    found: Standing
    rows: Sequence[FollowUp]
    asof: AsOf
    network: str
    texts: Mapping[str, str]
    attachments: tuple[str, ...]
    populations: Mapping[str, PopulationRow]
    voices: Mapping[str, frozenset[str]]
    is_demonstration: bool

    @property
    def made_at(self) -> dt.datetime:
        """The day itself, so that the same pack on the same day is the same file."""
        return dt.datetime.combine(self.asof.valid_on, dt.time(), _DUTCH_TIME)


@dataclass(frozen=True, slots=True)
class LocalPack:
    """What one organisation needs to decide; `tables` are what rooms have to say about it."""

    source: PackSource
    own: FollowUp
    tables: tuple[InsertTable, ...]

    @property
    def found(self) -> Standing:
        return self.source.found

    @property
    def population(self) -> PopulationRow | None:
        return self.source.populations.get(self.own.code)

    @property
    def neighbours(self) -> list[FollowUp]:
        """The others of its district; of a partner the other partners."""
        return [
            row for row in self.source.rows if row.district == self.own.district and row.code != self.own.code
        ]


def pack_source(found: Standing, asof: AsOf) -> PackSource:
    """Everything that the packs of a proposal share, in a fixed number of queries."""
    attachments = ProposalAttachment.objects.filter(version=found.version_id)
    return PackSource(
        found=found,
        rows=follow_ups(found, asof.valid_on),
        asof=asof,
        network=network_name(),
        texts=_texts(found),
        attachments=tuple(attachments.values_list("title", flat=True)),
        populations=latest_populations(asof),
        voices=_voices(asof),
        is_demonstration=clock.reached_on() is not None,
    )


def local_pack(source: PackSource, organisation_code: str) -> LocalPack | None:
    """The pack of one organisation; None when it is asked nothing."""
    own = follow_up_of(source.rows, organisation_code)
    tables = tuple(local_tables(source.found, source.asof, organisation_code)) if own else ()
    return LocalPack(source, own, tables) if own else None


def _texts(found: Standing) -> dict[str, str]:
    """The texts of the proposal by the name of their field."""
    written = dict(found.texts)
    labels = {name: str(ProposalVersion._meta.get_field(name).verbose_name) for name in TEXTS}  # type: ignore[union-attr]
    return {name: written.get(label, "") for name, label in labels.items()}


def _voices(asof: AsOf) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for seat in seats(ANONYMOUS, asof):
        for holder in seat.holders:
            if seat.body_code and seat.is_voting and not holder.is_substitute and holder.on_behalf_of_code:
                found[holder.on_behalf_of_code].add(seat.body_code)
    return {code: frozenset(bodies) for code, bodies in found.items()}
