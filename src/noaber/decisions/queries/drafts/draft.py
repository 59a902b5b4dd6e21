"""The text that is being written, as its writers see it."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from noaber.core.reading import read_once
from noaber.decisions.models import Consultation, Proposal, ProposalVersion, Recess, RouteTemplate, Stage
from noaber.decisions.queries.proposals.standing import TEXTS
from noaber.decisions.rules.points import labels_in_order

LINES = ("title", "sender", "addressee", "author", "portfolio_holder")


@dataclass(frozen=True, slots=True)
class Draft:
    """The words of a draft, by name of their field, and how the whole proposal stands with it.

    `is_first`: nothing was sent before; only then the route, the code and who may read it are still open.
    """

    proposal_id: uuid.UUID
    version_id: int
    code: str
    number: int
    revision: int
    classification: str
    linked_to: str
    is_first: bool
    words: Mapping[str, str]
    dated_on: dt.date
    change_note: str
    is_material: bool

    @property
    def title(self) -> str:
        return self.words["title"]


@dataclass(frozen=True, slots=True)
class DraftStage:
    """A stage as it is written: bodies by code, or all organisations of kinds. `asked`: how many parties that makes."""

    number: int
    title: str
    role: str
    rule: str
    quorum: int
    labels: tuple[str, ...]
    after: int
    due_on: dt.date | None
    is_follow_up: bool
    bodies: tuple[str, ...]
    kinds: tuple[str, ...]
    organs: Mapping[str, str]
    asked: int


@read_once
def draft_of(code: str) -> Draft | None:
    """The draft of a proposal; None when nothing is being written."""
    version = ProposalVersion.objects.filter(proposal__code=code).select_related("proposal__linked_to").last()
    if version is None or version.sent_at or version.proposal.withdrawn_at:
        return None
    proposal = version.proposal
    return Draft(
        proposal_id=proposal.pk,
        version_id=version.pk,
        code=code,
        number=version.number,
        revision=proposal.revision,
        classification=proposal.classification,
        linked_to=proposal.linked_to.code if proposal.linked_to else "",
        is_first=version.number == 1,
        words={name: getattr(version, name) for name in (*LINES, *TEXTS)},
        dated_on=version.dated_on,
        change_note=version.change_note,
        is_material=version.is_material,
    )


@read_once
def draft_stages(code: str) -> tuple[DraftStage, ...]:
    """The stages of a proposal as they were written, in order."""
    bodies: dict[int, list[str]] = defaultdict(list)
    organs: dict[int, dict[str, str]] = defaultdict(dict)
    asked: dict[int, int] = defaultdict(int)
    rows = Consultation.objects.filter(stage__proposal__code=code).order_by(
        "body__code", "organisation__code"
    )
    for stage, body, kind, organ in rows.values_list("stage_id", "body__code", "organisation__kind", "organ"):
        asked[stage] += 1
        if body:
            bodies[stage].append(body)
        else:
            organs[stage][kind] = organ or organs[stage].get(kind, "")
    return tuple(
        DraftStage(
            number=each.number,
            title=each.title,
            role=each.role,
            rule=each.rule,
            quorum=each.quorum,
            labels=tuple(labels_in_order(each.labels)),
            after=each.after,
            due_on=each.due_on,
            is_follow_up=each.is_follow_up,
            bodies=tuple(bodies[each.pk]),
            kinds=tuple(organs[each.pk]),
            organs=dict(organs[each.pk]),
            asked=asked[each.pk],
        )
        for each in Stage.objects.filter(proposal__code=code)
    )


@read_once
def linkable(code: str) -> tuple[tuple[str, str], ...]:
    """The other proposals (code and title), to say that this one closes only together with one of them."""
    rows = ProposalVersion.objects.exclude(proposal__code=code).filter(proposal__withdrawn_at=None)
    newest = dict(rows.order_by("number").values_list("proposal__code", "title"))
    return tuple(sorted(newest.items(), key=lambda each: each[1]))


def code_is_taken(code: str) -> bool:
    return Proposal.objects.filter(code=code).exists()


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A route that is kept; `steps` are the names of its stages."""

    id: uuid.UUID
    title: str
    revision: int
    steps: tuple[str, ...]


@read_once
def route_templates() -> tuple[TemplateRow, ...]:
    """The routes to start from, by name."""
    return tuple(
        TemplateRow(row.pk, row.title, row.revision, tuple(each["title"] for each in row.stages))
        for row in RouteTemplate.objects.all()
    )


@dataclass(frozen=True, slots=True)
class RecessRow:
    """A period in which bodies do not meet; both days are part of it."""

    id: uuid.UUID
    title: str
    first_on: dt.date
    last_on: dt.date
    revision: int


@read_once
def recesses() -> tuple[RecessRow, ...]:
    """The recess periods that deadlines are planned around, in order."""
    return tuple(
        RecessRow(row.pk, row.title, row.first_on, row.last_on, row.revision) for row in Recess.objects.all()
    )
