"""Whether the network goes on under a proposal (R50): who agreed, is missing or declined, and what was decided."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from noaber.core.access import ANONYMOUS, Actor
from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.decisions.models import ContinuationOverride
from noaber.decisions.queries.obligations.obligation import is_asking, own_stage
from noaber.decisions.queries.proposals.bare import asking_standings
from noaber.decisions.queries.proposals.matrix import Party, StageStanding, Standing
from noaber.decisions.queries.proposals.proposal import proposal
from noaber.decisions.queries.proposals.standing import standing
from noaber.decisions.rules.continuation import ContinuationState, continuation_state, solidarity
from noaber.decisions.rules.positions import Answer
from noaber.decisions.rules.route import Role
from noaber.network.api import organisations


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation whose own decision the network needs."""

    code: str
    name: str
    district: str
    due_on: dt.date | None


@dataclass(frozen=True, slots=True)
class GoesOn:
    """The recorded decision of the steering group to go on without those who were lacking then, by their keys."""

    body_code: str
    motive: str
    decided_on: dt.date
    evidence: str
    recorded_at: dt.datetime
    waived: frozenset[str] | None  # None: of before this was kept

    def covers(self, lacking: Iterable[str]) -> bool:
        return self.waived is None or self.waived.issuperset(lacking)


@dataclass(frozen=True, slots=True)
class Continuation:
    """How it stands. `asked_since`: the organisations may decide from that day on; `is_adopted`: so is the strategy.

    `decision` (the last one) is kept and shown, also once everyone agreed after all. `dropped`: who is lacking though
    it was not about them, so that it holds no more.
    """

    proposal: str
    title: str
    state: ContinuationState
    agreed: tuple[Partner, ...]
    missing: tuple[Partner, ...]
    declined: tuple[Partner, ...]
    asked_since: dt.date | None
    is_adopted: bool
    last_year: int
    decision: GoesOn | None = None
    dropped: tuple[Partner, ...] = ()
    lacking: frozenset[str] = frozenset()

    @property
    def is_asked(self) -> bool:
        """Whether they may decide by now."""
        return self.asked_since is not None

    @property
    def asked(self) -> int:
        return len(self.agreed) + len(self.missing) + len(self.declined)

    @property
    def is_arranged(self) -> bool:
        """Whether it goes on, by all or by decision."""
        return self.state is not ContinuationState.NOT_YET


def continuation(actor: Actor, code: str, asof: AsOf) -> Continuation | None:
    """How it stands with one proposal; None when the network does not depend on it, or it is not for this actor."""
    return continuation_of(code, asof) if proposal(actor, code, asof) else None


@read_once
def continuations(asof: AsOf) -> tuple[Continuation, ...]:
    """Of every proposal for the whole network that asks something of this year or a later one, the newest first."""
    year = asof.valid_on.year
    found = (_continuation(each, asof) for each in asking_standings(year, asof) if _asks_of(each, year))
    return tuple(each for each in found if each)


def _asks_of(found: Standing, year: int) -> bool:
    return any(point.terms.last_year >= year for point in found.points if point.terms)


@read_once
def continuation_of(code: str, asof: AsOf) -> Continuation | None:
    """As `continuation`, whoever asks."""
    found = standing(code, asof)
    return _continuation(found, asof) if found and is_asking(found, asof) else None


def _continuation(found: Standing, asof: AsOf) -> Continuation | None:
    partners, answers, stages = _answers(found)
    if not answers:
        return None
    counted = solidarity(answers)
    lacking = frozenset((*counted.missing, *counted.declined))
    decision = _decision(found, asof)
    holds = decision is not None and decision.covers(lacking)
    named = partial(_named, partners=partners, asof=asof)
    return Continuation(
        proposal=found.code,
        title=found.title,
        state=continuation_state(counted, is_decided=holds),
        agreed=named(counted.agreed),
        missing=named(counted.missing),
        declined=named(counted.declined),
        asked_since=min(
            (stage.gate.since or found.dated_on for stage in stages if stage.gate.is_open), default=None
        ),
        is_adopted=all(stage.is_passed for stage in found.stages if stage.role is Role.ADOPT),
        last_year=max(
            point.terms.last_year for point in found.points if point.terms and point.terms.is_solidary
        ),
        decision=decision,
        dropped=named(tuple(lacking - (decision.waived or frozenset()))) if decision and not holds else (),
        lacking=lacking,
    )


def _answers(
    found: Standing,
) -> tuple[dict[str, Party], dict[str, list[Answer | None]], list[StageStanding]]:
    """Who is asked something on which the network depends, what each answered on every such point, at which stages."""
    partners: dict[str, Party] = {}
    answers: dict[str, list[Answer | None]] = {}
    stages: list[StageStanding] = []
    for point in found.points:
        stage = own_stage(found, point.label) if point.terms and point.terms.is_solidary else None
        if stage is None:
            continue
        stages.append(stage)
        for party in stage.parties:
            if point.label in party.labels:
                cell = stage.cells.get((party.key, point.label))
                partners[party.key] = party
                answers.setdefault(party.key, []).append(cell.answer if cell else None)
    return partners, answers, stages


def _named(keys: tuple[str, ...], partners: dict[str, Party], asof: AsOf) -> tuple[Partner, ...]:
    """By name; the register is asked only where there is somebody to name."""
    if not keys:
        return ()
    names = {row.code: (row.name, row.district_name) for row in organisations(ANONYMOUS, asof)}
    found = [partners[key] for key in keys]
    rows = [
        Partner(each.organisation_code, *names.get(each.organisation_code, (each.name, "")), each.due_on)
        for each in found
    ]
    return tuple(sorted(rows, key=lambda row: row.name))


def _decision(found: Standing, asof: AsOf) -> GoesOn | None:
    """The last decision of the steering group that was taken by the day and known at the moment."""
    if not found.has_continuation:
        return None
    taken = (each for key, each in _decisions() if key == found.id and each.decided_on <= asof.valid_on)
    return next((each for each in taken if not asof.known_at or each.recorded_at < asof.known_at), None)


@read_once
def _decisions() -> tuple[tuple[uuid.UUID, GoesOn], ...]:
    """Of all proposals, the last one first: there are few."""
    return tuple(
        (
            each.proposal_id,
            GoesOn(
                each.body.code,
                each.motive,
                each.decided_on,
                each.evidence,
                each.recorded_at,
                None if each.waived is None else frozenset(each.waived),
            ),
        )
        for each in ContinuationOverride.objects.select_related("body").order_by("-pk")
    )
