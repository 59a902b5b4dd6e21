"""What is still missing before a draft can be sent: everything at once, each with its place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from noaber.core.asof import AsOf
from noaber.core.errors import DomainError
from noaber.core.rules.dutch import in_a_row
from noaber.decisions.models import DecisionPoint, Proposal, ProposalVersion
from noaber.decisions.queries.inserts import insert_called
from noaber.decisions.queries.matrix import Standing
from noaber.decisions.queries.papers import insert_title, live_table
from noaber.decisions.queries.prerequisites import prerequisite_warnings
from noaber.decisions.rules.points import Point, PointKind, point_faults
from noaber.decisions.rules.route import Role
from noaber.decisions.services.faults import POINT_FAULTS, StageError, route_faults_of, word_faults
from noaber.decisions.services.points import written_points
from noaber.decisions.services.written import PointText
from noaber.network.api import may_decide

Place = Literal["text", "points", "inserts", "route"]
FORMAL = frozenset({Role.CONSENT, Role.DECIDE, Role.ADOPT})


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is not right yet. `key`: the point or the number of the stage, where it is about one."""

    text: str
    place: Place
    field: str
    key: str = ""

    def as_error(self) -> DomainError:
        return DomainError(self.text, field=self.field)


def refuse_incomplete(version: ProposalVersion) -> None:
    """Refuse to send with the first thing that is missing; `missing_of` gives them all."""
    for each in missing_of(version):
        raise each.as_error()


def missing_of(version: ProposalVersion) -> Iterator[Missing]:
    """All that keeps a draft from being sent, in the order of the editor."""
    points = list(version.points.order_by("label"))
    yield from _words(version)
    yield from _points(version, points)
    yield from _inserts(version)
    yield from _route(version.proposal, version, points)


def draft_version(code: str) -> ProposalVersion | None:
    """The text that is being written, to check it."""
    found = ProposalVersion.objects.filter(proposal__code=code).select_related("proposal").last()
    return found if found and found.sent_at is None else None


def _words(version: ProposalVersion) -> Iterator[Missing]:
    for fault in word_faults(version):
        label = str(version._meta.get_field(fault.field).verbose_name).capitalize()  # type: ignore[union-attr]
        yield Missing(f"{label}: {fault.message}", "text", fault.field)
    for name, text in (
        ("sender", _("Vul in van wie het voorstel komt.")),
        ("addressee", _("Vul in voor wie het voorstel is.")),
    ):
        if not getattr(version, name).strip():
            yield Missing(text, "text", name)
    if version.number > 1 and not version.change_note.strip():
        yield Missing(_("Vul in wat er is gewijzigd sinds de vorige versie."), "text", "change_note")


def _points(version: ProposalVersion, points: Sequence[DecisionPoint]) -> Iterator[Missing]:
    if not points:
        yield Missing(_("Een voorstel vraagt iets: voeg eerst een beslispunt toe."), "points", "points")
    rules = [
        Point(each.label, PointKind(each.kind), each.parent, frozenset(each.addressed_to)) for each in points
    ]
    for fault in point_faults(rules):
        yield Missing(POINT_FAULTS[fault.fault] % {"label": fault.label}, "points", "points", fault.label)
    for each in points:
        if not each.text.strip():
            text = _("Vul bij punt %(label)s in wat er wordt gevraagd.")
            yield Missing(text % {"label": each.label}, "points", "points", each.label)
    changed = _changed_points(version)
    if changed and not version.is_material:
        text = _("Punt %(labels)s vraagt iets anders dan eerst. Dan is de wijziging wezenlijk: zet dat aan.")
        yield Missing(text % {"labels": in_a_row(changed)}, "text", "is_material")


def _changed_points(version: ProposalVersion) -> list[str]:
    """The points that ask something else, or of others, than in the text before; other words alone may be mending."""
    last = (
        version.proposal.versions.filter(number__lt=version.number)
        .exclude(sent_at=None)
        .order_by("number")
        .last()
    )
    if last is None:
        return []
    before, after = _asking(last), _asking(version)
    return sorted(label for label in before | after if before.get(label) != after.get(label))


def _asking(version: ProposalVersion) -> dict[str, tuple[object, ...]]:
    return {each.label: _without_words(each) for each in written_points(version)}


def _without_words(each: PointText) -> tuple[object, ...]:
    return (
        each.kind,
        each.parent,
        frozenset(each.addressed_to),
        frozenset(each.forwarded_to),
        each.advice,
        each.obligation,
    )


def _inserts(version: ProposalVersion) -> Iterator[Missing]:
    for name in version.inserts.values_list("name", flat=True):
        if insert_called(name) is None or live_table(name, AsOf(version.dated_on)) is None:
            text = _(
                "De invoeging “%(name)s” heeft nog geen cijfers. Haal haar weg, of vul eerst de cijfers in."
            )
            yield Missing(text % {"name": insert_title(name)}, "inserts", "inserts")


def _route(
    proposal: Proposal, version: ProposalVersion, points: Sequence[DecisionPoint]
) -> Iterator[Missing]:
    for fault in route_faults_of(proposal, points):
        key = str(fault.number) if isinstance(fault, StageError) and fault.number else ""
        yield Missing(fault.message, "route", "stages", key)
    labels = {each.label for each in points}
    if version.number > 1:
        return  # a point that was dropped on the way is simply not asked any more
    for stage in proposal.stages.all():
        if gone := [label for label in stage.labels if label not in labels]:
            facts = {"number": stage.number, "labels": in_a_row(gone)}
            text = _("Stap %(number)s gaat over een punt dat er niet is: %(labels)s.")
            yield Missing(text % facts, "route", "stages", str(stage.number))


def warnings_of_draft(found: Standing) -> list[str]:
    """What the writer should look at; none of it keeps a proposal from being sent."""
    return [*_unasked(found), *_informal(found), *_sooner(found), *prerequisite_warnings(found)]


def _unasked(found: Standing) -> Iterator[str]:
    treated = {label for stage in found.stages for label in stage.labels}
    for point in found.points:
        if point.label not in treated:
            yield _("Punt %(label)s wordt in geen enkele stap van de route gevraagd.") % {
                "label": point.label
            }


def _informal(found: Standing) -> Iterator[str]:
    """R41: what an informal body says, is no decision; its answer would be refused."""
    for stage in found.stages:
        if stage.role not in FORMAL:
            continue
        for party in stage.parties:
            if party.body_code and not may_decide(party.body_code, AsOf(found.dated_on)):
                facts = {"number": stage.number, "name": party.name}
                yield (
                    _("Stap %(number)s: %(name)s is een informeel overleg en kan hier niet besluiten.")
                    % facts
                )


def _sooner(found: Standing) -> Iterator[str]:
    for stage in found.stages:
        if stage.due_on and stage.due_on < found.dated_on:
            text = _("De termijn van stap %(number)s ligt voor de datum van het voorstel.")
            yield text % {"number": stage.number}
