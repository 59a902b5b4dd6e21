"""Putting back what ended with a body or a seat, as it was known just before; what was said since stays."""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q

from noaber.core.audit import Trail
from noaber.core.errors import DomainError
from noaber.core.history import Subject, Version, state
from noaber.core.rules.period import Period
from noaber.core.staging import count_changes
from noaber.network.models import (
    Body,
    BodyVersion,
    Ending,
    Membership,
    MembershipVersion,
    Portfolio,
    PortfolioVersion,
    Post,
    PostVersion,
    Vacancy,
    VacancyState,
    VacancyVersion,
)
from noaber.network.services.memberships import refuse_clash
from noaber.network.services.stating import restate_fields

# What `Ending.followed` holds, by kind of record.
BODY, POST, MEMBERSHIP, PORTFOLIO = "body", "post", "membership", "portfolio"
FOLLOWS, PARENT, VACANCY = "follows", "parent", "vacancy"

_SUBJECTS: Final[dict[str, tuple[type[Subject], type[Version]]]] = {
    BODY: (Body, BodyVersion),
    POST: (Post, PostVersion),
    PARENT: (Body, BodyVersion),
    FOLLOWS: (Post, PostVersion),
    MEMBERSHIP: (Membership, MembershipVersion),
    PORTFOLIO: (Portfolio, PortfolioVersion),
    VACANCY: (Vacancy, VacancyVersion),
}


@dataclass(frozen=True, slots=True)
class Restoring:
    """One ending being taken back."""

    ending: Ending
    trail: Trail
    now: dt.datetime

    def restore(self) -> None:
        """Bodies before their seats, seats before who sits in them."""
        for kind in (BODY, POST):
            self._say_again(kind)
        self._reword(PARENT, "parent", None)
        self._reword(FOLLOWS, "follows", None)
        self._seat_again()
        self._say_again(PORTFOLIO)
        self._reword(VACANCY, "state", VacancyState.WITHDRAWN.value)

    def _subjects(self, kind: str) -> Iterator[Subject]:
        keys = [uuid.UUID(key) for key in self.ending.followed.get(kind, ())]
        yield from _SUBJECTS[kind][0]._default_manager.select_for_update().filter(pk__in=keys).order_by("pk")

    def _before(self, model: type[Version], subject: Subject) -> Iterator[tuple[Period, Version]]:
        """What was known of the days from the end on, just before the ending."""
        rows = model.objects.known(self.ending.recorded_at).filter(**{model.subject_field: subject})
        for row in rows.order_by("valid_from"):
            piece = row.period.intersect(Period(self.ending.ends_on))
            if piece is not None:
                yield piece, row

    def _is_silent(self, model: type[Version], subject: Subject) -> bool:
        """Whether nothing was said since of the days from the end on."""
        reaching = Q(valid_until__isnull=True) | Q(valid_until__gt=self.ending.ends_on)
        known = model.objects.known(None).filter(**{model.subject_field: subject})
        return not known.filter(reaching).exists()

    def _say_again(self, kind: str) -> None:
        model = _SUBJECTS[kind][1]
        for subject in self._subjects(kind):
            if self._is_silent(model, subject):
                for piece, row in self._before(model, subject):
                    state(model, subject, piece, row.stated, now=self.now)
                self.trail.note(subject, {"from": self.ending.ends_on.isoformat()})

    def _reword(self, kind: str, name: str, said: Any) -> None:
        """Give a field its old value again where it still reads as the ending left it."""
        model = _SUBJECTS[kind][1]
        for subject in self._subjects(kind):
            known = list(model.objects.known(None).filter(**{model.subject_field: subject}))
            for piece, row in self._before(model, subject):
                for now in known:
                    shared = now.period.intersect(piece)
                    if shared is not None and now.stated[name] == said != row.stated[name]:
                        restate_fields(model, subject, shared, {name: row.stated[name]}, now=self.now)
            self.trail.note(subject, {"fields": [name], "from": self.ending.ends_on.isoformat()})

    def _seat_again(self) -> None:
        """Who sat there sits there again, unless somebody else does by now or the person's data was erased."""
        for subject in self._subjects(MEMBERSHIP):
            held = Membership.objects.select_related("person", "post").get(pk=subject.pk)
            if held.person.erased_at is None and self._is_silent(MembershipVersion, held):
                self._take_seat(held)

    def _take_seat(self, held: Membership) -> None:
        for piece, row in self._before(MembershipVersion, held):
            if not PostVersion.objects.known(None).valid_on(piece.start).filter(post=held.post).exists():
                continue
            try:
                if not row.stated["is_substitute"]:
                    refuse_clash(held.post, held.person, piece)
            except DomainError:
                continue
            state(MembershipVersion, held, piece, row.stated, now=self.now)
            self.trail.note(held, {"post": str(held.post_id), "from": piece.start.isoformat()})
        count_changes(Post, [held.post_id])
