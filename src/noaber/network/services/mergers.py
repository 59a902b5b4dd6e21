"""Municipalities merge: predecessors end, the successor starts, and what belonged to them follows."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.audit import Trail, verb
from noaber.core.errors import DomainError
from noaber.core.history import Subject, Version, state
from noaber.core.rules.dutch import long_date
from noaber.core.rules.period import Period
from noaber.network.access import may_maintain_register
from noaber.network.models import (
    Membership,
    MembershipVersion,
    Organisation,
    OrganisationKind,
    OrganisationVersion,
    Person,
    PersonVersion,
    Portfolio,
    Post,
    PostRole,
    PostVersion,
    Succession,
    TilePosition,
)
from noaber.network.services.handover_lists import list_merger
from noaber.network.services.handovers import following
from noaber.network.services.memberships import leave_seat
from noaber.network.services.organisations import new_organisation
from noaber.network.services.stating import Values, first_words, period_of, restate_fields
from noaber.network.services.themes import drop_theme


def merge_municipalities(
    predecessors: Iterable[str],
    *,
    actor: Actor,
    now: dt.datetime,
    code: str,
    name: str,
    effective_on: dt.date,
) -> Organisation:
    """From a day on the predecessors are one municipality, new or (same code as one of them) the one that stays.

    Posts of the predecessors and seats reserved for them end; the successor gets the same ones, vacant until
    somebody is appointed. Who held such a post loses what comes with it: every seat that follows it, and a mayor
    the portfolios. People employed by or sitting on behalf of a predecessor go over. Population figures stay as
    recorded: queries add them up into the successor. What was said of earlier days does not change. What is to be
    refilled and settled stands on one handover list.
    """
    require(may_maintain_register(actor))
    period = period_of(effective_on)
    with verb("network.merge_municipalities", actor=actor) as trail:
        merging = _lock_predecessors(predecessors, effective_on)
        going = [each for each in merging if each.code != code]
        said = _one_district(merging, effective_on)
        _refuse_name_of_another(name, merging, effective_on)
        successor = next((each for each in merging if each.code == code), None)
        if successor is None:
            successor = _silent(code) or new_organisation(code, OrganisationKind.MUNICIPALITY)
            words = {"name": name, "district": said.district_id, "province": said.province}
            first_words(OrganisationVersion, successor, period, words, now=now)
        else:
            restate_fields(OrganisationVersion, successor, period, {"name": name}, now=now)
        merger = _Merger(successor, name, period, trail, now)
        for predecessor in going:
            merger.take_over(predecessor)
        _place_on_map(successor, going)
        merger.list_what_is_open()
        trail.note(successor, {"predecessors": [each.code for each in going], "on": effective_on.isoformat()})
    return successor


def _lock_predecessors(codes: Iterable[str], on: dt.date) -> list[Organisation]:
    wanted = sorted(set(codes))
    if len(wanted) < 2:
        raise DomainError(_("Noem ten minste twee gemeenten die samengaan."), field="predecessors")
    rows = list(Organisation.objects.select_for_update().filter(code__in=wanted).order_by("code"))
    there = OrganisationVersion.objects.known(None).valid_on(on).filter(organisation__in=rows)
    existing = {row.code for row in rows if row.kind == OrganisationKind.MUNICIPALITY}
    existing &= set(there.values_list("organisation__code", flat=True))
    missing = [code for code in wanted if code not in existing]
    if missing:
        facts = {"codes": ", ".join(missing), "date": long_date(on)}
        raise DomainError(_("Geen gemeente op %(date)s: %(codes)s.") % facts, field="predecessors")
    return rows


def _silent(code: str) -> Organisation | None:
    """A municipality of which nothing is known any more: it began with a merger that was taken back."""
    found = (
        Organisation.objects.select_for_update().filter(code=code, kind=OrganisationKind.MUNICIPALITY).first()
    )
    if found is None or OrganisationVersion.objects.known(None).filter(organisation=found).exists():
        return None
    return found


def _one_district(merging: list[Organisation], on: dt.date) -> OrganisationVersion:
    """What is said of the first of them; all must lie in the same district, which the successor inherits."""
    said = list(OrganisationVersion.objects.known(None).valid_on(on).filter(organisation__in=merging))
    if len({version.district_id for version in said}) > 1:
        raise DomainError(
            _("De gemeenten liggen in verschillende districten. Wijzig eerst het district van een van hen."),
            field="predecessors",
        )
    return said[0]  # type: ignore[no-any-return]


def _refuse_name_of_another(name: str, merging: list[Organisation], on: dt.date) -> None:
    """A successor may be called as one of those who merge, not as a municipality that stays."""
    there = OrganisationVersion.objects.known(None).valid_on(on).filter(name__iexact=name.strip())
    others = there.filter(organisation__kind=OrganisationKind.MUNICIPALITY).exclude(organisation__in=merging)
    if others.exists():
        facts = {"name": name.strip()}
        raise DomainError(
            _("Er is al een gemeente %(name)s die niet samengaat. Kies een andere naam.") % facts,
            field="name",
        )


def _place_on_map(successor: Organisation, going: list[Organisation]) -> None:
    """The successor stands where its first predecessor stood; the two never show on the same day."""
    tile = TilePosition.objects.filter(organisation__in=going).order_by("organisation__code").first()
    if tile and not TilePosition.objects.filter(organisation=successor).exists():
        TilePosition.objects.create(organisation=successor, row=tile.row, column=tile.column)


@dataclass(frozen=True, slots=True)
class _Merger:
    """One merger under way."""

    successor: Organisation
    name: str
    period: Period
    trail: Trail
    now: dt.datetime
    posts: set[Post] = field(default_factory=set)  # new, or without a holder from now on
    mayors: set[Person] = field(default_factory=set)
    officials: set[Person] = field(default_factory=set)

    def take_over(self, predecessor: Organisation) -> None:
        old_name = (
            OrganisationVersion.objects.known(None)
            .valid_on(self.period.start)
            .get(organisation=predecessor)
            .name
        )
        Succession.objects.create(
            predecessor=predecessor,
            successor=self.successor,
            effective_on=self.period.start,
            recorded_at=self.now,
        )
        state(OrganisationVersion, predecessor, self.period, None, now=self.now)
        self.trail.note(predecessor, {"successor": self.successor.code})
        self._move_posts(predecessor, old_name)
        self._move_people(predecessor)

    def _move_posts(self, predecessor: Organisation, old_name: str) -> None:
        versions = (
            PostVersion.objects.known(None).valid_on(self.period.start).select_related("post", "follows")
        )
        own = versions.filter(post__organisation=predecessor) | versions.filter(
            required_organisation=predecessor
        )
        chains = {version.post_id: following(version.post, self.period.start) for version in own}
        replaced: dict[uuid.UUID, Post] = {}
        left: dict[uuid.UUID, list[Person]] = {}
        # Posts of the organisation come first: seats in bodies follow them.
        for version in sorted(own, key=lambda version: version.post.body_id is not None):
            replaced[version.post_id] = self._same_post(version, predecessor, old_name, replaced)
            left[version.post_id] = self._close(version)
        for version in versions.filter(follows__in=replaced).exclude(post__in=replaced):
            new = {"follows": replaced[version.follows_id]}
            restate_fields(PostVersion, version.post, self.period, new, now=self.now)
        for key, people in left.items():
            going = self._without_holders([replaced[key]], people)
            for seat in (post for post in chains[key] if post.pk not in replaced):
                self._leave(seat, going)

    def _same_post(
        self, version: PostVersion, predecessor: Organisation, old_name: str, replaced: dict[uuid.UUID, Post]
    ) -> Post:
        """The successor's post in the place of a predecessor's: made once, whatever the number of predecessors."""
        code = version.post.code.replace(predecessor.code, self.successor.code)
        code = code if code != version.post.code else f"{code}:{self.successor.code}"
        known = Post.objects.filter(code=code).first()
        if known and PostVersion.objects.known(None).valid_on(self.period.start).filter(post=known).exists():
            return known
        is_own = version.post.organisation_id == predecessor.pk
        owner = self.successor if is_own else None
        post = known or Post.objects.create(code=code, body=version.post.body, organisation=owner)
        followed = replaced.get(version.follows_id, version.follows) if version.follows_id else None
        words = {
            **version.stated,
            "title": version.title.replace(old_name, self.name),
            "follows": followed,
            "required_organisation": self.successor
            if version.required_organisation_id == predecessor.pk
            else None,
        }
        first_words(PostVersion, post, self.period, words, now=self.now)
        self.posts.add(post)
        self.trail.note(post, {"code": post.code})
        return post

    def _close(self, version: PostVersion) -> list[Person]:
        """The post ends, and everyone leaves it; answers who."""
        post = version.post
        left = self._leave(post)
        if post.organisation_id:
            (self.mayors if version.role == PostRole.MAYOR else self.officials).update(left)
        state(PostVersion, post, self.period, None, now=self.now)
        self.trail.note(post, {"until": self.period.start.isoformat()})
        return left

    def _leave(self, post: Post, people: Iterable[Person] | None = None) -> list[Person]:
        """These people (None: everyone) leave the post; answers who did. Others were put there on purpose."""
        held = Membership.objects.filter(post=post).select_related("post", "person")
        held = held if people is None else held.filter(person__in=people)
        on, trail, now = self.period.start, self.trail, self.now
        left = [each.person for each in held if leave_seat(each, on, trail=trail, now=now)]
        if left:
            self.posts.add(post)
        return left

    def _without_holders(self, posts: Iterable[Post], people: Iterable[Person]) -> set[Person]:
        """The people who hold none of the posts: one can be the mayor of two municipalities."""
        terms = MembershipVersion.objects.known(None).valid_on(self.period.start)
        staying = terms.filter(membership__post__in=posts).values_list("membership__person", flat=True)
        return {person for person in people if person.pk not in set(staying)}

    def list_what_is_open(self) -> None:
        """The mayors who left lose their themes; and what is to be refilled and settled now."""
        on = self.period.start
        offices = PostVersion.objects.known(None).valid_on(on).filter(role=PostRole.MAYOR)
        mayors = self._without_holders(Post.objects.filter(versions__in=offices), self.mayors)
        list_merger(
            self.successor,
            on,
            posts=self.posts,
            themes=self._drop_themes(mayors),
            mayors=mayors,
            officials=self.officials - mayors,
            trail=self.trail,
            now=self.now,
        )

    def _drop_themes(self, mayors: Iterable[Person]) -> list[uuid.UUID]:
        held = Portfolio.objects.filter(person__in=mayors).order_by("theme__code")
        on, trail, now = self.period.start, self.trail, self.now
        return [each.theme_id for each in held if drop_theme(each, on, trail=trail, now=now)]

    def _move_people(self, predecessor: Organisation) -> None:
        """Who worked for or sat on behalf of the predecessor goes over to the successor."""
        for worker in PersonVersion.objects.known(None).filter(employer=predecessor).select_related("person"):
            self._restate(worker, worker.person, {"employer": self.successor})
        for term in (
            MembershipVersion.objects.known(None)
            .filter(on_behalf_of=predecessor)
            .select_related("membership")
        ):
            self._restate(term, term.membership, {"on_behalf_of": self.successor})

    def _restate(self, version: Version, subject: Subject, words: Values) -> None:
        """Say it otherwise for the days of this version from the merger on; other versions keep their words."""
        piece = version.period.intersect(self.period)
        if piece is not None:
            restate_fields(type(version), subject, piece, words, now=self.now)
            self.trail.note(subject, {"successor": self.successor.code})
