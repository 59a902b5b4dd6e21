"""Taking a merger of municipalities back: everything it said is said again as it was known just before it."""

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.audit import Trail, verb
from noaber.core.errors import DomainError
from noaber.core.history import Subject, Version, lock, take_back
from noaber.core.staging import count_changes
from noaber.network.access import may_maintain_register
from noaber.network.models import (
    Body,
    BodyVersion,
    Handover,
    HandoverCause,
    Membership,
    MembershipVersion,
    Organisation,
    OrganisationVersion,
    Person,
    PersonVersion,
    PopulationFigure,
    Portfolio,
    PortfolioVersion,
    Post,
    PostVersion,
    Succession,
    ThemeVersion,
    TilePosition,
    Vacancy,
    VacancyVersion,
)
from noaber.network.services.handover_lists import mark_taken_back
from noaber.network.services.memberships import refuse_clash
from noaber.network.services.stating import find

# What a merger may have said something of: organisations and posts before who holds them.
_SUBJECTS: Final[tuple[tuple[type[Subject], type[Version]], ...]] = (
    (Organisation, OrganisationVersion),
    (Body, BodyVersion),
    (Post, PostVersion),
    (Person, PersonVersion),
    (Membership, MembershipVersion),
    (Portfolio, PortfolioVersion),
    (Vacancy, VacancyVersion),
)
# Per version: of which thing it speaks in words that people know, and how to get there.
_CALLED: Final[dict[type[Version], tuple[type[Version], str, str]]] = {
    OrganisationVersion: (OrganisationVersion, "organisation", "name"),
    BodyVersion: (BodyVersion, "body", "name"),
    PostVersion: (PostVersion, "post", "title"),
    PersonVersion: (PersonVersion, "person", "name"),
    MembershipVersion: (PostVersion, "membership__post", "title"),
    PortfolioVersion: (ThemeVersion, "portfolio__theme", "name"),
    VacancyVersion: (PostVersion, "vacancy__post", "title"),
}


def take_back_merger(
    handover: uuid.UUID, *, actor: Actor, now: dt.datetime, expected_revision: int | None = None
) -> Handover:
    """A merger did not take place: the municipalities, their posts and who held them are as just before it.

    Refused, by name, as soon as something was said since of what the merger changed, or something new hangs on what
    it began. The list of the merger stays, as something that was recorded and taken back.
    """
    require(may_maintain_register(actor))
    found = find(Handover, handover, what=_("Deze overdracht"))
    with verb("network.take_back_merger", actor=actor) as trail:
        found = lock(Handover, found.pk, revision=expected_revision, label=_("Deze overdracht"))
        _refuse_other_than_merger(found)
        undoing = _Undoing(found, trail, now)
        undoing.say_again()
        undoing.refuse_loose_ends()
        undoing.refuse_taken_seats()
        undoing.forget_places()
        mark_taken_back(found, trail=trail, now=now)
    return found


def _refuse_other_than_merger(handover: Handover) -> None:
    if handover.cause != HandoverCause.MERGER:
        raise DomainError(_("Dit is geen samenvoeging van gemeenten."))
    if handover.cancelled_at:
        raise DomainError(_("Deze samenvoeging is al teruggenomen."))


