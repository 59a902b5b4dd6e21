"""How far those are who are asked for their consent, or heard: "3 van de 5", for rooms that follow a proposal."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, When

from noaber.core.reading import read_once
from noaber.decisions.models import Position, Proposal, ProposalVersion
from noaber.decisions.queries.proposals.matrix import Party, StageStanding, Standing
from noaber.decisions.rules.outcomes import in_favour_answers
from noaber.decisions.rules.points import PointKind
from noaber.decisions.rules.positions import FINAL, Answer
from noaber.decisions.rules.route import Role


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """One of who is asked for consent. `answered`: on how many of `asked` points it said something that stands.

    `is_given`: it consents to all of them, and is asked one at least; `objections`: the points to which it does not.
    `remarks`: label and text.
    """

    stage: int
    body_code: str
    name: str
    asked: int
    answered: int
    is_given: bool
    objections: tuple[str, ...]
    decided_on: dt.date | None
    remarks: tuple[tuple[str, str], ...]

    @property
    def objects(self) -> bool:
        return bool(self.objections)


def consents(found: Standing, labels: Collection[str] | None = None) -> tuple[ConsentRow, ...]:
    """Of each that is asked for consent what it said; none where no stage asks for it. `labels`: of these points only,
    as if it were asked no other."""
    kinds = {point.label: point.kind for point in found.points if labels is None or point.label in labels}
    return tuple(
        _row(stage, party, kinds)
        for stage in found.stages
        if stage.role is Role.CONSENT
        for party in stage.parties
    )


def _row(stage: StageStanding, party: Party, kinds: Mapping[str, PointKind]) -> ConsentRow:
    cells = {label: stage.cells.get((party.key, label)) for label in party.labels if label in kinds}
    said = {label: cell for label, cell in cells.items() if cell}
    return ConsentRow(
        stage=stage.number,
        body_code=party.body_code,
        name=party.name,
        asked=len(cells),
        answered=sum(cell.answer in FINAL for cell in said.values()),
        is_given=bool(cells)
        and all(cell and cell.answer in in_favour_answers(kinds[label]) for label, cell in cells.items()),
        objections=tuple(label for label, cell in said.items() if cell.answer is Answer.OBJECTION),
        decided_on=max((cell.decided_on for cell in said.values()), default=None),
        remarks=tuple((label, cell.text) for label, cell in said.items() if cell.text),
    )


def said_since(code: str, moment: dt.datetime) -> bool:
    """Whether anything happened to a proposal from a moment on: who consents or adopts said something, another text
    was sent, or it was withdrawn. Who is heard, and the own decisions of organisations, change nothing of it."""
    return _since(code, moment)[0]


def recorded_since(code: str, moment: dt.datetime) -> bool:
    """The same, or that somebody was heard: what was put right of that is put right too."""
    return any(_since(code, moment))


@read_once
def _since(code: str, moment: dt.datetime) -> tuple[bool, bool]:
    """Whether anything that changes it happened from a moment on, and whether somebody was heard; one query."""
    positions = Position.objects.filter(
        consultation__stage__proposal=OuterRef("pk"),
        consultation__stage__is_follow_up=False,
        recorded_at__gte=moment,
    )
    decides = Q(consultation__stage__role__in=(Role.CONSENT, Role.ADOPT))
    texts = ProposalVersion.objects.filter(proposal=OuterRef("pk"), sent_at__gte=moment)
    later = Q(withdrawn_at__gte=moment) | Exists(positions.filter(decides)) | Exists(texts)
    asked = Proposal.objects.filter(code=code).annotate(
        is_changed=Case(When(later, then=True), default=False, output_field=BooleanField()),
        is_heard=Exists(positions.exclude(decides)),
    )
    found = asked.values_list("is_changed", "is_heard").first()
    return found or (False, False)


def objectors(found: Standing) -> tuple[str, ...]:
    """Who is asked for consent and objects to one point at least, by name."""
    return tuple(dict.fromkeys(row.name for row in consents(found) if row.objects))


def heard(found: Standing) -> tuple[int, int, int]:
    """How many were heard on every point, of how many, and at which stage; none where nobody is heard (R15)."""
    stage = next((each for each in found.stages if each.role is Role.HEAR), None)
    if stage is None:
        return 0, 0, 0
    return stage.decided(stage.parties), len(stage.parties), stage.number
