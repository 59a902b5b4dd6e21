"""Assistants: named by the principal, for preparing or for acting on behalf."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from noaber.accounts import access, letters
from noaber.accounts.models import Assistance, Invitation, PromisedAssistance, User
from noaber.accounts.queries import active_user, open_invitation_for
from noaber.accounts.services.invitations import make_invitation, refuse_odd_name
from noaber.core.access import Actor, require
from noaber.core.audit import Trail, verb
from noaber.core.errors import AccessRefused, DomainError

MOST_INVITED: Final = 5


@dataclass(frozen=True, slots=True)
class Named:
    """Either the assistance, or the promise of it to someone who was invited."""

    assistance: Assistance | None
    promise: PromisedAssistance | None


def name_assistant(
    *,
    actor: Actor,
    email: str,
    display_name: str,
    kind: str,
    valid_from: dt.date,
    valid_until: dt.date | None = None,
    now: dt.datetime,
    today: dt.date,
) -> Named:
    """Name an assistant by address, until (not including) a day; who has no account yet is invited.

    Whether an address has an account is nobody's business here: the name is always asked, and what is wrong
    is said in the same words.
    """
    require(access.may_name_assistants(actor))
    principal_id = actor.user_id or 0  # known: the line above
    if kind not in Assistance.Kind.values:
        raise DomainError(_("Kies of uw assistent voorbereidt of namens u handelt."), field="kind")
    refuse_odd_name(display_name)
    if valid_from < today:
        raise DomainError(
            _("Kies vandaag of een latere dag. Voor dagen die voorbij zijn wijst u geen assistent aan."),
            field="valid_from",
        )
    if valid_until is not None and valid_until <= valid_from:
        raise DomainError(_("De einddatum ligt voor de begindatum."), field="valid_until")
    email = email.strip().lower()
    with verb("accounts.name_assistant", actor=actor) as trail:
        principal = User.objects.select_for_update().get(pk=principal_id)
        terms = (kind, valid_from, valid_until)
        user = active_user(email)
        if user:
            assistance = _name_user(trail, principal, user, *terms)
            letters.send_assistance(assistance, now=now)
            return Named(assistance, None)
        return Named(None, _promise(trail, principal, email, display_name, *terms, now=now))


def _name_user(
    trail: Trail, principal: User, user: User, kind: str, valid_from: dt.date, valid_until: dt.date | None
) -> Assistance:
    if user == principal:
        raise DomainError(_("U kunt niet uw eigen assistent zijn."), field="email")
    lasting = Q(valid_until__isnull=True) | Q(valid_until__gt=valid_from)
    if Assistance.objects.filter(lasting, principal=principal, assistant=user).exists():
        raise DomainError(_("Deze persoon is al uw assistent."), field="email")
    assistance = Assistance(
        principal=principal, assistant=user, kind=kind, valid_from=valid_from, valid_until=valid_until
    )
    try:
        assistance.validate_constraints()
    except ValidationError as error:
        raise DomainError(" ".join(error.messages), field="email") from error
    assistance.save()
    trail.note(assistance, {"principal": principal.pk, "assistant": user.pk, "kind": kind})
    return assistance


def _promise(
    trail: Trail,
    principal: User,
    email: str,
    display_name: str,
    kind: str,
    valid_from: dt.date,
    valid_until: dt.date | None,
    *,
    now: dt.datetime,
) -> PromisedAssistance:
    """Invite who has no account, or add the promise to an invitation that is on its way already."""
    earlier = open_invitation_for(email)
    if earlier and earlier.expires_at > now:
        invitation, token = earlier, ""
        if earlier.promises.filter(principal=principal).exists():
            raise DomainError(_("Deze persoon is al uw assistent."), field="email")
    else:
        _refuse_closed(trail.actor, email)
        invited = make_invitation(trail, email=email, display_name=display_name, now=now)
        invitation, token = invited.invitation, invited.token
    _refuse_too_many(principal)
    promise = PromisedAssistance.objects.create(
        invitation=invitation, principal=principal, kind=kind, valid_from=valid_from, valid_until=valid_until
    )
    trail.note(promise, {"principal": principal.pk, "kind": kind})
    if token:
        letters.send_invitation(invitation, token, now=now)
    return promise


def _refuse_closed(actor: Actor, email: str) -> None:
    """A closed account is not opened by naming an assistant, and who may not see accounts does not hear of it."""
    if User.objects.filter(email=email).exists() and not access.may_manage_accounts(actor):
        raise DomainError(
            _("Deze persoon kan nu geen assistent worden. Vraag de functioneel beheerder waarom."),
            field="email",
        )


def _refuse_too_many(principal: User) -> None:
    """Each goes out as a letter of the network; a principal needs few."""
    waiting = PromisedAssistance.objects.filter(
        principal=principal, invitation__accepted_at=None, invitation__withdrawn_at=None
    )
    if waiting.count() >= MOST_INVITED:
        raise DomainError(
            _("Er staan al %(count)s uitnodigingen aan assistenten open. Beëindig er eerst een.")
            % {"count": MOST_INVITED},
            field="email",
        )


def end_assistance(assistance_id: int, *, actor: Actor, today: dt.date) -> Assistance:
    """End an assistance from today on: by the principal, by the assistant, or by an administrator."""
    with verb("accounts.end_assistance", actor=actor) as trail:
        assistance = Assistance.objects.select_for_update().filter(pk=assistance_id).first()
        if assistance is None:
            raise AccessRefused(_("Deze assistent bestaat niet."), is_secret=True)
        principal_id, assistant_id = assistance.principal_id, assistance.assistant_id
        require(access.may_end_assistance(actor, principal_id=principal_id, assistant_id=assistant_id))
        if assistance.valid_until is not None and assistance.valid_until <= today:
            raise DomainError(_("Deze assistent is al beëindigd."))
        assistance.valid_until = max(today, assistance.valid_from)
        assistance.save(update_fields=["valid_until"])
        trail.note(assistance, {"principal": principal_id, "assistant": assistant_id})
    return assistance


def withdraw_promise(promise_id: int, *, actor: Actor, now: dt.datetime) -> None:
    """Take back an assistant who has not accepted yet; an invitation that was only for this goes with it."""
    with verb("accounts.withdraw_promise", actor=actor) as trail:
        promise = PromisedAssistance.objects.select_related("invitation").filter(pk=promise_id).first()
        if promise is None:
            raise AccessRefused(_("Deze uitnodiging bestaat niet meer."), is_secret=True)
        require(access.may_end_assistance(actor, principal_id=promise.principal_id, assistant_id=None))
        trail.note(promise, {"principal": promise.principal_id})
        invitation = Invitation.objects.select_for_update().get(pk=promise.invitation_id)
        if invitation.accepted_at:
            raise DomainError(
                _("Deze persoon heeft de uitnodiging net aanvaard. Beëindig de assistent in de lijst.")
            )
        promise.delete()
        is_only_for_this = invitation.invited_by_id == actor.user_id and not invitation.role
        if is_only_for_this and not invitation.promises.exists() and invitation.withdrawn_at is None:
            invitation.withdrawn_at = now
            invitation.save(update_fields=["withdrawn_at"])
            trail.note(invitation)
