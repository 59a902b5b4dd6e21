"""Functions opened to the partners (R51): open, fill, withdraw. Upper rooms add conditions for opening."""

import datetime as dt
import uuid
from collections.abc import Callable

from django.utils.translation import gettext as _

from noaber.core.access import Actor, Decision, Refused, require
from noaber.core.audit import Trail, verb
from noaber.core.errors import DomainError
from noaber.core.history import lock
from noaber.core.rules.period import Period
from noaber.network.access import may_maintain_register
from noaber.network.models import (
    Membership,
    MembershipVersion,
    Post,
    Vacancy,
    VacancyState,
    VacancyVersion,
)
from noaber.network.services.memberships import appoint
from noaber.network.services.stating import find, first_words, restate_fields

VacancyGate = Callable[[str, dt.date], Decision]
_gates: list[VacancyGate] = []


def register_vacancy_gate(gate: VacancyGate) -> None:
    """Let a room refuse the opening of a vacancy: ``gate(post code, today) -> Allowed | Refused``."""
    if gate not in _gates:
        _gates.append(gate)


def gate_answers(post_code: str, today: dt.date) -> list[Decision]:
    """What every registered condition says of opening this post; empty when no room has registered one yet."""
    return [gate(post_code, today) for gate in _gates]


def open_vacancy(
    post: uuid.UUID | str,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    description: str = "",
    replies_until: dt.date | None = None,
) -> Vacancy:
    """Open a post to the partners, from today. Refused while it is held, open already, or a gate refuses."""
    require(may_maintain_register(actor))
    seat = find(Post, post, what=_("De functie"), field="post")
    with verb("network.open_vacancy", actor=actor) as trail:
        seat = lock(Post, seat.pk, revision=None, label=_("De functie"))
        _refuse_closed_gates(seat, today)
        _refuse_not_vacant(seat, today)
        if replies_until is not None and replies_until < today:
            raise DomainError(_("De laatste dag om te reageren is al voorbij."), field="replies_until")
        vacancy = Vacancy.objects.create(post=seat)
        words = {"state": VacancyState.OPEN, "description": description, "replies_until": replies_until}
        first_words(VacancyVersion, vacancy, Period(today), words, now=now)
        trail.note(vacancy, {"post": str(seat.pk)})
    return vacancy


def fill_vacancy(
    vacancy: uuid.UUID,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    person: uuid.UUID,
    valid_from: dt.date,
    valid_until: dt.date | None = None,
    on_behalf_of: str = "",
    expected_revision: int | None = None,
) -> Membership:
    """Appoint someone from a partner; the vacancy is then filled."""
    require(may_maintain_register(actor))
    with verb("network.fill_vacancy", actor=actor) as trail:
        open_one = _lock_open(vacancy, expected_revision)
        membership = appoint(
            person,
            open_one.post_id,
            actor=actor,
            now=now,
            valid_from=valid_from,
            valid_until=valid_until,
            on_behalf_of=on_behalf_of,
        )
        _refuse_outsider(membership, valid_from)
        _say(open_one, VacancyState.FILLED, today, trail=trail, now=now)
    return membership


def withdraw_vacancy(
    vacancy: uuid.UUID,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    expected_revision: int | None = None,
) -> Vacancy:
    """Take an open vacancy back."""
    require(may_maintain_register(actor))
    with verb("network.withdraw_vacancy", actor=actor) as trail:
        open_one = _lock_open(vacancy, expected_revision)
        _say(open_one, VacancyState.WITHDRAWN, today, trail=trail, now=now)
    return open_one


def _refuse_closed_gates(post: Post, today: dt.date) -> None:
    reasons = [answer.reason for answer in gate_answers(post.code, today) if isinstance(answer, Refused)]
    if reasons:
        raise DomainError(" ".join(reasons))


def _refuse_not_vacant(post: Post, today: dt.date) -> None:
    held = (
        MembershipVersion.objects.known(None)
        .valid_on(today)
        .filter(membership__post=post, is_substitute=False)
    )
    if held.filter(valid_until__isnull=True).exists():
        raise DomainError(
            _("Deze functie is bezet zonder einddatum; beëindig eerst die termijn."), field="post"
        )
    open_ones = (
        VacancyVersion.objects.known(None).valid_on(today).filter(vacancy__post=post, state=VacancyState.OPEN)
    )
    if open_ones.exists():
        raise DomainError(_("Deze functie is al opengesteld."), field="post")


def _refuse_outsider(membership: Membership, on: dt.date) -> None:
    """Vacancies are for the partners (R51): somebody must be sent by one."""
    sender = MembershipVersion.objects.known(None).valid_on(on).get(membership=membership).on_behalf_of
    if sender is None:
        raise DomainError(
            _("Deze functie is voor iemand van een partner; noem de organisatie."), field="on_behalf_of"
        )


def _lock_open(vacancy: uuid.UUID, expected_revision: int | None) -> Vacancy:
    found = find(Vacancy, vacancy, what=_("Deze vacature"))
    found = lock(Vacancy, found.pk, revision=expected_revision, label=_("Deze vacature"))
    last = VacancyVersion.objects.known(None).filter(vacancy=found).order_by("-valid_from").first()
    if last is None or last.state != VacancyState.OPEN:
        raise DomainError(_("Deze vacature staat niet meer open."))
    return found


def _say(
    vacancy: Vacancy, new_state: VacancyState, today: dt.date, *, trail: Trail, now: dt.datetime
) -> None:
    restate_fields(VacancyVersion, vacancy, Period(today), {"state": new_state}, now=now)
    trail.note(vacancy, {"state": new_state.value})