@dataclass(frozen=True, slots=True)
class _Undoing:
    """One merger being taken back."""

    handover: Handover
    trail: Trail
    now: dt.datetime

    def say_again(self) -> None:
        for subjects, versions in _SUBJECTS:
            for subject in self._touched(subjects, versions):
                if not take_back(versions, subject, self.handover.recorded_at, now=self.now):
                    self._refuse(versions.objects.filter(**{versions.subject_field: subject}))
                self.trail.note(subject, {"taken_back": self.handover.recorded_at.isoformat()})
        self._refuse_erased()
        count_changes(Post, list(self._said_again().values_list("membership__post", flat=True).distinct()))

    def _touched(self, subjects: type[Subject], versions: type[Version]) -> Iterator[Subject]:
        at = self.handover.recorded_at
        rows = versions.objects.filter(Q(known_from=at) | Q(known_until=at))
        keys = list(rows.values_list(versions.subject_field, flat=True).distinct())
        yield from subjects._default_manager.select_for_update().filter(pk__in=keys).order_by("pk")

    def _said_again(self) -> QuerySet[Any]:
        return MembershipVersion.objects.known(None).filter(known_from=self.now)

    def _refuse_erased(self) -> None:
        held = self._said_again().filter(membership__person__erased_at__isnull=False)
        if held.exists():
            raise DomainError(
                _("De gegevens van iemand die toen een zetel had, zijn gewist; die kan niet terugkomen.")
            )

    def refuse_loose_ends(self) -> None:
        """What the merger began exists no more; nothing that was said since may hang on it."""
        posts = _silent(self._touched(Post, PostVersion), PostVersion)
        places = _silent(self._touched(Organisation, OrganisationVersion), OrganisationVersion)
        hanging: tuple[tuple[type[Version], str, list[uuid.UUID]], ...] = (
            (MembershipVersion, "membership__post", posts),
            (VacancyVersion, "vacancy__post", posts),
            (PostVersion, "follows", posts),
            (PostVersion, "post__organisation", places),
            (PostVersion, "required_organisation", places),
            (MembershipVersion, "on_behalf_of", places),
            (PersonVersion, "employer", places),
        )
        for versions, way, keys in hanging:
            self._refuse(versions.objects.known(None).filter(**{f"{way}__in": keys}))
        self._refuse_figures(places)

    def _refuse_figures(self, places: list[uuid.UUID]) -> None:
        """Population figures have one history: they are never taken back."""
        if PopulationFigure.objects.known(None).filter(organisation__in=places).exists():
            raise DomainError(
                _("Voor de nieuwe gemeente zijn al inwonertallen vastgelegd; die kunnen niet vervallen.")
            )

    def refuse_taken_seats(self) -> None:
        """Somebody else may have been appointed where somebody is to sit again."""
        again = self._said_again().filter(is_substitute=False)
        for row in again.select_related("membership__post", "membership__person"):
            try:
                refuse_clash(row.membership.post, row.membership.person, row.period)
            except DomainError:
                self._refuse(MembershipVersion.objects.filter(pk=row.pk))

    def _refuse(self, rows: QuerySet[Any]) -> None:
        """Say what was changed since, if these rows are there."""
        row = rows.order_by("-known_from").first()
        if row is None:
            return
        versions, way, name = _CALLED[type(row)]
        key = type(row).objects.filter(pk=row.pk).values_list(way, flat=True)[0]
        said = versions.objects.filter(**{versions.subject_field: key}).order_by("known_from", "valid_from")
        facts = {"name": said.values_list(name, flat=True).last() or ""}
        raise DomainError(
            _(
                "Sinds de samenvoeging is er bij “%(name)s” iets vastgelegd. De samenvoeging is daarom niet "
                "meer terug te nemen zolang dat er staat."
            )
            % facts
        )

    def forget_places(self) -> None:
        """The municipalities did not go up into another, which stands on the map no more when it was new."""
        merged = Succession.objects.filter(recorded_at=self.handover.recorded_at, cancelled_at__isnull=True)
        gone = _silent(self._touched(Organisation, OrganisationVersion), OrganisationVersion)
        TilePosition.objects.filter(organisation__in=gone).delete()
        for succession in merged:
            self.trail.note(succession, {"taken_back": self.handover.recorded_at.isoformat()})
        merged.update(cancelled_at=self.now)


def _silent(subjects: Iterable[Subject], versions: type[Version]) -> list[uuid.UUID]:
    """Those of which nothing is known any more."""
    keys = {subject.pk for subject in subjects}
    field = versions.subject_field
    known = versions.objects.known(None).filter(**{f"{field}__in": keys})
    return list(keys - set(known.values_list(field, flat=True)))
