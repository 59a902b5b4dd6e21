"""Which proposals there are, for who may read them."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import Min

from noaber.core.access import Actor, Grant
from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.decisions.models import Classification, Consultation, Proposal, ProposalVersion
from noaber.decisions.queries.proposals.matrix import Standing
from noaber.decisions.queries.proposals.standing import standing
from noaber.network.api import SeatRow

KEEPERS: Final = ("coordinator",)  # who writes proposals; the administrator keeps accounts and the register


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """One proposal: its newest text that was sent, or its draft. `has_draft`: a next text is being written."""

    code: str
    title: str
    sender: str
    dated_on: dt.date
    number: int
    is_sent: bool
    has_draft: bool
    classification: str
    is_withdrawn: bool

    @property
    def is_public(self) -> bool:
        return self.classification == Classification.PUBLIC


def proposals(actor: Actor, asof: AsOf | None = None) -> list[ProposalRow]:
    """The proposals that the actor may read, the newest first; of another day those that were sent by it."""
    return [row for row in _all(asof) if _is_for(actor, row)]


def proposal_id(code: str) -> uuid.UUID:
    """The identity behind a code."""
    return Proposal.objects.values_list("pk", flat=True).get(code=code)


def may_read_proposal(actor: Actor, code: str, *, is_draft: bool = False) -> bool:
    """Whether the actor may read a proposal, or the draft of its next text."""
    found = next((row for row in _all() if row.code == code), None)
    if found is None or (is_draft and not actor.has(*KEEPERS)):
        return False
    return _is_for(actor, found)


def may_seat_read(seat: SeatRow, code: str) -> bool:
    """Whether whoever holds this seat may read a proposal, by that seat alone."""
    return may_read_proposal(Actor(grants=frozenset({Grant("member", seat.scope)})), code)


def _is_for(actor: Actor, found: ProposalRow | Standing) -> bool:
    """A draft is its writers'; what was sent is the network's, everyone's when public, or only of who is asked."""
    if actor.has(*KEEPERS):
        return True
    return found.is_sent and may_read_sent(actor, found.code, found.classification)


def may_read_sent(actor: Actor, code: str, classification: str) -> bool:
    """The same of a proposal that was sent, for who has its classification at hand."""
    if classification == Classification.PUBLIC or actor.has(*KEEPERS):
        return True
    if classification == Classification.RESTRICTED:
        return bool(_scopes_asked().get(code, frozenset()) & {grant.scope for grant in actor.grants})
    return actor.is_in_network


@read_once
def _scopes_asked() -> Mapping[str, frozenset[str]]:
    """Who is asked something by a restricted proposal, as scopes of grants, by its code."""
    rows = Consultation.objects.filter(stage__proposal__classification=Classification.RESTRICTED)
    found: dict[str, set[str]] = defaultdict(set)
    for code, body, organisation in rows.values_list(
        "stage__proposal__code", "body__code", "organisation__code"
    ):
        found[code].add(f"body:{body}" if body else f"organisation:{organisation}")
    return {code: frozenset(scopes) for code, scopes in found.items()}


@read_once
def texts() -> tuple[ProposalVersion, ...]:
    """Every version of every proposal, drafts too, whoever asks: from here the actor's share is taken."""
    return tuple(ProposalVersion.objects.select_related("proposal").order_by("number"))


@read_once
def _all(asof: AsOf | None = None) -> tuple[ProposalRow, ...]:
    by_code: dict[str, list[ProposalVersion]] = defaultdict(list)
    for version in texts():
        if asof is None or _is_of(version, asof):
            by_code[version.proposal.code].append(version)
    rows = [_row(found) for found in by_code.values()]
    return tuple(sorted(rows, key=lambda row: (-row.dated_on.toordinal(), row.code)))


def _is_of(version: ProposalVersion, asof: AsOf) -> bool:
    """Whether it was sent by the day and known at the moment."""
    if version.sent_at is None or version.dated_on > asof.valid_on:
        return False
    return asof.known_at is None or version.sent_at < asof.known_at


def _row(versions: list[ProposalVersion]) -> ProposalRow:
    sent = [version for version in versions if version.sent_at]
    shown = sent[-1] if sent else versions[-1]
    return ProposalRow(
        code=shown.proposal.code,
        title=shown.title,
        sender=shown.sender,
        dated_on=shown.dated_on,
        number=shown.number,
        is_sent=bool(sent),
        has_draft=versions[-1].sent_at is None,
        classification=shown.proposal.classification,
        is_withdrawn=shown.proposal.withdrawn_at is not None,
    )


def sent_among(codes: tuple[str, ...], asof: AsOf) -> frozenset[str]:
    """Those of these proposals that were ever sent, as known at the moment that is asked for."""
    sent = _first_sent(codes)
    return frozenset(code for code, at in sent.items() if asof.known_at is None or at < asof.known_at)


@read_once
def _first_sent(codes: tuple[str, ...]) -> Mapping[str, dt.datetime]:
    """When each of these proposals was first sent, of those that were; one query for every moment."""
    sent = ProposalVersion.objects.filter(proposal__code__in=codes, sent_at__isnull=False)
    return dict(sent.values_list("proposal__code").annotate(Min("sent_at")))


def any_sent(codes: tuple[str, ...], asof: AsOf) -> bool:
    """Whether one of these proposals was ever sent."""
    return bool(sent_among(codes, asof))


def proposal(actor: Actor, code: str, asof: AsOf) -> Standing | None:
    """How one proposal stands; None when it is not there, or not for this actor."""
    found = standing(code, asof)
    return found if found and _is_for(actor, found) else None
