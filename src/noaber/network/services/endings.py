"""The verbs about what ends: a seat, or a whole body with its seats; and taking an ending back."""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.audit import Trail, verb
from noaber.core.errors import DomainError
from noaber.core.history import Subject, Version, VersionQuerySet, lock, state
from noaber.core.rules.dutch import long_date
from noaber.core.rules.period import Period
from noaber.network.access import may_maintain_register
from noaber.network.models import (
    Body,
    BodyKind,
    BodyVersion,
    Ending,
    Membership,
    MembershipVersion,
    OrganisationKind,
    Person,
    Portfolio,
    PortfolioVersion,
    Post,
    PostRole,
    PostVersion,
    Vacancy,
    VacancyState,
    VacancyVersion,
)
from noaber.network.services.handovers import following
from noaber.network.services.memberships import leave_seat
from noaber.network.services.restoring import (
    BODY,
    FOLLOWS,
    MEMBERSHIP,
    PARENT,
    PORTFOLIO,
    POST,
    VACANCY,
    Restoring,
)
from noaber.network.services.stating import find, restate_fields
from noaber.network.services.themes import drop_theme

LONGEST_REASON: Final = 500


def end_seat(
    code: str,
    *,
    actor: Actor,
    now: dt.datetime,
    valid_until: dt.date,
    reason: str,
    expected_revision: int | None = None,
) -> Ending:
    """From `valid_until` on a seat is no more: who sits in it leaves, and so does who sits elsewhere because of it.

    Refused for the mayor and the contact of a municipality: those a municipality always has.
    """
    require(may_maintain_register(actor))
    why = _stated(reason)
    seat = find(Post, code, what=_("De zetel"), field="code")
    with verb("network.end_seat", actor=actor) as trail:
        seat = lock(Post, seat.pk, revision=expected_revision, label=_("Deze zetel"))
        _refuse_needless(PostVersion, seat, valid_until, _("Deze zetel"))
        _refuse_indispensable(seat, valid_until)
        closing = _Closing(valid_until, trail, now)
        closing.close([seat])
        return closing.recorded(why, post=seat)


def end_body(
    code: str,
    *,
    actor: Actor,
    now: dt.datetime,
    valid_until: dt.date,
    reason: str,
    expected_revision: int | None = None,
) -> Ending:
    """From `valid_until` on a body is no more: its seats end, and what fell under it falls under nothing."""
    require(may_maintain_register(actor))
    why = _stated(reason)
    body = find(Body, code, what=_("Het overleg"), field="code")
    with verb("network.end_body", actor=actor) as trail:
        body = lock(Body, body.pk, revision=expected_revision, label=_("Dit overleg"))
        _refuse_needless(BodyVersion, body, valid_until, _("Dit overleg"))
        closing = _Closing(valid_until, trail, now)
        reaching = _reaching(PostVersion, valid_until).filter(post__body=body).values("post")
        closing.close(list(Post.objects.select_for_update().filter(pk__in=reaching).order_by("code")))
        closing.detach(body)
        state(BodyVersion, body, Period(valid_until), None, now=now)
        closing.remember(BODY, body)
        trail.note(body, {"until": valid_until.isoformat()})
        return closing.recorded(why, body=body)


def cancel_ending(
    key: uuid.UUID, *, actor: Actor, now: dt.datetime, expected_revision: int | None = None
) -> Ending:
    """Take an ending back: what ended with it is there again, except what was said anew since."""
    require(may_maintain_register(actor))
    ending = find(Ending, key, what=_("Deze opheffing"))
    with verb("network.cancel_ending", actor=actor) as trail:
        ending = lock(Ending, ending.pk, revision=expected_revision, label=_("Deze opheffing"))
        if ending.cancelled_at:
            raise DomainError(_("Deze opheffing is al teruggenomen."))
        _refuse_without_place(ending)
        Restoring(ending, trail, now).restore()
        ending.cancelled_at = now
        ending.revision += 1
        ending.save(update_fields=["cancelled_at", "revision"])
        trail.note(ending, {"ends_on": ending.ends_on.isoformat()})
    return ending


def _stated(reason: str) -> str:
    text = reason.strip()
    if not text:
        raise DomainError(_("Vul in waarom dit wordt opgeheven."), field="reason")
    if len(text) > LONGEST_REASON:
        message = _("Houd de reden bij %(count)s tekens.") % {"count": LONGEST_REASON}
        raise DomainError(message, field="reason")
    return text


def _reaching(model: type[Version], day: dt.date) -> VersionQuerySet:
    """What is known of `day` or a later one."""
    return model.objects.known(None).filter(Q(valid_until__isnull=True) | Q(valid_until__gt=day))


def _refuse_needless(model: type[Version], subject: Subject, until: dt.date, what: str) -> None:
    """An ending must end something: it was there before, and would be there after."""
    known = model.objects.known(None).filter(**{model.subject_field: subject}).order_by("valid_from")
    if not _reaching(model, until).filter(**{model.subject_field: subject}).exists():
        facts = {"what": what, "day": long_date(until - dt.timedelta(days=1))}
        raise DomainError(_("%(what)s bestaat na %(day)s al niet meer.") % facts, field="valid_until")
    first = known[0].valid_from
    if first >= until:
        facts = {"what": what, "day": long_date(first)}
        raise DomainError(
            _("%(what)s bestaat pas vanaf %(day)s. Kies een latere laatste dag.") % facts, field="valid_until"
        )


def _refuse_indispensable(seat: Post, on: dt.date) -> None:
    asked = _reaching(PostVersion, on).filter(post=seat, role__in=(PostRole.MAYOR, PostRole.CONTACT))
    place = seat.organisation
    if place and place.kind == OrganisationKind.MUNICIPALITY and asked.exists():
        raise DomainError(
            _(
                "Een gemeente heeft altijd een burgemeester en een contactpersoon. "
                "Gaat de gemeente op in een andere? Kies dan “Voeg gemeenten samen”."
            )
        )


