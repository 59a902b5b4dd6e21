"""The versions of a proposal: which were sent, and what stood in each."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.decisions.models import DecisionPoint, ProposalAttachment, ProposalInsert, ProposalVersion
from noaber.decisions.queries.proposals.asked import rule_points
from noaber.decisions.queries.proposals.matrix import TextVersion
from noaber.decisions.queries.proposals.papers import live_table
from noaber.decisions.queries.proposals.proposal import may_read_proposal, texts
from noaber.decisions.queries.proposals.standing import TEXTS, draft_standing, terms_of, text_version
from noaber.decisions.rules.materiality import AskedPoint, Content, Suggestion, suggest_material
from noaber.decisions.rules.points import PointKind, in_order


@dataclass(frozen=True, slots=True)
class WholeVersion:
    """A version with all that stands in it. `lines`: its short fields by name (title, sender, ...)."""

    row: TextVersion
    lines: Mapping[str, str]
    content: Content


LINES = ("title", "sender", "addressee", "author", "portfolio_holder")


def versions(actor: Actor, code: str) -> tuple[TextVersion, ...]:
    """The versions that the actor may read, the first one first: a draft is its writers'."""
    if not may_read_proposal(actor, code):
        return ()
    reads_drafts = may_read_proposal(actor, code, is_draft=True)
    return tuple(row for row in all_versions(code) if row.is_sent or reads_drafts)


def all_versions(code: str) -> tuple[TextVersion, ...]:
    """Every version, drafts too, whoever asks: for rules and choices, not for the screen."""
    return tuple(text_version(each) for each in texts() if each.proposal.code == code)


@read_once
def whole_versions(code: str, numbers: tuple[int, ...]) -> Mapping[int, WholeVersion]:
    """These versions by number, with all that stands in them: three queries, however many are asked.

    The figures of a draft are worked out besides: it has none that stand yet.
    """
    found = {each.number: each for each in texts() if each.proposal.code == code and each.number in numbers}
    keys = [each.pk for each in found.values()]
    points = _points(keys)
    files, inserts = _files(keys), list(ProposalInsert.objects.filter(version__in=keys))
    return {
        number: WholeVersion(
            text_version(version),
            {name: getattr(version, name) for name in LINES},
            Content(
                points=tuple(point for key, point in points if key == version.pk),
                texts={name: getattr(version, name) for name in TEXTS},
                attachments=files[version.pk],
                inserts=_figures(version, [each for each in inserts if each.version_id == version.pk]),
            ),
        )
        for number, version in found.items()
    }


def _files(versions: Collection[int]) -> dict[int, dict[str, str]]:
    """By version and title the SHA-256; of each of them where files share a title."""
    rows = ProposalAttachment.objects.filter(version__in=versions).order_by("file__sha256")
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for key, title, sha256 in rows.values_list("version", "title", "file__sha256"):
        found[key][title] = f"{found[key].get(title, '')} {sha256}".strip()
    return found


def _figures(version: ProposalVersion, inserts: Collection[ProposalInsert]) -> dict[str, str]:
    """By name what was frozen; of a draft what sending would freeze."""
    asof = AsOf(version.dated_on)
    draft = draft_standing(version.proposal.code, asof) if inserts and not version.sent_at else None
    live = {each.name: live_table(each.name, draft) for each in inserts} if draft else {}
    said = {each.name: table.to_json() if (table := live.get(each.name)) else each.frozen for each in inserts}
    return {name: json.dumps(figures, sort_keys=True) for name, figures in said.items()}


def _points(versions: Collection[int]) -> list[tuple[int, AskedPoint]]:
    """The points of these versions, each version in the order of its labels."""
    rows = list(DecisionPoint.objects.filter(version__in=versions).select_related("obligation"))
    found: list[tuple[int, AskedPoint]] = []
    for key in versions:
        own = {point.label: point for point in rows if point.version_id == key}
        ordered = in_order(rule_points(list(own.values())))
        found += [(key, asked_point(own[point.label])) for point in ordered]
    return found


def asked_point(point: DecisionPoint) -> AskedPoint:
    """A point as the rule about changes takes it."""
    return AskedPoint(
        point.label,
        PointKind(point.kind),
        point.text,
        point.parent,
        frozenset(point.addressed_to),
        frozenset(point.forwarded_to),
        point.advice,
        terms_of(getattr(point, "obligation", None)),
    )


def suggestion(old: WholeVersion, new: WholeVersion) -> Suggestion:
    """Whether what changed between two versions seems to matter, and why; the person who sends it decides."""
    return suggest_material(old.content, new.content)
