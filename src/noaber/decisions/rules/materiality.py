"""Whether a change of a proposal seems to matter: a suggestion with its reasons; the person who writes decides.

Who answered on a text must see it again when something else is asked, of others, or along another route, and also
when what they decided on is another file or other figures. Other words in the explanation probably leave standing
what was answered.

Source: the memo of 28 January 2019, R10; labels of points as in `rules.points`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from noaber.decisions.rules.obligations import Terms
from noaber.decisions.rules.points import PointKind


@dataclass(frozen=True, slots=True)
class AskedPoint:
    """A point as it stands in one version."""

    label: str
    kind: PointKind
    text: str
    parent: str = ""
    addressed_to: frozenset[str] = frozenset()
    forwarded_to: frozenset[str] = frozenset()
    advice: str = ""
    terms: Terms | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """One version whole: points in their order, texts by name of the field, and what goes with them.

    `attachments`: by title the SHA-256 of the file (or files, sorted); `inserts`: by name what was frozen, as one
    comparable text; `route`: whatever describes each stage (empty where a route cannot differ).
    """

    points: tuple[AskedPoint, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    attachments: Mapping[str, str] = field(default_factory=dict)
    inserts: Mapping[str, str] = field(default_factory=dict)
    route: tuple[object, ...] = ()


class Why(StrEnum):
    """What changed."""

    POINT_ADDED = "point_added"
    POINT_REMOVED = "point_removed"
    KIND = "kind"
    POINT_TEXT = "point_text"
    ADDRESSEES = "addressees"
    FORWARDING = "forwarding"
    TERMS = "terms"
    PARENT = "parent"
    ROUTE = "route"
    TEXT = "text"
    ATTACHMENT = "attachment"
    INSERT = "insert"


MATERIAL: Final = frozenset(Why) - {Why.TEXT}


@dataclass(frozen=True, slots=True)
class Reason:
    """One change; `about`: the label of the point, or the name of the text, attachment or insert."""

    why: Why
    about: str = ""

    @property
    def is_material(self) -> bool:
        return self.why in MATERIAL


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the rule thinks, and why; the reasons that matter come first."""

    is_material: bool
    reasons: tuple[Reason, ...]


def suggest_material(old: Content, new: Content) -> Suggestion:
    """Suggest whether who answered on `old` must see `new`.

    >>> asked = AskedPoint("3a", PointKind.DECIDE, "Draag 5 cent bij.")
    >>> more = AskedPoint("3a", PointKind.DECIDE, "Draag 7 cent bij.")
    >>> suggest_material(Content((asked,)), Content((more,)))
    Suggestion(is_material=True, reasons=(Reason(why=<Why.POINT_TEXT: 'point_text'>, about='3a'),))
    >>> suggest_material(Content((asked,), {"legal": "Oud."}), Content((asked,), {"legal": "Nieuw."})).is_material
    False
    >>> suggest_material(Content((asked,)), Content((asked,))).reasons
    ()
    """
    reasons = [
        *_points(old.points, new.points),
        *([Reason(Why.ROUTE)] if old.route != new.route else []),
        *_others(Why.ATTACHMENT, old.attachments, new.attachments),
        *_others(Why.INSERT, old.inserts, new.inserts),
        *_others(Why.TEXT, old.texts, new.texts),
    ]
    return Suggestion(any(each.is_material for each in reasons), tuple(reasons))


def changed_labels(old: Content, new: Content) -> frozenset[str]:
    """The points that are not what they were: new, gone, or with other words or another question.

    >>> asked = AskedPoint("3a", PointKind.DECIDE, "Draag 5 cent bij.")
    >>> more = AskedPoint("3a", PointKind.DECIDE, "Draag 7 cent bij.")
    >>> changed_labels(Content((asked,)), Content((more,))), changed_labels(Content((asked,)), Content((asked,)))
    (frozenset({'3a'}), frozenset())
    """
    return frozenset(reason.about for reason in _points(old.points, new.points))


def _points(old: Sequence[AskedPoint], new: Sequence[AskedPoint]) -> list[Reason]:
    before = {point.label: point for point in old}
    after = {point.label: point for point in new}
    found = [Reason(Why.POINT_REMOVED, label) for label in before if label not in after]
    for label, point in after.items():
        found += _changes(before[label], point) if label in before else [Reason(Why.POINT_ADDED, label)]
    return found


def _changes(old: AskedPoint, new: AskedPoint) -> list[Reason]:
    checks = (
        (Why.KIND, old.kind != new.kind),
        (Why.POINT_TEXT, _folded(old.text) != _folded(new.text)),
        (Why.ADDRESSEES, old.addressed_to != new.addressed_to),
        (Why.FORWARDING, (old.forwarded_to, old.advice) != (new.forwarded_to, new.advice)),
        (Why.TERMS, old.terms != new.terms),
        (Why.PARENT, old.parent != new.parent),
    )
    return [Reason(why, new.label) for why, is_changed in checks if is_changed]


def _others(why: Why, old: Mapping[str, str], new: Mapping[str, str]) -> list[Reason]:
    names = [*old, *(name for name in new if name not in old)]
    return [Reason(why, name) for name in names if _folded(old.get(name, "")) != _folded(new.get(name, ""))]


def _folded(text: str) -> str:
    """White space says nothing."""
    return " ".join(text.split())
