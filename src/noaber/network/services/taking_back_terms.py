"""Taking back what was recorded last of one term in a seat, such as an appointment that was a mistake."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.access import Actor, require
from noaber.core.audit import Trail, verb
from noaber.core.errors import Conflict, DomainError
from noaber.core.history import lock, take_back
from noaber.core.rules.period import Period
from noaber.core.staging import count_changes
from noaber.network.access import may_appoint
from noaber.network.models import (
    Membership,
    MembershipVersion,
    Post,
    PostVersion,
    Vacancy,
    VacancyState,
    VacancyVersion,
)
from noaber.network.queries.last_recordings import LastRecording, Whole, last_recording
from noaber.network.services.handover_lists import ask_again
from noaber.network.services.memberships import refuse_clash
from noaber.network.services.stating import find

_REFUSALS: Final[Mapping[Whole, Promise]] = {
    Whole.SUCCESSION: gettext_lazy(
        "Deze termijn hoort bij een opvolging. Neem dan de hele opvolging terug, op de pagina van de overdracht."
    ),
    Whole.ENDING: gettext_lazy(
        "Deze termijn eindigt doordat de zetel of het overleg wordt opgeheven. Kies daar “Toch niet opheffen”."
    ),
    Whole.MERGER: gettext_lazy(
        "Deze termijn veranderde door een samenvoeging van gemeenten. Neem dan de hele samenvoeging terug, op de "
        "pagina van de overdracht. Staat die er niet? Beëindig dan de termijn, of benoem iemand."
    ),
    Whole.TAKEN_BACK: gettext_lazy(
        "Het laatste wat hier gebeurde, was zelf al iets terugnemen. Beëindig de termijn, of benoem iemand."
    ),
}


def take_back_term(
    membership: uuid.UUID, *, actor: Actor, now: dt.datetime, expected_revision: int | None = None
) -> Membership:
    """What was recorded last of this term was a mistake: it is again as it was known just before.

    Refused for what went with something larger (a succession, an ending, a merger): there the whole is taken back.
    A list that asked for the seat to be filled asks again.
    """
    found = find(Membership, membership, what=_("Deze termijn"))
    require(may_appoint(actor, found.post.body.code if found.post.body else ""))
    with verb("network.take_back_term", actor=actor) as trail:
        post = lock(Post, found.post_id, revision=None, label=_("Deze zetel"))
        held = lock(Membership, found.pk, revision=expected_revision, label=_("Deze termijn"))
        recorded_at = _last_of_its_own(held)
        if recorded_at > now or not take_back(MembershipVersion, held, recorded_at, now=now):
            raise Conflict(_("Deze termijn"), revision=held.revision)
        _refuse_impossible(held, now)
        count_changes(Post, [post.pk])
        ask_again([post.pk], settled_at=recorded_at)
        _open_vacancy_again(post, recorded_at, trail=trail, now=now)
        trail.note(held, {"post": str(post.pk), "taken_back": recorded_at.isoformat()})
    return held


def refusal_of(recording: LastRecording | None) -> str:
    """Why this cannot be taken back by itself, and what to do instead; empty when it can."""
    if recording is None:
        return _("Deze benoeming is al teruggenomen.")
    return str(_REFUSALS[recording.part_of]) if recording.part_of else ""


def _last_of_its_own(held: Membership) -> dt.datetime:
    recording = last_recording(held.pk)
    refusal = refusal_of(recording)
    if recording is None or refusal:
        raise DomainError(refusal)
    if recording.before and held.person.erased_at:
        raise DomainError(_("De gegevens van deze persoon zijn gewist; die kan niet terugkomen."))
    return recording.recorded_at


def _refuse_impossible(held: Membership, now: dt.datetime) -> None:
    """Since the term ended somebody else may have been appointed, or the seat itself may have ended."""
    there = [row.period for row in PostVersion.objects.known(None).filter(post=held.post_id)]
    for row in MembershipVersion.objects.known(None).filter(membership=held, known_from=now):
        if not row.is_substitute:
            refuse_clash(held.post, held.person, row.period)
        _refuse_outside(row.period, there)


def _refuse_outside(period: Period, there: list[Period]) -> None:
    rest = [period]
    for each in there:
        rest = [part for piece in rest for part in piece.minus(each)]
    if rest:
        raise DomainError(
            _("Deze zetel bestaat niet %(period)s. Is de zetel opgeheven? Kies daar “Toch niet opheffen”.")
            % {"period": rest[0]}
        )


def _open_vacancy_again(post: Post, recorded_at: dt.datetime, *, trail: Trail, now: dt.datetime) -> None:
    """An appointment may have filled a vacancy, in the same act."""
    filled = VacancyVersion.objects.known(None).filter(
        vacancy__post=post, state=VacancyState.FILLED, known_from=recorded_at
    )
    for vacancy in Vacancy.objects.select_for_update().filter(pk__in=filled.values("vacancy")):
        if take_back(VacancyVersion, vacancy, recorded_at, now=now):
            trail.note(vacancy, {"state": VacancyState.OPEN.value})
