"""Every obligation of a proposal, with what it comes from: who asked, who decided, and in which budget it stands."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.decisions.models import ProposalVersion
from noaber.decisions.queries.forwarding.advice import advised_on
from noaber.decisions.queries.obligations.budgets import counting_entries
from noaber.decisions.queries.obligations.evaluations import KeptEvaluation, evaluations_of, kept_evaluations
from noaber.decisions.queries.proposals.bare import asking_standings
from noaber.decisions.queries.proposals.matrix import Cell, Party, PointRow, StageStanding, Standing
from noaber.decisions.queries.proposals.proposal import proposal
from noaber.decisions.queries.proposals.standing import nameless_standing, standing
from noaber.decisions.rules.forwarding import MUNICIPALITY
from noaber.decisions.rules.obligations import (
    Decided,
    Entry,
    Obligation,
    ObligationKind,
    ObligationState,
    Said,
    Terms,
    bound_by_verdict,
    evaluated,
    kept_until,
    obligations_of,
)
from noaber.decisions.rules.outcomes import Verdict, in_favour_answers
from noaber.decisions.rules.points import PointKind
from noaber.decisions.rules.positions import FINAL
from noaber.decisions.rules.route import Role

NETWORK = ""  # the party of a point that no organisation decides for itself: the network as a whole


@dataclass(frozen=True, slots=True)
class Taken:
    """What an organisation last said of a year: in which budget it stands, since when, and where that can be read."""

    form: str  # BudgetEntry.Form
    decided_on: dt.date
    evidence: str
    evidence_file: uuid.UUID | None


@dataclass(frozen=True, slots=True)
class ObligationRow:
    """One organisation, one point, one year; never an amount. `party`: its code, empty for the network as a whole.

    `successors`: what went on in the place of a party that is no more. `rate`: euros per inhabitant, `fte`: capacity.
    `advised_on`: the council of its district consented, which is its advice (R56); `asked_on`: it may decide by now;
    `decided_on`, `evidence` and `evidence_file`: its own decision;
    `budget`: what it last said of its budget, if anything. Of what binds the network: `deciders`, the codes of the
    bodies that decide it last, and `evaluation`, what was last recorded of it.
    """

    proposal: str
    point: str
    party: str
    name: str
    district: str
    kind: ObligationKind
    year: int
    rate: Decimal | None
    fte: Decimal | None
    state: ObligationState
    organ: str
    advised_on: dt.date | None
    asked_on: dt.date | None
    decided_on: dt.date | None
    evidence: str
    evidence_file: uuid.UUID | None
    budget: Taken | None
    is_put_back: bool
    reminder_on: dt.date | None
    consultation_id: uuid.UUID | None
    revision: int
    successors: tuple[str, ...] = ()
    deciders: tuple[str, ...] = ()
    evaluation: KeptEvaluation | None = None
    party_kind: str = ""

    @property
    def evaluated_on(self) -> dt.date | None:
        """When its report was adopted; None while it was not (any more)."""
        is_done = self.state is ObligationState.EVALUATED
        return self.evaluation.decided_on if is_done and self.evaluation else None

    @property
    def is_binding(self) -> bool:
        """Whether the organisation itself decided to take part."""
        decided = (ObligationState.BINDING, ObligationState.IN_BUDGET)
        return self.party != NETWORK and self.state in decided

    @property
    def promised_fte(self) -> Decimal | None:
        """Of the capacity that is asked, what it decided to give: all or nothing; None where none is asked."""
        return self.fte if self.fte is None or self.is_binding else Decimal(0)

    @property
    def is_paid_by_municipality(self) -> bool:
        """Whether the rules for municipal budgets hold for it (Gemeentewet 189-192)."""
        return self.party_kind == MUNICIPALITY and self.kind is ObligationKind.CONTRIBUTION

    @property
    def lacks_evidence(self) -> bool:
        """Whether it binds, and nobody said where the decision can be read."""
        return self.is_binding and not (self.evidence or self.evidence_file)

    @property
    def in_budget_on(self) -> dt.date | None:
        """Since when it stands in a budget; None while it does not (any more)."""
        in_budget = self.state is ObligationState.IN_BUDGET
        return self.budget.decided_on if in_budget and self.budget else None


def obligations(actor: Actor, code: str, asof: AsOf) -> list[ObligationRow]:
    """What a proposal binds to, by point, organisation and year; none when it is not there or not for this actor."""
    return list(every_obligation(code, asof)) if proposal(actor, code, asof) else []


@read_once
def every_obligation(code: str, asof: AsOf) -> tuple[ObligationRow, ...]:
    """As `obligations`, whoever asks: one query beside those of `standing`."""
    found = standing(code, asof)
    if found is None or not is_asking(found, asof):
        return ()
    entries = _entries(found, asof)
    rows = [row for point in found.points if point.terms for row in _rows(found, point, entries)]
    kept = evaluations_of(code, asof)
    return tuple(_with_evaluation(row, kept) for row in rows)


def obligations_of_party(code: str, consultation: uuid.UUID, asof: AsOf) -> tuple[ObligationRow, ...]:
    """Those that one party decides for itself, for who records what it did with them.

    Without what it takes to read all of them: its name, its district, and what its council advised.
    """
    found = nameless_standing(code, asof)
    if found is None or not is_asking(found, asof):
        return ()
    entries = _entries(found, asof, consultation)
    return tuple(row for point in found.points for row in _rows_of_party(found, point, entries, consultation))


@read_once
def network_obligations(asof: AsOf) -> tuple[ObligationRow, ...]:
    """What binds the network as a whole: of this year and later, and evaluations; for pages that ask it beside much."""
    rows = [
        row
        for found in asking_standings(asof.valid_on.year, asof)
        for point in found.points
        if point.terms and own_stage(found, point.label) is None
        for row in _rows_of_network(found, point, point.terms)
    ]
    kept = kept_evaluations(asof) if rows else ()
    return tuple(_with_evaluation(row, kept) for row in rows)


def _with_evaluation(row: ObligationRow, kept: Iterable[KeptEvaluation]) -> ObligationRow:
    """What was last recorded of an evaluation that is decided."""
    if row.party != NETWORK or row.kind is not ObligationKind.EVALUATION:
        return row
    about = (row.proposal, row.point, row.year)
    last = [each for each in kept if (each.proposal, each.label, each.year) == about][-1:]
    if row.state is not ObligationState.BINDING or not last:
        return row
    return replace(row, evaluation=last[0], state=evaluated(row.state, is_adopted=last[0].is_adopted))


def is_asking(found: Standing, asof: AsOf) -> bool:
    """Whether a proposal asks anything on the day: sent, not of a later day, not withdrawn."""
    return found.is_sent and found.withdrawn_at is None and found.dated_on <= asof.valid_on


def own_stage(found: Standing, label: str) -> StageStanding | None:
    """The stage at which organisations decide a point for themselves; None when it has none."""
    stages = [each for each in found.stages if label in each.labels and _is_of_organisations(each)]
    return next((each for each in stages if each.is_follow_up), stages[-1] if stages else None)


def _is_of_organisations(stage: StageStanding) -> bool:
    return stage.role is Role.DECIDE and any(party.organisation_code for party in stage.parties)


@read_once
def codes_with_terms(year: int) -> frozenset[str]:
    """The proposals that were sent and ask something of this year or a later one."""
    sent = ProposalVersion.objects.exclude(sent_at=None).filter(points__obligation__last_year__gte=year)
    return frozenset(sent.values_list("proposal__code", flat=True))


@dataclass(frozen=True, slots=True)
class _Read:
    """An entry as the rules count it, and as it is shown."""

    entry: Entry
    taken: Taken


def _entries(found: Standing, asof: AsOf, consultation: uuid.UUID | None = None) -> list[_Read]:
    """What organisations (or one of them) said of their budgets since they decided, in the order of recording."""
    return [
        _Read(
            Entry(row.party, row.label, row.year, row.is_taken_up, row.id),
            Taken(row.form, row.decided_on, row.evidence, row.evidence_file),
        )
        for row in counting_entries(found, asof, consultation)
    ]


def _rows(found: Standing, point: PointRow, entries: Sequence[_Read]) -> list[ObligationRow]:
    stage = own_stage(found, point.label)
    if point.terms is None:
        return []
    if stage is None:
        return _rows_of_network(found, point, point.terms)
    parties = {each.organisation_code: each for each in stage.parties if point.label in each.labels}
    asked = _Asking(found, stage, point, _since(found, stage), advised_on(found, stage, point, parties))
    return asked.rows(parties, point.terms, entries)


def _rows_of_party(
    found: Standing, point: PointRow, entries: Sequence[_Read], consultation: uuid.UUID
) -> list[ObligationRow]:
    stage = own_stage(found, point.label)
    if point.terms is None or stage is None:
        return []
    parties = {
        each.organisation_code: each
        for each in stage.parties
        if each.consultation_id == consultation and point.label in each.labels
    }
    asked = _Asking(found, stage, point, _since(found, stage), dict.fromkeys(parties))
    return asked.rows(parties, point.terms, entries)


def _since(found: Standing, stage: StageStanding) -> dt.date | None:
    return stage.gate.since or found.dated_on if stage.gate.is_open else None


@dataclass(frozen=True, slots=True)
class _Asking:
    """One point at the stage where organisations decide it.

    `since`: since when they may, by the gate that takes their decision; `advised_on`: the consent behind it, by code.
    """

    found: Standing
    stage: StageStanding
    point: PointRow
    since: dt.date | None
    advised_on: Mapping[str, dt.date | None]

    def rows(
        self, parties: Mapping[str, Party], terms: Terms, entries: Sequence[_Read]
    ) -> list[ObligationRow]:
        """Each of these parties, each year."""
        decided = {code: self.decided(party) for code, party in parties.items()}
        last = {(each.entry.party, each.entry.label, each.entry.year): each.taken for each in entries}
        computed = obligations_of(self.point.label, terms, decided, [each.entry for each in entries])
        return [
            self.row(each, parties[each.party], terms, last.get((each.party, each.label, each.year)))
            for each in computed
        ]

    def decided(self, party: Party) -> Decided:
        given = self._said(party)
        kept = kept_until(Said(each.answer, each.decided_on) for each in given)
        return Decided(self.since is not None, given[-1].answer if given else None, kept)

    def _said(self, party: Party) -> Sequence[Cell]:
        return self.stage.said.get((party.key, self.point.label), ())

    def _deciding(self, party: Party, year: int) -> Cell | None:
        """The decision that counts for a year: of one that is kept the last consent."""
        given = self._said(party)
        if year <= self.decided(party).kept_until:
            given = [each for each in given if each.answer in in_favour_answers(PointKind.DECIDE)]
        return given[-1] if given else None

    def row(self, each: Obligation, party: Party, terms: Terms, taken: Taken | None) -> ObligationRow:
        cell = self._deciding(party, each.year)
        return ObligationRow(
            proposal=self.found.code,
            point=each.label,
            party=party.organisation_code,
            name=party.name,
            district=party.district,
            kind=terms.kind,
            year=each.year,
            rate=terms.rate,
            fte=terms.fte,
            state=each.state,
            organ=party.organ,
            advised_on=self.advised_on[party.organisation_code],
            asked_on=self.since,
            decided_on=cell.decided_on if cell and cell.answer in FINAL else None,
            evidence=cell.evidence if cell else "",
            evidence_file=cell.evidence_file if cell else None,
            budget=taken,
            is_put_back=each.is_put_back,
            reminder_on=terms.reminder_on,
            consultation_id=party.consultation_id,
            revision=party.revision,
            successors=party.successors,
            party_kind=party.kind,
        )


def _rows_of_network(found: Standing, point: PointRow, terms: Terms) -> list[ObligationRow]:
    """A point that the last stage decides for all: an evaluation binds the network as a whole.

    Who is only heard or advises, neither asks nor decides.
    """
    formal = (Role.CONSENT, Role.DECIDE, Role.ADOPT)
    stages = [each for each in found.stages if point.label in each.labels and each.role in formal]
    if not stages:
        return []
    last, before = stages[-1], stages[:-1]
    is_asked = all(each.outcomes[point.label].verdict is Verdict.PASSED for each in before) and bool(before)
    decided = bound_by_verdict(last.outcomes[point.label].verdict, is_asked=is_asked)
    asked_on = _last_day(before, point.label) if is_asked else None
    decided_on = _last_day([last], point.label) if decided.own else None
    return [
        ObligationRow(
            proposal=found.code,
            point=point.label,
            party=NETWORK,
            name=last.title,
            district="",
            kind=terms.kind,
            year=each.year,
            rate=terms.rate,
            fte=terms.fte,
            state=each.state,
            organ="",
            advised_on=None,
            asked_on=asked_on,
            decided_on=decided_on,
            evidence=_evidence(last, point.label),
            evidence_file=None,
            budget=None,
            is_put_back=False,
            reminder_on=terms.reminder_on,
            consultation_id=None,
            revision=0,
            deciders=tuple(each.body_code for each in last.parties if each.body_code),
        )
        for each in obligations_of(point.label, terms, {NETWORK: decided})
    ]


def _cells(stage: StageStanding, label: str) -> list[Cell]:
    return [cell for (_who, on), cell in stage.cells.items() if on == label]


def _last_day(stages: Iterable[StageStanding], label: str) -> dt.date | None:
    return max((cell.decided_on for each in stages for cell in _cells(each, label)), default=None)


def _evidence(stage: StageStanding, label: str) -> str:
    return "; ".join(cell.evidence for cell in _cells(stage, label) if cell.evidence)


def in_years(rows: Iterable[ObligationRow]) -> Mapping[int, list[ObligationRow]]:
    """The same obligations, by year."""
    found: dict[int, list[ObligationRow]] = {}
    for row in sorted(rows, key=lambda each: each.year):
        found.setdefault(row.year, []).append(row)
    return found
