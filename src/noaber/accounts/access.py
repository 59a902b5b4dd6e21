"""Who may do what with accounts. Nothing here may be done on behalf of another: an account is personal."""

from django.utils.translation import gettext as _

from noaber.accounts.actors import ASSISTANT
from noaber.accounts.models import Role
from noaber.core.access import ALLOWED, Actor, Decision, Refused

INVITERS = (Role.ADMINISTRATOR, Role.COORDINATOR)


def _in_person(actor: Actor) -> Decision:
    if actor.on_behalf_of_id is not None:
        return Refused(_("Accounts beheert u alleen als uzelf. Stop eerst met werken namens een ander."))
    return ALLOWED


def may_see_accounts(actor: Actor) -> Decision:
    """Administrators and the coordinator see who has an account."""
    if not actor.has(*INVITERS):
        return Refused(
            _("Alleen de functioneel beheerder en de coördinator van het netwerk zien de accounts.")
        )
    return _in_person(actor)


def may_invite(actor: Actor, *, role: str = "") -> Decision:
    """Administrators and the coordinator invite; only administrators give a network-wide role with it."""
    if not actor.has(*INVITERS):
        return Refused(
            _("Alleen de functioneel beheerder en de coördinator van het netwerk nodigen mensen uit.")
        )
    if role and not actor.has(Role.ADMINISTRATOR):
        return Refused(_("Alleen de functioneel beheerder geeft een rol voor het hele netwerk."))
    return _in_person(actor)


def may_manage_accounts(actor: Actor, *, user_id: int | None = None) -> Decision:
    """Administrators give and end roles and close accounts, but never their own: four eyes."""
    if not actor.has(Role.ADMINISTRATOR):
        return Refused(_("Alleen de functioneel beheerder beheert rollen en accounts."))
    if user_id is not None and user_id == actor.user_id:
        return Refused(_("Uw eigen rollen en account beheert een andere functioneel beheerder."))
    return _in_person(actor)


def may_name_assistants(actor: Actor) -> Decision:
    """Whoever holds a mandate or role names their own assistants."""
    if actor.user_id is None:
        return Refused(_("Log eerst in."))
    if actor.on_behalf_of_id is not None:
        return Refused(_("Een assistent wijst niet namens een ander assistenten aan."))
    if all(grant.role == ASSISTANT for grant in actor.grants):
        return Refused(_("U hebt nu geen rol of mandaat. Een assistent zou namens u niets kunnen doen."))
    return ALLOWED


def may_use_prepared(actor: Actor, *, principal_id: int) -> Decision:
    """The principal sends what was prepared for them, or whoever may act on their behalf."""
    if (actor.on_behalf_of_id or actor.user_id) != principal_id:
        return Refused(_("Dit is niet voor u klaargezet."), is_secret=True)
    if actor.prepares_only:
        return Refused(_("U zet klaar; vastleggen doet de persoon voor wie u werkt."))
    return ALLOWED


def may_end_assistance(actor: Actor, *, principal_id: int, assistant_id: int | None) -> Decision:
    """The principal ends it, the assistant stops with it, or an administrator does."""
    if actor.on_behalf_of_id is not None:
        return Refused(_("Een assistent verandert niets aan de assistenten van een ander."))
    if actor.user_id is not None and actor.user_id in (principal_id, assistant_id):
        return ALLOWED
    if actor.has(Role.ADMINISTRATOR):
        return ALLOWED
    return Refused(_("Dit is geen assistent van u."), is_secret=True)
