"""The roles that can be chosen with one click. They exist only in a demonstration."""

import datetime as dt

from django.utils.translation import gettext as _

from noaber.accounts.models import DemonstrationUser, Role, RoleGrant, User
from noaber.accounts.queries import is_demonstration
from noaber.core.access import Actor
from noaber.core.audit import verb
from noaber.core.errors import DomainError

DESCRIPTIONS = {
    Role.COORDINATOR: "Houdt het netwerk bij: organisaties, mensen, zetels en overleggen.",
    Role.CONTROLLER: "Rekent de bijdragen van de gemeenten uit en bewaakt de begroting.",
    Role.ADMINISTRATOR: "Beheert accounts en rollen, en ziet het logboek.",
}


def create_demonstration_user(
    *, actor: Actor, email: str, display_name: str, role: str = "", description: str = "", today: dt.date
) -> User:
    """Make (or find) a user whom anyone may choose in the demonstration; refused in any other database."""
    if not is_demonstration():
        raise DomainError(_("Voorbeeldgebruikers kunnen alleen in een demonstratie bestaan."))
    if not email.endswith(".invalid"):
        raise DomainError(_("Het adres van een voorbeeldgebruiker eindigt op .invalid."), field="email")
    known = DemonstrationUser.objects.filter(user__email=email.lower()).select_related("user").first()
    if known:
        return known.user
    with verb("accounts.create_demonstration_user", actor=actor) as trail:
        user = User.objects.create_user(email, display_name=display_name)
        if role:
            RoleGrant.objects.create(user=user, role=role, valid_from=today)
        fallback = DESCRIPTIONS.get(Role(role), "") if role else _("Ziet en doet wat bij deze functie hoort.")
        DemonstrationUser.objects.create(
            user=user, description=description or fallback, position=DemonstrationUser.objects.count()
        )
        trail.note(user, {"role": role})
    return user
