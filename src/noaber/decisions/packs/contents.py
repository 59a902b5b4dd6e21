"""What a decision pack is made from: read once for the proposal, then per organisation without asking again."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from noaber.core import clock
from noaber.core.access import ANONYMOUS, Actor
from noaber.core.asof import AsOf
from noaber.core.models import StoredFile
from noaber.decisions.models import ProposalAttachment, ProposalVersion
from noaber.decisions.packs.yearly import Amounts, frozen_amounts, sent_words
from noaber.decisions.queries.files import may_read_attachment
from noaber.decisions.queries.forwarding.overview import FollowUp, follow_up_of, follow_ups
from noaber.decisions.queries.proposals.inserts import InsertTable, local_tables
from noaber.decisions.queries.proposals.matrix import Standing
from noaber.decisions.queries.proposals.standing import TEXTS
from noaber.decisions.queries.proposals.successors import present_name
from noaber.network.api import PopulationRow, latest_populations, network_name, seats

_DUTCH_TIME: Final = ZoneInfo("Europe/Amsterdam")


@dataclass(frozen=True, slots=True)
class PackSource:
    """A proposal with all that its packs share. `voices`: the bodies in which an organisation votes, by its code.

    `sent`: what each organisation pays each year as it was sent.
    """

    found: Standing
    rows: Sequence[FollowUp]
    asof: AsOf
    network: str
    texts: Mapping[str, str]
    enclosures: tuple["Enclosure", ...]
    populations: Mapping[str, PopulationRow]
    voices: Mapping[str, frozenset[str]]
    sent: Amounts
    is_demonstration: bool

    @property
    def made_at(self) -> dt.datetime:
        """The day itself, so that the same pack on the same day is the same file."""
        return dt.datetime.combine(self.asof.valid_on, dt.time(), _DUTCH_TIME)


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A paper that goes with the packs: the proposal itself (`file` None) or an attachment of its version.

    `may_read`: whether it is for the reader; otherwise it is named and stays out.
    """

    title: str
    file: StoredFile | None
    may_read: bool


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
    def successor(self) -> str:
        """How what decides in its place is called, when it merged before it had decided itself."""
        day = self.own.decided_on if self.own.answer else None
        return (
            present_name(self.own.code, day or self.source.asof.valid_on) if self.own.party.successors else ""
        )

    @property
    def sent_words(self) -> str:
        """What it was to pay as it was sent, where the tables say something else by now."""
        return sent_words(self.own, self.tables, self.source.sent)

    @property
    def population(self) -> PopulationRow | None:
        return self.source.populations.get(self.own.code)

    @property
    def neighbours(self) -> list[FollowUp]:
        """The others of its district; of a partner the other partners."""
        return [
            row for row in self.source.rows if row.district == self.own.district and row.code != self.own.code
        ]


def pack_source(found: Standing, asof: AsOf, reader: Actor) -> PackSource:
    """Everything that the packs of a proposal share, for who gets them, in a fixed number of queries."""
    rows = follow_ups(found, asof.valid_on)
    return PackSource(
        found=found,
        rows=rows,
        asof=asof,
        network=network_name(),
        texts=_texts(found),
        enclosures=_enclosures(found, reader),
        populations=_populations(found, rows, asof),
        voices=_voices(asof),
        sent=frozen_amounts(found),
        is_demonstration=clock.reached_on() is not None,
    )


def local_pack(source: PackSource, organisation_code: str) -> LocalPack | None:
    """The pack of one organisation; None when it is asked nothing."""
    own = follow_up_of(source.rows, organisation_code)
    tables = tuple(local_tables(source.found, source.asof, organisation_code)) if own else ()
    return LocalPack(source, own, tables) if own else None


def _enclosures(found: Standing, reader: Actor) -> tuple[Enclosure, ...]:
    """An attachment has no classification of its own: it is for who reads the proposal."""
    may = bool(may_read_attachment(reader, str(found.version_id)))
    rows = ProposalAttachment.objects.filter(version=found.version_id).select_related("file")
    itself = Enclosure(_("Het voorstel “%(title)s”") % {"title": found.title}, None, may)
    return (itself, *(Enclosure(row.title, row.file, may) for row in rows))


def _texts(found: Standing) -> dict[str, str]:
    """The texts of the proposal by the name of their field."""
    written = dict(found.texts)
    labels = {name: str(ProposalVersion._meta.get_field(name).verbose_name) for name in TEXTS}  # type: ignore[union-attr]
    return {name: written.get(label, "") for name, label in labels.items()}


def _populations(found: Standing, rows: Sequence[FollowUp], asof: AsOf) -> Mapping[str, PopulationRow]:
    """The last figure of each; of who is no more that of when it was asked."""
    latest = latest_populations(asof)
    is_merged = any(row.party.successors for row in rows)
    return {**latest_populations(AsOf(found.dated_on)), **latest} if is_merged else latest


def _voices(asof: AsOf) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for seat in seats(ANONYMOUS, asof):
        for holder in seat.holders:
            if seat.body_code and seat.is_voting and not holder.is_substitute and holder.on_behalf_of_code:
                found[holder.on_behalf_of_code].add(seat.body_code)
    return {code: frozenset(bodies) for code, bodies in found.items()}
