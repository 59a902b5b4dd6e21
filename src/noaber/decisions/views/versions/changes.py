"""What changed between two versions, ready for the page: points, texts, attachments and figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from noaber.core.components.columns import Column, Row
from noaber.core.components.status import Status
from noaber.core.components.table import Table, plain_table
from noaber.decisions.markup import as_lines, without_marks
from noaber.decisions.models import ProposalVersion
from noaber.decisions.queries.proposals.standing import TEXTS
from noaber.decisions.queries.versions.version import LINES, WholeVersion
from noaber.decisions.rules.materiality import AskedPoint
from noaber.decisions.rules.text_difference import Paragraph, Part, difference, has_changed
from noaber.decisions.views.versions.words import insert_words, part_status, point_facts


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A text under its heading, by paragraph."""

    title: str
    status: Status | None
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class ShownPoint:
    """A point: its text by paragraph, and in words what else is asked now; `facts`: (label, before, after)."""

    label: str
    kind: str
    status: Status | None
    paragraphs: tuple[Paragraph, ...]
    facts: tuple[tuple[str, str, str], ...]


def shown_points(old: WholeVersion | None, new: WholeVersion) -> tuple[ShownPoint, ...]:
    """The points of the new text in their order, and those that are no more after them."""
    after = {point.label: point for point in new.content.points}
    if old is None:
        return tuple(_point(point, point, is_compared=False) for point in after.values())
    before = {point.label: point for point in old.content.points}
    gone = [_point(point, None) for label, point in before.items() if label not in after]
    return (*(_point(before.get(label), point) for label, point in after.items()), *gone)


def _point(old: AskedPoint | None, new: AskedPoint | None, *, is_compared: bool = True) -> ShownPoint:
    shown = new or old
    if shown is None:
        raise ValueError("a point of neither version")
    paragraphs = difference(*(without_marks(each.text) if each else "" for each in (old, new)))
    facts = _changed_facts(old, new) if old and new else ()
    part = _part(bool(old), bool(new), has_changed(paragraphs) or bool(facts))
    kind = dict(point_facts(shown))[_("Gevraagd")]
    return ShownPoint(shown.label, kind, part_status(part) if is_compared else None, paragraphs, facts)


def _changed_facts(old: AskedPoint, new: AskedPoint) -> tuple[tuple[str, str, str], ...]:
    pairs = zip(point_facts(old), point_facts(new), strict=True)
    return tuple((label, was, now) for (label, was), (_label, now) in pairs if was != now)


def shown_texts(old: WholeVersion | None, new: WholeVersion) -> tuple[ShownPart, ...]:
    """The short fields, then the texts; what is empty in both is left out, as are short fields that stayed."""
    before = {**old.lines, **old.content.texts} if old else {}
    after: Mapping[str, str] = {**new.lines, **new.content.texts}
    parts = []
    for name in (*LINES, *TEXTS):
        was, now = (before.get(name, ""), after[name]) if old else (after[name], after[name])
        paragraphs = difference(*(as_lines(text) if name in TEXTS else text for text in (was, now)))
        if not paragraphs or (name in LINES and (old is None or not has_changed(paragraphs))):
            continue
        part = _part(bool(was), bool(now), has_changed(paragraphs))
        parts.append(ShownPart(_called(name), part_status(part) if old else None, paragraphs))
    return tuple(parts)


def _called(name: str) -> str:
    words = str(ProposalVersion._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return words[:1].upper() + words[1:]


def loose_table(old: WholeVersion | None, new: WholeVersion) -> Table | None:
    """Attachments and inserted figures, each changed or not; None when there are none, or nothing to compare with."""
    if old is None:
        return None
    rows = [
        *_loose(_("bijlage"), old.content.attachments, new.content.attachments),
        *_loose(_("ingevoegde cijfers"), old.content.inserts, new.content.inserts),
    ]
    if not rows:
        return None
    columns = [
        Column("name", _("Naam")),
        Column("sort", _("Soort")),
        Column("state", _("Sinds de vorige versie"), "status"),
    ]
    return plain_table(name="bijlagen", caption=_("Bijlagen en cijfers"), columns=columns, rows=rows)


def _loose(sort: str, was: Mapping[str, str], new: Mapping[str, str]) -> Sequence[Row]:
    names = [*new, *(name for name in was if name not in new)]
    return [
        {
            "name": insert_words(name),
            "sort": sort,
            "state": part_status(_part(name in was, name in new, was.get(name) != new.get(name))),
        }
        for name in names
    ]


def _part(is_before: bool, is_after: bool, is_changed: bool) -> Part:
    if not is_before and is_after:
        return Part.ADDED
    if is_before and not is_after:
        return Part.REMOVED
    return Part.CHANGED if is_changed else Part.SAME