def _refuse_without_place(ending: Ending) -> None:
    """A seat cannot come back in a body that is no more."""
    seat = ending.post
    if seat is None or seat.body is None:
        return
    if not BodyVersion.objects.known(None).valid_on(ending.ends_on).filter(body=seat.body).exists():
        raise DomainError(_("Het overleg van deze zetel is zelf opgeheven. Neem eerst die opheffing terug."))


@dataclass(frozen=True, slots=True)
class _Closing:
    """One ending under way: ends things from a day on, and remembers which."""

    on: dt.date
    trail: Trail
    now: dt.datetime
    followed: dict[str, list[str]] = field(default_factory=dict)

    def remember(self, kind: str, subject: Subject) -> None:
        keys = self.followed.setdefault(kind, [])
        if str(subject.pk) not in keys:
            keys.append(str(subject.pk))

    def close(self, posts: list[Post]) -> None:
        """End the posts, and what is held by virtue of them."""
        chain = {each.pk for post in posts for each in following(post, self.on)} - {post.pk for post in posts}
        followers = list(Post.objects.select_for_update().filter(pk__in=chain).order_by("code"))
        holders = self._holders(posts)
        leaving = {left for post in posts for left in self._empty(post)}
        for seat in followers:
            leaving |= self._empty(seat, holders)
        self._let_go(posts)
        for post in posts:
            self._withdraw_vacancies(post)
            state(PostVersion, post, self.period, None, now=self.now)
            self.remember(POST, post)
            self.trail.note(post, {"until": self.on.isoformat()})
        self._end_portfolios(leaving)

    @property
    def period(self) -> Period:
        return Period(self.on)

    def _holders(self, posts: list[Post]) -> set[uuid.UUID]:
        """Who holds the posts on the day, substitutes aside."""
        terms = MembershipVersion.objects.known(None).valid_on(self.on)
        held = terms.filter(membership__post__in=posts, is_substitute=False)
        return set(held.values_list("membership__person", flat=True))

    def _empty(self, post: Post, people: set[uuid.UUID] | None = None) -> set[tuple[Person, Post]]:
        """Everyone leaves this post; with `people` only whoever of them holds it on the day."""
        terms = _reaching(MembershipVersion, self.on).filter(membership__post=post)
        if people is not None:
            terms = terms.valid_on(self.on).filter(membership__person__in=people, is_substitute=False)
        held = Membership.objects.filter(pk__in=terms.values("membership"))
        left = set()
        for membership in held.select_related("post__body", "person"):
            if leave_seat(membership, self.on, trail=self.trail, now=self.now):
                self.remember(MEMBERSHIP, membership)
                left.add((membership.person, membership.post))
        return left

    def _let_go(self, posts: list[Post]) -> None:
        """Seats that go with a post that is no more, go with nothing."""
        rows = _reaching(PostVersion, self.on).filter(follows__in=posts).exclude(post__in=posts)
        for row in rows.select_related("post"):
            self._restate(row, row.post, "follows", FOLLOWS)

    def detach(self, body: Body) -> None:
        """What fell under a body that is no more, falls under nothing."""
        for row in _reaching(BodyVersion, self.on).filter(parent=body).select_related("body"):
            self._restate(row, row.body, "parent", PARENT)

    def _restate(self, row: Version, subject: Subject, name: str, kind: str) -> None:
        piece = row.period.intersect(self.period)
        if piece is not None:
            restate_fields(type(row), subject, piece, {name: None}, now=self.now)
            self.remember(kind, subject)
            self.trail.note(subject, {"fields": [name], "valid_from": piece.start.isoformat()})

    def _withdraw_vacancies(self, post: Post) -> None:
        asked = (VacancyState.OPEN, VacancyState.PREPARED)
        rows = _reaching(VacancyVersion, self.on).filter(vacancy__post=post, state__in=asked)
        for vacancy in Vacancy.objects.filter(pk__in=rows.values("vacancy")):
            words = {"state": VacancyState.WITHDRAWN}
            restate_fields(VacancyVersion, vacancy, self.period, words, now=self.now)
            self.remember(VACANCY, vacancy)
            self.trail.note(vacancy, {"state": VacancyState.WITHDRAWN.value})

    def _end_portfolios(self, leaving: set[tuple[Person, Post]]) -> None:
        """R37: mayors of the steering group carry the themes; who leaves it, does so no longer."""
        steering = BodyKind.STEERING_GROUP
        people = {person for person, post in leaving if post.body and post.body.kind == steering}
        still = _reaching(MembershipVersion, self.on).filter(
            membership__person__in=people, membership__post__body__kind=steering, is_substitute=False
        )
        gone = people - {row.membership.person for row in still.select_related("membership__person")}
        rows = _reaching(PortfolioVersion, self.on).filter(portfolio__person__in=gone)
        for portfolio in Portfolio.objects.filter(pk__in=rows.values("portfolio")):
            if drop_theme(portfolio, self.on, trail=self.trail, now=self.now):
                self.remember(PORTFOLIO, portfolio)

    def recorded(self, reason: str, *, body: Body | None = None, post: Post | None = None) -> Ending:
        """Keep why, and what followed."""
        ended = body or post
        ending = Ending.objects.create(
            body=body,
            post=post,
            ends_on=self.on,
            reason=reason,
            followed=self.followed,
            recorded_at=self.now,
        )
        self.trail.note(ending, {"code": str(ended), "ends_on": self.on.isoformat()})
        return ending
