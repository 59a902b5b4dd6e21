"""Changes of holder, with what went over and what is still to be arranged."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from noaber.accounts.api import User
from noaber.core.access import Actor
from noaber.network.models import (
    BodyVersion,
    Handover,
    HandoverItem,
    PersonVersion,
    PostVersion,
    ThemeVersion,
)

SEAT, PORTFOLIO, ASSISTANCE, ACCOUNT = "seat", "portfolio", "assistance", "account"


@dataclass(frozen=True, slots=True)
class HandoverRow:
    """One change of holder; the numbers count the items of its list."""

    id: uuid.UUID
    post_code: str
    post_title: str
    predecessor_id: uuid.UUID | None
    predecessor: str
    successor_id: uuid.UUID | None
    successor: str
    effective_on: dt.date
    recorded_at: dt.datetime
    total: int
    open: int


@dataclass(frozen=True, slots=True)
class HandoverLine:
    """One item in words. `seat_code` and `user_id` say where it can be settled, when the register knows."""

    id: int
    kind: str
    kind_label: str
    text: str
    outcome: str
    settled_at: dt.datetime | None
    seat_code: str = ""
    user_id: int | None = None

    @property
    def is_open(self) -> bool:
        return self.outcome == HandoverItem.Outcome.OPEN


def handovers(actor: Actor, *, person: uuid.UUID | None = None, only_open: bool = False) -> list[HandoverRow]:
    """All changes of holder, the latest first; nobody's for who is not in the network."""
    if not actor.is_signed_in:
        return []
    found = _counted(Handover.objects.all())
    if person:
        found = found.filter(Q(predecessor=person) | Q(successor=person))
    if only_open:
        found = found.filter(open_count__gt=0)
    return _rows(found)


def open_handovers(actor: Actor) -> list[HandoverRow]:
    """The changes of holder of which something is still to be arranged."""
    return handovers(actor, only_open=True)


def handover(actor: Actor, key: uuid.UUID) -> HandoverRow | None:
    return next(iter(_rows(_counted(Handover.objects.filter(pk=key)))), None) if actor.is_signed_in else None


def _counted(found: QuerySet[Handover]) -> QuerySet[Handover]:
    is_open = Q(items__outcome=HandoverItem.Outcome.OPEN)
    counted = found.annotate(item_count=Count("items"), open_count=Count("items", filter=is_open))
    return counted.select_related("post").order_by("-effective_on", "-recorded_at")


def _rows(found: Iterable[Handover]) -> list[HandoverRow]:
    found = list(found)
    titles = _titles({row.post_id for row in found})
    names = _names({key for row in found for key in (row.predecessor_id, row.successor_id) if key})
    return [
        HandoverRow(
            id=row.pk,
            post_code=row.post.code,
            post_title=titles.get(row.post_id, row.post.code),
            predecessor_id=row.predecessor_id,
            predecessor=names.get(row.predecessor_id, "") if row.predecessor_id else "",
            successor_id=row.successor_id,
            successor=names.get(row.successor_id, "") if row.successor_id else "",
            effective_on=row.effective_on,
            recorded_at=row.recorded_at,
            total=row.item_count,  # type: ignore[attr-defined]
            open=row.open_count,  # type: ignore[attr-defined]
        )
        for row in found
    ]


def handover_lines(key: uuid.UUID) -> list[HandoverLine]:
    """The list of one change of holder, in words; what is still open first."""
    items = list(HandoverItem.objects.filter(handover=key))
    posts = _seats({uuid.UUID(item.key) for item in items if item.kind == SEAT})
    themes = _themes({uuid.UUID(item.key) for item in items if item.kind == PORTFOLIO})
    users = dict(
        User.objects.filter(pk__in=[item.key for item in items if item.kind == ACCOUNT]).values_list(
            "pk", "display_name"
        )
    )
    lines = [_line(item, posts, themes, users) for item in items]
    return sorted(lines, key=lambda line: (not line.is_open, line.kind, line.text))


def _line(
    item: HandoverItem,
    posts: dict[uuid.UUID, tuple[str, str]],
    themes: dict[uuid.UUID, str],
    users: dict[int, str],
) -> HandoverLine:
    labels = {
        SEAT: _("zetel"),
        PORTFOLIO: _("portefeuille"),
        ASSISTANCE: _("assistent"),
        ACCOUNT: _("account"),
    }
    text, code, user_id = item.key, "", None
    if item.kind == SEAT:
        code, text = posts.get(uuid.UUID(item.key), ("", item.key))
    elif item.kind == PORTFOLIO:
        text = themes.get(uuid.UUID(item.key), item.key)
    elif item.kind == ACCOUNT:
        user_id = int(item.key)
        text = users.get(user_id, item.key)
    elif item.kind == ASSISTANCE:
        text = _("wie namens de voorganger werkte")
    return HandoverLine(
        item.pk,
        item.kind,
        labels.get(item.kind, item.kind),
        text,
        item.outcome,
        item.settled_at,
        code,
        user_id,
    )


def _seats(keys: set[uuid.UUID]) -> dict[uuid.UUID, tuple[str, str]]:
    """Code, and title with the body, by post."""
    versions = (
        PostVersion.objects.known(None).filter(post__in=keys).select_related("post").order_by("valid_from")
    )
    found = {version.post_id: version for version in versions}
    places = {version.post.body_id for version in found.values() if version.post.body_id}
    said = BodyVersion.objects.known(None).filter(body__in=places).order_by("valid_from")
    bodies = {version.body_id: version.short_name or version.name for version in said}
    return {
        key: (version.post.code, _in_place(version.title, bodies.get(version.post.body_id, "")))
        for key, version in found.items()
    }


def _in_place(title: str, body: str) -> str:
    return _("%(title)s in %(body)s") % {"title": title, "body": body} if body else title


def _titles(keys: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    versions = PostVersion.objects.known(None).filter(post__in=keys).order_by("valid_from")
    return dict(versions.values_list("post_id", "title"))


def _themes(keys: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    versions = ThemeVersion.objects.known(None).filter(theme__in=keys).order_by("valid_from")
    return dict(versions.values_list("theme_id", "name"))


def _names(keys: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    versions = PersonVersion.objects.known(None).filter(person__in=keys).order_by("valid_from")
    return dict(versions.values_list("person_id", "name"))
