"""Whether the network goes on under a proposal (R50): who agreed, is missing or declined, and what was decided."""

import datetime as dt
from dataclasses import dataclass

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.decisions.models import ContinuationOverride
from noaber.decisions.queries.matrix import Party, StageStanding, Standing
from noaber.decisions.queries.obligations import asking_proposals, is_asking, own_stage
from noaber.decisions.queries.proposals import proposal
from noaber.decisions.queries.standing import standing
from noaber.decisions.rules.continuation import ContinuationState, Solidarity, continuation_state, solidarity
from noaber.decisions.rules.positions import Answer
from noaber.decisions.rules.route import Role


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation whose own decision the network needs."""

    code: str
    name: str
    district: str
    due_on: dt.date | None


@dataclass(frozen=True, slots=True)
class GoesOn:
    """The recorded decision to go on though not everyone agreed."""

    body_code: str
    motive: str
    decided_on: dt.date
    evidence: str


@dataclass(frozen=True, slots=True)
class Continuation:
    """How it stands. `is_asked`: the organisations may decide by now; `is_adopted`: so is what they contribute to.

    `decision` is kept and shown, also once everyone agreed after all.
    """

    proposal: str
    title: str
    state: ContinuationState
    agreed: tuple[Partner, ...]
    missing: tuple[Partner, ...]
    declined: tuple[Partner, ...]
    is_asked: bool
    is_adopted: bool
    last_year: int
    decision: GoesOn | None = None

    @property
    def asked(self) -> int:
        return len(self.agreed) + len(self.missing) + len(self.declined)

    @property
    def is_arranged(self) -> bool:
        """Whether it goes on, by all or by decision."""
        return self.state is not ContinuationState.NOT_YET


def continuation(actor: Actor, code: str, asof: AsOf) -> Continuation | None:
    """How it stands with one proposal; None when it asks no organisation to decide, or is not for this actor."""
    return continuation_of(code, asof) if proposal(actor, code, asof) else None


def continuations(asof: AsOf) -> list[Continuation]:
    """Of every proposal for the whole network that asks something of this year or a later one, the newest first.

    What is restricted to who is asked, is no condition for all.
    """
    member = Actor(origin="command")  # reads what the whole network reads
    found = (continuation_of(code, asof) for code in asking_proposals(member, asof.valid_on))
    return [each for each in found if each]


@read_once
def continuation_of(code: str, asof: AsOf) -> Continuation | None:
    """As `continuation`, whoever asks."""
    found = standing(code, asof)
    if found is None or not is_asking(found, asof):
        return None
    partners, answers, stages = _answers(found)
    if not answers:
        return None
    counted = solidarity(answers)
    decision = _decision(found, asof)
    agreed, missing, declined = (_named(keys, partners) for keys in _classes(counted))
    return Continuation(
        proposal=found.code,
        title=found.title,
        state=continuation_state(counted, is_decided=decision is not None),
        agreed=agreed,
        missing=missing,
        declined=declined,
        is_asked=any(stage.gate.is_open for stage in stages),
        is_adopted=all(stage.is_passed for stage in found.stages if stage.role is Role.ADOPT),
        last_year=max(point.terms.last_year for point in found.points if point.terms),
        decision=decision,
    )


def _answers(
    found: Standing,
) -> tuple[dict[str, Party], dict[str, list[Answer | None]], list[StageStanding]]:
    """Who is asked something each year, what each answered on every such point, and at which stages."""
    partners: dict[str, Party] = {}
    answers: dict[str, list[Answer | None]] = {}
    stages: list[StageStanding] = []
    for point in found.points:
        stage = own_stage(found, point.label) if point.terms else None
        if stage is None:
            continue
        stages.append(stage)
        for party in stage.parties:
            if point.label in party.labels:
                cell = stage.cells.get((party.key, point.label))
                partners[party.key] = party
                answers.setdefault(party.key, []).append(cell.answer if cell else None)
    return partners, answers, stages


def _classes(counted: Solidarity) -> tuple[tuple[str, ...], ...]:
    return counted.agreed, counted.missing, counted.declined


def _named(keys: tuple[str, ...], partners: dict[str, Party]) -> tuple[Partner, ...]:
    return tuple(
        Partner(each.organisation_code, each.name, each.district, each.due_on)
        for each in (partners[key] for key in keys)
    )


def _decision(found: Standing, asof: AsOf) -> GoesOn | None:
    """The decision of the steering group, as far as it was taken by the day and known at the moment."""
    rows = ContinuationOverride.objects.filter(proposal=found.id, decided_on__lte=asof.valid_on)
    if asof.known_at:
        rows = rows.filter(recorded_at__lt=asof.known_at)
    kept = rows.values_list("body__code", "motive", "decided_on", "evidence").first()
    return GoesOn(*kept) if kept else None
